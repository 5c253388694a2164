"""Synthetic theses: the same from the same seed, read whole in each of their forms, true to their truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.theses.__main__ import write
from benchmarks.theses.files import FORMS
from benchmarks.theses.thesis import Thesis, thesis

from regesta.extract.read import read_bytes

WORDS, NOTES = 2500, 25


@pytest.fixture(scope="module")
def made() -> list[Thesis]:
    return [thesis(7, number, WORDS, NOTES) for number in range(3)]


def _rows(one: Thesis, kind: str) -> list[dict[str, Any]]:
    return [row for row in one.truth if row["kind"] == kind]


def test_the_same_seed_gives_the_same_thesis_whatever_else_is_made(made: list[Thesis]) -> None:
    assert thesis(7, 2, WORDS, NOTES) == made[2]
    assert thesis(8, 2, WORDS, NOTES).chapters != made[2].chapters


def test_size_is_as_asked(made: list[Thesis]) -> None:
    for one in made:
        words = sum(len(s.text.split()) for c in one.chapters for p in c.paragraphs for s in p)
        assert WORDS <= words < WORDS + 60
        assert len(one.notes) == len(_rows(one, "note")) == NOTES


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_with_all_its_notes(made: list[Thesis], form: str) -> None:
    one = made[0]
    read = read_bytes(FORMS[form](one).encode(), f"{one.id}.{form}", one.id)
    bodies = [" ".join(read.text[a:b] for a, b in (n.spans or (n.span,))) for n in read.footnotes]
    assert [" ".join(b.removesuffix("back").split()) for b in bodies] == list(one.notes)
    assert all(n.sentence for n in read.footnotes)
    assert read.title.casefold() == one.title.casefold()


def test_what_is_told_stands_in_the_text(made: list[Thesis]) -> None:
    for one in made:
        sentences = {s.text for c in one.chapters for p in c.paragraphs for s in p}
        told = [*_rows(one, "event"), *_rows(one, "claim")]
        assert told
        assert {row["sentence"] for row in told} <= sentences
        printed = " ".join(sentences)
        assert all(any(f in printed for f in row["forms"]) for row in _rows(one, "actor"))
        assert all(
            c["text"].lower() in row["text"].lower() for row in _rows(one, "note") for c in row["citations"]
        )


def test_theses_of_a_world_share_sources_actors_and_events_under_other_spellings(made: list[Thesis]) -> None:
    one, other = made[:2]
    for kind in ("source", "actor", "event"):
        both = {r[kind] for r in _rows(one, kind)} & {r[kind] for r in _rows(other, kind)}
        assert len(both) >= 3, kind
    forms = [{r["actor"]: tuple(r["forms"]) for r in _rows(t, "actor")} for t in (one, other)]
    assert any(forms[0][a] != forms[1][a] for a in forms[0].keys() & forms[1].keys())
    generic = [{r["actor"] for r in _rows(t, "actor") if r["generic"]} for t in (one, other)]
    assert generic[0].isdisjoint(generic[1])


def test_the_truth_is_written_beside_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, 1, words=600, notes=5, seed=7, forms=["md", "html"])
    assert path.name == "thesis-00001.html"
    rows = [json.loads(line) for line in (tmp_path / "thesis-00001.truth.jsonl").read_text().splitlines()]
    assert {r["kind"] for r in rows} == {"document", "note", "source", "actor", "event", "claim"}
    assert {r["document"] for r in rows} == {"thesis-00001"}
