"""Documents extracted by the workers of a Ray cluster (https://docs.ray.io), or of Ray on this machine.

A worker needs no part of this machine's disk: what a document is made from travels to it as bytes, and the
records travel back. Ray is an extra (`pip install 'regesta[ray]'`).
"""

from __future__ import annotations

import logging
import os
import socket
import tempfile
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from regesta.extract.authority.reading import authority_files
from regesta.extract.corpus.done import program
from regesta.extract.corpus.work import Job, Outcome, do
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import CONFIG, Workspace, open_workspace

#: What `--on` says for Ray on this machine, or at $RAY_ADDRESS; and how the address of a cluster begins.
LOCAL, CLUSTER = "ray", "ray://"
#: Where a cluster listens that names no port, and seconds until one that does not answer is given up.
_PORT, _PATIENCE = 10001, 5.0
#: So many documents are under way for each worker: the one it does and the next, so that none waits for us.
AHEAD = 2
#: A worker is renewed after so many documents: what its model learnt of words grows with each.
RENEWED_AFTER = 25


class RayError(Exception):
    """Ray cannot be used as asked; the message says what happened and what to type next."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One document as it travels: files of its workspace by their paths in it, and the digest of the program
    that is to read them."""

    job: Job
    program: str
    files: Mapping[str, bytes]


def parcel(space: Workspace, job: Job) -> Parcel:
    """What a worker needs to extract a document: its folder, the settings and the authority files."""
    folder = space.document(job.document)
    own = sorted(folder.iterdir()) if folder.is_dir() else ()
    files = [space.root / CONFIG, *authority_files(space), *own]
    inside = {os.path.relpath(p, space.root): p.read_bytes() for p in files if p.is_file()}
    return Parcel(job, program(), inside)


def opened(sent: Parcel) -> tuple[Outcome, Mapping[str, bytes]]:
    """The outcome of a parcel's job, done in a workspace of its own, and the files it made, by path."""
    if sent.program != program():
        wrong = "another version of regesta is installed at a worker; install the same everywhere"
        return Outcome(document=sent.job.document, error=wrong), {}
    with tempfile.TemporaryDirectory(prefix="regesta-") as folder:
        root = Path(folder) / "of" / "workspace"  # authority files may be named by a path outside of it
        for name, data in sent.files.items():
            write_atomic(root / name, data)
        outcome = do(replace(sent.job, workspace=root))
        space = open_workspace(root)
        made = [
            *space.records_file(sent.job.document).parent.glob("*"),
            space.reading_file(sent.job.document),
        ]
        return outcome, {os.path.relpath(p, root): p.read_bytes() for p in made if p.is_file()}


def done_on_ray(jobs: Sequence[Job], address: str, workers: int) -> Generator[Outcome, None, None]:
    """The outcome of every job as it ends, its records written into the workspace here.

    `workers` documents are done at once (0: as many as the cluster has processors), and at most twice as many
    are under way, whatever the number of jobs. A worker that dies fails its document only. Closing the
    iterator stops what is under way.
    Errors: RayError when Ray is not installed or not to be reached.
    """
    if jobs and open_workspace(jobs[0].workspace).settings.database:
        raise RayError(
            "the candidate records lie in a database, which the workers of a cluster write no files for. "
            "Extract on this machine: leave --on out."
        )
    ray = _connected(address, workers)
    try:
        most = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        work = ray.remote(num_cpus=1, max_calls=RENEWED_AFTER, max_retries=1)(opened)
        waiting = list(reversed(jobs))
        running: dict[Any, Job] = {}
        while waiting or running:
            while waiting and len(running) < AHEAD * most:
                job = waiting.pop()
                running[work.remote(parcel(open_workspace(job.workspace), job))] = job
            ended, _ = ray.wait(list(running), num_returns=1)
            for reference in ended:
                yield _kept(running.pop(reference), reference, ray)
    finally:
        ray.shutdown()


def _kept(job: Job, reference: Any, ray: Any) -> Outcome:
    """The outcome of an ended job, with the files it made written; the records before what says they are
    done."""
    try:
        outcome: Outcome
        outcome, made = ray.get(reference)
    except ray.exceptions.RayError as error:
        said = str(error).strip().splitlines()
        return Outcome(document=job.document, error=f"{type(error).__name__}: {said[0] if said else ''}")
    if not outcome.error:
        for name in sorted(made, key=lambda name: name.endswith(".made.json")):
            write_atomic(job.workspace / name, made[name])
    return replace(outcome, document=job.document)


def refuse_unknown(address: str) -> None:
    """Errors: RayError for what is neither Ray on this machine nor the address of a cluster."""
    if address != LOCAL and not address.startswith(CLUSTER):
        raise RayError(
            f"there is no {address!r} to extract on. Write `ray`, or the address of a Ray cluster: "
            f"{CLUSTER}HOST:10001."
        )


def _answers(address: str) -> None:
    """Errors: OSError where nobody listens at the address of a cluster: Ray itself asks for half a minute."""
    if address.startswith(CLUSTER):
        told = urlsplit(address)
        socket.create_connection((told.hostname or "", told.port or _PORT), timeout=_PATIENCE).close()


def _connected(address: str, workers: int) -> Any:
    """Ray, connected to a cluster or started here. Errors: RayError."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told that it is used
    try:
        import ray
    except ImportError as error:
        raise RayError("Ray is not installed. Type `pip install 'regesta[ray]'`.") from error
    try:
        _answers(address if address != LOCAL else os.environ.get("RAY_ADDRESS", ""))
        if address != LOCAL:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        elif os.environ.get("RAY_ADDRESS"):
            ray.init(log_to_driver=False, logging_level=logging.ERROR)
        else:
            ray.init(
                num_cpus=workers or None,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
            )
    except Exception as error:
        raise RayError(
            f"Ray cannot be reached at {address!r}: {type(error).__name__}: {str(error).strip()[:300]}. "
            "Start it with `ray start --head`, or write `--on ray` to use it on this machine alone."
        ) from error
    return ray
