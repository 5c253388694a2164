"""How an accepted statement was accepted, and what is held against it: reviewed or by policy alone, disputed
by reviewers, or standing where the document disagrees with itself."""

from __future__ import annotations

from collections.abc import Iterable, Set

from regesta.extract.record import Discrepancy
from regesta.graph.map.reviews import who_and_when
from regesta.graph.map.view import View, boolean
from regesta.graph.rdf import NamedNode
from regesta.ontology.terms import RG, concept
from regesta.ontology.values import Acceptance
from regesta.review.places import Stretches
from regesta.review.reanchoring import anchor
from regesta.review.state import Judged, differ
from regesta.review.verdict import Verdict


def way(verdict: Verdict) -> Acceptance:
    """How a verdict accepts: a policy's, or a reviewer's own."""
    return "policy" if verdict.policy else "reviewed"


def accepted(view: View, node: NamedNode, verdict: Verdict, how: Acceptance | None = None) -> None:
    """The verdict that accepted a statement, and how it did; `how` where another verdict says it."""
    view.add(node, RG.acceptedBy, who_and_when(view, verdict))
    view.add(node, RG.acceptance, concept("acceptance", how or way(verdict)))


def doubted(view: View, node: NamedNode, *, disputed: bool, discrepant: bool) -> None:
    """What is held against a statement, said of every one, so that one triple asks for either."""
    view.add(node, RG.disputed, boolean(disputed))
    view.add(node, RG.discrepant, boolean(discrepant))


def part_disputed(judged: Judged, part: str, part_id: str) -> bool:
    """Whether reviewers differ on one part of a record: an answer, a piece of evidence."""
    own = (v for v in judged.verdicts if (v.part, v.part_id) == (part, part_id) and not v.policy)
    return differ(own)


def discrepant_of(items: Iterable[Judged]) -> Set[str]:
    """The ids of one document's accepted records that stand where an accepted discrepancy was found.

    What is only proposed counts on neither side: accepted knowledge does not change when the extractor does.
    """
    listed = [j for j in items if j.status == "accepted"]
    found = [span for j in listed if isinstance(j.record, Discrepancy) for span in j.record.spans]
    stretches = Stretches(found)
    places = ((j.record, anchor(j.record)) for j in listed if found and not isinstance(j.record, Discrepancy))
    return frozenset(record.id for record, place in places if place and stretches.touch(place))
