"""Personal names: what has the shape of one, which word is the family's, whether two may be one person's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from regesta.extract.propose.mentions.folded import fold_word
from regesta.extract.propose.mentions.words import MentionWords, mention_words
from regesta.extract.text.languages import LanguagePack

_CAPITALISED = r"[A-Z\u00c0-\u00dd][\w'\u2019\-]*[a-z\u00df-\u00ff][\w'\u2019\-]*"
_INITIAL = r"(?:[A-Z]\.-?\s?)+"
_INITIALS = re.compile(r"(?:[A-Z]\.-?)+")
_ONLY_INITIALS = re.compile(rf"(?:{_INITIAL}\s*)+\S+$")
#: A ruler's number.
_NUMBER = re.compile(r"[IVX]{1,5}")
#: Words of the longest personal name, and letters of the briefest short form of a given name ("Dan").
_LONGEST = 5
_SHORT_FORM = 3


class PersonNames:
    """Personal names as one language writes them; get the one of a language by `person_names(pack)`."""

    def __init__(self, words: MentionWords) -> None:
        self._words = words
        self._ending = re.compile(rf"(?:{'|'.join(map(re.escape, words.possessive.endings))})$")
        cited = words.cited_names
        word = rf"(?:{_CAPITALISED}|{_INITIAL})"
        particle = f"(?:{'|'.join(map(re.escape, cited.particles))})"
        joint = "|".join(map(re.escape, cited.joined))
        before = rf"(?:{'|'.join(cited.before)})\s"
        # "Bruce Cumings, " or "B. Cumings, " at the head of a citation.
        self._cited = re.compile(
            rf"(?:^|;\s*|{before}+|&\s*|,\s+)(?!{before})"
            rf"({word}(?:\s+(?:{_CAPITALISED}|{_INITIAL}|{particle})){{0,3}}\s*{_CAPITALISED})"
            rf"(?=,|\s+(?:{joint})\s|\s*&|\s*\({re.escape(cited.editor)})"
        )
        # "Cumings, Bruce," at the head of a bibliography entry.
        self._listed = re.compile(
            rf"^\W*({particle}?\s?{_CAPITALISED}),\s+({word}(?:\s+{word}){{0,3}})"
            rf"(?=[,.;(]|\s+(?:{joint})\b|\s*\d{{4}}|\s*$)"
        )

    def clean(self, text: str) -> str:
        """A personal name without titles before it and a possessive after it."""
        words = self._ending.sub("", text.strip()).split()
        titles = self._words.titles
        while len(words) > 1 and (
            words[0].rstrip(".,") in titles.words
            # "First Marquis Cornwallis": which holder of a title somebody is, is part of the title.
            or (words[0] in titles.ordinals and words[1].rstrip(".,") in titles.words)
        ):
            words.pop(0)
        return " ".join(words).strip(" ,;-")

    def is_name(self, text: str) -> bool:
        """Whether a string has the shape of a personal name: one to five capitalised words or initials, none
        of them a word of treaties and wars, and no two names run into one."""
        words = text.split()
        if not 1 <= len(words) <= _LONGEST or not all(map(self._may_stand_in_name, words)):
            return False
        if any(self._ends_name(word, after) for word, after in pairwise(words)):
            return False
        return len(words[-1].strip(".")) > 1 and not (words[-1].isupper() and len(words[-1]) > 1)

    def _ends_name(self, word: str, after: str) -> bool:
        """Whether a name ends with a word, so that what follows is another: before a comma, at a ruler's
        number, at a possessive ("Theodoret, Ephrem", "James I Francis Bacon", "Lester's Vespucius")."""
        if word.endswith(","):
            return after.rstrip(".") not in self._words.titles.name_suffixes
        return _NUMBER.fullmatch(word) is not None or self._ending.search(word) is not None

    def _may_stand_in_name(self, word: str) -> bool:
        """Whether a word may be part of a personal name: capitalised or a particle, without a digit."""
        if word.strip(".,") in self._words.not_persons.words:
            return False
        bare = word.strip(".,'\u2019")
        if not bare or any(c.isdigit() for c in bare):
            return False
        return bare[0].isupper() or bare.lower() in self._words.titles.particles

    def family(self, name: str) -> str:
        """The folded family name: the first word where it is a name of surname-first languages and the last
        is not, else the last that is no "Jr"."""
        words = [w for w in name.split() if not _INITIALS.fullmatch(w)]
        while len(words) > 1 and words[-1].rstrip(".") in self._words.titles.name_suffixes:
            words.pop()
        if not words:
            return fold_word(name)
        first, last = fold_word(words[0]), fold_word(words[-1])
        families = self._words.families_first
        return first if len(words) > 1 and first in families and last not in families else last

    def same_person(self, a: str, b: str) -> bool:
        """Whether two full names with one family name can be one person's: initials agree with names, one
        may have more given names."""
        ga, gb = self._given(a), self._given(b)
        if not ga or not gb or sorted(ga) == sorted(gb) or "".join(ga) == "".join(gb):
            return True
        short, long = (ga, gb) if len(ga) <= len(gb) else (gb, ga)
        begins = short[0][0] == long[0][0] or _called_by_second(short, long)
        return begins and all(any(_agree(x, y) for y in long) for x in short)

    def _given(self, name: str) -> list[str]:
        """The folded given names, initials parted."""
        family = self.family(name)
        parts = [
            fold_word(w)
            for chunk in name.split()
            for w in re.split(r"(?<=\.)(?=[A-Z])|-", chunk)
            if fold_word(w)
        ]
        if family in parts:
            parts.remove(family)
        return parts

    def cited(self, text: str) -> Iterator[str]:
        """Author names at the heads of the citations of a note, as printed."""
        for m in self._cited.finditer(" ".join(text.split())):
            yield m.group(1)

    def listed(self, text: str) -> str | None:
        """The first author of a bibliography entry, given name first; None where it begins with no author."""
        m = self._listed.match(" ".join(text.split()))
        return f"{m.group(2).strip()} {m.group(1).strip()}" if m else None


def _called_by_second(short: list[str], long: list[str]) -> bool:
    """Whether somebody is called by a second name that is spelled out: "W. Scott Lucas" and "Scott Lucas"."""
    return len(long[0]) == 1 and len(long) > 1 and len(short[0]) > 1 and short[0] == long[1]


def _agree(one: str, other: str) -> bool:
    """Whether two given names may be one: equal, one the initial of the other, or its short form ("Greg",
    "Gregory")."""
    short, long = sorted((one, other), key=len)
    shortened = len(short) == 1 or len(short) >= _SHORT_FORM
    return one == other or (shortened and long.startswith(short))


def fullness(name: str) -> tuple[int, int, int]:
    """How full a form is, for choosing a label: spelled-out words, then all words, then length."""
    words = name.split()
    return (sum(len(w.strip(".")) > 1 for w in words), len(words), len(name))


def has_only_initials(name: str) -> bool:
    """Whether all given names are initials: "D. Kim"."""
    return _ONLY_INITIALS.match(name) is not None


@lru_cache(maxsize=8)
def person_names(pack: LanguagePack) -> PersonNames:
    """Personal names by the words of a language pack."""
    return PersonNames(mention_words(pack))
