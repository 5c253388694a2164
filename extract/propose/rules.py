"""The shipped proposers: rules over the parse, one proposer a step, all called `rules` in `regesta.toml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.notes import propose_citations
from regesta.extract.notes.proposing import PROPOSER as CITATIONS
from regesta.extract.propose.claims.proposing import PROPOSER as CLAIMS
from regesta.extract.propose.claims.proposing import propose_claims
from regesta.extract.propose.events.decisions import PROPOSER as DECISIONS
from regesta.extract.propose.events.decisions import propose_decisions
from regesta.extract.propose.events.document_dates import dated_by_documents
from regesta.extract.propose.events.proposing import PROPOSER as EVENTS
from regesta.extract.propose.events.proposing import propose_events
from regesta.extract.propose.mentions.cited_authors import with_cited_authors
from regesta.extract.propose.mentions.layer import PROPOSER as MENTIONS
from regesta.extract.propose.mentions.layer import propose_actors, propose_mentions
from regesta.extract.propose.proposer import Context, Step
from regesta.extract.record import Event, Record


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one step, under the name and version that their records carry."""

    name: str
    steps: tuple[Step, ...]
    find: Callable[[AnnotatedDocument, Context], Iterable[Record]]

    def __call__(self, annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
        return self.find(annotated, context)


def _citations(annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
    return propose_citations(annotated.document, context.language)


def _mentions(annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
    """Every mention, then every actor, those who are only cited last."""
    layer = context.mentions
    actors = propose_actors(annotated, layer)
    return [*propose_mentions(annotated, layer), *with_cited_authors(layer, context.sources, actors)]


def _events(annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
    """Every event; a spoken act without a date has that of the document its note cites."""
    found = propose_events(annotated, context.mentions)
    return dated_by_documents(
        annotated.document.text, found, context.citations, context.sources, context.language
    )


def _decisions(annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
    events = [r for r in context.records if isinstance(r, Event)]
    return propose_decisions(annotated, context.mentions, events)


def _claims(annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
    return propose_claims(annotated, context.mentions, context.citations)


#: One a step.
RULES: tuple[Rules, ...] = (
    Rules(CITATIONS, ("citations",), _citations),
    Rules(MENTIONS, ("mentions",), _mentions),
    Rules(EVENTS, ("events",), _events),
    Rules(DECISIONS, ("decisions",), _decisions),
    Rules(CLAIMS, ("claims",), _claims),
)

#: Steps whose rules read nothing that was proposed before them; those of citations not even the parses.
READ_NO_RECORDS: frozenset[Step] = frozenset({"citations", "claims"})
