"""Commands that ask: query, queries, sparql, trace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.markup import escape

from regesta.commands.console import WorkspaceOption, err, opened, out
from regesta.commands.serving import say_faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.tree import Tree

    from regesta.api.answers import Answer
    from regesta.api.workspace import Workspace
    from regesta.review.trace import ClaimNode, HeldClaim

Format = Literal[
    "table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads"
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the answer is written.")]
DeadlineOption = Annotated[
    float | None,
    typer.Option(
        "--deadline", help="Seconds a query may take; else the one in regesta.toml.", show_default=False
    ),
]
AlignedOption = Annotated[
    str | None,
    typer.Option(
        "--aligned",
        help="Vocabularies whose words the query may use: prov,sem or all; else those of regesta.toml.",
        show_default=False,
    ),
]


def show(answer: Answer, form: Format, base: str) -> None:
    """Print a result; a table shortens IRIs under the base and of known vocabularies."""
    result = answer.result
    if form != "table":
        sys.stdout.buffer.write(result.serialise(form))
        sys.stdout.buffer.flush()
        return
    if result.form == "graph":
        sys.stdout.buffer.write(result.serialise("turtle"))
        return
    if result.form == "ask":
        out.print("yes" if result.boolean else "no")
        return
    _show_table(result.variables, [[_short(value, base) for value in row] for row in result.values()])
    out.print(f"[dim]{len(result.rows):,} row{'s' if len(result.rows) != 1 else ''}[/]")


def _show_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; cells are folded where they are wider together than the screen."""
    from rich.cells import cell_len
    from rich.table import Table

    if out.is_terminal or any("\n" in cell or "\t" in cell for row in rows for cell in row):
        widths = [out.width]
    else:
        widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) < out.width:  # nothing to fold, so nothing rich must lay out
        for row in (names, *rows):
            line = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
            out.file.write("  ".join(line) + "\n")
        return
    table = Table(*names, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)


def _short(value: str, base: str) -> str:
    from regesta.graph.serve.workers.answering import PREFIXES

    if value.startswith(base):
        return value[len(base) :]
    for name, iri in PREFIXES.items():
        if value.startswith(iri) and name:
            return f"{name}:{value[len(iri) :]}"
    return value


def query(
    name: Annotated[str, typer.Argument(help="The saved query's name, as `regesta queries` lists it.")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="KEY=VALUE; repeat for more.", show_default=False),
    ] = None,
    form: FormatOption = "table",
    workspace: WorkspaceOption = None,
    deadline: DeadlineOption = None,
    show_sparql: Annotated[
        bool, typer.Option("--show", help="Print the SPARQL instead of its answer.")
    ] = False,
    aligned: AlignedOption = None,
) -> None:
    """Ask a saved query."""
    space = opened(workspace)
    values: dict[str, str] = {}
    for pair in param or []:
        key, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(
                f"-p takes KEY=VALUE, for instance -p actor='Kim Il Sung'; got {pair!r}."
            )
        values[key.strip()] = value
    sparql_text = space.bound(name, **values)
    if show_sparql:
        sys.stdout.write(sparql_text)
        return
    from regesta.queries.status import reads_candidates

    proposed = reads_candidates(values)
    answer = space.sparql(sparql_text, deadline=deadline, aligned=aligned, candidates=proposed)
    show(answer, form, space.settings.base)
    if answer.form == "select" and not len(answer) and not proposed:
        _say_proposed(space, sparql_text, deadline)


def _say_proposed(space: Workspace, text: str, deadline: float | None) -> None:
    """Where nothing accepted answers: say how many rows would, if what was proposed were accepted, and where
    to judge it."""

    from regesta.graph.serve.workers.engine import QueryError

    try:
        rows = len(space.sparql(text, deadline=deadline, candidates=True))
    except QueryError:
        return
    if rows:
        err.print(
            f"Nothing accepted answers this; {rows:,} row{'s' if rows != 1 else ''} would, if what was "
            "proposed were accepted. "
            f"Type `regesta review` to judge the candidates, or `regesta accept --policy NAME`.",
            highlight=False,
        )


