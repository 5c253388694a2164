"""The questions the vocabulary was made for are answered on the example, in its terms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regesta import Workspace
from regesta.extract import workspace
from regesta.ontology.terms import RG

PAGE = Path(__file__).parents[2] / "docs" / "competency.md"
ROWS = re.findall(r"^\| ([^|]+\?) \| `([a-z-]+)` \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("question", "name", "terms"), ROWS, ids=[name for _, name, _ in ROWS])
def test_a_question_is_answered_in_the_terms_it_needs(
    example_space: workspace.Workspace, question: str, name: str, terms: str
) -> None:
    space = Workspace(example_space)
    query = space.queries.get(name)
    assert len(space.query(name, deadline=0, **dict(query.example))), question
    for term in re.findall(r"`(\w+)`", terms):
        assert hasattr(RG, term), term
        assert re.search(rf"\brg:{term}\b", query.text), (name, term)


def test_there_are_as_many_as_the_page_says() -> None:
    assert len(ROWS) == PAGE.read_text("utf-8").count("\n| ") - 1
