"""Persons' names, parsed and compared: who "Vyshinskii, A. Ia." may be, and who he cannot be. The ways of
writing are data, in naming.toml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Literal, get_args

from rapidfuzz import fuzz

from regesta.extract.link.weights import link_weights
from regesta.extract.text.languages import LanguagePack

#: How two names agree, from best to worst; "conflict": the family name is one, what stands beside it is not.
Agreement = Literal["same", "full", "variant", "initials", "initial", "family", "conflict", "other"]
#: How sure each agreement makes us that two names are one person's, when nobody else fits.
SCORES: Mapping[Agreement, float] = {
    how: getattr(link_weights().agreement, how) for how in get_args(Agreement)
}
#: The place of each in that order.
ORDER: Mapping[Agreement, int] = {how: place for place, how in enumerate(SCORES)}
#: What is said of each where it is the reason for taking two names as one person's.
SAYS: Mapping[Agreement, str] = {
    "same": "the same name",
    "full": "the same family and first name",
    "variant": "the same name in another spelling or form",
    "initials": "the same family name and initials",
    "initial": "the same family name and one initial",
    "family": "only the family name is the same",
}
_SPELLING = link_weights().spelling
_DATES = re.compile(r",?\s*\(?\b(?:b\.\s*)?(\d{4})\s*[-\u2013]\s*(\d{4})?\)?\s*$")
_NICKNAME = re.compile(r"[(\[].*?[)\]]|[\"\u201c\u201d].*?[\"\u201c\u201d]")


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a name: words in lower case without accents; `given` in order, initials as single
    letters; `eastern`: family name first by custom."""

    family: tuple[str, ...]
    given: tuple[str, ...] = ()
    suffix: str = ""
    eastern: bool = False


class NamingWords:
    """naming.toml of a language pack with its family_names.toml, ready for look-up; `naming_words` gives it.
    Equal only to itself, so it may be a key of a cache."""

    def __init__(self, pack: LanguagePack) -> None:
        data: dict[str, Any] = pack.table("naming")
        known: dict[str, Any] = pack.table("family_names")
        families = (n for row in data["families"] for n in row if len(n) > 2)
        titles = (_plain(t) for t in (*known["honorifics"], *data["titles"]))
        self.cyrillic = tuple((re.compile(a), b) for a, b in data["cyrillic"])
        self.strong = frozenset(_plain(n) for n in (*known["strong"], *families))
        self.particles = frozenset(known["particles"])
        #: "M." is an initial oftener than Monsieur.
        self.titles = frozenset(t for t in titles if len(t) > 1)
        self.spouses = frozenset(_plain(t) for t in data["spouses"])
        self.suffixes = frozenset(_plain(t) for t in known["suffixes"])
        self.given = self._groups(data["given"])
        self.families = self._groups(data["families"])
        self.initials = _pairs(data["wade_giles"]["initials"])
        self.finals = _pairs(data["wade_giles"]["finals"])

    def _groups(self, rows: list[list[str]]) -> Mapping[str, frozenset[int]]:
        """The numbers of the rows in which a name stands, by its sound."""
        out: dict[str, set[int]] = {}
        for number, row in enumerate(rows):
            for name in row:
                out.setdefault(sound(name, self), set()).add(number)
        return {k: frozenset(v) for k, v in out.items()}


def _pairs(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, b in rows)


@lru_cache(maxsize=8)
def naming_words(pack: LanguagePack) -> NamingWords:
    """The ways in which a language writes persons' names."""
    return NamingWords(pack)


def _plain(text: str) -> str:
    """A text in small letters without full stops and accents, but for the dots of an umlaut."""
    low = re.sub("[\u2019\u2018\u02bc]", "'", text.lower()).replace(".", "")
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFKD", low)
    return "".join(c for c in parts if not unicodedata.combining(c) or c == "\u0308")


@lru_cache(maxsize=16384)
def sound(word: str, words: NamingWords) -> str:
    """A word as romanisations of it agree: "vyshinskii", "vyshinsky" and "vishinsky" are "vishinski"; doubled
    letters once."""
    out = word.replace("'", "").replace("\u0308", "")
    for pattern, new in words.cyrillic:
        out = pattern.sub(new, out)
    return re.sub(r"(.)\1", r"\1", out)


