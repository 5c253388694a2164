"""The patterns by which a language's citations show what they are of."""

from __future__ import annotations

import re
from functools import lru_cache

from regesta.extract.text.lexicon import CitationWords

_CAPITAL = r"[^\W\d_a-zа-я]"


class TypeWords:
    """The patterns of `citations.toml` that tell types of citation; `type_words` gives those of a
    language."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        #: "in" before the book a chapter or document stands in.
        self.contained = re.compile(
            rf"^(?:{w('contained_in')}):?\s+(?:(?:{w('articles')})\s+(?=(?:{w('bare_editors')})\b))?"
            rf"(?:(?:{w('bare_editors')})\.?,?\s*)?",
            re.IGNORECASE,
        )
        #: What may stand between "in" and a title; an editor or a book named before.
        self.owned = re.compile(rf"^(?:(?:{w('articles', 'authors_own')})\s+)+", re.IGNORECASE)
        self.again = re.compile(rf"(?:{w('idem', 'ibid')})(?!\w)", re.IGNORECASE)
        self.series = words.pattern("document_series", case=True)
        self.bulletin = re.compile(rf"{w('periodical_series')}")
        self.holding = re.compile(rf"{w('holding_publishers')}")
        self.holder = re.compile(rf"(?:^|\s)(?:{w('holder_endings')})$")
        self.private = re.compile(rf"{w('private_holders')}")
        self.holder_word = words.pattern("holder_words", case=True)
        self.leading_article = re.compile(rf"^(?:{w('owner_articles')}) ")
        self.diary = words.pattern("diary")
        self.diary_owner = re.compile(
            rf"(?:(?:{w('description_articles')}) )?(?P<o>{_CAPITAL}[\w'. -]*?)(?:{w('possessives')})?"
            rf"\s+(?:{w('diary_stems')})"
        )
        self.interview = words.pattern("interview")
        self.university = words.pattern("universities")
        self.press = words.pattern("presses")
        self.conference = words.pattern("conference")
        self.working_paper = words.pattern("working_paper")
        self.working_paper_series = words.pattern("working_paper_series", case=True)
        self.report_body = words.pattern("report_bodies", case=True)
        self.report_title = words.pattern("report_titles")
        self.printing_body = words.pattern("printing_bodies", case=True)
        self.journal = words.pattern("journal_words", case=True)
        self.publisher = words.pattern("publisher_words", case=True)
        self.book_series = words.pattern("series_words", case=True)
        self.collected = re.compile(rf"{w('collected_works')}")
        self.long_series = re.compile(rf"{w('long_series')}")
        self.series_bracket = re.compile(rf"\s*\(((?:[^()]*\b(?:{w('bracketed_series')})\b[^()]*))\)\s*$")
        self.listing = re.compile(rf"(?:(?:{w('listing_joints')})|&)\s")
        #: "Portland, OR": a place of two words or so with its state.
        self.placed_in_state = re.compile(
            rf"{_CAPITAL}[\w.'-]*(?:\s{_CAPITAL}[\w.'-]*){{0,2}},\s(?:{w('states', 'countries')})"
        )
        #: A stretch that only goes on with the one before: small letters, "and".
        self.goes_on = re.compile(rf"(?:[a-z]|(?:{w('conjunctions')})\b|&)")
        self.or_and = re.compile(rf"(?:{w('listing_joints')})\b")
        #: A stretch that goes on a document's description.
        self.describes_on = re.compile(rf"[a-z]|[^\W\d_a-z]\w+s (?:{w('owned_documents')})")
        self.opens_document = re.compile(
            rf"(?:(?:{w('description_articles')}) )?(?:\w+ )?(?:{w('opening_documents')})\b", re.IGNORECASE
        )
        self.statement = re.compile(rf"\b(?:{w('finite_verbs')})\b")
        self.talk_subject = re.compile(rf"(?:{w('talk_subjects')})\s[a-z]")
        self.paper_lead = re.compile(rf"^(?:{w('newspaper_leads')}) ")
        self.paper_ending = re.compile(rf"(?<!\w)(?:{w('newspaper_endings')})$")
        self.newspapers = words.pattern("newspapers", case=True)
        self.name_joints = frozenset({*words.entries("newspaper_joints"), "&"})
        self.editor_joint = re.compile(rf"^(?:(?:{w('conjunctions')})|&)\s+")


@lru_cache(maxsize=8)
def type_words(words: CitationWords) -> TypeWords:
    """The patterns by which a language's citations show what they are of."""
    return TypeWords(words)
