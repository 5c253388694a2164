"""Candidate records come back as they were written, whole documents at a time, wherever they are kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from regesta.extract.database.connection import Database
from regesta.extract.database.records import RecordTable
from regesta.extract.record import Claim, Diagnostic, Mention, Record, Source
from regesta.extract.record_files import RecordFiles, RecordStore


@pytest.fixture(params=["files", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> RecordStore:
    """An empty store."""
    if request.param == "files":
        return RecordFiles(tmp_path / "records")
    return RecordTable(Database(request.getfixturevalue("postgres").team()))


def records(document: str, odd: str = "") -> list[Record]:
    return [
        Mention(id="m1", document=document, span=(0, 3), actor="Ann"),
        Claim(id="c1", document=document, spans=((0, 9),), content=(0, 9), quote=f'a\\b\t{odd}"é\U0001f4dc'),
        Source(id="s1", document=document, type="book"),
        Diagnostic(id="g1", document=document, spans=((0, 1),), step="claims", reason="1\t2\\N"),
        Claim(id="c2", document=document, spans=((4, 9),), content=(4, 9)),
    ]


class TestEveryStore:
    """What holds of every record store."""

    def test_what_is_written_is_read_back_in_its_order(self, store: RecordStore) -> None:
        assert store.read("d") == []
        assert store.lines("d") == b""
        store.write("d", records("d"))
        store.write("e", records("e")[:1])
        assert store.read("d") == records("d")
        assert store.read("e") == records("e")[:1]
        assert store.read("f") == []

    def test_of_some_kinds_only(self, store: RecordStore) -> None:
        store.write("d", records("d"))
        assert [r.id for r in store.read("d", ("claim", "source"))] == ["c1", "s1", "c2"]
        assert store.read("d", ("event",)) == store.read("f", ("claim",)) == []

    def test_a_document_is_replaced_as_a_whole(self, store: RecordStore) -> None:
        store.write("d", records("d"))
        before = store.stamps(["d", "f"])
        assert list(before) == ["d"]
        assert store.stamps(["d"]) == before
        store.write("d", records("d", odd="other")[:2])
        assert store.stamps(["d"]) != before
        assert store.read("d") == records("d", odd="other")[:2]
        store.write("d", [])
        assert store.read("d") == []
        assert list(store.stamps(["d"])) == ["d"]  # it was extracted, and has nothing

    def test_a_writer_that_fails_leaves_the_old_ones(self, store: RecordStore) -> None:
        store.write("d", records("d"))

        def broken() -> list[Record]:
            return [*records("d")[:2], records("d", odd="\ud800")[1]]

        with pytest.raises(UnicodeEncodeError):
            store.write("d", broken())
        assert store.read("d") == records("d")

    def test_lines_and_digests_are_the_same_everywhere(self, store: RecordStore, tmp_path: Path) -> None:
        store.write("d", records("d"))
        files = RecordFiles(tmp_path / "others")
        files.write("d", records("d"))
        assert store.lines("d") == files.file("d").read_bytes()
        assert store.sizes(["d", "f"]) == {"d": len(store.lines("d"))}
        assert store.digests(["d", "f"]) == {"d": hashlib.sha256(store.lines("d")).hexdigest()}
