"""The words of dates come from the language pack, and another pack reads other dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.text.dates import find_dates, read_dates
from regesta.extract.text.dates.words import alternatives, date_words
from regesta.extract.text.languages import ENGLISH, LanguagePack

#: A small table of German dates, written for this test.
GERMAN = r"""
before_month.words = ["im"]
not_years = { after = ["mann"], before = ["nr."] }
about.words = ["etwa", "um"]
joins = { ranges = ["bis"], lists = ["und"] }
asides = { nouns = ["buch"], verbs = ["erschienen"], distance = 8, reach = 60, back = 200 }
narrative.opens = 3
spelling.capital_months = true
parts = [{ words = ["anfang"], month = "05", year = ["01", "04"] }]
[months]
januar = 1
mai = 5
dezember = 12
[short_months]
jan = 1
[seasons]
herbst = 23
[ordinals]
ersten = 1
[numbers]
zwei = 2
[relations]
since = ["seit"]
[fragments]
YEAR = '1[5-9]\d\d'
DAY = '(?:\d{1,2}\. | {ORDINALS})'
[patterns]
join = '\s+(?P<word>bis|und)\s+(?:zum\s+)?'
part_before = '(?P<all>\b(?P<word>{PARTS})\s+)$'
about_before = '(?P<all>\b(?:{ABOUT})\s+)$'
relation_before = '\b(?P<word>{RELATIONS})\s+(?:dem\s+)?$'
between_before = '\bzwischen\s+dem\s+$'
aside_noun = '\b(?:{ASIDE_NOUNS})\b'
aside_verb_before = '\b(?:{ASIDE_VERBS})\s+$'
[[expressions]]
kind = "day"
pattern = '(?P<day>{DAY})\s*(?P<month>{MONTHS})(?:\s+(?P<year>{YEAR}))?'
[[expressions]]
kind = "month"
pattern = '(?P<month>{MONTHS})\s+(?P<year>{YEAR})'
[[expressions]]
kind = "year"
pattern = '(?P<year>{YEAR})'
[[relative.expressions]]
steps = 1
pattern = '(?P<count>{NUMBERS})\s+(?P<unit>Tage)\s+danach'
[relative.units]
tage = ["day", 1]
[confidence]
day = 0.9
month = 0.8
year = 0.7
period = 0.6
relative = 0.5
inferred = 0.2
"""


@pytest.fixture
def german(tmp_path: Path) -> LanguagePack:
    (tmp_path / "dates.toml").write_text(GERMAN, encoding="utf-8")
    return LanguagePack("de", tmp_path)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Am 8. Mai 1521 sprach er.", ["1521-05-08"]),
        ("zwischen dem 8. Mai und 3. Dezember 1521", ["1521-05-08/1521-12-03"]),
        ("Anfang Mai 1521", ["1521-05-05~"]),
        ("1521 Mann", []),
        ("On May 8, 1521", ["1521"]),
    ],
)
def test_another_language_is_another_table(german: LanguagePack, text: str, edtf: list[str]) -> None:
    assert [m.edtf for m in find_dates(text, german)] == edtf


def test_sentences_of_another_language_lend_their_time(german: LanguagePack) -> None:
    told = ["Seit dem 8. Mai 1521 war er fort.", "Zwei Tage danach kam er."]
    first, second = read_dates(told, german)
    assert [(m.edtf, m.relation) for m in first] == [("1521-05-08", "since")]
    assert [m.edtf for m in second] == ["1521-05-10"]


def test_english_words_are_built_once() -> None:
    assert date_words(ENGLISH) is date_words(ENGLISH)


def test_words_are_read_as_numbers() -> None:
    words = date_words(ENGLISH)
    assert [words.month("Sept."), words.month("september")] == [9, 9]
    assert [
        words.ordinal("21st"),
        words.ordinal("Twenty-first"),
        words.number("12"),
        words.number("Twelve"),
    ] == [
        21,
        21,
        12,
        12,
    ]
    assert words.is_month("May", alone=True)
    assert not words.is_month("may", alone=False)
    assert not words.is_month("Jan", alone=True)


def test_alternatives_are_longest_first() -> None:
    assert alternatives(["in", "as well as", "into"]) == r"as[\s-]+well[\s-]+as|into|in"
