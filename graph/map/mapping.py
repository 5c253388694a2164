"""One document and its reviewed records to quads: accepted knowledge in the default graph, everything
proposed in `graph/candidates`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from regesta.extract.authority.reading import Authority
from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Decision,
    Discrepancy,
    Division,
    Event,
    Footnote,
    Identity,
    Link,
    Mention,
    Position,
    Record,
    Resolution,
    Sentence,
    Source,
    quote_of,
)
from regesta.graph.map import contradictions, events, formal, linking, sources, statements, text
from regesta.graph.map.acceptance import accepted, discrepant_of, doubted, part_disputed
from regesta.graph.map.agents import AUTHOR, NameIndex, agent, name_index
from regesta.graph.map.everyone import Everyone, everyone, reviewed
from regesta.graph.map.gathering import Gathering, Mentioning, gathered
from regesta.graph.map.identities import identified_across
from regesta.graph.map.reviews import verdict_in_full, who_and_when
from regesta.graph.map.view import ALT_LABEL, LABEL, A, View, decimal
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode, Quad
from regesta.ontology.terms import RG, concept
from regesta.ontology.values import Acceptance
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Verdict

STRUCTURE = ("division", "sentence", "footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """One document as the graph takes it in: metadata, raw text, its structure (divisions, sentences,
    footnotes) and its judged records; `gathered` is which mentions of the workspace are of one event, None
    where that is to be found out."""

    document: str
    meta: Mapping[str, Any]
    text: str
    structure: Sequence[Record]
    items: Sequence[Judged]
    authority: Authority = field(default_factory=Authority)
    gathered: Mapping[str, Gathering] | None = None


def reviews_view(verdicts: Iterable[Verdict], names: Names) -> View:
    """The verdicts as `graph/review` shows them."""
    view = View(names.review, names, "", "", False, lambda _: True, lambda r: r, lambda *_: False)
    for verdict in verdicts:
        view.begin()
        verdict_in_full(view, verdict)
    return view


class DocumentMapping:
    """One document's way into the graph, record by record: what is said of a record depends on it and on what
    it refers to (`regesta.graph.map.affected`), never on which records were mapped before.

    `state` is the whole workspace's: merges may lead into another document. Records in `hold` are kept out of
    accepted knowledge (validation found something wrong with them) and stay in `graph/candidates`.
    `names_of_all`: what `everyone` gives of the state, where the caller has it."""

    def __init__(
        self,
        deposit: Deposit,
        state: ReviewedState,
        names: Names,
        hold: frozenset[str] = frozenset(),
        names_of_all: Everyone | None = None,
    ) -> None:
        self.deposit, self.state = deposit, state
        self.accepted = _view(deposit, state, names, hold, full=True)
        self.linkset = replace(
            self.accepted, graph=names.links, quads=[], shared={}, references={}, _referred=set()
        )
        self.proposed = _view(deposit, state, names, hold, full=False)
        self.gathered = gathered(state) if deposit.gathered is None else deposit.gathered
        shown = (j for j in deposit.items if self.shown(j))
        rows = [_proposal(j) for j in deposit.items]
        author = str(deposit.meta.get("author") or "")
        all_names = everyone(state, deposit.authority, hold) if names_of_all is None else names_of_all
        self.everyone = all_names.of(deposit.document, author)
        self.apparatus = _apparatus(deposit, (j.record for j in shown), self.gathered)
        self.discrepant = discrepant_of(deposit.items)
        self.known = formal.Known(self.accepted, self.everyone, state, self.gathered, self._tells)
        self.contradictions = self._contradictions()
        self.proposed_names = name_index(
            (r for r in rows if isinstance(r, Actor)), {}, deposit.authority, self.everyone.author
        )
        self.proposed_apparatus = _apparatus(deposit, rows, self.gathered)

    @property
    def views(self) -> Mapping[str, View]:
        """What was collected, by the name of the view."""
        return {"accepted": self.accepted, "links": self.linkset, "proposed": self.proposed}

    def quads(self) -> Iterator[Quad]:
        """Everything collected."""
        for view in self.views.values():
            yield from view.everything()

    def shown(self, judged: Judged) -> bool:
        """Whether a record stands in accepted knowledge by itself."""
        return not self.state.replaced(judged.record.id) and self.accepted.shows(judged.record.id)

    def everything(self) -> Iterator[Quad]:
        """The quads of the whole document, each as often as it is said; the same input gives the same quads
        in the same order."""
        self.structure()
        for judged in self.deposit.items:
            self.record(judged)
        yield from self.quads()

    def structure(self) -> None:
        """The document, its author, divisions, sentences and footnotes."""
        self.accepted.begin()
        _structure(self.accepted, self.deposit)
        agent(self.accepted, self.everyone, AUTHOR)

    def record(self, judged: Judged) -> None:
        """One record, as accepted and as proposed."""
        for view in (self.accepted, self.linkset, self.proposed):
            view.begin()
        view, record = self.accepted, judged.record
        if self.shown(judged):
            if isinstance(record, Link) and judged.accepted_by is not None:
                linking.accepted(view, self.linkset, self.everyone, record, judged.accepted_by)
            elif isinstance(record, Event | Decision):
                self._mentioned(judged, record)
            else:
                _stated(view, self.everyone, judged, self.apparatus, self.discrepant)
            self._formal(record)
        if record.id in self.state.merged and view.shows(record.id):
            self._merged(judged)
        _split(view, record, _pieces(self.state, judged))
        if isinstance(_proposal(judged), Event | Decision):
            self._proposed_mention(judged)
        else:
            _proposed(self.proposed, self.proposed_names, judged, self.proposed_apparatus)

    def _formal(self, record: Record) -> None:
        """What an accepted claim says in the terms of the graph, and what speaks against it or a mention."""
        if isinstance(record, Claim):
            self.accepted.quads.extend(formal.formal_content(self.known, record))
        for found in self.contradictions.get(record.id, ()):
            contradictions.described(self.known, found)

    def _tells(self, mention: str) -> bool:
        """Whether a mention is part of accepted knowledge."""
        judged = self.state.items.get(mention)
        return judged is not None and self.shown(judged)

    def _contradictions(self) -> Mapping[str, tuple[contradictions.Contradiction, ...]]:
        """What of this document cannot hold at once, by the id of its first end."""
        shown = [j for j in self.deposit.items if self.shown(j)]
        told: dict[str, list[events.Told]] = {}
        for judged in shown:
            if isinstance(judged.record, Event | Decision):
                event = self.event_of(judged.record.id).id
                told.setdefault(event, []).append(self._told(judged, self.apparatus))
        claims = (j.record for j in shown if isinstance(j.record, Claim))
        return contradictions.contradictions(self.known, claims, told, self.apparatus.told_in)

    def event_of(self, record: str) -> Gathering:
        """The event of a mention, by the id of its record."""
        return self.gathered.get(record) or Gathering(record, (record,))

    def _mentioned(self, judged: Judged, record: Mentioning) -> None:
        """One accepted mention, what it brings to its event, and with the first accepted one the event."""
        view, found = self.accepted, self.event_of(record.id)
        node, told = view.event(found.id), self._told(judged, self.apparatus)
        how = told.factuality
        mention = events.mention(view, self.everyone, record, self.apparatus, node, how)
        events.evidence_of(view, node, record, self.apparatus)
        for claim in events.told_in(record, self.apparatus):
            graph = statements.proposition_of(view, claim)
            view.quads.extend(events.formal_content(view, self.everyone, node, told, graph))
        if judged.accepted_by is not None:
            accepted(view, mention, judged.accepted_by)
            doubted(view, mention, disputed=judged.disputed, discrepant=record.id in self.discrepant)
            view.add(node, RG.acceptedBy, who_and_when(view, judged.accepted_by))
            _evidence(view, judged, judged.accepted_by, self.apparatus, self.discrepant)
        shown = [j for m in found.mentions if (j := self.state.items[m]) and self.shown(j)]
        if shown[0].record.id == record.id:
            self._event(node, shown)

    def _event(self, node: NamedNode, mentions: Sequence[Judged]) -> None:
        """An event by its accepted mentions: reviewed where one of them is, disputed and discrepant where one
        of them is or, discrepant, where they do not agree."""
        view = self.accepted
        differ = events.event(view, self.everyone, node, [self._told(j, self.apparatus) for j in mentions])
        how = "reviewed" if any(map(reviewed, mentions)) else "policy"
        view.add(node, RG.acceptance, concept("acceptance", how))
        doubted(
            view,
            node,
            disputed=any(j.disputed for j in mentions),
            discrepant=differ or any(j.record.id in self.discrepant for j in mentions),
        )

    def _told(self, judged: Judged, apparatus: statements.Apparatus) -> events.Told:
        """A mention and how it tells its event: what somebody else than the author tells as a fact is
        reported, unless a reviewer edited it."""
        record = judged.record
        assert isinstance(record, Event | Decision)
        how = self._factuality(record)
        edited = judged.accepted_by is not None and judged.accepted_by.outcome == "edit"
        if how == "asserted" and not edited:
            how = "reported" if any(c.voice != "author" for c in events.told_in(record, apparatus)) else how
        return events.Told(record, how, edited)

    def _factuality(self, record: Mentioning) -> str:
        """How a mention tells its event; a decision as its act is told."""
        if isinstance(record, Event):
            return record.factuality
        act = self.state.items.get(self.state.stands_for(record.event)) if record.event else None
        return act.record.factuality if act is not None and isinstance(act.record, Event) else "asserted"

    def _merged(self, judged: Judged) -> None:
        """What was merged into something else: a pointer, and what it brings to what stands for it."""
        view, record = self.accepted, judged.record
        _merged(view, judged, self.apparatus, self.everyone.renamed, self.discrepant)
        if isinstance(record, Event | Decision):
            events.evidence_of(view, view.event(self.event_of(record.id).id), record, self.apparatus)

    def _proposed_mention(self, judged: Judged) -> None:
        """One mention among everything proposed, with where it stands; with the first one its event."""
        view, record = self.proposed, _proposal(judged)
        assert isinstance(record, Event | Decision)
        found = self.event_of(judged.record.id)
        event = view.event(found.id)
        how = self._factuality(record)
        node = events.mention(view, self.proposed_names, record, self.proposed_apparatus, event, how)
        _standing(view, node, judged, record)
        _parts_standing(view, judged, record, self.proposed_apparatus)
        if found.mentions[0] == judged.record.id:
            everyone = [self.state.items[m] for m in found.mentions]
            rows = [r for j in everyone if isinstance(r := _proposal(j), Event | Decision)]
            status = events.joint_status(j.status for j in everyone)
            events.proposed_event(view, self.proposed_names, event, rows, status)


def _proposal(judged: Judged) -> Record:
    """The record as it is proposed, or as it was when it is proposed no more."""
    return judged.candidate or judged.record


def _view(deposit: Deposit, state: ReviewedState, names: Names, hold: frozenset[str], *, full: bool) -> View:
    def shows(record: str) -> bool:
        judged = state.items.get(state.stands_for(record))
        return judged is not None and (judged.status == "accepted" and judged.record.id not in hold)

    def dropped(record: str, part: str, part_id: str) -> bool:
        judged = state.items.get(record)
        return judged is not None and judged.dropped(part, part_id)

    def added(record: str) -> tuple[str, ...]:
        judged = state.items.get(record)
        return judged.added_evidence if judged is not None else ()

    if full:
        same_as = _propositions(deposit, state)
        return View(
            DefaultGraph(),
            names,
            deposit.document,
            deposit.text,
            True,
            shows,
            state.stands_for,
            dropped,
            added,
            same_as,
            _wordings(deposit, state, same_as),
        )
    return View(
        names.candidates,
        names,
        deposit.document,
        deposit.text,
        False,
        state.items.__contains__,
        lambda r: r,
        lambda *_: False,
    )


def _propositions(deposit: Deposit, state: ReviewedState) -> dict[str, tuple[str, str]]:
    """What reviewers said of propositions, for the claims of this document: claim -> key and words of what it
    states."""
    out: dict[str, tuple[str, str]] = {}
    said = state.edges.propositions
    for judged in deposit.items if said else ():
        claim = judged.record
        if not isinstance(claim, Claim):
            continue
        meant = said.get(claim.id, claim.id)
        item = state.items.get(meant)
        if (
            (meant == claim.id and said.get(meant) != meant)
            or item is None
            or not isinstance(item.record, Claim)
        ):
            continue
        other = item.record
        words = statements.plain_words(
            quote_of(deposit.text, other.spans) if other.document == deposit.document else other.quote
        )
        out[claim.id] = (f"{words}\n{meant}" if said.get(meant) == meant else words, words)
    return out


def _wordings(
    deposit: Deposit, state: ReviewedState, same_as: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """How reviewers worded the accepted claims of this document: claim -> its own wording, else that of the
    first claim that says the same; and that of its proposition, which is the first one's."""
    claims = list(_accepted_claims(deposit, state))
    if not any(claim.wording for claim in claims):
        return {}
    said = {c.id: same_as[c.id][0] if c.id in same_as else _said(deposit, c) for c in claims}
    first: dict[str, str] = {}
    for claim in claims:
        if claim.wording:
            first.setdefault(said[claim.id], claim.wording)
    rows = ((c, first.get(said[c.id], "")) for c in claims)
    return {c.id: (c.wording or shared, shared) for c, shared in rows if shared}


