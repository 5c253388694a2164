"""Verdicts carry a name somebody gave, never the machine's login name."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from regesta.review.acts import ActError
from regesta.review.signature import NoReviewer, keep, orcid_of, signature


def test_a_name_given_counts_before_the_machine_s_and_that_before_the_workspace_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = {"reviewer": "Ada", "orcid": "0000-0002-1825-0097"}
    monkeypatch.setenv("REGESTA_REVIEWER", "Bob")
    assert signature("Cy", settings) == "Cy"
    assert signature(None, settings) == "Bob"
    monkeypatch.delenv("REGESTA_REVIEWER")
    assert signature(None, settings) == "0000-0002-1825-0097"
    with pytest.raises(NoReviewer, match="say who judges"):
        signature(None, {})


@pytest.mark.parametrize(
    "before", ["", "[review]\nreviewer = 'X'\npublish_after_seconds = 3\n\n[serve]\nport = 1\n"]
)
def test_a_name_is_kept_in_the_settings_and_the_rest_stays(tmp_path: Path, before: str) -> None:
    config = tmp_path / "regesta.toml"
    config.write_text("# ours\nformat = 1\n" + before, "utf-8")
    was = tomllib.loads(config.read_text("utf-8"))
    keep(config, 'Ada "the" Reader', orcid_of("https://orcid.org/0000-0002-1825-0097"))
    text = config.read_text("utf-8")
    now = tomllib.loads(text)
    assert text.startswith("# ours\n")
    assert now.pop("review") == {
        **was.pop("review", {}),
        "reviewer": 'Ada "the" Reader',
        "orcid": "0000-0002-1825-0097",
    }
    assert now == was


@pytest.mark.parametrize("typed", ["0000-0002-1825-0098", "12", "Ada"])
def test_what_is_no_orcid_is_refused(typed: str) -> None:
    with pytest.raises(ActError, match="is no ORCID"):
        orcid_of(typed)
