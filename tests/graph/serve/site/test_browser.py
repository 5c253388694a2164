"""The pages in a real browser: YASGUI, the argument picture, forms with and without script, and accessibility
by axe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import axe_options
from tests.graph.serve.conftest import opening

VENDOR = Path(__file__).parents[4] / "graph" / "serve" / "site" / "static" / "vendor"
needs_assets = pytest.mark.skipif(
    not (VENDOR / "yasgui.min.js").is_file(), reason="the browser code is not built (make assets)"
)
SHOTS = Path(os.environ.get("REGESTA_ARTEFACTS", Path(__file__).parents[4] / "artefacts"))
BASE = "https://w3id.org/regesta/kg"
RG = "https://w3id.org/regesta/ontology#"


@pytest.fixture
def visit(browser: Any, served: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page; a script error, a breach of the content policy, or a request to any other host fails the
    test."""
    with opening(browser, expected="status of 4") as open_page:
        yield partial(open_page, served)


def shot(page: Any, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"serve-{name}.png", full_page=True)


def first(served: Any, kind: str) -> str:
    rows = served.values(
        f"SELECT ?s {{ ?s a <{RG}{kind}> FILTER(STRSTARTS(STR(?s), '{BASE}/')) }} ORDER BY ?s LIMIT 1"
    )
    return "/page" + rows[0][0].removeprefix(BASE)


def test_a_name_is_suggested_and_chosen_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit("/")
    page.type("#q", "lencz")
    page.wait_for_selector("#suggested [role=option]")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#q[aria-activedescendant]")
    chosen = page.get_attribute("#q", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    assert "George Lenczowski" in page.inner_text(f"#{chosen}")
    page.keyboard.press("Escape")
    assert page.get_attribute("#q", "aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#suggested [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page/actor/George_Lenczowski")


@needs_assets
def test_a_saved_query_opens_in_the_editor_and_is_drawn(visit: Callable[..., Any]) -> None:
    page = visit("/sparql")
    page.wait_for_selector("#yasgui .CodeMirror-line")
    assert "rg:Claim" in page.inner_text("#yasgui .tabPanel.active .CodeMirror")  # not an empty sheet
    assert not page.is_visible("#query-form")
    page.click("a[data-example=holders]")
    page.click("#yasgui .tabPanel.active .yasqe_queryButton")
    page.wait_for_selector("#yasgui .tabPanel.active table tbody tr")
    assert "Fawcett" in page.inner_text("#yasgui .tabPanel.active .yasr_results")
    page.click("#yasgui .tabPanel.active .select_chart")
    bars = page.locator("#yasgui .tabPanel.active .rg-view rect")
    bars.first.wait_for()
    assert bars.count() == int(page.inner_text("#yasgui .tabPanel.active .yasr_response_chip").split()[0])
    shot(page, "chart")


@needs_assets
@pytest.mark.parametrize(
    ("query", "view", "drawn"),
    [
        ("SELECT ?d ?label { ?x rg:earliest ?d ; rdfs:label ?label }", "timeline", ".rg-view time"),
        ("CONSTRUCT { ?a rg:attacks ?b } WHERE { ?a rg:attacks ?b }", "graph", ".rg-graph canvas"),
    ],
)
def test_results_have_views(visit: Callable[..., Any], query: str, view: str, drawn: str) -> None:
    page = visit("/sparql")
    page.wait_for_selector("#yasgui .CodeMirror-line")
    prefixes = f"PREFIX rg: <{RG}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    page.evaluate(
        "text => document.querySelector('#yasgui .tabPanel.active .CodeMirror').CodeMirror.setValue(text)",
        prefixes + query,
    )
    page.click("#yasgui .tabPanel.active .yasqe_queryButton")
    page.click(f"#yasgui .tabPanel.active .select_{view}:not(.disabled)")
    page.wait_for_selector(f"#yasgui .tabPanel.active {drawn}")
    shot(page, view)


