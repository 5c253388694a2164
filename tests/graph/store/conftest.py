"""What another store or engine must answer: the embedded store's own answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from tests.graph.store.peers import comparable

from regesta.api.workspace import Workspace as Opened
from regesta.extract.workspace import Workspace

#: Saved query -> its text with its example bound, and its rows.
Answers = Mapping[str, tuple[str, Counter[tuple[tuple[str, ...], ...]]]]


@pytest.fixture(scope="session")
def our_answers(example_space: Workspace) -> Answers:
    """Every saved query on the example."""
    here = Opened(example_space)
    bound = {q.name: here.bound(q.name, **dict(q.example)) for q in here.queries}
    return {name: (text, answered(here, text)) for name, text in bound.items()}


def answered(space: Opened, text: str) -> Counter[tuple[tuple[str, ...], ...]]:
    """The rows of a query, comparable."""
    return Counter(tuple(map(comparable, row)) for row in space.sparql(text, deadline=0.0).result.values())
