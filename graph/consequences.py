"""What follows from single statements: the rules of `infer` followed to their end, so that a few changed
statements are enough to know what follows anew and what no more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from regesta.graph.infer import shipped
from regesta.graph.rdf import BlankNode, NamedNode, Triple

_A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_TERM = re.compile(r"\?[xyz]|<[^<>\s]*>|\ba\b|\.")
#: A variable ("?x") or a term.
Slot = str | NamedNode
Pattern = tuple[Slot, NamedNode, Slot]


class UnknownRule(ValueError):
    """A rule of a form whose consequences are not told one by one here."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """`conclusions`: what follows from one statement, by its predicate, or by its class where the predicate
    is rdf:type; the statement is written ?x and ?y. `premises`: the same (premise, conclusion) pairs, by
    the conclusion. `transitive`: the properties with `x p z` wherever there is a way."""

    conclusions: Mapping[object, Sequence[tuple[Pattern, Pattern]]]
    premises: Mapping[object, Sequence[tuple[Pattern, Pattern]]]
    transitive: frozenset[NamedNode]


@cache
def shipped_consequences() -> Consequences:
    """Those of the package's vocabulary."""
    return consequences(shipped())


def consequences(rules: Iterable[tuple[str, str]]) -> Consequences:
    """Every statement's consequences, from (then, if) pairs of patterns.

    Errors: UnknownRule for a rule with two premises that is no transitivity, or for a transitive property of
    which more follows than classes.
    """
    single: dict[object, list[tuple[Pattern, Pattern]]] = defaultdict(list)
    transitive: set[NamedNode] = set()
    for then, given in rules:
        if " . " in given:
            transitive.add(_transitive(then, given))
        else:
            premise = _pattern(given)
            single[_key(premise)].append((premise, _pattern(then)))
    closed = _closed(single)
    premises: dict[object, list[tuple[Pattern, Pattern]]] = defaultdict(list)
    for pair in (pair for pairs in closed.values() for pair in pairs):
        premises[_key(pair[1])].append(pair)
    for key in transitive:
        if any(c[1] != _A for _, c in closed.get(key, ())):
            raise UnknownRule(f"{key} is transitive and implies another property")
    return Consequences(closed, premises, frozenset(transitive))


def _closed(
    single: Mapping[object, Sequence[tuple[Pattern, Pattern]]],
) -> dict[object, Sequence[tuple[Pattern, Pattern]]]:
    """Rules of one premise followed to their end."""
    return {
        key: [(premise, c) for premise in {p for p, _ in rows} for c in _closure(premise, single)]
        for key, rows in single.items()
    }


def _pattern(text: str) -> Pattern:
    terms = [_slot(t) for t in _TERM.findall(text)]
    if len(terms) != 3 or not isinstance(terms[1], NamedNode):
        raise UnknownRule(text)
    return terms[0], terms[1], terms[2]


def _slot(word: str) -> Slot:
    return _A if word == "a" else word if word.startswith("?") else NamedNode(word[1:-1])


def _transitive(then: str, given: str) -> NamedNode:
    first, _, second = given.partition(" . ")
    (x, p, y), (v, q, z) = _pattern(first), _pattern(second)
    if y != v or p != q or _pattern(then) != (x, p, z):
        raise UnknownRule(given)
    return p


def _key(pattern: Pattern) -> object:
    """What statements of this form are looked up by: their class, or else their predicate."""
    _, p, o = pattern
    return o if p == _A and isinstance(o, NamedNode) else p


def _closure(premise: Pattern, single: Mapping[object, Sequence[tuple[Pattern, Pattern]]]) -> list[Pattern]:
    """Everything that follows from a statement of this form by rules of one premise."""
    found: dict[Pattern, None] = {}
    waiting = [premise]
    while waiting:
        here = waiting.pop()
        for given, then in single.get(_key(here), ()):
            bound = _bound(given, here)
            if bound is None:
                continue
            follows = _filled(then, bound)
            if follows != premise and follows not in found:
                found[follows] = None
                waiting.append(follows)
    return list(found)


def _bound(pattern: Pattern, statement: Pattern) -> dict[str, Slot] | None:
    """The variables of a pattern as a statement fills them; None when it does not fit."""
    out: dict[str, Slot] = {}
    for slot, term in zip(pattern, statement, strict=True):
        if isinstance(slot, str):
            if out.setdefault(slot, term) != term:
                return None
        elif slot != term:
            return None
    return out


