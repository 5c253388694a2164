"""A query is lowered and killed by the processor time it used, not by how long others kept it waiting."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator

import pytest

from regesta.graph.serve.operating_system import processor_seconds
from regesta.graph.serve.workers.allowance import PATIENCE, Allowance
from regesta.graph.serve.workers.line import Line

if processor_seconds(1) is None:
    pytest.skip("this system does not tell what another process used", allow_module_level=True)


def line_of(code: str) -> Line:
    return Line(subprocess.Popen([sys.executable, "-c", code]), lambda _: None, lambda _: None)


@pytest.fixture
def waiting() -> Iterator[Line]:
    """A worker that gets no processor, as behind many others."""
    line = line_of("import time; time.sleep(60)")
    yield line
    line.process.kill()
    line.process.wait()


@pytest.fixture
def working() -> Iterator[Line]:
    line = line_of("while True: pass")
    yield line
    line.process.kill()
    line.process.wait()


async def killed_after(line: Line, deadline: float, most: float) -> float:
    """Seconds by the clock until the line is killed; `most` when it is not."""
    loop = asyncio.get_running_loop()
    start, allowance = loop.time(), Allowance(line, deadline)
    while not line.killed_for and loop.time() - start < most:
        await asyncio.sleep(0.01)
    allowance.end()
    return loop.time() - start


def test_a_query_that_waits_for_the_processor_is_not_killed_at_its_deadline(waiting: Line) -> None:
    lasted = asyncio.run(killed_after(waiting, 0.6, 10.0))
    assert waiting.killed_for == "deadline"
    assert lasted >= 0.6 * PATIENCE
    assert not waiting.lowered


def test_a_runaway_is_lowered_and_killed_by_what_it_used(working: Line) -> None:
    before = processor_seconds(working.process.pid) or 0.0
    asyncio.run(killed_after(working, 1.2, 20.0))
    assert working.killed_for == "deadline"
    assert working.lowered
    assert (processor_seconds(working.process.pid) or 1.2) - before <= 2.4


def test_an_allowance_that_ended_kills_nobody(waiting: Line) -> None:
    async def ended() -> None:
        Allowance(waiting, 0.05).end()
        await asyncio.sleep(0.3)

    asyncio.run(ended())
    assert not waiting.killed_for
