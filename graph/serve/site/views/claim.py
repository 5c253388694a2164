"""The page of a claim: who holds it, in which words, on which evidence, against whom, and who accepted it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from regesta.graph.bundle.verbatim import given
from regesta.graph.map.denials import stance
from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views import evidence
from regesta.graph.serve.site.views.citing import cited_claim
from regesta.graph.serve.site.views.grounds import grounds
from regesta.graph.serve.site.views.reading import Plain, ask, by_author, by_whom, marked, stated, word
from regesta.ontology.terms import concept

_RELATIONS = (
    "VALUES (?property ?how) { (rg:supports 'supports') (rg:attacks 'attacks') (rg:undercuts "
    "'undercuts') (rg:concedes 'concedes') }"
)

#: The answers to a claim that were proposed and are neither accepted nor rejected, by what they do.
_PROPOSED = """SELECT ?how (COUNT(DISTINCT ?other) AS ?count) WHERE {{ GRAPH <{graph}> {{
          ?link rg:argumentTo {claim} ; rg:argumentFrom ?other ; rg:argumentType ?type ; rg:status ?status .
          ?other rg:status ?standing . FILTER(?status IN ({open}) && ?standing != {rejected})
          BIND(REPLACE(STR(?type), "^.*/", "") AS ?how) }} }}
          GROUP BY ?how ORDER BY ?how"""
#: What is to be judged.
_OPEN = ", ".join(str(concept("status", status)) for status in ("candidate", "deferred"))
#: How a claim is rejected: it is said to be wrong, or its grounds are.
_REJECT = ("attacks", "undercuts")


async def view(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> dict[str, Any]:
    """Everything the graph knows of a claim, gathered for its page."""
    (row, *_) = await ask(
        site,
        f"""SELECT ?text ?label ?cue ?voice ?certainty ?polarity ?sentence ?sentence_text ?start ?division
          ?division_label ?document ?title ?proposition ?outer ?outer_text ?wording WHERE {{
          {iri} rg:text ?text ; rg:voice ?voice ; rg:certainty ?certainty ; rg:polarity ?polarity ;
          rg:inDocument ?document .
          OPTIONAL {{ {iri} rg:start ?start }}
          OPTIONAL {{ {iri} rg:states ?proposition }}
          OPTIONAL {{ {iri} rg:cue ?cue }}
          OPTIONAL {{ {iri} rg:wording ?wording }}
          OPTIONAL {{ {iri} rdfs:label ?label }}
          OPTIONAL {{ {iri} rg:within ?outer . {stated("outer", "outer_text")} }}
          OPTIONAL {{ {iri} rg:inSentence ?sentence . ?sentence rg:text ?sentence_text }}
          OPTIONAL {{ {iri} rg:inSentence/rg:inDivision ?division . ?division rdfs:label ?division_label }}
          OPTIONAL {{ ?document rdfs:label ?title }}
        }} LIMIT 1""",
        ("", *graphs) if "" not in graphs else graphs,
    ) or [{}]
    parts, holders, answers, answered, before, after = await asyncio.gather(
        ask(
            site,
            f"SELECT ?quote ?start ?end {{ {iri} rg:expressedIn ?p . ?p rg:start ?start ; rg:end "
            f"?end . OPTIONAL {{ ?p rg:quote ?quote }} }} ORDER BY ?start",
            graphs,
        ),
        ask(
            site,
            f"SELECT ?holder ?name {{ {iri} rg:holder ?holder . ?holder rdfs:label ?name }} ORDER BY ?name",
            graphs,
        ),
        _relations(site, f"?other ?property {iri} .", graphs),
        _relations(site, f"{iri} ?property ?other .", graphs),
        _neighbour(site, row, "<", "DESC", graphs),
        _neighbour(site, row, ">", "ASC", graphs),
    )
    notes, citations, rests_on, acts, same, document = await asyncio.gather(
        evidence.notes(site, iri, graphs),
        evidence.citations(site, iri, graphs),
        grounds(site, (iri.value, *(a["other"] for a in answers)), graphs),
        ask(
            site,
            f"SELECT DISTINCT ?act ?label {{ ?act rg:reportedIn {iri} ; rdfs:label ?label }} ORDER BY ?label",
            graphs,
        ),
        ask(
            site,
            f"SELECT DISTINCT ?other ?name {{ {iri} rg:states ?p . ?other rg:states ?p ; "
            f"rg:holder/rdfs:label ?name . FILTER(?other != {iri}) }} ORDER BY ?name",
            graphs,
        ),
        _document(site, row.get("document", "")),
    )
    does = stance(row.get("label", ""))
    worded = row.get("wording") or (row.get("text", "") if does == "holds" else row["label"])
    return {
        "claim": row,
        "title": worded or iri.value,
        "does": does,
        "words": {k: word(row[k]) for k in ("voice", "certainty", "polarity") if k in row},
        "sentence": _sentence(row, parts),
        "parts": parts,
        "before": before,
        "after": after,
        "holders": holders,
        "citing": cited_claim(
            worded,
            [h["name"] for h in holders],
            document,
            iri.value,
            site.current().generation,
        ),
        "notes": notes,
        "citations": citations,
        "answers": answers,
        "rejections": [a for a in answers if a["how"] in _REJECT],
        "proposed": await _proposed(site, iri),
        "agreements": _agreements(row, answers),
        "grounds": rests_on,
        "answered": answered,
        "acts": acts,
        "same": same,
    }


def _sentence(row: Plain, parts: Sequence[Plain]) -> Markup | None:
    """The sentence of a claim, what is claimed and what attributes it marked; None where it is not given."""
    around = row.get("sentence_text", "")
    if not given(around):
        return None
    quotes = [p["quote"] for p in parts if "quote" in p] or [row.get("text", "")]
    return marked(around, quotes, row.get("cue", ""))


def _agreements(row: Plain, answers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The author's claims that support somebody else's; those that support the author's are reasons."""
    if word(row.get("voice", "")) == "author":
        return []
    return [a for a in answers if a["how"] == "supports" and a["by_author"]]


