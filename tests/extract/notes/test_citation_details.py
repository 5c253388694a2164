"""Footnotes of our own for one detail of a citation each, under a heading that names it: the year of a
lawyers' journal, an uncertain year, an edition, a place told by another word than a page's."""

from __future__ import annotations

import pytest
from tests.extract.notes.cases import cited, told

#: The note, then for each citation what must be read (a field's value; `type` the citation's type).
NOTES: list[tuple[str, list[dict[str, object]]]] = [
    # lawyers' journals: the year in a bracket, volume, journal, page
    (
        "Ada Finch, 'Quiet Tolls: Wives and the Harbour' (1979) 27 Harbour Studies 183, 190.",
        [
            {
                "type": "article",
                "container": "Harbour Studies",
                "volume": "27",
                "pages": "183, 190",
                "year": "1979",
            }
        ],
    ),
    (
        "L. Orme, 'Two Harbours' (1975) 44 The Eastern Scholar 256 at 258.",
        [{"type": "article", "container": "The Eastern Scholar", "volume": "44", "pages": "256, 258"}],
    ),
    # an imprint closed by a comma, and with its pages, in a bracket of talk or not
    (
        "Hurst, Anales de Puertos, (Leith, 1625,) part. 2, cap. 51.",
        [{"type": "book", "title": "Anales de Puertos", "year": "1625", "pages": "part. 2, cap. 51"}],
    ),
    (
        "It may be seen in the Memorias de Puertos, (Leith, 1821, pp. 507-566,) how the tolls fell.",
        [{"type": "book", "title": "Memorias de Puertos", "year": "1821", "pages": "507-566"}],
    ),
    # further chapters behind a chapter; books and chapters behind a title; what says nothing of the place
    ("Hurst, Anales de Puertos, cap. 10, 11.", [{"title": "Anales de Puertos", "pages": "cap. 10, 11"}]),
    ("Hurst, On Tolls 5.1.2.", [{"title": "On Tolls", "pages": "5.1.2"}]),
    ("Hurst, On Tolls, p. 222, nota.", [{"title": "On Tolls", "pages": "222"}]),
    (
        "Tova Lane, ed., On Tolls (Leith: Moor Press, 2004), 15-16, 585-88, and 601.",
        [{"pages": "15-16, 585-88, 601"}],
    ),
    # who is heard at a further page of the work before
    (
        "Port Report, Leith Testimony (Lowe), pp. 886, 997; (Davis), p. 783.",
        [{"pages": "886, 997"}, {"type": "ibid", "pages": "783"}],
    ),
    # a collection by the short name that a note gave it; a name with its particle
    (
        '"Minutes of a Special Meeting," 10, RAC.',
        [
            {
                "type": "archival_document",
                "title": "Minutes of a Special Meeting",
                "pages": "10",
                "archive": "RAC",
            }
        ],
    ),
    ("van Orme, Harbours, 45.", [{"authors": ("van Orme",)}]),
    # offices' dates; a document of somebody's, printed; a quoted title that sounds like a letter
    ("Finch comments, 22 Jun 56.", [{"doc_date": "1956-06-22"}]),
    (
        "Governor's Message, Nov. 12, 1866, in Port Journal (1866-1867), p. 35.",
        [{"title": "Governor's Message", "container": "Port Journal (1866-1867)", "authors": ()}],
    ),
    (
        'Ada Finch, "When Tolls Are Left to the Losers," in Tolls of Leith, ed. K. Dunn (Leith: Moor Press, 2014), 33.',
        [{"type": "chapter", "authors": ("Finch",), "recipient": ""}],
    ),
    # a sum's comma parts nothing; a particle with a capital is nobody's given name
    ("Finch, The $200,000 Dock, 45.", [{"title": "The $200,000 Dock", "pages": "45"}]),
    ("Van Orme, Harbours, 45.", [{"authors": ("Van Orme",)}]),
    # a remark leads up to a further work; "especially" before its pages
    (
        "L. Orme, The Charter (1988). For more on the toll charter, see K. Dunn, Harbour Matters (1993), especially 43-59.",
        [
            {"type": "book", "title": "The Charter", "year": "1988"},
            {"type": "book", "authors": ("Dunn",), "title": "Harbour Matters", "pages": "43-59"},
        ],
    ),
    (
        "Finch, Quiet Tolls, p. 31. The harbour's early charters are discussed in Karl Dunn, Two Charters (Leeds: Moor Press, 1990).",
        [
            {"authors": ("Finch",), "pages": "31"},
            {"type": "book", "authors": ("Dunn",), "title": "Two Charters"},
        ],
    ),
    # Markdown: emphasis, links, two hyphens; a newspaper by its town, day and address; houses without a place
    (
        '*Truro Post* (Truro, IA), [3 March 1911](https://example.org/1911-03-03/p4/), p. 4; "Dam Closed," _Exeter Sentinel_, [19 Oct. 1912](https://example.org/y), p. 5.',
        [
            {"type": "newspaper", "container": "Truro Post", "place": "Truro, IA", "doc_date": "1911-03-03"},
            {"type": "newspaper", "title": "Dam Closed", "container": "Exeter Sentinel", "pages": "5"},
        ],
    ),
    (
        'Ann Finch, *Piers* (Knopf, 2012); Karl Dunn, "Wages," *Harbour Review* 27, no. 3 (2015): 15--31.',
        [
            {"type": "book", "title": "Piers", "publisher": "Knopf", "place": "", "year": "2012"},
            {"type": "article", "container": "Harbour Review", "volume": "27", "pages": "15-31"},
        ],
    ),
    # years that are not certain
    (
        "Adam Finch, Letters from a Lightship (Bath: Cedric, [c. 1931]), pp. 12-14.",
        [{"type": "book", "publisher": "Cedric", "year": "1931", "pages": "12-14"}],
    ),
    # editors together, a note named with "supra"
    (
        "L. Orme, K. Dunn (eds), Ada Finch on Harbours, Leeds: Moor Press 1971, p. 22.",
        [{"type": "book", "editors": ("L. Orme", "K. Dunn"), "title": "Ada Finch on Harbours"}],
    ),
    (
        "Finch, supra note 12, p. 5.",
        [{"type": "short_title", "authors": ("Finch",), "title": "", "pages": "5"}],
    ),
    # volume and number with a stop; Roman volume before pages; an American day in a bracket
    (
        "K. Orme, 'What became of the dockers?,' Harbour History 36.2 (2011).",
        [{"type": "article", "container": "Harbour History", "volume": "36", "issue": "2", "year": "2011"}],
    ),
    (
        'Finch, "History of the Docks," v, 261-267.',
        [{"title": "History of the Docks", "volume": "v", "pages": "261-267"}],
    ),
    (
        "Orme, Charters, iii, pp. 204-9.",
        [{"authors": ("Orme",), "title": "Charters", "volume": "iii", "pages": "204-9"}],
    ),
    (
        'Ann Finch, "The Roots of the Pier," Harbour Review 108, no. 1 (June 1, 2021): 42-69.',
        [{"type": "article", "volume": "108", "place": "", "year": "2021", "pages": "42-69"}],
    ),
    (
        "Memo, Orme to Finch, 29 Jun 47, Dunn Papers.",
        [{"type": "archival_document", "doc_date": "1947-06-29"}],
    ),
    # a remark that leads up to a printed series, an article before it
    (
        "The quotation is from a speech before the National Harbour Convention, reprinted in the Congressional Record, 76th Cong., 3d sess., vol. 86, 5 Aug 1940, Appendix, pp. 5367-69.",
        [
            {
                "type": "published_document",
                "container": "Congressional Record",
                "volume": "86",
                "pages": "5367-69",
            }
        ],
    ),
    # a full stop before a publisher, a place, a count of pages; an edition between place and year
    (
        "A. Brook, Robust quays. Leeds University Press, 2009.",
        [{"type": "book", "title": "Robust quays", "publisher": "Leeds University Press", "year": "2009"}],
    ),
    (
        "James Brook, Quays: A History, New York: Penguin, 1988. 368 pp.",
        [{"title": "Quays: A History", "place": "New York", "publisher": "Penguin", "pages": "368"}],
    ),
    (
        "Anna Brook. Harbours of the North. Oxford University Press, Oxford, 2nd edition, 1994.",
        [
            {
                "type": "book",
                "title": "Harbours of the North",
                "place": "Oxford",
                "publisher": "Oxford University Press",
                "edition": "2nd edition",
            }
        ],
    ),
    # a colon in a title before a bracketed imprint; quoted words within a title
    (
        "Ann Brook, Grey Port, Black Labour: Tolls and Health in Hull (1989).",
        [{"title": "Grey Port, Black Labour: Tolls and Health in Hull", "year": "1989", "place": ""}],
    ),
    (
        'Ann Brook, The fate of the "model" quay, Port Review 3 (1990): 4.',
        [{"type": "article", "title": 'The fate of the "model" quay', "container": "Port Review"}],
    ),
    # journals: a list in the name, chemists' order, letters before pages, a number before the issue
    (
        "S. Dale and R. Penn. Port negotiation. Transactions on Ships, Men, and Harbours, 21(6), 1462-1477, 1990.",
        [
            {
                "title": "Port negotiation",
                "container": "Transactions on Ships, Men, and Harbours",
                "volume": "21",
            }
        ],
    ),
    (
        "E. Dale, G. D. Penn, Port. Lett. 1982, 29, 300.",
        [
            {
                "type": "article",
                "title": "",
                "container": "Port. Lett.",
                "year": "1982",
                "volume": "29",
                "pages": "300",
            }
        ],
    ),
    (
        'L. Dale, "Port signals," Journal of Ports B 28, A67-A82 (2011).',
        [{"container": "Journal of Ports B", "volume": "28", "pages": "A67-A82", "year": "2011"}],
    ),
    (
        "Jan Dale (1990), A Note on Tolls, Ports and Quays, 84, No. 1, 119-127.",
        [{"volume": "84", "issue": "1", "pages": "119-127", "year": "1990"}],
    ),
    # proceedings: the town with its state, the publisher behind a stop are none of the container
    (
        "M. Dale and P. Penn. Tolls in parts. In Proceedings of the 6th Harbour Conference, Portland, OR, May 1991.",
        [{"type": "chapter", "container": "Proceedings of the 6th Harbour Conference"}],
    ),
    (
        "A. Dale and R. Penn. Tolls. In Harbours of the North, pages 4-12. Springer, Heidelberg, 1994.",
        [{"type": "chapter", "container": "Harbours of the North", "publisher": "Springer", "year": "1994"}],
    ),
    # bodies before a year or a quotation mark; a title and a year and nothing else
    (
        "Royal Dock Board. (2015a). About the Board. Ann Arbor, MI.",
        [{"authors": ("Royal Dock Board",), "title": "About the Board", "year": "2015"}],
    ),
    (
        "Ollie Dale. Quays of the Humber, 2007.",
        [{"authors": ("Dale",), "title": "Quays of the Humber", "year": "2007"}],
    ),
    ("A. DALE AND R. PENN, Tolls of ports, Port J., 12 (1994), pp. 4-12.", [{"authors": ("DALE", "PENN")}]),
    # semicolons between authors part nothing
    (
        "Dale, K.; Penn, S.; and Marsh, J. 1992. Local tolls. Leeds: Moor Press.",
        [{"authors": ("Dale", "Penn", "Marsh"), "title": "Local tolls", "year": "1992"}],
    ),
    # lists of translators and editors, a year with a figure behind it, a title that quotes
    (
        "Karl Dale, Havens, trans. Ann Brook, Ruth Lane, and Amy Penn (Leeds: Moor Press, 1990), xii-xiv.",
        [
            {
                "title": "Havens",
                "translators": ("Ann Brook", "Ruth Lane", "Amy Penn"),
                "pages": "xii-xiv",
                "year": "1990",
            }
        ],
    ),
    (
        "Ann Brook, “Tolls,” Port Letters 49, no. 3 (2002–3): 54–68.",
        [{"type": "article", "year": "2002-3", "volume": "49", "issue": "3", "pages": "54-68"}],
    ),
    (
        'A. Brook, "Storm and Calm: Dale "Havens" 1.16-49" (Port Letters 39:2 [2006]).',
        [{"title": 'Storm and Calm: Dale "Havens" 1.16-49', "container": "Port Letters", "volume": "39"}],
    ),
    # reprints; pages and the one meant; a numbered series behind a short title; a name for later
    ("Ann Brook, *Quays* (\\[1961\\] Leeds: Moor Press, 1988).", [{"place": "Leeds", "year": "1988"}]),
    ("Ann Brook, Quays (1975; Leeds: Moor Press, 1991), 44.", [{"year": "1991", "pages": "44"}]),
    (
        "A. Brook, ‘Tolls of Hull’, Port Letters, 44 (1975), 256–58 (p. 257).",
        [{"container": "Port Letters", "volume": "44", "pages": "256-58, 257"}],
    ),
    (
        "Ann Brook, Quays, Studies in Ports 12 (Leeds: Moor Press, 1990), 12 (hereafter Quays).",
        [{"title": "Quays", "container": "Studies in Ports", "volume": "12", "pages": "12"}],
    ),
    # a university alone gives a degree; Old and New Style
    (
        'J. Dale, "Tolls of Hull" (Rijksuniversiteit Groningen, 1995), 41.',
        [{"type": "thesis", "publisher": "Rijksuniversiteit Groningen", "pages": "41"}],
    ),
    ("Dale to Penn, 3/14 May 1712, TNA, SP 78/12.", [{"doc_date": "1712-05-14", "volume": "", "issue": ""}]),
    ("Dale to Penn, 14 Feb. 1712/13, TNA, SP 78/12.", [{"doc_date": "1713-02-14"}]),
    # archives: one in short before papers, one with its town, one between a day and a record group
    (
        "Dale to Penn, 5 February 1944, GRI, Papers of E. L. T. Marsh, box 5, folder 3.",
        [{"archive": "GRI", "container": "Papers of E. L. T. Marsh", "title": "Dale to Penn"}],
    ),
    (
        "National Archives and Records Administration, College Park, MD, RG 84, Entry 2478, Box 12.",
        [{"archive": "National Archives and Records Administration", "authors": ()}],
    ),
    ("Dale to Penn, 3 May 1950, NA, RG 59, Box 4262.", [{"archive": "NA", "title": "Dale to Penn"}]),
    # what leads up to a work
    (
        "See seven changes listed in “Tolls in Force,” Hull Courant, March 24, 1924.",
        [{"type": "newspaper", "title": "Tolls in Force", "container": "Hull Courant"}],
    ),
    (
        "See also the critic’s account of the fall of tolls: Ann Brook, “The Fall,” Quays, nos. 8–9 (1943): 14.",
        [{"authors": ("Brook",), "title": "The Fall", "issue": "8-9"}],
    ),
    # in a short form two numbers are pages; what they show, and a remark on them
    ("Dale, Quays, 56, 105–6.", [{"title": "Quays", "pages": "56, 105-6", "volume": ""}]),
    ("Dale, “Tolls as Text,” 409, table 1.", [{"title": "Tolls as Text", "pages": "409", "container": ""}]),
    ("Dale, “Tolls as they are,” 233 on tonnage in Hull.", [{"pages": "233", "container": ""}]),
    (
        "Ann Dale, “Tolls Halted,” Hull Times: Port Weekly, June 9, 1985, https://example.org/a.",
        [{"type": "newspaper", "container": "Hull Times: Port Weekly", "doc_date": "1985-06-09"}],
    ),
    # one name and a full day behind a quoted title: a paper, whatever its name
    (
        "Jan Dale, “Tolls Halted,” Kurier Portowy, 16 February 1943.",
        [{"type": "newspaper", "doc_date": "1943-02-16"}],
    ),
    # two works in short behind one another
    (
        "Brook, ii. 276. Cal. For. Eliz. viii. 52.",
        [{"volume": "ii", "pages": "276"}, {"volume": "viii", "pages": "52", "title": "Cal. For. Eliz."}],
    ),
]


