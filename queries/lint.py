"""Slow shapes in a saved query, found on its tokens: what Oxigraph (0.5) evaluates badly, measured; see
docs/saved-queries.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regesta.graph.serve.sparql.tokens import Token, tokens
from regesta.queries import acceptance, status
from regesta.queries.binding import value_blocks
from regesta.queries.header import SavedQuery


def lint(query: SavedQuery) -> list[str]:
    """What is slow or missing in a query, one line each; empty when nothing is."""
    listed = list(tokens(query.text))
    found = [*_words(listed), *_order(listed), *_after(listed), *_paths(query.text)]
    blocks = {acceptance.NAME, status.NAME, *(name for name, _, _ in value_blocks(query.text))}
    found += [
        f"the parameter {p.name} has no `VALUES ?{p.name} {{ … }}` in the query"
        for p in query.parameters
        if p.name not in blocks and not p.variable
    ]
    if re.search(r"^\s*SELECT\s+\*", query.text, re.MULTILINE | re.IGNORECASE):
        found.append("SELECT * gives columns in no order a reader knows; name them")
    return found


def _words(listed: Sequence[Token]) -> Iterator[str]:
    for i, token in enumerate(listed):
        if token.is_word("EXISTS"):
            yield "FILTER EXISTS is evaluated row by row; write OPTIONAL and BOUND, or MINUS"
        if token.is_word("SERVICE"):
            yield "SERVICE calls another endpoint"
        if token.is_word("CONTAINS", "REGEX"):
            yield f"{token.text.upper()} reads every literal; write ?thing rgs:matches ?words"
        if token.is_word("STR") and i + 4 < len(listed) and listed[i + 4].text in ("=", "!="):
            yield "comparing STR(?x) defeats the index; compare the term itself"


def _order(listed: Sequence[Token]) -> Iterator[str]:
    depth, distinct = 0, False
    for i, token in enumerate(listed):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.is_word("DISTINCT") and i and listed[i - 1].is_word("SELECT"):
            distinct = True
        if depth == 0 and distinct and token.is_word("ORDER"):
            yield "SELECT DISTINCT with ORDER BY sorts before it drops doubles; write GROUP BY"


def _after(listed: Sequence[Token]) -> Iterator[str]:
    """Required triple patterns that stand after an OPTIONAL or a UNION of the same group."""
    stack: list[str] = []
    closed = ""
    for i, token in enumerate(listed):
        if token.text == "{":
            stack.append(_opened_by(listed[i - 1] if i else None))
            closed = ""
        elif token.text == "}":
            closed = stack.pop() if stack else ""
        elif closed and token.kind in ("var", "iri", "pname"):
            inside = ", or inside each branch" if closed == "UNION" else ""
            yield f"a required pattern ({token.text} …) stands after {closed}; write it before{inside}"
            closed = ""
        elif token.kind == "word" and not token.is_word("A", "OPTIONAL"):
            closed = ""  # a FILTER, BIND or a new clause: no pattern follows directly


def _opened_by(word: Token | None) -> str:
    """The keyword of a group, where it is one that makes patterns after it slow."""
    return word.text.upper() if word is not None and word.is_word("OPTIONAL", "UNION") else ""


_SLOW_PATH = re.compile(r"/[^\s;.,{}()]*[\w)][?*](?=[\s/;])|[\w)][?*]/")


def _paths(text: str) -> Iterator[str]:
    bare = re.sub(r'"[^"]*"|<[^>]*>', "p", text)
    if _SLOW_PATH.search(bare):
        yield "p? or p* inside a sequence path is slow; write UNION, or p+ and the case of none apart"
