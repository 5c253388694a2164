"""Forty footnotes in the British, French, American and Israeli manner, of our own writing, read field by
field."""

from __future__ import annotations

import pytest
from tests.extract.notes.cases import cited, told

#: The note, then for each citation what must be read (a field's value; `type` the citation's type).
NOTES: list[tuple[str, list[dict[str, object]]]] = [
    (
        "TNA, FO 371/118864, JE 1053/25, Trevelyan to Eden, 12 July 1956.",
        [
            {
                "type": "archival_document",
                "archive": "TNA",
                "shelfmark": "FO 371/118864, JE 1053/25",
                "sender": "Trevelyan",
                "recipient": "Eden",
                "doc_date": "1956-07-12",
            }
        ],
    ),
    (
        "TNA, PREM 11/1163, Eden to Eisenhower, 6 September 1956.",
        [
            {
                "type": "archival_document",
                "archive": "TNA",
                "shelfmark": "PREM 11/1163",
                "sender": "Eden",
                "recipient": "Eisenhower",
                "doc_date": "1956-09-06",
            }
        ],
    ),
    (
        "TNA: CAB 128/30, CM(56)54th Conclusions, 27 July 1956.",
        [
            {
                "type": "archival_document",
                "archive": "TNA",
                "shelfmark": "CAB 128/30, CM(56)54th Conclusions",
                "doc_date": "1956-07-27",
            }
        ],
    ),
    (
        "PRO, FO 800/728, Minute by Kirkpatrick, 10 September 1956.",
        [
            {
                "type": "archival_document",
                "archive": "PRO",
                "shelfmark": "FO 800/728",
                "sender": "Kirkpatrick",
                "doc_kind": "memorandum",
                "doc_date": "1956-09-10",
            }
        ],
    ),
    (
        "Foreign Office to Paris, telegram no. 1234, 1 November 1956, TNA, FO 371/121744.",
        [
            {
                "type": "archival_document",
                "sender": "Foreign Office",
                "recipient": "Paris",
                "doc_date": "1956-11-01",
                "shelfmark": "FO 371/121744",
            }
        ],
    ),
    (
        "Makins to Foreign Office, 4 October 1956, FO 371/119142, JE 14211/1912.",
        [
            {
                "type": "archival_document",
                "sender": "Makins",
                "recipient": "Foreign Office",
                "doc_date": "1956-10-04",
                "shelfmark": "FO 371/119142, JE 14211/1912",
            }
        ],
    ),
    (
        "Avon Papers, AP 20/1/32, diary entry, 22 October 1956.",
        [
            {
                "type": "archival_document",
                "container": "Avon Papers",
                "shelfmark": "AP 20/1/32",
                "doc_date": "1956-10-22",
            }
        ],
    ),
    (
        "Bodleian Library, MS. Macmillan dep. d. 27, fol. 12, diary, 1 August 1956.",
        [{"type": "archival_document", "archive": "Bodleian Library", "doc_date": "1956-08-01"}],
    ),
    (
        "Birmingham University Library, Avon Papers, AP 14/4/2, Eden to Lloyd, 3 March 1956.",
        [
            {
                "type": "archival_document",
                "archive": "Birmingham University Library",
                "container": "Avon Papers",
                "shelfmark": "AP 14/4/2",
                "sender": "Eden",
                "recipient": "Lloyd",
            }
        ],
    ),
    (
        "FRUS, 1955-1957, vol. XVI, doc. 34, pp. 62-68.",
        [
            {
                "type": "published_document",
                "container": "FRUS",
                "volume": "XVI",
                "year": "1955-1957",
                "pages": "62-68",
                "doc_number": "34",
            }
        ],
    ),
    (
        "FRUS 1955\u20131957, vol. XV, Dulles to the Embassy in Egypt, 30 March 1956, p. 421.",
        [
            {
                "type": "published_document",
                "container": "FRUS",
                "volume": "XV",
                "pages": "421",
                "sender": "Dulles",
                "recipient": "Embassy in Egypt",
                "doc_date": "1956-03-30",
            }
        ],
    ),
    (
        "Memorandum of a Conversation, Department of State, Washington, 30 July 1956, FRUS, 1955-1957, vol. XVI, pp. 46-47.",
        [
            {
                "type": "published_document",
                "doc_kind": "meeting_record",
                "doc_date": "1956-07-30",
                "volume": "XVI",
                "pages": "46-47",
            }
        ],
    ),
    (
        "DDF, 1956, tome II, doc. 89, p. 170.",
        [
            {
                "type": "published_document",
                "container": "DDF",
                "year": "1956",
                "volume": "II",
                "pages": "170",
                "doc_number": "89",
            }
        ],
    ),
    (
        "Documents diplomatiques français, 1956, tome III, doc. 138, Pineau à Chauvel, 31 octobre 1956.",
        [{"type": "published_document", "container": "Documents diplomatiques français", "volume": "III"}],
    ),
    (
        "Keith Kyle, Suez (London: Weidenfeld and Nicolson, 1991), p. 85.",
        [
            {
                "type": "book",
                "authors": ("Kyle",),
                "title": "Suez",
                "place": "London",
                "publisher": "Weidenfeld and Nicolson",
                "year": "1991",
                "pages": "85",
            }
        ],
    ),
    (
        "Kyle, Suez, p. 90; Ibid., p. 92.",
        [
            {"type": "short_title", "authors": ("Kyle",), "title": "Suez", "pages": "90"},
            {"type": "ibid", "pages": "92"},
        ],
    ),
    (
        "Geoffrey Warner, \u201cCollusion and the Suez Crisis of 1956,\u201d International Affairs 55, no. 2 (1979): 226-239.",
        [
            {
                "type": "article",
                "authors": ("Warner",),
                "title": "Collusion and the Suez Crisis of 1956",
                "container": "International Affairs",
                "volume": "55",
                "issue": "2",
                "year": "1979",
                "pages": "226-239",
            }
        ],
    ),
    (
        "Avi Shlaim, \u2018The Protocol of S\u00e8vres, 1956: Anatomy of a War Plot\u2019, International Affairs, vol. 73, no. 3 (July 1997), pp. 509\u2013530.",
        [
            {
                "type": "article",
                "authors": ("Shlaim",),
                "title": "The Protocol of S\u00e8vres, 1956: Anatomy of a War Plot",
                "container": "International Affairs",
                "volume": "73",
                "issue": "3",
                "year": "1997",
                "pages": "509-530",
            }
        ],
    ),
    (
        "W. Scott Lucas, Divided We Stand: Britain, the US and the Suez Crisis, 2nd edn (London: Hodder & Stoughton, 1996), pp. 140-2.",
        [
            {
                "type": "book",
                "authors": ("Lucas",),
                "title": "Divided We Stand: Britain, the US and the Suez Crisis",
                "publisher": "Hodder & Stoughton",
                "year": "1996",
                "pages": "140-2",
            }
        ],
    ),
    (
        "Mordechai Bar-On, The Gates of Gaza: Israel's Road to Suez and Back, 1955-1957 (New York: St. Martin's Press, 1994), 201.",
        [
            {
                "type": "book",
                "authors": ("Bar-On",),
                "title": "The Gates of Gaza: Israel's Road to Suez and Back, 1955-1957",
                "place": "New York",
                "year": "1994",
                "pages": "201",
            }
        ],
    ),
    (
        "Maurice Vaïsse, \u2018France and the Suez Crisis\u2019, in Wm. Roger Louis and Roger Owen (eds.), Suez 1956: The Crisis and its Consequences (Oxford: Clarendon Press, 1989), pp. 131-143.",
        [
            {
                "type": "chapter",
                "authors": ("Vaïsse",),
                "title": "France and the Suez Crisis",
                "container": "Suez 1956: The Crisis and its Consequences",
                "place": "Oxford",
                "publisher": "Clarendon Press",
                "year": "1989",
                "pages": "131-143",
            }
        ],
    ),
    (
        "Anthony Eden, Full Circle (London: Cassell, 1960), p. 521; Selwyn Lloyd, Suez 1956: A Personal Account (London: Jonathan Cape, 1978), p. 188.",
        [
            {"type": "book", "authors": ("Eden",), "title": "Full Circle", "year": "1960"},
            {
                "type": "book",
                "authors": ("Lloyd",),
                "title": "Suez 1956: A Personal Account",
                "year": "1978",
                "pages": "188",
            },
        ],
    ),
    (
        "The Times, 27 July 1956, p. 8.",
        [{"type": "newspaper", "container": "The Times", "doc_date": "1956-07-27", "pages": "8"}],
    ),
    (
        "\u201cEgypt Seizes the Canal,\u201d New York Times, July 27, 1956, 1.",
        [
            {
                "type": "newspaper",
                "title": "Egypt Seizes the Canal",
                "container": "New York Times",
                "doc_date": "1956-07-27",
                "pages": "1",
            }
        ],
    ),
    (
        "Hansard, H.C. Deb., vol. 558, col. 1602, 31 October 1956.",
        [{"type": "published_document", "volume": "558", "doc_date": "1956-10-31"}],
    ),
    (
        "ISA, FM 2450/7, Eban to Ben-Gurion, 5 November 1956.",
        [
            {
                "type": "archival_document",
                "archive": "ISA",
                "shelfmark": "FM 2450/7",
                "sender": "Eban",
                "recipient": "Ben-Gurion",
                "doc_date": "1956-11-05",
            }
        ],
    ),
    (
        "BGA, Ben-Gurion Diary, 22 October 1956.",
        [{"type": "archival_document", "archive": "BGA", "doc_date": "1956-10-22"}],
    ),
    (
        "AMAE, s\u00e9rie Afrique-Levant, carton 501, Du Chayla to Pineau, 27 July 1956.",
        [
            {
                "type": "archival_document",
                "archive": "AMAE",
                "sender": "Du Chayla",
                "recipient": "Pineau",
                "doc_date": "1956-07-27",
            }
        ],
    ),
    (
        "SHAT, 9 U 4, Beaufre, Rapport sur l'op\u00e9ration, 5 January 1957.",
        [{"type": "archival_document", "archive": "SHAT", "doc_date": "1957-01-05"}],
    ),
    (
        "NARA, RG 59, Central Decimal File 1955-59, 974.7301/7-2756, Box 4323, Caffery to Dulles, 27 July 1956.",
        [
            {
                "type": "archival_document",
                "archive": "NARA",
                "record_group": "RG 59",
                "sender": "Caffery",
                "recipient": "Dulles",
                "doc_date": "1956-07-27",
            }
        ],
    ),
    (
        "Eisenhower Library, Ann Whitman File, DDE Diary Series, Box 17, Eisenhower to Hazlett, 2 November 1956.",
        [
            {
                "type": "archival_document",
                "archive": "Eisenhower Library",
                "sender": "Eisenhower",
                "recipient": "Hazlett",
                "doc_date": "1956-11-02",
            }
        ],
    ),
    (
        "UN Security Council Resolution 118, 13 October 1956, S/3675.",
        [{"type": "published_document", "doc_date": "1956-10-13", "shelfmark": "S/3675"}],
    ),
    (
        "Interview with Sir Donald Logan, London, 14 May 1992.",
        [{"type": "interview", "doc_date": "1992-05-14"}],
    ),
    (
        "Jane Roe, \u2018British Policy towards Egypt, 1951-1956\u2019 (unpublished PhD thesis, University of Leeds, 1988), p. 211.",
        [
            {
                "type": "thesis",
                "authors": ("Roe",),
                "title": "British Policy towards Egypt, 1951-1956",
                "year": "1988",
                "pages": "211",
            }
        ],
    ),
    (
        "See also Kyle, Suez, p. 117, and Lucas, Divided We Stand, p. 163.",
        [
            {"type": "short_title", "authors": ("Kyle",), "pages": "117"},
            {"type": "short_title", "authors": ("Lucas",), "title": "Divided We Stand", "pages": "163"},
        ],
    ),
    (
        "For the Israeli side see Shlaim, \u2018Protocol of S\u00e8vres\u2019, pp. 515-16.",
        [
            {
                "type": "short_title",
                "authors": ("Shlaim",),
                "title": "Protocol of S\u00e8vres",
                "pages": "515-16",
            }
        ],
    ),
    ("Kyle, op. cit., p. 300.", [{"type": "short_title", "authors": ("Kyle",), "pages": "300"}]),
    (
        "Mohamed H. Heikal, Cutting the Lion's Tail: Suez through Egyptian Eyes, London: Andr\u00e9 Deutsch, 1986, pp. 119-21.",
        [
            {
                "type": "book",
                "authors": ("Heikal",),
                "title": "Cutting the Lion's Tail: Suez through Egyptian Eyes",
                "place": "London",
                "publisher": "Andr\u00e9 Deutsch",
                "year": "1986",
                "pages": "119-21",
            }
        ],
    ),
    (
        "Dwight D. Eisenhower, Waging Peace, 1956-1961 (Garden City, NY: Doubleday, 1965), p. 39.",
        [
            {
                "type": "book",
                "authors": ("Eisenhower",),
                "title": "Waging Peace, 1956-1961",
                "place": "Garden City, NY",
                "publisher": "Doubleday",
                "year": "1965",
            }
        ],
    ),
    (
        "\u201cNasser's Speech at Alexandria,\u201d http://www.example.org/nasser/1956.html (accessed 3 May 2012).",
        [
            {
                "type": "web",
                "title": "Nasser's Speech at Alexandria",
                "url": "http://www.example.org/nasser/1956.html",
            }
        ],
    ),
]


