"""What a verdict costs until it is served: a build that stores the difference beside one that stores
everything.

    python benchmarks/publishing.py WORKSPACE

The workspace is copied and built, one accepted claim is rejected and the graph built again, twice: by
difference, and with nothing to compare with. Prints processor seconds (the machine may be busy), their ratio,
whether both gave the same quads, and what a quad costs each way.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import regesta
from regesta.graph.build import BuildReport
from regesta.graph.store import current, load_fresh
from regesta.graph.store.difference import load_difference
from regesta.graph.store.snapshots import LINES


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("workspace", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "w"
        shutil.copytree(given.workspace, place)
        space = regesta.Workspace.open(place)
        reports: list[BuildReport] = [space.build()]
        claim = next(j.record.id for j in space.verdicts.state().accepted() if j.record.kind == "claim")
        space.verdicts.reject(claim, reason="measured")
        by_difference = timed(lambda: reports.append(space.build()))
        space.verdicts.withdraw(claim)
        space.build()
        for kept in space.folder.snapshots.glob(f"*{LINES}"):
            kept.unlink()
        space.verdicts.reject(claim, reason="measured")
        whole = timed(lambda: reports.append(space.build()))
        served = current(space.folder.snapshots)
        assert served is not None
        lines = served.path.with_name(served.generation + LINES).read_bytes().splitlines(keepends=True)
        few = lines[: -len(lines) // 5]
        taken_out = timed(lambda: load_difference(space.folder.store, served, few))
        loaded = timed(lambda: load_fresh(space.folder.store, b"".join(lines)))
    print(f"by difference {by_difference:.2f} s, whole {whole:.2f} s: {by_difference / whole:.2f}")
    print(f"{reports[1].quads:,} and {reports[2].quads:,} quads built")
    print(
        f"a quad taken out {1e6 * taken_out / (len(lines) // 5):.1f} µs, loaded "
        f"{1e6 * loaded / len(lines):.1f} µs"
    )


if __name__ == "__main__":
    main()