def life(text: str) -> tuple[str, tuple[int | None, int | None]]:
    """A name without the years of life behind it, and those years: "Albert I, 1848-1922" -> ("Albert I",
    (1848, 1922))."""
    found = _DATES.search(text)
    if not found:
        return text, (None, None)
    return text[: found.start()].strip(), (int(found[1]), int(found[2]) if found[2] else None)


@lru_cache(maxsize=65536)
def readings(text: str, words: NamingWords) -> tuple[Name, ...]:
    """The ways to read a name: "Kim Il Sung" with Kim as the family name or Sung; none when only titles stand
    there."""
    bare = _NICKNAME.sub(" ", life(text)[0])
    if not words.spouses.isdisjoint(re.findall(r"\w+", _plain(bare))):
        return ()  # "Mrs. Winston Churchill" is not Winston Churchill
    parts = [_words(p, words) for p in bare.split(",")]
    suffix = next((w for p in parts for w in p if w in words.suffixes), "")
    parts = [q for p in parts if (q := [w for w in p if w not in words.suffixes])]
    return tuple(_inverted(parts, suffix, words) if len(parts) > 1 else _direct(parts, suffix, words))


def _inverted(parts: list[list[str]], suffix: str, t: NamingWords) -> Iterator[Name]:
    """A name with a comma: the family name stands before it."""
    family, given = parts[0], [w for p in parts[1:] for w in p]
    yield Name(tuple(family), tuple(given), suffix, _eastern(family, given, t))


def _direct(parts: list[list[str]], suffix: str, t: NamingWords) -> Iterator[Name]:
    """A name without a comma: the family name stands last, or first where it is an East Asian one."""
    words = [w for p in parts for w in p]
    if len(words) < 2:
        yield from (Name((w,), (), suffix) for w in words)
        return
    at = len(words) - 1
    while at > 1 and words[at - 1] in t.particles:
        at -= 1
    yield Name(tuple(words[at:]), tuple(words[:at]), suffix, _eastern(words[at:], words[:at], t))
    if words[0] in t.strong and len(words) <= 4 and not any(len(w) == 1 for w in words):
        yield Name((words[0],), tuple(words[1:]), suffix, True)


def _words(part: str, t: NamingWords) -> list[str]:
    """The words of one part without titles; "R.L.G." is three initials, "Il-sung" two words."""
    spaced = re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])", " ", part)
    out = [w.strip("'") for w in re.split(r"[\s\-\u2010\u2011/]+", _plain(spaced)) if w.strip("'")]
    kept = [w for w in out if w not in t.titles]
    return kept if any(len(w) > 1 for w in kept) or len(kept) == len(out) else []


def _eastern(family: list[str], given: list[str], t: NamingWords) -> bool:
    return (
        len(family) == 1
        and family[0] in t.strong
        and not any(len(w) == 1 for w in given)
        and 1 <= len(given) <= 3
    )


def keys(name: Name, words: NamingWords) -> frozenset[str]:
    """What names of one family name have in common: the index to look others up by."""
    word = family_sound(name, words)
    out = {word, word[:4] + "~"} if len(word) >= _SPELLING.longer else {word}
    return frozenset(out | {f"group {g}" for g in words.families.get(word, ())})


def family_sound(name: Name, words: NamingWords) -> str:
    """The family name as romanisations agree on it, particles left out: "de gaulle" -> "gaule"."""
    telling = [w for w in name.family if w not in words.particles]
    return _heard(telling, words) or _heard(name.family, words)


def _heard(names: Iterable[str], words: NamingWords) -> str:
    """Names as they sound, written together."""
    return "".join(sound(w, words) for w in names)


def agreement(one: Name, other: Name, words: NamingWords) -> Agreement:
    """How two readings agree. A middle name only one of them has does not matter, one that differs does; East
    Asian given names count whole."""
    near = _same_family(one, other, words)
    if not near:
        return "other"
    if {one.suffix, other.suffix} == {"jr", "sr"}:
        return "conflict"
    if not one.given or not other.given:
        return "family"
    found = (
        _eastern_given(one, other, words)
        if one.eastern or other.eastern
        else _given(one.given, other.given, words)
    )
    if found in ("same", "full") and near == "alike":
        return "variant"
    return found


def best_agreement(ones: Iterable[Name], others: Iterable[Name], words: NamingWords) -> Agreement:
    """How the nearest two readings of two names agree; "other" where one name has none."""
    return min(
        (agreement(a, b, words) for a, b in product(ones, others)), key=ORDER.__getitem__, default="other"
    )


