"""Annotations of a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regesta.extract.score.gold import Gold, GoldError, GoldSentence, read_gold


def test_sentences_notes_and_slips_are_read_from_the_files_that_have_them(tmp_path: Path) -> None:
    sentence = {"spans": [[0, 10]], "text": "Eden spoke", "claims": [], "events": [], "decisions": []}
    notes = [
        {"span": [20, 30], "number": 1, "citations": []},
        {"span": [40, 50], "number": 2, "citations": []},
    ]
    slip = {"what": "two names", "span": [0, 4], "conflicts_with": [20, 24]}
    (tmp_path / "W1.json").write_text(json.dumps({"sentences": [sentence]}), encoding="utf-8")
    (tmp_path / "cit.json").write_text(json.dumps({"footnotes": notes}), encoding="utf-8")
    (tmp_path / "slips.json").write_text(json.dumps({"discrepancies": [slip]}), encoding="utf-8")
    gold = read_gold(tmp_path)
    assert [s.spans for s in gold.sentences] == [((0, 10),)]
    assert [n.number for n in gold.footnotes] == [1, 2]
    assert gold.noted == ((20, 50),)
    assert len(gold.slips) == 1


def test_a_span_is_at_home_in_the_sentence_that_holds_most_of_it() -> None:
    gold = Gold(sentences=(GoldSentence(spans=((0, 10),), text=""), GoldSentence(spans=((10, 30),), text="")))
    assert [gold.home(span) for span in ((2, 4), (8, 20), (40, 50))] == [0, 1, -1]


def test_a_folder_without_annotations_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is not a folder"):
        read_gold(tmp_path / "none")
    with pytest.raises(GoldError, match="holds no annotations"):
        read_gold(tmp_path)
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"bad\.json"):
        read_gold(tmp_path)
