"""Documents in a workspace: added once as given, read again the same way ever after."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from regesta.extract.read import read_bytes, read_path, refuse_broken
from regesta.extract.read.document import Document
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import DOCUMENT_ID, Workspace, WorkspaceError

#: What a document's folder holds beside the file as given.
TEXT, METADATA, REPORT = "text.txt", "metadata.json", "reading.json"
#: What `add` writes of a document; the reader's part of `load` needs the last three.
_NEEDED: Final = ("title", "author", "year", "source_name", "source_sha256", "text_sha256")
#: A name under which a file is kept as it was given: one that every file system takes, beside the others.
_PLAIN_NAME = re.compile(r"[^\W_][^\x00-\x1f/\\:*?\"<>|]*\Z")
_LONGEST_NAME = 120
#: Folders of documents that are being added; one so old (seconds) is left of an `add` that was killed.
_ADDING, _LEFT_OVER = ".adding-", 3600.0


def kept_name(name: str) -> str:
    """The name under which a document's folder keeps the file as given: its own where that is plain and short
    and not that of another file there, else `source` with its suffix."""
    fits = len(name.encode("utf-8", "replace")) <= _LONGEST_NAME and name == _readable(name)
    if fits and _PLAIN_NAME.match(name) and name.lower() not in (TEXT, METADATA, REPORT):
        return name
    suffix = Path(name).suffix
    return "source" + (suffix.lower() if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", suffix) else "")


def _readable(text: str) -> str:
    """A text without the bytes of a file's name that are no UTF-8 (U+FFFD for each)."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def add(
    workspace: Workspace,
    path: Path,
    *,
    document_id: str | None = None,
    title: str = "",
    author: str = "",
    year: str = "",
    document: Document | None = None,
    anyway: bool = False,
) -> Document:
    """Put a file into the workspace: the file as given, its raw text of record, and what is known of it.

    `document` is the file as already read, when the caller has read it. Adding the same file again changes
    nothing; another file under the same id is refused (offsets of judged records refer to the first).
    Errors: ReadingError for a file that cannot be read, BrokenReading (one of them) for one whose reading is
    of no use, unless told to go on `anyway`; WorkspaceError for an id that is taken or not legal.
    """
    if document_id is not None and not DOCUMENT_ID.match(document_id):
        raise WorkspaceError(
            f"{document_id!r} cannot name a document: use up to 64 lower-case letters, digits, '.', '_' and "
            "'-', for instance `--id kim-2019`."
        )
    document = document or read_path(path, document_id)
    if not anyway:
        refuse_broken(document)
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    folder = workspace.document(document.id)
    known = workspace.metadata(document.id)
    if known and known.get("source_sha256") != digest:
        raise WorkspaceError(
            f"{workspace.root} already has a document {document.id!r} and it is another file "
            f"({known.get('source_name')}, sha256 {str(known.get('source_sha256'))[:12]}…). Verdicts refer "
            f"to its text. Type `regesta add {path} --id ANOTHER-NAME` to add this one beside it."
        )
    document = _called(_called(document, known), {"title": title, "author": author, "year": year})
    metadata = {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "year": document.year,
        "language": document.language,
        "media_type": document.media_type,
        "source_name": path.name,
        "source_file": kept_name(path.name),
        "source_sha256": digest,
        "text_sha256": document.sha256,
    }
    metadata = {name: _readable(value) for name, value in metadata.items()}
    _put(
        folder,
        {
            metadata["source_file"]: data,
            TEXT: document.text.encode("utf-8"),
            METADATA: _as_json(metadata),
        },
    )
    keep_report(workspace, document)
    return document


def _called(document: Document, said: Mapping[str, Any]) -> Document:
    """The document with the title, author and year that somebody said, where they did."""
    return replace(
        document,
        title=str(said.get("title") or document.title),
        author=str(said.get("author") or document.author),
        year=str(said.get("year") or document.year),
    )


