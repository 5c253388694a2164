"""Rules about persons' full names: order and spelling, initials that clash, a given name used as the
family's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import combinations
from typing import NamedTuple

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
#: Places that are given of each way to write initials; how far before a name its rank stands.
PLACES, REACH = 4, 24


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


class _Initialled(NamedTuple):
    """A name with two initials or more, where it stands: what was written for the first (a letter, or the
    given name), the initials, the rank before it ("" for none)."""

    first: str
    initials: str
    rank: str
    span: Span


@rule("initials-clash", "One family name stands with initials that clash.")
def initials_clash(case: Case) -> Iterator[Finding]:
    """ "J. L. Hodge" and "J. R. Hodge": the same first initial and another second one, once against several
    times, and nothing that makes two persons of them: other given names written out, other ranks, others of
    the family name."""
    for family, written in _initialled_by_family(case).items():
        if len({(w.initials[0]) for w in written}) > LEVELS["namesakes"]:
            continue
        by_first: dict[str, dict[str, list[_Initialled]]] = defaultdict(lambda: defaultdict(list))
        for w in written:
            by_first[w.initials[0]][w.initials[:2]].append(w)
        for forms in by_first.values():
            if len(forms) == 2 and _may_be_one_person(*sorted(forms.values(), key=len)):
                spans = tuple(w.span for form in forms.values() for w in form[:PLACES])
                clash = " and ".join(". ".join(g) + "." for g in forms)
                apart = _nothing_joins(*forms.values())
                evidence = ("far apart, and no rank in common",) if apart else ()
                yield Finding(spans, f"{family} has the initials {clash}", evidence=evidence)


def _nothing_joins(one: Sequence[_Initialled], other: Sequence[_Initialled]) -> bool:
    """Whether two sets of initials have no rank in common and stand nowhere within some pages of each
    other: they may be two persons'."""
    near = min(abs(a.span[0] - b.span[0]) for a in one for b in other)
    return near > LEVELS["pages"] and not _ranks(one) & _ranks(other)


def _may_be_one_person(odd: Sequence[_Initialled], usual: Sequence[_Initialled]) -> bool:
    """Whether two sets of initials may be one person's: the rarer ones stand once; of the given names written
    out, and of the ranks, some are the same where both have some. Where both have the given name written out,
    with care, the usual ones must stand several times."""
    given, other = map(_given_names, (odd, usual))
    rank, others = map(_ranks, (odd, usual))
    if len(odd) > 1 or len({len(w.initials) for w in (*odd, *usual)}) > 1:
        return False
    if _are_apart(given, other) or _are_apart(rank, others):
        return False
    return not (given and other) or len(usual) >= LEVELS["oftener"]


def _given_names(form: Sequence[_Initialled]) -> set[str]:
    """The given names that are written out."""
    return {w.first for w in form if len(w.first) > 1}


def _ranks(form: Sequence[_Initialled]) -> set[str]:
    """The ranks that stand before names."""
    return {w.rank for w in form if w.rank}


def _are_apart(one: Set[str], other: Set[str]) -> bool:
    """Whether two sets have members, and none in common."""
    return bool(one and other) and not one & other


def _initialled_by_family(case: Case) -> dict[str, list[_Initialled]]:
    """The names with two initials or more by family name; a given name counts as its initial when another
    follows ("John R. Hodge")."""
    text = case.folded
    forms: dict[str, list[_Initialled]] = defaultdict(list)
    # a text that kept its apostrophes writes no possessive without
    kept = "'s " in text
    ordinary = set(re.findall(r"\b[a-z]{2,}\b", text)) - case.words.names.given_names
    known = set() if kept else {m.group() for m in re.finditer(r"\b[A-Z][a-z][\w-]+", text)}
    for a, b in _scope(case):
        for pattern in (_INITIALS, _GIVEN_AND_INITIAL):
            for m in pattern.finditer(text, a, b):
                found = _initialled(m, text, case)
                if found is not None and found.first.casefold() not in ordinary:
                    forms[_bare_if_known(m[m.re.groups], known)].append(found)
    return forms


def _initialled(m: re.Match[str], text: str, case: Case) -> _Initialled | None:
    """A match as a name with initials, None for a single initial, the abbreviation of a state or country, and
    a further initial of a name that began before."""
    initials = re.sub(r"[^A-Z]", "", m[1] if m.re is _INITIALS else m[1] + m[2])
    before = re.search(r"([A-Z][\w'-]*)\.?\s+$", text[max(0, m.start() - REACH) : m.start()])
    ranks = {h.rstrip(".") for h in case.words.names.honorifics}
    rank = before[1].casefold().rstrip(".") if before else ""
    if len(initials) < 2 or initials in case.said.no_initials or text[m.end() : m.end() + 1] == ".":
        return None
    if m.re is _INITIALS and len(rank) == 1:
        return None
    first = m.group().split()[0].strip(".")
    return _Initialled(first, initials, rank if rank in ranks else "", m.span())


def _bare_if_known(name: str, known: Set[str]) -> str:
    """A name without the s of a possessive, when it stands without it elsewhere ("Thomas" has no such s)."""
    bare = _bare(name)
    return bare if "'" in name or bare in known else name


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
            if m[1].strip() in case.said.saints:
                continue
            if name in authors and not _is_middle(text, m.start(), case):
                found[name].append(m.span())
    for name, spans in found.items():
        family, place = authors[name]
        listed = [e.span for e in case.entries if key(family) in map(key, e.reading.fields.authors)]
        yield Finding(
            (*spans, place, *listed, *_near(text, family, spans, case)),
            f"'{name}' ({len(spans)}): elsewhere the family name is {family}",
        )


def _is_middle(text: str, start: int, case: Case) -> bool:
    """Whether the initial at a place is a middle one: a given name stands before it ("Tom C. Clark")."""
    before = re.search(r"([A-Z][a-z]+)\s+$", text[max(0, start - REACH) : start])
    return before is not None and before[1].casefold() in case.words.names.given_names


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
