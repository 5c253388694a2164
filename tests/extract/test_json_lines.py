"""JSON Lines read as one array are what they are line by line."""

from __future__ import annotations

import json

import pytest

from regesta.extract.json_lines import parsed


def test_each_line_gives_its_value() -> None:
    assert parsed(['{"a": 1}\n', "[2, 3]", '"x,y"']) == [{"a": 1}, [2, 3], "x,y"]
    assert parsed([]) == []


@pytest.mark.parametrize("line", ['{"a": 1', "1, 2", '"open', ""])
def test_what_is_no_json_alone_is_none_among_others(line: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        parsed(['{"a": 1}', line])
