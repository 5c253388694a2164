"""Files read as what their names say they are."""

from __future__ import annotations

import pytest

from regesta.review.exchange import cas, spreadsheet, webannotation
from regesta.review.exchange.files import ENDINGS, read
from regesta.review.exchange.plan import Ground, ImportFault


def test_each_format_is_read_by_its_ending(ground: Ground) -> None:
    items = list(ground.state.items.values())
    files = {
        "table.CSV": spreadsheet.write(items, ground.texts),
        "notes.jsonld": webannotation.write(items, ground.texts, base="https://example.org/", label="Fiume"),
        "fiume.zip": cas.write("fiume", ground.texts["fiume"], items, ground.sentences["fiume"]),
    }
    for name, data in files.items():
        assert read(name, data, ground, proposer="anna") == ([], [])


def test_an_unknown_ending_is_refused_with_those_there_are(ground: Ground) -> None:
    with pytest.raises(ImportFault, match="ending that is not known") as refused:
        read("notes.docx", b"", ground, proposer="anna")
    assert all(ending in str(refused.value) for ending in ENDINGS)


def test_json_nested_without_end_is_refused(ground: Ground) -> None:
    with pytest.raises(ImportFault, match="nested too deeply"):
        read("deep.json", b"[" * 200_000 + b"]" * 200_000, ground, proposer="anna")
