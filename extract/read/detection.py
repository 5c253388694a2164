"""Which language a document is written in, told on a sample of its sentences by py3langid, offline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from regesta.extract.read.document import Document

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


@dataclass(frozen=True, slots=True)
class Settings:
    """The table `detection.toml`: which languages are told apart, how sure is sure, and by which words a
    text is told at a glance."""

    default: str
    sample: int
    sure: float
    times: float
    languages: tuple[str, ...]
    plain: float
    least_words: int
    common_words: Mapping[str, frozenset[str]]


def detect_language(text: str, declared: str = "") -> str:
    """The language of running text as a BCP 47 code such as "de".

    What the words say wins. A text too short to tell is in the `declared` language (what a file says of
    itself is often the setting of the program that wrote it), else in the default of `detection.toml`.
    """
    settings = _settings()
    fallback = declared.split("-")[0].lower() or settings.default
    if not any(c.isalpha() for c in text):
        return fallback
    if (plain := _plainly(text, settings)) is not None:
        return plain
    ranked = {str(code): float(likely) for code, likely in _identifier().rank(text)}
    best = max(ranked, key=lambda code: ranked[code])
    clear = ranked[best] >= settings.times * ranked[settings.default] or best == settings.default
    return best if clear and ranked[best] >= settings.sure else fallback


def _plainly(text: str, settings: Settings) -> str | None:
    """The language whose common words make up enough of a text of some length, None where none's do."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < settings.least_words:
        return None
    shares = {
        code: sum(word in common for word in words) / len(words)
        for code, common in settings.common_words.items()
    }
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= settings.plain else None


def language_of(document: Document) -> str:
    """The language of a document's running text: its notes and bibliography name works in any language."""
    return detect_language(sample_of(document), document.metadata.get("language", ""))


def sample_of(document: Document) -> str:
    """Sentences taken evenly from the whole document, up to the sample's length; the beginning of the text
    where it has none."""
    size = _settings().sample
    sentences = [" ".join(document.text[a:b] for a, b in s.spans) for s in document.sentences]
    step = max(1, sum(map(len, sentences)) // size)
    return " ".join(" ".join(sentences[::step]).split())[:size] or document.text[:size]


@lru_cache(maxsize=1)
def _settings() -> Settings:
    text = resources.files("regesta.extract.read").joinpath("detection.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    common = {code: frozenset(words) for code, words in data["common_words"].items()}
    return Settings(**{**data, "languages": tuple(data["languages"]), "common_words": common})


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The shipped model, restricted to the languages told apart; loads in some 0.3 to 0.9 s, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_settings().languages))
    return identifier
