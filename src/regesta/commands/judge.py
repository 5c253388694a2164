"""Commands by which people and policies judge: verdict, accept, review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from regesta.commands.console import ReviewerOption, WorkspaceOption, out, reviewer_name, workspace_at
from regesta.commands.serving import serve_workspace
from regesta.extract.record import Record
from regesta.extract.workspace import Workspace
from regesta.review.acts import act, find, with_fields, withdraw
from regesta.review.log import VerdictLog
from regesta.review.policy import PolicyError, apply, meets, read_policies
from regesta.review.state import ReviewedState, replay
from regesta.review.verdict import Outcome, Part, Verdict, utc_now

Ids = Annotated[list[str], typer.Argument(help="Record ids (or their unique beginnings), as `regesta export` and the pages show them.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; a rejection needs one.")]
PartOption = Annotated[str, typer.Option("--part", help="Judge only a part: evidence:CITATION-ID, link:TARGET-ID, date: or actor:.")]

verdict_app = typer.Typer(no_args_is_help=True, help="Judge records, list verdicts, take verdicts back.")


def state_of(space: Workspace) -> tuple[ReviewedState, VerdictLog, list[Verdict]]:
    """The workspace's reviewed state, its log, and the log's verdicts."""
    log = VerdictLog(space.log)
    verdicts = log.read()
    return replay((r for name in space.documents() for r in space.records(name)), verdicts), log, verdicts


def _judge(
    space: Workspace, ids: list[str], outcome: Outcome, reviewer: str | None, reason: str, part: str = "", into: str = "", changes: dict[str, Any] | None = None
) -> None:
    state, log, _ = state_of(space)
    kind, _, part_id = part.partition(":")
    target = find(state, into).record.id if into else ""
    fresh = []
    for item in [find(state, i) for i in ids]:
        edited: Record | None = with_fields(item.record, changes) if changes is not None else None
        chosen: Part = kind or "record"  # type: ignore[assignment]  # checked by the log's own reader and by the parts listed in --help
        fresh.append(
            act(item, outcome, at=utc_now(), reviewer=reviewer_name(reviewer), reason=reason, part=chosen, part_id=part_id, edited=edited, into=target)
        )
    log.append(fresh)
    for verdict in fresh:
        out.print(f"{verdict.id}  {outcome} {verdict.record}" + (f" {kind} {part_id}" if kind else ""))


@verdict_app.command("accept")
def verdict_accept(ids: Ids, workspace: WorkspaceOption = None, reviewer: ReviewerOption = None, reason: Reason = "", part: PartOption = "") -> None:
    """Accept records as they are proposed."""
    _judge(workspace_at(workspace), ids, "accept", reviewer, reason, part)


@verdict_app.command("reject")
def verdict_reject(ids: Ids, workspace: WorkspaceOption = None, reviewer: ReviewerOption = None, reason: Reason = "", part: PartOption = "") -> None:
    """Reject records, with the reason."""
    _judge(workspace_at(workspace), ids, "reject", reviewer, reason, part)


@verdict_app.command("edit")
def verdict_edit(
    record: Annotated[str, typer.Argument(help="The record's id.")],
    changes: Annotated[list[str], typer.Option("--set", help="FIELD=VALUE; the value as JSON, or a plain word. Repeat for more.")],
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
) -> None:
    """Accept a record with some of its fields changed, spans included."""
    _judge(workspace_at(workspace), [record], "edit", reviewer, reason, changes=dict(_change(c) for c in changes))


def _change(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"--set takes FIELD=VALUE, for instance --set 'holder=[\"Ann Bell\"]'; got {text!r}.")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


@verdict_app.command("merge")
def verdict_merge(
    ids: Ids,
    into: Annotated[str, typer.Option("--into", help="The record that stands for all of them.")],
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
) -> None:
    """Say that records are one and the same; withdrawing the verdict parts them again."""
    _judge(workspace_at(workspace), ids, "merge", reviewer, reason, into=into)


@verdict_app.command("withdraw")
def verdict_withdraw(
    targets: Annotated[list[str], typer.Argument(help="Verdict ids, record ids (their last verdict), a batch, or a policy as NAME@VERSION.")],
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
) -> None:
    """Take verdicts back; nothing is deleted, the withdrawal is itself a verdict."""
    log = VerdictLog(workspace_at(workspace).log)
    back = withdraw(log.read(), targets, at=utc_now(), reviewer=reviewer_name(reviewer), reason=reason)
    log.append([back])
    out.print(f"{back.id}  took back {len(back.withdraws):,} verdict{'s' if len(back.withdraws) != 1 else ''}")


@verdict_app.command("list")
def verdict_list(workspace: WorkspaceOption = None, last: Annotated[int, typer.Option(help="How many, newest first; 0 for all.")] = 20) -> None:
    """Show the log, newest first; a policy's verdicts as one line per batch."""
    verdicts = VerdictLog(workspace_at(workspace).log).read()
    table = Table("when", "who", "outcome", "record or batch", "reason", box=None, pad_edge=False)
    batches: dict[str, int] = {}
    for v in verdicts:
        if v.batch:
            batches[v.batch] = batches.get(v.batch, 0) + 1
    shown: set[str] = set()
    for v in reversed(verdicts):
        if v.batch in shown:
            continue
        what = f"{v.batch} ({batches[v.batch]:,} records)" if v.batch else v.record or f"{len(v.withdraws)} verdicts"
        shown.add(v.batch or v.id)
        table.add_row(v.at[:19], escape(v.reviewer), v.outcome, escape(what), escape(v.reason[:60]))
        if last and len(shown) >= last:
            break
    out.print(table)


def accept(
    policy: Annotated[list[str] | None, typer.Option("--policy", "-p", help="The policy's name in regesta.toml. Repeat for more.", show_default=False)] = None,
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many it would accept.")] = False,
) -> None:
    """Accept by policy: every candidate nobody judged that meets its rule, logged as that policy, withdrawable as one."""
    space = workspace_at(workspace)
    policies = read_policies(space.settings.policies)
    if not policy:
        table = Table("policy", "version", "accepts", box=None, pad_edge=False)
        for p in policies.values():
            table.add_row(p.name, p.version, escape(p.about))
        out.print(table)
        return
    for name in policy:
        if name not in policies:
            raise PolicyError(f"regesta.toml has no policy {name!r}; it has {', '.join(policies) or 'none'}.")
        state, log, _ = state_of(space)
        if dry_run:
            number = sum(j.status == "candidate" and meets(policies[name], j.record) for j in state.items.values())
            out.print(f"{policies[name].label} would accept {number:,} candidates")
            continue
        fresh = apply(policies[name], state, at=utc_now(), reviewer=f"policy run by {reviewer_name(reviewer)}")
        log.append(fresh)
        out.print(f"{policies[name].label} accepted {len(fresh):,} candidates; `regesta verdict withdraw {policies[name].label}` takes them back")


def review(
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="The workspace folder.")] = None,
    port: Annotated[int | None, typer.Option(help="The port.")] = None,
) -> None:
    """Open the review pages."""
    serve_workspace(workspace_at(workspace), port=port, landing="/review/", needs_graph=False)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(verdict_app, name="verdict")
    app.command()(accept)
    app.command()(review)
