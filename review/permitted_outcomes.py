"""Which outcomes are permitted: what outcomes a kind of record and each of its parts takes, checked before
anything is logged. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regesta.extract.record import Actor, Citation, Claim, Decision, Event, Mention, Position, Record, Source
from regesta.review.acts import ActError, find
from regesta.review.edges import NAMES, listed
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Outcome, Part

_ALWAYS: tuple[str, ...] = ("accept", "reject", "edit", "defer", "comment")
_LINK: tuple[str, ...] = ("accept", "reject", "relink", "defer", "comment")
_DATE: tuple[str, ...] = ("accept", "reject", "defer", "comment")
_SAME: tuple[str, ...] = ("merge", "split", "comment")
_WHOLE: tuple[str, ...] = (*_ALWAYS, "merge", "split")

#: kind -> part -> the outcomes it takes. Sentences, divisions and footnotes have no parts; they may be judged
#: as records.
PERMITTED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claim": {
        "record": _WHOLE,
        "claim": _WHOLE,
        "proposition": _SAME,
        "evidence": _LINK,
        "link": _LINK,
        "actor": _LINK,
    },
    "event": {"record": _WHOLE, "evidence": _LINK, "date": _DATE, "actor": _LINK},
    "decision": {"record": _WHOLE, "evidence": _LINK, "date": _DATE, "actor": _LINK, "link": _LINK},
    "citation": {"record": _ALWAYS, "link": _LINK},
    "source": {"record": _WHOLE, "date": _DATE, "link": _DATE},
    "actor": {"record": _WHOLE, "link": _LINK},
    "mention": {"record": _ALWAYS, "actor": _LINK},
}
_MEANS: Mapping[tuple[str, str], str] = {
    ("claim", "evidence"): "a citation in its notes",
    ("claim", "link"): "a claim it answers",
    ("claim", "actor"): "one of its holders",
    ("claim", "proposition"): "what is held",
    ("citation", "link"): "the source it cites, or the citation it points back to",
    ("actor", "link"): "an identifier, as wikidata:Q855",
    ("decision", "link"): "the event that is the same act",
    ("mention", "actor"): "the actor it refers to",
}


def parts_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The parts a record of this kind has, and the outcomes each takes."""
    return PERMITTED.get(kind, {"record": _ALWAYS})


def refuse_not_permitted(record: Record, outcome: Outcome, part: Part) -> None:
    """Refuse a verdict this kind of record or part does not take.

    Errors: ActError naming the parts there are, or the outcomes this part takes.
    """
    table = parts_of(record.kind)
    if part not in table:
        there = ", ".join(_in_words(record.kind, name) for name in table)
        raise ActError(f"a {record.kind} has no part {part!r} to judge; it has {there}.")
    if outcome not in table[part]:
        what = f"a {record.kind}" if part in ("record", "claim") else f"the {part} of a {record.kind}"
        raise ActError(
            f"{outcome!r} cannot be said of {what}; it takes {', '.join(table[part])}."
            + _instead(table, outcome, part)
        )


def _in_words(kind: str, part: str) -> str:
    """A part with what it means, where its name alone does not say."""
    return f"{part} ({_MEANS[kind, part]})" if (kind, part) in _MEANS else part


def _instead(table: Mapping[str, tuple[str, ...]], outcome: Outcome, part: Part) -> str:
    """What to type instead of an outcome that a part does not take; "" where nothing comes near it."""
    links = [name for name, allowed in table.items() if "relink" in allowed]
    if outcome == "relink" and part == "record" and links:
        return f" Name the part to lead elsewhere: --part {' or '.join(p + ':ID' for p in links)}."
    return " To change it, edit the record." if outcome == "edit" else ""


def default_part(record: Record, outcome: Outcome, part: Part, part_id: str) -> tuple[Part, str]:
    """The part that is meant where none was named: a citation is relinked to a source, a mention to an actor,
    a decision to an event."""
    if outcome != "relink" or part != "record":
        return part, part_id
    match record:
        case Citation():
            return "link", record.source
        case Mention():
            return "actor", record.actor
        case Decision():
            return "link", record.event
        case Actor() if len(record.identifiers) < 2:
            return "link", ":".join(record.identifiers[0]) if record.identifiers else ""
    return part, part_id


def refuse_absent(state: ReviewedState, judged: Judged, outcome: Outcome, part: Part, part_id: str) -> None:
    """Refuse a verdict on a part the record does not have. A relink may name no part: it adds one.

    Errors: ActError listing the parts there are.
    """
    if part in ("record", "claim", "proposition"):
        return
    there = ids_of_part(state, judged, part)
    if part_id in there or (outcome == "relink" and not part_id) or (part, part_id) in judged.parts:
        return
    listed = ", ".join(sorted(there)[:8]) or "none"
    named = f"{part} {part_id!r}" if part_id else f"{part}"
    raise ActError(f"{judged.record.id} has no {named}; it has {listed}.")


