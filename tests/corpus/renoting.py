"""Notes of gold known again by their numbers, after a changed reading has given them other ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.corpus.gold_file import GoldRecord

from regesta.extract.read import Document
from regesta.extract.record import Claim, Footnote, Record

_NUMBER = re.compile(r"\d+$")


def renoted(gold: Sequence[GoldRecord], document: Document) -> list[GoldRecord]:
    """The records with every note the document has not by that id led to the note of the same number that is
    called nearest; one whose number no note has stays as it is, for validation to tell."""
    known = {n.id for n in document.footnotes}
    return [GoldRecord(_renoted(g.record, document.footnotes, known), g.extra) for g in gold]


def _renoted(record: Record, notes: Sequence[Footnote], known: set[str]) -> Record:
    place = getattr(record, "content", None) or getattr(record, "trigger", None)
    if place is None:
        return record

    def now(note: str) -> str:
        return note if note in known else _nearest(note, notes, place[0])

    changes: dict[str, Any] = {"footnotes": tuple(now(n) for n in getattr(record, "footnotes", ()))}
    if isinstance(record, Claim):
        changes["relations"] = tuple(
            replace(r, target=now(r.target)) if r.target_kind == "citation" else r for r in record.relations
        )
    return replace(record, **changes)


def _nearest(note: str, notes: Sequence[Footnote], place: int) -> str:
    """The id of the note with the number of another id whose marker is nearest to a place."""
    number = _NUMBER.search(note)
    same = [
        n for n in notes if number is not None and n.number == int(number.group()) and n.marker is not None
    ]
    return min(same, key=lambda n: abs((n.marker or (0, 0))[0] - place)).id if same else note
