"""Several documents by several processes, here and by Ray: the same records whatever their number, what is
done is not done again, and one that fails stops no other."""

from __future__ import annotations

import importlib.util
import json
import socket
import time
import tomllib
from pathlib import Path

import pytest
import tomli_w
from tests.extract.conftest import InstallProposer
from typer.testing import CliRunner

from regesta.api.workspace import Workspace
from regesta.cli import command_line
from regesta.extract import documents
from regesta.extract.corpus import done, on_ray
from regesta.extract.corpus.done import is_done
from regesta.extract.corpus.running import plan
from regesta.extract.faults import StrictError
from regesta.extract.workspace import WorkspaceError, create, open_workspace

ESSAY = """# The Straits

{who} argued that the pact was a mistake.[^1] On 3 May 1946 Bevin ordered the fleet to Malta.[^2]

[^1]: Keith Kyle, Suez (London: Weidenfeld, 1991), p. 12.
[^2]: Bevin to {who}, 3 May 1946, FO 371/52315, TNA.
"""
NAMES = ("one", "three", "two")


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """A workspace of three short essays, read by the small model."""
    done._installed.cache_clear()  # a test before may have installed a package
    made = create(tmp_path / "w", model="en_core_web_sm")
    for name, who in zip(NAMES, ("Eden", "Attlee", "Churchill"), strict=True):
        file = tmp_path / f"{name}.md"
        file.write_text(ESSAY.format(who=who), "utf-8")
        documents.add(made, file)
    return Workspace(made)


def records(space: Workspace) -> dict[str, bytes]:
    """What the records files of a workspace hold."""
    return {p.stem: p.read_bytes() for p in (space.folder.root / "records").glob("*.jsonl")}


def spoil(space: Workspace, name: str) -> None:
    """Change a file after it was added, so that its document cannot be read again."""
    file = space.folder.document(name) / f"{name}.md"
    file.write_bytes(file.read_bytes() + b"\nOne sentence more.\n")


def test_records_are_the_same_whatever_the_number_of_processes(space: Workspace) -> None:
    seen: list[tuple[str, float]] = []
    two = list(space.extract_many(jobs=2, progress=lambda document, step, far: seen.append((document, far))))
    assert sorted(o.document for o in two) == list(NAMES)
    assert all(o.counts["claim"] and o.counts["citation"] == 2 and not o.error for o in two)
    by_two = records(space)
    assert {document for document, _ in seen} == set(NAMES)
    assert all(0 <= far <= 1 for _, far in seen)
    one = [o.document for o in space.extract_many(jobs=1, again=True)]
    assert one == ["two", "three", "one"]  # the longest first
    assert records(space) == by_two
    for name in NAMES:  # each alone, in this process
        space.extract(name)
    assert records(space) == by_two


def test_what_is_done_is_not_done_again(space: Workspace) -> None:
    list(space.extract_many("one", "two", jobs=2))
    assert [o.document for o in space.extract_many()] == ["three"]
    assert list(space.extract_many()) == []
    (space.folder.root / "records" / "two.jsonl").write_bytes(b"")
    documents.describe(space.folder, "three", title="The Straits", author="Ann Brook")
    again = plan(open_workspace(space.folder.root))
    assert (again.todo, again.done) == (("three", "two"), ("one",))
    (space.folder.root / "authority" / "own.tsv").write_text("label\tkind\nEden\tperson\n", "utf-8")
    assert plan(space.folder).todo == NAMES
    assert not is_done(space.folder, "one", "en_core_web_md")


def test_a_document_that_fails_stops_no_other(space: Workspace) -> None:
    spoil(space, "three")
    told = CliRunner().invoke(command_line(), ["extract", "--jobs", "2", "-w", str(space.folder.root)])
    assert told.exit_code == 8, told.output
    assert "three failed: " in told.stderr
    assert "was changed after it was added" in told.stderr
    assert "1 of 3 documents failed" in told.stderr
    assert sorted(records(space)) == ["one", "two"]
    again = CliRunner().invoke(command_line(), ["extract", "-w", str(space.folder.root)])
    assert "one: done already" in again.stdout
    assert isinstance(again.exception, WorkspaceError)  # alone, it ends the command with its own error


KILLS = """
import os, signal
class Killed:
    name, steps = 'killed.v1', ('claims',)
    def __call__(self, annotated, context):
        if 'Attlee' in annotated.document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if 'Churchill' in annotated.document.text:
            raise ValueError('no Churchill here')
        return []
PROPOSER = Killed()
"""


def test_a_process_that_dies_fails_its_document_only(
    space: Workspace, install_proposer: InstallProposer, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = install_proposer("killed", KILLS, "killed = killed:PROPOSER")
    monkeypatch.setenv("PYTHONPATH", str(package), prepend=":")
    settings = space.folder.root / "regesta.toml"
    told = tomllib.loads(settings.read_text("utf-8")) | {"proposers": {"claims": ["killed"]}}
    settings.write_text(tomli_w.dumps(told), "utf-8")
    space = Workspace.open(space.folder.root)
    ended = {o.document: o for o in space.extract_many(jobs=2)}
    assert "signal 9" in ended["three"].error
    assert "one" not in {o.document for o in ended.values() if o.error}
    assert ended["two"].diagnostics[0].reason.startswith("ValueError: no Churchill here")
    assert plan(space.folder).todo == ("three", "two")  # what failed, and what a proposer failed at
    with pytest.raises(StrictError, match="no Churchill here"):
        list(space.extract_many("one", "two", jobs=2, strict=True))


WITH_RAY = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="Ray is not installed (regesta[ray])"
)


@WITH_RAY
def test_a_cluster_that_is_not_there_is_said_at_once(space: Workspace) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"ray://127.0.0.1:{taken.getsockname()[1]}"  # nobody listens there
        start = time.monotonic()
        with pytest.raises(on_ray.RayError, match=r"cannot be reached at.*refused.*ray start --head"):
            list(space.extract_many(on=address))
    assert time.monotonic() - start < 20  # Ray itself asks for 30 s


@WITH_RAY
def test_ray_gives_the_same_records(space: Workspace) -> None:
    list(space.extract_many(jobs=1))
    here = records(space)
    spoil(space, "two")
    ended = {o.document: o for o in space.extract_many(jobs=2, on=on_ray.LOCAL, again=True)}
    assert sorted(ended) == list(NAMES)
    assert [name for name, o in ended.items() if o.error] == ["two"]
    assert "was changed after it was added" in ended["two"].error
    assert records(space) == here
    assert plan(space.folder, ("one", "three")).todo == ()
    assert json.loads((space.folder.document("one") / "reading.json").read_bytes())


def test_an_engine_that_is_none_is_refused(space: Workspace) -> None:
    with pytest.raises(on_ray.RayError, match="ray://HOST:10001"):
        list(space.extract_many("one", on="spark"))
    list(space.extract_many("one"))
    with pytest.raises(on_ray.RayError, match="ray://HOST:10001"):  # and where nothing is to be done, too
        list(space.extract_many("one", on="spark"))
