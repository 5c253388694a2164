"""What the page of a thing shows, by what the thing is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views import (
    act,
    actor,
    apparatus,
    archive,
    claim,
    contradiction,
    discrepancy,
    place,
    proposition,
    source,
    text,
    thing,
    verdict,
)
from regesta.ontology.terms import RG

View = Callable[[Site, NamedNode, tuple[str, ...]], Awaitable[dict[str, Any]]]

#: The most telling class first.
_VIEWS: tuple[tuple[NamedNode, str, View], ...] = (
    (RG.Claim, "claim.html", claim.view),
    (RG.Decision, "act.html", act.view),
    (RG.Event, "act.html", act.view),
    (RG.Discrepancy, "slip.html", discrepancy.view),
    (RG.Contradiction, "contradiction.html", contradiction.view),
    (RG.EventMention, "mention.html", act.mention),
    (RG.Source, "source.html", source.view),
    (RG.ArchivalUnit, "archive.html", archive.view),
    (RG.Footnote, "footnote.html", text.footnote),
    (RG.Sentence, "sentence.html", text.sentence),
    (RG.Division, "division.html", text.division),
    (RG.Document, "document.html", text.document),
    (RG.Agent, "actor.html", actor.view),
    (RG.Citation, "citation.html", apparatus.citation),
    (RG.Position, "proposition.html", proposition.position),
    (RG.Proposition, "proposition.html", proposition.view),
    (RG.Verdict, "verdict.html", verdict.view),
    (RG.Policy, "policy.html", verdict.policy),
    (RG.ArgumentLink, "link.html", apparatus.argument),
    (RG.EvidenceLink, "link.html", apparatus.evidence),
    (RG.Passage, "passage.html", apparatus.passage),
    (RG.Place, "place.html", place.view),
)


async def template_and_values(
    site: Site, iri: NamedNode, graphs: tuple[str, ...]
) -> tuple[str, dict[str, Any]]:
    """The template of a thing's page and what fills it."""
    rows = await site.rows(f"SELECT DISTINCT ?type {{ {iri} a ?type }}", graphs=graphs)
    types = {row["type"]["value"] for row in rows}
    common = {"verdicts": await thing.verdicts(site, iri), "standing": await thing.standing(site, iri)}
    for kind, template, view in _VIEWS:
        if kind.value in types:
            return template, common | await view(site, iri, graphs)
    return "thing.html", common | await thing.view(site, iri, graphs)
