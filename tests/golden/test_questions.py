"""The competency questions of the example, put to its reviewed graph by the saved queries that answer
them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from regesta.commands.query import bound, run_query
from regesta.extract.workspace import Workspace

QUESTIONS = json.loads(Path(__file__).with_name("questions.json").read_text("utf-8"))["questions"]


@pytest.mark.parametrize("asked", QUESTIONS, ids=[f"{n}-{q['query']}" for n, q in enumerate(QUESTIONS)])
def test_a_question_has_its_answer(example_space: Workspace, asked: dict[str, Any]) -> None:
    result = run_query(example_space, bound(example_space, asked["query"], asked["parameters"]), deadline=30)
    rows = [{k: str(v["value"]) for k, v in row.items()} for row in result.rows]
    missing = [
        wanted
        for wanted in asked["rows"]
        if not any(all(words in row.get(column, "") for column, words in wanted.items()) for row in rows)
    ]
    assert missing == [], f"{asked['question']} got {len(rows)} rows, such as {rows[:3]}"
