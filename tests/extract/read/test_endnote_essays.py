"""Two more essays of our own in the dress of published theses: endnotes, curly quotes, numbers in the text
that call nothing."""

from __future__ import annotations

import re
import textwrap

import pytest

from regesta.extract.read import Document, analyse, read_text

Chapters = list[tuple[str, list[list[str]]]]

#: (chapter title, paragraphs of sentences); `{{...}}` is a note where it is called, a paragraph that begins
#: with "## " a section's title.
RIF: Chapters = [
    (
        "Introduction",
        [
            [
                "“Annual,” wrote a Spanish deputy, “was not a battle but a bankruptcy.”{{Quoted in María Rosell, *The Bankrupt Army: Spain in the Rif, 1909–1927* (Madrid: Alcor, 1983), 12.}}",
                "In July 1921 some 8,000 men died between Annual and Monte Arruit.{{Archivo General Militar de Madrid (AGMM), África, caja 144, carpeta 3, ‘Resumen de bajas’, 30 November 1921.}}",
                "The historian P. Woolman called the defeat ‘the worst of any colonial army in the twentieth century’;{{P. Woolman, *Rebels of the Hills* (Stanford: Stanford University Press, 1968), 96–8. Woolman counts\n1921 as the first year of the war; Rosell prefers 1909. Neither explains why.}} others have been kinder.",
            ],
            [
                "This study asks what Madrid, Paris and Ajdir wanted from one another between 1921 and 1926.",
                "It draws on the papers of Gen. Berenguer, of Marshal Lyautey, and of the Riffian delegation at Oujda.",
                "Who fired first at Igueriben—and whether it mattered—is left to the antiquarians.{{See, e.g., J. Ortega, ‘Igueriben otra vez’, *Revista de Historia Militar* 58, no. 116 (2014): 201–33; contrast Rosell, *Bankrupt Army*, ch. 4.}}",
            ],
        ],
    ),
    (
        "A Republic in the Hills",
        [
            [
                "Abd el-Krim proclaimed his government on 1 February 1923.{{AGMM, África, caja 151, carpeta 12, intelligence note no. 27, 4 February 1923.}}",
                "“We ask for nothing,” he told the Daily Mail, “but the 24 articles of any constitution.”{{Daily Mail, 11 March 1923, 7.}}",
                "By 1924 he held 120 guns, 40 of them French.{{Service historique de la Défense, Vincennes (SHD), GR 3 H 101, Chambrun to Lyautey, 17 June 1924.}}",
                "The British consul at Tetuan thought him ‘a reasonable man, badly advised.’{{The National Archives, London (TNA), FO 371/10581, W 4482/41/28, consul (Tetuan) to MacDonald, 2 May 1924.}}",
            ],
            ["## The Loan That Never Was"],
            [
                "A London syndicate offered £300,000.{{Ibid., W 5011, minute by Villiers, 19 May 1924.}}",
                "Did the Foreign Office know?",
                "Mr. Villiers wrote, ‘I should not touch it,’ and the file was closed.{{Ibid.}}",
                "According to C. R. Pennell, the money never left Hamburg.{{C. R. Pennell, *A Country with a Government and a Flag* (Wisbech: MENAS, 1986), 141 n. 22.}}",
            ],
        ],
    ),
    (
        "The Summer of the Marshals",
        [
            [
                "In April 1925 the Riffians crossed the Ouergha and took 43 of 66 French posts.{{SHD, GR 3 H 602, situation report no. 1184, 6 June 1925.}}",
                "Lyautey blamed Paris; Paris blamed Lyautey.{{For the quarrel see H. Delmas, *Lyautey’s Last War* (Paris: Seuil, 1977), 55–71.\n\nDelmas had the use of family papers that have since been closed. His reading of them cannot be checked.}}",
                "Pétain arrived on 17 July with 100 battalions behind him.{{SHD, GR 3 H 605, Pétain to Painlevé, 2 August 1925.}}",
                "On 8 September the Spaniards landed at Alhucemas—the first landing of its kind under air cover.{{Rosell, *Bankrupt Army*, 244. Compare AGMM, África, caja 162, carpeta 1.}}",
                "Article 2 of the Madrid accord had foreseen it.{{Text in *Documents diplomatiques français, 1925*, tome II (Brussels: Peter Lang, 2001), doc. 31.}}",
            ],
            [
                "Three terms were put to Abd el-Krim at Oujda:",
                "(1) submission to the Sultan;",
                "(2) the exile of his family;",
                "(3) the release of all prisoners.",
                "He refused the second, and on 27 May 1926 he surrendered to the French.{{SHD, GR 3 H 609, Corap to Boichut, 27 May 1926, 5.30 a.m.}}",
            ],
        ],
    ),
    (
        "Conclusion",
        [
            [
                "The war cost Spain 25,000 lives and the monarchy its friends.{{Rosell, *Bankrupt Army*, 301; cf. S. Balfour, *Deadly Embrace* (Oxford: Oxford University Press, 2002), xii.}}",
                "It is often said that the Rif Republic was ‘born too soon.’{{Woolman, *Rebels*, 210.}}",
                "The record of 1924 suggests that it was, rather, refused credit.",
            ]
        ],
    ),
]
CHACO: Chapters = [
    (
        "PROLOGUE",
        [
            [
                "The Chaco is flat, thorny and, for 9 months of 12, without water.1{{}}".replace(
                    "1{{}}",
                    "{{Adela Figueredo, *Thirst: The Chaco in Bolivian Memory* (La Paz: Plural, 1994), pp. 3–5.}}",
                ),
                "In June 1932 Bolivia and Paraguay went to war for it.{{Archivo Histórico del Ministerio de Relaciones Exteriores, La Paz (AHMRE), CH-1-R-14, Salamanca to all legations, 19 July 1932.}}",
                "“It was,” a sergeant of the 7th Division remembered, “a war of lorries and wells.”{{Interview with Sgt. R. Choque, Oruro, 12 May 1971, in Figueredo, *Thirst*, p. 88.}}",
            ]
        ],
    ),
    (
        "THE ROAD TO PITIANTUTA",
        [
            [
                "Major Oscar Moscoso found the lake from the air on 25 April 1932.{{AHMRE, CH-1-R-12, Moscoso to General Staff, 26 April 1932.}}",
                "On 15 June his column seized the fort of Carlos Antonio López.{{Instituto de Historia y Museo Militar, Asunción (IHMM), carpeta 22, folio 9.}}",
                "The order has never been found.",
                "D. Zook believed that none was given;{{D. Zook, *The Conduct of the Chaco War* (New York: Bookman, 1960), p. 70.}} A. Querejazu, who saw the General Staff’s diary, insisted that ‘the President knew and was silent’.{{A. Querejazu, *Masamaclay*, 3rd edn (Cochabamba: Los Amigos, 1975), p. 41. The diary is now in private hands.}}",
            ],
            ["Neutrals and Oilmen"],
            [
                "The Commission of Neutrals met 41 times in 1932.{{U.S. Department of State, *Foreign Relations of the United States, 1932*, vol. V, The American Republics (Washington, D.C.: GPO, 1948), p. 220.}}",
                "Standard Oil had sunk its last well in 1931.{{Ibid., pp. 8–9. See also Huey Long’s speech of 30 May 1934, *Congressional Record*, 73rd Congress, 2nd session, pp. 9942–45.}}",
                "Was it, then, a war for oil?",
                "Francis White thought not: “There is no barrel in it.”{{U.S. National Archives, College Park (NARA), RG 59, 724.3415/2077, memorandum by White, 3 August 1932.}}",
            ],
            ["Conclusion"],
            [
                "The clash of 15 June was a mistake that two cabinets chose to keep.{{Querejazu, *Masamaclay*, p. 55.}}",
            ],
        ],
    ),
    (
        "THE SIEGE OF BOQUERÓN",
        [
            [
                "For 23 days 619 Bolivians held Boquerón against 9,000 men.{{IHMM, carpeta 31, Estigarribia to Ayala, 30 September 1932.}}",
                "Col. Marzana surrendered on 29 September 1932.{{Ibid., folio 4.}}",
                "Geneva learned of it from Reuters.{{League of Nations Archives, Geneva, R 3619/1/38422/1268, note by Rosting, 1 October 1932.}}",
                "Dr. Ayala told his Congress, “We have bought a name, and the price was 2,000 dead.”{{*El Liberal* (Asunción), 2 October 1932, p. 1.}}",
            ],
            ["Conclusion"],
            [
                "Boquerón made Estigarribia; it unmade Salamanca.{{Zook, *Conduct*, p. 98.}}",
                "The Council’s Resolution 17 came a year too late.",
            ],
        ],
    ),
    (
        "EPILOGUE",
        [
            [
                "The peace of 21 July 1938 gave Paraguay three quarters of the Chaco.{{Text in *League of Nations Treaty Series*, vol. 195, no. 4537.}}",
                "No oil has been found there since.{{Figueredo, *Thirst*, p. 260.}}",
            ]
        ],
    ),
]
_NOTE = re.compile(r"\{\{(.*?)\}\}", re.S)


