"""The parameter of all saved queries about statements: whether they ask of what was accepted, of what was
proposed and not judged, or of both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any, Final

from regesta.graph.serve.sparql.tokens import tokens
from regesta.ontology.terms import CONCEPTS, RG, concept
from regesta.queries.narrowing import with_pattern

NAME: Final = "status"
ACCEPTED: Final = "accepted"
CANDIDATE: Final = "candidate"
#: Both: accepted ones and candidates. What was rejected or deferred is in none.
ANY: Final = "any"
VALUES: Final = (ACCEPTED, CANDIDATE, ANY)
#: What the parameter is, in the words of a header.
PARAMETER: Final[dict[str, Any]] = {
    "name": NAME,
    "type": "text",
    "label": "Status",
    "default": ACCEPTED,
    "help": "candidate: proposed and not judged; any: accepted or candidate",
}
#: Of the statuses, those of statements that "any" leaves out. An accepted statement is known by how it was
#: accepted: a reviewer may have added it, and then nobody proposed it.
_OTHERS: Final = tuple(name for name in CONCEPTS[NAME] if name != CANDIDATE)


def reads_candidates(values: Mapping[str, str]) -> bool:
    """Whether a query with these parameters is put to what was proposed too: accepted knowledge and the graph
    of candidates, as one."""
    return values.get(NAME, "").strip() in (CANDIDATE, ANY)


def narrowed(text: str, variables: Collection[str], status: str) -> str:
    """A query, put to accepted knowledge and candidates as one, that counts only statements of that
    status. What both graphs say may come twice, so each row is given once."""
    if status == CANDIDATE:
        proposed = concept(NAME, CANDIDATE)
        return _once(with_pattern(text, variables, lambda v: f"{v} {RG.status} {proposed} . "))
    if status == ANY:
        others = ", ".join(str(concept(NAME, name)) for name in _OTHERS)
        either = f"{RG.acceptance}|{RG.status}"
        return _once(
            with_pattern(
                text,
                variables,
                lambda v: f"{v} {either} {v}_stands . FILTER({v}_stands NOT IN ({others})) ",
            )
        )
    return text


def _once(text: str) -> str:
    """A SELECT query that gives each row once."""
    listed = list(tokens(text))
    for token, following in pairwise(listed):
        if token.is_word("SELECT"):
            told = following.is_word("DISTINCT", "REDUCED")
            return text if told else f"{text[: token.end]} DISTINCT{text[token.end :]}"
    return text


__all__ = ["ACCEPTED", "ANY", "CANDIDATE", "NAME", "PARAMETER", "VALUES", "narrowed", "reads_candidates"]
