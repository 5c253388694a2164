"""The words and patterns by which a language's notes show prose: the table `citation_prose.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.schema import read_schema
from regesta.extract.text.word_lists import alternation, whole_words

_CAPITAL = r"[^\W\d_a-z]"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of prose (above 0) or of a reference (below 0) counts."""

    verb: float
    saying: float
    object: float
    pronoun: float
    joint: float
    opening: float
    small_words: float
    long: float
    author: float
    author_year: float
    imprint: float
    year: float
    pages: float
    number: float
    address: float
    quoted: float
    capitals: float


@dataclass(frozen=True, slots=True)
class _Table:
    """The table `citation_prose.toml` of a language."""

    prose: float
    bare: float
    title: float
    finite_verbs: tuple[str, ...]
    saying_verbs: tuple[str, ...]
    objects: tuple[str, ...]
    pronouns: tuple[str, ...]
    irregular: tuple[str, ...]
    joints: tuple[str, ...]
    leads: tuple[str, ...]
    months: tuple[str, ...]
    name_joints: tuple[str, ...]
    owners: tuple[str, ...]
    within: tuple[str, ...]
    clauses_behind: tuple[str, ...]
    title_joints: tuple[str, ...]
    openings: tuple[str, ...]
    adverbs: tuple[str, ...]
    stopped: tuple[str, ...]
    weights: Weights


def said_of_work(words: CitationWords) -> str:
    """The pattern of what is said of a work before its author's name, or nothing: "seminal article of"."""
    w = words.alternatives
    small = r"(?:[a-z][\w'-]*\s+){0,3}?"
    return rf"(?:{small}(?:{w('work_nouns')})\s+{small}(?:{w('work_joints')})\s+)?"


