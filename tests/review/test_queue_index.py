"""The index answers what a plain look over all rows would, after any run of changes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from regesta.review.queue_index import ORDERS, QueueIndex, Row, Wanted

KINDS = ("claim", "event", "actor")
STATUSES = ("candidate", "accepted", "rejected", "deferred")


def row(chance: random.Random, n: int) -> Row:
    return Row(
        id=f"r{n:03d}",
        kind=chance.choice(KINDS),
        document=chance.choice("de"),
        start=chance.choice([-1, *range(50)]),
        confidence=round(chance.random(), 2),
        status=chance.choice(STATUSES),  # type: ignore[arg-type]
        degree=chance.randint(0, 5),
        disputed=chance.random() < 0.3,
        changed=chance.random() < 0.2,
        troubled=chance.random() < 0.2,
        label=f"words {n}",
    )


def plainly(rows: list[Row], learned: dict[str, float], wanted: Wanted) -> list[str]:
    """What is wanted, written the long way."""
    keep = [
        r
        for r in rows
        if (not wanted.kind or r.kind == wanted.kind)
        and (not wanted.document or r.document == wanted.document)
        and (r.changed if wanted.status == "changed" else not wanted.status or r.status == wanted.status)
        and r.confidence >= wanted.least
        and (wanted.order != "disputed" or r.disputed)
        and (wanted.order != "discrepancy" or r.troubled)
    ]
    first = {
        "uncertain": lambda r: abs(r.confidence - 0.5),
        "connected": lambda r: -r.degree,
        "learned": lambda r: -learned[r.id],
    }
    return [
        r.id
        for r in sorted(
            keep, key=lambda r: (first.get(wanted.order, lambda r: r.start < 0)(r), r.document, r.start, r.id)
        )
    ]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_and_filter(order: str) -> None:
    chance = random.Random(order)
    rows = {f"r{n:03d}": row(chance, n) for n in range(80)}
    learned = {i: chance.random() for i in rows}
    queue_index = QueueIndex(rows.values(), learned)
    for step in range(60):
        name = chance.choice(sorted(rows))
        if step % 7 == 0:
            queue_index.drop(name)
            del rows[name]
        elif step % 5 == 0:
            rows[name] = replace(row(chance, int(name[1:])))
            queue_index.put(rows[name])
        else:
            rows[name] = replace(rows[name], status=chance.choice(STATUSES))  # type: ignore[arg-type]
            queue_index.put(rows[name])
        wanted = Wanted(
            kind=chance.choice(["", *KINDS]),
            status=chance.choice(["", "changed", *STATUSES]),
            document=chance.choice(["", "d"]),
            least=chance.choice([0, 0.4]),
            order=order,
        )  # type: ignore[arg-type]
        assert queue_index.ids(wanted) == plainly(list(rows.values()), learned, wanted)
        counts: dict[tuple[str, str], dict[str, int]] = {}
        for r in rows.values():
            at = counts.setdefault((r.document, r.kind), {})
            at[r.status] = at.get(r.status, 0) + 1
        assert queue_index.progress() == counts
