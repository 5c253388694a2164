"""kill -9 of the writer at random moments of a build, beside a server that goes on answering.

    python benchmarks/killing.py [--times 50] [--workspace FOLDER]

FOLDER is a workspace that may be changed (a copy); by default the example is made into one. Each time a
verdict gives the build something new to say, the build is killed at a random moment, and three things are
checked: the pointer names a whole generation (its quads have the digest it was published with), the running
server answers from it, and the claims are those there were. Then one build runs to its end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from regesta.extract.record import Record
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import build
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
from regesta.graph.store import current, digest_of
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import serialise
from regesta.review.log import VerdictLog
from regesta.review.policy import accept_all

COUNT = "SELECT (COUNT(*) AS ?n) { ?c a rg:Claim }"


def asked(port: int, query: str) -> int:
    """The number a query counts, from the server."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?query={quote(query)}", timeout=20) as reply:
        return int(json.load(reply)["results"]["bindings"][0]["n"]["value"])


def whole(space: Workspace) -> str:
    """The served generation, after checking that its quads have the digest it was published with."""
    snapshot = current(space.snapshots)
    assert snapshot is not None, "no generation is served"
    dump = serialise(EmbeddedStore.read_only(snapshot.path), "nquads")
    assert dump is not None
    found = hashlib.sha256(b"".join(sorted(dump.splitlines(keepends=True)))).hexdigest()
    assert found == digest_of(space.snapshots, snapshot.generation), (
        f"generation {snapshot.generation} is not whole"
    )
    return snapshot.generation


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--times", type=int, default=50)
    arguments.add_argument("--workspace", type=Path)
    arguments.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.build:
        space = open_workspace(given.build)
        print("ready", flush=True)
        build(space)
    elif given.serve:
        server = Server(ServeConfig(snapshots=given.serve, workers=2))
        print(server.port, flush=True)
        server.run()
    elif given.workspace:
        kill(open_workspace(given.workspace), given.times)
    else:
        with tempfile.TemporaryDirectory(prefix="regesta-killing-") as folder:
            example = Path(__file__).parents[1] / "examples" / "iran-1946.txt"
            subprocess.run(
                [sys.executable, "-m", "regesta", "run", str(example), "-w", folder],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            kill(open_workspace(Path(folder)), given.times)


def kill(space: Workspace, times: int) -> None:
    """Kill `times` builds; AssertionError when one leaves anything behind that shows."""
    slips = some_records(space)
    start = time.monotonic()
    build(space)
    say(space, slips, 0)
    longest = timed_build(space)
    with serving(space) as port:
        claims = answered(port)
        killed, finished, generations = kill_builds(space, times, slips, longest, port, claims)
        last = build(space)
        assert whole(space) == last.generation
        assert asked(port, COUNT) == claims
    print(
        f"builds of {longest:.1f} s: {killed} killed, {finished} more ended before their moment came; the "
        f"server answered from a whole generation every time ({len(generations)} generations seen, {claims} "
        f"claims in each); the last build published {last.generation} ({time.monotonic() - start:.0f} s)"
    )


def some_records(space: Workspace) -> list[Record]:
    """Records that a verdict can be given on: the discrepancies, a mention where there are none."""
    records = [r for document in space.documents() for r in space.records(document)]
    found = [r for r in records if r.kind == "discrepancy"]
    return found or [r for r in records if r.kind == "mention"][:1]


def timed_build(space: Workspace) -> float:
    """How many seconds a build takes that nobody kills."""
    with building(space) as run:
        begun = time.monotonic()
        assert run.wait() == 0, "the build that is timed failed"
    return time.monotonic() - begun


@contextmanager
def serving(space: Workspace) -> Iterator[int]:
    """A server of the workspace in a process of its own; yields its port."""
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(space.snapshots)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


def answered(port: int) -> int:
    """The number of claims, as soon as the server answers."""
    while True:
        try:
            return asked(port, COUNT)
        except OSError:
            time.sleep(0.05)


def kill_builds(
    space: Workspace, times: int, slips: list[Record], longest: float, port: int, claims: int
) -> tuple[int, int, set[str]]:
    """Kill builds until `times` were killed; returns how many were, how many ended before, and the
    generations seen."""
    chance = random.Random(9)
    killed, finished, generations = 0, 0, {whole(space)}
    while killed < times:
        attempt = killed + finished + 1
        say(space, slips, attempt)
        # Half of the moments fall into the last third, in which the store is written and the pointer moved.
        earliest, latest = (0.0, longest) if attempt % 2 else (0.66 * longest, 1.1 * longest)
        ended = killed_build(space, chance.uniform(earliest, latest))
        assert ended in (0, -signal.SIGKILL), f"a build ended by itself with {ended}"
        killed, finished = (killed + 1, finished) if ended else (killed, finished + 1)
        generations.add(whole(space))
        assert asked(port, COUNT) == claims
    return killed, finished, generations


def killed_build(space: Workspace, seconds: float) -> int:
    """What a build ends with that is killed after so many seconds: 0 when it was done before."""
    run = building(space)
    time.sleep(seconds)
    run.send_signal(signal.SIGKILL)
    with run:
        return run.wait()


def building(space: Workspace) -> subprocess.Popen[bytes]:
    """A build in a process of its own, at the moment it begins."""
    run = subprocess.Popen([sys.executable, __file__, "--build", str(space.root)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.readline()
    return run


def say(space: Workspace, slips: list[Record], attempt: int) -> None:
    """Give the next build something new to say."""
    VerdictLog(space.log).append(
        accept_all(
            slips[:1],
            at=f"2025-05-01T10:{attempt // 60:02d}:{attempt % 60:02d}Z",
            reviewer="killing",
            reason=f"seen {attempt}",
        )
    )


if __name__ == "__main__":
    main()
