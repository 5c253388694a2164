"""Every command that a page of the documentation shows is run, page by page and in order, on the example: what it
shows works, whatever the page says before it having been done. What is not run says so in the page's source
(`pages.py`) and is counted here."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from tests.graph.store.peers import free_port
from tests.house.pages import ROOT, Line, Setting, not_run, pages, steps

from regesta.extract.link.candidates import candidates
from regesta.extract.record import Actor, Mention, Record
from regesta.extract.workspace import Workspace, open_workspace

Run = Callable[..., subprocess.CompletedProcess[str]]

#: How many lines of the pages no test runs: one more is thought about before it is let in.
NOT_RUN = 21
SHOWN = [(page, list(steps(page))) for page in pages()]
#: Files the pages take for granted: what is in them, or which file of the checkout they are.
WRITTEN = {
    "wikidata.ttl": "<http://www.wikidata.org/entity/Q400888> <http://www.w3.org/2000/01/rdf-schema#label> 'Ahmad Qavam' .\n",
    "frus.nt": "<http://example.org/2> <http://purl.org/dc/terms/isReferencedBy> <http://example.org/l> .\n",
    "frus-people.tsv": "id\tlabel\tdates\n1\tJames F. Byrnes\t1882-1972\n2\tAhmad Qavam\t1876-1955\n",
    "eventkg.nq": "<http://example.org/e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<http://semanticweb.cs.vu.nl/2009/11/sem/Event> .\n"
    "<http://example.org/e> <http://semanticweb.cs.vu.nl/2009/11/sem/hasActor> <http://example.org/a> .\n",
}
COPIED = {"thesis.txt": "examples/iran-1946.txt", "thesis.docx": "tests/extract/read/produced/writer.docx"}
LINKED = ("examples", "tests")
#: Commands that go on until Ctrl-C.
STAYING = {"desk", "serve", "review"}
TOKEN = "only-for-tests"
ID = re.compile(r"\b(actor|citation|claim|link|mention|source)-[0-9a-f]{4,12}\b")
BATCH = re.compile(r"import/[^\"']+/[0-9a-f]{12}")


class Reader:
    """Somebody who types what a page shows, in a folder of the example; ids, ports and batches that a page
    only gives as instances are those of the example."""

    def __init__(self, folder: Path, regesta: Run) -> None:
        self.folder, self.regesta = folder, regesta
        self.meant: dict[str, str] = {}
        self.batch = ""

    def type(self, line: str) -> None:
        """Types a line and waits for its end; what stays is stopped once it has answered."""
        if line in BETWEEN:
            BETWEEN[line](self.folder)
        words = shlex.split(ID.sub(self._of_the_example, line).replace("$TOKEN", TOKEN))
        words = [BATCH.sub(self.batch, word) for word in words]
        if words[0] == "curl":
            self._stay("serve", use=lambda address: self._process(words, address))
        elif words[0] != "regesta":
            self._process(words)
        elif {*words[1:2]} & STAYING or "--serve" in words:
            self._stay(*words[1:])
        else:
            ran = self.regesta(*words[1:])
            assert ran.returncode == 0, (line, ran.stderr)
            self.batch = next(iter(BATCH.findall(ran.stdout)), self.batch)

    def _process(self, words: Sequence[str], address: str = "") -> None:
        """Types what is no command of ours; a server that refuses is a failure."""
        words = [word.replace("http://127.0.0.1:7878", address) for word in words]
        words += ["--fail-with-body"] if words[0] == "curl" else []
        where = {"cwd": self.folder, "env": os.environ | {"PYTHONPATH": f"{ROOT / 'src'}"}}
        command = [sys.executable if word == "python" else word for word in words]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **where)  # type: ignore[call-overload]
        assert ran.returncode == 0, (words, ran.stdout, ran.stderr)

    def _stay(self, *words: str, use: Callable[[str], object] = str) -> None:
        """Types a command that serves, at a port of its own, in this process; once it answers uses its
        address and stops it by Ctrl-C."""
        port = str(free_port())
        named = [n for n, word in enumerate(words) if word == "--port"]
        kept = [word for n, word in enumerate(words) if n not in named and n - 1 not in named]
        ended, faults = threading.Event(), []

        def visit() -> None:
            try:
                use(_answering(f"http://127.0.0.1:{port}", ended))
            except Exception as fault:
                faults.append(fault)
            if not ended.is_set():
                os.kill(os.getpid(), signal.SIGINT)

        visitor = threading.Thread(target=visit)
        visitor.start()
        ran = self.regesta(*kept, "--port", port)
        ended.set()
        visitor.join()
        assert (ran.returncode in (0, 130), faults) == (True, []), (words, ran.stderr)

    def _of_the_example(self, named: re.Match[str]) -> str:
        """The id of the example that an id of the page stands for, always the same one on a page."""
        if named[0] not in self.meant:
            taken = self.meant.values()
            self.meant[named[0]] = next(
                record.id
                for record in fitting(named[1], candidates(open_workspace(self.folder)))
                if record.id not in taken
            )
        return self.meant[named[0]]


def _answering(address: str, ended: threading.Event) -> str:
    """The address, once what is started there answers."""
    while not ended.is_set():
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return address
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("it ended before it answered")


def fitting(kind: str, records: Sequence[Record]) -> list[Record]:
    """The records of a kind; of actors the one that is named most first, of mentions those of that actor."""
    if kind not in ("actor", "mention"):
        return [record for record in records if record.kind == kind]
    mentions = [record for record in records if isinstance(record, Mention)]
    (most, _), *_ = Counter(mention.actor for mention in mentions).most_common(1)
    if kind == "mention":
        return [mention for mention in mentions if mention.actor == most]
    return [record for record in records if isinstance(record, Actor) and record.name == most]


def judge_a_row(folder: Path) -> None:
    """Rejects the first event of a table, as in a spreadsheet."""
    table = folder / "table.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    event = next(row for row in rows if row["record"].startswith("event-"))
    event |= {"verdict": "reject", "reason": "no such thing"}
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


#: What somebody does in another program before a line of a page.
BETWEEN = {'regesta import table.csv --as "Anna Bell" --dry-run': judge_a_row}


@pytest.fixture
def reader(regesta: Run, example_space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A newcomer in a folder of the example, with the files that pages take for granted."""
    shutil.copytree(example_space.root, tmp_path, dirs_exist_ok=True)
    for name, text in WRITTEN.items():
        (tmp_path / name).write_text(text, "utf-8")
    for name, source in COPIED.items():
        shutil.copyfile(ROOT / source, tmp_path / name)
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CI", "true")  # else `regesta` alone opens a browser where there is a screen
    return Reader(tmp_path, regesta)


