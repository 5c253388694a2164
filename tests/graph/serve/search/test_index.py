"""Text search: what people type, what the index finds, and what plain SPARQL clients get from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.graph.serve.search.hits import SearchError
from regesta.graph.serve.search.index import expression, index_of, search
from regesta.graph.serve.workers.answering import Question, answer
from regesta.graph.serve.workers.engine import execute
from regesta.graph.store.embedded import EmbeddedStore

DATA = """
@prefix rg: <https://w3id.org/regesta/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix k: <https://w3id.org/regesta/kg/> .
k:league a rg:Agent ; rdfs:label "Council of the League" ; skos:altLabel "LNC" , "the Council" , "Council" .
k:city a rg:Agent ; rdfs:label "City Council" ; skos:altLabel "Council" .
k:korea a rg:Agent , rg:State ; rdfs:label "South Korea" ; skos:altLabel "Seoul" , "ROK" .
k:duchy a rg:Agent , rg:State ; rdfs:label "The Duchy" ; skos:altLabel "Wenborough" , "Ducal court" . k:wenborough a rg:Place ; rdfs:label "Wenborough" .
k:talks a rg:Claim ; rg:text "talks in Seoul and Wenborough" .
k:refusal a rg:Claim ; rg:text "South Korea refused, and so did the Duchy" .
k:one a rg:Claim ; rg:text "the LNC voted for withdrawal from Szczecin" .
k:two a rg:Claim ; rg:text "the Council of the League never voted" .
k:three a rg:Claim ; rg:text "harbour treaties of the Café Européen" .
k:shut a rg:Sentence ; rg:text "[words not given, from character 12]" . k:open a rg:Sentence ; rg:text "Of ferries nothing is said." .
k:told a rg:Claim ; rg:text "[words not given, from character 15]" ; rdfs:label "The ferries were sunk." ; rg:inSentence k:shut .
k:said a rg:Claim ; rg:text "barges" ; rg:inSentence k:open .
<https://w3id.org/regesta/kg/graph/candidates> { k:one a rg:Claim ; rg:text "the LNC voted for withdrawal from Szczecin" . k:four a rg:Claim ; rg:text "the pipeline was never built" . }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search") / "store"
    store = EmbeddedStore.open(folder)
    store.add(parse(DATA.encode(), format=RdfFormat.TRIG))
    store.flush()
    del store
    return folder


def found(folder: Path, words: str, **more: Any) -> list[str]:
    index = index_of(EmbeddedStore.read_only(folder), str(folder))
    return sorted(h.iri.rsplit("/", 1)[-1] for h in search(index, words, **more))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("withdrawals", ["one"]),  # word stems
        ("withdr*", ["one"]),
        ("cafe europeen", ["three"]),  # without accents
        ("HARBOUR treaty", ["three"]),
        ('"treaties harbour"', []),  # a phrase keeps its order
        ('"harbour treaties"', ["three"]),
        ("treaties harbour", ["three"]),
        ("LNC", ["league", "one", "two"]),  # an abbreviation finds the name
        ("Council of the League voted", ["one", "two"]),  # and the name the abbreviation
        ("council of the league", ["league", "one", "two"]),
        ('"LNC"', ["league", "one"]),  # quoted words stand for themselves
        ("council", ["city", "league", "two"]),  # a name two actors bear widens nothing
        ("Seoul", ["korea", "talks"]),  # a capital is not looked for under the name of its state
        ("South Korea", ["korea", "refusal"]),  # nor the state under its capital's
        ("ROK", ["korea", "refusal"]),
        ("Wenborough", ["duchy", "talks", "wenborough"]),  # a place of the graph stands for nobody
        ("Ducal court", ["duchy", "refusal"]),
        ("ferries", ["open", "shut", "told"]),  # a sentence without its words is found by what it says
        ("barges", ["said"]),  # one with its words by those alone
        ("words given character", []),  # what stands for words is none
        ("pipeline", []),  # a candidate is not found unasked
    ],
)
def test_words_find(folder: Path, words: str, expected: list[str]) -> None:
    assert found(folder, words) == expected


def test_candidates_are_found_when_the_query_reads_their_graph(folder: Path) -> None:
    assert found(folder, "pipeline", candidates=True) == ["four"]
    store = EmbeddedStore.read_only(folder)
    query = 'SELECT ?c { ?c rgs:matches "pipeline" ; a rg:Claim }'
    named = 'SELECT ?c { GRAPH <https://w3id.org/regesta/kg/graph/candidates> { ?c rgs:matches "pipeline" ; a rg:Claim } }'
    asked = {
        "accepted": Question(query=query, table="csv"),
        "named": Question(query=named, table="csv"),
        "dataset": Question(
            query=query, table="csv", default=("", "https://w3id.org/regesta/kg/graph/candidates")
        ),
    }
    rows = {
        name: answer(store, question, str(folder)).body.decode().split()[1:]
        for name, question in asked.items()
    }
    assert rows == {
        "accepted": [],
        "named": ["https://w3id.org/regesta/kg/four"],
        "dataset": ["https://w3id.org/regesta/kg/four"],
    }


