"""No proposer hangs or raises, whatever a parser says: 800 random forests through all of them.

    REGESTA_FORESTS=20000 python -m pytest tests/extract/propose/test_any_parse.py

puts twenty thousand to them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import regesta

PROGRAM = Path(__file__).with_name("any_parse.py")
#: Documents of 100 sentences, in one process: the other processor has other tests.
SENTENCES = 100
DOCUMENTS = int(os.environ.get("REGESTA_FORESTS", "800")) // SENTENCES
#: A document that takes longer hangs: it takes half a second on a quiet machine.
SECONDS = 60


def test_every_proposer_comes_to_an_end_on_any_forest() -> None:
    source = Path(next(iter(regesta.__path__))).parent
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *map(str, (0, DOCUMENTS, SENTENCES, SECONDS))],
        capture_output=True,
        text=True,
        timeout=DOCUMENTS * SECONDS,
        env={**os.environ, "PYTHONPATH": str(source)},
        check=False,
    )
    lines = done.stdout.splitlines()
    seed = next((line for line in reversed(lines) if line.startswith("seed")), "before the first seed")
    assert done.returncode == 0, f"{seed}: {done.stderr}"
    found = set(lines[-1].split()[1:])
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
