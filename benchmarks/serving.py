"""Our server beside others, on one generated graph of our shape, in one run.

    python benchmarks/serving.py [--quads 1000000] [--rounds 200] [--clients 1,4,16] [--peers
    oxigraph,virtuoso,rdflib] [--keep FOLDER]

Prints a Markdown table: how long loading took (all from the same N-Triples file; ours with the published
snapshot), per query shape and number of clients the median and 99th percentile in milliseconds of the query
in this process and over HTTP from each server, memory, and what a query that never ends does to another
client's lookups. Then text search against CONTAINS. Peers that are not installed are left out (see `peers`);
rdflib is only started for small graphs. Every query differs from the others, so that no cache of results can
answer it. Clients are processes with one kept-alive connection each, alike for all servers; caches of the
stores are warm.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import multiprocessing
import queue
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from peers import Peer, running, wait_for
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, parse, serialize

from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
from regesta.graph.store import publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG, concept

#: Seconds that every server gives a query.
DEADLINE = 10.0
BASE = "https://w3id.org/regesta/kg/"
A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
PREFIXES = "PREFIX rg: <https://w3id.org/regesta/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "  # noqa: E501
#: Words of no language, some hundreds, drawn unevenly as a language draws its own.
WORDS = [
    "".join(parts)
    for parts in itertools.product(
        ["ka", "mo", "ri", "te", "su", "ban", "del", "for", "gar", "hin", "lev", "nor", "pel", "sta", "tur"],
        ["da", "ko", "mi", "ra", "se", "bin", "dal", "fen", "gor", "hal", "lim", "nos", "pat", "rek", "ton"],
        ("", "ni", "sky"),
    )
]


def node(kind: str, number: int) -> NamedNode:
    return NamedNode(f"{BASE}{kind}/{number:012x}")


def quads(count: int) -> Iterator[Quad]:
    """Claims, events, citations, sources and archival units in about the proportions a thesis gives, some 30
    quads to a claim."""
    chance = random.Random(7)
    claims = max(count // 33, 10)
    actors, sources = max(claims // 20, 3), max(claims // 2, 3)
    for i in range(actors):
        yield Quad(node("actor", i), A, RG.Person)
        yield Quad(node("actor", i), A, RG.Agent)
        yield Quad(node("actor", i), LABEL, Literal(f"Person {i}"))
    for i in range(sources):
        source, unit = node("source", i), NamedNode(f"{BASE}archive/A{i % 40}/fond/{i % 997}")
        yield Quad(source, A, RG.Source)
        yield Quad(source, A, RG.ArchivalDocument if i % 3 else RG.Book)
        yield Quad(source, LABEL, Literal(f"{chance.choice(WORDS)} papers {i}"))
        yield Quad(source, RG.heldIn, unit)
        yield Quad(unit, RG.partOf, NamedNode(f"{BASE}archive/A{i % 40}"))
        yield Quad(unit, LABEL, Literal(f"fond {i % 997}"))
    for i in range(claims):
        claim, event, citation = node("claim", i), node("event", i), node("citation", i)
        text = f"the {' '.join(WORDS[int(len(WORDS) * chance.random() ** 3)] for _ in range(14))} number {i}"
        year, month, day = chance.randint(1940, 1960), chance.randint(1, 12), chance.randint(1, 28)
        yield Quad(claim, A, RG.Claim)
        yield Quad(claim, A, RG.Statement)
        yield Quad(claim, LABEL, Literal(text[:60]))
        yield Quad(claim, RG.text, Literal(text))
        yield Quad(claim, RG.holder, node("actor", int(actors * chance.random() ** 2)))
        yield Quad(claim, RG.voice, concept("voice", chance.choice(("author", "scholar", "actor"))))
        yield Quad(claim, RG.start, Literal(i * 50))
        yield Quad(claim, RG.evidence, citation)
        yield Quad(claim, RG.citesSource, node("source", i % sources))
        if i % 5 == 0 and i:
            yield Quad(claim, RG.attacks, node("claim", chance.randrange(i)))
        if i % 3 == 0 and i:
            yield Quad(claim, RG.supports, node("claim", i - 1))
        yield Quad(citation, A, RG.Citation)
        yield Quad(citation, RG.citedSource, node("source", i % sources))
        yield Quad(node("source", i % sources), RG.citedBy, citation)
        yield Quad(citation, RG.text, Literal(f"citation {i} of the {chance.choice(WORDS)} papers"))
        yield Quad(event, A, RG.Event)
        yield Quad(event, A, RG.Order)
        yield Quad(event, LABEL, Literal(f"Order {i}"))
        yield Quad(event, RG.agent, node("actor", chance.randrange(actors)))
        yield Quad(event, RG.earliest, Literal(f"{year}-{month:02d}-{day:02d}", datatype=DATE))
        yield Quad(event, RG.latest, Literal(f"{year}-{month:02d}-{day:02d}", datatype=DATE))
        yield Quad(event, RG.reportedIn, claim)
        for extra in range(5):
            yield Quad(node("passage", i * 5 + extra), RG.start, Literal(i * 50 + extra))
            yield Quad(claim, RG.expressedIn, node("passage", i * 5 + extra))


def shapes(claims: int) -> dict[str, Callable[[int], str]]:
    """The eight shapes, each a query that differs from round to round."""

    def iri(kind: str, i: int) -> str:
        return f"<{BASE}{kind}/{i:012x}>"

    return {
        "lookup": lambda i: f"SELECT ?text {{ {iri('claim', i * 7919 % claims)} rg:text ?text }}",
        "star": lambda i: (
            f"SELECT * {{ ?c rg:holder {iri('actor', 3 + i % 50)} ; rg:text ?t ; rg:voice ?v ; rg:start ?s ; "
            f"rg:citesSource ?src }} LIMIT 100"
        ),
        "path+": lambda i: (
            f"SELECT ?c {{ {iri('claim', i * 104729 % claims)} (rg:supports|rg:attacks)+ ?c }} LIMIT 50"
        ),
        "aggregate": lambda i: (
            f"SELECT ?v (COUNT(*) AS ?n) {{ ?c rg:voice ?v ; rg:holder {iri('actor', i % 40)} }} GROUP BY ?v"
        ),
        "text": lambda i: f'SELECT ?c {{ ?c rg:text ?t FILTER CONTAINS(?t, "number {i}77") }} LIMIT 20',
        "optional": lambda i: (
            f"SELECT * {{ ?c rg:holder {iri('actor', 3 + i % 50)} ; rg:text ?t OPTIONAL {{ ?c rg:attacks ?o "
            f"}} }} LIMIT 100"
        ),
        "dates": lambda i: (
            f"SELECT ?e {{ ?e rg:agent {iri('actor', i % 90)} ; rg:earliest ?d FILTER(?d >= "
            f'"1945-01-01"^^xsd:date && ?d <= "1946-12-31"^^xsd:date) }}'
        ),
        "union": lambda i: (
            f"SELECT * {{ {{ ?c rg:holder {iri('actor', 3 + i % 50)} }} UNION {{ ?c rg:agent "
            f"{iri('actor', 3 + i % 50)} }} }} LIMIT 200"
        ),
    }


def percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def in_process(store: EmbeddedStore, queries: Sequence[str]) -> list[float]:
    times = []
    for query in queries:
        start = time.perf_counter()
        store.query(query).serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]
        times.append(time.perf_counter() - start)
    return times


def over_http(port: int, path: str, queries: Sequence[str]) -> list[float]:
    """Times of queries one after the other over one connection."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.connect()
    assert line.sock is not None
    line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    times = []
    for query in queries:
        address = f"{path}?query={quote(query)}"
        start = time.perf_counter()
        line.request("GET", address, headers={"Accept": "application/sparql-results+json"})
        reply = line.getresponse()
        body = reply.read()
        times.append(time.perf_counter() - start)
        assert reply.status == 200, body[:500]
    return times


