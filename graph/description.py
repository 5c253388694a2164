"""What a graph says of itself in itself: a dataset after VoID and DCAT, with its licence and where it is
asked, so that who has the data alone knows whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.extract.workspace import Settings
from regesta.graph.rdf import Literal, NamedNode, Triple
from regesta.ontology.terms import NAMESPACE, ONTOLOGY

A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_DCTERMS = "http://purl.org/dc/terms/"


def dataset_of(base: str) -> NamedNode:
    """`<base>dataset`: the IRI of a workspace's graph as a dataset."""
    return NamedNode(f"{base}dataset")


def described_dataset(
    base: str, *, title: str, endpoint: str, licence: str = "", landing: str = ""
) -> Iterator[Triple]:
    """The dataset, asked at `endpoint`. No numbers: they change with every verdict, and VoID over HTTP has
    them."""
    data, service = dataset_of(base), NamedNode(endpoint)

    def said(node: NamedNode, space: str, name: str, value: NamedNode | Literal) -> Triple:
        return Triple(node, NamedNode(space + name), value)

    yield Triple(data, A, NamedNode(_VOID + "Dataset"))
    yield Triple(data, A, NamedNode(_DCAT + "Dataset"))
    yield said(data, _DCTERMS, "title", Literal(title))
    yield said(data, _DCTERMS, "conformsTo", NamedNode(ONTOLOGY))
    yield said(data, _VOID, "sparqlEndpoint", service)
    yield said(data, _VOID, "uriSpace", Literal(base))
    yield said(data, _VOID, "vocabulary", NamedNode(NAMESPACE))
    if landing:
        yield said(data, _DCAT, "landingPage", NamedNode(landing))
    if licence:
        yield said(data, _DCTERMS, "license", NamedNode(licence))


def described_service(base: str, *, endpoint: str, licence: str = "") -> Iterator[Triple]:
    """The service at `endpoint` that answers queries about the dataset."""
    service = NamedNode(endpoint)
    yield Triple(service, A, NamedNode(_DCAT + "DataService"))
    yield Triple(service, NamedNode(_DCAT + "endpointURL"), service)
    yield Triple(service, NamedNode(_DCAT + "servesDataset"), dataset_of(base))
    if licence:
        yield Triple(service, NamedNode(_DCTERMS + "license"), NamedNode(licence))


def described_workspace(settings: Settings) -> Iterator[Triple]:
    """The dataset of a workspace as its settings tell of it. Without a public address the endpoint is the
    address under the base, which is where the base leads."""
    public = str(settings.serve.get("public_url", "")).rstrip("/")
    yield from described_dataset(
        settings.base,
        title=str(settings.serve.get("title", "Regesta")),
        endpoint=f"{public}/sparql" if public else f"{settings.base}sparql",
        licence=settings.licence,
        landing=f"{public}/" if public else "",
    )


__all__ = ["dataset_of", "described_dataset", "described_service", "described_workspace"]
