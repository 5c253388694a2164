"""The pictures in a real browser, over the example essay as `regesta demo` serves it, and an argument of 150
things: drawn, driven by facets and keys, saved, accessible, no wider than the window, nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.graph.serve.conftest import opening

from regesta.extract.workspace import Workspace
from regesta.graph.serve.site.pictures.argument import MOST
from regesta.graph.serve.site.pictures.page import SHAPES

VENDOR = Path(__file__).parents[5] / "graph" / "serve" / "site" / "static" / "vendor"
needs_assets = pytest.mark.skipif(
    not (VENDOR / "dagre.min.js").is_file(), reason="the browser code is not built (make assets)"
)
BASE, RG = "https://w3id.org/regesta/kg", "https://w3id.org/regesta/ontology#"
A, LABEL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2000/01/rdf-schema#label"
XSD = "http://www.w3.org/2001/XMLSchema#"
DRAWN = "figure.picture[data-drawn]"


@pytest.fixture(scope="module")
def essay(example_space: Workspace, running: Any) -> Any:
    """A server on the example essay."""
    return running(example_space.snapshots, documents=example_space.root / "documents")


@pytest.fixture(scope="module")
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page of a server; a script error, a breach of the content policy, or a request to any other
    host fails the test."""
    with opening(browser) as open_page:
        yield open_page