def _filled(pattern: Pattern, bound: Mapping[str, Slot]) -> Pattern:
    s, p, o = (bound[slot] if isinstance(slot, str) else slot for slot in pattern)
    if not isinstance(p, NamedNode):
        raise UnknownRule(str(pattern))
    return s, p, o


def _looked_up(triple: Triple) -> object:
    """What a statement's rules are looked up by, as in `_key`."""
    return triple.object if triple.predicate == _A else triple.predicate


#: The asserted statements that match, None matching everything.
Asserted = Callable[[object, NamedNode, object], Iterator[Triple]]


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from asserted statements, asked one statement at a time."""

    known: Consequences
    asserted: Asserted

    def touched(self, changed: Iterable[Triple]) -> set[Triple]:
        """The statements that may follow anew or no more when these were added or taken away. Ask before the
        change and after: ways of a transitive property are those of the moment."""
        out: set[Triple] = set()
        for triple in changed:
            direct = {triple, *self._direct(triple)}
            out |= direct
            for edge in direct:
                if edge.predicate in self.known.transitive:
                    out |= set(self._ways(edge))
        return out

    def _direct(self, triple: Triple) -> Iterator[Triple]:
        """What follows from a statement by itself."""
        for premise, conclusion in self.known.conclusions.get(_looked_up(triple), ()):
            bound = _bound(premise, (triple.subject, triple.predicate, triple.object))  # type: ignore[arg-type]
            if bound is not None:
                s, p, o = _filled(conclusion, bound)
                if isinstance(s, NamedNode | BlankNode):
                    yield Triple(s, p, o)  # type: ignore[arg-type]

    def _ways(self, edge: Triple) -> Iterator[Triple]:
        """The ways of a transitive property that lead over an edge."""
        p = edge.predicate
        ends = {edge.object, *self._reached(edge.object, p, up=True)}
        for start in {edge.subject, *self._reached(edge.subject, p, up=False)}:
            for end in ends:
                if isinstance(start, NamedNode | BlankNode):
                    yield Triple(start, p, end)  # type: ignore[arg-type]

    def follows(self, triple: Triple) -> bool:
        """Whether a statement follows from the asserted ones, itself left out."""
        if triple.predicate in self.known.transitive and triple.object in self._reached(
            triple.subject, triple.predicate, up=True
        ):
            return True
        return any(True for _ in self._premises(_looked_up(triple), triple.subject, triple.object))

    def _premises(self, key: object, s: object, o: object) -> Iterator[tuple[Pattern, Pattern, Triple]]:
        """The asserted statements from which one of this property or class follows directly, each with the
        rule; None matches everything."""
        for premise, conclusion in self.known.premises.get(key, ()):
            bound: dict[str, object] = {}
            if _unified(conclusion[0], s, bound) and _unified(conclusion[2], o, bound):
                given = (_value(premise[0], bound), premise[1], _value(premise[2], bound))
                yield from ((premise, conclusion, t) for t in self.asserted(*given))

    def _reached(self, node: object, p: NamedNode, *, up: bool) -> set[object]:
        """Where the ways from a node lead to (up), or where those come from that lead to it."""
        seen: set[object] = set()
        waiting = [node]
        while waiting:
            here = waiting.pop()
            for there in self._neighbours(here, p, up=up):
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        return seen

    def _neighbours(self, node: object, p: NamedNode, *, up: bool) -> Iterator[object]:
        s, o = (node, None) if up else (None, node)
        for triple in self.asserted(s, p, o):
            yield triple.object if up else triple.subject
        for premise, conclusion, triple in self._premises(p, s, o):
            filled = _bound(premise, (triple.subject, triple.predicate, triple.object))  # type: ignore[arg-type]
            if filled is not None:
                yield _filled(conclusion, filled)[2 if up else 0]


def _unified(slot: Slot, term: object, bound: dict[str, object]) -> bool:
    """Whether a place of a pattern may be this term (None: any), noted in `bound`."""
    if term is None:
        return True
    if isinstance(slot, str):
        return bound.setdefault(slot, term) == term
    return slot == term


def _value(slot: Slot, bound: Mapping[str, object]) -> object:
    return bound.get(slot) if isinstance(slot, str) else slot


__all__ = ["Consequences", "Following", "UnknownRule", "consequences", "shipped_consequences"]
