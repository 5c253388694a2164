"""Fixtures every room shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path | None:
    """The folder with the real thesis, its gold and the W3C tests: `$REGESTA_SHARED`, else `../shared`; None where there is none."""
    folder = Path(os.environ.get("REGESTA_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "thesis.txt").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder, or a skip: the thesis is under copyright and never part of the project."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real thesis is not beside this checkout (../shared or $REGESTA_SHARED)")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's root."""
    return ROOT
