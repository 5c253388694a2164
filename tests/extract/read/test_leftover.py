"""What no layer covers is kept with its reason."""

from __future__ import annotations

from regesta.extract.read import read_text

TEXT = """The Ferries of the Humber

by Ellen Pike

Chapter 1

The Boat

The ferry sank in March 1902.1 Nobody drowned.

__________
1 Dunn, Bridges, p. 4.

Index

Goole, 3
"""


def test_every_character_has_a_layer_or_a_reason() -> None:
    document = read_text(TEXT, "d")
    said = {x.why: document.text[slice(*x.span)] for x in document.left_out}
    assert said == {
        "title": "The Ferries of the Humber\n\nby Ellen Pike",
        "rule": "__________",
        "number": "1",
        "back": "Goole, 3",
    }
    covered = [False] * len(document.text)
    spans = [x.span for x in document.left_out] + [p for s in document.sentences for p in s.spans]
    spans += [f.span for f in document.footnotes] + [d.heading for d in document.divisions if d.heading]
    for a, b in spans:
        assert not any(covered[a:b])
        covered[a:b] = [True] * (b - a)
    assert all(c or t.isspace() for c, t in zip(covered, document.text, strict=True))
