"""One atom of a citation on its way into the parts: what stands around it, and the patterns it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.notes.atoms import Atom
from regesta.extract.notes.imprint import read_paren
from regesta.extract.notes.marks import mark_patterns, read_marks
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import Shelfmark

#: The short name of a collection.
_CAPITALS = re.compile(r"[A-Z]{2,6}")


class PartPatterns:
    """The patterns of what stands between commas in a language; `part_patterns` gives them."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        #: "ibid." within a citation: the document stands where the one before it does.
        self.ibid = re.compile(rf"(?:(?:{w('contained_in')})\s+)?(?:{w('ibid')})\.?", re.IGNORECASE)
        self.role = re.compile(rf"(?:(?P<e>{w('editor')})|(?P<t>{w('translator')}))\.?", re.IGNORECASE)
        self.by = re.compile(
            rf"(?:(?P<e>{w('editor_by')})|(?P<t>{w('translator_by')}))\s*(?-i:(?=[A-Z]))", re.IGNORECASE
        )
        self.joined_helper = re.compile(rf"(?:{w('conjunctions')}|&)\s+")
        self.written_by = re.compile(rf"(?:{w('written_by')})\s+(?=[^\W\d_a-z])")
        #: Words that say nothing of what is cited: of pages, of a work not yet out.
        self.throughout = re.compile(rf"(?:{w('throughout')})\.?", re.IGNORECASE)
        self.not_yet_out = re.compile(rf"(?:{w('not_yet_out')})", re.IGNORECASE)
        #: "n.d. [March 1947?]", "[c. May 1950]"
        self.conjectural = re.compile(
            rf"(?:(?:{w('undated')})\s*)?\[(?:(?:{w('about_year')})\s?)?(?P<date>[^\[\]?]+)\??\]",
            re.IGNORECASE,
        )
        #: "volume 17 of Port Studies".
        self.of_series = re.compile(rf"\s+(?:{w('series_joints')})\s+(?=[^\W\d_a-z])")
        span = r"\d{1,4}(?:\s?-\s?\d{1,4})?"
        #: "27 Port Studies 183 at 190".
        self.law_report = re.compile(
            rf"(?P<volume>\d{{1,3}})\s+(?P<journal>[^\W\d_a-z]\D*?)\s+(?P<page>{span})"
            rf"(?:,?\s+(?:{w('page_leads')})\s+(?P<at>{span}))?"
        )
        self.placed_in_state = re.compile(rf"[^\W\d_a-z][\w .'-]*,\s(?:{w('states')})")
        short = w("page_short")
        self.pages_and_page = re.compile(
            rf"(?:(?:{short})\.?\s?)?(?P<pages>\d+\s?-\s?\d+)\s\((?:at\s)?(?:{short})\.?\s?"
            r"(?P<page>\d[\d\s,-]*)\)"
        )
        self.under_word = re.compile(rf"(?:{w('under_word')})\s*", re.IGNORECASE)
        self.library = re.compile(rf"{w('library_words')}")
        article, kept = rf"(?:{w('articles')})", rf"(?:{w('kept_in')})"
        #: "in the papers of the Board", "Photograph in the files of the Board", "MS. in the Hurst Library".
        self.kept_in = re.compile(
            rf"(?:(?P<what>[^\W\d_a-z][\w ]+?)\s+{kept}\s+{article}\s+(?:{w('files')})"
            rf"|(?:(?:{w('manuscripts')}),?\s+)?{kept}\s+{article}\s+(?:{w('files', 'kept_files')}))"
            rf"\s+(?:{w('owner_joints')})\s+(?:{article}\s+)?(?P<who>[^\W\d_a-z].*)"
            rf"|(?:{w('manuscripts')}),?\s+{kept}\s+{article}\s+(?P<holder>[^\W\d_a-z].*)"
        )
        self.museum = re.compile(rf"(?:^|[\s(])(?:{w('museum_words')})(?=[\s,)]|$)")
        self.volume_word = re.compile(rf"{w('volume_stem')}", re.IGNORECASE)


@lru_cache(maxsize=8)
def part_patterns(words: CitationWords) -> PartPatterns:
    """The patterns of what stands between a language's commas."""
    return PartPatterns(words)


@dataclass(slots=True)
class Taking:
    """One atom, `atoms[k]`, being put into the parts."""

    parts: Parts
    atoms: Sequence[Atom]
    k: int
    words: CitationWords

    @property
    def atom(self) -> Atom:
        return self.atoms[self.k]

    @property
    def bare(self) -> str:
        """The atom's words without the stops around them."""
        return self.atom.text.strip(" .")

    @property
    def before(self) -> Words | None:
        """The stretch of words before the atom."""
        return self.parts.words[-1] if self.parts.words else None

    @property
    def following(self) -> Atom | None:
        return self.atoms[self.k + 1] if self.k + 1 < len(self.atoms) else None

    @property
    def shelfmark_follows(self) -> Shelfmark | None:
        """The shelfmark of an archive's document that stands right behind."""
        mark = self.following.mark if self.following is not None else None
        return mark if mark is not None and mark.type == "archival_document" else None

    @property
    def year_follows(self) -> bool:
        """Whether a bracket with a year stands right behind."""
        following = self.following
        return following is not None and following.kind == "paren" and dated(following, self.words)

    @property
    def later_year(self) -> bool:
        """Whether a year stands somewhere behind, or in the imprint."""
        later = any(dated(a, self.words) for a in self.atoms[self.k + 1 :])
        return later or bool(self.parts.imprint.year)

    @property
    def last_but_pages(self) -> bool:
        """Whether nothing but pages stands behind."""
        return all(
            a.kind == "text" and mark_patterns(self.words).bare_pages.fullmatch(a.text.strip(" :."))
            for a in self.atoms[self.k + 1 :]
        )

    @property
    def last(self) -> bool:
        """Whether nothing but pages, a table's number or an address stands behind."""
        patterns = mark_patterns(self.words)
        atoms = self.atoms[: -1 if self.collection_last else None]
        return all(
            a.kind == "text"
            and (patterns.bare_pages.fullmatch(a.text.strip(" :.")) or patterns.told_by_word(a.text))
            for a in atoms[self.k :]
        ) or all(a.kind == "url" for a in self.atoms[self.k + 1 :])

    @property
    def collection_last(self) -> bool:
        """Whether a quoted title opens, and the last atom is capitals behind pages: the collection by the
        short name that the document gave it, '"Minutes of the Board," 10, RAC'."""
        if len(self.atoms) < 3 or self.atoms[0].kind != "quote":
            return False
        pages, last = self.atoms[-2], self.atoms[-1]
        return (
            last.kind == pages.kind == "text"
            and bool(_CAPITALS.fullmatch(last.text.strip(" .")))
            and bool(mark_patterns(self.words).bare_pages.fullmatch(pages.text.strip(" :.")))
        )

    def stretch(self, text: str) -> Words:
        """Some of the atom's words, where they first stand in it, as a stretch of the citation's."""
        start = self.atom.start + self.atom.text.index(text)
        return Words(start, start + len(text), text, order=self.k, first=self.k)


def dated(atom: Atom, words: CitationWords) -> bool:
    """Whether an atom is a year or carries an imprint with one."""
    if atom.kind == "paren":
        return bool(read_paren(atom.text[1:-1], words).year)
    return atom.kind == "text" and any(m.kind == "year" for m in read_marks(atom.text, 0, words))