def describe(workspace: Workspace, name: str, *, title: str, author: str) -> None:
    """Says what a document is called and who wrote it, where its file says so wrongly or not at all; the next
    build takes it up.

    Errors: WorkspaceError where there is no such document, or no title.
    """
    known = workspace.metadata(name) if name in workspace.documents() else {}
    title, author = (" ".join(words.split()) for words in (title, author))
    if not known or not title:
        wrong = "a title is needed" if known else f"there is no document {name!r} in {workspace.root}"
        raise WorkspaceError(f"{wrong}. Nothing was changed.")
    told = {**known, "title": title, "author": author}
    write_atomic(workspace.document(name) / METADATA, _as_json(told))


def keep_report(workspace: Workspace, document: Document) -> None:
    """Writes how a document was read beside it, as `reading.json` (derived; docs/workspace.md)."""
    write_atomic(workspace.reading_file(document.id), _as_json(document.report.to_dict()))


def _as_json(told: Mapping[str, Any]) -> bytes:
    """What a file beside a document says, as the bytes that are written."""
    return (_readable(json.dumps(told, ensure_ascii=False, indent=1)) + "\n").encode("utf-8")


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a document's folder with all its files or not at all: in a folder beside it, which is then
    renamed.

    In a folder that is there already (the same document again, or the rest of an `add` that was killed) the
    files are replaced one by one, the metadata last: without them it is no document.
    """
    _sweep(folder.parent)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_ADDING))
        try:
            for name, data in files.items():
                write_atomic(draft / name, data)
            os.chmod(draft, 0o755)
            os.rename(draft, folder)
            return
        except BaseException as error:
            shutil.rmtree(draft, ignore_errors=True)
            if not (isinstance(error, OSError) and folder.is_dir()):  # added by another program meanwhile
                raise
    for name, data in files.items():
        write_atomic(folder / name, data)


def _sweep(documents: Path) -> None:
    """Delete what an `add` left behind that was killed."""
    for left in documents.glob(f"{_ADDING}*"):
        if time.time() - left.stat().st_mtime > _LEFT_OVER:
            shutil.rmtree(left, ignore_errors=True)


def known(workspace: Workspace, document_id: str) -> dict[str, Any]:
    """The metadata of a document that was added. Errors: WorkspaceError for one that is not there, or whose
    metadata lack what reading it again needs."""
    metadata = workspace.metadata(document_id)
    if not metadata:
        there = ", ".join(workspace.documents()) or "none yet: type `regesta add FILE`"
        raise WorkspaceError(f"{workspace.root} has no document {document_id!r}. Its documents: {there}.")
    if missing := [name for name in _NEEDED if name not in metadata]:
        raise WorkspaceError(
            f"{workspace.document(document_id) / METADATA} lacks {', '.join(missing)}. Restore it from "
            "version "
            "control, or add the file again."
        )
    return metadata


def load(workspace: Workspace, document_id: str) -> Document:
    """The document read again from the file as given; its text must be the text of record. Title, author,
    year and language are those of its `metadata.json`, where a user may correct them.

    Errors: WorkspaceError for an unknown id (with those there are), a file gone or changed, or a reader that
    now reads it otherwise.
    """
    metadata = known(workspace, document_id)
    name = str(metadata["source_name"])
    path = workspace.document(document_id) / str(metadata.get("source_file") or name)
    if not path.is_file():
        raise WorkspaceError(
            f"{path} is gone; it is the file as given of document {document_id!r}. Restore it from version "
            "control, or add it again."
        )
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != metadata["source_sha256"]:
        raise WorkspaceError(
            f"{path} was changed after it was added: its digest differs. Restore it, or add the changed file "
            "under another id."
        )
    document = read_bytes(data, name, document_id)
    if document.sha256 != metadata["text_sha256"]:
        raise WorkspaceError(
            f"this version of regesta reads {name} into another text than the text of record of "
            f"{document_id!r}, so the offsets of its verdicts would be wrong. Add the file under another id, "
            "or use the version that added it."
        )
    return replace(
        document,
        title=str(metadata["title"]),
        author=str(metadata["author"]),
        year=str(metadata["year"]),
        language=str(metadata.get("language") or document.language),
    )
