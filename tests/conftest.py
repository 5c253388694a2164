"""Fixtures every room shares."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import portalocker
import pytest

from regesta.extract import documents, pipeline
from regesta.extract.annotate import load_model, models
from regesta.extract.authority import authorities
from regesta.extract.record import Record
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace, create, open_workspace
from regesta.graph.build import build
from regesta.review.log import VerdictLog
from regesta.review.policy import apply, read_policies
from regesta.review.state import replay

if TYPE_CHECKING:
    from tests.postgres import Server

ROOT = Path(__file__).resolve().parent.parent
#: Who judges in tests that do not say: the login name of a machine signs nothing.
os.environ.setdefault("REGESTA_REVIEWER", "Test Reviewer")


#: The files that take longest (processor time and waiting, measured file by file), begun first: one that a
#: process begins when the others have ended keeps everybody waiting.
LONG = (
    "graph/csvw/test_csvw.py",
    "graph/serve/site/test_injection.py",
    "graph/serve/site/test_browser.py",
    "review/pages/test_axe.py",
    "review/pages/test_browser.py",
    "golden/test_notebooks.py",
    "house/test_packaging.py",
    "house/test_site.py",
    "house/test_pages_run.py",
    "graph/serve/workers/test_operations.py",
    "house/test_tutorial.py",
    "review/pages/test_hostile.py",
    "graph/test_increment.py",
    "graph/bundle/test_bundle.py",
    "graph/test_build.py",
    "extract/propose/test_any_parse.py",
    "extract/notes/test_citation_bars.py",
    "extract/read/test_invariants.py",
    "extract/propose/claims/test_proposing.py",
    "graph/serve/sparql/test_fuzz.py",
    "graph/store/test_contract.py",
    "graph/test_imported_graphs.py",
    "graph/test_sync.py",
    "house/test_every_system.py",
    "golden/test_golden.py",
    "desk/test_theses.py",
    "review/pages/test_app.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of `LONG` first, the rest as collected."""
    place = {ROOT / "tests" / name: n for n, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path, len(LONG)))


