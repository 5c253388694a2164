"""Finding many names at once: a trie over folded words, blind to apostrophes, dots, accents and hyphens,
strict about capitals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regesta.extract.propose.mentions.folded import fold_word, name_words
from regesta.extract.propose.mentions.words import Possessive

if TYPE_CHECKING:
    from spacy.tokens import Doc

_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
#: `Word.bound`: a hyphen ties it to the word before, to the word after.
TO_LEFT, TO_RIGHT = 1, 2
#: Letters of an acronym that may be written with dots.
_ACRONYM = range(2, 7)


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


def words_of(doc: Doc, possessive: Possessive) -> list[Word]:
    """The words of a parsed sentence, without punctuation; a possessive ending belongs to its word."""
    out: list[Word] = []
    pending = 0
    for token in doc:
        glued = bool(out) and not doc[token.i - 1].whitespace_
        if glued and token.text in possessive.endings:
            out[-1] = replace(out[-1], genitive=True)
            continue
        if token.text in _HYPHENS:
            if glued and token.i and not token.whitespace_:
                out[-1] = replace(out[-1], bound=out[-1].bound | TO_RIGHT)
                pending = TO_LEFT
            continue
        for part, genitive in _parts(token.text, possessive.letter):
            folded = fold_word(part)
            if folded:
                out.append(Word(folded, part, token.i, pending, genitive))
                pending = 0
        pending = 0
    return out


def _parts(text: str, letter: str) -> Iterable[tuple[str, bool]]:
    """A token's text cut at its dots, each part with whether it is a possessive."""
    if len(text) > 2 and text[-1] == letter and text[:-1].isupper():
        # "the USs policy": an acronym whose possessive lost its apostrophe.
        return ((text[:-1], True),)
    return ((part, False) for part in (text.split(".") if "." in text else (text,)))


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)


class Gazetteer:
    """Names and what they may mean; filled once, then read. A name is also found with `letter` behind it
    where the text has it as a possessive."""

    def __init__(self, letter: str) -> None:
        self._root = _Node()
        self._letter = letter

    def add(self, name: str, target: str) -> None:
        """Let `name` lead to `target` too; an acronym also with dots ("U.N.")."""
        if len(name) in _ACRONYM and name.isalpha() and name.isupper():
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
            for node, j in nodes:
                if node.ends and j > i and (best is None or j > best.last):
                    best = _hit(node, words, i, j) or best
            nodes = [step for node, j in nodes if j < len(words) for step in self._steps(node, words[j], j)]
        return best

    def _steps(self, node: _Node, word: Word, j: int) -> Iterable[tuple[_Node, int]]:
        """The nodes that a word leads to from another, each with the index of the word after it."""
        for key in (word.fold, word.fold + self._letter) if word.genitive else (word.fold,):
            if key in node.next:
                yield node.next[key], j + 1


def _hit(node: _Node, words: list[Word], i: int, j: int) -> Hit | None:
    """What the names that end at a node mean at words[i:j]; None where the capitals forbid all of them."""
    good = [(name, target) for name, parts, target in node.ends if cased(parts, words[i:j])]
    return Hit(i, j, good[0][0], tuple(dict.fromkeys(t for _, t in good))) if good else None


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
