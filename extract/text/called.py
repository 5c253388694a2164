"""Whether words that somebody types may be somebody's name: in any order, with initials for names, without
middle names, accents or hyphens ("Gaddis, John Lewis" for "John L. Gaddis", "Donggil Kim" for "Kim
Dong-gil")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

#: A name of more words is compared by these: longer ones are titles of bodies, found by their words.
_LONGEST = 8
#: Signs of transliteration (soft and hard signs, ayn and hamza), which some spell and others leave out.
_SIGNS = re.compile(r"['’‘`´\"ʹʺʻʼʽʾʿˈ]")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, without case, accents and signs of transliteration."""
    plain = unicodedata.normalize("NFKD", _SIGNS.sub("", name)).casefold()
    return tuple(re.findall(r"\w+", "".join(_letter(c) for c in plain if not unicodedata.combining(c))))


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """A letter without its stroke or hook ("ø", "ł"), which Unicode does not part from it."""
    if character.isascii():
        return character
    base, found, _ = unicodedata.name(character, "").partition(" WITH ")
    try:
        return unicodedata.lookup(base) if found else character
    except KeyError:
        return character


def may_name(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Whether every word typed stands in the name, whole or one as the initial of the other, at least one
    whole; middle names that the name has not may be left over. Both are as `name_words` gives them."""
    if max(len(typed), len(name)) > _LONGEST or not _begin_alike(typed, name):
        return False
    if _fits(typed, name):
        return True
    # "Donggil" is "Dong gil": two that stand together are written as one by either side
    return any(_fits(one, name) for one in _joined(typed)) or any(_fits(typed, one) for one in _joined(name))


def _begin_alike(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a word of the one begins a word of the other. Without that none stands whole in the other, not
    even written as one with its neighbour; nearly all names of a graph are told apart here, at a sixth of the
    cost."""
    words = [word for word in name if len(word) > 1]
    return any(
        word.startswith(other) or other.startswith(word) for word in typed if len(word) > 1 for other in words
    )


def _joined(words: Sequence[str]) -> list[list[str]]:
    """The words with two neighbours, neither of them an initial, written as one."""
    return [
        [*words[:n], words[n] + words[n + 1], *words[n + 2 :]]
        for n in range(len(words) - 1)
        if len(words[n]) > 1 and len(words[n + 1]) > 1
    ]


def _fits(typed: Sequence[str], name: Sequence[str]) -> bool:
    left, over, whole = list(name), list[str](), False
    for word in sorted(typed, key=len, reverse=True):  # initials take what whole words leave
        found = word if word in left else next((other for other in left if _initial(word, other)), "")
        if found:
            left.remove(found)
            whole = whole or (found == word and len(word) > 1)
        else:
            over.append(word)
    return whole and (not over or _are_middle_names(over, typed, left))


def _initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def _are_middle_names(over: Sequence[str], typed: Sequence[str], left: Sequence[str]) -> bool:
    """Whether words that the name has not are middle names which it leaves out: they stand between the first
    and the last word typed, and nothing else of the name is left."""
    return not left and len(typed) > 2 and set(over) <= set(typed[1:-1]) and len(typed) - len(over) >= 2


__all__ = ["may_name", "name_words"]
