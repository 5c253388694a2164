"""Generations that hold no more of the documents' words than may be shown, each made of one of the
workspace's own.

    snapshots/shown-0f3a9c41d2be/CURRENT, 000007/, ...    as in snapshots/, one folder for each setting

A server or an export that is given such a folder has nothing else to give away. Derived: may be deleted at
any time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.kept import code_digest
from regesta.graph.name import Names
from regesta.graph.serve.operating_system import be_nice
from regesta.graph.shown.restricting import restricted
from regesta.graph.shown.setting import TextSetting, is_loopback, text_setting
from regesta.graph.store import POINTER, Snapshot, StoreError, current, lease, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.snapshots import prune

#: Says of which generation of the workspace, made by which program, a restricted one is.
_OF = ".of"


@dataclass(frozen=True, slots=True)
class Shown(Workspace):
    """A workspace of whose graph only a restricted generation is seen."""

    folder: Path = Path()

    @property
    def snapshots(self) -> Path:
        """Where the restricted generations are."""
        return self.folder


def folder_of(workspace: Workspace, setting: TextSetting) -> Path:
    """Where the generations lie that a setting lets be shown: the workspace's own where it lets all."""
    return workspace.snapshots / f"shown-{setting.key}" if setting.restricts else workspace.snapshots


@contextmanager
def shown(workspace: Workspace, *, public: bool = False) -> Iterator[Workspace]:
    """The workspace as it may be given away, its graph no older than the one it is served with.

    Errors: StoreError when nothing was built yet; WorkspaceError for settings that are wrong.
    """
    setting = text_setting(workspace, public=public)
    if setting.restricts:
        bring_up_to_date(workspace, setting)
        yield Shown(workspace.root, workspace.settings, folder_of(workspace, setting))
    else:
        yield workspace


def shown_at(workspace: Workspace, url: str) -> AbstractContextManager[Workspace]:
    """The workspace as it may be given to the store at `url`: one at another machine is public."""
    return shown(workspace, public=not is_loopback(urlsplit(url).hostname or ""))


def is_current(workspace: Workspace, setting: TextSetting) -> bool:
    """Whether the restricted generation is that of the one the workspace has now."""
    own = current(workspace.snapshots)
    return own is None or _mark(folder_of(workspace, setting)) == _marked(own)


def bring_up_to_date(workspace: Workspace, setting: TextSetting) -> None:
    """Make the restricted generation of the current one, where it is not there. Errors: StoreError."""
    folder = folder_of(workspace, setting)
    if not setting.restricts or is_current(workspace, setting):
        return
    with lease(workspace.snapshots) as own, writing(folder):
        if _mark(folder) != _marked(own):
            _publish(folder, own, restricted_nquads(workspace, own, setting))


def restricted_nquads(workspace: Workspace, own: Snapshot, setting: TextSetting) -> bytes:
    """What may be shown of a generation, as N-Quads."""
    out = BytesIO()
    own.open().dump(out, "nquads")
    texts = {name: workspace.text(name) for name in workspace.documents()}
    names = Names(workspace.settings.base)
    return b"".join(restricted(out.getvalue().splitlines(keepends=True), setting, texts, names))


def _marked(own: Snapshot) -> str:
    return f"{own.mark} {code_digest()}\n"


def _mark(folder: Path) -> str:
    """Which generation the one that is shown was made of; "" where there is none."""
    found = current(folder)
    if found is None:
        return ""
    with suppress(OSError):
        return found.path.with_name(found.generation + _OF).read_text("utf-8")
    return ""


def _publish(folder: Path, own: Snapshot, nquads: bytes) -> None:
    """Put a restricted generation in place under the name of its origin."""
    part, path = folder / f".{own.generation}.part", folder / own.generation
    shutil.rmtree(part, ignore_errors=True)
    store = EmbeddedStore.open(part)
    store.load_nquads(nquads)
    store.optimize()
    store.flush()
    store.close()
    if path.exists():  # of another program, or of a graph that was deleted
        for old in folder.glob(f"{own.generation}.*"):
            if old.is_dir():  # with its aligned graphs
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink()
        shutil.rmtree(path, ignore_errors=True)
    os.rename(part, path)
    write_atomic(folder / f"{own.generation}{_OF}", _marked(own).encode())
    write_atomic(folder / POINTER, f"{own.generation}\n".encode())
    kept = {own.generation, *prune_names(folder)}
    for mark in folder.glob(f"*{_OF}"):
        if mark.name.removesuffix(_OF) not in kept:
            mark.unlink(missing_ok=True)


def prune_names(folder: Path) -> list[str]:
    """The generations that stay when old ones are deleted."""
    prune(folder)
    return [p.name for p in folder.iterdir() if p.is_dir()]


def command(workspace: Workspace, setting: TextSetting) -> list[str]:
    """What to run to bring the restricted generation up to date in a process of its own."""
    return [sys.executable, "-m", "regesta.graph.shown.generations", str(workspace.root), setting.to_json()]


def in_own_process(workspace: Workspace, setting: TextSetting) -> None:
    """Bring it up to date in a process of its own, whose memory goes with it. Errors: StoreError."""
    if not setting.restricts or is_current(workspace, setting):
        return
    path = os.pathsep.join(p for p in sys.path if p)
    done = subprocess.run(
        command(workspace, setting), env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False
    )
    if done.returncode:
        raise StoreError(
            f"what may be shown of {workspace.root} could not be made, so nothing is served: "
            f"{done.stderr.decode(errors='replace').strip().splitlines()[-1:] or 'the process ended'}"
        )


def main() -> None:
    """`python -m regesta.graph.shown.generations WORKSPACE SETTING`."""
    be_nice()
    bring_up_to_date(open_workspace(Path(sys.argv[1])), TextSetting.from_json(sys.argv[2]))


if __name__ == "__main__":
    main()


__all__ = [
    "Shown",
    "bring_up_to_date",
    "command",
    "folder_of",
    "in_own_process",
    "is_current",
    "shown",
    "shown_at",
]