def _accepted_claims(deposit: Deposit, state: ReviewedState) -> Iterator[Claim]:
    for judged in deposit.items:
        record = judged.record
        if isinstance(record, Claim) and judged.status == "accepted" and not state.replaced(record.id):
            yield record


def _said(deposit: Deposit, claim: Claim) -> str:
    return statements.plain_words(quote_of(deposit.text, claim.spans))


def _structure(view: View, deposit: Deposit) -> None:
    text.document(view, deposit.meta)
    number_of = {r.id: r.number for r in deposit.structure if isinstance(r, Division)}
    for record in deposit.structure:
        if isinstance(record, Division):
            text.division(view, record)
        elif isinstance(record, Sentence):
            text.sentence(view, record)
        elif isinstance(record, Footnote):
            text.footnote(view, record, number_of)


def _apparatus(
    deposit: Deposit, records: Iterable[Record], event_of: Mapping[str, Gathering]
) -> statements.Apparatus:
    listed = list(records)
    cited = sorted((r for r in listed if isinstance(r, Citation)), key=lambda c: c.span)
    citations: dict[str, list[Citation]] = {}
    for citation in cited:
        citations.setdefault(citation.footnote, []).append(citation)
    return statements.Apparatus(
        footnotes=_ids(deposit, Footnote),
        sentences=_ids(deposit, Sentence),
        citations=citations,
        source_of={c.id: c.source for c in cited if c.source},
        event_of=event_of,
        told_in=_told_in(
            (r for r in listed if isinstance(r, Claim)),
            (r for r in listed if isinstance(r, Event | Decision)),
        ),
    )


