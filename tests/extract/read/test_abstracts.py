"""An abstract does not take in the article below it, in whatever format."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, read_bytes

ABSTRACT = "This article follows three ferries through the winters of a century and asks who paid for them."
LONG = " ".join(f"The ferry of the year {year} was sold in its tenth winter." for year in range(1810, 1910))
CALL = '<a href="#fn1" role="doc-noteref">1</a>'
END = "<h2>References</h2><p>Ellen Pike, Ferries, York 1951.</p>"
NOTE = '<li id="fn1">Ellen Pike, Ferries (York, 1951), p. 4.</li>'


def page(inner: str) -> bytes:
    return f"<html><head><meta charset='utf-8'></head><body><h1>The Ferry</h1>{inner}{END}</body></html>".encode()


def roles(document: Document) -> list[tuple[str, str, int]]:
    """Title, role and sentences of each division."""
    return [
        (d.title, d.role, sum(d.span[0] <= s.spans[0][0] < d.span[1] for s in document.sentences))
        for d in document.divisions
    ]


@pytest.mark.parametrize(
    "inner",
    [
        f"<h2>Abstract</h2><p>{ABSTRACT}</p><p>It sank in 1902.{CALL} Nobody drowned.</p><ol>{NOTE}</ol>",
        f"<h2>Abstract</h2><p>{ABSTRACT}</p><p>Keywords: ferries, tolls</p><p>{LONG}</p>",
        f"<section><h2>Abstract</h2><p>{ABSTRACT}</p></section><p>It sank in 1902. Nobody drowned.</p>",
    ],
    ids=["a note is called below", "too long for one", "the file ends its section"],
)
def test_the_article_begins_below_the_abstract(inner: str) -> None:
    document = read_bytes(page(inner), "a.html")
    (title, role, sentences), *rest = roles(document)
    assert (title, role) == ("Abstract", "front")
    assert sentences in (1, 2)
    assert [title for title, _, _ in rest] == ["References"]
    assert len(document.sentences) >= sentences + 2


def test_an_abstract_over_headings_is_left_as_it_is() -> None:
    inner = f"<h2>Abstract</h2><p>{ABSTRACT}</p><p>It ends in 1910.</p><h2>The Winters</h2><p>It sank.</p>"
    found = roles(read_bytes(page(inner), "a.html"))
    assert found[:2] == [("Abstract", "front", 2), ("The Winters", "body", 1)]


def test_an_abstract_in_plain_text_ends_with_its_paragraph() -> None:
    lines = "\n".join(LONG.replace(". ", ".\n").split("\n"))
    document = read_bytes(f"THE FERRY\n\nAbstract\n\n{ABSTRACT}\n\n{lines}\n".encode(), "a.txt")
    assert roles(document) == [("Abstract", "front", 1)]
    assert len(document.sentences) == 101
