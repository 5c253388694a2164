"""Events of imported graphs, told in the vocabularies of others, said in ours: a CONSTRUCT query each
(`lifts/*.rq`), and dates of any precision as the first and last day they can mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib import resources

from regesta.graph.dates import DateError, bounds
from regesta.graph.map.view import XSD_DATE
from regesta.graph.rdf import Literal, NamedNode, Subject, Term, Triple
from regesta.graph.store.interface import Dataset, QueryEngine
from regesta.ontology.terms import NAMESPACE

#: The last part of the name of the graph that what was lifted goes to.
LIFTED = "lifted"
_EARLIEST, _LATEST = NamedNode(NAMESPACE + "earliest"), NamedNode(NAMESPACE + "latest")
#: A year, month or day, as XSD, Wikidata ("+1946-05-00T00:00:00Z") and plain text write them.
_DAY = re.compile(r"\+?(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[TZ+ ].*)?")


@cache
def vocabularies() -> tuple[str, ...]:
    """The vocabularies whose events can be lifted, sorted: the names of the queries."""
    folder = resources.files("regesta.graph").joinpath("lifts")
    return tuple(sorted(f.name.removesuffix(".rq") for f in folder.iterdir() if f.name.endswith(".rq")))


def lifted(engine: QueryEngine, graphs: Sequence[str], vocabulary: str) -> Iterator[Triple]:
    """The events that the graphs tell in a vocabulary, read as one graph, in ours, under their own IRIs.

    An event that tells only when it began is taken to have ended then, and the other way round; a date that
    is no year, month or day is left out.
    Errors: KeyError for a vocabulary that is none of `vocabularies`.
    """
    if vocabulary not in vocabularies():
        raise KeyError(vocabulary)
    query = resources.files("regesta.graph").joinpath("lifts", f"{vocabulary}.rq").read_text("utf-8")
    return _in_days(engine.construct(query, dataset=Dataset(default=tuple(graphs))))


def _in_days(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples, with one earliest and one latest day an event instead of the dates as they were told."""
    told: dict[Subject, dict[NamedNode, list[tuple[date, date]]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if triple.predicate not in (_EARLIEST, _LATEST):
            yield triple
        elif (days := _days(triple.object)) is not None:
            told[triple.subject][triple.predicate].append(days)
    for event, dates in told.items():
        begins, ends = dates[_EARLIEST] or dates[_LATEST], dates[_LATEST] or dates[_EARLIEST]
        first, last = min(low for low, _ in begins), max(high for _, high in ends)
        yield Triple(event, _EARLIEST, Literal(first.isoformat(), datatype=XSD_DATE))
        yield Triple(event, _LATEST, Literal(last.isoformat(), datatype=XSD_DATE))


def _days(term: Term) -> tuple[date, date] | None:
    """The first and last day that a year, a month or a day means; None where the term is none of these."""
    found = _DAY.fullmatch(term.value) if isinstance(term, Literal) else None
    if found is None:
        return None
    # Wikidata writes a month as day 00 and a year as month 00 too
    parts = [p for p in found.groups() if p and p != "00"]
    try:
        low, high = bounds("-".join(parts))
    except DateError:
        return None
    return None if low is None or high is None else (low, high)


__all__ = ["LIFTED", "lifted", "vocabularies"]
