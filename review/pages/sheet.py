"""Everything one page of review shows of a record, gathered from the review session."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Date,
    Decision,
    Discrepancy,
    Event,
    Identity,
    Mention,
    Position,
    Record,
    Relation,
    Resolution,
    Source,
    Span,
)
from regesta.extract.record import Link as LinkRecord
from regesta.review.arguing import does
from regesta.review.pages.fields import Input, held_words, inputs_of
from regesta.review.pages.passage import Passage, ends_of, note_at, passage_of
from regesta.review.queue import label_of
from regesta.review.reanchoring import anchor
from regesta.review.session import ReviewSession
from regesta.review.state import Judged
from regesta.review.verdict import LINKS_LEFT, Verdict

#: Neighbours of one sort shown at most.
MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pointer to another record, and how it stands to this one; `verdict` is the standing outcome on the
    link itself."""

    id: str
    label: str
    kind: str
    status: str
    how: str = ""
    part: str = ""
    part_id: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One step of evidence: the note, the citation in it, its source, and where that is held; `carried` says
    why a note called elsewhere in the passage may be meant, "" for the statement's own."""

    footnote: str
    words: str
    citation: str = ""
    type: str = ""
    source: str = ""
    source_label: str = ""
    held_in: tuple[str, ...] = ()
    verdict: str = ""
    carried: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of the places that a finding compares: its note ("" when it stands in no note) and its words. What
    stands in another document is named with it, and with the record there that shows the place."""

    note: str
    words: str
    document: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A judged field that is proposed otherwise now, in words."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One line of a record's history."""

    verdict: Verdict
    stands: bool
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One record as a reviewer sees it. `seen` goes back with the verdict, so that nobody overrules what they
    have not read."""

    item: Judged
    label: str
    seen: str
    inputs: tuple[Input, ...]
    passage: Passage
    evidence: tuple[Evidence, ...]
    neighbours: tuple[Link, ...]
    twins: tuple[Link, ...]
    changes: tuple[Change, ...]
    history: tuple[Past, ...]
    merged_into: Link | None
    parts: tuple[Link, ...]
    #: How many places of an actor or source are not among the neighbours.
    beyond: int
    ends: tuple[Place, ...]
    #: Discrepancies of the document that touch the record's place.
    findings: tuple[Link, ...] = ()


def sheet_of(session: ReviewSession, name: str) -> Sheet:
    """The sheet of a record by id, or by the beginning of one that is no other's.

    Errors: ActError when there is none.
    """
    item = session.find(name)
    record = item.record
    into = session.merged.get(record.id)
    return Sheet(
        item=item,
        label=label_of(record, session.texts),
        seen=session.seen(record.id),
        inputs=tuple(_in_words_too(session, i) for i in inputs_of(record, session.texts[record.document])),
        passage=passage_of(session, item),
        evidence=_evidence(session, item),
        neighbours=_neighbours(session, item),
        twins=tuple(_links(session, session.queue.twins(record.id), "says the same")),
        changes=tuple(
            Change(
                field=c.field,
                was=in_words(session, record, c.field, c.was),
                now=in_words(session, record, c.field, c.now),
            )
            for c in item.changes
        ),
        history=tuple(
            Past(verdict=v, stands=stands, said=_in_words(v))
            for v, stands in reversed(session.history(record.id))
        ),
        merged_into=next(iter(_links(session, [into], "merged into")), None) if into else None,
        parts=_parts(item),
        beyond=max(0, len(session.places_of(record)) - MOST),
        ends=_compared(session, record),
        findings=tuple(_findings(session, record)),
    )


def _in_words_too(session: ReviewSession, control: Input) -> Input:
    """A control that holds the id of a record, with that record's words."""
    held = session.items.get(control.value) if control.pick and control.value else None
    return replace(control, words=label_of(held.record, session.texts)) if held is not None else control


def _findings(session: ReviewSession, record: Record) -> list[Link]:
    """The discrepancies whose places a record, or a note it cites, stands in."""
    place = anchor(record)
    if place is None or isinstance(record, Discrepancy):
        return []
    notes = (session.footnotes.get((record.document, n)) for n in getattr(record, "footnotes", ()))
    spans = [place, *(n.span for n in notes if n is not None)]
    found = [j for a, b in spans for j in session.standing_in(record.document, a, b)]
    names = dict.fromkeys(j.record.id for j in found if isinstance(j.record, Discrepancy))
    return _links(session, list(names), "touches this place")