class ProseWords:
    """The words of a language that tell prose, and what they weigh; `prose_words` gives them."""

    def __init__(self, words: CitationWords) -> None:
        pack = words.language
        table = read_schema(_Table, pack.table("citation_prose"), f"citation_prose.toml of {pack.code!r}")
        self.least, self.least_bare, self.least_title = table.prose, table.bare, table.title
        self.weights = table.weights
        joints, small = alternation(table.name_joints), alternation(table.title_joints)
        w, said = words.alternatives, said_of_work(words)
        #: One or several names and a comma, then a title: "Dale, Tolls", 'Ann Brook and Ruth Dale, "Tolls"'.
        self.author = re.compile(
            rf"\s*(?:{_CAPITAL}[\w.'-]*\s+|(?:{joints})\s+){{0,6}}{_CAPITAL}[\w.'-]*,\s+[\"'_(\[]*{_CAPITAL}"
        )
        #: An author and a year open a reference: "Dale 1990: 4", "Dale and Brook (1990)".
        self.author_year = re.compile(
            rf"\s*(?:{_CAPITAL}[\w'-]+,?\s+(?:(?:{joints}|{w('et_al')})\s*)?){{1,4}}"
            r"\(?(?<!\d)(?:1[5-9]|20)\d\d[a-z]?\b\)?(?=\s*[:,;.]|\s*$|\)|\s[a-z])"
        )
        #: Names with nothing else but a list's label before them and a year behind; an initial, a joint or a
        #: year shows that they are authors.
        year = r"\(?(?:1[5-9]|20)\d\d[a-z]?\)?"
        name = rf"(?:{_CAPITAL}[\w.'-]*|{joints})"
        self.authors_only = re.compile(rf"\s*(?:\[\d+\]\s*)?{name}(?:,?\s+{name})*(?:,?\s+{year})?[.:,]?\s*")
        self.signed = re.compile(
            rf"(?<!\w){_CAPITAL}(?!\w|\.\w)|^[^,]*\s(?:{w('author_joints')}|&)\s[^,]*$|{year}[.,]?\s*$"
        )
        self.pages = re.compile(
            rf"\b(?:{w('page_short', 'short_pages')})\.\s?\d|[,:]\s*\d{{1,4}}(?:-\d{{1,4}})?n?\.?\s*$"
        )
        self.number = re.compile(
            rf"\b(?:{w('volume', 'issue')})\.\s?[\divxlIVXL]|,\s+[ivxlIVXL]+[.,]\s*\d", re.IGNORECASE
        )
        #: The words of a title that end where a bracket begins: in quotation marks, or the first and the last
        #: with a capital.
        word = rf"{_CAPITAL}[\w.'&-]*"
        self.title_before = re.compile(
            rf"(?<![\w.])(?P<title>\"[^\"]+\"|{word}(?:,?:?\s+(?:{word}|{small}|\.\.\.|\d+(?:-\d+)?))*"
            rf"\s+(?:{word}|\.\.\.)),?\s*$"
        )
        self.verb = whole_words(table.finite_verbs, case=True)
        self.saying = whole_words(table.saying_verbs, case=True)
        self.object = re.compile(
            rf"(?<![\w-])(?:[a-z]{{3,}}(?:ed|es)|{alternation(table.irregular)})"
            rf"\s+(?:{alternation(table.objects)})(?!\w)"
        )
        #: What leads up to a work within a sentence that talks.
        self.lead = re.compile(
            rf"(?<![\w-])(?:{alternation(table.leads)}|(?i:{words.alternatives('leads')}),?)\s+"
            rf"(?:(?:{alternation(table.owners)})\s+)?{said}"
            r"(?=[\"'(]?[^\W\d_a-z])"
        )
        #: Where a sentence turns to what it cites: a lead, a bracket, an address.
        self.turn = re.compile(rf"{self.lead.pattern}|\(|https?://")
        self.month = whole_words(table.months, case=True)
        #: Words in small letters before the work that something stands in: "letters in Dale, Tolls".
        self.within = re.compile(
            rf"(?:(?:{alternation(table.owners)})\s+)?(?:[a-z][\w'-]*|Examples?)\b[^;:\"()]*?,?\s"
            rf"(?:{alternation(table.within)})\s+(?:(?:{alternation(table.owners)})\s+)?(?=[\"']?[^\W\d_a-z])"
        )
        #: Words up to a colon behind which an author and a quoted title stand: "a survey of tolls: Ann Hurst,
        #: "Weirs"".
        self.author_behind_colon = re.compile(
            rf"(?:[^:;\"\d]*?\s)?(?:[a-z][\w'-]*\s+){{2,}}[^:;\"]*?[a-z]{{2}}:\s+"
            rf"(?={_CAPITAL}[\w.'-]*(?:\s{_CAPITAL}[\w.'-]*){{1,3}},\s\")"
        )
        #: A clause behind the place in a work.
        self.clause_behind = re.compile(
            rf"(?<=[\d)])(?:\s?ff?\.?)?,?\s+(?:{alternation(table.clauses_behind)})\s+(?=[a-z])"
        )
        self.sentence_opening = re.compile(
            rf"[\"'(\[]*(?:(?:{alternation(table.openings)}),?\s|[^\W\d_a-z][\w'-]+\s+"
            rf"(?!(?:{alternation(table.title_joints)})\s)[a-z]{{2,}})"
        )
        self.pronoun = whole_words(table.pronouns, case=True)
        self.joint = whole_words(table.joints, case=True)
        self.opening = re.compile(rf"\s*[\"'(\[]*(?:{alternation(table.openings)}),?\s+(?=[a-z])")
        #: An adverb of a whole sentence and a comma: "However, Brook writes".
        self.adverb = re.compile(rf"\s*[\"'(\[]*(?:{alternation(table.adverbs)}),\s")
        self.stopped = re.compile(rf"(?:{alternation(table.stopped)})", re.IGNORECASE)


@lru_cache(maxsize=8)
def prose_words(words: CitationWords) -> ProseWords:
    """The words of a language that tell prose."""
    return ProseWords(words)