def ids_of_part(state: ReviewedState, judged: Judged, part: Part) -> set[str]:
    """What `part_id` may be for this part of this record."""
    find_ids = _IDS_OF.get(part)
    return find_ids(state, judged) if find_ids is not None else set()


def _evidence_ids(state: ReviewedState, judged: Judged) -> set[str]:
    """The citations in the notes of a statement and of its passage, and those that reviewers added."""
    record = judged.record
    if not isinstance(record, Claim | Event | Decision):
        return set()
    notes = {*record.footnotes, *(carried.note for carried in judged.carried)}
    cited = {
        i
        for i, j in state.items.items()
        if isinstance(j.record, Citation)
        and j.record.document == record.document
        and j.record.footnote in notes
    }
    return cited | set(judged.added_evidence)


def _date_ids(state: ReviewedState, judged: Judged) -> set[str]:
    """The one date of a record, which has no id."""
    match judged.record:
        case Event() | Decision() as record if record.date is not None:
            return {""}
        case Source() as record if record.fields.doc_date:
            return {""}
    return set()


def _actor_ids(state: ReviewedState, judged: Judged) -> set[str]:
    """The names of the actors that a record names, now and before relinks."""
    return {v for r in _versions(judged) for name in NAMES.get(r.kind, ()) for v in listed(getattr(r, name))}


def _link_ids(state: ReviewedState, judged: Judged) -> set[str]:
    """The ids that a record leads to, now and before relinks."""
    return {i for r in _versions(judged) for i in _links(r)}


def _versions(judged: Judged) -> tuple[Record, Record]:
    return judged.record, judged.bare or judged.record


#: Part -> what finds its ids.
_IDS_OF: Mapping[str, Callable[[ReviewedState, Judged], set[str]]] = {
    "evidence": _evidence_ids,
    "date": _date_ids,
    "actor": _actor_ids,
    "link": _link_ids,
}


def _links(record: Record) -> set[str]:
    match record:
        case Claim():
            return {r.target for r in record.relations}
        case Position():
            return set(record.claims)
        case Citation():
            return {record.source, record.resolved_from, record.cited_through} - {""}
        case Decision():
            return {record.event} - {""}
        case Actor():
            return {f"{s}:{v}" for s, v in record.identifiers}
        case Source():
            return {f"held_in:{h.archive}" for h in record.held_in if h.archive}
    return set()


def target_of(
    state: ReviewedState, record: Record, outcome: Outcome, part: Part, into: str
) -> tuple[str, str]:
    """What `into` means for this verdict: the id to log, and the name records write where they refer by name.

    Errors: ActError for a target of the wrong kind, an unknown one, or one that a split took away.
    """
    if outcome not in ("merge", "relink") or not into:
        return "", ""
    if outcome == "relink" and isinstance(record, Actor):
        return _identifier(into), ""
    wanted = record.kind if outcome == "merge" else _leads_to(record, part)
    other = find_record(state, into)
    _refuse_other_kind(record, other, outcome, part, wanted)
    if other.id in state.edges.splits:
        pieces = ", ".join(state.edges.splits[other.id].pieces)
        raise ActError(f"{other.id} was split; name one of its pieces: {pieces}.")
    if other.id == record.id:
        raise ActError(f"{record.id} cannot lead to itself; name another {wanted}.")
    return other.id, other.name if isinstance(other, Actor) and outcome == "relink" else ""


def _identifier(into: str) -> str:
    """An identifier of an authority, as typed: AUTHORITY:ID."""
    scheme, _, value = into.partition(":")
    if not (scheme and value):
        raise ActError(
            f"{into!r} is no identifier; type it as AUTHORITY:ID, for instance --into wikidata:Q855."
        )
    return into


def _refuse_other_kind(record: Record, other: Record, outcome: Outcome, part: Part, wanted: str) -> None:
    """Refuse to merge records of two kinds, or to lead a part to a record of a kind it does not lead to."""
    if other.kind == wanted:
        return
    if outcome == "merge":
        raise ActError(
            f"{record.id} is a {record.kind} and {other.id} a {other.kind}; only records of one kind can be "
            "merged."
        )
    raise ActError(f"the {part} of a {record.kind} leads to a {wanted}; {other.id} is a {other.kind}.")


def find_record(state: ReviewedState, name: str) -> Record:
    """The record of that id, or the one actor of that name."""
    named = (
        [j.record for j in state.items.values() if isinstance(j.record, Actor) and j.record.name == name]
        if name not in state.items
        else []
    )
    return named[0] if len(named) == 1 else find(state, state.carried.get(name, name)).record


def _leads_to(record: Record, part: Part) -> str:
    if part == "evidence":
        return "citation"
    if part == "actor":
        return "actor"
    leads = {"citation": "source", "decision": "event", "claim": "claim", "position": "claim"}
    return leads.get(record.kind, record.kind)