def _compared(session: ReviewSession, record: Record) -> tuple[Place, ...]:
    if not isinstance(record, Discrepancy | Identity | Resolution):
        return ()
    if isinstance(record, Identity) and record.across:
        sides = (
            (record.document, record.spans, record.one),
            (record.other_document, record.other_spans, record.other),
        )
        return tuple(_side(session, *side) for side in sides if side[0] in session.texts)
    text = session.texts[record.document]
    return tuple(
        Place(note=note_at(session, record.document, span), words=" ".join(text[slice(*span)].split()))
        for span in ends_of(session, record)
    )


def _side(session: ReviewSession, document: str, spans: Sequence[Span], record: str) -> Place:
    """Where a thing of one of two documents stands first: its note, else the sentence it stands in."""
    if not spans:
        return Place(note="", words="", document=document, record=record)
    note = note_at(session, document, spans[0])
    around = () if note else session.sentences_over(document, *spans[0])
    shown = [part for sentence in around for part in sentence.spans] or [spans[0]]
    words = " ".join(session.texts[document][a:b] for a, b in shown)
    return Place(note=note, words=" ".join(words.split()), document=document, record=record)


def in_its_words(session: ReviewSession, record: Record) -> str:
    """A mention with the words around it; anything else as the queue calls it."""
    if isinstance(record, Mention):
        text, (a, b) = session.texts[record.document], record.span
        before, after = text[max(0, a - 40) : a], text[b : b + 40]
        # Cut at words, so that no half of one stands at either end.
        if a > 40:
            before = "… " + before.partition(" ")[2]
        if b + 40 < len(text):
            after = after.rpartition(" ")[0] + " …"
        return " ".join(f"{before}{text[a:b]}{after}".split())
    return label_of(record, session.texts)


def in_words(session: ReviewSession, record: Record, field: str, value: Any) -> str:
    """A field value as a person reads it: spans as the words that stand there."""
    if value is None:
        return "nothing"
    text = session.texts[record.document]
    if field in ("span", "trigger", "content", "cue") and len(value) == 2:
        return f"“{' '.join(text[value[0] : value[1]].split())}” ({value[0]}-{value[1]})"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _links(session: ReviewSession, names: Sequence[str], how: str) -> list[Link]:
    """Pointers to the records of those ids, the first `MOST` of them; an id that is no record's is left
    out."""
    items = [session.items[n] for n in names[:MOST] if n in session.items]
    return [
        Link(
            id=i.record.id,
            label=in_its_words(session, i.record),
            kind=i.record.kind,
            status=i.status,
            how=how,
        )
        for i in items
    ]


def _evidence(session: ReviewSession, item: Judged) -> tuple[Evidence, ...]:
    """The evidence of a statement, note by note; a citation is its own."""
    record = item.record
    if isinstance(record, Citation):
        return (_step(session, item, record.footnote, record),)
    if not isinstance(record, Claim | Event | Decision):
        return ()
    own = (step for note in record.footnotes for step in _evidence_in(session, item, record.document, note))
    carried = (
        replace(step, carried=f"{c.reason} ({c.confidence:.0%})")
        for c in item.carried
        if c.note not in record.footnotes
        for step in _evidence_in(session, item, record.document, c.note)
    )
    return (*own, *carried)


def _evidence_in(session: ReviewSession, item: Judged, document: str, note: str) -> list[Evidence]:
    """The citations of one note; its own words where it cites nothing."""
    found = [session.items[i] for i in session.citations.get((document, note), ()) if i in session.items]
    cited = [j.record for j in found if j.status != "rejected"]
    if cited:
        return [_step(session, item, note, c) for c in cited if isinstance(c, Citation)]
    body = session.footnotes.get((document, note))
    if body is None:
        return [Evidence(footnote=note, words="this note is not in the text")]
    return [Evidence(footnote=note, words=" ".join(session.texts[document][slice(*body.span)].split()))]


def _step(session: ReviewSession, item: Judged, note: str, citation: Citation) -> Evidence:
    source = session.source_of(citation)
    return Evidence(
        footnote=note,
        words=" ".join(session.texts[citation.document][slice(*citation.span)].split()),
        citation=citation.id,
        type=citation.type.replace("_", " "),
        source=source.id if source else "",
        source_label=label_of(source, session.texts) if source else "",
        held_in=tuple(held_words(h) for h in source.held_in) if source else (),
        verdict=item.parts.get(("evidence", citation.id), ""),
    )


def _neighbours(session: ReviewSession, item: Judged) -> tuple[Link, ...]:
    """What a record leads to, and what leads to it."""
    find = _NEIGHBOURS.get(type(item.record))
    return tuple(find(session, item, item.record)) if find is not None else ()


