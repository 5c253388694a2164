"""The type of a citation chosen by its signs, and the fields of that type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from regesta.extract.notes.authors import Leading
from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.documents import archival_document_fields, published_document_fields
from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.notes.kinds.press import newspaper_fields
from regesta.extract.notes.kinds.scoring import type_scorers
from regesta.extract.notes.kinds.short_forms import (
    cites_nothing,
    is_talk,
    other_fields,
    short_title_fields,
    web_fields,
)
from regesta.extract.notes.kinds.testimony import diary_fields, interview_fields, report_fields
from regesta.extract.notes.kinds.works import (
    article_fields,
    book_fields,
    chapter_fields,
    thesis_fields,
    working_paper_fields,
)
from regesta.extract.notes.parts import Parts
from regesta.extract.notes.prose import title_is_prose
from regesta.extract.record import CitationType
from regesta.extract.text.folding import fold
from regesta.extract.text.lexicon import CitationWords

#: How each type fills its fields from what a citation shows.
FIELDS: Mapping[CitationType, Callable[[CitationFeatures], Group]] = {
    "archival_document": archival_document_fields,
    "published_document": published_document_fields,
    "book": book_fields,
    "article": article_fields,
    "chapter": chapter_fields,
    "working_paper": working_paper_fields,
    "newspaper": newspaper_fields,
    "interview": interview_fields,
    "web": web_fields,
    "report": report_fields,
    "diary": diary_fields,
    "thesis": thesis_fields,
    "short_title": short_title_fields,
    "other": other_fields,
}
#: Types that a sentence of talk is taken for.
TALKATIVE = frozenset({"short_title", "other"})
#: A short title or an unknown thing whose signs weigh less than this must show that it is cited at all.
DECISIVE = 2.0


def group(raw: str, parts: Parts, head: Leading, words: CitationWords, *, idem: bool = False) -> Group | None:
    """Title, container and type of a citation; None when it carries no sign of being one."""
    features = CitationFeatures.of(raw, parts, head, words, idem=idem)
    best = type_scorers(words.language).best(features)
    if best.type in ("short_title", "other") and best.weight < DECISIVE and cites_nothing(features):
        return None
    if best.type in TALKATIVE and is_talk(features):
        return None
    found = replace(FIELDS[best.type](features), reason=best.reason, unknown=not best.weight)
    return None if _says(features, found, words) else found


def _says(features: CitationFeatures, found: Group, words: CitationWords) -> bool:
    """Whether the title is a sentence, and nothing stands beside it that a sentence cannot have: the words
    are talk."""
    held = (
        features.press
        or features.url
        or features.quoted
        or features.any_mark
        or features.archive
        or found.names
    )
    return not held and title_is_prose(fold(found.title), words)
