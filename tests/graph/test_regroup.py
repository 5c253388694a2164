"""A rejected identification parts a source, an accepted one joins two, a rejected resolution leaves its
citation without one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode

from regesta.extract.notes import Linked, link, propose_citations
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Footnote, Identity, Record, Source
from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble
from regesta.graph.map.regroup import regrouped
from regesta.graph.store.embedded import EmbeddedStore
from regesta.review.acts import act, withdraw
from regesta.review.log import VerdictLog
from regesta.review.policy import accept_all
from regesta.review.state import ReviewedState, replay
from regesta.review.verdict import Verdict

AT = "2026-01-01T00:00:00Z"
NOTES = (
    "TNA, FO 371/118864, Trevelyan to Shuckburgh, letter, 14 October 1955.",
    "Keith Kyle, Suez (London: Weidenfeld and Nicolson, 1991), p. 85.",
    "Ibid., p. 92.",
    "Letter from Trevelyan to Shuckburgh, 14 October 1955, PREM 11/859.",
    "Kyle, Suez, p. 102.",
)


def page(notes: tuple[str, ...] = NOTES) -> Document:
    text, footnotes = "", []
    for k, body in enumerate(notes, 1):
        footnotes.append(
            Footnote(id=f"I.{k}", document="d", span=(len(text), len(text) + len(body)), number=k)
        )
        text += body + "\n"
    return Document(id="d", text=text, footnotes=tuple(footnotes))


def linked(notes: tuple[str, ...] = NOTES) -> tuple[Linked, list[Record]]:
    document = page(notes)
    found = link(document, propose_citations(document))
    return found, [*found.citations, *found.sources, *found.resolutions, *found.identities]


def state_of(rows: list[Record], log: list[Verdict]) -> ReviewedState:
    return regrouped(replay(rows, log))


def judged(rows: list[Record], record: Record, outcome: str, **more: object) -> Verdict:
    return act(replay(rows, []).items[record.id], outcome, at=AT, reviewer="r", reason="because", **more)  # type: ignore[arg-type]


def sources(state: ReviewedState) -> dict[str, set[str]]:
    """Source id -> the notes that cite it."""
    out: dict[str, set[str]] = {}
    for j in state.items.values():
        if isinstance(j.record, Citation) and j.record.source:
            out.setdefault(j.record.source, set()).add(j.record.footnote)
    return out


def test_the_decisions_are_records_with_reason_and_confidence() -> None:
    found, _ = linked()
    (same,) = found.identities
    assert same.applied
    assert same.reason == "same sender, recipient and day"
    assert 0.9 < same.confidence < 1
    assert (same.one, same.other) == (found.citations[0].id, found.citations[3].id)
    assert same.spans == (found.citations[0].span, found.citations[3].span)
    assert {(r.citation, r.target) for r in found.resolutions} == {
        (found.citations[2].id, found.citations[1].id),
        (found.citations[4].id, found.citations[1].id),
    }
    assert all(r.applied and r.reason and r.confidence for r in found.resolutions)


def test_nothing_judged_changes_nothing() -> None:
    _, rows = linked()
    before = replay(rows, [])
    assert regrouped(before) is before


def test_a_rejected_identification_parts_the_source() -> None:
    found, rows = linked()
    (same,) = found.identities
    state = state_of(rows, [judged(rows, same, "reject")])
    first, second = found.citations[0], found.citations[3]
    now = {c.id: state.items[c.id].record for c in (first, second)}
    one, other = (r.source for r in now.values() if isinstance(r, Citation))
    assert one == first.source != other
    kept, parted = state.items[one].record, state.items[other].record
    assert isinstance(kept, Source)
    assert isinstance(parted, Source)
    assert kept.cited_by == (first.id,)
    assert parted.cited_by == (second.id,)
    assert [h.path[-1][1] for h in kept.held_in] == ["118864"]
    assert [h.path[-1][1] for h in parted.held_in] == ["859"]


def test_a_part_of_an_accepted_source_is_accepted_by_the_verdict_that_parted_it() -> None:
    found, rows = linked()
    bulk = accept_all(rows, at=AT, reviewer="policy", reason="", policy="apparatus@2", batch="b")
    no = judged(rows, found.identities[0], "reject")
    state = state_of(rows, [*bulk, no])
    second = state.items[found.citations[3].id].record
    assert isinstance(second, Citation)
    parted = state.items[second.source]
    assert parted.status == "accepted"
    assert parted.accepted_by is not None
    assert parted.accepted_by.id == no.id


def test_taking_the_rejection_back_joins_again() -> None:
    found, rows = linked()
    no = judged(rows, found.identities[0], "reject")
    back = withdraw([no], [no.id], at=AT, reviewer="r")
    assert sources(state_of(rows, [no, back])) == sources(replay(rows, []))


def test_an_accepted_identification_joins_what_the_proposal_left_apart() -> None:
    found, rows = linked(
        (
            "Trevelyan to Shuckburgh, letter, 14 October 1955, FO 371/118864.",
            "Keith Kyle, Suez (London: Weidenfeld, 1991), p. 85.",
        )
    )
    one, other = found.citations
    guess = Identity(
        id="identity-x",
        document="d",
        spans=(one.span, other.span),
        one=one.id,
        other=other.id,
        type=other.type,
        fields=other.fields,
        applied=False,
        confidence=0.7,
    )
    rows = [*rows, guess]
    assert len(sources(state_of(rows, []))) == 2
    state = state_of(rows, [judged(rows, guess, "accept")])
    assert sources(state) == {one.source: {"I.1", "I.2"}}
    assert state.stands_for(other.source) == one.source


def test_a_rejected_resolution_leaves_its_citation_unresolved_and_those_that_point_to_it() -> None:
    found, rows = linked((NOTES[1], "Ibid., p. 92.", "Ibid., p. 93."))
    first = next(r for r in found.resolutions if r.citation == found.citations[1].id)
    state = state_of(rows, [judged(rows, first, "reject")])
    now = [state.items[c.id].record for c in found.citations]
    assert [bool(c.source) for c in now if isinstance(c, Citation)] == [True, False, False]
    assert isinstance(now[1], Citation)
    assert now[1].resolved_from == ""
    source = state.items[found.sources[0].id].record
    assert isinstance(source, Source)
    assert source.cited_by == (found.citations[0].id,)


def test_an_edited_resolution_moves_its_citation() -> None:
    found, rows = linked(
        ("W. Scott Lucas, Divided We Stand (London: Hodder, 1996), p. 1.", NOTES[1], "Ibid., p. 92.")
    )
    (pointer,) = found.resolutions
    verdict = judged(rows, pointer, "edit", edited=replace(pointer, target=found.citations[0].id))
    now = state_of(rows, [verdict]).items[found.citations[2].id].record
    assert isinstance(now, Citation)
    assert (now.source, now.resolved_from) == (found.citations[0].source, found.citations[0].id)


def test_of_an_ambiguous_ibid_every_reading_is_a_candidate_and_one_that_is_accepted_decides() -> None:
    found, rows = linked(
        (f"{NOTES[1][:-1]}; W. Scott Lucas, Divided We Stand (London: Hodder, 1996), p. 1.", "Ibid., p. 92.")
    )
    taken, rival = found.resolutions
    assert (taken.applied, rival.applied) == (True, False)
    assert (taken.target, rival.target) == (found.citations[1].id, found.citations[0].id)
    refused = state_of(rows, [judged(rows, taken, "reject")]).items[found.citations[2].id].record
    assert isinstance(refused, Citation)
    assert refused.source == ""
    chosen = (
        state_of(rows, [judged(rows, taken, "reject"), judged(rows, rival, "accept")])
        .items[found.citations[2].id]
        .record
    )
    assert isinstance(chosen, Citation)
    assert chosen.source == found.citations[0].source


def test_a_refused_idem_loses_its_author() -> None:
    found, rows = linked((NOTES[1], "Idem, The Politics of the Suez Crisis (London: Murray, 1999), p. 4."))
    (author,) = [r for r in found.resolutions if r.means == "author"]
    assert found.citations[1].fields.authors == ("Kyle",)
    state = state_of(rows, [judged(rows, author, "reject")])
    now = state.items[found.citations[1].id].record
    assert isinstance(now, Citation)
    assert now.fields.authors == ()
    assert state.items[now.source].record.to_dict()["fields"].get("authors") is None


def test_the_built_graph_follows(tmp_path: Path, page: Callable[..., Workspace]) -> None:
    """End to end: two builds of one workspace, before and after a rejection."""
    found, rows = linked()
    text = "".join(n + "\n" for n in NOTES)
    notes = [
        Footnote(id=f"I.{k}", document="d", span=(text.index(n), text.index(n) + len(n)), number=k)
        for k, n in enumerate(NOTES, 1)
    ]
    space = page(tmp_path, rows=[], log=[])
    folder = space.document("d")
    folder.mkdir(parents=True)
    (folder / "text.txt").write_bytes(text.encode())
    (folder / "metadata.json").write_text(
        json.dumps({"title": "Notes", "author": "A. Writer", "year": "2025", "language": "en"})
    )
    space.write_records("d", [*notes, *rows])
    log = VerdictLog(space.log)
    log.append(accept_all(rows, at=AT, reviewer="policy", reason="", policy="apparatus@2", batch="b"))
    before = cited(space)
    log.append(
        [
            judged(rows, found.identities[0], "reject"),
            judged(rows, next(r for r in found.resolutions if r.citation == found.citations[2].id), "reject"),
        ]
    )
    after = cited(space)
    ids = [c.id.removeprefix("citation-") for c in found.citations]
    assert before[ids[0]] == before[ids[3]]
    assert after[ids[0]] != after[ids[3]]
    assert ids[2] in before
    assert ids[2] not in after
    assert after[ids[4]] == before[ids[4]]


def cited(space: Workspace) -> dict[str, str]:
    """Citation id -> source IRI, in accepted knowledge."""
    store = EmbeddedStore()
    store.load_nquads(assemble(space).nquads)
    rows = store.quads(None, NamedNode("https://w3id.org/regesta/ontology#citedSource"), None, DefaultGraph())
    return {
        str(q.subject.value).rsplit("/", 1)[1]: str(q.object.value)
        for q in rows
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
    }
