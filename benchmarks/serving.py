"""Our server beside the Oxigraph server, on one generated graph of our shape, in one run.

    python benchmarks/serving.py [--quads 1000000] [--rounds 200] [--clients 1,4,16] [--keep FOLDER]

Prints, per query shape, the median and 99th percentile in milliseconds of the query in this process, over HTTP from our server and
over HTTP from `oxigraph serve` (the PyPI package `oxigraph`; left out when it is not installed); then text search against CONTAINS;
then what a runaway query does to other clients. Clients are processes with one kept-alive connection each; caches are warm.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import multiprocessing
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

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
from regesta.graph.store import publish, writing
from regesta.ontology.terms import RG, concept

BASE = "https://w3id.org/regesta/kg/"
A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
PREFIXES = (
    "PREFIX rg: <https://w3id.org/regesta/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)
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
    """Claims, events, citations, sources and archival units in about the proportions a thesis gives, some 30 quads to a claim."""
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
        "star": lambda i: f"SELECT * {{ ?c rg:holder {iri('actor', 3 + i % 50)} ; rg:text ?t ; rg:voice ?v ; rg:start ?s ; rg:citesSource ?src }} LIMIT 100",
        "path+": lambda i: f"SELECT ?c {{ {iri('claim', i * 104729 % claims)} (rg:supports|rg:attacks)+ ?c }} LIMIT 50",
        "aggregate": lambda i: f"SELECT ?v (COUNT(*) AS ?n) {{ ?c rg:voice ?v ; rg:holder {iri('actor', i % 40)} }} GROUP BY ?v",
        "text": lambda i: f'SELECT ?c {{ ?c rg:text ?t FILTER CONTAINS(?t, "number {i}77") }} LIMIT 20',
        "optional": lambda i: f"SELECT * {{ ?c rg:holder {iri('actor', 3 + i % 50)} ; rg:text ?t OPTIONAL {{ ?c rg:attacks ?o }} }} LIMIT 100",
        "dates": lambda i: (
            f'SELECT ?e {{ ?e rg:agent {iri("actor", i % 90)} ; rg:earliest ?d FILTER(?d >= "1945-01-01"^^xsd:date && ?d <= "1946-12-31"^^xsd:date) }}'
        ),
        "union": lambda i: f"SELECT * {{ {{ ?c rg:holder {iri('actor', 3 + i % 50)} }} UNION {{ ?c rg:agent {iri('actor', 3 + i % 50)} }} }} LIMIT 200",
    }


def percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def in_process(store: Store, queries: Sequence[str]) -> list[float]:
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
    started = [context.Process(target=_client, args=(port, path, queries[i::clients] or queries[:1], results)) for i in range(clients)]
    for process in started:
        process.start()
    times = [t for _ in started for t in results.get(timeout=600)]
    for process in started:
        process.join()
    return times


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


def memory_of(pid: int) -> float:
    """Resident memory of a process and its children, MB."""
    total = 0.0
    for each in [pid, *(int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]:
        for row in Path(f"/proc/{each}/status").read_text().splitlines():
            if row.startswith("VmRSS"):
                total += int(row.split()[1]) / 1024
    return total


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quads", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--clients", default="1,4,16")
    arguments.add_argument("--shapes", default="", help="only these, joined by commas")
    arguments.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--keep", type=Path, help="keep the stores here and use them again")
    given = arguments.parse_args()
    if given.serve:
        server = Server(ServeConfig(snapshots=given.serve, deadline=10.0, workers=2))
        print(server.port, flush=True)
        server.run()
        return
    folder = given.keep or Path(tempfile.mkdtemp(prefix="regesta-bench-"))
    snapshots = folder / "snapshots"
    if not (snapshots / "CURRENT").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        store = Store(str(folder / "store"))
        store.bulk_extend(quads(given.quads))
        store.optimize()
        store.flush()
        with writing(snapshots):
            publish(snapshots, store)
        print(f"loaded {len(store):,} quads in {time.perf_counter() - start:.1f} s")
        del store
    try:
        measure(folder, given.quads, given.rounds, [int(c) for c in given.clients.split(",")], [s for s in given.shapes.split(",") if s])
    finally:
        if given.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path, count: int, rounds: int, clients: Sequence[int], wanted: Sequence[str]) -> None:
    claims = max(count // 33, 10)
    store = Store.read_only(str(next(p for p in sorted((folder / "snapshots").iterdir(), reverse=True) if p.is_dir() and p.name.isdigit())))
    # A process of its own, as the peer is: in this one it would share the interpreter with the client.
    ours = subprocess.Popen([sys.executable, __file__, "--serve", str(folder / "snapshots")], stdout=subprocess.PIPE, text=True)
    assert ours.stdout is not None
    own_port = int(ours.stdout.readline())
    peers: list[tuple[str, int, str]] = [("regesta", own_port, "/sparql")]
    binary = Path(sys.executable).with_name("oxigraph")
    other = None
    if binary.exists():
        copy = folder / "oxigraph-copy"
        if not copy.exists():
            store.backup(str(copy))
        port = free_port()
        other = subprocess.Popen([binary, "serve-read-only", "--location", copy, "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
        peers.append(("oxigraph", port, "/query"))
    try:
        for _, port, _ in peers:
            wait_for(port)
        print(f"{'shape':10} {'clients':>7}   {'in process':>16}  " + "  ".join(f"{name:>16}" for name, _, _ in peers) + "     (median / p99, ms)")
        for shape, make in shapes(claims).items():
            if wanted and shape not in wanted:
                continue
            size = max(rounds // 10, 8) if shape == "text" else rounds
            queries = [PREFIXES + make(i) for i in range(size)]
            here = in_process(store, queries[: size // 4] + queries)[size // 4 :]
            for number in clients:
                cells = []
                for _, port, path in peers:
                    together(port, path, queries[: max(size // 4, number)], 1)
                    times = together(port, path, queries, number)
                    cells.append(f"{statistics.median(times) * 1e3:7.2f} /{percentile(times, 0.99) * 1e3:7.2f}")
                mine = f"{statistics.median(here) * 1e3:7.2f} /{percentile(here, 0.99) * 1e3:7.2f}"
                print(f"{shape:10} {number:7}   {mine:>16}  " + "  ".join(f"{c:>16}" for c in cells))
        search(own_port)
        runaway(own_port, claims)
        print(f"memory: server and workers {memory_of(ours.pid):,.0f} MB" + (f", oxigraph {memory_of(other.pid):,.0f} MB" if other else ""))
    finally:
        if other is not None:
            other.terminate()
            other.wait()
        ours.terminate()
        ours.wait()


def search(port: int) -> None:
    """The same words by the index and by CONTAINS."""
    slow = [f'{PREFIXES}SELECT ?c {{ ?c rg:text ?t FILTER(CONTAINS(?t, "{a} {b}")) }}' for a, b in zip(WORDS[40:46], WORDS[60:66], strict=True)]
    fast = [
        f'{PREFIXES}PREFIX rgs: <https://w3id.org/regesta/search#> SELECT ?c {{ ?c rgs:matches "\\"{a} {b}\\"" }}'
        for a, b in zip(WORDS[40:46], WORDS[60:66], strict=True)
    ]
    start = time.perf_counter()
    over_http(port, "/sparql", fast[:1])
    made = time.perf_counter() - start
    over_http(port, "/sparql", fast)
    quick, slowly = statistics.median(over_http(port, "/sparql", fast)), statistics.median(over_http(port, "/sparql", slow))
    print(f"search: rgs:matches {quick * 1e3:.1f} ms, CONTAINS {slowly * 1e3:.1f} ms, {slowly / quick:.0f} times; the index took {made:.1f} s once")


def runaway(port: int, claims: int) -> None:
    """Another client's lookups alone, and beside a query that never ends."""
    lookups = [PREFIXES + shapes(claims)["lookup"](i) for i in range(2000)]
    alone = over_http(port, "/sparql", lookups)
    ended: list[tuple[int, float]] = []

    def run() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port)
        start = time.perf_counter()
        line.request("GET", "/sparql?query=" + quote(PREFIXES + "SELECT (COUNT(*) AS ?n) { ?a rg:start ?s . ?b rg:start ?t FILTER(?s + ?t = -1) }"))
        reply = line.getresponse()
        ended.append((reply.status, time.perf_counter() - start))

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    beside = over_http(port, "/sparql", lookups)
    thread.join()
    status, seconds = ended[0]
    print(
        f"runaway: answered {status} {seconds - 10.0:.2f} s after its deadline of 10 s; another client's lookups p99 {percentile(alone, 0.99) * 1e3:.2f} ms alone, "
        f"{percentile(beside, 0.99) * 1e3:.2f} ms beside it"
    )


if __name__ == "__main__":
    main()
