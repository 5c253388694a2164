"""Evidence about two spellings: each kind of it on a pair, and slips beside what looks like them in a document."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import KYLE, Make

from regesta.extract.audit import audit, rules
from regesta.extract.audit.case import Case
from regesta.extract.audit.variants import Pair, evidence

#: Below this a workspace does not report (workspace.toml).
REPORTED = 0.5


def pair(odd: str, usual: str, times: int = 1, usually: int = 4, *, known: bool = True) -> Pair:
    return Pair(odd, usual, [(0, 1)] * times, [(9000, 9001)] * usually, in_company=known, sound_alike=known)


@pytest.mark.parametrize(
    ("spelled", "said"),
    [
        (pair("Standford", "Stanford"), {"a letter lost, doubled or moved"}),
        (pair("Vyshinksy", "Vyshinsky"), {"a letter lost, doubled or moved"}),
        (pair("Merton", "Marton"), set()),
        (pair("Sédillot", "Sedillot"), {"accents alone"}),
        (pair("Université", "University"), {"an accent in one", "the ending alone"}),
        (pair("Red-brook", "Redbrook"), {"a hyphen alone"}),
        (pair("Kai-Sheks", "Kai-shek"), {"a capital alone"}),
        (pair("Lysandros", "Lysandrus"), {"two forms of one name"}),
        (pair("Organisation", "Organization"), {"two forms of one name"}),
        (pair("Kennett", "Bennett"), {"another first letter"}),
        (pair("Har\u00bekA\u0106ow", "Har\u00bekA\u0106iw"), {"garbled text"}),
        (pair("Merton", "Marton", 3), {"used several times"}),
        (pair("Merton", "Marton", 6, 20), {"used several times", "used often"}),
        (pair("Merton", "Marton", 1, 2), {"both rare"}),
        (pair("Merton", "Marton", 1, 12), {"far rarer"}),
        (
            pair("Windsor", "Winsor", known=False),
            {"short, and nobody beside both", "and they sound unlike"},
        ),
    ],
)
def test_shapes(spelled: Pair, said: set[str], make_document: Make) -> None:
    found = set(evidence(spelled, Case(make_document(["It is so."]))))
    assert found - {"the same names beside both", "side by side"} == said


#: "in the town of Harwoldby": what stands four times.
TOWN = "The old town of Harwoldby was taxed; at Harwoldby the mayor said that Harwoldby paid, and Harwoldby did pay. "
#: Pages of other matter between the usual spelling and the rare one.
FAR = "The clerks of the crown wrote to the towns and the towns wrote to the clerks of the crown. " * 3
#: A document that quotes older English: words of which it has the modern form too.
TUDOR = (
    "We find it so that they find their time and their will, and find that time will find them; we find it. "
)
OLDER = "And yt was sayd that wee fynde theyr tyme and fynde ther wyll. "


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        # a slip of the hand in the writer's own words
        (TOWN + FAR + "In the end the town of Harwodlby was taxed again.", True),
        # the same letters, and the writer says that it is another form
        (
            TOWN
            + FAR
            + "In the end the town of Harwodlby (also spelled so, the clerks said) was taxed again.",
            False,
        ),
        # the spelling of a source that is quoted
        (TOWN + FAR + 'He wrote: "the town of Harwoldbby is taxed again and again in the year".', False),
        # a title in another language
        (TOWN + FAR + "See La ville de Harvoldby et les taxes de la ville au temps des rois.", False),
        # the name of a journal in another language, in English prose
        (TOWN + FAR + "He reads the Revue du Monde Harvoldby and the other journals of the time.", False),
        # words that are cut short wherever they stand
        (
            (TOWN * 2).replace("Harwoldby", "Harwold. XI,")
            + FAR
            + "In the end see Gesta Harwolld. XI, of the town of the time.",
            False,
        ),
        # an older spelling among older words
        (TOWN + TUDOR + FAR + OLDER + "The towne of Harwolldby payd. " + OLDER, False),
    ],
    ids=[
        "slip",
        "other form",
        "quotation",
        "other language",
        "a journal's name",
        "cut short",
        "older spelling",
    ],
)
def test_a_slip_and_what_looks_like_one(text: str, reported: bool, make_document: Make) -> None:
    document = make_document([(text, KYLE)])
    chosen = [r for r in rules() if r.name == "spelled-two-ways"]
    found = audit(document, [*document.sentences, *document.footnotes], chosen)
    assert found, "both spellings are seen"
    assert [f.confidence >= REPORTED for f in found] == [reported]
    assert all("perhaps no slip" in f.message for f in found if not reported)
