"""Many mixed requests and mutated queries put to a server of ours, on this machine only.

    python benchmarks/traffic.py [--requests 20000] [--queries 10000] [--clients 4] [--seed 13]

The example is built into a folder and served, review pages too. First come requests of every kind: lookups,
paths, saved queries with right and wrong parameters, pages, searches, static files, formats, conditions,
ranges, methods that are not allowed, bodies of the wrong kind, odd addresses. Then the saved queries and the
shapes of `serving`, each mutated: pieces cut, doubled, swapped, put in from another query or out of a list of
odd characters; all within --seconds (900). Printed: how many answers had each status, every answer of 500
and every connection that was lost, and what /metrics says of memory, file handles and workers after the first
tenth and at the end. Ends with 1 when there was a 500, a lost connection, or a worker too few.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from serving import PREFIXES, shapes

ROOT = Path(__file__).parents[1]
#: What is put into queries and addresses: what a parser, a path or a page may stumble on.
ODD = [
    "\0",
    "\ud7ff",
    "é",
    "\u202e",
    "\U0001f5fa",
    "'",
    '"',
    '"""',
    "\\",
    "\\u00",
    "<",
    ">",
    "{",
    "}",
    "((",
    "))",
]
ODD += [
    "%",
    "%%",
    "%00",
    "&",
    ";",
    "#",
    "\r\n",
    "\t",
    "?",
    "$",
    "^^",
    "@",
    "@en-",
    "|",
    "/",
    "*",
    "+",
    "!",
    "_:",
]
ODD += [
    "SERVICE ",
    "GRAPH ?g ",
    "MINUS ",
    "OPTIONAL ",
    "UNION ",
    "BIND(",
    "VALUES ",
    "FILTER ",
    "LIMIT -1",
    "1e999",
]
ODD += [
    "99999999999999999999",
    "<http://[>",
    "rgs:matches ",
    '"a b" ',
    "NOW()",
    "COUNT(*)",
    "DISTINCT ",
    "a",
    ".",
]
HEADERS: Sequence[dict[str, str]] = (
    {},
    {"Accept": "text/html"},
    {"Accept": "text/turtle"},
    {"Accept": "application/ld+json;q=0.3, text/csv"},
    {"Accept": "nonsense"},
    {"Accept": "*/*;q=0"},
    {"Accept-Encoding": "gzip, br;q=2"},
    {"If-None-Match": 'W/"x", *'},
    {"Range": "bytes=5-2"},
    {"Cookie": "a=b; regesta=\x80"},
    {"X-Forwarded-For": "nobody, 1.2.3"},
    {"Origin": "https://example.org"},
    {"Expect": "100-continue"},
    {"Authorization": "Bearer wrong"},
)


@dataclass
class Seen:
    """What came back: statuses, and what must not happen."""

    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, status: str, what: str) -> None:
        with self.lock:
            self.statuses[f"{kind} {status}"] += 1
            if status in ("500", "lost"):
                self.faults.append(f"{status}: {what[:2000]!r}")


@dataclass(frozen=True)
class Asked:
    """One request."""

    kind: str
    method: str
    address: str
    headers: dict[str, str]
    body: bytes | None = None