def _large(things: int) -> str:
    """An argument with one claim, answers to it and to its answers, and a source each: `things` in all."""
    lines = []

    def say(subject: str, predicate: str, value: str) -> None:
        lines.append(f"<{BASE}/{subject}> <{predicate}> {value} .")

    for n in range(things // 2):
        say(f"claim/{n}", A, f"<{RG}Claim>")
        say(f"claim/{n}", LABEL, f'"Claim {n}: the war came of what the others had not seen in time."')
        say(f"claim/{n}", RG + "voice", "<https://w3id.org/regesta/scheme/voice/scholar>")
        say(f"claim/{n}", RG + "start", f'"{n}"^^<{XSD}integer>')
        say(f"claim/{n}", RG + "states", f"<{BASE}/proposition/{n}>")
        say(f"claim/{n}", RG + "holder", f"<{BASE}/actor/{n % 9}>")
        say(f"claim/{n}", RG + "citesSource", f"<{BASE}/source/{n}>")
        say(f"source/{n}", LABEL, f'"Work {n} (1990)"')
        if n:
            say(f"claim/{n}", RG + ("attacks" if n % 2 else "supports"), f"<{BASE}/claim/{(n - 1) // 3}>")
    for n in range(9):
        name = "محمد مصدق رئيس الوزراء" if n == 8 else f"Scholar {n} of a University with a Very Long Name"
        say(f"actor/{n}", LABEL, json.dumps(name, ensure_ascii=False))
    return "\n".join(lines)


@pytest.fixture(scope="module")
def large(running: Any, snapshots_of: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server on an argument of 150 things."""
    return running(snapshots_of(tmp_path_factory.mktemp("large"), _large(MOST)))


def test_the_data_of_a_picture_is_what_the_list_shows(essay: Any) -> None:
    for name, things in (("timeline", "events"), ("letters", "letters"), ("places", "places")):
        rows = httpx.get(f"{essay.url}/{name}.csv", timeout=60).text.splitlines()[1:]
        data = httpx.get(f"{essay.url}/{name}/picture.json", timeout=60).json()
        left = data.get("undated", 0) + len(data.get("elsewhere", ()))
        assert len(data[things]) + left == len(rows) > 0, name
    narrowed = httpx.get(f"{essay.url}/timeline/picture.json?kind=order", timeout=60).json()
    assert {event["kind"] for event in narrowed["events"]} == {"order"}
    assert set(SHAPES) == {"timeline", "letters", "places", "archives"}


def test_the_debate_has_a_matrix_whose_fields_open_their_answers(essay: Any) -> None:
    page = httpx.get(f"{essay.url}/debate", timeout=60).text
    assert "Who agrees with whom" in page
    field = page.split('<td class="rejects"><a href="')[1].split('"')[0].replace("&amp;", "&")
    opened = httpx.get(essay.url + field, timeout=60)
    assert opened.status_code == 200
    assert "Between " in opened.text
    assert "Argument map of these" in opened.text


def test_a_map_has_its_words_without_script(essay: Any) -> None:
    page = httpx.get(f"{essay.url}/debate", timeout=60).text
    of = page.split('href="/debate/map?of=')[1].split('"')[0]
    told = httpx.get(f"{essay.url}/debate/map?of={of}", timeout=60).text
    assert "The same in words" in told
    assert 'class="argued"' in told
    assert httpx.get(f"{essay.url}/debate/map?of=proposition/none", timeout=60).status_code == 404


@needs_assets
def test_an_argument_of_150_things_is_drawn_folded_and_gone_through_by_keys(
    visit: Callable[..., Any], large: Any
) -> None:
    page = visit(large, "/debate/map?of=claim/0")
    page.wait_for_selector(DRAWN)
    assert page.get_attribute(".canvas", "data-nodes") == str(MOST)
    # Its bar is a second on a quiet machine; docs/decisions/0013 has what was measured.
    assert int(page.get_attribute("figure.picture", "data-drawn")) < 5_000
    shown = "() => document.querySelectorAll('.node:not([display=none])').length"
    page.focus(".node[tabindex='0']")
    page.keyboard.press("Enter")
    assert "Claim 0" in page.inner_text(".chosen")
    page.keyboard.press("ArrowRight")
    assert "Claim 0:" not in page.inner_text(".chosen .words")
    page.click(".chosen button:has-text('Fold')")
    assert page.evaluate(shown) < MOST
    page.check("[name=layers][value=school]")
    assert page.locator(".lane-name").count() >= 1
    with page.expect_download() as saved:
        page.click("button[aria-label='Save as SVG']")
    text = Path(saved.value.path()).read_text("utf-8")
    assert text.startswith("<svg")
    assert "Work 1 (1990)" in text
    assert "var(--" not in text


#: The names in a network or on a map that lie on one another.
OVERLAPS = """() => {
  const names = [...document.querySelectorAll(".correspondent, .place > text")]
    .filter((name) => name.getAttribute("display") !== "none" && name.textContent)
    .map((name) => ({ name: name.textContent, at: name.getBoundingClientRect() }));
  return names.flatMap(({ name, at }, n) => names.slice(n + 1).filter(({ at: other }) =>
    Math.min(at.right, other.right) - Math.max(at.left, other.left) > 1 &&
    Math.min(at.bottom, other.bottom) - Math.max(at.top, other.top) > 4).map((other) => [name, other.name]));
}"""


#: The names on a map of which circles of other places cover more than a third.
COVERED = """() => {
  const circles = [...document.querySelectorAll(".place > circle")];
  return [...document.querySelectorAll(".place > text")]
    .filter((name) => name.getAttribute("display") !== "none" && name.textContent).filter((name) => {
      const at = name.getBoundingClientRect();
      const on = circles.filter((one) => one.parentNode !== name.parentNode).map((one) => one.getBoundingClientRect())
        .map((c) => Math.max(0, Math.min(at.right, c.right) - Math.max(at.left, c.left)) * Math.max(0, Math.min(at.bottom, c.bottom) - Math.max(at.top, c.top)));
      return on.reduce((a, b) => a + b, 0) > at.width * at.height / 3;
    }).map((name) => name.textContent);
}"""


@needs_assets
def test_names_stay_legible_on_a_telephone(visit: Callable[..., Any], essay: Any) -> None:
    page = visit(essay, "/letters")
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/letters", "/places"):
        page.goto(address)
        page.wait_for_selector(DRAWN)
        assert page.locator(".correspondent, .place > text").count() > 1
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(COVERED) == []


@needs_assets
def test_pictures_of_the_essay_are_drawn_and_answer(visit: Callable[..., Any], essay: Any) -> None:
    page = visit(essay, "/timeline")
    page.wait_for_selector(DRAWN)
    assert "The list begins with the earliest date" in page.inner_text(".listed")
    asked = "performance.getEntriesByType('resource').filter((r) => r.name.includes('picture.json')).length"
    assert page.evaluate(asked) == 1  # what was fetched ahead is what is drawn
    events = page.locator(".mark").count()
    assert events > 5
    page.click("button[aria-label='Zoom in']")
    assert page.locator(".mark").count() <= events
    address = page.get_attribute(".chosen a", "href")
    page.goto("/timeline" + address)
    assert "show all" in page.inner_text(".listed")  # the table is narrowed by the same span
    assert "The list begins with the earliest date" not in page.inner_text(".listed")
    page.goto("/letters")
    page.wait_for_selector(DRAWN)
    page.locator(".person").first.click()
    assert page.locator(".chosen a").count() >= 1
    assert page.evaluate(OVERLAPS) == []
    page.goto("/places")
    page.wait_for_selector(DRAWN)
    assert page.evaluate(OVERLAPS) == []
    assert page.get_attribute(".canvas", "data-outlined") == "yes"
    assert page.locator(".place").count() >= 1
    page.goto("/archives")
    page.wait_for_selector(DRAWN)
    before = int(page.get_attribute(".canvas", "data-rows"))
    page.click("button[aria-label='Show the archives only']")
    page.focus("[role=treeitem][tabindex='0']")
    page.keyboard.press("ArrowRight")
    assert page.locator("[aria-expanded=true]").count() == 1
    page.click("button[aria-label='Open down to the documents']")
    assert int(page.get_attribute(".canvas", "data-rows")) >= before


@needs_assets
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_accessible_and_fit_a_telephone(
    visit: Callable[..., Any], essay: Any, large: Any, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    settings = {"color_scheme": scheme, "viewport": {"width": 390, "height": 844}}
    found = {}
    for server, paths in (
        (essay, ("/timeline", "/letters", "/places", "/archives", "/debate")),
        (large, ("/debate/map?of=claim/0",)),
    ):
        page = visit(server, "/", **settings)
        for path in paths:
            page.goto(path)
            if path != "/debate":
                page.wait_for_selector(DRAWN)
            said = [
                f"{v['id']}: {v['nodes'][0]['html'][:120]}"
                for v in axe.Axe().run(page).response["violations"]
            ]
            if page.evaluate("document.documentElement.scrollWidth") > 390:
                said.append("wider than the window")
            if said:
                found[path] = said
    assert found == {}