def _ids(deposit: Deposit, kind: type[Record]) -> frozenset[str]:
    return frozenset(r.id for r in deposit.structure if isinstance(r, kind))


def _told_in(claims: Iterable[Claim], acts: Iterable[Event | Decision]) -> dict[str, list[Claim]]:
    """For each event or decision the claims in whose content its trigger stands."""
    spans = sorted(((span, c) for c in claims for span in c.spans), key=lambda row: row[0])
    widest = max((s[1] - s[0] for s, _ in spans), default=0)
    starts = [s[0] for s, _ in spans]
    out: dict[str, list[Claim]] = {}
    for act in acts:
        a, b = act.trigger
        for (start, end), claim in spans[bisect_left(starts, a - widest) : bisect_right(starts, a)]:
            if start <= a and b <= end:
                out.setdefault(act.id, []).append(claim)
    return out


#: The kinds that are statements of the vocabulary; actors, sources and mentions are things it speaks of.
_STATEMENTS = frozenset(
    ("claim", "position", "event", "decision", "discrepancy", "citation", "resolution", "identity")
)


def _of_actor(index: NameIndex, record: Record) -> Acceptance | None:
    """How an actor is accepted, whom records of several documents may describe: reviewed where one of them
    is."""
    reviewed = isinstance(record, Actor) and index.canonical(record.name) in index.reviewed
    return "reviewed" if reviewed else None


