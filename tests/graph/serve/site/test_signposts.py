"""Programs are led from any page to data, licence, description and dataset, and find the dataset by SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import rdflib

from regesta.extract.workspace import Workspace

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BASE = "https://w3id.org/regesta/kg/"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")


@pytest.fixture(scope="module")
def licensed(page_space: Workspace, running: Callable[..., Any]) -> Any:
    return running(page_space.snapshots, licence=LICENCE)


def links_of(header: str) -> list[tuple[str, str, str]]:
    """Target, relations and media type of each link."""
    rows = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', header)
    assert len(rows) == header.count("<")
    return [(target, rel, media) for target, rels, media in rows for rel in rels.split()]


def page_of_a_claim(server: Any) -> tuple[str, Any]:
    ((iri,), *_) = server.values("SELECT ?c { ?c a rg:Claim }")
    return iri, server.client.get(
        "/" + iri.removeprefix(BASE), headers={"Accept": "text/html"}, follow_redirects=True
    )


def test_a_page_leads_to_its_thing_data_and_licence(licensed: Any) -> None:
    iri, page = page_of_a_claim(licensed)
    links = links_of(page.headers["link"])
    assert (iri, "cite-as", "") in links
    assert (LICENCE, "license", "") in links
    assert ("https://schema.org/AboutPage", "type", "") in links
    for target, rel, media in links:
        if rel in ("describedby", "collection"):
            reply = licensed.client.get(target, headers={"Accept": media})
            assert reply.headers["content-type"].split(";")[0] == media
    data = licensed.client.get("/data/" + iri.removeprefix(BASE) + ".ttl")
    assert {rel for _, rel, _ in links_of(data.headers["link"])} >= {"describes", "cite-as", "license"}


def test_the_first_page_leads_to_the_dataset(licensed: Any) -> None:
    links = links_of(licensed.client.get("/", headers={"Accept": "text/html"}).headers["link"])
    assert {rel for _, rel, _ in links} == {"cite-as", "describedby", "item", "type", "license"}
    assert (BASE + "dataset", "cite-as", "") in links
    for target, rel, media in links:
        if rel in ("describedby", "item"):
            reply = licensed.client.get(target, headers={"Accept": media})
            assert (reply.status_code, reply.headers["content-type"].split(";")[0]) == (200, media)


def test_other_pages_name_the_licence(licensed: Any, served: Any) -> None:
    for path in ("/queries/", "/claims", "/ontology"):
        got = licensed.client.get(path, headers={"Accept": "text/html"})
        assert (LICENCE, "license", "") in links_of(got.headers["link"]), path
        assert "license" not in served.client.get(path, headers={"Accept": "text/html"}).headers.get(
            "link", ""
        )


def test_descriptions_name_the_licence_and_the_files(licensed: Any) -> None:
    turtle = {"Accept": "text/turtle"}
    told = rdflib.Graph().parse(
        data=licensed.client.get("/.well-known/void", headers=turtle).text, format="ttl"
    )
    data = rdflib.URIRef(BASE + "dataset")
    assert (data, rdflib.RDF.type, DCAT.Dataset) in told
    assert (data, rdflib.DCTERMS.license, rdflib.URIRef(LICENCE)) in told
    assert (data, VOID.sparqlEndpoint, rdflib.URIRef(licensed.url + "/sparql")) in told
    assert len(list(told.objects(data, DCAT.distribution))) == 6
    assert (rdflib.URIRef(licensed.url + "/sparql"), DCAT.servesDataset, data) in told
    service = rdflib.Graph().parse(data=licensed.client.get("/sparql", headers=turtle).text, format="ttl")
    assert (
        rdflib.URIRef(licensed.url + "/sparql"),
        rdflib.DCTERMS.license,
        rdflib.URIRef(LICENCE),
    ) in service


def test_the_dataset_is_found_by_sparql(served: Any) -> None:
    rows = served.values("SELECT ?x ?y { ?x a void:Dataset ; void:sparqlEndpoint ?y }")
    assert rows == [(BASE + "dataset", BASE + "sparql")]
