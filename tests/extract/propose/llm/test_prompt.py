"""The prompt's data file: complete for the vocabulary, and of the language pack."""

from __future__ import annotations

from dataclasses import replace

from regesta.extract.annotate import annotate
from regesta.extract.propose.llm.prompt import ITEMS, digest, guide, request, schema
from regesta.extract.propose.llm.proposer import Llm
from regesta.extract.propose.llm.settings import LlmSettings
from regesta.extract.propose.llm.windows import windows
from regesta.extract.read.document import Document
from regesta.extract.record import EVENT_TYPES
from regesta.extract.text.languages import ENGLISH
from regesta.extract.workspace import default_settings

from .conftest import nlp

SETTINGS = LlmSettings(url="http://localhost/v1", model="m")


def test_the_guide_tells_every_step_every_type_and_every_field() -> None:
    told = guide(ENGLISH)
    assert set(told.steps) == set(ITEMS) == set(Llm().steps)
    assert set(told.types) == set(EVENT_TYPES)
    for step, item in ITEMS.items():
        named = {f for f in item["properties"] if f"`{f}`" in told.steps[step] or f"`{f}`" in told.role}
        assert named == set(item["properties"])


def test_no_record_of_a_model_is_accepted_unread() -> None:
    shipped = default_settings()
    sure = guide(ENGLISH).confidence
    for kind, value in sure.items():
        assert value >= shipped["thresholds"][kind]
        assert all(value < p["min_confidence"] for p in shipped["policies"].values() if kind in p["kinds"])


def test_windows_end_where_a_division_ends(essay: Document) -> None:
    annotated = annotate(essay, nlp())
    first, *rest = annotated.sentences
    moved = [first, *(replace(s, record=replace(s.record, division="other")) for s in rest)]
    made = list(windows(moved, 3, 2))
    assert [len(w.sentences) for w in made] == [1, 3, 1]
    assert [len(w.before) for w in made] == [0, 0, 2]
    assert [s for w in made for s in w.sentences] == moved


def test_the_same_question_has_the_same_digest_and_another_another(essay: Document) -> None:
    annotated = annotate(essay, nlp())
    window, *_ = windows(annotated.sentences, 2, 0)

    def asked(**other: object) -> str:
        return digest(request("claims", window, ENGLISH, replace(SETTINGS, **other)), ENGLISH)  # type: ignore[arg-type]

    assert asked() == asked(url="http://127.0.0.1:99/v1", concurrency=9)
    assert len({asked(), asked(model="n"), asked(temperature=1.0), asked(structured="none")}) == 4


def test_the_schema_is_strict_all_the_way_down() -> None:
    def objects(node: object) -> list[dict[str, object]]:
        if isinstance(node, dict):
            own = [node] if node.get("type") == "object" else []
            return own + [o for v in node.values() for o in objects(v)]
        return [o for v in node for o in objects(v)] if isinstance(node, list) else []

    for step in ITEMS:
        for node in objects(schema(step)):
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])  # type: ignore[call-overload]
