"""Names in notes: whether a stretch of text is a person's or an institution's name, and which word of it is
the family's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import Any

from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.word_lists import alternation, whole_words

#: Names in Chinese, Japanese or Korean characters.
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]+")
_INITIALS = re.compile(r"(?:[^\W\d_a-zа-я]{1,2}\.-?)+|[^\W\d_a-zа-я]")
_WORD = re.compile(r"(?:[^\W\d_a-zа-я]|[oO]'|[dD]'|[aA]l-|[eE]l-)[^\W\d_]*(?:['-][^\W\d_]+)*'?\.?")
_ACRONYM = re.compile(r"[A-Z][A-Z.&-]{1,7}")
#: A person's name has at most this many words ("General the Right Honourable Sir Brian Robertson" has more
#: and is left out).
LONGEST_NAME = 7
#: A helper's name (an editor's, a translator's) has at most this many.
LONGEST_HELPER = 4


class NameWords:
    """The lists of `family_names.toml` as sets and patterns, and what they tell of a stretch of text.

    Equal only to itself, so it may be a key of a cache; `name_words` gives one a pack.
    """

    def __init__(self, pack: LanguagePack) -> None:
        table: dict[str, Any] = pack.table("family_names")

        def folded(name: str) -> frozenset[str]:
            return frozenset(word.casefold() for word in table[name])

        #: East Asian family names that are almost nothing else, casefolded.
        self.strong_families = folded("strong")
        #: Family names that are given names too, casefolded.
        self.weak_families = folded("weak")
        #: Given names of the table, casefolded.
        self.given_names = folded("given")
        #: Ranks and titles of the table, casefolded.
        self.honorifics = folded("honorifics")
        self.particles = folded("particles")
        self.suffixes = folded("suffixes")
        self._openings_that_are_names = frozenset(table["openings_that_are_names"])
        self._no_family = re.compile(alternation(table["no_families"]))
        self._families_that_are_given = frozenset(table["families_that_are_given"])
        self._first_of_two = frozenset(map(_unaccented, table["first_of_two"]))
        self._family_articles = frozenset(table["family_articles"])
        joint = alternation(table["surname_joints"])
        #: "Santiago Ramón y Cajal": two families of one person, somebody's given name before them and no
        #: family name behind.
        self._two_families = re.compile(
            rf"(?P<given>[^\W\d_a-z][\w.'-]*\s)(?P<first>[^\W\d_a-z][\w'-]+)\s(?P<joint>{joint})"
            r"\s(?P<second>[^\W\d_a-z][\w'-]+)(?=\s*(?:$|[,&]|\s[^\W\d_A-Z]))"
        )
        self._one_word = re.compile(rf"-({joint})-")
        institution_words = pack.table("citations")["institution_words"]
        #: A word that makes a name an institution's, whatever its case; and in capitals as written.
        self._institution_any = whole_words(institution_words)
        self._institution = whole_words(institution_words, case=True)
        self._body = re.compile(rf"\b(?:{alternation(table['bodies'])})\b", re.IGNORECASE)
        self._article = re.compile(rf"^(?:{alternation(table['articles'])}) ")
        self._opening = re.compile(rf"^(?:{alternation(table['openings'])})\b", re.IGNORECASE)
        #: "John of Ephesus": a given name and where its bearer is from.
        self._from_place = re.compile(
            rf"(?P<given>[^\W\d_]+) (?:{alternation(table['from_place'])}) [^\W\d_a-z][\w'-]*"
        )
        self._joint = re.compile(rf"\s*(?:&|{alternation(table['joints'])})\s*")
        self._others = re.compile(rf",?\s*(?:{alternation(table['and_others'])})\s*$")
        self._role = re.compile(rf"\s*[\[(](?:{alternation(table['roles'])})\.?[\])]", re.IGNORECASE)

    def is_person(self, text: str) -> bool:
        """Whether the text has the shape of one person's name: one to six capitalised words, initials and
        particles, no word of an institution."""
        plain = self._in_one_word(fold(spaced(self._role.sub("", text))))
        tokens = plain.replace(",", " ").split()
        if not 1 <= len(tokens) <= LONGEST_NAME or self._opens_a_title(plain, tokens):
            return False
        if len(tokens) == 1 and re.fullmatch(r"[A-Z]{2,5}", plain):
            return False
        if len(tokens) > 1 and (self._institution_any.search(plain) or self._no_family.fullmatch(tokens[-1])):
            return False
        full = [t for t in tokens if not self._small(t)]
        return bool(full) and all(_is_name_word(t, alone=len(tokens) == 1) for t in full)

    def _opens_a_title(self, plain: str, tokens: list[str]) -> bool:
        """Whether the text opens as a title does ("The ..."), and not with a name that is such a word too
        ("In Soo Kim")."""
        return bool(self._opening.match(plain)) and not (
            len(tokens) > 1
            and tokens[0] in self._openings_that_are_names
            and tokens[-1].casefold() in self.strong_families
        )

    def _small(self, token: str) -> bool:
        """Whether a token is an initial, a particle, a rank or a suffix: part of a name but none alone."""
        low = token.casefold()
        return bool(_INITIALS.fullmatch(token)) or any(
            low in small for small in (self.particles, self.suffixes, self.honorifics)
        )

    def is_institution(self, text: str) -> bool:
        """Whether the text names a body: a word that makes a name an institution's, or an acronym."""
        plain = fold(tidy(text))
        if re.search(r"\d{3,}", plain):
            return False
        if (
            len(plain.split()) > 2
            and plain[:1].isupper()
            and self._body.search(plain)
            and not self._opening.match(self._article.sub("", plain))
        ):
            return True
        return bool(self._institution.search(plain)) or bool(_ACRONYM.fullmatch(plain))

    def has_institution_word(self, text: str) -> bool:
        """Whether a word that makes a name an institution's stands in the text."""
        return bool(self._institution.search(text))

    def helpers(self, text: str) -> tuple[str, ...]:
        """Editors or translators as a bracket names them, one by one; a body stays whole."""
        plain = self._role.sub("", text).strip(" ,")
        found = self.people(plain)
        if found:
            return tuple(found)
        parts = self._parted(plain)
        if self.is_institution(plain) or not all(1 < len(p.split()) <= LONGEST_HELPER for p in parts):
            return (tidy(plain),)
        return tuple(tidy(p) for p in parts)

    def people(self, text: str) -> list[str]:
        """The names of a list such as "McCune & Arthur L. Grey Jr" or "J & G Kolko", each spaced; [] when a
        part has no name's shape."""
        parts = self._parted(self._others.sub("", self._role.sub("", fold(text)).strip(" ,")))
        if not parts or not all(self.is_person(p) or _INITIALS.fullmatch(p) for p in parts):
            return []
        last = spaced(parts[-1]).split()
        return [f"{p} {last[-1]}" if self._shares(p, last) else spaced(p) for p in parts]

    def is_from_place(self, text: str) -> bool:
        """Whether the text is a given name of the table and a place: "John of Ephesus"."""
        m = self._from_place.fullmatch(fold(text).strip(" ,"))
        return m is not None and m["given"].casefold() in self.given_names

    def parties(self, text: str) -> list[str]:
        """The names of "Marsh, Dale and Penn" one by one, whatever shape they have."""
        return [p for part in re.split(r",\s*", text) for p in self._joint.split(part) if p.strip()]

    def signed(self, names: list[str]) -> bool:
        """Whether one of several stretches of a name's shape has an initial or a given name of the table."""
        tokens = [t for name in names for t in name.split()[:-1]]
        return any(_INITIALS.fullmatch(t) or t.casefold() in self.given_names for t in tokens)

    def _shares(self, part: str, last: list[str]) -> bool:
        """Whether a part lacks the family name that the last one gives: "J" in "J & G Kolko"."""
        return bool(_INITIALS.fullmatch(part)) or (
            len(last) > 1 and len(part.split()) == 1 and part.casefold() in self.given_names
        )

    def _parted(self, text: str) -> list[str]:
        parts = self._joint.split(self._in_one_word(text))
        return [self._in_two(p.strip(" ,")) for p in parts if p and p.strip(" ,")]

    def _in_one_word(self, text: str) -> str:
        """The text with "Ramón y Cajal" behind a given name written as one word."""
        return self._two_families.sub(r"\g<given>\g<first>-\g<joint>-\g<second>", text)

    def _in_two(self, name: str) -> str:
        return self._one_word.sub(r" \1 ", name)

    def family_of(self, name: str, known: Set[str] = frozenset()) -> str:
        """The family name within a name as written.

        A comma puts it first ("Han, Jae Duk"). Otherwise `known` family names (casefolded, from the
        bibliography) decide, then the table of East Asian ones, then the western order.
        """
        plain = self._in_one_word(fold(spaced(name)))
        if self.is_from_place(plain):
            return plain
        if romanised := _romanised(plain):
            return romanised[0]
        if "," in plain:
            head, _, tail = plain.partition(",")
            if tail.strip().casefold() not in self.suffixes:
                return head.strip()
            plain = head
        tokens = self._bare(plain)
        if len(tokens) < 2:
            return tokens[0].rstrip(".,") if tokens else ""
        first, last = tokens[0].casefold().rstrip("."), tokens[-1].casefold().rstrip(".")
        if self._family_first(first, last, len(tokens), known):
            return tokens[0]
        return self._in_two(" ".join(t.rstrip(",") for t in tokens[self._begins(tokens) :]).rstrip("."))

    def _begins(self, tokens: Sequence[str]) -> int:
        """Which word the family name begins with in the western order: the last, the first of two Spanish
        ones, with the particles before it, or the article of a French one with its place."""
        last = len(tokens) - 1
        k = last
        if len(tokens[-1]) > 2 and last and _unaccented(tokens[-2]) in self._first_of_two:
            k -= 1
        while k > 1 and tokens[k - 1].casefold() in self.particles:
            k -= 1
        if k == 1 and self._is_particle(tokens[0]):
            return 0
        placed = k < last and k > 2 and tokens[k].islower()
        return k - 2 if placed and tokens[k - 2] in self._family_articles else k

    def _is_particle(self, word: str) -> bool:
        """Whether a word is a particle, with a capital or not, and nobody's given name ("Van Orme")."""
        folded = word.casefold()
        return folded in self.particles and folded not in self.given_names

    def families_of(self, names: Sequence[str], known: Set[str] = frozenset()) -> tuple[str, ...]:
        """The family names of people named together, as `family_of` finds them; beside somebody with a
        western given name, "Kim" and the like are given names too ("Ruth Hall and Kim Lane")."""
        western = any(n.split()[0].casefold() in self.given_names for n in names if n.split())

        def family(name: str) -> str:
            tokens = name.split()
            given = len(tokens) == 2 and tokens[0] in self._families_that_are_given
            if western and given and tokens[0].casefold() not in known and tokens[1].isalpha():
                return tokens[1]
            return self.family_of(name, known)

        return tuple(family(n) for n in names)

    def _bare(self, plain: str) -> list[str]:
        """The words of a name without ranks before and "Jr" behind it."""
        tokens = [t for t in plain.split() if t.casefold() not in self.suffixes]
        while len(tokens) > 1 and tokens[0].casefold() in self.honorifics:
            tokens = tokens[1:]
        return tokens

    def _family_first(self, first: str, last: str, length: int, known: Set[str]) -> bool:
        strong, weak = self.strong_families, self.weak_families
        if first not in strong and first not in weak:
            return False
        if (first in known) != (last in known):
            return first in known and length <= 3
        if (first in strong) != (last in strong):
            return first in strong
        # both or neither: "Kim Il Sung" has a strong first and a weak last; "Jo Il Jin" is read the western
        # way
        return first in strong and length == 3 and last in weak


@lru_cache(maxsize=8)
def name_words(pack: LanguagePack) -> NameWords:
    """The words by which a language's names are told."""
    return NameWords(pack)


def spaced(name: str) -> str:
    """A name with a space behind every initial: "E.M.Zhukov" becomes "E. M. Zhukov"."""
    return re.sub(r"(?<=\w\.)(?=[^\W\d_]{2,})", " ", tidy(name))


def _unaccented(name: str) -> str:
    """A name casefolded and without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))


def _is_name_word(token: str, *, alone: bool) -> bool:
    """Whether a token may be a given or family name: capitalised, and no short acronym among other words."""
    acronym = token.isupper() and 2 < len(token) < 5 and not alone and not token.isalpha()
    return bool(_WORD.fullmatch(token)) and not acronym


def _romanised(plain: str) -> list[str]:
    """The words of a name written in letters and in characters, its family's first ("Jiao Xun" with the
    characters behind); [] for another."""
    found = _EAST_ASIAN.sub("", plain).split()
    return found if len(found) > 1 and "," not in plain and _EAST_ASIAN.search(plain) else []
