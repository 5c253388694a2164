"""What may be shown of which document, at this machine and elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.workspace import CONFIG, Workspace, WorkspaceError, open_workspace
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.restricted import setting_for
from regesta.graph.shown.setting import TextSetting, is_loopback, text_setting


def saying(space: Workspace, **levels: str) -> Workspace:
    told: dict[str, Any] = {name: {"text": level} for name, level in levels.items()}
    return replace(space, settings=replace(space.settings, documents=told))


def test_until_it_is_set_others_see_quotations_and_this_machine_the_text(space: Workspace) -> None:
    assert text_setting(space).of("page") == "full"
    assert not text_setting(space).restricts
    assert text_setting(space, public=True).of("page") == "quotations"
    assert text_setting(space, public=True).restricts


@pytest.mark.parametrize("level", ["full", "quotations", "none"])
def test_what_is_set_holds_everywhere(space: Workspace, level: str) -> None:
    said = saying(space, page=level)
    assert text_setting(said).of("page") == text_setting(said, public=True).of("page") == level
    assert text_setting(said, public=True).restricts == (level != "full")


def test_the_strictest_holds_where_nobody_knows_of_which_document_words_are() -> None:
    assert TextSetting({"a": "full", "b": "none"}).strictest == "none"
    assert TextSetting({"a": "full"}, "quotations").strictest == "quotations"
    assert TextSetting.from_json(TextSetting({"a": "none"}).to_json()).of("a") == "none"
    assert TextSetting({"a": "none"}).key != TextSetting({"a": "quotations"}).key


def test_a_setting_that_protects_nothing_is_an_error(space: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"no such document; there are page"):
        text_setting(saying(space, pgae="none"))
    config = space.root / CONFIG
    for wrong in ('text = "noen"', 'txt = "none"'):
        config.write_text(f"{config.read_text()}\n[documents.page]\n{wrong}\n")
        with pytest.raises(WorkspaceError, match=r"write \[documents\.page\]"):
            open_workspace(space.root)
        config.write_text(config.read_text().split("\n[documents")[0])


def test_a_server_behind_a_proxy_shows_what_it_shows_to_others(space: Workspace) -> None:
    config = ServeConfig(snapshots=space.snapshots)
    assert setting_for(space, config, here_only=True).of("page") == "full"
    assert setting_for(space, config, here_only=False).of("page") == "quotations"
    for outside in ({"public_url": "https://example.org"}, {"hosts": ("thesis.example.org",)}):
        behind = replace(config, **outside)  # type: ignore[arg-type]
        assert setting_for(space, behind, here_only=True).of("page") == "quotations"
    assert [h for h in ("127.0.0.2", "::1", "localhost", "0.0.0.0", "example.org") if is_loopback(h)] == [
        *("127.0.0.2", "::1", "localhost")
    ]
