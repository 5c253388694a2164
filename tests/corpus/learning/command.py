"""`python -m tests.corpus models`, and the models of `folds`: learnt on every unsealed document that is here, or
on all of them but one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.corpus import catalogue
from tests.corpus.catalogue import CorpusError, Entry
from tests.corpus.gold_file import load
from tests.corpus.learning import own_claims, pairs, triggers
from tests.corpus.learning.fitting import SETTINGS, Example, Examples, dump, fit_own, fit_pairs
from tests.corpus.measure.parses import StaleError, cache_folder, digest_of, kept_pipeline

import regesta.extract.propose.claims
from regesta.extract.annotate import annotate, load_model
from regesta.extract.authority import authorities
from regesta.extract.notes import propose_citations
from regesta.extract.propose.claims import (
    features,
    own_model,
    pair_features,
    pair_model,
    segments,
    surroundings,
)
from regesta.extract.propose.claims.judging import by_hand
from regesta.extract.propose.claims.proposing import draft_claims
from regesta.extract.propose.events import decision_model, open_words, trigger_features, trigger_model
from regesta.extract.propose.mentions.layer import MentionLayer, mention_layer
from regesta.extract.record import Citation, Record
from regesta.extract.text.languages import ENGLISH, LanguagePack

#: Where the models that ship lie.
SHIPPED = Path(next(iter(regesta.extract.propose.claims.__path__))).parents[1] / "language" / ENGLISH.code
_DIGITS = 16


@dataclass(frozen=True)
class Learner:
    """How a model is learnt: the name of its file, what it tells, its examples of a document, its fit, and
    the code that its features depend on."""

    name: str
    about: str
    kind: str
    examples: Callable[[MentionLayer, Sequence[Record]], Sequence[Example]]
    fit: Callable[[Examples, Mapping[str, Any]], dict[str, Any]]
    code: tuple[ModuleType, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.json"


def _own_claims(layer: MentionLayer, gold: Sequence[Record]) -> Sequence[Example]:
    return own_claims.examples_of(layer.annotated, layer, gold, _citations(layer))


def _citations(layer: MentionLayer) -> Sequence[Citation]:
    return propose_citations(layer.annotated.document, layer.annotated.language)


def _pairs(layer: MentionLayer, gold: Sequence[Record]) -> Sequence[Example]:
    """Pairs of annotated claims and of proposed ones; these are judged by hand-set weights, so that no model
    which saw the document left out has a say in them."""
    annotated = layer.annotated
    actors = [[m.actor for m in layer.mentions(k)] for k in range(len(annotated.sentences))]
    proposed = draft_claims(annotated, layer, by_hand, _citations(layer))
    return pairs.examples_of(annotated, proposed, actors, gold, SETTINGS[pair_model.MODEL]["back"])


LEARNERS = (
    Learner(
        own_model.MODEL,
        "Whether what nobody is said to hold is the writer's claim or narrative; see docs/models.md.",
        "logistic regression",
        _own_claims,
        fit_own,
        (features, surroundings, segments),
    ),
    Learner(
        pair_model.MODEL,
        "Whether a sentence answers an earlier one, and how; see docs/models.md.",
        "multinomial logistic regression",
        _pairs,
        fit_pairs,
        (pair_features,),
    ),
    Learner(
        trigger_model.MODEL,
        "Whether a word names an event, and of which type; see docs/models.md.",
        "logistic regression",
        triggers.trigger_examples,
        triggers.fit_triggers,
        (trigger_features, open_words),
    ),
    Learner(
        decision_model.MODEL,
        "Whether an act that names an event is a decision; see docs/models.md.",
        "logistic regression",
        triggers.decision_examples,
        triggers.fit_decisions,
        (trigger_features, open_words),
    ),
)


def teaching() -> list[Entry]:
    """The documents that models are learnt on: annotated, here, and not sealed."""
    return [e for e in catalogue.entries() if not e.sealed and not e.absence() and e.gold.is_file()]


def examples(entries: Sequence[Entry], folder: Path) -> dict[str, dict[str, Sequence[Example]]]:
    """The examples of some documents for each model, by model and document, from their kept parses. Errors:
    StaleError."""
    nlp, known = load_model(), authorities()
    out: dict[str, dict[str, Sequence[Example]]] = {learner.name: {} for learner in LEARNERS}
    for entry in entries:
        document = catalogue.read(entry)
        parsed = annotate(document, kept_pipeline(document, nlp, folder), ENGLISH)
        layer = mention_layer(parsed, known)
        gold = [g.record for g in load(entry.gold)]
        for learner in LEARNERS:
            out[learner.name][entry.slug] = learner.examples(layer, gold)
    return out


def taught_on(entries: Sequence[Entry]) -> str:
    """Digest of what models are learnt on and how: the annotations, the settings, the features."""
    files = [*(e.gold for e in entries), Path(__file__).with_name("learning.toml")]
    files += [Path(str(module.__file__)) for learner in LEARNERS for module in learner.code]
    return digest_of(f.read_bytes() for f in files)


def card(learner: Learner, entries: Sequence[Entry]) -> dict[str, Any]:
    """What a model's file says of itself; the number of documents and examples is added by the fit."""
    return {
        "about": learner.about,
        "kind": learner.kind,
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
    of_document = examples(entries, cache_folder())
    for learner in LEARNERS:
        model = learner.fit(of_document[learner.name], card(learner, entries))
        (SHIPPED / learner.file).write_text(dump(model), "utf-8")
        say(f"{learner.file}: {model['card']['features']} features of {model['card']['examples']} examples")
    return 0


def fold_folder(slug: str, folder: Path) -> Path:
    """Where the models lie that were learnt on every document but this one, whether they are there or not."""
    others = [e for e in teaching() if e.slug != slug]
    return folder / "folds" / f"{slug}-{taught_on(others)[:_DIGITS]}"


def are_in(folder: Path) -> bool:
    """Whether all models lie in a folder."""
    return all((folder / learner.file).is_file() for learner in LEARNERS)


def fold_models(slugs: Sequence[str], folder: Path, say: Callable[[str], None]) -> None:
    """Learn for each document that is taught on, the models without it; those that are there stay."""
    taught = {e.slug: e for e in teaching()}
    missing = [s for s in slugs if s in taught and not are_in(fold_folder(s, folder))]
    if not missing or len(taught) < 2:
        return
    of_document = examples(list(taught.values()), folder)
    for slug in missing:
        others = [e for e in taught.values() if e.slug != slug]
        into = fold_folder(slug, folder)
        into.mkdir(parents=True, exist_ok=True)
        for learner in LEARNERS:
            seen = {e.slug: of_document[learner.name][e.slug] for e in others}
            model = learner.fit(seen, card(learner, others))
            (into / learner.file).write_text(dump(model), "utf-8")
        say(f"{slug}: models learnt on {len(others)} others")


def pack_without(slug: str, folder: Path) -> LanguagePack:
    """The pack of English with models that never saw a document: those that ship for one that is not taught
    on. Errors: StaleError when the models without it are missing or were learnt on other annotations."""
    if slug not in {e.slug for e in teaching()}:
        return ENGLISH
    models_folder = fold_folder(slug, folder)
    if len(teaching()) > 1 and not are_in(models_folder):
        raise StaleError(f"there is no model that was learnt without {slug}. Type `make folds`.")
    return LanguagePack(ENGLISH.code, ENGLISH.folder, models_folder)
