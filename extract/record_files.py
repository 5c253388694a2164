"""Where the candidate records of a workspace are kept: what such a place is, and the usual one, a file for
each document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from regesta.extract.json_lines import parsed
from regesta.extract.whole_files import write_atomic

if TYPE_CHECKING:
    from regesta.extract.record import Record

#: How a line of records begins that this program wrote: its kind stands behind its id.
_KIND = re.compile(r'\{"id":"[^"\\]*","kind":"([a-z]+)"')


class RecordStore(Protocol):
    """The candidate records of a workspace's documents, as last extracted: derived, and replaced document by
    document."""

    def read(self, document: str, kinds: Container[str] = ()) -> list[Record]:
        """The records of a document, in the order they were written; empty when never extracted. Of some
        kinds only, where `kinds` names them: the others are passed over unread."""

    def write(self, document: str, records: Iterable[Record]) -> None:
        """Replace a document's records, all at once."""

    def lines(self, document: str) -> bytes:
        """A document's records as JSON lines; empty when never extracted."""

    def stamps(self, documents: Sequence[str]) -> Mapping[str, Hashable]:
        """Of each document that was extracted what changes whenever its records are replaced by others."""

    def digests(self, documents: Sequence[str]) -> Mapping[str, str]:
        """Of each document that was extracted the SHA-256 of its lines."""

    def sizes(self, documents: Sequence[str]) -> Mapping[str, int]:
        """Of each document that was extracted how many bytes its lines are."""


@dataclass(frozen=True, slots=True)
class RecordFiles:
    """The records of each document in a file of that name in `folder`."""

    folder: Path

    def file(self, document: str) -> Path:
        """The file with a document's records."""
        return self.folder / f"{document}.jsonl"

    def read(self, document: str, kinds: Container[str] = ()) -> list[Record]:
        """See `RecordStore.read`."""
        path = self.file(document)
        if not path.is_file():
            return []
        if not kinds:
            return read_once(path, _stamp(path), path.read_bytes)
        stamp, known = _read.get(path, ("", ()))
        if stamp == _stamp(path):
            return [record for record in known if record.kind in kinds]
        with path.open(encoding="utf-8", newline="\n") as lines:
            return records_of(lines, kinds)

    def write(self, document: str, records: Iterable[Record]) -> None:
        """See `RecordStore.write`; the file is written whole or not at all."""
        written, path = tuple(records), self.file(document)
        write_atomic(path, "".join(lines_of(written)).encode("utf-8"))
        _keep(path, _stamp(path), written)  # a record is what its line reads as

    def lines(self, document: str) -> bytes:
        """See `RecordStore.lines`."""
        path = self.file(document)
        return path.read_bytes() if path.is_file() else b""

    def stamps(self, documents: Sequence[str]) -> Mapping[str, Hashable]:
        """See `RecordStore.stamps`: time and size of each file."""
        there = ((d, self.file(d)) for d in documents)
        return {d: ((s := p.stat()).st_mtime_ns, s.st_size) for d, p in there if p.is_file()}

    def digests(self, documents: Sequence[str]) -> Mapping[str, str]:
        """See `RecordStore.digests`."""
        there = (d for d in documents if self.file(d).is_file())
        return {d: hashlib.sha256(self.lines(d)).hexdigest() for d in there}

    def sizes(self, documents: Sequence[str]) -> Mapping[str, int]:
        """See `RecordStore.sizes`."""
        return {d: self.file(d).stat().st_size for d in documents if self.file(d).is_file()}


def lines_of(records: Iterable[Record]) -> Iterable[str]:
    """The line of each record, with its newline."""
    from regesta.extract.record import dumps  # a query opens workspaces and writes no record

    return (dumps(record) + "\n" for record in records)


def kind_of(line: str) -> str:
    """The kind of the record in a line, "" where the line was not written by this program."""
    found = _KIND.match(line)
    return found[1] if found else ""


def records_of(lines: Iterable[str], kinds: Container[str]) -> list[Record]:
    """The records of some kinds in some lines."""
    from regesta.extract.record import from_dict  # a query opens workspaces and reads no record

    told = [line for line in lines if line.strip() and ((k := kind_of(line)) == "" or k in kinds)]
    return [r for r in map(from_dict, parsed(told)) if r.kind in kinds]


#: So many records are kept as read, since what accepts and what builds read the same files one after the
#: other; some 200 MB.
_KEPT_RECORDS = 100_000
_read: dict[Hashable, tuple[Hashable, tuple[Record, ...]]] = {}


def read_once(place: Hashable, stamp: Hashable, lines: Callable[[], bytes]) -> list[Record]:
    """The records in some lines; not read again while what is kept at that place has the same stamp."""
    from regesta.extract.record import from_dict

    known = _read.get(place)
    if known is None or known[0] != stamp:
        told = [line for line in lines().decode("utf-8").split("\n") if line.strip()]
        known = (stamp, tuple(map(from_dict, parsed(told))))
    _keep(place, *known)
    return list(known[1])


def _stamp(path: Path) -> Hashable:
    """What tells a file from another one of its name."""
    told = path.stat()
    return (told.st_ino, told.st_mtime_ns, told.st_size)


def _keep(place: Hashable, stamp: Hashable, records: tuple[Record, ...]) -> None:
    """Keep what was read at a place for the next who asks, and let go of what was asked for longest ago."""
    _read.pop(place, None)
    _read[place] = (stamp, records)  # the last in the row is the last to go
    kept = sum(len(some) for _, some in list(_read.values()))
    for other in list(_read):
        if kept <= _KEPT_RECORDS:
            break
        kept -= len(_read.pop(other, ((), ()))[1])
