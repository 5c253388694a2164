"""Lists at the front and back: abbreviations, and the bibliography with its rubrics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regesta.extract.read.document import Abbreviation, BibliographyEntry
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line, is_full
from regesta.extract.read.sentences import ends_in_abbreviation

_ABBREVIATION = re.compile(
    r"\s*(?P<short>[^\W\d_][\w.&/()-]{0,14}(?: [A-Z][\w.&/-]{0,8}){0,2})(?:\s{2,}|\t+|\s*[:=]\s+|\s+[\u2013\u2014-]\s+)(?P<long>\S.*?)\s*$"
)
_UPPER_SHORT = re.compile(r"\s*(?P<short>[A-Z][A-Z0-9.&/-]{1,10})\s+(?P<long>[A-Z(].*?)\s*$")
_ENTRY_END = re.compile(r"[.)\]\"\u201d]\s*$|\d\s*$|https?:\S+\s*$")


def zone_lines(lines: Sequence[Line], headings: Sequence[Heading], kind: str) -> Iterator[int]:
    """The filled lines under the top headings of a kind, headings of sections inside included."""
    tops = [h for h in headings if h.kind != "section"]
    for k, h in enumerate(tops):
        if h.kind == kind:
            end = tops[k + 1].first if k + 1 < len(tops) else len(lines)
            yield from (i for i in range(h.last + 1, end) if not lines[i].blank)


def abbreviation_in(line: str) -> tuple[str, str] | None:
    """(short, long) of one line of an abbreviations list; None when it has no short form."""
    m = _ABBREVIATION.match(line) or _UPPER_SHORT.match(line)
    return (m["short"], " ".join(m["long"].split())) if m else None


def is_rubric(words: str) -> bool:
    """True for a line of the bibliography that is no entry but names those below it."""
    return bool(_rubric_level(Line(0, len(words), words), None, [Line(0, len(words), words)], 0))


def abbreviations_in(
    lines: Sequence[Line], headings: Sequence[Heading], skip: dict[int, str]
) -> list[Abbreviation]:
    """The lines of the abbreviations list; a line that has no short form goes on with the one above."""
    out: list[Abbreviation] = []
    for i in zone_lines(lines, headings, "abbreviations"):
        if i in skip:
            continue
        m = _ABBREVIATION.match(lines[i].text) or _UPPER_SHORT.match(lines[i].text)
        if m:
            out.append(Abbreviation(short=m["short"], long=" ".join(m["long"].split()), span=lines[i].span))
        elif out:
            last = out[-1]
            out[-1] = Abbreviation(
                short=last.short, long=f"{last.long} {lines[i].bare}", span=(last.span[0], lines[i].span[1])
            )
    return out


def bibliography_in(
    lines: Sequence[Line], headings: Sequence[Heading], skip: dict[int, str], width: int
) -> list[BibliographyEntry]:
    """The entries of the bibliography; a rubric is a short line without an entry's marks that stands between
    entries."""
    indices = [i for i in zone_lines(lines, headings, "bibliography") if i not in skip]
    out: list[BibliographyEntry] = []
    rubrics: list[tuple[int, str]] = []
    held: list[int] = []

    def close() -> None:
        if held:
            out.append(
                BibliographyEntry(
                    span=(lines[held[0]].span[0], lines[held[-1]].span[1]),
                    rubrics=tuple(r for _, r in rubrics),
                )
            )
            held.clear()

    for k, i in enumerate(indices):
        following = lines[indices[k + 1]] if k + 1 < len(indices) else None
        new = not held or (_entry_ended(lines, held[-1], i, width) and not _open_imprint(lines, held, i))
        if new:
            close()
            level = _rubric_level(lines[i], following, lines, i)
            if level:
                while rubrics and (rubrics[-1][0] >= level):
                    rubrics.pop()
                rubrics.append((level, lines[i].bare.rstrip(":")))
                continue
        held.append(i)
    close()
    return out


def _open_imprint(lines: Sequence[Line], held: Sequence[int], i: int) -> bool:
    """True when the line above breaks off inside brackets or after a colon or comma ("(Stockholm:") and no
    blank line parts the two."""
    if any(lines[j].blank for j in range(held[-1] + 1, i)):
        return False
    said = " ".join(lines[j].text for j in held)
    return said.count("(") > said.count(")") or bool(re.search(r"[:,(]\s*$", lines[held[-1]].text))


def _entry_ended(lines: Sequence[Line], last: int, i: int, width: int) -> bool:
    """True when the entry that holds line `last` is over before line `i`: a blank line (none where a page
    turns before an indented line), a hanging indent, or a full stop on a line that had room."""
    hangs = lines[i].indent >= lines[last].indent + 2
    turned = any(lines[j].page_start for j in range(last + 1, i + 1))
    if any(lines[j].blank for j in range(last + 1, i)) and not (turned and hangs):
        return True
    if hangs:
        return False
    if lines[i].indent + 2 <= lines[last].indent:
        return True
    if not _ENTRY_END.search(lines[last].text) or ends_in_abbreviation(lines[last].text):
        return not is_full(lines[last], lines[i], int(0.65 * width)) and not lines[i].bare[:1].islower()
    return bool(re.match(r"[\"'\u201c\u2018(\[]?[A-Z\u00c0-\u00de_\u2014\u2013-]", lines[i].bare)) and (
        not is_full(lines[last], lines[i], width) or bool(re.search(r"\.\s*$", lines[last].text))
    )


def _rubric_level(line: Line, following: Line | None, lines: Sequence[Line], i: int) -> int:
    """0 for an entry; 1 for a main rubric, 2 for one under it, 3 for one that ends in a colon."""
    bare = line.bare
    if (
        len(bare) > 80
        or re.search(r"\d{2,}|[;\"\u201c]|\b(?:p|pp|vol|no|ed)\.", bare, re.I)
        or bare.endswith((".", ","))
        or bare.count("(") > bare.count(")")
    ):
        return 0
    commas = len(re.findall(r",\s+(?![a-z])", bare)) + bare.count(",") // 3
    if bare.endswith(":"):
        return 3
    if re.match(
        r"(?i)(primary|secondary|unpublished|published|archival|manuscript|printed)\b.*\b(sources?|literature|materials?|works?)\b|(primary|secondary)$",
        bare,
    ):
        return 1
    if commas > 1 or (following is not None and following.bare[:1].islower()):
        return 0
    plain = not re.search(r"[.!?]", re.sub(r"\b[A-Z]\.", "", bare))
    gap = i > 0 and lines[i - 1].blank
    return 2 if plain and (bare.isupper() or len(bare.split()) <= 9) and (gap or commas == 0) else 0