def sparql(
    text: Annotated[
        str, typer.Argument(help="A SPARQL query, a file that holds one, or - for standard input.")
    ],
    form: FormatOption = "table",
    workspace: WorkspaceOption = None,
    deadline: DeadlineOption = None,
    aligned: AlignedOption = None,
) -> None:
    """Ask in SPARQL; the usual prefixes are known when the query declares none."""

    from regesta.graph.serve.workers.engine import QueryError

    space = opened(workspace)
    if text == "-":
        text = sys.stdin.read()
    elif len(text) < 1024 and "\n" not in text and "{" not in text:
        path = Path(text)
        if not path.is_file():
            raise QueryError(
                "syntax",
                f"{text!r} is neither a file nor a SPARQL query. Type for instance: regesta sparql 'SELECT * "
                f"{{ ?s ?p ?o }} LIMIT 5'",
            )
        text = path.read_text("utf-8")
    show(space.sparql(text, deadline=deadline, aligned=aligned), form, space.settings.base)


def queries(workspace: WorkspaceOption = None) -> None:
    """List the saved queries with their parameters, besides `acceptance`, which nearly all have."""
    from rich.table import Table

    from regesta.queries.acceptance import NAME

    catalogue = opened(workspace).queries
    table = Table("name", "question", "parameters", box=None, pad_edge=False)
    for item in catalogue:
        table.add_row(
            item.name,
            escape(item.question),
            escape(
                ", ".join(
                    f"{p.name}:{p.type}{'' if p.required else '?'}" for p in item.parameters if p.name != NAME
                )
            ),
        )
    out.print(table)
    say_faults(catalogue)


def trace_claim(
    claim: Annotated[
        str, typer.Argument(help="The claim's id or its beginning, or its IRI; or a name, for its claims.")
    ],
    workspace: WorkspaceOption = None,
    depth: Annotated[int, typer.Option(help="How many answers deep.")] = 6,
) -> None:
    """Show the argument tree of one claim: holder, evidence, sources, attackers, supporters. A name instead
    of a claim (`regesta trace Cumings`) lists what that scholar, person or school holds."""
    from regesta.review.acts import ActError, Unknown

    space = opened(workspace)
    of_a_claim = "claim-" in claim or "claim/" in claim
    if not of_a_claim and (held := space.claims_held(claim)):
        _list_held(held)
        return
    try:
        out.print(_tree(space.trace(claim, depth=depth)))
    except Unknown as error:
        if of_a_claim:
            raise
        raise ActError(
            f"nobody whose name has {claim!r} in it holds a claim here, and no record's id begins so. "
            "`regesta query holders` lists who holds claims, `regesta trace NAME` those of one of them."
        ) from error


def _list_held(held: Sequence[HeldClaim]) -> None:
    from rich.table import Table

    table = Table("claim", "held by", "answered", "standing", "what is held", box=None, pad_edge=False)
    table.columns[0].no_wrap = True
    for one in held:
        words = " ".join(one.text.split())
        table.add_row(
            one.id, escape(", ".join(one.holder)), str(one.answers or ""), one.status, escape(words)
        )
    out.print(table)
    out.print(f"next: regesta trace {held[0].id}")


_COLOURS = {"supports": "green", "attacks": "red", "undercuts": "red", "concedes": "yellow"}


def _tree(node: ClaimNode, parent: Tree | None = None) -> Tree:
    from rich.tree import Tree

    relation = f"[{_COLOURS[node.relation]}]{node.relation}[/]  " if node.relation else ""
    standing = f"accepted by {node.accepted_by}" if node.accepted_by else node.status
    holder = f"[bold]{escape(', '.join(node.holder))}[/] ({node.voice})"
    said = f"{escape(node.wording)} [dim]“{escape(node.text)}”[/]" if node.wording else escape(node.text)
    text = f"{relation}{holder}: {said}\n[dim]{node.id}, {escape(standing)}[/]"
    if node.seen:
        text += " [dim](shown above)[/]"
    tree = parent.add(text) if parent is not None else Tree(text)
    for step in node.evidence:
        branch = tree.add(
            f"note {escape(step.footnote)}: {escape(step.quote)}"
            + (" [red](evidence rejected)[/]" if step.rejected else "")
        )
        if step.source:
            branch.add(f"source: {escape(step.source)}")
        for held in step.held_in:
            branch.add(f"held in: {escape(held)}")
    for answer in node.answers:
        _tree(answer, tree)
    return tree


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(rich_help_panel="Ask")(query)
    app.command(rich_help_panel="Ask")(sparql)
    app.command(rich_help_panel="Ask")(queries)
    app.command("trace", rich_help_panel="Ask")(trace_claim)
