"""A request that is not answered as asked: its status, and what to tell the person or the program."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """An answer other than the one asked for; `detail` says why and what to do next."""

    def __init__(
        self, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.headers = status, title, detail, dict(headers or {})

    def to_dict(self) -> dict[str, object]:
        """RFC 9457 problem details."""
        return {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
