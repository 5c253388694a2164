"""What readings say, understood: statements as records, what was rejected, identities; and what they are read
against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regesta.extract.read import Document
from regesta.extract.record import ActorKind, Position
from regesta.review.readings.lines import Fault
from regesta.review.readings.names import Names
from regesta.review.readings.proposed import Proposed, Statement
from regesta.review.readings.sheet import Numbered


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement a reader found: the record as it should stand, the candidate it was made from (None for one
    added), its content in the reader's words, and a reason."""

    record: Statement
    candidate: Statement | None
    words: str
    why: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Actorhood:
    """Names that mean one actor, and names that do not."""

    name: str
    also: tuple[str, ...]
    apart: tuple[str, ...]
    kind: ActorKind | None
    why: str


@dataclass(slots=True)
class Reading:
    """What some files of readings say: statements, candidates that no statement was made from, positions,
    claims that state one proposition, names of one actor, mentions of one event, the sentences read."""

    entries: list[Entry] = field(default_factory=list)
    rejected: dict[str, str] = field(default_factory=dict)
    positions: list[Position] = field(default_factory=list)
    same_claims: list[tuple[str, str]] = field(default_factory=list)
    actors: list[Actorhood] = field(default_factory=list)
    same_events: list[tuple[str, ...]] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    #: What leads to sentences that are not in these files.
    open: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ground:
    """What readings are understood against: the document, its numbered sentences, what was proposed, the
    names that are known."""

    document: Document
    lines: Mapping[int, Numbered]
    proposed: Proposed
    names: Names
    proposer: str = "reader"