#: Further manners: bare volumes and pages, places without colons, talk around citations, papers without a
#: known archive.
MANNERS: list[tuple[str, list[dict[str, object]]]] = [
    (
        "Minute by Shuckburgh, 10 October 1954, FO 371/110819/V1193/8, TNA.",
        [
            {
                "type": "archival_document",
                "archive": "TNA",
                "shelfmark": "FO 371/110819/V1193/8",
                "sender": "Shuckburgh",
                "doc_date": "1954-10-10",
            }
        ],
    ),
    (
        "Telegram No. 1613 from Cairo to Foreign Office, 27 July 1956, FO371/119078/JE14211/14.",
        [{"sender": "Cairo", "recipient": "Foreign Office", "shelfmark": "FO371/119078/JE14211/14"}],
    ),
    (
        "Trevelyan (Cairo) to Foreign Office, 1 August 1956, TNA, FO 371/119083.",
        [{"sender": "Trevelyan", "recipient": "Foreign Office", "archive": "TNA"}],
    ),
    (
        "FRUS 1955–57, XVI, 62–68.",
        [{"type": "published_document", "container": "FRUS", "volume": "XVI", "pages": "62-68"}],
    ),
    (
        "Telegram from the Embassy in the United Kingdom to the Department of State, 31 July 1956, FRUS, 1955–1957, vol. XVI, doc. 33.",
        [
            {
                "type": "published_document",
                "sender": "Embassy in the United Kingdom",
                "recipient": "Department of State",
                "doc_number": "33",
                "doc_date": "1956-07-31",
            }
        ],
    ),
    (
        "Hugh Thomas, The Suez Affair, London, Weidenfeld and Nicolson, 1967, p. 95.",
        [
            {
                "type": "book",
                "title": "The Suez Affair",
                "place": "London",
                "publisher": "Weidenfeld and Nicolson",
                "year": "1967",
            }
        ],
    ),
    (
        "H. Thomas, The Suez Affair (London 1967), 95.",
        [{"type": "book", "title": "The Suez Affair", "place": "London", "year": "1967", "pages": "95"}],
    ),
    (
        "Laura James, Nasser at War (Basingstoke: Palgrave, 2006), 21, 33–5.",
        [{"title": "Nasser at War", "pages": "21, 33-5"}],
    ),
    (
        "Winthrop Aldrich, ‘The Suez Crisis: A Footnote to History’, Foreign Affairs, 45 (1967), pp. 541–552.",
        [{"type": "article", "container": "Foreign Affairs", "volume": "45", "year": "1967"}],
    ),
    (
        "Nasser’s speech at Alexandria, 26 July 1956, in Documents on International Affairs, 1956, ed. Noble Frankland (London: Oxford University Press, 1959), pp. 77–113.",
        [
            {
                "type": "published_document",
                "sender": "Nasser",
                "doc_date": "1956-07-26",
                "container": "Documents on International Affairs, 1956",
                "editors": ("Noble Frankland",),
                "year": "1959",
            }
        ],
    ),
    (
        "W. Roger Louis, “The Tragedy of the Anglo-Egyptian Settlement of 1954,” in Louis and Owen, Suez 1956, pp. 43–71.",
        [{"type": "short_title", "authors": ("Louis",), "container": "Suez 1956"}],
    ),
    (
        "Kyle, Suez, p. 91. Cf. Eden, Full Circle, p. 500. This account is disputed.",
        [{"authors": ("Kyle",)}, {"authors": ("Eden",), "title": "Full Circle", "pages": "500"}],
    ),
    (
        "On Operation Alpha see Shimon Shamir, ‘The Collapse of Project Alpha’, in Louis and Owen, Suez 1956, pp. 73–100.",
        [{"authors": ("Shamir",), "title": "The Collapse of Project Alpha"}],
    ),
    (
        "GAPPOD, f. 1, op. 89, d. 104, ll. 1–4, Decree of the Politburo, 21 June 1945.",
        [
            {
                "type": "archival_document",
                "archive": "GAPPOD",
                "fond": "1",
                "listy": "1-4",
                "sender": "Politburo",
            }
        ],
    ),
    (
        "Eban to Ben-Gurion, 5 November 1956, FRUS, 1955-1957, vol. XVI, p. 3; Eban to Meir, 6 November 1956, ibid., p. 5.",
        [{"type": "published_document"}, {"type": "published_document", "recipient": "Meir", "pages": "5"}],
    ),
    (
        "Pravda, 17 Sep 1945, 13 Mar 1946.",
        [
            {"type": "newspaper", "doc_date": "1945-09-17"},
            {"type": "newspaper", "container": "Pravda", "doc_date": "1946-03-13"},
        ],
    ),
    (
        "Articles in Haaretz on 11 Jan, 17 Jan, 13 Mar 1956.",
        [
            {"doc_date": "1956-01-11"},
            {"doc_date": "1956-01-17"},
            {"container": "Haaretz", "doc_date": "1956-03-13"},
        ],
    ),
    (
        "Yediot Aharonot, 5 November 1956.",
        [{"type": "newspaper", "container": "Yediot Aharonot", "doc_date": "1956-11-05"}],
    ),
]


@pytest.mark.parametrize(
    ("note", "expected"), [*NOTES, *MANNERS], ids=[n[:40] for n, _ in [*NOTES, *MANNERS]]
)
def test_footnote_of_another_tradition(note: str, expected: list[dict[str, object]]) -> None:
    found = cited(note)
    assert len(found) == len(expected), [(c.type, c.quote) for c in found]
    for citation, want in zip(found, expected, strict=True):
        have = told(citation, want)
        assert have == want


def test_there_are_forty() -> None:
    assert len(NOTES) == 40


@pytest.mark.parametrize(
    "note",
    [
        "This is disputed among historians.",
        "The figures differ; no agreement has been reached.",
        "Author's translation.",
    ],
)
def test_a_remark_is_no_citation(note: str) -> None:
    assert cited(note) == []
