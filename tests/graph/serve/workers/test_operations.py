"""What operators rely on: logs that programs read, metrics, and a stop that lets running requests finish."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.serve.config import ServeError
from regesta.graph.serve.logs import JsonLines, start_logging
from regesta.graph.serve.protocol.sparql import PAGE_ROWS

#: The highest niceness there is.
_NICEST = 19
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q }"
SERVE = """
import sys
from pathlib import Path
from regesta.extract.workspace import open_workspace
from regesta.graph.serve.server import run_server
run_server(open_workspace(Path(sys.argv[1])), port=0, announce=lambda server: print(server.url, flush=True))
"""


def test_a_stop_lets_running_queries_finish_and_the_log_tells(
    page: Callable[..., Workspace], tmp_path: Path
) -> None:
    from regesta.graph.build import build

    space = page(tmp_path / "w")
    build(space)
    written = tmp_path / "serve.log"
    settings = space.root / "regesta.toml"
    told = settings.read_text("utf-8").replace(
        "deadline_seconds = 10.0", f'deadline_seconds = 1.5\nlog = "{written}"'
    )
    settings.write_text(told, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(space.root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip().rstrip("/")
    try:
        end = time.monotonic() + 20
        while True:
            try:
                assert httpx.get(url + "/ready").status_code == 200
                break
            except httpx.TransportError:
                assert time.monotonic() < end
                time.sleep(0.05)
        assert (
            httpx.get(
                url + "/sparql", params={"query": "SELECT ?o { <http://x/s> <http://x/p> ?o }"}
            ).status_code
            == 200
        )
        ended: list[httpx.Response] = []
        asking = threading.Thread(
            target=lambda: ended.append(httpx.get(url + "/sparql", params={"query": RUNAWAY}, timeout=20))
        )
        asking.start()
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        asking.join(20)
        assert ended[0].status_code == 504
        assert ended[0].json()["title"] == "The query took too long"
        process.wait(10)
    finally:
        process.kill()
    lines = [json.loads(line) for line in written.read_text("utf-8").splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert {(r["method"], r["path"], r["status"], r["client"]) for r in requests} >= {
        ("GET", "/ready", 200, "127.0.0.1"),
        ("GET", "/sparql", 504, "127.0.0.1"),
    }
    assert any(r["path"] == "/sparql" and r["status"] == 200 and r["ms"] >= 0 for r in requests)  # a lookup
    stopped = next(line for line in lines if line["event"] == "query stopped")
    assert (stopped["level"], stopped["reason"], stopped["query"]) == ("info", "deadline", RUNAWAY)
    assert stopped["seconds"] >= 1.5


async def broken(scope: Any, receive: Any, send: Any) -> None:
    raise RuntimeError("a fault of our own")


def test_a_fault_is_a_problem_with_a_mark_that_the_log_explains(
    page_space: Workspace, running: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    server = running(page_space.snapshots, mounts={"/broken": broken})
    got = server.client.get("/broken/")
    assert (got.status_code, got.headers["content-type"]) == (500, "application/problem+json")
    mark = next(record for record in caplog.records if record.getMessage() == "fault")
    assert mark.mark in got.json()["detail"]  # type: ignore[attr-defined]
    assert "a fault of our own" in json.loads(JsonLines().format(mark))["traceback"]
    assert "a fault of our own" not in got.text


def test_metrics_count_queries_kills_queue_generation_and_memory(served: Any) -> None:
    served.sparql("ASK {}")
    text = served.client.get("/metrics").text
    for name in (
        "queries_total",
        "worker_kills_total",
        "queue_length",
        "queries_active",
        "generation_info",
        "query_seconds_bucket",
        "requests_total",
        "workers",
    ):
        assert f"regesta_{name}" in text, name
    assert "process_resident_memory_bytes" in text
    memory = next(
        float(line.split()[1])
        for line in text.splitlines()
        if line.startswith("regesta_workers_resident_memory_bytes")
    )
    assert memory > 10 << 20


def test_a_log_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="cannot be written"):
        start_logging(str(tmp_path / "no" / "such" / "folder.log"))


def test_a_page_that_would_be_too_large_is_refused(
    tmp_path: Path, snapshots_of: Callable[[Path, str], Path], running: Callable[..., Any]
) -> None:
    many = "".join(f"<http://x/{i}> <http://x/p> <http://x/o> .\n" for i in range(PAGE_ROWS + 1))
    server = running(snapshots_of(tmp_path, many))
    query = "SELECT * { ?s ?p ?o }"
    assert server.sparql(query, accept="text/html").status_code == 413
    assert server.sparql(query + f" LIMIT {PAGE_ROWS}", accept="text/html").status_code == 200
    assert server.sparql(query, accept="text/csv").status_code == 200


def test_a_reader_who_leaves_a_page_ends_its_query(
    tmp_path: Path, snapshots_of: Callable[[Path, str], Path], running: Callable[..., Any]
) -> None:
    some = "".join(f"<http://x/{i}> <http://x/p> <http://x/o> .\n" for i in range(60))
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "endless.rq").write_text(f"#+ summary: Endless\n#+ columns: [n]\n\n{RUNAWAY}\n", "utf-8")
    server = running(snapshots_of(tmp_path, some), queries=[folder])
    for address in (f"/sparql?query={quote(RUNAWAY)}", "/queries/endless"):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(server.url + address, headers={"Accept": "text/html"}, timeout=0.5)
        end = time.monotonic() + 3
        while server.site.pool.active and time.monotonic() < end:
            time.sleep(0.02)
        assert server.site.pool.active == 0


def test_a_workspace_adds_questions_while_it_is_served_and_a_wrong_file_stops_nothing(
    page_space: Workspace, tmp_path: Path, running: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regesta.queries.saved._FRESH", 0.0)
    (tmp_path / "wrong.rq").write_text("SELECT * { ?s ?p ?o }", "utf-8")
    (tmp_path / "holders.rq").write_text("#+ summary: [", "utf-8")
    server = running(page_space.snapshots, queries=[tmp_path])
    assert server.client.get("/queries/timeline.csv").status_code == 200
    listed = server.client.get("/queries/", headers={"Accept": "text/html"}).text
    assert "wrong.rq" in listed
    assert str(tmp_path) not in listed  # a reader need not know where the server keeps its files
    refused = server.client.get("/queries/holders.csv")
    assert refused.status_code == 404  # nor does the shipped question of that name answer instead
    assert "holders.rq" in refused.text
    (tmp_path / "wrong.rq").write_text(
        "#+ summary: Classes\n#+ columns: [c]\n\nSELECT DISTINCT ?c { ?s a ?c }\n", "utf-8"
    )
    (tmp_path / "holders.rq").unlink()
    assert "\n" in server.client.get("/queries/wrong.csv").text.strip()
    assert server.client.get("/queries/holders.csv").status_code == 200
    assert "cannot be used" not in server.client.get("/queries/", headers={"Accept": "text/html"}).text


def test_a_long_query_lets_others_go_first(page_space: Workspace, running: Callable[..., Any]) -> None:
    if os.getpriority(os.PRIO_PROCESS, 0) == _NICEST:
        pytest.skip("nothing can be nicer than this process is")
    own = os.getpriority(os.PRIO_PROCESS, 0)
    for deadline in (1.5, 6.0, 24.0):  # on a busy machine the clock ends what had hardly begun to work
        server = running(page_space.snapshots, deadline=deadline)
        lowered, ended = _lowered(server, own)
        if lowered:
            break
    assert len(lowered) == 1
    assert ended.status_code == 504
    server.sparql("SELECT * { ?s ?p ?o . ?o ?q ?r } LIMIT 1")
    assert all(os.getpriority(os.PRIO_PROCESS, pid) == own for pid in server.site.pool.pids)


def _lowered(server: Any, own: int) -> tuple[list[int], httpx.Response]:
    """The workers that are nicer than this process while one of them works without end, and how that
    ends."""
    ended: list[httpx.Response] = []
    asking = threading.Thread(
        target=lambda: ended.append(httpx.get(server.url + "/sparql", params={"query": RUNAWAY}, timeout=100))
    )
    asking.start()
    lowered: list[int] = []
    while not lowered and asking.is_alive():
        time.sleep(0.05)
        lowered = [pid for pid in server.site.pool.pids if os.getpriority(os.PRIO_PROCESS, pid) > own]
    asking.join(100)
    return lowered, ended[0]


def test_no_result_that_nobody_gets_stays_on_disk(
    tmp_path: Path, snapshots_of: Callable[[Path, str], Path], running: Callable[..., Any]
) -> None:
    some = "".join(f"<http://x/{i}> <http://x/p> <http://x/o> .\n" for i in range(400))
    server = running(snapshots_of(tmp_path, some), rows=20_000, deadline=1.5)
    spool = Path(server.site.pool.spool)
    large = "SELECT * { ?a ?p ?o . ?b ?p ?o }"  # 160,000 rows
    assert server.sparql(large).status_code == 413
    assert (
        server.sparql(
            "CONSTRUCT { ?a <http://y/p> ?b } WHERE { ?a ?p ?o . ?b ?p ?o }", accept="application/n-triples"
        ).status_code
        == 413
    )
    killed = f"SELECT * {{ {{ {large} LIMIT 15000 }} UNION {{ {RUNAWAY} }} }}"
    assert server.sparql(killed).status_code == 504
    end = time.monotonic() + 3
    while any(spool.iterdir()) and time.monotonic() < end:
        time.sleep(0.02)
    assert not list(spool.iterdir())
    assert len(server.sparql(large + " LIMIT 15000").json()["results"]["bindings"]) == 15000  # through a file
    assert not list(spool.iterdir())


def test_a_client_with_every_worker_busy_does_not_keep_another_waiting(
    page_space: Workspace, running: Callable[..., Any]
) -> None:
    server = running(page_space.snapshots, deadline=2.5)

    def ask(client: str, query: str) -> httpx.Response:
        return httpx.get(
            server.url + "/sparql", params={"query": query}, headers={"X-Forwarded-For": client}, timeout=30
        )

    slow = [threading.Thread(target=ask, args=("192.0.2.1", RUNAWAY)) for _ in range(3)]
    for thread in slow:
        thread.start()
    time.sleep(0.5)
    waits = []
    for i in range(5):
        start = time.monotonic()
        assert (
            ask("192.0.2.2", f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(?o != {i}) }}").status_code == 200
        )
        waits.append(time.monotonic() - start)
    assert max(waits) < 2, waits
    for thread in slow:
        thread.join(30)
    assert len(server.site.pool.pids) == 3


def test_a_stop_sends_away_at_once_who_waits_for_a_worker(
    page_space: Workspace, running: Callable[..., Any]
) -> None:
    server = running(page_space.snapshots, deadline=3.0)
    got: list[tuple[int, float, str]] = []

    def ask() -> None:
        start = time.monotonic()
        answer = httpx.get(server.url + "/sparql", params={"query": RUNAWAY}, timeout=30)
        got.append((answer.status_code, time.monotonic() - start, answer.headers.get("retry-after", "")))

    asking = [threading.Thread(target=ask) for _ in range(5)]
    for thread in asking:
        thread.start()
    end = time.monotonic() + 2
    while (server.site.pool.active, server.site.pool.waiting) != (2, 3) and time.monotonic() < end:
        time.sleep(0.02)
    server.server.stop()
    for thread in asking:
        thread.join(30)
    assert sorted(status for status, _, _ in got) == [503, 503, 503, 504, 504]
    assert all(taken < 2 and retry for status, taken, retry in got if status == 503)
