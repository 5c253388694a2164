"""docs/proposers.md is right: its example is installed as it stands there, chosen as it says, and
proposes."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from regesta.extract.annotate import load_model
from regesta.extract.authority import authorities
from regesta.extract.pipeline import extract
from regesta.extract.propose.choosing import COMBINES, GROUP, choices
from regesta.extract.propose.llm.prompt import guide
from regesta.extract.propose.llm.settings import LlmSettings, read_settings
from regesta.extract.propose.proposer import STEPS
from regesta.extract.propose.rules import RULES
from regesta.extract.read import read_path
from regesta.extract.record import Claim, quote_of
from regesta.extract.text.languages import ENGLISH

TEXT = """# Talks

Attlee says the treaty will fail. Bevin writes the fleet is ready, and the Cabinet met on 3 May 1946.
"""


@pytest.fixture
def manual(root: Path) -> str:
    return (root / "docs" / "proposers.md").read_text("utf-8")


def blocks(manual: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", manual, re.M | re.S)


def test_the_example_proposes_as_the_manual_says(
    manual: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = blocks(manual, "python")
    settings, package = (tomllib.loads(b) for b in blocks(manual, "toml")[:2])
    (tmp_path / "said.py").write_text(code, "utf-8")
    info = tmp_path / "said-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: said\nVersion: 1\n")
    points = package["project"]["entry-points"][GROUP]
    (info / "entry_points.txt").write_text(
        f"[{GROUP}]\n" + "".join(f"{k} = {v}\n" for k, v in points.items())
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "said", raising=False)
    chosen = choices(settings["proposers"])["claims"]
    assert [(c.proposer.name, c.combine) for c in chosen][1] == ("said.v1", "keep")
    (tmp_path / "talks.md").write_text(TEXT, "utf-8")
    document = read_path(tmp_path / "talks.md", "talks")
    found = extract(
        document, load_model(), authorities(), proposers={**settings["proposers"], "claims": ["said"]}
    )
    claims = [r for r in found if isinstance(r, Claim)]
    assert [(c.holder, c.proposer) for c in claims] == [
        (("Clement Attlee",), "said.v1"),
        (("Ernest Bevin",), "said.v1"),
    ]
    assert all(c.quote == quote_of(document.text, c.spans) for c in claims)
    assert claims[0].quote == "the treaty will fail"


def test_every_step_way_and_shipped_proposer_is_in_the_manual(manual: str) -> None:
    names = {*STEPS, *COMBINES, *(r.name.rpartition(".v")[0] for r in RULES)}
    assert {n for n in names if f"`{n}`" not in manual} == set()


def test_every_setting_of_llm_is_in_the_manual_with_its_default(manual: str) -> None:
    made = read_settings({"url": "http://localhost/v1", "model": "m"})
    for setting in fields(LlmSettings):
        default = getattr(made, setting.name)
        row = next(r for r in manual.splitlines() if r.startswith("|") and f"`{setting.name}`" in r)
        told = str(default).lower() if isinstance(default, bool) else str(default)
        assert f"`{told}`" in row or setting.name in ("url", "model", "key_env")


def test_the_shipped_prompt_is_the_version_the_manual_names(manual: str) -> None:
    assert f"`llm.v1 qwen2.5:14b prompt={guide(ENGLISH).version} temperature=0`" in manual
