"""The graph of a workspace built by a process of its own, for the server's review pages. The process stays
for a while, since a build that goes on from the last one is several times quicker."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regesta.extract.workspace import Workspace
from regesta.review.pages.publishing import Publish, Published, PublishError

if TYPE_CHECKING:
    from regesta.graph.build import Builder

#: Seconds without a build after which the process ends; it holds the candidates and the log in memory, some
#: 300 MB for a thesis.
IDLE = 900.0


def publisher(workspace: Workspace, idle: float = IDLE) -> Publish:
    """What builds and publishes this workspace; a server takes up the generation by itself."""
    process = _BuildProcess(workspace.root.resolve(), idle)

    async def publish() -> Published:
        reply = await asyncio.to_thread(process.build)
        if "refused" in reply:
            raise PublishError(str(reply["refused"]))
        return Published(**reply | {"held_records": tuple(reply["held_records"])})

    return publish


class _BuildProcess:
    """The process that builds, started when it is first wanted and again when it has ended."""

    def __init__(self, root: Path, idle: float) -> None:
        self._root, self._idle = root, idle
        self._process: subprocess.Popen[bytes] | None = None
        self._timer: threading.Timer | None = None
        self._turn = threading.Lock()

    def build(self) -> dict[str, Any]:
        """What a build published, or why it did not. Errors: PublishError when the process ended."""
        with self._turn:
            if self._timer is not None:
                self._timer.cancel()
            process = self._running()
            assert process.stdin is not None
            assert process.stdout is not None
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(b"build\n")
                process.stdin.flush()
            answer = process.stdout.readline()
            if not answer:
                self._end()
                raise PublishError(
                    "the build ended before it was whole; what was served goes on being served. "
                    "Type `regesta build` to see why."
                )
            self._timer = threading.Timer(self._idle, self._rest)
            self._timer.daemon = True
            self._timer.start()
            return dict(json.loads(answer))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "regesta.commands.publishing", str(self._root)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            )
        return self._process

    def _rest(self) -> None:
        with self._turn:
            self._end()

    def _end(self) -> None:
        """Let the process end: it does when nothing more can be asked."""
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            process.wait()


def published(root: Path, builder: Builder | None = None) -> tuple[Published, Builder]:
    """Build the workspace in a folder and publish it, going on from what a builder knows unless the settings
    are others now. Errors: BuildError, StoreError, LogError, DatabaseError."""
    from regesta.api.workspace import Workspace as Opened
    from regesta.graph.build import Builder
    from regesta.graph.serve.protocol.examples import catalogue_quads

    space = Opened.open(root)
    if builder is None or builder.workspace != space.folder:
        builder = Builder(space.folder)
    report = builder.build(catalogue=catalogue_quads(space.queries, space.folder.settings.base))
    made = Published(
        generation=report.generation,
        unchanged=report.unchanged,
        accepted=report.accepted,
        held=len(report.held),
        held_records=report.held,
    )
    return made, builder


def main() -> None:
    """`python -m regesta.commands.publishing ROOT`: a build for each line that comes, until no more can come;
    answers each with what was published, or why nothing was, as a line of JSON."""
    with contextlib.suppress(KeyboardInterrupt):  # meant for the server, which ends by itself
        for reply in _replies(Path(sys.argv[1])):
            sys.stdout.write(json.dumps(reply) + "\n")
            sys.stdout.flush()


def _replies(root: Path) -> Iterator[dict[str, object]]:
    from regesta.extract.database import DatabaseError
    from regesta.graph.build import BuildError
    from regesta.graph.store import StoreError
    from regesta.review.log import LogError

    builder: Builder | None = None
    for _ in sys.stdin:
        try:
            made, builder = published(root, builder)
            yield asdict(made)
        except (BuildError, StoreError, LogError, DatabaseError) as error:
            yield {"refused": str(error)}


if __name__ == "__main__":
    main()
