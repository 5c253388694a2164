"""The graph of a workspace built by a process of its own, for the server's review pages."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from regesta.extract.workspace import Workspace
from regesta.review.pages.publishing import Publish, Published, PublishError


def publisher(workspace: Workspace) -> Publish:
    """What builds and publishes this workspace; a server takes up the generation by itself."""

    async def publish() -> Published:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "regesta.commands.publishing",
            str(workspace.root.resolve()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        out, _ = await process.communicate()
        if process.returncode != 0 or not out:
            raise PublishError(
                "the build ended before it was whole; what was served goes on being served. "
                "Type `regesta build` to see why."
            )
        reply = json.loads(out)
        if "refused" in reply:
            raise PublishError(str(reply["refused"]))
        return Published(**reply)

    return publish


def published(root: Path) -> Published:
    """Build the workspace in a folder and publish it. Errors: BuildError, StoreError, LogError."""
    from regesta.api.workspace import Workspace as Opened

    report = Opened.open(root).build()
    return Published(
        generation=report.generation,
        unchanged=report.unchanged,
        accepted=report.accepted,
        held=len(report.held),
    )


def main() -> None:
    """`python -m regesta.commands.publishing ROOT`: prints what was published, or why nothing was, as
    JSON."""
    from regesta.graph.build import BuildError
    from regesta.graph.store import StoreError
    from regesta.review.log import LogError

    try:
        reply: dict[str, object] = asdict(published(Path(sys.argv[1])))
    except (BuildError, StoreError, LogError) as error:
        reply = {"refused": str(error)}
    sys.stdout.write(json.dumps(reply))


if __name__ == "__main__":
    main()
