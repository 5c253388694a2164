"""The pages and the data of every thing in the graph, as a browser and a program ask for them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from rdflib import Graph, URIRef

BASE = "https://w3id.org/regesta/kg"
RG = "https://w3id.org/regesta/ontology#"


class _Checked(HTMLParser):
    """Checks that tags close, and gathers links, labels and headings."""

    VOID = frozenset(["meta", "link", "input", "br", "hr", "img"])

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.labelled: set[str] = set()
        self.controls: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag in ("h1", "h2"):
            self.headings.append(tag)
        if tag == "label":
            self.labelled.add(given.get("for") or "")
        if tag in ("input", "select", "textarea"):
            self.controls.add(given.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "dt", "dd", "tr", "td", "th", "option") and self.open and self.open[-1] != tag:
            return
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


def read(got: Any) -> _Checked:
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in got.headers["content-security-policy"]
    parsed = _Checked()
    parsed.feed(got.text)
    assert parsed.headings.count("h1") == 1
    assert parsed.controls <= parsed.labelled, "every control has a label"
    return parsed


def things(served: Any, kind: str) -> list[str]:
    return [row[0] for row in served.values(f"SELECT DISTINCT ?s {{ ?s a <{RG}{kind}> }} ORDER BY ?s")]


@pytest.mark.parametrize(
    "kind",
    [
        "Claim",
        "Event",
        "Decision",
        "Person",
        "Source",
        "Citation",
        "Footnote",
        "Sentence",
        "Division",
        "Document",
        "ArchivalUnit",
        "Verdict",
        "EvidenceLink",
        "ArgumentLink",
        "Passage",
        "Proposition",
    ],
)
def test_every_thing_has_a_page_and_data(served: Any, kind: str) -> None:
    found = [iri for iri in things(served, kind) if iri.startswith(BASE)]
    assert found
    for iri in found:
        path = iri.removeprefix(BASE)
        people = served.client.get(path, headers={"Accept": "text/html"})
        assert (people.status_code, people.headers["location"]) == (303, f"/page{path}")
        page = served.client.get(people.headers["location"])
        assert page.status_code == 200
        read(page)
        programs = served.client.get(path, headers={"Accept": "text/turtle"})
        assert (programs.status_code, programs.headers["location"]) == (303, f"/data{path}.ttl")
        data = Graph().parse(data=served.client.get(programs.headers["location"]).text, format="turtle")
        assert (URIRef(iri), None, None) in data


def test_pages_and_rows_say_how_a_statement_was_accepted(served: Any) -> None:
    claim, citation = things(served, "Claim")[0], things(served, "Citation")[0]
    page = served.client.get(f"/page{claim.removeprefix(BASE)}").text
    assert '<span class="tag reviewed">reviewed</span>' in page
    assert re.search(
        r"judged one by one, by (<a [^>]*>)?[\w -]*0000-0002-1825-0097.*, \d{1,2} [A-Z][a-z]+ \d{4}", page
    )
    by_policy = served.client.get(f"/page{citation.removeprefix(BASE)}").text
    assert "accepted by apparatus@1; nobody has judged it" in by_policy
    holder = served.values(f"SELECT ?h {{ <{claim}> <{RG}holder> ?h }}")[0][0]
    for address in (f"/page{holder.removeprefix(BASE)}", f"/queries/claims-by-holder?holder={holder}"):
        text = served.client.get(address, headers={"Accept": "text/html"}).text
        row = re.search(rf"{claim.removeprefix(BASE)}[^>]*>[^<]*</a> <span class=.tag (\w+)", text)
        assert row is not None, address
        assert row[1] == "reviewed"


def test_links_on_pages_lead_somewhere(served: Any) -> None:
    pages = ["/", "/queries/", "/ontology"] + [
        f"/page{iri.removeprefix(BASE)}"
        for kind in ("Claim", "Decision", "Source", "Footnote")
        for iri in things(served, kind)
    ]
    links = {link for page in pages for link in read(served.client.get(page)).links if link.startswith("/")}
    assert len(links) > 50
    for link in sorted(links):
        assert served.client.get(
            link, follow_redirects=True, headers={"Accept": "text/html,*/*;q=0.5"}
        ).status_code in (200, 400), link


def test_the_claim_page_shows_the_whole_chain(served: Any) -> None:
    ((iri,),) = served.values(f"SELECT ?c {{ ?c <{RG}attacks> ?o }}")
    text = served.client.get(f"/page{iri.removeprefix(BASE)}").text
    assert "A. Writer" in text  # who holds it
    assert "<mark>This view is not convincing</mark>" in text  # the exact words, in their sentence
    assert "Lenczowski held that Moscow alone" in text  # the sentence before
    assert "Ibid., p. 60" in text  # the citation
    assert "Hartwell" in text  # the document it resolves to
    assert re.search(r'href="/archive/TNA/class/FO_371/piece/52740">piece 52740', text)  # where that is kept
    assert "It rejects what George Lenczowski says" in text
    assert "read against the page" in text  # who accepted it, and why
    attacked = served.values(f"SELECT ?o {{ <{iri}> <{RG}attacks> ?o }}")[0][0]
    assert (
        "Rejected by the author, A. Writer" in served.client.get(f"/page{attacked.removeprefix(BASE)}").text
    )


def test_a_candidate_says_that_it_is_not_accepted(served: Any) -> None:
    rows = served.values(f"SELECT ?s {{ GRAPH <{BASE}/graph/candidates> {{ ?s a <{RG}Discrepancy> }} }}")
    assert rows
    page = served.client.get(f"/page{rows[0][0].removeprefix(BASE)}")
    assert page.status_code == 200
    assert "Two dates." in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/claim/ffffffffffff",
        "/nothing",
        "/page/nothing",
        "/data/nothing.ttl",
        "/queries/nothing",
        "/claim/%3Cscript%3E",
    ],
)
def test_what_is_not_there_is_404(served: Any, path: str) -> None:
    got = served.client.get(path, headers={"Accept": "text/html"})
    assert got.status_code == 404
    assert "<script>" not in got.text
    read(got)


def test_a_saved_query_has_a_form_a_page_and_data(served: Any) -> None:
    form = read(served.client.get("/queries/claims-by-holder", headers={"Accept": "text/html"}))
    assert "p-holder" in form.controls
    page = served.client.get(
        "/queries/claims-by-holder", params={"holder": "Fawcett"}, headers={"Accept": "text/html"}
    )
    assert "the autonomists of Tabriz had local roots" in page.text
    table = served.client.get(
        "/queries/claims-by-holder", params={"holder": "Louise Fawcett", "format": "csv"}
    )
    assert table.headers["content-type"].startswith("text/csv")
    assert "the autonomists of Tabriz had local roots" in table.text
    assert (
        served.client.get("/queries/claims-by-holder.srj", params={"holder": "Fawcett"}).json()["head"][
            "vars"
        ][0]
        == "claim"
    )


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/queries/claims-by-holder?format=csv", 400, "needs the parameter holder"),
        ("/queries/claims-by-holder?holder=Louise+Fawcet&format=csv", 400, "did you mean Louise Fawcett"),
        ("/queries/claim-by-holder?format=csv", 404, "Did you mean claims-by-holder"),
        ("/queries/timeline?from=yesterday&format=csv", 400, "YYYY-MM-DD"),
        ("/queries/timeline?page=0&format=csv", 400, "page is a whole number"),
        ("/queries/timeline?format=nonsense", 406, "choose one of"),
    ],
)
def test_a_wrong_question_says_what_is_right(served: Any, address: str, status: int, says: str) -> None:
    got = served.client.get(address)
    assert got.status_code == status
    assert says in got.json()["detail"]


def test_rows_come_in_pages(served: Any) -> None:
    whole = served.client.get("/queries/actors?format=csv").text.splitlines()
    first = served.client.get("/queries/actors?format=csv&size=2")
    second = served.client.get("/queries/actors?format=csv&size=2&page=2").text.splitlines()
    assert first.text.splitlines() == whole[:3]
    assert second[1:] == whole[3:5]
    assert 'rel="next"' in first.headers["link"]
    assert "prev" not in first.headers["link"]
    for form in ("csv", "tsv", "json", "xml"):
        last = served.client.get("/queries/actors", params={"format": form, "size": len(whole), "page": 1})
        assert "link" not in last.headers, form  # a page that is not full is the last
    middle = served.client.get("/queries/actors?format=xml&size=2&page=2").headers["link"]
    assert [re.search(rf'page=(\d+)>; rel="{rel}"', middle)[1] for rel in ("first", "prev", "next")] == [
        "1",
        "1",
        "3",
    ]  # type: ignore[index]


def test_openapi_describes_every_query(served: Any) -> None:
    described = served.client.get("/queries/openapi.json").json()
    assert described["openapi"].startswith("3.")
    for query in served.site.catalogue:
        entry = described["paths"][f"/queries/{query.name}"]["get"]
        assert {p["name"] for p in entry["parameters"]} == {p.name for p in query.parameters} | {
            "page",
            "size",
            "format",
            "aligned",
            "timeout",
        }


def test_the_openapi_description_is_valid(served: Any) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    described = served.client.get("/queries/openapi.json").json()
    schemathesis.openapi.from_dict(described).validate()
    del described["info"]["title"]
    with pytest.raises(Exception, match="title"):
        schemathesis.openapi.from_dict(described).validate()  # it does look


def test_the_catalogue_is_rdf_too(served: Any) -> None:
    data = Graph().parse(
        data=served.client.get("/queries/", headers={"Accept": "text/turtle"}).text, format="turtle"
    )
    shacl = "http://www.w3.org/ns/shacl#"
    texts = dict(data.subject_objects(URIRef(shacl + "select")))
    assert len(texts) == len(served.site.catalogue)
    for address, text in texts.items():
        assert served.sparql(str(text)).status_code == 200, address


def test_search_finds_words_in_claims_names_and_notes(served: Any) -> None:
    page = served.client.get("/search", params={"q": "autonomist"})
    assert "<mark>autonomists</mark>" in page.text
    read(page)
    assert "Hartwell" in served.client.get("/search", params={"q": '"FO 371"'}).text
    assert "0 places" in served.client.get("/search", params={"q": "zzzz"}).text


def test_search_inside_sparql_gives_scores(served: Any) -> None:
    rows = served.values(
        'PREFIX rgs: <https://w3id.org/regesta/search#> SELECT ?c ?score { (?c ?score) rgs:matches "local roots" . ?c a rg:Claim } ORDER BY DESC(?score)'
    )
    assert len(rows) == 1
    assert float(rows[0][1]) > 0


@pytest.mark.parametrize(
    "pattern", ["?x ?p ?y ; rgs:matches 'a'", "?x rgs:matches ?words", "?x rgs:matches '...'"]
)
def test_a_search_that_cannot_be_made_says_how(served: Any, pattern: str) -> None:
    got = served.sparql(f"SELECT ?x {{ {pattern} }}")
    assert got.status_code == 400
    assert "rgs:matches" in got.json()["detail"] or "no word" in got.json()["detail"]


def test_void_and_vocabulary(served: Any) -> None:
    void = Graph().parse(
        data=served.client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text, format="turtle"
    )
    assert (None, URIRef("http://rdfs.org/ns/void#sparqlEndpoint"), URIRef(f"{served.url}/sparql")) in void
    assert 'id="Claim"' in served.client.get("/ontology", headers={"Accept": "text/html"}).text
    assert "owl:Class" in served.client.get("/ontology", headers={"Accept": "text/turtle"}).text


def test_the_catalogue_can_be_queried_in_the_graph(page: Any, tmp_path: Any) -> None:
    from regesta.graph.build import build
    from regesta.graph.serve.protocol.examples import catalogue_quads
    from regesta.graph.serve.workers.engine import execute
    from regesta.queries.saved import Catalogue

    space = page(tmp_path / "w")
    shipped = catalogue_quads(Catalogue.load(), space.settings.base)
    first = build(space, catalogue=shipped)
    asked = f"SELECT ?q {{ GRAPH <{BASE}/graph/queries> {{ ?q a <http://www.w3.org/ns/shacl#SPARQLSelectExecutable> ; <https://schema.org/keywords> 'archives' }} }}"
    assert (f"{BASE}/queries/archives",) in execute(space.snapshots, asked).values()
    assert build(space, catalogue=shipped).unchanged
    (tmp_path / "mine.rq").write_text("#+ summary: Mine\n#+ tags: [archives]\nSELECT ?s { ?s ?p ?o }\n")
    again = build(space, catalogue=catalogue_quads(Catalogue.load([tmp_path]), space.settings.base))
    assert (again.unchanged, again.digest) == (
        False,
        first.digest,
    )  # accepted knowledge is the same, the catalogue is not
    assert (f"{BASE}/queries/mine",) in execute(space.snapshots, asked).values()
