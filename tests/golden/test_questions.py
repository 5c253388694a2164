"""The competency questions of the example, put to its reviewed graph by the saved queries that answer
them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from regesta import Workspace
from regesta.extract.workspace import Workspace as Folder

QUESTIONS = json.loads(Path(__file__).with_name("questions.json").read_text("utf-8"))["questions"]


@pytest.mark.parametrize("asked", QUESTIONS, ids=[f"{n}-{q['query']}" for n, q in enumerate(QUESTIONS)])
def test_a_question_has_its_answer(example_space: Folder, asked: dict[str, Any]) -> None:
    answer = Workspace(example_space).query(asked["query"], deadline=30, **asked["parameters"])
    rows = [{k: str(v) for k, v in row.items() if v is not None} for row in answer]
    missing = [
        wanted
        for wanted in asked["rows"]
        if not any(all(words in row.get(column, "") for column, words in wanted.items()) for row in rows)
    ]
    assert missing == [], f"{asked['question']} got {len(rows)} rows, such as {rows[:3]}"
