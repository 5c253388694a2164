"""The command that proposes links from what stands in the documents to other people's identifiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer
from rich.markup import escape
from rich.table import Table

from regesta.commands.console import WorkspaceOption, err, out, workspace_at
from regesta.ontology.values import ActorKind, Status

if TYPE_CHECKING:
    from regesta.extract.link.candidates import Passed
    from regesta.extract.link.proposing import Subject, Unlinked
    from regesta.extract.link.tables import Row
    from regesta.extract.record import Link, LinkedKind
    from regesta.extract.workspace import Workspace

#: What an entry of a table may be.
_KINDS = (*get_args(ActorKind), "place", "archive")


def link(
    workspace: WorkspaceOption = None,
    authority: Annotated[
        Path | None,
        typer.Option(
            "--authority",
            help="A table (.tsv, .csv) with a name and an identifier a line; else the authority files of the "
            "workspace.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option(
            "--as",
            help="What the table is called: the name of links/NAME.sssom.tsv and the prefix of its "
            "identifiers.",
        ),
    ] = "",
    prefix: Annotated[
        str,
        typer.Option(
            "--prefix",
            help="What the IRIs of its identifiers begin with; else known for wikidata, viaf, gnd, geonames "
            "and so on.",
        ),
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", help=f"What its entries are where it does not say: {', '.join(_KINDS)}."),
    ] = "person",
    least: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0.0, max=1.0, help="Propose only links at least this sure, 0 to 1."
        ),
    ] = 0.5,
    shown: Annotated[
        int, typer.Option("--show", min=0, help="How many proposed links, and names left unlinked, to print.")
    ] = 15,
    files: Annotated[
        bool,
        typer.Option(
            "--files",
            help="Only say what the SSSOM files of the workspace hold, which links stand how, and which rows "
            "are none and why.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be proposed.")] = False,
) -> None:
    """Propose links from actors, places and archives to identifiers of an authority, as
    `links/NAME.sssom.tsv`.

    Links are candidates: none joins anything until a person or a named policy accepts it. Names that could be
    several people, or of which only the family name agrees, stay unlinked, with the reason.
    """

    from regesta.extract.authority import authorities
    from regesta.extract.iri import SCHEMES, WEB_IRI
    from regesta.extract.link.candidates import link_files
    from regesta.extract.link.proposing import propose_links
    from regesta.extract.link.tables import read_table, rows_of

    _refuse_options(kind, authority, name)
    space = workspace_at(workspace)
    if files:
        _files(space)
        return
    name = name or "authority"
    prefix = prefix or SCHEMES.get(name.lower(), f"{space.settings.base}authority/{name}/")
    if not WEB_IRI.fullmatch(prefix):
        raise typer.BadParameter(
            f"--prefix is {prefix!r}; it is what IRIs begin with, such as https://example.org/people/."
        )
    rows = (
        read_table(authority, prefix=prefix, kind=cast("LinkedKind", kind))
        if authority
        else rows_of(authorities(space))
    )
    subjects, known = _subjects(space)
    links, left = propose_links(subjects, rows, name, least=least)
    links = _wanted(space, links, known)
    _show(links, left, subjects, rows, {**SCHEMES, name: prefix}, name, shown)
    if dry_run:
        out.print("nothing was written; leave out --dry-run to write it")
        return
    path = space.root / "links" / f"{name}.sssom.tsv"
    if not links:
        kept = f"; {escape(path.name)} is left as it was" if path in link_files(space) else ""
        out.print("nothing to propose" + kept)
        return
    _write(space, path, links, name, prefix, authority)
    out.print(
        "next: regesta review   or: regesta verdict accept link-…   or a policy of kind link in "
        "regesta.toml; then regesta build"
    )


def _refuse_options(kind: str, authority: Path | None, name: str) -> None:
    """Refuse a kind there is none of, a table without a name, and a name that no file and prefix can have."""
    if kind not in _KINDS:
        raise typer.BadParameter(f"--kind is {kind!r}; it may be {', '.join(_KINDS)}.")
    if authority is not None and not name:
        raise typer.BadParameter("say what the table is called: --as NAME.")
    if name and not _plain(name):
        raise typer.BadParameter(
            f"--as is {name!r}; use letters, digits, hyphens and underscores, beginning with a letter."
        )


def _files(space: Workspace) -> None:
    """What is in `links/`, and how it stands in review."""

    from regesta.extract.link.candidates import links_of
    from regesta.extract.record import Link
    from regesta.graph.build import review
    from regesta.review.logs import log_of

    _, passed = links_of(space, [r for d in space.documents() for r in space.records(d)])
    state, _ = review(space, log_of(space).read())
    standing = Counter(
        (j.record.authority, j.status) for j in state.items.values() if isinstance(j.record, Link)
    )
    if standing:
        out.print(_standing_table(standing))
    else:
        out.print(f"no link in {escape(str(space.root / 'links'))}; regesta link proposes some")
    if passed:
        _show_passed(passed)


def _standing_table(standing: Mapping[tuple[str, Status], int]) -> Table:
    """How many links of each set stand where; `standing` counts by (set, status)."""
    table = Table("set", "links", "to judge", "accepted", "rejected", "deferred", box=None, pad_edge=False)
    for name in sorted({a for a, _ in standing}):
        statuses: tuple[Status, ...] = ("candidate", "accepted", "rejected", "deferred")
        counts = [standing.get((name, status), 0) for status in statuses]
        table.add_row(escape(name), *(f"{n:,}" for n in (sum(counts), *counts)))
    return table


def _show_passed(passed: Sequence[Passed]) -> None:
    """The rows that are no links, by reason, with the place of the first."""
    out.print(f"{len(passed):,} rows are no links here:")
    first: dict[str, str] = {}
    for row in passed:
        first.setdefault(row.reason, row.where)
    for reason, count in Counter(row.reason for row in passed).most_common():
        out.print(f"  {count:>6,}  {escape(reason)} (first: {escape(first[reason])})")


def _plain(name: str) -> bool:
    return name.isascii() and name[:1].isalpha() and all(c.isalnum() or c in "-_" for c in name)


def _subjects(space: Workspace) -> tuple[list[Subject], frozenset[tuple[str, str]]]:
    """What may be linked as review left it, and the (name, IRI) pairs that actors already carry as
    identifiers."""
    from regesta.extract.iri import authority_iri
    from regesta.extract.link.subjects import subjects_of
    from regesta.extract.record import Actor
    from regesta.graph.build import review
    from regesta.review.logs import log_of

    state, _ = review(space, log_of(space).read())
    standing = [
        j.record for j in state.items.values() if j.status != "rejected" and not state.replaced(j.record.id)
    ]
    known = (
        (r.name, authority_iri(s, v) or "")
        for r in standing
        if isinstance(r, Actor)
        for s, v in r.identifiers
    )
    return subjects_of(standing), frozenset(known)


def _wanted(space: Workspace, links: list[Link], known: frozenset[tuple[str, str]]) -> list[Link]:
    """Without what actors carry already, and what some SSSOM file says does not match."""
    from regesta.extract.link.candidates import refused
    from regesta.extract.link.subjects import iri_of

    denied, base = refused(space), space.settings.base
    return [
        x
        for x in links
        if (x.subject, x.object) not in known
        and (iri_of(base, x.subject_kind, x.subject), x.object) not in denied
    ]


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    from regesta.extract.link.sssom import contract

    return contract(iri, prefixes)


def _show(
    links: list[Link],
    left: list[Unlinked],
    subjects: list[Subject],
    rows: tuple[Row, ...],
    names: Mapping[str, str],
    name: str,
    shown: int,
) -> None:
    kinds = Counter(s.kind for s in subjects)
    listed = ", ".join(f"{n} {'persons' if k == 'person' else k + 's'}" for k, n in kinds.most_common())
    out.print(f"{len(subjects)} of ours ({listed}) beside {len(rows):,} entries of {escape(name)}")
    if links and shown:
        out.print(_links_table(links, {s.name: s.mentions for s in subjects}, names, shown))
    exact = sum(x.predicate == "exactMatch" for x in links)
    out.print(
        f"{len(links)} links proposed for {len({x.subject for x in links})} of ours: {exact} exactMatch, "
        f"{len(links) - exact} closeMatch"
    )
    if left:
        out.print(
            f"{len(left)} left unlinked although something fits" + (", the most named:" if shown else "")
        )
        for one in left[:shown]:
            out.print(f"  {one.subject.mentions:>5}  {escape(one.subject.name)}: {escape(one.reason)}")


def _links_table(
    links: list[Link], mentions: Mapping[str, int], names: Mapping[str, str], shown: int
) -> Table:
    """The links of what is named most, `shown` at most."""
    table = Table("sure", "ours", "named", "theirs", "", "why", box=None, pad_edge=False)
    for link in sorted(links, key=lambda x: (-mentions.get(x.subject, 0), x.subject))[:shown]:
        table.add_row(
            f"{link.confidence:.2f}",
            escape(link.subject),
            str(mentions.get(link.subject, 0)),
            escape(link.object_label or link.object),
            escape(_short(link.object, names)),
            escape(link.reason),
        )
    table.columns[2].justify = "right"
    return table


def _write(
    space: Workspace, path: Path, links: list[Link], name: str, prefix: str, table: Path | None
) -> None:
    from regesta import __version__
    from regesta.extract.link.candidates import TOOL
    from regesta.extract.link.exchange import mapping_set
    from regesta.extract.link.sssom import LinkFileError, read_sssom
    from regesta.extract.whole_files import write_atomic
    from regesta.review.verdict import utc_now

    if path.is_file() and read_sssom(path).metadata.get("mapping_tool") != TOOL:
        raise LinkFileError(
            f"{path} was not written by `{TOOL}`, and is not overwritten. Choose another name: --as {name}2."
        )
    data = mapping_set(
        links,
        base=space.settings.base,
        name=name,
        prefixes={name: prefix},
        tool_version=__version__,
        date=utc_now()[:10],
        source=table.name if table else "",
    )
    if path.is_file() and _rows(path.read_bytes()) == _rows(data):
        out.print(f"{escape(str(path))} holds them already")
        return
    write_atomic(path, data)
    err.print(f"wrote {escape(str(path))}, {len(links)} rows")


def _rows(data: bytes) -> list[bytes]:
    return [line for line in data.splitlines() if not line.startswith(b"#mapping_date")]


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(rich_help_panel="Exchange")(link)
