"""Whatever the mapping of a record looks up, a difference there is seen to concern the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.graph.conftest import fill, records
from tests.graph.test_increment import positions

from regesta.extract.authority.reading import fold
from regesta.extract.record import Actor, Citation, Identity, Record
from regesta.extract.workspace import Workspace
from regesta.graph.map.affected import Differences, affected
from regesta.graph.map.deposit import Deposit
from regesta.graph.map.mapping import DocumentMapping
from regesta.graph.name import Names
from regesta.graph.reviewed import review
from regesta.review.log import VerdictLog
from regesta.review.state import Judged, ReviewedState

NAMES = Names("https://example.org/kg/")


class Asked(dict[str, Judged]):
    """The records of a state, and the ids that were looked up."""

    def __init__(self, items: dict[str, Judged]) -> None:
        super().__init__(items)
        self.ids: set[str] = set()

    def get(self, key: str, default: object = None) -> Judged | None:  # type: ignore[override]
        self.ids.add(key)
        return super().get(key)

    def __contains__(self, key: object) -> bool:
        self.ids.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> Judged:
        self.ids.add(key)
        return super().__getitem__(key)


def _looked_up(deposit: Deposit, state: ReviewedState) -> Iterator[tuple[Record, set[str]]]:
    """Each record with the ids that its mapping looks up."""
    asked = Asked(dict(state.items))
    mapping = DocumentMapping(deposit, replace(state, items=asked), NAMES)
    for judged in deposit.items:
        asked.ids = set()
        mapping.record(judged)
        yield judged.record, {i for i in asked.ids if i in state.items}


@pytest.fixture(params=["page", "essay"])
def reviewed_space(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    if request.param == "page":
        return fill(tmp_path / "w", rows=[*records(), *positions()])
    return request.getfixturevalue("example_space")


def test_what_a_record_looks_up_concerns_it(reviewed_space: Workspace):
    state, deposits = review(reviewed_space, VerdictLog(reviewed_space.log).read())
    mapping = DocumentMapping(deposits[0], state, NAMES)
    concerned: dict[str, set[str]] = {}
    looked_up = list(_looked_up(deposits[0], state))
    assert sum(len(ids) for _, ids in looked_up) > len(looked_up)
    for record, ids in looked_up:
        for one in ids:
            if one not in concerned:
                other = state.items[one].record
                names = (other.name, *other.aliases) if isinstance(other, Actor) else ()
                differ = Differences(frozenset({one}), frozenset(map(fold, names)))
                concerned[one] = affected(mapping, mapping, differ)
            assert record.id in concerned[one], (record, state.items[one].record)


def test_an_identification_depends_on_the_sources_of_both_sides(example_space: Workspace):
    """These it looks up in what was made of all citations before."""
    state, deposits = review(example_space, VerdictLog(example_space.log).read())
    mapping = DocumentMapping(deposits[0], state, NAMES)
    items = [j.record for j in deposits[0].items]
    identity = next(r for r in items if isinstance(r, Identity) and r.other.startswith("citation"))
    citation = next(r for r in items if isinstance(r, Citation) and r.id == identity.other)
    differ = Differences(frozenset({citation.source}), frozenset())
    assert {identity.id, citation.id} <= affected(mapping, mapping, differ)
