"""The search page: what fits the words, best first, with the piece of text that fits and counts by kind."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio.to_thread
from markupsafe import Markup, escape
from starlette.types import Scope, Send

from regesta.graph.rdf import Literal
from regesta.graph.serve.protocol.negotiation import HTML, JSON, choose
from regesta.graph.serve.protocol.responding import header, send_json
from regesta.graph.serve.protocol.sparql import pairs
from regesta.graph.serve.search.hits import Hit, SearchError
from regesta.graph.serve.search.index import place_of_index, search
from regesta.graph.serve.search.suggestions import names_of
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.views.grounds import grounds
from regesta.graph.serve.site.views.reading import denied, plain

_SHOWN = 100
#: The kinds of thing people look for, in the order of the list, with their plurals.
_KINDS = {
    "claim": ("rg:Claim", "claims"),
    "event": ("rg:Event", "events"),
    "actor": ("rg:Agent", "actors"),
    "source": ("rg:Source", "sources"),
    "note": ("rg:Footnote", "notes"),
    "sentence": ("rg:Sentence", "sentences"),
    "archive": ("rg:ArchivalUnit", "archival units"),
    "chapter": ("rg:Division", "chapters"),
    "place": ("rg:Place", "places"),
}


async def find(site: Site, scope: Scope, send: Send) -> None:
    """`/search?q=WORDS&kind=KIND`."""
    given = dict(pairs(scope["query_string"]))
    words, kind = given.get("q", "").strip(), given.get("kind", "")
    kind = kind if kind in _KINDS else ""
    found = await _found(site, words, kind) if re.search(r"\w", words) else _Found()
    as_json = choose(header(scope, b"accept"), (HTML, JSON)) is JSON
    nothing = not found.hits and not found.unaccepted
    # What they hold and what speaks against it takes many queries: only where it is shown.
    people = await _people(site, words) if nothing or not (kind or as_json) else []
    instead = people[0]["name"] if people and nothing else ""
    if instead:
        found = await _found(site, instead, kind)
    if as_json:
        await _as_json(site, scope, send, words, found)
        return
    await show(
        site,
        scope,
        send,
        "search.html",
        search_words=words,
        hits=found.hits,
        shown=_SHOWN,
        counts=found.counts,
        kind=kind,
        unaccepted=found.unaccepted,
        people=people if not kind else [],
        instead=instead,
    )


async def _as_json(site: Site, scope: Scope, send: Send, words: str, found: _Found) -> None:
    """The hits as JSON: `thing`, `what`, `text`, `score` and the address of its page."""
    body = {
        "words": words,
        "counts": {str(c["kind"]): c["n"] for c in found.counts},
        "hits": [
            {k: h[k] for k in ("thing", "what", "text", "score") if k in h} | {"page": site.local(h["thing"])}
            for h in found.hits
        ],
    }
    await send_json(scope, send, body)


#: So many people of a name are shown, and so many claims of each.
_PEOPLE, _CLAIMS = 3, 6


_HELD = """SELECT ?claim ?label (COUNT(DISTINCT ?against) AS ?attacks) (COUNT(DISTINCT ?own) AS ?by_author)
  (COUNT(DISTINCT ?one) AS ?holders) WHERE {
  ?claim rg:holder <%s> ; a rg:Claim ; rdfs:label ?label ; rg:holder ?one .
  OPTIONAL { ?against rg:attacks|rg:undercuts ?claim . OPTIONAL { ?against rg:voice ?voice } }
  BIND(IF(STRENDS(STR(?voice), "/author"), ?against, ?none) AS ?own)
} GROUP BY ?claim ?label ORDER BY ?label"""
#: The claims that reject claims of somebody.
_REJECTING = "SELECT DISTINCT ?claim ?by { ?claim rg:holder <%s> . ?by rg:attacks|rg:undercuts ?claim }"


async def _archives_against(site: Site, holder: str) -> dict[str, list[str]]:
    """The archives that keep what claims against those of somebody rest on, by the claim that is rejected."""
    rows = plain(await site.rows(_REJECTING % holder))
    known = await grounds(site, [row["by"] for row in rows], ("",)) if rows else {}
    archives: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        archives[row["claim"]].update(known[row["by"]].archives)
    return {claim: sorted(names) for claim, names in archives.items() if names}


async def _people(site: Site, words: str) -> list[dict[str, Any]]:
    """Those who bear the words as their name, with the claims they hold: first those that are rejected, of
    these what the author rejects, with an archive against it before all, then what he or she holds alone."""
    out = []
    for name in (await names_of(site)).people(words)[:_PEOPLE]:
        claims = [c for c in plain(await site.rows(_HELD % name.thing)) if "claim" in c]
        archives = await _archives_against(site, name.thing)
        claims.sort(key=lambda claim: _own_first(claim, archives))
        label = await site.rows(f"SELECT ?label {{ <{name.thing}> rdfs:label ?label }} LIMIT 1")
        out.append(
            {
                "thing": name.thing,
                "name": plain(label)[0]["label"] if label else name.shown,
                "holds": len(claims),
                "rejected": sum(c["attacks"] != "0" for c in claims),
                "all": claims,
                "claims": claims[:_CLAIMS],
                "archives": archives,
            }
        )
    return out


def _own_first(claim: Mapping[str, str], archives: Collection[str]) -> tuple[bool, bool, bool, int, bool]:
    archived, by_author = claim["claim"] in archives, claim["by_author"] != "0"
    return (
        claim["attacks"] == "0",
        not (archived and by_author),
        not by_author,
        int(claim["holders"]),
        not archived,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What is shown: the best hits, how many there are of each kind, and how many of what was only proposed
    where nothing accepted fits."""

    hits: Sequence[Mapping[str, Any]] = ()
    counts: Sequence[Mapping[str, Any]] = ()
    unaccepted: int = 0


