"""How far records can be trusted, as DQV measurements in the graph of verdicts: how well each proposer reads
annotated documents, and what share of its records reviewers accept."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from regesta.graph.description import dataset_of
from regesta.graph.map.view import LABEL, A, decimal, integer
from regesta.graph.name import Names, segment
from regesta.graph.rdf import Literal, NamedNode, Quad
from regesta.ontology.terms import RG, concept
from regesta.review.state import Judged, ReviewedState

_DQV = "http://www.w3.org/ns/dqv#"
#: A proposer that is a program: a name and a version.
_PROGRAM = re.compile(r"\w[\w-]*\.v\d+")
LOG = "verdicts of reviewers, in the log of this workspace"


def read_figures() -> dict[str, Any]:
    """What the corpus says of the shipped proposers: `graph/quality.toml`, which `make score PAGE=1` writes
    together with docs/quality.md."""
    return dict(_figures())


@cache
def _figures() -> dict[str, Any]:
    return tomllib.loads(resources.files("regesta.graph").joinpath("quality.toml").read_text("utf-8"))


def extraction_quality(names: Names) -> Iterator[Quad]:
    """How well the shipped proposers read, by version, kind and aspect; the same for every workspace."""
    told = _figures()
    for row in told["figures"]:
        node = NamedNode(f"{names.base}quality/f1/{segment(row['proposer'])}/{segment(row['measure'])}")
        label = f"{row['measure']} of {row['proposer']}: F1 {row['mean']}"
        yield from _measurement(names, node, "f1", label, row, str(told["annotations"]))
        yield Quad(node, RG.ofAspect, Literal(row["measure"]), names.review)
        yield Quad(node, RG.spread, decimal(row["spread"]), names.review)


@dataclass(slots=True)
class Rates:
    """How many records of each proposer and kind reviewers judged one by one, and how many they accepted."""

    judged: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, items: Iterable[Judged]) -> None:
        """Take some records in."""
        for item in items:
            if _judged_alone(item):
                key = (_proposed_by(item), item.record.kind)
                self.judged[key] += 1
                self.kept[key] += item.status == "accepted"

    def quads(self, names: Names) -> Iterator[Quad]:
        """Of the records of each proposer that reviewers judged one by one, the share they accepted."""
        for (proposer, kind), number in sorted(self.judged.items()):
            if _PROGRAM.fullmatch(proposer):
                share = self.kept[proposer, kind] / number
                node = NamedNode(f"{names.base}quality/acceptance/{segment(proposer)}/{segment(kind)}")
                row = {"proposer": proposer, "kind": kind, "mean": share, "documents": number}
                label = f"{kind} of {proposer}: {self.kept[proposer, kind]} of {number} accepted by reviewers"
                yield from _measurement(names, node, "acceptance", label, row, LOG)


def acceptance_rates(state: ReviewedState, names: Names) -> Iterator[Quad]:
    """The rates of everything in a state."""
    rates = Rates()
    rates.count(state.items.values())
    return rates.quads(names)


def _judged_alone(item: Judged) -> bool:
    """Whether a reviewer, no policy, decided on the record as a whole."""
    if item.status == "rejected":
        return any(v.outcome == "reject" and not v.policy for v in item.verdicts)
    return item.status == "accepted" and item.by_person


def _proposed_by(item: Judged) -> str:
    return (item.candidate or item.record).proposer


def _measurement(
    names: Names, node: NamedNode, metric: str, label: str, row: dict[str, Any], on: str
) -> Iterator[Quad]:
    said = (
        (A, NamedNode(_DQV + "QualityMeasurement")),
        (LABEL, Literal(label)),
        (NamedNode(_DQV + "isMeasurementOf"), concept("quality-metric", metric)),
        (NamedNode(_DQV + "computedOn"), dataset_of(names.base)),
        (NamedNode(_DQV + "value"), decimal(row["mean"])),
        (RG.ofProposer, Literal(row["proposer"])),
        (RG.ofKind, Literal(row["kind"])),
        (RG.measuredOn, Literal(on)),
        (RG.measuredNumber, integer(row["documents"])),
    )
    return (Quad(node, predicate, value, names.review) for predicate, value in said)


__all__ = ["Rates", "acceptance_rates", "extraction_quality", "read_figures"]
