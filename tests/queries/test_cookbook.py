"""Every query of docs/cookbook.md gives rows on the example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regesta import Workspace
from regesta.extract import workspace

COOKBOOK = Path(__file__).parents[2] / "docs" / "cookbook.md"
QUERIES = re.findall(r"```sparql\n(.*?)```", COOKBOOK.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", QUERIES, ids=[q.split("WHERE")[0].strip() for q in QUERIES])
def test_a_query_of_the_cookbook_gives_rows(example_space: workspace.Workspace, query: str) -> None:
    assert Workspace(example_space).sparql(query).rows


def test_the_cookbook_has_its_queries() -> None:
    assert len(QUERIES) >= 12
