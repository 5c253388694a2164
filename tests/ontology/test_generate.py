"""What is made from the Turtle is as the Turtle says, and says so when it is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

from regesta.extract import record
from regesta.ontology import generate, values
from regesta.ontology.terms import CONCEPTS
from regesta.review import state, verdict


def test_the_generated_files_are_up_to_date(root: Path) -> None:
    assert generate.stale(root / "ontology") == [], "run `python -m regesta.ontology.generate`"


def test_a_stale_file_is_named(tmp_path: Path) -> None:
    for name, text in generate.generated().items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "terms.py").write_text("# something else\n", "utf-8")
    (tmp_path / "values.py").unlink()
    assert sorted(generate.stale(tmp_path)) == ["terms.py", "values.py"]


def test_the_check_ends_with_0_when_all_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "regesta.ontology.generate", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "up to date")


def test_every_scheme_is_a_type() -> None:
    for scheme, notations in CONCEPTS.items():
        name = "".join(part.capitalize() for part in scheme.split("-"))
        assert get_args(getattr(values, name)) == notations


def test_records_and_verdicts_use_the_types_of_the_schemes() -> None:
    assert CONCEPTS["event-type"] == record.EVENT_TYPES
    assert CONCEPTS["citation-type"] == record.CITATION_TYPES
    assert CONCEPTS["outcome"] == verdict.OUTCOMES
    assert CONCEPTS["verdict-part"] == verdict.PARTS
    assert get_args(state.Status) == CONCEPTS["status"]


def test_collections_hold_concepts_of_their_scheme() -> None:
    assert set(values.COLLECTIONS) == {"decision-kind", "event-type"}
    for scheme, named in values.COLLECTIONS.items():
        for members in named.values():
            assert members
            assert set(members) <= set(CONCEPTS[scheme])
