"""Every document of the corpus read, its extraction and the baselines scored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.corpus import catalogue
from tests.corpus.catalogue import CorpusError, Entry
from tests.corpus.gold_file import KEY, load
from tests.corpus.learning.command import fold_models, pack_without
from tests.corpus.measure.acceptance import LeftOut
from tests.corpus.measure.averages import Measured
from tests.corpus.measure.baselines import BASELINES
from tests.corpus.measure.parses import cache_folder, kept_pipeline, renew
from tests.corpus.validation import moved_sentences

from regesta.extract import pipeline
from regesta.extract.annotate import AnnotatedDocument, load_model
from regesta.extract.authority import authorities
from regesta.extract.propose.proposer import Context
from regesta.extract.propose.rules import RULES as SHIPPED
from regesta.extract.propose.rules import Rules
from regesta.extract.read import Document
from regesta.extract.record import Record
from regesta.extract.score.gold import Gold, gold_of
from regesta.extract.score.gold_records import as_annotations
from regesta.extract.score.scoring import score
from regesta.extract.workspace import Settings, default_settings

#: The proposer that is measured, and a second one beside it.
RULES, SECOND = "extraction", "second proposer"
#: The steps that a model learnt on the corpus has a say in.
LEARNT = ("events", "decisions", "claims")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is measured of a document: `second` names proposers by step, as in `[proposers]` of
    regesta.toml."""

    slug: str
    second: Mapping[str, Any] | None = None
    cache: Path | None = None


def absence(entry: Entry) -> str:
    """Why a document cannot be scored, "" when it can."""
    if absent := entry.absence():
        return absent
    return "" if entry.gold.is_file() else "it is not annotated yet"


def registers(entry: Entry) -> tuple[str, ...]:
    """The groups a document is of: own or real, and its register up to the first comma."""
    register = str(entry.about.get("register", "")).split(",")[0].strip()
    return (entry.group, *((register,) if register else ()))


def gold_of_entry(entry: Entry, document: Document) -> Gold:
    """The annotations of a document. Errors: CorpusError when its text is not the one that was annotated."""
    records = load(entry.gold)
    if moved := moved_sentences(records, document.text):
        raise CorpusError(
            f"{entry.slug}: {len(moved)} annotated sentences do not stand where they stood: the file or its "
            f"reading changed. Type `python -m tests.corpus reanchor {entry.slug}`."
        )
    rows = [{**g.record.to_dict(), KEY: g.extra} for g in records]
    return gold_of([as_annotations(rows, document.text)], entry.folder)


def measure(wanted: Wanted) -> dict[str, Measured]:
    """What extraction, the baselines and, where given, a second proposer score on a document: figures of what
    `regesta export` gives, confidence of everything proposed.

    Errors: CorpusError for a document that is absent or another than was annotated; StaleError for parses
    that are missing or stale.
    """
    entry = catalogue.entry(wanted.slug)
    document = catalogue.read(entry)
    gold, known = gold_of_entry(entry, document), authorities()
    folder, model = wanted.cache or cache_folder(), load_model()
    found: dict[str, Sequence[Record]] = {name: make(document) for name, make in BASELINES.items()}
    found[RULES] = pipeline.extract(
        document, kept_pipeline(document, model, folder), known, proposers=unseen(wanted.slug, folder)
    )
    if wanted.second:
        kept = kept_pipeline(document, model, folder)
        found[SECOND] = pipeline.extract(document, kept, known, proposers=wanted.second, cache=folder)
    out = {}
    for name, records in found.items():
        told = score(records, gold, text=document.text, authority=known)
        scores = score(exported(records), gold, text=document.text, authority=known)
        judged = {kind: replace(s, judged=told[kind].judged) for kind, s in scores.items() if kind in told}
        confidence = {r.id: r.confidence for r in records}
        out[name] = Measured(wanted.slug, registers(entry), judged, confidence)
    return out


def left_out_of(slug: str, cache: Path | None = None) -> LeftOut:
    """A document with what models propose in it that never saw it, and its annotations. Errors: as
    `measure`."""
    entry = catalogue.entry(slug)
    document, known, folder = catalogue.read(entry), authorities(), cache or cache_folder()
    kept = kept_pipeline(document, load_model(), folder)
    records = pipeline.extract(document, kept, known, proposers=unseen(slug, folder))
    return LeftOut(slug, document.text, list(records), gold_of_entry(entry, document))


def unseen(slug: str, folder: Path) -> dict[str, Any]:
    """The shipped proposers as `[proposers]` has them, but every step with a learnt model by models that
    never saw the document."""
    pack = pack_without(slug, folder)

    def by_unseen(rules: Rules) -> Rules:
        def find(annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
            return rules.find(replace(annotated, language=pack), context)

        return replace(rules, find=find)

    return {step: [by_unseen(rules)] for rules in SHIPPED for step in rules.steps if step in LEARNT}


def exported(records: Sequence[Record]) -> list[Record]:
    """What `regesta export` gives of some records: those above the threshold of their kind, as a new
    workspace has it."""
    settings = Settings(thresholds=default_settings()["thresholds"])
    return list(pipeline.above_threshold(records, settings))


def measure_all(wanted: Sequence[Wanted], jobs: int) -> list[dict[str, Measured]]:
    """What every document scores, in the order given, by so many processes."""
    if jobs < 2 or len(wanted) < 2:
        return [measure(w) for w in wanted]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(measure, wanted))


def renew_all(slugs: Sequence[str], folder: Path | None = None) -> list[str]:
    """Parse the documents whose parses are missing or stale, and learn the models without each of them; what
    was done, a line each."""
    model, out, cache = load_model(), [], folder or cache_folder()
    for slug in slugs:
        made = renew(catalogue.read(catalogue.entry(slug)), model, cache)
        out.append(f"{slug}: {'parsed' if made else 'parses are there'}")
    fold_models(slugs, cache, out.append)
    return out


def cores() -> int:
    """How many processes to measure with: two at most, as many as a small machine has."""
    return min(2, os.cpu_count() or 1)
