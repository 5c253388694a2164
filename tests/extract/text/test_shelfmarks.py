"""Shelfmarks of every tradition: text -> archive and path of units."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.text.folding import fold
from regesta.extract.text.shelfmarks import archive_of, find_archives, find_shelfmarks, traditions
from regesta.extract.text.shelfmarks.tradition import TraditionError, read

MARKS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "russian",
        "RGASPI, fond 558, opis 11, delo 346, listy 71-72",
        [("fond", "558"), ("opis", "11"), ("delo", "346"), ("list", "71-72")],
    ),
    (
        "russian",
        "RGASPI, f. 558, op. 11, d. 346, l. 5ob.",
        [("fond", "558"), ("opis", "11"), ("delo", "346"), ("list", "5ob.")],
    ),
    ("russian", "APRF, F.45, OP.1, D.329", [("fond", "45"), ("opis", "1"), ("delo", "329")]),
    ("russian", "RGASPI, Font.558, Opis.11, Delo.62", [("fond", "558"), ("opis", "11"), ("delo", "62")]),
    (
        "russian",
        "TsAMO, Fond USGASK, Opic 102038, Delo2",
        [("fond", "USGASK"), ("opis", "102038"), ("delo", "2")],
    ),
    (
        "russian",
        "AVPRF, F.0430, OP.2, P.18, D.5",
        [("fond", "0430"), ("opis", "2"), ("folder", "18"), ("delo", "5")],
    ),
    (
        "russian",
        "АВПРФ, ф. 0102, оп. 6, п. 21, д. 47, л. 12-15",
        [("fond", "0102"), ("opis", "6"), ("folder", "21"), ("delo", "47"), ("list", "12-15")],
    ),
    ("russian", "ЦАМО, фонд 379, опись 578927, дело 3", [("fond", "379"), ("opis", "578927"), ("delo", "3")]),
    (
        "russian",
        "RGASPI 558/11/346/71-72",
        [("fond", "558"), ("opis", "11"), ("delo", "346"), ("list", "71-72")],
    ),
    (
        "united-states",
        "SA 2009, Item 9/69, RG 242",
        [("record group", "RG 242"), ("shipping advice", "2009"), ("item", "9/69")],
    ),
    (
        "united-states",
        "NARA, RG 59, Lot 61 D 417, Box 12, folder 3",
        [("record group", "RG 59"), ("lot file", "61 D 417"), ("box", "12"), ("folder", "3")],
    ),
    (
        "united-states",
        "NARA, RG 218, entry 35, box 60",
        [("record group", "RG 218"), ("entry", "35"), ("box", "60")],
    ),
    ("united-kingdom", "PREM 11/1163", [("series", "PREM 11"), ("piece", "1163")]),
    (
        "united-kingdom",
        "TNA, FO 371/118864, JE 1053/25",
        [("series", "FO 371"), ("piece", "118864"), ("file", "JE 1053/25")],
    ),
    (
        "united-kingdom",
        "FO 371/110819/V1193/8",
        [("series", "FO 371"), ("piece", "110819"), ("file", "V1193/8")],
    ),
    ("united-kingdom", "CAB 128/30", [("series", "CAB 128"), ("piece", "30")]),
    ("united-kingdom", "C.M. (56) 62nd conclusions", [("paper", "C.M. (56) 62nd conclusions")]),
    ("united-kingdom", "CO1-26-77", [("series", "CO1"), ("piece", "26"), ("file", "77")]),
    ("united-kingdom", "C.O. 5-1318", [("series", "C.O. 5"), ("piece", "1318")]),
    (
        "united-kingdom",
        "F.O., Spain, Vol. 755, No. 28",
        [("series", "F.O., Spain"), ("piece", "755"), ("document", "28")],
    ),
    ("western-manuscripts", "Ms. Harley 5512", [("collection", "Ms. Harley"), ("item", "5512")]),
    ("western-manuscripts", "Add. MSS. 27,808", [("collection", "Add. MSS."), ("item", "27,808")]),
    ("western-manuscripts", "Vat. syr. 156", [("collection", "Vat. syr."), ("item", "156")]),
    ("french", "AMAE, série Afrique-Levant, carton 501", [("series", "Afrique-Levant"), ("carton", "501")]),
    ("french", "Archives nationales, 457 AP 42", [("fund", "457 AP"), ("carton", "42")]),
    ("french", "SHD, GR 10 T 805", [("fund", "GR 10 T"), ("carton", "805")]),
    ("german", "BArch, B 136/1234", [("holding", "B 136"), ("volume", "1234")]),
    (
        "german",
        "SAPMO-BArch, DY 30/3456, Bl. 12",
        [("holding", "DY 30"), ("volume", "3456"), ("folio", "12")],
    ),
    ("german", "PA AA, B 12, Bd. 345", [("holding", "B 12"), ("volume", "345")]),
    ("east-asian", "PRC FMA 118-00080-03", [("record", "118-00080-03")]),
    ("middle-east", "ISA, FM 2450/7", [("series", "FM"), ("box", "2450"), ("file", "7")]),
    ("middle-east", "ISA, 130.20/2450/7", [("group", "130.20"), ("box", "2450"), ("file", "7")]),
    ("museums", "inv. no. EA 10470", [("inventory number", "EA 10470")]),
    ("museums", "acc. no. 12.182.132", [("inventory number", "12.182.132")]),
    ("museums", "inv. 1867,0508.1133", [("inventory number", "1867,0508.1133")]),
    ("private-papers", "AP 20/1/32", [("collection", "AP"), ("item", "20/1/32")]),
    ("private-papers", "SELO 6/75", [("collection", "SELO"), ("item", "6/75")]),
    ("private-papers", "MS. Macmillan dep. d. 27", [("collection", "MS. Macmillan dep."), ("item", "d. 27")]),
    ("intelligence", "ORE 44-48", [("paper", "ORE 44-48")]),
    ("intelligence", "NSC 68/2", [("paper", "NSC 68/2")]),
    ("united-nations", "S/RES/82", [("symbol", "S/RES/82")]),
    ("united-nations", "S/1501", [("symbol", "S/1501")]),
    ("united-nations", "A/RES/377(V)", [("symbol", "A/RES/377(V)")]),
    (
        "commonwealth",
        "LAC, RG 25, vol. 6175, file 50372-40",
        [("record group", "RG 25"), ("volume", "6175"), ("file", "50372-40")],
    ),
]


@pytest.mark.parametrize(("tradition", "text", "units"), MARKS, ids=[t for _, t, _ in MARKS])
def test_a_shelfmark_becomes_a_path_of_units(tradition: str, text: str, units: list[tuple[str, str]]) -> None:
    found = find_shelfmarks(text)
    assert [(m.tradition, list(m.units)) for m in found] == [(tradition, units)]
    assert text[found[0].start : found[0].end].endswith(text[-3:])


@pytest.mark.parametrize(
    "text",
    [
        "Gil Yong Park, The Secret, 1994, p. 2",
        "I.F. Stone, The Hidden History, F. 3",
        "H. A. Baillie, D. 2",
        "Vol. 8, No. 1, 1992",
        "Chapter 3, section 2 of the book",
        "on 12/3 he left",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert find_shelfmarks(text) == []


def test_a_level_named_without_its_number_is_said_to_be_missing() -> None:
    (mark,) = find_shelfmarks("TSAMO, Fond, Opis 687572, Delo 2317")
    assert mark.missing == ("fond",)
    assert mark.units == (("opis", "687572"), ("delo", "2317"))


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("TSAMO", "TsAMO"),
        ("РГАСПИ", "RGASPI"),
        ("PRO", "TNA"),
        ("The National Archives", "TNA"),
        ("AVP RF", "AVPRF"),
        ("Institute of Foreign Affairs  and National Security", "IFANS"),
        ("Harry S. Truman Library", "Truman Library"),
        ("Israel State Archives", "ISA"),
        ("SHAT", "SHD"),
        ("Archive of the Foreign Policy of the Russian Federation (AVPRF)", "AVPRF"),
        ("The National Archives (Kew)", "TNA"),
    ],
)
def test_an_archive_is_known_by_its_written_forms(written: str, label: str) -> None:
    found = archive_of(written)
    assert found is not None
    assert found.label == label


def test_an_acronym_keeps_its_case() -> None:
    assert archive_of("pro") is None
    assert find_archives("a pro forma answer") == []


def test_every_tradition_says_what_it_is_about() -> None:
    assert len(traditions()) >= 10
    assert all(t.about and (t.units or t.compacts) for t in traditions())
    assert {m[0] for m in MARKS} == {t.name for t in traditions()}, "every tradition has its tests"


def test_a_broken_tradition_file_is_named() -> None:
    with pytest.raises(TraditionError, match=r"new\.toml has a pattern that does not compile"):
        read({"name": "new", "patterns": [{"regex": "("}]}, "new.toml")
    with pytest.raises(TraditionError, match=r"new\.toml lacks 'value'"):
        read({"name": "new", "units": [{"level": "box", "words": "box"}]}, "new.toml")


def test_a_new_tradition_is_a_table_and_no_code() -> None:
    made = read(
        {
            "name": "polish",
            "minimum": 1,
            "archives": [{"label": "AAN", "name": "Archiwum Akt Nowych", "forms": ["AAN"]}],
            "units": [{"level": "zespół", "words": "zespół|zesp", "value": r"\d+"}],
        },
        "polish.toml",
    )
    m = made.units[0].pattern.search("AAN, zesp. 237")
    assert m is not None
    assert m["value"] == "237"
    assert made.archives[0].forms is not None
    assert re.search(made.archives[0].forms, "AAN, KC PZPR")


@given(st.text(alphabet="FOPDfopd.,/ 0123456789RGSANTABox-", max_size=60))
def test_shelfmarks_lie_within_the_text_and_apart(text: str) -> None:
    found = find_shelfmarks(fold(text))
    assert all(0 <= m.start < m.end <= len(text) and m.units for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
