"""A workspace as one archive: an RO-Crate of its graph, records, verdicts, links, questions and figures, with
its texts or without."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import tomli_w

from regesta.extract.workspace import CONFIG, Workspace
from regesta.graph.bundle.crate import METADATA, metadata
from regesta.graph.bundle.knowledge import without_words
from regesta.graph.bundle.verbatim import (
    Verbatim,
    digest,
    pieces_of,
    quotations,
    restored,
    shingles,
    silenced,
)
from regesta.graph.bundle.withheld import WITHHELD
from regesta.graph.name import Names
from regesta.graph.reviewed import review
from regesta.graph.store import digest_of, lease
from regesta.graph.store.syntax import serialise
from regesta.review.agreement import agreement
from regesta.review.logs import log_of

#: The files of an archive beside its records.
GRAPH, LOG, QUALITY, README = "graph.nq", "review.jsonl", "quality.json", "README.md"
#: Settings of one machine and its people, which are nobody else's business.
_PRIVATE = ("serve", "store", "review", "database")
#: What makes a proposer ask another machine, and with which key: an archive decides neither.
_ASKING = frozenset(("url", "allow_remote", "key_env"))
#: Folders of the workspace that go along as they are.
_FOLDERS = {"authority": "*.tsv", "links": "*.tsv", "queries": "*.rq"}
_FORMAT = 1
_Json = dict[str, Any]


def bundle(workspace: Workspace, out: BinaryIO, *, without_text: bool = False, **_: object) -> None:
    """Write the archive, a .zip; the same workspace gives the same bytes.

    `without_text`: no document is in it, and wherever a record or a verdict quotes one, offsets and a digest
    stand instead; the graph says what the reviewers say, and nothing in the documents' words. Errors:
    StoreError when the graph was not built yet.
    """
    files = dict(_files(workspace, without_text=without_text))
    files[METADATA] = metadata(workspace, files, without_text=without_text)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, files[name])


def _files(workspace: Workspace, *, without_text: bool) -> Iterator[tuple[str, bytes]]:
    """The files of the archive by name, but its metadata."""
    yield from _as_they_are(workspace)
    yield QUALITY, _quality(workspace)
    texts = {name: Verbatim(workspace.text(name)) for name in workspace.documents()}
    kept = workspace.record_store()
    rows = {name: _lines(kept.lines(name)) for name in texts}
    verdicts = _lines(log_of(workspace).lines())
    yield GRAPH, _graph(workspace, list(texts.values()) if without_text else None)
    if not without_text:
        yield LOG, _jsonl(verdicts)
        yield from ((f"records/{name}.jsonl", _jsonl(rows[name])) for name in texts)
        yield from (found for name in texts for found in _document(workspace, name))
        return
    taken = {name: [nothing_left(texts[name].withheld(row)) for row in rows[name]] for name in texts}
    said = [_withheld_verdict(row, texts) for row in verdicts]
    yield from ((f"records/{name}.jsonl", _jsonl(taken[name])) for name in texts)
    yield LOG, _jsonl(said)
    yield WITHHELD, _told(workspace, texts, rows, verdicts, taken, said)


def _as_they_are(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """What goes along as it is: settings, authority files, links, questions, what is known of documents."""
    yield CONFIG, tomli_w.dumps(shared_settings(_settings(workspace))).encode()
    yield from _authorities_elsewhere(workspace)
    for folder, pattern in _FOLDERS.items():
        for path in sorted((workspace.root / folder).glob(pattern)):
            yield f"{folder}/{path.name}", path.read_bytes()
    if (workspace.root / README).is_file():
        yield README, (workspace.root / README).read_bytes()
    for name in workspace.documents():
        yield f"documents/{name}/metadata.json", (workspace.document(name) / "metadata.json").read_bytes()


def _authorities_elsewhere(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Authority files that the settings name and that do not lie in authority/."""
    here = workspace.root / "authority"
    taken = {path.name for path in here.glob("*.tsv")}
    for name in workspace.settings.authorities:
        path = workspace.root / name
        if path.is_file() and path.parent.resolve() != here.resolve():
            stem = next(s for n in range(len(taken) + 2) if (s := f"{path.stem}{n or ''}.tsv") not in taken)
            taken.add(stem)
            yield f"authority/{stem}", path.read_bytes()


def shared_settings(told: Mapping[str, Any]) -> _Json:
    """Settings that are not those of one machine and its people: no addresses, no paths. Authority files that
    lie elsewhere go along in authority/, where each is read without being named."""
    shared = {k: v for k, v in told.items() if k not in _PRIVATE}
    if {*str(shared.get("model", ""))} & {*"/\\"}:
        shared["model"] = ""
    if "authorities" in shared:
        shared["authorities"] = []
    if "documents" in shared:  # who unpacks it learns what may not be shown; what may is for them to say
        told_of = {d: row for d, row in shared["documents"].items() if row.get("text", "full") != "full"}
        shared |= {"documents": told_of}
    if "proposers" in shared:
        shared["proposers"] = _without(shared["proposers"], _ASKING)
    return shared


def _without(value: Any, members: Collection[str]) -> Any:
    """A value of the settings without some members, however deep they stand."""
    if isinstance(value, Mapping):
        return {k: _without(v, members) for k, v in value.items() if k not in members}
    return [_without(v, members) for v in value] if isinstance(value, list) else value