def sentences(chapters: Chapters) -> list[str]:
    return [_NOTE.sub("", s) for _, paragraphs in chapters for p in paragraphs if not _section(p) for s in p]


def _section(paragraph: list[str]) -> bool:
    return len(paragraph) == 1 and (
        paragraph[0].startswith("## ") or (len(paragraph[0]) < 40 and "." not in paragraph[0])
    )


def notes(chapters: Chapters) -> list[list[str]]:
    return [
        [m.replace("*", "") for p in paragraphs for s in p for m in _NOTE.findall(s)]
        for _, paragraphs in chapters
    ]


def body(paragraphs: list[list[str]], width: int, indent: str, gap: bool) -> list[str]:
    """Wrapped lines with numbers glued where notes are called; listed items each on its own line."""
    n = 0

    def number(_: re.Match[str]) -> str:
        nonlocal n
        n += 1
        return str(n)

    out: list[str] = []
    for p in paragraphs:
        if _section(p):
            out += ["", p[0].removeprefix("## "), ""]
            continue
        held = ""
        for s in [*p, ""]:
            item = bool(re.match(r"\(\d\)", s))
            if held and (item or not s or held.startswith("(")):
                out += textwrap.wrap(
                    held, width, initial_indent="" if held.startswith("(") else indent, break_on_hyphens=False
                )
                held = ""
            held = f"{held} {_NOTE.sub(number, s)}".strip().replace("*", "")
        out += [""] if gap else []
    return out


