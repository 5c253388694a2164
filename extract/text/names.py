"""Names in notes: whether a stretch of text is a person's or an institution's name, and which word of it is
the family's."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import words

_INITIALS = re.compile(r"(?:[^\W\d_a-zа-я]{1,2}\.-?)+|[^\W\d_a-zа-я]")
_WORD = re.compile(r"(?:[^\W\d_a-zа-я]|[oO]'|[dD]'|[aA]l-|[eE]l-)[^\W\d_]*(?:['-][^\W\d_]+)*'?\.?")
_JOINT = re.compile(r"\s*(?:&|\band\b|\bund\b|\bet\b(?! al)|\bi\b(?= [A-Z]))\s*")
_LEADING = re.compile(
    r"^(?:the|a(?!\.)|an|on|in|at|of|from|to|for|how|why|what|when|who|did|was|is|le|la|les|der|die|das|to|by|with|and|should|my|no)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:institute|department|ministry|committee|academy|university|bureau|agency|association|research cent(?:re|er))\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s*[\[(](?:eds?|editors?|trans|transl|translate|translated|translators?|comps?|hg|hrsg|dir)\.?[\])]",
    re.IGNORECASE,
)


@cache
def _table() -> dict[str, frozenset[str]]:
    data = ENGLISH.table("family_names")
    return {k: frozenset(w.casefold() for w in v) for k, v in data.items()}


def spaced(name: str) -> str:
    """A name with a space behind every initial: "E.M.Zhukov" becomes "E. M. Zhukov"."""
    return re.sub(r"(?<=\w\.)(?=[^\W\d_]{2,})", " ", tidy(name))


def is_person(text: str) -> bool:
    """Whether the text has the shape of one person's name: one to six capitalised words, initials and
    particles, no word of an institution."""
    plain = fold(spaced(_ROLE.sub("", text)))
    tokens = plain.replace(",", " ").split()
    if not 1 <= len(tokens) <= 7 or (
        _LEADING.match(plain)
        and not (
            len(tokens) > 1
            and tokens[0] in ("In", "No", "Do", "So", "An")
            and tokens[-1].casefold() in _table()["strong"]
        )
    ):
        return False
    if len(tokens) == 1 and re.fullmatch(r"[A-Z]{2,5}", plain):
        return False
    if words("institution_words").search(plain) and len(tokens) > 1:
        return False
    full = 0
    for token in tokens:
        low = token.casefold()
        if (
            _INITIALS.fullmatch(token)
            or low in _table()["particles"]
            or low in _table()["suffixes"]
            or low in _table()["honorifics"]
        ):
            continue
        if not _WORD.fullmatch(token) or (
            token.isupper() and len(token) > 2 and len(tokens) > 1 and len(token) < 5 and not token.isalpha()
        ):
            return False
        full += 1
    return full >= 1


def is_institution(text: str) -> bool:
    """Whether the text names a body: a word that makes a name an institution's, or an acronym."""
    plain = fold(tidy(text))
    if re.search(r"\d{3,}", plain):
        return False
    if (
        len(plain.split()) > 2
        and plain[:1].isupper()
        and _BODY.search(plain)
        and not _LEADING.match(re.sub(r"^[Tt]he ", "", plain))
    ):
        return True
    return bool(words("institution_words", case=True).search(plain)) or bool(
        re.fullmatch(r"[A-Z][A-Z.&-]{1,7}", plain)
    )


def helpers(text: str) -> tuple[str, ...]:
    """Editors or translators as a bracket names them, one by one; a body stays whole."""
    plain = _ROLE.sub("", text).strip(" ,")
    found = people(plain)
    if found:
        return tuple(found)
    parts = [p.strip(" ,") for p in _JOINT.split(plain) if p.strip(" ,")]
    if is_institution(plain) or not all(1 < len(p.split()) <= 4 for p in parts):
        return (tidy(plain),)
    return tuple(tidy(p) for p in parts)


def people(text: str) -> list[str]:
    """The names of a list such as "McCune & Arthur L. Grey Jr" or "J & G Kolko", each spaced; [] when a part
    has no name's shape."""
    plain = re.sub(r",?\s*(?:et\.? al\.?|and others|u\.a\.)\s*$", "", _ROLE.sub("", fold(text)).strip(" ,"))
    parts = [p.strip(" ,") for p in _JOINT.split(plain) if p and p.strip(" ,")]
    if not parts or not all(is_person(p) or _INITIALS.fullmatch(p) for p in parts):
        return []
    last = spaced(parts[-1]).split()
    shared = len(last) > 1
    return [
        f"{p} {last[-1]}"
        if _INITIALS.fullmatch(p) or (shared and len(p.split()) == 1 and p.casefold() in given_names())
        else spaced(p)
        for p in parts
    ]


def family_of(name: str, known: Set[str] = frozenset()) -> str:
    """The family name within a name as written.

    A comma puts it first ("Han, Jae Duk"). Otherwise `known` family names (casefolded, from the bibliography)
    decide, then the
    table of East Asian ones, then the western order.
    """
    table = _table()
    plain = fold(spaced(name))
    if "," in plain:
        head, _, tail = plain.partition(",")
        if tail.strip().casefold() not in table["suffixes"]:
            return head.strip()
        plain = head
    tokens = [t for t in plain.split() if t.casefold() not in table["suffixes"]]
    while len(tokens) > 1 and tokens[0].casefold() in table["honorifics"]:
        tokens = tokens[1:]
    if len(tokens) < 2:
        return tokens[0].rstrip(".,") if tokens else ""
    first, last = tokens[0].casefold().rstrip("."), tokens[-1].casefold().rstrip(".")
    if _asian_first(first, last, len(tokens), known):
        return tokens[0]
    k = len(tokens) - 1
    while k > 1 and tokens[k - 1].casefold() in table["particles"]:
        k -= 1
    return " ".join(t.rstrip(",") for t in tokens[k:]).rstrip(".")


def _asian_first(first: str, last: str, length: int, known: Set[str]) -> bool:
    strong, weak = _table()["strong"], _table()["weak"]
    if first not in strong and first not in weak:
        return False
    if (first in known) != (last in known):
        return first in known and length <= 3
    if (first in strong) != (last in strong):
        return first in strong
    # both or neither: "Kim Il Sung" has a strong first and a weak last; "Jo Il Jin" is read the western way
    return first in strong and length == 3 and last in weak


def strong_families() -> frozenset[str]:
    """East Asian family names that are almost nothing else, casefolded."""
    return _table()["strong"]


def given_names() -> frozenset[str]:
    """Given names of the table, casefolded."""
    return _table()["given"]


def honorifics() -> frozenset[str]:
    """Ranks and titles of the table, casefolded."""
    return _table()["honorifics"]
