"""No proposer hangs or raises, whatever a parser says: 2,000 random forests through all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import regesta

PROGRAM = Path(__file__).with_name("any_parse.py")
#: 20 documents of 100 sentences, in two processes.
DOCUMENTS, SENTENCES, PROCESSES = 20, 100, 2
#: A document that takes longer hangs: it takes half a second on a quiet machine.
SECONDS = 60


def test_every_proposer_comes_to_an_end_on_any_forest() -> None:
    share = DOCUMENTS // PROCESSES
    source = Path(next(iter(regesta.__path__))).parent
    running = [
        subprocess.Popen(
            [sys.executable, str(PROGRAM), *map(str, (k * share, (k + 1) * share, SENTENCES, SECONDS))],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(source)},
        )
        for k in range(PROCESSES)
    ]
    found: set[str] = set()
    for process in running:
        out, err = process.communicate(timeout=share * SECONDS)
        lines = out.splitlines()
        seed = next((line for line in reversed(lines) if line.startswith("seed")), "before the first seed")
        assert process.returncode == 0, f"{seed}: {err}"
        found |= set(lines[-1].split()[1:])
    assert found >= {"mention", "actor", "event", "decision", "claim", "citation"}


def test_a_document_that_hangs_is_told_with_its_seed() -> None:
    """The watchdog itself: nothing is done in no time."""
    source = Path(next(iter(regesta.__path__))).parent
    code = (
        f"import runpy; made = runpy.run_path({str(PROGRAM)!r}); main = made['main']\n"
        "def forever(seed, sentences):\n    while True: pass\n"
        "main.__globals__['walk'] = forever\nmain(7, 9, 1, 1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(source)},
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout.splitlines() == ["seed 7"]
    assert "in forever" in done.stderr
