"""Walks over a parse that always end: spaCy gives a new Token at each access, so tokens are compared by `.i`,
never by `is`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def climb(token: Token, passes: Callable[[Token], bool]) -> Token:
    """The first of `token` and its heads that `passes` does not let by; the root when it lets all by."""
    while passes(token) and token.head.i != token.i:
        token = token.head
    return token


def is_root(token: Token) -> bool:
    """Whether a token heads its sentence: in spaCy a root is its own head."""
    return bool(token.head.i == token.i)
