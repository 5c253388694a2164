"""A short essay full of numbers that call nothing (regiments, parallels, pages, lists), set in many shapes:
the same notes and sentences each time."""

from __future__ import annotations

import re
import unicodedata

import pytest

from regesta.extract.read import Document, analyse, read_bytes

TEXT = """The War of the Chaco Reconsidered

Lucía Ferrer

Contents

Abbreviations .......................................................... iv
Introduction ............................................................ 1
1   The Road to Boquerón ................................................ 9
2   The 1932 Campaign .................................................. 31
Conclusion ............................................................. 60
Appendix A: Orders of Battle ........................................... 65
Bibliography ........................................................... 70

Abbreviations

AHM     Archivo Histórico Militar, Asunción
FO      Foreign Office
LoN     League of Nations
MRE – Ministerio de Relaciones Exteriores
SHAT = Service historique de l’Armée de Terre
USNA: United States National Archives

Introduction

By 1932 the 3rd Division stood on the 20th parallel.1 On 1 July the 14 officers of the
4th Regiment ‘Curupayty’ met at Fortín Vitriones. Paragraph 12 of the protocol of 1907
named no line, and Article 5 was void.2 The 9.2 million hectares at stake, some 40
per cent of the country, had cost $3.5 million in 1888; see Table 3.

1. To reorganise the army. 2. To buy arms. These were the minister’s aims.3

In the minister’s own words:

     The Chaco is ours by title and by blood. We shall hold the line of forts to the last
     man, and the 5th Cavalry shall hold the river. No treaty binds us, and none of the
     12 governments consulted has shown the contrary.4

Nobody asked about “Plan 3”. What did he mean?5 ‘It was’, wrote Estigarribia, ‘a dream’.6 That dream
died in 1935.7

1 The Road to Boquerón

The points agreed in La Paz were these:

1. the forts to be held until 15 June;
2. the wells at Pitiantuta to be left to the Indians;
3. no aircraft to fly east of 60°.

None was kept.1 (See also chapter 2.) Major Moscoso reached the lake on 2 June 1932.2 He
had 25 men, 3 lorries and 1 guide; he reported that ‘the lake is ours’.3 In the words of
Gen. Quintanilla, speaking to U.S. reporters at 5 p.m., “it is but a pond.”4 The Sino-
Japanese war drew the League’s eyes elsewhere,5 and the co-
operation of Argentina, which had 2 divisions on the Pilcomayo, was secret.

2 The 1932 Campaign

(a) Boquerón

Boquerón fell on 29 September.1 Of 619 men only 2 in 3 could walk.2 They had held for 23
days.3–4 E. Ayala told No. 10 Downing St. on 1 October 1932.5

(b) After the Siege

Did St. John Philby advise them?6 No. 4 Company was never told (pp. 12–15).7

Conclusion

The war of 1932–35 was “a war of thirst”.1 It ended on 12 June.2

Notes

Introduction

1. AHM, Caja 12, Boletín No. 3, 4 May 1932.
2. MRE, vol. 47, Protocolo Pinilla-Soler, 12 January 1907. On the protocol see also
Ferrer, pp. 3–5, and the contrary view of 1. Zook, 2. Warren.
3. FO 371/15786, Michell to Simon, 3 March 1932.
4. Ibid.
5. Ibid., fo. 12.
6. J. F. Estigarribia, The Epic of the Chaco (Austin: University of Texas Press, 1950), p. 4.
7. LoN, C.154.M.64.1934.VII.

1 The Road to Boquerón

1. MRE, vol. 51.
2. AHM, Caja 14.
3. Ibid.
4. The New York Times, 3 August 1932, p. 1.
5. LoN, Council minutes, 14 May 1932.

2 The 1932 Campaign

1. Estigarribia, Epic, p. 51.
2. AHM, Caja 20.
3. Ibid.
4. SHAT, 7N 3380.
5. FO 371/15790, Ayala to Simon.
6. USNA, RG 59, 724.3415/2100.
7. Ibid.

Conclusion

1. D. H. Zook, The Conduct of the Chaco War (New Haven: Bookman, 1960).
2. LoN, C.220.

Appendix A: Orders of Battle

1st Division: 3 regiments. The 2nd came later.

Bibliography

Unpublished Sources

Archivo Histórico Militar, Asunción. Cajas 12–20.
The National Archives, Kew. FO 371/15786–15790.

Books and Articles

Estigarribia, J. F. The Epic of the Chaco: Marshal Estigarribia’s Memoirs of the Chaco
   War. Austin: University of Texas Press, 1950.
Zook, D. H. The Conduct of the Chaco War. New Haven: Bookman, 1960.
———. ‘The Chaco’. Inter-American Review 3 (1961): 12–40.
"""

HEADS = ["Introduction", "1 The Road to Boquerón", "2 The 1932 Campaign", "Conclusion"]
FALSE_MARKERS = [
    "3rd Division",
    "20th parallel",
    "1 July",
    "14 officers",
    "4th Regiment",
    "Article 5",
    "9.2 million",
    "Table 3",
    "chapter 2",
    "2 in 3",
    "No. 10",
    "No. 4 Company",
]


