"""A trace reads what it needs, and says what the whole state says."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from tests.graph.verdicts_by_chance import said_by_chance

from regesta.api.tracing import claims_held, traced
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.reviewed import review
from regesta.review.acts import ActError
from regesta.review.log import VerdictLog
from regesta.review.trace import trace


def test_every_claim_is_traced_as_in_the_whole_state(example_space: Workspace, tmp_path: Path):
    shutil.copytree(example_space.root, tmp_path / "w")
    space, dice = open_workspace(tmp_path / "w"), random.Random(7)
    for _ in range(12):
        said_by_chance(space, dice)
    state, deposits = review(space, VerdictLog(space.log).read())
    structure = [r for d in deposits for r in d.structure]
    texts = {d.document: d.text for d in deposits}
    claims = [i for i, j in state.items.items() if j.record.kind == "claim"]
    for claim in dice.sample(claims, 12):
        assert traced(space, claim, 6) == trace(state, claim, texts, structure, depth=6)


def test_what_is_no_claim_is_said(example_space: Workspace):
    mention = next(r for r in example_space.records("iran-1946") if r.kind == "mention")
    with pytest.raises(ActError, match=f"{mention.id} is a mention; a trace is of a claim"):
        traced(example_space, mention.id, 6)
    with pytest.raises(ActError, match="there is no record 'claim-zz'"):
        traced(example_space, "claim-zz", 6)


def test_a_name_lists_its_claims(example_space: Workspace):
    held = claims_held(example_space, "hasanli")
    assert {"Jamil Hasanli"} <= {name for one in held for name in one.holder}
    assert held == claims_held(example_space, "Jamil Hasanli") == claims_held(example_space, "Hasanli, J.")
    assert [one.status == "accepted" for one in held] == sorted(
        (one.status == "accepted" for one in held), reverse=True
    )
    assert any(one.answers for one in held)
    assert held[0].text
    assert claims_held(example_space, "nobody") == claims_held(example_space, "") == []
