"""Markup of typed text made plain, character for character."""

from __future__ import annotations

import pytest

from regesta.extract.notes.markup import unmarked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("*The Quay* (Leeds)", " The Quay  (Leeds)"),
        ("_Northern Review_ 22", " Northern Review  22"),
        ("**Bold**, ***both***", "  Bold  ,    both   "),
        ("pp. 417--45", "pp. 417- 45"),
        ("``Tolls'', p. 3", ' "Tolls" , p. 3'),
        ("''Tolls'', p. 3", ' "Tolls" , p. 3'),
        ("[7 May 1907](https://example.org/x_y_z)", " 7 May 1907, https://example.org/x_y_z "),
        ('{{< q-cite "Dale 1994" >}}, 12', "            Dale 1994     , 12"),
        ('{{< q-cite "Dale 1994" "12" >}}', "            Dale 1994,  12     "),
        ('{% cite "Dale 1994" %}', "         Dale 1994    "),
        ('{{< fig "Dale 1994" >}}', '{{< fig "Dale 1994" >}}'),
        # no markup: a stray star, snake case, an address, a product
        ("a * b * c", "a * b * c"),
        ("snake_case_name", "snake_case_name"),
        ("https://example.org/_a_/b", "https://example.org/_a_/b"),
        ("the dockers' and ports' tolls", "the dockers' and ports' tolls"),
        ("Leeds -- and Hull", "Leeds -- and Hull"),
    ],
)
def test_markup_is_blanked_in_place(text: str, plain: str) -> None:
    assert unmarked(text) == plain
    assert len(unmarked(text)) == len(text)
