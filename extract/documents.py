"""Documents in a workspace: added once as given, read again the same way ever after."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from regesta.extract.read import read_bytes, read_path, refuse_broken
from regesta.extract.read.document import Document
from regesta.extract.workspace import DOCUMENT_ID, Workspace, WorkspaceError, write_atomic


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
            f"{document_id!r} cannot name a document: use up to 64 lower-case letters, digits, '.', '_' and '-', for instance `--id kim-2019`."
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
            f"{workspace.root} already has a document {document.id!r} and it is another file ({known.get('source_name')}, sha256 {str(known.get('source_sha256'))[:12]}…). "
            f"Verdicts refer to its text. Type `regesta add {path} --id ANOTHER-NAME` to add this one beside it."
        )
    document = replace(
        document, title=title or document.title, author=author or document.author, year=year or document.year
    )
    metadata = {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "year": document.year,
        "language": document.language,
        "media_type": document.media_type,
        "source_name": path.name,
        "source_sha256": digest,
        "text_sha256": document.sha256,
    }
    write_atomic(folder / path.name, data)
    if path.name != "text.txt":
        write_atomic(folder / "text.txt", document.text.encode("utf-8"))
    write_atomic(
        folder / "metadata.json", (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    )
    keep_report(workspace, document)
    return document


def keep_report(workspace: Workspace, document: Document) -> None:
    """Writes how a document was read beside it, as `reading.json` (derived; docs/workspace.md)."""
    path = workspace.reading_file(document.id)
    if path.name != document.source_name:
        told = json.dumps(document.report.to_dict(), ensure_ascii=False, indent=1)
        write_atomic(path, (told + "\n").encode("utf-8"))


def load(workspace: Workspace, document_id: str) -> Document:
    """The document read again from the file as given; its text must be the text of record. Title, author, year
    and language are those of its `metadata.json`, where a user may correct them.

    Errors: WorkspaceError for an unknown id (with those there are), a file gone or changed, or a reader that
    now reads it otherwise.
    """
    metadata = workspace.metadata(document_id)
    if not metadata:
        there = ", ".join(workspace.documents()) or "none yet: type `regesta add FILE`"
        raise WorkspaceError(f"{workspace.root} has no document {document_id!r}. Its documents: {there}.")
    path = workspace.document(document_id) / str(metadata["source_name"])
    if not path.is_file():
        raise WorkspaceError(
            f"{path} is gone; it is the file as given of document {document_id!r}. Restore it from version control, or add it again."
        )
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != metadata["source_sha256"]:
        raise WorkspaceError(
            f"{path} was changed after it was added: its digest differs. Restore it, or add the changed file under another id."
        )
    document = read_bytes(data, path.name, document_id)
    if document.sha256 != metadata["text_sha256"]:
        raise WorkspaceError(
            f"this version of regesta reads {path.name} into another text than the text of record of {document_id!r}, so the offsets of its verdicts would be wrong. "
            f"Add the file under another id, or use the version that added it."
        )
    return replace(
        document,
        title=str(metadata["title"]),
        author=str(metadata["author"]),
        year=str(metadata["year"]),
        language=str(metadata.get("language") or document.language),
    )
