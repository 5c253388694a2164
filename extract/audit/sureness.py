"""Which readings are sure enough to be held against each other: nothing is reported off a misreading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.words import AuditWords
from regesta.extract.notes.antecedents import POINTERS
from regesta.extract.record import Citation, Fields, Span
from regesta.extract.text.folding import fold, key

#: The levels of audit.toml for these tests; what each is stands there.
LEVELS = levels("sureness")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
#: A sentence ends within: a longer word, a stop and another word; or a stop and a word in small letters.
_SENTENCE = re.compile(r"\w{4,}[.!?]\s+\S|[.!?]\s+[a-z]{4,}")
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_QUOTED = re.compile(r"[\"\u201c\u201d\u00ab*_]|(?<!\w)['\u2018]")


def is_title(text: str, words: AuditWords) -> bool:
    """Whether the words read as a title are surely one: they begin as a title does, are no volume and no
    prose that goes on over a sentence's end, and hold no mark of pages."""
    text = text.strip()
    if not text or len(text) > LEVELS["longest_title"] or not re.match(r"[^\W_]|['\u2018\"\u201c]", text):
        return False
    if text[0].islower() or _ROMAN.fullmatch(text.strip(" .,")) or not re.search(r"[^\W\d_]{3}", text):
        return False
    return not (_SENTENCE.search(text) or words.page_marks.search(text))


def is_container(text: str) -> bool:
    """Whether the words read as a journal's or book's name are surely one: a name, and no prose."""
    if len(text) > LEVELS["longest_title"] or not text[:1].isupper():
        return False
    return not (_SENTENCE.search(text) or _ROMAN.fullmatch(text))


def is_author(name: str, case: Case) -> bool:
    """Whether the word read as an author's family name is surely one: a single name in small letters behind
    its capital, that does not stand before many things of which none is ever cited in full ("Memo, ...")."""
    if not re.fullmatch(r"(?:[^\W\d_]+[ '-]){0,2}[^\W\d_a-z][^\W\d_'-]*[^\W\d_A-Z]", fold(name)):
        return False
    return not re.search(r"'s?$", fold(name)) and name not in doubtful_authors(case)


def doubtful_authors(case: Case) -> frozenset[str]:
    """Words read as authors that stand before many titles and no imprint: the names of kinds of
    document, in whatever way a text shortens them."""
    return case.remembered("doubtful authors", _doubtful_authors)


def _doubtful_authors(case: Case) -> frozenset[str]:
    titles: dict[str, set[str]] = defaultdict(set)
    full: set[str] = set()
    for c in case.citations:
        for name in c.fields.authors[:1]:
            titles[name].add(c.fields.title)
            if c.fields.place or c.fields.publisher:
                full.add(name)
    return frozenset(n for n, t in titles.items() if len(t) >= LEVELS["many_titles"] and n not in full)


def has_sure_authors(fields: Fields, case: Case) -> bool:
    """Whether no author is a word that is doubtful."""
    return doubtful_authors(case).isdisjoint(fields.authors)


def names_author_in_title(title: str, authors: Iterable[str]) -> bool:
    """Whether an author stands in the title as an owner ("Stanley's American Defense"), so the title is
    misread."""
    return any(re.search(rf"\b{re.escape(fold(a))}'s?\b", fold(title)) for a in authors if a)


def is_short_title(c: Citation, case: Case) -> bool:
    """Whether a citation surely is a short title: a family name and a title, which is quoted or followed by
    pages."""
    f = c.fields
    if not f.authors or not is_author(f.authors[0], case) or not is_title(f.title, case.said):
        return False
    if len(f.title) > LEVELS["longest_short"]:
        return False
    return bool(f.pages or _QUOTED.search(c.quote))


def is_short_by_custom(case: Case) -> bool:
    """Whether a document's short titles stand for no full citation oftener than a slip would have it: it
    gives works without imprint by custom, or their full citations were not read."""
    return case.remembered("short by custom", _is_short_by_custom)


def _is_short_by_custom(case: Case) -> bool:
    short = [c for c in case.citations if c.type == "short_title" and is_short_title(c, case)]
    works = {c.source for c in short}
    unknown = {w for w in works if all(x.type in POINTERS for x in case.by_source[w])}
    return bool(len(unknown) > LEVELS["few"] and len(unknown) > LEVELS["custom"] * len(works))


def stands_in_full(title: str, case: Case, outside: Iterable[Span]) -> bool:
    """Whether the beginning of a title stands, with a year soon behind it, in a note or the bibliography
    outside the spans: it is cited in full there, read or not."""
    pattern = _beginning(title)
    if pattern is None:
        return False
    besides = tuple(outside)
    for a, b in _apparatus(case):
        for m in pattern.finditer(case.folded, a, b):
            if not any(x <= m.start() < y for x, y in besides) and _YEAR.search(
                case.folded, m.end(), min(b, m.end() + LEVELS["imprint"])
            ):
                return True
    return False


def is_mentioned(title: str, places: Iterable[Span], case: Case) -> bool:
    """Whether the beginning of a title stands in the text at one of the places."""
    pattern = _beginning(title)
    return pattern is not None and any(pattern.search(case.folded, *span) for span in places)


def _beginning(title: str) -> re.Pattern[str] | None:
    """A pattern for the first telling words of a title, however broken over lines; None for too few."""
    words = re.findall(r"\w+", fold(title))
    while words and len(words[0]) <= 2 + (words[0].casefold() in ("the",)):
        words = words[1:]
    words = words[: LEVELS["telling"]]
    if not words or sum(map(len, words)) < LEVELS["beginning"]:
        return None
    return re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", re.IGNORECASE)


def _apparatus(case: Case) -> Iterator[Span]:
    """The places of the notes and the entries of the bibliography."""
    for n in case.document.footnotes:
        yield from n.spans or (n.span,)
    yield from (e.span for e in case.document.bibliography)


def is_named_in(names: Iterable[str], span: Span, case: Case) -> bool:
    """Whether one of the family names stands in the text at a place."""
    text = f" {key(case.text[slice(*span)])} "
    return any(key(n) and f" {key(n)} " in text for n in names)


def is_in_imprint(c: Citation) -> bool:
    """Whether a citation's volume stands soon behind its year at the latest: further behind it is another
    work's."""
    quote, f = fold(c.quote), c.fields
    year, volume = quote.find(f.year) if f.year else -1, quote.find(fold(f.volume)) if f.volume else -1
    return year < 0 or volume < year + LEVELS["imprint"]


def runs_on(c: Citation) -> bool:
    """Whether a citation's words go on over a sentence's end, so that a journal or book named in them may be
    another work's."""
    return _SENTENCE.search(fold(c.quote)) is not None


def is_set_apart(one: Citation, two: Citation, case: Case) -> bool:
    """Whether two citations of one note are parted by a semicolon, a stop or words: by a comma alone, they
    are one that was cut."""
    between = case.folded[one.span[1] : two.span[0]]
    return bool(re.search(r"[;.\n]|\w", between))


def reads_notes(case: Case) -> bool:
    """Whether so few notes lack their marker that each lack may be the document's own, not the reading's."""
    notes = case.document.footnotes
    lost = sum(n.marker is None for n in notes)
    return bool(lost <= max(LEVELS["few"], LEVELS["lost"] * len(notes)))