def shared_folder() -> Path | None:
    """The folder with the real thesis, its gold and the W3C tests: `$REGESTA_SHARED`, else `../shared`; None
    where there is none."""
    folder = Path(os.environ.get("REGESTA_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "thesis.txt").is_file() else None


@pytest.fixture(scope="session", autouse=True)
def models_loaded_once() -> None:
    """A language model is loaded once by each process of the suite, not by each of the fifty tests that want
    it: nothing changes a loaded one."""
    models._loaded = functools.cache(models._loaded)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder, or a skip: the thesis is under copyright and never part of the project."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real thesis is not beside this checkout (../shared or $REGESTA_SHARED)")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of this process's own, or a skip."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'regesta[postgres]')")
    from tests.postgres import postgres_server

    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's root."""
    return ROOT


def made_workspace(
    folder: Path, file: Path, *, authority: Path | None = None, log: Path | None = None
) -> Workspace:
    """The way `regesta run` goes: add, extract, accept by every policy, build; on top of an authority file
    and a log, as the demo."""
    space = create(folder)
    if authority is not None:
        shutil.copyfile(authority, space.root / "authority" / authority.name)
    if log is not None:
        shutil.copyfile(log, space.log)
    document = documents.add(space, file)
    records = pipeline.extract(document, load_model(), authorities(space))
    space.write_records(document.id, records)
    verdicts = VerdictLog(space.log)
    for number, policy in enumerate(read_policies(space.settings.policies).values()):
        verdicts.append(
            apply(
                policy,
                replay(records, verdicts.read()),
                at=f"2026-01-01T00:00:{number:02d}.000000Z",
                reviewer="policy run by the tests",
            )
        )
    build(space)
    return space


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, once for the whole suite, whichever of its processes comes first."""
    base = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent  # what the processes of one run share
    place = base / f"made-once-{name}"
    with portalocker.Lock(base / f"{name}.lock", timeout=900):
        if not (place / "made").exists():
            place.mkdir()
            make(place / "w")
            (place / "made").touch()
    return place / "w"


@pytest.fixture(scope="session")
def example_space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example essay as `regesta demo` leaves it, each process its own copy; read-only: copy it before you
    change it."""
    examples = ROOT / "examples"
    made = made_once(
        tmp_path_factory,
        "example",
        lambda folder: made_workspace(
            folder,
            examples / "iran-1946.txt",
            authority=examples / "authority.tsv",
            log=examples / "review.jsonl",
        ),
    )
    return open_workspace(Path(shutil.copytree(made, tmp_path_factory.mktemp("example") / "w")))


#: How much of the real thesis the suite makes a workspace of: all of it takes over a minute, a part shows the same.
#: `REGESTA_WHOLE=1` takes all.
SHARE = 1 if os.environ.get("REGESTA_WHOLE") else 8


@pytest.fixture(scope="session")
def thesis_space(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The first eighth of the real thesis (see `SHARE`) as `regesta run` leaves it, one for all processes;
    read-only."""

    def make(folder: Path) -> None:
        text = (shared / "thesis.txt").read_text("utf-8")
        part = folder.with_name("thesis.txt")
        part.write_text(text[: text.rindex("\n", 0, len(text) // SHARE)], "utf-8")
        made_workspace(folder, part)

    return open_workspace(made_once(tmp_path_factory, "thesis", make))


def axe_options(scheme: str) -> dict[str, Any]:
    """How axe looks at a page: by every rule in the light scheme; in the dark one, which has the same elements,
    by the rules about colours."""
    colours = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    return {"resultTypes": ["violations"]} | ({"runOnly": colours} if scheme == "dark" else {})


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium; tests that need it skip where there is none."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install playwright)"
    )
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine (apt-get install chromium)")
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with playwright.sync_playwright() as tool:
        made = tool.chromium.launch(executable_path=chromium, headless=True, args=flags)
        yield made
        made.close()


@pytest.fixture
def listening() -> Iterator[Callable[[Any], str]]:
    """Serves an application on a free port until the test ends; gives its address, without a last slash."""
    import uvicorn

    from regesta.graph.serve.server import bound

    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def listen(app: Any) -> str:
        socket = bound("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        running.append((server, thread))
        return f"http://127.0.0.1:{socket.getsockname()[1]}"

    yield listen
    for server, thread in running:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="session")
def workspace_of() -> Callable[[Path, str, Sequence[Record]], Workspace]:
    """Makes a workspace with one document `d` of this text and these records."""

    def made(folder: Path, text: str, records: Sequence[Record]) -> Workspace:
        space = create(folder)
        write_atomic(space.document("d") / "text.txt", text.encode())
        write_atomic(space.document("d") / "metadata.json", b'{"id": "d"}')
        space.write_records("d", records)
        return space

    return made


@pytest.fixture
def as_reader() -> Iterator[Callable[[Path, str, str], str]]:
    """Runs Python on a copy of a folder (`folder` in it) that it may read and not write; gives what it
    prints. What it imports comes apart, since root becomes nobody in between."""
    place = Path(tempfile.mkdtemp(prefix="regesta-reader-"))
    place.chmod(0o755)
    (place / "tmp").mkdir()
    (place / "tmp").chmod(0o777)

    def run(folder: Path, imports: str, body: str) -> str:
        copy = Path(shutil.copytree(folder, place / "copy"))
        for path in (*copy.rglob("*"), copy):
            path.chmod(0o555 if path.is_dir() else 0o444)
        drop = (
            "import os, sys\nif os.getuid() == 0:\n    os.setgroups([]); os.setgid(65534); os.setuid(65534)"
        )
        code = f"from pathlib import Path\n{imports}\n{drop}\nfolder = Path(sys.argv[1])\n{body}"
        done = subprocess.run(
            [sys.executable, "-c", code, str(copy)],
            env=os.environ | {"TMPDIR": str(place / "tmp"), "HOME": str(place)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    yield run
    for path in place.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(place)
