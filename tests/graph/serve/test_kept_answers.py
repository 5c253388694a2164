"""Answers kept for pages: of one generation, the last used, within a bound."""

from __future__ import annotations

from regesta.graph.serve.kept_answers import KeptAnswers
from regesta.graph.serve.workers.answering import Answer, Question


def answer(size: int, file: str = "") -> Answer:
    return Answer(body=b"x" * size, form="select", syntax="json", file=file)


def question(text: str) -> Question:
    return Question(query=text)


def test_an_answer_is_kept_while_its_generation_is_served():
    kept = KeptAnswers(1600)
    kept.keep("1", question("a"), answer(10))
    assert kept.get("1", question("a")) == answer(10)
    assert kept.get("1", Question(query="a", default=("",))) is None
    assert kept.get("2", question("a")) is None
    assert kept.get("1", question("a")) is None


def test_those_used_longest_ago_make_room_and_large_ones_are_not_kept():
    kept = KeptAnswers(160)
    for number in range(16):
        kept.keep("1", question(str(number)), answer(10))
    assert kept.get("1", question("0")) is not None
    kept.keep("1", question("new"), answer(10))
    assert kept.get("1", question("1")) is None
    assert kept.get("1", question("0")) is not None
    kept.keep("1", question("large"), answer(11))
    kept.keep("1", question("in a file"), answer(0, "/somewhere"))
    assert kept.get("1", question("large")) is None
    assert kept.get("1", question("in a file")) is None
