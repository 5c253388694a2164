"""Giving a verdict: what somebody says of a record becomes the verdicts that are logged, or an error that
says why not. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from regesta.extract.record import Actor, Claim, Record, Sentence, content_id
from regesta.review.acts import ActError, act, find, with_fields
from regesta.review.edges import shared_takes
from regesta.review.json_values import mistyped, unwritable
from regesta.review.permitted_outcomes import default_part, refuse_absent, refuse_not_permitted, target_of
from regesta.review.request import Piece, VerdictRequest
from regesta.review.state import WHOLE, Judged, ReviewedState
from regesta.review.validation import refuse_unknown, settled
from regesta.review.verdict import KEY, LINKS_LEFT, Part, Verdict, sent_by

#: The raw text of a document, and the sentences that a stretch of it touches.
TextOf = Callable[[str], str]
SentencesOver = Callable[[str, int, int], Sequence[Sentence]]


def give(
    state: ReviewedState, request: VerdictRequest, text_of: TextOf, sentences_over: SentencesOver
) -> Verdict:
    """The verdict to log.

    Errors: ActError when the record or what is named does not exist, or when this cannot be said of it; the
    message says what can.
    """
    judged = find(state, state.carried.get(request.record, request.record))
    if known := _sent_before(judged, request):
        return known
    _refuse_split(state, judged, request)
    part, part_id = default_part(judged.record, request.outcome, request.part, request.part_id)
    refuse_not_permitted(judged.record, request.outcome, part)
    refuse_absent(state, judged, request.outcome, part, part_id)
    edited = _edited(judged.record, request, text_of, sentences_over)
    if edited is not None:
        refuse_unknown(edited, lambda record: _kind_of(state, record))
    into, into_name = target_of(state, judged.record, request.outcome, part, request.into)
    verdict = act(
        judged,
        request.outcome,
        at=request.at,
        reviewer=request.reviewer,
        reason=request.reason,
        part=part,
        part_id=part_id,
        edited=edited,
        into=into,
        pieces=_pieces(state, judged, request, part, text_of, sentences_over),
    )
    extra = {**verdict.extra, **request.extra, **({"name": into_name} if into_name else {})}
    extra |= {**_links_left(judged, request, part, edited), **sent_by(request.key)}
    return _writable(replace(verdict, batch=request.batch, extra=extra))


def _links_left(
    judged: Judged, request: VerdictRequest, part: Part, edited: Record | None
) -> dict[str, list[str]]:
    """What an acceptance says of a claim's links nobody judged or ticked. A relation that the edit makes or
    turns is its reviewer's own."""
    accepts = part in WHOLE and request.outcome in ("accept", "edit")
    if request.links is None or not accepts:
        return {}
    known, kept = (_relations(record) for record in (judged.record, edited or judged.record))
    settled_by = {*request.links, *(i for named, i in judged.parts if named == "link")}
    left = [target for kind, target in kept if (kind, target) in known and target not in settled_by]
    return {LINKS_LEFT: left} if left else {}


def _relations(record: Record) -> list[tuple[str, str]]:
    """What a claim does to what."""
    return [(r.type, r.target) for r in record.relations] if isinstance(record, Claim) else []


def _kind_of(state: ReviewedState, record: str) -> tuple[str, str]:
    """The kind and document of a record of this workspace; both "" where there is none."""
    item = state.items.get(state.stands_for(record))
    return (item.record.kind, item.record.document) if item is not None else ("", "")


def _sent_before(judged: Judged, request: VerdictRequest) -> Verdict | None:
    """The verdict on the record that this very request gave when it was sent before, None when it was not.
    Who sent it again, not having heard the answer, is answered as then, and nothing is logged."""
    for verdict in judged.verdicts if request.key else ():
        if verdict.extra.get(KEY) == request.key and verdict.reviewer == request.reviewer:
            return verdict
    return None


def _writable(verdict: Verdict) -> Verdict:
    """The verdict, when the log can hold it.

    Errors: ActError for what could not be read again as it was written.
    """
    if wrong := mistyped(verdict) or unwritable(verdict.to_dict()):
        raise ActError(f"this cannot be logged: {wrong}. Nothing was.")
    return verdict


def _refuse_split(state: ReviewedState, judged: Judged, request: VerdictRequest) -> None:
    """Refuse all but comments on a record that was split."""
    name = judged.record.id
    if name in state.edges.splits and request.outcome != "comment":
        raise ActError(
            f"{name} was split into {', '.join(state.edges.splits[name].pieces)}. Judge those, or take the "
            "split back first."
        )


def _edited(
    record: Record, request: VerdictRequest, text_of: TextOf, sentences_over: SentencesOver
) -> Record | None:
    """The record as the request changes it, None when it changes nothing."""
    if request.changes is None:
        return None
    if request.outcome not in ("edit", "split"):
        raise ActError(f"changes go with an edit, not with {request.outcome!r}.")
    return _fit(record, request.changes, text_of, sentences_over)


