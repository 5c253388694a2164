"""What speaks for and against two spellings of a name being a slip: the shape of the difference, how often
each stands, and what stands around the rare one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.words import AuditWords
from regesta.extract.record import Span

#: The levels of audit.toml for this evidence; what each is stands there.
LEVELS = levels("variants")
_SMALL = re.compile(r"(?<![\w'-])[^\W\d_A-Z]{2,}(?![\w'-])")
#: A word in small letters and one or more capitalised words behind it, up to a place.
_LEAD = re.compile(r"(?<![\w'-])([^\W\d_A-Z]+)\s+(?:[A-Z][\w'-]+\s+)+\Z")
_STOP = re.compile(r"\.(?:[,;:)]|\s+[\dA-Z(])")
#: What stands between double quotation marks, signs of italics, or single marks that stand as such.
_QUOTED = re.compile(r"\"[^\"]{3,600}\"|_[^_\n]{3,300}_|(?<!\w)'[^'\n]{3,200}'(?!\w)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A rare spelling and the usual one with their places, whether names beside them make them one, and
    whether they sound alike."""

    odd: str
    usual: str
    odd_places: Sequence[Span]
    usual_places: Sequence[Span]
    in_company: bool
    sound_alike: bool


class Surroundings:
    """The document's words in small letters, by which the words around a place are known or strange."""

    def __init__(self, case: Case) -> None:
        self.text = case.folded
        self.words = case.said
        times = Counter(m.group() for m in _SMALL.finditer(self.text))
        self.notes = sorted(p for n in case.document.footnotes for p in n.spans or (n.span,))
        self.common = frozenset(w for w, n in times.items() if n >= LEVELS["common"])
        modern = {self.words.modernised(w): w for w in self.common}
        #: Words in an older spelling, of which the document has the modern one.
        self.imprints = tuple(_places_of_print(case))
        self.older = frozenset(
            w for w in times if w not in self.common and modern.get(self.words.modernised(w), w) != w
        )
        self.old_habit = len(self.older) > LEVELS["old_words"] * len(times)

    def around(self, place: Span, reach: int) -> list[str]:
        """The words in small letters so many characters before and behind a place."""
        a, b = max(0, place[0] - reach), min(len(self.text), place[1] + reach)
        return [m.group() for m in _SMALL.finditer(self.text, a, b)]

    def is_strange(self, place: Span) -> bool:
        """Whether small words of other languages stand near a place and more of them than of the document's;
        or most words around are none of the document's common ones."""
        near = self.around(place, LEVELS["near"])
        if sum(map(self.words.other_small_words.__contains__, near)) > sum(
            map(self.words.small_words.__contains__, near)
        ):
            return True
        around = self.around(place, LEVELS["around"])
        known = sum(w in self.common for w in around)
        if len(around) >= LEVELS["few_words"] and known < LEVELS["known"] * len(around):
            return True
        return self.is_led_by_strange(place)

    def is_led_by_strange(self, place: Span) -> bool:
        """Whether the small word before the capitalised words that a place ends is another language's: in
        English prose the name of a journal ("Revue du Monde Musulman")."""
        lead = _LEAD.search(self.text, max(0, place[0] - LEVELS["around"]), place[0])
        return lead is not None and lead[1] in self.words.other_small_words - self.words.small_words

    def is_cut_short(self, places: Sequence[Span]) -> bool:
        """Whether a stop and another word in capitals or a number stand behind each of the places, as behind
        a word that a note shortens."""
        return all(_STOP.match(self.text, end) for _, end in places)

    def is_old(self, place: Span) -> bool:
        """Whether words in an older spelling stand around a place."""
        return any(w in self.older for w in self.around(place, LEVELS["around"]))

    def is_quoted(self, place: Span) -> bool:
        """Whether a place lies between quotation marks of its own paragraph."""
        a, b = max(0, place[0] - LEVELS["quotation"]), min(len(self.text), place[1] + LEVELS["quotation"])
        return any(m.start() < place[0] and place[1] < m.end() for m in _QUOTED.finditer(self.text, a, b))

    def is_in_note(self, place: Span) -> bool:
        """Whether a place lies in a note, where what is quoted are titles."""
        k = bisect_right(self.notes, (place[0], len(self.text)))
        return k > 0 and place[0] < self.notes[k - 1][1]

    def is_place_of_print(self, place: Span) -> bool:
        """Whether a place lies where a citation names the town a work was printed in."""
        return any(a <= place[0] and place[1] <= b for a, b in self.imprints)

    def is_named_as_form(self, place: Span) -> bool:
        """Whether the text says of a word beside it that it is another form of a name ("also spelled")."""
        a, b = max(0, place[0] - LEVELS["beside"]), min(len(self.text), place[1] + LEVELS["beside"])
        before, behind = self.text[a : place[0]], self.text[place[1] : b]
        return bool(self.words.other_form_before.search(before) or self.words.other_form.search(behind))