def _stated(
    view: View,
    index: NameIndex,
    judged: Judged,
    apparatus: statements.Apparatus,
    discrepant: Set[str],
) -> None:
    """One accepted record in accepted knowledge."""
    node = _describe(view, index, judged.record, apparatus)
    if judged.accepted_by is None:
        return
    accepted(view, node, judged.accepted_by, _of_actor(index, judged.record))
    if judged.record.kind in _STATEMENTS:
        doubted(view, node, disputed=judged.disputed, discrepant=judged.record.id in discrepant)
    if isinstance(judged.record, Claim):
        _linked(view, judged, judged.accepted_by, apparatus, discrepant)


def _linked(
    view: View,
    judged: Judged,
    whole: Verdict,
    apparatus: statements.Apparatus,
    discrepant: Set[str],
) -> None:
    """The links of a claim, each accepted by its own verdict or else by the one that let the whole in."""
    claim = judged.record
    assert isinstance(claim, Claim)
    _evidence(view, judged, whole, apparatus, discrepant)
    own = _of_parts(judged)
    for link, target, _ in statements.argument_links(view, claim):
        accepted(view, link, own.get(("link", target), whole))
        slips = not discrepant.isdisjoint((claim.id, target))
        doubted(view, link, disputed=part_disputed(judged, "link", target), discrepant=slips)


