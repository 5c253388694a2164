"""A build by difference: what the verdicts since a generation say anew, and say no more, down to the quads
that change. Where that is not certain to be all, it says so (`NotEnough`) and everything is built.

The steps are those of a whole build, each on what it touches: the records that differ and those that refer to
them are mapped as they were and as they are; a line goes when nothing says it any more; what follows from the
changed statements, and what no more; the shapes of the nodes around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from regesta.graph.consequences import Following, UnknownRule, shipped_consequences
from regesta.graph.emission import Emission, NotEnough
from regesta.graph.kept import Kept
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Triple
from regesta.graph.store.difference import SortedLines
from regesta.graph.store.difference import change as change_store
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse, serialise
from regesta.graph.validate.finding import Finding
from regesta.graph.validate.gate import check
from regesta.ontology.terms import RG

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DEFAULT = DefaultGraph()
#: What shapes look at on a node that another leads to: where it changes, the other is looked at again.
_LOOKED_AT = (_TYPE, RG.livedFrom, RG.livedUntil)
#: Properties whose ways shapes follow from node to node.
_WAYS = (RG.directPartOf, RG.within, RG.resolvedFrom)


@dataclass(slots=True)
class Change:
    """The lines that go from a generation and come into it, and how many of them are inferred."""

    gone: set[bytes] = field(default_factory=set)
    come: set[bytes] = field(default_factory=set)
    inferred: int = 0

    def note(self, line: bytes, *, comes: bool) -> None:
        """A line comes or goes; one that did the other before stays as it was."""
        one, other = (self.come, self.gone) if comes else (self.gone, self.come)
        if line in other:
            other.discard(line)
        else:
            one.add(line)


class Asserted:
    """What is said in a generation, what only follows left out."""

    def __init__(self, lines: SortedLines, inferred: NamedNode, repeated: dict[str, int]) -> None:
        self._lines, self._repeated = lines, repeated
        self._graph = f" <{inferred.value}> .\n".encode()

    def inferred(self, line: bytes) -> bytes:
        """A line of the default graph as it stands in the graph of what follows."""
        return line[: -len(b" .\n")] + self._graph

    def times(self, line: bytes, *, known: bool) -> int:
        """How often a line is said; `known`: it is of the default graph."""
        often = self._repeated.get(line.decode(), 0)
        if often or line not in self._lines:
            return often
        return 0 if known and self.inferred(line) in self._lines else 1

    def moved(self, counts: Counter[bytes], *, known: bool) -> tuple[list[bytes], list[bytes]]:
        """The lines that nothing says any more, and those that nothing said before; `repeated` becomes that
        of the new state.

        Errors: NotEnough where a line would be said less often than never.
        """
        gone, come = [], []
        for line, change in counts.items():
            if not change:
                continue
            before = self.times(line, known=known)
            after = before + change
            if after < 0:
                raise NotEnough(f"a line was said less often than it should have been: {line.decode()}")
            if after > 1:
                self._repeated[line.decode()] = after
            else:
                self._repeated.pop(line.decode(), None)
            if not before:
                come.append(line)
            elif not after:
                gone.append(line)
        return gone, come


def changed(draft: EmbeddedStore, said: Emission, asserted: Asserted, inferred: NamedNode) -> Change:
    """The change of a generation, of which `draft` is a copy that becomes the new one as far as accepted
    knowledge goes; the other graphs are left to the caller.

    Errors: NotEnough where validation finds something, or rules are of another form than is known here.
    """
    change = Change()
    gone, come = asserted.moved(said.other, known=False)
    change.gone.update(gone)
    change.come.update(come)
    try:
        _follow(_Knowledge(draft, inferred, change), *asserted.moved(said.known, known=True))
    except UnknownRule as error:
        raise NotEnough(
            f"the ontology has a rule whose consequences are not told one by one: {error}"
        ) from error
    return change


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


class _Knowledge:
    """Accepted knowledge being changed: what is asserted in it, and what follows."""

    def __init__(self, store: EmbeddedStore, inferred: NamedNode, change: Change) -> None:
        self.store, self.graph, self.change = store, inferred, change

    def follows_only(self, triple: Triple) -> bool:
        """Whether it stands there because it follows."""
        return _quad(triple, self.graph) in self.store

    def asserted(self, s: object, p: object, o: object) -> Iterator[Triple]:
        """The asserted statements that match; None matches everything."""
        if s is not None and not isinstance(s, NamedNode):
            return
        for q in self.store.quads(s, p, o, _DEFAULT):  # type: ignore[arg-type]
            if not self.follows_only(q.triple):
                yield q.triple

    def asserts(self, triple: Triple) -> bool:
        """Whether it is asserted."""
        return _quad(triple, _DEFAULT) in self.store and not self.follows_only(triple)

    def put(self, triple: Triple, graph: NamedNode | DefaultGraph, *, comes: bool) -> None:
        """Put a statement into a graph, or take it out, and note it."""
        quad = _quad(triple, graph)
        if comes:
            self.store.put_in(quad)
        else:
            self.store.remove((quad,))
        self.change.note(serialise((quad,), "nquads"), comes=comes)


def _follow(knowledge: _Knowledge, gone: Sequence[bytes], come: Sequence[bytes]) -> None:
    """Take asserted statements out and put others in, and what follows from them; then look whether what is
    around them is as the shapes want it."""
    following = Following(shipped_consequences(), knowledge.asserted)
    lost, made = _triples(gone), _triples(come)
    touched = following.touched(lost)
    for triple in lost:
        knowledge.put(triple, _DEFAULT, comes=False)
    for triple in made:
        if knowledge.follows_only(triple):
            knowledge.put(triple, knowledge.graph, comes=False)
            knowledge.change.inferred -= 1
        else:
            knowledge.put(triple, _DEFAULT, comes=True)
    touched |= following.touched(made)
    _validate(knowledge, [*lost, *made])
    for triple in touched:
        wanted = not knowledge.asserts(triple) and following.follows(triple)
        if wanted != knowledge.follows_only(triple):
            for graph in (knowledge.graph, _DEFAULT):
                knowledge.put(triple, graph, comes=wanted)
            knowledge.change.inferred += 1 if wanted else -1


def _triples(lines: Iterable[bytes]) -> list[Triple]:
    return [q.triple for q in parse(b"".join(lines), "nquads")]


def _validate(knowledge: _Knowledge, changed: Sequence[Triple]) -> None:
    """Check the shapes on the nodes that changed, and on those that lead to one whose classes or dates of
    life changed.
    Errors: NotEnough when one does not hold."""
    nodes: set[object] = {t.subject for t in changed}
    for node in {t.subject for t in changed if t.predicate in _LOOKED_AT}:
        nodes |= {t.subject for t in knowledge.asserted(None, None, node)}
    wanted = {node.value for node in nodes if isinstance(node, NamedNode)}
    for finding in check(_surroundings(knowledge, nodes)):
        if finding.node in wanted:
            raise NotEnough(f"validation found something: {finding.text}")


def broken_around(store: EmbeddedStore, inferred: NamedNode, nodes: Iterable[NamedNode]) -> list[Finding]:
    """What breaks the shapes on some nodes of accepted knowledge, by what is asserted of them; `inferred` is
    the graph of what follows."""
    knowledge, wanted = _Knowledge(store, inferred, Change()), frozenset(nodes)
    values = {node.value for node in wanted}
    return [f for f in check(_surroundings(knowledge, set(wanted))) if f.node in values]


def _surroundings(knowledge: _Knowledge, nodes: set[object]) -> EmbeddedStore:
    """What shapes look at on these nodes: all that is asserted of them, and the classes of what they lead
    to."""
    own = [t for node in nodes for t in knowledge.asserted(node, None, None)]
    values = {t.object for t in own} - nodes
    own += [t for value in values for p in _LOOKED_AT for t in knowledge.asserted(value, p, None)]
    own += _ways(knowledge, values)
    return EmbeddedStore(_quad(t, _DEFAULT) for t in own)


def _ways(knowledge: _Knowledge, starts: Iterable[object]) -> list[Triple]:
    """The ways that shapes follow, from these nodes on."""
    found: dict[Triple, None] = {}
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        for p in _WAYS:
            more = [t for t in knowledge.asserted(here, p, None) if t not in found]
            found.update(dict.fromkeys(more))
            waiting += [t.object for t in more]
    return list(found)


def settle(store: EmbeddedStore, gone: Iterable[bytes], come: Iterable[bytes]) -> None:
    """Bring the draft to where the change is whole: accepted knowledge was changed on the way, here come the
    other graphs too."""
    change_store(store, sorted(gone), sorted(come))


def kept_after(kept: Kept, change: Change, clean: bool = True) -> Kept:
    """What is kept of the changed generation, but for its inputs and the length of its lines."""
    return Kept(
        inputs=kept.inputs,
        size=kept.size + sum(map(len, change.come)) - sum(map(len, change.gone)),
        graph=kept.graph + sum(map(len, change.come)) - sum(map(len, change.gone)),
        quads=kept.quads + len(change.come) - len(change.gone),
        inferred=kept.inferred + change.inferred,
        clean=clean,
        references=kept.references,
        repeated=kept.repeated,
    )


__all__ = [
    "Asserted",
    "Change",
    "broken_around",
    "changed",
    "kept_after",
    "settle",
]
