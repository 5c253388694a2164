"""A workspace refuses what it cannot keep, and writes whole files only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from regesta.extract.record import Actor, Division, Sentence, content_id
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import CONFIG, WorkspaceError, create, open_workspace


def test_a_new_workspace_opens(tmp_path: Path) -> None:
    space = create(tmp_path / "w")
    assert open_workspace(tmp_path / "w") == space
    assert space.documents() == []
    assert set(space.settings.policies) == {
        "apparatus",
        "dated-acts",
        "undated-acts",
        "attributed-claims",
        "conclusions",
        "arguments",
        "named-actors",
    }
    assert "review.jsonl merge=union" in (tmp_path / "w" / ".gitattributes").read_text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "regesta init"),
        ("format = 0\n", "format 0"),
        ("format = 99\n", "newer regesta"),
        ("format = 1\nbasis = 'x'\n", "basis"),
        ("format = \n", "cannot be read as TOML"),
        ('format = 1\nlicence = "CC BY"\n', "no IRI"),
    ],
)
def test_what_is_no_workspace_says_what_to_type(tmp_path: Path, text: str | None, says: str) -> None:
    if text is not None:
        (tmp_path / CONFIG).write_text(text)
    with pytest.raises(WorkspaceError, match=says):
        open_workspace(tmp_path)


def test_init_refuses_a_workspace(tmp_path: Path) -> None:
    create(tmp_path)
    with pytest.raises(WorkspaceError, match="already is a workspace"):
        create(tmp_path)


def test_records_are_written_and_read_the_same(tmp_path: Path) -> None:
    space = create(tmp_path)
    actor = Actor(
        id=content_id("actor", "Zoë"),
        document="d",
        name="Zoë",
        actor_kind="person",
        identifiers=(("viaf", "1"),),
    )
    space.write_records("d", [actor])
    assert space.records("d") == [actor]


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_atomic(path, b"old")

    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_records_are_read_anew_when_their_file_is_another(tmp_path: Path):
    space = create(tmp_path / "w")
    one, other = (Sentence(id=f"sentence-{n}", document="d", spans=((0, n),)) for n in (1, 2))
    space.write_records("d", [one])
    first = space.records("d")
    assert first == [one]
    assert space.records("d")[0] is first[0]
    first.append(other)
    assert space.records("d") == [one]
    space.write_records("d", [other])
    assert space.records("d") == [other]


def test_only_so_many_records_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("regesta.extract.record_files._KEPT_RECORDS", 3)
    space = create(tmp_path / "w")
    for document in ("a", "b"):
        space.write_records(
            document, [Sentence(id=f"s{n}", document=document, spans=((n, n + 1),)) for n in range(2)]
        )
    kept = {document: space.records(document)[0] for document in ("a", "b")}
    assert space.records("b")[0] is kept["b"]
    assert space.records("a")[0] is not kept["a"]


def test_kinds_are_read_alone(tmp_path: Path):
    space = create(tmp_path / "w")
    rows = [Sentence(id="s1", document="d", spans=((0, 1),)), Division(id="I", document="d", span=(0, 1))]
    space.write_records("d", rows)
    lines = space.records_file("d")
    lines.write_bytes(lines.read_bytes().replace(b'"kind":"division"', b'"kind" : "division"'))
    assert space.records("d", ("division",)) == [rows[1]]
    assert space.records("d", ("sentence",)) == [rows[0]]
    assert space.records("d", ("claim",)) == []
