"""Markdown read by its marks."""

from __future__ import annotations

from regesta.extract.read import read_bytes


def test_headings_are_headings_where_a_text_has_no_notes() -> None:
    text = "# The Quays\n\n# One\n\nThe dock was shut (Dale 1934, 7). It rained.\n\n# Two\n\nA ship came in. It left.\n"
    document = read_bytes(text.encode(), "quays.md", "quays")
    assert [d.title for d in document.divisions][-2:] == ["One", "Two"]
    assert all(not document.text[s.spans[0][0] :].startswith("#") for s in document.sentences)
