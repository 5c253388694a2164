"""Every saved query on a graph of a million quads: the example's own graph, copied until it is that large.

    python benchmarks/saved_queries.py [--quads 1000000] [--rounds 5] [--workspace DIR] [--bar 200]

A copy has documents, notes, claims, events, citations, sources and verdicts of its own; people, places,
archives and concepts are shared, as they are between the theses of one library. Each query is bound with the
values of its header's `example`, or where it asks for a claim, a source or another thing with the one most is
said with, and asked in this process, text index included. Prints the median in milliseconds and the rows,
slowest first, and ends with 1 when a query is over the bar and its header does not say why (`slow`).
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from regesta.graph.serve.actors import NAMES_QUERY, ActorIndex
from regesta.graph.serve.search.index import index_of
from regesta.graph.serve.workers.answering import PREFIXES, Question, answer
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import serialise
from regesta.queries.saved import Catalogue

#: What each document has of its own; everything else is shared.
OWN = re.compile(
    rb"(<https://w3id\.org/regesta/kg/(?:claim|event|decision|citation|source|sentence|footnote|division|doc|document|passage|proposition|verdict|discrepancy|evidence|argument|resolution|identity|statement|mention)[^>]*)>"
)


def copies(quads: bytes, number: int) -> bytes:
    """The quads as another document's: every IRI of its own gets a suffix, number 0 none."""
    return OWN.sub(rb"\1-" + str(number).encode() + rb">", quads) if number else quads


def grown(workspace: Path, count: int, folder: Path) -> EmbeddedStore:
    """A store of at least `count` quads made of copies of the workspace's current graph."""
    snapshot = current(workspace / "snapshots")
    if snapshot is None:
        raise SystemExit(f"{workspace} has no built graph; type `regesta build`")
    quads = serialise(EmbeddedStore.read_only(snapshot.path), "nquads")
    assert quads is not None
    store = EmbeddedStore.open(folder)
    number = 0
    while len(store) < count:
        store.load_nquads(copies(quads, number))
        number += 1
    store.optimize()
    print(f"{len(store):,} quads: {number} copies of {workspace}")
    return store


def some(store: EmbeddedStore, kind: str) -> str:
    """The thing of a class that most is said with: the dearest one to ask about."""
    query = f"SELECT ?x (COUNT(*) AS ?n) {{ {{ SELECT ?x {{ ?x a {kind} }} LIMIT 500 }} {{ ?s ?p ?x }} UNION {{ ?x ?p ?o }} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"  # noqa: E501
    return next((str(row["x"].value) for row in store.query(query, prefixes=dict(PREFIXES))), "")  # type: ignore[union-attr]


def measure(store: EmbeddedStore, folder: Path, rounds: int) -> Iterator[tuple[float, int, str, str]]:
    """Median milliseconds, rows, name and stated reason of each saved query."""
    catalogue = Catalogue.load()
    names = store.query(NAMES_QUERY, prefixes=dict(PREFIXES))
    index = ActorIndex((row["actor"].value, row["name"].value, row["main"].value == "true") for row in names)  # type: ignore[union-attr]
    index_of(store, str(folder))
    for query in catalogue:
        values = dict(query.example) | {
            p.name: found
            for p in query.parameters
            if p.of.startswith("rg:") and p.required and (found := some(store, p.of))
        }
        try:
            text = catalogue.bind(query.name, values, actors=index.find)
        except ValueError:
            text = query.text  # its example names what this graph lacks
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            body = answer(store, Question(query=text, table="csv"), str(folder)).body
            times.append(1000 * (time.perf_counter() - start))
        yield statistics.median(times), max(body.count(b"\r\n") - 1, 0), query.name, query.slow


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--quads", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--bar", type=float, default=200.0, help="milliseconds")
    arguments.add_argument("--workspace", type=Path, help="a built workspace; else the example's")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = given.workspace or Path(folder) / "example"
        if given.workspace is None:
            demo = [sys.executable, "-m", "regesta", "demo", "--workspace", str(workspace)]
            subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        place = Path(folder) / "store"
        rows = sorted(measure(grown(workspace, given.quads, place), place, given.rounds), reverse=True)
    for median, count, name, slow in rows:
        print(f"{median:9.1f} ms {count:8,} rows  {name}{'  slow: ' + slow if slow else ''}")
    sys.exit(1 if over_the_bar(rows, given.bar) else 0)


def over_the_bar(rows: Sequence[tuple[float, int, str, str]], bar: float) -> list[str]:
    """The queries that take longer than `bar` milliseconds without a stated reason; prints how many keep
    it."""
    over = [name for median, _, name, slow in rows if median > bar and not slow]
    kept = sum(median <= bar for median, *_ in rows)
    names = ", ".join(over) or "none"
    print(f"{kept} of {len(rows)} within {bar:g} ms; over it without a reason: {names}")
    return over


if __name__ == "__main__":
    main()
