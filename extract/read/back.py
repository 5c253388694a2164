"""Lists at the front and back: abbreviations, and the bibliography with its rubrics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regesta.extract.read.document import Abbreviation, BibliographyEntry
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line, is_full
from regesta.extract.read.sentences import ends_in_abbreviation
from regesta.extract.read.vocabulary import ListWords, ReadingWords

_ABBREVIATION = re.compile(
    r"\s*(?P<short>[^\W\d_][\w.&/()-]{0,14}(?: [A-Z][\w.&/-]{0,8}){0,2})"
    r"(?:\s{2,}|\t+|\s*[:=]\s+|\s+[\u2013\u2014-]\s+)(?P<long>\S.*?)\s*$"
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


def is_rubric(line: str, words: ListWords) -> bool:
    """True for a line of the bibliography that is no entry but names those below it."""
    alone = Line(0, len(line), line)
    return bool(_rubric_level(alone, None, False, words))


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
    lines: Sequence[Line],
    headings: Sequence[Heading],
    skip: dict[int, str],
    width: int,
    words: ReadingWords,
) -> list[BibliographyEntry]:
    """The entries of the bibliography; a rubric is a short line without an entry's marks that stands between
    entries."""
    indices = [i for i in zone_lines(lines, headings, "bibliography") if i not in skip]
    out: list[BibliographyEntry] = []
    rubrics: list[tuple[int, str]] = []
    held: list[int] = []

    def close() -> None:
        if held:
            span = (lines[held[0]].span[0], lines[held[-1]].span[1])
            out.append(BibliographyEntry(span=span, rubrics=tuple(r for _, r in rubrics)))
            held.clear()

    for k, i in enumerate(indices):
        if held and not _next_entry(lines, held, i, width, words):
            held.append(i)
            continue
        close()
        following = lines[indices[k + 1]] if k + 1 < len(indices) else None
        level = _rubric_level(lines[i], following, i > 0 and lines[i - 1].blank, words.lists)
        if level:
            rubrics = [*(r for r in rubrics if r[0] < level), (level, lines[i].bare.rstrip(":"))]
        else:
            held.append(i)
    close()
    return out


def _next_entry(lines: Sequence[Line], held: Sequence[int], i: int, width: int, words: ReadingWords) -> bool:
    """True when line i begins another entry or a rubric."""
    return _entry_ended(lines, held[-1], i, width, words) and not _open_imprint(lines, held, i)


def _open_imprint(lines: Sequence[Line], held: Sequence[int], i: int) -> bool:
    """True when the line above breaks off inside brackets or after a colon or comma ("(Stockholm:") and no
    blank line parts the two."""
    if any(lines[j].blank for j in range(held[-1] + 1, i)):
        return False
    said = " ".join(lines[j].text for j in held)
    return said.count("(") > said.count(")") or bool(re.search(r"[:,(]\s*$", lines[held[-1]].text))


_OPENS_ENTRY = re.compile(r"[\"'\u201c\u2018(\[]?[A-Z\u00c0-\u00de_\u2014\u2013-]")
#: Of the measure, the share below which a line without an entry's end was the last of its entry.
_HAD_ROOM = 0.65


def _entry_ended(lines: Sequence[Line], last: int, i: int, width: int, words: ReadingWords) -> bool:
    """True when the entry that holds line `last` is over before line `i`: a blank line (none where a page
    turns before an indented line), a hanging indent, or a full stop on a line that had room."""
    above, below = lines[last], lines[i]
    hangs = below.indent >= above.indent + 2
    turned = any(lines[j].page_start for j in range(last + 1, i + 1))
    if any(lines[j].blank for j in range(last + 1, i)) and not (turned and hangs):
        return True
    if hangs:
        return False
    return below.indent + 2 <= above.indent or _closed(above, below, width, words)


def _closed(above: Line, below: Line, width: int, words: ReadingWords) -> bool:
    """True when the line above ends an entry and the one below opens another, both at the same indent."""
    if not _ENTRY_END.search(above.text) or ends_in_abbreviation(above.text, words.sentences):
        return not is_full(above, below, int(_HAD_ROOM * width)) and not below.bare[:1].islower()
    stopped = not is_full(above, below, width) or bool(re.search(r"\.\s*$", above.text))
    return stopped and bool(_OPENS_ENTRY.match(below.bare))


#: Characters and words of the longest rubric.
_RUBRIC, _RUBRIC_WORDS = 80, 9


def _rubric_level(line: Line, following: Line | None, gap: bool, words: ListWords) -> int:
    """0 for an entry; 1 for a main rubric, 2 for one under it, 3 for one that ends in a colon; `gap` says
    that a blank line stands above."""
    bare = line.bare
    if _has_entry_marks(bare, words):
        return 0
    if bare.endswith(":"):
        return 3
    if words.main_rubric.match(bare):
        return 1
    commas = len(re.findall(r",\s+(?![a-z])", bare)) + bare.count(",") // 3
    if commas > 1 or (following is not None and following.bare[:1].islower()):
        return 0
    plain = not re.search(r"[.!?]", re.sub(r"\b[A-Z]\.", "", bare))
    short = bare.isupper() or len(bare.split()) <= _RUBRIC_WORDS
    return 2 if plain and short and (gap or commas == 0) else 0


def _has_entry_marks(bare: str, words: ListWords) -> bool:
    """True for a line with years, pages or quotation marks, or one that stops as no rubric does."""
    if len(bare) > _RUBRIC or bare.endswith((".", ",")) or bare.count("(") > bare.count(")"):
        return True
    return bool(re.search(r"\d{2,}|[;\"\u201c]", bare) or words.entry_mark.search(bare))
