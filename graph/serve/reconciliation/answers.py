"""What the service says, as JSON: the manifest, results, suggestions, proposed properties and extended rows,
in version 0.2 of the protocol (W3C Entity Reconciliation Community Group) and in the draft of the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from regesta import __version__
from regesta.graph.serve.reconciliation.candidates import Candidate
from regesta.graph.serve.reconciliation.entities import KINDS, Entities, Entity
from regesta.graph.serve.reconciliation.values import Held, Value, cell
from regesta.graph.serve.reconciliation.vocabulary import Term, Vocabulary
from regesta.graph.serve.shared import Site
from regesta.ontology.terms import NAMESPACE

#: Where the service answers, and where its draft does.
PLACE, DRAFT = "/reconcile", "/reconcile/draft"
#: The size of a preview in pixels: a name, its kind and some six lines.
_WIDTH, _HEIGHT = 430, 230
_LIMIT_HELP = "The most values of a cell; 0: all"


def manifest(site: Site, origin: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the service offers, in the words of 0.2."""

    def service(path: str) -> dict[str, str]:
        return {"service_url": origin, "service_path": PLACE + path}

    limit = {"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": _LIMIT_HELP}
    return _about(site, origin, vocabulary, "0.2") | {
        "identifierSpace": site.config.base,
        "schemaSpace": NAMESPACE,
        "suggest": {name: service(f"/suggest/{name}") for name in ("entity", "type", "property")},
        "preview": {
            "url": f"{origin}{PLACE}/preview?id={{{{id}}}}",
            "width": _WIDTH,
            "height": _HEIGHT,
        },
        "extend": {"propose_properties": service("/extend/propose"), "property_settings": [limit]},
    }


def draft_manifest(site: Site, origin: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the service offers, in the words of the draft: its addresses are fixed below it."""
    limit = {"id": "limit", "name": "Limit", "type": "number", "default": 0, "helpText": _LIMIT_HELP}
    return _about(site, origin, vocabulary, "1.0-draft") | {
        "suggest": dict.fromkeys(("entity", "type", "property"), True),
        "preview": {"width": _WIDTH, "height": _HEIGHT},
        "extend": {"proposeProperties": True, "propertySettings": [limit]},
        "standardizedScore": True,
    }


def _about(site: Site, origin: str, vocabulary: Vocabulary, version: str) -> dict[str, Any]:
    kinds = [term for kind in KINDS if (term := vocabulary.type(kind))]
    return {
        "versions": [version],
        "name": site.config.title,
        "serviceVersion": __version__,
        "documentation": f"{origin}/docs/reconciliation/",
        "view": {"url": f"{origin}{PLACE}/view?id={{{{id}}}}"},
        "defaultTypes": [{"id": term.id, "name": term.name} for term in kinds],
    }


def results(
    found: Mapping[str, Sequence[Candidate]], vocabulary: Vocabulary
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The candidates of a batch in the words of 0.2."""
    return {key: {"result": [_candidate(c, vocabulary) for c in listed]} for key, listed in found.items()}


def draft_results(
    found: Sequence[Sequence[Candidate]], vocabulary: Vocabulary
) -> dict[str, list[dict[str, Any]]]:
    """The candidates of a batch in the words of the draft."""
    return {"results": [{"candidates": [_candidate(c, vocabulary) for c in listed]} for listed in found]}


def _candidate(candidate: Candidate, vocabulary: Vocabulary) -> dict[str, Any]:
    entity = candidate.entity
    said = {"description": entity.about} if entity.about else {}
    features = [
        {"id": name, "name": _feature(name, vocabulary), "value": round(100 * value, 2)}
        for name, value in candidate.features.items()
    ]
    return said | {
        "id": entity.id,
        "name": entity.label,
        "type": types(entity, vocabulary),
        "score": round(100 * candidate.score, 2),
        "features": features,
        "match": candidate.match,
    }


def _feature(name: str, vocabulary: Vocabulary) -> str:
    term = vocabulary.property(name)
    return "likeness of the names" if name == "name" else f"likeness of: {term.name if term else name}"


def types(entity: Entity, vocabulary: Vocabulary) -> list[dict[str, str]]:
    """The types of a thing, the rarest (that is, the narrowest) first."""
    known = [term for name in entity.types if (term := vocabulary.type(name))]
    return [{"id": t.id, "name": t.name} for t in sorted(known, key=lambda t: (t.uses, t.id))]


def suggested(entities: Iterable[Entity], vocabulary: Vocabulary) -> dict[str, Any]:
    """Things as somebody types."""
    return {
        "result": [
            {"id": e.id, "name": e.label, "notable": types(e, vocabulary)}
            | ({"description": e.about} if e.about else {})
            for e in entities
        ]
    }


def terms(listed: Iterable[Term]) -> list[dict[str, str]]:
    """Types or properties."""
    return [{"id": t.id, "name": t.name} | ({"description": t.about} if t.about else {}) for t in listed]


def extended(
    asked: Sequence[str], properties: Sequence[tuple[Term, int]], values: Held, entities: Entities
) -> dict[str, Any]:
    """The cells of the rows that were asked for, in the words of 0.2."""
    return {"meta": _meta(properties), "rows": dict(_rows(asked, properties, values, entities))}


def draft_extended(
    asked: Sequence[str], properties: Sequence[tuple[Term, int]], values: Held, entities: Entities
) -> dict[str, Any]:
    """The cells of the rows that were asked for, in the words of the draft."""
    rows = _rows(asked, properties, values, entities)
    return {
        "meta": _meta(properties),
        "rows": [
            {"id": given, "properties": [{"id": p, "values": cells} for p, cells in row.items()]}
            for given, row in rows
        ],
    }


def _meta(properties: Iterable[tuple[Term, int]]) -> list[dict[str, Any]]:
    return [
        {"id": t.id, "name": t.name} | ({"type": {"id": t.values, "name": t.values}} if t.values else {})
        for t, _ in properties
    ]


def _rows(
    asked: Sequence[str], properties: Sequence[tuple[Term, int]], values: Held, entities: Entities
) -> Iterable[tuple[str, dict[str, list[dict[str, Any]]]]]:
    for given in asked:
        thing = entities.get(given)
        yield (
            given,
            {
                term.id: [cell(v, entities) for v in _first(values, thing, term, most)]
                for term, most in properties
            },
        )


def _first(values: Held, thing: Entity | None, term: Term, most: int) -> Sequence[Value]:
    listed = values.get((thing.id, term.id), ()) if thing else ()
    return listed[:most] if most else listed
