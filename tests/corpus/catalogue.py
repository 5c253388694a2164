"""Which documents the corpus has, where their files lie, and whether they are the files that were annotated."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regesta.extract.read import Document, read_path
from regesta.extract.record import Span

DOCUMENTS = Path(__file__).resolve().parent / "documents"
#: The environment variable that names the folder of the texts that are not part of the project.
CORPUS_VARIABLE = "REGESTA_CORPUS"
ABOUT, GOLD = "about.toml", "gold.jsonl"
#: What `about.toml` must say: of every document, and besides of one that nobody here wrote.
NEEDED = (
    "title", "subject", "century", "register", "school", "spelling", "apparatus", "format", "group", "sealed",
    "file", "licence",
)  # fmt: skip
NEEDED_OF_REAL = ("repository", "commit", "path", "sha256", "window", "text_sha256", "command")
GROUPS = ("own", "real")


class CorpusError(Exception):
    """Something of the corpus that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the corpus: its folder and what its `about.toml` says."""

    folder: Path
    about: Mapping[str, Any]

    @property
    def slug(self) -> str:
        """Its name: that of its folder, and its document id."""
        return self.folder.name

    @property
    def group(self) -> str:
        """`own` for chapters written for the corpus, `real` for those nobody here wrote."""
        return str(self.about.get("group", ""))

    @property
    def sealed(self) -> bool:
        """Whether it is kept for final measurements."""
        return bool(self.about.get("sealed"))

    @property
    def gold(self) -> Path:
        """The annotations."""
        return self.folder / GOLD

    @property
    def window(self) -> Span | None:
        """From where to where it is annotated (offsets); None for the whole text."""
        given = self.about.get("window")
        if not given:
            return None
        flat = [int(n) for part in given for n in (part if isinstance(part, list) else [part])]
        return min(flat), max(flat)

    @property
    def skipped(self) -> tuple[Span, ...]:
        """Stretches of the window that are not annotated, such as documents printed in full (offsets)."""
        return tuple((int(a), int(b)) for a, b in self.about.get("skipped", ()))

    @property
    def file(self) -> Path | None:
        """The file that is read; None for one outside the project where `REGESTA_CORPUS` is not set."""
        name = str(self.about.get("file", ""))
        if self.group == "own":
            return self.folder / name
        folder = os.environ.get(CORPUS_VARIABLE)
        return Path(folder) / self.slug / name if folder else None

    def absence(self) -> str:
        """Why the document cannot be read here, "" when it can."""
        file = self.file
        if file is None:
            return f"{CORPUS_VARIABLE} is not set: its text is not part of the project"
        if not file.is_file():
            return f"{file.parent.name}/{file.name} is not there (python -m tests.corpus fetch-list)"
        wanted = str(self.about.get("sha256", ""))
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if wanted and found != wanted:
            return f"{file.parent.name}/{file.name} is another file than was annotated: sha256 {found[:12]}…"
        return ""


def entries() -> list[Entry]:
    """Every document of the corpus, by name."""
    return [_entry(path.parent) for path in sorted(DOCUMENTS.glob(f"*/{ABOUT}"))]


def entry(slug: str) -> Entry:
    """The document of that name. Errors: CorpusError with the names there are."""
    if not (DOCUMENTS / slug / ABOUT).is_file():
        there = ", ".join(e.slug for e in entries()) or "none yet"
        raise CorpusError(
            f"the corpus has no document {slug!r}; it has: {there}. Make documents/{slug}/{ABOUT} first."
        )
    return _entry(DOCUMENTS / slug)


def _entry(folder: Path) -> Entry:
    try:
        return Entry(folder, tomllib.loads((folder / ABOUT).read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{folder.name}/{ABOUT} is not TOML: {error}") from error


def read(of: Entry) -> Document:
    """The document as Regesta's reader reads it, under its slug. Errors: CorpusError when it is absent;
    ReadingError."""
    if absent := of.absence():
        raise CorpusError(f"{of.slug}: {absent}")
    assert of.file is not None
    return read_path(of.file, of.slug)


def fetching(of: Entry) -> Iterator[str]:
    """How the file of a real document is had: where from, its digest, and what makes of it the file that is
    read."""
    about = of.about
    source = about.get("source") or about.get("file", "")
    yield f"# {of.slug}: {about.get('title', '')} ({about.get('licence', '')})"
    yield f"#   github.com/{about.get('repository')} at {about.get('commit')}"
    yield f"#   {about.get('path')} -> ${CORPUS_VARIABLE}/{of.slug}/{source}"
    yield f"#   sha256 {about.get('source_sha256') or about.get('sha256')}"
    if about.get("command"):
        yield f'(root=$PWD; cd "${CORPUS_VARIABLE}/{of.slug}" && PYTHONPATH="$root" {about["command"]})'


def faults_of_text(of: Entry) -> Iterator[str]:
    """What is wrong with the text of a document that is there: another reading than was annotated."""
    wanted = str(of.about.get("text_sha256", ""))
    if not wanted:
        return
    text = read(of).text
    a, b = of.window or (0, len(text))
    found = hashlib.sha256(text[a:b].encode()).hexdigest()
    if found != wanted:
        yield (
            f"the text of its window is another than was annotated (sha256 {found[:12]}…): the reading of the "
            f"file has changed. Type `python -m tests.corpus reanchor {of.slug}`, then mend window and text_sha256."
        )


def faults(of: Entry) -> Iterator[str]:
    """What is wrong with an `about.toml`."""
    needed = NEEDED + (NEEDED_OF_REAL if of.group == "real" else ())
    for name in needed:
        if name not in of.about:
            yield f"{of.slug}/{ABOUT} lacks {name!r}"
    if of.group not in GROUPS:
        yield f"{of.slug}/{ABOUT}: group is {of.group!r}; it is one of {', '.join(GROUPS)}"
