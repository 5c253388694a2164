"""Rules between citations of one work, and between works that may be one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from regesta.extract.audit.case import Case
from regesta.extract.audit.differing import differences
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.likeness import LikenessWords, sound, surname_likeness, title_key, title_likeness
from regesta.extract.record import Citation, Fields, Span
from regesta.extract.text.folding import key
from regesta.extract.text.shelfmarks import archive_of


@rule("differs-from-first-citation", "A citation of a work differs from the first citation of it.")
def differs_from_first(case: Case) -> Iterator[Finding]:
    """Author, title, year, place, publisher or journal written another way than where the work was first
    cited, once per way."""
    for cited in case.by_source.values():
        full = [c for c in cited if c.type not in ("ibid", "other")]
        first = next((c for c in full if c.type != "short_title"), None)
        if first is None:
            continue
        entries = case.listed.get(first.source, [])
        seen: set[tuple[str, ...]] = set()
        for c in full:
            if c.id == first.id:
                continue
            found = differences(c.fields, first.fields, case, short=c.type == "short_title")
            if found and _said_elsewhere(c, first, entries, found, case):
                continue
            if found and tuple(found) not in seen:
                seen.add(tuple(found))
                others = [
                    e.span
                    for e in case.listed.get(c.source, [])
                    if any(d.startswith("author") for d in found)
                    and not differences(e.reading.fields, first.fields, case)
                ]
                yield Finding(
                    (c.span, first.span, *others),
                    f"differs from the first citation (note {first.footnote}): " + "; ".join(found),
                    0.8,
                )


def _said_elsewhere(
    c: Citation, first: Citation, entries: Sequence[Entry], found: Sequence[str], case: Case
) -> bool:
    """Whether the bibliography accounts for a difference: it says the same of the citation, or lists both
    works, each as it is cited."""
    against = [differences(c.fields, e.reading.fields, case, short=c.type == "short_title") for e in entries]
    if not against:
        return False
    first_listed = not all(differences(first.fields, e.reading.fields, case) for e in entries)
    two_listed = len({e.span for e in entries}) > 1 and any(d.startswith("author") for d in found)
    return set(found) <= set(sorted(against, key=len)[0]) or (
        first_listed and (not all(against) or two_listed)
    )


@rule("held-in-two-places", "One document is cited from two archives or publications.", "note")
def held_in_two_places(case: Case) -> Iterator[Finding]:
    """The same document stands under two holdings; the first citation or entry of each is given."""
    for used, source in case.sources.items():
        places: dict[str, Span] = {}
        for c in case.by_source[used]:
            _place(places, _holder(c.fields), c.span, case.alike)
        for e in case.listed.get(used, []):
            _place(places, _holder(e.reading.fields), e.span, case.alike)
        if len(places) > 1 and source.fields.doc_date:
            yield Finding(
                tuple(places.values()), f"{source.label} is credited to {' and to '.join(places)}", 0.75
            )


def _place(places: dict[str, Span], name: str, span: Span, words: LikenessWords) -> None:
    """Note where a holder stands first, unless one of nearly its name is noted."""
    if name and not any(surname_likeness(name, other, words) >= 0.9 for other in places):
        places[name] = span


def _holder(f: Fields) -> str:
    if f.archive:
        found = archive_of(f.archive)
        return found.label if found else f.archive
    if f.publisher and f.doc_date:
        return f.authors[0] if f.authors else f.publisher
    return ""


def _works(case: Case) -> list[tuple[Fields, Span, str]]:
    """The first full citation of each source, and each entry, as (fields, span, source id or "")."""
    out: list[tuple[Fields, Span, str]] = []
    for used, cited in case.by_source.items():
        first = next((c for c in cited if c.type in ("book", "article", "chapter", "working_paper")), None)
        if first:
            out.append((first.fields, first.span, used))
    matched = {e.span: used for used, listed in case.listed.items() for e in listed}
    out += [
        (e.reading.fields, e.span, matched.get(e.span, ""))
        for e in case.entries
        if e.reading.type in ("book", "article", "chapter", "working_paper")
    ]
    return out


@rule("one-title-two-authors", "One title stands under two different authors.")
def one_title_two_authors(case: Case) -> Iterator[Finding]:
    """Same title of three telling words or more and same publisher, place and near year, or same journal; no
    author in common."""
    groups: dict[str, list[tuple[Fields, Span, str]]] = defaultdict(list)
    for work in _works(case):
        if len(title_key(work[0].title, case.alike).split()) >= 4:
            groups[title_key(work[0].title, case.alike)[:24]].append(work)
    same: dict[tuple[str, tuple[str, ...]], tuple[list[Span], str]] = {}
    for group in groups.values():
        for (f, a, one), (g, b, two) in combinations(group, 2):
            if (
                (one and one == two)
                or not f.authors
                or not g.authors
                or title_likeness(f.title, g.title, case.alike) < 0.9
            ):
                continue
            if any(surname_likeness(x, y, case.alike) >= 0.7 for x in f.authors for y in g.authors):
                continue
            if _like(f.publisher, g.publisher) and (f.year == g.year or not f.year or not g.year):
                said = f"'{f.title}' stands under {', '.join(f.authors)} and under {', '.join(g.authors)}"
                spans, _ = same.setdefault(
                    (title_key(f.title, case.alike), tuple(sorted((*f.authors, *g.authors)))), ([], said)
                )
                spans += [a, b]
    for spans, said in same.values():
        yield Finding(tuple(spans), said, 0.85)


def _like(a: str, b: str) -> bool:
    return bool(a and b) and fuzz.token_set_ratio(key(a), key(b)) >= 80


@rule("same-work-other-words", "Two citations of what seems one work differ in author's spelling and title.")
def same_work_other_words(case: Case) -> Iterator[Finding]:
    """Same given names and a family name that sounds alike, and the same year with the same volume and issue,
    publisher or translators."""
    for a, b, message in same_works(case):
        yield Finding((a, b), message, 0.7)


def same_works(case: Case) -> Iterator[tuple[Span, Span, str]]:
    """The pairs of works, each by the place of its first citation or its entry, that seem one; one pair per
    two sources."""
    works = [w for w in _works(case) if not w[2] or w[2] in case.by_source]
    by_given: dict[str, list[int]] = defaultdict(list)
    for k, (f, _, _) in enumerate(works):
        if f.year and any(
            _given(name, family, case.alike) for name, family in zip(f.author_names, f.authors, strict=False)
        ):
            by_given[f"y:{f.year}"].append(k)
        for person in f.translators:
            by_given["t:" + " ".join(sorted(sound(t, case.alike) for t in key(person).split()))[:30]].append(
                k
            )
    seen: set[tuple[str, str]] = set()
    for given, members in by_given.items():
        for i, j in combinations(dict.fromkeys(members), 2):
            (f, a, one), (g, b, two) = works[i], works[j]
            pair = (one or str(a), two or str(b))
            if (
                (one and one == two)
                or pair in seen
                or not _same_edition(f, g, case.alike)
                or title_likeness(f.title, g.title, case.alike) >= 0.93
            ):
                continue
            if not given.startswith("t:") and not _alike(f, g, case.alike):
                continue
            seen |= {pair, pair[::-1]}
            yield (
                a,
                b,
                f"perhaps one work: {', '.join(f.author_names)}, '{f.title}' and {', '.join(g.author_names)}, '{g.title}' ({f.year})",
            )


def _given(name: str, family: str, words: LikenessWords) -> str:
    if not key(family) or len(key(family).split()) > 1 or key(name) == key(family):
        return ""
    joined = "".join(t for t in key(name).split() if t != key(family))
    return sound(joined, words) if len(joined) > 4 else ""


def _bare(name: str, family: str) -> str:
    """A name's given part as written, closed up."""
    return "".join(t for t in key(name).split() if t != key(family))