@pytest.mark.parametrize(("note", "expected"), NOTES, ids=[n[:60] for n, _ in NOTES])
def test_a_note_is_read_field_by_field(note: str, expected: list[dict[str, object]]) -> None:
    found = cited(note)
    assert len(found) == len(expected), [c.quote for c in found]
    for citation, fields in zip(found, expected, strict=True):
        got = told(citation, fields)
        assert got == fields


@pytest.mark.parametrize(
    ("note", "quotes"),
    [
        # the document's own pages are no citation
        ("See below, pp. 105–115.", []),
        # sentences that quote or date something and cite nothing
        ("The passage should probably read 'haul the tolls aboard.'", []),
        ("Elsewhere the word that is used for a porter of the quay is 'Boteler.'", []),
        # words quoted from the pages given, talk behind them, a link's label
        (
            "Dale, History of Hull, pp. 70–71: “The more quays there are the lower the tolls will be.”",
            ["Dale, History of Hull, pp. 70–71"],
        ),
        ("Dale, Tolls (Leeds, 2006), pp. 26–29. Non vidi.", ["Dale, Tolls (Leeds, 2006), pp. 26–29"]),
        ("Dale, F., Port Coins (London, 1999). [Worldcat]", ["Dale, F., Port Coins (London, 1999)"]),
        (
            "Dale, Tolls of Hull, ii., 208. In 1558 a porter leaves his son the quay.",
            ["Dale, Tolls of Hull, ii., 208"],
        ),
    ],
)
def test_what_is_no_part_of_a_citation(note: str, quotes: list[str]) -> None:
    assert [c.quote for c in cited(note)] == quotes


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "my ‘Dispute of the Quays’, Port Studies 30 (1985), pp. 189–200.",
            {"title": "Dispute of the Quays"},
        ),
        (
            "Dale, History of the Manor of Hull. p. 233.",
            {"title": "History of the Manor of Hull", "pages": "233"},
        ),
        ("Penn, v. pp. 176, 245.", {"volume": "v", "pages": "176, 245"}),
        # places told by other words than a page's
        ("Dale, Grammar (Leeds, 2005), § 542.", {"title": "Grammar", "pages": "§ 542"}),
        ("Dale, Grammar (Leeds, 2005): §91.", {"title": "Grammar", "pages": "§91"}),
        (
            "Dale, Quay Song (Leeds, 2005), lines 4-7.",
            {"title": "Quay Song", "pages": "lines 4-7", "volume": ""},
        ),
        (
            "Dale, ed., Quay Song (Leeds, 2005), ll. 4-7.",
            {"title": "Quay Song", "pages": "4-7", "volume": ""},
        ),
        ("Dale, Lexicon (Leeds, 2005), s.v. quay.", {"title": "Lexicon", "pages": "s.v. quay"}),
        ("Lexicon of Ports, s.v. “quay.”", {"title": "Lexicon of Ports", "authors": ()}),
        ("Dale, Quays (Leeds, 2005), pl. 4, facing p. 90.", {"title": "Quays", "pages": "facing p. 90"}),
        ("Port Magazine 37, no. 76 (1990), 5.", {"title": "Port Magazine", "volume": "37", "issue": "76"}),
        ("Danvers, Hist. of the Ports. ii. 33.", {"volume": "ii", "pages": "33", "authors": ("Danvers",)}),
        ("Dale, Quays, 2nd rev. ed. (Leeds, 2005), 4.", {"title": "Quays", "edition": "2nd rev. ed."}),
        ("Dale to Penn, 14 Feb. 1712/13.", {"title": "Dale to Penn", "doc_date": "1713-02-14"}),
        # things in museums
        (
            "Quay, London, British Museum, inv. no. EA 10470.",
            {"type": "archival_document", "title": "Quay", "archive": "British Museum"},
        ),
        (
            "Museum of Docks, Hull, acc. no. 12.182.132.",
            {"archive": "Museum of Docks", "shelfmark": "acc. no. 12.182.132", "title": ""},
        ),
        # debates
        (
            "HC Deb 4 May 1982 vol 23 c30.",
            {"type": "published_document", "volume": "23", "doc_date": "1982-05-04", "title": "HC Deb"},
        ),
        (
            "Hansard's Parliamentary Debates, 3rd ser., CXLV (1857), 234.",
            {"type": "published_document", "volume": "CXLV", "pages": "234", "authors": ()},
        ),
        # Roman volumes in capitals, pages behind a title, places told by words where no page stands
        ("Brook, Hurst, II, 279.", {"authors": ("Brook",), "title": "Hurst", "volume": "II", "pages": "279"}),
        ("Brook, Life of Hurst p. 258.", {"title": "Life of Hurst", "pages": "258", "volume": ""}),
        ("Brook, Tolls, xiii-xxi.", {"title": "Tolls", "pages": "xiii-xxi"}),
        ("Brook, Tolls, plate 44, figure 1.", {"title": "Tolls", "pages": "plate 44, figure 1"}),
        ("Brook, Tolls, 88-91, cat. no. 28.", {"title": "Tolls", "pages": "88-91", "issue": ""}),
        ("Brook et al., “The Fast Quay,” P10008.", {"title": "The Fast Quay", "pages": "P10008"}),
        # journals with their year in square brackets
        (
            "A. Dale, “Tolls” (Dock Library Record 15 [July 1996]), 480–496.",
            {"type": "article", "container": "Dock Library Record", "volume": "15", "pages": "480-496"},
        ),
        (
            "A. Dale, “Tolls” (Studia Portuum 15 [1972/3]), 295-365.",
            {"type": "article", "container": "Studia Portuum", "year": "1972/3"},
        ),
        ("G.S. Dale in the Port Journal, XVII (1903), 111-162.", {"container": "Port Journal", "title": ""}),
        # a series before the place in an imprint, offices in quotation marks, words behind a volume
        (
            "A. Dale, Ports of Hull (Hafenstudien, I. Reihe: Texte 47; Leipzig: Teubner, 2015), 97.",
            {"place": "Leipzig", "publisher": "Teubner", "year": "2015", "pages": "97"},
        ),
        ("“H. O.,” Mil., 455.", {"type": "archival_document", "title": "", "pages": ""}),
        ("British Museum Add. MSS., 34454.", {"archive": "British Museum", "title": ""}),
        ("Brook, “Hist. of Prices,” i, 185 et seq.", {"title": "Hist. of Prices", "volume": "i"}),
        ("“Life of A. Dale,” i, ch. vii.", {"volume": "i", "pages": "ch. vii"}),
        ("“Quay Miscellanies” for this letter.", {"title": "Quay Miscellanies", "container": ""}),
        ("“The Port a Century ago.” By Ann Dale.", {"authors": ("Dale",), "title": "The Port a Century ago"}),
        ("Photograph in the files of the Dock Board.", {"title": "Photograph", "archive": "Dock Board"}),
        # editors with no comma, authors in brackets, editions by their year, stops within a day
        ("Dale ed., Early Ports, IV, 336.", {"editors": ("Dale",), "title": "Early Ports", "volume": "IV"}),
        (
            "A. Dale ed. Early Ports (Hull: Moor Press, 2002).",
            {"editors": ("A. Dale",), "title": "Early Ports"},
        ),
        ("[A. Dale] Treatise of Tolls, p. 22.", {"authors": ("Dale",), "title": "Treatise of Tolls"}),
        ("Brook, Voyages, ed. 1589.", {"title": "Voyages", "year": "1589"}),
        ("Hurst Papers. Lane to Hurst, Dec. 22. 1862.", {"doc_date": "1862-12-22"}),
        ("Brook, Tolls (2d. ed., Hull, 1888), 43.", {"edition": "2d. ed", "place": "Hull"}),
        ("Dock Review, XXX, 118-120 (January, 1861).", {"volume": "XXX", "year": "1861"}),
        (
            "Augusta, Ga., Chronicle, June 26, 1802.",
            {"type": "newspaper", "container": "Chronicle", "place": "Augusta, Ga.", "authors": ()},
        ),
        (
            "Lane invoice, May 7, 1972, in the files of the Drawings Department, Hurst Museum.",
            {"archive": "Drawings Department, Hurst Museum", "title": "Lane invoice"},
        ),
        # manuscripts of libraries, papers in files
        (
            "Hull, Staatsbibliothek, Ms. or. fol. 13, f. 11r.",
            {"type": "archival_document", "shelfmark": "Ms. or. fol. 13", "pages": "11r"},
        ),
        (
            "London, British Library, Ms. Harley 5512, f. 178r.",
            {"archive": "British Library", "shelfmark": "Ms. Harley 5512", "title": "", "pages": "178r"},
        ),
        (
            "Lane invoice, January 27, 1972, in the files of the Dock Board.",
            {"type": "archival_document", "archive": "Dock Board", "doc_date": "1972-01-27"},
        ),
        ("Letter book, MS. in the Virginia State Library.", {"archive": "Virginia State Library"}),
        ("Catalogue of Boats in the Hull Museum, Leeds, 1870.", {"type": "book", "archive": ""}),
        # a page's title that goes on, when an address was looked up
        (
            "Dale, Tolls Only: The Court, the Port, and the Quay, https://example.org/t.",
            {"type": "web", "title": "Tolls Only: The Court, the Port, and the Quay", "container": ""},
        ),
        (
            "“Tolls of Hull.” Dock Museums. Accessed May 4, 2019. https://example.org/t.",
            {"container": "Dock Museums", "accessed": "May 4, 2019"},
        ),
        ("https://example.org/t. Accessed 4 May 2019.", {"title": "", "accessed": "4 May 2019"}),
        ("Hull County History, Port, ii., 208.", {"authors": ()}),
        (
            "Marsh and Dale (2017) for a compelling account of tolls.",
            {"authors": ("Marsh", "Dale"), "title": ""},
        ),
    ],
)
def test_more_of_what_real_notes_have(note: str, expected: dict[str, object]) -> None:
    (found,) = cited(note)
    assert told(found, expected) == expected
