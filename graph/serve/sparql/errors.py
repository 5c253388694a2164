"""Where a query stops being SPARQL: line, column, the line's text, and what was expected there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from regesta.graph.serve.sparql.checks import misuse
from regesta.graph.serve.sparql.grammar import Stop, recognise
from regesta.graph.serve.sparql.tokens import FORMS, LINE_END, START, Token, position, tokens

#: More expected things than this are not listed: they would not help.
_LISTED = 8
#: Rules beyond the grammar are checked in texts of so many tokens: the check of a BIND reads what stands
#: before it, so time grows with the square.
_LOOKED_THROUGH = 5_000
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
#: Of a longer line only so many characters are shown, the place among them.
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a query that does not parse; line and column from 1, `text` the line, `pointer` a caret
    under the place."""

    message: str
    line: int
    column: int
    text: str
    pointer: str


def fault_at(query: str, offset: int, message: str) -> Fault:
    """A fault at an offset of the query."""
    line, column = position(query, offset)
    end = LINE_END.search(query, offset)
    text = query[offset - (column - 1) : end.start() if end else len(query)]
    # The caret stands under the place also where the line has tabs.
    lead = "".join("\t" if c == "\t" else " " for c in text[: column - 1])
    if len(text) > _SHOWN:
        cut = max(0, min(column - 1 - _SHOWN // 2, len(text) - _SHOWN))
        text, lead = text[cut : cut + _SHOWN], lead[cut:]
    return Fault(f"line {line}, column {column}: {message}", line, column, text, lead + "^")


def explain(query: str, message: str, *, known: Sequence[str] = (), update: bool = False) -> Fault:
    """The fault behind an engine's syntax error. `known` are prefixes that need no declaration; `update`: it
    was sent as an update.

    The engine's own position is that of the farthest keyword it tried, not of the error; so the grammar is
    asked first, then prefixes nobody declared are looked for, and only then is the engine believed.
    """
    wrong = _misplaced(query, update)
    if wrong is not None:
        return wrong
    stop = recognise(query, "UpdateUnit" if update else "QueryUnit")
    if stop is not None:
        return fault_at(query, stop.offset, _said(stop))
    listed = list(tokens(query))
    return _undeclared(query, listed, known) or _misused(query, listed) or _by_engine(query, message)


def _misplaced(query: str, update: bool) -> Fault | None:
    """A query sent as an update, or the other way round."""
    first = next((t for t in tokens(query[:START]) if t.is_word(*FORMS, *_UPDATES)), None)
    if first is None or first.is_word(*_UPDATES) == update:
        return None
    what = (
        "a query; send it as `query`" if update else "an update; send it by POST as `update`, with the token"
    )
    return fault_at(query, first.start, f"this is {what}")


def _undeclared(query: str, listed: Sequence[Token], known: Sequence[str]) -> Fault | None:
    """The first prefix that nobody declared."""
    after = [listed[i + 1] for i, t in enumerate(listed[:-1]) if t.is_word("PREFIX")]
    declared = {token.text.split(":")[0] for token in after} | set(known)
    for token in listed:
        name = token.text.split(":")[0]
        if token.kind == "pname" and name not in declared:
            how = f"write PREFIX {name}: <…> before the query"
            return fault_at(query, token.start, f"the prefix {name}: is not declared; {how}")
    return None


def _misused(query: str, listed: Sequence[Token]) -> Fault | None:
    if len(listed) > _LOOKED_THROUGH:
        return None
    broken = misuse(listed)
    return fault_at(query, *broken) if broken is not None else None


def _by_engine(query: str, message: str) -> Fault:
    """What the engine says. Among the tokens it expected stand its own remarks, such as "Duplicated variable
    name in SELECT"; only those are for people."""
    found = re.search(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not found:
        return fault_at(query, 0, message)
    lines = query.split("\n")  # the engine's lines end with LF
    line, column = min(int(found[1]), len(lines)), int(found[2])
    offset = sum(len(text) + 1 for text in lines[: line - 1]) + min(max(column - 2, 0), len(lines[line - 1]))
    remarks = [
        part
        for part in re.sub(r"^expected (one of )?", "", " ".join(found[3].split())).split(", ")
        if re.fullmatch(r"[\w' ]+ [\w' ]+", part)
    ]
    return fault_at(query, offset, "; ".join(remarks) or "this does not parse")


def _said(stop: Stop) -> str:
    if stop.found in ('"', "'"):
        return "the string that begins here does not end" + ("" if stop.long else " on its line")
    found = f"found {stop.found}" if stop.found else "the query ends here"
    near = (
        process.extractOne(
            stop.found.upper(), [e for e in stop.expected if e.isupper()], scorer=fuzz.ratio, score_cutoff=75
        )
        if stop.found.isalpha()
        else None
    )
    if near:
        return f"{found}; did you mean {near[0]}?"
    if not stop.expected:
        return found
    if len(stop.expected) > _LISTED:
        return f"{found}, which cannot stand here"
    *first, last = stop.expected
    return f"{found}, expected {', '.join(first) + ' or ' if first else ''}{last}"
