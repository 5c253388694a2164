"""A CAS out to INCEpTION and back, edited with the same library INCEpTION's users script it with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from cassis import Cas, load_cas_from_xmi, load_typesystem
from tests.review.exchange.conftest import TEXT, at, ground_of, planned, records

from regesta.extract.record import Footnote
from regesta.review.exchange.cas import read, write
from regesta.review.exchange.plan import Ground, ImportFault


def out(ground: Ground) -> bytes:
    notes = [r.span for r in records() if isinstance(r, Footnote)]
    return write("fiume", TEXT, ground.state.items.values(), ground.sentences["fiume"], notes)


def loaded(data: bytes) -> Cas:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return load_cas_from_xmi(
            io.BytesIO(archive.read("fiume.xmi")),
            typesystem=load_typesystem(io.BytesIO(archive.read("TypeSystem.xml"))),
        )


def edited(data: bytes, change: Callable[[Cas], None]) -> bytes:
    cas = loaded(data)
    change(cas)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("fiume.xmi", cas.to_xmi())
        archive.writestr("TypeSystem.xml", cas.typesystem.to_xml())
    return file.getvalue()


def layer(cas: Cas, kind: str) -> Any:
    return list(cas.select(f"webanno.custom.Regesta{kind}"))


def test_the_file_holds_every_record_on_its_words_and_sentences_with_tokens(ground: Ground) -> None:
    cas = loaded(out(ground))
    assert cas.sofa_string == TEXT
    assert {(a.record, a.get_covered_text()) for a in (*layer(cas, "Mention"), *layer(cas, "Event"), *layer(cas, "Claim"))} == {
        ("m1", "Sforza"), ("e1", "signed"), ("c1", "Italy wanted Fiume"), ("c2", "the port \nwas lost for good"),
    }  # fmt: skip
    segments = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
    assert len(list(cas.select(f"{segments}Sentence"))) == 5
    assert [t.get_covered_text() for t in cas.select(f"{segments}Token")][:4] == [
        "The",
        "map",
        "\U0001f5fa",
        "was",
    ]
    assert [(r.Governor.record, r.relation, r.Dependent.record) for r in layer(cas, "Relation")] == [
        ("c2", "attacks", "c1")
    ]


def test_unchanged_it_says_nothing(ground: Ground) -> None:
    assert read(out(ground), ground, proposer="Anna Bell") == ([], [])


def test_offsets_are_utf16_in_the_file(ground: Ground) -> None:
    with zipfile.ZipFile(io.BytesIO(out(ground))) as archive:
        xmi = archive.read("fiume.xmi").decode()
    assert f'begin="{at("Sforza")[0] + 1}"' in xmi  # the map is two units there, one code point here


def test_what_an_annotator_does_comes_back(ground: Ground) -> None:
    def change(cas: Cas) -> None:
        (mention,), (event,) = layer(cas, "Mention"), layer(cas, "Event")
        claims = {c.record: c for c in layer(cas, "Claim")}
        mention.who = "Count Carlo Sforza"
        event.verdict = "accept"
        cas.remove(claims["c1"])
        for relation in layer(cas, "Relation"):
            cas.remove(relation)
        start, end = at("the port \nwas lost")
        claims["c2"].begin, claims["c2"].end, claims["c2"].stance = start, end, "hedged"
        a, b = at("drawn")
        kinds = cas.typesystem
        cas.add(
            kinds.get_type("webanno.custom.RegestaEvent")(
                begin=a, end=b, category="Publication", date="1919", verdict="accept"
            )
        )
        a, b = at("Nitti")
        cas.add(kinds.get_type("webanno.custom.RegestaMention")(begin=a, end=b, who="Francesco Nitti"))

    said, faults = read(edited(out(ground), change), ground, proposer="Anna Bell")
    made = planned(said, ground)
    assert (faults, made.faults) == ([], ())
    by = {v.record: v for v in made.verdicts}
    assert {r: by[r].outcome for r in ("m1", "e1", "c1", "c2")} == {
        "m1": "edit",
        "e1": "accept",
        "c1": "reject",
        "c2": "edit",
    }
    assert by["c1"].reason == "deleted in INCEpTION"
    assert by["c2"].edited is not None
    assert (by["c2"].edited["spans"], by["c2"].edited["hedged"], by["c2"].edited.get("relations")) == (
        [list(at("the port \nwas lost"))],
        True,
        None,
    )
    new = {v.judged["kind"]: v for r, v in by.items() if r not in ("m1", "e1", "c1", "c2") and v.judged}
    assert (new["event"].outcome, new["mention"].outcome) == ("accept", "comment")
    after = ground_of(made.verdicts).state
    assert after.items[new["event"].record].status == "accepted"
    assert after.items[new["mention"].record].status == "candidate"


def test_a_wrong_feature_is_left_out_with_its_reason(ground: Ground) -> None:
    said, faults = read(
        edited(out(ground), lambda cas: setattr(layer(cas, "Event")[0], "verdict", "perhaps")),
        ground,
        proposer="x",
    )
    assert said == []
    assert "it may be accept" in faults[0].message


def test_form_feeds_do_not_break_the_xml_nor_the_offsets(ground: Ground) -> None:
    text = TEXT.replace("\n1 ASMAE", "\f1 ASMAE")
    other = Ground(state=ground.state, texts={"fiume": text}, sentences=ground.sentences, log=())
    data = write("fiume", text, ground.state.items.values(), ground.sentences["fiume"])
    assert read(data, other, proposer="x") == ([], [])


@pytest.mark.parametrize("data", [b"no xml", b"PK\x03\x04broken", b"<a/>"])
def test_a_file_that_is_no_cas(ground: Ground, data: bytes) -> None:
    with pytest.raises(ImportFault):
        read(data, ground, proposer="x")


def test_the_cas_of_another_text_is_refused(ground: Ground) -> None:
    other = Ground(state=ground.state, texts={"fiume": TEXT + "More."}, sentences=ground.sentences, log=())
    with pytest.raises(ImportFault, match="not the text of fiume"):
        read(out(ground), other, proposer="x")
