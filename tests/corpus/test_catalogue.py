"""The documents of the corpus: each says what it is, and its gold is in order where it can be checked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.corpus import catalogue
from tests.corpus.catalogue import CorpusError, Entry
from tests.corpus.gold_file import load
from tests.corpus.validation import faults, faults_in_text

ENTRIES = catalogue.entries()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.slug)
def test_every_document_says_what_it_is(entry: Entry) -> None:
    assert list(catalogue.faults(entry)) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.slug)
def test_gold_is_in_order_by_itself(entry: Entry) -> None:
    if not entry.gold.is_file():
        pytest.skip(f"{entry.slug} is not annotated yet")
    gold = load(entry.gold)
    assert list(faults(gold, entry.slug)) == []
    if entry.group == "real":
        assert not any(getattr(g.record, "quote", "") for g in gold), (
            "words of others may not stand in the project"
        )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.slug)
def test_gold_stands_in_its_text(entry: Entry) -> None:
    if not entry.gold.is_file():
        pytest.skip(f"{entry.slug} is not annotated yet")
    if absent := entry.absence():
        pytest.skip(f"{entry.slug}: {absent}")
    assert list(catalogue.faults_of_text(entry)) == []
    assert list(faults_in_text(load(entry.gold), catalogue.read(entry), entry.window, entry.skipped)) == []


def test_two_of_each_group_are_sealed() -> None:
    assert Counter(e.group for e in ENTRIES if e.sealed) == {"own": 2, "real": 2}


def test_an_absent_document_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Entry(tmp_path / "far", {"group": "real", "file": "far.txt", "sha256": "0" * 64})
    monkeypatch.delenv(catalogue.CORPUS_VARIABLE, raising=False)
    assert "REGESTA_CORPUS is not set" in real.absence()
    monkeypatch.setenv(catalogue.CORPUS_VARIABLE, str(tmp_path))
    assert "far/far.txt is not there" in real.absence()
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "far.txt").write_text("Another text.")
    assert "is another file than was annotated" in real.absence()
    with pytest.raises(CorpusError, match="another file"):
        catalogue.read(real)


def test_an_unknown_document_is_told_with_those_there_are(
    corpus: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "DOCUMENTS", corpus.folder.parent)
    with pytest.raises(CorpusError, match=r"no document 'nowhere'; it has: sallow"):
        catalogue.entry("nowhere")
