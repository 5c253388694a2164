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
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem
from cassis.typesystem import TYPE_NAME_ANNOTATION, TYPE_NAME_STRING

from regesta.extract.record import Claim, Record, Sentence, Span
from regesta.review.exchange.columns import EDITABLE, ColumnError, changes_of, row_of
from regesta.review.exchange.plan import Fault, Ground, ImportFault, new_record
from regesta.review.exchange.spreadsheet import VERDICTS
from regesta.review.exchange.webannotation import spans_of
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged

_PACKAGE = "webanno.custom.Regesta"
_SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
#: The kinds that stand in the text, and so can be layers.
KINDS = ("mention", "event", "decision", "claim", "citation")
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
    for a, b in _apart([*(span for s in sentences for span in s.spans), *units]):
        cas.add(types.get_type(f"{_SEGMENT}Sentence")(begin=a, end=b))
        for m in _TOKEN.finditer(text, a, b):
            cas.add(types.get_type(f"{_SEGMENT}Token")(begin=m.start(), end=m.end()))
    made: dict[str, Any] = {}
    claims: list[Claim] = []
    for judged in items:
        record = judged.record
        if record.kind not in KINDS or record.document != document:
            continue
        layer = types.get_type(f"{_PACKAGE}{record.kind.capitalize()}")
        row = row_of(record)
        for part, (a, b) in enumerate(spans_of(record)):
            features = (
                {_FEATURES[c]: row[c] or None for c in EDITABLE}
                | {"status": judged.status, "digest": record.digest()}
                if part == 0
                else {}
            )
            annotation = layer(begin=a, end=b, record=record.id, **features)
            cas.add(annotation)
            made.setdefault(record.id, annotation)
        if isinstance(record, Claim):
            claims.append(record)
    for claim in claims:
        for relation in claim.relations:
            if relation.target in made:
                source, target = made[claim.id], made[relation.target]
                cas.add(
                    types.get_type(f"{_PACKAGE}Relation")(
                        begin=target.begin,
                        end=target.end,
                        Governor=source,
                        Dependent=target,
                        relation=relation.type,
                    )
                )
    cas.add(types.get_type(f"{_PACKAGE}Manifest")(begin=0, end=0, document=document, records=" ".join(made)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((f"{document}.xmi", cas.to_xmi()), ("TypeSystem.xml", types.to_xml())):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), str(content))
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
    their claim. Errors: ImportFault when it is no such archive or another text."""
    cas = _load(data)
    manifest = (
        next(iter(cas.select(f"{_PACKAGE}Manifest")), None)
        if cas.typesystem.contains_type(f"{_PACKAGE}Manifest")
        else None
    )
    document = _document(cas, manifest, ground)
    if " ".join(_NO_XML.sub(" ", ground.texts[document]).split()) != " ".join(
        (cas.sofa_string or "").split()
    ):
        raise ImportFault(
            f"the text of the file is not the text of {document} in this workspace; export it again and "
            "annotate that"
        )
    groups: dict[str, list[Any]] = defaultdict(list)
    fresh: list[tuple[str, Any]] = []
    for kind in KINDS:
        if not cas.typesystem.contains_type(f"{_PACKAGE}{kind.capitalize()}"):
            continue
        for annotation in cas.select(f"{_PACKAGE}{kind.capitalize()}"):
            if annotation.record:
                groups[annotation.record].append(annotation)
            else:
                fresh.append((kind, annotation))
    drawn = _relations(cas)
    exported = {*groups, *((manifest.records or "").split() if manifest is not None else ())}
    said: list[VerdictRequest] = []
    faults: list[Fault] = []
    for record, parts in groups.items():
        _keep(
            said,
            faults,
            f"record {record}",
            lambda record=record, parts=parts: _changed(record, parts, drawn, exported, ground),
        )
    for kind, annotation in fresh:
        where = f"new {kind} at {annotation.begin}"
        _keep(
            said,
            faults,
            where,
            lambda kind=kind, annotation=annotation, where=where: _added(
                where, kind, annotation, document, ground, proposer
            ),
        )
    for record in (manifest.records or "").split() if manifest is not None else ():
        if (
            record not in groups
            and record in ground.state.items
            and ground.state.items[record].status != "rejected"
        ):
            said.append(
                VerdictRequest(
                    where=f"record {record}", outcome="reject", record=record, reason="deleted in INCEpTION"
                )
            )
    return said, faults


def _keep(said: list[VerdictRequest], faults: list[Fault], where: str, make: Any) -> None:
    try:
        one = make()
    except (ColumnError, ValueError) as error:
        faults.append(Fault(where, str(error)))
        return
    if one is not None:
        said.append(one)


def _row(annotation: Any) -> dict[str, str]:
    return {column: str(annotation.get(feature) or "") for column, feature in _FEATURES.items()}


def _changed(
    record: str,
    parts: Sequence[Any],
    drawn: Mapping[str, set[tuple[str, str]]],
    exported: Set[str],
    ground: Ground,
) -> VerdictRequest | None:
    known = ground.state.items.get(ground.state.carried.get(record, record))
    if known is None:
        raise ValueError(f"there is no record {record!r} in this workspace")
    main = next((p for p in parts if p.digest), parts[0])
    changes = changes_of(known.record, _row(main))
    spans = sorted((int(p.begin), int(p.end)) for p in parts)
    if spans != sorted(spans_of(known.record)):
        changes |= _moved(known.record, spans)
    if isinstance(known.record, Claim):
        was = {(r.type, r.target) for r in known.record.relations if r.target in exported}
        now = {(kind, target) for kind, target in drawn.get(record, set()) if target != record}
        if now != was:
            kept = [
                r
                for r in known.record.to_dict().get("relations", ())
                if r["target"] not in exported or (r["type"], r["target"]) in now
            ]
            changes["relations"] = kept + [
                {"type": kind, "target": target} for kind, target in sorted(now - was)
            ]
    verdict = str(main.verdict or "").strip().lower()
    comment = str(main.comment or "").strip()
    if verdict and verdict not in VERDICTS:
        raise ValueError(
            f"verdict is {verdict!r}; it may be {', '.join(dict.fromkeys(VERDICTS))}, or nothing"
        )
    if not changes and not verdict:
        return (
            VerdictRequest(where=f"record {record}", outcome="comment", record=record, reason=comment)
            if comment
            else None
        )
    return VerdictRequest(
        where=f"record {record}",
        outcome=VERDICTS.get(verdict, "accept"),
        record=record,
        changes=changes,
        reason=comment,
        digest=str(main.digest or ""),
    )


def _moved(record: Record, spans: Sequence[Span]) -> dict[str, Any]:
    first = [*spans[0]]
    if record.kind == "claim":
        return {"spans": [[*s] for s in spans], "content": [*max(spans, key=lambda s: s[1] - s[0])]}
    return {"trigger" if record.kind in ("event", "decision") else "span": first}


def _added(
    where: str, kind: str, annotation: Any, document: str, ground: Ground, proposer: str
) -> VerdictRequest:
    record = new_record(
        kind, document, [(int(annotation.begin), int(annotation.end))], _row(annotation), ground, proposer
    )
    verdict = str(annotation.verdict or "").strip().lower()
    if verdict and verdict not in VERDICTS:
        raise ValueError(
            f"verdict is {verdict!r}; it may be {', '.join(dict.fromkeys(VERDICTS))}, or nothing"
        )
    reason = str(annotation.comment or "").strip() or "annotated in INCEpTION"
    return VerdictRequest(
        where=where, outcome=VERDICTS.get(verdict, "comment"), addition=record, reason=reason
    )


def _relations(cas: Cas) -> dict[str, set[tuple[str, str]]]:
    out: dict[str, set[tuple[str, str]]] = defaultdict(set)
    if cas.typesystem.contains_type(f"{_PACKAGE}Relation"):
        for relation in cas.select(f"{_PACKAGE}Relation"):
            source, target = relation.Governor, relation.Dependent
            if source is not None and target is not None and source.record and target.record:
                out[source.record].add((str(relation.relation or "supports"), target.record))
    return out


def _document(cas: Cas, manifest: Any, ground: Ground) -> str:
    named = [str(manifest.document)] if manifest is not None and manifest.document else []
    named += (
        [str(m.documentId) for m in cas.select(_META) if m.documentId]
        if cas.typesystem.contains_type(_META)
        else []
    )
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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # unknown layers of the annotator's own project are passed over
        try:
            if data[:4] == b"PK\x03\x04":
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    names = archive.namelist()
                    if sum(i.file_size for i in archive.infolist()) > _LARGEST:
                        raise ImportFault(
                            f"the archive unpacks to more than {_LARGEST >> 20} MB; export one document at a "
                            "time"
                        )
                    xmi = next((n for n in names if n.lower().endswith(".xmi")), None)
                    if xmi is None:
                        raise ImportFault(
                            f"the archive holds no .xmi file but {', '.join(names[:5])}. In INCEpTION export "
                            "the document as UIMA CAS XMI."
                        )
                    types = next((n for n in names if n.lower().endswith("typesystem.xml")), None)
                    known = (
                        load_typesystem(io.BytesIO(_plain(archive.read(types)))) if types else type_system()
                    )
                    return load_cas_from_xmi(
                        io.BytesIO(_plain(archive.read(xmi))), typesystem=known, lenient=True
                    )
            return load_cas_from_xmi(io.BytesIO(_plain(data)), typesystem=type_system(), lenient=True)
        except ImportFault:
            raise
        except Exception as error:  # cassis and its XML parser raise many kinds
            raise ImportFault(
                f"the file is no UIMA CAS in XMI ({error}). In INCEpTION export the document as UIMA CAS XMI."
            ) from error
