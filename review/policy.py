"""Policies: named, versioned rules that accept many candidates at once, logged under the policy's name and
withdrawable as one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from regesta.extract.record import KINDS, Actor, Citation, Claim, Decision, Event, Identity, Record, Source
from regesta.review.coherence import TOGETHER, Surroundings, answers_of, companions, subject_known
from regesta.review.state import ReviewedState
from regesta.review.verdict import Verdict, verdict_id

FULL_DATE = re.compile(r"^\d{4}-\d\d-\d\d[~?%]?$")


class PolicyError(Exception):
    """A policy that does not exist or cannot be read; the message lists what is legal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A rule: records of `kinds`, at least `min_confidence` sure, that meet every requirement.

    `together` names what is accepted with each, so that no piece of a statement stands alone; a companion may
    be as unsure as `min_together`.
    """

    name: str
    version: str
    about: str = ""
    kinds: tuple[str, ...]
    min_confidence: float = 0.0
    require: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    min_together: float = 0.0

    @property
    def label(self) -> str:
        """What verdicts carry: "name@version"."""
        return f"{self.name}@{self.version}"


def _date_full(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Event | Decision) and r.date is not None and bool(FULL_DATE.match(r.date.edtf))


def _dated(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Event | Decision) and r.date is not None


def _agent(r: Record, _: Surroundings) -> bool:
    return (isinstance(r, Event) and bool(r.agents)) or (isinstance(r, Decision) and bool(r.deciders))


def _content(r: Record, _: Surroundings) -> bool:
    return (isinstance(r, Decision) and r.content is not None) or (
        isinstance(r, Event) and bool(r.recipients)
    )


def _of_author(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Claim) and r.voice == "author"


def _of_others(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Claim) and r.voice != "author"


def _spoken_of(r: Record, around: Surroundings) -> bool:
    return isinstance(r, Actor) and around.points_to(r)


def _footnote(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Event | Decision | Claim) and bool(r.footnotes)


def _holder_named(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Claim) and bool(r.holder) and r.voice != "school"


def _answers(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Claim) and bool(answers_of(r))


def _resolved(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Citation) and bool(r.source)


def _archive(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Source) and bool(r.held_in)


def _of_apparatus(r: Record, _: Surroundings) -> bool:
    return not (isinstance(r, Identity) and (r.of_events or r.across))


def _identified(r: Record, _: Surroundings) -> bool:
    return isinstance(r, Actor) and bool(r.identifiers)


#: What a policy may require of a record, by the name it has in `regesta.toml`.
REQUIREMENTS: Mapping[str, Callable[[Record, Surroundings], bool]] = {
    "date_full": _date_full,
    "dated": _dated,
    "agent": _agent,
    "content": _content,
    "footnote": _footnote,
    "holder_named": _holder_named,
    "of_author": _of_author,
    "of_others": _of_others,
    "answers": _answers,
    "source_resolved": _resolved,
    "held_in_archive": _archive,
    "of_apparatus": _of_apparatus,
    "identified": _identified,
    "spoken_of": _spoken_of,
}

#: The kinds a policy may accept: all but diagnostics, which tell of the program and not of the document.
_ACCEPTED = tuple(kind for kind in KINDS if kind != "diagnostic")


def read_policies(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Policy]:
    """The policies of `regesta.toml`, checked.

    Errors: PolicyError for an unknown kind, requirement or key, or a confidence outside 0..1.
    """
    return {name: _read_policy(name, row) for name, row in settings.items()}


def shipped_sets() -> dict[str, tuple[str, dict[str, Policy]]]:
    """The sets of policies beside the default one, by name: what each is for, and its policies."""
    rows = tomllib.loads(resources.files("regesta.review").joinpath("policy_sets.toml").read_text("utf-8"))
    return {name: (row["about"], read_policies(row["policies"])) for name, row in rows.items()}


#: The keys of a policy in `regesta.toml`.
_KEYS = ("version", "about", "kinds", "min_confidence", "require", "together", "min_together")


def _read_policy(name: str, row: Mapping[str, Any]) -> Policy:
    policy = Policy(
        name=name,
        version=str(row.get("version", "1")),
        about=str(row.get("about", "")),
        kinds=tuple(row.get("kinds", ())),
        min_confidence=float(row.get("min_confidence", 0.0)),
        require=tuple(row.get("require", ())),
        together=tuple(row.get("together", ())),
        min_together=float(row.get("min_together", row.get("min_confidence", 0.0))),
    )
    if wrong := _wrong_with(policy, unknown=sorted(set(row) - set(_KEYS))):
        raise PolicyError(f"policy {name!r} in regesta.toml {wrong}")
    return policy


def _wrong_with(policy: Policy, unknown: Sequence[str]) -> str:
    """What is wrong with a policy, the first thing found; "" when nothing is."""
    wrong_kinds = [k for k in policy.kinds if k not in _ACCEPTED]
    if unknown:
        return f"has unknown keys {', '.join(unknown)}; a policy has {', '.join(_KEYS)}."
    if wrong_kinds or not policy.kinds:
        return f"names kinds {', '.join(wrong_kinds) or '(none)'}; the kinds are {', '.join(_ACCEPTED)}."
    if wrong := sorted(set(policy.require) - set(REQUIREMENTS)):
        return f"requires {', '.join(wrong)}; a policy may require {', '.join(REQUIREMENTS)}."
    if wrong := sorted(set(policy.together) - set(TOGETHER)):
        return f"accepts {', '.join(wrong)} together; that may be {', '.join(TOGETHER)}."
    if not 0 <= policy.min_confidence <= 1:
        return f"has min_confidence {policy.min_confidence}; it must lie between 0 and 1."
    if not 0 <= policy.min_together <= 1:
        return f"has min_together {policy.min_together}; it must lie between 0 and 1."
    return ""


def meets(policy: Policy, record: Record, around: Surroundings) -> bool:
    """Whether the policy would accept this record, as far as it stands by itself. A statement whose subject
    nobody knows meets none."""
    return (
        record.kind in policy.kinds
        and record.confidence >= policy.min_confidence
        and subject_known(record)
        and all(REQUIREMENTS[r](record, around) for r in policy.require)
    )


def chosen(policy: Policy, state: ReviewedState, around: Surroundings | None = None) -> list[Record]:
    """The candidates of a state nobody has judged that meet the policy, each with what must be accepted
    together with it, in the order of the state. `around`: what stands around them, where that is more than
    the state."""
    around, out = around or Surroundings(state), dict[str, Record]()
    for judged in state.items.values():
        record = judged.record
        if judged.status != "candidate" or not meets(policy, record, around):
            continue
        with_it = companions(record, policy.together, around, policy.min_together)
        if with_it is not None:
            out |= {r.id: r for r in (record, *with_it)}
    return list(out.values())


def apply(
    policy: Policy,
    state: ReviewedState,
    *,
    at: str,
    reviewer: str,
    reason: str = "",
    around: Surroundings | None = None,
) -> list[Verdict]:
    """Accepting verdicts for every candidate that the policy chooses (see `chosen`); `at` in ISO 8601 UTC.

    All share one `batch`, the policy's label and the time, so that `regesta verdict withdraw` can take them
    back as one.
    """
    batch = f"{policy.label}/{at}"
    return accept_all(
        chosen(policy, state, around),
        at=at,
        reviewer=reviewer,
        reason=reason or policy.about,
        policy=policy.label,
        batch=batch,
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
