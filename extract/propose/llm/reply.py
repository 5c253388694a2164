"""What an endpoint answers, or that it does not."""

from __future__ import annotations

from dataclasses import dataclass


class NoReply(Exception):
    """One request that got no usable reply after all retries; another may."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint answered: the text, and the tokens it counted, 0 where it does not say;
    `cut` when it ended for its length."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    cut: bool = False
