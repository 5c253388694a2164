"""Texts that nobody meant to be queries: none makes a 500, none leaves a worker or memory behind.

    REGESTA_FUZZ=10000 python -m pytest tests/graph/serve/sparql/test_fuzz.py -q -s

puts ten thousand to a server in a process of its own and prints how they ended; the suite puts five hundred.
"""

from __future__ import annotations

import collections
import concurrent.futures
import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.serve.sparql.tokens import tokens
from regesta.queries.saved import Catalogue

COUNT = int(os.environ.get("REGESTA_FUZZ", "500"))
DEADLINE = 0.5
LEGAL = {200, 400, 403, 406, 413, 415, 503, 504}
SERVE = """
import sys
from pathlib import Path
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
server = Server(ServeConfig(snapshots=Path(sys.argv[1]), deadline=float(sys.argv[2]), workers=2, memory=256 << 20, rows=5000, result_bytes=4 << 20))
print(server.port, flush=True)
server.run()
"""
WORDS = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ".",
    ";",
    ",",
    "*",
    "+",
    "?",
    "/",
    "|",
    "^",
    "!",
    "<",
    ">",
    "=",
    "!=",
    "&&",
    "||",
    "^^",
    "@en",
    "FILTER",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "BIND",
    "VALUES",
    "GRAPH",
    "SERVICE",
    "SILENT",
    "FROM",
    "NAMED",
    "LIMIT",
    "OFFSET",
    "ORDER",
    "BY",
    "GROUP",
    "HAVING",
    "DISTINCT",
    "REDUCED",
    "COUNT(*)",
    "EXISTS",
    "NOT",
    "IN",
    "AS",
    "a",
    "true",
    "?x",
    "$x",
    "_:b",
    "<>",
    "<x>",
    "<http://x/\\u00e9>",
    "rg:Claim",
    ":",
    "x:",
    "rgs:matches",
    '""',
    "''",
    '"""x"""',
    '"\\u0000"',
    "1",
    "-1",
    "1.5e400",
    "99999999999999999999",
    "NOW()",
    "RAND()",
    'REGEX(?x,"(a+)+$")',
    "BNODE()",
    "UUID()",
    "UNDEF",
    "LOAD",
    "INSERT",
    "DELETE",
    "DATA",
    "BASE",
    "PREFIX",
    "#",
    "\\",
    "\x00",
    "é",
    "\u2028",
    "𝒳",
]
SHAPES = [
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT ?x { ?x (rg:supports|rg:attacks|^rg:holder)* ?y }",
    "SELECT (COUNT(*) AS ?n) ?t { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n)",
    'SELECT * { (?s ?score) rgs:matches "fleet" } ORDER BY ?score',
    "SELECT ?text { <https://w3id.org/regesta/kg/claim/x> rg:text ?text }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE <https://w3id.org/regesta/kg/actor/x>",
    "SELECT * FROM NAMED <https://w3id.org/regesta/kg/graph/candidates> { GRAPH ?g { ?s ?p ?o } }",
]
ACCEPTS = ["*/*"] * 10 + [
    "application/sparql-results+json",
    "text/csv",
    "text/turtle",
    "text/html",
    "image/png",
    "application/ld+json;q=0.1, text/*;q=0",
    "",
    ";;q=x,/",
]


def mutations(seeds: list[str], count: int, seed: int) -> Iterator[str]:  # noqa: C901 (one mutation a branch)
    """Queries with tokens lost, doubled, moved, replaced or nested, and bytes changed; the same for the same
    seed."""
    chance = random.Random(seed)
    for _ in range(count):
        parts = [t.text for t in tokens(chance.choice(seeds))] or ["ASK", "{", "}"]
        for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 3, 8))):
            at = chance.randrange(len(parts)) if parts else 0
            match chance.randrange(9):
                case 0:
                    del parts[at : at + chance.choice((1, 1, 5))]
                case 1:
                    parts[at:at] = parts[at : at + chance.choice((1, 3, 30))] * chance.choice((1, 2, 40))
                case 2 | 3:
                    parts.insert(at, chance.choice(WORDS))
                case 4 if parts:
                    parts[at] = chance.choice(WORDS)
                case 5:
                    other = [t.text for t in tokens(chance.choice(seeds))]
                    parts[at:at] = other[chance.randrange(len(other)) :][: chance.choice((2, 20))]
                case 6:
                    deep = chance.choice((2, 50, 300, 2000))
                    mark = chance.choice(("{}", "()", "[]"))
                    parts[at:at] = [mark[0]] * deep + [mark[1]] * deep
                case 7:
                    chance.shuffle(parts)
                case _:
                    text = list(" ".join(parts))
                    for _ in range(chance.choice((1, 5))):
                        text.insert(
                            chance.randrange(len(text) + 1),
                            chr(
                                chance.choice(
                                    (
                                        0,
                                        9,
                                        34,
                                        39,
                                        60,
                                        62,
                                        92,
                                        123,
                                        125,
                                        0xFFFD,
                                        0x1F600,
                                        chance.randrange(0xD800),
                                    )
                                )
                            ),
                        )
                    parts = ["".join(text)]
            parts = parts or [""]
        yield chance.choice((" ", " ", "\n", "")).join(parts)


