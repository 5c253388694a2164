"""The review session at 50,000 candidates: opening it, a page of the queue in every order, a verdict's round
trip over HTTP.

    python benchmarks/review.py [--candidates 50000] [--pages 30] [--verdicts 200]

Makes a workspace out of the example essay, repeated under other document ids until there are enough
candidates, in a folder that is removed afterwards. Prints medians and 95th percentiles in milliseconds; the
bars are 100 ms for a page, 50 ms for a verdict, 3 s to open.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from regesta.extract import documents, pipeline
from regesta.extract.annotate import load_model
from regesta.extract.authority import authorities
from regesta.extract.record import Record, content_id, from_dict
from regesta.extract.workspace import Workspace, create, open_workspace
from regesta.review.pages.app import create_review
from regesta.review.queue import ORDERS, REVIEWED, Wanted
from regesta.review.session import ReviewSession

ROOT = Path(__file__).resolve().parent.parent


def copies(records: list[Record], document: str, chance: random.Random) -> Iterator[Record]:
    """The records of one document as those of another, with ids of their own and confidences shaken."""
    names = {r.id: content_id(r.kind, document, r.id) if "-" in r.id else r.id for r in records}

    def led(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, list):
            return [led(v) for v in value]
        return {k: led(v) for k, v in value.items()} if isinstance(value, dict) else value

    for record in records:
        said = {
            k: v if k in ("kind", "actor", "name", "quote", "message") else led(v)
            for k, v in record.to_dict().items()
        }
        yield from_dict(
            {
                **said,
                "document": document,
                "confidence": round(min(1.0, max(0.0, record.confidence + chance.gauss(0, 0.15))), 3),
            }
        )


def made(folder: Path, wanted: int) -> tuple[Workspace, int]:
    """A workspace of at least that many candidates, and how many it has."""
    space = create(folder)
    first = documents.add(space, ROOT / "examples" / "iran-1946.txt")
    records = list(pipeline.extract(first, load_model(), authorities(space)))
    space.write_records(first.id, records)
    each = sum(r.kind in REVIEWED for r in records)
    chance = random.Random(50)
    total = each
    number = 1
    while total < wanted:
        name = f"copy-{number:03d}"
        target = space.document(name)
        target.mkdir(parents=True)
        for part in space.document(first.id).iterdir():
            (target / part.name).write_bytes(part.read_bytes())
        space.write_records(name, copies(records, name, chance))
        total, number = total + each, number + 1
    return space, total


def timed(call: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each call, as the clock has it; and, last, the processor time of all of them per call,
    which a busy machine does not lengthen."""
    out = []
    spent = time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        call()
        out.append((time.perf_counter() - start) * 1000)
    return [*out, (time.process_time() - spent) * 1000 / times]


def line(name: str, ms: list[float]) -> None:
    """One row of the report."""
    *ms, spent = ms
    ranked = sorted(ms)
    print(
        f"{name:38} median {statistics.median(ms):8.1f} ms   p95 {ranked[int(len(ranked) * 0.95) - 1]:8.1f}  "
        f" worst {ranked[-1]:8.1f}   processor {spent:6.1f}",
        flush=True,
    )


def opening(space: Workspace) -> tuple[float, float]:
    """Seconds, by the clock and of the processor, a process of its own takes from nothing to a first page of
    the queue, imports left out."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from regesta.extract.workspace import open_workspace\n"
        "from regesta.review.session import ReviewSession\n"
        "from regesta.review.queue import Wanted\n"
        "start, spent = time.perf_counter(), time.process_time()\n"
        "desk = ReviewSession(open_workspace(Path(sys.argv[1])))\n"
        "desk.queue.page(Wanted(kind='claim'))\n"
        "print(time.perf_counter() - start, time.process_time() - spent)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(space.root)], check=True, capture_output=True, text=True
    )
    clock, processor = done.stdout.split()
    return float(clock), float(processor)


def main() -> None:
    """Make the workspace and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--candidates", type=int, default=50_000)
    asked.add_argument("--pages", type=int, default=30)
    asked.add_argument("--verdicts", type=int, default=200)
    asked.add_argument("--keep", type=Path, help="a folder to make the workspace in, or one made before")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch) / "w"
        if (folder / "regesta.toml").exists():
            space = open_workspace(folder)
        else:
            space, _ = made(folder, args.candidates)
        first = opening(space)
        print(
            f"opening the review session, nothing cached       {first[0]:.2f} s (processor {first[1]:.2f})",
            flush=True,
        )
        again = min(opening(space) for _ in range(3))
        print(
            f"opening the review session again                 {again[0]:.2f} s (processor {again[1]:.2f})",
            flush=True,
        )
        measure(space, args.pages, args.verdicts)


def measure(space: Workspace, pages: int, verdicts: int) -> None:
    """Pages and verdicts, first reviewing and then as HTTP asks for them."""
    site = replace(space, settings=replace(space.settings, review={}))
    app: Starlette = create_review(site)
    chance = random.Random(7)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
        client.get("/")
        me = client.get("/api/me").json()
        session = ReviewSession(space)
        total = session.queue.page(Wanted(status="")).total
        print(f"{total:,} candidates in {len(space.documents())} documents")
        for order in ORDERS:
            line(
                f"page of the queue, {order}",
                timed(
                    lambda o=order: client.get(
                        f"/?order={o}&offset={chance.randrange(0, 500)}"
                    ).raise_for_status(),
                    pages,
                ),
            )  # type: ignore[misc]
        line(
            "page of the queue, words",
            timed(lambda: client.get("/?q=sovi&kind=claim").raise_for_status(), pages),
        )
        ids = [
            r.id for r in session.queue.page(Wanted(kind="claim", status="candidate"), limit=verdicts).rows
        ]
        spent = iter(ids)

        def judge() -> None:
            client.post(
                "/api/verdicts",
                json={"record": next(spent), "outcome": "accept"},
                headers={"X-CSRF-Token": me["csrf"]},
            ).raise_for_status()

        line("verdict, answered when on disk", timed(judge, len(ids)))
        line("record's page", timed(lambda: client.get(f"/{chance.choice(ids)}").raise_for_status(), pages))
        for order in ORDERS:
            line(
                f"page after a verdict, {order}",
                timed(lambda o=order: client.get(f"/?order={o}").raise_for_status(), 5),
            )  # type: ignore[misc]


if __name__ == "__main__":
    main()
