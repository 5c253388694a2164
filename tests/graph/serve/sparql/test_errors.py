"""Where texts stop being SPARQL, and the tokens that tell."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from regesta.graph.serve.protocol.negotiation import CSV, HTML, JSON, TABLES, choose
from regesta.graph.serve.protocol.saved_queries import paged
from regesta.graph.serve.sparql.errors import explain
from regesta.graph.serve.sparql.grammar import recognise
from regesta.graph.serve.sparql.tokens import Unclear, depth, loads, services, stable, tokens
from regesta.graph.serve.sparql.update_dataset import DatasetConflict, with_dataset
from regesta.graph.serve.workers.answering import PREFIXES
from regesta.queries.saved import Catalogue


@pytest.mark.parametrize(
    ("query", "line", "column", "says"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24, "found }"),
        ("SELECT * WHERE {\n ?s ?p ?o \n FILTER(?x ==) }", 3, 13, "found ="),
        ("SELECT ?x { ?s foo:p ?o }", 1, 16, "prefix foo: is not declared"),
        ("SELECT * { ?s ?p ?o }}", 1, 22, "the end"),
        ("SELEC * {}", 1, 1, "did you mean SELECT"),
        ("SELECT * { ?s a ?t . OPTIONL { ?s ?p ?o } }", 1, 22, "did you mean OPTIONAL"),
        ("", 1, 1, "the query ends here"),
        ('ASK { ?s ?p "abc }', 1, 13, "does not end on its line"),
        ('ASK {\r\n ?s ?p """abc\r\n }', 2, 8, "that begins here does not end"),
        ("ASK {\r?s ?p ]", 2, 7, "found ]"),
        ("SELECT (COUNT(?x) ?n) {?x ?y ?z}", 1, 19, "found ?n"),
        ("SELECT ?x WHERE { ?x a ?y } ORDER ?x", 1, 35, "expected BY"),
        ("SELECT ?s { ?s ?p ?o } LIMIT x", 1, 30, "a number"),
        ("INSERT DATA { <a> <b> }", 1, 1, "this is an update"),
        ("SELECT (1 AS ?x) ?y (2 AS ?x) {}", 1, 27, "selected twice"),
        ("SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?b", 1, 8, "neither grouped nor aggregated"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 1, "name the variables"),
        ("SELECT * { ?s ?p ?o . BIND(STR(?s) AS ?o) }", 1, 39, "has a value here already"),
        ('SELECT * { ?s ?p "\\uD800" }', 1, 19, "half of a character"),
    ],
)
def test_the_place_of_an_error(query: str, line: int, column: int, says: str) -> None:
    fault = explain(query, "error at 1:1: expected [_]", known=tuple(PREFIXES))
    assert (fault.line, fault.column) == (line, column)
    assert says in fault.message
    assert fault.pointer == " " * (column - 1) + "^"


@pytest.mark.parametrize("query", list(Catalogue.load()), ids=lambda q: q.name)
def test_the_grammar_takes_every_saved_query(query: object) -> None:
    assert recognise(query.text) is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "query",
    [
        "BASE <http://a/> PREFIX : <b#> SELECT DISTINCT (?a + 1 AS ?b) ?c FROM <x> FROM NAMED <y> { ?a :p|^:q/(:r)* ?c ; :s [ :t () , 1.5e3 ] . } GROUP BY ?a (STR(?c) AS ?d) HAVING (COUNT(*) > 2) ORDER BY DESC(?a) ?c LIMIT 3 OFFSET 4 VALUES (?a ?c) { (1 UNDEF) }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p _:b } WHERE { GRAPH ?g { ?s ?p ?o } MINUS { ?s a ?o } }",
        "DESCRIBE <a> ?x WHERE { ?x a <b> }",
        'ASK { ?s ?p "a"@en, """long "text" here""", \'x\'^^<d>, true, -4 FILTER(!BOUND(?s) || ?o NOT IN (1, 2) && EXISTS { ?s ?p ?o }) }',
        'SELECT (GROUP_CONCAT(DISTINCT ?x; SEPARATOR=", ") AS ?y) { { SELECT ?x { ?x !(a|^<b>) ?z } } UNION { SERVICE SILENT <s> { ?x ?y ?z } } BIND(IF(?a, 1, COALESCE(?b, 2)) AS ?w) }',
    ],
)
def test_the_grammar_takes_what_the_engine_takes(query: str) -> None:
    assert recognise(query) is None
    if "SERVICE" not in query:
        Store().query(query, base_iri="http://example.org/")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { GRAPH <g> { <a> <b> 1 } }",
        "DELETE WHERE { ?s ?p ?o } ; CLEAR SILENT ALL",
        "WITH <g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING <h> WHERE { ?s ?p ?o }",
        "LOAD SILENT <a> INTO GRAPH <b> ; COPY DEFAULT TO <c> ;",
    ],
)
def test_the_grammar_takes_updates(update: str) -> None:
    assert recognise(update, "UpdateUnit") is None