def _does(relation: Relation) -> str:
    """What a claim does by a relation, in words that stand before what it answers."""
    what = {"citation": " the evidence", "position": " the position"}.get(relation.target_kind, "")
    return f"this claim {does(relation.type)}{what}"


def _neighbours_of_claim(session: ReviewSession, item: Judged, claim: Claim) -> Iterator[Link]:
    for relation in claim.relations:
        verdict = item.parts.get(("link", relation.target), "")
        target = session.state().stands_for(relation.target)
        for link in _links(session, [target], _does(relation)):
            yield replace(link, part="link", part_id=relation.target, verdict=verdict)
    for how, other in session.answers.get(claim.id, ())[:MOST]:
        yield from _links(session, [other], f"{does(how)} this claim")
    yield from _links(session, [claim.within], "reported within")


def _neighbours_of_position(session: ReviewSession, item: Judged, position: Position) -> Iterator[Link]:
    for claim in position.claims[:MOST]:
        verdict = item.parts.get(("link", claim), "")
        for link in _links(session, [session.state().stands_for(claim)], "expresses this position"):
            yield replace(link, part="link", part_id=claim, verdict=verdict)
    for how, other in session.answers.get(position.id, ())[:MOST]:
        yield from _links(session, [other], f"{does(how)} this position")


def _neighbours_of_citation(session: ReviewSession, item: Judged, citation: Citation) -> Iterator[Link]:
    yield from _links(session, [citation.source], "cites")
    yield from _links(session, [citation.resolved_from], "points back to")
    yield from _links(session, [citation.cited_through], "seen in")


def _neighbours_of_actor(session: ReviewSession, item: Judged, actor: Actor) -> Iterator[Link]:
    yield from _links(session, session.links.get((actor.document, actor.name), ()), "linked to")
    yield from _links(session, session.places_of(actor), "mentions")


def _neighbours_of_link(session: ReviewSession, item: Judged, link: LinkRecord) -> Iterator[Link]:
    yield from _links(session, session.actors_named(link.document, link.subject), "links this actor")
    others = [i for i in session.links.get((link.document, link.subject), ()) if i != link.id]
    yield from _links(session, others, "also proposed for it")


#: Kind of record -> what finds its neighbours.
_NEIGHBOURS: Mapping[type[Record], Callable[[ReviewSession, Judged, Any], Iterable[Link]]] = {
    Claim: _neighbours_of_claim,
    Position: _neighbours_of_position,
    Decision: lambda session, item, decision: _links(session, [decision.event], "the same act as an event"),
    Citation: _neighbours_of_citation,
    Source: lambda session, item, source: _links(session, source.cited_by, "cites this source"),
    Mention: lambda session, item, mention: _links(
        session, session.actors_named(mention.document, mention.actor), "refers to"
    ),
    Actor: _neighbours_of_actor,
    LinkRecord: _neighbours_of_link,
}


def _parts(item: Judged) -> tuple[Link, ...]:
    """The parts of a record that are judged apart and shown nowhere else: its date and its identifiers."""
    record = item.record
    date = getattr(record, "date", None)
    out: list[Link] = []
    if isinstance(date, Date) and (date.edtf or date.text):
        out.append(
            Link(
                id="",
                label=f"{date.text} = {date.edtf}" if date.text else date.edtf,
                kind="date",
                status="",
                part="date",
                verdict=item.parts.get(("date", ""), ""),
            )
        )
    if isinstance(record, Actor):
        for authority, name in record.identifiers:
            key = f"{authority}:{name}"
            out.append(
                Link(
                    id="",
                    label=key,
                    kind="identity",
                    status="",
                    part="link",
                    part_id=key,
                    verdict=item.parts.get(("link", key), ""),
                )
            )
    return tuple(out)


def _in_words(verdict: Verdict) -> str:
    """What a verdict changed, in words."""
    if verdict.outcome == "edit" and verdict.edited and verdict.judged:
        return _changed_fields(verdict.edited, verdict.judged)
    if verdict.outcome == "merge":
        return f"into {verdict.into}"
    if verdict.outcome == "withdraw":
        return f"took back {', '.join(verdict.withdraws[:3])}"
    if left := verdict.extra.get(LINKS_LEFT):
        return f"without {len(left)} link{'s' if len(left) > 1 else ''}, left to be judged"
    on = "" if verdict.part == "record" else f"on its {verdict.part}"
    return " ".join(filter(None, [on, verdict.part_id]))


def _changed_fields(edited: Mapping[str, Any], judged: Mapping[str, Any]) -> str:
    names = [k for k in {**edited, **judged} if edited.get(k) != judged.get(k) and k != "quote"]
    return "changed " + ", ".join(names) if names else "changed nothing"
