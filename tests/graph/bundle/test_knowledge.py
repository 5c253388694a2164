"""What a graph says without the words of its documents."""

from __future__ import annotations

from regesta.graph.bundle.knowledge import without_words
from regesta.graph.bundle.verbatim import Verbatim
from regesta.graph.map.view import LABEL
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode, Quad
from regesta.ontology.terms import RG

NAMES = Names("https://example.org/kg/")
TEXT = "He came back with nothing that anybody could call a treaty, and the troops stayed where they were."


def told(subject: str, *said: tuple[NamedNode, str]) -> dict[str, str]:
    """What is said of a subject without the text, by the name of the property."""
    quads = [Quad(NamedNode(NAMES.base + subject), p, Literal(value), DefaultGraph()) for p, value in said]
    made = without_words(quads, [Verbatim(TEXT)], NAMES)
    return {q.predicate.value.rsplit("#", 1)[-1]: q.object.value for q in made}  # type: ignore[union-attr]


def test_a_wording_stands_for_the_words() -> None:
    said = told("claim/1", (RG.text, TEXT), (LABEL, "no treaty"), (RG.wording, "The journey failed"))
    assert said == {
        "text": "The journey failed",
        "label": "The journey failed",
        "wording": "The journey failed",
    }


def test_a_wording_that_quotes_is_none() -> None:
    quoting = "nothing that anybody could call a treaty, and the troops stayed"
    said = told("claim/1", (RG.text, TEXT), (RG.start, "7"), (RG.wording, quoting))
    assert said == {"text": "[words not given, from character 7]", "start": "7"}


def test_what_was_decided_is_left_off_a_label_unless_it_was_worded() -> None:
    label = "Decision to order by Qavam: to call a treaty"
    assert told("event/1", (LABEL, label)) == {"label": "Decision to order by Qavam"}
    assert told("event/1", (LABEL, label), (RG.wording, "To sign"))["label"] == label


def test_titles_and_names_stay_and_quotations_go() -> None:
    assert told("source/1", (RG.title, TEXT)) == {"title": TEXT}
    assert told("event-mention/1", (RG.quote, "troops"), (RG.cue, "He")) == {}
    assert told("discrepancy/1", (RG.message, f"note 3 says: {TEXT}")) == {}
    assert told("discrepancy/1", (RG.message, "two dates")) == {"message": "two dates"}
