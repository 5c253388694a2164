"""The names a TEI edition marks, as mentions with the editor named."""

from __future__ import annotations

import pytest
from tests.review.exchange.conftest import at, ground_of, planned

from regesta.review.exchange.files import read
from regesta.review.exchange.plan import Ground, ImportFault

#: An edition of the text: its own divisions and spelling, an entity and an interruption inside a name.
EDITION = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc>
 <person xml:id="sforza"><persName>Carlo <hi>Sforza</hi></persName></person>
 <person xml:id="nitti"><persName>Francesco Nitti</persName></person></particDesc></profileDesc></teiHeader>
<text><body><p>The map was drawn in 1919.<note>ASMAE, b. 12.</note></p>
<p><persName ref="{who}">Sforza</persName> denied that <placeName><choice><sic>Itali</sic><corr>Italy</corr></choice></placeName> wanted
  <placeName key="Rijeka">Fi<lb break="no"/>ume</placeName>.</p>
<p><rs ref="#nitti">Nitti</rs> signed the treaty on 12 November, 1920. <rs>Nobody</rs> called it; the
 <name ref="#port">port</name> was lost for good.{more}</p></body></text></TEI>"""


def edition(who: str = "#sforza", more: str = "") -> bytes:
    return EDITION.format(who=who, more=more).encode()


def test_marked_names_are_candidates_of_the_editor(ground: Ground) -> None:
    requests, faults = read("edition.xml", edition(), ground, proposer="Anna Bell")
    made = planned(requests, ground)
    assert (faults, made.faults) == ([], ())
    after = ground_of(made.verdicts).state.items
    fresh = {j.record.to_dict()["actor"]: j for j in after.values() if j.record.id not in ground.state.items}
    assert {who: tuple(j.record.to_dict()["span"]) for who, j in fresh.items()} == {
        "Italy": at("Italy"),
        "Rijeka": at("Fiume"),
        "Francesco Nitti": at("Nitti"),
        "port": at("port"),
    }
    assert {(j.status, j.record.proposer) for j in fresh.values()} == {("candidate", "Anna Bell")}
    again, _ = read("edition.xml", edition(), ground_of(made.verdicts), proposer="Anna Bell")
    assert again == []


def test_another_view_of_who_is_meant_is_a_comment(ground: Ground) -> None:
    requests, _ = read("edition.xml", edition(who="#nitti"), ground, proposer="Anna Bell")
    (remark,) = (r for r in requests if r.record)
    assert (remark.record, remark.outcome, remark.reason) == (
        "m1",
        "comment",
        "the TEI file means Francesco Nitti (#nitti)",
    )


def test_names_that_stand_elsewhere_are_left_out(ground: Ground) -> None:
    more = " At another place altogether, the delegates told <persName>Sforza</persName> nothing new at all."
    requests, faults = read("edition.xml", edition(more=more), ground, proposer="Anna Bell")
    assert ([f.where for f in faults], len(requests)) == (["name 6, 'Sforza'"], 4)


def test_an_edition_of_another_text_is_refused(ground: Ground) -> None:
    other = b"<TEI><text><p>Long ago <persName>Sforza</persName> had written verses.</p></text></TEI>"
    with pytest.raises(ImportFault, match="an edition of none of the documents here: of 1 names"):
        read("other.xml", other, ground, proposer="Anna Bell")
