"""Commands by which people and policies judge: verdict, accept, review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from regesta.commands.console import (
    GroupedCommands,
    ReviewerOption,
    WorkspaceOption,
    err,
    opened,
    out,
    workspace_at,
)
from regesta.commands.serving import serve_workspace

if TYPE_CHECKING:
    from regesta.api.workspace import Workspace
    from regesta.extract.record import Record
    from regesta.review.agreement import Agreement
    from regesta.review.curve import Curve
    from regesta.review.policy import Policy
    from regesta.review.request import Piece
    from regesta.review.state import ReviewedState
    from regesta.review.verdict import Outcome

Ids = Annotated[
    list[str],
    typer.Argument(
        help="Record ids (or their unique beginnings), as `regesta export` and the pages show them."
    ),
]
Reason = Annotated[str, typer.Option("--reason", help="Why; a rejection needs one.")]
PartOption = Annotated[
    str,
    typer.Option(
        "--part", help="Judge only a part: evidence:CITATION-ID, link:TARGET-ID, actor:NAME or date."
    ),
]
AlikeOption = Annotated[
    bool, typer.Option("--alike", help="Judge what says the same in the same words with it, as one batch.")
]

verdict_app = typer.Typer(
    cls=GroupedCommands,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Judge records, list verdicts, take verdicts back.",
)


def _judge(
    space: Workspace,
    ids: list[str],
    outcome: Outcome,
    reviewer: str | None,
    reason: str,
    part: str = "",
    into: str = "",
    changes: dict[str, Any] | None = None,
    pieces: Sequence[Piece] = (),
    alike: bool = False,
) -> None:
    from regesta.extract.record import from_dict
    from regesta.review.queue import label_of

    log = space.verdicts
    if torn := log.repair():
        err.print(escape(str(torn)))
    fresh = log.give(
        outcome,
        ids,
        reason=reason,
        reviewer=reviewer,
        part=part,
        into=into,
        changes=changes,
        pieces=pieces,
        alike=alike,
    )
    texts = {name: space.folder.text(name) for name in space.documents} if pieces else {}
    for verdict in fresh:
        where = f" {verdict.part} {verdict.part_id}".rstrip() if verdict.part != "record" else ""
        to = f" -> {verdict.into_name}" if verdict.into else ""
        out.print(escape(f"{verdict.id}  {outcome} {verdict.record}{where}{to}"))
        for number, piece in enumerate(verdict.pieces, 1):
            out.print(
                escape(
                    f"  piece {number}: {piece['record']['id']}  "
                    f"{label_of(from_dict(piece['record']), texts)}  ({len(piece.get('takes', ()))} taken)"
                )
            )


@verdict_app.command("accept")
def verdict_accept(
    ids: Ids,
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
    part: PartOption = "",
    alike: AlikeOption = False,
) -> None:
    """Accept records as they are proposed."""
    _judge(opened(workspace), ids, "accept", reviewer, reason, part, alike=alike)


@verdict_app.command("reject")
def verdict_reject(
    ids: Ids,
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
    part: PartOption = "",
    alike: AlikeOption = False,
) -> None:
    """Reject records, with the reason."""
    _judge(opened(workspace), ids, "reject", reviewer, reason, part, alike=alike)


@verdict_app.command("defer")
def verdict_defer(
    ids: Ids,
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
    part: PartOption = "",
) -> None:
    """Put records off; they wait under "deferred"."""
    _judge(opened(workspace), ids, "defer", reviewer, reason, part)


@verdict_app.command("comment")
def verdict_comment(
    ids: Ids,
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
    part: PartOption = "",
) -> None:
    """Say something about records without judging them: --reason holds the words."""
    _judge(opened(workspace), ids, "comment", reviewer, reason, part)


@verdict_app.command("edit")
def verdict_edit(
    record: Annotated[str, typer.Argument(help="The record's id.")],
    changes: Annotated[
        list[str],
        typer.Option("--set", help="FIELD=VALUE; the value as JSON, or a plain word. Repeat for more."),
    ],
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
) -> None:
    """Accept a record with some of its fields changed, spans included."""
    _judge(opened(workspace), [record], "edit", reviewer, reason, changes=dict(_change(c) for c in changes))


def _change(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(
            f"--set takes FIELD=VALUE, for instance --set 'holder=[\"Ann Bell\"]'; got {text!r}."
        )
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
    proposition: Annotated[
        bool,
        typer.Option(
            "--proposition", help="Merge only what the claims hold: both stay, and state one proposition."
        ),
    ] = False,
) -> None:
    """Say that records are one and the same; withdrawing the verdict parts them again."""
    _judge(
        opened(workspace),
        ids,
        "merge",
        reviewer,
        reason,
        "proposition" if proposition else "",
        into=into,
    )


@verdict_app.command("split")
def verdict_split(
    record: Annotated[str, typer.Argument(help="The record's id.")],
    piece: Annotated[
        list[str] | None,
        typer.Option(
            "--piece",
            help="FIELD=VALUE,, FIELD=VALUE: how one piece differs from the record. Repeat, once for each "
            "piece.",
            show_default=False,
        ),
    ] = None,
    takes: Annotated[
        list[str] | None,
        typer.Option(
            "--takes",
            help="N:ID,ID: the records that mean piece N (from 1); the rest mean the first.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
    proposition: Annotated[
        bool,
        typer.Option(
            "--proposition",
            help="Set apart what this claim holds from claims of the same words; takes no pieces.",
        ),
    ] = False,
) -> None:
    """Say that one record is several: two people of one name, two works under one title, two claims in
    one."""
    rows = [_piece(n, text, takes or []) for n, text in enumerate(piece or [], 1)]
    _judge(
        opened(workspace),
        [record],
        "split",
        reviewer,
        reason,
        "proposition" if proposition else "",
        pieces=rows,
    )


def _piece(number: int, text: str, takes: list[str]) -> Piece:
    from regesta.review.request import Piece

    taken: list[str] = []
    for row in takes:
        which, colon, names = row.partition(":")
        if not colon or not which.isdecimal():
            raise typer.BadParameter(
                f"--takes is NUMBER:ID,ID, for instance --takes 2:mention-0f3a9c41d2be; got {row!r}."
            )
        if int(which) == number:
            taken.extend(n.strip() for n in names.split(",") if n.strip())
    return Piece(changes=dict(_change(c.strip()) for c in text.split(",,") if c.strip()), takes=tuple(taken))


@verdict_app.command("relink")
def verdict_relink(
    record: Annotated[str, typer.Argument(help="The record's id.")],
    into: Annotated[
        str,
        typer.Option(
            "--into",
            help="Where it should lead: a record's id, an actor's name, or AUTHORITY:ID for an actor's "
            "identity.",
        ),
    ],
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
    part: PartOption = "",
) -> None:
    """Lead a link elsewhere: a citation to another source, a mention to another actor, an actor to another
    authority, a claim to other evidence."""
    _judge(opened(workspace), [record], "relink", reviewer, reason, part, into=into)


@verdict_app.command("withdraw")
def verdict_withdraw(
    targets: Annotated[
        list[str],
        typer.Argument(
            help="Verdict ids, record ids (their last verdict), a batch, or a policy as NAME@VERSION."
        ),
    ],
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    reason: Reason = "",
) -> None:
    """Take verdicts back; nothing is deleted, the withdrawal is itself a verdict."""
    back = opened(workspace).verdicts.withdraw(*targets, reason=reason, reviewer=reviewer)
    out.print(
        f"{back.id}  took back {len(back.withdraws):,} verdict{'s' if len(back.withdraws) != 1 else ''}"
    )


@verdict_app.command("agreement")
def verdict_agreement(
    workspace: WorkspaceOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON, with the records they differ on.")
    ] = False,
) -> None:
    """How far reviewers agree: Cohen's kappa per kind and pair, over the records both judged, and what they
    differ on."""

    from regesta.review.agreement import agreement

    state = opened(workspace).verdicts.state()
    rows = agreement(state)
    if as_json:
        out.print_json(json.dumps([r.to_dict() for r in rows], ensure_ascii=False))
        return
    if not rows:
        out.print("No two reviewers judged the same record yet.")
        return
    table = Table("kind", "reviewers", "both judged", "agree", "kappa", "", box=None, pad_edge=False)
    for r in rows:
        kappa = "" if r.kappa is None else f"{r.kappa:.2f}"
        table.add_row(
            r.kind, escape(" and ".join(r.reviewers)), f"{r.both:,}", f"{r.agree:,}", kappa, escape(r.note)
        )
    out.print(table)
    for line in _differences(state, rows):
        out.print(escape(line))


def _differences(state: ReviewedState, rows: Iterable[Agreement]) -> Iterator[str]:
    """The records that reviewers differ on, and who says what of each."""
    from regesta.review.agreement import said_by

    for row in rows:
        for name in row.differ if row.kind != "all" else ():
            words = (f"{who} {what}" for who, what in said_by(state.items[name]).items())
            yield f"  {row.kind} {name}: {', '.join(words)}"


@verdict_app.command("curve")
def verdict_curve(
    workspace: WorkspaceOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Draw it into this file, .png or .pdf.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON: the points of each line.")] = False,
) -> None:
    """What the ranker is worth: accepted per hundred seen in its order and in the document's, on verdicts it
    was not taught."""

    from regesta.review.curve import curve
    from regesta.review.plot import pdf, png  # PDFium is loaded only by who draws
    from regesta.review.ranker import lessons

    space = opened(workspace)
    found = curve(
        lessons(space.verdicts.state()), {name: space.folder.text(name) for name in space.documents}
    )
    if output is not None and output.suffix not in (".png", ".pdf"):
        raise typer.BadParameter(f"--output takes a .png or a .pdf file; got {output.name!r}.")
    if as_json:
        out.print_json(json.dumps(found.to_dict()))
    elif found.note:
        out.print(escape(found.note))
    else:
        _show_curve(found)
    if output is not None and not found.note:
        output.write_bytes(png(found) if output.suffix == ".png" else pdf(found))


def _show_curve(found: Curve) -> None:
    """Every fifth point of the curve as a table, and what its lines are worth."""
    table = Table("seen", "learned", "surest first", "as in the document", box=None, pad_edge=False)
    for n in range(4, len(found.seen), 5):
        table.add_row(
            *(f"{row[n]:,}" for row in (found.seen, found.learned, found.confidence, found.document))
        )
    out.print(table)
    hundred = {name: found.per_hundred(name, 100) for name in ("learned", "confidence", "document")}
    first = ", ".join(f"{name} {value:.1f}" for name, value in hundred.items())
    out.print(
        f"{found.tested:,} verdicts tested, {found.accepted:,} accepted; accepted per hundred among the "
        f"first hundred: {first}."
    )
    out.print(
        f"Area under the ROC curve: learned {found.auc}, extractor's confidence {found.auc_confidence}."
    )


@verdict_app.command("list")
def verdict_list(
    workspace: WorkspaceOption = None,
    last: Annotated[int, typer.Option(help="How many, newest first; 0 for all.")] = 20,
) -> None:
    """Show the log, newest first; a policy's verdicts as one line per batch."""
    verdicts = list(opened(workspace).verdicts)
    table = Table("when", "who", "outcome", "record or batch", "reason", box=None, pad_edge=False)
    batches: dict[str, int] = {}
    for v in verdicts:
        if v.batch:
            batches[v.batch] = batches.get(v.batch, 0) + 1
    shown: set[str] = set()
    for v in reversed(verdicts):
        if v.batch in shown:
            continue
        what = (
            f"{v.batch} ({batches[v.batch]:,} records)"
            if v.batch
            else v.record or f"{len(v.withdraws)} verdicts"
        )
        shown.add(v.batch or v.id)
        table.add_row(v.at[:19], escape(v.reviewer), v.outcome, escape(what), escape(v.reason[:60]))
        if last and len(shown) >= last:
            break
    out.print(table)


