"""Citations, the sources they cite, and the archival units that hold those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regesta.extract.notes.archive_names import archive_label
from regesta.extract.record import Citation, Fields, Holding, Identity, Resolution, Source, Span
from regesta.graph.map.agents import NameIndex, agent
from regesta.graph.map.identities import identified
from regesta.graph.map.spelt_out import place_of, spelt_out
from regesta.graph.map.statements import dated, level_concept
from regesta.graph.map.text import expressed, passage
from regesta.graph.map.view import ALT_LABEL, LABEL, XSD_ANYURI, A, View, integer, shorten, squeeze
from regesta.graph.rdf import Literal, NamedNode
from regesta.ontology.terms import CONCEPTS, RG, concept

CLASS_OF: Mapping[str, NamedNode] = {
    "archival_document": RG.ArchivalDocument,
    "published_document": RG.PublishedDocument,
    "book": RG.Book,
    "article": RG.Article,
    "chapter": RG.Chapter,
    "working_paper": RG.WorkingPaper,
    "newspaper": RG.NewspaperArticle,
    "interview": RG.Interview,
    "web": RG.WebPage,
    "report": RG.Report,
    "diary": RG.Diary,
    "thesis": RG.Thesis,
}
_ROLES: Mapping[str, NamedNode] = {
    "primary": RG.PrimarySource,
    "secondary": RG.SecondarySource,
    "memoir": RG.Memoir,
}


def citation(view: View, record: Citation, footnotes: frozenset[str]) -> NamedNode:
    """One work or document cited at one place."""
    node = view.record("citation", record.id)
    words = squeeze(view.cut(record.span))
    view.add(node, A, RG.Citation, RG.Statement)
    view.add(node, LABEL, Literal(shorten(words, 100)))
    view.add_literal(node, RG.text, words)
    view.add(node, RG.sourceType, concept("citation-type", record.type))
    view.add(node, RG.inDocument, view.names.document(view.document))
    if record.footnote in footnotes:
        view.add(node, RG.inFootnote, view.record("footnote", record.footnote))
    if view.leads(record.id, record.source):
        view.add(node, RG.citedSource, view.record("source", record.source))
    if view.leads(record.id, record.resolved_from):
        view.add(node, RG.resolvedFrom, view.record("citation", record.resolved_from))
    if view.leads(record.id, record.cited_through):
        view.add(node, RG.citedThrough, view.record("citation", record.cited_through))
    view.add_literal(node, RG.locator, record.fields.pages or record.fields.listy)
    expressed(view, node, (record.span,))
    return node


def resolution(view: View, record: Resolution) -> NamedNode:
    """What an Ibid. or short title points back to, as a statement of its own."""
    node = view.record("resolution", record.id)
    view.add(node, A, RG.Resolution, RG.Statement)
    view.add(node, LABEL, Literal(shorten(f"{squeeze(view.cut(record.span))}: {record.reason}", 140)))
    view.add(node, RG.resolutionMeaning, concept("resolution-meaning", record.means))
    view.add_literal(node, RG.reason, record.reason)
    view.add(node, RG.inDocument, view.names.document(view.document))
    if view.shows(record.citation):
        view.add(node, RG.resolves, view.record("citation", record.citation))
    if record.target and view.shows(record.target):
        view.add(node, RG.resolvesTo, view.record("citation", record.target))
    expressed(view, node, (record.span, *((record.entry,) if record.entry else ())))
    return node


def identification(view: View, record: Identity, source_of: Mapping[str, str]) -> NamedNode:
    """Two things cited that are one, as a statement of its own; `source_of`: citation id -> source id."""
    node, sides = identified(view, record)
    used = {source_of[view.known_as(side)] for side in sides if source_of.get(view.known_as(side))}
    if len(used) == 1 and view.shows(name := used.pop()):
        view.add(node, RG.identifiedAs, view.record("source", name))
    return node


def source(view: View, index: NameIndex, record: Source) -> NamedNode:
    """A work or document with its fields, correspondents and holdings."""
    node = view.record("source", record.id)
    f = record.fields
    view.add(node, A, RG.Source)
    _classified(view, node, record)
    view.add(node, LABEL, Literal(label(record)))
    _fields(view, node, f)
    _people(view, node, index, f)
    if f.doc_date and not view.dropped(record.id, "date", ""):
        dated(view, node, f.doc_date)
    for holding in record.held_in:
        view.add(node, RG.heldIn, unit(view, holding))
        _named_in_full(view, index, holding, f.archive)
    if record.in_bibliography:
        view.add(node, RG.listedIn, view.names.document(view.document))
        expressed(view, node, (record.in_bibliography,))
    return node


def _classified(view: View, node: NamedNode, record: Source) -> None:
    """Class, type, roles (primary, memoir ...) and grade of a source."""
    if record.type in CLASS_OF:
        view.add(node, A, CLASS_OF[record.type])
        view.add(node, RG.sourceType, concept("citation-type", record.type))
    for role in record.roles:
        if role in _ROLES:
            view.add(node, A, _ROLES[role])
        if (notation := role.replace("_", "-")) in CONCEPTS["source-role"]:
            view.add(node, RG.sourceRole, concept("source-role", notation))
    if record.grade in CONCEPTS["evidence-grade"]:
        view.add(node, RG.evidenceGrade, concept("evidence-grade", record.grade))


def _people(view: View, node: NamedNode, index: NameIndex, f: Fields) -> None:
    """Authors, where they are known actors, sender and recipient."""
    for name in f.author_names:
        known = index.meant_by(name)
        if index.known(known):
            view.add(node, RG.author, agent(view, index, known))
    for predicate, name in ((RG.sender, f.sender), (RG.recipient, f.recipient)):
        if name:
            view.add(node, predicate, agent(view, index, index.meant_by(name)))


def label(record: Source) -> str:
    """What a source is called, in at most 200 characters."""
    return shorten(record.label or source_label(record.type, record.fields) or record.id, 200)


def _fields(view: View, node: NamedNode, f: Fields) -> None:
    for predicate, values in (
        (RG.authorName, f.authors),
        (RG.editorName, f.editors),
        (RG.translatorName, f.translators),
    ):
        view.add_literals(node, predicate, values)
    for predicate, value in (
        (RG.title, f.title),
        (RG.year, f.year),
        (RG.volume, f.volume),
        (RG.issue, f.issue),
        (RG.container, f.container),
        (RG.publisher, f.publisher),
        (RG.publicationPlace, f.place),
        (RG.edition, f.edition),
        (RG.language, f.language),
        (RG.shelfmark, f.shelfmark),
        (RG.documentKind, f.doc_kind),
        (RG.documentNumber, f.doc_number),
        (RG.accessed, f.accessed),
    ):
        view.add_literal(node, predicate, squeeze(value))
    if f.url:
        view.add(node, RG.url, Literal("".join(f.url.split()), datatype=XSD_ANYURI))


def source_label(kind: str, f: Fields) -> str:
    """How a source is called in a list: author, title and year, or kind, correspondents and date."""
    who = ", ".join(f.author_names or f.authors)
    if f.title:
        return (f"{who}, " if who else "") + f.title + _when(f)
    if f.sender or f.recipient or f.doc_date:
        return _correspondence(f)
    return ", ".join(x for x in (who, f.container, f.volume, f.year, _where(f), f.url) if x)


def _when(f: Fields) -> str:
    """What follows a title: the year in brackets, else the document's date."""
    return f" ({f.year})" if f.year else f", {f.doc_date}" if f.doc_date else ""


