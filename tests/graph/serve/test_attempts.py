"""Wrong tokens are counted by address, and a while later forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.serve import attempts
from regesta.graph.serve.attempts import TRIES, WHILE, Attempts
from regesta.graph.serve.problems import Problem


def test_an_address_waits_after_wrong_tokens_and_others_do_not() -> None:
    now = [0.0]
    counted = Attempts(lambda: now[0])
    for _ in range(TRIES):
        counted.refuse_hasty("a")
        counted.wrong("a")
    with pytest.raises(Problem) as refused:
        counted.refuse_hasty("a")
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (429, "61")
    counted.refuse_hasty("b")
    now[0] = WHILE + 1
    counted.refuse_hasty("a")


def test_only_so_many_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "ADDRESSES", 3)
    counted = Attempts()
    for address in "abcdefg":
        counted.wrong(address)
    assert list(counted._wrong) == ["e", "f", "g"]


def test_the_right_token_is_not_found_by_trying(page_space: Workspace, running: Callable[..., Any]) -> None:
    server = running(page_space.snapshots, token="right")

    def sent(token: str) -> int:
        given = {"Authorization": f"Bearer {token}"} if token else {}
        return int(server.client.delete("/graphs?graph=http://x/none", headers=given).status_code)

    assert [sent("") for _ in range(TRIES + 2)] == [401] * (TRIES + 2)  # nothing was tried
    assert sent("right") == 404
    assert [sent(f"wrong {i}") for i in range(TRIES)] == [401] * TRIES
    assert sent("another") == sent("right") == 429
    assert server.client.get("/health").status_code == 200
