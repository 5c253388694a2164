"""Finding many names at once: a trie over folded words, blind to apostrophes, dots, accents and hyphens,
strict about capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: its folded form, its text, its token; `bound` says a hyphen ties it to the word
    before (1), after (2) or both (3)."""

    fold: str
    text: str
    token: int
    bound: int = 0
    genitive: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Names found at words[first:last]; `targets` is what the name may mean, `name` the name as listed."""

    first: int
    last: int
    name: str
    targets: tuple[str, ...]


def fold_word(word: str) -> str:
    """Lower case without accents, dots and apostrophes: "U.S.S.R." -> "ussr", "Élysée" -> "elysee"."""
    if word.isascii() and word.isalnum():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word)
    return "".join(c for c in flat.lower() if c.isalnum())


def name_words(name: str) -> list[str]:
    """The words of a name as listed, initials apart: "Chiang Kai-shek" -> ["Chiang", "Kai", "shek"], "J.V.
    Stalin" -> ["J", "V", "Stalin"]."""
    return [w for w in re.split(r"[\s.\-\u2010\u2011]+", name) if fold_word(w)]


def words_of(doc: Doc) -> list[Word]:
    """The words of a parsed sentence, without punctuation; a possessive ending belongs to its word."""
    out: list[Word] = []
    pending = 0
    for token in doc:
        text = token.text
        if text in _POSSESSIVE and out and not doc[token.i - 1].whitespace_:
            last = out[-1]
            out[-1] = Word(last.fold, last.text, last.token, last.bound, True)
            continue
        if text in _HYPHENS:
            if out and token.i and not doc[token.i - 1].whitespace_ and not token.whitespace_:
                last = out[-1]
                out[-1] = Word(last.fold, last.text, last.token, last.bound | 2, last.genitive)
                pending = 1
            continue
        lost = len(text) > 2 and text[-1] == "s" and text[:-1].isupper()
        if lost:
            # "the USs policy": an acronym whose possessive lost its apostrophe.
            out.append(Word(fold_word(text[:-1]), text[:-1], token.i, pending, True))
            pending = 0
            continue
        for part in text.split(".") if "." in text else (text,):
            folded = fold_word(part)
            if folded:
                out.append(Word(folded, part, token.i, pending))
                pending = 0
        pending = 0
    return out


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)


class Gazetteer:
    """Names and what they may mean; filled once, then read."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, name: str, target: str) -> None:
        """Let `name` lead to `target` too; an acronym also with dots ("U.N.")."""
        if 2 <= len(name) <= 6 and name.isalpha() and name.isupper():
            self._add(name, list(name), target)
        self._add(name, name_words(name), target)

    def _add(self, name: str, parts: list[str], target: str) -> None:
        if not parts:
            return
        node = self._root
        for part in parts:
            node = node.next.setdefault(fold_word(part), _Node())
        for known, _, other in node.ends:
            if other == target and known == name:
                return
        node.ends.append((name, tuple(parts), target))

    def find(self, words: list[Word]) -> list[Hit]:
        """The longest names from left to right, none overlapping."""
        hits: list[Hit] = []
        i = 0
        while i < len(words):
            hit = self._longest(words, i)
            if hit is None:
                i += 1
            else:
                hits.append(hit)
                i = hit.last
        return hits

    def _longest(self, words: list[Word], i: int) -> Hit | None:
        best: Hit | None = None
        nodes = [(self._root, i)]
        while nodes:
            grown: list[tuple[_Node, int]] = []
            for node, j in nodes:
                if node.ends and j > i:
                    good = [(name, target) for name, parts, target in node.ends if cased(parts, words[i:j])]
                    if good and (best is None or j > best.last):
                        best = Hit(i, j, good[0][0], tuple(dict.fromkeys(t for _, t in good)))
                if j < len(words):
                    word = words[j]
                    for key in (word.fold, word.fold + "s") if word.genitive else (word.fold,):
                        if key in node.next:
                            grown.append((node.next[key], j + 1))
            nodes = grown
        return best


def cased(parts: Iterable[str], words: list[Word]) -> bool:
    """Whether the text's capitals allow the name: capitals where it has them, all of them where it is an
    acronym."""
    for part, word in zip(parts, words, strict=True):
        letters = [c for c in word.text if c.isalpha()]
        if len(part) > 1 and part.replace(".", "").isupper():
            if not all(c.isupper() for c in letters):
                return False
        elif part[0].isupper() and letters and not letters[0].isupper():
            return False
    return True
