"""Spoken acts dated by the documents their notes cite."""

from __future__ import annotations

import pytest

from regesta.extract.propose.events.document_dates import dated_by_documents
from regesta.extract.record import Citation, Date, Event, Factuality, Fields, Source

NOTE = "7 Telegram from Bonnet to Bidault, 4 June 1947, AMAE, serie B, vol. 12."
TEXT = "Bonnet warned Paris. " + NOTE


def cited(
    doc_date: str = "1947-06-04",
    sender: str = "Bonnet",
    recipient: str = "Bidault",
    kind: str = "telegram",
    title: str = "",
    number: int = 1,
) -> Citation:
    fields = Fields(sender=sender, recipient=recipient, doc_kind=kind, doc_date=doc_date, title=title)
    return Citation(
        id=f"c{number}",
        document="d",
        span=(21, len(TEXT)),
        footnote="I.7",
        type="archival_document",
        fields=fields,
        source=f"s{number}",
    )


def act(
    kind: str = "Communication",
    agents: tuple[str, ...] = ("Henri Bonnet",),
    recipients: tuple[str, ...] = (),
    told: Factuality = "asserted",
) -> Event:
    return Event(
        id="e",
        document="d",
        spans=((0, 20),),
        trigger=(7, 13),
        type=kind,
        agents=agents,
        recipients=recipients,
        factuality=told,
        footnotes=("I.7",),
        sentence="s",
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("event", "citation", "date"),
    [
        (act(), cited(), "1947-06-04"),
        (act(recipients=("Georges Bidault",)), cited(), "1947-06-04"),
        (act(recipients=("Ernest Bevin",)), cited(), "1947-06-04~"),  # the telegram tells a third party of it
        (act(agents=("Ernest Bevin",)), cited(), ""),  # somebody else's telegram
        (act(told="planned"), cited(), ""),
        (act(kind="Withdrawal"), cited(), ""),  # not done by words
        (act(), cited(doc_date="1947-06/1947-07"), ""),
        (act(agents=("Henri Bonnet",)), cited(sender="Ministry of Foreign Affairs of France"), ""),
        (
            act("Meeting", ("Henri Bonnet", "Dean Acheson")),
            cited(kind="meeting_record", sender="", title="Conversation between Bonnet and Acheson"),
            "1947-06-04",
        ),
        (
            act("Meeting", ("Henri Bonnet", "Lewis Douglas")),
            cited(kind="meeting_record", sender="", title="Conversation between Bonnet and Acheson"),
            "",
        ),
    ],
)
def test_the_document_dates_the_act_of_its_writer(event: Event, citation: Citation, date: str) -> None:
    (made,) = dated_by_documents(TEXT, [event], [citation], [])
    assert (made.date.edtf if made.date else "") == date
    if made.date:
        assert made.date.span is not None
        assert TEXT[slice(*made.date.span)] == made.date.text == "4 June 1947"


def test_two_telegrams_of_one_writer_leave_it_open() -> None:
    (made,) = dated_by_documents(TEXT, [act()], [cited(), cited(doc_date="1947-06-09", number=2)], [])
    assert made.date is None


def test_an_ibid_takes_the_date_of_what_it_means_without_words_of_its_own() -> None:
    ibid = Citation(id="c1", document="d", span=(21, 25), footnote="I.7", type="ibid", source="s1")
    source = Source(id="s1", document="d", type="archival_document", fields=cited().fields)
    (made,) = dated_by_documents(TEXT, [act()], [ibid], [source])
    assert made.date == Date(edtf="1947-06-04")


def test_what_the_sentence_dates_stays() -> None:
    own = Date(edtf="1947-06-01", text="1 June 1947", span=(0, 3))
    from dataclasses import replace

    (made,) = dated_by_documents(TEXT, [replace(act(), date=own)], [cited()], [])
    assert made.date == own
