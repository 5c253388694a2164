"""Counts the steps of a regular expression: a plain backtracking matcher over the tree that Python's own
parser makes of the pattern.

Seconds say little on a busy machine; how many times a matcher looks at a character is the same everywhere, and
tells a pattern whose time grows with the square of the text from one whose time grows with its length.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Then = Callable[[int], int]
#: Python calls itself here once for each repetition.
sys.setrecursionlimit(400_000)


class TooManySteps(AssertionError):
    """The matcher took more steps than it was given."""


class Counted:
    """A pattern that can be used in place of a compiled one; `steps` grows with every look at a character."""

    def __init__(self, pattern: re.Pattern[str], allowed: int = 10_000_000) -> None:
        self.pattern, self.allowed, self.steps = pattern, allowed, 0
        self.tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
        self.flags = pattern.flags
        self._single: dict[int, re.Pattern[str]] = {}

    # -- in place of a compiled pattern

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """As the pattern's own, counted."""
        ours, real = self._run(text, at), self.pattern.match(text, at)
        assert ours == (real.end() if real else -1), (self.pattern.pattern, text[at : at + 40])
        return real

    def search(self, text: str) -> re.Match[str] | None:
        """As the pattern's own, counted: tried at one place after another."""
        for at in range(len(text) + 1):
            if self._run(text, at) >= 0:
                break
        return self.pattern.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the pattern's own, counted."""
        at = 0
        while at <= len(text):
            end = self._run(text, at)
            at = end if end > at else at + 1
        return self.pattern.finditer(text)

    def sub(self, by: str, text: str) -> str:
        """As the pattern's own, counted."""
        self.finditer(text)
        return self.pattern.sub(by, text)

    # -- the matcher

    def _run(self, text: str, at: int) -> int:
        return self._sequence(self.tree, 0, text, at, lambda end: end)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.allowed:
            raise TooManySteps(f"{self.allowed:,} steps")

    def _sequence(self, nodes: Any, i: int, text: str, at: int, then: Then) -> int:
        if i == len(nodes):
            return then(at)
        return self._node(nodes[i], text, at, lambda end: self._sequence(nodes, i + 1, text, end, then))

    def _node(self, node: Any, text: str, at: int, then: Then) -> int:
        kind, value = node
        self._step()
        if kind in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            return then(at + 1) if at < len(text) and self._is(node, text[at]) else -1
        if kind is op.SUBPATTERN:
            return self._sequence(value[-1], 0, text, at, then)
        if kind is op.BRANCH:
            for option in value[1]:
                if (end := self._sequence(option, 0, text, at, then)) >= 0:
                    return end
            return -1
        if kind is op.MAX_REPEAT:
            return self._repeat(value[0], value[1], value[2], text, at, then)
        if kind is op.POSSESSIVE_REPEAT:
            end = self._repeat(value[0], value[1], value[2], text, at, lambda end: end)
            return then(end) if end >= 0 else -1
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return then(at) if self._looks(value, text, at) == (kind is op.ASSERT) else -1
        if kind is op.AT:
            return then(at) if self._stands(value, text, at) else -1
        raise NotImplementedError(str(kind))

    def _repeat(self, least: int, most: Any, part: Any, text: str, at: int, then: Then) -> int:
        """As often as it fits, then less often."""
        if most == 0:
            return then(at)

        def again(end: int) -> int:
            return -1 if end == at else self._repeat(max(0, least - 1), _less(most), part, text, end, then)

        end = self._sequence(part, 0, text, at, again)
        return end if end >= 0 or least else then(at)

    def _looks(self, value: Any, text: str, at: int) -> bool:
        direction, part = value
        if direction > 0:
            return self._sequence(part, 0, text, at, lambda end: end) >= 0
        return at > 0 and self._sequence(part, 0, text, at - 1, lambda end: end if end == at else -1) >= 0

    def _stands(self, where: Any, text: str, at: int) -> bool:
        if where is op.AT_END_STRING:
            return at == len(text)
        assert where is op.AT_BOUNDARY
        before, after = (0 <= i < len(text) and bool(re.match(r"\w", text[i])) for i in (at - 1, at))
        return before != after

    def _is(self, node: Any, character: str) -> bool:
        """Whether one character fits; asked of the real engine, so that its classes and cases are meant."""
        compiled = self._single.get(id(node))
        if compiled is None:
            tree = parser.SubPattern(parser.State(), [node])
            tree.state.flags = self.flags
            compiled = self._single[id(node)] = _compiled(tree, self.flags)
        return compiled.match(character) is not None


def _less(most: Any) -> Any:
    return most if most is op.MAXREPEAT else most - 1


def _compiled(tree: Any, flags: int) -> re.Pattern[str]:
    import _sre
    from re import _compiler as compiler  # type: ignore[attr-defined]

    code = compiler._code(tree, flags)
    return _sre.compile("", flags, code, 0, {}, (None,))  # type: ignore[no-any-return]