@pytest.mark.parametrize(
    "words",
    [
        '" OR 1=1 --',
        "NEAR(a b)",
        "text:oil",
        "a AND NOT b",
        "^start",
        "col : { x }",
        "'; DROP TABLE words; --",
    ],
)
def test_what_is_typed_is_never_index_syntax(folder: Path, words: str) -> None:
    assert found(folder, words) == []


@pytest.mark.parametrize("words", ["", '""', "...", "* *"])
def test_no_word_is_said(words: str) -> None:
    with pytest.raises(SearchError, match="no word"):
        expression(words)


def test_the_server_and_the_command_line_give_the_same(served: Any, page_space: Any) -> None:
    query = 'SELECT ?c ?score { (?c ?score) rgs:matches "local roots" . ?c a rg:Claim } ORDER BY DESC(?score)'
    assert execute(page_space.snapshots, query).values() == served.values(query)


def test_plain_clients_can_search(served: Any) -> None:
    sparqlwrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    client = sparqlwrapper.SPARQLWrapper(f"{served.url}/sparql", returnFormat=sparqlwrapper.JSON)
    client.setQuery(
        """PREFIX rgs: <https://w3id.org/regesta/search#> PREFIX rg: <https://w3id.org/regesta/ontology#>
        SELECT ?c ?text ?score WHERE { (?c ?score) rgs:matches "local roots" . ?c rg:text ?text . FILTER(?score > 0) }"""
    )
    rows = client.query().convert()["results"]["bindings"]
    assert [r["text"]["value"] for r in rows if "autonomists" in r["text"]["value"]]


def test_the_search_page_counts_kinds(served: Any) -> None:
    whole = served.client.get("/search", params={"q": "Hartwell"}).text
    assert "kind=source" in whole
    only = served.client.get("/search", params={"q": "Hartwell", "kind": "source"}).text
    assert '<span class="tag">source</span>' in only
    assert '<span class="tag">note</span>' not in only


def test_an_empty_answer_says_what_was_proposed(running: Any, snapshots_of: Any, tmp_path: Path) -> None:
    rg, kg, label = (
        "https://w3id.org/regesta/ontology#",
        "https://w3id.org/regesta/kg/",
        "http://www.w3.org/2000/01/rdf-schema#label",
    )
    claim, graph = f"<{kg}claim/00000000000a>", f"<{kg}graph/candidates>"
    lines = [
        f"{claim} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{rg}Claim> {graph} .",
        f'{claim} <{rg}text> "the pipeline was never built" {graph} .',
        f'{claim} <{rg}start> "4"^^<http://www.w3.org/2001/XMLSchema#integer> {graph} .',
        f"{claim} <{rg}inDocument> <{kg}doc/d> {graph} .",
        f"{claim} <{rg}holder> <{kg}actor/a> {graph} .",
        f'<{kg}actor/a> <{label}> "A. Lund" {graph} .',
    ]
    server = running(snapshots_of(tmp_path, "\n".join(lines)))
    asked = {"words": "pipeline"}
    page = server.client.get("/queries/claims-about", params=asked, headers={"Accept": "text/html"}).text
    assert "1 row would" not in page
    assert "?words=pipeline&amp;proposed=1" in page
    asked["proposed"] = "1"
    page = server.client.get("/queries/claims-about", params=asked, headers={"Accept": "text/html"}).text
    assert "1 row would, if what was proposed were accepted" in page
    assert "the pipeline was never built" in page
    assert (
        "1 candidate that nobody has accepted yet"
        in server.client.get("/search", params={"q": "pipeline"}).text
    )
    asked["words"] = "zebra"
    page = server.client.get("/queries/claims-about", params=asked, headers={"Accept": "text/html"}).text
    assert "Nothing that was proposed would answer it either" in page
    assert (
        server.client.get("/queries/claims-about.srj", params={"words": "pipeline"}).json()["results"][
            "bindings"
        ]
        == []
    )


def test_what_may_not_be_written_is_searched(
    folder: Path, as_reader: Callable[[Path, str, str], str]
) -> None:
    index_of(EmbeddedStore.read_only(folder), str(folder)).unlink()  # of the tests before
    said = as_reader(
        folder.parent,
        "from regesta.graph.serve.search.index import index_of, search\n"
        "from regesta.graph.store.embedded import EmbeddedStore",
        "store = str(folder / 'store')\n"
        "index = index_of(EmbeddedStore.read_only(store), store)\n"
        "print(index.is_relative_to(folder), [h.iri for h in search(index, 'withdrawals')])\n"
        "print(index == index_of(EmbeddedStore.read_only(store), store))",
    )
    assert said.split("\n")[:2] == ["False ['https://w3id.org/regesta/kg/one']", "True"]
