"""Names of persons compared: one person written in two ways, two persons written alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.link.naming import SCORES, agreement, life, naming_words, readings
from regesta.extract.text.languages import ENGLISH

ORDER = list(SCORES)
WORDS = naming_words(ENGLISH)


def best(one: str, other: str) -> str:
    found = [agreement(a, b, WORDS) for a in readings(one, WORDS) for b in readings(other, WORDS)]
    return min(found, key=ORDER.index, default="other")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # romanisations of Cyrillic
        ("Andrei Vyshinsky", "Vyshinskii, Andrei Ianuarevich", "full"),
        ("A. Ia. Vyshinskii", "Vyshinsky, Andrei Yanuarevich", "initials"),
        ("Iosif Stalin", "Stalin, Joseph", "variant"),
        ("Lavrentiy Beria", "Beriya, Lavrenty Pavlovich", "full"),
        ("Alexei Antonov", "Antonov, Aleksey Innokentyevich", "full"),
        # East Asian names, family name first or last, Wade-Giles or Pinyin
        ("Kim Il Sung", "Kim, Il-sung", "same"),
        ("Il Sung Kim", "Kim Il-sung", "same"),
        ("Syngman Rhee", "Rhee Syngman", "same"),
        ("Mao Zedong", "Mao Tse-tung", "variant"),
        ("Deng Xiaoping", "Teng Hsiao-p'ing", "variant"),
        ("Peng Dehuai", "Peng Teh-huai", "variant"),
        ("Kim Il", "Kim Il Sung", "conflict"),
        ("Kim Jong Il", "Kim Il Sung", "conflict"),
        ("Lin Biao", "Lin Wei", "conflict"),
        # titles, nicknames, life dates, particles
        ("Harold Alexander", "Alexander, Field Marshal Sir Harold", "same"),
        ("Charles Bohlen", "Bohlen, Charles E. (\u201cChip\u201d)", "full"),
        ("Edward Grey", "Grey, Edward, 1862-1933", "same"),
        ("Charles de Gaulle", "Gaulle, Charles de", "full"),
        # initials and middle names
        ("J. F. Dulles", "Dulles, John Foster", "initials"),
        ("J. Dulles", "Dulles, John Foster", "initial"),
        ("John W. Dulles", "Dulles, John Foster", "conflict"),
        ("Philip M. Brown", "Brown, Philip Marshall", "full"),
        ("Philip M. Brown", "Brown, Philip Henry", "conflict"),
        ("Foster Dulles", "Dulles, John Foster", "variant"),
        ("Allen Dulles", "Dulles, John Foster", "conflict"),
        ("R.L.G. Alexander", "Alexander, Robert L. G.", "initials"),
        ("Ben Brown, Jr.", "Brown, Ben, Sr.", "conflict"),
        # not enough, or nothing
        ("Stalin", "Stalin, Joseph", "family"),
        ("Winston Churchill", "Churchill, Mrs. Winston S.", "other"),
        ("Dean Acheson", "Rusk, Dean", "other"),
        ("General of the Army", "Field Marshal Sir", "other"),
    ],
)
def test_how_two_names_agree(one: str, other: str, expected: str):
    assert best(one, other) == expected
    assert best(other, one) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Albert I, 1848-1922", ("Albert I", (1848, 1922))),
        ("Grey, Edward (1862\u20131933)", ("Grey, Edward", (1862, 1933))),
        ("Rhee, Syngman", ("Rhee, Syngman", (None, None))),
    ],
)
def test_years_of_life(text: str, expected: tuple[str, tuple[int | None, int | None]]):
    assert life(text) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_read_and_agreement_is_symmetric(one: str, other: str):
    for a in readings(one, WORDS):
        assert a.family
        for b in readings(other, WORDS):
            assert agreement(a, b, WORDS) == agreement(b, a, WORDS)
        assert agreement(a, a, WORDS) not in ("conflict", "other")
