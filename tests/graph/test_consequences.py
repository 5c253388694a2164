"""What follows one statement at a time is what the SPARQL rules give for the whole."""

from __future__ import annotations

import random

import pytest

from regesta.graph.consequences import Following, UnknownRule, consequences, shipped_consequences
from regesta.graph.infer import infer, shipped
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Triple
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG

INFERRED = NamedNode("http://example.org/inferred")
A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
EX = "http://example.org/"


def _random(dice: random.Random) -> Triple:
    """A statement of the vocabulary about few things, so that they meet."""
    terms = sorted({p for rule in shipped() for p in rule[1].split() if p.startswith("<")})
    predicate = NamedNode(dice.choice(terms)[1:-1])
    if dice.random() < 0.5:
        predicate = dice.choice([RG.partOf, RG.directPartOf, RG.citedSource, RG.sameAct])
    one, other = (NamedNode(f"{EX}{dice.randrange(5)}") for _ in range(2))
    return (
        Triple(one, A, NamedNode(predicate.value)) if dice.random() < 0.2 else Triple(one, predicate, other)
    )


def _closed(triples: set[Triple]) -> set[Triple]:
    store = EmbeddedStore(Quad(*t, DefaultGraph()) for t in triples)
    infer(store, INFERRED)
    return {q.triple for q in store.quads(graph=INFERRED)}


def _following(triples: set[Triple]) -> Following:
    store = EmbeddedStore(Quad(*t, DefaultGraph()) for t in triples)
    return Following(
        shipped_consequences(),
        lambda s, p, o: (q.triple for q in store.quads(s, p, o, DefaultGraph())),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("seed", range(25))
def test_the_rules_of_a_changed_graph(seed: int):
    """What is touched by a change covers all that follows anew and no more, and each is told rightly."""
    dice = random.Random(seed)
    before = {_random(dice) for _ in range(12)}
    gone = set(dice.sample(sorted(before, key=str), 3))
    come = {_random(dice) for _ in range(3)} - before
    after = (before - gone) | come
    touched = _following(before).touched(gone) | _following(after).touched(come)
    old, new, now = _closed(before), _closed(after), _following(after)
    assert (old ^ new) <= touched | gone | come
    for triple in touched - after:
        assert now.follows(triple) == (triple in new), triple


def test_a_rule_of_another_form_is_refused():
    with pytest.raises(UnknownRule):
        consequences([("?x <http://a> ?z", "?x <http://a> ?y . ?y <http://b> ?z")])