def rif(numbered: str = "{n}. {t}", subhead: str = "{n}. {t}") -> str:
    """All notes at the end under the chapters' names, hanging, without blank lines; chapters numbered in
    arabic; a running head and number on each page."""
    lines = [
        "THE REFUSED REPUBLIC",
        "",
        "Spain, France and the Rif, 1921–1926",
        "",
        "by",
        "",
        "Inés Calatrava",
        "",
        "A dissertation submitted to the University of Leeds",
        "for the degree of Doctor of Philosophy",
        "",
        "October 2011",
        "",
    ]
    heads = [
        t if t in ("Introduction", "Conclusion") else numbered.format(n=k, t=t)
        for k, (t, _) in enumerate(RIF)
    ]
    for (_, paragraphs), head in zip(RIF, heads, strict=True):
        lines += ["", head, "", *body(paragraphs, 74, "    ", False), ""]
    lines += ["", "NOTES", ""]
    for k, ((t, _), found) in enumerate(zip(RIF, notes(RIF), strict=True)):
        lines += ["", t if t in ("Introduction", "Conclusion") else subhead.format(n=k, t=t), ""]
        for n, note in enumerate(found, 1):
            first, *more = note.split("\n\n")
            lines += textwrap.wrap(
                f"{n}. {' '.join(first.split())}", 74, subsequent_indent="   ", break_on_hyphens=False
            )
            lines += [
                x
                for m in more
                for x in textwrap.wrap(
                    m, 74, initial_indent="   ", subsequent_indent="   ", break_on_hyphens=False
                )
            ]
    return "\n".join(
        [
            *lines,
            "",
            "BIBLIOGRAPHY",
            "",
            "Archives",
            "",
            "Service historique de la Défense, Vincennes. GR 3 H 101–609.",
            "",
            "Books",
            "",
            "Woolman, P. Rebels of the Hills. Stanford: Stanford University Press, 1968.",
            "",
        ]
    )