@needs_assets
def test_completion_is_our_own_vocabulary(visit: Callable[..., Any]) -> None:
    page = visit("/sparql")
    page.wait_for_selector("#yasgui .CodeMirror-line")
    page.evaluate(
        """prefix => { const editor = document.querySelector('#yasgui .tabPanel.active .CodeMirror').CodeMirror;
        editor.setValue(prefix + '\\nSELECT * { ?x a rg:Decis'); editor.setCursor(1, 24); editor.focus(); editor.autocomplete(); }""",
        f"PREFIX rg: <{RG}>",
    )
    page.wait_for_selector(".CodeMirror-hint")
    assert page.locator(".CodeMirror-hint").all_inner_texts() == ["rg:Decision", "rg:DecisionMention"]


@needs_assets
def test_a_query_in_the_address_stands_in_one_tab_above_its_answer(visit: Callable[..., Any]) -> None:
    page = visit("/sparql?query=SELECT+%3Fs+%7B+%3Fs+a+rg%3APerson+%7D")
    page.wait_for_selector("#yasgui .CodeMirror-line")
    assert "rg:Person" in page.inner_text("#yasgui .tabPanel.active .CodeMirror")
    page.wait_for_selector(".tabPanel.active .yasr_results tbody tr")
    assert page.locator("#answer").count() == 0  # once only: the editor's answer takes the page's place
    assert page.locator("#yasgui .tab:not(.addTab)").count() == 1


@needs_assets
def test_the_argument_around_a_claim_is_drawn(visit: Callable[..., Any], served: Any) -> None:
    ((claim,),) = served.values(f"SELECT ?c {{ ?c <{RG}attacks> ?o }}")
    page = visit("/page" + claim.removeprefix(BASE))
    page.wait_for_selector("#argument[data-drawn]")
    assert int(page.get_attribute("#argument", "data-drawn")) >= 1
    shot(page, "argument")


def test_forms_work_without_script(visit: Callable[..., Any]) -> None:
    page = visit("/sparql", java_script_enabled=False)
    page.fill("#query", "SELECT ?s { ?s a rg:Person }")
    page.click("main button")
    assert page.locator("#answer tbody tr").count() > 0
    page.goto("/queries/claims-by-holder")
    page.fill("#p-holder", "Louise Fawcett")
    page.click("main button")
    assert "local roots" in page.inner_text("#outcome")


def test_a_form_answers_in_place(visit: Callable[..., Any]) -> None:
    page = visit("/queries/claims-by-holder")
    page.fill("#p-holder", "Louise Fawcett")
    page.click("main button")
    page.wait_for_selector("#outcome tbody tr")
    assert "local roots" in page.inner_text("#outcome")
    assert "holder=Louise" in page.url


KINDS = [
    "Claim",
    "Decision",
    "Event",
    "Person",
    "Source",
    "Citation",
    "Footnote",
    "Sentence",
    "Division",
    "Document",
    "ArchivalUnit",
    "Verdict",
    "Proposition",
    "Passage",
    "ArgumentLink",
    "Policy",
]
PLACES = [
    "/",
    "/queries/",
    "/queries/claims-by-holder?holder=Fawcett",
    "/queries/timeline?from=yesterday",
    "/sparql",
    "/search?q=autonomist",
    "/search?q=Lenczowski",
    "/changes",
    "/ontology",
    "/nothing",
    "/people",
    "/debate?how=attacks",
    "/timeline",
    "/archives",
    "/slips",
    "/read/page",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_telephone(
    visit: Callable[..., Any], served: Any, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    page = visit("/", color_scheme=scheme, viewport={"width": 390, "height": 844})
    found = {}
    for path in [*PLACES, *(first(served, kind) for kind in KINDS)]:
        page.goto(path)
        if path == "/sparql" and (VENDOR / "yasgui.min.js").is_file():
            page.wait_for_selector("#yasgui .CodeMirror-line")
        # What YASGUI draws inside its editor is its own; everything around it is ours.
        result = axe.Axe().run(page, context={"exclude": [["#yasgui"]]}, options=axe_options(scheme))
        said = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in result.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            said.append("wider than the window")
        if said:
            found[path] = said
    assert found == {}
