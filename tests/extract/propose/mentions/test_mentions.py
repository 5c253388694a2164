"""Mentions: who is meant by a name, a place, an adjective, a pronoun."""

from __future__ import annotations

from functools import lru_cache

import pytest

from regesta.extract.annotate import annotate, load_model
from regesta.extract.annotate.models import installed
from regesta.extract.authority import Authority, load_authority, shipped_files
from regesta.extract.propose.mentions.gazetteer import Gazetteer, words_of
from regesta.extract.propose.mentions.layer import (
    MentionLayer,
    mention_layer,
    propose_actors,
    propose_mentions,
)
from regesta.extract.propose.mentions.person_names import person_names
from regesta.extract.propose.mentions.words import mention_words
from regesta.extract.read.document import Abbreviation, BibliographyEntry, Document
from regesta.extract.record import Sentence
from regesta.extract.text.languages import ENGLISH

pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")


@lru_cache(maxsize=1)
def tools() -> tuple[object, Authority]:
    return load_model(), load_authority(shipped_files())


def layer_of(
    *sentences: str, bibliography: str = "", abbreviations: tuple[tuple[str, str], ...] = ()
) -> MentionLayer:
    text, records = "", []
    for s in sentences:
        records.append(
            Sentence(id=f"s{len(records)}", document="d", spans=((len(text), len(text) + len(s)),))
        )
        text += s + " "
    entries = ()
    if bibliography:
        entries = (BibliographyEntry(span=(len(text), len(text) + len(bibliography))),)
        text += bibliography
    document = Document(
        id="d",
        text=text,
        sentences=tuple(records),
        bibliography=entries,
        abbreviations=tuple(Abbreviation(short=s, long=lo, span=(0, 1)) for s, lo in abbreviations),
    )
    nlp, authority = tools()
    return mention_layer(annotate(document, nlp), authority)  # type: ignore[arg-type]


def actors(layer: MentionLayer, sentence: int = 0) -> set[str]:
    return {m.actor for m in layer.mentions(sentence)}


PLACES_AND_GOVERNMENTS = [
    ("Cairo rejected the proposal.", {"Egypt"}),
    ("The ministers met in Cairo.", set()),
    ("London's policy had failed.", {"United Kingdom"}),
    ("He flew to London.", set()),
    ("Relations between Moscow and Washington were bad.", {"Soviet Union", "United States"}),
    ("The Kremlin hesitated.", {"Soviet Union"}),
    ("Bombers attacked Cairo at night.", set()),
    ("The Geneva conference ended.", set()),
    ("Factories in Egypt were closed.", set()),
    ("Egypt closed the factories.", {"Egypt"}),
    ("Rebels held the northern part of Iraq.", set()),
]


@pytest.mark.parametrize(("text", "expected"), PLACES_AND_GOVERNMENTS)
def test_a_place_acts_or_is_only_where_something_happens(text: str, expected: set[str]) -> None:
    layer = layer_of(text)
    assert actors(layer) == expected


ADJECTIVES = [
    ("British policy had failed.", {"United Kingdom"}),
    ("The British ambassador was recalled.", set()),
    ("He was a pro-British officer.", set()),
    ("The Anglo-French ultimatum expired.", {"United Kingdom", "France"}),
    ("Egyptians cheered.", {"Egypt"}),
    ("The French were furious.", {"France"}),
]


@pytest.mark.parametrize(("text", "expected"), ADJECTIVES)
def test_an_adjective_owns_acts_not_persons(text: str, expected: set[str]) -> None:
    assert actors(layer_of(text)) == expected


FORCES = [
    ("British and French troops landed.", {"British forces", "French forces"}),
    ("Soviet ground forces advanced.", {"Red Army"}),
    ("Israeli armoured units and the Egyptian army clashed.", {"Egyptian army"}),
    ("The 40th Army waited.", {"40th Army"}),
    ("The Ministry of Supply objected.", {"Ministry of Supply"}),
    ("He commanded the Eighth Cavalry Regiment.", {"Eighth Cavalry Regiment"}),
]


@pytest.mark.parametrize(("text", "expected"), FORCES)
def test_organisations_by_their_shape(text: str, expected: set[str]) -> None:
    assert expected <= actors(layer_of(text))


