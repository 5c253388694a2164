"""What a state's adjective or name makes of the common noun behind it: its forces ("British troops"), its
organs ("the Soviet military government"), its people ("Korean communists")."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regesta.extract.annotate import grammar
from regesta.extract.propose.mentions.gazetteer import TO_LEFT, TO_RIGHT, Word
from regesta.extract.propose.mentions.organisations import Phrase
from regesta.extract.propose.mentions.sentence_words import SentenceWords

#: Whether a word, or two in one, is a state's adjective or name.
IsOwner = Callable[[Word], bool]

_NOMINAL = ("ADJ", "NOUN", "PROPN")
#: How far behind its owner the head of an organ or people may stand (words).
_REACH = 4


def force_phrases(s: SentenceWords, is_owner: IsOwner) -> Iterator[Phrase]:
    """A state's forces: its adjective or name, words such as "armed" or "ground", and a head such as
    "troops"; "British and French troops" are two."""
    sure = s.lexicon.confidence
    for i, j in _owners(s, is_owner, len(s)):
        k = _force_head(s, j)
        if k is None:
            continue
        yield Phrase(i, k + 1, _force_names(s, i, j, k), sure.force)
        before = i - 1 if i and s[i - 1].text in s.lexicon.articles.definite else i
        if before >= 2 and s[before - 1].text in s.lexicon.forces.joined:
            for a, b in _owners(s, is_owner, before - 1):
                if b == before - 1:
                    yield Phrase(a, b, _force_names(s, a, b, k)[1:], sure.sharing_force)


def _force_head(s: SentenceWords, j: int) -> int | None:
    """The index of the head noun of a force whose modifiers begin at j, None when none follows."""
    forces = s.lexicon.forces
    k = j
    while k < len(s) and (s[k].fold in forces.middles or s[k].fold in forces.heads) and s.adjacent(k):
        k += 1
    k -= 1
    if k < j or s[k].fold not in forces.heads or s.token(k).pos_ not in ("NOUN", "PROPN"):
        return None
    noun = s.token(k)
    modifies = noun.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE) and noun.head.i == noun.i + 1
    return None if modifies else k


def _force_names(s: SentenceWords, i: int, j: int, k: int) -> tuple[str, ...]:
    """What the force of owner [i:j) with the head k may be called, the fullest first."""
    forces = s.lexicon.forces
    owner = s.text(i, j)
    head = forces.army_name if s[k].fold in forces.army else forces.forces_name
    return (s.text(i, k + 1), f"{owner} {s[k].text}", f"{owner} {head}", f"{owner} {forces.forces_name}")


def lower_phrases(s: SentenceWords, is_owner: IsOwner) -> Iterator[Phrase]:
    """A state's organisation or people named by common nouns: "the Soviet military government", "the British
    cabinet", "Korean communists"."""
    for i, j in _owners(s, is_owner, len(s)):
        for k in range(j, min(j + _REACH, len(s))):
            if not s.adjacent(k):
                break
            end = _organ_end(s, j, k)
            if end is not None:
                yield Phrase(i, end, (s.text(i, end),), s.lexicon.confidence.organ)
            elif s[k].text in s.lexicon.groups.nouns and _is_head(s, k) and _nominal(s, j, k):
                name = _same_people(s, s.text(i, k + 1))
                yield Phrase(i, k + 1, (name,), s.lexicon.confidence.group, "group")


def _organ_end(s: SentenceWords, j: int, k: int) -> int | None:
    """The end of an organ's head that begins at k, its owner's last word standing before j; None where none
    does."""
    for head in s.lexicon.organs.get(s[k].fold, ()):
        end = k + len(head)
        said = end <= len(s) and tuple(w.fold for w in s.words[k:end]) == head
        if said and _nominal(s, j, end) and all(s.adjacent(m) for m in range(j, end)):
            return end
    return None


def _nominal(s: SentenceWords, first: int, last: int) -> bool:
    """Whether all words are nouns or adjectives."""
    return all(s.token(m).pos_ in _NOMINAL for m in range(first, last))


def _same_people(s: SentenceWords, name: str) -> str:
    """One name for the same people: "the British public" -> "the British people"."""
    owner, _, noun = name.rpartition(" ")
    return f"{owner} {s.lexicon.groups.same_as}" if owner and noun in s.lexicon.groups.same else name


def _is_head(s: SentenceWords, i: int) -> bool:
    """Whether a word is a noun of its own, no modifier and no possessive."""
    token = s.token(i)
    modifies = token.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE) and token.head.i > token.i
    return token.pos_ == "NOUN" and not s[i].genitive and not modifies


def _owners(s: SentenceWords, is_owner: IsOwner, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of words before `end` that are a state's adjective or name: ("North", "Korean"),
    ("Soviet",)."""
    i = 0
    while i < end:
        word = s[i]
        size = 0
        if not (word.bound & TO_LEFT or word.genitive) and word.text[0].isupper():
            size = _owner_size(s, i, end, is_owner)
        if size:
            yield i, i + size
        i += size or 1


def _owner_size(s: SentenceWords, i: int, end: int, is_owner: IsOwner) -> int:
    """How many words of an owner's name begin at i: 2, 1 or 0."""
    word = s[i]
    if i + 1 < end and s[i + 1].text[0].isupper() and s.adjacent(i + 1):
        pair = Word(word.fold, f"{word.text} {s[i + 1].text}", word.token)
        if is_owner(pair):
            return 2
    return 1 if is_owner(word) and not word.bound & TO_RIGHT else 0
