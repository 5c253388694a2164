"""A name spelled two ways: rare forms that are one slip, or one transliteration, away from a common one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from regesta.extract.audit.case import Case
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.notes.likeness import LikenessWords, sound
from regesta.extract.record import Span
from regesta.extract.text.names import NameWords

#: Endings that make another word of a name, not another spelling.
_ENDINGS = re.compile(
    r"(?:'?s|ys|ns|ans|ies|e|o|u|styled?|based|d|s'|n|an|ans|ian|ians|ese|ish|ist|ists|ism|ed|er|ers|y|ly|ic|al|i|a)$"
)
_WORD = re.compile(
    r"(?<![\w'-])(?:[^\W\d_a-zа-я][^\W\d_]{4,}|[^\W\d_a-zа-я][^\W\d_]{1,6}-[^\W\d_]{3,})(?![\w-])"
)
#: How many places of the usual spelling are given beside a rare one, the nearest first.
NEAREST = 12


def _scope(case: Case) -> list[Span]:
    """Where names are looked for: the sentences, the notes, and the bibliography."""
    return [
        *(p for s in case.document.sentences for p in s.spans),
        *(n.span for n in case.document.footnotes),
        *(e.span for e in case.document.bibliography),
    ]


def occurrences(case: Case, ordinary: set[str]) -> dict[str, list[Span]]:
    """Every capitalised word of five letters or more with its places; those that also stand in small letters
    go into `ordinary`, and only long frequent ones of them are kept."""
    out: dict[str, list[Span]] = defaultdict(list)
    small: set[str] = set()
    text = case.folded
    for a, b in _scope(case):
        small.update(re.findall(r"(?<![\w'-])[a-zà-ÿ]{4,}", text[a:b]))
        for m in _WORD.finditer(text, a, b):
            out[m.group()].append(m.span())
    common = {w for w in out if w.casefold() in small or re.sub(r"s$", "", w.casefold()) in small}
    ordinary.update(w for w in common)
    return {w: spans for w, spans in out.items() if w not in common or (len(w) >= 8 and len(spans) >= 3)}


@rule("spelled-two-ways", "A name is spelled in two ways, one of them rarely.")
def spelled_two_ways(case: Case) -> Iterator[Finding]:
    """One letter added, lost, changed or swapped, or another transliteration, against a spelling at least
    three times as frequent."""
    ordinary: set[str] = set()
    words = occurrences(case, ordinary)
    blocks: dict[tuple[int, str], set[str]] = defaultdict(set)
    for w in words:
        plain = w.casefold()
        blocks[0, plain[:3]].add(w)
        blocks[1, plain[-4:]].add(w)
        blocks[2, sound(w, case.alike)].add(w)
    pairs: set[tuple[str, str]] = set()
    for members in blocks.values():
        for odd in members:
            for usual in members:
                if (
                    odd == usual
                    or odd in ordinary
                    or _excluded(odd, usual, case.words.names)
                    or odd.isupper()
                    or len(words[odd]) > 12
                ):
                    continue
                if usual in ordinary and not (
                    len(words[odd]) == 1 and odd[:2] == usual[:2] and odd[-2:] == usual[-2:]
                ):
                    continue
                if _frequent(odd, usual, len(words[odd]), len(words[usual]), case.alike) and _variant(
                    odd, usual, words, case.alike
                ):
                    pairs.add((odd, usual))
    for odd, usual in sorted(pairs):
        best = max((u for o, u in pairs if o == odd), key=lambda u: (len(words[u]), u))
        if usual != best:
            continue
        places = words[odd]
        near = sorted(words[usual], key=lambda s: abs(s[0] - places[0][0]))[:NEAREST]
        yield Finding((*places, *near), f"'{odd}' ({len(places)}) and '{usual}' ({len(words[usual])})", 0.75)


def _frequent(odd: str, usual: str, rare: int, often: int, alike: LikenessWords) -> bool:
    """Whether the usual spelling is enough more frequent: three times, or less where two spellings sound
    alike or the name is long."""
    if often >= max(3, 3 * rare):
        return True
    same = sound(odd, alike) == sound(usual, alike) and min(len(odd), len(usual)) >= 6
    return often >= rare and (same or min(len(odd), len(usual)) >= 10) and (often, usual) > (rare, odd)


def _excluded(odd: str, usual: str, names: NameWords) -> bool:
    """Whether both are names of their own ("Walker", "Walter"), or one is a rank."""
    given = names.given_names | names.honorifics
    return usual.casefold() in given or odd.casefold() in given


def _variant(odd: str, usual: str, words: Mapping[str, list[Span]], alike: LikenessWords) -> bool:
    a, b = odd.casefold(), usual.casefold()
    if (
        re.sub(r"s$", "", a) == re.sub(r"s$", "", b)
        and "-" in odd
        and re.sub(r"s$", "", odd) != re.sub(r"s$", "", usual)
    ):
        return True
    if a == b:
        return False
    stem_a, stem_b = (
        re.sub(r"'?s$", "", w) if re.sub(r"'?s$", "", w).capitalize() in words or w.endswith("'s") else w
        for w in (a, b)
    )
    if stem_a in (stem_b, b) or a == stem_b:
        return False
    if (a.startswith(b) and _ENDINGS.fullmatch(a[len(b) :])) or (
        b.startswith(a) and _ENDINGS.fullmatch(b[len(a) :])
    ):
        return False
    common = _common_prefix(a, b)
    if (
        _ENDINGS.fullmatch(a[common:])
        and _ENDINGS.fullmatch(b[common:])
        and common >= 4
        and sound(a, alike) != sound(b, alike)
    ):
        return False
    distance = OSA.distance(stem_a, stem_b)
    if distance == 1:
        return min(len(stem_a), len(stem_b)) >= 6 or (sound(stem_a, alike) == sound(stem_b, alike))
    return (
        distance == 2 and min(len(stem_a), len(stem_b)) >= 6 and sound(stem_a, alike) == sound(stem_b, alike)
    )


def _common_prefix(a: str, b: str) -> int:
    k = 0
    while k < min(len(a), len(b)) and a[k] == b[k]:
        k += 1
    return k
