"""Synthetic theses extracted by one worker and by two, here and by Ray on this machine.

    python benchmarks/workers.py [--documents 6] [--words 8000] [--ways jobs,ray]

Each way extracts the same documents into a workspace of its own, one way after the other; prints seconds of
wall time (starting Ray and loading the model included), the load of the machine meanwhile, and how many times
two are faster than one. Records must be equal, byte for byte, whatever the way. Bar: two workers of Ray at
least 1.6 times one, on a machine with two processors and nothing else to do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR = 1.6


def run(files: list[Path], folder: Path, workers: int, on: str) -> tuple[float, str]:
    """Seconds of one extraction of all files, and the digest of all its records."""
    from regesta.api.workspace import Workspace

    space = Workspace.create(folder)
    for file in files:
        space.add(file)
    start = time.perf_counter()
    failed = [o for o in space.extract_many(jobs=workers, on=on) if o.error]
    seconds = time.perf_counter() - start
    if failed:
        raise SystemExit(f"{failed[0].document}: {failed[0].error}")
    total = hashlib.sha256()
    for path in sorted((folder / "records").glob("*.jsonl")):
        total.update(path.read_bytes())
    return seconds, total.hexdigest()


def main() -> int:
    """Prints the times and their ratios; exit code 1 where records differ or Ray misses the bar."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=6)
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--ways", default="jobs,ray")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from benchmarks.theses.__main__ import write

    good = True
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "theses"
        made.mkdir()
        files = [
            write(made, k, words=options.words, notes=options.words // 125, seed=20, forms=("md",))
            for k in range(options.documents)
        ]
        digests = set()
        for way in options.ways.split(","):
            took = {}
            for workers in (1, 2):
                place = Path(folder) / f"{way}-{workers}"
                took[workers], digest = run(files, place, workers, "ray" if way == "ray" else "")
                digests.add(digest)
                load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
                print(f"{way} {workers}: {took[workers]:7.1f} s   load {load}", flush=True)
            ratio = took[1] / took[2]
            good = good and (way != "ray" or ratio >= BAR)
            print(f"{way}: two workers are {ratio:.2f} times one" + (f" (bar {BAR})" if way == "ray" else ""))
        print("records " + ("equal" if len(digests) == 1 else "DIFFER"))
    return 0 if good and len(digests) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