def test_a_family_name_means_the_person_named_in_full() -> None:
    layer = layer_of(
        "Margaret Ashcombe wrote to the editor.",
        "The editor told Ashcombe that he agreed.",
        "As H. Ottaway argued, Ashcombe was wrong.",
        bibliography="Ottaway, Hilda, The Road to Sèvres, London, 1971.",
    )
    assert "Margaret Ashcombe" in actors(layer, 1)
    assert {"Hilda Ottaway", "Margaret Ashcombe"} <= actors(layer, 2)


def test_namesakes_are_told_apart_by_how_they_are_named() -> None:
    layer = layer_of(
        "Kim Il Sung went to Moscow.",
        "Kim asked for arms.",
        "Kim Il Sung and Kim Tu Bong quarrelled.",
        "Kim won.",
    )
    assert actors(layer, 1) == {"Kim Il Sung"}
    assert actors(layer, 2) == {"Kim Il Sung", "Kim Tu Bong"}


def test_a_family_name_is_not_that_of_a_man_gone_before_the_story_nor_of_one_with_other_given_names() -> None:
    story = ("The commission met in 1946.", "It met again in 1947 and in 1948.", "The war of 1950 ended it.")
    layer = layer_of(*story, "As Grey argued, the commission failed.")
    assert "Edward Grey" not in actors(layer, 3)
    layer = layer_of(
        *story,
        "In addition, Harold F. Dean - the chief of the division - was taken prisoner.",
        "Dean was freed in 1953.",
    )
    assert "Harold F. Dean" in actors(layer, 3)
    assert "Patrick Dean" not in actors(layer, 3) | actors(layer, 4)
    assert "Joseph Stalin" in actors(layer_of(*story, "The U.S. Stalin feared was not the U.S. he knew."), 3)


def test_a_second_author_is_known_by_his_name_without_junior() -> None:
    assert (
        person_names(ENGLISH).family("Arthur L. Grey Jr")
        == person_names(ENGLISH).family("Arthur Grey")
        == "grey"
    )


def test_a_doctrine_is_no_person() -> None:
    assert "Harry S. Truman" not in actors(layer_of("The Truman Doctrine was announced."))
    assert "Harry S. Truman" in actors(layer_of("President Truman announced it."))


def test_abbreviations_of_the_document() -> None:
    layer = layer_of("The ZRC met on Friday.", abbreviations=(("ZRC", "Zubrowka Relief Committee"),))
    assert actors(layer) == {"Zubrowka Relief Committee"}
    layer = layer_of("The Zubrowka Relief Committee (ZRC) met.", "The ZRC dissolved itself.")
    assert actors(layer, 1) == {"Zubrowka Relief Committee"}


def test_one_name_of_two_states_follows_the_document() -> None:
    layer = layer_of("The People's Republic of China was ready.", "China sent troops in 1950.")
    assert actors(layer, 1) == {"People's Republic of China"}
    layer = layer_of("Nationalist China was weak.", "China signed the charter in 1945.")
    assert actors(layer, 1) == {"Republic of China"}


def test_the_north_and_the_south_are_states_where_both_are_spoken_of() -> None:
    story = ["North Korea armed and South Korea slept."] * 6
    assert "South Korea" in actors(layer_of(*story, "The South protested."), 6)
    assert actors(layer_of("The South protested."), 0) == set()


def test_a_pronoun_is_resolved_only_where_one_candidate_fits() -> None:
    assert ("Anthony Eden", "pronoun") in {
        (m.actor, m.form) for m in layer_of("Eden was ill.", "He resigned in January.").mentions(1)
    }
    assert not [
        m for m in layer_of("Eden met Dulles.", "He resigned in January.").mentions(1) if m.form == "pronoun"
    ]
    assert not [m for m in layer_of("Eden refused to see him.").mentions(0) if m.form == "pronoun"]


def test_curly_and_straight_apostrophes_are_one() -> None:
    assert actors(layer_of("Nasser\u2019s answer reached the Quai d\u2019Orsay.")) == actors(
        layer_of("Nasser's answer reached the Quai d'Orsay.")
    )


