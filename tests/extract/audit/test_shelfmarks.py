"""Rules of audit/shelfmarks.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import Cases, Make, check, rules_of

CASES: Cases = {
    "shelfmark-part-missing": (
        {"notes": ["TSAMO, Fond, Opis 687572, Delo 2317, The Report by Lebedev on 19 Sep 1945."]},
        {"notes": ["TSAMO, Fond 32, Opis 687572, Delo 2317, The Report by Lebedev on 19 Sep 1945."]},
        "lacks its fond",
    ),
    "shelfmark-digit": (
        {
            "notes": [
                f"TsAMO, Fond 379, Opis {o}, Delo 3, The Report by Gromov, {d} Jan 1947."
                for d, o in enumerate(("578927", "578927", "5878927", "578927"), 1)
            ]
        },
        {
            "notes": [
                f"TsAMO, Fond 379, Opis {o}, Delo 3, The Report by Gromov, {d} Jan 1947."
                for d, o in enumerate(("578927", "578927", "112233", "578927"), 1)
            ]
        },
        "5878927",
    ),
    "archive-spelled-two-ways": (
        {
            "notes": [
                "TsAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947.",
                "TSAMO, Fond 379, Opis 578927, Delo 4, The Report by Gromov, 3 Jan 1947.",
                "TSAMO, Fond 379, Opis 578927, Delo 5, The Report by Gromov, 4 Jan 1947.",
            ]
        },
        {
            "notes": [
                "TSAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947.",
                "TSAMO, Fond 379, Opis 578927, Delo 4, The Report by Gromov, 3 Jan 1947.",
            ]
        },
        "TsAMO (1 times)",
    ),
    "abbreviation-two-archives": (
        {
            "notes": [
                "Smith to Roe, 6 May 1901, Harbour Museum and Archive (HMA), fond 3, opis 1, delo 5.",
                "Smith to Roe, 7 May 1901, Highland Monastic Archive (HMA), fond 3, opis 1, delo 6.",
            ]
        },
        {
            "notes": [
                "Smith to Roe, 6 May 1901, Harbour Museum and Archive (HMA), fond 3, opis 1, delo 5.",
                "Smith to Roe, 7 May 1901, Harbour Museum and Archive (HMA), fond 3, opis 1, delo 6.",
            ]
        },
        "HMA stands for 'Harbour Museum and Archive' and 'Highland Monastic Archive'",
    ),
    "unit-misspelt": (
        {
            "notes": [
                "TsAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947.",
                "TsAMO, Fond 379, Opic 578927, Delo 4, The Report by Gromov, 3 Jan 1947.",
            ]
        },
        {"notes": ["TsAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947."]},
        "'Opic' for Opis",
    ),
    "one-shelfmark-two-documents": (
        {
            "notes": [
                "AVPRF, f. 06, op. 7, d. 544, ll. 8-9, Molotov to Sadchikov, telegram, 23 March 1946.",
                "AVPRF, f. 06, op. 7, d. 544, ll. 8-9, Stalin to Pishevari, letter, 8 May 1946.",
            ]
        },
        {
            "notes": [
                "AVPRF, f. 06, op. 7, d. 544, ll. 8-9, Molotov to Sadchikov, telegram, 23 March 1946.",
                "AVPRF, f. 06, op. 7, d. 544, ll. 10-11, Stalin to Pishevari, letter, 8 May 1946.",
            ]
        },
        "2 documents",
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("shelfmarks") == set(CASES)
