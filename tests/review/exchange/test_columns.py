"""Records as rows of words, and changed cells as changed fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from regesta.extract.record import Record
from regesta.review.exchange.columns import ColumnError, changes_of, row_of
from regesta.review.exchange.plan import Ground


def record_of(ground: Ground, name: str) -> Record:
    return ground.state.items[name].record


def test_a_row_holds_what_a_person_may_change(ground: Ground) -> None:
    row = row_of(record_of(ground, "e1"))
    assert row == {
        "who": "Francesco Nitti; Ante Trumbić",
        "whom": "",
        "type": "Agreement",
        "when": "1920-11-12",
        "place": "",
        "stance": row["stance"],
    }
    assert row_of(record_of(ground, "c1"))["stance"] == "negated"


def test_an_untouched_row_changes_nothing_however_its_cells_are_spaced(ground: Ground) -> None:
    for name in ("e1", "c1", "m1", "a1"):
        record = record_of(ground, name)
        assert changes_of(record, row_of(record)) == {}
        assert (
            changes_of(record, {k: f"  {v.replace('; ', ' ;  ')} " for k, v in row_of(record).items()}) == {}
        )


@pytest.mark.parametrize(
    ("name", "row", "changes"),
    [
        ("e1", {"who": "Ante Trumbić"}, {"agents": ["Ante Trumbić"]}),
        (
            "e1",
            {"when": "1920-11"},
            {"date": {"edtf": "1920-11", "text": "12 November 1920", "span": None}},
        ),
        ("e1", {"when": ""}, {"date": None}),
        ("c1", {"stance": "Hedged"}, {"hedged": True, "negated": False}),
        ("a1", {"who": "Count Sforza"}, {"name": "Count Sforza"}),
    ],
)
def test_a_changed_cell_changes_its_field(
    ground: Ground, name: str, row: Mapping[str, str], changes: dict[str, Any]
) -> None:
    found = changes_of(record_of(ground, name), row)
    if found.get("date"):
        found["date"]["span"] = None
    assert found == changes


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("m1", {"place": "Fiume"}, "a mention has no place"),
        ("c1", {"when": "1920"}, "a claim has no when"),
        ("c1", {"stance": "angry"}, "stance is 'angry'"),
    ],
)
def test_a_cell_that_its_column_cannot_hold_is_refused(
    ground: Ground, name: str, row: Mapping[str, str], message: str
) -> None:
    with pytest.raises(ColumnError, match=message):
        changes_of(record_of(ground, name), row)
