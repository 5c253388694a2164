"""No function over a cyclomatic complexity of 12 as radon counts it: `python tests/house/complexity.py`, part
of `make lint`.

Prints the share over 10 by room, and every function over the limit; exit status 1 when there is one that is
not exempt.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "ontology",
    "extract",
    "review",
    "graph",
    "queries",
    "examples",
    "datasets",
    "benchmarks",
    "src/regesta",
)
LIMIT = 12
#: Functions that may be over the limit, as `path::name`, each with the reason; ten at most.
EXEMPT: dict[str, str] = {}


def functions() -> Iterator[tuple[str, str, int, int]]:
    """Room, `path::name`, line and complexity of every function and method."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if any(parent.is_symlink() for parent in path.parents):
                continue
            name = path.relative_to(ROOT).as_posix()
            for block in cc_visit(path.read_text("utf-8")):
                if block.letter in "FM":
                    yield room, f"{name}::{block.fullname}", block.lineno, block.complexity


def main() -> int:
    """Print the table and what is over the limit."""
    rows = list(functions())
    by_room: dict[str, list[int]] = defaultdict(list)
    for room, _, _, complexity in rows:
        by_room[room].append(complexity)
    for room, found in by_room.items():
        over = sum(c > 10 for c in found)
        print(f"{room:<14}{len(found):>6} functions{over / len(found):>8.1%} over 10, highest {max(found)}")
    wrong = [(name, line, c) for _, name, line, c in rows if c > LIMIT and name not in EXEMPT]
    for name, line, complexity in wrong:
        print(f"{name} (line {line}) has a complexity of {complexity}; the limit is {LIMIT}")
    stale = sorted(set(EXEMPT) - {name for _, name, _, c in rows if c > LIMIT})
    for name in stale:
        print(f"{name} is exempt and need not be: take it off the list")
    return 1 if wrong or stale or len(EXEMPT) > 10 else 0


if __name__ == "__main__":
    sys.exit(main())
