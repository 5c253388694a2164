"""Rules about persons' full names: order and spelling, initials that clash, a given name used as the
family's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from regesta.extract.audit.case import Case
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.spelling import NEAREST
from regesta.extract.notes.likeness import LikenessWords, sound
from regesta.extract.record import Span
from regesta.extract.text.folding import fold, key
from regesta.extract.text.names import NameWords

_FULL = re.compile(r"(?<![\w'.-])(?:[A-Z][\w-]+\s+){2}[A-Z][\w-]+(?![\w-])")
_INITIALS = re.compile(r"(?<![\w'.-])((?:[A-Z]\.\s?){1,3})\s?([A-Z][a-z][\w'-]+)(?![\w-])")


def _scope(case: Case) -> list[Span]:
    return [
        *(p for s in case.document.sentences for p in s.spans),
        *(n.span for n in case.document.footnotes),
    ]


@rule("full-name-two-ways", "A three-part name is written in two orders or spellings.")
def full_name_two_ways(case: Case) -> Iterator[Finding]:
    """ "Hon Yong Pak" and "Hon Yong Park", "Jang Yup Hwang" and "Hwang Jang Yep": the same parts but for
    order and one or two letters."""
    text = fold(case.text)
    forms: dict[str, list[Span]] = defaultdict(list)
    for a, b in _scope(case):
        for m in _FULL.finditer(text, a, b):
            name = re.sub(r"\s+", " ", m.group())
            tokens = [re.sub(r"s$", "", t) for t in name.split()]
            if (
                any(t.casefold() in case.words.names.strong_families for t in (tokens[0], tokens[-1]))
                and max(len(t) for t in tokens) <= 8
            ):
                forms[re.sub(r"s$", "", name)].append(m.span())
    names = sorted(forms)
    for k, one in enumerate(names):
        for two in names[k + 1 :]:
            if _same_person(one, two, case.words.names, case.alike):
                odd, usual = sorted((one, two), key=lambda n: len(forms[n]))
                near = sorted(forms[usual], key=lambda s: abs(s[0] - forms[odd][0][0]))[:NEAREST]
                yield Finding(
                    (*forms[odd][:NEAREST], *near),
                    f"'{odd}' ({len(forms[odd])}) and '{usual}' ({len(forms[usual])})",
                    0.75,
                )


def _same_person(one: str, two: str, names: NameWords, words: LikenessWords) -> bool:
    a, b = [t.casefold() for t in one.split()], [t.casefold() for t in two.split()]
    if sorted(a) == sorted(b):
        return a != b
    shared = set(a) & set(b)
    if len(shared) < 2 or len(set(a)) < 3 or len(set(b)) < 3:
        return False
    (x,), (y,) = set(a) - shared or {""}, set(b) - shared or {""}
    return (
        OSA.distance(x, y) <= 1
        and (x[:1] == y[:1] or sound(x, words) == sound(y, words))
        and bool((shared | {x, y}) & names.strong_families)
    )


@rule("initials-clash", "One family name stands with initials that clash.")
def initials_clash(case: Case) -> Iterator[Finding]:
    """ "J. L. Hodge" and "J. R. Hodge": the same first initial and another second one."""
    text = fold(case.text)
    forms: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for a, b in _scope(case):
        for m in _INITIALS.finditer(text, a, b):
            initials = re.sub(r"[^A-Z]", "", m.group(1))
            if len(initials) >= 2:
                forms[re.sub(r"'?s$", "", m.group(2))][initials].append(m.span())
        for m in re.finditer(r"(?<![\w'.-])([A-Z])[a-z]+\s+([A-Z])\.\s+([A-Z][a-z]{3,}[\w-]*)", text[a:b]):
            forms[re.sub(r"'?s$", "", m.group(3))][m.group(1) + m.group(2)].append(
                (a + m.start(), a + m.end())
            )
    for family, written in forms.items():
        by_first: dict[str, list[str]] = defaultdict(list)
        for two in written:
            by_first[two[0]].append(two)
        for group in by_first.values():
            if len({g[1] for g in group}) > 1:
                spans = tuple(s for g in group for s in written[g][:4])
                yield Finding(
                    spans, f"{family} has the initials {' and '.join('. '.join(g) + '.' for g in group)}", 0.7
                )


@rule("given-name-as-family", "An author's given name is used as his family name.")
def given_as_family(case: Case) -> Iterator[Finding]:
    """ "W. Haruki" where the works are by Haruki Wada: the initial is the family's and the name the given
    one."""
    authors: dict[str, tuple[str, Span]] = {}
    for f, span in [(c.fields, c.span) for c in case.citations] + [
        (e.reading.fields, e.span) for e in case.entries
    ]:
        for name in f.author_names:
            tokens = [t.strip(".,") for t in name.split()]
            if len(tokens) == 2 and all(len(t) > 2 for t in tokens):
                family = case.words.names.family_of(name)
                given = next((t for t in tokens if key(t) != key(family)), "")
                if given:
                    authors.setdefault(f"{family[0]}. {given}", (family, span))
    text = fold(case.text)
    found: dict[str, list[Span]] = defaultdict(list)
    for a, b in _scope(case):
        for m in _INITIALS.finditer(text, a, b):
            letters = re.sub(r"[^A-Z]", "", m.group(1))
            name = f"{letters}. {re.sub(chr(39) + '?s$', '', m.group(2))}"
            if len(letters) == 1 and name in authors:
                found[name].append(m.span())
    for name, spans in found.items():
        family, place = authors[name]
        entries = [
            e.span for e in case.entries if any(key(x) == key(family) for x in e.reading.fields.authors)
        ]
        other = [
            (a + m.start(), a + m.end())
            for a, b in _scope(case)
            for m in re.finditer(rf"\b{re.escape(family)}\b", text[a:b])
        ]
        near = {s for span in spans for s in sorted(other, key=lambda s: abs(s[0] - span[0]))[:3]}
        yield Finding(
            (*spans, place, *entries, *near),
            f"'{name}' ({len(spans)}): elsewhere the family name is {family}",
            0.85,
        )


@rule("author-initial-clash", "A sentence names an author by another initial than the work its note cites.")
def author_initial_clash(case: Case) -> Iterator[Finding]:
    """ "M. Park argued ... .104" where note 104 cites a work of Tae Gyun Park."""
    text = fold(case.text)
    for note in case.document.footnotes:
        sentence = case.sentences.get(note.sentence)
        if sentence is None:
            continue
        for c in case.by_note.get(note.id, []):
            source = case.sources.get(c.source)
            names = source.fields.author_names if source else ()
            for full in names:
                family, letters = key(case.words.names.family_of(full)), {t[0] for t in key(full).split()}
                if len(full.split()) < 2:
                    continue
                for a, b in sentence.spans:
                    for m in _INITIALS.finditer(text, a, b):
                        named = re.sub(r"'?s$", "", m.group(2))
                        known = {
                            t[0]
                            for n in names
                            if key(case.words.names.family_of(n)) == family
                            for t in key(n).split()
                        }
                        if key(named) == family and m.group(1)[0].casefold() not in letters | known:
                            others = [
                                x.span
                                for x in case.by_source[c.source]
                                if x.id != c.id and x.type != "short_title"
                            ][:1]
                            yield Finding(
                                (m.span(), c.span, *others),
                                f"the text names {' '.join(m.group().split())}; note {note.id} cites {full}",
                                0.75,
                            )
