"""What a verdict costs until it is served: a build by difference beside a whole build, in one run.

    python benchmarks/publishing.py WORKSPACE [--copies 10] [--rounds 3] [--check]

The workspace is copied, its documents `--copies` times (each with other words and ids of its own, actors
and places shared, as in a library of theses on one subject), and built. Then claims are rejected one after
the other. Each is published by a builder that goes on from the last build, as the review pages do ("going
on"), by `regesta build` in a process of its own, imports included ("a new process"), and whole, as if nothing
were known ("whole"). Prints processor and wall seconds, medians of the rounds, and their ratio to the whole;
`--check` also compares every N-Quads with those of a whole build, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import regesta
from regesta.graph.build import Builder, assemble
from regesta.graph.serve.protocol.examples import catalogue_quads
from regesta.graph.store import current, digest_of
from regesta.graph.store.snapshots import KEPT, LINES

ID = re.compile(r"\b([a-z]+)-([0-9a-f]{12})\b")
#: Letters of like frequency put for each other, so that a copy's words are its own.
OTHER_LETTERS = str.maketrans("etaoinETAOIN", "taoineTAOINE")


def copied(workspace: Path, place: Path, copies: int) -> regesta.Workspace:
    """The workspace with each document and its verdicts `copies` times."""
    shutil.copytree(workspace, place, ignore=shutil.ignore_patterns("snapshots", "store", "index"))
    space = regesta.Workspace.open(place)
    folder = space.folder
    log = folder.log.read_text("utf-8").splitlines()
    for document in folder.documents():
        records = folder.records_file(document).read_text("utf-8").splitlines()
        for number in range(1, copies):
            other = f"{document}-{number}"
            shutil.copytree(folder.document(document), folder.document(other))
            text = folder.document(other) / "text.txt"
            turned = text.read_bytes().decode().translate(OTHER_LETTERS)
            text.write_bytes(turned.encode())
            told = [altered(line, document, other, number) for line in records]
            folder.records_file(other).write_text("".join(told), "utf-8")
            judged = [altered(line, document, other, number) for line in log if f'"{document}"' in line]
            with folder.log.open("a", encoding="utf-8") as out:
                out.writelines(judged)
    return space


def altered(line: str, document: str, other: str, number: int) -> str:
    """A line of records or of the log as another document's: other ids, and no quotes, which would not fit
    its words."""
    turned = ID.sub(lambda m: f"{m[1]}-{m[2][number:]}{m[2][:number]}", line)
    row = _unquoted(json.loads(turned.replace(f'"document":"{document}"', f'"document":"{other}"')))
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _unquoted(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _unquoted(v) for k, v in value.items() if k not in ("quote", "digest")}
    return [_unquoted(v) for v in value] if isinstance(value, list) else value


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Processor seconds of a piece of work, its child processes counted, and wall seconds."""

    def used() -> float:
        own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime

    before, start = used(), time.perf_counter()
    work()
    return used() - before, time.perf_counter() - start


def forget(space: regesta.Workspace) -> None:
    """Take away what a build by difference goes on from."""
    for ending in (KEPT, LINES):
        for path in space.folder.snapshots.glob(f"*{ending}"):
            path.unlink()


def same(space: regesta.Workspace) -> str:
    """Whether the served generation's digest is that of a whole build."""
    served = current(space.folder.snapshots)
    assert served is not None
    if digest_of(space.folder.snapshots, served.generation) == assemble(space.folder).digest:
        return "the same N-Quads as a whole build, byte for byte"
    return "OTHER N-QUADS THAN A WHOLE BUILD"


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("workspace", type=Path)
    arguments.add_argument("--copies", type=int, default=1)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--check", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        space = copied(given.workspace, Path(folder) / "w", given.copies)
        catalogue = catalogue_quads(space.queries, space.folder.settings.base)
        builder = Builder(space.folder)
        first = builder.build(catalogue=catalogue)
        print(f"{first.quads:,} quads, {first.accepted:,} accepted records, {len(space.verdicts):,} verdicts")
        claims = [j.record for j in space.verdicts.state().accepted() if j.record.kind == "claim"]
        ways: dict[str, Callable[[], object]] = {
            "going on": lambda: builder.build(catalogue=catalogue),
            "a new process": lambda: subprocess.run(
                [sys.executable, "-m", "regesta", "build", "--workspace", str(space.folder.root)],
                check=True,
                stdout=subprocess.DEVNULL,
            ),
            "whole": lambda: (forget(space), Builder(space.folder).build(catalogue=catalogue)),
        }
        measured(space, ways, iter(c.id for c in claims), given.rounds, check=given.check)


def measured(
    space: regesta.Workspace,
    ways: dict[str, Callable[[], object]],
    claims: Iterable[str],
    rounds: int,
    *,
    check: bool,
) -> None:
    """Each way of publishing, `rounds` times, every time after another verdict."""
    ids = iter(claims)
    medians = {}
    for name, publish in ways.items():
        space.verdicts.reject(next(ids), reason="measured", reviewer="benchmark")
        publish()  # what a builder remembers is of its own last build
        taken = []
        for _ in range(rounds if name != "whole" else 1):
            space.verdicts.reject(next(ids), reason="measured", reviewer="benchmark")
            taken.append(spent(publish))
        medians[name] = [statistics.median(t[n] for t in taken) for n in (0, 1)]
        told = f"   {same(space)}" if check else ""
        print(f"{name:<14} {medians[name][0]:6.2f} s processor, {medians[name][1]:6.2f} s wall{told}")
    whole = medians["whole"][0]
    print(", ".join(f"{name} {taken[0] / whole:.2f} of whole" for name, taken in medians.items()))


if __name__ == "__main__":
    main()
