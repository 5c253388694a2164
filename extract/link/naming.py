"""Persons' names, parsed and compared: who "Vyshinskii, A. Ia." may be, and who he cannot be. The ways of
writing are data, in naming.toml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Literal

from rapidfuzz import fuzz

from regesta.extract.text.languages import ENGLISH

#: How two names agree, from best to worst; "conflict": the family name is one, what stands beside it is not.
Agreement = Literal["same", "full", "variant", "initials", "initial", "family", "conflict", "other"]
#: How sure each agreement makes us that two names are one person's, when nobody else fits.
SCORES: Mapping[str, float] = {
    "same": 0.95,
    "full": 0.9,
    "variant": 0.8,
    "initials": 0.7,
    "initial": 0.55,
    "family": 0.25,
    "conflict": 0.0,
    "other": 0.0,
}
_DATES = re.compile(r",?\s*\(?\b(?:b\.\s*)?(\d{4})\s*[-\u2013]\s*(\d{4})?\)?\s*$")
_NICKNAME = re.compile(r"[(\[].*?[)\]]|[\"\u201c\u201d].*?[\"\u201c\u201d]")
#: Likeness (0..100, rapidfuzz ratio) from which two spellings of a longer word are taken for one.
_ALIKE, _LONG = 88.0, 5


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a name: words in lower case without accents; `given` in order, initials as single
    letters; `eastern`: family name first by custom."""

    family: tuple[str, ...]
    given: tuple[str, ...] = ()
    suffix: str = ""
    eastern: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """naming.toml and the lists of the citation reader, ready for look-up."""

    strong: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    spouses: frozenset[str]
    suffixes: frozenset[str]
    cyrillic: tuple[tuple[re.Pattern[str], str], ...]
    given: Mapping[str, frozenset[int]]
    families: Mapping[str, frozenset[int]]
    initials: tuple[tuple[str, str], ...]
    finals: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables, read once."""
    data: dict[str, Any] = ENGLISH.table("naming")
    known: dict[str, Any] = ENGLISH.table("family_names")
    return Tables(
        strong=frozenset(
            _plain(n) for n in (*known["strong"], *(n for row in data["families"] for n in row if len(n) > 2))
        ),
        particles=frozenset(known["particles"]),
        titles=frozenset(
            w for t in (*known["honorifics"], *data["titles"]) if len(w := _plain(t)) > 1
        ),  # "M." is an initial oftener than Monsieur
        spouses=frozenset(_plain(t) for t in data["spouses"]),
        suffixes=frozenset(_plain(t) for t in known["suffixes"]),
        cyrillic=tuple((re.compile(a), b) for a, b in data["cyrillic"]),
        given=_groups(data["given"]),
        families=_groups(data["families"]),
        initials=tuple((a, b) for a, b in data["wade_giles"]["initials"]),
        finals=tuple((a, b) for a, b in data["wade_giles"]["finals"]),
    )


def _groups(rows: list[list[str]]) -> Mapping[str, frozenset[int]]:
    out: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for name in row:
            out.setdefault(sound(name), set()).add(number)
    return {k: frozenset(v) for k, v in out.items()}


def _plain(text: str) -> str:
    low = text.lower().replace("\u2019", "'").replace("\u2018", "'").replace("\u02bc", "'").replace(".", "")
    return (
        low
        if low.isascii()
        else "".join(
            c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c) or c == "\u0308"
        )
    )


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A word as romanisations of it agree: "vyshinskii", "vyshinsky" and "vishinsky" are "vishinski"; doubled
    letters once."""
    out = word.replace("'", "").replace("\u0308", "")
    for pattern, new in _cyrillic():
        out = pattern.sub(new, out)
    return re.sub(r"(.)\1", r"\1", out)


@lru_cache(maxsize=1)
def _cyrillic() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = ENGLISH.table("naming")
    return tuple((re.compile(a), b) for a, b in data["cyrillic"])


def life(text: str) -> tuple[str, tuple[int | None, int | None]]:
    """A name without the years of life behind it, and those years: "Albert I, 1848-1922" -> ("Albert I",
    (1848, 1922))."""
    found = _DATES.search(text)
    if not found:
        return text, (None, None)
    return text[: found.start()].strip(), (int(found[1]), int(found[2]) if found[2] else None)


@lru_cache(maxsize=65536)
def readings(text: str) -> tuple[Name, ...]:
    """The ways to read a name: "Kim Il Sung" with Kim as the family name or Sung; none when only titles stand
    there."""
    t = tables()
    bare = _NICKNAME.sub(" ", life(text)[0])
    parts = [p for p in (_words(p, t) for p in bare.split(",")) if p]
    if any(w in t.spouses for w in re.findall(r"\w+", _plain(bare))):
        return ()  # "Mrs. Winston Churchill" is not Winston Churchill
    suffix = next((w for p in parts for w in p if w in t.suffixes), "")
    parts = [q for q in ([w for w in p if w not in t.suffixes] for p in parts) if q]
    if not parts:
        return ()
    if len(parts) > 1:
        family, given = parts[0], [w for p in parts[1:] for w in p]
        return (Name(tuple(family), tuple(given), suffix, _eastern(family, given, t)),)
    return tuple(_direct(parts[0], suffix, t))


def _direct(words: list[str], suffix: str, t: Tables) -> Iterator[Name]:
    if len(words) == 1:
        yield Name((words[0],), (), suffix)
        return
    at = len(words) - 1
    while at > 1 and words[at - 1] in t.particles:
        at -= 1
    yield Name(tuple(words[at:]), tuple(words[:at]), suffix, _eastern(words[at:], words[:at], t))
    if words[0] in t.strong and len(words) <= 4 and not any(len(w) == 1 for w in words):
        yield Name((words[0],), tuple(words[1:]), suffix, True)


