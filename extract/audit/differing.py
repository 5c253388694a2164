"""What differs between two readings of one work: the ways in which a reader would see a slip, none that are
mere form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.sureness import (
    has_sure_authors,
    is_container,
    is_title,
    names_author_in_title,
)
from regesta.extract.audit.words import AuditWords
from regesta.extract.notes.likeness import (
    LikenessWords,
    party_likeness,
    surname_likeness,
    title_key,
    title_likeness,
)
from regesta.extract.record import Fields
from regesta.extract.text.folding import fold, key
from regesta.extract.text.shelfmarks import archive_of

#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("differing")
#: A word of some letters with a stop.
_SHORTENED = re.compile(r"\b([^\W\d_]{2,})\.(?!\.)")
#: A series behind a title, by its abbreviation, and what follows it ("CSCO 480-1, edition and translation").
_SERIES = re.compile(r",\s*[A-Z]{3,6}(?=[\s,]|$)(?:\s*[\dIVX-]+)?.*$")
#: A single word with a stop; a Roman number behind words.
_CUT_SHORT = re.compile(r"[^\W\d_]+\.")
_NUMBERED = re.compile(r"\s[IVXLC]+\.?$")
#: Kinds of document that are sent.
_SENT = frozenset({"telegram", "message", "letter", "report", "memorandum"})


class Difference(NamedTuple):
    """What two readings say of one field (`called` for a document's kind), in their own words."""

    field: str
    one: str
    other: str

    def __str__(self) -> str:
        """The difference as a phrase of a message."""
        quote = "'" * (self.field == "title")
        return f"{self.field} {quote}{self.one}{quote} / {quote}{self.other}{quote}"


def differences(f: Fields, g: Fields, case: Case, *, short: bool = False) -> list[Difference]:
    """The ways in which two readings of one source differ; [] when they agree. `short`: the first is a short
    title."""
    if not _are_sure(f, g, case):
        return []
    said: list[Difference | None] = [_authors(f, g, case)]
    if f.doc_date or g.doc_date or f.sender or g.sender:
        said += [_qualities(f, g, case.said), *_described(f, g, case.said)]
    else:
        said.append(
            _title(f.title, g.title, case, short=short) if bool(f.authors) == bool(g.authors) else None
        )
    if not short:
        said += _imprint(f, g, case)
    if _one_thing(f, g, case):
        said.append(_holding(f, g, case.alike))
    return [d for d in said if d and not _same_letters(d.one, d.other)]


def _same_letters(one: str, other: str) -> bool:
    """Whether two texts have the same letters; in a script that runs from right to left, in whatever order a
    file has them."""
    a, b = _letters(one), _letters(other)
    return a == b or (any(unicodedata.bidirectional(c) in ("R", "AL") for c in a) and sorted(a) == sorted(b))


def _letters(text: str) -> str:
    """The letters and figures of a text, closed up: what is left where blanks, hyphens at a line's end and
    signs of transliteration are no difference."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum() and unicodedata.category(c) != "Lm")


def _are_sure(f: Fields, g: Fields, case: Case) -> bool:
    """Whether both readings are sure enough to be held against each other: authors that are names, titles
    without the author in them."""
    authors = (*f.authors, *g.authors)
    return all(has_sure_authors(x, case) and not names_author_in_title(x.title, authors) for x in (f, g))


def _one_thing(f: Fields, g: Fields, case: Case) -> bool:
    """Whether two readings surely are of one thing: of one day, or of nearly one title."""
    if f.doc_date and f.doc_date == g.doc_date:
        return True
    return not (f.title and g.title) or title_likeness(f.title, g.title, case.alike) >= LEVELS["one_title"]


def _imprint(f: Fields, g: Fields, case: Case) -> list[Difference | None]:
    """Year, place, publisher and container where they differ; another year at another publisher or place, or
    of another volume, is another edition, not a slip."""
    words = case.said
    year = _year(f.year, g.year)
    out = [year, _place(f.place, g.place, words), _publisher(f.publisher, g.publisher, words)]
    if year and (any(out[1:]) or _volume(f) != _volume(g) or not _shares_imprint(f, g)):
        out = []
    if not (f.title and g.title and _one_thing(f, g, case)) or not (
        is_container(f.container) and is_container(g.container)
    ):
        return out
    return [*out, _container(f.container, g.container, words)]


def _volume(f: Fields) -> str:
    """The volume of a reading, also where its numeral was read as what the work stands in."""
    return f.volume or ("" if is_container(f.container) else f.container.partition(",")[0])


def _shares_imprint(f: Fields, g: Fields) -> bool:
    """Whether both readings name a place, a publisher or what the work stands in: so that their years may be
    of one edition."""
    if (f.place and g.place) or (f.publisher and g.publisher):
        return True
    return is_container(f.container) and is_container(g.container)


def _authors(f: Fields, g: Fields, case: Case) -> Difference | None:
    one, two = f.authors or f.editors, g.authors or g.editors
    if not one or not two:
        return None
    nearest = [(a, max(two, key=lambda b: surname_likeness(a, b, case.alike))) for a in one]
    pairs = [(a, b) for a, b in nearest if surname_likeness(a, b, case.alike) >= LEVELS["two_authors"]]
    if not pairs:
        return Difference("author", ", ".join(one), ", ".join(two))
    return next((Difference("author", a, b) for a, b in pairs if not _one_author(a, b, case.said)), None)


def _one_author(a: str, b: str, words: AuditWords) -> bool:
    """Whether two names are one but for given names, or one has all words of the other."""
    x, y = _folded(a, words).split(), _folded(b, words).split()
    if x[-1:] == y[-1:]:
        return True
    if min(len(x), len(y)) > 1 and _singular(x) == _singular(y):
        # "Harbour Board Reports": several of a body's
        return True
    one, two = set(x) - words.body_words, set(y) - words.body_words
    return bool(one and two) and (one <= two or two <= one)


def _title(a: str, b: str, case: Case, *, short: bool) -> Difference | None:
    """How two titles differ; None when one is the other's beginning or part, or they are of two works."""
    if not is_title(a, case.said) or not is_title(b, case.said):
        return None
    x, y = _words(_written_out(a, b), case), _words(_written_out(b, a), case)
    if _holds(x, y) or _numbered_apart(x, y) or _singular(x) == _singular(y):
        return None
    whole = Difference("title", a, b)
    if short:
        return _of_short_title(x, y, whole)
    less, more = sorted((x, y), key=len)
    if len(more) - len(less) > 1:
        slip = _misspelling(less, more)
        if slip or set(less) <= set(more):
            return slip
    return whole if _are_alike(x, y) and not _holds(y, x) else None


def _singular(said: Sequence[str]) -> list[str]:
    """Words without the s of a plural: "Acts of the Council" are several of what "Act of the Council" is."""
    return [w.rstrip("s") for w in said]


def _written_out(title: str, other: str) -> str:
    """A title with the words in full that it shortens by a stop and the other gives: "Hen. VIII"."""
    words = re.findall(r"\w+", other)

    def in_full(m: re.Match[str]) -> str:
        return next((w for w in words if w.casefold().startswith(m[1].casefold())), m[0])

    return re.sub(r"\.\.\.|…", " ", _SHORTENED.sub(in_full, title))


def _of_short_title(x: Sequence[str], y: Sequence[str], whole: Difference) -> Difference | None:
    """How a short title differs from the title in full: by a slip, or (`whole`) by a word strange to it."""
    return _misspelling(x, y) or (whole if _is_strange_short_form(x, y) else None)


def _are_alike(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether two titles have so many letters in common that they may be of one work."""
    return bool(fuzz.token_sort_ratio(" ".join(x), " ".join(y)) >= LEVELS["one_work"])


def _holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether the words of a title stand together in another's, however they are divided, or begin it."""
    one, other = " ".join(whole), " ".join(part)
    return f" {other} " in f" {one} " or one.startswith(other) or "".join(whole) == "".join(part)


def _misspelling(less: Sequence[str], more: Sequence[str]) -> Difference | None:
    """The words by which a shortened title differs from the other by a slip; None for none."""
    return next((Difference("title", w, m) for w, m in _slips(less, more)), None)


def _is_strange_short_form(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether a short title is of the same work as a title in full and has a word that is strange to it."""
    alike = fuzz.token_set_ratio(" ".join(x), " ".join(y)) >= LEVELS["one_work"]
    return bool(alike) and len(x) <= len(y) and _strange(x, y)


def _numbered_apart(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether two titles hold different numbers: letters of two days, volumes, hearings on two bills."""
    one, two = ({w for w in words if any(c.isdigit() for c in w)} for words in (x, y))
    return bool(one - two and two - one)


def _slips(less: Sequence[str], more: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words of a shortened title that are nearly, not quite, a word of the other, which has the rest."""
    strange = [w for w in less if w not in more]
    return ((w, m) for w in strange for m in more if len(strange) <= LEVELS["strangers"] and _misspelt(w, m))


def _strange(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether a title of some words has a longer one that is like none of the other's."""
    words = [w for w in x if len(w) >= LEVELS["letters"] and w.isalpha()]
    return len(x) >= LEVELS["words_of_title"] and any(not any(_akin(w, m) for m in y) for w in words)


def _akin(w: str, m: str) -> bool:
    return fuzz.ratio(w, m) >= LEVELS["strange"] or m.startswith(w[: LEVELS["beginning"]])


def _misspelt(w: str, m: str) -> bool:
    """Whether one word may be a slip for another: longer words, alike, more than a plural apart."""
    return (
        min(len(w), len(m)) > LEVELS["shortest"]
        and w.rstrip("s") != m.rstrip("s")
        and fuzz.ratio(w, m) >= LEVELS["slip"]
        and abs(len(w) - len(m)) <= LEVELS["lengths"]
    )


def _words(title: str, case: Case) -> list[str]:
    """The telling words of a title, years of a span written out."""
    text = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", _SERIES.sub("", fold(title)))
    text = case.said.ordinal.sub("", text)
    text = re.sub(
        r"\b((?:1[89]|20)\d\d)-(\d\d)\b", lambda m: f"{m.group(1)} {m.group(1)[:2]}{m.group(2)}", text
    )
    return [_folded(t, case.said) for t in title_key(text, case.alike).split()]


def _folded(text: str, words: AuditWords) -> str:
    """A text without capitals and accents, each word in one spelling."""
    out = key(text)
    for written, other in words.spellings:
        out = written.sub(other, out)
    return out


def _qualities(f: Fields, g: Fields, words: AuditWords) -> Difference | None:
    a, b = words.qualities.findall(f.title), words.qualities.findall(g.title)
    if f.doc_date and a and b and {w.casefold() for w in a}.isdisjoint(w.casefold() for w in b):
        return Difference("called", a[0].lower(), b[0].lower())
    return None


def _described(f: Fields, g: Fields, words: AuditWords) -> list[Difference | None]:
    """Ways in which two descriptions of one document differ: its kind, the spelling of its parties."""
    return [
        _kind(f, g, words),
        _party("sender", f.sender, g.sender, words),
        _party("recipient", f.recipient, g.recipient, words),
    ]


def _kind(f: Fields, g: Fields, words: AuditWords) -> Difference | None:
    if (
        not (f.sender and g.sender)
        or f.doc_kind == g.doc_kind
        or f.doc_date != g.doc_date
        or not {f.doc_kind, g.doc_kind} <= _SENT
    ):
        return None
    if any(words.unspecific_messages.search(x.title) for x in (f, g)):
        return None
    return Difference("called", f.doc_kind.replace("_", " "), g.doc_kind.replace("_", " "))


def _party(name: str, a: str, b: str, words: AuditWords) -> Difference | None:
    x, y = ((_folded(n, words).split() or [""])[-1] for n in (a, b))
    return Difference(name, a, b) if x != y and _misspelt(x, y) else None


def _year(a: str, b: str) -> Difference | None:
    if not a or not b or key(a) == key(b) or set(re.findall(r"\d{4}", a)) & set(re.findall(r"\d{4}", b)):
        return None
    return Difference("year", a, b)


def _place(a: str, b: str, words: AuditWords) -> Difference | None:
    one, two = _telling(a, words), _telling(b, words)
    if not (_is_place(a) and _is_place(b)) or one == two:
        return None
    apart = (one - two, two - one)
    if one & two and all(len(rest) == 1 for rest in apart) and _misspelt(min(apart[0]), min(apart[1])):
        # "New Heaven"
        return Difference("place", a, b)
    if one & two or not one or not two or _initials(_folded(a, words), _folded(b, words), words):
        return None
    return Difference("place", a, b)


def _is_place(name: str) -> bool:
    """Whether the words read as a place of publication are a name: no single word cut short ("Ib.") and
    nothing with a volume's number behind it ("Martene Thesaur. V.")."""
    if _CUT_SHORT.fullmatch(name) or _NUMBERED.search(name):
        return False
    return name[:1].isupper() and len(name) <= LEVELS["longest_place"]


def _publisher(a: str, b: str, words: AuditWords) -> Difference | None:
    return Difference("publisher", a, b) if a and b and not _one_name(a, b, words) else None


def _container(a: str, b: str, words: AuditWords) -> Difference | None:
    if not a or not b or _one_name(a, b, words):
        return None
    if fuzz.partial_ratio(_folded(a, words), _folded(b, words)) >= LEVELS["same_container"]:
        return None
    return Difference("container", a, b)


def _one_name(a: str, b: str, words: AuditWords) -> bool:
    """Whether two names of publishers or journals are one: equal, one with all words of the other, or its
    initials."""
    x, y = _folded(a, words), _folded(b, words)
    one, two = _telling(a, words), _telling(b, words)
    if x == y or one == two or _initials(x, y, words):
        return True
    return bool(one and two) and (one <= two or two <= one)


def _telling(name: str, words: AuditWords) -> set[str]:
    """The words of a name that publishers' names do not carry or leave out at will."""
    return set(_folded(name, words).split()) - words.publisher_words


def _initials(x: str, y: str, words: AuditWords) -> bool:
    """Whether one is the other's initials: "cwihp", "usgpo"."""
    short, long = sorted((x, y), key=len)
    letters = "".join(w[0] for w in long.split() if w not in words.uninitialled)
    if len(short.replace(" ", "")) <= LEVELS["abbreviation"] and short.replace(" ", "") == letters:
        return True
    # "cwihp working paper": the short form of the long one's first words, then the same words
    head, _, tail = short.partition(" ")
    return len(head) >= LEVELS["head"] and letters.startswith(head) and long.endswith(tail)


def _holding(f: Fields, g: Fields, words: LikenessWords) -> Difference | None:
    if not f.archive or not g.archive or not f.units or not g.units:
        return None
    return _unit(f, g) or _archive(f.archive, g.archive, words)


def _unit(f: Fields, g: Fields) -> Difference | None:
    """The first level at which two shelfmarks differ."""
    if not (f.fond and g.fond) or dict(f.units) == dict(g.units):
        return None
    levels = ((level, getattr(f, level), getattr(g, level)) for level in ("fond", "opis", "delo"))
    return next((Difference(level, x, y) for level, x, y in levels if x and y and x != y), None)


def _archive(a: str, b: str, words: LikenessWords) -> Difference | None:
    """Two archives, or two ways to write one."""
    one, two = archive_of(a), archive_of(b)
    if one and two and one.label == two.label:
        within = key(a) in key(b) and len(a) > LEVELS["name_within"]
        same = key(a) == key(b) or within
    else:
        same = party_likeness(a, b, words) >= LEVELS["two_archives"]
    return None if same else Difference("archive", a, b)


def series_alike(a: str, b: str, words: AuditWords) -> bool:
    """Whether two names are of one series: alike, or one the other's initials ("FRUS")."""
    x, y = _folded(a, words), _folded(b, words)
    if not x or not y:
        return False
    if x.startswith(y) or y.startswith(x):
        return True
    pairs = ((x, y), (x.partition(" ")[0], y), (x, y.partition(" ")[0]))
    return any(_initials(one, two, words) for one, two in pairs)
