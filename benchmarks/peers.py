"""The servers that are measured beside ours, each loaded from the same N-Triples file and started on a free
port of this machine.

`oxigraph` comes from PyPI (extra `test`), so does rdflib-endpoint; Virtuoso 7 is Debian's
virtuoso-opensource. What is not installed is left out.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: Past this many quads rdflib (in memory, pure Python) is not started: it needs minutes and gigabytes to
#: load.
RDFLIB_MOST = 200_000
GRAPH = "https://w3id.org/regesta/kg/graph/accepted"
VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 20000
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 20
DirsAllowed = {data}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
[SPARQL]
DefaultGraph = {graph}
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = {deadline:g}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A running server: where its SPARQL endpoint is, how long it took to load, its process."""

    name: str
    port: int
    path: str
    loaded: float
    process: subprocess.Popen[str]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[str], seconds: float = 60.0) -> None:
    """Wait until something listens. Errors: TimeoutError, RuntimeError when the process has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


@contextmanager
def running(
    folder: Path, triples: Path, count: int, wanted: Sequence[str], deadline: float
) -> Iterator[list[Peer]]:
    """The peers that are wanted and installed, loaded and started; stopped at the end."""
    peers: list[Peer] = []
    try:
        for name, start in (("oxigraph", _oxigraph), ("virtuoso", _virtuoso), ("rdflib", _rdflib)):
            if name in wanted and (peer := start(folder / name, triples, count, deadline)):
                peers.append(peer)
        yield peers
    finally:
        for peer in peers:
            peer.process.terminate()
            try:
                peer.process.wait(20)
            except subprocess.TimeoutExpired:
                peer.process.kill()
                peer.process.wait()


def _start(command: Sequence[str | Path], **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        **more,
    )  # type: ignore[call-overload,no-any-return]


def _oxigraph(folder: Path, triples: Path, count: int, deadline: float) -> Peer | None:
    binary = Path(sys.executable).with_name("oxigraph")
    if not binary.exists():
        return None
    shutil.rmtree(folder, ignore_errors=True)
    begun = time.perf_counter()
    subprocess.run(
        [binary, "load", "--location", folder, "--file", triples], check=True, stderr=subprocess.DEVNULL
    )
    taken = time.perf_counter() - begun
    port = free_port()
    process = _start(
        [
            binary,
            "serve-read-only",
            "--location",
            folder,
            "--bind",
            f"127.0.0.1:{port}",
            "--timeout-s",
            f"{deadline:g}",
        ]
    )
    wait_for(port, process)
    return Peer("oxigraph serve", port, "/query", taken, process)


def _virtuoso(folder: Path, triples: Path, count: int, deadline: float) -> Peer | None:
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        return None
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sql, port = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(
        VIRTUOSO.format(
            folder=folder, data=triples.parent, sql=sql, http=port, graph=GRAPH, deadline=deadline
        ),
        "utf-8",
    )
    process = _start(["virtuoso-t", "-f", "-c", settings], cwd=str(folder))
    try:
        wait_for(sql, process)
        begun = time.perf_counter()
        orders = f"ld_dir('{triples.parent}', '{triples.name}', '{GRAPH}'); rdf_loader_run(); checkpoint;"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={orders}"],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=900,
        )
        taken = time.perf_counter() - begun
        wait_for(port, process)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return Peer("Virtuoso 7", port, "/sparql", taken, process)


def _rdflib(folder: Path, triples: Path, count: int, deadline: float) -> Peer | None:
    binary = Path(sys.executable).with_name("rdflib-endpoint")
    if not binary.exists() or count > RDFLIB_MOST:
        return None
    port = free_port()
    begun = time.perf_counter()
    process = _start([binary, "serve", triples, "--host", "127.0.0.1", "--port", str(port)])
    wait_for(port, process, 300)
    return Peer("rdflib-endpoint", port, "/", time.perf_counter() - begun, process)
