"""A further pattern in a saved query, wherever it says something of one of its statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from regesta.graph.serve.sparql.tokens import Token, tokens


def with_pattern(text: str, variables: Collection[str], pattern: Callable[[str], str]) -> str:
    """The query with a pattern before the first that has one of the variables as its subject, in every group
    that says something of it; `pattern` is given the variable with its question mark."""
    out, at = [], 0
    for place, variable in _places(list(tokens(text)), variables):
        out += [text[at:place], pattern(variable)]
        at = place
    return "".join((*out, text[at:]))


def _places(listed: Sequence[Token], variables: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where each variable first stands as the subject of a pattern, group by group."""
    groups: list[set[str]] = []
    for token, before in _in_patterns(listed):
        if token.text == "{":
            groups.append({f"?{v}" for v in variables} if before.upper() == "CONSTRUCT" else set())
        elif token.text == "}":
            del groups[-1:]
        elif groups and _begins(token, before, variables) and not any(token.text in g for g in groups):
            groups[-1].add(token.text)
            yield token.start, token.text


def _in_patterns(listed: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """The tokens of patterns, each with the text of what stands before it; what SELECT, GROUP BY and ORDER BY
    name is passed over."""
    before, pattern = "", False
    for token in listed:
        if token.text in ("{", "}"):
            pattern = True
        elif token.is_word(*_NO_PATTERN):
            pattern = False
        if pattern:
            yield token, before
        before = token.text


def _begins(token: Token, before: str, variables: Collection[str]) -> bool:
    """Whether a pattern begins with this token and says something of one of the variables."""
    return token.kind == "var" and before in _ENDS and token.text[1:] in variables


#: Words behind which variables are named and nothing is said of them, up to the next brace.
_NO_PATTERN: Final = ("SELECT", "GROUP", "ORDER", "HAVING")
#: What stands before the subject of a pattern.
_ENDS: Final = ("{", "}", ".", ")")
