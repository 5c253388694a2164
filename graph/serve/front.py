"""The first page and the search page."""

from __future__ import annotations

from markupsafe import Markup, escape
from starlette.types import Scope, Send

from regesta.graph.serve.pages import show
from regesta.graph.serve.protocol import pairs
from regesta.graph.serve.site import Site
from regesta.graph.serve.views.reading import plain

_COUNTED = (
    ("Claim", "claims"),
    ("Decision", "decisions"),
    ("Event", "events"),
    ("Source", "sources"),
    ("Citation", "citations"),
    ("Footnote", "notes"),
    ("Agent", "actors"),
    ("Archive", "archives"),
)
_STARTS = ("holders", "rebuttals", "timeline", "decisions-by-actor", "who-wrote-to-whom", "sources-by-archive", "most-cited-sources", "claims-without-evidence")
_SHOWN = 100


async def front(site: Site, scope: Scope, send: Send) -> None:
    """What this graph holds."""
    if site.snapshots.current() is None:
        await show(site, scope, send, "empty.html", status=503)
        return
    values = " ".join(f'(rg:{c} "{name}")' for c, name in _COUNTED)
    counts = {
        r["name"]: int(r["n"])
        for r in plain(
            await site.once("front-counts", f"SELECT ?name (COUNT(DISTINCT ?s) AS ?n) {{ VALUES (?c ?name) {{ {values} }} ?s a ?c }} GROUP BY ?name")
        )
    }
    documents = await site.once(
        "front-documents",
        "SELECT ?document ?title ?year ?name { ?document a rg:Document ; rdfs:label ?title OPTIONAL { ?document rg:year ?year } OPTIONAL { ?document rg:author/rdfs:label ?name } } ORDER BY ?title",
    )
    status = await site.once(
        "front-status",
        "SELECT ?status (COUNT(DISTINCT ?r) AS ?n) { VALUES ?c { rg:Claim rg:Event rg:Decision } ?r a ?c ; rg:status ?status } GROUP BY ?status ORDER BY DESC(?n)",
        graphs=(site.config.base + "graph/candidates",),
    )
    disputed = await site.once(
        "front-disputed",
        """SELECT ?attacker ?attacker_text ?who ?claim ?text ?whom WHERE {
          ?attacker rg:attacks ?claim ; rg:text ?attacker_text ; rg:start ?start ; rg:holder/rdfs:label ?who . ?claim rg:text ?text ; rg:holder/rdfs:label ?whom .
        } ORDER BY ?start LIMIT 4""",
    )
    known = {q.name: q for q in site.catalogue}
    await show(
        site,
        scope,
        send,
        "front.html",
        counts=[(name, counts.get(name, 0)) for _, name in _COUNTED],
        documents=plain(documents),
        reviewed=[{"status": r["status"].rsplit("/", 1)[-1], "n": int(r["n"])} for r in plain(status)],
        disputed=plain(disputed),
        starts=[known[n] for n in _STARTS if n in known],
        total=len(site.catalogue),
    )


async def find(site: Site, scope: Scope, send: Send) -> None:
    """The search page: what fits the words, grouped by what it is."""
    words = next((v for k, v in pairs(scope["query_string"]) if k == "q"), "").strip()
    hits = []
    if words:
        from pyoxigraph import Literal

        rows = await site.rows(
            f"""SELECT ?thing ?score (SAMPLE(?t) AS ?text) (SAMPLE(?k) AS ?kind) WHERE {{
              (?thing ?score) rgs:matches {Literal(words)} .
              VALUES (?type ?k) {{ (rg:Claim "claim") (rg:Event "event") (rg:Source "source") (rg:Agent "actor") (rg:Footnote "note") (rg:Sentence "sentence") (rg:ArchivalUnit "archive") (rg:Division "chapter") (rg:Place "place") }}
              ?thing a ?type .
              OPTIONAL {{ ?thing rg:text ?long }} OPTIONAL {{ ?thing rdfs:label ?label }}
              BIND(COALESCE(?long, ?label) AS ?t)
            }} GROUP BY ?thing ?score ORDER BY DESC(?score) LIMIT {_SHOWN}"""
        )
        hits = [h | {"shown": emphasised(h.get("text", ""), words)} for h in plain(rows) if "thing" in h]
    await show(site, scope, send, "search.html", search_words=words, hits=hits, shown=_SHOWN)


def emphasised(text: str, words: str) -> Markup:
    """A text with the words looked for in `<mark>`."""
    import re

    wanted = [re.escape(w) for w in re.findall(r"\w+", words)]
    if not wanted:
        return escape(text)
    out, at = Markup(), 0
    for found in re.finditer(rf"\b(?:{'|'.join(wanted)})\w*", text, re.IGNORECASE):
        out += escape(text[at : found.start()]) + Markup("<mark>{}</mark>").format(found[0])
        at = found.end()
    return out + escape(text[at:])
