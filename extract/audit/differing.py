"""What differs between two readings of one work: the ways in which a reader would see a slip, none that are
mere form."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from regesta.extract.notes.likeness import LikenessWords, party_likeness, surname_likeness, title_key
from regesta.extract.record import Fields
from regesta.extract.text.folding import fold, key
from regesta.extract.text.shelfmarks import archive_of

_QUALITY = re.compile(r"\b(secret|emergency|urgent|personal|private|top secret|ciphered)\b", re.IGNORECASE)
#: Words that publishers' names carry or leave out at will.
_FORM = frozenset(
    (
        "press",
        "publisher",
        "publishers",
        "publishing",
        "publication",
        "publications",
        "ltd",
        "limited",
        "co",
        "company",
        "inc",
        "and",
        "the",
        "university",
        "of",
        "books",
        "verlag",
        "house",
        "son",
        "sons",
    )
)
_SAME_WORD = (
    ("defence", "defense"),
    ("centre", "center"),
    ("labour", "labor"),
    ("programme", "program"),
    ("ise", "ize"),
    ("isation", "ization"),
    ("post war", "postwar"),
)


def differences(f: Fields, g: Fields, words: LikenessWords, *, short: bool = False) -> list[str]:
    """The ways in which two readings of one source differ, each as a phrase; [] when they agree. `short`: the
    first is a short title."""
    out: list[str] = []
    documents = bool(f.doc_date or g.doc_date or f.sender or g.sender)
    said = (
        (
            _authors(f, g, words),
            "" if documents else _title(f.title, g.title, words, short=short),
            _qualities(f, g),
            *_described(f, g),
        )
        if documents
        else (_authors(f, g, words), _title(f.title, g.title, words, short=short))
    )
    out += [say for say in said if say]
    if not short:
        plain = [_plain(name, getattr(f, name), getattr(g, name)) for name in ("year", "place", "publisher")]
        # another year at another publisher is another edition, not a slip
        if not (plain[0] and plain[2]):
            out += [say for say in plain if say]
        if f.container and g.container and (say := _plain("container", f.container, g.container)):
            out.append(say)
    say = _holding(f, g, words)
    if say:
        out.append(say)
    return out


def _authors(f: Fields, g: Fields, words: LikenessWords) -> str:
    one, two = f.authors or f.editors, g.authors or g.editors
    if not one or not two:
        return ""
    if all(surname_likeness(a, b, words) < 0.6 for a in one for b in two):
        return f"author {', '.join(one)} / {', '.join(two)}"
    for a in one:
        best = max(two, key=lambda b: surname_likeness(a, b, words))
        if surname_likeness(a, best, words) < 0.6:
            continue
        if (
            _folded(a) != _folded(best)
            and _folded(a).split()[-1:] != _folded(best).split()[-1:]
            and not _contained(a, best)
        ):
            return f"author {a} / {best}"
    return ""


def _contained(a: str, b: str) -> bool:
    x, y = set(_folded(a).split()) - {"the", "us", "of"}, set(_folded(b).split()) - {"the", "us", "of"}
    return bool(x and y) and (x <= y or y <= x)


def _title(a: str, b: str, words: LikenessWords, *, short: bool) -> str:
    if not a or not b:
        return ""
    x, y = _words(a, words), _words(b, words)
    if x == y or "".join(x) == "".join(y):
        return ""
    if short or len(x) < len(y) - 1 or len(y) < len(x) - 1:
        # one is a shortening: only words that are nearly, not quite, a word of the other are slips
        less, more = (x, y) if len(x) <= len(y) else (y, x)
        slips = [(w, m) for w in less if w not in more for m in more if _misspelt(w, m)]
        if slips:
            return f"title '{slips[0][0]}' / '{slips[0][1]}'"
        if short:
            strange = [
                w
                for w in x
                if len(w) >= 5
                and w.isalpha()
                and not any(fuzz.ratio(w, m) >= 75 or m.startswith(w[:4]) for m in y)
            ]
            return f"title '{a}' / '{b}'" if strange and len(x) >= 3 else ""
        if " ".join(more).startswith(" ".join(less)) or all(w in more for w in less):
            return ""
    if " ".join(y).startswith(" ".join(x)) or " ".join(x).startswith(" ".join(y)):
        return ""
        return f"title '{a}' / '{b}'" if fuzz.token_sort_ratio(" ".join(x), " ".join(y)) < 93 else ""
    return f"title '{a}' / '{b}'"


def _misspelt(w: str, m: str) -> bool:
    return (
        len(w) > 4
        and len(m) > 4
        and w != m
        and w.rstrip("s") != m.rstrip("s")
        and fuzz.ratio(w, m) >= 80
        and abs(len(w) - len(m)) <= 2
    )


def _words(title: str, words: LikenessWords) -> list[str]:
    text = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", fold(title))
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    text = re.sub(
        r"\b((?:1[89]|20)\d\d)-(\d\d)\b", lambda m: f"{m.group(1)} {m.group(1)[:2]}{m.group(2)}", text
    )
    return [_folded(t) for t in title_key(text, words).split()]


def _folded(text: str) -> str:
    out = key(text)
    for a, b in _SAME_WORD:
        out = re.sub(rf"{a}\b", b, out)
    return out


def _qualities(f: Fields, g: Fields) -> str:
    a, b = _QUALITY.findall(f.title), _QUALITY.findall(g.title)
    if f.doc_date and a and b and {w.casefold() for w in a}.isdisjoint(w.casefold() for w in b):
        return f"called {a[0].lower()} / {b[0].lower()}"
    return ""


def _described(f: Fields, g: Fields) -> list[str]:
    """Ways in which two descriptions of one document differ: its kind, the spelling of its parties."""
    out = []
    sent = {"telegram", "letter", "report", "memorandum"}
    # a "message" may be either
    named = not any(re.search(r"\bmessages?\b", x.title, re.IGNORECASE) for x in (f, g))
    if named and {f.doc_kind, g.doc_kind} <= sent and f.doc_kind != g.doc_kind and f.sender and g.sender:
        out.append(f"called {f.doc_kind.replace('_', ' ')} / {g.doc_kind.replace('_', ' ')}")
    for name in ("sender", "recipient"):
        a, b = getattr(f, name), getattr(g, name)
        x, y = _folded(a).split()[-1:], _folded(b).split()[-1:]
        if a and b and x != y and _misspelt((x or [""])[0], (y or [""])[0]):
            out.append(f"{name} {a} / {b}")
    return out


def _plain(name: str, a: str, b: str) -> str:
    if not a or not b:
        return ""
    x, y = _folded(a), _folded(b)
    if x == y:
        return ""
    if name == "year":
        return "" if set(re.findall(r"\d{4}", a)) & set(re.findall(r"\d{4}", b)) else f"year {a} / {b}"
    one, two = set(x.split()) - _FORM, set(y.split()) - _FORM
    if (
        name == "place"
        and len(one - two) == len(two - one) == 1
        and one & two
        and _misspelt(min(one - two), min(two - one))
    ):
        # "New Heaven"
        return f"{name} {a} / {b}"
    if name == "place" and (one & two or not one or not two):
        return ""
    if name == "container" and (_initials(x, y) or fuzz.partial_ratio(x, y) >= 93):
        return ""
    if one == two or (one and two and (one <= two or two <= one)) or _initials(x, y):
        return ""
    return f"{name} {a} / {b}"


def _initials(x: str, y: str) -> bool:
    """Whether one is the other's initials: "cwihp", "usgpo"."""
    short, long = sorted((x, y), key=len)
    letters = "".join(w[0] for w in long.split() if w not in ("of", "the", "and"))
    if len(short.replace(" ", "")) <= 8 and short.replace(" ", "") == letters:
        return True
    # "cwihp working paper": the short form of the long one's first words, then the same words
    head, _, tail = short.partition(" ")
    return len(head) >= 3 and letters.startswith(head) and long.endswith(tail)


