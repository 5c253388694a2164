"""The tables of a measurement, as Markdown that reads well on a terminal too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.corpus.measure.acceptance import CURVED, STEPS, Counted
from tests.corpus.measure.acceptance import KINDS as ACCEPTED
from tests.corpus.measure.averages import (
    CONFIDENT,
    SHOWN,
    WATCHED,
    Average,
    Measured,
    Reliability,
    confusion,
    groups_of,
    macro,
    reliability,
    worst,
)
from tests.corpus.measure.running import RULES

#: All documents together, as a group.
ALL = "all"
#: Pairs of event types shown in the confusion, most frequent first.
_PAIRS = 20
Row = Sequence[str]


def table(head: Row, rows: Iterable[Row]) -> Iterator[str]:
    """A table: the first column to the left, the others to the right, all padded."""
    cells = [list(head), *(list(r) for r in rows)]
    widths = [max(len(r[k]) for r in cells) for k in range(len(head))]

    def line(row: Row) -> str:
        return (
            "| "
            + " | ".join(
                c.ljust(w) if k == 0 else c.rjust(w) for k, (c, w) in enumerate(zip(row, widths, strict=True))
            )
            + " |"
        )

    yield line(cells[0])
    yield (
        "|" + "|".join(("-" * (w + 2)) if k == 0 else "-" * (w + 1) + ":" for k, w in enumerate(widths)) + "|"
    )
    yield from map(line, cells[1:])


def figure(average: Average | None) -> str:
    """Mean and spread: `.53 ±.11`."""
    return "" if average is None else f"{_short(average.mean)} ±{_short(average.spread)}"


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def by_group(measured: Sequence[Measured]) -> Iterator[str]:
    """Kinds down, groups across: extraction's averages."""
    groups = [ALL, *groups_of(measured)]
    members = {g: [m for m in measured if g in (ALL, *m.groups)] for g in groups}
    head = ["", *(f"{g} ({len(members[g])})" for g in groups)]
    yield from table(
        head, ([name, *(figure(macro(members[g], kind)) for g in groups)] for kind, name in SHOWN.items())
    )


def by_proposer(runs: Mapping[str, Sequence[Measured]]) -> Iterator[str]:
    """Kinds down, extraction and the baselines across."""
    names = [RULES, *(n for n in runs if n != RULES)]
    yield from table(
        ["", *names, "documents"],
        (
            [shown, *(figure(macro(runs[n], kind)) for n in names), _counted(runs[RULES], kind)]
            for kind, shown in SHOWN.items()
        ),
    )


def _counted(measured: Sequence[Measured], kind: str) -> str:
    average = macro(measured, kind)
    return str(average.documents if average else 0)


def by_document(measured: Sequence[Measured]) -> Iterator[str]:
    """Documents down, the main kinds across, baseline figures apart."""
    kinds = ["claims", *WATCHED]
    head = ["", *(SHOWN[k] for k in kinds)]
    rows = ([m.slug, *(_short(m.scores[k].f1) if k in m.scores else "" for k in kinds)] for m in measured)
    yield from table(head, rows)


def worst_documents(measured: Sequence[Measured]) -> Iterator[str]:
    """Per kind the documents that are read worst."""
    for kind in WATCHED:
        rows = ", ".join(f"{slug} {_short(value)}" for slug, value in worst(measured, kind))
        yield f"- {SHOWN[kind]}: {rows or 'none'}"


def confused(pairs: Counter[tuple[str, str]]) -> Iterator[str]:
    """The types of events that are taken for another most often, and those missed and spare."""
    wrong = [(n, g, f) for (g, f), n in pairs.items() if g != f]
    rows = sorted(wrong, key=lambda r: (-r[0], r[1], r[2]))[:_PAIRS]
    yield from table(
        ["annotated as", "found as", "times"],
        ([g or "(nothing)", f or "(nothing)", str(n)] for n, g, f in rows),
    )


def confusion_matrix(pairs: Counter[tuple[str, str]]) -> Iterator[str]:
    """All types against all, annotated down, found across; the last line and column are nothing."""
    kinds = [*sorted({k for pair in pairs for k in pair} - {""}), ""]
    head = ["annotated \\ found", *(k[:6] or "-" for k in kinds)]
    yield from table(head, ([g or "(nothing)", *(str(pairs[g, f] or "") for f in kinds)] for g in kinds))


def reliable(kind: str, found: Reliability) -> Iterator[str]:
    """The bins of one kind."""
    yield f"{CONFIDENT[kind]}: Brier {found.brier:.3f} over {found.records} records"
    yield ""
    yield from table(
        ["confidence", "records", "mean", "right"],
        (
            [f"{b.low:.1f} to {b.low + 0.1:.1f}", str(b.records), _short(b.confidence), _short(b.right)]
            for b in found.bins
        ),
    )


def report(runs: Mapping[str, Sequence[Measured]], of: int, missing: Iterable[str]) -> Iterator[str]:
    """The whole report of the documents that are not sealed; `of` is how many of them the corpus has."""
    measured = runs[RULES]
    yield f"Macro averages of F1 (accuracy for properties of matched records) over {len(measured)} of {of} documents, ± standard deviation."
    yield from (f"Left out: {line}" for line in missing)
    yield ""
    yield from by_proposer(runs)
    yield from _part("By group", by_group(measured))
    yield from _part("By document", by_document(measured))
    yield from _part("The worst documents", worst_documents(measured))
    pairs = confusion(measured)
    yield from _part("Event types that are confused most", confused(pairs))
    yield from _part("All event types", confusion_matrix(pairs))
    for kind in CONFIDENT:
        if (found := reliability(measured, kind)) is not None:
            yield from _part(f"Confidence of {CONFIDENT[kind]}s", reliable(kind, found))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"### {title}"
    yield ""
    yield from lines


def sealed_report(runs: Mapping[str, Sequence[Measured]], of: int) -> Iterator[str]:
    """Averages over the sealed documents, and nothing that tells them apart."""
    yield f"Sealed: macro averages over {len(runs[RULES])} of {of} documents, ± standard deviation."
    yield ""
    yield from by_proposer(runs)


def accepted(
    sets: Mapping[str, Mapping[str, Counted]], curves: Mapping[str, Sequence[Counted]]
) -> Iterator[str]:
    """The sets beside each other, then the curve of each kind."""
    yield from table(
        ["", *(f"{name}: accepted, right, recall" for name in sets)],
        (
            [shown, *(_told(rows.get(kind, Counted())) for rows in sets.values())]
            for kind, shown in ACCEPTED.items()
        ),
    )
    for kind, rows in curves.items():
        yield from ("", f"{CURVED[kind]}s, all that are at least so sure:", "")
        yield from table(
            ["confidence", "accepted", "right", "recall"],
            (
                [f"{least:.2f}", str(round(c.accepted)), f"{c.precision:.2f}", f"{c.recall:.2f}"]
                for least, c in zip(STEPS, rows, strict=True)
            ),
        )


def _told(counted: Counted) -> str:
    return f"{round(counted.accepted)}, {counted.precision:.2f}, {counted.recall:.2f}"
