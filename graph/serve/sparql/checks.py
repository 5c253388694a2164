"""What SPARQL's grammar allows and its rules do not: variables selected twice, left ungrouped, or bound
again.

Looked for only in texts that the engine refused and the grammar takes, to say where and what to write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.graph.serve.sparql.grammar import AGGREGATES
from regesta.graph.serve.sparql.tokens import Token

_AFTER_GROUPING = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]")


def misuse(listed: Sequence[Token]) -> tuple[int, str] | None:
    """The offset of the first place where a rule is broken, and what to write instead; None when none of the
    rules known here is."""
    for i, token in enumerate(listed):
        if token.is_word("SELECT"):
            found = _selection(listed, i)
        elif token.is_word("BIND"):
            found = _binding(listed, i)
        elif token.kind == "string" and (half := _SURROGATE.search(token.text)):
            found = (
                token.start + half.start(),
                (
                    f"{half[0]}… is half of a character; write the character itself, or its code "
                    "as \\U and eight digits"
                ),
            )
        else:
            found = None
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Selected:
    """What stands between SELECT and its pattern: whether `*` or an aggregate does, the variables outside
    brackets, one that stands twice, and where the pattern begins among the tokens."""

    everything: bool
    aggregated: bool
    plain: tuple[Token, ...]
    twice: Token | None
    end: int


def _selected(listed: Sequence[Token], at: int) -> _Selected:
    plain: list[Token] = []
    named: set[str] = set()
    everything = aggregated = False
    twice = None
    depth, i = 0, at + 1
    while i < len(listed) and not (depth == 0 and _opens_pattern(listed[i])):
        token = listed[i]
        depth += (token.text == "(") - (token.text == ")")
        everything |= depth == 0 and token.text == "*"
        aggregated |= token.is_word(*AGGREGATES)
        if token.kind == "var" and (depth == 0 or listed[i - 1].is_word("AS")):
            twice = twice or (token if token.text[1:] in named else None)
            named.add(token.text[1:])
            plain += [token] if depth == 0 else []
        i += 1
    return _Selected(everything, aggregated, tuple(plain), twice, i)


def _opens_pattern(token: Token) -> bool:
    return token.text == "{" or token.is_word("WHERE", "FROM")


def _selection(listed: Sequence[Token], at: int) -> tuple[int, str] | None:
    """A variable selected twice, or one that is neither grouped nor aggregated where others are."""
    selected = _selected(listed, at)
    if selected.twice is not None:
        return selected.twice.start, f"{selected.twice.text} is selected twice"
    grouped = _grouped(listed, selected.end)
    if selected.everything and grouped is not None:
        return listed[at].start, "SELECT * cannot be grouped; name the variables"
    if grouped is None and not selected.aggregated:
        return None
    for token in selected.plain:
        if token.text[1:] not in (grouped or ()):
            how = f"add it to GROUP BY, or write (SAMPLE({token.text}) AS ?one)"
            return token.start, f"{token.text} is neither grouped nor aggregated; {how}"
    return None


def _grouped(listed: Sequence[Token], at: int) -> set[str] | None:
    """The variables of the GROUP BY of the SELECT whose pattern begins at or after `at`, None without one."""
    depth, i = 0, at
    out: set[str] | None = None
    while i < len(listed):
        token = listed[i]
        depth += (token.text == "{") - (token.text == "}")
        if depth < 0 or (out is not None and token.is_word(*_AFTER_GROUPING)):
            break
        if depth == 0 and token.is_word("GROUP"):
            out = set()
        elif out is not None and token.kind == "var":
            out.add(token.text[1:])
        i += 1
    return out


def _binding(listed: Sequence[Token], at: int) -> tuple[int, str] | None:
    depth, i = 0, at + 1
    while i < len(listed):
        depth += (listed[i].text == "(") - (listed[i].text == ")")
        if depth == 0:
            break
        i += 1
    target = listed[i - 1] if i < len(listed) else None
    if target is None or target.kind != "var":
        return None
    level = 0
    for token in reversed(listed[:at]):
        level += (token.text == "}") - (token.text == "{")
        if level < 0:
            return None  # out of the group in which it stands
        if token.kind == "var" and token.text[1:] == target.text[1:]:
            return (
                target.start,
                (
                    f"{target.text} has a value here already; BIND needs a variable that was not "
                    "used before in its group"
                ),
            )
    return None
