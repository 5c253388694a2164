"""A document with its records as a UIMA CAS for INCEpTION, and the CAS that comes back as what its annotator
says.

The archive holds the CAS as XMI and its type system, as INCEpTION exports and imports them ("UIMA CAS XMI").
Each kind of record is a span layer `webanno.custom.Regesta<Kind>`, relations between claims a relation layer.
dkpro-cassis turns our offsets (code points) into UIMA's (UTF-16) and back.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem
from cassis.typesystem import TYPE_NAME_ANNOTATION, TYPE_NAME_STRING

from regesta.extract.record import Claim, Record, Sentence, Span, target_kind_of
from regesta.review.exchange.columns import EDITABLE, ColumnError, changes_of, row_of
from regesta.review.exchange.plan import Fault, Ground, ImportFault, new_record
from regesta.review.exchange.spreadsheet import VERDICTS
from regesta.review.exchange.tasks import KINDS, moved
from regesta.review.exchange.webannotation import spans_of
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged
from regesta.review.verdict import Outcome

_PACKAGE = "webanno.custom.Regesta"
_SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
#: UIMA reserves some names for features; these stand for the columns.
_FEATURES: Mapping[str, str] = {
    "who": "who",
    "whom": "whom",
    "type": "category",
    "when": "date",
    "place": "place",
    "stance": "stance",
}
_MORE = ("record", "status", "verdict", "comment", "digest")
#: An archive may unpack to so many bytes.
_LARGEST = 512 << 20
_TOKEN = re.compile(r"\w+|[^\w\s]")
#: Characters that XML cannot hold; a blank keeps the offsets.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def type_system() -> TypeSystem:
    """The layers, as INCEpTION knows them."""
    types = TypeSystem(add_document_annotation_type=True)
    for name in ("Sentence", "Token"):
        types.create_type(f"{_SEGMENT}{name}", supertypeName=TYPE_NAME_ANNOTATION)
    meta = types.create_type(_META, supertypeName="uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId"):
        types.create_feature(meta, name, TYPE_NAME_STRING)
    for kind in KINDS:
        layer = types.create_type(f"{_PACKAGE}{kind.capitalize()}", supertypeName=TYPE_NAME_ANNOTATION)
        for name in (*_FEATURES.values(), *_MORE):
            types.create_feature(layer, name, TYPE_NAME_STRING)
    relation = types.create_type(f"{_PACKAGE}Relation", supertypeName=TYPE_NAME_ANNOTATION)
    for name in ("Governor", "Dependent"):
        types.create_feature(relation, name, f"{_PACKAGE}Claim")
    types.create_feature(relation, "relation", TYPE_NAME_STRING)
    manifest = types.create_type(f"{_PACKAGE}Manifest", supertypeName=TYPE_NAME_ANNOTATION)
    for name in ("document", "records"):
        types.create_feature(manifest, name, TYPE_NAME_STRING)
    return types


def write(
    document: str,
    text: str,
    items: Iterable[Judged],
    sentences: Sequence[Sentence],
    units: Iterable[Span] = (),
) -> bytes:
    """The archive of one document; `units` are further stretches to be shown (note bodies), which INCEpTION
    shows sentence by sentence too."""
    types = type_system()
    cas = Cas(typesystem=types)
    cas.sofa_string = _NO_XML.sub(" ", text)
    cas.sofa_mime = "text/plain"
    cas.add(
        types.get_type(_META)(
            begin=0, end=len(text), documentTitle=document, documentId=document, language="en"
        )
    )
    _write_segments(cas, types, text, _apart([*(span for s in sentences for span in s.spans), *units]))
    shown = [j for j in items if j.record.kind in KINDS and j.record.document == document]
    made = _write_records(cas, types, shown)
    _write_relations(cas, types, [j.record for j in shown if isinstance(j.record, Claim)], made)
    cas.add(types.get_type(f"{_PACKAGE}Manifest")(begin=0, end=0, document=document, records=" ".join(made)))
    return _zipped({f"{document}.xmi": str(cas.to_xmi()), "TypeSystem.xml": str(types.to_xml())})


def _write_segments(cas: Cas, types: TypeSystem, text: str, spans: Iterable[Span]) -> None:
    """The sentences and their tokens, without which INCEpTION shows no text."""
    for a, b in spans:
        cas.add(types.get_type(f"{_SEGMENT}Sentence")(begin=a, end=b))
        for m in _TOKEN.finditer(text, a, b):
            cas.add(types.get_type(f"{_SEGMENT}Token")(begin=m.start(), end=m.end()))


def _write_records(cas: Cas, types: TypeSystem, items: Iterable[Judged]) -> dict[str, Any]:
    """An annotation for each part of each record; the first bears the features. Returns it by record id."""
    made: dict[str, Any] = {}
    for judged in items:
        record = judged.record
        layer = types.get_type(f"{_PACKAGE}{record.kind.capitalize()}")
        for part, (a, b) in enumerate(spans_of(record)):
            features = _features_of(judged) if part == 0 else {}
            annotation = layer(begin=a, end=b, record=record.id, **features)
            cas.add(annotation)
            made.setdefault(record.id, annotation)
    return made


def _features_of(judged: Judged) -> dict[str, str | None]:
    row = row_of(judged.record)
    columns = {_FEATURES[c]: row[c] or None for c in EDITABLE}
    return columns | {"status": judged.status, "digest": judged.record.digest()}


def _write_relations(cas: Cas, types: TypeSystem, claims: Iterable[Claim], made: Mapping[str, Any]) -> None:
    """The relations between claims that are both in the file."""
    layer = types.get_type(f"{_PACKAGE}Relation")
    for claim in claims:
        for relation in claim.relations:
            target = made.get(relation.target)
            if target is None:
                continue
            cas.add(
                layer(
                    begin=target.begin,
                    end=target.end,
                    Governor=made[claim.id],
                    Dependent=target,
                    relation=relation.type,
                )
            )


def _zipped(files: Mapping[str, str]) -> bytes:
    """A ZIP archive that is the same for the same files, whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in text order, none overlapping the one before."""
    out: list[Span] = []
    for a, b in sorted(spans):
        a = max(a, out[-1][1]) if out else a
        if a < b:
            out.append((a, b))
    return out


def read(data: bytes, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """What an annotator did in INCEpTION: changed features and spans are edits, new annotations candidates
    (accepted where their `verdict` says so), deleted ones rejections, relations drawn or taken away edits of
    their claim.

    Errors: ImportFault when it is no such archive or another text.
    """
    sent = _sent(_load(data), ground)
    requests: list[VerdictRequest] = []
    faults: list[Fault] = []
    asked: list[tuple[str, Callable[[], VerdictRequest | None]]] = [
        (f"record {r}", partial(_changed, sent, r, ground)) for r in sent.records
    ]
    asked += [(new.where, partial(_added, new, sent.document, ground, proposer)) for new in sent.fresh]
    for where, make in asked:
        try:
            request = make()
        except (ColumnError, ValueError) as error:
            faults.append(Fault(where, str(error)))
            continue
        if request is not None:
            requests.append(request)
    return requests + _deletions(sent, ground), faults


@dataclass(frozen=True, slots=True)
class _New:
    """An annotation that the annotator added."""

    kind: str
    annotation: Any

    @property
    def where(self) -> str:
        """Its place, for messages."""
        return f"new {self.kind} at {self.annotation.begin}"


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a CAS holds: the annotations of each record that was exported, those that are new, the relations
    drawn from each claim, and the ids that were exported."""

    document: str
    records: Mapping[str, Sequence[Any]]
    fresh: Sequence[_New]
    relations: Mapping[str, set[tuple[str, str]]]
    exported: Sequence[str]


