"""Reading costs no more than its input is long: steps are counted, not seconds, so that a busy machine does not
matter."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from regesta.extract.read import read_bytes
from regesta.extract.read.lines import is_rule

NOTE = "{n} Kyle, Suez, {n}.\n"
GROWING: dict[str, Callable[[int], str]] = {
    "notes.txt": lambda n: "".join(NOTE.format(n=i) for i in range(1, n)),
    "ibid.txt": lambda n: "1 Ibid.\n" * n,
    "called.txt": lambda n: "".join(f"It was so.{i} He left.\n\n{i} Kyle, {i}.\n\n" for i in range(1, n)),
    "lone.txt": lambda n: "".join(f"{i % 9}\n\nIt was so.{i % 9}\n" for i in range(n)),
    "blocks.txt": lambda n: "".join(f"So.[{i}]\n\n[Footnote {i}: Kyle.]\n\n" for i in range(n)),
    "headings.txt": lambda n: "The Ferry\n\nIt sank there in the spring of 1902.\n\n" * n,
    "paragraphs.html": lambda n: "<p>It was so.</p>" * n,
    "links.html": lambda n: (
        "".join(f"<p>So.<a href='#f{i}' id='r{i}'>{i}</a></p>" for i in range(n))
        + "".join(f"<p id='f{i}'><a href='#r{i}'>{i}</a> Kyle.</p>" for i in range(n))
    ),
    "items.html": lambda n: f"<ol>{'<li>It was so.</li>' * n}</ol>",
    "notes.md": lambda n: (
        "".join(f"x[^{i}] " for i in range(n)) + "\n\n" + "".join(f"[^{i}]: k\n" for i in range(n))
    ),
    "headings.md": lambda n: "# Introduction\n\nText.[^1]\n\n" * n + "[^1]: k\n",
}


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
    read_bytes(make(20).encode(), name, "d")  # what is loaded once
    one, two = steps(make(150).encode(), name), steps(make(300).encode(), name)
    assert two <= 2.5 * one


@pytest.mark.parametrize("sign", ["*", "_", " ", ". ", "- "])
def test_a_long_line_of_signs_is_read_at_once(sign: str) -> None:
    text = sign * 40_000 + "word"
    assert not is_rule(text)
    assert "word" in read_bytes(text.encode(), "a.txt", "d").text
