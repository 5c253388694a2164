"""Annotations become records at their places; whatever is wrong with one is told, all at once."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.corpus.bringing import Brought
from tests.corpus.conftest import ANNOTATION
from tests.corpus.gold_file import dump, without_words

from regesta.extract.read import Document
from regesta.extract.record import Claim, Decision, Event, Position, Sentence, content_id, from_dict, quote_of

Bring = Callable[..., Brought]


def test_every_piece_stands_where_it_was_read(brought: Bring, chapter: Document) -> None:
    done = brought()
    assert done.faults == ()
    by_kind: dict[str, list[Any]] = {}
    for gold in done.records:
        by_kind.setdefault(gold.record.kind, []).append(gold.record)
    assert {k: len(v) for k, v in by_kind.items()} == {
        "sentence": 7, "event": 3, "decision": 1, "claim": 4, "position": 1,
    }  # fmt: skip
    ruined, judged, table, _ = by_kind["claim"]
    assert quote_of(chapter.text, ruined.spans) == "the\norder ruined “the whole valley”"
    assert chapter.text[slice(*ruined.cue)] == "argues"
    assert (judged.holder, judged.voice, judged.negated) == (("thesis author",), "author", True)
    assert table.footnotes == (chapter.footnotes[1].id,)
    assert by_kind["event"][0].date.edtf == "1871-03"
    assert by_kind["decision"][0].event == by_kind["event"][0].id
    assert chapter.text[slice(*by_kind["decision"][0].content)] == "to lower his weir"


def test_relations_point_to_claims_positions_and_notes(brought: Bring, chapter: Document) -> None:
    records = {g.record.id: g.record for g in brought().records}
    claims = [r for r in records.values() if isinstance(r, Claim)]
    position = next(r for r in records.values() if isinstance(r, Position))
    first, second = claims[1].relations
    assert (first.target_kind, first.target) == ("claim", claims[0].id)
    assert first.cue is not None
    assert chapter.text[slice(*first.cue)] == "that argument"
    assert (second.target_kind, second.target, second.cue) == ("position", position.id, None)
    assert (claims[2].relations[0].target_kind, claims[2].relations[0].target) == (
        "citation",
        chapter.footnotes[1].id,
    )
    assert position.claims == (claims[0].id, claims[3].id)
    assert [chapter.text[slice(*s)] for s in position.spans] == ["that argument", "This view"]


def test_lines_are_records_of_the_project(brought: Bring) -> None:
    rows = [json.loads(line) for line in dump(brought().records).splitlines()]
    assert rows[0]["gold"] | {"sha256": ""} == {
        "numbers": [1], "sha256": "", "length": 72, "actors": ["Sallow Conservators", "the miller"], "notes": [1],
    }  # fmt: skip
    for row in rows:
        row.pop("gold", None)
        assert from_dict(row).to_dict() == row


def test_words_that_may_not_stand_here_become_their_digest(brought: Bring) -> None:
    lines = dump(map(without_words, brought().records))
    assert '"quote"' not in lines
    assert "whole valley" not in lines
    assert lines.count('"sha256"') == 7 + 4


def changed(number: int, path: list[Any], value: Any) -> list[dict[str, Any]]:
    """The annotation with one value of one line changed."""
    rows = copy.deepcopy(ANNOTATION)
    place: Any = rows[number - 1]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return rows


@pytest.mark.parametrize(
    ("number", "path", "value", "message"),
    [
        (2, ["claims", 0, "content"], "the order ruined the vale", r"content 'the order ruined the vale' is not in the sentence; did you mean"),
        (2, ["claims", 0, "content"], "The mill, however", r"it is in sentence 3"),
        (1, ["events", 0, "trigger"], "the", r"is there 2 times: say which one.*trigger_at"),
        (1, ["events", 0, "type"], "Ordering", r'"type" is "Ordering"; it must be one of Meeting, '),
        (1, ["events", 0, "date"], "March 1871", r'"date" is "March 1871"; it must be an EDTF date'),
        (2, ["claims", 1, "relations", 0, "target"], "9z", r"points to the claim '9z', and there is none"),
        (2, ["claims", 1, "relations", 1, "target_kind"], "claim", r"the claim 'P1'.*\"target_kind\": \"position\""),
        (2, ["claims", 1, "relations", 0, "target"], "2b", r"points to itself"),
        (2, ["claims", 1, "relations", 0, "cue"], "moreover", r"cue 'moreover' is not in the sentence"),
        (4, ["claims", 0, "relations", 0, "target"], "n9", r"points to 'n9'; a citation is named by its note"),
        (4, ["claims", 0, "notes"], [7], r"there is no note 7"),
        (4, ["claims", 0, "voice"], "scholar", r'voice "author" and holder \["author"\] go together'),
        (6, ["claims", 0, "holder"], [], r'"holder" is \[\]; it must be a list with at least one name'),
        (6, ["claims", 0, "id"], "2a", r"claim 2a is there already"),
        (6, ["claims", 0, "hedge"], True, r'has "hedge", which is none of its keys: id, holder'),
        (7, ["s"], 6, r"sentence 6 is annotated on line 6 already"),
        (7, ["s"], 70, r"there is no sentence 70; the worksheet has 1-7"),
        (8, ["named", 1, 1], "That view", r"named 'That view' is not in the sentence"),
        (8, ["claims"], ["2a", "8x"], r"points to the claim '8x'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_to_type(
    brought: Bring, number: int, path: list[Any], value: Any, message: str
) -> None:
    faults = brought(changed(number, path, value)).faults
    assert any(f.line == number for f in faults)
    found = "\n".join(map(str, faults))
    assert re.search(message, found, re.S), found


def test_all_faults_are_told_at_once(brought: Bring) -> None:
    rows = changed(2, ["claims", 0, "content"], "nothing of the kind")
    rows[0]["events"][0]["type"] = "Ordering"
    del rows[4]
    told = "\n".join(map(str, brought([*rows, "{not json"]).faults))
    assert "nothing of the kind" in told
    assert '"Ordering"' in told
    assert 'no line for sentence 5; an empty one reads {"s": 5}' in told
    assert "annotation.jsonl:8: is not JSON" in told
    assert "points to" not in told  # a claim whose words are wrong is still the target that was meant


def test_a_printed_sentence_may_be_several_or_a_part_of_one(brought: Bring, chapter: Document) -> None:
    rows = changed(2, ["split"], ["that argument is"])
    rows[6]["joined"] = True
    done = brought(rows)
    assert done.faults == ()
    sentences = [g for g in done.records if isinstance(g.record, Sentence)]
    texts = [" ".join(quote_of(chapter.text, g.record.spans).split()) for g in sentences]
    assert texts[1] == "Agnes Holt argues that the order ruined “the whole valley”;"
    assert texts[2] == "that argument is not convincing."
    assert texts[-1].startswith("Dr. Brand wrote")
    assert texts[-1].endswith("ever since.")
    assert sentences[-1].extra["numbers"] == [6, 7]
    claims = [g.record for g in done.records if isinstance(g.record, Claim)]
    assert [c.sentence for c in claims[:2]] == [s.record.id for s in sentences[1:3]]


def test_a_piece_may_run_on_into_the_next_sentence(brought: Bring, chapter: Document) -> None:
    rows = changed(6, ["claims", 0, "content"], "nobody paid. This view has been held")
    assert brought(rows).faults
    rows[5]["claims"][0]["to"] = 7
    done = brought(rows)
    assert done.faults == ()
    claim = [g.record for g in done.records if isinstance(g.record, Claim)][-1]
    assert quote_of(chapter.text, claim.spans) == "nobody paid. This view has been held"


def test_the_ids_are_those_extraction_gives(brought: Bring, chapter: Document) -> None:
    for gold in brought().records:
        record = gold.record
        if isinstance(record, Claim):
            assert record.id == content_id("claim", "sallow", list(record.content))
        if isinstance(record, Event | Decision):
            assert record.id == content_id(record.kind, "sallow", list(record.trigger))
    read = [s.id for s in chapter.sentences]
    assert [g.record.id for g in brought().records if isinstance(g.record, Sentence)] == read
