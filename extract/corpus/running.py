"""The documents of a workspace extracted: which are to be done, how many at a time, and where."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from regesta.extract.authority import authorities
from regesta.extract.beside import cores
from regesta.extract.corpus.done import is_done
from regesta.extract.corpus.local import Shown, done_here
from regesta.extract.corpus.work import Job, Outcome, done, kept_model
from regesta.extract.documents import TEXT, known
from regesta.extract.faults import StrictError
from regesta.extract.propose.choosing import choices
from regesta.extract.workspace import Workspace, WorkspaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an extraction is to do. `todo` are the documents that are extracted, `done` those whose records
    are there already; `workers` work at once (0: all there are), each with `processes` of its own (0: as many
    as pay); `on` says where: "" on this machine, else an address of Ray."""

    todo: tuple[str, ...]
    done: tuple[str, ...]
    workers: int
    processes: int
    on: str = ""


def plan(
    space: Workspace,
    names: Sequence[str] = (),
    *,
    model: str = "",
    jobs: int = 0,
    on: str = "",
    again: bool = False,
    strict: bool = False,
) -> Plan:
    """What to do for some documents, or for all: `jobs` processes in all (0: as many as there are
    processors), first by documents; where there are fewer documents than that, several within each.

    Errors: WorkspaceError where there is no document, or none of a name; RayError for an `on` that is none.
    """
    if on:
        from regesta.extract.corpus.on_ray import refuse_unknown

        refuse_unknown(on)
    for name in names:
        known(space, name)
    wanted = tuple(names) or tuple(space.documents())
    if not wanted:
        raise WorkspaceError(
            f"{space.root} has no documents. Type `regesta add FILE --workspace {space.root}`."
        )
    of = model or space.settings.model
    finished = () if again else tuple(n for n in wanted if is_done(space, n, of, strict=strict))
    there = frozenset(finished)
    todo = tuple(n for n in wanted if n not in there)
    workers, within = (jobs, 1) if on else _shared(jobs, len(todo))
    return Plan(todo=todo, done=finished, workers=workers, processes=within, on=on)


def _shared(jobs: int, documents: int) -> tuple[int, int]:
    """How many documents at once, and how many processes within each."""
    most = jobs or cores()
    workers = max(1, min(most, documents))
    return workers, most // workers if jobs or workers > 1 else 0


def _size(space: Workspace, document: str) -> int:
    """Bytes of a document's text; 0 where it is not there, which its extraction says."""
    text = space.document(document) / TEXT
    return text.stat().st_size if text.is_file() else 0


def run(
    space: Workspace,
    planned: Plan,
    *,
    model: str = "",
    strict: bool = False,
    shown: Shown = lambda document, step, done: None,
    say: Callable[[str], None] = lambda message: None,
) -> Generator[Outcome, None, None]:
    """The outcome of every document of a plan, as each ends; the records are in the workspace then. The
    longest is begun first, so that none is left over for one worker alone. A document that fails has an
    outcome with an `error`, and the others go on.

    Errors: ModelError, ProposerError and AuthorityError, before anything is done, for settings that fit no
    document; StrictError for the first fault when `strict`; RayError where Ray is asked for and
    cannot be used. The error of a document that is extracted alone is raised.
    """
    choices(space.settings.proposers)
    authorities(space)
    name = model or space.settings.model
    jobs = [
        Job(
            workspace=space.root,
            document=document,
            model=name,
            strict=strict,
            processes=planned.processes,
        )
        for document in sorted(planned.todo, key=lambda name: -_size(space, name))
    ]
    if not jobs:
        return
    if planned.on:
        from regesta.extract.corpus.on_ray import done_on_ray  # an extra, imported when asked for

        outcomes = done_on_ray(jobs, planned.on, planned.workers)
    elif len(jobs) == 1:
        document = jobs[0].document
        yield done(jobs[0], lambda step, far: shown(document, step, far), say)
        return
    else:
        kept_model(name)  # once, for all processes that are forked
        outcomes = done_here(jobs, planned.workers, shown, say)
    with closing(outcomes):
        for outcome in outcomes:
            if outcome.stops:
                raise StrictError(outcome.error)
            yield outcome