#: How many of those a policy would accept are shown by a trial run, and what draws them.
_EXAMPLES, _SEED = 20, 1


def accept(
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy", "-p", help="The policy's name in regesta.toml. Repeat for more.", show_default=False
        ),
    ] = None,
    set_name: Annotated[
        str,
        typer.Option(
            "--set", help="A whole set of policies: default (those of regesta.toml), strict or wide."
        ),
    ] = "",
    workspace: WorkspaceOption = None,
    reviewer: ReviewerOption = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Only say how many it would accept, how many of them right, and show twenty."
        ),
    ] = False,
) -> None:
    """Accept by policy: every candidate nobody judged that meets its rule, logged as that policy,
    withdrawable as one."""
    space = opened(workspace)
    if not policy and not set_name:
        _list_policies(space)
        return
    policies = [*space.verdicts.policies(*(policy or ())), *(_of_set(space, set_name) if set_name else ())]
    if dry_run:
        _rehearse(space, policies, reviewer)
        return
    labels = {p.name: p.label for p in policies}
    for name, number in space.verdicts.accept_by(policies, reviewer).items():
        back = f"`regesta verdict withdraw {labels[name]}` takes them back"
        out.print(f"{labels[name]} accepted {number:,} candidates; {back}")


def _list_policies(space: Workspace) -> None:
    """The policies of the workspace, and the sets there are beside them."""
    from regesta.review.policy import read_policies, shipped_sets

    table = Table("policy", "version", "accepts", box=None, pad_edge=False)
    for p in read_policies(space.settings.policies).values():
        table.add_row(p.name, p.version, escape(p.about))
    out.print(table)
    for name, (about, policies) in shipped_sets().items():
        out.print(f"--set {name} ({', '.join(policies)}): {escape(about)}")