def _evidence(
    view: View,
    judged: Judged,
    whole: Verdict,
    apparatus: statements.Apparatus,
    discrepant: Set[str],
) -> None:
    """The evidence links of a statement, each accepted by its own verdict or else by the one that let the
    whole in."""
    statement = judged.record
    assert isinstance(statement, Claim | Event | Decision)
    own = _of_parts(judged)
    for link, citation in statements.evidence_links(view, statement, apparatus):
        accepted(view, link, own.get(("evidence", citation), whole))
        slips = not discrepant.isdisjoint((statement.id, citation))
        doubted(view, link, disputed=part_disputed(judged, "evidence", citation), discrepant=slips)


def _of_parts(judged: Judged) -> dict[tuple[str, str], Verdict]:
    """The verdicts that accepted a part of a record, by part and its id."""
    return {(v.part, v.part_id): v for v in judged.verdicts if v.part != "record" and v.outcome == "accept"}


def _pieces(state: ReviewedState, judged: Judged) -> list[Record]:
    """The records a record was split into; none when it was not."""
    split = state.edges.splits.get(judged.record.id)
    return [state.items[p].record for p in split.pieces if p in state.items] if split is not None else []


def _split(view: View, record: Record, pieces: Iterable[Record]) -> None:
    """What was found to be several things: pointers to them."""
    node = (
        view.names.actor(record.name)
        if isinstance(record, Actor)
        else view.names.record(record.kind, view.document, record.id)
    )
    for piece in pieces:
        made = (
            view.names.actor(piece.name)
            if isinstance(piece, Actor)
            else view.names.record(piece.kind, view.document, piece.id)
        )
        if made != node:
            view.add(node, RG.splitInto, made)


def _merged(
    view: View,
    judged: Judged,
    apparatus: statements.Apparatus,
    renamed: Mapping[str, str],
    discrepant: Set[str],
) -> None:
    """What was merged into something else: a pointer, and what it brings to what stands for it: passages,
    notes, and a claim's evidence and answers."""
    record = judged.record
    if isinstance(record, Actor):
        if record.name in renamed:
            view.add(view.names.actor(record.name), RG.mergedInto, view.names.actor(renamed[record.name]))
        return
    node = view.record(record.kind, record.id)
    view.add(view.names.record(record.kind, view.document, record.id), RG.mergedInto, node)
    if isinstance(record, Source):
        view.add_literal(node, ALT_LABEL, sources.label(record))
    if isinstance(record, Claim | Event | Decision):
        for span in record.spans:
            view.add(node, RG.expressedIn, text.passage(view, span))
        statements.cite(view, node, record, apparatus)
    if isinstance(record, Claim) and (by := _merging(judged)) is not None:
        _linked(view, judged, by, apparatus, discrepant)
    if isinstance(record, Event | Decision) and (by := _merging(judged)) is not None:
        _evidence(view, judged, by, apparatus, discrepant)


