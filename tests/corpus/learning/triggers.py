"""Examples of words that may name an event or a decision, and the models learnt on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from tests.corpus.learning.fitting import SETTINGS, Example, Examples, taught, used_features
from tests.corpus.learning.pairs import annotated_sentences

from regesta.extract.propose.events.candidates import candidates
from regesta.extract.propose.events.decision_model import LAYOUT as DECISIONS_LAYOUT
from regesta.extract.propose.events.decision_model import MODEL as DECISIONS
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import event_lexicon
from regesta.extract.propose.events.open_words import evidence_of, words_without_frame
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.events.trigger_features import Features, trigger_features
from regesta.extract.propose.events.trigger_model import LAYOUT, MODEL, TYPED_BY
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Decision, Event, Record, Sentence, Span

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class TriggerExample:
    """A word: its features, and the type of the event that it names by the annotation, "" for none."""

    features: Features
    label: str


def trigger_examples(layer: MentionLayer, gold: Sequence[Record]) -> list[TriggerExample]:
    """The words of the annotated sentences that a frame knows, and the verbs that none does, each with the
    type of the event that it names by the annotation, "" for none."""
    events = [r for r in gold if isinstance(r, Event)]
    return [TriggerExample(f, _type(places, events)) for f, places in words_looked_at(layer, gold)]


def decision_examples(layer: MentionLayer, gold: Sequence[Record]) -> list[TriggerExample]:
    """The same words, each with the kind of the decision that it names by the annotation, "" for none."""
    decisions = [r for r in gold if isinstance(r, Decision)]
    kinds = (
        (f, [d.decision for d in decisions if _met(d, places)]) for f, places in words_looked_at(layer, gold)
    )
    return [TriggerExample(f, next(iter(found), "")) for f, found in kinds]


def words_looked_at(layer: MentionLayer, gold: Sequence[Record]) -> Iterator[tuple[Features, Sequence[Span]]]:
    """The features of every word that may name an event in the annotated sentences, and where it stands."""
    annotated = layer.annotated
    lexicon = event_lexicon(annotated.language)
    spans = [span for r in gold if isinstance(r, Sentence) for span in r.spans]
    for k in sorted(annotated_sentences(annotated, spans)):
        sentence, roles = annotated.sentences[k], Roles(layer, k, lexicon)
        known = candidates(sentence, roles)
        for c in (*known, *words_without_frame(sentence, roles, known)):
            places = [sentence.raw(sentence.doc[t.i : t.i + 1]) for t in _words(c)]
            yield trigger_features(evidence_of(c, sentence, lexicon)), places


def _words(c: Candidate) -> Iterator[Any]:
    yield c.word
    if c.carrier is not None:
        yield c.carrier


def _type(places: Sequence[Span], events: Sequence[Event]) -> str:
    return next((e.type for e in events if _met(e, places)), "")


def _met(annotated: Event | Decision, places: Sequence[Span]) -> bool:
    """Whether the trigger of what is annotated meets one of the places."""
    return any(annotated.trigger[0] < b and a < annotated.trigger[1] for a, b in places)


def fit_triggers(examples: Examples, card: Mapping[str, Any]) -> dict[str, Any]:
    """The model of triggers and of their types learnt on some documents, as its file holds it."""
    settings = SETTINGS[MODEL]
    rows = [e for some in examples.values() for e in some]
    used = frozenset(used_features(examples, settings["least_documents"], settings["least_examples"]))
    intercept, weights = _yes_or_no(settings["inverse_regularisation"], rows, used)
    types, type_intercepts, type_weights = _typed([e for e in rows if e.label], used)
    names = sorted({*weights, *type_weights})
    return {
        "layout": LAYOUT,
        "card": {**card, **taught(examples, settings, len(names), events=_labelled(rows))},
        "threshold": settings["threshold"],
        "typed": settings["typed"],
        "agreed": dict(settings["agreed"]),
        "intercept": intercept,
        "types": types,
        "type_intercepts": type_intercepts,
        "weights": {n: [weights.get(n, 0.0), *type_weights.get(n, ())] for n in names},
    }


def fit_decisions(examples: Examples, card: Mapping[str, Any]) -> dict[str, Any]:
    """The model of decisions learnt on some documents, as its file holds it."""
    settings = SETTINGS[DECISIONS]
    rows = [e for some in examples.values() for e in some]
    used = frozenset(used_features(examples, settings["least_documents"], settings["least_examples"]))
    intercept, weights = _yes_or_no(settings["inverse_regularisation"], rows, used)
    return {
        "layout": DECISIONS_LAYOUT,
        "card": {**card, **taught(examples, settings, len(weights), decisions=_labelled(rows))},
        "least": settings["least"],
        "sure": settings["sure"],
        "intercept": intercept,
        "weights": weights,
    }


def _labelled(rows: Sequence[Example]) -> int:
    """How many examples have a label."""
    return sum(bool(e.label) for e in rows)


def _yes_or_no(
    inverse_regularisation: float, rows: Sequence[Example], used: frozenset[str]
) -> tuple[float, dict[str, float]]:
    model = LogisticRegression(C=inverse_regularisation, max_iter=300, solver="liblinear")
    vectorizer = DictVectorizer()
    given = _narrow(vectorizer.fit_transform([_kept(e.features, used) for e in rows]))
    model.fit(given, [bool(e.label) for e in rows])
    names = vectorizer.get_feature_names_out()
    weights = {n: round(float(w), _DIGITS) for n, w in zip(names, model.coef_[0], strict=True)}
    return round(float(model.intercept_[0]), _DIGITS), {n: w for n, w in weights.items() if w}


def _typed(
    rows: Sequence[Example], used: frozenset[str]
) -> tuple[list[str], list[float], dict[str, list[float]]]:
    settings = SETTINGS[MODEL]
    telling = frozenset(n for n in used if n.startswith(TYPED_BY))
    vectorizer = DictVectorizer()
    given = _narrow(vectorizer.fit_transform([_kept(e.features, telling) for e in rows]))
    each = LogisticRegression(C=settings["type_inverse_regularisation"], solver="liblinear")
    model = OneVsRestClassifier(each).fit(given, [e.label for e in rows])
    table = np.round(np.vstack([m.coef_[0] for m in model.estimators_]).T, 2)
    names = vectorizer.get_feature_names_out()
    weights = {n: [float(x) for x in row] for n, row in zip(names, table, strict=True) if np.any(row)}
    intercepts = [round(float(m.intercept_[0]), _DIGITS) for m in model.estimators_]
    return [str(c) for c in model.classes_], intercepts, weights


def _kept(features: Features, used: frozenset[str]) -> Features:
    return {n: v for n, v in features.items() if n in used}


def _narrow(matrix: Any) -> Any:
    """A sparse matrix with the indices that liblinear takes."""
    matrix = matrix.tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    return matrix
