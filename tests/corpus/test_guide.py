"""The passage that the annotation guide annotates can be brought as it stands there."""

import re
from pathlib import Path

import pytest
from tests.corpus.bringing import Brought, bring

from regesta.extract.read import read_path
from regesta.extract.record import Claim, Decision, Event
from regesta.review.readings.sheet import numbered

GUIDE = Path(__file__).parents[2] / "docs" / "annotation.md"


@pytest.fixture
def brought(tmp_path: Path) -> Brought:
    """The guide's last passage as a chapter with its note, and its annotation."""
    part = GUIDE.read_text("utf-8").split("## A passage, annotated")[1]
    quoted = " ".join(line[2:] for line in part.splitlines() if line.startswith("> "))
    prose = re.sub(r"(?:^|(?<=\s))\d (?=[A-Z])", "", quoted).replace("[3]", "[^3]")
    chapter, notes = tmp_path / "fever.md", tmp_path / "annotation.jsonl"
    chapter.write_text(
        f"# The fever\n\n{prose}\n\n[^3]: Ruth Ellery, *The Wells of Tarrow* (1998), 12.\n", "utf-8"
    )
    annotation = " ".join(line.strip() for line in part.splitlines() if line.startswith("    "))
    notes.write_text(annotation.replace('{"s":', '\n{"s":'), "utf-8")
    document = read_path(chapter, "fever")
    return bring(document, numbered(document, None), [notes])


def test_the_guide_s_own_passage_has_no_fault(brought: Brought):
    assert not brought.faults


def test_the_guide_s_own_passage_says_what_its_rules_say(brought: Brought):
    records = [r.record if hasattr(r, "record") else r for r in brought.records]
    claims = [r for r in records if isinstance(r, Claim)]
    assert [c.voice for c in claims] == ["scholar", "scholar", "scholar", "author"]
    assert [[r.type for r in c.relations] for c in claims] == [[], ["attacks"], ["supports"], ["undercuts"]]
    assert [r.factuality for r in records if isinstance(r, Event)] == ["denied", "asserted"]
    assert [r.decision for r in records if isinstance(r, Decision)] == ["order"]
