"""What goes wrong, said to programs as problem+json (RFC 9457) and to people as a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from regesta.graph.serve.workers.pool import QueryRefused


class Problem(Exception):
    """An answer that is not the one hoped for: status, title, what happened and what to do, further members,
    headers."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.headers = dict(headers or {})
        self.members = members

    @property
    def phrase(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def body(self) -> bytes:
        """As problem+json."""
        return json.dumps(
            {
                "type": "about:blank",
                "title": self.title,
                "status": self.status,
                "detail": self.detail,
                **self.members,
            },
            ensure_ascii=False,
        ).encode()


def refused(error: QueryRefused, *, deadline: float) -> Problem:
    """The problem that a refused query is, with the position where it does not parse."""
    message = str(error)
    match error.kind:
        case "syntax":
            fault = dict(error.fault or {})
            return Problem(400, "The query does not parse", fault.pop("message", message), **fault)
        case "form":
            return Problem(406, "No syntax you accept fits this query", message)
        case "rows" | "bytes":
            return Problem(
                413,
                "The result is too large",
                f"{message}; ask for less, for instance with LIMIT, or export the graph",
            )
        case "deadline":
            return Problem(
                504,
                "The query took too long",
                f"{message}; make it more selective, or run it on a copy of the graph",
                deadline=deadline,
            )
        case "memory":
            return Problem(503, "The query needed too much memory", f"{message}; make it more selective")
        case "crash":
            return Problem(400, "The query could not be run", message)
        case "busy":
            return Problem(
                503, "The server is busy", f"{message}; try again in a moment", headers={"Retry-After": "2"}
            )
        case "stopping":
            return Problem(503, "The server is stopping", message, headers={"Retry-After": "10"})
        case "store":
            return Problem(
                503,
                "The graph cannot be read",
                f"{message}; run `regesta build` again",
                headers={"Retry-After": "10"},
            )
        case _:
            return Problem(400, "The query could not be run", message)
