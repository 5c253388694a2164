"""The parameter of all saved queries about statements: which of them count, by how they were accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from regesta.graph.serve.sparql.tokens import Token, tokens
from regesta.ontology.terms import CONCEPTS, RG, concept

NAME: Final = "acceptance"
#: All accepted statements, however accepted.
ANY: Final = "any"
VALUES: Final = (ANY, *CONCEPTS[NAME])
#: What the parameter is, in the words of a header.
PARAMETER: Final[dict[str, Any]] = {
    "name": NAME,
    "type": "iri",
    "of": f"scheme:{NAME}",
    "label": "Accepted how",
    "default": ANY,
    "help": "reviewed: judged one by one; policy: by a rule alone, and nobody has looked since",
}


def narrowed(text: str, variables: Collection[str], how: str) -> str:
    """A query that counts only statements accepted that way: each of the variables must have that
    `rg:acceptance`, in every group of the query that says something of it."""
    if how in ("", ANY):
        return text
    out, at = [], 0
    for place, variable in _places(list(tokens(text)), variables):
        out += [text[at:place], f"{variable} {RG.acceptance} {concept(NAME, how)} . "]
        at = place
    return "".join((*out, text[at:]))


def _places(listed: Sequence[Token], variables: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where each variable first stands as the subject of a pattern, group by group."""
    groups: list[set[str]] = []
    before, pattern = "", False  # whether patterns stand here, and not what SELECT, GROUP BY or ORDER BY name
    for token in listed:
        if token.text == "{":
            groups.append(set(variables) if before.upper() == "CONSTRUCT" else set())
            pattern = True
        elif token.text == "}" and groups:
            groups.pop()
            pattern = True
        elif token.is_word(*_NO_PATTERN):
            pattern = False
        elif token.kind == "var" and pattern and groups and before in _ENDS:
            name = token.text[1:]
            if name in variables and not any(name in group for group in groups):
                groups[-1].add(name)
                yield token.start, token.text
        before = token.text


#: Words behind which variables are named and nothing is said of them, up to the next brace.
_NO_PATTERN: Final = ("SELECT", "GROUP", "ORDER", "HAVING")
#: What stands before the subject of a pattern.
_ENDS: Final = ("{", "}", ".", ")")


__all__ = ["ANY", "NAME", "PARAMETER", "VALUES", "narrowed"]