def _client(port: int, path: str, queries: Sequence[str], results: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    results.put(over_http(port, path, queries))


def together(port: int, path: str, queries: Sequence[str], clients: int) -> list[float]:
    """Times of the same queries from several clients at once."""
    if clients == 1:
        return over_http(port, path, queries)
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    started = [
        context.Process(target=_client, args=(port, path, queries[i::clients] or queries[:1], results))
        for i in range(clients)
    ]
    for process in started:
        process.start()
    times = [t for _ in started for t in results.get(timeout=60)]
    for process in started:
        process.join()
    return times


def memory_of(pid: int) -> float:
    """Resident memory of a process and its children, MB."""
    total = 0.0
    for each in [pid, *(int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]:
        for row in Path(f"/proc/{each}/status").read_text().splitlines():
            if row.startswith("VmRSS"):
                total += int(row.split()[1]) / 1024
    return total


def load(folder: Path, count: int) -> float:
    """Write the graph as N-Triples, load and publish it; seconds of the loading."""
    triples = folder / "data" / "graph.nt"
    triples.parent.mkdir(parents=True, exist_ok=True)
    with triples.open("wb") as file:
        serialize((quad.triple for quad in quads(count)), file, RdfFormat.N_TRIPLES)
    start = time.perf_counter()
    store = EmbeddedStore.open(folder / "store")
    store.add(parse(path=str(triples), format=RdfFormat.N_TRIPLES))
    store.optimize()
    store.flush()
    with writing(folder / "snapshots"):
        publish(folder / "snapshots", store)
    taken = time.perf_counter() - start
    (folder / "loaded").write_text(f"{taken:.1f}", "utf-8")
    return taken


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--quads", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--clients", default="1,4,16")
    arguments.add_argument("--shapes", default="", help="only these, joined by commas")
    arguments.add_argument("--peers", default="oxigraph,virtuoso,rdflib", help="only these, joined by commas")
    arguments.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--keep", type=Path, help="keep the stores here and use them again")
    given = arguments.parse_args()
    if given.serve:
        server = Server(ServeConfig(snapshots=given.serve, deadline=DEADLINE, workers=2))
        print(server.port, flush=True)
        server.run()
        return
    folder = (given.keep or Path(tempfile.mkdtemp(prefix="regesta-bench-"))).resolve()
    try:
        if not (folder / "loaded").is_file():
            load(folder, given.quads)
        measure(
            folder,
            given.quads,
            given.rounds,
            [int(c) for c in given.clients.split(",")],
            [s for s in given.shapes.split(",") if s],
            given.peers.split(","),
        )
    finally:
        if given.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def measure(
    folder: Path, count: int, rounds: int, clients: Sequence[int], wanted: Sequence[str], names: Sequence[str]
) -> None:
    claims = max(count // 33, 10)
    store = EmbeddedStore.read_only(str(newest_snapshot(folder / "snapshots")))
    # A process of its own, as the peers are: in this one it would share the interpreter with the client.
    process = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(folder / "snapshots")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    ours = Peer(
        "regesta", int(process.stdout.readline()), "/sparql", float((folder / "loaded").read_text()), process
    )
    try:
        with running(folder, folder / "data" / "graph.nt", count, names, DEADLINE) as others:
            wait_for(ours.port, process)
            servers = [ours, *others]
            print_head(len(store), rounds, servers)
            for shape, make in shapes(claims).items():
                if not wanted or shape in wanted:
                    size = size_of(shape, rounds)
                    measure_shape(store, shape, [PREFIXES + make(i) for i in range(size)], clients, servers)
            print(f"| memory, MB | | | {' | '.join(f'{memory_of(s.process.pid):,.0f}' for s in servers)} |")
            for server in servers:
                if server.name != "rdflib-endpoint":  # it has no limit: its runaway would not end
                    runaway(server, claims)
            search(ours.port)
    finally:
        process.terminate()
        process.wait()


def newest_snapshot(folder: Path) -> Path:
    return next(p for p in sorted(folder.iterdir(), reverse=True) if p.is_dir() and p.name.isdigit())


def size_of(shape: str, rounds: int) -> int:
    """How many queries of a shape are asked: a tenth of the rounds for search in texts, which is slow."""
    return max(rounds // 10, 8) if shape == "text" else rounds


def print_head(quads: int, rounds: int, servers: Sequence[Peer]) -> None:
    text = size_of("text", rounds)
    print(f"{quads:,} quads; median / p99 in ms; {rounds} queries a cell (text: {text})\n")
    print(f"| | clients | in process | {' | '.join(s.name for s in servers)} |")
    print(f"|---|---|---|{'---|' * len(servers)}")
    print(f"| load, s | | | {' | '.join(f'{s.loaded:.1f}' for s in servers)} |")


def measure_shape(
    store: EmbeddedStore, shape: str, queries: Sequence[str], clients: Sequence[int], servers: Sequence[Peer]
) -> None:
    """Print a row for each number of clients: the same queries in this process and to each server."""
    warm = len(queries) // 4
    here = figures(in_process(store, [*queries[:warm], *queries])[warm:])
    for number in clients:
        cells = [measure_server(server, servers[0], queries, number) for server in servers]
        print(f"| {shape} | {number} | {here} | {' | '.join(cells)} |", flush=True)


def measure_server(server: Peer, ours: Peer, queries: Sequence[str], clients: int) -> str:
    """Median and 99th percentile of one server; says so when it gives other rows than ours, or fails."""
    try:
        same = all(rows_of(server, query) == rows_of(ours, query) for query in queries[:3])
        together(server.port, server.path, queries[: max(len(queries) // 4, 2)], 1)
        found = figures(together(server.port, server.path, queries, clients))
    except (AssertionError, OSError, http.client.HTTPException, queue.Empty):
        return "failed"
    return found + ("" if same else " (other rows)")


def rows_of(server: Peer, query: str) -> int:
    """How many rows a server answers with: all must do the same work."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    line.request(
        "GET", f"{server.path}?query={quote(query)}", headers={"Accept": "application/sparql-results+json"}
    )
    return len(json.loads(line.getresponse().read())["results"]["bindings"])


def figures(times: Sequence[float]) -> str:
    return f"{statistics.median(times) * 1e3:.2f} / {percentile(times, 0.99) * 1e3:.2f}"


def search(port: int) -> None:
    """The same words by the index and by CONTAINS."""
    slow = [
        f'{PREFIXES}SELECT ?c {{ ?c rg:text ?t FILTER(CONTAINS(?t, "{a} {b}")) }}'
        for a, b in zip(WORDS[40:46], WORDS[60:66], strict=True)
    ]
    fast = [
        f'{PREFIXES}PREFIX rgs: <https://w3id.org/regesta/search#> SELECT ?c {{ ?c rgs:matches "\\"{a} '
        f'{b}\\"" }}'
        for a, b in zip(WORDS[40:46], WORDS[60:66], strict=True)
    ]
    start = time.perf_counter()
    over_http(port, "/sparql", fast[:1])
    made = time.perf_counter() - start
    over_http(port, "/sparql", fast)
    quick, slowly = (
        statistics.median(over_http(port, "/sparql", fast)),
        statistics.median(over_http(port, "/sparql", slow)),
    )
    print(
        f"\nsearch: rgs:matches {quick * 1e3:.1f} ms, CONTAINS {slowly * 1e3:.1f} ms, {slowly / quick:.0f} "
        f"times; the index took {made:.1f} s once"
    )


def runaway(server: Peer, claims: int) -> None:
    """Another client's lookups alone, and beside a query that never ends."""
    lookups = [PREFIXES + shapes(claims)["lookup"](i) for i in range(2000)]
    stars = [PREFIXES + shapes(claims)["star"](i) for i in range(300)]
    alone, stars_alone = (
        over_http(server.port, server.path, lookups),
        over_http(server.port, server.path, stars),
    )
    ended: list[tuple[str, float]] = []

    def run() -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE + 20)
        start = time.perf_counter()
        line.request(
            "GET",
            server.path
            + "?query="
            + quote(
                PREFIXES + "SELECT (COUNT(*) AS ?n) { ?a rg:start ?s . ?b rg:start ?t FILTER(?s + ?t = -1) }"
            ),
        )
        try:
            reply = line.getresponse()
            reply.read()
            said = str(reply.status)
        except (http.client.HTTPException, OSError) as error:
            said = type(error).__name__
        ended.append((said, time.perf_counter() - start))

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    beside, stars_beside = (
        over_http(server.port, server.path, lookups),
        over_http(server.port, server.path, stars),
    )
    whole = thread.is_alive()
    thread.join()
    said, seconds = ended[0]
    print(
        f"\nrunaway, {server.name}: {said} after {seconds:.2f} s (deadline {DEADLINE:g} "
        f"s){'' if whole else ', before the others had finished'}; beside it p99 of lookups "
        f"{percentile(alone, 0.99) * 1e3:.2f} -> {percentile(beside, 0.99) * 1e3:.2f} ms, of stars "
        f"{percentile(stars_alone, 0.99) * 1e3:.2f} -> "
        f"{percentile(stars_beside, 0.99) * 1e3:.2f} ms"
    )


if __name__ == "__main__":
    main()