def test_records_quote_the_raw_text() -> None:
    layer = layer_of("Egypt refused.", "Nasser told Eden that Cairo would not move.")
    text = layer.annotated.document.text
    mentions = propose_mentions(layer.annotated, layer)
    assert mentions
    for m in mentions:
        assert text[m.span[0] : m.span[1]] == m.quote
        assert 0 < m.confidence <= 1
    assert len({m.id for m in mentions}) == len(mentions)
    by_name = {a.name: a for a in propose_actors(layer.annotated, layer)}
    assert set(by_name) == {m.actor for m in mentions}
    assert by_name["Egypt"].actor_kind == "state"
    assert dict(by_name["Egypt"].identifiers) == {"wikidata": "Q79"}
    assert "Cairo" in by_name["Egypt"].aliases


def test_tokens_are_asked_for_their_actor_and_place() -> None:
    layer = layer_of("The Egyptian president, Nasser, spoke in Alexandria with Eden and Mollet.")
    doc = layer.annotated.sentences[0].doc
    token = {t.text: t for t in doc}
    assert layer.actor_of(token["Nasser"]) == "Gamal Abdel Nasser"
    assert layer.actor_at(0, token["spoke"].i) is None
    assert layer.place_at(0, token["Alexandria"].i) == "Alexandria"
    assert layer.actors_of(token["Eden"]) == ("Anthony Eden", "Guy Mollet")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("B. Cumings", "Bruce Cumings", True),
        ("J.V. Stalin", "Joseph Stalin", True),
        ("Pak Hon Yong", "Hon Yong Pak", True),
        ("John Smith", "Jane Smith", False),
        ("A. Lee", "Chong-Sik Lee", False),
    ],
)
def test_full_names_of_one_person(a: str, b: str, same: bool) -> None:
    assert person_names(ENGLISH).same_person(a, b) is same


def test_family_names_stand_first_or_last() -> None:
    assert person_names(ENGLISH).family("Kim Il Sung") == "kim"
    assert person_names(ENGLISH).family("Donggil Kim") == "kim"
    assert person_names(ENGLISH).family("Walter LaFeber") == "lafeber"


def test_the_longest_name_is_found_with_its_capitals() -> None:
    nlp, _ = tools()
    names = Gazetteer(mention_words(ENGLISH).possessive.letter)
    for name in ("UN", "UN General Assembly", "US", "Chiang Kai-shek", "Elysee"):
        names.add(name, name)

    def found(text: str) -> list[str]:
        return [h.name for h in names.find(words_of(nlp(text), mention_words(ENGLISH).possessive))]  # type: ignore[operator]

    assert found("The UN General Assembly met.") == ["UN General Assembly"]
    assert found("They told us.") == []
    assert found("The U.N. and the U.S. agreed.") == ["UN", "US"]
    assert found("Chiang Kai Shek and the Élysée") == ["Chiang Kai-shek", "Elysee"]


LONE_NAMES = [
    ("Marshal Brunow crossed the river at dawn.", {"Brunow"}),
    ("Ambassador Velten was received coldly.", {"Velten"}),
    ("General von Trautz resigned.", {"von Trautz"}),
    ("Harvik, the finance minister, refused to sign.", {"Harvik"}),
    ("The convoy reached Harvik in March.", set()),
]


@pytest.mark.parametrize(("text", "expected"), LONE_NAMES)
def test_a_family_name_alone_is_a_person_by_title_or_use(text: str, expected: set[str]) -> None:
    assert actors(layer_of(text)) == expected


def test_uses_elsewhere_decide_what_a_lone_name_is() -> None:
    layer = layer_of("Colonel Brunow commanded the garrison.", "Brunow telephoned the capital.")
    assert actors(layer, 1) == {"Brunow"}


@pytest.mark.parametrize("organ", ["Presidium", "Cabinet", "Politburo", "Chamber", "General Staff"])
def test_an_organ_stands_alone_with_the_article(organ: str) -> None:
    assert len(actors(layer_of(f"By midnight the {organ} had agreed."))) == 1


def test_it_means_the_subject_of_the_clause_before() -> None:
    layer = layer_of("The Presidium resolved to negotiate with Hungary; a day later it ordered an attack.")
    assert [m.actor for m in layer.mentions(0) if m.form == "pronoun"] == ["Presidium"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In July 1914 Berlin hesitated and Russia mobilised.", {"Germany", "Russia"}),
        ("In 1938 Berlin hesitated.", {"Germany"}),
        ("In 1995 Russia signed the treaty.", {"Russian Federation"}),
    ],
)
def test_a_name_leads_to_no_state_outside_the_years_told(text: str, expected: set[str]) -> None:
    assert actors(layer_of(text)) == expected