def _holding(f: Fields, g: Fields, words: LikenessWords) -> str:
    if not f.archive or not g.archive or not f.units or not g.units:
        return ""
    a, b = archive_of(f.archive), archive_of(g.archive)
    if dict(f.units) != dict(g.units) and f.fond and g.fond:
        for level in ("fond", "opis", "delo"):
            x, y = getattr(f, level), getattr(g, level)
            if x and y and x != y:
                return f"{level} {x} / {y}"
    if (
        a
        and b
        and a.label == b.label
        and f.archive != g.archive
        and key(f.archive) != key(g.archive)
        and not (key(f.archive) in key(g.archive) and len(f.archive) > 4)
    ):
        return f"archive {f.archive} / {g.archive}"
    if (a is None or b is None or a.label != b.label) and party_likeness(f.archive, g.archive, words) < 0.8:
        return f"archive {f.archive} / {g.archive}"
    return ""


def series_alike(a: str, b: str) -> bool:
    """Whether two names are of one series: alike, or one the other's initials ("FRUS")."""
    x, y = _folded(a), _folded(b)
    return bool(x and y) and (
        x == y
        or x.startswith(y)
        or y.startswith(x)
        or _initials(x, y)
        or _initials(x.split(" ")[0], y)
        or _initials(x, y.split(" ")[0])
    )
