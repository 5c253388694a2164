"""What a verdict log is, wherever it is kept: lines in an order that never changes, each one verdict, only
ever added to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from regesta.extract.json_lines import parsed
from regesta.extract.whole_files import write_atomic
from regesta.review.verdict import Verdict, from_dict
from regesta.review.verdict_lines import is_on, parse, union

#: Bytes before the place read up to that tell whether the log is still the one that was read.
_TAIL = 256


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about a torn last line: the bytes set aside, and the file they were put in."""

    torn: bytes
    kept_in: Path

    def __str__(self) -> str:
        return (
            f"the verdict log ended in a broken line of {len(self.torn):,} bytes, as when a writer is "
            f"killed; it was set aside in {self.kept_in}. "
            "Every whole verdict is kept; give the last one again if it is missing."
        )


@dataclass(frozen=True, slots=True)
class Place:
    """How far a log was read: so many bytes, which are so many lines, and the last of those bytes."""

    offset: int = 0
    lines: int = 0
    tail: bytes = b""

    def after(self, lines: bytes) -> Place:
        """The place behind some more whole lines."""
        return Place(self.offset + len(lines), self.lines + lines.count(b"\n"), (self.tail + lines)[-_TAIL:])


START = Place()


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines behind a place. `again`: what lies before that place is not what was read there, so these
    are the lines of the whole log."""

    data: bytes
    again: bool = False


class Held(Protocol):
    """A log while nobody else can add to it."""

    @property
    def repaired(self) -> Repair | None:
        """What was done about a torn last line before anything else."""

    def since(self, place: Place) -> Lines:
        """As `Log.since`."""

    def present(self, ids: Collection[str]) -> Container[str]:
        """Which of these verdicts, by id, the log has; it may name others too."""


def place_in(copy: Path) -> Place:
    """How far a file with the lines of a log goes, by its whole lines."""
    place = START
    if copy.exists():
        with copy.open("rb") as lines:
            for line in lines:
                place = place.after(line) if line.endswith(b"\n") else place
    return place


#: Called while nobody else can add to the log; what it returns is added, in that order.
Deciding = Callable[[Held], Sequence[Verdict]]


class Log(ABC):
    """A verdict log. Where it is kept is its subclass's business: `review.log` in a file, `review.log_table`
    in a table of PostgreSQL. Reading waits for nobody."""

    #: What a message calls a place in this log, and says of a bad one.
    unit: ClassVar[str]
    advice: ClassVar[str]

    @property
    @abstractmethod
    def name(self) -> str:
        """Where the log is, in words that may be shown."""

    @abstractmethod
    def since(self, place: Place) -> Lines:
        """The whole lines behind a place, in their order. Who reads on from place to place sees every line
        once, and none appears before one that was seen."""

    @abstractmethod
    def decide(self, act: Deciding) -> list[Verdict]:
        """Append what `act` returns, all of it or nothing, while nobody else can append; on return it is on
        disk. Where the connection to the log was lost `act` is called a second time, on the log as it is
        then; it must leave out what is there. What it raises is passed on, and nothing was logged."""

    @abstractmethod
    def repair(self) -> Repair | None:
        """Set an unfinished last line aside, so that the log ends with a whole line; None when there was
        none."""

    def file(self, copy: Path) -> Path:
        """A file with the lines of the log as they are now: the log's own, else `copy`, which is brought up
        to date (by one caller at a time)."""
        place = place_in(copy)
        new = self.since(place)
        if new.again:
            write_atomic(copy, new.data)
        elif new.data or not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("ab") as out:
                out.truncate(place.offset)
                out.write(new.data)
        return copy

    def lines(self) -> bytes:
        """The whole log as it would stand in `review.jsonl`, as far as its lines are whole."""
        return self.since(START).data

    def read(self) -> list[Verdict]:
        """Every verdict once, by time and then id, however the lines lie; an unfinished last line (a writer
        died in it) is left out.

        Errors: LogError for a line that is not a verdict, with its number.
        """
        return self.read_from(self.lines())

    def read_on(self, kinds: Container[str]) -> list[Verdict]:
        """What a replay of records of these kinds alone needs of the log: the verdicts on them, and every
        merge, split and withdrawal. Other lines are passed over unread."""
        whole = self.lines()
        lines = [line for line in whole.splitlines(keepends=True) if is_on(line, kinds)]
        try:
            return self.read_from(b"".join(lines), trusted=True)
        except (ValueError, TypeError, AttributeError, LookupError):
            return self.read_from(whole)  # which names the line

    def read_from(self, data: bytes, *, trusted: bool = False) -> list[Verdict]:
        """The same of some whole lines of this log; `trusted` lines were read before, all of them, and are
        not looked through again."""
        if trusted:
            lines = [line for line in data.decode("utf-8").split("\n") if line.strip()]
            return union(map(from_dict, parsed(lines)))
        return union(self.parse(data))

    def parse(self, data: bytes, first: int = 1) -> Iterator[Verdict]:
        """The verdicts of some whole lines of this log, of which the first has that number; a last line
        without its newline is left out."""
        return parse(data, f"{self.name} {self.unit}", self.advice, first)

    def append(self, verdicts: Sequence[Verdict]) -> int:
        """Append verdicts that are not in the log yet, all of them or none, and return how many; on return
        they are on disk."""
        if not verdicts:
            return 0
        once = {v.id: v for v in verdicts}
        unknown: list[Verdict] | None = None

        def fresh(held: Held) -> list[Verdict]:
            nonlocal unknown
            present = held.present(once.keys())
            unsaid = [v for v in once.values() if v.id not in present]
            unknown = unsaid if unknown is None else unknown
            return unsaid

        self.decide(fresh)
        return len(unknown or ())