def _same_family(one: Name, other: Name, words: NamingWords) -> str:
    """ "same", "alike" (a spelling or romanisation away) or ""."""
    a, b = family_sound(one, words), family_sound(other, words)
    if a == b:
        return "same"
    if one.eastern or other.eastern:
        return "alike" if _share(words.families, a, b) else ""
    return "alike" if _alike(a, b, _SPELLING.alike) else ""


def _alike(a: str, b: str, least: float) -> bool:
    """Whether two spellings of a longer word are taken for one."""
    return min(len(a), len(b)) >= _SPELLING.longer and fuzz.ratio(a, b) >= least


def _share(groups: Mapping[str, frozenset[int]], a: str, b: str) -> bool:
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def _given(one: tuple[str, ...], other: tuple[str, ...], words: NamingWords) -> Agreement:
    """Western given names, first to first: what one of them is, and whether the further ones contradict."""
    short, long = sorted((one, other), key=len)
    first = _word(short[0], long[0], words)
    if not first:
        return "variant" if _by_middle_name(short, long, words) else "conflict"
    steps = [_word(a, b, words) for a, b in zip(short[1:], long[1:], strict=False)]
    if "" in steps:
        return "conflict"
    if first == "initial" or (one == other and first != "same"):
        return "initials" if steps else "initial"
    if one == other:
        return "same"
    return "variant" if "alike" in (first, *steps) else "full"


def _by_middle_name(short: tuple[str, ...], long: tuple[str, ...], words: NamingWords) -> bool:
    """Whether a single given name is the other's middle name, by which he may go."""
    return len(long) > 1 and len(short) == 1 and len(short[0]) > 2 and _word(*short, long[1], words) == "same"


def _word(a: str, b: str, words: NamingWords) -> str:
    """ "same", "alike", "initial" or "" for two given names."""
    x, y = sound(a, words), sound(b, words)
    if x == y:
        return "initial" if len(x) == 1 else "same"
    if _is_initial(a, b, x, y):
        return "initial"
    return "alike" if _share(words.given, x, y) or _alike(x, y, _SPELLING.alike_given) else ""


def _is_initial(a: str, b: str, x: str, y: str) -> bool:
    """Whether one of two given names, sounding x and y, is the first letter or two of the other ("Ia.")."""
    shortest = min(len(x), len(y))
    if min(len(a), len(b)) > _SPELLING.initial or not 0 < shortest <= _SPELLING.initial:
        return False
    return y.startswith(x) or x.startswith(y)


def _eastern_given(one: Name, other: Name, words: NamingWords) -> Agreement:
    """East Asian given names, syllable by syllable, else written together."""
    if any(len(w) == 1 for w in (*one.given, *other.given)):
        return _given(one.given, other.given, words)
    a, b = _heard(one.given, words), _heard(other.given, words)
    if a == b:
        return "same" if one.given == other.given else "full"
    if _same_syllables(one.given, other.given, words):
        return "variant"
    if sound("".join(one.given), words) == b or sound("".join(other.given), words) == a:
        return "full"
    if _joined(one.given, words) & _joined(other.given, words) or _alike(a, b, _SPELLING.alike):
        return "variant"
    return "conflict"


def _same_syllables(one: tuple[str, ...], other: tuple[str, ...], words: NamingWords) -> bool:
    """Whether given names of as many syllables are one in some romanisation, syllable by syllable."""
    return len(one) == len(other) and all(
        syllable(x, words) & syllable(y, words) for x, y in zip(one, other, strict=True)
    )


def _joined(given: tuple[str, ...], words: NamingWords) -> frozenset[str]:
    """The ways given names of several syllables may be written as one word; a word alone is taken as it
    stands."""
    ways = [syllable(w, words) if len(given) > 1 else frozenset({w}) for w in given]
    return frozenset("".join(way) for way in product(*ways))


@lru_cache(maxsize=4096)
def syllable(word: str, words: NamingWords) -> frozenset[str]:
    """A Chinese syllable as Wade-Giles or Pinyin may write it, the aspirate's mark kept or lost: "tung" may
    be "dong" or "tong"."""
    out = {word.replace("'", "")}
    for written in (word, re.sub(r"^(ch|ts|tz|p|t|k)'?", r"\1'", word)):
        new = next((b + written[len(a) :] for a, b in words.initials if written.startswith(a)), written)
        new = next((new[: -len(a)] + b for a, b in words.finals if new.endswith(a)), new)
        out.add(new.replace("'", ""))
    return frozenset(out)
