"""What the answers of the debate rest on, as the pages of claims say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.perspectives.listing import BETWEEN, Row
from regesta.graph.serve.site.pictures.strength import strength
from regesta.graph.serve.site.views.evidence import path_in_words
from regesta.graph.serve.site.views.grounds import Grounds, grounds


async def with_grounds(site: Site, rows: Sequence[Row]) -> list[Row]:
    """The rows of the debate with what each answer rests on: `evidence` (cited by it or by what supports it),
    how strong that is, its archives, and what stands `beside` it."""
    known = await grounds(site, [row["answer"] for row in rows], ("",))
    told = {answer: _told(found) for answer, found in known.items()}
    return [{**row, **told[row["answer"]]} for row in rows]


def _told(found: Grounds) -> dict[str, str]:
    return {
        "evidence": BETWEEN.join(_documents(found.linked)),
        "beside": BETWEEN.join(_documents(found.nearby)),
        "strength": strength(g["grade"] for g in found.linked),
        "archive": BETWEEN.join(found.archives),
    }


def _documents(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is cited, each with the file that keeps it, once."""
    named = (
        f"{g.get('label') or g['words']}"
        + "".join(f" ({path_in_words(path)})" for path in g["paths"] if path)
        for g in kept
    )
    return list(dict.fromkeys(named))
