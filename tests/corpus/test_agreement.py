"""Two annotations of one document against each other."""

from __future__ import annotations

import copy
from collections.abc import Callable

from tests.corpus.agreement import ANSWERS, POSITIONS, agreement, told
from tests.corpus.bringing import Brought
from tests.corpus.conftest import ANNOTATION

from regesta.extract.read import Document


def test_an_annotation_agrees_with_itself(brought: Callable[..., Brought], chapter: Document) -> None:
    one = brought().records
    scores = agreement(one, one, chapter.text)
    assert {kind: s.f1 for kind, s in scores.items() if s.expected + s.found and s.f1 != 1} == {}
    assert {"claims.attributed", "events.typed", "actors", POSITIONS, ANSWERS} <= set(scores)
    assert scores[ANSWERS].expected == 2


def test_what_two_readers_differ_in_costs_its_own_kind(
    brought: Callable[..., Brought], chapter: Document
) -> None:
    other = copy.deepcopy(ANNOTATION)
    other[1]["claims"][0]["holder"] = ["Dr. Brand"]
    other[1]["claims"][1]["relations"].pop()
    other[4]["events"][0]["type"] = "Visit"
    other[7]["named"] = [[7, "ever since"]]
    other[7]["claims"] = []
    scores = agreement(brought().records, brought(other).records, chapter.text)
    assert scores["claims"].f1 == 1
    assert scores["claims.attributed"].f1 == 3 / 4
    assert scores["events"].f1 == 1
    assert scores["events.typed"].f1 < 1
    assert scores[POSITIONS].f1 == 0
    assert (scores[ANSWERS].right, scores[ANSWERS].expected, scores[ANSWERS].found) == (1, 2, 1)
    assert any(line.startswith("claims, attributed") and "0.75" in line for line in told(scores))
