"""How well a file was read, as the command line says it: warnings first, broken readings refused, JSON for
scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from regesta.cli import command_line
from regesta.extract.workspace import open_workspace

PROSE = (
    "The harbour board met in March and heard the engineer. He reported that the quay had sunk by a foot, "
    "and the members voted a loan."
)


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> type[Typed]:
    """A folder with a file of each kind: one read well, one letter by letter, one in German."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    (tmp_path / "essay.txt").write_bytes((root / "examples" / "iran-1946.txt").read_bytes())
    (tmp_path / "apart.txt").write_text("\n\n".join([" ".join(PROSE)] * 10), "utf-8")
    german = "Der Ausschuss trat im März zusammen und hörte den Ingenieur, der vom Kai berichtete.\n\n"
    (tmp_path / "kai.txt").write_text(german * 8, "utf-8")
    return Typed


class Typed:
    """Commands as a person types them."""

    @staticmethod
    def run(*words: str) -> Result:
        return CliRunner().invoke(command_line(), list(words))


def test_a_good_reading_is_told_in_a_screen(typed: type[Typed]) -> None:
    ran = typed.run("doctor", "essay.txt")
    assert ran.exit_code == 0, ran.output
    assert "read well, every figure is in its healthy range" in ran.output
    assert "69 found, 69 numbered, 68 attached to a sentence" in ran.output
    assert "taken for" in ran.output
    assert "bibliography" in ran.output


def test_warnings_come_first_and_say_what_to_try(typed: type[Typed]) -> None:
    ran = typed.run("doctor", "kai.txt")
    assert ran.exit_code == 0, ran.output
    assert ran.output.index("(de)") < ran.output.index(
        "sentences,", ran.output.index("text ")
    )  # however wide
    assert "docs/languages.md" in " ".join(ran.output.split())


def test_a_broken_reading_ends_doctor_with_3_in_words_and_as_json(typed: type[Typed]) -> None:
    ran = typed.run("doctor", "apart.txt")
    assert (ran.exit_code, "words of one letter" in ran.output) == (3, True)
    ran = typed.run("doctor", "apart.txt", "--json")
    assert ran.exit_code == 3
    told = json.loads(ran.output)
    assert told["broken"]
    assert told["warnings"][0]["figure"] == "one_letter"
    assert told["warnings"][0]["advice"]


def test_add_refuses_a_broken_reading_and_keeps_nothing_of_it(typed: type[Typed], tmp_path: Path) -> None:
    assert typed.run("init", "-w", "w").exit_code == 0
    ran = typed.run("add", "-w", "w", "essay.txt", "apart.txt")
    assert ran.exit_code == 3
    assert "words of one letter" in ran.output
    space = open_workspace(tmp_path / "w")
    assert space.documents() == ["essay"]
    assert space.reading("essay")["notes"]["found"] == 69
    ran = typed.run("add", "-w", "w", "--anyway", "apart.txt")
    assert ran.exit_code == 0, ran.output
    assert "added apart" in ran.output
    assert space.reading("apart")["broken"]


def test_run_refuses_before_it_makes_a_workspace(typed: type[Typed], tmp_path: Path) -> None:
    ran = typed.run("run", "apart.txt", "-w", "new")
    assert ran.exit_code == 3
    assert not (tmp_path / "new").exists()


def test_json_is_of_a_file(typed: type[Typed]) -> None:
    assert typed.run("doctor", "--json").exit_code == 2
