"""The sources of a workspace in the SPAR ontologies: works as FaBiO, notes as C4O in-text pointers, what is
cited for what as CiTO."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from regesta.extract.record import Citation, Claim, Footnote, Source, quote_of
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.graph.map.deposit import Deposit
from regesta.graph.map.roles import evidence_role
from regesta.graph.map.view import A, squeeze
from regesta.graph.name import Names
from regesta.graph.rdf import Literal, NamedNode, Triple
from regesta.graph.store.syntax import serialise
from regesta.review.logs import log_of
from regesta.review.state import Judged, ReviewedState

_SPAR = "http://purl.org/spar/"
PREFIXES: Mapping[str, str] = {
    "fabio": _SPAR + "fabio/",
    "c4o": _SPAR + "c4o/",
    "cito": _SPAR + "cito/",
    "biro": _SPAR + "biro/",
    "doco": _SPAR + "doco/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Our source types -> FaBiO classes.
CLASSES: Mapping[str, str] = {
    "archival_document": "ArchivalRecord",
    "published_document": "Expression",
    "book": "Book",
    "article": "JournalArticle",
    "chapter": "BookChapter",
    "working_paper": "WorkingPaper",
    "newspaper": "NewspaperArticle",
    "interview": "Expression",
    "web": "WebPage",
    "report": "ReportDocument",
    "diary": "Expression",
    "thesis": "Thesis",
}
#: Our evidence roles -> CiTO.
ROLES: Mapping[str, str] = {
    "evidence": "citesAsEvidence",
    "statement": "citesAsSourceDocument",
    "information": "citesForInformation",
    "contrary": "disagreesWith",
}
_INTEGER = NamedNode(PREFIXES["xsd"] + "nonNegativeInteger")


def _n(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


def spar(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Turtle of the sources as reviewed, of the notes that cite them, and of what they are cited for.

    Left out: rejected sources, those that were merged or split (what stands for them is in), links and
    evidence that a reviewer refused.

    Each source has one bibliographic reference per document: the entry of its bibliography, else its first
    full citation. IRIs of documents, sources, citations, footnotes and sentences are those of the built
    graph.
    """
    state, deposits = review(workspace, log_of(workspace).read())
    names = Names(workspace.settings.base)
    rows = {t for d in deposits if document in (None, d.document) for t in _document(d, state, names)}
    prefixes = {**PREFIXES, "kg": workspace.settings.base}
    out.write(serialise(sorted(rows, key=str), "turtle", prefixes=prefixes))


def _document(deposit: Deposit, state: ReviewedState, names: Names) -> Iterator[Triple]:
    whole = names.document(deposit.document)
    shown = [j for j in deposit.items if j.status != "rejected" and not state.replaced(j.record.id)]
    sources = {r.id: r for j in shown if isinstance(r := j.record, Source)}
    citations = _standing_citations(shown, sources, state)
    cited: dict[str, list[Citation]] = defaultdict(list)
    for c in sorted(citations, key=lambda c: c.span):
        cited[state.stands_for(c.source)].append(c)
    yield Triple(whole, A, _n("fabio", "Expression"))
    for source in sources.values():
        yield from _source(deposit, names, source, cited[source.id])
    called = {n.id: n.sentence for n in deposit.structure if isinstance(n, Footnote)}
    for c in citations:
        yield from _pointer(deposit, names, c, state.stands_for(c.source), called.get(c.footnote, ""))
    for judged in shown:
        yield from _purposes(deposit, state, names, judged, citations)


def _purposes(
    deposit: Deposit, state: ReviewedState, names: Names, judged: Judged, citations: Iterable[Citation]
) -> Iterator[Triple]:
    """What a claim's evidence is cited for."""
    claim = judged.record
    if isinstance(claim, Claim):
        for c in judged.evidence(citations):
            purpose = _n("cito", ROLES[evidence_role(deposit.text, claim, c)])
            source = names.record("source", deposit.document, state.stands_for(c.source))
            yield Triple(names.document(deposit.document), purpose, source)


def _standing_citations(
    shown: Iterable[Judged], sources: Mapping[str, Source], state: ReviewedState
) -> list[Citation]:
    """The citations whose source is shown, unless a reviewer refused the link to it."""
    found: dict[str, Citation] = {}
    for j in shown:
        c = j.record
        if (
            isinstance(c, Citation)
            and state.stands_for(c.source) in sources
            and not j.dropped("link", c.source)
        ):
            found[c.id] = c
    return list(found.values())


def _source(deposit: Deposit, names: Names, source: Source, cited: list[Citation]) -> Iterator[Triple]:
    node = names.record("source", deposit.document, source.id)
    yield from _work(node, source)
    yield from _reference(
        NamedNode(node.value + "/reference"), node, _reference_words(deposit, source, cited)
    )
    yield Triple(
        NamedNode(node.value + "/reference"),
        _n("c4o", "hasInTextCitationFrequency"),
        Literal(str(len(cited)), datatype=_INTEGER),
    )
    if cited:
        yield Triple(names.document(deposit.document), _n("cito", "cites"), node)


def _work(node: NamedNode, source: Source) -> Iterator[Triple]:
    """The work itself: class, title, creators, date and holdings."""
    f = source.fields
    yield Triple(node, A, _n("fabio", CLASSES.get(source.type, "Expression")))
    yield Triple(node, _n("dcterms", "title"), Literal(f.title or source.label or source.id))
    for name in f.author_names or f.authors or ((f.sender,) if f.sender else ()):
        yield Triple(node, _n("dcterms", "creator"), Literal(name))
    for name, value in (
        ("date", f.doc_date or f.year),
        ("publisher", f.publisher),
        ("language", f.language),
        ("bibliographicCitation", source.label),
    ):
        if value:
            yield Triple(node, _n("dcterms", name), Literal(squeeze(value)))
    for holding in source.held_in:
        where = ", ".join((holding.archive, *(f"{level} {number}" for level, number in holding.path)))
        yield Triple(node, _n("dcterms", "provenance"), Literal(where))


def _reference_words(deposit: Deposit, source: Source, cited: list[Citation]) -> str:
    """The source as the document refers to it: its entry in the bibliography, else its first full
    citation."""
    if source.in_bibliography:
        return quote_of(deposit.text, [source.in_bibliography])
    full = (c for c in cited if c.type not in ("ibid", "short_title"))
    first = next(full, cited[0] if cited else None)
    return first.quote if first else source.label


def _reference(reference: NamedNode, work: NamedNode, words: str) -> Iterator[Triple]:
    """The bibliographic reference to a work."""
    yield Triple(reference, A, _n("biro", "BibliographicReference"))
    yield Triple(reference, _n("biro", "references"), work)
    yield Triple(reference, _n("c4o", "hasContent"), Literal(squeeze(words)))


def _pointer(deposit: Deposit, names: Names, c: Citation, source: str, sentence: str) -> Iterator[Triple]:
    node = names.record("citation", deposit.document, c.id)
    yield Triple(node, A, _n("c4o", "InTextReferencePointer"))
    yield Triple(node, _n("c4o", "hasContent"), Literal(squeeze(c.quote)))
    yield Triple(
        node,
        _n("c4o", "denotes"),
        NamedNode(names.record("source", deposit.document, source).value + "/reference"),
    )
    note = names.record("footnote", deposit.document, c.footnote)
    yield Triple(note, A, _n("doco", "Footnote"))
    yield Triple(node, _n("dcterms", "isPartOf"), note)
    if sentence:
        yield Triple(node, _n("c4o", "hasContext"), names.record("sentence", deposit.document, sentence))


__all__ = ["CLASSES", "ROLES", "spar"]
