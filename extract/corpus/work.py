"""One document of a workspace extracted: what is to be done, and what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.extract import documents, pipeline
from regesta.extract.annotate import load_model
from regesta.extract.authority import authorities
from regesta.extract.corpus.done import mark_done
from regesta.extract.faults import StrictError, reason_of
from regesta.extract.propose.proposer import Progress
from regesta.extract.read.document import Document
from regesta.extract.record import Diagnostic, Record
from regesta.extract.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from spacy.language import Language

#: Called with a line for the screen.
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to extract. `workspace` is its folder, `model` a spaCy pipeline ("": that of
    regesta.toml), `processes` how many it may use at once (0: as many as pay)."""

    workspace: Path
    document: str
    model: str = ""
    strict: bool = False
    processes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one document: how many records of each kind, what could not be read, seconds of wall time;
    or `error`, why there are none, with `stops` where that is to stop the others too (`--strict`)."""

    document: str
    counts: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    error: str = ""
    stops: bool = False


def do(job: Job, progress: Progress | None = None, say: Say | None = None) -> Outcome:
    """As `done`; but whatever it raises becomes the error of its outcome."""
    start = time.perf_counter()
    try:
        return done(job, progress, say)
    except Exception as error:
        return Outcome(
            document=job.document,
            seconds=time.perf_counter() - start,
            error=_told(error),
            stops=isinstance(error, StrictError),
        )


def done(job: Job, progress: Progress | None = None, say: Say | None = None) -> Outcome:
    """Extract one document and write its records. Errors: those of `extract_read` and `documents.load`."""
    start = time.perf_counter()
    space = open_workspace(job.workspace)
    records = extract_read(
        space,
        documents.load(space, job.document),
        model=job.model,
        progress=progress,
        strict=job.strict,
        say=say,
        processes=job.processes,
    )
    return Outcome(
        document=job.document,
        counts=Counter(r.kind for r in records),
        diagnostics=tuple(r for r in records if isinstance(r, Diagnostic)),
        seconds=time.perf_counter() - start,
    )


def _told(error: Exception) -> str:
    """What an error says: our own say what to type next, others name themselves and where they come from."""
    return str(error) if type(error).__module__.startswith("regesta.") else reason_of(error)


def extract_read(
    space: Workspace,
    document: Document,
    *,
    model: str = "",
    progress: Progress | None = None,
    strict: bool = False,
    say: Say | None = None,
    processes: int = 0,
) -> list[Record]:
    """The candidate records of a document of a workspace, by its model, authority files and proposers; they
    are kept there, and so is what they were made from.

    Errors: ModelError; ProposerError; StrictError; WorkspaceError.
    """
    documents.keep_report(space, document)
    name = model or space.settings.model
    records = pipeline.extract(
        document,
        kept_model(name),
        authorities(space),
        progress,
        proposers=space.settings.proposers,
        strict=strict,
        cache=space.cache,
        say=say,
        processes=processes,
    )
    space.write_records(document.id, records)
    mark_done(space, document.id, name, records)
    return records


@lru_cache(maxsize=1)
def kept_model(name: str) -> Language:
    """The spaCy pipeline of a name, the last one kept: for the next document, and for the processes that are
    forked from this one."""
    return load_model(name)
