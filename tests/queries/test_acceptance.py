"""Which statements a saved query counts, by how they were accepted."""

from __future__ import annotations

import pytest

from regesta.queries.acceptance import narrowed
from regesta.queries.binding import BadParameter, bind
from regesta.queries.header import QueryFileError, read_query

HOW = (
    "<https://w3id.org/regesta/ontology#acceptance> <https://w3id.org/regesta/scheme/acceptance/reviewed> . "
)
#: A query, the variables that are narrowed, and the query with `!` where each must be narrowed.
NARROWED = [
    ("SELECT ?c { ?c a ?t ; ?p ?o . ?c ?q ?r }", "c", "SELECT ?c { !?c a ?t ; ?p ?o . ?c ?q ?r }"),
    ("SELECT ?c { ?d ?p ?c . ?c ?q ?r }", "c d", "SELECT ?c { !?d ?p ?c . !?c ?q ?r }"),
    ("SELECT ?c { { ?c ?p 1 } UNION { ?c ?p 2 } }", "c", "SELECT ?c { { !?c ?p 1 } UNION { !?c ?p 2 } }"),
    ("SELECT ?c { ?c ?p 1 OPTIONAL { ?c ?q 2 } }", "c", "SELECT ?c { !?c ?p 1 OPTIONAL { ?c ?q 2 } }"),
    ("SELECT * { ?d ?p 1 OPTIONAL { ?c ?q ?d } }", "c", "SELECT * { ?d ?p 1 OPTIONAL { !?c ?q ?d } }"),
    (
        "SELECT * { { SELECT (COUNT(?x) AS ?n) ?c { ?c ?p ?x } GROUP BY (?n) ?c } }",
        "c",
        "SELECT * { { SELECT (COUNT(?x) AS ?n) ?c { !?c ?p ?x } GROUP BY (?n) ?c } }",
    ),
    ("SELECT ?c { VALUES ?c { 1 } FILTER(?c > 0) ?c ?p ?o }", "c", "SELECT ?c { VALUES ?c { 1 } FILTER(?c > 0) !?c ?p ?o }"),
    ("SELECT ?c { ?c ?p '{ ?c ?q 1 }' } # . ?c", "c", "SELECT ?c { !?c ?p '{ ?c ?q 1 }' } # . ?c"),
    ("CONSTRUCT { ?c ?p 1 } WHERE { ?c ?p 1 }", "c", "CONSTRUCT { ?c ?p 1 } WHERE { !?c ?p 1 }"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "variables", "expected"), NARROWED)
def test_narrowed(text: str, variables: str, expected: str) -> None:
    out, *rest = expected.split("!")
    for part in rest:
        out += f"{part.split()[0]} {HOW}{part}"
    assert narrowed(text, variables.split(), "reviewed") == out
    assert narrowed(text, variables.split(), "any") == text


def test_any_is_the_default_and_nothing_else_is_taken() -> None:
    query = read_query("#+ summary: S\n#+ accepted: [c]\nSELECT ?c { ?c ?p 1 }", "q")
    parameter = query.parameter("acceptance")
    assert parameter is not None
    assert (parameter.default, parameter.values) == ("any", ("any", "reviewed", "policy"))
    assert bind(query, {}, base="x:") == query.text == bind(query, {"acceptance": "any"}, base="x:")
    with pytest.raises(BadParameter, match="none of any, reviewed, policy"):
        bind(query, {"acceptance": "machine"}, base="x:")


def test_a_variable_the_query_has_not_is_refused() -> None:
    with pytest.raises(QueryFileError, match=r"accepted.*claim"):
        read_query("#+ summary: S\n#+ accepted: [claim]\nSELECT ?c { ?c ?p 1 }", "q")