def _parts() -> tuple[str, list[str], dict[str, list[str]], str]:
    """Front matter, the chapters, the notes of each, and what follows the notes."""
    before, rest = TEXT.split("\nNotes\n", 1)
    notes, back = rest.split("\nAppendix A", 1)
    groups: dict[str, list[str]] = {}
    for line in filter(None, notes.split("\n")):
        if line in HEADS:
            groups[line] = []
        else:
            groups[list(groups)[-1]].append(line)
    front, main = before.split("\nIntroduction\n\nBy", 1)
    chapters = re.split("(?m)^(?=" + "$|^".join(map(re.escape, HEADS)) + "$)", "Introduction\n\nBy" + main)
    return front.strip(), [c.rstrip() for c in chapters if c.strip()], groups, "Appendix A" + back


def foot(turn: str = "\f", number: str = r"\1. ", rule: str = "") -> str:
    front, chapters, groups, back = _parts()
    pages = [
        f"{c}\n\n{rule}" + re.sub(r"(?m)^(\d)\. ", number, "\n".join(groups[h])) + "\n"
        for h, c in zip(HEADS, chapters, strict=True)
    ]
    return turn.join([front + "\n", *pages, back])


def after_chapters() -> str:
    front, chapters, groups, back = _parts()
    return "\n\n".join(
        [
            front,
            *[f"{c}\n\nNotes\n\n" + "\n".join(groups[h]) for h, c in zip(HEADS, chapters, strict=True)],
            back,
        ]
    )


def bare(text: str) -> str:
    return re.sub(r"(?s)Contents\n\n.*?\n\n(?=Abbrev)", "", text)


def ascii_only(text: str) -> str:
    for a, b in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("°", "")):
        text = text.replace(a, b)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def brackets() -> str:
    body, rest = TEXT.replace("days.3–4", "days.[3][4]").split("\nNotes\n", 1)
    notes, back = rest.split("\nAppendix A", 1)
    body = re.sub(
        r"(?<=[a-z0-9’][.?,”:’])(\d)(?= [A-Z‘]|\n| eyes)",
        r"[\1]",
        body.replace("elsewhere,5", "elsewhere,[5]"),
    )
    numbered = re.sub(r"(?m)^([0-9])[.] ", r"[\1] ", notes)
    return f"{body}\nNotes\n{numbered}\nAppendix A{back}"


def renamed(text: str, names: dict[str, str]) -> str:
    for a, b in names.items():
        text = re.sub(rf"(?m)^{a}(?=[ \n:])", b, text)
    return text


SHAPES = {
    "at the end": TEXT,
    "at the foot": foot(),
    "at the foot, no stops": foot(number=r"\1 "),
    "at the foot, ruled": foot(rule="_______\n\n"),
    "at the foot, no feeds": foot("\n"),
    "after chapters": after_chapters(),
    "carriage returns": TEXT.replace("\n", "\r\n"),
    "ascii": ascii_only(TEXT),
    "ascii at the foot": ascii_only(foot()),
    "no contents": bare(TEXT),
    "no contents, at the foot": bare(foot()),
    "no contents, after chapters": bare(after_chapters()),
    "brackets": brackets(),
    "german": renamed(
        TEXT,
        {
            "Notes": "Anmerkungen",
            "Contents": "Inhalt",
            "Bibliography": "Literaturverzeichnis",
            "Abbreviations": "Abkürzungen",
            "Appendix": "Anhang",
        },
    ),
    "french": renamed(
        TEXT,
        {
            "Notes": "Notes de fin",
            "Contents": "Table des matières",
            "Bibliography": "Bibliographie",
            "Appendix": "Annexe",
            "1 The": "Chapitre 1. The",
            "2 The": "Chapitre 2. The",
        },
    ),
}


@pytest.fixture(scope="module", params=SHAPES, ids=lambda name: name.replace(" ", "-"))
def document(request: pytest.FixtureRequest) -> Document:
    return read_bytes(SHAPES[request.param].encode(), "chaco.txt")


def key(text: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKD", text)).lower()


def test_notes(document: Document) -> None:
    _, _, groups, _ = _parts()
    expected = [
        (label, k)
        for label, h in zip(("Introduction", "1", "2", "Conclusion"), HEADS, strict=True)
        for k in range(1, sum(x[:1].isdigit() for x in groups[h]) + 1)
    ]
    assert [f.id for f in document.footnotes] == [f"{label}.{k}" for label, k in expected]
    assert all(f.marker and f.sentence for f in document.footnotes)
    assert key(document.text[slice(*document.footnotes[1].span)]).endswith("viewof1zook2warren")
    assert not document.notes


def test_sentences(document: Document) -> None:
    reference = read_bytes(TEXT.encode(), "chaco.txt")
    want, have = ([key(analyse(d, s).text) for s in d.sentences] for d in (reference, document))
    assert have == want
    assert len(want) == 35
    together = " ".join(analyse(document, s).text for s in document.sentences)
    assert [x for x in FALSE_MARKERS if x not in together] == []


def test_structure(document: Document) -> None:
    divisions = [d for d in document.divisions if d.role not in ("notes", "contents")]
    assert [(d.level, d.number) for d in divisions] == [
        (1, ""),
        (1, ""),
        (1, "1"),
        (1, "2"),
        (2, "a"),
        (2, "b"),
        (1, ""),
        (1, ""),
        (1, ""),
    ]
    assert [d.role for d in divisions[-2:]] == ["appendix", "bibliography"]
    assert len(document.bibliography) == 5
    assert [a.short for a in document.abbreviations] == ["AHM", "FO", "LoN", "MRE", "SHAT", "USNA"]
