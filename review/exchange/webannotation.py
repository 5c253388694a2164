"""The W3C Web Annotation model, both ways: records as annotations with position and quote selectors,
annotations as requests for verdicts.

Model: https://www.w3.org/TR/annotation-model/. An annotation of ours carries its record whole in a JSON body,
so that our own files come back without loss; annotations of other tools are anchored by their selectors and
read by their purposes and tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent

from regesta.extract.record import Record, Span, from_dict
from regesta.review.exchange.anchoring import Quoted, anchor, quoted
from regesta.review.exchange.annotation_relations import Drawn, ends_of, with_relations
from regesta.review.exchange.plan import Fault, Ground, ImportFault, nearest, new_record
from regesta.review.json_values import nesting
from regesta.review.reanchoring import anchor as place_of
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged
from regesta.review.verdict import Outcome

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_OWN_TERMS = {
    "rg": "https://w3id.org/regesta/ontology#",
    "status": "rg:status",
    "confidence": {"@id": "rg:confidence", "@type": "http://www.w3.org/2001/XMLSchema#decimal"},
}
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
#: How a record is told from other JSON in a body.
PROFILE = "https://w3id.org/regesta/ontology#record"
_KINDS = ("Annotation", "AnnotationPage", "AnnotationCollection")
#: Kinds a foreign annotation may be tagged with.
_TAGGED = ("claim", "event", "decision", "mention")
_ASSESSED: Mapping[str, Outcome] = {
    "accept": "accept",
    "accepted": "accept",
    "reject": "reject",
    "rejected": "reject",
    "defer": "defer",
}

#: How deep a file of annotations may nest; JSON-LD of others is nested deeper than records are.
DEEPEST = 100


def write(items: Iterable[Judged], texts: Mapping[str, str], *, base: str, label: str) -> bytes:
    """A collection of annotations, one page of it, as JSON-LD; `base` is the workspace's base IRI, `label`
    its name."""
    rows = [json.dumps(one, ensure_ascii=False) for one in as_annotations(items, texts, base=base)]
    head = {
        "@context": [CONTEXT, _OWN_TERMS],
        "id": f"{base}annotations",
        "type": "AnnotationCollection",
        "label": label,
        "total": len(rows),
    }
    page = {"id": f"{base}annotations/1", "type": "AnnotationPage", "startIndex": 0}
    # One annotation a line: files of many thousand stay readable, and comparable in version control.
    opened = (
        json.dumps(head, ensure_ascii=False)[:-1] + ', "first": ' + json.dumps(page)[:-1] + ', "items": [\n'
    )
    return (opened + ",\n".join(rows) + "\n]}}\n").encode("utf-8")


def as_annotations(
    items: Iterable[Judged], texts: Mapping[str, str], *, base: str
) -> Iterator[dict[str, Any]]:
    """The annotations of the records that stand in a text, in the order given; a record without a place (an
    actor, a source) is about its document."""
    for judged in items:
        record = judged.record
        text = texts[record.document]
        source = f"{base}document/{percent(record.document)}"
        spans = spans_of(record)
        out: dict[str, Any] = {
            "id": f"{base}annotation/{percent(record.id)}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": record.kind},
                {
                    "type": "TextualBody",
                    "purpose": "describing",
                    "format": "application/json",
                    "conformsTo": PROFILE,
                    "value": json.dumps(record.to_dict(), ensure_ascii=False),
                },
            ],
            "target": [_target(source, text, span) for span in spans] if spans else source,
            "status": judged.status,
            "confidence": record.confidence,
        }
        verdict = judged.accepted_by or (judged.verdicts[-1] if judged.verdicts else None)
        if verdict is not None:
            out["creator"], out["created"] = _person(verdict.reviewer, policy=verdict.policy), verdict.at
        elif record.proposer:
            out["generator"] = {"type": "Software", "name": record.proposer}
        yield out


def _person(name: str, *, policy: str = "") -> dict[str, str]:
    if policy:
        return {"type": "Software", "name": f"policy {policy}"}
    orcid = _ORCID.search(name)
    return {"type": "Person", "name": name, **({"id": f"https://orcid.org/{orcid[1]}"} if orcid else {})}


def spans_of(record: Record) -> tuple[Span, ...]:
    """The places an annotation of the record points at: all parts of a claim, all places where a position is
    named, the one place of anything else."""
    if record.kind in ("claim", "sentence", "discrepancy", "position"):
        return tuple(getattr(record, "spans", ()))
    place = place_of(record)
    return (place,) if place is not None else ()


def _target(source: str, text: str, span: Span) -> dict[str, Any]:
    q = quoted(text, span)
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": q.start, "end": q.end},
            {"type": "TextQuoteSelector", "exact": q.exact, "prefix": q.prefix, "suffix": q.suffix},
        ],
    }


def read(data: bytes, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the annotations of a file say, and those left out with the reason.

    A record of ours that was changed is an edit of it, one of ours that this workspace has not is a new
    candidate. Of others: a comment (or an assessment) on a place where a record stands is a comment (or
    verdict) on it; an annotation tagged claim, event, decision or mention is a new candidate; a relation
    between two of them (see `annotation_relations`) is an edit of the claim it starts from.
    Errors: ImportFault when the file is no JSON or holds no annotations.
    """
    if nesting(data, DEEPEST) > DEEPEST:
        raise ImportFault(f"the file is nested too deeply: annotations need no more than {DEEPEST} levels.")
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise ImportFault(
            f"the file is no JSON ({error}). Web annotations are JSON-LD, as `regesta export -f "
            "webannotation` writes them."
        ) from error
    found = list(_annotations(root))
    if not found:
        raise ImportFault(
            "the file holds no annotations: neither an Annotation, a list of them, an AnnotationPage nor an "
            "AnnotationCollection"
        )
    requests: list[VerdictRequest] = []
    faults: list[Fault] = []
    relations: list[Drawn] = []
    record_of: dict[str, str] = {}
    for number, one in enumerate(found, 1):
        where = f"annotation {number}" + (f" ({one['id']})" if isinstance(one.get("id"), str) else "")
        try:
            if ends := ends_of(one):
                relations.append(Drawn(where, ends, tuple(_read_annotation(one).tags)))
                continue
            request = _request_of(where, one, ground, proposer)
        except (ValueError, KeyError, TypeError) as error:
            faults.append(Fault(where, str(error)))
            continue
        record_of[str(one.get("id", ""))] = _record_of(one, request, ground)
        if request is not None:
            requests.append(request)
    requests, undrawn = with_relations(requests, relations, record_of, ground)
    return requests, [*faults, *undrawn]


