"""The ten minutes of docs/tutorial.md in a browser, on the example: the desk, the report, a verdict, Publish, the
claim's own page. With REGESTA_PICTURES=1 the pictures of the documentation are taken anew (`make pictures`)."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regesta.desk.pages import create_desk
from regesta.extract.workspace import Workspace


@pytest.fixture
def desk(
    example_space: Workspace,
    tmp_path: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    listening: Callable[[Any], str],
) -> str:
    """A desk on which the example lies, made into a graph already."""
    monkeypatch.setenv("PYTHONPATH", str(root / "src"))
    monkeypatch.setenv("REGESTA_REVIEWER", "A. Historian")
    shutil.copytree(example_space.root, tmp_path / "desk" / "iran-1946")
    return listening(create_desk(tmp_path / "desk")) + "/"


@pytest.fixture
def picture(root: Path) -> Any:
    """Takes a picture of the documentation, where asked to."""

    def take(page: Any, name: str) -> None:
        if os.environ.get("REGESTA_PICTURES"):
            page.screenshot(path=root / "docs" / "pictures" / f"{name}.png")

    return take


def test_from_the_desk_to_a_reviewed_claim(browser: Any, desk: str, picture: Any) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 760}, color_scheme="light")
    page = context.new_page()
    page.goto(desk)
    picture(page, "desk")
    page.get_by_role("link", name="iran-1946").click()
    assert "How well it was read" in page.inner_text("main")
    picture(page, "ready")

    page.get_by_role("button", name="Review").click()
    page.wait_for_url("**/review/**", timeout=120_000)
    page.locator("a[href*='/review/claim-']").first.click()
    page.wait_for_url(re.compile(r"/review/claim-"))
    claim = re.search(r"claim-([0-9a-f]{12})", page.url)
    assert claim is not None
    picture(page, "review")
    page.keyboard.press("a")
    page.wait_for_url(lambda url: claim[0] not in url)

    page.get_by_role("button", name="Publish").click()
    page.wait_for_selector("text=/Version .* is served/", timeout=120_000)
    page.goto(re.sub(r"/review/.*", f"/page/claim/{claim[1]}", page.url))
    assert "A. Historian" in page.inner_text("main")
    picture(page, "claim")
    context.close()
