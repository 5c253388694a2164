"""What a build keeps beside its generation for the next one: what it was made from, and what says what how
often.

    snapshots/000007.kept.json

Derived, and read only by the very code that wrote it: where code, settings, documents, candidates or
authority files are others now, it is of no use and everything is built again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path

import regesta.extract
import regesta.graph
import regesta.ontology
import regesta.review
from regesta.extract.authority import shipped_files
from regesta.extract.workspace import ACROSS, CONFIG, Workspace
from regesta.graph.store import Snapshot
from regesta.graph.store.difference import lines_of
from regesta.graph.store.snapshots import KEPT

#: The document that the log's own view stands under in `Kept.references`, and that view.
LOG, REVIEW = "", "review"
_PIECE = 1 << 20
#: Names of views, and in them shared things by key (`View.once`) with how often they are referred to.
References = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a graph was made from: digests of the program, of the workspace's files by name, and of the saved
    queries; of the log how many bytes were read, and their digest."""

    code: str
    files: Mapping[str, str]
    catalogue: str
    log: int
    log_digest: str


@dataclass(slots=True, kw_only=True)
class Kept:
    """`size`: bytes of the generation's file of lines, `graph` those of them that are the graph's own, the
    rest being the saved queries; `quads` its lines. `references`: by document, "" being the log.
    `repeated`: lines that are said more than once, and how often. `clean`: validation found nothing."""

    inputs: Inputs
    size: int
    graph: int
    quads: int
    inferred: int
    clean: bool
    references: dict[str, References] = field(default_factory=dict)
    repeated: dict[str, int] = field(default_factory=dict)


def keep(snapshots: Path, generation: str, kept: Kept) -> None:
    """Keep it beside the generation."""
    part = snapshots / f".{generation}{KEPT}.part"
    data = {f.name: getattr(kept, f.name) for f in fields(kept)} | {"inputs": asdict(kept.inputs)}
    part.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
    part.replace(snapshots / f"{generation}{KEPT}")


def inputs_kept(served: Snapshot) -> Inputs | None:
    """What a generation was made from, without reading the rest of what was kept of it; None where it does
    not stand at the beginning."""
    path, begins = served.path.with_name(f"{served.generation}{KEPT}"), '{"inputs":'
    try:
        with path.open(encoding="utf-8") as file:
            told = file.read(len(begins))
            while told.startswith(begins) and (more := file.read(_PIECE)):
                told += more
                try:
                    return Inputs(**json.JSONDecoder().raw_decode(told, len(begins))[0])
                except ValueError:
                    continue
    except (OSError, ValueError, TypeError):
        pass
    return None


def kept_of(served: Snapshot) -> Kept | None:
    """What was kept of a generation; None where nothing whole was."""
    path, lines = served.path.with_name(f"{served.generation}{KEPT}"), lines_of(served)
    try:
        data = json.loads(path.read_bytes())
        found = Kept(**data | {"inputs": Inputs(**data["inputs"])})
        return found if lines.stat().st_size == found.size else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class Logged:
    """A log as far as its lines are whole now: verdicts may come meanwhile."""

    path: Path
    size: int

    def digest(self, size: int) -> str:
        """SHA-256 (hex) of its first bytes, read piece by piece."""
        total = hashlib.sha256()
        for piece in self._pieces(0, size):
            total.update(piece)
        return total.hexdigest()

    def read(self, start: int = 0, end: int | None = None) -> bytes:
        """Some of its bytes."""
        return b"".join(self._pieces(start, self.size if end is None else end))

    def _pieces(self, start: int, end: int) -> Iterator[bytes]:
        if start >= end:
            return
        with self.path.open("rb") as file:
            file.seek(start)
            while start < end and (piece := file.read(min(_PIECE, end - start))):
                start += len(piece)
                yield piece


def logged(path: Path) -> Logged:
    """The log at a path, without a last line that somebody is writing."""
    size = path.stat().st_size if path.is_file() else 0
    whole = Logged(path, size)
    end = size
    while end:
        start = max(0, end - _PIECE)
        at = whole.read(start, end).rfind(b"\n")
        if at >= 0:
            return Logged(path, start + at + 1)
        end = start
    return Logged(path, 0)


def inputs_of(workspace: Workspace, log: Logged, catalogue: bytes) -> Inputs:
    """What a graph would be made from now."""
    return Inputs(
        code=code_digest(),
        files=digests_of(workspace),
        catalogue=_digest(catalogue),
        log=log.size,
        log_digest=log.digest(log.size),
    )


def digests_of(workspace: Workspace) -> dict[str, str]:
    """The digests of what a graph is made from, but of the log, by its path in the workspace (of records, the
    path that a file of them would have)."""
    files = {os.path.relpath(p, workspace.root): _digest(p.read_bytes()) for p in _files(workspace)}
    records = workspace.record_store().digests([*workspace.documents(), ACROSS])
    return files | {os.path.join("records", f"{name}.jsonl"): told for name, told in records.items()}


def _files(workspace: Workspace) -> Iterator[Path]:
    """The files a graph is made from but log and records, where they are there."""
    yield workspace.root / CONFIG
    for folder, pattern in (("authority", "*.tsv"), ("links", "*.sssom.tsv")):
        yield from sorted((workspace.root / folder).glob(pattern))
    wanted = [workspace.root / name for name in workspace.settings.authorities]
    for document in workspace.documents():
        own = workspace.document(document)
        wanted += [own / "text.txt", own / "metadata.json"]
    yield from (p for p in wanted if p.is_file())


@cache
def code_digest() -> str:
    """A digest of the program as far as it makes graphs, and of the data it ships for that."""
    total = hashlib.sha256()
    rooms = (regesta.extract, regesta.graph, regesta.ontology, regesta.review)
    roots = [Path(str(room.__file__)).resolve().parent for room in rooms]
    files = [p for root in roots for end in ("py", "toml", "ttl") for p in root.rglob(f"*.{end}")]
    for path in sorted([*files, *shipped_files()]):
        total.update(path.read_bytes())
    return total.hexdigest()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def why_not(kept: Inputs, now: Inputs, log: Logged) -> str:
    """Why what was kept is not enough to go on from; "" when it is."""
    if kept.code != now.code:
        return "the program is another version"
    if kept.catalogue != now.catalogue:
        return "the saved queries changed"
    changed = sorted(name for name, _ in kept.files.items() ^ now.files.items())
    if changed:
        return f"{changed[0]} changed" + (
            f", and {len(set(changed)) - 1} more" if len(set(changed)) > 1 else ""
        )
    if log.size < kept.log or log.digest(kept.log) != kept.log_digest:
        return "the verdict log was rewritten, not only added to"
    return ""


__all__ = [
    "LOG",
    "REVIEW",
    "Inputs",
    "Kept",
    "Logged",
    "References",
    "code_digest",
    "digests_of",
    "inputs_kept",
    "inputs_of",
    "keep",
    "kept_of",
    "logged",
    "why_not",
]