def _fit(
    record: Record, changes: Mapping[str, Any], text_of: TextOf, sentences_over: SentencesOver
) -> Record:
    try:
        edited = with_fields(record, changes)
    except (AttributeError, LookupError) as error:
        raise ActError(f"a value of the changes is not of its field's shape ({error}).") from error
    if wrong := mistyped(edited) or unwritable(edited.to_dict()):
        raise ActError(wrong + ".")
    if (edited.kind, edited.id, edited.document) != (record.kind, record.id, record.document):
        return edited  # refused by `act`
    touched = (
        [s for a, b in edited.spans for s in sentences_over(edited.document, a, b)]
        if isinstance(edited, Claim)
        else []
    )
    return settled(edited, text_of(edited.document), touched)


def _pieces(
    state: ReviewedState,
    judged: Judged,
    request: VerdictRequest,
    part: Part,
    text_of: TextOf,
    sentences_over: SentencesOver,
) -> tuple[Mapping[str, Any], ...]:
    """The pieces of a split as the verdict carries them: a record each, and the ids of what means it. None
    for other outcomes, nor for a claim that is set apart from its proposition."""
    record, pieces = judged.record, request.pieces
    if request.outcome != "split" or part == "proposition":
        if pieces:
            raise ActError(f"pieces go with the split of a record, not with {request.outcome!r} on {part}.")
        return ()
    _refuse_bad_split(state, record, pieces)
    made = [
        _piece_record(record, number, piece, text_of, sentences_over) for number, piece in enumerate(pieces)
    ]
    _refuse_alike(record, made)
    takes: Sequence[Sequence[str]] = [p.takes for p in pieces]
    if isinstance(record, Actor):
        takes = shared_takes(record, takes, (j.record for j in state.items.values()))
    return tuple(
        {"record": r.to_dict(), **({"takes": sorted(t)} if t else {})}
        for r, t in zip(made, takes, strict=True)
    )


def _refuse_bad_split(state: ReviewedState, record: Record, pieces: Sequence[Piece]) -> None:
    """Refuse fewer than two pieces, and references that several pieces take or that do not exist."""
    if len(pieces) < 2:
        raise ActError(
            f"splitting {record.id} needs at least two pieces. Type --piece FIELD=VALUE once for each."
        )
    claimed = [t for p in pieces for t in p.takes]
    if twice := sorted(t for t, times in Counter(claimed).items() if times > 1):
        raise ActError(f"{twice[0]} is taken by two pieces; each reference means one of them.")
    if strangers := [t for t in claimed if t not in state.items]:
        raise ActError(f"there is no record {strangers[0]!r} in this workspace for a piece to take.")


def _piece_record(
    record: Record, number: int, piece: Piece, text_of: TextOf, sentences_over: SentencesOver
) -> Record:
    """The record one piece of a split makes, with an id of its own."""
    if unfit := sorted(set(piece.changes) & {"id", "kind", "document"}):
        raise ActError(
            f"a piece may not set {', '.join(unfit)}; it is a {record.kind} of the same document, with "
            "an id of its own."
        )
    fitted = _fit(record, piece.changes, text_of, sentences_over)
    content = {k: v for k, v in fitted.to_dict().items() if k not in ("id", "confidence", "proposer")}
    own = content_id(record.kind, "split", record.id, number, content)
    return replace(fitted, id=own, confidence=1.0, proposer="")


def _refuse_alike(record: Record, made: Sequence[Record]) -> None:
    """Pieces that say the same are no split; actors are told apart by name, since names are what the text
    refers by."""
    told = [
        r.name
        if isinstance(r, Actor)
        else str({f.name: getattr(r, f.name) for f in fields(r) if f.name != "id"})
        for r in made
    ]
    if len(set(told)) < len(told):
        how = (
            "have the same name; give each its own, for instance --piece 'name=\"Kim (elder)\"'"
            if isinstance(record, Actor)
            else "are the same in all their fields"
        )
        raise ActError(f"two pieces of {record.id} {how}.")


def twin_reason(first: Verdict) -> str:
    """What the verdict on a record says that was judged because it repeats another."""
    return first.reason or f"says the same in the same words as {first.record}"


def give_alike(
    state: ReviewedState,
    first: Verdict,
    twins: Iterable[str],
    request: VerdictRequest,
    text_of: TextOf,
    sentences_over: SentencesOver,
) -> list[Verdict]:
    """The first verdict and one on each twin nobody judged, as one batch that is withdrawn as one.

    Errors: ActError for an outcome that is not the same for all of them: only accept, reject and defer of
    whole records are.
    """
    if request.outcome not in ("accept", "reject", "defer") or first.part not in ("record", "claim"):
        raise ActError(
            f"{request.outcome!r} cannot be said of all records that say the same; accept, reject and defer "
            "can."
        )
    batch = f"alike/{first.id}"
    alike = replace(
        request,
        reason=twin_reason(first),
        batch=batch,
        extra={**request.extra, "twin_of": first.record},
        changes=None,
        links=None if request.links is None else (),
    )
    rest = [
        give(state, replace(alike, record=t), text_of, sentences_over)
        for t in twins
        if t != first.record and t in state.items and state.items[t].status == "candidate"
    ]
    return [replace(first, batch=batch), *rest] if rest else [first]
