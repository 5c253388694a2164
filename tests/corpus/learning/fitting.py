"""Fitting a model to examples, and the file that holds it."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from regesta.extract.propose.claims import own_model, pair_model

#: How the models are learnt.
SETTINGS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("learning.toml").read_text("utf-8"))
_DIGITS = 4


class Example(Protocol):
    """What is learnt from: features by name, and the class."""

    @property
    def features(self) -> Mapping[str, float]: ...

    @property
    def label(self) -> Any: ...


Examples = Mapping[str, Sequence[Example]]
"""The examples of each document, by its name."""


def fit_pairs(examples: Examples, card: Mapping[str, Any]) -> dict[str, Any]:
    """The model of relations learnt on the examples of some documents, as its file holds it.

    The same examples give the same model. `card` says what it was taught on.
    """
    settings = SETTINGS[pair_model.MODEL]
    classes, intercepts, weights = _fitted(examples, settings)
    said = {
        **taught(examples, settings, len(weights)),
        "related": sum(e.label != pair_model.NONE for some in examples.values() for e in some),
    }
    return {
        "layout": pair_model.LAYOUT,
        "card": {**card, **said},
        "classes": classes,
        "intercepts": intercepts,
        **{key: settings[key] for key in pair_model.THRESHOLDS},
        "weights": weights,
    }


def fit_own(examples: Examples, card: Mapping[str, Any]) -> dict[str, Any]:
    """The model of the writer's own claims learnt on the examples of some documents, as its file holds it."""
    settings = SETTINGS[own_model.MODEL]
    _, intercepts, weights = _fitted(examples, settings)
    said = {
        **taught(examples, settings, len(weights)),
        "claims": sum(bool(e.label) for some in examples.values() for e in some),
    }
    return {
        "layout": own_model.LAYOUT,
        "card": {**card, **said},
        "intercept": intercepts[0],
        "floor": settings["floor"],
        "weights": {name: row[0] for name, row in weights.items()},
    }


def taught(examples: Examples, settings: Mapping[str, Any], features: int, **counted: int) -> dict[str, Any]:
    """What a card says of the examples, how many of them are what (`counted`), and of chance."""
    return {
        "documents": sorted(examples),
        "examples": sum(len(some) for some in examples.values()),
        **counted,
        "features": features,
        "seed": settings["seed"],
    }


def _fitted(
    examples: Examples, settings: Mapping[str, Any]
) -> tuple[list[str], list[float], dict[str, list[float]]]:
    """The classes, an intercept for each, and the weights of each feature for each; one of both where there
    are two classes."""
    rows = [e for some in examples.values() for e in some]
    names = used_features(examples, settings["least_documents"], settings["least_examples"])
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


def used_features(examples: Examples, least_documents: int, least_examples: int) -> list[str]:
    """The features that enough documents and enough examples have, by name."""
    documents: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for some in examples.values():
        in_examples = Counter(name for e in some for name in e.features)
        total.update(in_examples)
        documents.update(in_examples.keys())
    return sorted(n for n in total if documents[n] >= least_documents and total[n] >= least_examples)


def dump(model: Mapping[str, Any]) -> str:
    """The text of a model's file: one weight a line, so that differences can be read."""
    head = {key: value for key, value in model.items() if key != "weights"}
    weights = ",\n".join(f"{json.dumps(n, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
                         for n, row in model["weights"].items())  # fmt: skip
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{opening},\n "weights": {{\n{weights}\n}}}}\n'
