"""Labelled stretches of annotation tools, out and back: doccano, Label Studio, Prodigy, CoNLL-U."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.review.exchange.conftest import TEXT, at, ground_of, planned

from regesta.review.exchange import conllu, doccano, label_studio, prodigy
from regesta.review.exchange.files import read
from regesta.review.exchange.plan import Ground, ImportFault
from regesta.review.exchange.tasks import Task, said, tasks_of

UNITS = [at("The map \U0001f5fa was drawn in 1919.1"), at("Sforza denied that Italy wanted Fiume."), at("Nitti signed the treaty on 12 November 1920."), at("=Risky= he called it; the port \nwas lost for good."), at("ASMAE, b. 12.")]  # fmt: skip


def tasks(ground: Ground) -> list[Task]:
    return list(tasks_of("fiume", TEXT, ground.state.items.values(), UNITS))


def submitted(data: bytes) -> bytes:
    """Tasks of Label Studio with their predictions submitted as they are."""
    rows = json.loads(data)
    for row in rows:
        row["annotations"] = [{"result": row.pop("predictions")[0]["result"]}]
    return json.dumps(rows).encode()


WRITERS: dict[str, Callable[[Ground], bytes]] = {
    "d.jsonl": lambda g: doccano.write(tasks(g)),
    "l.json": lambda g: submitted(label_studio.write(tasks(g))),
    "p.jsonl": lambda g: prodigy.write(tasks(g)),
    "c.conllu": lambda g: conllu.write("fiume", TEXT, g.state.items.values(), UNITS),
}


@pytest.mark.parametrize("name", WRITERS)
def test_our_own_file_says_nothing_new(ground: Ground, name: str) -> None:
    assert read(name, WRITERS[name](ground), ground, proposer="Anna Bell") == ([], [])


def test_stretches_select_their_words(ground: Ground) -> None:
    (row,) = map(json.loads, doccano.write(tasks(ground)).splitlines())
    words = {(e["label"], row["text"][e["start_offset"] : e["end_offset"]]) for e in row["entities"]}
    assert words == {
        ("mention.name", "Sforza"),
        ("event.Agreement", "signed"),
        ("claim.actor", "Italy wanted Fiume"),
        ("claim.author", "the port \nwas lost for good"),
    }
    (relation,) = row["relations"]
    ends = {e["id"]: e["label"] for e in row["entities"]}
    assert (ends[relation["from_id"]], relation["type"], ends[relation["to_id"]]) == (
        "claim.author",
        "attacks",
        "claim.actor",
    )


def changed(name: str, data: bytes) -> bytes:
    """The mention deleted, the event a meeting, the relation taken away, "treaty" a new event."""
    if name == "c.conllu":
        text = (
            data.decode()
            .replace("Regesta=B-mention.name-m1", "")
            .replace("event.Agreement-e1", "event.Meeting-e1")
        )
        lines = [x for x in text.splitlines() if "regesta_relation" not in x]
        lines = [f"{x}|Regesta=B-event.Other" if x.split("\t")[1:2] == ["treaty"] else x for x in lines]
        return "\n".join(lines).encode()
    if name == "l.json":
        rows = json.loads(data)
        (told,) = rows[0]["annotations"]
        told["result"] = [r for r in told["result"] if r["type"] == "labels" and r["id"] != "m1"]
        for r in told["result"]:
            r["value"]["labels"] = [x.replace("Agreement", "Meeting") for x in r["value"]["labels"]]
        start = rows[0]["data"]["text"].index("treaty")
        told["result"].append(
            {
                "id": "xyz",
                "type": "labels",
                "value": {"start": start, "end": start + 6, "text": "treaty", "labels": ["event.Other"]},
            }
        )
        return json.dumps(rows).encode()
    row = json.loads(data)
    start = row["text"].index("treaty")
    row["relations"] = []
    if name == "d.jsonl":
        row["entities"] = [
            e | {"label": e["label"].replace("Agreement", "Meeting")}
            for e in row["entities"]
            if "mention" not in e["label"]
        ]
        row["entities"].append(
            {"id": 99, "label": "event.Other", "start_offset": start, "end_offset": start + 6}
        )
    else:
        row["spans"] = [
            e | {"label": e["label"].replace("Agreement", "Meeting")}
            for e in row["spans"]
            if e["record"] != "m1"
        ]
        row["spans"].append({"label": "event.Other", "start": start, "end": start + 6})
    return json.dumps(row).encode()


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_changed_comes_back_as_verdicts(ground: Ground, name: str) -> None:
    requests, faults = read(name, changed(name, WRITERS[name](ground)), ground, proposer="Anna Bell")
    made = planned(requests, ground)
    assert (faults, made.faults) == ([], ())
    after = ground_of(made.verdicts).state.items
    assert after["m1"].status == "rejected"
    assert after["e1"].record.to_dict()["type"] == "Meeting"
    assert after["c2"].record.to_dict().get("relations", []) == []
    (fresh,) = (j for j in after.values() if j.record.id not in ground.state.items)
    assert (fresh.status, fresh.record.kind, fresh.record.to_dict()["trigger"]) == (
        "candidate",
        "event",
        [*at("treaty")],
    )
    again, _ = read(name, changed(name, WRITERS[name](ground)), ground, proposer="Anna Bell")
    assert planned(again, ground_of(made.verdicts)).verdicts == ()


def test_an_accepted_task_accepts_what_stands_in_it(ground: Ground) -> None:
    row = json.loads(prodigy.write(tasks(ground))) | {"answer": "accept"}
    requests, faults = read("p.jsonl", json.dumps(row).encode(), ground, proposer="Anna Bell")
    assert (faults, {(r.record, r.outcome) for r in requests}) == (
        [],
        {(r, "accept") for r in ("m1", "e1", "c1", "c2")},
    )
    for answer, left in (("ignore", 0), ("reject", 1)):
        requests, faults = read(
            "p.jsonl", json.dumps(row | {"answer": answer}).encode(), ground, proposer="Anna Bell"
        )
        assert (requests, len(faults)) == ([], left)
    told = json.loads(submitted(label_studio.write(tasks(ground))))
    told[0]["annotations"][0]["ground_truth"] = True
    requests, _ = read("l.json", json.dumps(told).encode(), ground, proposer="Anna Bell")
    assert {r.outcome for r in requests} == {"accept"}


def test_relations_are_drawn(ground: Ground) -> None:
    row = json.loads(doccano.write(tasks(ground)))
    row["relations"][0]["type"] = "supports"
    requests, faults = read("d.jsonl", json.dumps(row).encode(), ground, proposer="Anna Bell")
    after = ground_of(planned(requests, ground).verdicts).state.items["c2"].record.to_dict()
    assert (faults, [(r["type"], r["target"]) for r in after["relations"]]) == ([], [("supports", "c1")])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "Words of another text.", "label": [[0, 5, "event"]]}, "stands at no one place"),
        ({"text": "Nitti signed the treaty", "label": [[6, 12, "verb"]]}, "cannot be added by hand"),
        ({"text": "Nitti signed the treaty", "label": [[6, 12, "event.Nonsense"]]}, "Nonsense"),
    ],
)
def test_files_of_others_are_read_as_far_as_they_are_understood(
    ground: Ground, row: dict[str, Any], message: str
) -> None:
    requests, faults = read("d.jsonl", json.dumps(row).encode(), ground, proposer="Anna Bell")
    made = planned(requests, ground)
    assert not made.verdicts
    assert message in " ".join(f.message for f in (*faults, *made.faults))


@pytest.mark.parametrize(
    ("name", "data"),
    [("d.jsonl", b"no json"), ("d.jsonl", b""), ("p.jsonl", b"[1]"), ("c.conllu", b"1 2 3\n")],
)
def test_what_is_no_such_file_says_so(ground: Ground, name: str, data: bytes) -> None:
    with pytest.raises(ImportFault):
        read(name, data, ground, proposer="Anna Bell")


def test_conllu_is_read_by_its_library(ground: Ground) -> None:
    library = pytest.importorskip("conllu", reason="conllu is not installed (pip install conllu)")
    sentences = library.parse(WRITERS["c.conllu"](ground).decode())
    assert [s.metadata["text"].split()[0] for s in sentences] == [
        "The",
        "Sforza",
        "ASMAE,",
        "Nitti",
        "=Risky=",
    ]
    for sentence in sentences:
        for token in sentence:
            a, b = map(int, token["misc"]["TokenRange"].split(":"))
            assert TEXT[a:b] == token["form"]
    marked = {t["form"]: t["misc"]["Regesta"] for s in sentences for t in s if t["misc"].get("Regesta")}
    assert (marked["Sforza"], marked["signed"], marked["Italy"]) == (
        "B-mention.name-m1",
        "B-event.Agreement-e1",
        "B-claim.actor-c1",
    )


def test_label_studio_has_the_documented_keys(ground: Ground) -> None:
    (task,) = json.loads(label_studio.write(tasks(ground)))
    assert {*task} == {"data", "predictions"}
    for region in task["predictions"][0]["result"]:
        if region["type"] == "relation":
            assert {*region} == {"type", "from_id", "to_id", "direction", "labels"}
        else:
            assert {*region} == {"id", "from_name", "to_name", "type", "value"}
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


def test_prodigy_has_tokens_that_spans_begin_and_end_with(ground: Ground) -> None:
    row = json.loads(prodigy.write(tasks(ground)))
    tokens = row["tokens"]
    assert [t["id"] for t in tokens] == list(range(len(tokens)))
    for span in row["spans"]:
        assert (tokens[span["token_start"]]["start"], tokens[span["token_end"]]["end"]) == (
            span["start"],
            span["end"],
        )
    for relation in row["relations"]:
        assert {relation["head"], relation["child"]} <= {t["id"] for t in tokens}


def test_long_texts_are_cut_where_nothing_goes_on() -> None:
    text = "One two three. " * 400
    units = [(n * 15, n * 15 + 14) for n in range(400)]
    made = list(tasks_of("d", text, [], units))
    assert len(made) > 2
    assert "".join(t.text for t in made) == text
    assert all(t.text.startswith("One") for t in made)
    assert said(made, Ground(ground_of().state, {"d": text}, {}, ()), proposer="A") == ([], [])
