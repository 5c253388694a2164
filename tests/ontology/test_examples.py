"""The page that explains the vocabulary by example: its Turtle is a graph the shapes accept, its JSON-LD says
what its Turtle says, its queries have rows."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode

from regesta.graph.rdf import Literal
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse
from regesta.graph.validate.full import check_full, shipped_shapes
from regesta.graph.validate.gate import check
from regesta.ontology import load
from regesta.ontology.terms import CONCEPTS, NAMESPACE, RG, SCHEMES

PAGE = (Path(__file__).parents[2] / "docs" / "vocabulary-by-example.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """What the page shows in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def told() -> EmbeddedStore:
    """All Turtle of the page together."""
    return EmbeddedStore(q for block in blocks("turtle") for q in parse(block.encode(), "turtle"))


def test_the_turtle_is_accepted_by_the_gate_and_by_all_of_shacl(told: EmbeddedStore) -> None:
    assert len(blocks("turtle")) == 3
    assert check(told) == []
    assert check_full(told, shipped_shapes()) == []
    holder = next(told.quads(None, NamedNode(NAMESPACE + "holder")))
    broken = EmbeddedStore(q for q in told if q != holder)
    assert [f.rule for f in check(broken)]


def test_digests_and_offsets_are_those_of_the_words(told: EmbeddedStore) -> None:
    rows = told.select(
        f"PREFIX rg: <{NAMESPACE}> SELECT ?start ?end ?quote ?digest "
        "{ ?p rg:start ?start ; rg:end ?end ; rg:quote ?quote ; rg:sha256 ?digest }"
    )
    for start, end, quote, digest in rows:
        assert int(end.value) - int(start.value) == len(quote.value)
        assert hashlib.sha256(quote.value.encode()).hexdigest() == digest.value


def test_it_uses_terms_and_concepts_that_there_are(told: EmbeddedStore) -> None:
    ours = {t.value for q in told for t in (q.predicate, q.object) if not isinstance(t, Literal)}
    terms = {iri for iri in ours if iri.startswith(NAMESPACE)}
    assert len(terms) > 50
    assert not [iri for iri in terms if not hasattr(RG, iri.removeprefix(NAMESPACE))]
    for iri in (iri for iri in ours if iri.startswith(SCHEMES)):
        scheme, _, notation = iri.removeprefix(SCHEMES).partition("/")
        assert notation in CONCEPTS[scheme], iri


def test_the_json_ld_says_what_the_turtle_says() -> None:
    turtle = rdflib.Graph().parse(data="\n".join(blocks("turtle")[:1]), format="turtle")
    (block,) = blocks("json")
    whole = json.loads(block) | {"@context": json.loads(load.context().read_text("utf-8"))["@context"]}
    said = set(rdflib.Graph().parse(data=json.dumps(whole), format="json-ld"))
    assert said == set(turtle.triples((rdflib.URIRef(whole["id"]), None, None)))


@pytest.mark.parametrize("query", blocks("sparql"))
def test_each_query_has_rows(told: EmbeddedStore, query: str) -> None:
    rows = [tuple(row) for row in told.select(query)]
    assert rows
    assert all(cell is not None for row in rows for cell in row)
