"""Rules about shelfmarks: units left out, numbers that stray by a digit, archives and units spelled two ways,
one abbreviation for two archives, one place for two documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import permutations

from rapidfuzz.distance import OSA

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.notes.archive_names import archive_names
from regesta.extract.record import Citation, Fields, Span
from regesta.extract.text.folding import fold
from regesta.extract.text.shelfmarks import archive_of, find_shelfmarks, traditions

Units = tuple[tuple[str, str], ...]
#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("shelfmarks")
#: So many places of the usual number are given.
NEAREST = 12


def _places(case: Case) -> list[tuple[Fields, Span]]:
    return [(c.fields, c.span) for c in case.citations] + [(e.reading.fields, e.span) for e in case.entries]


@rule("shelfmark-part-missing", "A level of a shelfmark is named without its number, or skipped.", "error")
def part_missing(case: Case) -> Iterator[Finding]:
    """ "Fond, Opis 687572": the word stands without a number; or the outermost level is left out where every
    neighbour has it."""
    for f, span in _places(case):
        if not f.units:
            continue
        text = fold(case.text[span[0] : span[1]])
        missing = [x for m in find_shelfmarks(text) for x in m.missing if _is_named_alone(x, text)]
        skipped = f.opis and f.delo and not f.fond
        if missing or skipped:
            yield Finding(
                (span,),
                f"the shelfmark lacks its {missing[0] if missing else 'fond'}: {f.archive} {_shown(f)}",
            )


def _is_named_alone(level: str, text: str) -> bool:
    """Whether the word for a level stands as a level does, with a capital and between stops, and no
    number behind it."""
    written = rf"(?:^|[,;.(])\s*(?=(?-i:{level[:1].upper()})){re.escape(level)}\.?\s*[,;.]"
    return re.search(written, text, re.IGNORECASE) is not None


def _shown(f: Fields) -> str:
    return ", ".join(f"{level} {value}" for level, value in f.units)


@rule("shelfmark-digit", "A number of a shelfmark strays by one digit from its neighbours.")
def stray_digit(case: Case) -> Iterator[Finding]:
    """Same archive and all other levels the same, a long number that differs by one digit from one used at
    least three times as often."""
    for (label, level, _), values in _long_numbers(case).items():
        for odd, usual in permutations(values, 2):
            spans, others = values[odd], values[usual]
            if len(others) >= LEVELS["oftener"] * len(spans) and OSA.distance(odd, usual) == 1:
                yield Finding(
                    (*spans, *others[:NEAREST]),
                    f"{label} {level} {odd} ({len(spans)} times) against {usual} ({len(others)} times)",
                )


def _long_numbers(case: Case) -> dict[tuple[str, str, Units], dict[str, list[Span]]]:
    """The places of each number of four figures or more, by archive, level, and all other levels."""
    out: dict[tuple[str, str, Units], dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for f, span in _places(case):
        label = _label(f.archive)
        units = tuple(u for u in f.units if u[0] not in ("list", "folio"))
        for k, (level, value) in enumerate(units):
            if label and re.fullmatch(r"\d{4,}", value):
                out[label, level, (*units[:k], *units[k + 1 :])][value].append(span)
    return out


def _label(written: str) -> str:
    found = archive_of(written) if written else None
    return found.label if found else written


@rule("archive-spelled-two-ways", "An archive's short form is written in several ways.", "note")
def archive_two_ways(case: Case) -> Iterator[Finding]:
    """Each rarer short form of an archive against the commonest one."""
    forms: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for f, span in _places(case):
        if f.archive and len(f.archive.split()) == 1 and (found := archive_of(f.archive)):
            forms[found.label][f.archive].append(span)
    for label, written in forms.items():
        usual = max(written, key=lambda w: len(written[w]))
        for odd, spans in written.items():
            if odd != usual and odd.casefold() == usual.casefold():
                yield Finding(
                    (*spans, *written[usual]),
                    f"{label} is written {odd} ({len(spans)} times) and {usual} ({len(written[usual])} times)",  # noqa: E501
                )


@rule("abbreviation-two-archives", "One abbreviation stands for two archives.")
def abbreviation_of_two(case: Case) -> Iterator[Finding]:
    """Each abbreviation that the document spells out in two ways, in its list of abbreviations or behind the
    archive's name; neither is taken for the other."""
    names = archive_names(case.document, case.citations, case.entries, case.words)
    for short, found in names.torn.items():
        said = " and ".join(f"'{one.full}'" for one in found)
        yield Finding(tuple(one.span for one in found), f"{short} stands for {said}")


@rule("unit-misspelt", "The word for a level of a shelfmark is misspelt.", "note")
def unit_misspelt(case: Case) -> Iterator[Finding]:
    """A word before a number that is one letter off the word for a level ("Opic" for "Opis")."""
    known = {
        u.level
        for t in traditions()
        for u in t.units
        if " " not in u.level and len(u.level) >= LEVELS["shortest"]
    }
    for c in case.citations:
        given = {level for level, _ in c.fields.units}
        for m in re.finditer(r"(?<!\w)([A-Z][a-z]{3,5})\.?\s*(?=\d)", fold(c.quote)):
            level = _misspelt_level(m[1].casefold(), known)
            if level in given:
                span = (c.span[0] + m.start(1), c.span[0] + m.end(1))
                yield Finding((span, *_correct(case, c, level)), f"'{m[1]}' for {level.capitalize()}")


def _misspelt_level(word: str, known: Set[str]) -> str:
    """The level of which a word is one letter off, "" for none."""
    near = (x for x in sorted(known) if x != word and len(x) == len(word) and OSA.distance(word, x) == 1)
    return next(near, "")


def _correct(case: Case, c: Citation, level: str) -> tuple[Span, ...]:
    """The nearest citation before that has the word right."""
    for other in reversed([x for x in case.citations if x.span[0] < c.span[0]]):
        if re.search(rf"\b{level}\b", other.quote, re.IGNORECASE):
            return (other.span,)
    return ()


@rule("one-shelfmark-two-documents", "The same sheets are cited for two different documents.", "note")
def two_documents(case: Case) -> Iterator[Finding]:
    """Same archive, file and sheets, and a different day or other parties."""
    groups: dict[tuple[str, ...], dict[str, Citation]] = defaultdict(dict)
    for c in case.citations:
        f = c.fields
        if c.type == "archival_document" and all((f.fond, f.delo, f.listy)):
            groups[_label(f.archive), f.fond, f.opis, f.delo, f.listy].setdefault(c.source, c)
    for place, cited in groups.items():
        if len(cited) > 1:
            labels = "; ".join(case.sources[s].label for s in cited if s in case.sources)
            yield Finding(
                tuple(c.span for c in cited.values()),
                f"{' '.join(place)} is cited for {len(cited)} documents: {labels}",
            )
