"""The proposer `llm` over real HTTP, with an endpoint that behaves and one that misbehaves."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from regesta.extract.faults import StrictError
from regesta.extract.propose.proposer import ProposerError
from regesta.extract.read.document import Document
from regesta.extract.record import Claim, Decision, Diagnostic, Event, quote_of

from .conftest import Answer, Ask, Asked, Endpoint


def claim(asked: Asked, quote: str, **more: Any) -> dict[str, Any]:
    """An item as a good model gives it."""
    given = {
        "number": 1,
        "sentence": asked.number(quote),
        "quote": quote,
        "cue": "",
        "holder": [],
        "voice": "author",
    }
    return {**given, "hedged": False, "negated": False, "relations": [], "within": 0, **more}


def good(asked: Asked, before: int = 0) -> Answer:
    """Two claims, one answering the other."""
    eden = claim(asked, "the pact was a mistake", number=1, cue="argued", holder=["Eden"], voice="actor")
    late = claim(
        asked, "The plan was surely too late", number=2, relations=[{"type": "supports", "target": 1}]
    )
    return Answer({"claims": [eden, late]})


def told(run: Any) -> list[Diagnostic]:
    return [r for r in run.records if isinstance(r, Diagnostic)]


def claims(run: Any) -> list[Claim]:
    return [r for r in run.records if isinstance(r, Claim)]


def test_claims_stand_where_the_text_has_them(endpoint: Endpoint, ask: Ask, essay: Document) -> None:
    endpoint.answer = good
    run = ask()
    first, second = claims(run)
    assert first.quote == quote_of(essay.text, first.spans) == "the pact was a mistake"
    assert (first.holder, first.voice) == (("Anthony Eden",), "actor")
    assert first.cue is not None
    assert essay.text[slice(*first.cue)] == "argued"
    assert len(first.footnotes) == 1
    assert (second.holder, second.voice) == (("thesis author",), "author")
    assert [(r.type, r.target) for r in second.relations] == [("supports", first.id)]
    assert not told(run)


def test_what_was_asked_stands_in_the_record_and_in_the_request(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = good
    run = ask(temperature=0.3)
    assert {c.proposer for c in claims(run)} == {"llm.v1 tiny:1b prompt=1 temperature=0.3"}
    body = endpoint.asked[0].body
    assert (body["model"], body["temperature"]) == ("tiny:1b", 0.3)
    shape = body["response_format"]
    assert shape["type"] == "json_schema"
    item = shape["json_schema"]["schema"]["properties"]["claims"]["items"]
    assert set(item["properties"]["voice"]["enum"]) == {"author", "scholar", "school", "actor", "document"}
    assert "character by character" in body["messages"][0]["content"]


def test_events_and_decisions(endpoint: Endpoint, ask: Ask, essay: Document) -> None:
    def events(asked: Asked, before: int) -> Answer:
        item = {
            "sentence": asked.number("Malta"),
            "trigger": "ordered",
            "type": "Order",
            "agents": ["Bevin"],
            "recipients": [],
            "place": "Malta",
            "date": "1946-05-03",
            "factuality": "asserted",
        }
        return Answer(
            {"events": [item, {**item, "date": "1946-02-30", "trigger": "fleet", "agents": ["Chou En-lai"]}]}
        )

    endpoint.answer = events
    run = ask(step="events")
    first, second = (r for r in run.records if isinstance(r, Event))
    assert (first.type, first.agents, first.place) == ("Order", ("Ernest Bevin",), "Malta")
    assert essay.text[slice(*first.trigger)] == "ordered"
    assert first.date is not None
    assert first.date.edtf == "1946-05-03"
    assert first.quote == quote_of(essay.text, first.spans)
    assert (second.date, second.agents) == (None, ())
    reasons = " ".join(d.reason for d in told(run))
    assert "a date that is none: '1946-02-30'" in reasons
    assert "a name that is not in the text: 'Chou En-lai'" in reasons

    def decisions(asked: Asked, before: int) -> Answer:
        item = {
            "sentence": asked.number("approved"),
            "trigger": "approved",
            "decision": "approve",
            "deciders": ["Cabinet"],
            "addressees": [],
            "content": "the plan",
            "date": "1946-05-07",
        }
        return Answer({"decisions": [item]})

    endpoint.answer = decisions
    (decision,) = (r for r in ask(step="decisions").records if isinstance(r, Decision))
    assert decision.content is not None
    assert essay.text[slice(*decision.content)] == "the plan"
    assert decision.decision == "approve"


def test_an_invented_quote_is_refused_and_counted_and_the_rest_stands(endpoint: Endpoint, ask: Ask) -> None:
    def some(asked: Asked, before: int) -> Answer:
        invented = [
            claim(asked, "the pact was a grave mistake", sentence=1),
            claim(asked, "The pact was a mistake", sentence=1),
            claim(asked, "mistak", sentence=1),
            claim(asked, "", sentence=1),
        ]
        return Answer({"claims": [*invented, claim(asked, "The plan was surely too late")]})

    endpoint.answer = some
    run = ask()
    assert [c.quote for c in claims(run)] == ["The plan was surely too late"]
    assert len(told(run)) == 4
    assert all("quote" in d.reason and d.step == "claims" for d in told(run))
    assert "4 parts of answers refused" in run.said[-1]


def test_a_quote_in_another_sentence_than_said_is_found_there(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = lambda asked, k: Answer(
        {"claims": [claim(asked, "The plan was surely too late", sentence=99)]}
    )
    assert [c.quote for c in claims(ask())] == ["The plan was surely too late"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"voice": "oracle"}, "voice = 'oracle', which is none of"),
        ({"hedged": "yes"}, "hedged = 'yes', which is neither true nor false"),
        ({"sentence": "one"}, "sentence = 'one', which is no number"),
        ({"holder": "Eden", "voice": "actor"}, "holder = 'Eden', which is no list"),
        ({"holder": [], "voice": "scholar"}, "a claim of a scholar without a holder"),
        ({"quote": 7}, "quote = 7, which is no text"),
    ],
)
def test_an_item_of_a_wrong_shape_costs_only_itself(
    endpoint: Endpoint, ask: Ask, wrong: dict[str, Any], reason: str
) -> None:
    def some(asked: Asked, before: int) -> Answer:
        bad = {**claim(asked, "the pact was a mistake"), **wrong}
        return Answer({"claims": [bad, claim(asked, "The plan was surely too late")]})

    endpoint.answer = some
    run = ask()
    assert [c.quote for c in claims(run)] == ["The plan was surely too late"]
    assert [reason in d.reason for d in told(run)] == [True]


@pytest.mark.parametrize(
    "relations", [7, [3], [{"type": "supports", "target": 9}], [{"type": "likes", "target": 2}]]
)
def test_a_relation_that_does_not_hold_costs_only_itself(
    endpoint: Endpoint, ask: Ask, relations: Any
) -> None:
    def some(asked: Asked, before: int) -> Answer:
        one = claim(asked, "the pact was a mistake", relations=relations, within=[2])
        return Answer({"claims": [one, claim(asked, "The plan was surely too late", number=2)]})

    endpoint.answer = some
    run = ask()
    assert [(c.relations, c.within) for c in claims(run)] == [((), ""), ((), "")]
    assert len(told(run)) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"claims": [{"number": 1, "quote": "the pa', "an answer that is not JSON"),
        ("I am sorry, I cannot do that.", "an answer that is not JSON"),
        ({"statements": []}, "an answer without a list 'claims'"),
        ({"claims": "none"}, "an answer without a list 'claims'"),
        ({"claims": [1]}, "an answer without a list 'claims'"),
        ([], "an answer without a list 'claims'"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_for_once_more_and_then_told(
    endpoint: Endpoint, ask: Ask, content: Any, reason: str
) -> None:
    endpoint.answer = lambda asked, k: Answer(content, finish="length")
    run = ask(cache=True)
    assert len(endpoint.asked) == 2
    assert claims(run) == []
    (diagnostic,) = told(run)
    assert reason in diagnostic.reason
    assert "cut off at max_tokens = 4096" in diagnostic.reason
    assert {"mention", "citation"} <= {r.kind for r in run.records}
    endpoint.answer = good
    assert len(claims(ask(cache=True))) == 2  # what could not be read was not kept


def test_json_in_a_fence_is_read(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = lambda asked, k: Answer(f"```json\n{json.dumps(good(asked).content)}\n```")
    assert len(claims(ask(structured="none"))) == 2
    assert "response_format" not in endpoint.asked[0].body
    assert '"additionalProperties"' in endpoint.asked[0].body["messages"][0]["content"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_passes_is_asked_again(endpoint: Endpoint, ask: Ask, status: int) -> None:
    endpoint.answer = lambda asked, k: good(asked) if k else Answer("later", status=status)
    run = ask()
    assert len(claims(run)) == 2
    assert len(endpoint.asked) == 2
    assert not told(run)


def test_a_server_that_stays_in_trouble_is_told_with_its_words(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = lambda asked, k: Answer(status=500, raw="out of memory on card 0")
    run = ask()
    assert len(endpoint.asked) == 3
    (diagnostic,) = told(run)
    assert diagnostic.reason == "status 500 (out of memory on card 0), after 3 attempts"
    assert diagnostic.proposer == "llm.v1"
    assert "1 windows, 0 of them answered from the cache, 1 not at all" in run.said[-1]


def test_a_server_that_is_too_slow_is_given_up_for_that_window_only(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = lambda asked, k: (
        Answer({"claims": []}, wait=1.5) if asked.number("Malta") else good_late(asked)
    )
    run = ask(window=1, timeout_seconds=0.5, retries=1)
    assert [c.quote for c in claims(run)] == ["The plan was surely too late"]
    assert [d.reason for d in told(run)] == ["no reply within 0.5 s, after 2 attempts"]


def good_late(asked: Asked) -> Answer:
    found = asked.number("The plan was surely")
    return Answer({"claims": [claim(asked, "The plan was surely too late")] if found else []})


@pytest.mark.parametrize(
    "raw", ["{}", '{"choices": []}', "<html>", '{"choices": [{"message": null}]}', "[1]"]
)
def test_a_reply_that_is_no_chat_completion_is_told(endpoint: Endpoint, ask: Ask, raw: str) -> None:
    endpoint.answer = lambda asked, k: Answer(raw=raw)
    (diagnostic,) = told(ask())
    assert "no chat completion" in diagnostic.reason


@pytest.mark.parametrize(
    ("status", "hint"),
    [(401, "key_env"), (404, "Is the model there"), (400, "structured"), (302, "points to")],
)
def test_a_refusal_stops_at_once_and_says_what_to_mend(
    endpoint: Endpoint, ask: Ask, status: int, hint: str
) -> None:
    headers = {"Location": "http://elsewhere.invalid/v1"} if status == 302 else {}
    endpoint.answer = lambda asked, k: Answer(status=status, raw="no", headers=headers)
    with pytest.raises(ProposerError, match=rf"status {status} \(no\).*{hint}"):
        ask(concurrency=1)
    assert len(endpoint.asked) == 1


def test_where_nobody_answers_is_said_soon(ask: Ask) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}/v1"
        with pytest.raises(ProposerError, match=r"nothing answers at .*Start the server"):
            ask(url=url, retries=20)


def test_a_second_run_costs_nothing_and_says_the_same(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = good
    first = ask(cache=True, window=2, price_in=2.0, price_out=10.0, currency="EUR")
    asked = len(endpoint.asked)
    assert asked == 3
    assert "300 tokens in, 60 out (0.0012 EUR)" in first.said[-1]
    again = ask(cache=True, window=2, price_in=2.0, price_out=10.0, currency="EUR")
    assert len(endpoint.asked) == asked
    assert again.records == first.records
    assert "3 windows, 3 of them answered from the cache" in again.said[-1]
    assert "0 tokens in, 0 out" in again.said[-1]
    ask(cache=True, window=2, temperature=0.5)
    assert len(endpoint.asked) == 2 * asked  # another question


def test_windows_are_asked_side_by_side_with_what_stands_before(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = lambda asked, k: Answer({"claims": []}, wait=0.3)
    run = ask(window=1, before=1, concurrency=3)
    assert len(endpoint.asked) == 5
    assert 2 <= endpoint.busiest <= 3
    ordered = sorted((a for a in endpoint.asked), key=lambda a: a.number("Kyle rejects"))
    message = ordered[-1].body["messages"][1]["content"]
    assert list(ordered[-1].sentences.values()) == ["Kyle rejects this view."]
    assert "Bevin ordered the fleet" in message.partition("[1]")[0]
    shown = [done for name, done in run.steps if "windows" in name]
    assert len(shown) == 5
    assert shown == sorted(shown)


def test_strict_stops_at_an_invented_quote(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.answer = lambda asked, k: Answer({"claims": [claim(asked, "the pact was fine")]})
    with pytest.raises(StrictError, match=r"llm\.v1 failed .*not in the text"):
        ask(strict=True)


def test_the_key_goes_in_the_header_and_never_into_a_record(
    endpoint: Endpoint, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.answer = good
    monkeypatch.setenv("A_KEY_FOR_TESTS", "open-sesame")
    run = ask(key_env="A_KEY_FOR_TESTS")
    assert endpoint.asked[0].headers["authorization"] == "Bearer open-sesame"
    assert "open-sesame" not in repr(run)
    monkeypatch.delenv("A_KEY_FOR_TESTS")
    with pytest.raises(ProposerError, match=r"A_KEY_FOR_TESTS.*is not set"):
        ask(key_env="A_KEY_FOR_TESTS")


def test_nothing_is_sent_without_an_address_or_to_another_machine_unasked(
    endpoint: Endpoint, ask: Ask
) -> None:
    with pytest.raises(ProposerError, match="There is no default address"):
        ask(url="")
    with pytest.raises(ProposerError, match=r"llm.example.org is not this machine.*allow_remote = true"):
        ask(url="https://llm.example.org/v1")
    assert endpoint.asked == []


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    endpoint: Endpoint, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.answer = good
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    assert len(claims(ask())) == 2


def test_another_machine_that_is_allowed_is_said_on_screen(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is of the kind that stands for no machine."""
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    said: list[str] = []
    with pytest.raises(ProposerError, match="nothing answers"):
        ask(url="http://llm.invalid/v1", allow_remote=True, concurrency=1, said=said)
    assert said == [
        "the text of essay goes to llm.invalid, unencrypted (allow_remote in [proposers.settings.llm])"
    ]
