"""Footnotes of our own in the German, French, Chicago, Oxford and author-date manners and from Russian,
American, Chinese and Korean archives."""

from __future__ import annotations

import pytest
from tests.extract.notes.cases import cited, told

#: The note, then for each citation what must be read (a field's value; `type` the citation's type).
NOTES: list[tuple[str, list[dict[str, object]]]] = [
    ("Brook, Silver of Hull, 3:303", [{"authors": ("Brook",), "volume": "3", "pages": "303", "issue": ""}]),
    (
        "Ann Brook, Silver of Hull (Leeds: Moor Press, 1990), 2:44.",
        [{"type": "book", "volume": "2", "pages": "44", "issue": ""}],
    ),
    ("See Dale (1903) 418 n. 6.", [{"authors": ("Dale",), "year": "1903", "pages": "418", "title": ""}]),
    (
        "Harbour Guide to the Canal (Hull: Moor, ca. 1900), 5",
        [{"title": "Harbour Guide to the Canal", "publisher": "Moor", "year": "1900"}],
    ),
    (
        'Ruth Dale, "The Life of Tove Lane," preface to The Ports of Hull (Leeds: Moor, 1912), xvi',
        [{"type": "chapter", "container": "The Ports of Hull", "pages": "xvi"}],
    ),
    (
        'Ruth Dale, "Tolls," in Studies of Ports 23, Tove A. Lane, ed. (Leeds: Moor, 1997), 490-505',
        [{"type": "chapter", "container": "Studies of Ports", "editors": ("Tove A. Lane",), "volume": "23"}],
    ),
    (
        'Ruth Dale, "Ports on the Net," Harbours, no. 3 (2019), https:// harbours.example/issue/ports.html',
        [{"container": "Harbours", "url": "https://harbours.example/issue/ports.html"}],
    ),
    ("Ibid., cvii, p. 230", [{"type": "ibid", "volume": "cvii", "pages": "230", "title": ""}]),
    ("Ibid., vi", [{"type": "ibid", "pages": "vi", "title": ""}]),
    (
        '"The Great Port," by Ruth Dale (Macmillan, 1914), p. 260',
        [{"authors": ("Dale",), "title": "The Great Port", "year": "1914", "pages": "260"}],
    ),
    (
        'Lord, "Industrial Ports" (Baltimore, 1898), p. 45',
        [{"authors": ("Lord",), "title": "Industrial Ports", "place": "Baltimore"}],
    ),
    (
        "Memo, Chmn, Harbour Board, for Dir of Docks, 8 Apr 46, sub: Tolls of the Upper Port",
        [{"type": "archival_document", "doc_date": "1946-04-08", "doc_kind": "memorandum"}],
    ),
    (
        "The Case of the Pilots at Hull, in the year 1699 (London, 1701)",
        [{"type": "book", "title": "The Case of the Pilots at Hull, in the year 1699"}],
    ),
    (
        "“Port Charters” (Port History Project, 2012), https://example.org",
        [{"title": "Port Charters", "publisher": "Port History Project", "place": ""}],
    ),
    (
        "Jiao Xun 焦循, Mengzi gang (Beijing: Gang shuju, 1987), 537",
        [{"authors": ("Jiao",), "year": "1987", "pages": "537"}],
    ),
    ("B. Nowak, Port Energy of Hull, Warszawa 2009, p. 24 et seq.", [{"pages": "24 et seq", "year": "2009"}]),
    (
        "Wilfried Loth, Stalins ungeliebtes Kind. Warum Moskau die DDR nicht wollte, Berlin 1994, S. 45-52.",
        [
            {
                "type": "book",
                "authors": ("Loth",),
                "title": "Stalins ungeliebtes Kind. Warum Moskau die DDR nicht wollte",
                "place": "Berlin",
                "year": "1994",
                "pages": "45-52",
            }
        ],
    ),
    (
        "Pell, A., Weirs of the North. Portus Antiquus 30 (Leeds, 1997), pp. 4-9.",
        [{"type": "book", "title": "Weirs of the North", "container": "Portus Antiquus", "volume": "30"}],
    ),
    (
        "Ruth Dale, Weirs and Their Keepers, Studia Portuensia 43 (Leeds: Moor Press, 2006), 12.",
        [{"type": "book", "title": "Weirs and Their Keepers", "container": "Studia Portuensia"}],
    ),
    (
        "N. Dale, ‘The weir keepers’, in A. Pell (ed.), Canals and Keepers. Portus Antiquus 20 (Leeds, 1988), 2–4.",
        [{"type": "chapter", "container": "Canals and Keepers", "volume": "", "pages": "2-4"}],
    ),
    (
        'Ruth Dale, "Keepers of the Weir," (Port Letters 3:1 [1977]), 11–13.',
        [
            {
                "type": "article",
                "container": "Port Letters",
                "volume": "3",
                "issue": "1",
                "year": "1977",
                "pages": "11-13",
            }
        ],
    ),
    (
        "Pell, A., ‘A mint at the weir’, SM 47 (1997), pp. 92–9.",
        [{"type": "article", "container": "SM", "volume": "47", "shelfmark": ""}],
    ),
    ("Gay, Trans. Royal Hist. Soc., vol. xviii.", [{"authors": ("Gay",), "translators": ()}]),
    (
        "John of Ephesus, Lives of the Eastern Saints, 4, trans. E. W. Brooks (Paris, 1923), 56–84.",
        [{"type": "book", "authors": ("John of Ephesus",)}],
    ),
    ("Dale 1958: 42.6-7.", [{"authors": ("Dale",), "year": "1958", "pages": "42.6-7"}]),
    ("Curiously, the number that was read as a stop was the digit 8, and not a 7 or a 1.", []),
    ("They include also tenants on the lands of the weir, lying in many different parts, in 1503.", []),
    ('"The weir that was sold to the town in the spring had never been paid for."', []),
    ("Ebd., S. 61.", [{"type": "ibid", "pages": "61"}]),
    (
        "Loth, Stalins ungeliebtes Kind, a.a.O., S. 88.",
        [{"type": "short_title", "authors": ("Loth",), "title": "Stalins ungeliebtes Kind", "pages": "88"}],
    ),
    (
        "Vgl. Gerhard Wettig, Bereitschaft zu Einheit in Freiheit? Die sowjetische Deutschland-Politik 1945-1955, München: Olzog 1999, S. 203 f.",
        [
            {
                "type": "book",
                "authors": ("Wettig",),
                "place": "München",
                "publisher": "Olzog",
                "year": "1999",
                "pages": "203 f",
            }
        ],
    ),
    (
        "Michael Lemke, „Die deutschlandpolitischen Handlungsspielräume der SED“, in: Gustav Schmidt (Hg.), Ost-West-Beziehungen, Bd. 1, Bochum: Brockmeyer 1993, S. 83-111.",
        [
            {
                "type": "chapter",
                "authors": ("Lemke",),
                "title": "Die deutschlandpolitischen Handlungsspielräume der SED",
                "container": "Ost-West-Beziehungen",
                "volume": "1",
                "place": "Bochum",
                "publisher": "Brockmeyer",
                "year": "1993",
                "pages": "83-111",
            }
        ],
    ),
    (
        "Hermann Graml, Die Alliierten und die Teilung Deutschlands, in: Vierteljahrshefte für Zeitgeschichte 25 (1977), S. 821-864.",
        [
            {
                "type": "article",
                "authors": ("Graml",),
                "title": "Die Alliierten und die Teilung Deutschlands",
                "container": "Vierteljahrshefte für Zeitgeschichte",
                "volume": "25",
                "year": "1977",
                "pages": "821-864",
            }
        ],
    ),
    (
        "PA AA, B 12, Bd. 1023, Aufzeichnung Blankenhorns, 12. März 1952.",
        [{"type": "archival_document", "archive": "PA AA", "doc_date": "1952-03-12"}],
    ),
    (
        "BArch, NY 4090/303, Bl. 15-22, Grotewohl an Semjonow, 4.6.1953.",
        [
            {
                "type": "archival_document",
                "archive": "BArch",
                "sender": "Grotewohl",
                "recipient": "Semjonow",
                "doc_date": "1953-06-04",
            }
        ],
    ),
    (
        "SAPMO-BArch, DY 30/J IV 2/2/286, Protokoll der Politbürositzung, 6. Juni 1953.",
        [{"type": "archival_document", "archive": "SAPMO-BArch", "doc_date": "1953-06-06"}],
    ),
    (
        "Bundesarchiv Koblenz, B 136/2127, Kabinettsvorlage vom 3. Mai 1955.",
        [{"type": "archival_document", "archive": "Bundesarchiv Koblenz", "doc_date": "1955-05-03"}],
    ),
    (
        "Neues Deutschland, 17. Juni 1953, S. 1.",
        [{"type": "newspaper", "container": "Neues Deutschland", "doc_date": "1953-06-17", "pages": "1"}],
    ),
    (
        "Hans-Peter Schwarz (Hrsg.), Akten zur Auswärtigen Politik der Bundesrepublik Deutschland, Bd. 1: Adenauer und die Hohen Kommissare 1949-1951, München 1989, Dok. 12, S. 34.",
        [{"type": "published_document", "volume": "1", "pages": "34"}],
    ),
    (
        "Ders., Adenauer. Der Aufstieg: 1876-1952, Stuttgart: DVA 1986, S. 900.",
        [
            {
                "type": "book",
                "title": "Adenauer. Der Aufstieg: 1876-1952",
                "place": "Stuttgart",
                "publisher": "DVA",
                "year": "1986",
                "pages": "900",
            }
        ],
    ),
    (
        "Siehe dazu ausführlich Rolf Steininger, Eine Chance zur Wiedervereinigung? Die Stalin-Note vom 10. März 1952, Bonn: Neue Gesellschaft 1985, S. 33 ff.",
        [{"type": "book", "authors": ("Steininger",), "place": "Bonn", "year": "1985"}],
    ),
    (
        "Konrad Adenauer, Erinnerungen 1945-1953, Stuttgart: Deutsche Verlags-Anstalt, 1965, S. 512.",
        [
            {
                "type": "book",
                "authors": ("Adenauer",),
                "title": "Erinnerungen 1945-1953",
                "place": "Stuttgart",
                "year": "1965",
                "pages": "512",
            }
        ],
    ),
    (
        "Georges-Henri Soutou, La guerre de Cinquante Ans. Les relations Est-Ouest 1943-1990, Paris, Fayard, 2001, p. 143.",
        [
            {
                "type": "book",
                "authors": ("Soutou",),
                "title": "La guerre de Cinquante Ans. Les relations Est-Ouest 1943-1990",
                "place": "Paris",
                "publisher": "Fayard",
                "year": "2001",
                "pages": "143",
            }
        ],
    ),
    ("Ibid., pp. 150-152.", [{"type": "ibid", "pages": "150-152"}]),
    (
        "Maurice Vaïsse (dir.), La France et l'opération de Suez de 1956, Paris, ADDIM, 1997, p. 33.",
        [
            {
                "type": "book",
                "authors": (),
                "title": "La France et l'opération de Suez de 1956",
                "place": "Paris",
                "publisher": "ADDIM",
                "year": "1997",
                "pages": "33",
            }
        ],
    ),
    (
        "Pierre Guillen, « La France et la question de la défense de l'Europe occidentale », Revue d'histoire de la Deuxième Guerre mondiale, n° 144, 1986, p. 79-98.",
        [
            {
                "type": "article",
                "authors": ("Guillen",),
                "title": "La France et la question de la défense de l'Europe occidentale",
                "container": "Revue d'histoire de la Deuxième Guerre mondiale",
                "issue": "144",
                "year": "1986",
                "pages": "79-98",
            }
        ],
    ),
    (
        "AMAE, série Europe 1944-1960, sous-série URSS, vol. 45, Catroux à Bidault, 12 février 1946.",
        [
            {
                "type": "archival_document",
                "archive": "AMAE",
                "sender": "Catroux",
                "recipient": "Bidault",
                "doc_date": "1946-02-12",
            }
        ],
    ),
    (
        "DDF, 1954, t. II, doc. 123, Bonnet à Mendès France, 4 août 1954, p. 145.",
        [
            {
                "type": "published_document",
                "container": "DDF",
                "volume": "II",
                "sender": "Bonnet",
                "recipient": "Mendès France",
                "doc_date": "1954-08-04",
                "pages": "145",
            }
        ],
    ),
    (
        "SHD, 10 T 512, note du général Ély, 14 mai 1955.",
        [{"type": "archival_document", "archive": "SHD", "doc_date": "1955-05-14"}],
    ),
    (
        "Vincent Auriol, Journal du septennat, t. II : 1948, Paris, Armand Colin, 1974, p. 88.",
        [
            {
                "type": "book",
                "authors": ("Auriol",),
                "volume": "II",
                "place": "Paris",
                "publisher": "Armand Colin",
                "year": "1974",
                "pages": "88",
            }
        ],
    ),
    (
        "Le Monde, 3 septembre 1954.",
        [{"type": "newspaper", "container": "Le Monde", "doc_date": "1954-09-03"}],
    ),
    (
        "Voir Raymond Poidevin, Robert Schuman, homme d'État, 1886-1963, Paris, Imprimerie nationale, 1986, pp. 244-263.",
        [
            {
                "type": "book",
                "authors": ("Poidevin",),
                "place": "Paris",
                "publisher": "Imprimerie nationale",
                "year": "1986",
                "pages": "244-263",
            }
        ],
    ),
    (
        "Odd Arne Westad, Decisive Encounters: The Chinese Civil War, 1946–1950 (Stanford, CA: Stanford University Press, 2003), 112–15.",
        [
            {
                "type": "book",
                "authors": ("Westad",),
                "title": "Decisive Encounters: The Chinese Civil War, 1946–1950",
                "place": "Stanford, CA",
                "publisher": "Stanford University Press",
                "year": "2003",
                "pages": "112-15",
            }
        ],
    ),
    (
        "Westad, Decisive Encounters, 201.",
        [{"type": "short_title", "authors": ("Westad",), "title": "Decisive Encounters", "pages": "201"}],
    ),
    (
        "Melvyn P. Leffler, “The American Conception of National Security and the Beginnings of the Cold War, 1945–48,” American Historical Review 89, no. 2 (April 1984): 346–81.",
        [
            {
                "type": "article",
                "authors": ("Leffler",),
                "title": "The American Conception of National Security and the Beginnings of the Cold War, 1945–48",
                "container": "American Historical Review",
                "volume": "89",
                "issue": "2",
                "year": "1984",
                "pages": "346-81",
            }
        ],
    ),
    (
        "Niu Jun, “The Birth of the People's Republic of China and the Road to the Korean War,” in The Cambridge History of the Cold War, vol. 1, Origins, ed. Melvyn P. Leffler and Odd Arne Westad (Cambridge: Cambridge University Press, 2010), 221–43.",
        [
            {
                "type": "chapter",
                "authors": ("Niu",),
                "container": "The Cambridge History of the Cold War",
                "volume": "1",
                "place": "Cambridge",
                "publisher": "Cambridge University Press",
                "year": "2010",
                "pages": "221-43",
            }
        ],
    ),
    (
        "George F. Kennan to Secretary of State, February 22, 1946, in Foreign Relations of the United States, 1946, vol. 6 (Washington, DC: GPO, 1969), 696–709.",
        [
            {
                "type": "published_document",
                "sender": "George F. Kennan",
                "recipient": "Secretary of State",
                "doc_date": "1946-02-22",
                "volume": "6",
                "pages": "696-709",
            }
        ],
    ),
    (
        "Memorandum, Clifford to Truman, September 24, 1946, box 15, Elsey Papers, Truman Library.",
        [
            {
                "type": "archival_document",
                "archive": "Truman Library",
                "sender": "Clifford",
                "recipient": "Truman",
                "doc_date": "1946-09-24",
                "doc_kind": "memorandum",
            }
        ],
    ),
    (
        "NSC 68, “United States Objectives and Programs for National Security,” April 14, 1950, FRUS 1950, 1:237–92.",
        [
            {
                "type": "published_document",
                "title": "United States Objectives and Programs for National Security",
                "doc_date": "1950-04-14",
                "volume": "1",
                "pages": "237-92",
            }
        ],
    ),
    (
        "Quoted in John Lewis Gaddis, The United States and the Origins of the Cold War, 1941-1947 (New York: Columbia University Press, 1972), 301.",
        [{"type": "book", "authors": ("Gaddis",), "pages": "301", "year": "1972"}],
    ),
    (
        "Chen Jian, Mao's China and the Cold War (Chapel Hill: University of North Carolina Press, 2001), 55; Shu Guang Zhang, Mao's Military Romanticism: China and the Korean War, 1950–1953 (Lawrence: University Press of Kansas, 1995), 63–64.",
        [
            {"type": "book", "authors": ("Chen",), "pages": "55"},
            {"type": "book", "authors": ("Zhang",), "pages": "63-64"},
        ],
    ),
    (
        "“Text of Truman's Address,” New York Times, March 13, 1947, 2.",
        [
            {
                "type": "newspaper",
                "title": "Text of Truman's Address",
                "container": "New York Times",
                "doc_date": "1947-03-13",
                "pages": "2",
            }
        ],
    ),
    (
        "Oral history interview with Lucius D. Battle, June 23, 1971, Truman Library, 42.",
        [{"type": "interview", "doc_date": "1971-06-23"}],
    ),
    (
        "Anne Deighton, The Impossible Peace: Britain, the Division of Germany and the Origins of the Cold War (Oxford: Clarendon Press, 1990), pp. 67–8.",
        [{"type": "book", "authors": ("Deighton",), "pages": "67-8", "publisher": "Clarendon Press"}],
    ),
    (
        "Deighton, Impossible Peace, p. 102, n. 14.",
        [{"type": "short_title", "authors": ("Deighton",), "title": "Impossible Peace"}],
    ),
    (
        "Sean Greenwood, ‘Bevin, the Ruhr and the Division of Germany: August 1945–December 1946’, Historical Journal, xxix (1986), 203–12.",
        [
            {
                "type": "article",
                "authors": ("Greenwood",),
                "container": "Historical Journal",
                "volume": "xxix",
                "year": "1986",
                "pages": "203-12",
            }
        ],
    ),
    (
        "TNA, FO 371/55586, C5187/131/18, minute by O. Harvey, 24 May 1946.",
        [
            {
                "type": "archival_document",
                "archive": "TNA",
                "sender": "O. Harvey",
                "doc_date": "1946-05-24",
                "doc_kind": "memorandum",
            }
        ],
    ),
    (
        "TNA, CAB 129/9, CP(46)186, ‘Policy towards Germany’, memorandum by the Foreign Secretary, 3 May 1946.",
        [
            {
                "type": "archival_document",
                "archive": "TNA",
                "title": "Policy towards Germany",
                "doc_date": "1946-05-03",
            }
        ],
    ),
    (
        "Hansard, HC Deb., 5th ser., vol. 446, cols. 383–409, 22 January 1948.",
        [{"type": "published_document", "volume": "446", "doc_date": "1948-01-22"}],
    ),
    (
        "Churchill Archives Centre, Cambridge, BEVN II 6/12, Bevin to Attlee, 10 Apr. 1946.",
        [{"type": "archival_document", "sender": "Bevin", "recipient": "Attlee", "doc_date": "1946-04-10"}],
    ),
    (
        "Alan Bullock, Ernest Bevin: Foreign Secretary, 1945–1951 (3 vols.; London, 1983), iii. 262.",
        [{"type": "book", "authors": ("Bullock",), "place": "London", "year": "1983"}],
    ),
    (
        "J. Lewis, ‘British Military Planning for Post-War Strategic Defence, 1942–47’ (D.Phil. thesis, Oxford University, 1981), ch. 4.",
        [{"type": "thesis", "authors": ("Lewis",), "year": "1981"}],
    ),
    ("Roberts (2006), p. 364.", [{"authors": ("Roberts",), "year": "2006", "pages": "364"}]),
    (
        "Gaddis 1997: 72-75; Zubok and Pleshakov 1996: 62.",
        [
            {"authors": ("Gaddis",), "year": "1997", "pages": "72-75"},
            {"authors": ("Zubok", "Pleshakov"), "year": "1996", "pages": "62"},
        ],
    ),
    (
        "Mastny, V. (1996) The Cold War and Soviet Insecurity: The Stalin Years. New York: Oxford University Press, p. 98.",
        [
            {
                "type": "book",
                "authors": ("Mastny",),
                "title": "The Cold War and Soviet Insecurity: The Stalin Years",
                "year": "1996",
                "place": "New York",
                "publisher": "Oxford University Press",
                "pages": "98",
            }
        ],
    ),
    (
        "See Stueck, W. (1995), The Korean War: An International History, Princeton: Princeton University Press, pp. 31-36.",
        [
            {
                "type": "book",
                "authors": ("Stueck",),
                "title": "The Korean War: An International History",
                "year": "1995",
                "pages": "31-36",
            }
        ],
    ),
    (
        "Vojtech Mastny, NATO in the Beholders Eye: Soviet Perceptions and Policies, 1949-56, CWIHP Working Paper, No. 35, Washington, D.C.: Woodrow Wilson Center, March 2002, p. 12.",
        [{"type": "working_paper", "authors": ("Mastny",), "issue": "35", "year": "2002", "pages": "12"}],
    ),
    (
        "Norman M. Naimark, The Russians in Germany, Cambridge: Belknap Press, 1995, p. 352; Naimark, Revolution and Counterrevolution in Eastern Europe, in C. Lemke and G. Marks, eds., The Crisis of Socialism in Europe, Durham: Duke University Press, 1992, pp. 61-83.",
        [
            {"type": "book", "authors": ("Naimark",), "pages": "352"},
            {
                "type": "chapter",
                "authors": ("Naimark",),
                "container": "The Crisis of Socialism in Europe",
                "pages": "61-83",
            },
        ],
    ),
    (
        "АВП РФ, ф. 06, оп. 8, п. 15, д. 218, л. 4-6.",
        [
            {
                "type": "archival_document",
                "archive": "АВП РФ",
                "fond": "06",
                "opis": "8",
                "delo": "218",
                "listy": "4-6",
            }
        ],
    ),
    (
        "РГАСПИ. Ф. 17. Оп. 3. Д. 1086. Л. 12.",
        [
            {
                "type": "archival_document",
                "archive": "РГАСПИ",
                "fond": "17",
                "opis": "3",
                "delo": "1086",
                "listy": "12",
            }
        ],
    ),
    (
        "RGANI, f. 89, op. 28, d. 5, ll. 1-9, Andropov to the Central Committee, 1 November 1956.",
        [
            {
                "type": "archival_document",
                "archive": "RGANI",
                "fond": "89",
                "opis": "28",
                "delo": "5",
                "listy": "1-9",
                "sender": "Andropov",
                "recipient": "Central Committee",
                "doc_date": "1956-11-01",
            }
        ],
    ),
    (
        "GARF, f. R-7317, op. 7, d. 124a, l. 33 ob.",
        [
            {
                "type": "archival_document",
                "archive": "GARF",
                "fond": "R-7317",
                "opis": "7",
                "delo": "124a",
                "listy": "33 ob",
            }
        ],
    ),
    (
        "Протокол заседания Президиума ЦК КПСС, 31 октября 1956 г., РГАНИ, ф. 3, оп. 12, д. 1006, лл. 15-18.",
        [
            {
                "type": "archival_document",
                "archive": "РГАНИ",
                "fond": "3",
                "opis": "12",
                "delo": "1006",
                "listy": "15-18",
                "doc_date": "1956-10-31",
            }
        ],
    ),
    (
        "А. М. Филитов, Германский вопрос: от раскола к объединению, Москва: Международные отношения, 1993, с. 93.",
        [{"type": "book", "authors": ("Филитов",), "place": "Москва", "year": "1993", "pages": "93"}],
    ),
    (
        "NARA, RG 84, Entry 2531B, Box 117, Murphy to Byrnes, telegram 1234, 3 May 1946.",
        [
            {
                "type": "archival_document",
                "archive": "NARA",
                "record_group": "RG 84",
                "sender": "Murphy",
                "recipient": "Byrnes",
                "doc_date": "1946-05-03",
            }
        ],
    ),
    (
        "National Archives, College Park, RG 59, Lot 64D563, Records of the Policy Planning Staff, Box 20, Kennan to Acheson, 20 December 1949.",
        [
            {
                "type": "archival_document",
                "record_group": "RG 59",
                "sender": "Kennan",
                "recipient": "Acheson",
                "doc_date": "1949-12-20",
            }
        ],
    ),
    (
        "CIA, “The Possibility of Direct Soviet Military Action during 1948,” ORE 22-48, 2 April 1948, p. 3.",
        [
            {
                "type": "report",
                "authors": ("CIA",),
                "title": "The Possibility of Direct Soviet Military Action during 1948",
                "shelfmark": "ORE 22-48",
                "doc_date": "1948-04-02",
                "pages": "3",
            }
        ],
    ),
    ("NSC 20/4, 23 November 1948.", [{"shelfmark": "NSC 20/4", "doc_date": "1948-11-23"}]),
    ("UN Doc. S/1501, 25 June 1950.", [{"type": "published_document", "doc_date": "1950-06-25"}]),
    (
        "General Assembly Resolution 377 (V), ‘Uniting for Peace’, A/RES/377(V), 3 November 1950.",
        [{"type": "published_document", "doc_date": "1950-11-03"}],
    ),
    (
        "Security Council Official Records, 5th year, 473rd meeting, 25 June 1950, S/PV.473, p. 7.",
        [{"type": "published_document", "doc_date": "1950-06-25", "pages": "7"}],
    ),
    (
        "MS. Attlee dep. 32, fol. 204, Attlee to Bevin, 1 December 1946, Bodleian Library, Oxford.",
        [{"type": "archival_document", "sender": "Attlee", "recipient": "Bevin", "doc_date": "1946-12-01"}],
    ),
    (
        "Liddell Hart Centre for Military Archives, Alanbrooke Papers, 5/11, diary, 27 July 1944.",
        [{"doc_date": "1944-07-27"}],
    ),
    (
        "Library of Congress, Harriman Papers, Box 181, Harriman to Truman, 20 April 1945.",
        [
            {
                "type": "archival_document",
                "archive": "Library of Congress",
                "sender": "Harriman",
                "recipient": "Truman",
                "doc_date": "1945-04-20",
            }
        ],
    ),
    (
        "Harold Nicolson to Vita Sackville-West, 6 June 1946, Nicolson Papers, Balliol College, Oxford.",
        [
            {
                "type": "archival_document",
                "sender": "Harold Nicolson",
                "recipient": "Vita Sackville-West",
                "doc_date": "1946-06-06",
            }
        ],
    ),
    (
        "PRCFMA, 111-00065-01, Zhou Enlai to Wang Jiaxiang, 12 July 1950.",
        [
            {
                "type": "archival_document",
                "archive": "PRCFMA",
                "sender": "Zhou Enlai",
                "recipient": "Wang Jiaxiang",
                "doc_date": "1950-07-12",
            }
        ],
    ),
    (
        "Zhonggong zhongyang wenxian yanjiushi (ed.), Jianguo yilai Mao Zedong wengao, vol. 1, Beijing: Zhongyang wenxian chubanshe, 1987, p. 539.",
        [
            {
                "type": "book",
                "volume": "1",
                "place": "Beijing",
                "publisher": "Zhongyang wenxian chubanshe",
                "year": "1987",
                "pages": "539",
            }
        ],
    ),
    (
        "Diplomatic Archives, Seoul, File 722.2JA, “Record of Talks with Japan,” 14 March 1952.",
        [{"type": "archival_document", "doc_date": "1952-03-14"}],
    ),
    (
        "Rodong Sinmun, 10 May 1949, p. 2.",
        [{"type": "newspaper", "container": "Rodong Sinmun", "doc_date": "1949-05-10", "pages": "2"}],
    ),
    ("Renmin Ribao [People's Daily], 28 June 1950.", [{"type": "newspaper", "doc_date": "1950-06-28"}]),
    ("Op. cit., p. 15.", [{"type": "short_title", "pages": "15"}]),
    ("Gaddis, op. cit., pp. 120-1.", [{"type": "short_title", "authors": ("Gaddis",), "pages": "120-1"}]),
    ("See note 34 above.", [{"type": "short_title"}]),
    ("Mastny (note 12 above), p. 45.", [{"type": "short_title", "authors": ("Mastny",), "pages": "45"}]),
    ("Loc. cit.", [{"type": "short_title"}]),
    (
        "Idem, Strategies of Containment (New York: Oxford University Press, 1982), p. 91.",
        [{"type": "book", "title": "Strategies of Containment", "year": "1982", "pages": "91"}],
    ),
    (
        "Ibid.; Leffler, A Preponderance of Power, 180.",
        [
            {"type": "ibid"},
            {
                "type": "short_title",
                "authors": ("Leffler",),
                "title": "A Preponderance of Power",
                "pages": "180",
            },
        ],
    ),
    (
        "Author's interview with Sir Frank Roberts, London, 14 March 1990.",
        [{"type": "interview", "doc_date": "1990-03-14"}],
    ),
    ("Interview with Valentin Falin, Moscow, 5 May 1995.", [{"type": "interview", "doc_date": "1995-05-05"}]),
    ("Hugh Dalton diary, 12 February 1946, LSE Archives.", [{"type": "diary", "doc_date": "1946-02-12"}]),
    (
        "‘Record of a Meeting between Stalin and Thorez’, 18 November 1947, Wilson Center Digital Archive, http://digitalarchive.example.org/document/116 (accessed 2 June 2014).",
        [
            {
                "title": "Record of a Meeting between Stalin and Thorez",
                "doc_date": "1947-11-18",
                "url": "http://digitalarchive.example.org/document/116",
            }
        ],
    ),
    (
        "Chiefs of Staff Committee, ‘Long Term Policy in Germany’, COS(45)556(0), 27 August 1945, CAB 80/97.",
        [{"type": "archival_document", "doc_date": "1945-08-27", "title": "Long Term Policy in Germany"}],
    ),
    (
        "The Times, 6 March 1946; The Economist, 9 March 1946, p. 366; Izvestiia, 12 March 1946.",
        [
            {"type": "newspaper", "container": "The Times", "doc_date": "1946-03-06"},
            {"type": "newspaper", "container": "The Economist", "doc_date": "1946-03-09", "pages": "366"},
            {"type": "newspaper", "container": "Izvestiia", "doc_date": "1946-03-12"},
        ],
    ),
    (
        "V. M. Molotov, Problems of Foreign Policy: Speeches and Statements, April 1945–November 1948 (Moscow: Foreign Languages Publishing House, 1949), 59.",
        [{"type": "book", "authors": ("Molotov",), "year": "1949", "pages": "59"}],
    ),
    (
        "Nikita Khrushchev, Khrushchev Remembers, trans. and ed. Strobe Talbott (Boston: Little, Brown, 1970), 368–70.",
        [
            {
                "type": "book",
                "authors": ("Khrushchev",),
                "title": "Khrushchev Remembers",
                "place": "Boston",
                "year": "1970",
                "pages": "368-70",
            }
        ],
    ),
    (
        "Milovan Djilas, Conversations with Stalin, translated by Michael B. Petrovich, New York: Harcourt, Brace & World, 1962, p. 153.",
        [
            {
                "type": "book",
                "authors": ("Djilas",),
                "title": "Conversations with Stalin",
                "place": "New York",
                "publisher": "Harcourt, Brace & World",
                "year": "1962",
                "pages": "153",
            }
        ],
    ),
]


@pytest.mark.parametrize(("note", "expected"), NOTES, ids=[n[:60] for n, _ in NOTES])
def test_a_note_is_read_field_by_field(note: str, expected: list[dict[str, object]]) -> None:
    found = cited(note)
    assert len(found) == len(expected), [c.quote for c in found]
    for citation, fields in zip(found, expected, strict=True):
        got = told(citation, fields)
        assert got == fields
