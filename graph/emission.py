"""What records and verdicts say anew, and no more, after further verdicts: the first half of a build by
difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regesta.extract.record import Footnote
from regesta.graph.kept import LOG, REVIEW, References
from regesta.graph.map.affected import Differences, affected, concerned, differences
from regesta.graph.map.agents import described_agent
from regesta.graph.map.mapping import DocumentMapping, reviews_view
from regesta.graph.map.view import View
from regesta.graph.name import Names
from regesta.graph.quality import acceptance_rates
from regesta.graph.rdf import DefaultGraph, Quad
from regesta.graph.reviewed import Reviewed
from regesta.graph.store.syntax import serialise
from regesta.graph.validate.invariants import check_records


class NotEnough(Exception):
    """The difference is not certain to give what a whole build gives; the message says why."""


@dataclass(slots=True)
class Emission:
    """What is said anew (positive) and no more (negative), by line: in the default graph, and elsewhere."""

    known: Counter[bytes] = field(default_factory=Counter)
    other: Counter[bytes] = field(default_factory=Counter)

    def add(self, quads: Sequence[Quad], times: int) -> None:
        """Count the lines of quads."""
        for default, counter in ((True, self.known), (False, self.other)):
            rows = (q for q in quads if isinstance(q.graph_name, DefaultGraph) == default)
            for line in serialise(rows, "nquads").splitlines(keepends=True):
                counter[line] += times


def emission(old: Reviewed, new: Reviewed, names: Names, references: dict[str, References]) -> Emission:
    """The lines that records and verdicts say anew and no more; `references` becomes that of the new state.

    Errors: NotEnough where the text of a document, as its verdicts leave it, is another.
    """
    out = Emission()
    differ = differences(old.state, new.state, (old.gathered, new.gathered))
    for before, after in zip(old.deposits, new.deposits, strict=True):
        if before.structure != after.structure:
            raise NotEnough(f"divisions, sentences or notes of {after.document} were judged")
        if concerned(before, after, differ):
            one = DocumentMapping(before, old.state, names, names_of_all=old.everyone)
            other = DocumentMapping(after, new.state, names, names_of_all=new.everyone)
            _map(one, other, affected(one, other, differ))
            for view in one.views:
                table = references[after.document][view]
                actors = _actors(table, differ)
                _emit(out, one.views[view], other.views[view], table)
                for name in actors & _actors(table, differ):
                    _described_anew(out, one, other, view, name)
    _verdicts(out, old, new, names, references[LOG][REVIEW])
    out.add(list(acceptance_rates(old.state, names)), -1)
    out.add(list(acceptance_rates(new.state, names)), 1)
    return out


def _map(old: DocumentMapping, new: DocumentMapping, ids: Iterable[str]) -> None:
    wanted = frozenset(ids)
    for mapping in (old, new):
        for judged in mapping.deposit.items:
            if judged.record.id in wanted:
                mapping.record(judged)


def _verdicts(out: Emission, old: Reviewed, new: Reviewed, names: Names, references: dict[str, int]) -> None:
    known = {v.id for v in old.verdicts}
    fresh = [v for v in new.verdicts if v.id not in known]
    if len(fresh) + len(known) != len(new.verdicts):
        raise NotEnough("verdicts are gone from the log")
    _emit(out, reviews_view((), names), reviews_view(fresh, names), references)


def _emit(out: Emission, old: View, new: View, references: dict[str, int]) -> None:
    """What two views of the same records say differently, shared things by how often they are referred to."""
    out.add(old.quads, -1)
    out.add(new.quads, 1)
    change = Counter(_own_references(new))
    change.subtract(_own_references(old))
    _count(out, new, references, [k for k, n in change.items() for _ in range(n)], 1)
    _count(out, old, references, [k for k, n in change.items() for _ in range(-n)], -1)


def _own_references(view: View) -> Mapping[str, int]:
    """How often records, not other shared things, refer to each shared thing."""
    out = Counter(view.references)
    for shared in view.shared.values():
        out.subtract(shared.refers)
    return {key: n for key, n in out.items() if n}


def _count(out: Emission, view: View, references: dict[str, int], keys: list[str], by: int) -> None:
    """References that came (`by` 1) or went (-1); what is referred to for the first time is said, what is no
    more is not."""
    while keys:
        key = keys.pop()
        before = references.get(key, 0)
        after = before + by
        if after < 0:
            raise NotEnough(f"{key} was referred to less often than it should have been")
        references[key] = after
        if 0 in (before, after):
            out.add(view.shared[key].quads, by)
            keys.extend(view.shared[key].refers)
        if not after:
            del references[key]


def _actors(references: Mapping[str, int], differ: Differences) -> set[str]:
    """The actors spoken of in a view who may be described otherwise."""
    if not differ.names:
        return set()
    names = (key.removeprefix("agent ") for key in references if key.startswith("agent "))
    return {n for n in names if differ.named((n,))}


def _described_anew(out: Emission, old: DocumentMapping, new: DocumentMapping, view: str, name: str) -> None:
    """An actor who goes on being spoken of, as described before and now."""
    for mapping, times in ((old, -1), (new, 1)):
        index = mapping.proposed_names if view == "proposed" else mapping.everyone
        out.add(described_agent(mapping.views[view], index, name), times)


def check_texts(old: Reviewed, new: Reviewed) -> None:
    """Check that newly accepted records fit their text. Errors: NotEnough where one does not."""
    for before, after in zip(old.deposits, new.deposits, strict=True):
        known = {id(j) for j in before.items}
        judged = (j for j in after.items if j.status == "accepted" and id(j) not in known)
        notes = frozenset(r.id for r in after.structure if isinstance(r, Footnote))
        if found := check_records(judged, after.text, notes):
            raise NotEnough(f"validation found something: {found[0].text}")


__all__ = ["Emission", "NotEnough", "check_texts", "emission"]
