"""Kinds, senders and recipients out of documents' descriptions."""

from __future__ import annotations

import pytest

from regesta.extract.notes.descriptions import Description, describe, kind_of
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("title", "kind", "sender", "recipient"),
    [
        ("Secret telegram from Wendt to Harlow", "telegram", "Wendt", "Harlow"),
        ("Wendt to Harlow", "", "Wendt", "Harlow"),
        ("Telegram Wendt to Harlow", "telegram", "Wendt", "Harlow"),
        ("Wendt to the Foreign Office", "", "Wendt", "Foreign Office"),
        ("Wendt's letter to Harlow", "letter", "Wendt", "Harlow"),
        ("Wendt and Pell's report", "report", "Wendt, Pell", ""),
        ("Memorandum by the Lord Privy Seal", "memorandum", "Lord Privy Seal", ""),
        ("Report of the Swiss ambassador in Rome, H. R. Keller", "report", "", ""),
        ("Report by the Swiss ambassador in Rome, H. R. Keller", "report", "H. R. Keller", ""),
        ("Order of the Council of Regency", "order", "Council of Regency", ""),
        ("Resolution adopted by the Diet of Worms", "resolution", "Diet of Worms", ""),
        ("Minutes of a meeting between Wendt and Harlow", "meeting_record", "", ""),
        ("Aufzeichnung Wendt an Harlow", "memorandum", "Wendt", "Harlow"),
        ("Letter from Wendt to Harlow on the visit of Pell to Ghent", "letter", "Wendt", "Harlow"),
        ("The Canal Age", "", "", ""),
        ("Diary of a weir keeper", "diary", "", ""),
    ],
)
def test_who_wrote_what_to_whom(title: str, kind: str, sender: str, recipient: str) -> None:
    assert describe(title, WORDS) == Description(kind, sender, recipient)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("memorandum of a conversation", "meeting_record"),
        ("memorandum", "memorandum"),
        ("letter enclosing a report", "letter"),
        ("treaty of commerce", "protocol"),
        ("a canal", ""),
    ],
)
def test_the_earliest_then_the_longest_kind(text: str, kind: str) -> None:
    assert kind_of(text, WORDS) == kind
