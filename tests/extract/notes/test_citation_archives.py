"""Footnotes of our own on British, American, Israeli, Belgian, Indian and other papers, with remarks and
quotations between citations."""

from __future__ import annotations

import pytest
from tests.extract.notes.cases import cited, told

#: The note, then for each citation what must be read (a field's value; `type` the citation's type).
NOTES: list[tuple[str, list[dict[str, object]]]] = [
    (
        "Lord Moran, Winston Churchill: The Struggle for Survival, 1940–1965 (London: Constable, 1966), p. 553.",
        [
            {
                "type": "book",
                "authors": ("Moran",),
                "title": "Winston Churchill: The Struggle for Survival, 1940–1965",
                "publisher": "Constable",
                "pages": "553",
            }
        ],
    ),
    (
        "Evelyn Shuckburgh, Descent to Suez: Diaries 1951-56 (London: Weidenfeld & Nicolson, 1986), entry for 3 March 1956, p. 341.",
        [
            {
                "authors": ("Shuckburgh",),
                "title": "Descent to Suez: Diaries 1951-56",
                "pages": "341",
                "publisher": "Weidenfeld & Nicolson",
            }
        ],
    ),
    (
        "Cabinet Conclusions, CM(52)102, 4 December 1952, TNA, CAB 128/25.",
        [{"type": "archival_document", "archive": "TNA", "doc_date": "1952-12-04"}],
    ),
    (
        "TNA, FO 371/102796, JE 1192/44, Stevenson to Foreign Office, no. 213, 10 February 1953; minutes by Allen, 12 February 1953.",
        [
            {
                "type": "archival_document",
                "sender": "Stevenson",
                "recipient": "Foreign Office",
                "doc_date": "1953-02-10",
            },
            {"type": "archival_document", "sender": "Allen", "doc_date": "1953-02-12"},
        ],
    ),
    (
        "Ibid., Foreign Office to Cairo, 14 February 1953.",
        [{"type": "ibid", "sender": "Foreign Office", "recipient": "Cairo", "doc_date": "1953-02-14"}],
    ),
    (
        "FRUS, 1952–54, vol. IX, part 2, Byroade to Dulles, 7 May 1953, p. 2065.",
        [
            {
                "type": "published_document",
                "sender": "Byroade",
                "recipient": "Dulles",
                "doc_date": "1953-05-07",
                "pages": "2065",
            }
        ],
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
        [
            {"type": "book", "authors": ("Ovendale",)},
            {"type": "book", "authors": ("Hahn",), "pages": "155-80"},
        ],
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
        [
            {
                "type": "archival_document",
                "sender": "Eden",
                "doc_date": "1953-02-16",
                "shelfmark": "FO 800/776",
                "doc_kind": "memorandum",
            }
        ],
    ),
    (
        "Note by the Secretaries, COS(53)45, 28 January 1953, DEFE 5/44.",
        [{"type": "archival_document", "doc_date": "1953-01-28"}],
    ),
    (
        "Memorandum by the Secretary of State for Foreign Affairs, ‘Egypt: The Alternatives’, C(53)17, 14 January 1953, CAB 129/58.",
        [{"type": "archival_document", "doc_date": "1953-01-14", "doc_kind": "memorandum"}],
    ),
    (
        "Hankey to Selwyn Lloyd, private and confidential, 2 June 1953, SELO 5/40, Churchill Archives Centre, Cambridge.",
        [
            {
                "type": "archival_document",
                "sender": "Hankey",
                "recipient": "Selwyn Lloyd",
                "doc_date": "1953-06-02",
            }
        ],
    ),
    (
        "Dwight D. Eisenhower Library, Papers as President, Ann Whitman File, International Series, box 18, Churchill to Eisenhower, 5 April 1953.",
        [
            {
                "type": "archival_document",
                "sender": "Churchill",
                "recipient": "Eisenhower",
                "doc_date": "1953-04-05",
            }
        ],
    ),
    (
        "Parliamentary Debates (Commons), 5th series, vol. 515, col. 890, 11 May 1953.",
        [{"type": "published_document", "volume": "515", "doc_date": "1953-05-11"}],
    ),
    (
        "‘Egypt: Time to Go’, The Economist, 17 January 1953, pp. 122–3.",
        [
            {
                "type": "newspaper",
                "title": "Egypt: Time to Go",
                "container": "The Economist",
                "doc_date": "1953-01-17",
                "pages": "122-3",
            }
        ],
    ),
    (
        "Daily Telegraph, 5 May 1953, p. 1; Manchester Guardian, 6 May 1953.",
        [
            {"type": "newspaper", "container": "Daily Telegraph", "doc_date": "1953-05-05"},
            {"type": "newspaper", "container": "Manchester Guardian", "doc_date": "1953-05-06"},
        ],
    ),
    (
        "Interview with Sir Donald Logan, 12 May 1996, London.",
        [{"type": "interview", "doc_date": "1996-05-12"}],
    ),
    (
        "Anthony Nutting, No End of a Lesson: The Story of Suez (London: Constable, 1967), ch. 3.",
        [{"type": "book", "authors": ("Nutting",), "year": "1967"}],
    ),
    (
        "Wm. Roger Louis, The British Empire in the Middle East 1945–1951: Arab Nationalism, the United States, and Postwar Imperialism (Oxford: OUP, 1984), pp. 715-20, 735.",
        [{"type": "book", "authors": ("Louis",), "pages": "715-20, 735", "publisher": "OUP"}],
    ),
    (
        "W. R. Louis, ‘The Anglo-Egyptian Settlement of 1954’, in W. R. Louis and R. Owen (eds), Suez 1956: The Crisis and its Consequences (Oxford: Clarendon Press, 1989), 43-71, at 52.",
        [
            {
                "type": "chapter",
                "authors": ("Louis",),
                "container": "Suez 1956: The Crisis and its Consequences",
                "place": "Oxford",
                "year": "1989",
            }
        ],
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
    (
        "Cmd. 9298, Anglo-Egyptian Agreement, 19 October 1954.",
        [{"type": "published_document", "doc_date": "1954-10-19"}],
    ),
    ("UN, SCOR, S/3675, 13 October 1956.", [{"type": "published_document", "doc_date": "1956-10-13"}]),
    (
        "General Assembly resolution 997 (ES-I), 2 November 1956.",
        [{"type": "published_document", "doc_date": "1956-11-02"}],
    ),
    (
        "ISA, 130.02/2403/12, Sharett to Eban, 8 October 1954.",
        [
            {
                "type": "archival_document",
                "archive": "ISA",
                "sender": "Sharett",
                "recipient": "Eban",
                "doc_date": "1954-10-08",
            }
        ],
    ),
    ("BGA, Diary, 15 July 1956.", [{"type": "archival_document", "doc_date": "1956-07-15"}]),
    ("Ben-Gurion Diary, 24 October 1956, BGA.", [{"type": "archival_document", "doc_date": "1956-10-24"}]),
    (
        "Moshe Sharett, Yoman Ishi [Personal Diary], vol. 3 (Tel Aviv: Maariv, 1978), p. 712.",
        [
            {
                "authors": ("Sharett",),
                "volume": "3",
                "place": "Tel Aviv",
                "publisher": "Maariv",
                "year": "1978",
                "pages": "712",
            }
        ],
    ),
    (
        "Documents on the Foreign Policy of Israel, vol. 8, doc. 412, Eban to Sharett, 3 December 1953, p. 912.",
        [
            {
                "type": "published_document",
                "volume": "8",
                "sender": "Eban",
                "recipient": "Sharett",
                "doc_date": "1953-12-03",
                "pages": "912",
            }
        ],
    ),
    ("AIOC file 4308, BP Archive, University of Warwick.", [{"type": "archival_document"}]),
    (
        "India Office Records, British Library, L/P&S/12/4357, Wavell to Amery, 14 July 1944.",
        [{"type": "archival_document", "sender": "Wavell", "recipient": "Amery", "doc_date": "1944-07-14"}],
    ),
    (
        "National Archives of India, MEA, File No. 7(2)-UN II/56, Krishna Menon to Nehru, 5 November 1956.",
        [
            {
                "type": "archival_document",
                "sender": "Krishna Menon",
                "recipient": "Nehru",
                "doc_date": "1956-11-05",
            }
        ],
    ),
    (
        "LAC, RG 25, vol. 6109, file 50372-40, Robertson to Pearson, 1 November 1956.",
        [
            {
                "type": "archival_document",
                "archive": "LAC",
                "sender": "Robertson",
                "recipient": "Pearson",
                "doc_date": "1956-11-01",
            }
        ],
    ),
    (
        "NAA, A1838, 163/4/7/3/3, Spender to Casey, 30 October 1956.",
        [
            {
                "type": "archival_document",
                "archive": "NAA",
                "sender": "Spender",
                "recipient": "Casey",
                "doc_date": "1956-10-30",
            }
        ],
    ),
    (
        "NATO Archives, C-R(56)68, summary record of a meeting of the Council, 12 December 1956.",
        [{"type": "archival_document", "doc_date": "1956-12-12"}],
    ),
    (
        "Telegram, Lodge to Dulles, 30 October 1956, box 2, Dulles-Herter Series, Whitman File, DDEL.",
        [
            {
                "type": "archival_document",
                "sender": "Lodge",
                "recipient": "Dulles",
                "doc_date": "1956-10-30",
                "doc_kind": "telegram",
            }
        ],
    ),
    (
        "Memcon, Dulles and Makins, 30 March 1956, 780.00/3-3056, RG 59, NARA.",
        [
            {
                "type": "archival_document",
                "archive": "NARA",
                "record_group": "RG 59",
                "doc_date": "1956-03-30",
                "doc_kind": "meeting_record",
            }
        ],
    ),
    (
        "Dulles–Eisenhower telephone conversation, 30 October 1956, FRUS 1955–57, xvi, 863.",
        [{"type": "published_document", "doc_date": "1956-10-30", "volume": "xvi", "pages": "863"}],
    ),
    (
        "Hoover to Dulles, 3 Nov. 1956, FRUS, 1955-1957, XVI, pp. 947-9.",
        [
            {
                "type": "published_document",
                "sender": "Hoover",
                "recipient": "Dulles",
                "volume": "XVI",
                "pages": "947-9",
                "doc_date": "1956-11-03",
            }
        ],
    ),
    (
        "President's News Conference, 5 September 1956, Public Papers of the Presidents: Dwight D. Eisenhower, 1956 (Washington, DC: GPO, 1958), p. 737.",
        [{"type": "published_document", "doc_date": "1956-09-05", "pages": "737"}],
    ),
    (
        "Department of State Bulletin, vol. 35, no. 893, 6 August 1956, p. 221.",
        [
            {
                "type": "published_document",
                "volume": "35",
                "issue": "893",
                "doc_date": "1956-08-06",
                "pages": "221",
            }
        ],
    ),
    (
        "Robert R. Bowie, Suez 1956 (London and New York: Oxford University Press, 1974), 35–6.",
        [
            {
                "type": "book",
                "authors": ("Bowie",),
                "title": "Suez 1956",
                "place": "London and New York",
                "pages": "35-6",
            }
        ],
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
        [
            {
                "type": "book",
                "authors": ("Pineau",),
                "title": "1956 Suez",
                "place": "Paris",
                "publisher": "Robert Laffont",
                "pages": "75",
            }
        ],
    ),
    (
        "Abel Thomas, Comment Israël fut sauvé: les secrets de l'expédition de Suez, Paris: Albin Michel, 1978, p. 164.",
        [
            {
                "type": "book",
                "authors": ("Thomas",),
                "place": "Paris",
                "publisher": "Albin Michel",
                "pages": "164",
            }
        ],
    ),
    (
        "M. Bar-Zohar, Ben-Gurion (London, 1978), p. 231, quoting Ben-Gurion's diary, 17 October 1956.",
        [
            {"type": "book", "authors": ("Bar-Zohar",), "place": "London", "year": "1978", "pages": "231"},
            {"type": "diary", "doc_date": "1956-10-17"},
        ],
    ),
    ("Conversation with the author, Cairo, November 1994.", [{"type": "interview"}]),
    (
        "The papers of Sir Walter Monckton, Bodleian Library, Dep. Monckton 7, Monckton to Eden, 24 September 1956.",
        [{"type": "archival_document", "sender": "Monckton", "recipient": "Eden", "doc_date": "1956-09-24"}],
    ),
    (
        "Norman Brook to Eden, 25 August 1956, PREM 11/1152, TNA [hereafter cited as Brook minute].",
        [
            {
                "type": "archival_document",
                "sender": "Norman Brook",
                "recipient": "Eden",
                "doc_date": "1956-08-25",
            }
        ],
    ),
    (
        "See TNA, T 236/4188, Makins to Macmillan, 9 November 1956, and Diane B. Kunz, The Economic Diplomacy of the Suez Crisis (Chapel Hill, NC: University of North Carolina Press, 1991), pp. 131–3.",
        [
            {
                "type": "archival_document",
                "sender": "Makins",
                "recipient": "Macmillan",
                "doc_date": "1956-11-09",
            },
            {"type": "book", "authors": ("Kunz",), "pages": "131-3"},
        ],
    ),
    (
        "http://www.example.org/archive/egypt.html, accessed on 3 May 2010.",
        [{"type": "web", "url": "http://www.example.org/archive/egypt.html"}],
    ),
    (
        "‘British Foreign Policy and Suez’, BBC Radio 4, 28 October 1996.",
        [{"title": "British Foreign Policy and Suez"}],
    ),
    (
        "Macmillan diary, 4 August 1956, MS. Macmillan dep. d. 27, f. 20.",
        [{"type": "archival_document", "doc_date": "1956-08-04"}],
    ),
    (
        "Ludo De Witte, The Assassination of Lumumba, trans. Ann Wright and Renée Fenby (London and New York: Verso, 2001), pp. 46–54.",
        [
            {
                "type": "book",
                "authors": ("De Witte",),
                "title": "The Assassination of Lumumba",
                "publisher": "Verso",
                "year": "2001",
                "pages": "46-54",
            }
        ],
    ),
    (
        "Madeleine G. Kalb, The Congo Cables: The Cold War in Africa – from Eisenhower to Kennedy (New York: Macmillan, 1982), 63.",
        [{"type": "book", "authors": ("Kalb",), "publisher": "Macmillan", "pages": "63"}],
    ),
    (
        "Lise Namikas, Battleground Africa: Cold War in the Congo, 1960–1965 (Washington, D.C.: Woodrow Wilson Center Press; Stanford: Stanford University Press, 2013), 97.",
        [{"type": "book", "authors": ("Namikas",), "year": "2013", "pages": "97"}],
    ),
    (
        "Timberlake to Herter, 10 July 1960, FRUS 1958–1960, vol. XIV, Africa, doc. 97.",
        [
            {
                "type": "published_document",
                "sender": "Timberlake",
                "recipient": "Herter",
                "doc_date": "1960-07-10",
                "volume": "XIV",
                "doc_number": "97",
            }
        ],
    ),
    (
        "UNARMS, S-0736-0010-05, Hammarskjöld to Bunche, 9 August 1960.",
        [
            {
                "type": "archival_document",
                "sender": "Hammarskjöld",
                "recipient": "Bunche",
                "doc_date": "1960-08-09",
            }
        ],
    ),
    ("Security Council, S/4387, 14 July 1960.", [{"type": "published_document", "doc_date": "1960-07-14"}]),
    (
        "Thomas Kanza, Conflict in the Congo: The Rise and Fall of Lumumba (Harmondsworth: Penguin, 1972), quoted in Kalb, Congo Cables, p. 40.",
        [
            {"type": "book", "authors": ("Kanza",), "publisher": "Penguin"},
            {"type": "short_title", "authors": ("Kalb",), "title": "Congo Cables", "pages": "40"},
        ],
    ),
    (
        "Cleveland to Rusk, Memorandum, “Congo: Policy Alternatives,” August 3, 1961, box 27A, Countries: Congo, NSF, JFKL.",
        [
            {
                "type": "archival_document",
                "sender": "Cleveland",
                "recipient": "Rusk",
                "doc_date": "1961-08-03",
                "doc_kind": "memorandum",
            }
        ],
    ),
    (
        "Carlucci, “Fear and Loathing in Leopoldville,” Foreign Service Journal, January 1981, 12–15.",
        [
            {
                "type": "article",
                "authors": ("Carlucci",),
                "container": "Foreign Service Journal",
                "pages": "12-15",
                "year": "1981",
            }
        ],
    ),
    (
        "Belgian Foreign Ministry Archive, Brussels, dossier 18.290, Rothschild to Wigny, 15 July 1960.",
        [
            {
                "type": "archival_document",
                "sender": "Rothschild",
                "recipient": "Wigny",
                "doc_date": "1960-07-15",
            }
        ],
    ),
    (
        "TNA, FO 371/146639, Scott (Leopoldville) to Foreign Office, tel. 345, 12 July 1960.",
        [
            {
                "type": "archival_document",
                "archive": "TNA",
                "recipient": "Foreign Office",
                "doc_date": "1960-07-12",
            }
        ],
    ),
    (
        "TNA: PRO, DO 35/8804, ‘Federation of Rhodesia and Nyasaland: Record of Discussion’, 3 March 1960, fol. 12.",
        [
            {
                "type": "archival_document",
                "doc_date": "1960-03-03",
                "title": "Federation of Rhodesia and Nyasaland: Record of Discussion",
            }
        ],
    ),
    (
        "Welensky Papers, Rhodes House Library, Oxford, MSS Welensky 239/4, Welensky to Sandys, 2 August 1961.",
        [
            {
                "type": "archival_document",
                "sender": "Welensky",
                "recipient": "Sandys",
                "doc_date": "1961-08-02",
            }
        ],
    ),
    (
        "Alan James, Britain and the Congo Crisis, 1960-63, Macmillan, London, 1996, p. 32.",
        [
            {
                "type": "book",
                "authors": ("James",),
                "title": "Britain and the Congo Crisis, 1960-63",
                "place": "London",
                "publisher": "Macmillan",
                "year": "1996",
                "pages": "32",
            }
        ],
    ),
    (
        "Catherine Hoskyns, The Congo Since Independence, January 1960–December 1961 (Oxford University Press for the RIIA, 1965), pp. 77, 81–3.",
        [{"type": "book", "authors": ("Hoskyns",), "year": "1965", "pages": "77, 81-3"}],
    ),
    (
        "Hoskyns, Congo, p. 90; James, Britain, pp. 40 f..",
        [
            {"type": "short_title", "authors": ("Hoskyns",), "title": "Congo"},
            {"type": "short_title", "authors": ("James",), "title": "Britain"},
        ],
    ),
    (
        "See, for example, Crawford Young, Politics in the Congo (Princeton, 1965), ch. 12, and René Lemarchand, Political Awakening in the Belgian Congo (Berkeley and Los Angeles, 1964), pp. 214–32.",
        [
            {"type": "book", "authors": ("Young",), "place": "Princeton", "year": "1965"},
            {"type": "book", "authors": ("Lemarchand",), "year": "1964", "pages": "214-32"},
        ],
    ),
    (
        "Ibid., and Young, Politics, p. 309.",
        [
            {"type": "ibid"},
            {"type": "short_title", "authors": ("Young",), "title": "Politics", "pages": "309"},
        ],
    ),
    (
        "“Lumumba Asks Soviet Aid,” Washington Post, 15 July 1960, A1.",
        [
            {
                "type": "newspaper",
                "title": "Lumumba Asks Soviet Aid",
                "container": "Washington Post",
                "doc_date": "1960-07-15",
            }
        ],
    ),
    (
        "Le Soir (Brussels), 12 July 1960; La Libre Belgique, 13 July 1960.",
        [
            {"type": "newspaper", "container": "Le Soir", "doc_date": "1960-07-12"},
            {"type": "newspaper", "container": "La Libre Belgique", "doc_date": "1960-07-13"},
        ],
    ),
    (
        "Sergey Mazov, A Distant Front in the Cold War: The USSR in West Africa and the Congo, 1956–1964 (Washington, DC: Woodrow Wilson Center Press, 2010), 88; AVP RF, f. 590, op. 3, p. 5, d. 8, l. 14.",
        [
            {"type": "book", "authors": ("Mazov",), "pages": "88"},
            {
                "type": "archival_document",
                "archive": "AVP RF",
                "fond": "590",
                "opis": "3",
                "delo": "8",
                "listy": "14",
            },
        ],
    ),
    (
        "Minutes of the 452nd meeting of the National Security Council, 21 July 1960, DDEL, Whitman File, NSC Series, Box 12.",
        [{"type": "archival_document", "doc_date": "1960-07-21", "doc_kind": "meeting_record"}],
    ),
    (
        "Senate, Alleged Assassination Plots Involving Foreign Leaders: An Interim Report, 94th Cong., 1st sess., 20 November 1975 (Washington, DC: GPO, 1975), 15.",
        [
            {
                "title": "Alleged Assassination Plots Involving Foreign Leaders: An Interim Report",
                "year": "1975",
                "pages": "15",
            }
        ],
    ),
    (
        "SNIE 65-2-60, “Possible Developments in the Congo,” 20 September 1960.",
        [
            {
                "type": "report",
                "shelfmark": "SNIE 65-2-60",
                "title": "Possible Developments in the Congo",
                "doc_date": "1960-09-20",
            }
        ],
    ),
    (
        "Jules Gérard-Libois, Sécession au Katanga (Bruxelles: CRISP, 1963), 133.",
        [
            {
                "type": "book",
                "authors": ("Gérard-Libois",),
                "place": "Bruxelles",
                "publisher": "CRISP",
                "pages": "133",
            }
        ],
    ),
    (
        "Jules Gérard-Libois et Benoît Verhaegen (éds.), Congo 1960, t. I, Bruxelles, CRISP, 1961, p. 402.",
        [
            {
                "type": "book",
                "volume": "I",
                "place": "Bruxelles",
                "publisher": "CRISP",
                "year": "1961",
                "pages": "402",
            }
        ],
    ),
    (
        "Jean Stengers, « La Belgique et le Congo : politique coloniale et décolonisation », dans Histoire de la Belgique contemporaine, Bruxelles, La Renaissance du livre, 1975, p. 391-440.",
        [
            {
                "type": "chapter",
                "authors": ("Stengers",),
                "container": "Histoire de la Belgique contemporaine",
                "year": "1975",
                "pages": "391-440",
            }
        ],
    ),
    (
        "Andreas Eckert, Herrschen und Verwalten. Afrikanische Bürokraten, München: Oldenbourg, 2007, S. 12-15; ders., Kolonialismus, Frankfurt a.M.: Fischer 2006, S. 77.",
        [
            {"type": "book", "authors": ("Eckert",), "pages": "12-15"},
            {"type": "book", "title": "Kolonialismus", "publisher": "Fischer", "year": "2006", "pages": "77"},
        ],
    ),
    (
        "Akten zur Auswärtigen Politik der Bundesrepublik Deutschland 1963, Bd. 2, Dok. 245, Gespräch Schröder mit Rusk, 10. August 1963, S. 955.",
        [
            {
                "type": "published_document",
                "volume": "2",
                "doc_number": "245",
                "doc_date": "1963-08-10",
                "pages": "955",
            }
        ],
    ),
    (
        "Brief Ulbrichts an Chruschtschow, 15. September 1961, SAPMO-BArch, DY 30/3509, Bl. 94-99.",
        [
            {
                "type": "archival_document",
                "doc_date": "1961-09-15",
                "doc_kind": "letter",
                "recipient": "Chruschtschow",
            }
        ],
    ),
    (
        "Author interview, Larry Devlin, Locust Grove, Virginia, 3 August 2001.",
        [{"type": "interview", "doc_date": "2001-08-03"}],
    ),
    ("E-mail communication from Stephen Weissman to the author, 4 May 2010.", [{"doc_date": "2010-05-04"}]),
    (
        "Piet Gerits, 'Hungry Minds': Eisenhower's Cultural Assistance, Diplomatic History, Vol. 41, No. 3, June 2017, pp. 594-619.",
        [
            {
                "type": "article",
                "container": "Diplomatic History",
                "volume": "41",
                "issue": "3",
                "year": "2017",
                "pages": "594-619",
            }
        ],
    ),
    (
        "John Kent, America, the UN and Decolonisation: Cold War Conflict in the Congo. London: Routledge, 2010, 45.",
        [
            {
                "type": "book",
                "authors": ("Kent",),
                "title": "America, the UN and Decolonisation: Cold War Conflict in the Congo",
                "place": "London",
                "publisher": "Routledge",
                "year": "2010",
                "pages": "45",
            }
        ],
    ),
    (
        "Stephen R. Weissman. “Opening the Secret Files on Lumumba's Murder.” Washington Post, July 21, 2002.",
        [
            {
                "type": "newspaper",
                "title": "Opening the Secret Files on Lumumba's Murder",
                "container": "Washington Post",
                "doc_date": "2002-07-21",
            }
        ],
    ),
    (
        "Anne-Sophie Gijs, ‘Fighting the Red Peril in the Congo’, Cold War History 16 (3), 2016: 273–290.",
        [
            {
                "type": "article",
                "authors": ("Gijs",),
                "container": "Cold War History",
                "volume": "16",
                "issue": "3",
                "year": "2016",
                "pages": "273-290",
            }
        ],
    ),
    (
        "O. A. Westad, The Global Cold War (Cambridge: CUP, 2005) p.138.",
        [{"type": "book", "authors": ("Westad",), "pages": "138", "publisher": "CUP"}],
    ),
    (
        "‘Congo: Record of Conversation between the Foreign Secretary and M. Spaak’, 6 Dec. 1961, T.N.A., F.O. 371/154890.",
        [{"type": "archival_document", "doc_date": "1961-12-06", "doc_kind": "meeting_record"}],
    ),
    (
        "Macmillan to Kennedy, T. 682/61, 13 December 1961, PREM 11/3193, TNA.",
        [
            {
                "type": "archival_document",
                "sender": "Macmillan",
                "recipient": "Kennedy",
                "doc_date": "1961-12-13",
            }
        ],
    ),
    (
        "Hansard, House of Commons, vol. 651, cols 380-9, 14 December 1961.",
        [{"type": "published_document", "volume": "651", "doc_date": "1961-12-14"}],
    ),
    (
        "Dag Hammarskjöld Collection, National Library of Sweden, L179:155, Hammarskjöld to Belfrage, 3 May 1961.",
        [
            {
                "type": "archival_document",
                "sender": "Hammarskjöld",
                "recipient": "Belfrage",
                "doc_date": "1961-05-03",
            }
        ],
    ),
    (
        "Luis A. Pérez, ‘X’ (MA diss., University of Kent, 2004), 31.",
        [{"type": "thesis", "authors": ("Pérez",), "year": "2004", "pages": "31"}],
    ),
    (
        "G. Wyndham, ‘Letter to the Editor’, The Times, 20 December 1961, p. 9.",
        [
            {
                "type": "newspaper",
                "title": "Letter to the Editor",
                "container": "The Times",
                "doc_date": "1961-12-20",
                "pages": "9",
            }
        ],
    ),
    (
        "Conor Cruise O'Brien, To Katanga and Back: A UN Case History (New York: Grosset and Dunlap, 1966), 219 n. 1.",
        [{"type": "book", "authors": ("O'Brien",), "year": "1966"}],
    ),
    ("Ibid, 3-5.", [{"type": "ibid", "pages": "3-5"}]),
    (
        "ibid., f. 590, op. 3, d. 9, l. 2.",
        [{"type": "ibid", "fond": "590", "opis": "3", "delo": "9", "listy": "2"}],
    ),
    (
        "O'Brien, To Katanga, 220. Emphasis added.",
        [{"type": "short_title", "authors": ("O'Brien",), "title": "To Katanga", "pages": "220"}],
    ),
    ("Cited in ibid., p. 221.", [{"type": "ibid", "pages": "221"}]),
    (
        "For a dissenting view, see Frank R. Villafaña, Cold War in the Congo (New Brunswick, NJ: Transaction, 2009), esp. pp. 20-35.",
        [{"type": "book", "authors": ("Villafaña",), "publisher": "Transaction", "pages": "20-35"}],
    ),
    (
        "UK National Archives, Kew (hereafter UKNA), CAB 128/34, CC(60)44, 19 July 1960.",
        [{"type": "archival_document", "doc_date": "1960-07-19"}],
    ),
    (
        "Fredrik Logevall, Choosing War: The Lost Chance for Peace and the Escalation of War in Vietnam (Berkeley, Calif.: University of California Press, 1999), pp. 12–14.",
        [
            {
                "type": "book",
                "authors": ("Logevall",),
                "publisher": "University of California Press",
                "pages": "12-14",
            }
        ],
    ),
    (
        "Logevall, Choosing War, p. 33; Frederik Logevall, Embers of War (New York: Random House, 2012), p. 401.",
        [
            {"type": "short_title", "title": "Choosing War"},
            {"type": "book", "title": "Embers of War", "pages": "401"},
        ],
    ),
    (
        "Mark Atwood Lawrence and Fredrik Logevall, eds., The First Vietnam War: Colonial Conflict and Cold War Crisis (Cambridge, MA: Harvard University Press, 2007).",
        [
            {
                "type": "book",
                "authors": (),
                "title": "The First Vietnam War: Colonial Conflict and Cold War Crisis",
            }
        ],
    ),
    (
        "William J. Duiker, Ho Chi Minh: A Life (New York: Hyperion, 2000), 326.",
        [{"type": "book", "authors": ("Duiker",), "title": "Ho Chi Minh: A Life"}],
    ),
    (
        "Telegram 1234 from Saigon, Bunker to Rusk, 3 February 1968, NARA, RG 59, Central Files 1967–69, POL 27 VIET S, box 2787.",
        [
            {
                "type": "archival_document",
                "sender": "Bunker",
                "recipient": "Rusk",
                "doc_date": "1968-02-03",
                "record_group": "RG 59",
                "archive": "NARA",
            }
        ],
    ),
    (
        "LBJL, NSF, Country File, Vietnam, Box 67, Rostow to Johnson, 5 March 1968.",
        [
            {
                "type": "archival_document",
                "archive": "LBJL",
                "sender": "Rostow",
                "recipient": "Johnson",
                "doc_date": "1968-03-05",
            }
        ],
    ),
    (
        "Memorandum from Bundy to Johnson, 27 January 1965, FRUS, 1964–68, ii, doc. 42.",
        [
            {
                "type": "published_document",
                "sender": "Bundy",
                "recipient": "Johnson",
                "doc_date": "1965-01-27",
                "doc_number": "42",
                "volume": "ii",
            }
        ],
    ),
    (
        "The Pentagon Papers: The Defense Department History of United States Decisionmaking on Vietnam, Senator Gravel edn, 4 vols (Boston: Beacon Press, 1971), III, p. 309.",
        [
            {
                "type": "book",
                "place": "Boston",
                "publisher": "Beacon Press",
                "year": "1971",
                "pages": "309",
                "volume": "III",
            }
        ],
    ),
    (
        "Robert S. McNamara, with Brian VanDeMark, In Retrospect: The Tragedy and Lessons of Vietnam (New York: Times Books, 1995), p. 182.",
        [
            {
                "type": "book",
                "title": "In Retrospect: The Tragedy and Lessons of Vietnam",
                "publisher": "Times Books",
                "pages": "182",
            }
        ],
    ),
    (
        "Qiang Zhai, China and the Vietnam Wars, 1950-1975 (Chapel Hill, NC, 2000), p. 133.",
        [
            {
                "type": "book",
                "authors": ("Zhai",),
                "title": "China and the Vietnam Wars, 1950-1975",
                "year": "2000",
                "pages": "133",
            }
        ],
    ),
    (
        "‘Johnson’s Speech at Johns Hopkins’, New York Times, 8 April 1965, p. A1.",
        [{"type": "newspaper", "container": "New York Times", "doc_date": "1965-04-08"}],
    ),
    (
        "TNA, PREM 13/692, Wilson to Johnson, T. 12/65, 2 August 1965; see also TNA, FO 371/180542, DV 103145/150, Stewart (Washington) to Gore-Booth, 3 August 1965.",
        [
            {
                "type": "archival_document",
                "sender": "Wilson",
                "recipient": "Johnson",
                "doc_date": "1965-08-02",
            },
            {"type": "archival_document", "doc_date": "1965-08-03", "recipient": "Gore-Booth"},
        ],
    ),
    (
        "House of Commons Debates, 5th series, vol. 713, col. 1246, 1 April 1965.",
        [{"type": "published_document", "volume": "713", "doc_date": "1965-04-01"}],
    ),
    (
        "J. W. Young, ‘Britain and “LBJ's War”, 1964–68’, Cold War History, ii (2002), 63–92, at 70.",
        [
            {
                "type": "article",
                "authors": ("Young",),
                "container": "Cold War History",
                "volume": "ii",
                "year": "2002",
            }
        ],
    ),
    (
        "Young, ‘LBJ's War’, 75; Sylvia Ellis, Britain, America, and the Vietnam War (Westport, 2004), 101; PREM 13/693, note by Wright, 4 Aug. 1965.",
        [
            {"type": "short_title", "authors": ("Young",), "pages": "75"},
            {
                "type": "book",
                "authors": ("Ellis",),
                "title": "Britain, America, and the Vietnam War",
                "place": "Westport",
            },
            {"type": "archival_document", "sender": "Wright", "doc_date": "1965-08-04"},
        ],
    ),
    (
        "AMAE, Cambodge-Laos-Vietnam, Sud-Vietnam, carton 78, Lalouette à Couve de Murville, 12 novembre 1963.",
        [
            {
                "type": "archival_document",
                "archive": "AMAE",
                "sender": "Lalouette",
                "recipient": "Couve de Murville",
                "doc_date": "1963-11-12",
            }
        ],
    ),
    (
        "DDF, 1963, tome II, no. 182, pp. 201–3.",
        [{"type": "published_document", "container": "DDF", "volume": "II", "pages": "201-3"}],
    ),
    (
        "Charles de Gaulle, Mémoires d'espoir, t. 1, Le renouveau, 1958-1962 (Paris: Plon, 1970), p. 269.",
        [{"type": "book", "volume": "1", "place": "Paris", "publisher": "Plon", "pages": "269"}],
    ),
    (
        "Cf. Alain Peyrefitte, C'était de Gaulle, Paris, Fayard, 1997, t. II, p. 481.",
        [
            {
                "type": "book",
                "authors": ("Peyrefitte",),
                "place": "Paris",
                "publisher": "Fayard",
                "volume": "II",
                "pages": "481",
            }
        ],
    ),
    (
        "RGANI, f. 5, op. 50, d. 631, ll. 253–257 (Shcherbakov to Gromyko, 25 December 1965).",
        [
            {
                "type": "archival_document",
                "fond": "5",
                "opis": "50",
                "delo": "631",
                "listy": "253-257",
                "doc_date": "1965-12-25",
            }
        ],
    ),
    (
        "Ilya V. Gaiduk, The Soviet Union and the Vietnam War (Chicago: Ivan R. Dee, 1996), 35, citing TsKhSD, f. 5, op. 50, d. 631, l. 7.",
        [
            {"type": "book", "authors": ("Gaiduk",), "pages": "35"},
            {"type": "archival_document", "archive": "TsKhSD", "fond": "5", "listy": "7"},
        ],
    ),
    (
        "CIA, SNIE 10-3-65, ‘Communist Reactions to Possible US Actions’, 11 February 1965.",
        [
            {
                "type": "report",
                "authors": ("CIA",),
                "shelfmark": "SNIE 10-3-65",
                "doc_date": "1965-02-11",
                "title": "Communist Reactions to Possible US Actions",
            }
        ],
    ),
    (
        "UN Archives, New York, S-0871, box 1, file 4, U Thant to Rusk, 16 October 1964.",
        [{"type": "archival_document", "sender": "U Thant", "recipient": "Rusk", "doc_date": "1964-10-16"}],
    ),
    (
        "PA AA, B 37, Bd. 65, Botschaft Saigon an AA, 14. August 1964.",
        [{"type": "archival_document", "archive": "PA AA", "doc_date": "1964-08-14"}],
    ),
    ("BArch, DY 30/3667, Bl. 12 f.", [{"type": "archival_document", "archive": "BArch"}]),
    (
        "AAPD 1965, Dok. 308, Gespräch Erhards mit McNamara, 2. August 1965.",
        [{"type": "published_document", "doc_number": "308", "doc_date": "1965-08-02"}],
    ),
    (
        "Der Spiegel, Nr. 33, 12. August 1964, S. 44-46.",
        [{"type": "newspaper", "container": "Der Spiegel", "doc_date": "1964-08-12"}],
    ),
    (
        "Eugenie M. Blang, Allies at Odds: America, Europe, and Vietnam, 1961–1968 (Lanham, MD: Rowman & Littlefield, 2011), chap. 3.",
        [
            {
                "type": "book",
                "authors": ("Blang",),
                "title": "Allies at Odds: America, Europe, and Vietnam, 1961–1968",
                "year": "2011",
            }
        ],
    ),
    (
        "Interview by the author with Chester Cooper, Washington, D.C., 9 May 1995.",
        [{"type": "interview", "doc_date": "1995-05-09"}],
    ),
    (
        "Chester Cooper Oral History, 9 July 1969, LBJL, p. 12.",
        [{"type": "interview", "doc_date": "1969-07-09"}],
    ),
    (
        "Lien-Hang T. Nguyen, Hanoi's War: An International History of the War for Peace in Vietnam (Chapel Hill: UNC Press, 2012) 58-60.",
        [{"type": "book", "authors": ("Nguyen",), "pages": "58-60"}],
    ),
    (
        "Pierre Asselin, “We Don't Want a Munich: Hanoi's Diplomatic Strategy, 1965–1968,” Diplomatic History 36, no. 3 (June 2012): 547–81.",
        [
            {
                "type": "article",
                "authors": ("Asselin",),
                "volume": "36",
                "issue": "3",
                "pages": "547-81",
                "year": "2012",
            }
        ],
    ),
    (
        "James G. Hershberg, ‘Who Murdered “Marigold”?’, CWIHP Working Paper no. 27 (Washington, DC, 2000), 4.",
        [{"type": "working_paper", "authors": ("Hershberg",), "issue": "27", "year": "2000"}],
    ),
    (
        "This paragraph draws on Logevall, Choosing War, chs 4–5.",
        [{"type": "short_title", "authors": ("Logevall",), "title": "Choosing War"}],
    ),
    (
        "Logevall’s argument is persuasive here; for the contrary view see Mark Moyar, Triumph Forsaken (Cambridge: Cambridge University Press, 2006), 244.",
        [{"type": "book", "authors": ("Moyar",), "title": "Triumph Forsaken"}],
    ),
    ("Ibid., pp. 245, 250 and 261–2.", [{"type": "ibid"}]),
    ("Ibid.; my emphasis.", [{"type": "ibid"}]),
    (
        "Ibid. See also Moyar, Triumph, p. 300.",
        [{"type": "ibid"}, {"type": "short_title", "authors": ("Moyar",)}],
    ),
    (
        "Rusk to Lodge, 14 August 1964 (note 12), para. 4.",
        [{"sender": "Rusk", "recipient": "Lodge", "doc_date": "1964-08-14"}],
    ),
    # an archive behind "in"; an office's lot files under its department; a document attached to another
    (
        "Winter to Sayre, March 9, 1968 in NARA, RG 84, Sayre Records Lot File 71D404, Box 7, Quarantine.",
        [
            {
                "type": "archival_document",
                "title": "Winter to Sayre",
                "archive": "NARA",
                "doc_date": "1968-03-09",
            }
        ],
    ),
    (
        "Sayre to Blount (with attached Winter to Sayre, 3 January 1983), January 8, 1983, Department of State, EUR Lot File 85D55, Box 4.",
        [{"archive": "Department of State", "place": "", "sender": "Sayre", "doc_date": "1983-01-08"}],
    ),
    (
        "Ida Winter to Hugh Sayre, June 2, 1966 attached to U.S. Embassy Lisbon to Department of State, June 9, 1966, NARA, RG 59, CFPF 1964-1966, CUL 4.",
        [
            {"sender": "Ida Winter", "recipient": "Hugh Sayre", "doc_date": "1966-06-02", "archive": "NARA"},
            {"sender": "U.S. Embassy Lisbon", "doc_date": "1966-06-09", "volume": ""},
        ],
    ),
    # a series' title is nobody's letter; an annex is not its own sender
    (
        "NARA, RG 56, Letters of Application for Appointment to the Customs and Lighthouse Services, 1833-1910, Box 12.",
        [{"type": "archival_document", "sender": "", "recipient": ""}],
    ),
    (
        "Annex C to the report of the Sugar Board, 19 May 1938, TNA, CO 852/134.",
        [{"type": "archival_document", "sender": "", "recipient": "", "doc_kind": "report"}],
    ),
    # a day or month somebody concluded
    (
        "TNA, CO 852/201, memorandum by Sayre, n.d. [June 1938?].",
        [{"sender": "Sayre", "doc_date": "1938-06?"}],
    ),
    # a letter in a printed collection; newspapers of one day
    (
        "Winter to Sayre, May 30, 1849, in Report, 1849, pp. 22-23.",
        [{"type": "published_document", "archive": "", "pages": "22-23", "doc_date": "1849-05-30"}],
    ),
    (
        "Truro Morning Post, Exeter Weekly Gazette and Bristol Mercury, all April 19, 1854.",
        [
            {"type": "newspaper", "container": "Truro Morning Post", "doc_date": "1854-04-19"},
            {"type": "newspaper", "container": "Exeter Weekly Gazette", "doc_date": "1854-04-19"},
            {"type": "newspaper", "container": "Bristol Mercury", "doc_date": "1854-04-19"},
        ],
    ),
    # Roman volume and page
    (
        "Ada Finch, Memoirs (New York: Doubleday, 1958), II:180-81.",
        [{"type": "book", "title": "Memoirs", "volume": "II", "pages": "180-81"}],
    ),
]


@pytest.mark.parametrize(("note", "expected"), NOTES, ids=[n[:60] for n, _ in NOTES])
def test_a_note_is_read_field_by_field(note: str, expected: list[dict[str, object]]) -> None:
    found = cited(note)
    assert len(found) == len(expected), [c.quote for c in found]
    for citation, fields in zip(found, expected, strict=True):
        got = told(citation, fields)
        assert got == fields