def _merging(judged: Judged) -> Verdict | None:
    """The last verdict that merged a record."""
    merges = (v for v in reversed(judged.verdicts) if v.outcome == "merge" and v.part == "record")
    return next(merges, None)


def _describe(view: View, index: NameIndex, record: Record, apparatus: statements.Apparatus) -> NamedNode:
    """The node of a record, with what the vocabulary says of it; mentions of events have their own way."""
    match record:
        case Identity() if record.of_events:
            return events.identification(view, record, apparatus.event_of)
        case Identity() if record.of_claims:
            return statements.identification(view, record)
        case Identity() if record.across:
            return identified_across(view, record)
        case Identity():
            return sources.identification(view, record, apparatus.source_of)
        case Citation():
            return sources.citation(view, record, apparatus.footnotes)
    if type(record) in _PLAIN:
        return _PLAIN[type(record)](view, index, record, apparatus)
    raise TypeError(
        f"records of kind {record.kind!r} have no place in the graph; map them in regesta.graph.map"
    )


#: How the other kinds of record are described.
_PLAIN: Mapping[type[Record], Callable[[View, NameIndex, Any, statements.Apparatus], NamedNode]] = {
    Claim: statements.claim,
    Source: lambda view, index, record, _: sources.source(view, index, record),
    Resolution: lambda view, _index, record, _: sources.resolution(view, record),
    Actor: lambda view, index, record, _: agent(view, index, record.name),
    Link: lambda view, index, record, _: linking.link(view, index, record),
    Mention: statements.mention,
    Position: statements.position,
    Discrepancy: lambda view, _index, record, _: statements.discrepancy(view, record),
}


def _proposed(view: View, index: NameIndex, judged: Judged, apparatus: statements.Apparatus) -> None:
    """One record among everything proposed, with where it stands."""
    record = _proposal(judged)
    node = _describe(view, index, record, apparatus)
    _standing(view, node, judged, record)
    if isinstance(record, Claim):
        _parts_standing(view, judged, record, apparatus)
        for link, target, confidence in statements.argument_links(view, record):
            otherwise = "candidate" if target in judged.links_left else judged.status
            _part_standing(view, link, judged, ("link", target), otherwise)
            view.add(link, RG.confidence, decimal(confidence))


def _parts_standing(
    view: View, judged: Judged, record: Claim | Event | Decision, apparatus: statements.Apparatus
) -> None:
    """The evidence links of a proposed statement, with where they stand; what its passage may lend it does
    not stand with it, but waits for a verdict of its own."""
    lent = apparatus.lent_to(record, apparatus.cited_by(view, record))
    for link, citation in statements.evidence_links(view, record, apparatus):
        otherwise = "candidate" if citation in lent else judged.status
        _part_standing(view, link, judged, ("evidence", citation), otherwise)


def _standing(view: View, node: NamedNode, judged: Judged, record: Record) -> None:
    view.add(node, RG.status, concept("status", judged.status))
    view.add(node, RG.confidence, decimal(record.confidence))
    if isinstance(record, Actor):
        view.add_literal(node, RG.identifier, record.id)  # the one kind whose IRI does not carry its id
    if record.proposer:
        run = view.names.run(view.document, record.proposer)
        view.add(node, RG.proposedBy, run)
        view.once(f"run {record.proposer}", _run, run, record.proposer)


def _run(view: View, node: NamedNode, proposer: str) -> None:
    """What proposed, as a run over the document."""
    name, _, version = proposer.rpartition(".v")
    view.add(node, A, RG.ExtractionRun)
    view.add(node, LABEL, Literal(proposer))
    view.add(node, RG.inDocument, view.names.document(view.document))
    view.add_literal(node, RG.version, version if name else proposer)


def _part_standing(
    view: View, link: NamedNode, judged: Judged, part: tuple[str, str], otherwise: str
) -> None:
    """Where a link stands: by its own verdict, or `otherwise`."""
    outcome = judged.parts.get(part)
    status = {"accept": "accepted", "reject": "rejected", "defer": "deferred"}.get(outcome or "", otherwise)
    view.add(link, RG.status, concept("status", status))
