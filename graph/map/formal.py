"""The formal content of propositions as reviewers put it together: triples in the proposition's own graph,
which nobody asserts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from regesta.extract.record import Actor, Claim, Date
from regesta.graph.map.agents import NameIndex, agent
from regesta.graph.map.events import dates_said
from regesta.graph.map.gathering import Gathering
from regesta.graph.map.statements import proposition_of
from regesta.graph.map.view import View
from regesta.graph.rdf import NamedNode, Quad
from regesta.ontology.formal import LISTS, ends
from regesta.ontology.terms import NAMESPACE, concept
from regesta.review.state import ReviewedState


@dataclass(frozen=True, slots=True)
class Saying:
    """One formal statement with its ends found: each the id of an event's representative mention, the
    canonical name of an actor, or a value as it stands."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Known:
    """What formal statements speak of, as one document sees it; `tells` says whether a mention is part of
    accepted knowledge."""

    view: View
    index: NameIndex
    state: ReviewedState
    gathered: Mapping[str, Gathering]
    tells: Callable[[str], bool]

    def sayings(self, claim: Claim) -> Iterator[Saying]:
        """The formal statements of a claim whose ends are all part of accepted knowledge."""
        for statement in claim.formal:
            allowed = ends().get(statement.predicate)
            if allowed is None:
                continue  # of a log that a newer program wrote
            subject = self._end(allowed.subject, statement.subject)
            value = self._end(allowed.object, statement.object)
            if subject and value:
                yield Saying(subject, statement.predicate, value)

    def _end(self, kinds: tuple[str, ...], given: str) -> str:
        """What an end stands for; "" where it is not, or no more, part of accepted knowledge."""
        if not kinds:
            return given
        record = self.state.stands_for(given)
        if "actor" in kinds:
            item = self.state.items.get(record)
            known = item is not None and isinstance(item.record, Actor) and self.view.shows(record)
            return self.index.canonical(item.record.name) if known else ""  # type: ignore[union-attr]
        event = self.gathered.get(record) or self.gathered.get(given)
        return event.id if event is not None and any(map(self.tells, event.mentions)) else ""


def formal_content(known: Known, claim: Claim) -> Iterator[Quad]:
    """The formal statements of a claim, in the graph of its proposition."""
    graph = proposition_of(known.view, claim)
    for saying in known.sayings(claim):
        allowed = ends()[saying.predicate]
        subject = _node(known, allowed.subject, saying.subject)
        if saying.predicate == "date":
            for predicate, value in dates_said([Date(edtf=saying.object)])[0]:
                yield Quad(subject, predicate, value, graph)
            continue
        made = (
            _node(known, allowed.object, saying.object)
            if allowed.object
            else concept(LISTS[saying.predicate], saying.object)
        )
        yield Quad(subject, NamedNode(NAMESPACE + saying.predicate), made, graph)


def _node(known: Known, kinds: tuple[str, ...], end: str) -> NamedNode:
    return agent(known.view, known.index, end) if "actor" in kinds else known.view.event(end)


__all__ = ["Known", "Saying", "formal_content"]
