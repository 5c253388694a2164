"""Names to actors: the IRIs that bear a name as their label or another of their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from regesta.extract.text.called import may_name, name_words

#: Every agent with its names; first the label.
NAMES_QUERY = """
SELECT ?actor ?name ?main WHERE {
  { ?actor a rg:Agent ; rdfs:label ?name . BIND(true AS ?main) }
  UNION
  { ?actor a rg:Agent ; skos:altLabel ?name . BIND(false AS ?main) }
}
"""


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


class ActorIndex:
    """The names of one generation's agents; built from (IRI, name, is its label) rows."""

    def __init__(self, rows: Iterable[tuple[str, str, bool]]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}
        self._alternative: dict[str, set[str]] = {}
        self.labels: dict[str, str] = {}
        for iri, name, main in rows:
            if main:
                self._exact.setdefault(name, set()).add(iri)
                self._folded.setdefault(_fold(name), set()).add(iri)
                self.labels.setdefault(iri, name)
            else:
                self._alternative.setdefault(_fold(name), set()).add(iri)

    def __len__(self) -> int:
        return len(self.labels)

    def find(self, name: str) -> list[str]:
        """The IRIs of the actors so named: by exact label, else by label whatever the case, else by another
        name, else of the only one whose name may be spelt so.

        Errors: LookupError when nobody is, with the nearest names.
        """
        for table, key in (
            (self._exact, name),
            (self._folded, _fold(name)),
            (self._alternative, _fold(name)),
        ):
            if key in table:
                return sorted(table[key])
        if len(meant := self._meant(name)) == 1:
            return meant
        from rapidfuzz import fuzz, process  # only for a name nobody bears

        near = process.extract(
            _fold(name),
            {n: _fold(n) for n in self.labels.values()},
            scorer=fuzz.WRatio,
            limit=3,
            score_cutoff=75,
        )
        hint = (
            "did you mean " + " or ".join(str(key) for _, _, key in near) + "?"
            if near
            else "the saved query `actors` lists everybody."
        )
        raise LookupError(f"nobody in the graph is called {name!r}; {hint}")

    def _meant(self, name: str) -> list[str]:
        """The actors who may be called so in another spelling; one word alone is too little to mean
        somebody."""
        wanted = name_words(name)
        if len(wanted) < 2:
            return []
        return sorted(iri for iri, label in self.labels.items() if may_name(wanted, name_words(label)))
