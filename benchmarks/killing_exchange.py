"""kill -9 of `regesta import` at every step it takes on disk and at random moments, and of `regesta sync`.

    python benchmarks/killing_exchange.py [--times 20] [--workspace FOLDER]

FOLDER is a workspace with a graph that may be changed (a copy); by default the example is made into one. An
import replaces a graph of 5,000 triples by one of 5,000 others: after each kill the served generation is
whole and holds the one or the other, and the next import goes through. First it is killed before every
file or folder that it makes, renames or deletes, one step later each time, so that each moment of
publishing is among them. A sync pushes to `oxigraph serve` (extra `test`): after each kill every graph there
is empty or whole, and the next sync sends all of them.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from peers import free_port, wait_for

from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.rdf import DefaultGraph, NamedNode
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.remote import Connection, GraphStore
from regesta.graph.sync import pushes

TRIPLES = 5_000
#: Runs a command that kills itself before the step on disk of that number (from 1) under a folder, and says
#: which it was: what Python tells its audit hooks before it writes to, makes, renames or deletes a file.
STEPWISE = """
import os, signal, sys
end, under, left = int(sys.argv[1]), sys.argv[2], 0
STEPS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate")
def step(event, told):
    global left
    writes = event == "open" and isinstance(told[2], int) and told[2] & (os.O_WRONLY | os.O_RDWR)
    if (event in STEPS or writes) and str(told[0]).startswith(under):
        left += 1
        if left == end:
            places = told[: 2 if event == "os.rename" else 1]
            print(event, *(str(place).removeprefix(under) for place in places), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(step)
sys.argv[:] = ["regesta", *sys.argv[3:]]
from regesta.cli import main
main()
"""
NAME = "others"


def regesta(*words: str) -> subprocess.Popen[bytes]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "regesta", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def finished(words: Sequence[str]) -> float:
    """Seconds that a command takes which nobody kills. Errors: AssertionError with what it says when it
    fails."""
    begun = time.monotonic()
    _, said = (run := regesta(*words)).communicate()
    assert run.returncode == 0, said.decode()
    return time.monotonic() - begun


def killed(words: Sequence[str], seconds: float) -> bool:
    """Whether a command was still running when it was killed after so many seconds."""
    run = regesta(*words)
    time.sleep(seconds)
    run.send_signal(signal.SIGKILL)
    _, said = run.communicate()
    assert run.returncode in (0, -signal.SIGKILL), said.decode()
    return run.returncode != 0


def kill_at_steps(space: Workspace, files: Sequence[Sequence[str]]) -> str:
    """Kill imports before each of their steps on disk; what happened, in words."""
    rest, seen, changed = others(space), [], []
    while True:
        before = imported(space)
        words = [str(len(seen) + 1), str(space.root), *files[before == {"one"}]]
        run = subprocess.run(
            [sys.executable, "-c", STEPWISE, *words], capture_output=True, text=True, check=False
        )
        assert run.returncode in (0, -signal.SIGKILL), run.stderr
        if run.returncode == 0:
            break
        seen.append(run.stdout.splitlines()[-1])
        assert others(space) == rest
        if imported(space) != before:
            changed.append(seen[-1])
    first = f"; the import took effect from the step {changed[0]!r} on" if changed else ""
    return f"{len(seen)} steps of an import, killed before each: every generation whole{first}"


def kill_imports(space: Workspace, folder: Path, times: int, chance: random.Random) -> str:
    """Kill imports; what happened, in words."""
    files = []
    for mark in ("one", "other"):
        file = folder / f"{mark}.nt"
        rows = (f'<http://example.org/{i}> <http://example.org/p> "{mark}" .\n' for i in range(TRIPLES))
        file.write_text("".join(rows), "utf-8")
        files.append(["import", str(file), "--as", NAME, "-w", str(space.root)])
    longest = max(finished(words) for words in files)
    print(kill_at_steps(space, files), flush=True)
    rest = others(space)
    hits = changes = 0
    for attempt in range(times):
        before = imported(space)
        hits += killed(files[attempt % 2], chance.uniform(0.2, 1.1) * longest)
        assert others(space) == rest
        changes += imported(space) != before
    finished(files[0])
    assert imported(space) == {"one"}
    return f"{hits} of {times} imports killed, {changes} took effect, every generation whole"


def others(space: Workspace) -> int:
    """How many quads are served that were not imported here, nor tell of imports."""
    snapshot = current(space.snapshots)
    assert snapshot is not None
    store = snapshot.open()
    told = [g for g in store.graphs() if "/graph/import" not in g.value]
    return sum(1 for g in (DefaultGraph(), *told) for _ in store.quads(None, None, None, g))


def imported(space: Workspace) -> set[str]:
    """The marks of the imported triples that are served; AssertionError unless they are all there."""
    snapshot = current(space.snapshots)
    assert snapshot is not None
    graph = NamedNode(f"{space.settings.base}graph/import/{NAME}")
    rows = list(snapshot.open().quads(None, NamedNode("http://example.org/p"), None, graph))
    assert len(rows) == TRIPLES, f"{len(rows)} triples are served"
    return {row.object.value for row in rows}


@contextmanager
def oxigraph(folder: Path) -> Iterator[int]:
    """An empty `oxigraph serve`; its port."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    serve = [str(program), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def kill_syncs(space: Workspace, folder: Path, times: int, chance: random.Random) -> str:
    """Kill pushes, each to a store of its own; what happened, in words."""
    snapshot = current(space.snapshots)
    assert snapshot is not None
    ours = snapshot.open()
    hits, sent = 0, []
    for attempt in range(times + 1):
        place = folder / f"peer-{attempt}"
        with oxigraph(place) as port:
            words = ["sync", f"http://127.0.0.1:{port}/store", "-w", str(space.root), "--replace"]
            if attempt == 0:
                longest = finished(words)
                continue
            hits += killed(words, chance.uniform(0.2, 1.0) * longest)
            sent.append(arrived(ours, port))
            finished(words)
            assert arrived(ours, port) == len(pushes(ours))
    least, most = min(sent), max(sent)
    graphs = len(pushes(ours))
    return f"{hits} of {times} syncs killed with {least} to {most} of {graphs} graphs sent, each whole"


def arrived(ours: EmbeddedStore, port: int) -> int:
    """How many of our graphs the other store has; AssertionError for a part of one."""
    connection = Connection({})
    other = GraphStore(f"http://127.0.0.1:{port}/store", connection)
    there = 0
    try:
        for push in pushes(ours):
            graph = NamedNode(push.target) if push.target else DefaultGraph()
            if not other.holds_something(graph):
                continue
            found = len(set(other.get(graph)))
            assert found == push.triples, f"{found} of {push.triples} triples of {push.target or 'default'}"
            there += 1
    finally:
        connection.close()
    return there


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--times", type=int, default=20)
    arguments.add_argument("--workspace", type=Path)
    given = arguments.parse_args()
    chance = random.Random(9)
    with tempfile.TemporaryDirectory(prefix="regesta-killing-") as name:
        folder = Path(name)
        place = given.workspace or folder / "w"
        if not given.workspace:
            example = Path(__file__).parents[1] / "examples" / "iran-1946.txt"
            finished(["run", str(example), "-w", str(place)])
        space = open_workspace(place)
        print(kill_imports(space, folder, given.times, chance))
        print(kill_syncs(space, folder, given.times, chance))


if __name__ == "__main__":
    main()