def _places_of_print(case: Case) -> Iterator[Span]:
    """Where citations name the towns that works were printed in."""
    read = [(c.span, c.fields.place) for c in case.citations]
    read += [(e.span, e.reading.fields.place) for e in case.entries]
    for (start, end), place in read:
        at = case.text.find(place, start, end) if place else -1
        if at >= 0:
            yield (at, at + len(place))


def evidence(pair: Pair, case: Case) -> Iterator[str]:
    """The names, in audit.toml, of what speaks for a slip and of what speaks for another explanation."""
    around = case.remembered("surroundings", Surroundings)
    yield from (name for name, holds in SHAPES.items() if holds(pair, case.said))
    yield from (name for name, holds in PLACES.items() if holds(pair, around))


def _plain(word: str) -> str:
    """A word without accents, in small letters."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _accents_alone(pair: Pair, _: AuditWords) -> bool:
    return pair.odd.casefold() != pair.usual.casefold() and _plain(pair.odd) == _plain(pair.usual)


def _accent_in_one(pair: Pair, _: AuditWords) -> bool:
    """Whether one of two names that differ otherwise too has accents: it is the name in another language."""
    accented = [_plain(w) != w.casefold() for w in (pair.odd, pair.usual)]
    return accented[0] != accented[1] and _plain(pair.odd) != _plain(pair.usual)


def _hyphen_alone(pair: Pair, _: AuditWords) -> bool:
    """Whether one has a hyphen where the other has none: a word divided at a line's end, or a compound."""
    plain = (w.casefold().replace("-", "") for w in (pair.odd, pair.usual))
    return ("-" in pair.odd) != ("-" in pair.usual) and len(set(plain)) == 1


def _another_form(pair: Pair, words: AuditWords) -> bool:
    """Whether a name has two forms, as Greek and Latin, or the language's and another's, have."""
    a, b = _plain(pair.odd), _plain(pair.usual)
    return a != b and words.latinised(a) == words.latinised(b)


def _ending_alone(pair: Pair, words: AuditWords) -> bool:
    """Whether two names differ in their last letters alone, as two words of one stem do."""
    a, b = pair.odd.casefold(), pair.usual.casefold()
    rest = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if a.rstrip("s") == b.rstrip("s"):
        # the s of a possessive: they differ in a capital or a hyphen
        return False
    return bool(a[-1] != b[-1] and max(len(a), len(b)) - rest <= LEVELS["ending"])


def _garbled(pair: Pair, _: AuditWords) -> bool:
    """Whether one of the words has signs or capitals within, as no name has: text that was not decoded."""
    return any(
        not all(c.isalpha() or c in "-'" for c in w)
        or sum("\u0180" <= c <= "\u024f" for c in w) > 1
        or re.search(r"[^\W\d_a-z-][^\W\d_A-Z]*?[A-Z]{2}", w)
        for w in (pair.odd, pair.usual)
    )


def _slip_of_the_hand(pair: Pair, _: AuditWords) -> bool:
    """Whether two neighbouring letters changed places, or a letter within is lost, doubled or too much; in
    short names, which may be two, only where one name stands beside both."""
    a, b = pair.odd.casefold(), pair.usual.casefold()
    if _nobody_beside(pair, _) or _hyphen_alone(pair, _):
        return False
    if len(a) == len(b):
        return sorted(a) == sorted(b) and OSA.distance(a, b) == 1
    return abs(len(a) - len(b)) == 1 and OSA.distance(a, b) == 1 and a[-1] == b[-1]


