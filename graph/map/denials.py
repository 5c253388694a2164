"""How a claim is called whose attribution denies its words: "Denied: “the plan was his”" for "he disputed
that the plan was his". A claim that denies in its own words ("the plan was not his") is called by them."""

from __future__ import annotations

import re
from functools import lru_cache

from regesta.extract.record import Claim
from regesta.extract.text.languages import LanguageError, language_pack
from regesta.graph.map.view import View, shorten

#: What stands before the words of a claim that are denied, and of one that are only doubted.
DENIED, DOUBTED = "Denied: ", "Doubted: "
#: A form of a word has so many letters more than its dictionary form at most ("deny", "denying").
_ENDING = 4
_WORD = re.compile(r"n't|n’t|[\w-]+?(?=n['’]t)|[\w-]+")


def called(view: View, record: Claim, words: str) -> str:
    """What lists call a claim that no reviewer worded: its words, cut at 140 characters, said to be denied
    where they are."""
    if not (record.negated and denies_from_outside(view, record, words)):
        return shorten(words)
    return f"{DOUBTED if record.hedged else DENIED}“{shorten(words)}”"


def stance(label: str) -> str:
    """What the holder of a claim of this label does with its words: "denies", "doubts" or "holds"."""
    return "denies" if label.startswith(DENIED) else "doubts" if label.startswith(DOUBTED) else "holds"


def denies_from_outside(view: View, record: Claim, words: str) -> bool:
    """Whether the denial of a negated claim lies in what attributes it, and not in its words; a question that
    expects a no denies by being asked."""
    known = _denying(view.language)
    if known is None or _asked(view, record.spans[-1][1]):
        return False
    cue = view.cut(record.cue) if record.cue else ""
    return known.attributes(cue) or not known.says(words)


def _asked(view: View, end: int) -> bool:
    """Whether what ends there is a question."""
    return view.cut((end, end + 3)).lstrip("”’\"'»)").startswith("?")


class _Denying:
    """The words of one language by which something is denied."""

    def __init__(self, language: str) -> None:
        pack = language_pack(language.partition("-")[0])
        stance = pack.table("claims_stance")
        self._words = frozenset(w.replace("’", "'") for w in stance["negations"])
        self._phrases = tuple(stance["denying_phrases"])
        self._own = tuple(stance["denying_verbs"])
        self._attributing = tuple(pack.table("claims_verbs")["kinds"]["denying"])

    def says(self, words: str) -> bool:
        """Whether some words deny something themselves."""
        plain = f" {' '.join(_tokens(words))} "
        return self._has(words, self._own) or any(f" {phrase} " in plain for phrase in self._phrases)

    def attributes(self, cue: str) -> bool:
        """Whether the words of an attribution deny what it attributes."""
        return self._has(cue, self._attributing)

    def _has(self, words: str, verbs: tuple[str, ...]) -> bool:
        tokens = _tokens(words)
        return any(t in self._words or any(_form_of(t, verb) for verb in verbs) for t in tokens)


def _tokens(words: str) -> list[str]:
    return [t.replace("’", "'") for t in _WORD.findall(words.lower())]


def _form_of(token: str, verb: str) -> bool:
    """Whether a word is likely a form of a verb: it begins as the verb does but for its last letter."""
    return token.startswith(verb[:-1]) and len(token) <= len(verb) + _ENDING


@lru_cache(maxsize=8)
def _denying(language: str) -> _Denying | None:
    """None for a language of which nothing is known."""
    try:
        return _Denying(language)
    except LanguageError:
        return None