def _words(part: str, t: Tables) -> list[str]:
    """The words of one part without titles; "R.L.G." is three initials, "Il-sung" two words."""
    spaced = re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])", " ", part)
    out = [w.strip("'") for w in re.split(r"[\s\-\u2010\u2011/]+", _plain(spaced)) if w.strip("'")]
    kept = [w for w in out if w not in t.titles]
    return kept if any(len(w) > 1 for w in kept) or len(kept) == len(out) else []


def _eastern(family: list[str], given: list[str], t: Tables) -> bool:
    return (
        len(family) == 1
        and family[0] in t.strong
        and not any(len(w) == 1 for w in given)
        and 1 <= len(given) <= 3
    )


def keys(name: Name) -> frozenset[str]:
    """What names of one family name have in common: the index to look others up by."""
    t = tables()
    word = family_sound(name)
    out = {word, word[:4] + "~"} if len(word) >= _LONG else {word}
    out |= {f"group {g}" for g in t.families.get(word, ())}
    return frozenset(out)


def family_sound(name: Name) -> str:
    """The family name as romanisations agree on it, particles left out: "de gaulle" -> "gaule"."""
    t = tables()
    return "".join(sound(w) for w in name.family if w not in t.particles) or "".join(
        sound(w) for w in name.family
    )


def agreement(one: Name, other: Name) -> Agreement:
    """How two readings agree. A middle name only one of them has does not matter, one that differs does; East
    Asian given names count whole."""
    near = _same_family(one, other)
    if not near:
        return "other"
    if {one.suffix, other.suffix} == {"jr", "sr"}:
        return "conflict"
    if not one.given or not other.given:
        return "family"
    found = _eastern_given(one, other) if one.eastern or other.eastern else _given(one.given, other.given)
    if found in ("same", "full") and near == "alike":
        return "variant"
    return found


def _same_family(one: Name, other: Name) -> str:
    """ "same", "alike" (a spelling or romanisation away) or ""."""
    a, b = family_sound(one), family_sound(other)
    if a == b:
        return "same"
    if one.eastern or other.eastern:
        return "alike" if _share(tables().families, a, b) else ""
    return "alike" if min(len(a), len(b)) >= _LONG and fuzz.ratio(a, b) >= _ALIKE else ""


def _share(groups: Mapping[str, frozenset[int]], a: str, b: str) -> bool:
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def _given(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    """Western given names, first to first: what one of them is, and whether the further ones contradict."""
    short, long = sorted((one, other), key=len)
    first = _word(short[0], long[0])
    rest_short, rest_long = short[1:], long[1:]
    by_middle = False
    if (
        first == ""
        and len(long) > 1
        and len(short) == 1
        and _word(short[0], long[1]) == "same"
        and len(short[0]) > 2
    ):
        first, rest_long, by_middle = "same", (), True  # who goes by the middle name
    if first == "":
        return "conflict"
    steps = [_word(a, b) for a, b in zip(rest_short, rest_long, strict=False)]
    if "" in steps:
        return "conflict"
    if one == other:
        return "same" if first == "same" else "initials" if len(one) > 1 else "initial"
    if first == "initial":
        return "initials" if steps else "initial"
    return "variant" if first == "alike" or "alike" in steps or by_middle else "full"


def _word(a: str, b: str) -> str:
    """ "same", "alike", "initial" or "" for two given names."""
    x, y = sound(a), sound(b)
    if x == y:
        return "initial" if len(x) == 1 else "same"
    if (
        min(len(a), len(b)) <= 2
        and x
        and y
        and (y.startswith(x) or x.startswith(y))
        and min(len(x), len(y)) <= 2
    ):
        return "initial"
    if _share(tables().given, x, y):
        return "alike"
    return "alike" if min(len(x), len(y)) >= _LONG and fuzz.ratio(x, y) >= _ALIKE - 6 else ""


def _eastern_given(one: Name, other: Name) -> Agreement:
    """East Asian given names, syllable by syllable, else written together."""
    if any(len(w) == 1 for w in (*one.given, *other.given)):
        return _given(one.given, other.given)
    a, b = "".join(sound(w) for w in one.given), "".join(sound(w) for w in other.given)
    if a == b:
        return "same" if one.given == other.given else "full"
    if len(one.given) == len(other.given) and all(
        syllable(x) & syllable(y) for x, y in zip(one.given, other.given, strict=True)
    ):
        return "variant"
    if any(sound("".join(p)) == q for p, q in ((one.given, b), (other.given, a))):
        return "full"
    if _joined(one.given) & _joined(other.given):
        return "variant"
    return "variant" if min(len(a), len(b)) >= _LONG and fuzz.ratio(a, b) >= _ALIKE else "conflict"


def _joined(words: tuple[str, ...]) -> frozenset[str]:
    """The ways given names of several syllables may be written as one word; a word alone is taken as it
    stands."""
    ways = [syllable(w) if len(words) > 1 else frozenset({w}) for w in words]
    return frozenset("".join(way) for way in product(*ways))


@lru_cache(maxsize=4096)
def syllable(word: str) -> frozenset[str]:
    """A Chinese syllable as Wade-Giles or Pinyin may write it, the aspirate's mark kept or lost: "tung" may
    be "dong" or "tong"."""
    t = tables()
    out = {word.replace("'", "")}
    for written in (word, re.sub(r"^(ch|ts|tz|p|t|k)'?", r"\1'", word)):
        new = next((b + written[len(a) :] for a, b in t.initials if written.startswith(a)), written)
        new = next((new[: -len(a)] + b for a, b in t.finals if new.endswith(a)), new)
        out.add(new.replace("'", ""))
    return frozenset(out)
