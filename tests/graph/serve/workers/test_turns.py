"""Whose turn it is among clients that wait for a worker."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.metrics import Metrics
from regesta.graph.serve.workers.turns import Turns


def made(**settings: Any) -> tuple[Turns, Metrics]:
    metrics = Metrics()
    return Turns(ServeConfig(snapshots=Path("nowhere"), **settings), metrics.queue), metrics


def test_clients_take_turns_whoever_came_first() -> None:
    async def served() -> list[str]:
        turns, _ = made()
        order: list[str] = []

        async def wait(client: str) -> None:
            with turns.place(client) as waiter:
                await waiter
                order.append(client)

        tasks = [asyncio.create_task(wait(client)) for client in ("a", "a", "a", "b", "c")]
        await asyncio.sleep(0)
        assert turns.waiting == 5
        for _ in range(5):
            waiter = turns.next(lambda client: True)
            assert waiter is not None
            waiter.set_result(None)  # type: ignore[arg-type]
            await asyncio.sleep(0)
        assert turns.next(lambda client: True) is None
        await asyncio.gather(*tasks)
        assert turns.waiting == 0
        return order

    assert asyncio.run(served()) == ["a", "b", "c", "a", "a"]


def test_a_client_that_may_not_have_one_is_passed_over() -> None:
    async def served() -> None:
        turns, _ = made()
        with turns.place("greedy"), turns.place("other") as other:
            assert turns.next(lambda client: client != "greedy") is other

    asyncio.run(served())


def test_the_queue_is_bounded_in_all_and_for_each_and_counted() -> None:
    async def served() -> None:
        turns, metrics = made(queue=3, queue_per_client=2)
        with turns.place("a"), turns.place("a"):
            assert turns.full("a")
            assert not turns.full("b")
            with turns.place("b"):
                assert turns.full("c")
                assert b"regesta_queue_length 3.0" in metrics.text()
        assert not turns.full("a")

    asyncio.run(served())


def test_everybody_is_sent_away_with_the_reason() -> None:
    async def served() -> None:
        turns, _ = made()
        with turns.place("a") as waiter:
            turns.send_away(lambda: RuntimeError("closed"))
            with pytest.raises(RuntimeError, match="closed"):
                await waiter

    asyncio.run(served())
