"""What may be said in the formal content of a proposition, and which of it cannot hold at once, as the
vocabulary says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from regesta.ontology import load
from regesta.ontology.terms import CONCEPTS, NAMESPACE, RG

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_DISJOINT = "http://www.w3.org/2002/07/owl#propertyDisjointWith"
#: The kinds of record that stand for a member of a class.
_KINDS: dict[object, tuple[str, ...]] = {
    RG.Event: ("event", "decision"),
    RG.Decision: ("event", "decision"),
    RG.Agent: ("actor",),
}
#: The lists from which the values of a property are, where its range is a concept.
LISTS: Mapping[str, str] = {"decisionKind": "decision-kind", "factuality": "factuality"}


@dataclass(frozen=True, slots=True)
class Ends:
    """What may stand before and behind a predicate: `subject` and `object` are kinds of record; where the
    object is no record it is one of `values`, or a date where there are none."""

    subject: tuple[str, ...]
    object: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@cache
def ends() -> Mapping[str, Ends]:
    """Predicate -> what may stand before and behind it, by the property's domain and range."""
    said = {(q.subject, q.predicate.value): q.object for q in load.vocabulary()}
    out: dict[str, Ends] = {}
    for name in CONCEPTS["formal-predicate"]:
        own = NamedNode(NAMESPACE + name)
        domain, range_ = said.get((own, _RDFS + "domain")), said.get((own, _RDFS + "range"))
        values = CONCEPTS[LISTS[name]] if name in LISTS else ()
        # a property of several classes, such as a date, is said here of events
        out[name] = Ends(_KINDS.get(domain, _KINDS[RG.Event]), _KINDS.get(range_, ()), values)
    return out


@cache
def opposites() -> Mapping[str, str]:
    """Predicates that exclude each other between the same two things (`owl:propertyDisjointWith`), both
    ways."""
    pairs = [
        (q.subject.value.removeprefix(NAMESPACE), q.object.value.removeprefix(NAMESPACE))
        for q in load.vocabulary()
        if q.predicate.value == _DISJOINT
        and isinstance(q.subject, NamedNode)
        and isinstance(q.object, NamedNode)
    ]
    return {a: b for pair in pairs for a, b in (pair, pair[::-1])}


@cache
def excluded() -> frozenset[tuple[str, str, str]]:
    """(scheme, value, value) of values that cannot hold of one thing at once (`rg:excludes`), both ways."""
    out: set[tuple[str, str, str]] = set()
    for q in load.tbox():
        if (
            q.predicate == RG.excludes
            and isinstance(q.subject, NamedNode)
            and isinstance(q.object, NamedNode)
        ):
            scheme, _, one = q.subject.value.rpartition("/")
            other = q.object.value.rpartition("/")[2]
            out |= {(scheme.rpartition("/")[2], a, b) for a, b in ((one, other), (other, one))}
    return frozenset(out)


__all__ = ["LISTS", "Ends", "ends", "excluded", "opposites"]
