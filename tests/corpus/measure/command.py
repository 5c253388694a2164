"""`python -m tests.corpus score` and `folds`: which documents are measured, what is printed and where it is kept."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from tests.corpus import catalogue
from tests.corpus.catalogue import CorpusError, Entry
from tests.corpus.measure import acceptance
from tests.corpus.measure.averages import Measured
from tests.corpus.measure.report import accepted, report, sealed_report
from tests.corpus.measure.running import Wanted, absence, left_out_of, measure_all, renew_all
from tests.corpus.measure.shipped import ship

from regesta.extract.authority import authorities
from regesta.extract.workspace import default_settings
from regesta.review.policy import read_policies, shipped_sets

ROOT = Path(__file__).resolve().parents[3]
#: Where every look at the sealed documents is written down.
SEALED_LOG = Path(__file__).resolve().parent.parent / "sealed.log"
#: The page with the tables, and the lines they stand between.
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: python -m tests.corpus score --page -->", "<!-- end of figures -->"


def second_proposers(given: Sequence[str]) -> dict[str, list[str]] | None:
    """`claims=llm` and the like as `[proposers]` of regesta.toml has them."""
    out: dict[str, list[str]] = {}
    for one in given:
        step, equals, name = one.partition("=")
        if not equals or not name:
            raise CorpusError(f"{one!r} is no proposer of a step; type for instance --second claims=llm")
        out.setdefault(step, []).append(name)
    return out or None


def score(second: Sequence[str], jobs: int, page: bool, say: Callable[[str], None] = print) -> int:
    """Measure the documents that are not sealed; with `SEALED=1` in the environment only those that are."""
    sealed = os.environ.get("SEALED", "") not in ("", "0")
    entries = [e for e in catalogue.entries() if e.sealed == sealed]
    here, left_out = _there(entries)
    proposers = second_proposers(second)
    if sealed:
        _log_sealed(here)  # first: who looks has looked, whatever happens then
    runs = _turned(measure_all([Wanted(e.slug, proposers) for e in here], jobs))
    lines = list(sealed_report(runs, len(entries)) if sealed else report(runs, len(entries), left_out))
    _say_all(say, lines)
    if page and not sealed:
        write_page(lines)
        ship(lines)
        say(f"written: {PAGE.relative_to(ROOT)}")
    return 0


def _there(entries: Sequence[Entry]) -> tuple[list[Entry], list[str]]:
    """The documents that can be measured, and why the others cannot. Errors: CorpusError when none can."""
    why = {e.slug: absence(e) for e in entries}
    left_out = [f"{slug} ({reason})" for slug, reason in why.items() if reason]
    here = [e for e in entries if not why[e.slug]]
    if not here:
        why_not = ", ".join(left_out) or "there is none"
        raise CorpusError(
            f"there is nothing to measure: 0 of {len(entries)} documents are here and annotated: {why_not}"
        )
    return here, left_out


def _turned(rows: Sequence[dict[str, Measured]]) -> dict[str, list[Measured]]:
    """By proposer instead of by document."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def _say_all(say: Callable[[str], None], lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def write_page(lines: Iterable[str], page: Path = PAGE) -> None:
    """Put the figures into the page of the docs, between its two marks."""
    before, mark, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise CorpusError(f"{page.name} has not the lines {BEGIN!r} and {END!r} to write between")
    page.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", "utf-8")


def _log_sealed(entries: Sequence[Entry]) -> None:
    """Write down that the sealed documents are looked at: when, at which commit, how many."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with SEALED_LOG.open("a", encoding="utf-8") as log:
        log.write(f"{now}\t{commit()}\t{len(entries)} documents\n")


def commit() -> str:
    """The commit that is checked out, with `+` behind it where files differ from it."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    return (git("rev-parse", "HEAD") or "unknown") + ("+" if git("status", "--porcelain", "-uno") else "")


def policies(say: Callable[[str], None] = print) -> int:
    """How right the shipped sets of policies are on the documents that are not sealed, each read by models that
    never saw it, and the curve of precision and recall by confidence."""
    here, left_out = _there([e for e in catalogue.entries() if not e.sealed])
    documents, known = [left_out_of(e.slug) for e in here], authorities()
    sets = {name: list(made.values()) for name, (_, made) in shipped_sets().items()}
    sets = {"default": list(read_policies(default_settings()["policies"]).values()), **sets}
    rows = {name: acceptance.measured(documents, made, known) for name, made in sets.items()}
    _say_all(say, (f"Left out: {line}" for line in left_out))
    _say_all(say, accepted(rows, acceptance.curve(documents, known)))
    return 0


def folds(say: Callable[[str], None] = print) -> int:
    """Renew what scoring goes by: the parses of every document that is here, and for each that is taught on the
    models learnt without it."""
    start = monotonic()
    here = [e.slug for e in catalogue.entries() if not e.absence()]
    _say_all(say, renew_all(here))
    say(f"{len(here)} documents in {monotonic() - start:.0f} s")
    return 0
