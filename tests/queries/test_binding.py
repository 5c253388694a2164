"""Values become typed terms and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from regesta.queries.binding import BadParameter, bind, value_blocks
from regesta.queries.header import QueryFileError, read_query
from regesta.queries.lint import lint
from regesta.queries.saved import Catalogue, UnknownQuery

BASE = "https://example.org/kg/"
HEAD = """#+ summary: A question
#+ parameters:
#+   - {name: x, type: %s, required: %s, %s}
"""


def query(
    kind: str,
    required: str = "true",
    more: str = "label: X",
    body: str = "SELECT ?x ?y WHERE { VALUES ?x { 1 } ?x ?p ?y }",
):  # type: ignore[no-untyped-def]
    return read_query(HEAD % (kind, required, more) + body, "a-question")


@pytest.mark.parametrize(
    ("kind", "more", "value", "term"),
    [
        ("text", "label: X", 'a "quoted" \\ word', '"a \\"quoted\\" \\\\ word"'),
        ("integer", "label: X", "12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("date", "label: X", "1950-01-30", '"1950-01-30"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "label: X", "1950", '"1950-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "edge: end", "1950", '"1950-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "edge: end", "1948-02", '"1948-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("iri", "label: X", "http://a.example/b", "<http://a.example/b>"),
        ("iri", "label: X", "archive/TNA", "<https://example.org/kg/archive/TNA>"),
        ("iri", "label: X", "claim-0f3a9c41d2be", "<https://example.org/kg/claim/0f3a9c41d2be>"),
        ("iri", 'of: "scheme:voice"', "author", "<https://w3id.org/regesta/scheme/voice/author>"),
        ("actor", "label: X", "https://example.org/kg/actor/A", "<https://example.org/kg/actor/A>"),
    ],
)
def test_a_value_becomes_its_term(kind: str, more: str, value: str, term: str) -> None:
    assert f"VALUES ?x {{ {term} }}" in bind(query(kind, more=more), {"x": value}, base=BASE)


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("integer", "ten", "a whole number"),
        ("date", "last week", "YYYY-MM-DD"),
        ("date", "1950-13", "no month 13"),
        ("date", "1950-02-30", "28 days"),
        ("iri", "http://a b", "an IRI"),
        ("actor", "Nobody", "nobody is called so"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(kind: str, value: str, says: str) -> None:
    def actors(name: str) -> list[str]:
        raise LookupError("nobody is called so")

    with pytest.raises(BadParameter, match=says):
        bind(query(kind), {"x": value}, base=BASE, actors=actors)


def test_a_missing_value_names_type_and_example() -> None:
    with pytest.raises(BadParameter, match=r"needs the parameter x: a date.*for instance x=1950-01-30"):
        bind(query("date"), {}, base=BASE)


def test_an_unknown_parameter_lists_the_known_ones() -> None:
    with pytest.raises(BadParameter, match=r"no parameter y; its parameters are x \(text\)"):
        bind(query("text"), {"x": "a", "y": "b"}, base=BASE)


def test_an_optional_value_left_out_leaves_the_variable_open() -> None:
    assert "VALUES" not in bind(query("text", required="false"), {}, base=BASE)


def test_an_actor_who_shares_a_name_is_bound_to_all_who_bear_it() -> None:
    text = bind(query("actor"), {"x": "Kim"}, base=BASE, actors=lambda _: ["http://a/1", "http://a/2"])
    assert "VALUES ?x { <http://a/1> <http://a/2> }" in text


@given(st.text(min_size=1).filter(lambda t: t.strip()))
def test_no_text_breaks_out_of_its_literal(value: str) -> None:
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        return
    text = bind(query("text", body="SELECT ?x WHERE { VALUES ?x { 1 } }"), {"x": value}, base=BASE)
    (row,) = Store().query(text)  # type: ignore[misc]
    assert row["x"].value == value.strip()


@given(st.text(min_size=1).filter(lambda t: t.strip()))
def test_no_iri_breaks_out_of_its_brackets(value: str) -> None:
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        return
    try:
        text = bind(query("iri", body="SELECT ?x WHERE { VALUES ?x { 1 } }"), {"x": value}, base=BASE)
    except BadParameter:
        return
    assert len(list(Store().query(text))) == 1  # type: ignore[arg-type]


def test_values_in_strings_and_comments_are_no_parameters() -> None:
    assert value_blocks('SELECT * { # VALUES ?x { 1 }\n BIND("VALUES ?x { 1 }" AS ?y) VALUES ?x { 2 } }') == [
        ("x", 60, 75)
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT * {}", "must begin with"),
        ("#+ summary: [", "do not parse as YAML"),
        ("#+ summary: a\n#+ colour: red\n", "colour"),
        (
            "#+ summary: a\n#+ parameters: [{name: x, type: number}]\n",
            "the types are iri, actor, date, text, integer",
        ),
        ("#+ summary: a\n#+ parameters: [{name: x, type: text, size: 3}]\n", "size"),
    ],
)
def test_a_bad_header_is_refused_with_its_file(text: str, says: str) -> None:
    with pytest.raises(QueryFileError, match=says) as error:
        read_query(text, "a-question", "folder/a-question.rq")
    assert "folder/a-question.rq" in str(error.value)


def test_grlc_decorators_are_read() -> None:
    q = read_query(
        "#+ summary: S\n#+ description: D\n#+ endpoint: http://x/\n#+ pagination: 50\n#+ method: GET\n#+ tags:\n#+   - a\n#+ defaults:\n#+   - x: 3\n#+ parameters: [{name: x, type: integer}]\nSELECT ?x { VALUES ?x { 1 } }",
        "q",
    )
    assert (q.summary, q.question, q.tags, q.parameters[0].default, q.parameters[0].required) == (
        "S",
        "D",
        ("a",),
        "3",
        False,
    )


GRLC = """#+ summary: Who was where
#+ endpoint: http://example.org/sparql
#+ pagination: 50
#+ method: GET
#+ tags: [place]
#+ defaults:
#+   - kind: Meeting
#+ enumerate:
#+   - kind: [Meeting, Visit]
PREFIX ex: <http://example.org/>
SELECT ?who ?note WHERE {
  ?who ex:at ?_place_iri ; ex:name ?_name_en ; ex:on ?_day_xsd_date ; ex:times ?_times_integer ; ex:kind ?_kind .
  OPTIONAL { ?who ex:note ?__note } # ?_ignored_iri
}"""


def test_grlc_variables_are_typed_parameters() -> None:
    q = read_query(GRLC, "who-was-where")
    assert q.pagination == 50
    assert [(p.name, p.type, p.required, p.language, p.values) for p in q.parameters] == [
        ("place", "iri", True, "", ()),
        ("name", "text", True, "en", ()),
        ("day", "date", True, "", ()),
        ("times", "integer", True, "", ()),
        ("kind", "text", False, "", ("Meeting", "Visit")),
        ("note", "text", False, "", ()),
    ]
    assert lint(q) == []
    text = bind(q, {"place": "place/X", "name": "Ann", "day": "1950", "times": "3"}, base="http://b/")
    assert (
        '?who ex:at <http://b/place/X> ; ex:name "Ann"@en ; ex:on "1950-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
        in text
    )
    assert 'ex:kind "Meeting" .' in text
    assert "ex:note ?__note" in text  # left out, it stays open
    Store().query(text, prefixes={})


@pytest.mark.parametrize(
    "value",
    [
        'x" } ; DROP ALL #',
        "x' . ?s ?p ?o . '",
        'a\\" b',
        "line\nbreak",
        "} UNION { ?s ?p ?o",
        "<http://x>",
        "?who",
        "é\u0000é",
    ],
)
def test_a_grlc_value_is_a_term_whatever_it_says(value: str) -> None:
    q = read_query("#+ summary: S\nSELECT ?v { BIND(?_words AS ?v) }", "q")
    (row,) = Store().query(bind(q, {"words": value}, base="http://b/"))  # type: ignore[misc]
    assert row["v"].value == value.strip()


@pytest.mark.parametrize("value", ["http://x> } ; CLEAR ALL ; <http://y", "http://x y", "a>b", 'x"y', "{z}"])
def test_a_grlc_iri_that_is_none_is_refused(value: str) -> None:
    q = read_query("#+ summary: S\nSELECT ?o { ?_thing_iri ?p ?o }", "q")
    with pytest.raises(BadParameter, match="thing="):
        bind(q, {"thing": value}, base="http://b/")


def test_what_is_not_enumerated_is_refused() -> None:
    with pytest.raises(BadParameter, match="none of Meeting, Visit"):
        bind(
            read_query(GRLC, "q"),
            {"place": "x", "name": "Ann", "day": "1950", "times": "3", "kind": "Ball"},
            base="http://b/",
        )


@pytest.mark.parametrize("given", ["many", "-1", "true", "3.5"])
def test_a_page_size_is_a_number(given: str) -> None:
    with pytest.raises(QueryFileError, match="pagination"):
        read_query(f"#+ summary: S\n#+ pagination: {given}\nSELECT ?s {{ ?s ?p ?o }}", "q")


def test_the_nearest_name_is_suggested() -> None:
    with pytest.raises(UnknownQuery, match="Did you mean claims-by-holder"):
        Catalogue.load().get("claim-by-holder")


def test_a_workspace_adds_and_replaces_queries(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine.rq").write_text("#+ summary: Mine\nSELECT ?s { ?s ?p ?o }\n")
    (tmp_path / "timeline.rq").write_text("#+ summary: My timeline\nSELECT ?s { ?s ?p ?o }\n")
    catalogue = Catalogue.load([tmp_path, tmp_path / "absent"])
    assert catalogue.get("mine").summary == "Mine"
    assert catalogue.get("timeline").summary == "My timeline"
    assert len(catalogue) == len(Catalogue.load()) + 1


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("SELECT ?x { ?x a ?y FILTER EXISTS { ?x ?p ?z } }", "EXISTS"),
        ("SELECT ?x { ?x ?p ?y OPTIONAL { ?x ?q ?z } ?x ?r ?w }", "after OPTIONAL"),
        ("SELECT ?x { { ?x ?p 1 } UNION { ?x ?p 2 } ?x ?r ?w }", "after UNION"),
        ("SELECT ?x { ?x ?p ?y FILTER(STR(?y) = 'a') }", "STR"),
        ("SELECT DISTINCT ?x { ?x ?p ?y } ORDER BY ?x", "DISTINCT"),
        ("SELECT ?x { ?x <http://a/p>/<http://a/q>*/<http://a/r> ?y }", "sequence path"),
        ("SELECT ?x { ?x ?p ?y FILTER CONTAINS(?y, 'a') }", "CONTAINS"),
        ("SELECT * { ?x ?p ?y }", "SELECT"),
    ],
)
def test_slow_shapes_are_found(body: str, says: str) -> None:
    assert any(says in line for line in lint(read_query(f"#+ summary: a\n{body}", "a")))
