"""Where the time of a query goes between its arrival and its answer: processor microseconds a query, by
function of the server's process, and of the workers.

    python benchmarks/request_profile.py WORKSPACE [--queries 4000] [--clients 1] [--workers 2]

Clients, each on one kept-alive connection, ask for things dated after a day, each query another text, so that
none is answered from what is kept. The server's process is sampled every millisecond of its processor time;
a function's figure holds what it calls. The workers' figure holds the engine's own time.
"""

from __future__ import annotations

import argparse
import collections
import http.client
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

from regesta.extract.workspace import open_workspace
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server

QUERY = (
    "SELECT ?s ?n {{ ?s rg:earliest ?d ; rdfs:label ?n FILTER(?d > '1950-0{month}-01'^^xsd:date) }} "
    "LIMIT {rows} # {number}"
)
WARM = 300


def ask(port: int, number: int) -> float:
    """Median milliseconds of so many queries on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    taken = []
    for i in range(number):
        query = urllib.parse.quote(QUERY.format(month=1 + i % 9, rows=1 + i % 7, number=i))
        start = time.perf_counter()
        connection.request("GET", f"/sparql?query={query}", headers={"Accept": "application/json"})
        reply = connection.getresponse()
        reply.read()
        taken.append(time.perf_counter() - start)
        assert reply.status == 200, reply.status
    return 1000 * statistics.median(taken)


def asked(port: int, number: int, clients: int) -> float:
    """The median of what clients say that ask at once, each in a process of its own."""
    words = [sys.executable, __file__, "-", "--queries", str(number), "--port", str(port)]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(clients)]
    return statistics.median(float(process.communicate()[0]) for process in running)


def seconds(pids: Iterable[int]) -> float:
    """Processor seconds of some processes so far (/proc)."""
    told = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(row[11]) + int(row[12]) for row in told) / os.sysconf("SC_CLK_TCK")


class Sampler:
    """Counts, while it is on, which functions are under way, a sample each millisecond of processor time."""

    def __init__(self) -> None:
        self.on, self.samples = False, 0
        self.under_way: collections.Counter[str] = collections.Counter()
        signal.signal(signal.SIGPROF, self._take)
        signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)

    def _take(self, _signal: int, frame: FrameType | None) -> None:
        if not self.on:
            return
        self.samples += 1
        seen = set()
        while frame is not None:
            file = frame.f_code.co_filename.rpartition("regesta/")[2].rpartition("site-packages/")[2]
            seen.add(f"{Path(file).as_posix()[-48:]} {frame.f_code.co_qualname}")
            frame = frame.f_back
        self.under_way.update(seen)


def drive(server: Server, sampler: Sampler, number: int, clients: int) -> None:
    """Ask, measure, print, and stop the server."""
    while not server.started:
        time.sleep(0.05)
    asked(server.port, WARM, clients)
    workers = list(server.app.state.site.pool.pids)
    before = time.process_time(), seconds(workers)
    sampler.on = True
    median = asked(server.port, number, clients)
    sampler.on = False
    own, theirs = time.process_time() - before[0], seconds(workers) - before[1]
    number *= clients
    print(f"{clients} clients: {median:.2f} ms a query (median)")
    print(f"server {1e6 * own / number:.0f} us, workers {1e6 * theirs / number:.0f} us of processor a query")
    for name, count in sampler.under_way.most_common(45):
        print(f"{1e6 * own * count / sampler.samples / number:7.0f} us  {name}")
    server.stop()


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("workspace")
    arguments.add_argument("--queries", type=int, default=4000)
    arguments.add_argument("--clients", type=int, default=1)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.port:
        print(f"{ask(given.port, given.queries):.2f}")
        return
    space = open_workspace(Path(given.workspace))
    server = Server(ServeConfig(snapshots=space.snapshots, workers=given.workers))
    sampler = Sampler()
    threading.Thread(target=drive, args=(server, sampler, given.queries, given.clients)).start()
    server.run()


if __name__ == "__main__":
    main()
