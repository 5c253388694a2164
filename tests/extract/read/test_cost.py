"""Reading costs no more than its input is long: steps are counted, not seconds, so that a busy machine does not
matter."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from tests.extract.read.growing import GROWING

from regesta.extract.read import read_bytes
from regesta.extract.read.lines import is_rule


def steps(data: bytes, name: str) -> int:
    """Calls of Python and built-in functions while a file is read."""
    count = 0

    def seen(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        read_bytes(data, name, "d")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_input_is_about_twice_the_steps(name: str) -> None:
    make = GROWING[name]
    read_bytes(make(20), name, "d")  # what is loaded once
    one, two = steps(make(150), name), steps(make(300), name)
    assert two <= 2.5 * one


@pytest.mark.parametrize("sign", ["*", "_", " ", ". ", "- "])
def test_a_long_line_of_signs_is_read_at_once(sign: str) -> None:
    text = sign * 40_000 + "word"
    assert not is_rule(text)
    assert "word" in read_bytes(f"It was {text}".encode(), "a.txt", "d").text
    assert "word" in read_bytes(text.encode(), "a.txt", "d").text
