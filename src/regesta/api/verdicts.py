"""The verdicts of a workspace: read, given, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from regesta.extract.link.candidates import candidates
from regesta.extract.record import Sentence
from regesta.extract.workspace import Workspace as Folder
from regesta.review.accepting import accept_by_document, would_accept_by_document
from regesta.review.acts import ActError, withdraw
from regesta.review.judging import give, give_alike
from regesta.review.log_interface import Repair
from regesta.review.logs import log_of
from regesta.review.policy import Policy, PolicyError, read_policies
from regesta.review.request import Piece, VerdictRequest
from regesta.review.signature import signature, signed
from regesta.review.state import ReviewedState, replay
from regesta.review.verdict import PARTS, Outcome, Part, Verdict, after, utc_now


def _alike(state: ReviewedState, record: str, texts: Mapping[str, str]) -> list[str]:
    """The records that say the same in the same words."""
    from regesta.review.queue import alike_to  # SQLAlchemy takes a quarter of a second to import

    return alike_to(state, record, texts)


class Verdicts:
    """The verdict log of a workspace: iterate it, give verdicts, take them back. Nothing is ever deleted.

    Every act reads the log first, appends under its lock, and is on disk when it returns. `reviewer` is a
    name or an ORCID; without one it is $REGESTA_REVIEWER, else who is named under `[review]` in regesta.toml.
    Errors: NoReviewer where nobody is.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._log = log_of(folder)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self._log.read())

    def __len__(self) -> int:
        return len(self._log.read())

    def state(self) -> ReviewedState:
        """Where every record stands: candidates and log replayed."""
        return replay(candidates(self._folder), self._log.read())

    def _name(self, given: str | None) -> str:
        return signature(given, self._folder.settings.review)

    def repair(self) -> Repair | None:
        """Set a torn last line of the log aside (a writer died in it); says what was done, None when nothing
        was."""
        return self._log.repair()

    def accept(
        self, *records: str, reason: str = "", reviewer: str | None = None, part: str = ""
    ) -> list[Verdict]:
        """Accept records, by id or unique beginning of one, as they are proposed."""
        return self.give("accept", records, reason=reason, reviewer=reviewer, part=part)

    def reject(
        self, *records: str, reason: str, reviewer: str | None = None, part: str = ""
    ) -> list[Verdict]:
        """Reject records; the reason is kept with the verdict."""
        return self.give("reject", records, reason=reason, reviewer=reviewer, part=part)

    def edit(
        self, record: str, *, reason: str = "", reviewer: str | None = None, **changes: Any
    ) -> list[Verdict]:
        """Accept a record with some fields changed: `edit("claim-0f3a9c", holder=["Kathryn Weathersby"])`."""
        return self.give("edit", [record], reason=reason, reviewer=reviewer, changes=changes)

    def merge(self, *records: str, into: str, reason: str = "", reviewer: str | None = None) -> list[Verdict]:
        """Say that records are the same as another one, which then stands for them."""
        return self.give("merge", records, reason=reason, reviewer=reviewer, into=into)

    def withdraw(self, *targets: str, reason: str = "", reviewer: str | None = None) -> Verdict:
        """Take verdicts back, named by verdict id, batch, policy as NAME@VERSION, or record id (its last
        verdict)."""
        back = withdraw(self._log.read(), targets, at=utc_now(), reviewer=self._name(reviewer), reason=reason)
        self._log.append([back])
        return back

    def accept_by_policy(
        self, *names: str, reviewer: str | None = None, dry_run: bool = False
    ) -> dict[str, int]:
        """Accept what policies of `regesta.toml` allow, in the order given; how many each accepted.

        With `dry_run` nothing is logged: how many each would accept, those before it done. Errors:
        PolicyError for an unknown name, with those there are.
        """
        chosen = self.policies(*names)
        if not dry_run:
            return self.accept_by(chosen, reviewer)
        return {name: len(verdicts) for name, verdicts in self.would_accept(chosen, reviewer).items()}

    def policies(self, *names: str) -> list[Policy]:
        """Policies of `regesta.toml` by name, in the order given. Errors: PolicyError for an unknown one."""
        policies = read_policies(self._folder.settings.policies)
        for name in names:
            if name not in policies:
                known = ", ".join(policies) or "none"
                raise PolicyError(f"regesta.toml has no policy {name!r}; it has {known}.")
        return [policies[name] for name in names]

    def would_accept(
        self, policies: Sequence[Policy], reviewer: str | None = None
    ) -> dict[str, list[Verdict]]:
        """By policy the verdicts it would give, those before it done; nothing is logged, and all of them are
        held."""
        given: dict[str, list[Verdict]] = {p.name: [] for p in policies}
        by = self._by(reviewer)
        for some in would_accept_by_document(self._folder, policies, at=utc_now(), reviewer=by):
            for name, verdicts in some.items():
                given[name].extend(verdicts)
        return given

    def accept_by(self, policies: Sequence[Policy], reviewer: str | None = None) -> dict[str, int]:
        """Accept what policies allow, whether they stand in `regesta.toml` or not; how many each accepted.

        What is accepted in a document is on disk before the next is looked at, so many documents take no more
        memory than one. Where it is stopped, the next call goes on from there.
        """
        accepted = {p.name: 0 for p in policies}
        by = self._by(reviewer)
        for some in accept_by_document(self._folder, policies, at=utc_now(), reviewer=by):
            for name, verdicts in some.items():
                accepted[name] += len(verdicts)
        return accepted

    def _by(self, reviewer: str | None) -> str:
        """What the verdicts of policies say of who ran them."""
        who = signed(reviewer, self._folder.settings.review)
        return f"policy run by {who}" if who else "policy"

    def give(
        self,
        outcome: Outcome,
        records: Sequence[str],
        *,
        reason: str = "",
        reviewer: str | None = None,
        part: str = "",
        into: str = "",
        changes: Mapping[str, Any] | None = None,
        pieces: Sequence[Piece] = (),
        alike: bool = False,
    ) -> list[Verdict]:
        """Say the same of some records and log it: all verdicts or, on an error, none.

        `part` judges a part of a record only, as `evidence:CITATION-ID`, `link:TARGET-ID`, `actor:NAME` or
        `date`; `alike` judges what says the same in the same words with it, as one batch. Errors: ActError,
        saying what can be said.
        """
        verdicts = self._log.read()
        state = replay(candidates(self._folder), verdicts)
        texts = {name: self._folder.text(name) for name in self._folder.documents()}
        sentences = [j.record for j in state.items.values() if isinstance(j.record, Sentence)]

        def over(document: str, start: int, end: int) -> list[Sentence]:
            return [
                s
                for s in sentences
                if s.document == document and s.spans[0][0] < end and start < s.spans[-1][1]
            ]

        kind, part_id = named_part(part)
        last = max((v.at for v in verdicts), default="")
        fresh: list[Verdict] = []
        for record in records:
            request = VerdictRequest(
                record=record,
                outcome=outcome,
                reviewer=self._name(reviewer),
                at=max(utc_now(), after(last) if last else ""),
                reason=reason,
                part=kind,
                part_id=part_id,
                changes=changes,
                into=into,
                pieces=tuple(pieces),
            )
            verdict = give(state, request, texts.__getitem__, over)
            twins = _alike(state, verdict.record, texts) if alike else []
            fresh.extend(
                give_alike(state, verdict, twins, request, texts.__getitem__, over) if alike else [verdict]
            )
        self._log.append(fresh)
        return fresh


def named_part(text: str) -> tuple[Part, str]:
    """The part of a record that `evidence:CITATION-ID` names, and its id; "" is the record itself.

    Errors: ActError for a part there is not.
    """
    kind, _, part_id = text.partition(":")
    if kind and kind not in PARTS:
        raise ActError(
            f"--part {text!r} names no part; the parts are {', '.join(PARTS[1:])}, as --part "
            "evidence:CITATION-ID."
        )
    return cast(Part, kind or "record"), part_id
