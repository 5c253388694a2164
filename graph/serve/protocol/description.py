"""What the endpoint says of itself: the SPARQL 1.1 Service Description, and the VoID description of the
data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starlette.types import Scope, Send

from regesta.graph.description import dataset_of, described_dataset, described_service
from regesta.graph.rdf import BlankNode, Literal, NamedNode, Triple
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.negotiation import GRAPHS, TABLES, choose
from regesta.graph.serve.protocol.responding import header, send_body
from regesta.graph.serve.search.matching import MATCHES
from regesta.graph.serve.shared import Site
from regesta.graph.serve.workers.answering import PREFIXES, used_prefixes
from regesta.graph.store.syntax import serialise

_RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_XSD = PREFIXES["xsd"]
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nquads": "N-Quads",
}
_LIMITS = "https://w3id.org/regesta/limits#"


def _sd(name: str) -> NamedNode:
    return NamedNode(PREFIXES["sd"] + name)


def _void(name: str) -> NamedNode:
    return NamedNode(PREFIXES["void"] + name)


def _number(value: float) -> Literal:
    return Literal(int(value)) if float(value).is_integer() else Literal(value)


_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?|\[[0-9A-Fa-f:.]+\](?::[0-9]+)?")


def origin(site: Site, scope: Scope) -> str:
    """The address clients see this server under."""
    if site.config.public_url:
        return site.config.public_url.rstrip("/")
    host = header(scope, b"host")
    if not _HOST.fullmatch(host):
        host = "localhost"
    return f"{scope.get('scheme', 'http')}://{host}"


async def send_triples(site: Site, scope: Scope, send: Send, triples: list[Triple]) -> None:
    """Triples in the syntax the client likes best."""
    syntax = choose(header(scope, b"accept"), GRAPHS)
    if syntax is None:
        raise Problem(
            406, "No syntax you accept is offered", f"this comes as {', '.join(s.media for s in GRAPHS)}"
        )
    body = serialise(triples, syntax.name, prefixes=used_prefixes(triples))
    assert body is not None
    media = f"{syntax.media}; charset=utf-8" if syntax.media.startswith("text/") else syntax.media
    await send_body(
        scope,
        send,
        200,
        body,
        {"Content-Type": media, "Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"},
    )


async def service_description(site: Site, scope: Scope, send: Send) -> None:
    """The description of the endpoint, with the limits queries run under."""
    config = site.config
    service = NamedNode(origin(site, scope) + "/sparql")
    dataset, default = BlankNode("dataset"), BlankNode("default")
    triples = [
        Triple(service, _RDF_TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), service),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("feature"), _sd("EmptyGraphs")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, _RDF_TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, _RDF_TYPE, _sd("Graph")),
        Triple(default, NamedNode(PREFIXES["rdfs"] + "label"), Literal("accepted knowledge")),
        Triple(service, _sd("propertyFeature"), NamedNode(MATCHES)),
        *(
            Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + _FORMAT_NAMES[s.name]))
            for s in (*TABLES, *GRAPHS)
        ),
        Triple(service, NamedNode(_LIMITS + "deadlineSeconds"), _number(config.deadline)),
        Triple(service, NamedNode(_LIMITS + "memoryBytes"), _number(config.memory)),
        Triple(service, NamedNode(_LIMITS + "resultRows"), _number(config.rows)),
        Triple(service, NamedNode(_LIMITS + "resultBytes"), _number(config.result_bytes)),
        Triple(service, NamedNode(_LIMITS + "requestBytes"), _number(config.request_bytes)),
    ]
    if config.licence:
        licence, says = NamedNode(config.licence), NamedNode(PREFIXES["dcterms"] + "license")
        triples += [Triple(service, says, licence), Triple(dataset, says, licence)]
    if config.token:
        triples.append(Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update")))
    if config.services:
        triples.append(Triple(service, _sd("feature"), _sd("BasicFederatedQuery")))
    for i, row in enumerate(
        await site.once(
            "graphs",
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY DESC(?n) LIMIT 200",
        )
    ):
        node, graph = BlankNode(f"named{i}"), BlankNode(f"graph{i}")
        triples += [
            Triple(dataset, _sd("namedGraph"), node),
            Triple(node, _RDF_TYPE, _sd("NamedGraph")),
            Triple(node, _sd("name"), NamedNode(row["g"]["value"])),
            Triple(node, _sd("graph"), graph),
            Triple(graph, _RDF_TYPE, _sd("Graph")),
            Triple(graph, _void("triples"), Literal(int(row["n"]["value"]))),
        ]
    await send_triples(site, scope, send, triples)


async def void_description(site: Site, scope: Scope, send: Send) -> None:
    """The VoID description of accepted knowledge: size, classes, properties, where to query it."""
    here = origin(site, scope)
    config = site.config
    data = dataset_of(config.base)
    (size,) = await site.once("void-size", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    triples = [
        *described_dataset(
            config.base,
            title=config.title,
            endpoint=f"{here}/sparql",
            licence=config.licence,
            landing=f"{here}/",
        ),
        *described_service(config.base, endpoint=f"{here}/sparql", licence=config.licence),
        Triple(data, _void("triples"), Literal(int(size["n"]["value"]))),
        *_distributions(data, here),
    ]
    for kind, query in (
        ("class", "SELECT ?x (COUNT(?s) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY DESC(?n) ?x"),
        ("property", "SELECT ?x (COUNT(?s) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY DESC(?n) ?x"),
    ):
        for i, row in enumerate(await site.once(f"void-{kind}", query)):
            part = BlankNode(f"{kind}{i}")
            counted = "entities" if kind == "class" else "triples"
            triples += [
                Triple(data, _void(f"{kind}Partition"), part),
                Triple(part, _void(kind), NamedNode(row["x"]["value"])),
                Triple(part, _void(counted), Literal(int(row["n"]["value"]))),
            ]
    triples += await _linksets(site, data)
    triples += await _imports(site, data)
    await send_triples(site, scope, send, triples)


def _distributions(data: NamedNode, here: str) -> Iterator[Triple]:
    """Accepted knowledge as a file, in each syntax, as DCAT tells of it."""
    dcat = "http://www.w3.org/ns/dcat#"
    address = NamedNode(f"{here}/graphs?default")
    yield Triple(data, _void("dataDump"), address)
    for syntax in GRAPHS:
        node = BlankNode(f"file{syntax.name}")
        yield Triple(data, NamedNode(dcat + "distribution"), node)
        yield Triple(node, _RDF_TYPE, NamedNode(dcat + "Distribution"))
        yield Triple(node, NamedNode(dcat + "downloadURL"), address)
        media = NamedNode(f"https://www.iana.org/assignments/media-types/{syntax.media}")
        yield Triple(node, NamedNode(dcat + "mediaType"), media)


async def _linksets(site: Site, data: NamedNode) -> list[Triple]:
    """A void:Linkset per match property and namespace that accepted knowledge links to."""
    query = (
        "SELECT ?p ?space (COUNT(*) AS ?n) { VALUES ?p { skos:exactMatch skos:closeMatch "
        "skos:broadMatch skos:narrowMatch skos:relatedMatch } "
        "VALUES ?kind { rg:Agent rg:Place rg:Archive } ?s a ?kind ; ?p ?o . "
        'BIND(REPLACE(STR(?o), "[^/#]*$", "") AS ?space) } GROUP BY ?p ?space ORDER BY DESC(?n) ?space ?p'
    )
    out: list[Triple] = []
    for i, row in enumerate(await site.once("void-linksets", query)):
        linkset, target = BlankNode(f"linkset{i}"), BlankNode(f"target{i}")
        out += [
            Triple(data, _void("subset"), linkset),
            Triple(linkset, _RDF_TYPE, _void("Linkset")),
            Triple(linkset, _void("linkPredicate"), NamedNode(row["p"]["value"])),
            Triple(linkset, _void("triples"), Literal(int(row["n"]["value"]))),
            Triple(linkset, _void("subjectsTarget"), data),
            Triple(linkset, _void("objectsTarget"), target),
            Triple(target, _RDF_TYPE, _void("Dataset")),
            Triple(target, _void("uriSpace"), Literal(row["space"]["value"])),
        ]
    return out


async def _imports(site: Site, data: NamedNode) -> list[Triple]:
    """The imported graphs as `graph/imports` describes them: datasets of their own, no part of accepted
    knowledge."""
    graph = NamedNode(f"{site.config.base}graph/imports")
    out: list[Triple] = []
    for row in await site.once(
        "void-imports",
        f"SELECT ?g ?title ?n {{ GRAPH {graph} {{ ?g dcterms:title ?title ; void:triples ?n }} "
        f"}} ORDER BY ?g",
    ):
        other = NamedNode(row["g"]["value"])
        out += [
            Triple(data, NamedNode(PREFIXES["rdfs"] + "seeAlso"), other),
            Triple(other, _RDF_TYPE, _void("Dataset")),
            Triple(other, NamedNode(PREFIXES["dcterms"] + "title"), Literal(row["title"]["value"])),
            Triple(other, _void("triples"), Literal(int(row["n"]["value"]))),
        ]
    return out
