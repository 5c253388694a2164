"""Where a query stops being SPARQL: line, column, the line's text, and what was expected there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.graph.serve.tokens import position


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
    return Fault(f"{message} (line {line}, column {column})", line, column, text, " " * (column - 1) + "^")


def explain(query: str, message: str) -> Fault:
    """The fault behind an engine's syntax error."""
    found = re.search(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not found:
        return Fault(message, 1, 1, query.split("\n")[0], "^")
    line, column = int(found[1]), int(found[2])
    return Fault(" ".join(found[3].split()), line, column, (query.split("\n") + [""] * line)[line - 1], " " * (column - 1) + "^")
