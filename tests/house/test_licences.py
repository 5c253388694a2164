"""What is needed to run states a licence, and what asks for more than naming is named in NOTICE."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from tests.scripts import module_at

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    """The script that `make licences` runs."""
    return module_at(ROOT / "tests/house/licences.py")


def test_what_is_shipped_with_may_be(licences: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["licences.py"])
    assert licences.main() == 0


def test_the_library_under_lgpl_is_found_and_named(licences: ModuleType) -> None:
    stated = licences.needed("regesta")["owlready2"]
    assert licences.asks_for_more(stated)
    assert list(licences.faults({"owlready2": stated}, "")) == [
        f"owlready2 is under {stated}; name it in NOTICE"
    ]
    assert not list(licences.faults({"owlready2": stated}, (ROOT / "NOTICE").read_text("utf-8")))


def test_a_package_without_a_licence_is_a_fault(licences: ModuleType) -> None:
    assert list(licences.faults({"a": "", "b": "MIT"}, "")) == [
        "a states no licence; find out, and say so in NOTICE"
    ]
