"""The first page."""

from __future__ import annotations

from starlette.types import Scope, Send

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.signposts import of_dataset
from regesta.graph.serve.site.views.reading import plain, stated

_COUNTED = (
    ("Claim", "claims", "/claims"),
    ("Decision", "decisions", "/queries/decisions-between"),
    ("Event", "events", "/timeline"),
    ("Source", "sources", "/sources"),
    ("Citation", "citations", ""),
    ("Footnote", "notes", "/queries/notes-about"),
    ("Agent", "actors", "/people"),
    ("Archive", "archives", "/archives?level=archive"),
)
#: Things to begin with: a dispute that rests on documents, a decision with its file, a letter of somebody to
#: somebody. Those that a person judged come first, then those on most evidence.
_STORIES = (
    (
        "What a rejection rests on",
        """SELECT ?iri (SAMPLE(?says) AS ?words) (COUNT(DISTINCT ?source) AS ?n) ?judged WHERE {
          ?iri rg:attacks ?claim ; a rg:Claim ; rdfs:label ?says ; rg:citesSource ?source .
          ?claim a rg:Claim . ?source rg:heldIn ?unit .
          OPTIONAL { ?iri rg:acceptance ?how } BIND(IF(STRENDS(STR(?how), "/reviewed"), 1, 0) AS ?judged)
        } GROUP BY ?iri ?judged ORDER BY DESC(?judged) DESC(?n) ?iri LIMIT 1""",
    ),
    (
        "A decision, and the file that carries it",
        """SELECT ?iri (SAMPLE(?label) AS ?words) (COUNT(DISTINCT ?source) AS ?n) ?judged WHERE {
          ?iri a rg:Decision ; rdfs:label ?label ; rg:decidedBy ?who ; rg:citesSource ?source .
          ?source rg:heldIn ?unit .
          OPTIONAL { ?iri rg:acceptance ?how } BIND(IF(STRENDS(STR(?how), "/reviewed"), 1, 0) AS ?judged)
        } GROUP BY ?iri ?judged ORDER BY DESC(?judged) DESC(?n) ?iri LIMIT 1""",
    ),
    (
        "A letter, and what is made of it",
        """SELECT ?iri (SAMPLE(?label) AS ?words) (COUNT(DISTINCT ?statement) AS ?n) WHERE {
          ?iri a rg:Source ; rdfs:label ?label ; rg:sender ?from ; rg:recipient ?to ; rg:heldIn ?unit .
          ?statement rg:citesSource ?iri .
        } GROUP BY ?iri ORDER BY DESC(?n) ?iri LIMIT 1""",
    ),
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
    values = " ".join(f'(rg:{c} "{name}")' for c, name, _ in _COUNTED)
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
        "SELECT ?document ?title ?year ?name ?id { ?document a rg:Document ; rdfs:label ?title "
        "OPTIONAL { ?document rg:identifier ?id } "
        "OPTIONAL { ?document rg:year ?year } OPTIONAL { ?document rg:author/rdfs:label "
        "?name } } ORDER BY ?title",
    )
    status = await site.once(
        "front-status",
        "SELECT ?status (COUNT(DISTINCT ?r) AS ?n) { VALUES ?c { rg:Claim rg:EventMention "
        "} ?r a ?c ; rg:status ?status } GROUP BY ?status ORDER BY DESC(?n)",
        graphs=(site.config.base + "graph/candidates",),
    )
    disputed = await site.once(
        "front-disputed",
        f"""SELECT ?attacker ?attacker_text ?who ?claim ?text ?whom WHERE {{
          ?attacker rg:attacks ?claim ; rg:start ?start ; rg:holder/rdfs:label ?who .
          {stated("attacker", "attacker_text")} ?claim rg:holder/rdfs:label ?whom . {stated("claim", "text")}
        }} ORDER BY ?start LIMIT 4""",
    )
    known = {q.name: q for q in site.catalogue}
    await show(
        site,
        scope,
        send,
        "front.html",
        headers={"Link": of_dataset(site.config)},
        counts=[(name, counts.get(name, 0), address) for _, name, address in _COUNTED],
        stories=await _stories(site),
        documents=plain(documents),
        reviewed=[{"status": r["status"].rsplit("/", 1)[-1], "n": int(r["n"])} for r in plain(status)],
        disputed=plain(disputed),
        starts=[known[n] for n in _STARTS if n in known],
        total=len(site.catalogue),
    )


async def _stories(site: Site) -> list[dict[str, str]]:
    """One thing of each kind to begin with, where there is one."""
    found = []
    for title, query in _STORIES:
        rows = plain(await site.once(f"front {title}", query))
        if rows and "iri" in rows[0]:
            found.append({"title": title, "iri": rows[0]["iri"], "words": rows[0].get("words", "")})
    return found