def chaco(dress: str = "{n} {t}", end: str = "Notes") -> str:
    """Notes after each chapter, bare numbers, indented first lines; unnumbered chapters in capitals, each
    with a Conclusion; pages by form feeds."""
    lines = ["A War of Wells: Bolivia, Paraguay and the Powers, 1932–1938", "", "Tomás Lindqvist", ""]
    for (t, paragraphs), found in zip(CHACO, notes(CHACO), strict=True):
        lines += ["", t, "", *body(paragraphs, 68, "", True), "", end, ""]
        for n, note in enumerate(found, 1):
            lines += textwrap.wrap(
                dress.format(n=n, t=" ".join(note.split())), 68, initial_indent="  ", break_on_hyphens=False
            )
    pages: list[str] = []
    for k, start in enumerate(range(0, len(lines), 30)):
        pages.append("\n".join([*lines[start : start + 30], "", f"{k + 1}"]))
    return "\n\f".join(pages) + "\n"


def check(document: Document, chapters: Chapters, labels: list[str]) -> None:
    want = [
        (f"{label}.{n}", " ".join(note.split()))
        for label, found in zip(labels, notes(chapters), strict=True)
        for n, note in enumerate(found, 1)
    ]
    assert [f.id for f in document.footnotes] == [i for i, _ in want]
    for f, (i, note) in zip(document.footnotes, want, strict=True):
        assert re.sub(r"\s+\d+\s+\f|\s+", " ", document.text[slice(*f.span)]).replace("  ", " ") == note, i
        assert f.marker is not None, i
        assert document.text[slice(*f.marker)] == str(f.number), i
    assert [analyse(document, s).text for s in document.sentences] == sentences(chapters)
    assert document.notes == ()


@pytest.mark.parametrize(
    ("numbered", "subhead"),
    [
        ("{n}. {t}", "{n}. {t}"),
        ("Chapter {n}: {t}", "Chapter {n}"),
        ("CHAPTER {n}\n\n{t}", "Chapter {n}: {t}"),
        ("Chapter {n}\n{t}", "{t}"),
    ],
)
def test_notes_at_the_end_under_chapters(numbered: str, subhead: str) -> None:
    document = read_text(rif(numbered, subhead), "rif")
    check(document, RIF, ["Introduction", "1", "2", "Conclusion"])
    assert (document.title, document.author, document.year) == (
        "THE REFUSED REPUBLIC Spain, France and the Rif, 1921–1926",
        "Inés Calatrava",
        "2011",
    )
    assert [len(e.rubrics) for e in document.bibliography] == [1, 1]


@pytest.mark.parametrize(
    ("dress", "end"),
    [
        ("{n} {t}", "Notes"),
        ("{n}. {t}", "NOTES"),
        ("[{n}] {t}", "Endnotes"),
        ("{n}\t{t}", "Notes and References"),
    ],
)
def test_notes_after_unnumbered_chapters(dress: str, end: str) -> None:
    document = read_text(chaco(dress, end), "chaco")
    check(document, CHACO, ["Prologue", "THE-ROAD-TO-PITIANTUTA", "THE-SIEGE-OF-BOQUERÓN", "Epilogue"])
    assert [d.title for d in document.divisions if d.level == 2] == [
        "Neutrals and Oilmen",
        "Conclusion",
        "Conclusion",
    ]
