"""What is done with the corpus: `python -m tests.corpus COMMAND` (run in the checkout's root)."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.corpus import catalogue, gold_file
from tests.corpus.agreement import agreement, told
from tests.corpus.bringing import Brought, bring
from tests.corpus.catalogue import CorpusError, Entry
from tests.corpus.gold_form import dump_form
from tests.corpus.reanchoring import anchored, reanchor
from tests.corpus.renoting import renoted
from tests.corpus.validation import moved_sentences

from regesta.extract.authority import authorities
from regesta.extract.read import Document
from regesta.review.readings.sheet import Numbered, numbered, renumbered, worksheet


def _lines(a: argparse.Namespace, entry: Entry, document: Document) -> list[Numbered]:
    """The sentences that were asked for."""
    return [
        n
        for n in numbered(document, entry.window, entry.skipped)
        if a.first <= n.number <= (a.last or n.number)
    ]


def _worksheet(a: argparse.Namespace) -> int:
    entry = catalogue.entry(a.slug)
    document = catalogue.read(entry)
    print("\n".join(worksheet(document, _lines(a, entry, document))))
    return 0


def _bring(a: argparse.Namespace) -> int:
    entry = catalogue.entry(a.slug)
    document = catalogue.read(entry)
    lines = _lines(a, entry, document)
    if a.worksheet:
        lines = _of_sheet(document, entry, Path(a.worksheet))
    brought = bring(document, lines, [Path(f) for f in a.files])
    if brought.faults:
        for fault in sorted(brought.faults, key=lambda f: (f.file, f.line)):
            print(fault)
        print(f"{len(brought.faults)} things to mend; nothing was written")
        return 1
    if a.dry_run:
        print(f"in order: {_counted(brought.records)}; not written (--dry-run)")
        return 0
    print(f"{_written(entry, brought, document.text, a.into or catalogue.GOLD)}: {_counted(brought.records)}")
    return 0


def _of_sheet(document: Document, entry: Entry, sheet: Path) -> list[Numbered]:
    """The sentences of a printed worksheet as they stand in the document now."""
    try:
        return renumbered(document, sheet.read_text("utf-8"), entry.window, entry.skipped)
    except ValueError as error:
        raise CorpusError(f"{entry.slug}: {error}") from error


def _counted(records: Sequence[gold_file.GoldRecord]) -> str:
    """How many records of each kind there are, and relations."""
    kinds = Counter(g.record.kind for g in records)
    links = sum(len(getattr(g.record, "relations", ())) for g in records)
    return ", ".join([*(f"{n} {kind}s" for kind, n in kinds.items()), f"{links} relations"])


def _written(entry: Entry, brought: Brought, text: str, name: str) -> str:
    """Write the records of an annotation, without words where those may not stand here; the file's name."""
    records = anchored(brought.records, text)
    if entry.group != "own":
        records = [gold_file.without_words(r) for r in records]
    into = entry.folder / name
    into.write_text(gold_file.dump(records), "utf-8")
    return f"{entry.slug}/{name}"


def _gold_form(a: argparse.Namespace) -> int:
    entry = catalogue.entry(a.slug)
    text = catalogue.read(entry).text
    sys.stdout.write(dump_form(gold_file.load(entry.gold), text))
    return 0


def _reanchor(a: argparse.Namespace) -> int:
    entry = catalogue.entry(a.slug)
    document = catalogue.read(entry)
    text = document.text
    gold = gold_file.load(entry.gold)
    done = reanchor(gold if moved_sentences(gold, text) else anchored(gold, text), text)
    for name, why in done.lost:
        print(f"{name}: {why}")
    if done.lost:
        print(
            f"{len(done.lost)} records have no place any more; nothing was written. Annotate their sentences again."
        )
        return 1
    entry.gold.write_text(gold_file.dump(renoted(done.records, document)), "utf-8")
    print(f"{entry.slug}: {len(done.records)} records stand where their words stand")
    return 0


def _agreement(a: argparse.Namespace) -> int:
    one, other = Path(a.one), Path(a.other)
    entry = catalogue.entry(one.resolve().parent.name)
    scores = agreement(gold_file.load(one), gold_file.load(other), catalogue.read(entry).text, authorities())
    print(f"{'':<34}{'F1':>6}{'one':>7}{'other':>7}")
    print("\n".join(told(scores)))
    return 0


def _fetch_list(a: argparse.Namespace) -> int:
    for entry in catalogue.entries():
        if entry.group == "real":
            print("\n".join(catalogue.fetching(entry)))
    return 0


def _check(a: argparse.Namespace) -> int:
    bad = 0
    for entry in catalogue.entries():
        wrong = [*catalogue.faults(entry), *([] if entry.absence() else catalogue.faults_of_text(entry))]
        bad += bool(wrong)
        annotated = "annotated" if entry.gold.is_file() else "not annotated yet"
        print(f"{entry.slug:<28}{entry.group:<6}{annotated:<20}{entry.absence() or 'present'}")
        for message in wrong:
            print(f"  {message}")
    return 1 if bad else 0


def _score(a: argparse.Namespace) -> int:
    from tests.corpus.measure.command import score  # loads the language model's library

    return score(a.second, a.jobs, a.page)


def _policies(a: argparse.Namespace) -> int:
    from tests.corpus.measure.command import policies  # loads the language model's library

    return policies()


def _folds(a: argparse.Namespace) -> int:
    from tests.corpus.measure.command import folds  # loads the language model's library

    return folds()


def _models(a: argparse.Namespace) -> int:
    from tests.corpus.learning.command import models  # loads the libraries that learn

    return models()


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
        "bring", _bring, "make annotations (JSON Lines) the document's gold, or say all that is wrong"
    )
    _window(p)
    p.add_argument("files", nargs="+", metavar="ANNOTATION.jsonl")
    p.add_argument("--worksheet", metavar="SHEET", help="the printed worksheet whose numbers are meant")
    p.add_argument("--dry-run", action="store_true", help="only check")
    p.add_argument("--into", metavar="NAME", help="write this file of the document's folder, not gold.jsonl")
    p = command("gold-form", _gold_form, "print a document's gold in the form of window files")
    p.add_argument("slug")
    p = command("reanchor", _reanchor, "bring a document's gold to where its words stand now")
    p.add_argument("slug")
    p = command("agreement", _agreement, "how far two gold files of one document agree, kind by kind")
    p.add_argument("one", metavar="A.jsonl")
    p.add_argument("other", metavar="B.jsonl")
    command("fetch-list", _fetch_list, "what to fetch for the documents that are not in the project")
    command("check", _check, "which documents are here, and whether they are those that were annotated")
    p = command("score", _score, "measure extraction and the baselines on every document that is here")
    p.add_argument("--second", action="append", default=[], metavar="STEP=NAME", help="a second proposer")
    p.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    p.add_argument("--page", action="store_true", help="write the tables into docs/quality.md as well")
    command("policies", _policies, "how right what policies accept is, set by set, on documents left out")
    command("folds", _folds, "renew the parses and the models that scoring goes by")
    command("models", _models, "learn the models that ship, on all unsealed documents")
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
