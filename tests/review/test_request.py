"""Requests for verdicts: what they say by default, and that nobody changes one."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from regesta.review.request import Piece, VerdictRequest


def test_a_request_is_on_the_whole_record_and_alone_unless_it_says_otherwise() -> None:
    request = VerdictRequest(outcome="accept", record="claim-1")
    assert (request.part, request.part_id, request.alike, request.pieces) == ("record", "", False, ())
    assert request.changes is None  # no changes; an empty object would be an edit of nothing


@pytest.mark.parametrize("record", [VerdictRequest(outcome="accept"), Piece(changes={})])
def test_requests_are_not_changed(record: VerdictRequest | Piece) -> None:
    for field in fields(record):
        with pytest.raises(FrozenInstanceError):
            setattr(record, field.name, "another")
