"""Names that begin as somebody types: people and bodies, sources, places, archives and their files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import Scope, Send

from regesta.extract.text.called import may_name, name_words
from regesta.graph.serve.protocol.responding import send_json
from regesta.graph.serve.protocol.sparql import pairs
from regesta.graph.serve.shared import Row, Site

#: So many names are suggested at once.
MOST = 10
#: Fewer letters than this suggest nothing: half of all names would fit.
LEAST = 2
#: What is named, as a page says it, with its names and how much of the graph hangs on each.
_NAMED = (
    (
        "person or body",
        """SELECT ?thing ?label ?name (COUNT(DISTINCT ?claim) AS ?n) WHERE {
          ?thing a rg:Agent ; rdfs:label ?label ; rdfs:label|skos:altLabel ?name .
          OPTIONAL { ?claim rg:holder ?thing ; a rg:Claim }
        } GROUP BY ?thing ?label ?name""",
        "holds {n} claim{s}",
    ),
    (
        "source",
        """SELECT ?thing ?label ?name (COUNT(DISTINCT ?citation) AS ?n) WHERE {
          ?thing a rg:Source ; rdfs:label ?label . BIND(?label AS ?name)
          OPTIONAL { ?thing rg:citedBy ?citation }
        } GROUP BY ?thing ?label ?name""",
        "cited {n} time{s}",
    ),
    (
        "place",
        """SELECT ?thing ?label ?name (COUNT(DISTINCT ?event) AS ?n) WHERE {
          ?thing a rg:Place ; rdfs:label ?label . BIND(?label AS ?name)
          OPTIONAL { ?event rg:atPlace ?thing ; a rg:Event }
        } GROUP BY ?thing ?label ?name""",
        "{n} event{s}",
    ),
    (
        "archive or file",
        """SELECT ?thing ?label ?name (COUNT(DISTINCT ?source) AS ?n) WHERE {
          ?thing a rg:ArchivalUnit ; rdfs:label ?label . BIND(?label AS ?name)
          OPTIONAL { ?source rg:heldIn ?thing }
        } GROUP BY ?thing ?label ?name""",
        "keeps {n} document{s} cited",
    ),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing: what the thing is called first of all, the words of the name without case and
    accents, what it is, and how much hangs on it."""

    thing: str
    shown: str
    words: tuple[str, ...]
    kind: str
    weight: int
    about: str


class Names:
    """The names of one generation."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = list(names)

    @property
    def about(self) -> dict[str, str]:
        """What hangs on each thing in words, by its IRI."""
        return {name.thing: name.about for name in self._names}

    def suggest(self, typed: str, most: int = MOST) -> list[Name]:
        """The names of which every word typed begins a word, one for each thing: those that begin so or end
        with the word (a family name) first, then those on which most hangs."""
        wanted = name_words(typed)
        if sum(map(len, wanted)) < LEAST:
            return []
        fitting = [name for name in self._names if all(_begins(name.words, word) for word in wanted)]
        if not fitting:  # nobody is spelt so
            fitting = [name for name in self._names if may_name(wanted, name.words)]
        found: dict[str, Name] = {}
        for name in sorted(fitting, key=lambda name: _rank(name, wanted)):
            found.setdefault(name.thing, name)
        return list(found.values())[:most]

    def people(self, typed: str) -> list[Name]:
        """The people and bodies that may be called what is typed, however it is spelt, and hold claims: those
        who are called so first of all, then those with most claims."""
        wanted = name_words(typed)
        kind = _NAMED[0][0]
        found: dict[str, Name] = {}
        for name in self._names:
            if name.kind == kind and name.weight and may_name(wanted, name.words):
                found.setdefault(name.thing, name)
        return sorted(
            found.values(), key=lambda name: (not _called_so(name, wanted), -name.weight, name.shown)
        )


def _called_so(name: Name, wanted: Sequence[str]) -> bool:
    return set(wanted) <= set(name_words(name.shown))


def _begins(words: Sequence[str], part: str) -> bool:
    return any(word.startswith(part) for word in words)


def _rank(name: Name, wanted: Sequence[str]) -> tuple[bool, int, int, str]:
    edge = name.words[0].startswith(wanted[0]) or name.words[-1].startswith(wanted[-1])
    return not edge, -name.weight, len(name.shown), name.shown


async def names_of(site: Site) -> Names:
    """The names of the current generation, read once."""
    return await site.derived("names", lambda: _read(site))


async def _read(site: Site) -> Names:
    listed: list[Name] = []
    for number, (kind, query, about) in enumerate(_NAMED):
        rows = await site.once(f"names-{number}", query)
        listed += [_name(row, kind, about) for row in rows if "thing" in row]
    return Names(name for name in listed if name.words)


def _name(row: Row, kind: str, about: str) -> Name:
    shown, n = str(row["label"]["value"]), int(row["n"]["value"])
    said = about.format(n=f"{n:,}", s="" if n == 1 else "s") if n else ""
    words = name_words(str(row["name"]["value"]))
    return Name(str(row["thing"]["value"]), shown, words, kind, n, said)


async def suggest(site: Site, scope: Scope, send: Send) -> None:
    """`/suggest?q=WORDS`: a JSON list of `label`, `kind`, `about` and `href`."""
    typed = dict(pairs(scope["query_string"])).get("q", "").strip()
    found = (await names_of(site)).suggest(typed[:200])
    body: list[dict[str, Any]] = [
        {"label": n.shown, "kind": n.kind, "about": n.about, "href": site.local(n.thing)} for n in found
    ]
    await send_json(scope, send, body)


__all__ = ["LEAST", "MOST", "Name", "Names", "names_of", "suggest"]
