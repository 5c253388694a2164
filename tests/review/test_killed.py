"""kill -9 in the middle of judging: every verdict that was answered is in the log, and the log goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regesta.extract.record import Claim, Record, content_id
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import create
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.verdict import dumps

TEXT = "word " * 4000
JUDGING = """
import sys
from pathlib import Path
from regesta.extract.workspace import open_workspace
from regesta.review.session import ReviewSession
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
session = ReviewSession(open_workspace(Path(sys.argv[1])), queue=Queue(None))
print("ready", flush=True)
for name in sorted(session.items):
    for outcome in ("accept", "reject", "defer"):
        item = session.judge(VerdictRequest(record=name, outcome=outcome, reviewer="ada", reason="r"))
        sys.stdout.write(item.verdicts[-1].id + "\\n")
        sys.stdout.flush()
"""


def records() -> list[Record]:
    spans = [(n * 10, n * 10 + 4) for n in range(1500)]
    return [
        Claim(id=content_id("claim", "d", s), document="d", spans=(s,), content=s, holder=("Ann",))
        for s in spans
    ]


@pytest.mark.parametrize("wait", [0.05, 0.21, 0.4])
def test_no_answered_verdict_is_lost_to_kill_9(tmp_path: Path, wait: float) -> None:
    space = create(tmp_path / "w")
    write_atomic(space.document("d") / "text.txt", TEXT.encode())
    write_atomic(space.document("d") / "metadata.json", b'{"id": "d"}')
    space.write_records("d", records())
    with subprocess.Popen(
        [sys.executable, "-c", JUDGING, str(space.root)], stdout=subprocess.PIPE, text=True
    ) as judging:
        assert judging.stdout is not None
        assert judging.stdout.readline() == "ready\n"
        first = (
            judging.stdout.readline().strip()
        )  # however slow the machine: one verdict is answered before the end
        time.sleep(wait)
        judging.send_signal(signal.SIGKILL)
        answered = [first] + [line.strip() for line in judging.stdout if line.endswith("\n")]
    assert judging.returncode == -signal.SIGKILL
    assert answered
    kept = [v.id for v in VerdictLog(space.log).read()]
    assert set(answered) <= set(kept)
    assert len(kept) <= len(answered) + 1
    again = ReviewSession(space, queue=Queue(None))
    last = again.judge(VerdictRequest(record=records()[-1].id, outcome="accept", reviewer="ben")).verdicts[-1]
    assert VerdictLog(space.log).read()[-1] == last
    assert space.log.read_text("utf-8").endswith(dumps(last) + "\n")
