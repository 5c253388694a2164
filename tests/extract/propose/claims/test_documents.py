"""Who wrote the document that a noun names, rule by rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.claims.documents import DOCUMENT_RULES, DocumentNoun, document_holder
from regesta.extract.propose.claims.holders import HolderFinder

FinderOf = Callable[..., HolderFinder]
NOTE = "Report by Hendrik Brugmans, 3 May 1787, NA, 1.01.02."

#: Sentences, the noun in the last, the rule, the holder.
WRITTEN = [
    (("Metternich's letter said little.",), "letter", "document_named", "Klemens von Metternich"),
    (("The letter from Metternich said little.",), "letter", "document_named", "Klemens von Metternich"),
    ((("The report said little.", NOTE),), "report", "document_noted", "Hendrik Brugmans"),
    (
        ("The Metternich memorandum said little.",),
        "memorandum",
        "document_adjective",
        "Klemens von Metternich",
    ),
    (("The bailiff's report said little.",), "report", "document_phrase", "bailiff"),
    (("Metternich left Vienna.", "Its report said little."), "report", "document_last_subject", None),
    (("The report said little.",), "report", "document_itself", "report"),
]
AUTHORITY = "Metternich, Klemens von, Memoirs, London: Bentley, 1880."


def noun_of(finder: HolderFinder, form: str, kinds: frozenset[str] = frozenset()) -> DocumentNoun:
    last = len(finder.annotated.sentences) - 1
    head = next(t for t in finder.annotated.sentences[last].doc if t.text == form)
    return DocumentNoun(last, head, kinds, finder.scholars)


@pytest.mark.parametrize(("sentences", "noun", "rule", "name"), WRITTEN)
def test_a_document_speaks_for_whom_the_first_rule_finds(
    finder_of: FinderOf, sentences: tuple[str, ...], noun: str, rule: str, name: str | None
) -> None:
    finder = finder_of(*sentences, books=(AUTHORITY,))
    holder = document_holder(noun_of(finder, noun))
    assert (holder.rule, holder.voice) == (rule, "document")
    assert name is None or holder.names == (name,)


def test_what_nameless_sources_show_is_the_writers_inference(finder_of: FinderOf) -> None:
    finder = finder_of("The sources show little.")
    assert document_holder(noun_of(finder, "sources", frozenset({"evidence"}))).voice == "author"
    assert document_holder(noun_of(finder, "sources")).rule == "document_itself"


def test_who_received_a_letter_did_not_write_it(finder_of: FinderOf) -> None:
    finder = finder_of("The letter received by the abbot said little.")
    assert noun_of(finder, "letter").senders == []
    finder = finder_of("The letter written by the abbot said little.")
    assert [t.text for t in noun_of(finder, "letter").senders] == ["abbot"]


def test_the_rules_are_asked_from_a_name_to_an_inference() -> None:
    assert [rule.__name__ for rule in DOCUMENT_RULES] == [
        "named_writer",
        "noted_writer",
        "adjective_writer",
        "described_writer",
        "source_of_evidence",
    ]
