"""`[proposers.settings.llm]`: what is refused, and what leaves this machine."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.extract.propose.llm.settings import is_loopback, read_settings
from regesta.extract.propose.proposer import ProposerError

HERE: dict[str, Any] = {"url": "http://127.0.0.1:11434/v1", "model": "m"}


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("box.localhost", True),
        ("localhost.example.org", False),
        ("10.0.0.7", False),
        ("0.0.0.0", False),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"model": "m"}, r"has no url.*no default address"),
        ({"url": "http://localhost/v1"}, r"has no model"),
        ({**HERE, "modell": "x"}, r"unknown keys modell; there are url, model"),
        ({**HERE, "url": "127.0.0.1:80"}, r"no http:// or https:// address"),
        ({**HERE, "url": "ftp://localhost/v1"}, r"no http:// or https:// address"),
        ({**HERE, "url": "http://127.0.0.1@example.org/v1"}, r"example.org is not this machine"),
        ({**HERE, "window": 0}, r"window = 0; it may be 1 to 200"),
        ({**HERE, "window": 2.5}, r"window = 2.5; it is to be a int"),
        ({**HERE, "allow_remote": "yes"}, r"allow_remote = 'yes'; it is to be a bool"),
        ({**HERE, "temperature": True}, r"temperature = True; it is to be a float"),
        (
            {**HERE, "structured": "grammar"},
            r"structured = 'grammar'; it may be json_schema, json_object, none",
        ),
    ],
)
def test_wrong_settings_are_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ProposerError, match=told):
        read_settings(given)


def test_whole_numbers_do_for_others() -> None:
    made = read_settings({**HERE, "temperature": 1, "price_in": 3, "price_out": 6})
    assert made.temperature == 1
    assert made.cost(1_000_000, 500_000) == 6
    assert not made.remote