async def _neighbour(site: Site, row: dict[str, str], side: str, order: str, graphs: tuple[str, ...]) -> str:
    if "division" not in row or "sentence" not in row:
        return ""
    sentence, division = NamedNode(row["sentence"]), NamedNode(row["division"])
    found = await ask(
        site,
        f"SELECT ?text {{ {sentence} rg:start ?here . ?s rg:inDivision {division} ; a "
        f"rg:Sentence ; rg:start ?there ; rg:text ?text . FILTER(?there {side} ?here) }} "
        f"ORDER BY {order}(?there) LIMIT 1",
        graphs,
    )
    return found[0]["text"] if found and given(found[0]["text"]) else ""


async def _relations(site: Site, pattern: str, graphs: tuple[str, ...]) -> list[dict[str, Any]]:
    """Claims that stand in a relation to this one: rejections first, of each kind the author's first; `by`
    says who holds them."""
    rows = await ask(
        site,
        f"""SELECT ?how ?other ?text ?voice
          (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?who) WHERE {{
          {_RELATIONS} {pattern} {stated("other", "text")} OPTIONAL {{ ?other rg:voice ?voice }}
          OPTIONAL {{ ?other rg:holder/rdfs:label ?name }}
        }} GROUP BY ?how ?other ?text ?voice ORDER BY ?how ?text""",
        graphs,
    )
    found: list[dict[str, Any]] = []
    for row in (r for r in rows if "other" in r):
        found.append({**row, "by_author": by_author(row), "by": by_whom(row, "who") or "nobody named"})
    return sorted(found, key=lambda r: (r["how"] not in _REJECT, not r["by_author"]))


async def _proposed(site: Site, iri: NamedNode) -> list[tuple[str, int]]:
    """How many answers of each kind were proposed that nobody has judged."""
    query = _PROPOSED.format(
        graph=site.with_candidates[-1], claim=iri, open=_OPEN, rejected=concept("status", "rejected")
    )
    return [(row["how"], int(row["count"])) for row in await ask(site, query, None)]


async def _document(site: Site, document: str) -> dict[str, str]:
    """Title, author's name and year of a document, as far as they are known."""
    rows = await ask(
        site,
        f"""SELECT ?title ?name ?year WHERE {{ <{document}> rdfs:label ?title .
          OPTIONAL {{ <{document}> rg:year ?year }} OPTIONAL {{ <{document}> rg:author/rdfs:label ?name }}
        }} LIMIT 1""",
        ("",),
    )
    return rows[0] if rows else {}
