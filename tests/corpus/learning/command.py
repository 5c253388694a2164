"""`python -m tests.corpus models`, and the models of `folds`: learnt on every unsealed document that is here, or
on all of them but one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.corpus import catalogue
from tests.corpus.catalogue import CorpusError, Entry
from tests.corpus.gold_file import load
from tests.corpus.learning.fitting import SETTINGS, dump, fit
from tests.corpus.learning.pairs import Example, examples_of
from tests.corpus.measure.parses import StaleError, cache_folder, digest_of, kept_pipeline

import regesta.extract.propose.claims
from regesta.extract.annotate import annotate, load_model
from regesta.extract.authority import authorities
from regesta.extract.propose.claims import pair_features
from regesta.extract.propose.claims.pair_model import MODEL
from regesta.extract.propose.claims.proposing import draft_claims
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.text.languages import ENGLISH, LanguagePack

#: Where the models that ship lie.
SHIPPED = Path(next(iter(regesta.extract.propose.claims.__path__))).parents[1] / "language" / ENGLISH.code
_DIGITS = 16
_FILE = f"{MODEL}.json"


def teaching() -> list[Entry]:
    """The documents that models are learnt on: annotated, here, and not sealed."""
    return [e for e in catalogue.entries() if not e.sealed and not e.absence() and e.gold.is_file()]


def examples(entries: Sequence[Entry], folder: Path) -> dict[str, list[Example]]:
    """The examples of relations of some documents, by their kept parses. Errors: StaleError."""
    nlp, known, out = load_model(), authorities(), {}
    for entry in entries:
        document = catalogue.read(entry)
        parsed = annotate(document, kept_pipeline(document, nlp, folder), ENGLISH)
        layer = mention_layer(parsed, known)
        annotated = layer.annotated
        actors = [[m.actor for m in layer.mentions(k)] for k in range(len(annotated.sentences))]
        gold = [g.record for g in load(entry.gold)]
        proposed = draft_claims(annotated, layer)
        out[entry.slug] = examples_of(annotated, proposed, actors, gold, SETTINGS[MODEL]["back"])
    return out


def taught_on(entries: Sequence[Entry]) -> str:
    """Digest of what models are learnt on and how: the annotations, the settings, the features."""
    files = [*(e.gold for e in entries), Path(__file__).with_name("learning.toml")]
    files.append(Path(str(pair_features.__file__)))
    return digest_of(f.read_bytes() for f in files)


def card(entries: Sequence[Entry]) -> dict[str, Any]:
    """What a model's file says of itself; the number of documents and examples is added by the fit."""
    return {
        "about": "Whether a sentence answers an earlier one, and how; see docs/models.md.",
        "kind": "multinomial logistic regression",
        "taught_on": "the unsealed documents of tests/corpus",
        "digest": taught_on(entries),
        "made_by": "make models",
    }


def models(say: Callable[[str], None] = print) -> int:
    """Learn the models that ship, on all unsealed documents. Errors: StaleError without `make folds`;
    CorpusError when a document is not here."""
    entries = teaching()
    away = [e.slug for e in catalogue.entries() if not e.sealed and e.gold.is_file() and e.absence()]
    if away:
        raise CorpusError(
            f"a model that ships is learnt on all documents; these are not here: {', '.join(away)}"
        )
    model = fit(examples(entries, cache_folder()), card(entries))
    (SHIPPED / _FILE).write_text(dump(model), "utf-8")
    say(f"{_FILE}: {model['card']['features']} features of {model['card']['pairs']} pairs")
    return 0


def fold_folder(slug: str, folder: Path) -> Path:
    """Where the models lie that were learnt on every document but this one, whether they are there or not."""
    others = [e for e in teaching() if e.slug != slug]
    return folder / "folds" / f"{slug}-{taught_on(others)[:_DIGITS]}"


def fold_models(slugs: Sequence[str], folder: Path, say: Callable[[str], None]) -> None:
    """Learn for each document that is taught on, the models without it; those that are there stay."""
    taught = {e.slug: e for e in teaching()}
    missing = [s for s in slugs if s in taught and not (fold_folder(s, folder) / _FILE).is_file()]
    if not missing or len(taught) < 2:
        return
    of_document = examples(list(taught.values()), folder)
    for slug in missing:
        others = [e for e in taught.values() if e.slug != slug]
        into = fold_folder(slug, folder)
        into.mkdir(parents=True, exist_ok=True)
        model = fit({e.slug: of_document[e.slug] for e in others}, card(others))
        (into / _FILE).write_text(dump(model), "utf-8")
        say(f"{slug}: models learnt on {len(others)} others")


def pack_without(slug: str, folder: Path) -> LanguagePack:
    """The pack of English with models that never saw a document: those that ship for one that is not taught
    on. Errors: StaleError when the models without it are missing or were learnt on other annotations."""
    if slug not in {e.slug for e in teaching()}:
        return ENGLISH
    models_folder = fold_folder(slug, folder)
    if len(teaching()) > 1 and not (models_folder / _FILE).is_file():
        raise StaleError(f"there is no model that was learnt without {slug}. Type `make folds`.")
    return LanguagePack(ENGLISH.code, ENGLISH.folder, models_folder)
