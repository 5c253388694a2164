"""A reviewer at a real browser: accept, reject, edit by selecting text, merge, undo, and an afternoon by keys
alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from review_pages import TEXT, app_of, at, served

from regesta.extract.record import Actor, Mention
from regesta.extract.workspace import Workspace
from regesta.review.log import VerdictLog
from regesta.review.state import ReviewedState, replay

SHOTS = Path(os.environ.get("REGESTA_ARTEFACTS", Path(__file__).parents[3] / "artefacts"))


@pytest.fixture
def page(browser: Any, space: Workspace) -> Iterator[Any]:
    """A page on the small workspace; a script error or a refused resource fails the test."""
    faults: list[str] = []
    with served(app_of(space)) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 860}, base_url=url)
        made = context.new_page()
        made.on("pageerror", lambda error: faults.append(str(error)))
        made.on(
            "console",
            lambda said: (
                faults.append(said.text) if said.type == "error" and "400" not in said.text else None
            ),
        )
        made.goto(f"{url}/")
        made.review = url
        yield made
        context.close()
    assert faults == []


def state(space: Workspace) -> ReviewedState:
    return replay(space.records("d"), VerdictLog(space.log).read())


def shot(page: Any, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"review-{name}.png")


def key(page: Any, name: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(name)


def test_accept_and_undo_by_keys(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/?kind=claim")
    key(page, "Enter")
    assert page.url.split("?")[0].endswith("claim-1")
    key(page, "a")
    assert page.url.split("?")[0].endswith("claim-2")
    assert "Accepted" in page.locator(".flash").inner_text()
    assert state(space).items["claim-1"].status == "accepted"
    shot(page, "after-accept")
    key(page, "u")
    assert page.url.split("?")[0].endswith("claim-1")
    assert state(space).items["claim-1"].status == "candidate"
    key(page, "j")
    assert page.url.split("?")[0].endswith("claim-2")
    key(page, "k")
    assert page.url.split("?")[0].endswith("claim-1")


def test_reject_says_why(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/claim-1?kind=claim")
    page.keyboard.press("r")
    page.keyboard.type("the text does not say this")
    shot(page, "reject")
    key(page, "Enter")
    assert state(space).items["claim-1"].verdicts[-1].reason == "the text does not say this"
    assert state(space).items["claim-1"].status == "rejected"


def select(page: Any, words: str) -> None:
    """Drag over words of the text as a hand does: from the left edge of the first letter to the right edge of
    the last."""
    box = page.evaluate(
        """([start, end]) => {
          const corner = (offset, side) => {
            for (const piece of document.querySelectorAll('#text [data-o]')) {
              const from = Number(piece.dataset.o), letters = [...piece.textContent];
              if (offset < from || offset >= from + letters.length) continue;
              const at = letters.slice(0, offset - from).join('').length, range = document.createRange();
              range.setStart(piece.firstChild, at);
              range.setEnd(piece.firstChild, at + letters[offset - from].length);
              const box = range.getBoundingClientRect();
              return [side === 'left' ? box.left + 0.5 : box.right - 0.5, (box.top + box.bottom) / 2];
            }
          };
          return [corner(start, 'left'), corner(end - 1, 'right')];
        }""",
        list(at(words)),
    )
    page.mouse.move(*box[0])
    page.mouse.down()
    page.mouse.move(*box[1], steps=4)
    page.mouse.up()


def test_a_span_is_edited_by_selecting_text(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/claim-3?kind=claim")
    # After an accent and a letter outside the first plane: offsets are code points, not what a browser counts
    # in.
    place = page.locator("[id='f.spans']")
    before = place.input_value()
    select(page, "chose its own")
    page.get_by_role("button", name="Use for").wait_for()
    assert place.input_value() == before  # selecting changes nothing by itself
    page.get_by_role("button", name="Use for").click()
    assert place.input_value() == "{}-{}".format(*at("chose its own"))
    page.get_by_role("button", name="Revert What is claimed").click()
    assert place.input_value() == before
    assert page.locator("output[for='f.spans']").inner_text() == "Tehran chose its own way"
    select(page, "Tehran chose its own")
    page.get_by_role("button", name="Use for").click()
    assert page.evaluate("CSS.highlights.get('chosen').size") == 1  # the mark follows
    assert page.locator("[id='f.spans']").input_value() == "{}-{}".format(*at("Tehran chose its own"))
    shot(page, "select")
    with page.expect_navigation():
        page.locator("#save").click()
    record = state(space).items["claim-3"].record
    assert TEXT[slice(*record.content)] == record.quote == "Tehran chose its own"


def test_the_field_that_is_being_marked_takes_the_selection(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/event-1")
    page.locator(".field:has([id='f.date.span']) .mark").click()
    select(page, "2 March")
    page.wait_for_function(
        "document.getElementById('f.date.span').value !== document.getElementById('f.date.span').defaultValue"
    )
    page.locator("[id='f.date.edtf']").fill("XXXX-03-02")
    key(page, "Enter")
    date = state(space).items["event-1"].record.date
    assert (date.edtf, date.text, date.span) == ("XXXX-03-02", "2 March", at("2 March"))


def test_merge_from_a_pick_list_by_keys(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/actor-2?kind=actor")
    page.keyboard.press("m")
    page.keyboard.type("brit")
    page.locator(".options:not([hidden]) li").first.wait_for()
    shot(page, "merge")
    page.keyboard.press("Enter")
    assert page.locator("#into").input_value() == "actor-1"
    key(page, "Enter")  # shows both, and asks
    shot(page, "merge-asks")
    assert state(space).merged == {}
    key(page, "Enter")
    assert state(space).merged == {"actor-2": "actor-1"}
    key(page, "u")
    assert state(space).merged == {}


def test_what_lacks_is_added_from_the_words_that_are_selected(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/passages")
    page.locator(".rows .row").first.click()
    select(page, "stood there")
    page.get_by_role("link", name="Add what is missing").click()
    page.wait_for_url("**/new?**")
    page.get_by_role("link", name="event").click()
    page.locator("[id='f.agents']").fill("the café")
    shot(page, "new")
    page.locator("#save").click()
    page.wait_for_url("**/passage/**")
    made = next(j.record for j in state(space).accepted())
    assert (made.kind, made.agents, made.trigger) == ("event", ("the café",), at("stood there"))
    key(page, "u")
    assert not list(state(space).accepted())


def test_names_are_picked_into_a_list_of_several(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/event-1")
    page.locator("[id='f.agents']").focus()
    page.keyboard.press("End")
    page.keyboard.type("; mosc")
    page.locator(".options:not([hidden]) li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    key(page, "Enter")
    assert state(space).items["event-1"].record.agents == ("Britain", "Moscow")


def test_a_hundred_candidates_with_a_hundred_keys(page: Any, space: Workspace) -> None:
    people = [
        Actor(id=f"actor-p{n:03d}", document="d", name=f"Person {n:03d}", actor_kind="person")
        for n in range(100)
    ]
    space.write_records("d", [*space.records("d"), *people])
    page.goto(f"{page.review}/?kind=actor&q=person")
    page.locator("#begin").click()
    page.wait_for_url("**/actor-p*")
    for _ in range(100):
        key(page, "a")
    log = VerdictLog(space.log).read()
    assert len(log) == 100
    assert {v.record for v in log} == {p.id for p in people}
    assert "Nothing here" in page.content()


def test_help_search_and_leaving_a_field(page: Any) -> None:
    page.goto(f"{page.review}/claim-1")
    page.keyboard.press("?")
    assert page.locator("#help").evaluate("d => d.open")
    shot(page, "help")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("Tehran")
    key(page, "Enter")
    assert page.locator(".row").count() == 1
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") == "row"


def test_it_works_without_script(browser: Any, space: Workspace) -> None:
    with served(app_of(space)) as url:
        context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 860})
        page = context.new_page()
        page.goto(f"{url}/claim-1?kind=claim")
        page.locator("[id='f.holder']").fill("Jamil Hasanli")
        page.locator("#accept").click()
        page.wait_for_url("**/claim-2*")
        page.locator("#reject-box summary").click()
        page.locator("#reason").fill("no")
        page.locator("#reject-box button").click()
        page.wait_for_url("**/claim-3*")
        page.locator("#undo button").click()
        page.wait_for_url("**/claim-2*")
        context.close()
    items = state(space).items
    assert (items["claim-1"].record.holder, items["claim-1"].status, items["claim-2"].status) == (
        ("Jamil Hasanli",),
        "accepted",
        "candidate",
    )


@pytest.mark.parametrize(
    ("name", "width", "height", "scheme"),
    [
        ("desktop-light", 1280, 860, "light"),
        ("desktop-dark", 1280, 860, "dark"),
        ("tablet-light", 820, 1180, "light"),
        ("tablet-dark", 820, 1180, "dark"),
    ],
)
def test_pages_fit_and_every_control_has_a_name(
    browser: Any, space: Workspace, name: str, width: int, height: int, scheme: str
) -> None:
    with served(app_of(space)) as url:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        page = context.new_page()
        for path in ("", "claim-2", "event-1", "source-tna"):
            page.goto(f"{url}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path or 'queue'} scrolls sideways"
            )
            nameless = page.evaluate(
                """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, a[href], summary')]
                  .filter(n => !((n.labels && n.labels.length) || n.getAttribute('aria-label') || n.textContent.trim())).map(n => n.outerHTML)"""
            )
            assert nameless == []
            assert page.evaluate(CONTRAST) == [], f"{path or 'queue'}, {scheme}"
            shot(page, f"{path or 'queue'}-{name}")
        context.close()


#: Texts whose colour stands out from what is behind them by less than WCAG's 4.5 to 1 (3 to 1 for large
#: ones).
CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const behind = (node) => { for (let n = node; n; n = n.parentElement) { const c = rgba(getComputedStyle(n).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !node.checkVisibility() || node.closest('.hidden, .skip, dialog, option, kbd')) continue;
    const style = getComputedStyle(node), a = light(rgba(style.color)), b = light(behind(node));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), size = parseFloat(style.fontSize);
    if (ratio < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${node.className || node.tagName} ${walk.currentNode.textContent.trim().slice(0, 30)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, space: Workspace, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    with served(app_of(space)) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 860}, color_scheme=scheme)
        page = context.new_page()
        for path in ("progress", "no-such-record"):  # the other pages: test_axe.py
            page.goto(f"{url}/{path}")
            found = axe.Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
        shot(page, f"progress-{scheme}")
        context.close()


def test_two_taken_for_one_are_split_by_their_places(page: Any, space: Workspace) -> None:
    places = [(n, n + 6) for n in (TEXT.index("Moscow"), TEXT.rindex("Moscow"))]
    twice = [
        Mention(id=f"mention-m{n}", document="d", span=s, actor="Moscow", quote="Moscow")
        for n, s in enumerate(places)
    ]
    space.write_records("d", [*space.records("d"), *twice])
    page.goto(f"{page.review}/actor-3?status=all")
    page.locator("#split-box summary").click()
    page.locator("#other").fill("Moscow (the city)")
    page.locator("#split-box input[type=checkbox]").nth(1).check()
    shot(page, "split")
    with page.expect_navigation():
        page.locator("#split-box button").click()
    after = state(space)
    assert {j.record.name for j in after.accepted() if isinstance(j.record, Actor)} == {
        "Moscow",
        "Moscow (the city)",
    }
    assert after.edges.splits["actor-3"].takes == {"mention-m1": 1}
    page.goto(f"{page.review}/actor-2?status=all")
    key(page, "u")
    assert state(space).edges.splits == {}


def test_the_progress_page_says_who_agrees(page: Any, space: Workspace) -> None:
    from regesta.review.acts import act

    item = state(space).items["claim-1"]
    log = VerdictLog(space.log)
    log.append(
        [
            act(item, outcome, at=f"2026-11-28T09:0{n}:00.000000Z", reviewer=who, reason="r")
            for n, (who, outcome) in enumerate((("Ada", "accept"), ("Ben", "reject")))
        ]
    )
    page.goto(f"{page.review}/progress")
    kinds = {
        cells[0]: cells[1:]
        for cells in page.locator("table").first.evaluate(
            "t => [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.innerText.trim()))"
        )
    }
    judged, rejected, ruled, left, all_ = map(int, kinds["claim"])
    assert (judged + ruled + left, rejected) == (all_, 1)
    assert ruled == sum(j.record.kind == "claim" and not j.by_person for j in state(space).accepted())
    row = page.locator("section table tbody tr").first.inner_text().split("\t")
    assert [c.strip() for c in row[:4]] == ["claim", "Ada, Ben", "1", "0"]
    assert (
        page.locator("a", has_text="claim-1").count() == 2
    )  # in the row of its kind, and in that of all kinds


def test_evidence_is_led_to_another_citation(page: Any, space: Workspace) -> None:
    page.goto(f"{page.review}/claim-1?status=all")
    page.locator("#relink-box summary").click()
    page.locator("#to").focus()
    page.keyboard.type("FO 371")
    page.locator(".options:not([hidden]) li").first.wait_for()
    page.keyboard.press("Enter")
    assert page.locator("#to").input_value() == "citation-2"
    shot(page, "relink")
    with page.expect_navigation():
        page.locator("#relink-box button").click()
    last = VerdictLog(space.log).read()[-1]
    assert (last.outcome, last.record, last.part, last.part_id, last.into) == (
        "relink",
        "claim-1",
        "evidence",
        "citation-1",
        "citation-2",
    )
    assert page.locator(".problem").count() == 0
