"""The one error of the reading room."""

from __future__ import annotations


class ReadingError(ValueError):
    """A file that cannot be read as a document; the message says what happened, why, and what to type
    next."""

    def __init__(self, what: str, why: str, next_step: str) -> None:
        self.what, self.why, self.next_step = what, why, next_step
        super().__init__(f"{what}: {why}. {next_step}")
