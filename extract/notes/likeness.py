"""How alike two citations are: names across transliterations, titles across subtitles and slips, senders and
recipients. The words are those of a language pack, the numbers those of likeness.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz

from regesta.extract.record import Fields
from regesta.extract.text.folding import key
from regesta.extract.text.languages import LanguagePack

#: Names and titles kept with what was made of them: some hundred thousand pairs are compared in one thesis.
_KEPT = 65536


class LikenessWords:
    """`likeness.toml` of a language pack; equal only to itself, so it may be a key of a cache."""

    def __init__(self, pack: LanguagePack) -> None:
        table = pack.table("likeness")
        self.sounds: tuple[tuple[str, str], ...] = tuple((a, b) for a, b in table["sounds"])
        self.spellings: Mapping[str, str] = dict(table["spellings"])
        self.small_words: frozenset[str] = frozenset(table["small_words"])
        self.institution = re.compile(rf"\b(?:{'|'.join(table['institutions'])})\b")


@lru_cache(maxsize=8)
def likeness_words(pack: LanguagePack) -> LikenessWords:
    """The words by which names and titles of a language are compared."""
    return LikenessWords(pack)


@cache
def levels() -> Mapping[str, Mapping[str, float]]:
    """The shipped likeness.toml, read once, by the table and name there."""
    file = resources.files("regesta.extract.notes").joinpath("likeness.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=_KEPT)
def sound(name: str, words: LikenessWords) -> str:
    """A name as it sounds, near enough: transliterations of one name agree ("Vyshinsky", "Vyshinskii")."""
    text = key(name)
    for written, heard in words.sounds:
        text = text.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", text)


def is_body(author: str, words: LikenessWords) -> bool:
    """Whether an author is an institution by a word of its name."""
    return bool(words.institution.search(key(author)))


@lru_cache(maxsize=_KEPT)
def surname_likeness(a: str, b: str, words: LikenessWords) -> float:
    """0..1 for two family names or institutions."""
    ka, kb = key(a), key(b)
    if ka == kb:
        return 1.0
    if words.institution.search(ka) or words.institution.search(kb):
        return fuzz.token_sort_ratio(_body_words(ka, words), _body_words(kb, words)) / 100
    table = levels()["surname"]
    last_a, last_b = _last(ka), _last(kb)
    if last_a == last_b and last_a:
        return table["last_word"]
    sound_a, sound_b = _last(sound(a, words)), _last(sound(b, words))
    if sound_a == sound_b:
        return table["sound"]
    if min(len(sound_a), len(sound_b)) < table["short"]:
        return table["short_alike"] if fuzz.ratio(sound_a, sound_b) >= table["short_ratio"] else 0.0
    return max(fuzz.ratio(sound_a, sound_b), fuzz.ratio(last_a, last_b)) / 100


def _last(text: str) -> str:
    """The last word, "" for none."""
    return text.rpartition(" ")[2]


def _body_words(text: str, words: LikenessWords) -> str:
    """The telling words of an institution's folded name, each in one spelling."""
    for one, other in words.spellings.items():
        text = text.replace(one, other)
    return " ".join(t for t in text.split() if t not in words.small_words)


def author_likeness(a: Fields, b: Fields, words: LikenessWords) -> float | None:
    """The best likeness of any author of one to any of the other; None when one of them names none."""
    one, two = a.authors or a.editors, b.authors or b.editors
    if not one or not two:
        return None
    table = levels()["author"]
    best = max(surname_likeness(x, y, words) for x in one for y in two)
    return table["clash"] if best >= table["family"] and _clashing(a, b, words) else best


def _clashing(a: Fields, b: Fields, words: LikenessWords) -> bool:
    """Whether one family name hides two persons: given names whose initials differ, whichever order they
    stand in. Works of several authors are not looked at."""
    if len(a.authors) > 1 or len(b.authors) > 1:
        return False
    family = {t for x in (*a.authors, *b.authors) for t in key(x).split()}
    one, two = _given(a, family), _given(b, family)
    if not one or not two:
        return False
    if len(one[0]) > 1 and len(two[0]) > 1:
        ratio = fuzz.partial_ratio(sound(_written_out(one), words), sound(_written_out(two), words))
        return ratio < levels()["author"]["given_ratio"]
    return not ({t[0] for t in one} & {t[0] for t in two})