def _sent(cas: Cas, ground: Ground) -> _Sent:
    """What the CAS holds.

    Errors: ImportFault when its text is not the text of its document here.
    """
    manifest = next(iter(_select(cas, f"{_PACKAGE}Manifest")), None)
    document = _document(cas, manifest, ground)
    if _NO_XML.sub(" ", ground.texts[document]).split() != (cas.sofa_string or "").split():
        raise ImportFault(
            f"the text of the file is not the text of {document} in this workspace; export it again and "
            "annotate that"
        )
    records: dict[str, list[Any]] = defaultdict(list)
    fresh: list[_New] = []
    for kind in KINDS:
        for annotation in _select(cas, f"{_PACKAGE}{kind.capitalize()}"):
            if annotation.record:
                records[annotation.record].append(annotation)
            else:
                fresh.append(_New(kind, annotation))
    exported = (manifest.records or "").split() if manifest is not None else []
    return _Sent(document, records, fresh, _relations(cas), exported)


def _select(cas: Cas, layer: str) -> Iterable[Any]:
    """The annotations of a layer; none when the file does not know it."""
    found: Iterable[Any] = cas.select(layer) if cas.typesystem.contains_type(layer) else ()
    return found


def _deletions(sent: _Sent, ground: Ground) -> list[VerdictRequest]:
    """A rejection for each exported record whose annotations are gone."""
    items = ground.state.items
    gone = [r for r in sent.exported if r not in sent.records and r in items]
    return [
        VerdictRequest(where=f"record {r}", outcome="reject", record=r, reason="deleted in INCEpTION")
        for r in gone
        if items[r].status != "rejected"
    ]


