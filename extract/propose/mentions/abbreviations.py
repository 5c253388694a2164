"""What a document's abbreviations stand for: its own list of them, and "the Japanese Communist Party
(JCP)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority
from regesta.extract.propose.mentions.folded import name_words
from regesta.extract.propose.mentions.words import MentionWords, mention_words


def abbreviations(annotated: AnnotatedDocument, authority: Authority) -> Iterator[tuple[str, str]]:
    """Short and full forms of the organisations a document abbreviates, each with the label they lead to."""
    lexicon = mention_words(annotated.language)
    for short, matched in defined_forms(annotated):
        listed = any(e.kind != "person" for e in authority.of_name(short))
        if listed or not _is_body(matched, lexicon):
            continue
        known = authority.of_name(matched)
        label = known[0].label if known else matched
        yield short, label
        yield matched, label


def defined_forms(annotated: AnnotatedDocument) -> Iterator[tuple[str, str]]:
    """Abbreviations of the document, each with the words that its letters stand for."""
    lexicon = mention_words(annotated.language)
    for short, long in _pairs(annotated, lexicon):
        long = _full_form(long, lexicon)
        matched = long_form_of(short, long) if long else None
        if matched is not None:
            yield short, matched


def _pairs(annotated: AnnotatedDocument, lexicon: MentionWords) -> Iterator[tuple[str, str]]:
    """Abbreviations and what stands before them, by the list of the document and by its sentences."""
    yield from ((a.short, a.long) for a in annotated.document.abbreviations)
    defined = _defined(lexicon.cited_names.long_form_links)
    for sentence in annotated.sentences:
        if "(" in sentence.analysed.text:
            yield from ((m.group(2), m.group(1)) for m in defined.finditer(sentence.analysed.text))


@lru_cache(maxsize=8)
def _defined(links: tuple[str, ...]) -> re.Pattern[str]:
    """A capitalised run, small words between, before an acronym in brackets."""
    link = "|".join(rf"{re.escape(w)}\s+" for w in links)
    return re.compile(
        rf"((?:[A-Z\u00c0-\u00dd][\w'\u2019\-]+\s+(?:{link})*){{1,8}})"
        r"\(\s*([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\s*[,)]"
    )


def _full_form(long: str, lexicon: MentionWords) -> str:
    """A long form without its article; of "Rossiiskii Tsentr (Russian Centre)" what stands in brackets."""
    words = long.split()
    if len(words) > 1 and words[0] in lexicon.articles.leading:
        words.pop(0)
    form = " ".join(words).strip(" .")
    return re.sub(r"^.*?\(([^)]+)\)$", r"\1", form) if form.endswith(")") else form


def _is_body(name: str, lexicon: MentionWords) -> bool:
    """Whether a word of the name heads names of organisations."""
    heads = lexicon.organisations.heads
    ending = "'" + lexicon.possessive.letter
    return any(w.strip(ending) in heads or w in heads for w in name.split())


def long_form_of(short: str, long: str) -> str | None:
    """The end of a capitalised run that a short form abbreviates: ("JCP", "In Tokyo Japanese Communist
    Party") -> "Japanese Communist Party"."""
    words = long.split()
    letters = [c.lower() for c in short if c.isalpha()]
    for start, word in enumerate(words):
        if letters and word[0].lower() == letters[0]:
            part = " ".join(words[start:])
            initials = iter([w[0].lower() for w in name_words(part)])
            if all(any(c == x for x in initials) for c in letters):
                return part
    return None
