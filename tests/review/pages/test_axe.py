"""axe-core over every kind of page in both themes: no violation of any rule that a theme may break."""

from __future__ import annotations

from typing import Any

import pytest
from review_pages import app_of, served
from tests.conftest import axe_options

from regesta.extract.workspace import Workspace
from regesta.review.pages.authentication import read_access

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed (make setup)"
)
PAGES = (
    "",
    "?q=nothinglikeit",
    "claim-1",
    "claim-2",
    "event-1",
    "citation-1",
    "source-tna",
    "actor-1",
    "mention-1",
    "import",
    "no-such-record",
    "passages",
    "passages?show=empty",
    "new?document=d&at=0-7",
    "new?document=d&at=0-7&kind=event",
    "merge/actor-2?into=actor-1",
)


def faults(page: Any, where: str, scheme: str) -> list[str]:
    said = axe.Axe().run(page, options=axe_options(scheme)).response
    assert said["passes"], f"{where}: axe looked at nothing"
    return [
        f"{where}: {v['id']} ({v['help']}) at {n['html'][:160]}"
        for v in said["violations"]
        for n in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, space: Workspace, scheme: str) -> None:
    access = read_access({"reviewers": {"ada": {"role": "reviewer", "token_sha256": "0" * 64}}})
    with served(app_of(space)) as url, served(app_of(space, access=access)) as guarded:
        page = browser.new_context(
            viewport={"width": 1280, "height": 860}, color_scheme=scheme, bypass_csp=True
        ).new_page()
        found: list[str] = []
        for path in PAGES:
            page.goto(f"{url}/{path}")
            found += faults(page, path or "queue", scheme)
        page.goto(f"{url}/claim-1")
        for key in ("r", "m", "c", "?"):
            page.keyboard.press("Escape")
            page.keyboard.press(key)
            found += faults(page, f"claim-1 after {key}", scheme)
            page.keyboard.press("Escape")
        page.goto(f"{url}/passages")
        page.locator(".rows .row").first.click()
        found += faults(page, "a passage", scheme)
        page.goto(f"{url}/import")
        table = "record,kind,document,who,verdict,reason\nclaim-1,claim,d,Kuniholm,,read again\nclaim-9,claim,d,,accept,\n"
        page.locator("#file").set_input_files(
            {"name": "table.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
        page.locator(".upload button").click()
        page.locator(".confirm").wait_for()
        found += faults(page, "what an import would change", scheme)
        page.locator(".confirm button").click()
        page.locator(".notice").wait_for()
        found += faults(page, "after an import", scheme)
        page.goto(f"{guarded}/login")
        found += faults(page, "login", scheme)
    assert found == []
