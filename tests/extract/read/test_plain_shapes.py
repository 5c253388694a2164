"""One essay in the shapes of plain text: every shape gives the same notes and the same sentences."""

from __future__ import annotations

import re
from typing import Any

import pytest

from regesta.extract.read import Document, analyse, read_text

SHAPES: dict[str, dict[str, Any]] = {
    "end, per chapter": {"where": "end"},
    "end, running": {"where": "end", "running": True},
    "end, running, no subheads": {"where": "end", "running": True, "subheads": False},
    "end, per chapter, no subheads": {"where": "end", "subheads": False},
    "per chapter": {"where": "chapter"},
    "per chapter, running": {"where": "chapter", "running": True},
    "brackets": {"where": "end", "marker": "[%s]", "number": "[%s]"},
    "parenthesis numbers": {"where": "end", "number": "%s)"},
    "bare numbers": {"where": "end", "number": "%s"},
    "superscripts": {"where": "end", "marker": "super"},
    "caret": {"where": "chapter", "marker": "^%s"},
    "round brackets": {"where": "end", "marker": "(%s)", "number": "(%s)"},
    "running heads": {"where": "end", "heads": True},
    "no blank lines between notes": {"where": "end", "gap": False},
    "no blank lines between notes, per chapter": {"where": "chapter", "gap": False, "width": 64},
}
FEET: dict[str, dict[str, Any]] = {
    "feet": {},
    "feet, long pages": {"page": 24},
    "feet, brackets": {"marker": "[%s]", "number": "[%s]"},
    "feet, superscripts": {"marker": "super"},
    "feet, full stops": {"number": "%s."},
    "feet, page numbers": {"pages": "numbers"},
    "feet, form feeds": {"pages": "feeds"},
    "feet, rule": {"rule": "____________"},
    "feet, running": {"running": True},
    "feet, narrow": {"width": 60},
}


def plain(text: str) -> str:
    return " ".join(text.split())


def check(document: Document, essay: Any, running: bool, clean: bool = True) -> None:
    want = essay.notes
    got = document.footnotes
    assert [f.number for f in got] == [n if not running else k + 1 for k, (_, n, _) in enumerate(want)]
    assert [f.id for f in got] == [f"{c}.{n if not running else k + 1}" for k, (c, n, _) in enumerate(want)]
    for f, (_, _, body) in zip(got, want, strict=True):
        if clean:
            said = re.sub(r"\n\n\d+    A Strait of One’s Own\n\n", "\n", document.text[slice(*f.span)])
            assert plain(said) == plain(body), f.id
        assert f.marker is not None, f.id
        assert re.sub(r"\D", "", document.text[slice(*f.marker)].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))) == str(f.number)
        assert f.sentence
    if clean:
        assert [analyse(document, s).text for s in document.sentences] == essay.sentences()


@pytest.mark.parametrize("shape", SHAPES)
def test_endnotes(essay: Any, shape: str) -> None:
    options = SHAPES[shape]
    check(read_text(essay.endnotes(**options), "essay"), essay, bool(options.get("running")))


@pytest.mark.parametrize("shape", FEET)
def test_footnotes(essay: Any, shape: str) -> None:
    options = FEET[shape]
    document = read_text(essay.footnotes(**options), "essay")
    check(document, essay, bool(options.get("running")))


@pytest.mark.parametrize("page", [9, 14, 20])
def test_damaged_footnotes(essay: Any, page: int) -> None:
    check(read_text(essay.footnotes(damaged=True, page=page), "essay"), essay, False, clean=False)
