"""Pages of a result: which one a request asks for, the query that gives it, and the pages around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.shared import Site
from regesta.graph.serve.sparql.tokens import tokens

#: The largest page and the last one that can be asked for.
_MOST = 100_000


def page_asked(site: Site, query: Any, given: Mapping[str, str]) -> tuple[int, int]:
    """The number of the page (from 1) and how many rows it has at most; Problem 400 for what is no number."""
    return _whole(given, "page", 1), _whole(given, "size", query.pagination or site.config.page_size)


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name, "")
    if value and not (value.isdecimal() and len(value) < 19 and 1 <= int(value) <= _MOST):
        raise Problem(
            400, "A parameter does not fit", f"{name} is a whole number from 1 to {_MOST}, not {value!r}"
        )
    return int(value) if value else default


def pages_around(page: int, full: bool) -> list[tuple[str, int]]:
    """The pages a page leads to, each with its relation (first, prev, next); a full page may have a next
    one."""
    return [
        *((("first", 1), ("prev", page - 1)) if page > 1 else ()),
        *((("next", page + 1),) if full else ()),
    ]


def paged(text: str, page: int, size: int, *, one_more: bool = False) -> str:
    """The query with one page's LIMIT and OFFSET; a LIMIT of its own still bounds the whole."""
    depth, cut, own = 0, len(text), 0
    listed = list(tokens(text))
    for token, following in zip(listed, [*listed[1:], None], strict=False):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.is_word("LIMIT", "OFFSET") and following is not None:
            cut = min(cut, token.start)
            if token.is_word("LIMIT"):
                own = int(following.text)
    offset, count = (page - 1) * size, size + (1 if one_more else 0)
    if own:
        count = max(0, min(count, own - offset))
    return f"{text[:cut].rstrip()}\nLIMIT {count} OFFSET {offset}\n"