def is_run(step: Line | Setting) -> bool:
    """Whether a step is one of those typed here."""
    return isinstance(step, Line) and step.tag is None


@pytest.mark.parametrize(
    "page", [page for page, shown in SHOWN if any(map(is_run, shown))], ids=lambda page: str(page.name)
)
def test_what_a_page_shows_works(page: Path, reader: Reader) -> None:
    for step in steps(page):
        if isinstance(step, Setting):
            with (reader.folder / "regesta.toml").open("a", encoding="utf-8") as settings:
                settings.write(step.text.replace("…64 hex digits…", sha256(TOKEN.encode()).hexdigest()))
        elif is_run(step):
            reader.type(step.text)


def test_what_is_not_run_says_why() -> None:
    left = [step for _, shown in SHOWN for step in shown if isinstance(step, Line) and not is_run(step)]
    for line in left:
        assert line.tag is not None
        if line.tag.kind == "run by":
            file, _, name = line.tag.text.partition("::")
            assert f"def {name}(" in (ROOT / file).read_text("utf-8"), line
        else:
            assert len(line.tag.text) > 10, line
    unrun = [f"{line.page}:{line.number}: {line.text}" for line in not_run()]
    assert len(unrun) == NOT_RUN, "\n".join(unrun)


def test_no_command_escapes(root: Path) -> None:
    """Lines that look like commands of ours stand in blocks that are read."""
    read = {(page, step.number) for page, shown in SHOWN for step in shown if isinstance(step, Line)}
    lines = [
        (page, number)
        for page in pages()
        for number, line in enumerate(page.read_text("utf-8").split("\n"), 1)
        if re.match(r"(?:    |\t)+(?:\$ )?(?:\.venv/bin/)?regesta(?: |$)", line)
    ]
    assert [where for where in lines if where not in read] == []
    assert len(read) > 90
