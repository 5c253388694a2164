"""Other people's stores, started for a test on an empty folder; a test of one that is not installed is
skipped."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: The graph that stands for the default graph at Virtuoso, whose own is the union of all graphs.
ACCEPTED = "https://w3id.org/regesta/kg/graph/accepted"
#: The name and password of Virtuoso's own first user, on a store made for the test.
LOGIN = "dba:dba"
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 50
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


def comparable(cell: str) -> tuple[str, ...]:
    """A cell without what SPARQL leaves open: the order of a list put together in it, the zeros at the end
    of a fraction of a second."""
    return tuple(sorted(re.split("[,;] ", re.sub(r"(T[\d:]+\.\d*?)0+Z$", r"\1Z", cell))))


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < end, "the server did not start within 30 s"
        time.sleep(0.05)


@contextmanager
def running(command: list[str | Path], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[str]:
    """The native server on an empty store; the address of its queries."""
    binary = Path(sys.executable).with_name("oxigraph")
    if not binary.exists():
        pytest.skip("the oxigraph server is not installed (make setup)")
    port = free_port()
    command = [binary, "serve", "--location", folder / "peer", "--bind", f"127.0.0.1:{port}"]
    with running(command, port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[str]:
    """Virtuoso on an empty store; the address of its queries."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        pytest.skip("Virtuoso is not installed (make tools)")
    port = free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, port=port, sql=free_port()))
    with running([binary, "+foreground", "+configfile", settings], port):
        yield f"http://127.0.0.1:{port}/sparql"
