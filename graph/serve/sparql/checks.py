"""What SPARQL's grammar allows and its rules do not: variables selected twice, left ungrouped, or bound
again.

Looked for only in texts that the engine refused and the grammar takes, to say where and what to write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
                f"{half[0]}… is half of a character; write the character itself, or its code as \\U and eight digits",
            )
        else:
            found = None
        if found is not None:
            return found
    return None


def _selection(listed: Sequence[Token], at: int) -> tuple[int, str] | None:
    plain: list[Token] = []
    named: dict[str, Token] = {}
    everything = aggregated = False
    depth, i = 0, at + 1
    while i < len(listed) and not (
        depth == 0 and (listed[i].text == "{" or listed[i].is_word("WHERE", "FROM"))
    ):
        token = listed[i]
        depth += (token.text == "(") - (token.text == ")")
        everything = everything or (depth == 0 and token.text == "*")
        aggregated = aggregated or token.is_word(*AGGREGATES)
        if token.kind == "var" and (depth == 0 or listed[i - 1].is_word("AS")):
            if token.text[1:] in named:
                return token.start, f"{token.text} is selected twice"
            named[token.text[1:]] = token
            if depth == 0:
                plain.append(token)
        i += 1
    grouped = _grouped(listed, i)
    if everything and grouped is not None:
        return listed[at].start, "SELECT * cannot be grouped; name the variables"
    if grouped is None and not aggregated:
        return None
    for token in plain:
        if token.text[1:] not in (grouped or ()):
            return (
                token.start,
                f"{token.text} is neither grouped nor aggregated; add it to GROUP BY, or write (SAMPLE({token.text}) AS ?one)",
            )
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
                f"{target.text} has a value here already; BIND needs a variable that was not used before in its group",
            )
    return None
