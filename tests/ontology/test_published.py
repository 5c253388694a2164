"""Every term the alignments use is one that its vocabulary publishes, and of the right kind: `published.toml`
says where each was looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from regesta.ontology import load
from regesta.ontology.alignment import rules, vocabulary_of

PUBLISHED = tomllib.loads((Path(__file__).parent / "published.toml").read_text("utf-8"))
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def stated() -> Iterator[Quad]:
    """The statements of the alignment files."""
    for file in load.files("align"):
        yield from load.triples(file)


def listed(term: NamedNode, kinds: tuple[str, ...]) -> bool:
    """Whether a term is among those looked up, as one of these kinds."""
    known = PUBLISHED[vocabulary_of(term)]
    iri = term.value.replace("https://schema.org/", "http://schema.org/")  # both are its namespace
    name = iri.removeprefix(known["namespace"])
    return any(name in known[kind] for kind in kinds)


@pytest.mark.parametrize("quad", [pytest.param(q, id=q.object.value) for q in stated()])
def test_every_aligned_term_is_published(quad: Quad) -> None:
    kinds = {_RDFS + "subClassOf": ("classes",), _RDFS + "subPropertyOf": ("properties",)}
    assert isinstance(quad.object, NamedNode)
    assert listed(quad.object, kinds.get(quad.predicate.value, ("classes", "properties")))


def test_what_conditional_rules_lead_to_is_published() -> None:
    for rule in rules():
        assert listed(rule.then, ("classes",) if rule.of_class else ("properties",)), rule.then


def test_it_is_said_where_terms_were_looked_up() -> None:
    for name, known in PUBLISHED.items():
        where = re.fullmatch(
            r"(npm @vocabulary/\w+ [\d.]+|GitHub [\w-]+/[\w-]+ [0-9a-f]{40}), [\w/.]+", known["source"]
        )
        digest = re.fullmatch(r"[0-9a-f]{64}", known["sha256"])
        assert where, name
        assert digest, name