async def _found(site: Site, words: str, kind: str) -> _Found:
    kinds = " ".join(f'({of} "{name}")' for name, (of, _) in _KINDS.items())
    # What fits is found first and its kinds looked up: joined the other way round all things of a kind are
    # gone through.
    pattern = (
        f"{{ SELECT DISTINCT ?thing ?score {{ (?thing ?score) rgs:matches {Literal(words)} }} }} "
        f"?thing a ?type . VALUES (?type ?kind) {{ {kinds} }}"
    )
    counted = await site.rows(f"SELECT ?kind (COUNT(DISTINCT ?thing) AS ?n) {{ {pattern} }} GROUP BY ?kind")
    found = {r["kind"]: int(r["n"]) for r in plain(counted)}
    counts = [
        {"kind": name, "name": plural, "n": found[name]}
        for name, (_, plural) in _KINDS.items()
        if name in found
    ]
    hits = await _hits(site, words, kind, pattern)
    return _Found(hits, counts, 0 if found else await _unaccepted(site, pattern))


async def _hits(site: Site, words: str, kind: str, pattern: str) -> list[dict[str, Any]]:
    of_kind = f"VALUES ?kind {{ {Literal(kind)} }}" if kind else ""
    rows = await site.rows(
        f"""SELECT ?thing ?score (SAMPLE(?k) AS ?what) (SAMPLE(?t) AS ?text) WHERE {{
          {pattern} {of_kind} BIND(?kind AS ?k)
          OPTIONAL {{ ?thing rg:text ?long }} OPTIONAL {{ ?thing rdfs:label ?label }}
          BIND(IF({denied("?label")}, ?label, ?long) AS ?worded) BIND(COALESCE(?worded, ?long, ?label) AS ?t)
        }} GROUP BY ?thing ?score ORDER BY DESC(?score) LIMIT {_SHOWN}"""
    )
    index = place_of_index(str(site.current().path))  # it is there: the query above was answered from it
    pieces = {h.iri: h.snippet for h in await anyio.to_thread.run_sync(_pieces, index, words)}
    return [
        {**h, "shown": marked_piece(pieces.get(h["thing"]) or h.get("text", ""))}
        for h in plain(rows)
        if "thing" in h
    ]


async def _unaccepted(site: Site, pattern: str) -> int:
    """How many things fit that were proposed and not accepted."""
    query = f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ {pattern} }}"
    rows = await site.rows(query, graphs=site.with_candidates)
    return int(rows[0]["n"]["value"])


def _pieces(index: Path, words: str) -> list[Hit]:
    try:
        return search(index, words, limit=1000, snippets=True)
    except (SearchError, sqlite3.Error):
        return []


def marked_piece(text: str) -> Markup:
    """A piece of text as the index gives it, what fits in `<mark>`."""
    out = Markup()
    for i, part in enumerate(re.split(r"[\x02\x03]", text)):
        out += Markup("<mark>{}</mark>").format(part) if i % 2 else escape(part)
    return out