def _row(annotation: Any) -> dict[str, str]:
    return {column: str(annotation.get(feature) or "") for column, feature in _FEATURES.items()}


def _changed(sent: _Sent, record: str, ground: Ground) -> VerdictRequest | None:
    """What the annotator says of a record that was exported; None when nothing."""
    known = ground.state.items.get(ground.state.carried.get(record, record))
    if known is None:
        raise ValueError(f"there is no record {record!r} in this workspace")
    parts = sent.records[record]
    main = next((p for p in parts if p.digest), parts[0])
    changes = (
        changes_of(known.record, _row(main))
        | moved(known.record, sorted((int(p.begin), int(p.end)) for p in parts))
        | _drawn(known.record, sent, record)
    )
    outcome, comment = _verdict_of(main), str(main.comment or "").strip()
    where = f"record {record}"
    if changes or outcome is not None:
        return VerdictRequest(
            where=where,
            outcome=outcome or "accept",
            record=record,
            changes=changes,
            reason=comment,
            digest=str(main.digest or ""),
        )
    if comment:
        return VerdictRequest(where=where, outcome="comment", record=record, reason=comment)
    return None


def _verdict_of(annotation: Any) -> Outcome | None:
    """The verdict an annotation bears, None when it bears none.

    Errors: ValueError for another word.
    """
    verdict = str(annotation.verdict or "").strip().lower()
    if verdict and verdict not in VERDICTS:
        raise ValueError(
            f"verdict is {verdict!r}; it may be {', '.join(dict.fromkeys(VERDICTS))}, or nothing"
        )
    return VERDICTS.get(verdict)


def _drawn(known: Record, sent: _Sent, record: str) -> dict[str, Any]:
    """The relations of a claim as they are drawn, when others than before; relations to claims that are not
    in the file stay."""
    if not isinstance(known, Claim):
        return {}
    exported = {*sent.records, *sent.exported}
    was = {(r.type, r.target) for r in known.relations if r.target in exported}
    now: set[tuple[str, str]] = {
        (kind, target) for kind, target in sent.relations.get(record, ()) if target != record
    }
    if now == was:
        return {}
    kept = [
        r
        for r in known.to_dict().get("relations", ())
        if r["target"] not in exported or (r["type"], r["target"]) in now
    ]
    drawn = [
        {"type": kind, "target": target, "target_kind": target_kind_of(target)}
        for kind, target in sorted(now - was)
    ]
    return {"relations": kept + drawn}


