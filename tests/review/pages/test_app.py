"""Five reviewers at once, over real HTTP: every verdict that was answered is in the log once, in one
order."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path

import httpx
from review_pages import app_of, made_space, served

from regesta.extract.record import Actor
from regesta.review.log import VerdictLog
from regesta.review.pages.authentication import read_access
from regesta.review.state import replay

NAMES = ("ada", "ben", "cy", "dee", "eve")
EACH = 120


def test_five_reviewers_give_six_hundred_verdicts(tmp_path: Path) -> None:
    space = made_space(tmp_path / "w")
    actors = [
        Actor(id=f"actor-n{n}", document="d", name=f"Actor {n}", actor_kind="person") for n in range(EACH * 2)
    ]
    space.write_records("d", [*space.records("d"), *actors])
    access = read_access({"reviewers": {n: hashlib.sha256(n.encode()).hexdigest() for n in NAMES}})
    answered: dict[str, list[tuple[str, str]]] = {n: [] for n in NAMES}
    times: list[float] = []
    faults: list[str] = []

    def work(name: str, url: str) -> None:
        with httpx.Client(headers={"Authorization": f"Bearer {name}"}, timeout=60) as client:
            for n in range(EACH):
                # All five judge the same records, so that they get in each other's way.
                outcome = "accept" if (n + len(name)) % 3 else "reject"
                start = time.perf_counter()
                answer = client.post(
                    f"{url}/api/verdicts",
                    json={"record": f"actor-n{n}", "outcome": outcome, "reason": "said by a test"},
                )
                times.append(time.perf_counter() - start)
                if answer.status_code != 200:
                    faults.append(answer.text)
                    return
                answered[name].append((f"actor-n{n}", answer.json()["verdicts"][-1]["id"]))

    with served(app_of(space, access=access)) as url:
        httpx.get(f"{url}/", headers={"Authorization": "Bearer ada"}, timeout=60)
        threads = [threading.Thread(target=work, args=(n, url)) for n in NAMES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        standing = {
            i: httpx.get(
                f"{url}/api/records/{i}", headers={"Authorization": "Bearer ada"}, timeout=60
            ).json()["status"]
            for i in ("actor-n0", "actor-n7", f"actor-n{EACH - 1}")
        }
    assert not faults
    log = VerdictLog(space.log).read()
    assert len(log) == len(NAMES) * EACH
    assert len({v.id for v in log}) == len(log)
    assert [v.at for v in log] == sorted(v.at for v in log)
    for name in NAMES:
        assert [v.record for v in log if v.reviewer == name] == [r for r, _ in answered[name]]
    items = replay(space.records("d"), log).items
    assert standing == {i: items[i].status for i in standing}
    times.sort()
    print(
        f"verdict round trip with five at once: median {times[len(times) // 2] * 1e3:.1f} ms, 95th {times[int(len(times) * 0.95)] * 1e3:.1f} ms"
    )
