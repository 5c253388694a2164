"""The theses of a folder and the work on each: what the command line does, done by the same commands in
processes of their own."""

from __future__ import annotations

import filecmp
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import CONFIG, WorkspaceError, open_workspace
from regesta.graph.serve.server import DESK
from regesta.graph.store import current

#: `reading` the file is examined; `refused` it cannot be read well enough; `working` it is being made into a
#: graph; `failed` that ended with an error; `ready` it has a graph; `begun` a folder without one.
State = Literal["reading", "refused", "working", "failed", "ready", "begun"]
#: Where files wait that were dropped, below the folder.
UPLOADS, PART = ".dropped", ".part"
#: The file that remembers at which port each thesis is served.
PORTS = ".ports.json"
#: Bytes of a file that is taken in, and seconds a server may take until it answers.
LARGEST, PATIENCE = 256 << 20, 120.0
_SERVED = re.compile(r"serving .* at (http://\S+?)/?$", re.MULTILINE)


class DeskError(Exception):
    """What somebody at the desk can mend."""


class Known(DeskError):
    """A file that was dropped before, and the name of the thesis made of it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"you have this file already: it is {name}.")
        self.name = name


@dataclass
class Stage:
    """A step of the work: its name, what is under way in it, and how much is done (0 to 1)."""

    name: str
    step: str = ""
    done: float = 0.0


@dataclass
class Work:
    """What is done with one thesis, seen from outside: only its own thread writes it."""

    state: State
    report: Mapping[str, Any] | None = None
    stages: list[Stage] = field(default_factory=list)
    said: str = ""
    fault: str = ""

    def as_json(self) -> dict[str, Any]:
        """State, stages and what was said, for the page that watches."""
        stages = [{"name": s.name, "step": s.step, "done": s.done} for s in self.stages]
        return {"state": self.state, "stages": stages, "said": self.said, "fault": self.fault}


@dataclass(frozen=True)
class Thesis:
    """A workspace on the desk: the name of its folder, and the file it was made of when that is known."""

    name: str
    folder: Path
    file: Path | None = None


class Desk:
    """The theses in a folder. Files and folders are the whole memory; what runs is lost with the process."""

    def __init__(
        self, folder: Path, *, environment: Mapping[str, str] | None = None, address: str = "", port: int = 0
    ) -> None:
        """`address` is where the desk is, for the way back to it; theses are served at the ports from `port`
        on (0: at free ones)."""
        self.folder, self._port = folder, port
        if address:
            environment = {**(environment or {}), DESK: address}
        self._environment = {**os.environ, **(environment or {}), "REGESTA_PROGRESS": "json"}
        self._work: dict[str, Work] = {}
        self._servers: dict[str, tuple[subprocess.Popen[str], str]] = {}
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()

    def theses(self) -> list[Thesis]:
        """Everything that lies on the desk, the newest first."""
        found = (p for p in self.folder.glob(f"*/{CONFIG}") if _is_plain(p.parent.name))
        names = {p.parent.name: p.stat().st_mtime for p in found}
        now = time.time()
        names |= {name: self._waiting(name)[0].stat().st_mtime for name in self._waiting_names(names)}
        names |= {name: now for name in self._work if name not in names}
        return [self.thesis(name) for name in sorted(names, key=lambda n: (-names[n], n))]

    def thesis(self, name: str) -> Thesis:
        """One of them.

        Errors: DeskError when there is none of that name.
        """
        folder = self.folder / name
        files = self._waiting(name) if _is_plain(name) else []
        if not _is_plain(name) or not ((folder / CONFIG).is_file() or name in self._work or files):
            raise DeskError(f"there is no thesis {name!r} on this desk. Go back to the start page for those.")
        return Thesis(name, folder, files[0] if files else None)

    def _waiting(self, name: str) -> list[Path]:
        """The file of a thesis as it was dropped, alone in a list; an empty one where it is not at hand."""
        return sorted(p for p in (self.folder / UPLOADS / name).glob("*") if p.name != PART)

    def _waiting_names(self, known: Container[str]) -> list[str]:
        """The names of files that were dropped, and of which no workspace was made: the work was stopped."""
        places = (self.folder / UPLOADS).glob("*")
        return [p.name for p in places if p.name not in known and _is_plain(p.name) and self._waiting(p.name)]

    def _same_as(self, name: str, file: Path) -> str:
        """The thesis that was made of this very file, "" for none."""
        for place in sorted((self.folder / UPLOADS).glob("*")):
            others = self._waiting(place.name) if place.name != name else []
            if any(filecmp.cmp(o, file, shallow=False) for o in others):
                return place.name
        return ""

    def metadata(self, name: str) -> Mapping[str, str]:
        """What is known of a thesis's only document; nothing where there is none, or there are several."""
        folder = self.thesis(name).folder
        kept = sorted((folder / "documents").glob("*/metadata.json"))
        try:
            return json.loads(kept[0].read_bytes()) if len(kept) == 1 else {}
        except (OSError, ValueError):
            return {}

    def describe(self, name: str, *, title: str, author: str) -> None:
        """Say what a thesis is called and who wrote it.

        Errors: DeskError where its document is not read yet, or no title is given.
        """
        from regesta.extract import documents  # readers are heavy, and the start page needs none

        known = self.metadata(name)
        if not known:
            raise DeskError("its document is not read yet: wait until it is ready.")
        try:
            documents.describe(
                open_workspace(self.folder / name), str(known["id"]), title=title, author=author
            )
        except WorkspaceError as error:
            raise DeskError(str(error)) from error

    def work(self, name: str) -> Work:
        """What is being done with a thesis, or was."""
        thesis = self.thesis(name)
        if name in self._work:
            return self._work[name]
        state: State = "ready" if current(thesis.folder / "snapshots") is not None else "begun"
        return Work(state, _kept_report(thesis.folder))

    def take(self, filename: str, content: IO[bytes]) -> Thesis:
        """Keep a dropped file and begin to read it.

        Errors: DeskError when it is empty or larger than LARGEST bytes; Known when it was dropped before.
        """
        filename = filename.replace("\\", "/").rsplit("/", 1)[-1].strip() or "thesis"
        with self._lock:
            name = self._free_name(slug(Path(filename).stem))
            self._work[name] = Work("reading")
        try:
            file = self._keep(name, filename, content)
            if same := self._same_as(name, file):
                file.unlink()
                file.parent.rmdir()
                raise Known(same)
        except BaseException:
            self._work.pop(name)
            raise
        threading.Thread(target=self._read, args=(name, file), daemon=True).start()
        return Thesis(name, self.folder / name, file)

    def go_on(self, name: str, *, anyway: bool = False) -> None:
        """Turn a file that was read into a graph, though it was refused or has failed before.

        Errors: DeskError when its file is not at hand any more, or it is being worked on.
        """
        thesis = self.thesis(name)
        if thesis.file is None or not thesis.file.is_file():
            raise DeskError("the file is not at hand any more: drop it again on the start page.")
        with self._lock:
            work = self._work[name] = self.work(name)
            if work.state in ("reading", "working"):
                raise DeskError("it is being worked on: wait until that ends.")
            work.state, work.fault, work.said, work.stages = "working", "", "", []
        threading.Thread(target=self._make, args=(name, thesis.file, anyway), daemon=True).start()

    def open(self, name: str) -> str:
        """The address where a thesis is served, by a server that is started when there is none.

        Errors: DeskError when it does not start, with what it said.
        """
        thesis = self.thesis(name)
        with self._lock:
            if name in self._servers and self._servers[name][0].poll() is None:
                return self._servers[name][1]
            process, address = self._served(thesis)
            self._servers[name] = (process, address)
            return address

    def _served(self, thesis: Thesis) -> tuple[subprocess.Popen[str], str]:
        """A new server of a thesis and its address: at the port it had before, so that bookmarks go on to
        lead there, else at the next one; at a free one where another program has taken that."""
        ports = self._ports()
        wanted = ports.get(thesis.name) or self._next_port(ports.values())
        for port in dict.fromkeys((wanted, 0)):
            process = self._start("serve", "--workspace", str(thesis.folder), "--port", str(port))
            try:
                address = _address(process)
            except DeskError as error:
                self._running.discard(process)
                if port and "in use" in str(error):
                    continue
                raise
            if thesis.name not in ports:
                ports[thesis.name] = int(address.rpartition(":")[2])
                write_atomic(self.folder / PORTS, (json.dumps(ports, indent=1) + "\n").encode())
            return process, address
        raise AssertionError("a free port cannot be in use")

    def _ports(self) -> dict[str, int]:
        """The port each thesis was served at first."""
        try:
            told = json.loads((self.folder / PORTS).read_bytes())
            return {str(name): int(port) for name, port in told.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _next_port(self, taken: Collection[int]) -> int:
        """The first port behind the desk's own that no thesis has; 0 where the desk has none of its own."""
        behind = range(self._port + 1, 1 << 16)
        return next((p for p in behind if p not in taken), 0) if self._port else 0

    def close(self) -> None:
        """Stop everything that runs."""
        for process in list(self._running):
            process.terminate()
        for process in list(self._running):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()

    def _free_name(self, wanted: str) -> str:
        # A file that waits from an earlier day keeps its name: another one must not be taken for it.
        folders = [f for f in (self.folder, self.folder / UPLOADS) if f.is_dir()]
        taken = {p.name.casefold() for f in folders for p in f.iterdir()}
        names = (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000)))
        return next(n for n in names if n not in taken and n not in self._work)

    def _keep(self, name: str, filename: str, content: IO[bytes]) -> Path:
        """The file under its own name, in a folder of its own, whole or not at all."""
        place = self.folder / UPLOADS / name
        place.mkdir(parents=True)
        kept = place / _short(filename)
        part = place / PART
        with part.open("wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
            size = file.tell()
        if not 0 < size <= LARGEST:
            part.unlink()
            place.rmdir()
            raise DeskError(
                f"{filename} is empty: choose the file that holds the text."
                if size == 0
                else f"{filename} has {size >> 20} MB; at most {LARGEST >> 20} MB are read here. Pictures "
                "make files large: save a copy without them, or use `regesta run` in a terminal."
            )
        part.replace(kept)
        return kept

    def _start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "regesta", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env={**self._environment, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"},
        )
        self._running.add(process)
        return process

    def _read(self, name: str, file: Path) -> None:
        """Examine a file; a healthy one is gone on with."""
        work = self._work[name]
        work.stages = [Stage(f"read {file.name}")]
        process = self._start("doctor", str(file), "--json")
        told, complaint = process.communicate()
        self._running.discard(process)
        try:
            work.report = json.loads(told)
        except ValueError:
            work.fault = complaint.strip() or f"`regesta doctor` ended with {process.returncode}"
            work.state = "failed"
            return
        work.stages[0].done = 1.0
        if process.returncode:
            work.state = "refused"
            return
        work.state = "working"
        self._make(name, file, anyway=False)

    def _make(self, name: str, file: Path, anyway: bool) -> None:
        """From the file to a graph by `regesta run`, its progress and its words kept."""
        work = self._work[name]
        words = ["run", str(file), "--workspace", str(self.folder / name), *(["--anyway"] if anyway else [])]
        process = self._start(*words)
        said: queue.Queue[str] = queue.Queue()
        reader = threading.Thread(target=lambda: said.put(_text(process.stdout)), daemon=True)
        reader.start()
        complaint = list(_follow(process.stderr, work.stages))
        code = process.wait()
        reader.join()
        self._running.discard(process)
        work.said = said.get()
        if code:
            work.fault = "\n".join(complaint) or f"`regesta run` ended with {code}"
            work.state = "failed"
            return
        work.said = "\n".join((*complaint, work.said)).strip()
        work.state = "ready"


def _kept_report(folder: Path) -> Mapping[str, Any] | None:
    """The reading report of a thesis's only document; None where there is none, or there are several."""
    kept = sorted((folder / "documents").glob("*/reading.json"))
    try:
        return json.loads(kept[0].read_bytes()) if len(kept) == 1 else None
    except (OSError, ValueError):
        return None


def _is_plain(name: str) -> bool:
    """Whether a name is that of a folder beside the others, in no hidden place; people name theirs freely."""
    odd = any(c in "/\\" or unicodedata.category(c) in ("Cc", "Cs") for c in name)
    return Path(name).name == name and not name.startswith(".") and not odd


def slug(words: str) -> str:
    """A folder's name made of a file's: letters of any script, figures and hyphens, at most 60 characters."""
    letters = unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).casefold())
    return re.sub(r"[\W_]+", "-", letters).strip("-")[:60].strip("-") or "thesis"


