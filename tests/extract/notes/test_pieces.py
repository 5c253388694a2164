"""Notes cut into pieces, one per citation; signals and remarks left outside."""

from __future__ import annotations

import pytest

from regesta.extract.notes.pieces import pieces
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Dale, Canal Age, p. 3; Pell, Weirs, p. 9.", ["Dale, Canal Age, p. 3", "Pell, Weirs, p. 9"]),
        ("See also Dale, Canal Age, p. 3.", ["Dale, Canal Age, p. 3"]),
        ("Cf. Dale, Canal Age.", ["Dale, Canal Age"]),
        ("Dale, Canal Age, p. 3, and Pell, Weirs, p. 9.", ["Dale, Canal Age, p. 3", "Pell, Weirs, p. 9"]),
        (
            "See Dale's Canal, p. 3, Pell's Weirs, pp. 5-6, and Penn's Gulf, p. 9.",
            ["Dale's Canal, p. 3", "Pell's Weirs, pp. 5-6", "Penn's Gulf, p. 9"],
        ),
        (
            "Pell, Weirs, p. 9, the latter against, and by Penn, The Gulf (Leeds, 1990).",
            ["Pell, Weirs, p. 9", "the latter against", "Penn, The Gulf (Leeds, 1990)"],
        ),
        ("Dale, Canal Age, p. 3. Ibid., p. 9.", ["Dale, Canal Age, p. 3", "Ibid., p. 9"]),
        (
            "The best account is still Dale, Canal Age, ch. 4.",
            ["Dale, Canal Age, ch. 4"],
        ),
        (
            "See Ruth Dale, Ports of Varna from 1800; A History in Maps (Sofia: Lane, 1931), 14.",
            ["Ruth Dale, Ports of Varna from 1800; A History in Maps (Sofia: Lane, 1931), 14"],
        ),
        (
            "Ruth Dale, A Voyage to Varna; or, Places and Monuments (Sofia: Lane, 1824), 74.",
            ["Ruth Dale, A Voyage to Varna; or, Places and Monuments (Sofia: Lane, 1824), 74"],
        ),
        (
            "Ruth Dale, Ports of Varna; Tove Lane, Weirs and Tolls (London: Cape, 1911), 4.",
            ["Ruth Dale, Ports of Varna", "Tove Lane, Weirs and Tolls (London: Cape, 1911), 4"],
        ),
        (
            '"dug on the whole from hand to hand"; Dale, Canal Age, p. 3; "Tolls of the Upper Port"; Pell.',
            ["Dale, Canal Age, p. 3", '"Tolls of the Upper Port"', "Pell"],
        ),
        (
            "Brook-Hill relies on Ruth Dale, Ports and Tolls: A History (Sofia: Lane, 1931), 14.",
            ["Ruth Dale, Ports and Tolls: A History (Sofia: Lane, 1931), 14"],
        ),
        (
            'Ruth Dale addresses such cares and rather says "anti-Toll": Ruth Dale, The Tolls (Sofia: Lane, 1931).',
            ["Ruth Dale, The Tolls (Sofia: Lane, 1931)"],
        ),
        (
            "Letters addressed to Ruth Dale, Governor of Varna (Sofia: Lane, 1931).",
            ["Letters addressed to Ruth Dale, Governor of Varna (Sofia: Lane, 1931)"],
        ),
        (
            "Dale, Ports of Varna, 33; Report of the Harbour Board (London: HMSO, 1911), 4.",
            ["Dale, Ports of Varna, 33", "Report of the Harbour Board (London: HMSO, 1911), 4"],
        ),
        (
            "Pell (ed.), Papers; Letters (London: Cape, 1911), p. 4",
            ["Pell (ed.), Papers", "Letters (London: Cape, 1911), p. 4"],
        ),
        (
            "Pell, Weirs, p. 9, quoted in Dale, Canal Age, p. 3.",
            ["Pell, Weirs, p. 9", "Dale, Canal Age, p. 3"],
        ),
        ('"Tolls; and After," Canal News, 3 May 1911.', ['"Tolls; and After," Canal News, 3 May 1911']),
        (
            "“Tolls,” Dock Board, https://example.org/t; accessed 4 May 2019; Pell, Weirs, 9.",
            ["“Tolls,” Dock Board, https://example.org/t; accessed 4 May 2019", "Pell, Weirs, 9"],
        ),
        ("Pell, Weirs, pp. 18-20 (2 coins)", ["Pell, Weirs, pp. 18-20"]),
        ("Pell, Weirs, pp. 18-20 (English summary) [1 Roman].", ["Pell, Weirs, pp. 18-20"]),
        ("Pell, Weirs, p. 18 (Leeds, 1990)", ["Pell, Weirs, p. 18 (Leeds, 1990)"]),
        (
            'Pell, De Aquis, Lib. I. c. 23: "These are they which in the old world got the tolls of every weir."',
            ["Pell, De Aquis, Lib. I. c. 23"],
        ),
        (
            'Dale writes, "The canal was never paid for by the town." See Pell, Weirs, p. 9.',
            ['Dale writes, "The canal was never paid for by the town."', "Pell, Weirs, p. 9"],
        ),
        ("(Dale 1990; Pell 1991, 4)", ["Dale 1990", "Pell 1991, 4"]),
        ("(F.O., Spain, Vol. 9. Copy.)", ["F.O., Spain, Vol. 9. Copy."]),
        ("Ibid., p. 266. Fort Hull was taken by Grant.", ["Ibid., p. 266", "Fort Hull was taken by Grant"]),
        ("Ibid., p. 266. Dale to Pell, 3 May 1862.", ["Ibid., p. 266. Dale to Pell, 3 May 1862"]),
        (
            "Pell, Weirs (Leeds: Moor, 1990). Printed by Dale from the author's own sheets.",
            ["Pell, Weirs (Leeds: Moor, 1990)", "Printed by Dale from the author's own sheets"],
        ),
        ("Pell, Weirs (Leeds, 1990). Vol. 2, p. 9.", ["Pell, Weirs (Leeds, 1990). Vol. 2, p. 9"]),
        (
            "Pell, Weirs (Leeds, 1990) and A. Dale ed. Canal Age (Hull, 1991)",
            ["Pell, Weirs (Leeds, 1990)", "A. Dale ed. Canal Age (Hull, 1991)"],
        ),
        (
            '"The canal was never paid for by the town that had asked for it so long." Pell, Weirs, 9.',
            ["Pell, Weirs, 9"],
        ),
        (
            '"The Canal and the Town and the Men Who Paid for All the Port." Canal News, 3 May 1911.',
            ['"The Canal and the Town and the Men Who Paid for All the Port." Canal News, 3 May 1911'],
        ),
        # a stop and a dash part works, and talk about them
        (
            "Pell, De Aquis, cap. 28.--Dale, Canal Age, (Leeds, 1625,) p. 3.--Penn, Gulf, p. 9.",
            ["Pell, De Aquis, cap. 28", "Dale, Canal Age, (Leeds, 1625,) p. 3", "Penn, Gulf, p. 9"],
        ),
        (
            "Pell, De Aquis, p. 28.-Dale, Canal Age, p. 3.",
            ["Pell, De Aquis, p. 28", "Dale, Canal Age, p. 3"],
        ),
        ("The U.S.-Soviet Canals, p. 3.", ["The U.S.-Soviet Canals, p. 3"]),
        (
            'Pell, De Aquis, p. 28.--"The tolls, in the main, fell," he says.',
            ["Pell, De Aquis, p. 28"],
        ),
        # an older work, its edition and its translation
        (
            "Hilarion, On Tolls 2.18 (text: A. Dale, ed., Tolls (Leeds: Moor, 1937), 79; translation: ibid., 23).",
            ["Hilarion, On Tolls 2.18", "A. Dale, ed., Tolls (Leeds: Moor, 1937), 79", "ibid., 23"],
        ),
        # what is said of a work before its author
        ("On tolls, see the long discussion in Dale, Canal Age, p. 3.", ["Dale, Canal Age, p. 3"]),
        ("Ibid.", ["Ibid."]),
        ("...", []),
    ],
)
def test_the_pieces_of_a_note(note: str, expected: list[str]) -> None:
    assert [note[a:b] for a, b in pieces(note, 0, len(note), WORDS)] == expected