def _given(f: Fields, family: set[str]) -> Sequence[str]:
    """The folded given names of the first author, () when only one word of the name is known."""
    if not f.author_names or len(f.author_names[0].split()) < 2:
        return ()
    return [t for t in key(f.author_names[0]).split() if t not in family]


def _written_out(given: Sequence[str]) -> str:
    """Given names without the initials, closed up."""
    return "".join(t for t in given if len(t) > 1)


@lru_cache(maxsize=_KEPT)
def title_key(title: str, words: LikenessWords) -> str:
    """A title without articles and small words, years closed up."""
    return " ".join(t for t in key(title).split() if t not in words.small_words)


@lru_cache(maxsize=_KEPT)
def title_likeness(a: str, b: str, words: LikenessWords) -> float:
    """0..1 for two titles: one that is the other's beginning counts fully, word order and slips count
    little."""
    ka, kb = title_key(a, words), title_key(b, words)
    if not ka or not kb:
        return 0.0
    if ka == kb:
        return 1.0
    return _beginning_likeness(ka, kb) or _wording_likeness(ka, kb)


def _beginning_likeness(ka: str, kb: str) -> float:
    """How alike two title keys are when one is the other's beginning, 0 when it is not."""
    table = levels()["title"]
    short, long = sorted((ka, kb), key=len)
    several = " " in short
    if long.startswith(short + " "):
        return table["beginning"] if several else table["one_word"]
    if several and fuzz.ratio(short, long[: len(short)]) >= table["beginning_ratio"]:
        return table["beginning_with_slips"]
    return 0.0


def _wording_likeness(ka: str, kb: str) -> float:
    """How alike two title keys are letter by letter, word by word, or the shorter's words in the longer."""
    table = levels()["title"]
    ratios = [fuzz.ratio(ka, kb), fuzz.token_sort_ratio(ka, kb)]
    if min(len(ka.split()), len(kb.split())) >= table["inside_words"]:
        ratios.append(table["inside"] * fuzz.token_set_ratio(ka, kb))
    return max(ratios) / 100


def party_likeness(a: str, b: str, words: LikenessWords) -> float:
    """0..1 for senders or recipients: persons by family name, bodies by their words."""
    one, two = [p.strip() for p in a.split(",")], [p.strip() for p in b.split(",")]
    if len(one) != len(two):
        return 0.0
    return min(max(_one_party(x, y, words) for y in two) for x in one)


def _one_party(a: str, b: str, words: LikenessWords) -> float:
    """0..1 for two persons or bodies."""
    if not a or not b:
        return 0.0
    ka, kb = key(a).split(), key(b).split()
    if not ka or not kb or max(len(ka), len(kb)) > levels()["party"]["person_words"]:
        return fuzz.token_sort_ratio(" ".join(ka), " ".join(kb)) / 100
    if len(ka) == 1 or len(kb) == 1:
        # one word may be the other's family name, which stands first or last
        single, many = (ka[0], kb) if len(ka) == 1 else (kb[0], ka)
        return max(surname_likeness(single, many[0], words), surname_likeness(single, many[-1], words))
    spelled = fuzz.token_sort_ratio(sound(a, words), sound(b, words)) / 100
    return max(surname_likeness(a, b, words), spelled)


def pages_overlap(a: str, b: str) -> bool:
    """Whether two page ranges share a page; False when either has none."""
    one, two = page_numbers(a), page_numbers(b)
    return bool(one and two) and one[0] <= two[-1] and two[0] <= one[-1]


def page_numbers(pages: str) -> tuple[int, ...]:
    """First and last page of a range, the last completed from the first ("373-4" ends at 374); () when there
    is no number."""
    m = re.search(r"(\d+)(?:\s*-\s*(\d+))?", pages)
    if not m:
        return ()
    first, last = m.group(1), m.group(2) or m.group(1)
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), int(last)


def short_name(name: str, words: LikenessWords) -> frozenset[str]:
    """A person's name as the set of its sounding words, initials left out: what two orders and spellings of
    it share."""
    return frozenset(sound(t, words) for t in key(name).split() if len(t) > 1)
