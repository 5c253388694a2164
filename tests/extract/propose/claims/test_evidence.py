"""Which notes serve which claim: its own, and those of its passage that may be meant for it too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.annotate.models import installed
from regesta.extract.propose.claims.evidence import REASONS, note_rules
from regesta.extract.read.document import Document
from regesta.extract.record import Claim
from regesta.extract.text.languages import ENGLISH

ClaimsOf = Callable[..., tuple[Document, list[Claim]]]
pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
NOTE = "Kyle, Suez, p. 12."


def holding(claims: list[Claim], words: str) -> Claim:
    """The claim with these words."""
    (found,) = [c for c in claims if words in c.quote]
    return found


def test_a_note_at_the_end_of_a_sentence_is_of_its_last_claim(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        (
            "Kyle argued that the canal had lost its value, but Lucas insisted that the alliance was broken.",
            NOTE,
        )
    )
    first, last = holding(claims, "canal"), holding(claims, "alliance")
    assert (last.footnotes, last.carried) == (("I.1",), ())
    assert first.footnotes == ()
    (carried,) = first.carried
    assert (carried.note, carried.reason) == ("I.1", REASONS["sentence"])


def test_the_note_of_a_run_is_carried_back_to_its_claims(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.",
        ("Kyle also held that the ships were too large for the locks.", NOTE),
        "Lucas maintained that the alliance was broken from the start.",
    )
    rules = note_rules(ENGLISH)
    assert rules is not None
    assert [(c.note, c.confidence) for c in holding(claims, "canal").carried] == [("I.1", rules.sure["next"])]
    assert holding(claims, "alliance").carried == ()


def test_no_note_is_carried_over_somebody_elses_claim(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.",
        ("Lucas maintained that the alliance was broken from the start.", NOTE),
    )
    assert holding(claims, "canal").carried == ()
