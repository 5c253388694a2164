"""Organisations and forces by the shape of their names: "Far Eastern Commission", "25th Army", "British troops", "the Soviet military government"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.propose.mentions_names import Word
from regesta.extract.propose.mentions_words import WORDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ORDINAL = re.compile(r"^\d{1,3}(?:st|nd|rd|th)$")
_LINKS = frozenset({"of", "for", "on", "and", "the", "to"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """An organisation at words[first:last]; `names` are readings of its name, the fullest first."""

    first: int
    last: int
    names: tuple[str, ...]
    confidence: float


def _is_cap(word: Word) -> bool:
    return word.text[0].isupper() or bool(_ORDINAL.match(word.text))


def _adjacent(doc: Doc, left: Word, right: Word) -> bool:
    """Whether only a possessive ending or a hyphen stands between two words."""
    return all(doc[i].text in ("'s", "\u2019s", "'", "\u2019", "-") for i in range(left.token + 1, right.token))


def organisation_phrases(words: list[Word], doc: Doc) -> Iterator[Phrase]:
    """Capitalised runs with an organisation's head word in them: "Ministry of Defence", "Allied Council for Japan", "40th Army"."""
    i = 0
    while i < len(words):
        if not _is_cap(words[i]) or (words[i].token == 0 and doc[0].pos_ in ("DET", "ADP", "ADV", "SCONJ", "CCONJ", "PRON", "AUX", "VERB") and words[i].text not in WORDS.org_heads):
            i += 1
            continue
        j = _run(words, doc, i)
        phrase = _headed(words, i, j)
        if phrase is not None:
            yield phrase
        i = max(j, i + 1)


def _run(words: list[Word], doc: Doc, i: int) -> int:
    """The end of the capitalised run from word i, linking words inside it allowed."""
    j = i + 1
    while j < len(words) and _adjacent(doc, words[j - 1], words[j]):
        if _is_cap(words[j]):
            j += 1
            continue
        k = j
        while k < len(words) and words[k].text in _LINKS and _adjacent(doc, words[k - 1], words[k]) and k - j < 2:
            k += 1
        linked = j < k < len(words) and _is_cap(words[k]) and _adjacent(doc, words[k - 1], words[k])
        if not linked or (words[j].text in ("and", "to", "the", "on") and not (words[j].text == "on" or _and_inside(words, i, j))):
            break
        j = k
    return j


def _and_inside(words: list[Word], i: int, j: int) -> bool:
    """Whether an "and" at j belongs to the name: the run so far has a head with "of" after it ("Institute of Peace and ...")."""
    texts = [w.text for w in words[i:j]]
    return words[j].text == "and" and "of" in texts and any(t in WORDS.org_heads for t in texts[: texts.index("of")]) and not any(w.text in WORDS.org_heads for w in words[j + 1 : j + 4])


def _headed(words: list[Word], i: int, j: int) -> Phrase | None:
    run = words[i:j]
    texts = [w.text for w in run]
    heads = [k for k, t in enumerate(texts) if t in WORDS.org_heads]
    if not heads:
        return None
    last = len(run)
    if not any(t in _LINKS for t in texts):
        # Without "of" the head ends the name: "Far Eastern Commission Report" is no organisation.
        last = heads[-1] + 1
        if last < len(run):
            return None
    if all(texts[k] in WORDS.org_not_alone for k in heads) and last < 3 and not (heads == [1] and _ORDINAL.match(texts[0])):
        return None
    if last == 1:
        return None
    if texts[0] in ("The", "A", "An", "This", "That", "Its", "In", "On"):
        i, texts, last = i + 1, texts[1:], last - 1
        if last < 2:
            return None
    # A possessive inside the name belongs to its printed form only ("Party's Central Committee").
    name = " ".join(t + ("'s" if w.genitive and k < last - 1 else "") for k, (t, w) in enumerate(zip(texts, words[i:j], strict=False)) if k < last)
    return Phrase(i, i + last, (name, name.replace("'s", "")), 0.7)


def force_phrases(words: list[Word], doc: Doc, is_owner: Callable[[Word], bool]) -> Iterator[Phrase]:
    """A state's forces: its adjective or name, words such as "armed" or "ground", and a head such as "troops"."""
    for i, j in _owned(words, doc, is_owner):
        k = j
        while k < len(words) and words[k].fold in WORDS.force_middles and words[k].fold not in WORDS.force_heads and _adjacent(doc, words[k - 1], words[k]):
            k += 1
        while k < len(words) and words[k].fold in WORDS.force_heads and _adjacent(doc, words[k - 1], words[k]) and k + 1 < len(words) and words[k + 1].fold in WORDS.force_heads and _adjacent(doc, words[k], words[k + 1]):
            k += 1
        if k < len(words) and words[k].fold in WORDS.force_heads and _adjacent(doc, words[k - 1], words[k]) and doc[words[k].token].pos_ in ("NOUN", "PROPN"):
            noun = doc[words[k].token]
            if noun.dep_ in ("compound", "amod") and noun.head.i == noun.i + 1:
                continue
            owner = " ".join(w.text for w in words[i:j])
            head = "army" if words[k].fold in ("army", "armies") else "forces"
            full = " ".join(w.text for w in words[i : k + 1])
            yield Phrase(i, k + 1, (full, f"{owner} {words[k].text}", f"{owner} {head}", f"{owner} forces"), 0.8)


def lower_phrases(words: list[Word], doc: Doc, is_owner: Callable[[Word], bool]) -> Iterator[Phrase]:
    """A state's organisation named by common nouns: "the Soviet military government", "the British cabinet"."""
    for i, j in _owned(words, doc, is_owner):
        for k in range(j, min(j + 4, len(words))):
            if not all(_adjacent(doc, words[m - 1], words[m]) for m in range(j, k + 1)):
                break
            for head in WORDS.org_lower_heads:
                end = k + len(head)
                said = end <= len(words) and tuple(w.fold for w in words[k:end]) == head
                if said and all(_adjacent(doc, words[m - 1], words[m]) and doc[words[m].token].pos_ in ("ADJ", "NOUN", "PROPN") for m in range(j, end)):
                    yield Phrase(i, end, (" ".join(w.text for w in words[i:end]),), 0.7)


def _owned(words: list[Word], doc: Doc, is_owner: Callable[[Word], bool]) -> Iterator[tuple[int, int]]:
    """Stretches of words that are a state's adjective or name: ("North", "Korean"), ("Soviet",)."""
    for i, word in enumerate(words):
        if word.bound & 1 or not word.text[0].isupper() or word.genitive:
            continue
        if i + 1 < len(words) and _adjacent(doc, word, words[i + 1]):
            pair = Word(word.fold, f"{word.text} {words[i + 1].text}", word.token)
            if words[i + 1].text[0].isupper() and is_owner(pair):
                yield i, i + 2
                continue
        if is_owner(word) and not (word.bound & 2):
            yield i, i + 1
