"""Relations that a learnt model proposes: which it takes, and which claims they join."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.annotate.models import installed
from regesta.extract.propose.claims.pair_model import MODEL
from regesta.extract.read.document import Document
from regesta.extract.record import Claim
from regesta.extract.text.languages import ENGLISH, LanguagePack

ClaimsOf = Callable[..., tuple[Document, list[Claim]]]
Learnt = Callable[..., LanguagePack]
pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
CANAL = "Kyle argued that the canal had lost its value."
TOLLS = "Lucas believed that the tolls were the most important income of the port."


@pytest.fixture
def learnt(tmp_path: Path) -> Learnt:
    """`learnt({"feature": {"class": weight}})` -> English with a model of those weights; no relation unless
    a feature says so."""

    def of(weights: Mapping[str, Mapping[str, float]], **settings: Any) -> LanguagePack:
        classes = ["attacks", "concedes", "none", "supports", "supports<"]
        model = {
            "layout": 2,
            "classes": classes,
            "intercepts": [0.0, 0.0, 4.0, 0.0, 0.0],
            "weights": {name: [row.get(c, 0.0) for c in classes] for name, row in weights.items()},
            "threshold": 0.2,
            "second": 0.9,
            "opposite": 0.3,
            "opposite_of_attack": 0.3,
            "against_rule": 2.0,
            "back": 10,
            **settings,
        }
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / f"{MODEL}.json").write_text(json.dumps(model), "utf-8")
        return LanguagePack("en", ENGLISH.folder, folder)

    return of


def test_a_relation_goes_from_the_later_claim_with_its_chance_as_confidence(
    claims_of: ClaimsOf, learnt: Learnt
) -> None:
    pack = learnt({"next.has=toll": {"attacks": 6.0}})
    _, claims = claims_of(CANAL, TOLLS, language=pack)
    (relation,) = claims[1].relations
    assert (relation.type, relation.target) == ("attacks", claims[0].id)
    assert relation.confidence == pytest.approx(0.87, abs=0.02)
    assert claims[0].relations == ()


def test_a_reason_that_comes_first_supports_what_comes_behind(claims_of: ClaimsOf, learnt: Learnt) -> None:
    pack = learnt({"next.has=toll": {"supports<": 6.0}})
    _, claims = claims_of(CANAL, TOLLS, language=pack)
    assert [(r.type, r.target) for r in claims[0].relations] == [("supports", claims[1].id)]
    assert claims[1].relations == ()


def test_where_attack_and_support_are_about_as_likely_it_keeps_silent(
    claims_of: ClaimsOf, learnt: Learnt
) -> None:
    pack = learnt({"next.has=toll": {"supports": 6.0, "attacks": 5.7}})
    _, claims = claims_of(CANAL, TOLLS, language=pack)
    assert [c.relations for c in claims] == [(), ()]


def test_below_the_threshold_there_is_no_relation(claims_of: ClaimsOf, learnt: Learnt) -> None:
    pack = learnt({"next.has=toll": {"supports": 3.0}}, threshold=0.5)
    _, claims = claims_of(CANAL, TOLLS, language=pack)
    assert [c.relations for c in claims] == [(), ()]


def test_what_a_rule_links_stays_as_the_rule_has_it(claims_of: ClaimsOf, learnt: Learnt) -> None:
    pack = learnt({"pair.adjoins": {"supports": 9.0, "attacks": 8.5}})
    _, claims = claims_of(CANAL, "This argument is not convincing.", language=pack)
    assert [r.type for r in claims[1].relations] == ["attacks"]


def test_a_rules_link_is_dropped_where_its_opposite_is_much_likelier(
    claims_of: ClaimsOf, learnt: Learnt
) -> None:
    pack = learnt({"pair.adjoins": {"supports": 9.0}})
    _, claims = claims_of(CANAL, "This argument is not convincing.", language=pack)
    assert [r.type for r in claims[1].relations] == ["supports"]


def test_a_second_target_needs_to_be_likelier(claims_of: ClaimsOf, learnt: Learnt) -> None:
    weights = {"later.has=toll": {"supports": 5.0}}
    other = "Lucas held that the company was the master of the port."
    _, one = claims_of(CANAL, other, TOLLS, language=learnt(weights))
    assert len(one[-1].relations) == 1
    _, two = claims_of(CANAL, other, TOLLS, language=learnt(weights, second=0.3, back=9))
    assert len(two[-1].relations) == 2


def test_the_shipped_model_takes_a_plain_objection_for_an_attack(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle holds that the canal had lost its value by the time of the crisis.",
        "But that is a mistake, and it does not explain why the traffic had doubled since the war.",
    )
    assert [r.type for c in claims for r in c.relations] in (["attacks"], ["undercuts"])
