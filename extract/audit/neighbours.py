"""The names beside a name: by them two spellings are told to be one name's, or two persons'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Literal, NamedTuple

from regesta.extract.record import Span

#: The word before and the word behind a place: nothing but blanks between, and one line break at most.
_BLANK = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
_LEFT = re.compile(rf"([^\W\d_][\w'-]*)\.?{_BLANK}\Z")
_RIGHT = re.compile(rf"{_BLANK}([^\W\d_][\w'-]*)")
#: Initials before a place, all of them.
_INITIALS = re.compile(rf"(?<![\w'-])((?:[^\W\d_]\.\s?)+){_BLANK}?\Z")
_REACH = 48

#: What the company of two spellings says: one name, two names, or nothing.
Company = Literal["one", "two", "unknown"]


class Neighbours(NamedTuple):
    """The capitalised words that stand right before and right behind the places of a spelling, in small
    letters; initials are their letters, each with a stop. `heads`: those behind that are no names ("Stanford
    University")."""

    left: frozenset[str]
    right: frozenset[str]
    heads: frozenset[str] = frozenset()


def neighbours(text: str, places: Iterable[Span], ordinary: Set[str]) -> Neighbours:
    """The names beside the places of a spelling; words in `ordinary` (small letters) are no names."""
    left: set[str] = set()
    right: set[str] = set()
    heads: set[str] = set()
    for a, b in places:
        before = _initials(text, a) or _name(_LEFT.search(text, max(0, a - _REACH), a))
        behind = _name(_RIGHT.match(text, b, b + _REACH))
        if before and before not in ordinary:
            left.add(before)
        if behind:
            (heads if behind in ordinary else right).add(behind)
    return Neighbours(frozenset(left), frozenset(right), frozenset(heads))


def _initials(text: str, at: int) -> str:
    """The initials right before a place: "w.e."; "" for none."""
    found = _INITIALS.search(text, max(0, at - _REACH), at)
    return re.sub(r"\s", "", found[1].casefold()) if found and found[1][0].isupper() else ""


def _name(found: re.Match[str] | None) -> str:
    """A capitalised word found, in small letters, without the s of a possessive; "" for none."""
    word = found[1] if found else ""
    return re.sub(r"'s?$", "", word.casefold()) if word[:1].isupper() else ""


def company(odd: Neighbours, usual: Neighbours) -> Company:
    """Whether two spellings are in the same company: a given name, a family name or a head word that both
    stand beside makes them one; two they are when names stand beside both, and never the same. One initial in
    common says nothing, two say as much as a name."""
    if any(len(w) > 2 for w in odd.left & usual.left) or odd.right & usual.right or odd.heads & usual.heads:
        return "one"
    apart = (bool(one and other) and not _initial(one, other) for one, other in zip(odd, usual, strict=True))
    return "two" if any(list(apart)[:2]) else "unknown"


def _initial(one: Set[str], other: Set[str]) -> bool:
    """Whether a name of one set begins with an initial of the other."""
    return any((1 in (len(x), len(y)) or "." in x + y) and x[0] == y[0] for x in one for y in other)
