"""Theses on the desk: files are taken in whole, read and made into a graph by the command line's own commands,
and served by servers that end with the desk."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from regesta.desk.theses import PORTS, UPLOADS, Desk, DeskError, Known, Stage, _progress, slug
from regesta.extract.workspace import create
from regesta.graph.serve.server import DESK

CHAPTER = b"""Two views of one winter

Marsh argues that the wells carried the fever.1 Ellery, however, insists that the wells were clean.2
On 3 May 1848 the town council of Tarrow closed the wells. This argument is not convincing.3

1 Henry Marsh, The Fever at Tarrow (London: Hale, 1901), p. 12.
2 Ruth Ellery, Water and Blame (Oxford: Clarendon Press, 1962), p. 211.
3 Ellery, Water and Blame, p. 213.
"""


@pytest.fixture
def desk(tmp_path: Path, root: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk", environment={"PYTHONPATH": str(root / "src")})
    made.folder.mkdir()
    yield made
    made.close()


def settled(desk: Desk, name: str, seconds: float = 240.0) -> str:
    """The state a thesis comes to rest in."""
    end = time.monotonic() + seconds
    while desk.work(name).state in ("reading", "working") and time.monotonic() < end:
        time.sleep(0.1)
    return desk.work(name).state


def test_a_dropped_file_becomes_a_graph_that_is_served(desk: Desk) -> None:
    thesis = desk.take("C:\\theses\\Two Views.txt", io.BytesIO(CHAPTER))
    assert thesis.name == "two-views"
    assert settled(desk, thesis.name) == "ready", desk.work(thesis.name).fault
    work = desk.work(thesis.name)
    assert work.report is not None
    assert "generation" in work.said
    assert [s.done for s in work.stages] == [1.0] * len(work.stages)
    assert {"accept by policy", "build"} <= {s.name for s in work.stages}
    assert (thesis.folder / "documents" / "two-views").is_dir()

    desk.describe(thesis.name, title="Two Views of One Winter", author="Ada  Holt")
    known = desk.metadata(thesis.name)
    assert (known["title"], known["author"], known["source_name"]) == (
        "Two Views of One Winter",
        "Ada Holt",
        "Two Views.txt",
    )
    with pytest.raises(DeskError, match="title"):
        desk.describe(thesis.name, title=" ", author="Ada Holt")

    desk._environment[DESK] = "http://127.0.0.1:9/"
    address = desk.open(thesis.name)
    assert desk.open(thesis.name) == address  # one server for each
    assert httpx.get(f"{address}/review/", timeout=60).status_code == 200
    for page in ("/", "/review/"):
        assert 'href="http://127.0.0.1:9/"' in httpx.get(address + page, timeout=60).text
    assert json.loads((desk.folder / PORTS).read_text()) == {thesis.name: int(address.rpartition(":")[2])}
    assert Desk(desk.folder).work(thesis.name).state == "ready"  # by another desk too: files are the memory
    desk.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, timeout=5)


def test_what_cannot_be_read_says_what_the_command_line_says(desk: Desk) -> None:
    spaced = " ".join("the committee of ways and means met in the old house that winter") + " "
    assert settled(desk, desk.take("spaced.txt", io.BytesIO(spaced.encode() * 80)).name) == "refused"
    refused = desk.work("spaced").report
    assert refused is not None
    assert refused["broken"]
    assert settled(desk, desk.take("odd.docx", io.BytesIO(b"no archive")).name) == "failed"
    assert "odd.docx" in desk.work("odd").fault
    assert settled(desk, desk.take("view.docx", io.BytesIO(b"\x89PNG\r\n\x1a\n")).name) == "failed"
    assert "is a PNG image" in desk.work("view").fault
    assert not list(desk.folder.glob("*/regesta.toml"))  # neither left a workspace behind


def test_files_are_taken_in_whole_or_not_at_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeskError, match=r"empty\.txt is empty"):
        desk.take("empty.txt", io.BytesIO())
    monkeypatch.setattr("regesta.desk.theses.LARGEST", 10)
    with pytest.raises(DeskError, match="at most"):
        desk.take("large.txt", io.BytesIO(b"x" * 11))
    assert desk.theses() == []
    assert list((desk.folder / UPLOADS).iterdir()) == []


@pytest.mark.parametrize("name", ["../desk", "", ".dropped", "a/b", "nothing"])
def test_only_what_lies_on_the_desk_is_named(desk: Desk, name: str) -> None:
    with pytest.raises(DeskError, match="no thesis"):
        desk.thesis(name)


@pytest.mark.parametrize(
    ("words", "name"),
    [("My Thesis (final) v2", "my-thesis-final-v2"), ("Диссертация", "диссертация"), ("...", "thesis")],
)
def test_folders_are_named_after_files(words: str, name: str) -> None:
    assert slug(words) == name
    assert slug("x" * 300) == "x" * 60


def test_two_files_of_one_name_have_two_folders(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "_read", lambda *_: None)
    assert [desk.take("a.txt", io.BytesIO(b"x" * n)).name for n in (1, 2, 3)] == ["a", "a-2", "a-3"]


def test_the_same_file_again_is_the_thesis_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "_read", lambda *_: None)
    desk.take("a.txt", io.BytesIO(b"x"))
    with pytest.raises(Known, match="already: it is a"):
        desk.take("copy of a.txt", io.BytesIO(b"x"))
    assert [t.name for t in desk.theses()] == ["a"]
    assert [p.name for p in (desk.folder / UPLOADS).iterdir()] == ["a"]


def test_theses_are_served_behind_the_desk_and_where_they_were(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    taken = [True]

    def start(self: Desk, *words: str) -> str:
        tried.append(words[-1])
        return words[-1]

    def address(port: str) -> str:
        if port == "7901" and taken:
            raise DeskError("port 7901 of 127.0.0.1 is in use by another program.")
        return f"http://127.0.0.1:{port if port != '0' else '50000'}"

    monkeypatch.setattr(Desk, "_start", start)
    monkeypatch.setattr("regesta.desk.theses._address", address)
    for name in ("a", "b"):
        create(desk.folder / name)
    made = Desk(desk.folder, port=7900)
    assert made._served(made.thesis("a"))[1] == "http://127.0.0.1:50000"
    taken.clear()
    assert made._served(made.thesis("b"))[1] == "http://127.0.0.1:7901"
    again = Desk(desk.folder, port=7900)  # after a restart
    assert again._served(again.thesis("b"))[1] == "http://127.0.0.1:7901"
    assert tried == ["7901", "0", "7901", "7901"]


def test_what_was_stopped_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "_read", lambda *_: None)
    monkeypatch.setattr(Desk, "_make", lambda *_: None)
    desk.take("a.txt", io.BytesIO(b"x"))
    again = Desk(desk.folder)  # as after a stop: no workspace was made yet
    assert [t.name for t in again.theses()] == ["a"]
    assert again.work("a").state == "begun"
    again.go_on("a")
    assert again.work("a").state == "working"


def test_a_file_that_waits_from_an_earlier_day_is_not_taken_for_a_new_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "_read", lambda *_: None)
    desk.take("A (1).txt", io.BytesIO(b"x"))
    made = Desk(desk.folder).take("b/a-1.txt", io.BytesIO(b"y"))
    assert (made.name, made.file and made.file.read_bytes()) == ("a-1-2", b"y")
    assert desk.thesis("a-1").file == desk.folder / UPLOADS / "a-1" / "A (1).txt"


def test_a_name_written_in_two_ways_is_one_name() -> None:
    assert slug("The\u0301se d'E\u0301tat") == slug("Th\xe9se d'\xc9tat") == "th\xe9se-d-\xe9tat"


def test_progress_is_read_and_other_lines_are_what_was_said() -> None:
    assert _progress('{"stage": "build", "step": "map", "done": 0.5}\n') == Stage("build", "map", 0.5)
    for line in ("error: no", '{"stage": 1', '{"stage": "build"}'):
        assert _progress(line) is None


def test_a_bare_command_in_no_terminal_prints_the_help(command_line: Callable[..., tuple[int, str]]) -> None:
    code, said = command_line()
    assert code == 0
    assert "desk" in said
