"""What a corpus of theses costs: synthetic theses (benchmarks/theses) through extraction, identities across
them, acceptance, build and serving, at several sizes of one growing workspace.

    python benchmarks/corpus.py FOLDER [--sizes 1,10,100] [--words 50000] [--notes 400] [--jobs 1]

FOLDER keeps the theses, the workspace and `figures.json`; a run that was stopped, or whose `--minutes` are
over, goes on with the size it was at. Every step is the command that a user types, in a process of its own.
Prints, size by size: processor seconds a document, minutes by the clock with the machine's load, the highest
memory of any process, disk a claim, seconds until the first page is served, the median of the saved queries,
and precision and recall against what the theses are known to say; then whether costs a document grow by more
than 20 %.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.pages import started  # noqa: E402
from benchmarks.saved_queries import measure  # noqa: E402
from benchmarks.theses.__main__ import write  # noqa: E402
from benchmarks.theses.files import FORMS  # noqa: E402
from benchmarks.theses.scoring import scores  # noqa: E402

from regesta.extract.workspace import Workspace, create, open_workspace  # noqa: E402
from regesta.graph.store import current  # noqa: E402

#: A cost a document is flat when it grows by no more than this share.
FLAT = 0.2
#: The steps whose processor seconds and memory are told.
STEPS = ("add", "extract", "identify", "accept", "build")
Figures = dict[str, Any]


def ran(workspace: Workspace, step: str, *words: str) -> Figures:
    """Run a command in the workspace: processor seconds of all its processes, seconds by the clock, the load
    of the machine at its end, and the highest memory of one of its processes (MB)."""
    start = time.monotonic()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "regesta", step, *words, "--workspace", str(workspace.root)]
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"regesta {step} ended with {child.returncode}")
    return {
        step: used.ru_utime + used.ru_stime,
        f"{step} clock": time.monotonic() - start,
        f"{step} load": os.getloadavg()[0],
        f"{step} memory": used.ru_maxrss / 1024,
    }


def grown(workspace: Workspace, folder: Path, size: int, options: argparse.Namespace) -> Figures:
    """The workspace with so many theses, and what each step took for those that are new."""
    before = len(workspace.documents())
    fresh = [
        write(folder, k, words=options.words, notes=options.notes, seed=options.seed, forms=list(FORMS))
        for k in range(before, size)
    ]
    figures: Figures = {"documents": size, "fresh": size - before}
    words = {
        "add": [str(path) for path in fresh],
        "extract": ["--jobs", str(options.jobs)],
        "accept": ["--set", "default", "--reviewer", "benchmark"],
    }
    for step in STEPS:
        if fresh or step == "build":
            figures |= ran(workspace, step, *words.get(step, ()))
    return figures


def served(workspace: Workspace, rounds: int) -> Figures:
    """Seconds until the first page, and milliseconds of the saved queries."""
    process, _, first = started(workspace.root)
    process.terminate()
    process.wait()
    snapshot = current(workspace.snapshots)
    assert snapshot is not None
    times = sorted(row[0] for row in measure(snapshot.open(), workspace.index, rounds))
    return {"first page": first, "query median": statistics.median(times), "query slowest": times[-1]}


def disk(workspace: Workspace) -> Figures:
    """Bytes of everything in the workspace, and how many claims are proposed there."""
    files = (p for p in workspace.root.rglob("*") if p.is_file())
    claims = sum(len(workspace.records(d, ("claim",))) for d in workspace.documents())
    return {"disk": sum(p.stat().st_size for p in files), "claims": claims}


def against(workspace: Workspace, folder: Path) -> Figures:
    """Precision and recall against the truth."""
    found = scores(workspace, folder)
    return {kind: [round(s.precision, 3), round(s.recall, 3)] for kind, s in found.items()}


def _per_document(row: Figures, step: str) -> float:
    """Processor seconds of a step a document: a build is of all, the other steps of those that are new."""
    return float(row[step] / (row["documents"] if step == "build" else row["fresh"]))


def _together(row: Figures) -> float:
    """Minutes by the clock from files to a served page."""
    return (sum(float(row[f"{step} clock"]) for step in STEPS) + float(row["first page"])) / 60


def shown(rows: Sequence[Figures]) -> None:
    """The figures as a table, and whether they are flat."""
    for row in rows:
        each = ", ".join(f"{step} {_per_document(row, step):.1f}" for step in STEPS)
        print(f"{row['documents']:,} documents: processor s a document {each}")
        clock = ", ".join(
            f"{step} {row[f'{step} clock'] / 60:.1f} (load {row[f'{step} load']:.0f})" for step in STEPS
        )
        print(f"   minutes by the clock: {clock}; together {_together(row):.1f}")
        print("   memory MB: " + ", ".join(f"{step} {row[f'{step} memory']:,.0f}" for step in STEPS))
        print(f"   disk {row['disk'] / 1e6:,.0f} MB, {row['disk'] / row['claims'] / 1e3:.1f} kB a claim")
        asked = f"saved queries {row['query median']:.1f} ms, slowest {row['query slowest']:,.0f}"
        print(f"   first page {row['first page']:.1f} s; {asked}")
        kinds = ("notes", "source", "actor", "event")
        print("   found (precision, recall): " + ", ".join(f"{k} {row[k][0]}, {row[k][1]}" for k in kinds))
    first, last = rows[0], rows[-1]
    for step in STEPS[1:]:
        growth = _per_document(last, step) / _per_document(first, step) - 1
        memory = last[f"{step} memory"] / first[f"{step} memory"] - 1
        verdict = "flat" if growth <= FLAT else "NOT flat"
        print(f"{step}: cost a document {growth:+.0%} ({verdict}), memory {memory:+.0%}")


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--sizes", default="1,10,100")
    arguments.add_argument("--words", type=int, default=50_000)
    arguments.add_argument("--notes", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=20)
    arguments.add_argument("--jobs", type=int, default=1)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--minutes", type=float, default=60.0, help="no further size is begun after these")
    options = arguments.parse_args()
    theses, kept = options.folder / "theses", options.folder / "figures.json"
    theses.mkdir(parents=True, exist_ok=True)
    root = options.folder / "workspace"
    workspace = open_workspace(root) if root.is_dir() else create(root)
    rows: list[Figures] = json.loads(kept.read_text("utf-8")) if kept.is_file() else []
    start = time.monotonic()
    for size in sorted(int(n) for n in options.sizes.split(",")):
        if any(row["documents"] == size for row in rows):
            continue
        if time.monotonic() - start > 60 * options.minutes:
            print(
                f"{options.minutes:g} minutes are over; {size} documents and more are left for the next run"
            )
            break
        row = grown(workspace, theses, size, options)
        row |= served(workspace, options.rounds) | disk(workspace) | against(workspace, theses)
        rows.append(row)
        kept.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    if rows:
        shown(rows)


if __name__ == "__main__":
    main()
