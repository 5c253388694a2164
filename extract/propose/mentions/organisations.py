"""Organisations, forces and groups by the shape of their names: "Far Eastern Commission", "25th Army",
"British troops", "Korean communists"."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.mentions.gazetteer import Word
from regesta.extract.propose.mentions.words import WORDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ORDINAL = re.compile(r"^\d{1,3}(?:st|nd|rd|th)$")
_LINKS = frozenset({"of", "for", "on", "and", "the", "to"})
_ARTICLES = frozenset({"The", "A", "An", "This", "That", "Its", "In", "On", "At", "For"})
_MONTHS = frozenset(month_name[1:])
_NUMBERED = frozenset({"First", "Second", "Third", "first", "second", "third"})

IsOwner = Callable[[Word], bool]


@dataclass(frozen=True, slots=True)
class Phrase:
    """An actor named at words[first:last]; `names` are readings of its name, the fullest first; `kind`
    organisation or group."""

    first: int
    last: int
    names: tuple[str, ...]
    confidence: float
    kind: str = "organisation"


def _is_cap(word: Word) -> bool:
    return word.text[0].isupper() or bool(_ORDINAL.match(word.text))


def _adjacent(doc: Doc, left: Word, right: Word) -> bool:
    """Whether only a possessive ending or a hyphen stands between two words."""
    return all(
        doc[i].text in ("'s", "\u2019s", "'", "\u2019", "-") for i in range(left.token + 1, right.token)
    )


def _text(words: list[Word], doc: Doc, first: int, last: int) -> str:
    """The words as they stand, on one line, without a possessive at the end and "Workers's"."""
    text = doc[words[first].token : words[last - 1].token + 1].text
    return re.sub(r"s(['\u2019])s\b", r"s\1", " ".join(text.split()))


def organisation_phrases(words: list[Word], doc: Doc) -> Iterator[Phrase]:
    """Capitalised runs with an organisation's head word in them: "Ministry of Defence", "Allied Council for
    Japan", "40th Army"."""
    i = 0
    while i < len(words):
        opener = (
            words[i].token == 0
            and doc[0].pos_ in ("DET", "ADP", "ADV", "SCONJ", "CCONJ", "PRON", "AUX", "VERB")
            and words[i].text not in WORDS.org_heads
        )
        if not _is_cap(words[i]) or opener:
            i += 1
            continue
        j = _run(words, doc, i)
        phrase = _headed(words, doc, i, j)
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
        while (
            k < len(words)
            and words[k].text in _LINKS
            and _adjacent(doc, words[k - 1], words[k])
            and k - j < 2
        ):
            k += 1
        linked = j < k < len(words) and _is_cap(words[k]) and _adjacent(doc, words[k - 1], words[k])
        if (
            not linked
            or words[k].text in _MONTHS
            or words[j].text in ("to", "the")
            or (words[j].text == "and" and not _and_inside(words, i, j))
        ):
            break
        j = k
    return j


def _and_inside(words: list[Word], i: int, j: int) -> bool:
    """Whether an "and" at j belongs to the name: a head with "of" before it, and no head of its own after it
    ("Institute of Peace and ...")."""
    texts = [w.text for w in words[i:j]]
    if not any(t in ("of", "for", "on") for t in texts) or not any(t in WORDS.org_heads for t in texts):
        return False
    k = j + 1
    while k < len(words) and (words[k].text[0].isupper() or words[k].text == "the"):
        if words[k].text in WORDS.org_heads:
            return False
        k += 1
    return True


def _headed(words: list[Word], doc: Doc, i: int, j: int) -> Phrase | None:
    """The run [i:j) cut to the organisation in it, None when there is none."""
    i = _after_title(words, i, j)
    while i < j and (words[i].text in _ARTICLES or (words[i].text == "the")):
        i += 1
    texts = [w.text for w in words[i:j]]
    heads = [k for k, t in enumerate(texts) if t in WORDS.org_heads]
    if not heads:
        return None
    if not any(t in _LINKS for t in texts) and heads[-1] + 1 < len(texts):
        # Without "of" the head ends the name: "Far Eastern Commission Report" is no organisation.
        return None
    size = len(texts)
    numbered = bool(_ORDINAL.match(texts[0]))
    if size == 1:
        return _standing(words, doc, i)
    if size < 3 and not numbered and all(texts[k] in WORDS.org_not_alone for k in heads):
        return None
    last = j
    linked = [k for k, t in enumerate(texts) if t in ("for", "on")]
    if (
        linked
        and j < len(words)
        and _adjacent(doc, words[j - 1], words[j])
        and doc[words[j - 1].token].pos_ == "ADJ"
        and doc[words[j].token].pos_ == "NOUN"
    ):
        # "Political Committee for Korean issues"
        last = j + 1
    names = [_text(words, doc, i, last)]
    if texts[0] in _NUMBERED and size > 2:
        names.insert(0, _text(words, doc, i + 1, last))
    return Phrase(i, last, tuple(names), 0.7)


def _standing(words: list[Word], doc: Doc, i: int) -> Phrase | None:
    """An organ named by its head alone, with the article and a capital: "the Presidium", "the Chamber"; None
    where it only modifies a noun."""
    if words[i].text in WORDS.org_not_alone or not _with_article(words, doc, i, i + 1):
        return None
    return Phrase(i, i + 1, (words[i].text,), 0.6)


def _with_article(words: list[Word], doc: Doc, i: int, j: int) -> bool:
    """Whether words[i:j) stand after "the" and are a noun of their own, no modifier of one."""
    first, last = doc[words[i].token], doc[words[j - 1].token]
    if (
        not first.i
        or doc[first.i - 1].lower_ != "the"
        or words[j - 1].bound
        or last.pos_ not in ("PROPN", "NOUN")
    ):
        return False
    return not (
        last.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE, grammar.NOUN_MODIFIER) and last.head.i > last.i
    )


