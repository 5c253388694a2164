"""A name spelled two ways: rare forms that are one slip, or one transliteration, away from a common one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import permutations

from rapidfuzz.distance import OSA

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.neighbours import Neighbours, company, neighbours
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.variants import Pair, evidence
from regesta.extract.notes.likeness import LikenessWords, sound
from regesta.extract.record import Span
from regesta.extract.text.names import NameWords

#: A letter; figures set high, which mark notes, are none.
_LETTER = r"[^\W\d_\u00b2\u00b3\u00b9\u2070-\u209f]"
_WORD = re.compile(
    rf"(?<![\w'-])(?=[^\Wa-zа-я])(?:{_LETTER}{{5,}}|{_LETTER}{{2,7}}-{_LETTER}{{3,}})"
    r"(?![^\W\u00b2\u00b3\u00b9\u2070-\u209f]|-\w)"
)
#: Greek words in an English text are quoted and inflected: their endings are no slips.
_OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
#: The author saw it.
_SIC = re.compile(r"\S*\s*[\[(]sic\b", re.IGNORECASE)
#: How many places of the usual spelling are given beside a rare one, the nearest first.
NEAREST = 12
#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("spelling")


def _scope(case: Case) -> list[Span]:
    """Where names are looked for: the sentences, the notes, and the bibliography."""
    return [
        *(p for s in case.document.sentences for p in s.spans),
        *(n.span for n in case.document.footnotes),
        *(e.span for e in case.document.bibliography),
    ]


def occurrences(case: Case, ordinary: set[str], small: set[str]) -> dict[str, list[Span]]:
    """Every capitalised word of five letters or more, none in Greek, with its places; those that also stand
    in small letters go into `ordinary`, and only long frequent ones of them are kept. Into `small` go all
    words in small letters."""
    out: dict[str, list[Span]] = defaultdict(list)
    for a, b in _scope(case):
        small.update(_small_words(case.folded[a:b]))
        for word, place in _names(case.folded, a, b):
            out[word].append(place)
    common = {w for w in out if w.casefold() in small or re.sub(r"s$", "", w.casefold()) in small}
    ordinary.update(w for w in common)
    return {w: spans for w, spans in out.items() if w not in common or (len(w) >= 8 and len(spans) >= 3)}


def _names(text: str, a: int, b: int) -> Iterator[tuple[str, Span]]:
    """The capitalised words of text[a:b] with their places, but those in Greek and those marked "sic"."""
    for m in _WORD.finditer(text, a, b):
        if not (_SIC.match(text, m.end()) or _OTHER_SCRIPT.search(m.group()) or m.group()[0].islower()):
            yield m.group(), m.span()


def _small_words(text: str) -> Iterator[str]:
    """The words of a text in small letters; a compound and each of its parts."""
    for word in re.findall(r"(?<![\w'-])[a-zà-ÿ]{2,}(?:-[a-zà-ÿ]{2,})*", text):
        yield from (word, *word.split("-"))


@rule("spelled-two-ways", "A name is spelled in two ways, one of them rarely.")
def spelled_two_ways(case: Case) -> Iterator[Finding]:
    """One letter added, lost, changed or swapped, or another transliteration, against a spelling at least
    three times as frequent, in the same company: "Lister Hill" is no "Lester Granger"."""
    ordinary: set[str] = set()
    small: set[str] = set()
    words = occurrences(case, ordinary, small)
    ranks = {h.rstrip(".") for h in case.words.names.honorifics}
    beside = _Beside(case.folded, words, small | ranks)
    pairs = {
        (odd, usual)
        for odd, usual in _neighbours(words, case.alike)
        if _may_be_odd(odd, usual, words, ordinary, case.words.names)
        and _frequent(odd, usual, len(words[odd]), len(words[usual]), case.alike)
        and _variant(odd, usual, words, case)
        and not _is_compound(odd, usual, small)
        and _is_one_name(odd, usual, beside, case)
    }
    best: dict[str, str] = {}
    for odd, usual in pairs:
        best[odd] = max(usual, best.get(odd, usual), key=lambda u: (len(words[u]), u))
    for odd, usual in sorted(best.items()):
        places = words[odd]
        near = sorted(words[usual], key=lambda s: abs(s[0] - places[0][0]))[:NEAREST]
        alike = sound(odd, case.alike) == sound(usual, case.alike)
        pair = Pair(odd, usual, places, words[usual], company(beside[odd], beside[usual]) == "one", alike)
        yield Finding(
            (*places, *near),
            f"'{odd}' ({len(places)}) and '{usual}' ({len(words[usual])})",
            evidence=tuple(evidence(pair, case)),
        )


class _Beside:
    """The places of each spelling and, computed when asked for, the names beside them."""

    def __init__(self, text: str, words: Mapping[str, list[Span]], small: Set[str]) -> None:
        self.text, self.words, self.small = text, words, small
        self._known: dict[str, Neighbours] = {}

    def __getitem__(self, word: str) -> Neighbours:
        """The names beside a spelling."""
        if word not in self._known:
            self._known[word] = neighbours(self.text, self.words[word], self.small)
        return self._known[word]

    def apart(self, one: str, other: str) -> int:
        """Characters between the places of two spellings that are nearest each other."""
        return min(abs(a - b) for a, _ in self.words[one] for b, _ in self.words[other])


def _is_one_name(odd: str, usual: str, beside: _Beside, case: Case) -> bool:
    """Whether the company of two spellings says that they are one name. Where nobody stands beside the odd,
    long names that sound alike are one, and others within some pages when they sound alike or when one that
    begins alike stands once."""
    said = company(beside[odd], beside[usual])
    if said != "unknown":
        return said == "one"
    alike = sound(odd, case.alike) == sound(usual, case.alike)
    if alike and min(len(odd), len(usual)) >= LEVELS["sounding"]:
        return True
    once = len(beside.words[odd]) == 1 and odd[:1] == usual[:1]
    return (alike or (once and min(len(odd), len(usual)) >= LEVELS["long"])) and beside.apart(
        odd, usual
    ) <= LEVELS["pages"]


def _is_compound(odd: str, usual: str, small: Set[str]) -> bool:
    """Whether two words are compounds of ordinary words that differ in hyphen and capitals, or in the first
    of two words: "Anti-Slavery" and "Antislavery", "Ran-away" and "Run-away"."""
    first, _, last = (odd if "-" in odd else usual).casefold().partition("-")
    if odd.casefold().replace("-", "") == usual.casefold().replace("-", ""):
        return last in small and (first in small or len(last) > LEVELS["stem"])
    return bool(last) and last in small and usual.casefold().endswith(f"-{last}")


def _neighbours(words: Iterable[str], alike: LikenessWords) -> Iterator[tuple[str, str]]:
    """Pairs of words, both ways round, that begin, end or sound alike: only these are compared."""
    blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for w in words:
        plain = w.casefold()
        for block in (("begins", plain[:3]), ("ends", plain[-4:]), ("sounds", sound(w, alike))):
            blocks[block].add(w)
    return (pair for members in blocks.values() for pair in permutations(members, 2))


def _may_be_odd(
    odd: str, usual: str, words: Mapping[str, list[Span]], ordinary: Set[str], names: NameWords
) -> bool:
    """Whether a word may be a slip for another: rare, no word that is also written small, no abbreviation, no
    name of its own ("Walker", "Walter") or rank; for a usual word that is also written small, a slip
    within."""
    times = len(words[odd])
    if odd in ordinary or odd.isupper() or times > LEVELS["most"]:
        return False
    own = names.given_names | names.honorifics
    if usual.casefold() in own or odd.casefold() in own:
        return False
    return usual not in ordinary or (times == 1 and odd[:2] == usual[:2] and odd[-2:] == usual[-2:])


def _frequent(odd: str, usual: str, rare: int, often: int, alike: LikenessWords) -> bool:
    """Whether the usual spelling is enough more frequent: three times, or less where two spellings sound
    alike or the name is long."""
    if often >= max(3, 3 * rare):
        return True
    same = sound(odd, alike) == sound(usual, alike) and min(len(odd), len(usual)) >= LEVELS["long"]
    return (
        often >= rare
        and (same or min(len(odd), len(usual)) >= LEVELS["very_long"])
        and (often, usual) > (rare, odd)
    )


def _variant(odd: str, usual: str, words: Mapping[str, list[Span]], case: Case) -> bool:
    """Whether two words are one name spelled two ways, and not two words of one stem."""
    a, b = odd.casefold(), usual.casefold()
    if re.sub(r"s$", "", a) == re.sub(r"s$", "", b) and "-" in odd:
        # "Il-Sung" and "Il-sung"
        return re.sub(r"s$", "", odd) != re.sub(r"s$", "", usual)
    stem_a, stem_b = _stem(a, words), _stem(b, words)
    if a in (b, stem_b) or stem_a in (b, stem_b) or _is_inflected(a, b, case):
        return False
    alike = sound(stem_a, case.alike) == sound(stem_b, case.alike)
    long = min(len(stem_a), len(stem_b)) >= LEVELS["long"]
    distance = OSA.distance(stem_a, stem_b)
    return (distance == 1 and (long or alike)) or (distance == 2 and long and alike)


def _stem(word: str, words: Mapping[str, list[Span]]) -> str:
    """A word without the s of a plural or possessive, when it is known without."""
    bare = re.sub(r"'?s$", "", word)
    return bare if word.endswith("'s") or bare.capitalize() in words else word


def _is_inflected(a: str, b: str, case: Case) -> bool:
    """Whether two words are one with another ending ("Soviet", "Soviets"; "Korean", "Koreans")."""
    ending = case.said.name_ending
    common = _common_prefix(a, b)
    rest_a, rest_b = a[common:], b[common:]
    if not rest_a or not rest_b:
        return ending.fullmatch(rest_a or rest_b) is not None
    if common < LEVELS["stem"] or sound(a, case.alike) == sound(b, case.alike):
        return False
    return bool(ending.fullmatch(rest_a) and ending.fullmatch(rest_b))


def _common_prefix(a: str, b: str) -> int:
    k = 0
    while k < min(len(a), len(b)) and a[k] == b[k]:
        k += 1
    return k
