"""What the tests of the pages share is in `review_pages.py` beside this file."""

import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))

from review_pages import client_of, made_space

from regesta.extract.workspace import Workspace


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """The small workspace, unjudged."""
    return made_space(tmp_path / "w")


@pytest.fixture
def client(space: Workspace) -> TestClient:
    """A browser on this machine, as far as the application can tell."""
    return client_of(space)
