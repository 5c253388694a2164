"""The mention layer: records of mentions and actors, and questions about tokens."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.propose.mentions.layer import MentionLayer, propose_actors, propose_mentions

LayerOf = Callable[..., MentionLayer]


def test_records_quote_the_raw_text(layer_of: LayerOf) -> None:
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


def test_tokens_are_asked_for_their_actor_and_place(layer_of: LayerOf) -> None:
    layer = layer_of("The Egyptian president, Nasser, spoke in Alexandria with Eden and Mollet.")
    doc = layer.annotated.sentences[0].doc
    token = {t.text: t for t in doc}
    assert layer.actor_of(token["Nasser"]) == "Gamal Abdel Nasser"
    assert layer.actor_at(0, token["spoke"].i) is None
    assert layer.place_at(0, token["Alexandria"].i) == "Alexandria"
    assert layer.actors_of(token["Eden"]) == ("Anthony Eden", "Guy Mollet")
