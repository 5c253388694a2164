"""`[proposers]` of regesta.toml: what is understood, and what a wrong entry is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.extract.conftest import InstallProposer

from regesta.extract.propose.choosing import SHIPS, available, choices, named
from regesta.extract.propose.proposer import STEPS, ProposerError
from regesta.extract.propose.rules import RULES
from regesta.extract.workspace import create, default_settings, open_workspace


def test_without_a_word_the_rules_propose_everything() -> None:
    assert {s: [c.proposer for c in row] for s, row in choices().items()} == {r.steps[0]: [r] for r in RULES}


def test_the_shipped_settings_say_just_that(tmp_path: Path) -> None:
    assert choices(default_settings()["proposers"]) == choices()
    space = create(tmp_path / "w")
    assert choices(open_workspace(space.root).settings.proposers) == choices()


@pytest.mark.parametrize("rules", RULES, ids=lambda r: r.name)
def test_the_rules_are_known_by_name_with_and_without_version(rules: Any) -> None:
    step = rules.steps[0]
    assert (
        named(step, rules.name)
        == named(step, rules.name.rpartition(".v")[0])
        == named(step, "rules")
        == rules
    )


def test_every_step_has_rules() -> None:
    assert [r.steps[0] for r in RULES] == list(STEPS)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"claim": ["rules"]},
            r"unknown steps claim; the steps are citations, mentions, events, decisions, claims",
        ),
        ({"claims": "rules"}, r"claims = 'rules', which is no list"),
        ({"claims": ["guesses"]}, r"no proposer called 'guesses'. For claims there are .*claims\.v\d.*rules"),
        ({"claims": ["events"]}, r"'events' is for events, not for claims. For claims there are .*rules"),
        ({"claims": [{"use": "rules", "combine": "mix"}]}, r"by 'mix'; the ways are keep, add, rescore"),
        ({"claims": [{"used": "rules"}]}, r"an entry has `use`"),
        ({"claims": [7]}, r"neither a name nor a proposer"),
    ],
)
def test_a_wrong_entry_is_told_what_there_is(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ProposerError, match=told):
        choices(given)


def test_an_entry_point_may_name_a_class(install_proposer: InstallProposer) -> None:
    install_proposer(
        "other_one",
        "class Other:\n    name, steps = 'other.v2', ('events', 'claims')\n    def __call__(self, "
        "annotated, context):\n        return []\n",
        "other = other_one:Other",
    )
    assert named("claims", "other").name == named("events", "other.v2").name == "other.v2"
    assert [c.proposer.name for c in choices({"events": ["rules", "other"]})["events"]][1] == "other.v2"


@pytest.mark.parametrize(
    ("code", "point", "told"),
    [
        ("raise OSError('no weights')", "other_one:X", r"'other' .* cannot be loaded: OSError: no weights"),
        ("X = 3", "other_one:X", r"'other' .* is no proposer: it needs `name`, `steps`"),
    ],
)
def test_a_broken_entry_point_is_told_to_who_wants_it_and_hinders_nobody_else(
    install_proposer: InstallProposer, code: str, point: str, told: str
) -> None:
    install_proposer("other_one", code, f"other = {point}")
    assert available() == SHIPS
    assert named("claims", "rules") in RULES
    with pytest.raises(ProposerError, match=told):
        named("claims", "other")
