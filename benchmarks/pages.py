"""How long people wait for a server's pages: from its start to the first page, and each page and saved query
warm.

    python benchmarks/pages.py WORKSPACE [--rounds 5] [--bar 100]

Starts `regesta serve` on a free port of this machine and asks for the front page until it answers. Then asks,
as a browser does (text/html), for the front page, search, the page of a thing of every class (the one most is
said of), the review pages of a record of every kind, every saved query as a page with the example of its
header, and for its answer as JSON. Prints the first and the median of the following times in milliseconds,
slowest first, and how many are within the bar.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from regesta.extract.workspace import open_workspace
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.queries.saved import Catalogue

WORDS = ("telegram", "Stalin", "the", "no such word at all")
OF_CLASSES = """
PREFIX rg: <https://w3id.org/regesta/ontology#>
SELECT ?class ?x (COUNT(*) AS ?n) { ?x a ?class . ?x ?p ?o FILTER(STRSTARTS(STR(?class), STR(rg:))) }
GROUP BY ?class ?x ORDER BY DESC(?n) ?x
"""


def asked(address: str, accept: str) -> tuple[float, int]:
    """Milliseconds and status of a GET."""
    request = urllib.request.Request(address, headers={"Accept": accept})
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            status = int(answer.status)
    except urllib.error.HTTPError as error:
        error.read()
        status = error.code
    return 1000 * (time.perf_counter() - start), status


def pages(workspace: Path, store: EmbeddedStore, base: str) -> Iterator[tuple[str, str]]:
    """The paths to ask for, each with what to accept."""
    html = "text/html"
    yield "/", html
    yield "/queries/", html
    yield "/review/", html
    yield "/review/progress", html
    for word in WORDS:
        yield "/search?" + urllib.parse.urlencode({"q": word}), html
    seen = set()
    for row in store.select(OF_CLASSES):
        kind, thing = row["class"].value, row["x"].value
        if kind not in seen and thing.startswith(base):
            seen.add(kind)
            yield "/" + thing.removeprefix(base), html
    kinds: dict[str, str] = {}
    for path in sorted((workspace / "records").glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            if row["kind"] not in ("sentence", "division", "footnote", "diagnostic"):
                kinds.setdefault(row["kind"], row["id"])
    for kind, record in sorted(kinds.items()):
        yield f"/review/?kind={kind}", html
        yield f"/review/{record}", html
    for query in Catalogue.load():
        where = f"/queries/{query.name}?" + urllib.parse.urlencode(dict(query.example))
        yield where, html
        yield where, "application/sparql-results+json, application/n-triples;q=0.5"


def processor(pid: int) -> float:
    """Processor seconds of a process so far, without its workers; 0 where the system does not tell."""
    told = Path(f"/proc/{pid}/stat")
    if not told.is_file():
        return 0.0
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def started(workspace: Path) -> tuple[subprocess.Popen[str], str, float]:
    """A server, its address, and seconds until its first page."""
    start = time.perf_counter()
    command = [sys.executable, "-u", "-m", "regesta", "serve", "--workspace", str(workspace), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout is not None
    address = ""
    for line in process.stdout:
        if " at http" in line:
            address = line.split(" at ")[1].strip().rstrip("/")
            break
    while True:
        try:
            if asked(address + "/", "text/html")[1] == 200:
                return process, address, time.perf_counter() - start
        except OSError:
            time.sleep(0.02)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("workspace", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--bar", type=float, default=100.0, help="milliseconds")
    given = arguments.parse_args()
    space = open_workspace(given.workspace)
    snapshot = current(space.snapshots)
    if snapshot is None:
        raise SystemExit(f"{given.workspace} has no graph; type `regesta build`")
    process, address, first = started(given.workspace)
    try:
        print(f"server start to first page: {first:.2f} s wall, {processor(process.pid):.2f} s processor")
        rows = []
        for path, accept in pages(given.workspace, snapshot.open(), space.settings.base):
            cold, status = asked(address + path, accept)
            warm = statistics.median(asked(address + path, accept)[0] for _ in range(given.rounds))
            rows.append((warm, cold, status, path, "" if accept == "text/html" else " (answer)"))
    finally:
        process.terminate()
        process.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"processor time of the server and its workers: {used.ru_utime + used.ru_stime:.1f} s")
    rows.sort(reverse=True)
    for warm, cold, status, path, what in rows[:40]:
        print(f"{warm:8.0f} ms  first {cold:8.0f} ms  {status}  {path}{what}")
    over = sum(warm > given.bar for warm, *_ in rows)
    print(f"{len(rows) - over} of {len(rows)} within {given.bar:g} ms warm")


if __name__ == "__main__":
    main()
