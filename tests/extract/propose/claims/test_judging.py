"""Who judges what is the writer's claim: a learnt model where the language has one, hand-set weights else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.extract.annotate.models import installed
from regesta.extract.propose.claims.judging import ByHand, Learnt, by_hand, judge_of
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.own_model import MODEL
from regesta.extract.read.document import Document
from regesta.extract.record import Claim
from regesta.extract.text.languages import ENGLISH, LanguagePack

ClaimsOf = Callable[..., tuple[Document, list[Claim]]]
pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
TALE = ("The envoys met at Vienna.", "The boats lay at the quay.")


def pack_of(folder: Path, **weights: float) -> LanguagePack:
    """English with a model of some weights alone, by which nothing is a claim that no weight makes one."""
    model = {"layout": 1, "intercept": -9.0, "floor": 0.3, "weights": weights}
    (folder / f"{MODEL}.json").write_text(json.dumps(model), "utf-8")
    return LanguagePack("en", ENGLISH.folder, folder)


def test_the_learnt_model_judges_where_there_is_one(
    words: ClaimWords, tmp_path: Path, annotated_of: Callable[..., object]
) -> None:
    annotated = annotated_of(*TALE)
    assert isinstance(judge_of(annotated, [(), ()], words), Learnt)  # type: ignore[arg-type]
    assert isinstance(by_hand(annotated, [(), ()], words), ByHand)  # type: ignore[arg-type]


def test_a_word_that_the_model_knows_makes_a_claim_and_its_chance_is_the_confidence(
    claims_of: ClaimsOf, tmp_path: Path
) -> None:
    _, claims = claims_of(*TALE, language=pack_of(tmp_path, **{"word.quay": 10.0}))
    assert [(c.quote, c.voice) for c in claims] == [("The boats lay at the quay", "author")]
    assert claims[0].confidence == pytest.approx(0.731, abs=0.01)


def test_what_stands_around_has_a_say(claims_of: ClaimsOf, tmp_path: Path) -> None:
    _, claims = claims_of(*TALE, language=pack_of(tmp_path, **{"after.none": 10.0}))
    assert [c.quote for c in claims] == ["The boats lay at the quay"]


def test_below_the_floor_of_the_model_nothing_is_proposed(claims_of: ClaimsOf, tmp_path: Path) -> None:
    _, claims = claims_of(*TALE, language=pack_of(tmp_path, **{"word.quay": 8.0}))
    assert claims == []
