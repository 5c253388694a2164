"""Rules about persons' full names: order and spelling, initials that clash, a given name used as the
family's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.spelling import NEAREST
from regesta.extract.notes.likeness import LikenessWords, sound
from regesta.extract.record import Citation, Sentence, Span
from regesta.extract.text.folding import key
from regesta.extract.text.names import NameWords

_FULL = re.compile(r"(?<![\w'.-])(?:[A-Z][\w-]+\s+){2}[A-Z][\w-]+(?![\w-])")
#: "John R. Hodge": groups given initial, second initial, family.
_GIVEN_AND_INITIAL = re.compile(r"(?<![\w'.-])([A-Z])[a-z]+\s+([A-Z])\.\s+([A-Z][a-z]{3,}[\w-]*)")
_INITIALS = re.compile(r"(?<![\w'.-])((?:[A-Z]\.\s?){1,3})\s?([A-Z][a-z][\w'-]+)(?![\w-])")


#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("names")
#: Places that are given of each way to write initials.
PLACES = 4


def _scope(case: Case) -> list[Span]:
    return [
        *(p for s in case.document.sentences for p in s.spans),
        *(n.span for n in case.document.footnotes),
    ]


def _bare(word: str) -> str:
    """A name without the s of a possessive."""
    return re.sub(r"'?s$", "", word)


@rule("full-name-two-ways", "A three-part name is written in two orders or spellings.")
def full_name_two_ways(case: Case) -> Iterator[Finding]:
    """ "Hon Yong Pak" and "Hon Yong Park", "Jang Yup Hwang" and "Hwang Jang Yep": the same parts but for
    order and one or two letters."""
    text = case.folded
    forms: dict[str, list[Span]] = defaultdict(list)
    for a, b in _scope(case):
        for m in _FULL.finditer(text, a, b):
            name = re.sub(r"\s+", " ", m.group())
            if _is_eastern(name, case.words.names):
                forms[re.sub(r"s$", "", name)].append(m.span())
    for one, two in combinations(sorted(forms), 2):
        if _same_person(one, two, case.words.names, case.alike):
            odd, usual = sorted((one, two), key=lambda n: len(forms[n]))
            near = sorted(forms[usual], key=lambda s: abs(s[0] - forms[odd][0][0]))[:NEAREST]
            yield Finding(
                (*forms[odd][:NEAREST], *near),
                f"'{odd}' ({len(forms[odd])}) and '{usual}' ({len(forms[usual])})",
            )


def _is_eastern(name: str, names: NameWords) -> bool:
    """Whether a name of three short parts begins or ends with an East Asian family name."""
    tokens = [re.sub(r"s$", "", t) for t in name.split()]
    ends = {tokens[0].casefold(), tokens[-1].casefold()}
    return bool(ends & names.strong_families) and max(len(t) for t in tokens) <= LEVELS["longest"]


def _same_person(one: str, two: str, names: NameWords, words: LikenessWords) -> bool:
    """Whether two names have the same parts in another order, or all but one, and that one a letter apart."""
    a, b = one.casefold().split(), two.casefold().split()
    if sorted(a) == sorted(b):
        return a != b
    shared = set(a) & set(b)
    if len(shared) < 2 or len(set(a)) < 3 or len(set(b)) < 3:
        return False
    (x,), (y,) = set(a) - shared or {""}, set(b) - shared or {""}
    if not (shared | {x, y}) & names.strong_families:
        return False
    return OSA.distance(x, y) <= 1 and (x[:1] == y[:1] or sound(x, words) == sound(y, words))


@rule("initials-clash", "One family name stands with initials that clash.")
def initials_clash(case: Case) -> Iterator[Finding]:
    """ "J. L. Hodge" and "J. R. Hodge": the same first initial and another second one."""
    for family, written in _initials_by_family(case).items():
        by_first: dict[str, list[str]] = defaultdict(list)
        for two in written:
            by_first[two[0]].append(two)
        for group in by_first.values():
            if len({g[1] for g in group}) > 1:
                spans = tuple(s for g in group for s in written[g][:PLACES])
                clash = " and ".join(". ".join(g) + "." for g in group)
                yield Finding(spans, f"{family} has the initials {clash}")


def _initials_by_family(case: Case) -> dict[str, dict[str, list[Span]]]:
    """The initials, two or more, with which each family name stands, and where; a given name counts as its
    initial when another follows ("John R. Hodge")."""
    text = case.folded
    forms: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for a, b in _scope(case):
        for m in _INITIALS.finditer(text, a, b):
            initials = re.sub(r"[^A-Z]", "", m[1])
            if len(initials) >= 2:
                forms[_bare(m[2])][initials].append(m.span())
        for m in _GIVEN_AND_INITIAL.finditer(text[a:b]):
            forms[_bare(m[3])][m[1] + m[2]].append((a + m.start(), a + m.end()))
    return forms


@rule("given-name-as-family", "An author's given name is used as his family name.")
def given_as_family(case: Case) -> Iterator[Finding]:
    """ "W. Haruki" where the works are by Haruki Wada: the initial is the family's and the name the given
    one."""
    authors = _authors_turned(case)
    text = case.folded
    found: dict[str, list[Span]] = defaultdict(list)
    for a, b in _scope(case):
        for m in _INITIALS.finditer(text, a, b):
            name = f"{re.sub(r'[^A-Z]', '', m[1])}. {_bare(m[2])}"
            if name in authors:
                found[name].append(m.span())
    for name, spans in found.items():
        family, place = authors[name]
        listed = [e.span for e in case.entries if key(family) in map(key, e.reading.fields.authors)]
        yield Finding(
            (*spans, place, *listed, *_near(text, family, spans, case)),
            f"'{name}' ({len(spans)}): elsewhere the family name is {family}",
        )


def _authors_turned(case: Case) -> dict[str, tuple[str, Span]]:
    """The authors of two full names, by the initial of the family and the given name ("W. Haruki" for Haruki
    Wada): family name, and where the author is first named."""
    out: dict[str, tuple[str, Span]] = {}
    readings = [(c.fields, c.span) for c in case.citations]
    readings += [(e.reading.fields, e.span) for e in case.entries]
    for f, span in readings:
        for name in f.author_names:
            tokens = [t.strip(".,") for t in name.split()]
            if len(tokens) != 2 or min(len(t) for t in tokens) <= 2:
                continue
            family = case.words.names.family_of(name)
            given = next((t for t in tokens if key(t) != key(family)), "")
            if given:
                out.setdefault(f"{family[0]}. {given}", (family, span))
    return out


def _near(text: str, family: str, spans: Sequence[Span], case: Case) -> set[Span]:
    """The three places nearest each span where the family name stands."""
    places = [
        (a + m.start(), a + m.end())
        for a, b in _scope(case)
        for m in re.finditer(rf"\b{re.escape(family)}\b", text[a:b])
    ]
    return {s for span in spans for s in sorted(places, key=lambda p: abs(p[0] - span[0]))[:3]}


@rule("author-initial-clash", "A sentence names an author by another initial than the work its note cites.")
def author_initial_clash(case: Case) -> Iterator[Finding]:
    """ "M. Park argued ... .104" where note 104 cites a work of Tae Gyun Park."""
    for note in case.document.footnotes:
        sentence = case.sentences.get(note.sentence)
        if sentence is None:
            continue
        for c in case.by_note.get(note.id, []):
            source = case.sources.get(c.source)
            for full in source.fields.author_names if source else ():
                for span in _other_initials(
                    case, sentence, full, source.fields.author_names if source else ()
                ):
                    named = " ".join(case.folded[slice(*span)].split())
                    yield Finding(
                        (span, c.span, *_other_full(case, c)),
                        f"the text names {named}; note {note.id} cites {full}",
                    )


def _other_initials(case: Case, sentence: Sentence, full: str, authors: Sequence[str]) -> Iterator[Span]:
    """Where a sentence gives an author's family name an initial that no author of that name has."""
    if len(full.split()) < 2:
        return
    names = case.words.names
    family = key(names.family_of(full))
    known = {t[0] for n in (full, *authors) if key(names.family_of(n)) == family for t in key(n).split()}
    for a, b in sentence.spans:
        for m in _INITIALS.finditer(case.folded, a, b):
            if key(_bare(m[2])) == family and m[1][0].casefold() not in known:
                yield m.span()


def _other_full(case: Case, c: Citation) -> list[Span]:
    """The first other full citation of the same work."""
    return [x.span for x in case.by_source[c.source] if x.id != c.id and x.type != "short_title"][:1]
