"""What is done with the corpus: `python -m tests.corpus COMMAND` (run in the checkout's root)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.corpus import catalogue, gold_file
from tests.corpus.bringing import bring
from tests.corpus.catalogue import CorpusError
from tests.corpus.sheet import numbered, worksheet


def _worksheet(a: argparse.Namespace) -> int:
    entry = catalogue.entry(a.slug)
    document = catalogue.read(entry)
    lines = [n for n in numbered(document, entry.window) if a.first <= n.number <= (a.last or n.number)]
    print("\n".join(worksheet(document, lines)))
    return 0


def _bring(a: argparse.Namespace) -> int:
    entry = catalogue.entry(a.slug)
    document = catalogue.read(entry)
    lines = [n for n in numbered(document, entry.window) if a.first <= n.number <= (a.last or n.number)]
    brought = bring(document, lines, [Path(f) for f in a.files])
    for fault in sorted(brought.faults, key=lambda f: (f.file, f.line)):
        print(fault)
    if brought.faults:
        print(f"{len(brought.faults)} things to mend; nothing was written")
        return 1
    records = (
        brought.records if entry.group == "own" else [gold_file.without_words(r) for r in brought.records]
    )
    counts = {
        kind: sum(r.record.kind == kind for r in records)
        for kind in ("sentence", "claim", "event", "decision", "position")
    }
    told = ", ".join(f"{n} {kind}s" for kind, n in counts.items())
    links = sum(len(getattr(r.record, "relations", ())) for r in records)
    if a.dry_run:
        print(f"in order: {told}, {links} relations; not written (--dry-run)")
        return 0
    into = entry.folder / (a.into or catalogue.GOLD)
    into.write_text(gold_file.dump(records), "utf-8")
    print(f"{into.parent.name}/{into.name}: {told}, {links} relations")
    return 0


def _fetch_list(a: argparse.Namespace) -> int:
    for entry in catalogue.entries():
        if entry.group == "real":
            about = entry.about
            print(
                f"{entry.slug}\t{about.get('repository')}\t{about.get('commit')}\t{about.get('path')}\t{about.get('sha256')}\t{about.get('command', '')}"
            )
    return 0


def _check(a: argparse.Namespace) -> int:
    bad = 0
    for entry in catalogue.entries():
        wrong = list(catalogue.faults(entry))
        absent = entry.absence()
        bad += bool(wrong)
        print(f"{entry.slug:<28}{entry.group:<6}{absent or 'present'}")
        for message in wrong:
            print(f"  {message}")
    return 1 if bad else 0


def _window(p: argparse.ArgumentParser) -> None:
    p.add_argument("slug")
    p.add_argument("--from", dest="first", type=int, default=1, metavar="N", help="the first sentence")
    p.add_argument("--to", dest="last", type=int, default=0, metavar="M", help="the last sentence")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(run=run)
        return made

    _window(command("worksheet", _worksheet, "print a document's sentences, numbered, with their notes"))
    p = command(
        "bring", _bring, "make annotations (JSON Lines) the document's gold.jsonl, or say all that is wrong"
    )
    _window(p)
    p.add_argument("files", nargs="+", metavar="ANNOTATION.jsonl")
    p.add_argument("--dry-run", action="store_true", help="only check")
    p.add_argument(
        "--into", metavar="FILE", help="write this file of the document's folder instead of gold.jsonl"
    )
    command("fetch-list", _fetch_list, "what to fetch: slug, repository, commit, path, sha256, command")
    command("check", _check, "which documents are here, and whether they are those that were annotated")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    a = _parser().parse_args(arguments)
    try:
        return int(a.run(a))
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