def _of_set(space: Workspace, name: str) -> list[Policy]:
    """The policies of a set."""
    from regesta.review.policy import read_policies, shipped_sets

    sets = {"default": read_policies(space.settings.policies)}
    sets |= {shipped: policies for shipped, (_, policies) in shipped_sets().items()}
    if name not in sets:
        raise typer.BadParameter(f"there is no set {name!r}; the sets are {', '.join(sets)}.")
    return list(sets[name].values())


def _rehearse(space: Workspace, policies: Sequence[Policy], reviewer: str | None) -> None:
    """Say what policies would accept: how many, how many of them are expected to be right, and examples."""
    import random

    from regesta.extract.record import from_dict
    from regesta.review.queue import label_of

    given = space.verdicts.would_accept(policies, reviewer)
    chosen = [(name, from_dict(v.judged)) for name, verdicts in given.items() for v in verdicts if v.judged]
    out.print(_trial_table({p.name: p.label for p in policies}, chosen))
    texts = {name: space.folder.text(name) for name in space.documents}
    for name, record in random.Random(_SEED).sample(chosen, min(_EXAMPLES, len(chosen))):
        out.print(
            escape(f"  {record.confidence:.2f} {record.kind:<9} {label_of(record, texts)}  ({name})"),
            soft_wrap=True,
        )
    out.print(
        "nothing was logged; leave out --dry-run to accept. How the shares were measured: docs/quality.md"
    )


def _trial_table(labels: Mapping[str, str], chosen: Sequence[tuple[str, Record]]) -> Table:
    """By policy and kind how many records were chosen, and which share of them is expected to be right."""
    from regesta.review.calibration import expected

    table = Table("policy", "kind", "would accept", "expected right", box=None, pad_edge=False)
    for name, label in labels.items():
        own = [record for n, record in chosen if n == name]
        for kind in dict.fromkeys(r.kind for r in own):
            records = [r for r in own if r.kind == kind]
            share = expected(records)
            told = "not measured" if share is None else f"{share:.0%}"
            table.add_row(label, kind, f"{len(records):,}", told)
        if not own:
            table.add_row(label, "", "0", "")
    return table


def review(
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="The workspace folder.")] = None,
    port: Annotated[int | None, typer.Option(help="The port.")] = None,
) -> None:
    """Open the review pages."""
    serve_workspace(workspace_at(workspace), port=port, landing="/review/", needs_graph=False)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(verdict_app, name="verdict", rich_help_panel="Review")
    app.command(rich_help_panel="Review")(accept)
    app.command(rich_help_panel="Review")(review)
