"""Relations that annotation tools draw between two annotations, as RecogitoJS writes them: an annotation
whose motivation is linking, whose targets are other annotations of the file, tagged with what the first does
to the second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from regesta.extract.record import Claim, Record, from_dict, target_kind_of
from regesta.ontology.values import ArgumentType
from regesta.review.exchange.plan import Fault, Ground
from regesta.review.request import VerdictRequest

_TYPES: Sequence[str] = ArgumentType.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A relation as drawn: the ids of the two annotations, in order, and its tags, in lower case."""

    where: str
    ends: tuple[str, ...]
    tags: tuple[str, ...]


def ends_of(one: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the annotations that an annotation links, () where it is no relation."""
    motivation = one.get("motivation", ())
    said = [motivation] if isinstance(motivation, str) else motivation
    if not any(str(m).rsplit(":", 1)[-1].rsplit("#", 1)[-1] == "linking" for m in said):
        return ()
    targets = one.get("target")
    if not isinstance(targets, list) or any(isinstance(t, dict) and "selector" in t for t in targets):
        return ()
    return tuple(t if isinstance(t, str) else str(t.get("id", "")) for t in targets)


def with_relations(
    requests: Sequence[VerdictRequest],
    relations: Iterable[Drawn],
    record_of: Mapping[str, str],
    ground: Ground,
) -> tuple[list[VerdictRequest], list[Fault]]:
    """The requests with what the relations ask for: an edit of the claim they start from, or, where that is
    new in the file, the relations in the new claim. `record_of` gives the record of an annotation's id.
    Relations that cannot be drawn are left out with the reason; those that stand there already say nothing.
    """
    added = {one.addition.id: one.addition for one in requests if one.addition is not None}
    drawn: dict[str, list[tuple[Drawn, str, str]]] = defaultdict(list)
    faults: list[Fault] = []
    for one in relations:
        try:
            source, kind, target = _read(one, record_of, added, ground)
        except ValueError as error:
            faults.append(Fault(one.where, str(error)))
        else:
            drawn[source].append((one, kind, target))
    out = list(requests)
    for source, rows in drawn.items():
        out = _drawn_from(source, rows, out, added, ground)
    return out, faults


def _drawn_from(
    source: str,
    rows: Sequence[tuple[Drawn, str, str]],
    requests: list[VerdictRequest],
    added: Mapping[str, Record],
    ground: Ground,
) -> list[VerdictRequest]:
    """The requests with the relations drawn from one claim."""
    record = added.get(source) or ground.state.items[source].record
    now = _relations(record, [(kind, target) for _, kind, target in rows])
    if now is None:
        return requests
    if source in added:
        whole = from_dict({**record.to_dict(), "relations": now})
        return [replace(r, addition=whole) if r.addition is record else r for r in requests]
    edit = VerdictRequest(where=rows[0][0].where, outcome="accept", record=source, changes={"relations": now})
    return [*requests, edit]


def _read(
    one: Drawn, record_of: Mapping[str, str], added: Mapping[str, Record], ground: Ground
) -> tuple[str, str, str]:
    """The claim a relation starts from, its type, and the record it leads to. Errors: ValueError."""
    kind = next((t for t in one.tags if t in _TYPES), "")
    if not kind:
        tagged = ", ".join(map(repr, one.tags)) or "nothing"
        raise ValueError(f"the relation is tagged {tagged}; tag it {', '.join(_TYPES)}")
    if len(one.ends) != 2:
        raise ValueError(
            f"the relation has {len(one.ends)} ends; it needs the claim that answers and what it answers"
        )
    records = []
    for end in one.ends:
        if not record_of.get(end):
            raise ValueError(
                f"the relation leads to {end!r}, which is no annotation of this file that was taken"
            )
        found = record_of[end]
        records.append(ground.state.carried.get(found, found))
    source, target = records
    record = added.get(source) or ground.state.items[source].record
    if not isinstance(record, Claim):
        raise ValueError(f"the relation starts at a {record.kind}; only a claim can {kind.removesuffix('s')}")
    if source == target:
        raise ValueError("the relation leads from a claim to itself")
    return source, kind, target


def _relations(record: Record, drawn: Iterable[tuple[str, str]]) -> list[dict[str, Any]] | None:
    """The relations of a claim with those drawn; None where all of them stand there."""
    known = list(record.to_dict().get("relations", ()))
    said = {(r["type"], r["target"]) for r in known}
    fresh = [pair for pair in dict.fromkeys(drawn) if pair not in said]
    if not fresh:
        return None
    return known + [
        {"type": kind, "target": target, "target_kind": target_kind_of(target)} for kind, target in fresh
    ]


__all__ = ["Drawn", "ends_of", "with_relations"]
