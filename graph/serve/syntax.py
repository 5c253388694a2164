"""Where a query stops being SPARQL: line, column, the line's text, and what was expected there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from regesta.graph.serve.grammar import Stop, recognise
from regesta.graph.serve.tokens import position, tokens

#: More expected things than this are not listed: they would not help.
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a query that does not parse; line and column from 1, `text` the line, `pointer` a caret under the place."""

    message: str
    line: int
    column: int
    text: str
    pointer: str


def fault_at(query: str, offset: int, message: str) -> Fault:
    """A fault at an offset of the query."""
    line, column = position(query, offset)
    text = query.split("\n")[line - 1].rstrip("\r") if query else ""
    # The caret stands under the place also where the line has tabs.
    lead = "".join("\t" if c == "\t" else " " for c in text[: column - 1])
    return Fault(f"line {line}, column {column}: {message}", line, column, text, lead + "^")


def explain(query: str, message: str, *, known: Sequence[str] = ()) -> Fault:
    """The fault behind an engine's syntax error. `known` are prefixes that need no declaration.

    The engine's own position is that of the farthest keyword it tried, not of the error; so the grammar is asked first, then
    prefixes nobody declared are looked for, and only then is the engine believed.
    """
    listed = list(tokens(query))
    update = any(t.is_word("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY") for t in listed) and not any(
        t.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") for t in listed[:1]
    )
    stop = recognise(query, "UpdateUnit" if update else "QueryUnit")
    if stop is not None:
        return fault_at(query, stop.offset, _said(stop))
    declared = {listed[i + 1].text.split(":")[0] for i, t in enumerate(listed[:-1]) if t.is_word("PREFIX")} | set(known)
    for i, token in enumerate(listed):
        if token.kind == "pname" and token.text.split(":")[0] not in declared and not (i and listed[i - 1].is_word("PREFIX")):
            name = token.text.split(":")[0]
            return fault_at(query, token.start, f"the prefix {name}: is not declared; write PREFIX {name}: <…> before the query")
    found = re.search(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not found:
        return fault_at(query, 0, message)
    lines = query.split("\n")
    line, column = min(int(found[1]), len(lines)), int(found[2])
    offset = sum(len(text) + 1 for text in lines[: line - 1]) + min(max(column - 2, 0), len(lines[line - 1]))
    # Among the tokens the engine expected stand its own remarks, such as "Duplicated variable name in SELECT"; only those are for people.
    remarks = [part for part in re.sub(r"^expected (one of )?", "", " ".join(found[3].split())).split(", ") if re.fullmatch(r"[\w' ]+ [\w' ]+", part)]
    return fault_at(query, offset, "; ".join(remarks) or "this does not parse")


def _said(stop: Stop) -> str:
    if stop.found in ('"', "'"):
        return "the string that begins here does not end on its line"
    found = f"found {stop.found}" if stop.found else "the query ends here"
    near = (
        process.extractOne(stop.found.upper(), [e for e in stop.expected if e.isupper()], scorer=fuzz.ratio, score_cutoff=75) if stop.found.isalpha() else None
    )
    if near:
        return f"{found}; did you mean {near[0]}?"
    if not stop.expected:
        return found
    if len(stop.expected) > _LISTED:
        return f"{found}, which cannot stand here"
    *first, last = stop.expected
    return f"{found}, expected {', '.join(first) + ' or ' if first else ''}{last}"
