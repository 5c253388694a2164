"""The way from a document to its candidate records, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from regesta.extract.annotate import annotate
from regesta.extract.audit import audit
from regesta.extract.authority import Authority
from regesta.extract.notes import link, propose_citations
from regesta.extract.propose.claims.proposing import propose_claims
from regesta.extract.propose.events.decisions import propose_decisions
from regesta.extract.propose.events.document_dates import dated_by_documents
from regesta.extract.propose.events.proposing import propose_events
from regesta.extract.propose.mentions.layer import mention_layer, propose_actors, propose_mentions
from regesta.extract.read.document import Document
from regesta.extract.record import Record
from regesta.extract.workspace import Settings

if TYPE_CHECKING:
    from spacy.language import Language

#: Called before each step with its name and how far the whole is, 0..1.
Progress = Callable[[str, float], None]


def extract(
    document: Document, nlp: Language, authority: Authority, progress: Progress | None = None
) -> list[Record]:
    """Every candidate record of a document, kind by kind in document order. The same input gives the same
    records."""

    def step(name: str, done: float) -> None:
        if progress is not None:
            progress(name, done)

    step("parsing sentences", 0.02)
    annotated = annotate(document, nlp)
    step("citations and sources", 0.62)
    linked = link(document, propose_citations(document, annotated.language), annotated.language)
    step("actors", 0.75)
    layer = mention_layer(annotated, authority)
    mentions = propose_mentions(annotated, layer)
    actors = propose_actors(annotated, layer)
    step("events and decisions", 0.82)
    events = dated_by_documents(
        document.text,
        propose_events(annotated, layer),
        linked.citations,
        linked.sources,
        annotated.language,
    )
    decisions = propose_decisions(annotated, layer, events)
    step("claims", 0.9)
    claims = propose_claims(annotated, layer)
    apparatus: list[Record] = [*linked.citations, *linked.resolutions, *linked.identities, *linked.sources]
    records = [
        *document.divisions,
        *document.sentences,
        *document.footnotes,
        *apparatus,
        *mentions,
        *actors,
        *events,
        *decisions,
        *claims,
    ]
    step("audit", 0.97)
    records += audit(document, records, language=annotated.language)
    step("done", 1.0)
    return records


def above_threshold(records: Sequence[Record], settings: Settings) -> Iterator[Record]:
    """The records at least as sure as their kind's threshold; a kind without one is kept whole."""
    return (r for r in records if r.confidence >= settings.thresholds.get(r.kind, 0.0))
