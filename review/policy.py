"""Policies: named, versioned rules that accept many candidates at once, logged under the policy's name and
withdrawable as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.extract.record import KINDS, Actor, Citation, Claim, Decision, Event, Record, Source
from regesta.review.state import ReviewedState
from regesta.review.verdict import Verdict, verdict_id

FULL_DATE = re.compile(r"^\d{4}-\d\d-\d\d[~?%]?$")


class PolicyError(Exception):
    """A policy that does not exist or cannot be read; the message lists what is legal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A rule: records of `kinds`, at least `min_confidence` sure, that meet every requirement."""

    name: str
    version: str
    about: str = ""
    kinds: tuple[str, ...]
    min_confidence: float = 0.0
    require: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What verdicts carry: "name@version"."""
        return f"{self.name}@{self.version}"


def _date_full(r: Record) -> bool:
    return isinstance(r, Event | Decision) and r.date is not None and bool(FULL_DATE.match(r.date.edtf))


#: How sure a relation must be to count as an answer: the least sure rule; the learnt model proposes others.
_LIKELY_ANSWER = 0.3


def _agent(r: Record) -> bool:
    return (isinstance(r, Event) and bool(r.agents)) or (isinstance(r, Decision) and bool(r.deciders))


def _footnote(r: Record) -> bool:
    return isinstance(r, Event | Decision | Claim) and bool(r.footnotes)


def _holder_named(r: Record) -> bool:
    return isinstance(r, Claim) and bool(r.holder) and r.voice != "school"


def _answers(r: Record) -> bool:
    return isinstance(r, Claim) and any(x.confidence >= _LIKELY_ANSWER for x in r.relations)


def _resolved(r: Record) -> bool:
    return isinstance(r, Citation) and bool(r.source)


def _archive(r: Record) -> bool:
    return isinstance(r, Source) and bool(r.held_in)


def _identified(r: Record) -> bool:
    return isinstance(r, Actor) and bool(r.identifiers)


#: What a policy may require of a record, by the name it has in `regesta.toml`.
REQUIREMENTS: Mapping[str, Callable[[Record], bool]] = {
    "date_full": _date_full,
    "agent": _agent,
    "footnote": _footnote,
    "holder_named": _holder_named,
    "answers": _answers,
    "source_resolved": _resolved,
    "held_in_archive": _archive,
    "identified": _identified,
}

#: The kinds a policy may accept: all but diagnostics, which tell of the program and not of the document.
_ACCEPTED = tuple(kind for kind in KINDS if kind != "diagnostic")


def read_policies(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Policy]:
    """The policies of `regesta.toml`, checked.

    Errors: PolicyError for an unknown kind, requirement or key, or a confidence outside 0..1.
    """
    return {name: _read_policy(name, row) for name, row in settings.items()}


#: The keys of a policy in `regesta.toml`.
_KEYS = ("version", "about", "kinds", "min_confidence", "require")


def _read_policy(name: str, row: Mapping[str, Any]) -> Policy:
    policy = Policy(
        name=name,
        version=str(row.get("version", "1")),
        about=str(row.get("about", "")),
        kinds=tuple(row.get("kinds", ())),
        min_confidence=float(row.get("min_confidence", 0.0)),
        require=tuple(row.get("require", ())),
    )
    if wrong := _wrong_with(policy, unknown=sorted(set(row) - set(_KEYS))):
        raise PolicyError(f"policy {name!r} in regesta.toml {wrong}")
    return policy


def _wrong_with(policy: Policy, unknown: Sequence[str]) -> str:
    """What is wrong with a policy, the first thing found; "" when nothing is."""
    wrong_kinds = [k for k in policy.kinds if k not in _ACCEPTED]
    wrong_needs = [r for r in policy.require if r not in REQUIREMENTS]
    if unknown:
        return f"has unknown keys {', '.join(unknown)}; a policy has {', '.join(_KEYS)}."
    if wrong_kinds or not policy.kinds:
        return f"names kinds {', '.join(wrong_kinds) or '(none)'}; the kinds are {', '.join(_ACCEPTED)}."
    if wrong_needs:
        return f"requires {', '.join(wrong_needs)}; a policy may require {', '.join(REQUIREMENTS)}."
    if not 0 <= policy.min_confidence <= 1:
        return f"has min_confidence {policy.min_confidence}; it must lie between 0 and 1."
    return ""


def meets(policy: Policy, record: Record) -> bool:
    """Whether the policy would accept this record."""
    return (
        record.kind in policy.kinds
        and record.confidence >= policy.min_confidence
        and all(REQUIREMENTS[r](record) for r in policy.require)
    )


def apply(policy: Policy, state: ReviewedState, *, at: str, reviewer: str, reason: str = "") -> list[Verdict]:
    """Accepting verdicts for every candidate nobody has judged that meets the policy; `at` in ISO 8601 UTC.

    All share one `batch`, the policy's label and the time, so that `regesta verdict withdraw` can take them
    back as one.
    """
    batch = f"{policy.label}/{at}"
    chosen = (j.record for j in state.items.values() if j.status == "candidate" and meets(policy, j.record))
    return accept_all(
        chosen, at=at, reviewer=reviewer, reason=reason or policy.about, policy=policy.label, batch=batch
    )


def accept_all(
    records: Iterable[Record], *, at: str, reviewer: str, reason: str, policy: str = "", batch: str = ""
) -> list[Verdict]:
    """One accepting verdict per record, each carrying its record whole."""
    return [
        Verdict(
            id=verdict_id(at, reviewer, "accept", r.id, extra=policy),
            at=at,
            reviewer=reviewer,
            outcome="accept",
            record=r.id,
            digest=r.digest(),
            reason=reason,
            policy=policy,
            judged=r.to_dict(),
            batch=batch,
        )
        for r in records
    ]
