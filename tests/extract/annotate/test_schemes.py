"""Parses by other schemes of labels become parses by ours, or are refused by name."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from regesta.extract.annotate import grammar, load_model
from regesta.extract.annotate.grammar import ParseError
from regesta.extract.annotate.models import installed
from regesta.extract.annotate.schemes import form_of, scheme_of, schemes, translated

#: A word: text, part of speech, features, label, index of its head; and its lemma where that is another.
Row = tuple[str, str, str, str, int] | tuple[str, str, str, str, int, str]


def parse(*rows: Row) -> Doc:
    """A hand-made parse."""
    return Doc(
        Vocab(),
        words=[r[0] for r in rows],
        pos=[r[1] for r in rows],
        morphs=[r[2] for r in rows],
        deps=[r[3] for r in rows],
        heads=[r[4] for r in rows],
        lemmas=[r[5] if len(r) > 5 else r[0] for r in rows],
        tags=["XY"] * len(rows),
    )


def relations(doc: Doc) -> dict[str, tuple[str, str]]:
    """Word -> its relation and its head."""
    return {t.text: (t.dep_, t.head.text) for t in doc}


def test_a_parse_by_our_labels_is_taken_as_it_is() -> None:
    doc = parse(("Egypt", "PROPN", "", "nsubj", 1), ("refused", "VERB", "", "ROOT", 1))
    assert translated([doc]) == [doc]
    assert scheme_of({"nsubj", "ROOT"}).name == "clearnlp"


@pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
def test_the_shipped_models_speak_our_labels() -> None:
    assert scheme_of(load_model().get_pipe("parser").labels).native


ACTIVE = parse(
    ("Le", "DET", "", "det", 1),
    ("conseil", "NOUN", "Number=Sing", "nsubj", 3),
    ("a", "AUX", "", "aux", 3),
    ("rejeté", "VERB", "Tense=Past|VerbForm=Part", "ROOT", 3),
    ("le", "DET", "", "det", 5),
    ("plan", "NOUN", "Number=Sing", "obj", 3),
    ("de", "ADP", "", "case", 7),
    ("Paris", "PROPN", "", "nmod", 5),
)


def test_universal_dependencies_prepositions_head_their_nouns() -> None:
    (doc,) = translated([ACTIVE])
    found = relations(doc)
    assert found["conseil"] == (grammar.SUBJECT, "rejeté")
    assert found["plan"] == (grammar.OBJECT, "rejeté")
    assert found["de"] == (grammar.PREPOSITION, "plan")
    assert found["Paris"] == (grammar.PREPOSITION_OBJECT, "de")
    assert [t.tag_ for t in doc if t.text in ("rejeté", "Paris")] == [grammar.PAST_PARTICIPLE, grammar.NAME]


def test_universal_dependencies_passives() -> None:
    doc = parse(
        ("plan", "NOUN", "", "nsubj:pass", 2),
        ("fut", "AUX", "", "aux:pass", 2),
        ("rejeté", "VERB", "", "root", 2),
        ("par", "ADP", "", "case", 4),
        ("conseil", "NOUN", "", "obl:agent", 2),
    )
    found = relations(translated([doc])[0])
    assert found["plan"] == (grammar.PASSIVE_SUBJECT, "rejeté")
    assert found["fut"] == (grammar.PASSIVE_AUXILIARY, "rejeté")
    assert found["par"] == (grammar.BY_AGENT, "rejeté")
    assert found["conseil"] == (grammar.PREPOSITION_OBJECT, "par")
    assert found["rejeté"] == (grammar.ROOT, "rejeté")


def test_universal_dependencies_a_copula_heads_its_clause() -> None:
    doc = parse(
        ("plan", "NOUN", "", "nsubj", 4),
        ("ne", "ADV", "Polarity=Neg", "advmod", 4),
        ("fut", "AUX", "", "cop", 4),
        ("grand", "ADJ", "", "amod", 4),
        ("échec", "NOUN", "", "root", 4),
        ("et", "CCONJ", "", "cc", 6),
        ("tomba", "VERB", "", "conj", 4),
    )
    found = relations(translated([doc])[0])
    assert found["fut"] == (grammar.ROOT, "fut")
    assert found["échec"] == (grammar.ATTRIBUTE, "fut")
    assert found["plan"] == (grammar.SUBJECT, "fut")
    assert found["ne"] == (grammar.NEGATION, "fut")
    assert found["grand"] == (grammar.ADJECTIVE, "échec")
    assert found["tomba"] == (grammar.CONJUNCT, "fut")
    assert found["et"] == (grammar.COORDINATOR, "fut")


def test_a_subtype_nobody_listed_means_what_its_type_means() -> None:
    doc = parse(("soir", "NOUN", "", "obl:tmod", 1), ("tomba", "VERB", "", "root", 1))
    assert relations(translated([doc])[0])["soir"] == (grammar.NOUN_AS_ADVERB, "tomba")


def test_tiger_the_participle_heads_the_clause() -> None:
    doc = parse(
        ("Der", "DET", "", "nk", 1),
        ("Rat", "NOUN", "", "sb", 2),
        ("hat", "AUX", "", "ROOT", 2, "haben"),
        ("den", "DET", "", "nk", 4),
        ("Vertrag", "NOUN", "", "oa", 7),
        ("mit", "ADP", "", "mnr", 4),
        ("Rom", "PROPN", "", "nk", 5),
        ("abgelehnt", "VERB", "VerbForm=Part", "oc", 2, "ablehnen"),
        (".", "PUNCT", "", "punct", 2),
    )
    found = relations(translated([doc])[0])
    assert found["abgelehnt"] == (grammar.ROOT, "abgelehnt")
    assert found["hat"] == (grammar.AUXILIARY, "abgelehnt")
    assert found["Rat"] == (grammar.SUBJECT, "abgelehnt")
    assert found["Vertrag"] == (grammar.OBJECT, "abgelehnt")
    assert found["mit"] == (grammar.PREPOSITION, "Vertrag")
    assert found["Rom"] == (grammar.PREPOSITION_OBJECT, "mit")
    assert found["Der"] == (grammar.DETERMINER, "Rat")
    assert found["."] == (grammar.PUNCTUATION, "abgelehnt")


def test_tiger_passives() -> None:
    doc = parse(
        ("Der", "DET", "", "nk", 1),
        ("Vertrag", "NOUN", "", "sb", 2),
        ("wurde", "AUX", "VerbForm=Fin", "ROOT", 2, "werden"),
        ("von", "ADP", "", "sbp", 6),
        ("Rom", "PROPN", "", "nk", 3),
        ("nicht", "PART", "", "ng", 6),
        ("abgelehnt", "VERB", "VerbForm=Part", "oc", 2, "ablehnen"),
    )
    found = relations(translated([doc])[0])
    assert found["Vertrag"] == (grammar.PASSIVE_SUBJECT, "abgelehnt")
    assert found["wurde"] == (grammar.PASSIVE_AUXILIARY, "abgelehnt")
    assert found["von"] == (grammar.BY_AGENT, "abgelehnt")
    assert found["Rom"] == (grammar.PREPOSITION_OBJECT, "von")
    assert found["nicht"] == (grammar.NEGATION, "abgelehnt")


def test_tiger_conjuncts_hang_on_what_they_are_coordinated_with() -> None:
    doc = parse(
        ("Rom", "PROPN", "", "sb", 3),
        ("und", "CCONJ", "", "cd", 0),
        ("Wien", "PROPN", "", "cj", 1),
        ("zögerten", "VERB", "", "ROOT", 3),
    )
    found = relations(translated([doc])[0])
    assert found["Wien"] == (grammar.CONJUNCT, "Rom")
    assert found["und"] == (grammar.COORDINATOR, "Rom")


def test_the_scheme_is_that_of_the_whole_document() -> None:
    plain = parse(("Paris", "PROPN", "", "nsubj", 1), ("refusa", "VERB", "VerbForm=Fin", "ROOT", 1))
    first, _ = translated([plain, ACTIVE])
    assert [t.tag_ for t in first] == [grammar.NAME, grammar.PRESENT]


def test_entities_are_called_by_the_names_of_ontonotes() -> None:
    doc = parse(("Curie", "PROPN", "", "nsubj", 1), ("refusa", "VERB", "", "root", 1))
    doc.set_ents([doc.char_span(0, 5, label="PER")])
    assert [(e.text, e.label_) for e in translated([doc])[0].ents] == [("Curie", "PERSON")]


def test_labels_nobody_knows_are_refused_by_name() -> None:
    doc = parse(
        ("A", "NOUN", "", "nsubj", 1),
        ("b", "VERB", "", "root", 1),
        ("c", "NOUN", "", "karaka", 1),
        ("d", "NOUN", "", "vmod", 1),
    )
    with pytest.raises(ParseError, match=r"karaka, vmod .*nearest scheme is 'universal'"):
        translated([doc])


def test_every_relation_and_form_of_the_tables_is_one_of_ours() -> None:
    named = {v for k, v in vars(grammar).items() if k.isupper() and isinstance(v, str)}
    for scheme in schemes():
        for label in scheme.relations:
            for _, _, relation in scheme.rows(label):
                assert scheme.native or grammar.relation_named(relation) in named
        for rule in scheme.promotions:
            assert grammar.relation_named(rule.leaves) in named
            assert not rule.takes or grammar.relation_named(rule.takes) in named
        for label in scheme.relations:
            assert scheme.rows(label)[-1][:2] == ("", ""), f"{scheme.name}: {label} may fit no row"


@pytest.mark.parametrize(
    ("pos", "features", "form"),
    [
        ("VERB", "VerbForm=Inf", grammar.BASE_VERB),
        ("VERB", "Tense=Past|VerbForm=Fin", grammar.PAST),
        ("VERB", "Number=Sing|Person=3|Tense=Pres", grammar.PRESENT_THIRD),
        ("DET", "Poss=Yes", grammar.POSSESSIVE_PRONOUN),
        ("NOUN", "Number=Plur", grammar.PLURAL_NOUN),
        ("PUNCT", "", ""),
    ],
)
def test_word_forms_by_universal_features(pos: str, features: str, form: str) -> None:
    assert form_of(parse(("x", pos, features, "root", 0))[0]) == form


def test_translation_keeps_texts_spaces_and_length() -> None:
    (doc,) = translated([ACTIVE])
    assert doc.text == ACTIVE.text
    assert [t.idx for t in doc] == [t.idx for t in ACTIVE]
