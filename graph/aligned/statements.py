"""What the alignments let follow from accepted knowledge, thing by thing: every rule is about the subject of
the statement it starts from, so a changed statement changes what is said of its subject and no more.

Of the other graphs it is followed who proposed what is accepted, and what each verdict was on: without these
nobody else's provenance would be whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Subject, Term
from regesta.graph.store.interface import QueryEngine
from regesta.ontology.alignment import TYPE, Rule, rules
from regesta.ontology.terms import RG

#: A statement of a subject: its predicate and its object.
Said = tuple[NamedNode, Term]


def graph_of(vocabulary: str, base: str) -> NamedNode:
    """`<base>graph/aligned/sem`: the graph of what follows in the words of a vocabulary."""
    return NamedNode(f"{base}graph/aligned/{vocabulary}")


@cache
def _by_premise() -> Mapping[NamedNode, tuple[Rule, ...]]:
    """The rules by the class or property they start from."""
    found: dict[NamedNode, list[Rule]] = defaultdict(list)
    for rule in rules():
        found[rule.given].append(rule)
    return {given: tuple(those) for given, those in found.items()}


def aligned(subject: Subject, said: Iterable[Said], base: str) -> set[Quad]:
    """What follows of one thing from all that is said of it, each statement in the graph of its
    vocabulary."""
    known = set(said)
    out: set[Quad] = set()
    for predicate, value in known:
        premise = value if predicate == TYPE else predicate
        for rule in _by_premise().get(premise, ()):  # type: ignore[arg-type]
            if rule.of_class == (predicate == TYPE) and known.issuperset(rule.conditions):
                then = (TYPE, rule.then) if rule.of_class else (rule.then, value)
                out.add(Quad(subject, *then, graph_of(rule.vocabulary, base)))
    return out


def aligned_of(store: QueryEngine, subjects: Iterable[Subject], base: str) -> Iterator[Quad]:
    """What follows of some things from accepted knowledge and how it came about."""
    runs = set(_runs(store, base))
    for subject in subjects:
        said = [_said(q) for q in store.quads(subject, None, None, DefaultGraph())]
        if said:
            for graph, predicate in _came_about(base):
                said += [_said(q) for q in store.quads(subject, predicate, None, graph)]
        yield from aligned(subject, [*said, *([_IS_RUN] if subject in runs else ())], base)


def all_aligned(store: QueryEngine, base: str) -> Iterator[Quad]:
    """What follows from accepted knowledge as a whole, and from how it came about. One pass over it, since an
    engine's index gives the statements of a subject together; where one does not, they are gathered again."""
    how: dict[Subject, list[Said]] = defaultdict(list)
    for graph, predicate in _came_about(base):
        for q in store.quads(None, predicate, None, graph):
            how[q.subject].append(_said(q))
    seen: set[Subject] = set()
    split: set[Subject] = set(_runs(store, base))
    for subject, group in groupby(store.quads(graph=DefaultGraph()), key=_subject):
        if subject in seen:
            split.add(subject)
        else:
            seen.add(subject)
            yield from aligned(subject, [*map(_said, group), *how.get(subject, ())], base)
    yield from aligned_of(store, split, base)


def _came_about(base: str) -> tuple[tuple[NamedNode, NamedNode], ...]:
    """Where it stands how accepted things came about, by graph and property: by which run they were proposed,
    and on which record a verdict was given. What was only proposed is no entity of anybody else."""
    return (
        (NamedNode(f"{base}graph/candidates"), RG.proposedBy),
        (NamedNode(f"{base}graph/review"), RG.onRecord),
    )


_IS_RUN: Said = (TYPE, RG.ExtractionRun)


def _runs(store: QueryEngine, base: str) -> Iterator[Subject]:
    """The runs of proposers, which stand beside what they proposed."""
    rows = store.quads(None, *_IS_RUN, NamedNode(f"{base}graph/candidates"))
    return (q.subject for q in rows)


def _said(quad: Quad) -> Said:
    return quad.predicate, quad.object


def _subject(quad: Quad) -> Subject:
    return quad.subject


__all__ = ["aligned", "aligned_of", "all_aligned", "graph_of"]
