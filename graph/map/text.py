"""The document as text: its divisions, sentences and footnotes, and passages with their selectors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from regesta.extract.record import Division, Footnote, Sentence, Span, quote_of
from regesta.graph.map.view import LABEL, OA, A, View, integer, shorten, squeeze
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.terms import RG

_CONTEXT = 32
_HAS_SOURCE = NamedNode(OA + "hasSource")
_HAS_SELECTOR = NamedNode(OA + "hasSelector")
_RESOURCE = NamedNode(OA + "SpecificResource")
_POSITION = NamedNode(OA + "TextPositionSelector")
_QUOTE = NamedNode(OA + "TextQuoteSelector")
_START, _END = NamedNode(OA + "start"), NamedNode(OA + "end")
_EXACT, _PREFIX, _SUFFIX = NamedNode(OA + "exact"), NamedNode(OA + "prefix"), NamedNode(OA + "suffix")


def passage(view: View, span: Span, *, words: bool = True, selectors: bool = False) -> NamedNode:
    """The passage of a span, described once per full view: offsets and digest, its words, and Web Annotation
    selectors where asked for.

    Other views name passages (their IRIs carry the offsets) without describing them.
    """
    node = view.names.passage(view.document, span)
    if not view.full:
        return node
    place = f"{span[0]}-{span[1]}"
    view.once(f"passage {place}", _passage, node, span)
    if words or selectors:
        view.once(f"words {place}", _words, node, span)
    if selectors:
        view.once(f"selectors {place}", _selectors, node, span)
    return node


def _passage(view: View, node: NamedNode, span: Span) -> None:
    view.add(node, A, RG.Passage)
    view.add(node, RG.inDocument, view.names.document(view.document))
    view.add(node, RG.start, integer(span[0]))
    view.add(node, RG.end, integer(span[1]))
    view.add(node, RG.sha256, Literal(hashlib.sha256(view.cut(span).encode()).hexdigest()))


def _words(view: View, node: NamedNode, span: Span) -> None:
    view.add_literal(node, RG.quote, view.cut(span))


def _selectors(view: View, node: NamedNode, span: Span) -> None:
    quote = view.cut(span)
    view.add(node, A, _RESOURCE)
    view.add(node, _HAS_SOURCE, view.names.document(view.document))
    position, words = NamedNode(node.value + "#position"), NamedNode(node.value + "#quote")
    view.add(node, _HAS_SELECTOR, position, words)
    view.add(position, A, _POSITION)
    view.add(position, _START, integer(span[0]))
    view.add(position, _END, integer(span[1]))
    view.add(words, A, _QUOTE)
    view.add(words, _EXACT, Literal(quote))
    view.add_literal(words, _PREFIX, view.text[max(0, span[0] - _CONTEXT) : span[0]])
    view.add_literal(words, _SUFFIX, view.text[span[1] : span[1] + _CONTEXT])


def expressed(view: View, node: NamedNode, spans: Iterable[Span], *, structure: bool = False) -> None:
    """Where something stands: `expressedIn` its passages, `start` of the first. Text parts carry their words
    themselves, so their passages do not."""
    spans = tuple(spans)
    for span in spans:
        view.add(node, RG.expressedIn, passage(view, span, words=not structure, selectors=not structure))
    if spans:
        view.add(node, RG.start, integer(spans[0][0]))


def document(view: View, meta: Mapping[str, Any]) -> None:
    """The document and its author."""
    node = view.names.document(view.document)
    title = str(meta.get("title") or view.document)
    view.add(node, A, RG.Document)
    view.add(node, LABEL, Literal(title))
    view.add_literal(node, RG.title, title)
    view.add_literal(node, RG.year, str(meta.get("year") or ""))
    view.add_literal(node, RG.language, str(meta.get("language") or ""))
    view.add_literal(node, RG.mediaType, str(meta.get("media_type") or ""))
    view.add_literal(node, RG.identifier, view.document)
    view.add(node, RG.sha256, Literal(hashlib.sha256(view.text.encode()).hexdigest()))
    view.add(node, RG.author, view.names.author_of(view.document))


def division(view: View, record: Division) -> None:
    """A chapter or section."""
    node = view.record("division", record.id)
    view.add(node, A, RG.Division)
    title, number = squeeze(record.title), record.number
    view.add(
        node,
        LABEL,
        Literal(
            f"{number}. {title}"
            if number and title and not title.startswith(number)
            else title or number or record.id
        ),
    )
    view.add_literal(node, RG.number, number)
    view.add_literal(node, RG.title, title)
    view.add(node, RG.depth, integer(record.level))
    view.add(node, RG.start, integer(record.span[0]))
    view.add(node, RG.end, integer(record.span[1]))
    view.add(node, RG.inDocument, view.names.document(view.document))
    view.add(
        node,
        RG.partOf,
        view.record("division", record.parent) if record.parent else view.names.document(view.document),
    )


def sentence(view: View, record: Sentence) -> None:
    """A body sentence with its words."""
    node = view.record("sentence", record.id)
    view.add(node, A, RG.Sentence)
    view.add_literal(node, RG.text, squeeze(quote_of(view.text, record.spans)))
    view.add(node, RG.inDocument, view.names.document(view.document))
    if record.division:
        view.add(node, RG.inDivision, view.record("division", record.division))
    view.add_literal(node, RG.page, record.page)
    expressed(view, node, record.spans, structure=True)


def footnote(view: View, record: Footnote, number_of: Mapping[str, str]) -> None:
    """A footnote with its words; `number_of` gives the printed number of each division by id."""
    node = view.record("footnote", record.id)
    words = squeeze(view.cut(record.span))
    view.add(node, A, RG.Footnote)
    chapter = number_of.get(record.division, "")
    view.add(
        node, LABEL, Literal(f"note {chapter + '.' if chapter else ''}{record.number}: {shorten(words, 80)}")
    )
    view.add_literal(node, RG.number, str(record.number))
    view.add_literal(node, RG.identifier, record.id)
    view.add_literal(node, RG.text, words)
    view.add_literal(node, RG.page, record.page)
    view.add(node, RG.inDocument, view.names.document(view.document))
    if record.division:
        view.add(node, RG.inDivision, view.record("division", record.division))
    if record.sentence:
        view.add(node, RG.calledIn, view.record("sentence", record.sentence))
    expressed(view, node, (record.span,), structure=True)
