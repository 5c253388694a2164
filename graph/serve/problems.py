"""What goes wrong, said to programs as problem+json (RFC 9457) and to people as a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    if error.kind == "syntax":
        fault = dict(error.fault or {})
        return Problem(400, "The query does not parse", fault.pop("message", message), **fault)
    members = {"deadline": deadline} if error.kind == "deadline" else {}
    kind = _REFUSALS.get(error.kind, _FAILED)
    return Problem(kind.status, kind.title, message + kind.advice, headers=kind.headers, **members)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """How one kind of refusal is answered: status, title, what to do, headers."""

    status: int
    title: str
    advice: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


_FAILED = _Refusal(400, "The query could not be run")
_TOO_LARGE = _Refusal(
    413, "The result is too large", "; ask for less, for instance with LIMIT, or export the graph"
)
#: The kinds of `QueryRefused`; others have failed.
_REFUSALS: Mapping[str, _Refusal] = {
    "form": _Refusal(406, "No syntax you accept fits this query"),
    "rows": _TOO_LARGE,
    "bytes": _TOO_LARGE,
    "deadline": _Refusal(
        504, "The query took too long", "; make it more selective, or run it on a copy of the graph"
    ),
    "memory": _Refusal(503, "The query needed too much memory", "; make it more selective"),
    "busy": _Refusal(503, "The server is busy", "; try again in a moment", {"Retry-After": "2"}),
    "stopping": _Refusal(503, "The server is stopping", headers={"Retry-After": "10"}),
    "store": _Refusal(503, "The graph cannot be read", "; run `regesta build` again", {"Retry-After": "10"}),
}
