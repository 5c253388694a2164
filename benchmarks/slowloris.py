"""500 connections that send a head drop by drop, and what they do to others.

    python benchmarks/slowloris.py [--sockets 500] [--every 5]

A server of an empty graph is started on this machine. Printed: median and worst time of /health and of a
lookup alone and beside the slow connections, how many of these the server closed and after how long, its
memory and file handles before, beside and after.
"""

from __future__ import annotations

import argparse
import http.client
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from urllib.parse import quote

from hostile import SERVE

LOOKUP = "/sparql?query=" + quote("SELECT ?o { <http://x/s> <http://x/p> ?o }")


def times(port: int, seconds: float) -> str:
    """Median and worst milliseconds of /health and lookups, each on a connection of its own."""
    found: dict[str, list[float]] = {"/health": [], LOOKUP: []}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for path, taken in found.items():
            start = time.perf_counter()
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", path, headers={"Accept": "*/*"})
            assert line.getresponse().read() is not None
            line.close()
            taken.append((time.perf_counter() - start) * 1e3)
        time.sleep(0.02)
    return ", ".join(
        f"{name} {statistics.median(taken):.1f} / {max(taken):.1f} ms"
        for name, taken in zip(("/health", "lookup"), found.values(), strict=True)
    )


def used(port: int) -> str:
    """Memory and file handles of the server."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/metrics")
    text = line.getresponse().read().decode()
    line.close()
    memory, handles = (
        float(re.findall(rf"^{name} (\S+)", text, re.MULTILINE)[0])
        for name in ("process_resident_memory_bytes", "process_open_fds")
    )
    return f"{memory / 1e6:.0f} MB, {handles:.0f} file handles"


def drip(port: int, count: int, every: float) -> list[float]:
    """Open connections, send each a byte every so many seconds until it is closed, and time others in
    between; returns how long each lasted."""
    watched, started = selectors.DefaultSelector(), time.monotonic()
    for _ in range(count):
        line = socket.create_connection(("127.0.0.1", port))
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        watched.register(line, selectors.EVENT_READ, time.monotonic())
    print(f"{count} opened in {time.monotonic() - started:.1f} s; beside them {used(port)}")
    lasted: list[float] = []
    while watched.get_map() and time.monotonic() - started < 120:
        since, still = time.monotonic() - started, len(watched.get_map())
        print(f"  after {since:3.0f} s, {still} open: {times(port, every)}")
        for key, _ in watched.select(0):
            lasted.append(time.monotonic() - key.data)
            watched.unregister(key.fileobj)
            key.fileobj.close()  # type: ignore[union-attr]
        for key in list(watched.get_map().values()):
            try:
                key.fileobj.send(b"a")  # type: ignore[union-attr]
            except OSError:
                continue  # closed meanwhile: seen at the next look
    return lasted


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--sockets", type=int, default=500)
    parser.add_argument("--every", type=float, default=5.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="regesta-slow-") as folder:
        server = subprocess.Popen([sys.executable, "-c", SERVE, folder], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        port = int(server.stdout.readline())
        time.sleep(1.0)
        try:
            times(port, 1.0)
            print(f"alone: {times(port, 3.0)}; {used(port)}")
            lasted = drip(port, given.sockets, given.every)
            print(f"closed by the server: {len(lasted)} of {given.sockets}", end="")
            print(f", after {min(lasted):.0f} to {max(lasted):.0f} s; then {used(port)}" if lasted else "")
        finally:
            server.terminate()
            server.wait(60)


if __name__ == "__main__":
    main()
