"""When a proposed value counts as the annotated one: spans, names, dates, pages, titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from regesta.extract.authority import Authority
from regesta.extract.record import Span

G = TypeVar("G")
S = TypeVar("S")

_RANGE = re.compile(r"(\d+)(?:\s*[-\u2010-\u2015]+\s*(\d+))?")


def plain(value: object) -> str:
    """Lower case ASCII letters and digits in single spaces; accents and punctuation do not count."""
    ascii_only = unicodedata.normalize("NFKD", str(value or "")).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", ascii_only))


def shared(a: Span, b: Span) -> int:
    """How many characters two spans have in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def overlap(a: Span, b: Span) -> float:
    """Common characters over characters of either (0..1)."""
    common = shared(a, b)
    return common / max(1, a[1] - a[0] + b[1] - b[0] - common)


def inside(a: Span, b: Span) -> float:
    """How much of the shorter span lies in the other (0..1)."""
    return shared(a, b) / max(1, min(a[1] - a[0], b[1] - b[0]))


def matched(
    gold: Sequence[G], found: Sequence[S], likeness: Callable[[G, S], float]
) -> list[tuple[int, int]]:
    """Index pairs, each item in one pair at most, likeliest pairs first and of those as likely
    the last; pairs of likeness 0 are not made."""
    rated = [(likeness(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(found)]
    left, right, out = set(range(len(gold))), set(range(len(found))), []
    for value, i, j in sorted(rated, reverse=True):
        if value > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            out.append((i, j))
    return out


class Names:
    """Says whether two names mean one actor, with an authority's aliases to help; a name with one of
    `group_words` in it is no person's, and only its aliases are the same."""

    def __init__(self, authority: Authority, group_words: frozenset[str] = frozenset()) -> None:
        self.authority, self.group_words = authority, group_words
        self._groups = {plain(e.label) for e in authority.entries.values() if e.kind != "person"}
        self._labels: dict[str, frozenset[str]] = {}
        for name, labels in authority.names.items():
            key = plain(name)
            self._labels[key] = self._labels.get(key, frozenset()) | {plain(x) for x in labels}

    def labels(self, name: str) -> frozenset[str]:
        """The canonical labels a name may stand for, itself included."""
        key = plain(name)
        return self._labels.get(key, frozenset()) | {key}

    def same(self, a: str, b: str) -> bool:
        """True for one label, one alias, or a person's name with initials, in either order, or the family
        name alone."""
        if self.labels(a) & self.labels(b):
            return True
        if self._is_group(a) or self._is_group(b):
            return False
        return any(_one_person(x.split(), y.split()) for x in self._full(a) for y in self._full(b))

    def _full(self, name: str) -> frozenset[str]:
        """What a name stands for by the authority; itself where that does not know it."""
        key = plain(name)
        return self._labels.get(key) or frozenset((key,))

    def _is_group(self, name: str) -> bool:
        """Whether a name is that of a body of people."""
        return any(
            label in self._groups or not self.group_words.isdisjoint(label.split())
            for label in self._full(name)
        )

    def common(self, gold: Iterable[str], found: Iterable[str]) -> int:
        """How many of the gold names are among those found, each used once."""
        g, s = [n for n in gold if plain(n)], [n for n in found if plain(n)]
        return len(matched(g, s, lambda a, b: 2.0 if plain(a) == plain(b) else float(self.same(a, b))))

    def only_as_adjective(self, label: str, sentence: str) -> bool:
        """Whether the sentence has no more of the actor than an adjective ("Soviet policy"), which readers
        count either way."""
        entry = self.authority.entry(label)
        if entry is None or not entry.adjectives:
            return False
        flat = f" {plain(sentence)} "
        names = (entry.label, *entry.aliases, *entry.metonyms)
        adjectives = {plain(x) for x in entry.adjectives}
        return any(f" {x} " in flat for x in adjectives) and not any(
            f" {plain(n)} " in flat for n in names if plain(n) not in adjectives
        )


def _one_person(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether the words of two names are one person's: the same words, the family name alone, or initials for
    given names."""
    if not x or not y:
        return False
    if sorted(x) == sorted(y):
        return True
    if len(x) == 1 or len(y) == 1:
        short, full = (x, y) if len(x) == 1 else (y, x)
        return short[0] in (full[0], full[-1])
    return x[-1] == y[-1] and _one_given(x[0], y[0])


def _one_given(a: str, b: str) -> bool:
    """Whether two given names are one, or one is the other's initial."""
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def same_date(gold: object, found: object) -> bool:
    """EDTF dates that say the same; "about" (~) is not counted."""
    return _date(gold) == _date(found)


def _date(value: object) -> str:
    return re.sub(r"[\s~]", "", str(value or ""))


def page_numbers(value: object) -> tuple[int, ...]:
    """The numbers of page ranges, shortened ends filled: "475-77" is (475, 477)."""
    out: list[int] = []
    for first, last in _RANGE.findall(str(value or "")):
        out.append(int(first))
        if last:
            out.append(int(first[: len(first) - len(last)] + last))
    return tuple(out)


def same_title(gold: object, found: object) -> bool:
    """Titles alike at 0.85 or more after SequenceMatcher."""
    return SequenceMatcher(None, plain(gold), plain(found), autojunk=False).ratio() >= 0.85


def same_words(gold: object, found: object) -> bool:
    """Equal but for case, accents, punctuation and spaces; "vol." and "no." do not count."""
    return _joined(gold) == _joined(found)


def _joined(value: object) -> str:
    return "".join(w for w in plain(value).split() if w not in ("vol", "no"))


def same_pages(gold: object, found: object) -> bool:
    """Equal page numbers."""
    return page_numbers(gold) == page_numbers(found)