def _document(workspace: Workspace, name: str) -> Iterator[tuple[str, bytes]]:
    """A document as given, and its text."""
    for path in sorted(workspace.document(name).iterdir()):
        if path.name not in ("metadata.json", "reading.json"):
            yield f"documents/{name}/{path.name}", path.read_bytes()


def _settings(workspace: Workspace) -> _Json:
    import tomllib

    return tomllib.loads((workspace.root / CONFIG).read_text("utf-8"))


def _lines(data: bytes) -> list[_Json]:
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]


def jsonl_line(row: Any) -> str:
    """A record or verdict as a line of its file, as records and logs write it."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _jsonl(rows: list[_Json]) -> bytes:
    return "".join(map(jsonl_line, rows)).encode()


def _withheld_verdict(row: _Json, texts: Mapping[str, Verbatim]) -> _Json:
    """A verdict without words of the text, and the document its offsets count in."""
    judged = row.get("judged") or row.get("edited") or {}
    document = str(judged.get("document", ""))
    if document not in texts:
        quoting = (name for name, words in texts.items() if words.quoted(str(row.get("reason", ""))))
        document = next(quoting, "")
    taken = texts[document].withheld(row) if document else row
    others = [words for name, words in texts.items() if name != document]
    gone = not document and bool(judged)
    return {"document": document, "verdict": nothing_left(taken, others, gone=gone)}


def nothing_left(row: _Json, others: Sequence[Verbatim] = (), *, gone: bool = False) -> _Json:
    """A record or verdict, its quotations taken out, without what it has of other texts, or of an edition
    that is here no more: there its words are known from itself alone. `gone`: its document is not here at
    all."""
    strange = [words for words in quotations(row) if gone or any(shingles(words))]
    known = [*others, Verbatim("\n".join(strange))] if strange else others
    told: _Json = silenced(row, known, all_quotations=gone) if known else row
    return told


def _graph(workspace: Workspace, texts: Sequence[Verbatim] | None) -> bytes:
    """The built graph as sorted N-Quads, less other people's graphs and the saved queries' own, and without
    the words of these texts; None: with them."""
    names = Names(workspace.settings.base)
    left_out = tuple(f"{names.base}graph/{part}" for part in ("import/", "imports", "queries"))
    with lease(workspace.snapshots) as snapshot:
        quads = [
            q for q in snapshot.open() if not str(getattr(q.graph_name, "value", "")).startswith(left_out)
        ]
    kept = quads if texts is None else without_words(quads, texts, names)
    return b"".join(sorted(set(serialise(kept, "nquads").splitlines(keepends=True))))


def _quality(workspace: Workspace) -> bytes:
    """How much was accepted how, who judged how much, and how far reviewers agree."""
    verdicts = log_of(workspace).read()
    state, _ = review(workspace, verdicts)
    accepted: dict[str, Counter[str]] = {}
    for judged in state.accepted():
        by = judged.accepted_by
        how = "policy" if by is not None and by.policy else "reviewed"
        accepted.setdefault(judged.record.kind, Counter())[how] += 1
    figures = {
        "accepted": {kind: dict(sorted(n.items())) for kind, n in sorted(accepted.items())},
        "disputed": sum(j.disputed for j in state.items.values()),
        "verdicts": dict(sorted(Counter(v.policy or v.reviewer for v in verdicts).items())),
        "agreement": [{**row.to_dict(), "differ": len(row.differ)} for row in agreement(state)],
    }
    return (json.dumps(figures, ensure_ascii=False, indent=1) + "\n").encode()


def _told(
    workspace: Workspace,
    texts: Mapping[str, Verbatim],
    rows: Mapping[str, list[_Json]],
    verdicts: list[_Json],
    taken: Mapping[str, list[_Json]],
    said: list[_Json],
) -> bytes:
    """What was withheld: which texts, how many quotations, and the digests of what is whole again with
    them."""
    quotations = Counter({name: sum(1 for _ in pieces_of(taken[name])) for name in texts})
    for row in said:
        quotations[row["document"]] += sum(1 for _ in pieces_of(row))
    documents = {
        name: {
            "characters": len(words.text),
            "text_sha256": digest(words.text),
            "source_sha256": workspace.metadata(name).get("source_sha256", ""),
            "quotations": quotations[name],
        }
        for name, words in texts.items()
    }
    state, _ = review(workspace, log_of(workspace).read())
    again = [restored(row["verdict"], texts[d].text if (d := row["document"]) else "") for row in said]
    whole = {LOG: _jsonl(again)} | {
        f"records/{name}.jsonl": _jsonl([restored(row, texts[name].text) for row in taken[name]])
        for name in texts
    }
    with lease(workspace.snapshots) as snapshot:
        built = digest_of(workspace.snapshots, snapshot.generation)
    told = {
        "format": _FORMAT,
        "accepted": sum(1 for _ in state.accepted()),
        "documents": documents,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(whole.items())},
        "graph_sha256": built,
    }
    return (json.dumps(told, indent=1) + "\n").encode()


__all__ = [
    "GRAPH",
    "LOG",
    "QUALITY",
    "README",
    "bundle",
    "jsonl_line",
    "nothing_left",
    "shared_settings",
]
