"""The first page."""

from __future__ import annotations

from starlette.types import Scope, Send

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.views.reading import plain

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
_STARTS = (
    "holders",
    "rebuttals",
    "timeline",
    "decisions-by-actor",
    "who-wrote-to-whom",
    "sources-by-archive",
    "most-cited-sources",
    "claims-without-evidence",
)


async def front(site: Site, scope: Scope, send: Send) -> None:
    """What this graph holds."""
    if site.snapshots.current() is None:
        await show(site, scope, send, "empty.html", status=503)
        return
    values = " ".join(f'(rg:{c} "{name}")' for c, name in _COUNTED)
    counts = {
        r["name"]: int(r["n"])
        for r in plain(
            await site.once(
                "front-counts",
                f"SELECT ?name (COUNT(DISTINCT ?s) AS ?n) {{ VALUES (?c ?name) {{ {values} }} "
                f"?s a ?c }} GROUP BY ?name",
            )
        )
    }
    documents = await site.once(
        "front-documents",
        "SELECT ?document ?title ?year ?name { ?document a rg:Document ; rdfs:label ?title "
        "OPTIONAL { ?document rg:year ?year } OPTIONAL { ?document rg:author/rdfs:label "
        "?name } } ORDER BY ?title",
    )
    status = await site.once(
        "front-status",
        "SELECT ?status (COUNT(DISTINCT ?r) AS ?n) { VALUES ?c { rg:Claim rg:Event rg:Decision "
        "} ?r a ?c ; rg:status ?status } GROUP BY ?status ORDER BY DESC(?n)",
        graphs=(site.config.base + "graph/candidates",),
    )
    disputed = await site.once(
        "front-disputed",
        """SELECT ?attacker ?attacker_text ?who ?claim ?text ?whom WHERE {
          ?attacker rg:attacks ?claim ; rg:text ?attacker_text ; rg:start ?start ; rg:holder/rdfs:label
          ?who . ?claim rg:text ?text ; rg:holder/rdfs:label ?whom .
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
