"""A team's workspace from the command line: into the database, judged there, written out again; the graph is
the same byte for byte, wherever the log lies."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from regesta.cli import command_line
from regesta.commands.doctor import log_rows
from regesta.extract.workspace import CONFIG, Workspace, open_workspace
from regesta.graph.build import build
from regesta.graph.store import current, digest_of

if TYPE_CHECKING:
    from tests.postgres import Server


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(command_line(), [str(w) for w in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def copied(space: Workspace, folder: Path) -> Workspace:
    shutil.copytree(space.root, folder)
    return open_workspace(folder)


def test_a_log_in_a_database_makes_the_same_graph(
    example_space: Workspace, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = example_space.log.read_bytes()
    served = current(example_space.snapshots)
    assert served is not None
    digest = digest_of(example_space.snapshots, served.generation)
    schema, owner = postgres.schema(), postgres.url("regesta_owner")
    team = copied(example_space, tmp_path / "team")
    where = ("--workspace", team.root, "--schema", schema)

    said = run("sync", owner, *where, "--grant", "regesta_team")
    lines = original.count(b"\n")
    assert f"added {lines:,} of {lines:,} verdicts, and the records of 1 documents" in said
    assert "setting `database`" in said
    assert f"added 0 of {lines:,} verdicts, and the records of 0 documents" in run("sync", owner, *where)

    config = team.root / CONFIG
    config.write_text(
        config.read_text("utf-8") + f'\n[database]\nurl = "{postgres.url()}"\nschema = "{schema}"\n', "utf-8"
    )
    team.log.unlink()
    for derived in ("records", "store", "snapshots", "index"):
        shutil.rmtree(team.root / derived, ignore_errors=True)
    team = open_workspace(team.root)
    with monkeypatch.context() as small:
        small.setattr("regesta.graph.large.LARGE", 0)  # document by document, from a copy of the log
        assert build(team).digest == digest

    claim = next(r.id for r in team.records(team.documents()[0], ("claim",)))
    run("verdict", "reject", claim, "--reason", "no", "--reviewer", "ada", "--workspace", team.root)
    assert not team.log.exists()
    other = copied(example_space, tmp_path / "other")
    run("export", "-f", "verdicts", "-o", other.log.with_suffix(".new"), "--workspace", team.root)
    other.log.with_suffix(".new").replace(other.log)
    assert other.log.read_bytes().startswith(original)
    assert other.log.read_bytes().count(b"\n") == lines + 1
    made = build(team)
    assert not made.whole  # the difference was enough
    assert made.digest == build(other).digest != digest

    told = [f"{row.state} {row.found}" for row in log_rows(team)]
    assert told[0] == f"good {lines + 1:,} verdicts"
    assert told[1].endswith(f"(schema {schema}), as regesta_team")
    assert told[2].startswith("bad the server runs with fsync = off")

    run("export", "-f", "bundle", "-o", tmp_path / "b.zip", "--workspace", team.root)
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        assert b"postgresql" not in packed.read(CONFIG)
        team_log = packed.read("review.jsonl")
        assert team_log == other.log.read_bytes()

    run("verdict", "withdraw", claim, "--reviewer", "ada", "--workspace", other.root)
    with config.open("a", encoding="utf-8") as more:  # what may not be shown lies in one's own folder
        more.write(f'[documents.{team.documents()[0]}]\ntext = "none"\n')
    team = open_workspace(team.root)
    run("export", "-f", "verdicts", "-o", team.log, "--workspace", team.root)
    assert team.log.read_bytes() == team_log
    shutil.copyfile(other.log, team.log)
    assert "has 1 verdicts that the database has not" in log_rows(team)[-1].found


def test_the_log_is_not_written_over_itself(example_space: Workspace, tmp_path: Path) -> None:
    space = copied(example_space, tmp_path / "w")
    words = ["export", "-f", "verdicts", "-o", str(space.log), "--workspace", str(space.root)]
    with pytest.raises(Exception, match="is the verdict log itself"):
        CliRunner().invoke(command_line(), words, catch_exceptions=False)
    assert space.log.read_bytes() == example_space.log.read_bytes()


def test_a_password_on_the_command_line_is_refused(example_space: Workspace) -> None:
    words = ["sync", "postgresql://ada:s3cret@h/r", "--workspace", str(example_space.root)]
    with pytest.raises(Exception, match=r"holds a password.*PGPASSWORD") as told:
        CliRunner().invoke(command_line(), words, catch_exceptions=False)
    assert "s3cret" not in str(told.value)
