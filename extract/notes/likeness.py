"""How alike two citations are: names across transliterations, titles across subtitles and slips, documents by
sender, recipient, day and shelfmark."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from regesta.extract.record import Fields
from regesta.extract.text.folding import key

#: Spellings that different transliterations give one sound; applied in order to casefolded, accentless text.
_SOUNDS = (
    ("yov", "ev"),
    ("yev", "ev"),
    ("kh", "h"),
    ("shch", "sh"),
    ("ts", "c"),
    ("tz", "c"),
    ("zh", "j"),
    ("dzh", "j"),
    ("ph", "f"),
    ("ck", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("iy", "i"),
    ("yi", "i"),
    ("ii", "i"),
    ("ij", "i"),
    ("ya", "ia"),
    ("ja", "ia"),
    ("yu", "iu"),
    ("ju", "iu"),
    ("ye", "e"),
    ("yo", "o"),
    ("y", "i"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ai", "e"),
    ("eo", "o"),
    ("ae", "e"),
)
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "on",
        "in",
        "and",
        "to",
        "for",
        "from",
        "at",
        "by",
        "with",
        "s",
        "der",
        "die",
        "das",
        "le",
        "la",
        "les",
        "de",
        "du",
    ]
)
_INSTITUTION = re.compile(
    r"\b(?:institute|department|ministry|committee|board|academy|office|centre|center|agency|university|council|party|bureau|team)\b"
)


@cache
def sound(name: str) -> str:
    """A name as it sounds, near enough: transliterations of one name agree ("Vyshinsky", "Vyshinskii")."""
    text = key(name)
    for written, heard in _SOUNDS:
        text = text.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", text)


def is_body(author: str) -> bool:
    """Whether an author is an institution by a word of its name."""
    return bool(_INSTITUTION.search(key(author)))


@cache
def surname_likeness(a: str, b: str) -> float:
    """0..1 for two family names or institutions."""
    ka, kb = key(a), key(b)
    if ka == kb:
        return 1.0
    if _INSTITUTION.search(ka) or _INSTITUTION.search(kb):
        one, two = (
            " ".join(t for t in k.replace("defence", "defense").split() if t not in _STOP) for k in (ka, kb)
        )
        return fuzz.token_sort_ratio(one, two) / 100
    la, lb = ka.split()[-1:] or [""], kb.split()[-1:] or [""]
    if la == lb and la != [""]:
        return 0.97
    sa, sb = sound(a).split()[-1:] or [""], sound(b).split()[-1:] or [""]
    if sa == sb:
        return 0.95
    if min(len(sa[0]), len(sb[0])) < 5:
        return 0.0 if fuzz.ratio(sa[0], sb[0]) < 88 else 0.85
    return max(fuzz.ratio(sa[0], sb[0]), fuzz.ratio(la[0], lb[0])) / 100


def author_likeness(a: Fields, b: Fields) -> float | None:
    """The best likeness of any author of one to any of the other; None when one of them names none."""
    one, two = a.authors or a.editors, b.authors or b.editors
    if not one or not two:
        return None
    best = max(surname_likeness(x, y) for x in one for y in two)
    if best >= 0.9 and _clashing(a, b):
        return 0.5
    return best


def _clashing(a: Fields, b: Fields) -> bool:
    """Whether one family name hides two persons: given names whose initials differ, whichever order they
    stand in."""
    na, nb = a.author_names, b.author_names
    if not na or not nb or len(na[0].split()) < 2 or len(nb[0].split()) < 2:
        return False
    family = {t for x in (*a.authors, *b.authors) for t in key(x).split()}
    ga, gb = ([t for t in key(n[0]).split() if t not in family] for n in (na, nb))
    if not ga or not gb or len(a.authors) > 1 or len(b.authors) > 1:
        return False
    fa, fb = "".join(t for t in ga if len(t) > 1), "".join(t for t in gb if len(t) > 1)
    if fa and fb and len(ga[0]) > 1 and len(gb[0]) > 1:
        return fuzz.partial_ratio(sound(fa), sound(fb)) < 60
    return not ({t[0] for t in ga} & {t[0] for t in gb})


@cache
def title_key(title: str) -> str:
    """A title without articles and small words, years closed up."""
    return " ".join(t for t in key(title).split() if t not in _STOP)


@cache
def title_likeness(a: str, b: str) -> float:
    """0..1 for two titles: one that is the other's beginning counts fully, word order and slips count
    little."""
    ka, kb = title_key(a), title_key(b)
    if not ka or not kb:
        return 0.0
    if ka == kb:
        return 1.0
    short, long = sorted((ka, kb), key=len)
    if long.startswith(short + " "):
        return 0.97 if len(short.split()) > 1 else 0.9
    if short.split() and fuzz.ratio(short, long[: len(short)]) >= 92 and len(short.split()) > 1:
        return 0.95
    plain = fuzz.ratio(ka, kb) / 100
    tokens = fuzz.token_sort_ratio(ka, kb) / 100
    inside = 0.93 * fuzz.token_set_ratio(ka, kb) / 100 if min(len(ka.split()), len(kb.split())) >= 4 else 0.0
    return max(plain, tokens, inside)


def party_likeness(a: str, b: str) -> float:
    """0..1 for senders or recipients: persons by family name, bodies by their words."""
    if not a or not b:
        return 0.0
    one, two = [p.strip() for p in a.split(",")], [p.strip() for p in b.split(",")]
    if len(one) > 1 or len(two) > 1:
        return min(max(party_likeness(x, y) for y in two) for x in one) if len(one) == len(two) else 0.0
    ka, kb = key(a).split(), key(b).split()
    if len(ka) > 3 or len(kb) > 3 or not ka or not kb:
        return fuzz.token_sort_ratio(" ".join(ka), " ".join(kb)) / 100
    if len(ka) == 1 or len(kb) == 1:
        one_word, many = (ka[0], kb) if len(ka) == 1 else (kb[0], ka)
        return max(surname_likeness(one_word, many[0]), surname_likeness(one_word, many[-1]))
    return max(surname_likeness(a, b), fuzz.token_sort_ratio(sound(a), sound(b)) / 100)


def pages_overlap(a: str, b: str) -> bool:
    """Whether two page ranges share a page; False when either has none."""
    one, two = page_numbers(a), page_numbers(b)
    return bool(one and two) and one[0] <= two[-1] and two[0] <= one[-1]


def page_numbers(pages: str) -> tuple[int, ...]:
    """First and last page of a range, the last completed from the first ("373-4" ends at 374); () when there
    is no number."""
    m = re.search(r"(\d+)(?:\s*-\s*(\d+))?", pages)
    if not m:
        return ()
    first, last = m.group(1), m.group(2) or m.group(1)
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), int(last)


def short_name(name: str) -> frozenset[str]:
    """A person's name as the set of its sounding words, initials left out: what two orders and spellings of
    it share."""
    return frozenset(sound(t) for t in key(name).split() if len(t) > 1)
