"""Gold follows its words when a file is read otherwise: other line breaks, more or less before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.corpus.bringing import Brought
from tests.corpus.conftest import CHAPTER
from tests.corpus.gold_file import GoldRecord, dump, load, without_words
from tests.corpus.reanchoring import anchored, reanchor
from tests.corpus.renoting import renoted
from tests.corpus.validation import faults, spans_in

from regesta.extract.read import Document
from regesta.extract.record import Claim, Position, Sentence


def words(gold: list[GoldRecord] | tuple[GoldRecord, ...], text: str) -> list[tuple[str, str, str]]:
    """Every span of every record: kind, field, and the words there."""
    return [
        (g.record.kind, name, " ".join(text[a:b].split()))
        for g in gold
        for name, (a, b) in spans_in(g.record)
    ]


OTHERWISE = [
    "A line that was not there before.\n\n" + CHAPTER,
    CHAPTER.replace("argues that the\norder", "argues\nthat the order").replace(
        "Dr. Brand\nwrote", "Dr.  Brand wrote"
    ),
    CHAPTER.replace("# The Weir at Sallow\n\n", "").replace("## I. Who built it\n\n", ""),
]


@pytest.mark.parametrize("text", OTHERWISE)
def test_every_record_stands_at_its_words_again(
    brought: Callable[..., Brought], chapter: Document, text: str, tmp_path: Path
) -> None:
    gold = anchored([without_words(g) for g in brought().records], chapter.text)
    (tmp_path / "gold.jsonl").write_text(dump(gold), "utf-8")
    done = reanchor(load(tmp_path / "gold.jsonl"), text)
    assert done.lost == ()
    assert words(done.records, text) == words(gold, chapter.text)
    assert list(faults(done.records, "sallow")) == []
    answers = [r.target for g in done.records if isinstance(g.record, Claim) for r in g.record.relations]
    assert len(answers) == 3
    assert next(g.record for g in done.records if isinstance(g.record, Position)).id in answers


def test_a_sentence_whose_words_changed_is_lost_and_told(
    brought: Callable[..., Brought], chapter: Document
) -> None:
    gold = anchored(brought().records, chapter.text)
    done = reanchor(gold, chapter.text.replace("met at Sallow", "met in Sallow"))
    lost = dict(done.lost)
    sentence = next(g.record.id for g in gold if isinstance(g.record, Sentence) and 5 in g.extra["numbers"])
    assert lost[sentence] == "its words stand nowhere in the text"
    assert len(lost) == 2  # and the event in it


def test_notes_are_known_by_their_numbers(brought: Callable[..., Brought], chapter: Document) -> None:
    gold = list(brought().records)
    otherwise = replace(chapter, footnotes=tuple(replace(n, id=f"new.{n.number}") for n in chapter.footnotes))
    noted = [g.record for g in renoted(gold, otherwise) if isinstance(g.record, Claim)]
    assert [c.footnotes for c in noted if c.footnotes] == [("new.2",)]
    assert [r.target for c in noted for r in c.relations if r.target_kind == "citation"] == ["new.2"]
    assert renoted(gold, chapter) == gold


def test_nothing_moves_where_nothing_changed(brought: Callable[..., Brought], chapter: Document) -> None:
    gold = anchored(brought().records, chapter.text)
    assert list(reanchor(gold, chapter.text).records) == gold