def _alike(f: Fields, g: Fields, words: LikenessWords) -> bool:
    for n, x in zip(f.author_names, f.authors, strict=False):
        for m, y in zip(g.author_names, g.authors, strict=False):
            one, two = _given(n, x, words), _given(m, y, words)
            if (
                one
                and two
                and max(fuzz.ratio(one, two), fuzz.ratio(_bare(n, x), _bare(m, y))) >= 82
                and max(
                    fuzz.ratio(sound(x, words).split()[-1], sound(y, words).split()[-1]),
                    fuzz.ratio(key(x), key(y)),
                )
                >= 50
            ):
                return True
    return False


def _same_edition(f: Fields, g: Fields, words: LikenessWords) -> bool:
    if not f.year or f.year != g.year:
        return False
    issue = bool(f.volume and f.issue and f.volume == g.volume and f.issue == g.issue)
    return (
        issue
        or _like(f.publisher, g.publisher)
        or (
            bool(f.volume)
            and f.volume == g.volume
            and not (f.issue or g.issue)
            and fuzz.ratio(f.title, g.title) > 40
        )
        or (
            bool(f.place)
            and f.place == g.place
            and fuzz.token_set_ratio(title_key(f.title, words), title_key(g.title, words)) >= 55
        )
    )


@rule("author-name-order", "One author's name is written in two orders or spellings.", "note")
def author_name_order(case: Case) -> Iterator[Finding]:
    """ "Shen Zhihua" and "Zhi Hua Shen": the same letters of a name in another order or division, in the
    notes."""
    forms: dict[str, dict[str, Span]] = defaultdict(dict)
    for c in case.citations:
        for name in c.fields.author_names:
            tokens = key(name).split()
            if 2 <= len(tokens) <= 4 and all(len(t) > 1 for t in tokens):
                forms["".join(sorted("".join(tokens)))].setdefault(re.sub(r"\s+", " ", name), c.span)
    for variants in forms.values():
        if len({key(v) for v in variants}) > 1:
            yield Finding(
                tuple(variants.values()), f"one author in {len(variants)} forms: {' / '.join(variants)}", 0.85
            )