def group_phrases(words: list[Word], doc: Doc) -> Iterator[Phrase]:
    """People named by a capitalised plural with the article: "the Communists", "the Rifis", "the
    Rothschilds"."""
    for i, word in enumerate(words):
        token = doc[word.token]
        if (
            token.i == 0
            or token.tag_ != grammar.PLURAL_NAME
            or doc[token.i - 1].lower_ != "the"
            or word.bound
            or not word.text[0].isupper()
            or word.text.isupper()
        ):
            continue
        if (
            token.ent_type_ in ("GPE", "LOC", "FAC", "DATE", "EVENT", "WORK_OF_ART")
            or word.text in WORDS.not_persons
            or word.text in WORDS.org_heads
        ):
            continue
        if (
            token.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE, grammar.NOUN_MODIFIER)
            or not word.text.endswith(("s", "men", "i"))
            or word.text in WORDS.not_groups
        ):
            continue
        yield Phrase(i, i + 1, (word.text,), 0.5, "group")


def _after_title(words: list[Word], i: int, j: int) -> int:
    """Where the name begins once a title is set aside: "Commander of the 25th Army" -> 25th Army."""
    k = i
    while k < j and words[k].text in WORDS.titles:
        k += 1
    if i < k < j and words[k].text == "of":
        return k + 1
    return i


def force_phrases(words: list[Word], doc: Doc, is_owner: IsOwner) -> Iterator[Phrase]:
    """A state's forces: its adjective or name, words such as "armed" or "ground", and a head such as
    "troops"; "British and French troops" are two."""
    for i, j in _owned(words, doc, is_owner):
        k = _force_head(words, doc, j)
        if k is None:
            continue
        yield Phrase(i, k + 1, _force_names(words, doc, i, j, k), 0.8)
        before = i - 1 if i and words[i - 1].text == "the" else i
        if before >= 2 and words[before - 1].text in ("and", "or"):
            for a, b in _owned(words[: before - 1], doc, is_owner):
                if b == before - 1:
                    yield Phrase(a, b, _force_names(words, doc, a, b, k)[1:], 0.75)


def _force_head(words: list[Word], doc: Doc, j: int) -> int | None:
    """The index of the head noun of a force whose modifiers begin at j, None when none follows."""
    k = j
    while (
        k < len(words)
        and (words[k].fold in WORDS.force_middles or words[k].fold in WORDS.force_heads)
        and _adjacent(doc, words[k - 1], words[k])
    ):
        k += 1
    k -= 1
    if k < j or words[k].fold not in WORDS.force_heads or doc[words[k].token].pos_ not in ("NOUN", "PROPN"):
        return None
    noun = doc[words[k].token]
    return None if noun.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE) and noun.head.i == noun.i + 1 else k


def _force_names(words: list[Word], doc: Doc, i: int, j: int, k: int) -> tuple[str, ...]:
    owner = _text(words, doc, i, j)
    head = "army" if words[k].fold in ("army", "armies") else "forces"
    return (_text(words, doc, i, k + 1), f"{owner} {words[k].text}", f"{owner} {head}", f"{owner} forces")


def lower_phrases(words: list[Word], doc: Doc, is_owner: IsOwner) -> Iterator[Phrase]:
    """A state's organisation or people named by common nouns: "the Soviet military government", "the British
    cabinet", "Korean communists"."""
    for i, j in _owned(words, doc, is_owner):
        for k in range(j, min(j + 4, len(words))):
            if not all(_adjacent(doc, words[m - 1], words[m]) for m in range(j, k + 1)):
                break
            end = _lower_head(words, doc, j, k)
            if end:
                yield Phrase(i, end, (_text(words, doc, i, end),), 0.7)
            elif (
                words[k].text in WORDS.group_nouns
                and _is_head(doc, words[k])
                and all(doc[w.token].pos_ in ("ADJ", "NOUN", "PROPN") for w in words[j:k])
            ):
                name = re.sub(r" (?:public|peoples|population)$", " people", _text(words, doc, i, k + 1))
                yield Phrase(i, k + 1, (name,), 0.5, "group")


def _lower_head(words: list[Word], doc: Doc, j: int, k: int) -> int | None:
    for head in WORDS.org_lower_heads:
        end = k + len(head)
        said = end <= len(words) and tuple(w.fold for w in words[k:end]) == head
        if said and all(
            _adjacent(doc, words[m - 1], words[m]) and doc[words[m].token].pos_ in ("ADJ", "NOUN", "PROPN")
            for m in range(j, end)
        ):
            return end
    return None


def _is_head(doc: Doc, word: Word) -> bool:
    token = doc[word.token]
    return (
        token.pos_ == "NOUN"
        and not word.genitive
        and not (token.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE) and token.head.i > token.i)
    )


def _owned(words: list[Word], doc: Doc, is_owner: IsOwner) -> Iterator[tuple[int, int]]:
    """Stretches of words that are a state's adjective or name: ("North", "Korean"), ("Soviet",)."""
    i = 0
    while i < len(words):
        word = words[i]
        if not (word.bound & 1 or not word.text[0].isupper() or word.genitive):
            if (
                i + 1 < len(words)
                and words[i + 1].text[0].isupper()
                and _adjacent(doc, word, words[i + 1])
                and is_owner(Word(word.fold, f"{word.text} {words[i + 1].text}", word.token))
            ):
                yield i, i + 2
                i += 2
                continue
            if is_owner(word) and not word.bound & 2:
                yield i, i + 1
        i += 1
