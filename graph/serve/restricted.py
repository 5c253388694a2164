"""Serving no more of the documents' words than may be shown: who listens, what that lets be shown, and the
generation that holds no more."""

from __future__ import annotations

import asyncio
import logging

from regesta.extract.workspace import Workspace
from regesta.graph.serve.apart import run_to_end
from regesta.graph.serve.config import ServeConfig
from regesta.graph.shown.generations import command, folder_of, in_own_process, is_current
from regesta.graph.shown.setting import TextSetting, text_setting

_EVERY = 1.0
_LOG = logging.getLogger("regesta.serve")


def setting_for(workspace: Workspace, config: ServeConfig, *, here_only: bool) -> TextSetting:
    """What a server may show; `here_only`: it listens at this machine only. One that also answers for a name
    or an address elsewhere stands behind a proxy, and shows what it shows to others.

    Errors: WorkspaceError for settings that are wrong.
    """
    return text_setting(workspace, public=not here_only or bool(config.public_url or config.hosts))


def prepare(workspace: Workspace, setting: TextSetting) -> None:
    """Make what is served, where it is not there; a workspace without a graph is left so. Errors:
    StoreError."""
    in_own_process(workspace, setting)


async def keep_current(workspace: Workspace, setting: TextSetting) -> None:
    """Make the restricted generation of every new one, until cancelled; the old one is served meanwhile, and
    after a failure until the next new one."""
    failed = ""
    while True:
        await asyncio.sleep(_EVERY)
        if is_current(workspace, setting):
            continue
        pointer = (workspace.snapshots / "CURRENT").read_text("utf-8")
        if pointer != failed and await run_to_end(command(workspace, setting)):
            _LOG.error("what may be shown of generation %s could not be made", pointer.strip())
            failed = pointer


__all__ = ["folder_of", "keep_current", "prepare", "setting_for"]
