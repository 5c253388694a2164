"""Examples of words that may name an event, and the model of triggers learnt on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from tests.corpus.learning.fitting import SETTINGS, Example, Examples, used_features
from tests.corpus.learning.pairs import annotated_sentences

from regesta.extract.propose.events.candidates import candidates
from regesta.extract.propose.events.factuality import factuality
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import event_lexicon
from regesta.extract.propose.events.open_words import words_without_frame
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.events.trigger_features import Features, trigger_features
from regesta.extract.propose.events.trigger_model import LAYOUT, MODEL, TYPED_BY
from regesta.extract.propose.events.weighing import Evidence
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Event, Record, Sentence, Span

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class TriggerExample:
    """A word: its features, and the type of the event that it names by the annotation, "" for none."""

    features: Features
    label: str


def trigger_examples(layer: MentionLayer, gold: Sequence[Record]) -> list[TriggerExample]:
    """The words of the annotated sentences that a frame knows, and the verbs that none does, each with the
    type of the event that it names by the annotation, "" for none."""
    annotated = layer.annotated
    lexicon = event_lexicon(annotated.language)
    spans = [span for r in gold if isinstance(r, Sentence) for span in r.spans]
    events = [r for r in gold if isinstance(r, Event)]
    out = []
    for k in sorted(annotated_sentences(annotated, spans)):
        sentence, roles = annotated.sentences[k], Roles(layer, k, lexicon)
        known = candidates(sentence, roles)
        taken = {t.i for c in known for t in (c.word, c.carrier) if t is not None}
        text = sentence.doc.text.lower()
        dated = any(t.ent_type_ == "DATE" for t in sentence.doc)
        for c in (*known, *words_without_frame(sentence, roles, taken)):
            told = factuality(c.carrier or c.word, text, lexicon.words)
            evidence = Evidence(c, c.present, told, dated, lexicon)
            places = [sentence.raw(sentence.doc[t.i : t.i + 1]) for t in _words(c)]
            out.append(TriggerExample(trigger_features(evidence), _type(places, events)))
    return out


def _words(c: Candidate) -> Iterator[Any]:
    yield c.word
    if c.carrier is not None:
        yield c.carrier


def _type(places: Sequence[Span], events: Sequence[Event]) -> str:
    met = (e.type for e in events for a, b in places if e.trigger[0] < b and a < e.trigger[1])
    return next(met, "")


def fit_triggers(examples: Examples, card: Mapping[str, Any]) -> dict[str, Any]:
    """The model of triggers and of their types learnt on some documents, as its file holds it."""
    settings = SETTINGS[MODEL]
    rows = [e for some in examples.values() for e in some]
    used = frozenset(used_features(examples, settings["least_documents"], settings["least_examples"]))
    model = LogisticRegression(C=settings["inverse_regularisation"], max_iter=300, solver="liblinear")
    intercept, weights = _yes_or_no(model, rows, used)
    types, type_intercepts, type_weights = _typed([e for e in rows if e.label], used)
    names = sorted({*weights, *type_weights})
    taught = {
        "documents": sorted(examples),
        "examples": len(rows),
        "events": sum(bool(e.label) for e in rows),
        "features": len(names),
        "seed": settings["seed"],
    }
    return {
        "layout": LAYOUT,
        "card": {**card, **taught},
        "threshold": settings["threshold"],
        "agreed": settings["agreed"],
        "intercept": intercept,
        "types": types,
        "type_intercepts": type_intercepts,
        "weights": {n: [weights.get(n, 0.0), *type_weights.get(n, ())] for n in names},
    }


def _yes_or_no(
    model: LogisticRegression, rows: Sequence[Example], used: frozenset[str]
) -> tuple[float, dict[str, float]]:
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
