"""The lock is read whole, and advisories name versions, not packages."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import module_at

ROOT = Path(__file__).parents[2]
ADVISORIES = {
    "jinja2": [
        {"advisory": "An old fault.\nMore of it.", "cve": "CVE-2019-1", "specs": ["<2.10.1"]},
        {"advisory": "A sandbox left.", "cve": None, "id": "x-2", "specs": [">=3.0,<3.1.4"]},
    ],
    "other": [{"advisory": "Not ours.", "cve": "CVE-1", "specs": [">=0"]}],
}


@pytest.fixture(scope="module")
def vulnerabilities() -> ModuleType:
    """The script that `make vulnerabilities` runs."""
    return module_at(ROOT / "tests/house/vulnerabilities.py")


def test_every_pin_of_the_lock_is_read(vulnerabilities: ModuleType) -> None:
    lock = (ROOT / "requirements" / "lock.txt").read_text("utf-8")
    pins = vulnerabilities.pinned(lock)
    assert len(pins) == sum("==" in line and not line.startswith((" ", "#")) for line in lock.splitlines())
    assert {"uvicorn", "starlette", "jinja2", "pyoxigraph"} <= pins.keys()
    assert vulnerabilities.pinned("A_b.C[extra]==1.2 \\\n    --hash=sha256:00\n") == {"a-b-c": "1.2"}


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("2.10", ["jinja2 2.10: CVE-2019-1: An old fault."]),
        ("3.1.2", ["jinja2 3.1.2: x-2: A sandbox left."]),
        ("3.1.4", []),
    ],
)
def test_advisories_name_versions(vulnerabilities: ModuleType, version: str, found: list[str]) -> None:
    assert list(vulnerabilities.listed({"jinja2": version}, ADVISORIES)) == found
