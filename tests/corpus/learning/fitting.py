"""Fitting a model to examples, and the file that holds it."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from tests.corpus.learning.pairs import Example

from regesta.extract.propose.claims.pair_model import LAYOUT, MODEL, NONE, THRESHOLDS

#: How the models are learnt.
SETTINGS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("learning.toml").read_text("utf-8"))
_DIGITS = 4


def fit(examples: Mapping[str, Sequence[Example]], card: Mapping[str, Any]) -> dict[str, Any]:
    """The model of relations learnt on the examples of some documents, as its file holds it.

    The same examples give the same model. `card` says what it was taught on.
    """
    settings = SETTINGS[MODEL]
    rows = [e for some in examples.values() for e in some]
    classes, intercepts, weights = _fitted(
        rows, used_features(examples, settings["least_documents"], settings["least_pairs"])
    )
    taught = {
        "documents": sorted(examples),
        "pairs": len(rows),
        "related": sum(e.label != NONE for e in rows),
        "features": len(weights),
        "seed": settings["seed"],
    }
    return {
        "layout": LAYOUT,
        "card": {**card, **taught},
        "classes": classes,
        "intercepts": intercepts,
        **{key: settings[key] for key in THRESHOLDS},
        "weights": weights,
    }


def _fitted(
    rows: Sequence[Example], names: Sequence[str]
) -> tuple[list[str], list[float], dict[str, list[float]]]:
    """The classes, an intercept for each, and the weights of each feature for each."""
    settings = SETTINGS[MODEL]
    vectorizer = DictVectorizer().fit([dict.fromkeys(names, 1.0)])
    model = LogisticRegression(
        C=settings["inverse_regularisation"], max_iter=500, random_state=settings["seed"]
    )
    model.fit(vectorizer.transform([e.features for e in rows]), [e.label for e in rows])
    used = zip(vectorizer.get_feature_names_out(), np.transpose(model.coef_), strict=True)
    weights = {n: _rounded(row) for n, row in used if np.abs(row).max() >= settings["least_weight"]}
    return [str(c) for c in model.classes_], _rounded(model.intercept_), weights


def _rounded(numbers: Iterable[float]) -> list[float]:
    return [round(float(x), _DIGITS) for x in numbers]


def used_features(
    examples: Mapping[str, Sequence[Example]], least_documents: int, least_pairs: int
) -> list[str]:
    """The features that enough documents and enough pairs have, by name."""
    documents: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for some in examples.values():
        in_pairs = Counter(name for e in some for name in e.features)
        pairs.update(in_pairs)
        documents.update(in_pairs.keys())
    return sorted(n for n in pairs if documents[n] >= least_documents and pairs[n] >= least_pairs)


def dump(model: Mapping[str, Any]) -> str:
    """The text of a model's file: one weight a line, so that differences can be read."""
    head = {key: value for key, value in model.items() if key != "weights"}
    weights = ",\n".join(f"{json.dumps(n, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
                         for n, row in model["weights"].items())  # fmt: skip
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{opening},\n "weights": {{\n{weights}\n}}}}\n'