def _correspondence(f: Fields) -> str:
    """A document without title: its kind, from whom, to whom, when."""
    words = (f.doc_kind or "document").replace("_", " ")
    parts = ((" from ", f.sender), (" to ", f.recipient), (", ", f.doc_date))
    return words + "".join(lead + value for lead, value in parts if value)


def _where(f: Fields) -> str:
    """The archive and the units a document lies in."""
    units = (("fond", f.fond), ("opis", f.opis), ("delo", f.delo))
    return " ".join(x for x in (f.archive, f.record_group, *(f"{n} {v}" for n, v in units if v)) if x)


def archive(view: View, name: str, label: str = "") -> NamedNode:
    """The node of an archive, described once per view; it is called by its name unless by a `label`."""
    node = view.names.unit(name, ())
    view.once(f"unit {node.value}", _archive, node, name, label or name)
    return node


def _archive(view: View, node: NamedNode, name: str, label: str) -> None:
    view.add(node, A, RG.ArchivalUnit, RG.Archive)
    view.add(node, LABEL, Literal(label))
    view.add_literal(node, RG.identifier, name)
    view.add(node, RG.archivalLevel, level_concept("archive"))
    view.add(node, RG.depth, integer(0))


def _named_in_full(view: View, index: NameIndex, holding: Holding, cited: str) -> None:
    """What the abbreviation of an archive stands for, and where the document has these words."""
    name = archive_label(holding.archive)
    node = view.names.unit(name, ())
    for full in spelt_out(view.text, index.authority, name, cited):
        view.once(f"{name} is {full}", _also_called, node, full)
        if (span := place_of(view.text, full)) is not None:
            view.once(f"{name} is {full} in {view.document}", _spelt_here, node, span)


def _also_called(view: View, node: NamedNode, name: str) -> None:
    view.add(node, ALT_LABEL, Literal(name))


def _spelt_here(view: View, node: NamedNode, span: Span) -> None:
    view.add(node, RG.expressedIn, passage(view, span))


def unit(view: View, holding: Holding) -> NamedNode:
    """The innermost archival unit of a holding; it and the units around it are described once per view.

    Where the document does not say which archive it is, the archive is unknown in that document: two
    documents' unknown archives are not one. The labels of its units do without it.
    """
    known = archive_label(holding.archive)
    name = known or f"unknown archive ({view.document})"
    node = archive(view, name, "" if known else "an archive the text does not name")
    for depth in range(1, len(holding.path) + 1):
        path = holding.path[:depth]
        inner = view.names.unit(name, path)
        view.once(f"unit {inner.value}", _inner_unit, inner, node, known, path)
        node = inner
    return node


def _inner_unit(
    view: View, inner: NamedNode, outer: NamedNode, name: str, path: Sequence[tuple[str, str]]
) -> None:
    level, identifier = path[-1]
    words = [*filter(None, [name]), *(f"{step.replace('_', ' ')} {number}" for step, number in path)]
    view.add(inner, A, RG.ArchivalUnit)
    view.add(inner, LABEL, Literal(", ".join(words)))
    view.add_literal(inner, RG.identifier, identifier)
    view.add(inner, RG.archivalLevel, level_concept(level))
    view.add(inner, RG.depth, integer(len(path)))
    view.add(inner, RG.directPartOf, outer)
    view.add(inner, RG.partOf, outer)
