"""The engine that finds archives and shelfmarks in a text by the tradition files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.extract.text.shelfmarks.tradition import Archive, Tradition, Unit, traditions

#: What may stand between two units of one shelfmark, and between an archive and its shelfmark.
_GAP = re.compile(r"[\s,;:/.]*")
#: Characters between an archive and a shelfmark that needs it, at most: a collection's name fits.
REACH = 60
#: A unit and where it stands.
Hit = tuple[Unit, re.Match[str]]


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """A shelfmark at text[start:end]: its units outermost first, its `fields` as a citation keeps them."""

    start: int
    end: int
    tradition: str
    units: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    pages: str = ""
    shelfmark: bool = False
    missing: tuple[str, ...] = ()
    type: str = "archival_document"
    weak: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveMention:
    """An archive named at text[start:end]."""

    start: int
    end: int
    archive: Archive


def find_archives(text: str) -> list[ArchiveMention]:
    """The archives a text names, in order, the longest reading of each place."""
    found = [
        ArchiveMention(m.start(), m.end(), a)
        for t in traditions()
        for a in t.archives
        if a.forms
        for m in a.forms.finditer(text)
    ]
    found.sort(key=lambda m: (m.start, m.start - m.end))
    out: list[ArchiveMention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def find_shelfmarks(text: str, archives: list[ArchiveMention] | None = None) -> list[Shelfmark]:
    """The shelfmarks of a text, in order, none overlapping: the one beside an archive of its own tradition
    first, then the longest.

    `text` has plain spaces and dashes; `archives` is what `find_archives` gave for it.
    """
    mentions = find_archives(text) if archives is None else archives
    candidates: list[tuple[int, int, int, Shelfmark]] = []
    for order, tradition in enumerate(traditions()):
        homes = [m for m in mentions if m.archive.tradition == tradition.name]
        for mark in [*_compact(text, tradition, homes), *_sequences(text, tradition, homes)]:
            candidates.append(
                (-int(_near(mark.start, homes)) + 2 * mark.weak, mark.start - mark.end, order, mark)
            )
    out: list[Shelfmark] = []
    for *_, mark in sorted(candidates, key=lambda c: c[:3]):
        if not any(mark.start < other.end and other.start < mark.end for other in out):
            out.append(mark)
    return sorted(out, key=lambda m: m.start)


def _near(start: int, homes: list[ArchiveMention]) -> bool:
    """Whether an archive of the tradition is named before the place: the same footnote says where it is."""
    return any(m.end <= start for m in homes)


def _compact(text: str, tradition: Tradition, homes: list[ArchiveMention]) -> Iterator[Shelfmark]:
    for compact in tradition.compacts:
        for m in compact.pattern.finditer(text):
            if compact.archive and not any(_close(text, h.end, m.start()) for h in homes):
                continue
            units = tuple(
                (level.replace("_", " "), " ".join(value.split()))
                for level, value in m.groupdict().items()
                if value
            )
            fields = tuple(
                (field, m.group(level)) for level, field in compact.fields.items() if m.group(level)
            )
            yield Shelfmark(
                m.start(),
                m.end(),
                tradition.name,
                units,
                fields,
                tradition.pages,
                tradition.shelfmark,
                type=tradition.type,
                weak=compact.weak,
            )


def _close(text: str, end: int, start: int) -> bool:
    """Whether nothing stands between the archive and its shelfmark, or a few words, such as a collection's
    name."""
    return bool(_GAP.fullmatch(text, end, start)) or (
        0 <= start - end <= REACH and not re.search(r"\d{4}|[;]", text[end:start])
    )


def _sequences(text: str, tradition: Tradition, homes: list[ArchiveMention]) -> Iterator[Shelfmark]:
    """Runs of units, each level once, nothing but separators between them."""
    position = 0
    while (first := _first(tradition, text, position)) is not None:
        run = _run(tradition, text, first)
        missing, start = _missing(text, tradition, run, run[0][1].start())
        position = run[-1][1].end()
        near = _near(start, homes)
        enough = near or len(run) + len(missing) >= tradition.minimum
        if enough and (near or not _needs_archive(run)):
            yield _mark(text, tradition, run, start, position, missing)


def _first(tradition: Tradition, text: str, position: int) -> Hit | None:
    """The first unit at or behind a position, the longest of those that begin there."""
    found = ((u, m) for u in tradition.units if (m := u.pattern.search(text, position)))
    return min(found, key=lambda hit: (hit[1].start(), -hit[1].end()), default=None)


def _run(tradition: Tradition, text: str, first: Hit) -> list[Hit]:
    """A unit and those that follow it, each level once, the longest reading of each place."""
    run = [first]
    while True:
        gap = _GAP.match(text, run[-1][1].end())
        at = gap.end() if gap else run[-1][1].end()
        taken = {u.level for u, _ in run}
        found = ((u, m) for u in tradition.units if u.level not in taken and (m := u.pattern.match(text, at)))
        following = max(found, key=lambda hit: hit[1].end(), default=None)
        if following is None:
            return run
        run.append(following)


def _needs_archive(run: list[Hit]) -> bool:
    """Whether every unit of a run stands for a shelfmark only beside its archive."""
    return all(u.archive or (u.company and len(run) == 1) for u, _ in run)


def _missing(text: str, tradition: Tradition, run: list[Hit], start: int) -> tuple[tuple[str, ...], int]:
    """The level whose word stands before the run without its number, and where that word begins."""
    before = re.search(r"(?<!\w)([A-Za-zА-Яа-я']{3,})\s*,\s*$", text[:start])
    if before:
        for unit in tradition.units:
            if unit.level not in {u.level for u, _ in run} and re.fullmatch(
                rf"{unit.level}", before.group(1), re.IGNORECASE
            ):
                return (unit.level,), before.start()
    return (), start


def _mark(
    text: str,
    tradition: Tradition,
    run: list[Hit],
    start: int,
    end: int,
    missing: tuple[str, ...],
) -> Shelfmark:
    ordered = sorted(run, key=lambda pair: pair[0].rank)
    units = tuple(
        (u.level, " ".join((m.group() if u.whole else m.group("value")).split())) for u, m in ordered
    )
    fields = tuple(
        (u.field, " ".join((m.group() if u.whole else m.group("value")).split()))
        for u, m in ordered
        if u.field
    )
    return Shelfmark(
        start,
        end,
        tradition.name,
        units,
        fields,
        tradition.pages,
        tradition.shelfmark,
        missing,
        tradition.type,
    )