class Asked:
    """A server in its own process, and what became of the queries put to it."""

    def __init__(self, snapshots: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(snapshots), str(DEADLINE)], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())
        self.ended: collections.Counter[int] = collections.Counter()
        self.bad: list[tuple[int, str, str]] = []

    def put(self, number: int, query: str) -> None:
        """Send one query in a manner that its number chooses."""
        chance = random.Random(number)
        more = (
            {"format": chance.choice(("json", "turtle", "xml", "none", ""))} if chance.random() < 0.2 else {}
        )
        headers = {
            "Accept": chance.choice(ACCEPTS),
            "Accept-Encoding": chance.choice(("", "gzip", "br;q=0, *")),
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        raw = query.encode("utf-8", "surrogatepass")
        manner = chance.choice(("get", "get", "form", "direct")) if len(raw) < 20_000 else "direct"
        try:
            if manner == "get":
                line.request("GET", "/sparql?" + urlencode({"query": raw, **more}), headers=headers)
            elif manner == "form":
                line.request(
                    "POST",
                    "/sparql",
                    urlencode({"query": raw, **more}),
                    {**headers, "Content-Type": "application/x-www-form-urlencoded"},
                )
            else:
                line.request(
                    "POST",
                    "/sparql?" + urlencode(more),
                    raw,
                    {**headers, "Content-Type": "application/sparql-query"},
                )
            reply = line.getresponse()
            body = reply.read()
        except (http.client.HTTPException, OSError) as error:
            self.bad.append((0, repr(error), query))
            return
        finally:
            line.close()
        self.ended[reply.status] += 1
        kind = reply.getheader("content-type", "")
        if reply.status not in LEGAL:
            self.bad.append((reply.status, body[:300].decode("utf-8", "replace"), query))
        elif (
            reply.status >= 400
            and kind == "application/problem+json"
            and not reply.getheader("content-encoding")
            and json.loads(body)["status"] != reply.status
        ):
            self.bad.append((reply.status, "the problem names another status", query))

    def children(self) -> list[int]:
        """Process ids of the workers."""
        return [
            int(p)
            for p in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def memory(self) -> float:
        """Resident memory of the server process, MB."""
        return next(
            int(row.split()[1]) / 1024
            for row in Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
            if row.startswith("VmRSS")
        )

    def files(self) -> int:
        """Open file descriptors of the server."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def settled(self, workers: int) -> bool:
        """Whether there are so many worker processes, none of them a zombie, within ten seconds."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            states = [
                Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
                for pid in self.children()
                if Path(f"/proc/{pid}").exists()
            ]
            if len(states) == workers and "Z" not in states:
                return True
            time.sleep(0.1)
        return False


@pytest.fixture
def asked(page_space: Workspace) -> Iterator[Asked]:
    if not Path("/proc/self/task").exists():
        pytest.skip("counts processes and memory in /proc, which only Linux has")
    one = Asked(page_space.snapshots)
    yield one
    one.process.terminate()
    one.process.wait(20)


def test_mutated_queries(asked: Asked) -> None:
    seeds = [query.text for query in Catalogue.load()] + SHAPES
    listed = list(mutations(seeds, COUNT, 20_26))
    assert asked.settled(3)
    line = http.client.HTTPConnection(
        "127.0.0.1", asked.port
    )  # the first lookup opens the store in the server: no leak
    line.request("GET", "/sparql?" + urlencode({"query": "SELECT ?o { <http://x/s> <http://x/p> ?o }"}))
    assert line.getresponse().status == 200
    line.close()
    with concurrent.futures.ThreadPoolExecutor(4) as clients:
        list(clients.map(asked.put, range(COUNT // 4), listed[: COUNT // 4]))
        before, files = asked.memory(), asked.files()
        list(clients.map(asked.put, range(COUNT // 4, COUNT), listed[COUNT // 4 :]))
    print(
        f"\n{COUNT} mutated queries: {dict(sorted(asked.ended.items()))}; memory {before:.0f} -> {asked.memory():.0f} MB"
    )
    assert not asked.bad, asked.bad[:5]
    assert asked.settled(3), "a worker was lost or left behind"
    end = time.monotonic() + 10  # the last connections close a little after their clients have gone
    while asked.files() > files + 8 and time.monotonic() < end:
        time.sleep(0.1)
    assert asked.files() <= files + 8
    assert asked.memory() < before + 25
    # Killed workers and torn texts leave it as able as before.
    asked.put(0, "ASK {}")
    assert asked.ended[200] > COUNT // 20
