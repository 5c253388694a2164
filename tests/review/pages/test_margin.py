"""Notes beside their markers, in a real browser: aligned, apart, out of the way of selecting; opened in place
where there is no margin."""

from __future__ import annotations

from typing import Any

from review_pages import TEXT, app_of, at, served
from test_browser import select

from regesta.extract.workspace import Workspace


def opened(browser: Any, url: str, path: str, width: int, *, script: bool = True) -> Any:
    page = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script, base_url=url
    ).new_page()
    page.goto(f"{url}/{path}")
    return page


def test_notes_stand_beside_their_markers_and_apart(browser: Any, example_space: Workspace) -> None:
    from regesta.extract.record import Footnote, Sentence

    (document,) = example_space.documents()
    rows = example_space.records(document)
    called = [n.sentence for n in rows if isinstance(n, Footnote)]
    busy = max((s for s in rows if isinstance(s, Sentence)), key=lambda s: sum(c == s.id for c in called))
    claim = next(r for r in rows if r.kind == "claim" and r.spans[0][0] >= busy.spans[0][0])  # type: ignore[attr-defined]
    with served(app_of(example_space)) as url:
        page = opened(browser, url, claim.id, 1280, script=False)
        notes = page.locator(".body .note")
        assert notes.count() >= 3
        body = page.locator(".body").bounding_box()
        below = 0.0
        for n in range(notes.count()):
            note, marker = notes.nth(n).bounding_box(), page.locator(".body .call").nth(n).bounding_box()
            assert note["x"] >= body["x"] + body["width"], "it stands in the margin"
            assert note["y"] + 1 >= below, "notes do not overlap"
            # A note stands at the line of its marker, or right under the note before it.
            assert abs(note["y"] - marker["y"]) < 25 or note["y"] - below < 25
            below = note["y"] + note["height"]
        # In reading order each note follows its marker.
        order = page.locator(".body .call, .body .note").evaluate_all(
            "all => all.map(n => n.className.split(' ')[0])"
        )
        assert order == ["call", "note"] * notes.count()
        page.context.close()


def test_words_selected_across_a_note_are_the_words_of_the_text(browser: Any, space: Workspace) -> None:
    with served(app_of(space)) as url:
        page = opened(browser, url, "claim-1", 1280)
        assert page.locator(".body .note").count() == 2
        words = "Moscow wanted oil.1 Kuniholm denies"
        select(page, words)
        page.get_by_role("button", name="Use for").click()
        assert page.locator("[id='f.spans']").input_value() == "{}-{}".format(*at(words))
        assert page.locator("output[for='f.spans']").inner_text() == " ".join(words.split())
        assert "Dawn" not in page.evaluate("getSelection().toString()")
        page.context.close()


def test_words_of_a_note_can_be_selected(browser: Any, space: Workspace) -> None:
    with served(app_of(space)) as url:
        page = opened(browser, url, "citation-1", 1280)
        select(page, "Hasanli, Dawn")
        page.get_by_role("button", name="Use for").click()
        a, b = map(int, page.locator("[id='f.span']").input_value().split("-"))
        assert TEXT[a:b] == "Hasanli, Dawn"
        page.context.close()


def test_without_a_margin_a_marker_opens_its_note_in_place(browser: Any, space: Workspace) -> None:
    with served(app_of(space)) as url:
        page = opened(browser, url, "claim-1", 1024, script=False)
        cited, other = page.locator("[id='note-I.1']"), page.locator("[id='note-I.2']")
        assert cited.is_visible(), "what the claim cites is open"
        assert not other.is_visible()
        page.locator("label[for='open-I.2']").click()
        assert other.is_visible()
        page.context.close()


def test_kinds_are_shown_and_hidden_and_remembered(browser: Any, space: Workspace) -> None:
    with served(app_of(space)) as url:
        page = opened(browser, url, "claim-1", 1280)
        line = "getComputedStyle(document.querySelector('.mention[data-o]')).textDecorationLine"
        assert page.evaluate(line) == "underline"
        page.locator("#show-mention").uncheck()
        assert page.evaluate(line) == "none"
        page.goto(f"{url}/claim-2")
        assert not page.locator("#show-mention").is_checked()
        assert page.locator("#show-claim").is_checked()
        assert page.evaluate(line) == "none"
        page.context.close()


def test_what_is_unlikely_is_not_marked(browser: Any, space: Workspace) -> None:
    from dataclasses import replace

    space.write_records(
        "d", [replace(r, confidence=0.1) if r.id == "claim-3" else r for r in space.records("d")]
    )
    with served(app_of(space)) as url:
        page = opened(browser, url, "claim-2", 1280)
        shown = page.locator(".claim[data-o]").evaluate_all("all => all.map(n => n.dataset.i)")
        assert shown
        assert not any("claim-3" in i for i in shown)
        assert page.locator("[data-i~=claim-3]").count() > 0, "it can still be opened from the text"
        page.context.close()
