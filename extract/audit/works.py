"""Rules between citations of one work, and between works that may be one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from regesta.extract.audit.case import Case
from regesta.extract.audit.differing import Difference, differences
from regesta.extract.audit.doubting import read_in, surest
from regesta.extract.audit.levels import levels
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.sureness import is_named_in, runs_on
from regesta.extract.notes.likeness import LikenessWords, sound, surname_likeness, title_key, title_likeness
from regesta.extract.record import Citation, Fields, Span
from regesta.extract.text.folding import key
from regesta.extract.text.shelfmarks import archive_of

_WORKS = frozenset({"book", "article", "chapter", "working_paper"})
#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("works")


@rule("differs-from-first-citation", "A citation of a work differs from the first citation of it.")
def differs_from_first(case: Case) -> Iterator[Finding]:
    """Author, title, year, place, publisher or journal written another way than where the work was first
    cited, once per way."""
    for cited in case.by_source.values():
        full = [c for c in cited if c.type not in ("ibid", "other")]
        first = next((c for c in full if c.type != "short_title"), None)
        if first is None:
            continue
        seen: set[tuple[Difference, ...]] = set()
        for c in full:
            found = _differing(c, first, case)
            if not found or tuple(found) in seen or _said_elsewhere(c, first, found, case):
                continue
            seen.add(tuple(found))
            sure, evidence = surest(found, read_in(c, case), read_in(first, case), case)
            yield Finding(
                (c.span, first.span, *_listed_like(first, found, case)),
                f"differs from the first citation (note {first.footnote}): " + "; ".join(map(str, sure)),
                evidence=evidence,
            )


def _differing(c: Citation, first: Citation, case: Case) -> list[Difference]:
    """How a citation differs from the first of its work. What one note cites in full beside another thing is
    another thing; a container named over a sentence's end may be another work's."""
    short = c.type == "short_title"
    if not short and c.footnote == first.footnote:
        return []
    found = differences(c.fields, first.fields, case, short=short)
    prose = runs_on(c) or runs_on(first)
    return [d for d in found if not (prose and d.field == "container")]


def _listed_like(first: Citation, found: Sequence[Difference], case: Case) -> list[Span]:
    """The entries of a work that bear out the author of its first citation, where the author differs."""
    if not any(d.field == "author" for d in found):
        return []
    entries = case.listed.get(first.source, [])
    return [e.span for e in entries if not differences(e.reading.fields, first.fields, case)]


def _said_elsewhere(c: Citation, first: Citation, found: Sequence[Difference], case: Case) -> bool:
    """Whether the bibliography accounts for a difference: it says the same of the citation, or lists both
    works, each as it is cited."""
    entries = case.listed.get(first.source, [])
    against = [differences(c.fields, e.reading.fields, case, short=c.type == "short_title") for e in entries]
    if not against:
        return False
    nearest = min(against, key=len)
    if set(found) <= set(nearest):
        return True
    first_listed = not all(differences(first.fields, e.reading.fields, case) for e in entries)
    two_listed = len({e.span for e in entries}) > 1 and any(d.field == "author" for d in found)
    return first_listed and (not all(against) or two_listed)


@rule("held-in-two-places", "One document is cited from two archives or publications.", "note")
def held_in_two_places(case: Case) -> Iterator[Finding]:
    """The same document stands under two holdings; the first citation or entry of each is given."""
    for used, source in case.sources.items():
        places: dict[str, Span] = {}
        for c in case.by_source[used]:
            if c.fields.doc_date or not (c.fields.title or c.fields.recipient):
                _place(places, _holder(c.fields), c.span, case.alike)
        for e in case.listed.get(used, []):
            _place(places, _holder(e.reading.fields), e.span, case.alike)
        if len(places) > 1 and source.fields.doc_date:
            yield Finding(tuple(places.values()), f"{source.label} is credited to {' and to '.join(places)}")


def _place(places: dict[str, Span], name: str, span: Span, words: LikenessWords) -> None:
    """Note where a holder stands first, unless one of nearly its name is noted."""
    if name and not any(surname_likeness(name, other, words) >= LEVELS["same_holder"] for other in places):
        places[name] = span


def _holder(f: Fields) -> str:
    if f.archive:
        found = archive_of(f.archive)
        return found.label if found else f.archive
    if f.publisher and f.doc_date:
        return f.authors[0] if f.authors else f.publisher
    return ""


class Work(NamedTuple):
    """A work as it is first cited in full, or listed: its place, and the id of its source ("" for an entry
    that is nobody's)."""

    fields: Fields
    span: Span
    source: str


def _works(case: Case) -> list[Work]:
    """The first full citation of each source, and each entry."""
    out = []
    for used, cited in case.by_source.items():
        first = next((c for c in cited if c.type in _WORKS), None)
        if first:
            out.append(Work(first.fields, first.span, used))
    matched = {e.span: used for used, listed in case.listed.items() for e in listed}
    listed = (e for e in case.entries if e.reading.type in _WORKS)
    return out + [Work(e.reading.fields, e.span, matched.get(e.span, "")) for e in listed]


@rule("one-title-two-authors", "One title stands under two different authors.")
def one_title_two_authors(case: Case) -> Iterator[Finding]:
    """Same title of three telling words or more and same publisher, place and near year, or same journal; no
    author in common."""
    groups: dict[str, list[Work]] = defaultdict(list)
    for work in _works(case):
        title = title_key(work.fields.title, case.alike)
        if len(title.split()) >= LEVELS["telling"]:
            groups[title[: LEVELS["beginning"]]].append(work)
    same: dict[tuple[str, tuple[str, ...]], tuple[list[Span], str]] = {}
    for group in groups.values():
        for one, two in combinations(group, 2):
            f, g = one.fields, two.fields
            if (one.source and one.source == two.source) or not _one_title(f, g, case.alike):
                continue
            if is_named_in(f.authors, two.span, case) or is_named_in(g.authors, one.span, case):
                # one of several authors, or the editor, of whom the other reading lacks one
                continue
            said = f"'{f.title}' stands under {', '.join(f.authors)} and under {', '.join(g.authors)}"
            pair = (title_key(f.title, case.alike), tuple(sorted((*f.authors, *g.authors))))
            same.setdefault(pair, ([], said))[0].extend((one.span, two.span))
    for spans, said in same.values():
        yield Finding(tuple(spans), said)


def _one_title(f: Fields, g: Fields, words: LikenessWords) -> bool:
    """Whether two works of one publisher and year have one title and no author in common."""
    if not f.authors or not g.authors or not _like(f.publisher, g.publisher):
        return False
    if f.year and g.year and f.year != g.year:
        return False
    if title_likeness(f.title, g.title, words) < LEVELS["same_title"]:
        return False
    return all(surname_likeness(x, y, words) < LEVELS["two_authors"] for x in f.authors for y in g.authors)


def _like(a: str, b: str) -> bool:
    return bool(a and b) and fuzz.token_set_ratio(key(a), key(b)) >= LEVELS["like"]


@rule("same-work-other-words", "Two citations of what seems one work differ in author's spelling and title.")
def same_work_other_words(case: Case) -> Iterator[Finding]:
    """Same given names and a family name that sounds alike, and the same year with the same volume and issue,
    publisher or translators."""
    authors = {work.span: work.fields.authors for work in _works(case)}
    for a, b, message in same_works(case):
        one_author = set(map(key, authors[a])) & set(map(key, authors[b]))
        evidence = ("both have it",) * _is_cut(a, b, case) + ("one author, two titles",) * bool(one_author)
        yield Finding((a, b), message, evidence=evidence)


def _is_cut(a: Span, b: Span, case: Case) -> bool:
    """Whether the words of one place stand in the other's: an entry that was cut, or cited in two pieces."""
    one, other = (key(case.quoted((span,))) for span in (a, b))
    return one in other or other in one


def same_works(case: Case) -> tuple[tuple[Span, Span, str], ...]:
    """The pairs of works, each by the place of its first citation or its entry, that seem one; one pair per
    two sources."""
    return case.remembered("same works", lambda known: tuple(_same_works(known)))


def _same_works(case: Case) -> Iterator[tuple[Span, Span, str]]:
    works = [w for w in _works(case) if not w.source or w.source in case.by_source]
    seen: set[frozenset[str]] = set()
    for translated, members in _comparable(works, case.alike):
        for one, two in combinations(members, 2):
            pair = frozenset((one.source or str(one.span), two.source or str(two.span)))
            if len(pair) < 2 or pair in seen or not _one_work(one, two, case.alike, translated=translated):
                continue
            seen.add(pair)
            f, g = one.fields, two.fields
            theirs = f"'{f.title}' and {', '.join(g.author_names)}, '{g.title}' ({f.year})"
            yield one.span, two.span, f"perhaps one work: {', '.join(f.author_names)}, {theirs}"


def _comparable(works: Sequence[Work], words: LikenessWords) -> Iterator[tuple[bool, list[Work]]]:
    """Works of one year whose authors' given names are known, and works of one translator (True)."""
    blocks: dict[tuple[bool, str], dict[Work, None]] = defaultdict(dict)
    for work in works:
        f = work.fields
        if f.year and any(_given(n, x, words) for n, x in zip(f.author_names, f.authors, strict=False)):
            blocks[False, f.year][work] = None
        for person in f.translators:
            heard = " ".join(sorted(sound(t, words) for t in key(person).split()))
            blocks[True, heard[: LEVELS["translator"]]][work] = None
    return ((translated, list(members)) for (translated, _), members in blocks.items())


def _one_work(one: Work, two: Work, words: LikenessWords, *, translated: bool) -> bool:
    """Whether two works of unlike titles are of one edition and of authors whose names may be one."""
    f, g = one.fields, two.fields
    if (
        not (_begins(f.title) and _begins(g.title))
        or not _same_edition(f, g, words)
        or title_likeness(f.title, g.title, words) >= LEVELS["plainly_one"]
    ):
        return False
    return translated or _alike(f, g, words)


def _begins(title: str) -> bool:
    """Whether a title begins with a letter, a figure or a quotation mark, as none does that was cut."""
    return re.match(r"[^\W_]|['\u2018\"\u201c]", title) is not None


def _given(name: str, family: str, words: LikenessWords) -> str:
    if not key(family) or len(key(family).split()) > 1 or key(name) == key(family):
        return ""
    joined = "".join(t for t in key(name).split() if t != key(family))
    return sound(joined, words) if len(joined) > LEVELS["short"] else ""


def _bare(name: str, family: str) -> str:
    """A name's given part as written, closed up."""
    return "".join(t for t in key(name).split() if t != key(family))


def _alike(f: Fields, g: Fields, words: LikenessWords) -> bool:
    """Whether an author of one work may be an author of the other, by given and family name."""
    return any(
        _one_person((n, x), (m, y), words)
        for n, x in zip(f.author_names, f.authors, strict=False)
        for m, y in zip(g.author_names, g.authors, strict=False)
    )


def _one_person(one: tuple[str, str], two: tuple[str, str], words: LikenessWords) -> bool:
    """Whether two (full name, family name) may be one person: given names nearly one, family names like."""
    given, other = _given(*one, words), _given(*two, words)
    if not given or not other:
        return False
    if max(fuzz.ratio(given, other), fuzz.ratio(_bare(*one), _bare(*two))) < LEVELS["same_given"]:
        return False
    x, y = one[1], two[1]
    heard = fuzz.ratio(sound(x, words).split()[-1], sound(y, words).split()[-1])
    return bool(max(heard, fuzz.ratio(key(x), key(y))) >= LEVELS["like_family"])


def _same_edition(f: Fields, g: Fields, words: LikenessWords) -> bool:
    """Whether two works came out in one year and one volume, from one publisher, or in one place under like
    titles."""
    if not f.year or f.year != g.year:
        return False
    if f.volume and f.volume == g.volume and _same_issue(f, g):
        return True
    if _like(f.publisher, g.publisher):
        return True
    titles = fuzz.token_set_ratio(title_key(f.title, words), title_key(g.title, words))
    return bool(f.place) and f.place == g.place and titles >= LEVELS["like_title"]


def _same_issue(f: Fields, g: Fields) -> bool:
    """Whether two articles of one volume are of one issue; without issues their titles must be a little
    alike."""
    if f.issue or g.issue:
        return f.issue == g.issue
    return bool(fuzz.ratio(f.title, g.title) > LEVELS["a_little"])


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
                tuple(variants.values()), f"one author in {len(variants)} forms: {' / '.join(variants)}"
            )