def mixed(
    chance: random.Random, addresses: Sequence[str], queries: Sequence[str], count: int
) -> Iterator[Asked]:
    """Requests of every kind."""
    makers: Sequence[Callable[[], Asked]] = (
        lambda: Asked("lookup", "GET", "/sparql?query=" + quote(chance.choice(LOOKUPS)), {}),
        lambda: Asked(
            "query", "GET", "/sparql?" + _parameters(chance, chance.choice(queries)), _headers(chance)
        ),
        lambda: Asked("posted", "POST", "/sparql", *_posted(chance, chance.choice(queries))),
        lambda: Asked("page", "GET", chance.choice(addresses), _headers(chance)),
        lambda: Asked("page", "GET", chance.choice(addresses), {"Accept": "text/html"}),
        lambda: Asked("odd address", "GET", _odd_address(chance, chance.choice(addresses)), _headers(chance)),
        lambda: Asked("search", "GET", "/search?q=" + quote(_words(chance)), _headers(chance)),
        lambda: Asked(
            "method",
            chance.choice(("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "POST", "TRACE")),
            chance.choice(addresses),
            _headers(chance),
            chance.choice((None, b"", b"a=b", b"\xff\x00{")),
        ),
    )
    for _ in range(count):
        yield chance.choice(makers)()


LOOKUPS = [
    "SELECT ?o { <https://w3id.org/regesta/kg/claim/0> rg:text ?o }",
    "SELECT ?s { ?s a rg:Claim } LIMIT 5",
    "SELECT * { ?s rdfs:label 'x' }",
]


def _headers(chance: random.Random) -> dict[str, str]:
    return dict(chance.choice(HEADERS))


def _parameters(chance: random.Random, query: str) -> str:
    given = [("query", query)]
    for name, values in (
        ("format", ("json", "csv", "turtle", "html", "nonsense")),
        ("default-graph-uri", ("https://w3id.org/regesta/kg/graph/candidates", "no iri", "")),
        ("union", ("true", "maybe")),
    ):
        if chance.random() < 0.2:
            given.append((name, chance.choice(values)))
    return urlencode(given, errors="surrogatepass")


def _posted(chance: random.Random, query: str) -> tuple[dict[str, str], bytes]:
    media = chance.choice(
        (
            "application/sparql-query",
            "application/x-www-form-urlencoded",
            "application/sparql-update",
            "text/plain",
            "application/sparql-query; charset=latin-1",
        )
    )
    body = _parameters(chance, query) if "form" in media else query
    return _headers(chance) | {"Content-Type": media}, body.encode("utf-8", "surrogatepass")


def _odd_address(chance: random.Random, address: str) -> str:
    at = chance.randrange(len(address) + 1)
    return "/" + (address[:at] + quote(chance.choice(ODD), errors="surrogatepass") + address[at:]).lstrip("/")


def _words(chance: random.Random) -> str:
    return " ".join(
        chance.choice(["oil", "soviet", "withdr*", '"a b"', *ODD]) for _ in range(chance.randint(0, 4))
    )


def mutated(chance: random.Random, queries: Sequence[str], count: int) -> Iterator[Asked]:
    """Queries that were cut, doubled, swapped and spliced."""
    for _ in range(count):
        text = chance.choice(queries)
        for _ in range(chance.choice((1, 1, 2, 4))):
            text = _mutation(chance, text, chance.choice(queries))
        data = text.encode("utf-8", "surrogatepass")
        if chance.random() < 0.5 and len(data) < 15_000:
            yield Asked("mutated", "GET", "/sparql?query=" + quote(data), _headers(chance))
        else:
            headers = _headers(chance) | {"Content-Type": "application/sparql-query"}
            yield Asked("mutated", "POST", "/sparql", headers, data)


def _mutation(chance: random.Random, text: str, other: str) -> str:
    at = chance.randrange(len(text) + 1)
    end = min(len(text), at + chance.choice((1, 1, 3, 20)))
    match chance.randrange(5):
        case 0:
            return text[:at] + text[end:]
        case 1:
            return text[:end] + text[at:]
        case 2:
            return text[:at] + chance.choice(ODD) + text[end:]
        case 3:
            return text[:at] + text[at:end][::-1] + text[end:]
        case _:
            start = chance.randrange(len(other) + 1)
            return text[:at] + other[start : start + 40] + text[at:]


def ask(port: int, asked: Asked, seen: Seen) -> None:
    """Put one request on a connection of its own, and read the whole answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request(asked.method, asked.address, asked.body, asked.headers)
        reply = line.getresponse()
        reply.read()
        status = str(reply.status)
    except (OSError, http.client.HTTPException) as error:
        status = "lost"
        asked = Asked(asked.kind, asked.method, f"{error!r} {asked.address}", asked.headers, asked.body)
    finally:
        line.close()
    seen.add(asked.kind, status, f"{asked.method} {asked.address} {asked.headers} {asked.body!r}")


def put(port: int, requests: Iterator[Asked], clients: int, seen: Seen, end: float) -> int:
    """Put the requests from several threads until there are no more, or the time is over; how many were."""
    lock, done = threading.Lock(), [0]

    def work() -> None:
        while time.monotonic() < end:
            with lock:
                asked = next(requests, None)
                if asked is None:
                    return
                done[0] += 1
            ask(port, asked, seen)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done[0]


def figures(port: int) -> dict[str, float]:
    """What /metrics says of the server and its workers, once it has nothing to do."""
    time.sleep(3.0)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/metrics")
    text = line.getresponse().read().decode()
    line.close()

    def of(name: str) -> float:
        return sum(float(n) for n in re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.MULTILINE))

    return {
        "memory MB": of("process_resident_memory_bytes") / 1e6,
        "workers' memory MB": of("regesta_workers_resident_memory_bytes") / 1e6,
        "file handles": of("process_open_fds"),
        "workers": of("regesta_workers"),
        "workers killed": of("regesta_worker_kills_total"),
        "waiting": of("regesta_queue_length"),
    }


def addresses_of(port: int) -> list[str]:
    """Addresses of the server: those its pages link to, two steps from the first."""
    found: dict[str, None] = dict.fromkeys(
        ["/", "/queries/", "/review/", "/search?q=oil", "/.well-known/void"]
    )
    found |= dict.fromkeys(
        ["/health", "/ready", "/metrics", "/graphs?default", "/graphs", "/sparql", "/update"]
    )
    for _ in range(2):
        for address in list(found)[:80]:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", address, headers={"Accept": "text/html"})
            text = line.getresponse().read().decode("utf-8", "replace")
            line.close()
            links = re.findall(r'(?:href|src)="(/[^"#]*)', text)
            found |= dict.fromkeys(link.replace("&amp;", "&") for link in links)
    return list(found)


def main() -> None:
    """Build, serve, put, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (
        ("requests", 20_000),
        ("queries", 10_000),
        ("clients", 4),
        ("seed", 13),
        ("seconds", 900),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="regesta-traffic-") as folder:
        example = ROOT / "examples" / "iran-1946.txt"
        regesta = [sys.executable, "-m", "regesta"]
        subprocess.run([*regesta, "run", str(example), "-w", folder], check=True, stdout=subprocess.DEVNULL)
        settings = Path(folder) / "regesta.toml"
        text = settings.read_text("utf-8")
        settings.write_text(re.sub(r"(?m)^deadline_seconds = .*$", "deadline_seconds = 1", text), "utf-8")
        process = subprocess.Popen(
            [*regesta, "serve", "-w", folder, "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            port = next(
                int(found[1]) for row in process.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", row))
            )
            code = report(port, given)
        finally:
            process.terminate()
            process.wait(60)
    sys.exit(code)


def report(port: int, given: argparse.Namespace) -> int:
    """Put everything and print what came back; 1 when something did that must not."""
    chance, seen, start = random.Random(given.seed), Seen(), time.monotonic()
    end = start + given.seconds
    queries = [path.read_text("utf-8") for path in sorted((ROOT / "queries").glob("*.rq"))]
    queries += [PREFIXES + make(i) for make in shapes(100).values() for i in range(3)]
    addresses = addresses_of(port)
    requests = mixed(chance, addresses, queries, given.requests)
    tenth = given.requests // 10
    put(port, (next(requests) for _ in range(tenth)), given.clients, seen, end)
    before = figures(port)
    done = tenth + put(port, requests, given.clients, seen, end)
    between = figures(port)
    changed = put(port, mutated(chance, queries, given.queries), given.clients, seen, end)
    after = figures(port)
    print(f"{done} mixed requests to {len(addresses)} addresses, {changed} mutated queries", end="")
    print(f" in {time.monotonic() - start:.0f} s")
    for name, count in sorted(seen.statuses.items()):
        print(f"  {name:24} {count:7}")
    print(f"{'':20} {'a tenth':>10} {'requests':>10} {'queries':>10}")
    for name in before:
        print(f"{name:20} {before[name]:10.0f} {between[name]:10.0f} {after[name]:10.0f}")
    for fault in seen.faults[:20]:
        print(fault)
    print(f"{len(seen.faults)} answers of 500 or lost connections")
    return int(bool(seen.faults) or after["workers"] < before["workers"])


if __name__ == "__main__":
    main()
