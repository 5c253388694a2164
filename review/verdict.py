"""A verdict: who judged which record (or part of it) how, when and why. It carries the record it judged,
whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from regesta.extract.record import content_id
from regesta.ontology import values

#: What a verdict may say, and of which part of a record: the schemes `outcome` and `verdict-part` of the
#: vocabulary.
Outcome = values.Outcome
Part = values.VerdictPart
OUTCOMES: tuple[str, ...] = get_args(Outcome)
PARTS: tuple[str, ...] = get_args(Part)


#: The member of a verdict's `extra` that marks a second reading: it decides nothing, differences are settled.
SECOND = "second_reading"
#: What `Verdict.agent` says of a reviewer that is a program.
SOFTWARE = "software"
#: The member of a logged verdict's `extra` that names the request it came by (`VerdictRequest.key`).
KEY = "idempotency_key"
#: Of an acceptance by a person: the ids its claim answers whose links were left for a verdict of their own.
LINKS_LEFT = "links_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One line of the log.

    `record` is the judged record's id and `digest` its content then; `judged` the record itself (JSON form).
    `edit`: `edited` is the record as the reviewer wants it. `merge`: `into` names the record that stands for
    both. `withdraw`: `withdraws` names the verdicts taken back. `policy` is "name@version" when a policy
    spoke for `reviewer`. `part` and `part_id` narrow the verdict to one part: ("evidence", citation id),
    ("link", "<authority>:<id>"), ("actor", name) or ("date", ""). `relink`: `into` is what the part should
    lead to instead. `split`: each of `pieces` is {"record": a record in JSON form, "takes": [ids of the
    records that meant this piece]}; what no piece takes stays with the first. `agent` is "software" where the
    reviewer is a program that judged by itself, such as a language model, and "" where it is a person.
    """

    id: str
    at: str
    reviewer: str
    outcome: Outcome
    record: str = ""
    digest: str = ""
    part: Part = "record"
    part_id: str = ""
    reason: str = ""
    policy: str = ""
    judged: Mapping[str, Any] | None = None
    edited: Mapping[str, Any] | None = None
    into: str = ""
    withdraws: tuple[str, ...] = ()
    batch: str = ""
    pieces: tuple[Mapping[str, Any], ...] = ()
    agent: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def into_name(self) -> str:
        """What a relinked part should lead to, as records write it: the name of an actor, else the id in
        `into`."""
        return str(self.extra.get("name") or self.into)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, empty fields left out."""
        out: dict[str, Any] = {}
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, tuple):
                value = list(value)
            if value in (None, "", [], {}):
                continue
            out[name] = dict(value) if isinstance(value, Mapping) else value
        return out


def utc_now() -> str:
    """This moment as verdicts carry it: ISO 8601, UTC, microseconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sent_by(key: str = "", *, second: bool = False) -> dict[str, Any]:
    """What a verdict's `extra` says of how it came: the request's key, and that it is of a second reading."""
    return {**({KEY: key} if key else {}), **({SECOND: True} if second else {})}


def moment_of(at: str) -> datetime:
    """A verdict's time as a moment that can be reckoned with."""
    return datetime.fromisoformat(at.replace("Z", "+00:00"))


def after(at: str) -> str:
    """The microsecond after a verdict's time."""
    return (moment_of(at) + timedelta(microseconds=1)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def verdict_id(
    at: str,
    reviewer: str,
    outcome: str,
    record: str,
    part: str = "record",
    part_id: str = "",
    extra: str = "",
) -> str:
    """The content hash that names a verdict: the same act logged twice has the same id."""
    return content_id("verdict", at, reviewer, outcome, record, part, part_id, extra)


_KNOWN = frozenset(Verdict.__slots__)


def from_dict(data: Mapping[str, Any]) -> Verdict:
    """A verdict out of its JSON form; unknown fields are kept in `extra` so that a newer log is not damaged
    by an older program."""
    own: dict[str, Any] = {
        k: (tuple(v) if k in ("withdraws", "pieces") else v) for k, v in data.items() if k in _KNOWN
    }
    if data.keys() - _KNOWN:
        own["extra"] = {**own.get("extra", {}), **{k: v for k, v in data.items() if k not in _KNOWN}}
    return Verdict(**own)


def dumps(verdict: Verdict) -> str:
    """One JSON line, without the newline; the same verdict always gives the same bytes."""
    return json.dumps(verdict.to_dict(), ensure_ascii=False, separators=(",", ":"))
