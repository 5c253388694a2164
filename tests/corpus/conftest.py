"""A short chapter of our own about an invented weir, with an annotation of it, and the way to bring it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.corpus.bringing import Brought, bring
from tests.corpus.catalogue import Entry

from regesta.extract.read import Document, read_path
from regesta.review.readings.sheet import Numbered, numbered

CHAPTER = """# The Weir at Sallow

## I. Who built it

In March 1871 the Conservators ordered the miller to lower his weir.[^1] Agnes Holt argues that the
order ruined “the whole valley”; that argument is not convincing. The mill, however, was sold
on 4 May 1872.[^2] Holt's own table shows it.

## II. Who paid

The millers met at Sallow in June. Dr. Brand
wrote that nobody paid. This view has been held by the county school ever since.

[^1]: County Record Office, CB 1/2, minute of 3 March 1871.
[^2]: Agnes Holt, *Rivers and Mills* (Leeds: Moor Press, 1990), p. 12.
"""

ANNOTATION: list[dict[str, Any]] = [
    {
        "s": 1,
        "actors": ["Sallow Conservators", "the miller"],
        "events": [{
            "trigger": "ordered", "type": "Order", "agents": ["Sallow Conservators"], "recipients": ["the miller"],
            "place": None, "date": "1871-03", "factuality": "asserted",
        }],
        "decisions": [{
            "decider": ["Sallow Conservators"], "trigger": "ordered", "kind": "order", "content": "to lower his weir",
            "addressee": ["the miller"], "date": "1871-03",
        }],
    },
    {
        "s": 2,
        "actors": ["Agnes Holt"],
        "claims": [
            {
                "id": "2a", "holder": ["Agnes Holt"], "voice": "scholar", "cue": "argues",
                "content": 'the order ruined "the whole valley"', "hedged": False, "negated": False,
            },
            {
                "id": "2b", "holder": ["author"], "voice": "author", "content": "that argument is not convincing",
                "negated": True,
                "relations": [
                    {"type": "attacks", "target": "2a", "target_kind": "claim", "cue": "that argument"},
                    {"type": "attacks", "target": "P1", "target_kind": "position"},
                ],
            },
        ],
    },
    {"s": 3, "events": [{"trigger": "sold", "type": "Other", "date": "1872-05-04"}]},
    {"s": 4, "actors": ["Agnes Holt"], "claims": [{
        "id": "4a", "holder": ["author"], "voice": "author", "content": "Holt's own table shows it", "notes": [2],
        "relations": [{"type": "undercuts", "target": "n2", "target_kind": "citation", "cue": None}],
    }]},
    {"s": 5, "events": [{"trigger": "met", "type": "Meeting", "agents": ["the millers"], "date": "1872-06"}]},
    {"s": 6, "claims": [{"id": "6a", "holder": ["Dr. Brand"], "voice": "scholar", "cue": "wrote", "content": "nobody paid"}]},
    {"s": 7, "claims": []},
    {"position": "P1", "label": "the ruin of the valley", "holders": ["Agnes Holt", "county school"],
     "named": [[2, "that argument"], [7, "This view"]], "claims": ["2a", "6a"]},
]  # fmt: skip


@pytest.fixture(scope="session")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The chapter as Regesta reads it."""
    file = tmp_path_factory.mktemp("sallow") / "sallow.md"
    file.write_text(CHAPTER, "utf-8")
    return read_path(file, "sallow")


@pytest.fixture(scope="session")
def lines(chapter: Document) -> list[Numbered]:
    """Its sentences, numbered."""
    return numbered(chapter, None)


@pytest.fixture
def brought(chapter: Document, lines: list[Numbered], tmp_path: Path) -> Callable[..., Brought]:
    """What becomes of an annotation of the chapter, given as rows; of the whole one when none are given."""

    def made(rows: Sequence[Any] = ANNOTATION) -> Brought:
        file = tmp_path / "annotation.jsonl"
        file.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), "utf-8")
        return bring(chapter, lines, [file])

    return made


@pytest.fixture
def corpus(tmp_path: Path) -> Entry:
    """A corpus document of its own folder with the chapter as its file."""
    folder = tmp_path / "documents" / "sallow"
    folder.mkdir(parents=True)
    (folder / "document.md").write_text(CHAPTER, "utf-8")
    (folder / "about.toml").write_text('group = "own"\nfile = "document.md"\n', "utf-8")
    return Entry(folder, {"group": "own", "file": "document.md"})
