"""One document and its reviewed records to quads: accepted knowledge in the default graph, everything
proposed in `graph/candidates`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from regesta.extract.record import Actor, Claim, Decision, Division, Event, Footnote, Link, Record, Sentence
from regesta.graph.map import contradictions, events, formal, linking, statements, text
from regesta.graph.map.acceptance import accepted, discrepant_of, doubted
from regesta.graph.map.accepting import evidence, merged, pieces_of, split, stated
from regesta.graph.map.agents import AUTHOR, agent, name_index
from regesta.graph.map.apparatus import apparatus_of
from regesta.graph.map.deposit import Deposit
from regesta.graph.map.everyone import Everyone, everyone, reviewed
from regesta.graph.map.gathering import Gathering, Mentioning, gathered
from regesta.graph.map.proposals import parts_standing, proposal, proposed, standing
from regesta.graph.map.reviews import verdict_in_full, who_and_when
from regesta.graph.map.stated_propositions import propositions, wordings
from regesta.graph.map.view import View
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad
from regesta.ontology.terms import RG, concept
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Verdict

#: The name of the view of everything proposed.
PROPOSED = "proposed"


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
        rows = [proposal(j) for j in deposit.items]
        author = str(deposit.meta.get("author") or "")
        all_names = everyone(state, deposit.authority, hold) if names_of_all is None else names_of_all
        self.everyone = all_names.of(deposit.document, author)
        self.apparatus = apparatus_of(deposit, (j.record for j in shown), self.gathered)
        self.discrepant = discrepant_of(deposit.items)
        self.known = formal.Known(self.accepted, self.everyone, state, self.gathered, self._tells)
        self.contradictions = self._contradictions()
        self.proposed_names = name_index(
            (r for r in rows if isinstance(r, Actor)), {}, deposit.authority, self.everyone.author
        )
        self.proposed_apparatus = apparatus_of(deposit, rows, self.gathered)

    @property
    def views(self) -> Mapping[str, View]:
        """What was collected, by the name of the view."""
        return {"accepted": self.accepted, "links": self.linkset, PROPOSED: self.proposed}

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
        self.accept(judged)
        self.propose(judged)

    def accept(self, judged: Judged) -> None:
        """One record in accepted knowledge, and a link among the accepted ones."""
        for view in (self.accepted, self.linkset):
            view.begin()
        view, record = self.accepted, judged.record
        if self.shown(judged):
            if isinstance(record, Link) and judged.accepted_by is not None:
                linking.accepted(view, self.linkset, self.everyone, record, judged.accepted_by)
            elif isinstance(record, Event | Decision):
                self._mentioned(judged, record)
            else:
                stated(view, self.everyone, judged, self.apparatus, self.discrepant)
            self._formal(record)
        if record.id in self.state.merged and view.shows(record.id):
            self._merged(judged)
        split(view, record, pieces_of(self.state, judged))

    def propose(self, judged: Judged) -> None:
        """One record among everything proposed."""
        self.proposed.begin()
        if isinstance(proposal(judged), Event | Decision):
            self._proposed_mention(judged)
        else:
            proposed(self.proposed, self.proposed_names, judged, self.proposed_apparatus)

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
            evidence(view, judged, judged.accepted_by, self.apparatus, self.discrepant)
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
        merged(view, judged, self.apparatus, self.everyone.renamed, self.discrepant)
        if isinstance(record, Event | Decision):
            events.evidence_of(view, view.event(self.event_of(record.id).id), record, self.apparatus)

    def _proposed_mention(self, judged: Judged) -> None:
        """One mention among everything proposed, with where it stands; with the first one its event."""
        view, record = self.proposed, proposal(judged)
        assert isinstance(record, Event | Decision)
        found = self.event_of(judged.record.id)
        event = view.event(found.id)
        how = self._factuality(record)
        node = events.mention(view, self.proposed_names, record, self.proposed_apparatus, event, how)
        standing(view, node, judged, record)
        parts_standing(view, judged, record, self.proposed_apparatus)
        if found.mentions[0] == judged.record.id:
            everyone = [self.state.items[m] for m in found.mentions]
            rows = [r for j in everyone if isinstance(r := proposal(j), Event | Decision)]
            status = events.joint_status(j.status for j in everyone)
            events.proposed_event(view, self.proposed_names, event, rows, status)


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

    language = str(deposit.meta.get("language") or "")
    if full:
        same_as = propositions(deposit, state)
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
            wordings(deposit, state, same_as),
            language=language,
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
        language=language,
    )


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
