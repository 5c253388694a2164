"""Work of the server's that is done in a process of its own, so that no request waits for the interpreter."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys


async def run_apart(module: str, *arguments: str) -> int:
    """Run a module of ours in a process of its own to its end; when this is cancelled, the process is killed.
    Returns its exit code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


__all__ = ["run_apart"]
