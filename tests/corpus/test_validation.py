"""Gold that is not what it says is found out; gold as it is brought is in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.corpus.bringing import Brought
from tests.corpus.gold_file import GoldRecord
from tests.corpus.validation import faults, faults_in_text

from regesta.extract.read import Document
from regesta.extract.record import Claim, Date, Decision, Event, Position, Record, Relation, Sentence

Change = Callable[[Record], Record]


def all_faults(gold: list[GoldRecord], chapter: Document) -> str:
    return "\n".join([*faults(gold, "sallow"), *faults_in_text(gold, chapter, None)])


def test_what_was_brought_is_in_order(brought: Callable[..., Brought], chapter: Document) -> None:
    assert all_faults(list(brought().records), chapter) == ""


def changed(gold: list[GoldRecord], kind: type[Record], change: Change) -> list[GoldRecord]:
    """The gold with its first record of a kind changed."""
    at = next(k for k, g in enumerate(gold) if isinstance(g.record, kind))
    return [replace(g, record=change(g.record)) if k == at else g for k, g in enumerate(gold)]


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        (Claim, {"voice": "nobody"}, "voice is 'nobody'"),
        (Claim, {"holder": ()}, "has no holder"),
        (Claim, {"holder": ("thesis author",)}, "do not go together"),
        (Claim, {"within": "claim-gone"}, "stands within 'claim-gone'"),
        (Claim, {"quote": "something else"}, "its quotation is not what stands at its place"),
        (Claim, {"relations": (Relation(type="attacks", target="claim-gone"),)}, "'claim-gone', which is not there"),
        (Claim, {"relations": (Relation(type="attacks", target="V.9", target_kind="citation"),)}, "the note 'V.9'"),
        (Claim, {"footnotes": ("V.9",)}, "names the note 'V.9'"),
        (Claim, {"cue": (0, 10_000)}, r"cue [0, 10000] is no stretch"),
        (Claim, {"sentence": "gone"}, "its sentence 'gone' is not there"),
        (Claim, {"document": "other"}, "is of document 'other'"),
        (Event, {"type": "Coronation"}, "type is 'Coronation'"),
        (Event, {"date": Date(edtf="March 1871")}, "'March 1871' is no EDTF date"),
        (Event, {"trigger": (0, 3)}, "stands outside its sentence"),
        (Decision, {"event": "event-gone"}, "is the event 'event-gone'"),
        (Position, {"claims": ("claim-gone",)}, "expressed by the claim 'claim-gone'"),
        (Position, {"label": " "}, "has no label"),
        (Sentence, {"spans": ((0, 9),)}, "other words stand at its place"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(
    brought: Callable[..., Brought],
    chapter: Document,
    kind: type[Record],
    change: dict[str, object],
    message: str,
) -> None:
    gold = changed(list(brought().records), kind, lambda r: replace(r, **change))  # type: ignore[arg-type]
    assert message in all_faults(gold, chapter)


def test_a_sentence_left_out_is_found(brought: Callable[..., Brought], chapter: Document) -> None:
    gold = [g for g in brought().records if g.record.id != chapter.sentences[4].id]
    assert "is not annotated: 'The millers met at Sallow in June.'" in all_faults(gold, chapter)


def test_one_sentence_twice_is_found(brought: Callable[..., Brought], chapter: Document) -> None:
    gold = list(brought().records)
    found = all_faults([*gold, gold[0]], chapter)
    assert "is there 2 times" in found