def is_annotations(root: Any) -> bool:
    """Whether parsed JSON is annotations rather than other linked data: all its top things are annotations,
    pages or collections of them, or it has no mark of JSON-LD at all."""
    tops = _top_nodes(root)
    if not all(isinstance(n, dict) for n in tops):
        return False
    if tops and all(any(_is(n, kind) for kind in _KINDS) for n in tops):
        return True
    marks = {"@context", "@graph", "@id", "@type"}
    return not any(marks & n.keys() for n in (*tops, root) if isinstance(n, dict))


def _top_nodes(root: Any) -> Sequence[Any]:
    """The things a JSON-LD document is about: those of its list or of its graph, else itself."""
    if isinstance(root, list):
        return root
    if isinstance(root, dict) and isinstance(root.get("@graph"), list):
        graph: list[Any] = root["@graph"]
        return graph
    return [root]


def _annotations(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for each in node:
            yield from _annotations(each)
    elif isinstance(node, dict):
        if _is(node, "Annotation") or ("target" in node and "first" not in node and "items" not in node):
            yield node
        for key in ("first", "items", "next", "rows", "@graph"):
            if isinstance(node.get(key), dict | list):
                yield from _annotations(node[key])


def _is(node: Mapping[str, Any], name: str) -> bool:
    types = node.get("type", node.get("@type", ()))
    return any(
        str(t).rsplit(":", 1)[-1].rsplit("#", 1)[-1] == name
        for t in ([types] if isinstance(types, str) else types)
    )


@dataclass(frozen=True, slots=True)
class _Annotation:
    """What an annotation bears: the record of ours in its body, its comments as one text, its tags in lower
    case."""

    record: Record | None
    words: str
    tags: Sequence[str]

    @property
    def kind(self) -> str:
        """The kind of record it is tagged with, "" for none."""
        return next((t for t in self.tags if t in _TAGGED), "")

    @property
    def assessment(self) -> Outcome | None:
        """The verdict it is tagged with."""
        return next((_ASSESSED[t] for t in self.tags if t in _ASSESSED), None)


#: Purposes of bodies that are tags, and of those that are somebody's words (also those without a purpose).
_TAGS = ("tagging", "classifying", "identifying")
_WORDS = (None, "commenting", "replying", "editing")


def _read_annotation(one: Mapping[str, Any]) -> _Annotation:
    bodies = _bodies(one)
    own = [b for b in bodies if b.get("conformsTo") == PROFILE][:1]
    words = [b["value"] for b in bodies if b.get("purpose") in _WORDS and b.get("value") and b not in own]
    return _Annotation(
        record=from_dict(json.loads(own[0]["value"])) if own else None,
        words=" ".join(str(w) for w in words),
        tags=[str(b.get("value", "")).strip().lower() for b in bodies if b.get("purpose") in _TAGS],
    )


def _bodies(one: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The bodies of an annotation; words alone, and tags that stand beside the body, as bodies too."""
    bodies = [b if isinstance(b, dict) else {"value": b} for b in _list(one.get("body", one.get("text", ())))]
    return bodies + [{"purpose": "tagging", "value": t} for t in _list(one.get("tags", ()))]


def _request_of(where: str, one: Mapping[str, Any], ground: Ground, proposer: str) -> VerdictRequest | None:
    """What one annotation asks for; None when nothing."""
    read = _read_annotation(one)
    if read.record is not None:
        return _of_ours(where, read.record, read.words, ground)
    document, spans = _places(one, ground)
    here = nearest(ground, document, read.kind, spans[0])
    if here is not None:
        return _on_record(where, read, here.record.id)
    if not read.kind:
        start, end = spans[0]
        raise ValueError(
            f"no record stands at {ground.texts[document][start:end][:60]!r} to comment on; tag the "
            f"annotation {', '.join(_TAGGED)} to add one"
        )
    return VerdictRequest(
        where=where,
        outcome="comment",
        addition=new_record(read.kind, document, spans, {}, ground, proposer),
        reason=read.words or "annotated by hand",
    )


def _record_of(one: Mapping[str, Any], request: VerdictRequest | None, ground: Ground) -> str:
    """The record an annotation is about, whether or not it asks for anything."""
    if request is not None:
        return request.addition.id if request.addition is not None else request.record
    read = _read_annotation(one)
    if read.record is not None:
        return read.record.id
    document, spans = _places(one, ground)
    here = nearest(ground, document, read.kind, spans[0])
    return here.record.id if here is not None else ""


def _on_record(where: str, read: _Annotation, record: str) -> VerdictRequest | None:
    """What an annotation says of the record at its place: its assessment, else a comment."""
    if read.assessment is not None:
        return VerdictRequest(where=where, outcome=read.assessment, record=record, reason=read.words)
    if not (read.words or read.kind):
        return None
    reason = read.words or f"marked as {read.kind}"
    return VerdictRequest(where=where, outcome="comment", record=record, reason=reason)


def _of_ours(where: str, record: Record, words: str, ground: Ground) -> VerdictRequest | None:
    known = ground.state.items.get(ground.state.carried.get(record.id, record.id))
    if known is None:
        return VerdictRequest(
            where=where, outcome="comment", addition=record, reason=words or "from another workspace"
        )
    was, now = known.record.to_dict(), record.to_dict()
    changes = {
        k: now.get(k)
        for k in (*was, *now)
        if k not in ("id", "kind", "document", "confidence", "proposer", "quote") and was.get(k) != now.get(k)
    }
    if changes:
        return VerdictRequest(
            where=where, outcome="accept", record=known.record.id, changes=changes, reason=words
        )
    return (
        VerdictRequest(where=where, outcome="comment", record=known.record.id, reason=words)
        if words
        else None
    )


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


def _places(one: Mapping[str, Any], ground: Ground) -> tuple[str, Sequence[Span]]:
    targets = [t if isinstance(t, dict) else {"source": t} for t in _list(one.get("target"))]
    document = _document(targets, ground)
    text = ground.texts[document]
    spans: list[Span] = []
    for target in targets:
        quote = _quote(_list(target.get("selector")))
        if quote is None:
            continue
        span = anchor(text, quote)
        if span is None:
            raise ValueError(f"its words stand nowhere in {document}: {quote.exact[:80]!r}")
        spans.append(span)
    if not spans:
        raise ValueError(
            "it points at no words: it has neither a TextQuoteSelector nor a TextPositionSelector"
        )
    return document, spans


def _document(targets: Sequence[Mapping[str, Any]], ground: Ground) -> str:
    sources = [str(t.get("source", "")) for t in targets]
    for name in ground.texts:
        if any(
            s == name or s.endswith((f"/document/{percent(name)}", f"/{name}")) or f"/{percent(name)}." in s
            for s in sources
        ):
            return name
    if len(ground.texts) == 1:
        return next(iter(ground.texts))
    raise ValueError(
        f"its source {sources[0] if sources else ''!r} is none of the documents {', '.join(ground.texts)}"
    )


def _quote(selectors: Sequence[Any]) -> Quoted | None:
    exact, prefix, suffix, start, end = "", "", "", -1, -1
    listed = [s for s in selectors if isinstance(s, dict)]
    listed += [s["refinedBy"] for s in listed if isinstance(s.get("refinedBy"), dict)]
    for s in listed:
        if _is(s, "TextQuoteSelector"):
            exact, prefix, suffix = (
                str(s.get("exact", "")),
                str(s.get("prefix", "")),
                str(s.get("suffix", "")),
            )
        elif _is(s, "TextPositionSelector"):
            start, end = int(s.get("start", -1)), int(s.get("end", -1))
    return Quoted(exact, prefix, suffix, start, end) if exact or start >= 0 else None


__all__ = ["as_annotations", "read", "spans_of", "write"]
