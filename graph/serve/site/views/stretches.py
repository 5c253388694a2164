"""Which sentence or note a character of a document's text stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import plain

_SPAN = re.compile(r"/([0-9]+)-([0-9]+)$")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A piece of a sentence or note: code points of the text, end exclusive."""

    start: int
    end: int
    iri: str


class Stretches:
    """The pieces of all sentences and notes of a document, in the order of the text; they do not overlap."""

    def __init__(self, pieces: list[Stretch]) -> None:
        self.pieces = sorted(pieces)
        self._starts = [piece.start for piece in self.pieces]

    def at(self, start: int, end: int) -> Stretch | None:
        """The piece that holds these characters."""
        number = bisect_right(self._starts, start) - 1
        if number < 0 or self.pieces[number].end < end:
            return None
        return self.pieces[number]


async def text_of(site: Site, document: str) -> Stretches:
    """The sentences and notes of a document, put in order once a generation."""
    return await site.derived(f"text-of-{document}", lambda: _read(site, document))


async def _read(site: Site, document: str) -> Stretches:
    rows = await site.once(
        f"stretches-{document}",
        f"""SELECT ?iri ?start ?end WHERE {{
          VALUES ?kind {{ rg:Sentence rg:Footnote }}
          ?iri a ?kind ; rg:inDocument <{document}> ; rg:expressedIn ?p . ?p rg:start ?start ; rg:end ?end
        }}""",
    )
    return Stretches([Stretch(int(r["start"]), int(r["end"]), r["iri"]) for r in plain(rows)])


def span_of(passage: str) -> tuple[int, int] | None:
    """The characters a passage's IRI names, which also passages have that are not described."""
    found = _SPAN.search(passage)
    return (int(found[1]), int(found[2])) if found else None