def _short(filename: str) -> str:
    """A file name any file system takes, its ending kept."""
    stem, dot, ending = filename.replace("\0", "").rpartition(".")
    whole = stem if dot else ending
    cut = whole.encode()[:200].decode(errors="ignore").lstrip(".") or "thesis"
    return f"{cut}.{ending[:16]}" if dot else cut


def _text(stream: IO[str] | None) -> str:
    return stream.read() if stream is not None else ""


def _follow(stream: IO[str] | None, stages: list[Stage]) -> Iterator[str]:
    """Move the stages by the lines of progress, and hand on the other lines."""
    for line in stream or ():
        moved = _progress(line)
        if moved is None:
            yield line.rstrip()
            continue
        stage = next((s for s in stages if s.name == moved.name), None)
        if stage is None:
            stages.append(moved)
        else:
            stage.step, stage.done = moved.step, moved.done


def _progress(line: str) -> Stage | None:
    """A line of progress as `REGESTA_PROGRESS=json` prints it; None for any other."""
    if not line.startswith('{"stage"'):
        return None
    try:
        told = json.loads(line)
        return Stage(str(told["stage"]), str(told["step"]), float(told["done"]))
    except (ValueError, KeyError, TypeError):
        return None


def _address(process: subprocess.Popen[str]) -> str:
    """Where a server says it serves. Errors: DeskError when it ends or says nothing in PATIENCE seconds."""
    lines: queue.Queue[str | None] = queue.Queue()

    def listen(stream: Sequence[str] | IO[str]) -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    assert process.stdout is not None
    assert process.stderr is not None
    threading.Thread(target=listen, args=(process.stdout,), daemon=True).start()
    complaint: deque[str] = deque(maxlen=200)
    threading.Thread(target=lambda err=process.stderr: complaint.extend(err), daemon=True).start()
    end = time.monotonic() + PATIENCE
    while (left := end - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        if line is None:
            process.wait()
            raise DeskError("".join(complaint).strip() or "the server did not start")
        if found := _SERVED.search(line.rstrip()):
            return found[1]
    process.terminate()
    raise DeskError(f"the server did not answer within {PATIENCE:g} seconds. Try again.")
