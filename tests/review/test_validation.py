"""Edited records are legal, and what follows from their spans follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regesta.extract.record import Claim, Date, Event, Position, Relation, Sentence
from regesta.review.acts import ActError
from regesta.review.validation import cut, settled

TEXT = "He held that oil came 9 a note here first and that was all."


def claim(**more: object) -> Claim:
    plain = Claim(
        id="claim-1", document="d", spans=((13, 21),), content=(13, 21), holder=("A",), quote="oil came"
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def test_a_claim_over_a_note_is_cut_and_its_longest_part_is_the_content() -> None:
    sentence = Sentence(id="s", document="d", spans=((0, 22), (36, 59)))
    done = settled(claim(spans=((13, 58),)), TEXT, [sentence])
    assert done == claim(spans=((13, 22), (36, 58)), content=(36, 58), quote=f"{TEXT[13:22]} {TEXT[36:58]}")


def test_sentences_that_touch_do_not_cut() -> None:
    parts = [
        Sentence(id="a", document="d", spans=((0, 12),)),
        Sentence(id="b", document="d", spans=((13, 21),)),
    ]
    assert cut([(3, 18)], parts) == ((3, 18),)
    assert cut([(3, 18)], []) == ((3, 18),)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (claim(voice="choir"), "voice is 'choir'"),
        (claim(holder=("",)), "holder"),
        (claim(spans=()), "spans is empty"),
        (claim(spans=((5, 3),)), "two offsets"),
        (claim(spans=((5, 999),)), "two offsets"),
        (claim(spans=(("5", "9"),)), "two offsets"),
        (claim(hedged="yes"), "hedged is 'yes'"),
        (claim(relations=(Relation(type="mocks", target="claim-2"),)), "a relation is 'mocks'"),  # type: ignore[arg-type]
        (claim(relations=(Relation(type="attacks", target="claim-1"),)), "another claim"),
        (
            claim(relations=(Relation(type="attacks", target="x", target_kind="mood"),)),  # type: ignore[arg-type]
            "target_kind is 'mood'; it may be claim, citation, position",
        ),
        (Position(id="position-1", document="d", label=" "), "a position needs a name"),
        (Position(id="position-1", document="d", label="p", spans=((5, 999),)), "two offsets"),
        (Event(id="e", document="d", spans=((0, 5),), trigger=(3, 7), type="Party"), "type is 'Party'"),  # type: ignore[arg-type]
        (
            Event(
                id="e", document="d", spans=((0, 5),), trigger=(3, 7), type="Visit", date=Date(edtf="soon")
            ),
            "no EDTF date",
        ),
    ],
)
def test_what_is_not_legal_is_refused(record: Claim | Event | Position, said: str) -> None:
    with pytest.raises(ActError, match=said):
        settled(record, TEXT)


def test_a_position_may_stand_in_no_place_and_a_claim_may_answer_it() -> None:
    position = Position(id="position-1", document="d", label="the oil thesis", holders=("A",))
    assert settled(position, TEXT) == position
    answer = claim(relations=(Relation(type="attacks", target="position-1", target_kind="position"),))
    assert settled(answer, TEXT) == answer
