"""The page that asks before two records become one: both, where they stand, and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

import anyio.to_thread
from starlette.responses import Response

from regesta.extract.record import Actor, Claim, Record, Source
from regesta.review.acts import ActError
from regesta.review.edges import NAMES, listed
from regesta.review.pages.answers import Asked
from regesta.review.pages.sheet import in_its_words
from regesta.review.pages.site import query_of, wanted_of
from regesta.review.permitted_outcomes import find_record, refuse_not_permitted, target_of
from regesta.review.queue import label_of
from regesta.review.session import ReviewSession

#: Places of each record that are shown, and statements that would be said of the other.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its record, what it is called, some places, how many there are, and what names it."""

    record: Record
    label: str
    status: str
    places: tuple[str, ...]
    total: int
    named_in: tuple[Mapping[str, str], ...]
    named_total: int


async def ask(asked: Asked) -> Response:
    """Both records side by side, and a button that merges them."""
    session = await asked.site.session()
    values = asked.request.query_params
    return await anyio.to_thread.run_sync(
        partial(_show, asked, session, asked.request.path_params["record"], dict(values))
    )


def _show(asked: Asked, session: ReviewSession, name: str, values: Mapping[str, str]) -> Response:
    state = session.state()
    record = session.find(name).record
    named = values.get("into", "").strip()
    if not named:
        raise ActError(
            f"merging {record.id} needs another record to merge it into: type its words or its id."
        )
    into = find_record(state, named)
    refuse_not_permitted(record, "merge", "record")
    target_of(state, record, "merge", "record", into.id)
    wanted = wanted_of(values)
    return asked.page(
        "merge.html",
        one=_side(session, record),
        other=_side(session, into),
        seen=session.seen(record.id),
        wanted=wanted,
        back=f"{quote(record.id)}{query_of(wanted)}",
    )


def _side(session: ReviewSession, record: Record) -> Side:
    places = [session.items[i].record for i in session.places_of(record) if i in session.items]
    named = list(_naming(session, record))
    return Side(
        record,
        label_of(record, session.texts),
        session.items[record.id].status,
        tuple(in_its_words(session, r) for r in places[:_SHOWN]),
        len(places),
        tuple({"id": r.id, "kind": r.kind, "label": label_of(r, session.texts)} for r in named[:_SHOWN]),
        len(named),
    )


def _naming(session: ReviewSession, record: Record) -> Iterator[Record]:
    """The statements that name a record, or answer it, and would name or answer the other."""
    if isinstance(record, Claim):
        answering = (session.items.get(name) for _, name in session.answers.get(record.id, ()))
        yield from (j.record for j in answering if j is not None)
    if not isinstance(record, Actor | Source):
        return
    for judged in session.items.values():
        other = judged.record
        if other.document == record.document and other.kind != "mention" and _names(other, record):
            yield other


def _names(other: Record, record: Actor | Source) -> bool:
    if isinstance(record, Source):
        return getattr(other, "source", "") == record.id
    return any(record.name in listed(getattr(other, field)) for field in NAMES.get(other.kind, ()))
