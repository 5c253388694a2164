"""Work beside this process: its result, its error, its death, and its end."""

from __future__ import annotations

import os
import signal
import time

import pytest

from regesta.extract.beside import Beside, cores, may_fork
from regesta.extract.faults import StrictError

forking = pytest.mark.skipif(not may_fork(), reason="processes are not forked here")


@pytest.mark.parametrize("forked", [pytest.param(True, marks=forking), False])
def test_the_result_comes_back_and_an_error_is_raised(forked: bool) -> None:
    with Beside(lambda: (os.getpid(), "x" * 1_000_000), forked=forked) as other:
        process, text = other.result()
    assert len(text) == 1_000_000
    assert (process != os.getpid()) is forked

    def fails() -> int:
        raise StrictError("step claims failed")

    with Beside(fails, forked=forked) as other_still, pytest.raises(StrictError, match="step claims failed"):
        other_still.result()


@forking
def test_an_error_that_cannot_be_sent_comes_as_its_words() -> None:
    class Local(Exception):
        pass

    def fails() -> None:
        raise Local("no such place")

    with Beside(fails) as other, pytest.raises(RuntimeError, match="Local: no such place"):
        other.result()


@forking
def test_a_process_that_was_killed_is_told() -> None:
    with (
        Beside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as other,
        pytest.raises(ChildProcessError, match="signal 9"),
    ):
        other.result()


@forking
def test_leaving_the_block_ends_the_process() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyError), Beside(lambda: time.sleep(60)):
        raise KeyError("something else failed meanwhile")
    assert time.monotonic() - begun < 30


def test_there_is_a_processor() -> None:
    assert cores() >= 1
