"""What the saved queries show as their example answers on the essay that everybody has: whoever tries one
sees rows."""

from __future__ import annotations

import pytest

from regesta import Workspace
from regesta.extract.workspace import Workspace as Folder
from regesta.queries.saved import Catalogue

#: These join the graph to other people's, which the example does not bring.
_NEED_AN_IMPORT = {"said-elsewhere", "same-day-elsewhere", "same-event-elsewhere"}
CATALOGUE = list(Catalogue.load())


@pytest.mark.parametrize(
    "query", [q for q in CATALOGUE if q.example and q.name not in _NEED_AN_IMPORT], ids=lambda q: q.name
)
def test_an_example_gives_rows(example_space: Folder, query) -> None:  # type: ignore[no-untyped-def]
    rows = Workspace(example_space).query(query.name, **query.example).rows
    assert rows, (
        f"queries/{query.name}.rq: its example gives nothing any more; where it names a record, look for another in the example's graph"
    )


def test_a_question_that_needs_something_shows_an_example() -> None:
    assert [
        q.name for q in CATALOGUE if any(p.required and not p.default for p in q.parameters) and not q.example
    ] == []
