"""The figures of the page on quality as the package ships them, for graphs to tell how well their proposers
read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tomli_w
from tests.corpus.measure.averages import SHOWN

from regesta.extract.propose.choosing import SHIPPED, named

#: The file that is shipped.
FIGURES = Path(__file__).resolve().parents[3] / "graph" / "quality.toml"
#: What its first line says.
HEAD = "# How well the shipped proposers read: written by `make score PAGE=1` with docs/quality.md; not by hand.\n"
#: What was annotated.
ANNOTATIONS = "Regesta corpus, {} documents that are not sealed (docs/quality.md)"
#: Of the first word of a measure: the kind of record and the step whose proposer makes it.
_MADE_BY: dict[str, tuple[str, Any]] = {
    "claims": ("claim", "claims"),
    "events": ("event", "events"),
    "decisions": ("decision", "decisions"),
    "actors": ("actor", "mentions"),
}
_FIGURE = re.compile(r"(\d?\.\d+) ±(\d?\.\d+)")


def figures(lines: Iterable[str]) -> str:
    """The first table of a report, extraction beside its baselines, as TOML."""
    rows = list(_rows(lines))
    most = max(int(row["documents"]) for row in rows)
    told = {"annotations": ANNOTATIONS.format(most), "figures": rows}
    return f"{HEAD}{tomli_w.dumps(told)}"


def _rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What extraction scores by kind: macro F1 (accuracy for properties of matched records), its spread over
    documents, and of how many."""
    measure_of = {shown: kind for kind, shown in SHOWN.items()}
    seen: set[str] = set()
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        measure = measure_of.get(cells[0], "")
        made = _MADE_BY.get(measure.partition(".")[0])
        if made is None or measure in seen or not (found := _FIGURE.fullmatch(cells[1])):
            continue
        seen.add(measure)
        yield {
            "measure": measure,
            "kind": made[0],
            "proposer": named(made[1], SHIPPED).name,
            "mean": float(found[1]),
            "spread": float(found[2]),
            "documents": int(cells[-1]),
        }


def ship(lines: Iterable[str], file: Path = FIGURES) -> None:
    """Write the file that is shipped."""
    file.write_text(figures(lines), "utf-8")
