"""What the log can hold, and what values fit the fields of a record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from regesta.extract.record import Claim, Date, Event, Relation, from_dict
from regesta.review.json_values import DEEPEST, loads, mistyped, unwritable

CLAIM = Claim(
    id="c", document="d", spans=((0, 3),), content=(0, 3), relations=(Relation(type="attacks", target="b"),)
)
EVENT = Event(
    id="e", document="d", spans=((0, 3),), trigger=(0, 3), type="Visit", date=Date(edtf="1921", text="1921")
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Infinity", "no number"),
        ("[NaN]", "no number"),
        ('{"a": 1e999}', "must be finite"),
        ('{"a": [-1e+400]}', "must be finite"),
        (r'["\ud800"]', "half a character"),
        (r'{"\udfff": 1}', "half a character"),
        (r'["a\u0000b"]', "NUL"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "nests deeper"),
        ("[" * 50_000, "nests deeper"),
        ('{"a":' * 2_000 + "1" + "}" * 2_000, "nests deeper"),
        ('{"a": 100000000000000000000}', "too large"),
        ("{", "Expecting"),
    ],
)
def test_what_cannot_be_logged_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        loads(text.encode())


@pytest.mark.parametrize("text", [r'["\ud83d\ude00", "é"]', '{"a": [[[1.5e10, null]]]}', "true", "[]"])
def test_other_json_is_read(text: str) -> None:
    assert unwritable(loads(text.encode())) == ""


@pytest.mark.parametrize("record", [CLAIM, EVENT])
def test_what_reads_back_is_well_typed(record: Any) -> None:
    assert mistyped(record) == mistyped(from_dict(record.to_dict())) == ""


@pytest.mark.parametrize(
    ("record", "field", "value", "says"),
    [
        (CLAIM, "confidence", float("inf"), "a number"),
        (CLAIM, "confidence", "1", "a number"),
        (CLAIM, "confidence", 10**400, "a number"),
        (CLAIM, "confidence", True, "a number"),
        (CLAIM, "hedged", "no", "true or false"),
        (CLAIM, "spans", "x", "a list"),
        (CLAIM, "spans", ((0, 1, 2),), "a list"),
        (CLAIM, "spans", ((0, "1"),), "a whole number"),
        (CLAIM, "holder", "Hasanli", "a list"),
        (CLAIM, "holder", (1,), "a text"),
        (CLAIM, "voice", 3, "a text"),
        (CLAIM, "relations", ("b",), "an object"),
        (EVENT, "date", "1921", "an object"),
        (EVENT, "date", Date(edtf=1921, text=""), "an object"),  # type: ignore[arg-type]
    ],
)
def test_a_value_of_another_type_is_named(record: Any, field: str, value: Any, says: str) -> None:
    told = mistyped(replace(record, **{field: value}))
    assert told.startswith(f"{field} is ")
    assert says in told
