"""Statutes and law cases in the notes of lawyers and of historians of law."""

from __future__ import annotations

import pytest

from regesta.extract.notes.law import read_law
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "title", "container", "volume", "year", "pages"),
    [
        ("Hurst v Lane (1703) 2 Ld Raym 938, 92 ER 126", "Hurst v Lane", "Ld Raym", "2", "1703", "938"),
        ("R v Hurst [1972] 2 QB 45, 51", "R v Hurst", "QB", "2", "1972", "45, 51"),
        ("Lane v. Hurst, 245 U.S. 60, 74 (1917)", "Lane v. Hurst", "U.S.", "245", "1917", "60, 74"),
        ("Lane v Hurst [1932] AC 562 (HL), 580 (Lord Moor)", "Lane v Hurst", "AC", "", "1932", "562, 580"),
        ("Rex v. Lane, Aleyn, 14", "Rex v. Lane", "Aleyn", "", "", "14"),
        ("Hurst v. Lane, 1 Eden, 177, 203", "Hurst v. Lane", "Eden", "1", "", "177, 203"),
        ("In re Hurst, 12 Ch. D. 45", "In re Hurst", "Ch. D.", "12", "", "45"),
    ],
)
def test_a_case(text: str, title: str, container: str, volume: str, year: str, pages: str) -> None:
    found = read_law(text, 0, len(text), WORDS)
    assert found is not None
    assert (found.type, found.fields.doc_kind) == ("published_document", "judgment")
    f = found.fields
    assert (f.title, f.container, f.volume, f.year, f.pages) == (title, container, volume, year, pages)


@pytest.mark.parametrize(
    ("text", "type_", "court", "title", "number", "day", "pages"),
    [
        (
            "HTC, Hurst and Lane, case no. HT-95/2-T, Opinion and Judgment, 7 May 1997, paras. 7, 9, https://example.org/a.pdf",
            *("published_document", "HTC", "Hurst and Lane", "HT-95/2-T", "1997-05-07", "7, 9"),
        ),
        (
            "River Court, Application of the Weirs Treaty (Leith v. Hull), Judgment, 3 February 2015, para. 86",
            *("published_document", "River Court", "Application of the Weirs Treaty (Leith v. Hull)"),
            *("", "2015-02-03", "86"),
        ),
        (
            "HTC, El Hurst, Judgment and Sentence, paras. 77, 79-81",
            *("short_title", "HTC", "El Hurst", "", "", "77, 79-81"),
        ),
    ],
)
def test_what_a_court_pronounced(
    text: str, type_: str, court: str, title: str, number: str, day: str, pages: str
) -> None:
    found = read_law(text, 0, len(text), WORDS)
    assert found is not None
    f = found.fields
    assert (found.type, f.authors, f.title, f.doc_number) == (type_, (court,), title, number)
    assert (f.doc_date, f.pages, f.doc_kind) == (day, pages, "judgment")


@pytest.mark.parametrize(
    ("text", "title", "container", "year", "pages"),
    [
        ("9 & 10 Vict. c. 95, s. 12", "9 & 10 Vict. c. 95", "", "", "s. 12"),
        ("5 Eliz. I, c. 4", "5 Eliz. I, c. 4", "", "", ""),
        (
            "An Act for the Ports, 43 Eliz. I c. 2 (1601)",
            "An Act for the Ports",
            "43 Eliz. I c. 2",
            "1601",
            "",
        ),
        ("13 & 14 Car. II, st. 2, c. 12, § 3", "13 & 14 Car. II, st. 2, c. 12", "", "", "§ 3"),
        ("Harbours Act 1998, s 3", "Harbours Act", "", "1998", "s 3"),
        ("Harbours Act 1834 (4 & 5 Will. 4 c. 76)", "Harbours Act", "4 & 5 Will. 4 c. 76", "1834", ""),
        ("42 U.S.C. § 1983", "42 U.S.C.", "", "", "§ 1983"),
        (
            "Act of March 3, 1871, ch. 120, § 1, 16 Stat. 544",
            "Act of March 3, 1871, ch. 120",
            "Stat.",
            "1871",
            "544",
        ),
        ("Y.B. 14 Hen. VIII. 6, pl. 5", "Y.B. 14 Hen. VIII.", "", "", "6, pl. 5"),
    ],
)
def test_a_statute(text: str, title: str, container: str, year: str, pages: str) -> None:
    found = read_law(text, 0, len(text), WORDS)
    assert found is not None
    assert (found.type, found.fields.doc_kind) == ("published_document", "law")
    f = found.fields
    assert (f.title, f.container, f.year, f.pages) == (title, container, year, pages)


@pytest.mark.parametrize(
    "text",
    [
        "H. v. Lindgren, Geschichte der Wehre, 12",
        "Lane v. Hurst, Rivers and Weirs, 45",
        "Hurst, Rivers 12 (1998): 45",
        "Hurst, The Weirs of Leith, Orders and Tolls, 45",
        "Tove Hurst, The Act of Union (Leith: Moor Press, 1998), 3",
    ],
)
def test_what_is_no_law(text: str) -> None:
    assert read_law(text, 0, len(text), WORDS) is None
