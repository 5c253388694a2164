"""Repair for analysis: what comes back, what is left alone, and the way to the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.read import analyse, read_text

DAMAGED = """Introduction
Brezhnev met Tito in Belgrade. Brezhnev wanted peace. Tito refused, and Tito said so. Brezhnev left.
Brezhnevs plan failed. Titos answer was short. The Yugoslavs didnt wait. The Red Armys advance stopped.
Titos army stood ready. Brezhnevs letter came late. The Peoples Republic was silent. Roberts argued otherwise.
Brezhnevs aims were plain. The Yugoslavs were calm. Both Koreas watched. Hed wanted Titos help.
The Sino-
Soviet border was a post-
war line, and develop-
ment was slow. All development stopped.
"""


def analysed(text: str) -> list[str]:
    document = read_text(text, "a")
    return [analyse(document, s).text for s in document.sentences]


def test_possessives_come_back() -> None:
    got = " ".join(analysed(DAMAGED))
    for word in (
        "Brezhnev's plan",
        "Tito's answer",
        "didn't",
        "Army's advance",
        "People's Republic",
        "Tito's help",
        "Brezhnev's letter",
    ):
        assert word in got
    for word in ("Yugoslavs were", "Roberts argued", "Both Koreas", "Yugoslavs didn't"):
        assert word in got


def test_clean_text_is_left_alone() -> None:
    text = (
        DAMAGED.replace("Brezhnevs", "Brezhnev’s")
        .replace("Titos", "Tito’s")
        .replace("didnt", "didn’t")
        .replace("Armys", "Army’s")
    )
    document = read_text(text, "a")
    assert not document.damaged
    assert all(min(analyse(document, s).offsets) >= 0 for s in document.sentences)


def test_hyphens_at_line_ends() -> None:
    got = " ".join(analysed(DAMAGED))
    assert "Sino-Soviet border" in got
    assert "post-war line" in got
    assert "and development was slow" in got


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("The oﬃce was ﬁne.", "The office was fine."),
        ("Agri\u00adculture and agri\u00ad\nculture  failed.", "Agriculture and agriculture failed."),
        ("A line\n   broken twice\t and more.", "A line broken twice and more."),
    ],
)
def test_characters(raw: str, want: str) -> None:
    document = read_text(raw, "a")
    (sentence,) = document.sentences
    got = analyse(document, sentence)
    assert got.text == want
    assert [raw[o] for o in got.offsets if o >= 0 and raw[o].isalpha() and raw[o].isascii()] == [
        c for c in raw if c.isalpha() and c.isascii()
    ]


def test_markers_are_left_out() -> None:
    text = "Introduction\n\nThe war began in 1950.1 The 38th parallel fell in 12 days,2 said [3] nobody.\n\nNotes\n\n1. Smith, War, p. 1.\n2. Jones, Days, p. 2.\n"
    assert analysed(text) == ["The war began in 1950.", "The 38th parallel fell in 12 days, said nobody."]


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("At last Tito said, We shall not go to Moscow.", 'At last Tito said, "We shall not go to Moscow."'),
        ("Tito told Brezhnev: The line is closed.", 'Tito told Brezhnev: "The line is closed."'),
        ('Tito wrote, We shall not go."', 'Tito wrote, "We shall not go."'),
        (
            "Tito said, Brezhnev notwithstanding, that he was well.",
            "Tito said, Brezhnev notwithstanding, that he was well.",
        ),
        ("Tito said that We was a fine title.", "Tito said that We was a fine title."),
        ("On Sundays, The Yugoslavs rested.", "On Sundays, The Yugoslavs rested."),
    ],
)
def test_lost_quotation_marks(raw: str, want: str) -> None:
    """Only where a speech verb announces a clause that begins like a sentence; what is put in has no raw
    place."""
    document = read_text(f"{DAMAGED}{raw}\n", "a")
    assert document.damaged
    got = analyse(document, document.sentences[-1])
    assert got.text == want
    assert "".join(document.text[o] for o in got.offsets if o >= 0) == raw


def test_quotation_marks_that_were_kept_are_left_alone() -> None:
    """A text that has its quotation marks means what it leaves bare."""
    text = DAMAGED + '"Go," he said. "Stay," she said. ' * 3 + "\nTito said, We shall not go.\n"
    assert analysed(text)[-1] == "Tito said, We shall not go."


@given(
    st.lists(
        st.sampled_from(["said", "wrote", ",", ":", " We", " The", " Tito", ".", '"', " ", "\n", "that"]),
        max_size=30,
    )
)
def test_restored_quotations_keep_the_way_back(words: list[str]) -> None:
    document = read_text(f"{DAMAGED}Tito{' '.join(words)}\n", "a")
    for s in document.sentences:
        got = analyse(document, s)
        real = [o for o in got.offsets if o >= 0]
        assert real == sorted(set(real))
        assert all(
            c == document.text[o] or (c == " " and document.text[o].isspace())
            for c, o in zip(got.text, got.offsets, strict=True)
            if o >= 0
        )
        assert {c for c, o in zip(got.text, got.offsets, strict=True) if o < 0} <= set("'\" ")


def test_names_that_only_a_possessive_ends_in_s() -> None:
    got = " ".join(
        analysed(
            DAMAGED
            + "Chiang Kai-shek waited. Chiang Kai-shek hoped. Kai Sheks army fled. The Norths attack and the souths answer came late.\n"
        )
    )
    assert "Shek's army" in got
    assert "North's attack" in got
    assert "south's answer" in got
