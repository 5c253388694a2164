"""Adversarial texts of 1 MB put to a server by POST, and how long /health keeps others waiting meanwhile.

    python benchmarks/hostile.py [--size 1000000]

prints for each text its status, seconds, and the worst /health in milliseconds; then the time of reading such
texts, per token. The suite counts the steps instead (tests/graph/serve/sparql/test_linear.py).
"""

from __future__ import annotations

import argparse
import http.client
import subprocess
import sys
import tempfile
import threading
import time

from regesta.graph.serve.sparql.screening import screen
from regesta.graph.serve.sparql.tokens import tokens

SERVE = """
import sys
from pathlib import Path
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
from regesta.graph.store import publish, writing
from regesta.graph.store.embedded import EmbeddedStore
folder = Path(sys.argv[1])
with writing(folder / "snapshots"):
    publish(folder / "snapshots", EmbeddedStore.open(folder / "store"))
server = Server(ServeConfig(snapshots=folder / "snapshots", workers=2, request_bytes=4 << 20))
print(server.port, flush=True)
server.run()
"""
#: What is repeated until the text has its size.
TEXTS = {
    "letters that are no ASCII": "é",
    "the same, with SERVICE": "é" * 999 + " SERVICE ",
    "SERVICE <": "SERVICE <",
    "carets": "^",
    "semicolons": ";",
    "quotes": "'",
    "escaped long quotes": '"""\\',
    "brackets": "{",
    "brackets, closed": "{}",
    "comments": "#\n",
    "NOW and comments": "NOW#\n",
    "blanks after PREFIX": "PREFIX ",
    "prefixes": "PREFIX a:<b> ",
    "dots": "a.",
    "BINDs": "BIND(1 AS ?x) ",
}


def measured(port: int, text: str, media: str) -> tuple[int, float, float]:
    """Status and seconds of one POST, and the worst /health (seconds) while it was answered."""
    waits, done = [0.0], threading.Event()

    def poll() -> None:
        while not done.is_set():
            start = time.perf_counter()
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            line.request("GET", "/health")
            line.getresponse().read()
            line.close()
            waits.append(time.perf_counter() - start)
            time.sleep(0.01)

    polling = threading.Thread(target=poll)
    polling.start()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    start = time.perf_counter()
    line.request("POST", "/sparql", text.encode(), {"Content-Type": media})
    reply = line.getresponse()
    reply.read()
    taken = time.perf_counter() - start
    line.close()
    done.set()
    polling.join()
    return reply.status, taken, max(waits)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=1_000_000)
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory(prefix="regesta-hostile-") as folder:
        server = subprocess.Popen([sys.executable, "-c", SERVE, folder], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        port = int(server.stdout.readline())
        time.sleep(1.0)
        try:
            measured(port, "ASK {}", "application/sparql-query")  # the first query opens the store
            print(f"{'text':28} {'status':>6} {'s':>7} {'worst /health ms':>17}")
            for name, piece in TEXTS.items():
                text = piece * (size // len(piece.encode()))
                status, taken, worst = measured(port, text, "application/sparql-query")
                print(f"{name:28} {status:6} {taken:7.2f} {worst * 1e3:17.0f}", flush=True)
        finally:
            server.terminate()
            server.wait(60)
    for name, piece in TEXTS.items():
        text = piece * (100_000 // len(piece))
        start = time.process_time()
        count = sum(1 for _ in tokens(text))
        read = time.process_time() - start
        start = time.process_time()
        screen(text)
        print(
            f"{name:28} {read / max(count, 1) * 1e6:8.1f} us a token, screened in "
            f"{time.process_time() - start:.2f} s"
        )


if __name__ == "__main__":
    sys.exit(main())
