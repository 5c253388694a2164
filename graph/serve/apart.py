"""Work of the server's that is done in a process of its own, so that no request waits for the interpreter."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence


async def run_apart(module: str, *arguments: str) -> int:
    """Run a module of ours in a process of its own to its end, as `run_to_end` does, in silence."""
    return await run_to_end([sys.executable, "-m", module, *arguments], errors=subprocess.DEVNULL)


async def run_to_end(command: Sequence[str], *, errors: int | None = None) -> int:
    """Run a command that uses our modules to its end; when this is cancelled, the process is killed. Returns
    its exit code. `errors` is where its standard error goes; None: where the server's does."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


__all__ = ["run_apart", "run_to_end"]