@given(st.text(alphabet="SELECT{}?xyz<>\"'#\\ \n.;:@^1", max_size=60))
def test_tokens_cover_the_text(text: str) -> None:
    listed = list(tokens(text))
    assert all(text[t.start : t.end] == t.text for t in listed)
    assert all(a.end <= b.start for a, b in itertools.pairwise(listed))
    recognise(text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT * { SERVICE <http://a/> {} }", ["http://a/"]),
        ("SELECT * { service silent ?x {} }", ["?x"]),
        ("SELECT * { SERVICE p:x {} }", ["p:x"]),
        ('SELECT * { ?s ?p "SERVICE <http://a/>" }', []),
        ("SELECT * { ?service ?p ex:service , <http://service/> } # SERVICE <http://a/>", []),
        ("SELECT * { ?s ?p '''a ' SERVICE <http://a/> {} ''' }", []),
    ],
)
def test_services(query: str, found: list[str]) -> None:
    assert services(query) == found


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(1<2)SERVICE#>\nex:a{} }",
        "SELECT * { SERVICEex:a{} }",
        "SELECT * { SERVICESILENT<http://x/>{} }",
        "SELECT * { ?x a trueSERVICE<http://x/>{} }",
        "SELECT * { FILTER(1<2)'> SERVICE<http://x/>{} # ' }",
    ],
)
def test_a_service_that_two_readers_could_see_apart_is_refused(query: str) -> None:
    with pytest.raises(Unclear):
        services(query)
    with pytest.raises(Unclear):
        loads(query.replace("SERVICE", "LOAD"))


PIECES = [
    "SERVICE",
    " ",
    "<2)",
    "FILTER(1<2)",
    "#",
    ">",
    "\n",
    "'",
    '"',
    "ex:a",
    "{",
    "}",
    "?x",
    "a ",
    "1",
    ".",
    "true",
    "<http://127.0.0.1:9/>",
    "{?s ?p ?o}",
    "(",
    "|",
    "\\",
    ";",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES), max_size=6))
def test_no_text_makes_the_engine_call_what_was_not_seen(before: list[str], after: list[str]) -> None:
    query = f"PREFIX ex: <http://127.0.0.1:9/> SELECT * {{ {''.join(before)}SERVICE{''.join(after)}{{?s ?p ?o}} }}"
    try:
        seen = bool(services(query))
    except Unclear:
        seen = True
    if not seen:
        try:
            list(Store().query(query))  # type: ignore[arg-type]
        except SyntaxError:
            pass
        except RuntimeError as error:  # port 9 is one that the engine's client refuses
            raise AssertionError(query) from error


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { " + "a." * 200_000,
        "'" + "\\'" * 200_000,
        "''' " + "\\'''" * 100_000,
        "<a" * 200_000,
        "SELECT {} # \n service " + "a." * 200_000,
    ],
)
def test_reading_a_text_takes_time_by_its_length_only(text: str) -> None:
    """A quadratic reader would take minutes here."""
    start = time.process_time()
    list(tokens(text))
    depth(text)
    assert time.process_time() - start < 20


def test_a_long_line_is_shown_around_its_fault() -> None:
    query = "ASK {" + " ?s ?p ?o ." * 30 + " ]" + " ?s ?p ?o ." * 30 + "}"
    fault = explain(query, "")
    assert query[fault.column - 1] == "]"
    assert len(fault.text) < 200
    assert fault.text[len(fault.pointer) - 1] == "]"


def test_loads_stable_and_depth() -> None:
    assert not stable("SELECT (NOW#now\n() AS ?n) {}")
    assert loads("LOAD <x>")
    assert not loads('INSERT DATA { <a> <b> "LOAD <x>" }')
    assert stable("SELECT ?now { ?now ?p ?o }")
    assert not stable("SELECT (RAND() AS ?r) {}")
    assert depth("{" * 300 + "}" * 300) == 300
    assert depth("ASK { " + "{} " * 300 + "}") == 2


@pytest.mark.parametrize(
    ("update", "with_it"),
    [
        ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "INSERT { ?s ?p 1 }  USING <g> WHERE { ?s ?p ?o }"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE { ?s ?p ?o } USING <g> WHERE { ?s ?p ?o }"),
        ("INSERT DATA { <a> <b> <c> }", "INSERT DATA { <a> <b> <c> }"),
    ],
)
def test_using_is_written_into_updates(update: str, with_it: str) -> None:
    assert with_dataset(update, ["g"], []).split() == with_it.split()


def test_two_datasets_conflict() -> None:
    with pytest.raises(DatasetConflict):
        with_dataset("WITH <h> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ["g"], [])


@pytest.mark.parametrize(
    ("query", "page", "size", "end"),
    [
        ("SELECT ?s { ?s ?p ?o }", 1, 10, "LIMIT 10 OFFSET 0"),
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s", 3, 10, "ORDER BY ?s\nLIMIT 10 OFFSET 20"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 25", 3, 10, "LIMIT 5 OFFSET 20"),
        ("SELECT ?s { { SELECT ?s { ?s ?p ?o } LIMIT 2 } }", 1, 10, "LIMIT 10 OFFSET 0"),
    ],
)
def test_pages_of_a_query(query: str, page: int, size: int, end: str) -> None:
    assert paged(query, page, size).strip().endswith(end)


def test_choosing_a_syntax() -> None:
    assert choose(None, TABLES) is JSON
    assert choose("text/*", TABLES) is CSV
    assert choose("image/png", TABLES) is None
    assert choose("text/html, */*;q=0.1", (*TABLES, HTML)) is HTML
    assert choose("application/json", TABLES) is JSON
    assert choose("garbage", TABLES) is JSON


def test_updates_are_told_apart_from_queries() -> None:
    assert "found }" in explain("INSERT DATA { <a> <b> }", "", update=True).message
    assert "this is a query" in explain("SELECT * {}", "", update=True).message


@pytest.mark.parametrize(
    "query",
    [
        *(q.text for q in Catalogue.load()),
        "SELECT ?a { { SELECT ?b (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?b } { ?s ?p ?o BIND(1 AS ?a) } BIND(2 AS ?z) }",
    ],
)
def test_no_rule_is_seen_broken_in_what_the_engine_takes(query: str) -> None:
    from regesta.graph.serve.sparql.checks import misuse

    assert misuse(list(tokens(query))) is None
