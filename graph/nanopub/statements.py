"""What each kind of statement says (its assertion), and whose it is and what it stands on (its provenance).

A claim's assertion is what is held, attributed to who holds it: the publication does not say that it is so,
nor does who publishes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regesta.graph.map.view import OA, A
from regesta.graph.nanopub.knowledge import Knowledge
from regesta.graph.rdf import NamedNode, Triple
from regesta.ontology.terms import NAMESPACE, RG, concept

PROV = "http://www.w3.org/ns/prov#"
HYCL = "http://purl.org/petapico/o/hycl#"
_ATTRIBUTED = NamedNode(PROV + "wasAttributedTo")
_DERIVED = NamedNode(PROV + "wasDerivedFrom")
_CLAIMS = NamedNode(HYCL + "claims")
_STATEMENT = NamedNode(HYCL + "Statement")
_SELECTOR = NamedNode(OA + "hasSelector")
_CONTRARY = concept("evidence-role", "contrary")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: what it is about, its class, what it says, and where that comes from."""

    node: NamedNode
    kind: NamedNode
    assertion: tuple[Triple, ...]
    provenance: tuple[Triple, ...]


def statements(known: Knowledge, assertion: NamedNode, document: NamedNode | None) -> Iterator[Statement]:
    """Every accepted claim, event, decision and link between claims, in order of place; `assertion` names the
    graph that is attributed.

    `document`: only statements of that document.
    """
    for node in known.subjects(RG.Claim, "claim/"):
        if document in (None, *known.objects(node, RG.inDocument)):
            yield _claim(known, node, assertion)
    for node in known.subjects(RG.Event, "event/"):
        if document in (None, *known.objects(node, RG.inDocument)):
            kind = RG.Decision if RG.Decision in known.objects(node, A) else RG.Event
            yield _act(known, node, kind, assertion)
    for node in known.subjects(RG.ArgumentLink, "argument/"):
        if _between_claims(known, node) and document in (None, *_documents_of_link(known, node)):
            yield _argument(known, node, assertion)


def _between_claims(known: Knowledge, link: NamedNode) -> bool:
    return all(RG.Claim in known.objects(end, A) for end in known.objects(link, RG.argumentTo))


def _documents_of_link(known: Knowledge, link: NamedNode) -> set[NamedNode]:
    """The documents in which what answers stands."""
    ends = known.objects(link, RG.argumentFrom)
    return {d for end in ends for d in known.objects(end, RG.inDocument)}


def _claim(known: Knowledge, node: NamedNode, assertion: NamedNode) -> Statement:
    said: list[Triple] = []
    plain = known.objects(node, RG.polarity, RG.certainty) == [
        concept("polarity", "positive"),
        concept("certainty", "plain"),
    ]
    held = known.objects(node, RG.states)
    for proposition in held:
        said += [Triple(proposition, A, _STATEMENT), *known.part("assertion", "proposition", proposition)]
        if plain:  # what is denied or only thought likely is not to be said by anybody as plain triples
            said += known.content(proposition)
    holders = known.objects(node, RG.holder)
    came = [*known.part("provenance", "claim", node), *known.proposed_by(node)]
    came += [Triple(assertion, _ATTRIBUTED, h) for h in holders] + [
        Triple(h, _CLAIMS, p) for h in holders for p in held
    ]
    links = known.evidence_of(node)
    came += [t for link in links for t in known.part("provenance", "evidence", link)]
    against = {
        c
        for link in links
        if _CONTRARY in known.objects(link, RG.evidenceRole)
        for c in known.objects(link, RG.evidenceCitation)
    }
    came += _standing(known, node, assertion, against)
    return Statement(node, RG.Claim, tuple(said), tuple(came))


def _act(known: Knowledge, node: NamedNode, kind: NamedNode, assertion: NamedNode) -> Statement:
    came = [*known.part("provenance", "act", node)]
    for mention in known.objects(node, RG.mentionedBy):
        came += [*known.part("provenance", "mention", mention), *known.proposed_by(mention)]
        for passage in known.objects(mention, RG.trigger):
            came += [*known.part("provenance", "passage", passage)]
            came += [*known.part("provenance", "short_passage", passage)]
    told = known.objects(node, RG.reportedIn)
    tellers = [h for c in told for h in known.objects(c, RG.holder)] or _authors(known, node)
    came += [Triple(assertion, _ATTRIBUTED, who) for who in tellers]
    came += [t for c in told for t in known.part("provenance", "told", c)]
    came += _standing(known, node, assertion, frozenset())
    return Statement(node, kind, tuple(known.part("assertion", "act", node)), tuple(came))


def _argument(known: Knowledge, node: NamedNode, assertion: NamedNode) -> Statement:
    (one, *_), (other, *_) = known.objects(node, RG.argumentFrom), known.objects(node, RG.argumentTo)
    (kind, *_) = known.objects(node, RG.argumentType)
    said = [
        Triple(one, NamedNode(NAMESPACE + kind.value.rpartition("/")[2]), other),
        *known.part("assertion", "argument", node),
    ]
    came = [Triple(assertion, _ATTRIBUTED, who) for who in _authors(known, one)]
    came += known.part("provenance", "argument", node)
    for end in (one, other):
        came += known.part("provenance", "told", end)
        came += _passages(known, end, assertion)
    came += _passages(known, node, assertion)
    return Statement(node, RG.ArgumentLink, tuple(said), tuple(came))


def _authors(known: Knowledge, node: NamedNode) -> list[NamedNode]:
    return [who for d in known.objects(node, RG.inDocument) for who in known.objects(d, RG.author)]


def _standing(
    known: Knowledge, node: NamedNode, assertion: NamedNode, against: Iterable[NamedNode]
) -> Iterator[Triple]:
    """The passages of a statement, and the citations and sources it stands on; what is cited `against` it is
    no origin of it."""
    yield from _passages(known, node, assertion)
    for citation in known.objects(node, RG.evidence):
        yield from known.part("provenance", "citation", citation)
        for source in known.objects(citation, RG.citedSource):
            yield from known.part("provenance", "source", source)
            if citation not in against:
                yield Triple(assertion, _DERIVED, source)


def _passages(known: Knowledge, node: NamedNode, assertion: NamedNode) -> Iterator[Triple]:
    for passage in known.objects(node, RG.expressedIn):
        yield Triple(assertion, _DERIVED, passage)
        yield from known.part("provenance", "passage", passage)
        for selector in known.objects(passage, _SELECTOR):
            yield from known.part("provenance", "selector", selector)
    for passage in known.objects(node, RG.content):
        yield from known.part("provenance", "passage", passage)
        yield from known.part("provenance", "short_passage", passage)
    for document in known.objects(node, RG.inDocument):
        yield from known.part("provenance", "document", document)