def _far_rarer(pair: Pair, _: AuditWords) -> bool:
    return bool(len(pair.usual_places) >= LEVELS["far_rarer"] * len(pair.odd_places))


def _used_several_times(pair: Pair, _: AuditWords) -> bool:
    return bool(len(pair.odd_places) >= LEVELS["several"])


def _used_often(pair: Pair, _: AuditWords) -> bool:
    return bool(len(pair.odd_places) >= LEVELS["often"])


def _nobody_beside(pair: Pair, _: AuditWords) -> bool:
    """Whether no name stands beside both of two short names: they may be two persons'."""
    return not pair.in_company and bool(min(len(pair.odd), len(pair.usual)) < LEVELS["long"])


def _both_rare(pair: Pair, _: AuditWords) -> bool:
    return bool(len(pair.usual_places) < LEVELS["established"])


#: What the two words and their numbers say.
SHAPES: Mapping[str, Callable[[Pair, AuditWords], bool]] = {
    "the same names beside both": lambda pair, _: pair.in_company,
    "a letter lost, doubled or moved": _slip_of_the_hand,
    "far rarer": _far_rarer,
    "accents alone": _accents_alone,
    "an accent in one": _accent_in_one,
    "a hyphen alone": _hyphen_alone,
    "two forms of one name": _another_form,
    "the ending alone": _ending_alone,
    "a capital alone": lambda pair, _: pair.odd.casefold().rstrip("s") == pair.usual.casefold().rstrip("s"),
    "garbled text": _garbled,
    "used several times": _used_several_times,
    "used often": _used_often,
    "short, and nobody beside both": _nobody_beside,
    "another first letter": lambda pair, words: (
        words.latinised(_plain(pair.odd))[:1] != words.latinised(_plain(pair.usual))[:1]
    ),
    "both rare": _both_rare,
    "and they sound unlike": lambda pair, words: _nobody_beside(pair, words) and not pair.sound_alike,
}


def _older_spelling(pair: Pair, around: Surroundings) -> bool:
    """Whether the two differ as an older spelling does, in a document that quotes such; or older words stand
    around every place of one."""
    if not around.old_habit:
        return False
    same = around.words.modernised(pair.odd.casefold()) == around.words.modernised(pair.usual.casefold())
    return same or all(map(around.is_old, pair.odd_places))


def _strange_words(pair: Pair, around: Surroundings) -> bool:
    """Whether one spelling stands among strange words alone, and the other does not."""
    odd = all(map(around.is_strange, pair.odd_places))
    usual = all(map(around.is_strange, pair.usual_places))
    return odd != usual


def _seen_together(pair: Pair) -> list[Span]:
    """The places of the rare spelling, and those of the usual one that are seen with it."""
    near = (u for u in pair.usual_places if any(abs(u[0] - o[0]) < LEVELS["side"] for o in pair.odd_places))
    return [*pair.odd_places, *near]


def _side_by_side(pair: Pair, _: Surroundings) -> bool:
    return len(_seen_together(pair)) > len(pair.odd_places)


#: What stands around the places says.
PLACES: Mapping[str, Callable[[Pair, Surroundings], bool]] = {
    "an older spelling": _older_spelling,
    "among words of another language": _strange_words,
    "within quotation marks": lambda pair, around: all(map(around.is_quoted, pair.odd_places)),
    "in a quotation": lambda pair, around: all(
        around.is_quoted(p) and not around.is_in_note(p) for p in pair.odd_places
    ),
    "named as another form": lambda pair, around: any(map(around.is_named_as_form, _seen_together(pair))),
    "side by side": _side_by_side,
    "both cut short": lambda pair, around: (
        around.is_cut_short(pair.odd_places) and around.is_cut_short(pair.usual_places)
    ),
    "a place of publication": lambda pair, around: all(map(around.is_place_of_print, pair.odd_places)),
}
