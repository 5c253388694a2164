"""The parameter of all saved queries about statements: which of them count, by how they were accepted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from regesta.ontology.terms import CONCEPTS, RG, concept
from regesta.queries.narrowing import with_pattern

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
    return with_pattern(
        text, variables, lambda variable: f"{variable} {RG.acceptance} {concept(NAME, how)} . "
    )


__all__ = ["ANY", "NAME", "PARAMETER", "VALUES", "narrowed"]
