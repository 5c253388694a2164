"""Footnotes of our own on British, American, Israeli, Indian, Canadian and Australian papers, with remarks between citations."""

from __future__ import annotations

import pytest

from regesta.extract.propose.citations import propose_citations
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Footnote


def cited(note: str) -> list[Citation]:
    document = Document(id="t", text=f"Body.\n1 {note}\n", footnotes=(Footnote(id="I.1", document="t", span=(8, 8 + len(note)), number=1),))
    return propose_citations(document)


#: The note, then for each citation what must be read (a field's value; `type` the citation's type).
NOTES: list[tuple[str, list[dict[str, object]]]] = [
    (
        "Lord Moran, Winston Churchill: The Struggle for Survival, 1940–1965 (London: Constable, 1966), p. 553.",
        [{"type": "book", "authors": ("Moran",), "title": "Winston Churchill: The Struggle for Survival, 1940–1965", "publisher": "Constable", "pages": "553"}],
    ),
    (
        "Evelyn Shuckburgh, Descent to Suez: Diaries 1951-56 (London: Weidenfeld & Nicolson, 1986), entry for 3 March 1956, p. 341.",
        [{"authors": ("Shuckburgh",), "title": "Descent to Suez: Diaries 1951-56", "pages": "341", "publisher": "Weidenfeld & Nicolson"}],
    ),
    ("Cabinet Conclusions, CM(52)102, 4 December 1952, TNA, CAB 128/25.", [{"type": "archival_document", "archive": "TNA", "doc_date": "1952-12-04"}]),
    (
        "TNA, FO 371/102796, JE 1192/44, Stevenson to Foreign Office, no. 213, 10 February 1953; minutes by Allen, 12 February 1953.",
        [
            {"type": "archival_document", "sender": "Stevenson", "recipient": "Foreign Office", "doc_date": "1953-02-10"},
            {"type": "archival_document", "sender": "Allen", "doc_date": "1953-02-12"},
        ],
    ),
    ("Ibid., Foreign Office to Cairo, 14 February 1953.", [{"type": "ibid", "sender": "Foreign Office", "recipient": "Cairo", "doc_date": "1953-02-14"}]),
    (
        "FRUS, 1952–54, vol. IX, part 2, Byroade to Dulles, 7 May 1953, p. 2065.",
        [{"type": "published_document", "sender": "Byroade", "recipient": "Dulles", "doc_date": "1953-05-07", "pages": "2065"}],
    ),
    (
        "Quoted in Michael J. Cohen, Fighting World War Three from the Middle East: Allied Contingency Plans, 1945-1954 (London: Frank Cass, 1997), p. 217.",
        [{"type": "book", "authors": ("Cohen",), "pages": "217", "publisher": "Frank Cass"}],
    ),
    (
        "John Kent, ‘The Egyptian Base and the Defence of the Middle East, 1945-54’, Journal of Imperial and Commonwealth History, 21:3 (1993), pp. 45-65.",
        [
            {
                "type": "article",
                "authors": ("Kent",),
                "container": "Journal of Imperial and Commonwealth History",
                "volume": "21",
                "issue": "3",
                "year": "1993",
                "pages": "45-65",
            }
        ],
    ),
    (
        "The most detailed account is Ritchie Ovendale, Britain, the United States and the Transfer of Power in the Middle East, 1945-1962 (London: Leicester University Press, 1996); see also Peter L. Hahn, The United States, Great Britain, and Egypt, 1945-1956 (Chapel Hill: University of North Carolina Press, 1991), pp. 155-80.",
        [{"type": "book", "authors": ("Ovendale",)}, {"type": "book", "authors": ("Hahn",), "pages": "155-80"}],
    ),
    (
        "Hahn, The United States, pp. 160–1; Ovendale, Transfer of Power, pp. 70–5; Kent, ‘The Egyptian Base’, p. 60.",
        [
            {"type": "short_title", "authors": ("Hahn",)},
            {"type": "short_title", "authors": ("Ovendale",), "title": "Transfer of Power"},
            {"type": "short_title", "authors": ("Kent",), "title": "The Egyptian Base", "pages": "60"},
        ],
    ),
    (
        "Eden’s minute, 16 Feb. 1953, FO 800/776.",
        [{"type": "archival_document", "sender": "Eden", "doc_date": "1953-02-16", "shelfmark": "FO 800/776", "doc_kind": "memorandum"}],
    ),
    ("Note by the Secretaries, COS(53)45, 28 January 1953, DEFE 5/44.", [{"type": "archival_document", "doc_date": "1953-01-28"}]),
    (
        "Memorandum by the Secretary of State for Foreign Affairs, ‘Egypt: The Alternatives’, C(53)17, 14 January 1953, CAB 129/58.",
        [{"type": "archival_document", "doc_date": "1953-01-14", "doc_kind": "memorandum"}],
    ),
    (
        "Hankey to Selwyn Lloyd, private and confidential, 2 June 1953, SELO 5/40, Churchill Archives Centre, Cambridge.",
        [{"type": "archival_document", "sender": "Hankey", "recipient": "Selwyn Lloyd", "doc_date": "1953-06-02"}],
    ),
    (
        "Dwight D. Eisenhower Library, Papers as President, Ann Whitman File, International Series, box 18, Churchill to Eisenhower, 5 April 1953.",
        [{"type": "archival_document", "sender": "Churchill", "recipient": "Eisenhower", "doc_date": "1953-04-05"}],
    ),
    (
        "Parliamentary Debates (Commons), 5th series, vol. 515, col. 890, 11 May 1953.",
        [{"type": "published_document", "volume": "515", "doc_date": "1953-05-11"}],
    ),
    (
        "‘Egypt: Time to Go’, The Economist, 17 January 1953, pp. 122–3.",
        [{"type": "newspaper", "title": "Egypt: Time to Go", "container": "The Economist", "doc_date": "1953-01-17", "pages": "122-3"}],
    ),
    (
        "Daily Telegraph, 5 May 1953, p. 1; Manchester Guardian, 6 May 1953.",
        [
            {"type": "newspaper", "container": "Daily Telegraph", "doc_date": "1953-05-05"},
            {"type": "newspaper", "container": "Manchester Guardian", "doc_date": "1953-05-06"},
        ],
    ),
    ("Interview with Sir Donald Logan, 12 May 1996, London.", [{"type": "interview", "doc_date": "1996-05-12"}]),
    ("Anthony Nutting, No End of a Lesson: The Story of Suez (London: Constable, 1967), ch. 3.", [{"type": "book", "authors": ("Nutting",), "year": "1967"}]),
    (
        "Wm. Roger Louis, The British Empire in the Middle East 1945–1951: Arab Nationalism, the United States, and Postwar Imperialism (Oxford: OUP, 1984), pp. 715-20, 735.",
        [{"type": "book", "authors": ("Louis",), "pages": "715-20, 735", "publisher": "OUP"}],
    ),
    (
        "W. R. Louis, ‘The Anglo-Egyptian Settlement of 1954’, in W. R. Louis and R. Owen (eds), Suez 1956: The Crisis and its Consequences (Oxford: Clarendon Press, 1989), 43-71, at 52.",
        [{"type": "chapter", "authors": ("Louis",), "container": "Suez 1956: The Crisis and its Consequences", "place": "Oxford", "year": "1989"}],
    ),
    (
        "Hinsley, F. H., British Intelligence in the Second World War, vol. 2 (London, HMSO, 1981), p. 401.",
        [
            {
                "type": "book",
                "title": "British Intelligence in the Second World War",
                "volume": "2",
                "place": "London",
                "publisher": "HMSO",
                "year": "1981",
                "pages": "401",
            }
        ],
    ),
    ("Cmd. 9298, Anglo-Egyptian Agreement, 19 October 1954.", [{"type": "published_document", "doc_date": "1954-10-19"}]),
    ("UN, SCOR, S/3675, 13 October 1956.", [{"type": "published_document", "doc_date": "1956-10-13"}]),
    ("General Assembly resolution 997 (ES-I), 2 November 1956.", [{"type": "published_document", "doc_date": "1956-11-02"}]),
    (
        "ISA, 130.02/2403/12, Sharett to Eban, 8 October 1954.",
        [{"type": "archival_document", "archive": "ISA", "sender": "Sharett", "recipient": "Eban", "doc_date": "1954-10-08"}],
    ),
    ("BGA, Diary, 15 July 1956.", [{"type": "archival_document", "doc_date": "1956-07-15"}]),
    ("Ben-Gurion Diary, 24 October 1956, BGA.", [{"type": "archival_document", "doc_date": "1956-10-24"}]),
    (
        "Moshe Sharett, Yoman Ishi [Personal Diary], vol. 3 (Tel Aviv: Maariv, 1978), p. 712.",
        [{"authors": ("Sharett",), "volume": "3", "place": "Tel Aviv", "publisher": "Maariv", "year": "1978", "pages": "712"}],
    ),
    (
        "Documents on the Foreign Policy of Israel, vol. 8, doc. 412, Eban to Sharett, 3 December 1953, p. 912.",
        [{"type": "published_document", "volume": "8", "sender": "Eban", "recipient": "Sharett", "doc_date": "1953-12-03", "pages": "912"}],
    ),
    ("AIOC file 4308, BP Archive, University of Warwick.", [{"type": "archival_document"}]),
    (
        "India Office Records, British Library, L/P&S/12/4357, Wavell to Amery, 14 July 1944.",
        [{"type": "archival_document", "sender": "Wavell", "recipient": "Amery", "doc_date": "1944-07-14"}],
    ),
    (
        "National Archives of India, MEA, File No. 7(2)-UN II/56, Krishna Menon to Nehru, 5 November 1956.",
        [{"type": "archival_document", "sender": "Krishna Menon", "recipient": "Nehru", "doc_date": "1956-11-05"}],
    ),
    (
        "LAC, RG 25, vol. 6109, file 50372-40, Robertson to Pearson, 1 November 1956.",
        [{"type": "archival_document", "archive": "LAC", "sender": "Robertson", "recipient": "Pearson", "doc_date": "1956-11-01"}],
    ),
    (
        "NAA, A1838, 163/4/7/3/3, Spender to Casey, 30 October 1956.",
        [{"type": "archival_document", "archive": "NAA", "sender": "Spender", "recipient": "Casey", "doc_date": "1956-10-30"}],
    ),
    ("NATO Archives, C-R(56)68, summary record of a meeting of the Council, 12 December 1956.", [{"type": "archival_document", "doc_date": "1956-12-12"}]),
    (
        "Telegram, Lodge to Dulles, 30 October 1956, box 2, Dulles-Herter Series, Whitman File, DDEL.",
        [{"type": "archival_document", "sender": "Lodge", "recipient": "Dulles", "doc_date": "1956-10-30", "doc_kind": "telegram"}],
    ),
    (
        "Memcon, Dulles and Makins, 30 March 1956, 780.00/3-3056, RG 59, NARA.",
        [{"type": "archival_document", "archive": "NARA", "record_group": "RG 59", "doc_date": "1956-03-30", "doc_kind": "meeting_record"}],
    ),
    (
        "Dulles–Eisenhower telephone conversation, 30 October 1956, FRUS 1955–57, xvi, 863.",
        [{"type": "published_document", "doc_date": "1956-10-30", "volume": "xvi", "pages": "863"}],
    ),
    (
        "Hoover to Dulles, 3 Nov. 1956, FRUS, 1955-1957, XVI, pp. 947-9.",
        [{"type": "published_document", "sender": "Hoover", "recipient": "Dulles", "volume": "XVI", "pages": "947-9", "doc_date": "1956-11-03"}],
    ),
    (
        "President's News Conference, 5 September 1956, Public Papers of the Presidents: Dwight D. Eisenhower, 1956 (Washington, DC: GPO, 1958), p. 737.",
        [{"type": "published_document", "doc_date": "1956-09-05", "pages": "737"}],
    ),
    (
        "Department of State Bulletin, vol. 35, no. 893, 6 August 1956, p. 221.",
        [{"type": "published_document", "volume": "35", "issue": "893", "doc_date": "1956-08-06", "pages": "221"}],
    ),
    (
        "Robert R. Bowie, Suez 1956 (London and New York: Oxford University Press, 1974), 35–6.",
        [{"type": "book", "authors": ("Bowie",), "title": "Suez 1956", "place": "London and New York", "pages": "35-6"}],
    ),
    (
        "S. Dockrill, Eisenhower's New Look National Security Policy, 1953-61 (Basingstoke, 1996), 99.",
        [{"type": "book", "authors": ("Dockrill",), "place": "Basingstoke", "year": "1996", "pages": "99"}],
    ),
    (
        "J. Pearson, Sir Anthony Eden and the Suez Crisis: Reluctant Gamble (Basingstoke: Palgrave Macmillan, 2003), passim.",
        [{"type": "book", "authors": ("Pearson",), "publisher": "Palgrave Macmillan"}],
    ),
    (
        "Ali E. Hillal Dessouki, 'Nasser and the Struggle for Independence', in Louis and Owen (eds), Suez 1956, pp. 31-41.",
        [{"type": "short_title", "title": "Nasser and the Struggle for Independence", "pages": "31-41"}],
    ),
    (
        "Christian Pineau, 1956 Suez (Paris: Robert Laffont, 1976), p. 75.",
        [{"type": "book", "authors": ("Pineau",), "title": "1956 Suez", "place": "Paris", "publisher": "Robert Laffont", "pages": "75"}],
    ),
    (
        "Abel Thomas, Comment Israël fut sauvé: les secrets de l'expédition de Suez, Paris: Albin Michel, 1978, p. 164.",
        [{"type": "book", "authors": ("Thomas",), "place": "Paris", "publisher": "Albin Michel", "pages": "164"}],
    ),
    (
        "M. Bar-Zohar, Ben-Gurion (London, 1978), p. 231, quoting Ben-Gurion's diary, 17 October 1956.",
        [{"type": "book", "authors": ("Bar-Zohar",), "place": "London", "year": "1978", "pages": "231"}],
    ),
    ("Conversation with the author, Cairo, November 1994.", [{"type": "interview"}]),
    (
        "The papers of Sir Walter Monckton, Bodleian Library, Dep. Monckton 7, Monckton to Eden, 24 September 1956.",
        [{"type": "archival_document", "sender": "Monckton", "recipient": "Eden", "doc_date": "1956-09-24"}],
    ),
    (
        "Norman Brook to Eden, 25 August 1956, PREM 11/1152, TNA [hereafter cited as Brook minute].",
        [{"type": "archival_document", "sender": "Norman Brook", "recipient": "Eden", "doc_date": "1956-08-25"}],
    ),
    (
        "See TNA, T 236/4188, Makins to Macmillan, 9 November 1956, and Diane B. Kunz, The Economic Diplomacy of the Suez Crisis (Chapel Hill, NC: University of North Carolina Press, 1991), pp. 131–3.",
        [
            {"type": "archival_document", "sender": "Makins", "recipient": "Macmillan", "doc_date": "1956-11-09"},
            {"type": "book", "authors": ("Kunz",), "pages": "131-3"},
        ],
    ),
    ("http://www.example.org/archive/egypt.html, accessed on 3 May 2010.", [{"type": "web", "url": "http://www.example.org/archive/egypt.html"}]),
    ("‘British Foreign Policy and Suez’, BBC Radio 4, 28 October 1996.", [{"title": "British Foreign Policy and Suez"}]),
    ("Macmillan diary, 4 August 1956, MS. Macmillan dep. d. 27, f. 20.", [{"type": "archival_document", "doc_date": "1956-08-04"}]),
]


@pytest.mark.parametrize(("note", "expected"), NOTES, ids=[n[:60] for n, _ in NOTES])
def test_a_note_is_read_field_by_field(note: str, expected: list[dict[str, object]]) -> None:
    found = cited(note)
    assert len(found) == len(expected), [c.quote for c in found]
    for citation, fields in zip(found, expected, strict=True):
        got = {k: citation.type if k == "type" else getattr(citation.fields, k) for k in fields}
        assert got == fields