def _added(new: _New, document: str, ground: Ground, proposer: str) -> VerdictRequest:
    """A new annotation as a candidate of the annotator, or with the verdict it bears."""
    annotation = new.annotation
    span = (int(annotation.begin), int(annotation.end))
    return VerdictRequest(
        where=new.where,
        addition=new_record(new.kind, document, [span], _row(annotation), ground, proposer),
        outcome=_verdict_of(annotation) or "comment",
        reason=str(annotation.comment or "").strip() or "annotated in INCEpTION",
    )


def _relations(cas: Cas) -> dict[str, set[tuple[str, str]]]:
    """Id of a claim -> the relations drawn from it: type and target."""
    out: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for relation in _select(cas, f"{_PACKAGE}Relation"):
        source, target = relation.Governor, relation.Dependent
        if source is not None and target is not None and source.record and target.record:
            out[source.record].add((str(relation.relation or "supports"), target.record))
    return out


def _document(cas: Cas, manifest: Any, ground: Ground) -> str:
    """The document of ours that the file names; the only one there is where it names none of ours.

    Errors: ImportFault.
    """
    named = [str(manifest.document)] if manifest is not None and manifest.document else []
    named += [str(m.documentId) for m in _select(cas, _META) if m.documentId]
    for name in named:
        stem = name.rsplit("/", 1)[-1]
        for document in ground.texts:
            if document in (name, stem, stem.rsplit(".", 1)[0]):
                return document
    if len(ground.texts) == 1:
        return next(iter(ground.texts))
    raise ImportFault(
        f"the file is of document {named[0] if named else '(none named)'}, and this workspace has "
        f"{', '.join(ground.texts)}"
    )


def _plain(data: bytes) -> bytes:
    """XML that defines no entities, as no CAS does: theirs could unfold without end or name other files.

    Errors: ImportFault.
    """
    if b"<!DOCTYPE" in (bare := data.replace(b"\0", b"")) or b"<!ENTITY" in bare:
        raise ImportFault(
            "the file has a document type of its own (<!DOCTYPE), which no export of INCEpTION has. Export "
            "the document again as UIMA CAS XMI."
        )
    return data


def _load(data: bytes) -> Cas:
    """The CAS of an archive, or of a bare XMI file.

    Errors: ImportFault.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # unknown layers of the annotator's own project are passed over
        try:
            if data[:4] == b"PK\x03\x04":
                xmi, types = _unzipped(data)
            else:
                xmi, types = data, None
            known = load_typesystem(io.BytesIO(_plain(types))) if types is not None else type_system()
            return load_cas_from_xmi(io.BytesIO(_plain(xmi)), typesystem=known, lenient=True)
        except ImportFault:
            raise
        except Exception as error:  # cassis and its XML parser raise many kinds
            raise ImportFault(
                f"the file is no UIMA CAS in XMI ({error}). In INCEpTION export the document as UIMA CAS XMI."
            ) from error


def _unzipped(data: bytes) -> tuple[bytes, bytes | None]:
    """The XMI and the type system (None when it has none) of an archive.

    Errors: ImportFault when it would unpack to too much, or holds no XMI.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if sum(i.file_size for i in archive.infolist()) > _LARGEST:
            raise ImportFault(
                f"the archive unpacks to more than {_LARGEST >> 20} MB; export one document at a time"
            )
        xmi = next((n for n in names if n.lower().endswith(".xmi")), None)
        if xmi is None:
            raise ImportFault(
                f"the archive holds no .xmi file but {', '.join(names[:5])}. In INCEpTION export the "
                "document as UIMA CAS XMI."
            )
        types = next((n for n in names if n.lower().endswith("typesystem.xml")), None)
        return archive.read(xmi), archive.read(types) if types is not None else None
