"""A verdict asked for: what a person, a form, a program or a file wants to say of a record, before it is
checked and logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regesta.extract.record import Record
from regesta.review.verdict import Outcome, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One of the records a split makes: `changes` are field values in JSON form against the record that is
    split; `takes` the ids of the records that mean this piece (mentions of an actor, citations of a source,
    claims that answer a claim). What no piece takes means the first."""

    changes: Mapping[str, Any]
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRequest:
    """What somebody says of one record, by whatever way it comes.

    `record` is an id or the unique beginning of one; `addition` a new record instead. `changes`, `into` and
    `pieces` go with edit, with merge and relink, and with split. `alike` gives the same verdict to what says
    the same in the same words, as one batch. `seen` is the last verdict the reviewer saw, `digest` the
    record's when the file was made ("": no matter), `where` the place in that file ("line 12"). `key` names
    the request: sent again with the same key by the same reviewer, it is logged once. `links` are the ids a
    claim answers whose links are accepted with it, the others waiting for a verdict of their own; None, as
    from a file or a program, accepts all.
    """

    outcome: Outcome
    record: str = ""
    addition: Record | None = None
    reviewer: str = ""
    at: str = ""
    reason: str = ""
    part: Part = "record"
    part_id: str = ""
    changes: Mapping[str, Any] | None = None
    into: str = ""
    pieces: tuple[Piece, ...] = ()
    links: tuple[str, ...] | None = None
    alike: bool = False
    seen: str = ""
    digest: str = ""
    where: str = ""
    batch: str = ""
    key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
