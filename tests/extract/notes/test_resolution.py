"""What Ibid., op. cit. and short titles mean, and which citations are of one source."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Source

Make = Callable[..., Document]
Resolve = Callable[[Document], tuple[list[Citation], list[Source]]]

KYLE = "Keith Kyle, Suez (London: Weidenfeld and Nicolson, 1991), p. 85."
LUCAS = "W. Scott Lucas, Divided We Stand: Britain, the US and the Suez Crisis (London: Hodder & Stoughton, 1996), p. 140."
EDEN = "TNA, PREM 11/1163, Eden to Eisenhower, 6 September 1956."


def test_ibid_is_the_citation_before_it_with_other_pages(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, sources = resolve_document(make_document([KYLE, "Ibid., p. 92.", "Ibid."]))
    assert [c.source for c in citations] == [sources[0].id] * 3
    assert citations[1].fields.pages == "92"
    assert citations[1].resolved_from == citations[0].id
    assert "ibid" in citations[1].resolved_by
    assert sources[0].cited_by == tuple(c.id for c in citations)


def test_ibid_after_several_works_stays_ambiguous_and_says_so(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(make_document([f"{KYLE[:-1]}; {LUCAS}", "Ibid., p. 141."]))
    assert citations[2].source == citations[1].source
    assert "ambiguous" in citations[2].resolved_by
    assert citations[2].confidence <= 0.5


def test_the_sentence_may_say_which_work_an_ibid_means(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(
        make_document(
            [f"{KYLE[:-1]}; {LUCAS}", ("Kyle argued that the plot was known in Paris.", "Ibid., p. 141.")]
        )
    )
    assert citations[2].source == citations[0].source
    assert "the sentence names" in citations[2].resolved_by


def test_ibid_with_a_day_of_its_own_is_another_document_of_the_same_place(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, sources = resolve_document(make_document([EDEN, "Ibid., 9 September 1956."]))
    assert citations[0].source != citations[1].source
    second = next(s for s in sources if s.id == citations[1].source)
    assert second.fields.archive == "TNA"
    assert second.fields.doc_date == "1956-09-09"
    assert "another document" in citations[1].resolved_by


def test_ibid_at_the_head_of_a_chapter_is_unsure(make_document: Make, resolve_document: Resolve) -> None:
    citations, _ = resolve_document(make_document([[KYLE], ["Ibid., p. 4."]]))
    assert citations[1].source == citations[0].source
    assert citations[1].confidence < 0.7
    assert "division before" in citations[1].resolved_by


def test_ibid_with_nothing_before_it_is_left_alone(make_document: Make, resolve_document: Resolve) -> None:
    citations, _ = resolve_document(make_document(["Ibid., p. 4."]))
    assert citations[0].resolved_from == ""
    assert citations[0].confidence <= 0.4


@pytest.mark.parametrize(
    "short",
    [
        "Kyle, Suez, p. 90.",
        "Kyle, op. cit., p. 90.",
        "Kyle, loc. cit.",
        "Kyle, Suez (note 1 above), p. 90.",
        "Kyle (n. 1), p. 90.",
        "See note 1.",
        "Keith Kyle, Suez, 90.",
    ],
)
def test_short_forms_name_the_work_cited_before(
    short: str, make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(make_document([KYLE, LUCAS, short]))
    assert citations[2].type == "short_title"
    assert citations[2].source == citations[0].source
    assert citations[2].resolved_from == citations[0].id
    assert citations[2].resolved_by


def test_a_short_title_reaches_back_into_another_chapter(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(make_document([[KYLE], [LUCAS, "Kyle, Suez, p. 3."]]))
    assert citations[2].source == citations[0].source
    assert "another chapter" in citations[2].resolved_by


def test_a_short_title_is_found_in_the_bibliography(make_document: Make, resolve_document: Resolve) -> None:
    document = make_document(
        ["Kyle, Suez, p. 3."], ["Kyle, Keith, Suez, London: Weidenfeld and Nicolson, 1991."]
    )
    citations, sources = resolve_document(document)
    assert citations[0].resolved_from == ""
    assert "bibliography" in citations[0].resolved_by
    assert sources[0].in_bibliography == document.bibliography[0].span
    assert sources[0].fields.year == "1991"


def test_two_works_of_one_author_are_told_by_their_titles(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(
        make_document(
            [
                "William Stueck, The Korean War, Princeton: Princeton University Press, 1995, p. 1.",
                "William Stueck, The Road to Confrontation, Chapel Hill: University of North Carolina Press, 1981.",
                "Stueck, The Korean War, p. 9.",
                "Stueck, Road to Confrontation, p. 9.",
            ]
        )
    )
    assert citations[2].source == citations[0].source
    assert citations[3].source == citations[1].source


def test_idem_is_the_author_before(make_document: Make, resolve_document: Resolve) -> None:
    citations, _ = resolve_document(
        make_document(
            [f"{KYLE[:-1]}; idem, The Politics of the Independence of Kenya (London: Palgrave, 1999)."]
        )
    )
    assert citations[1].fields.authors == ("Kyle",)
    assert citations[1].source != citations[0].source


def test_idem_behind_an_ibid_is_the_author_it_means_and_loc_cit_alone_means_the_one_before(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(
        make_document(
            [
                "Ann Dale, The Canal Age (London: Cape, 1934), p. 3.",
                "Ibid., p. 99.",
                "Idem, The Second Canal (London: Cape, 1935), p. 7.",
                "Loc. cit.",
            ]
        )
    )
    assert citations[2].fields.authors == ("Dale",)
    assert citations[3].resolved_from == citations[2].id
    assert citations[3].source == citations[2].source


def test_a_bare_shelfmark_locates_the_document_before_it(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, sources = resolve_document(
        make_document(
            [
                "Institute of Foreign Affairs and National Security, Letter from Stalin to Gottwald, 27 Aug 1950; RGASPI, f. 558, op. 11, d. 62, ll. 71-72."
            ]
        )
    )
    assert len(citations) == 1
    assert citations[0].fields.fond == "558"
    assert sources[0].held_in


def test_one_telegram_from_two_archives_is_one_source_with_two_holdings(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, sources = resolve_document(
        make_document(
            [
                "RGASPI, Telegram from Mao to Stalin, 2 October 1950, f. 558, op. 11, d. 334, l. 106.",
                KYLE,
                "APRF, Telegram from Mao Zedong to Stalin, 2 October 1950, f. 45, op. 1, d. 334.",
            ]
        )
    )
    assert citations[0].source == citations[2].source
    assert [h.archive for h in sources[0].held_in] == ["RGASPI", "APRF"]
    assert sources[0].held_in[1].path == (("fond", "45"), ("opis", "1"), ("delo", "334"))


def test_different_letters_of_one_day_are_different_sources(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(
        make_document(
            [
                "TNA, PREM 11/1163, Eden to Eisenhower, 6 September 1956.",
                "TNA, PREM 11/1163, Eden to Mollet, 6 September 1956.",
                "TNA, FO 371/119080, Eden to Eisenhower, 6 September 1956, no. 12.",
                "APRF, Telegram from Stalin to Mao, 5 July 1950, F.45, OP.1, D.334, p.79.",
                "APRF, Telegram from Stalin to Mao, 5 July 1950, F.45, OP.1, D.334, p.82.",
            ]
        )
    )
    assert len({c.source for c in citations[:2]}) == 2
    assert citations[3].source != citations[4].source


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The report from Shtykov to Vyshinsky, 19 Jan 1950.",
            "Report by Shtykov to Vyshinskii, 19 January 1950.",
        ),
        (
            "William H. McNeill, America, Britain & Russia, Oxford: Oxford University Press, 1953, p. 703.",
            "William H. McNell, America, Britain and Russia, London: Oxford University Press, 1953, p. 5.",
        ),
        (
            "Shen Zhihua, Sino-Soviet Relations and the Origin of the Korean War, Journal of Cold War Studies 2, no. 2, 2000.",
            "Zhihua Shen, Sino-Soviet Relations and the Origin of the Korean War, Journal of Cold War Studies 2, no. 2, 2000, p. 44.",
        ),
        ("FRUS, 1945, Vol. VI, pp. 634-637.", "FRUS, 1945, vol. VI, pp. 1055-1056."),
        (
            "Keith Kyle, Suez: Britain's End of Empire in the Middle East (London: Tauris, 2003).",
            "Keith Kyle, Suez (London: Tauris, 2003), p. 3.",
        ),
    ],
)
def test_spellings_of_one_source_are_joined(
    one: str, other: str, make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(make_document([one, other]))
    assert citations[0].source == citations[1].source
    assert citations[1].resolved_by


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Peter Lowe, The Korean War, London: Macmillan, 2000.",
            "Stanley Sandler, The Korean War, London: UCL Press, 1999.",
        ),
        (
            "Young Ho Kim, The Origin of the Korean War, Seoul: Durea, 1998.",
            "Hak Jun Kim, The Origin of the Korean War, Seoul: Nanam, 1998.",
        ),
        ("FRUS, 1955-1957, vol. XV, p. 3.", "FRUS, 1955-1957, vol. XVI, p. 3."),
        ("The Times, 27 July 1956.", "The Times, 28 July 1956."),
    ],
)
def test_likes_that_are_not_one_stay_apart(
    one: str, other: str, make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(make_document([one, other]))
    assert citations[0].source != citations[1].source


def test_sources_are_classified(make_document: Make, resolve_document: Resolve) -> None:
    _, sources = resolve_document(
        make_document(
            [
                EDEN,
                KYLE,
                "Anthony Eden, Full Circle: The Memoirs (London: Cassell, 1960).",
                "Interview with Sir Donald Logan, London, 14 May 1992.",
                "Christian Pineau, L'affaire de Suez et la crise de l'Europe (Paris: Robert Laffont, 1976).",
            ]
        )
    )
    assert [s.roles for s in sources] == [
        ("primary",),
        ("secondary",),
        ("primary", "memoir"),
        ("primary", "interview"),
        ("secondary",),
    ]
    assert sources[4].fields.language == "fr"


def test_running_again_gives_the_same_ids(make_document: Make, resolve_document: Resolve) -> None:
    document = make_document(
        [KYLE, "Ibid., p. 3.", EDEN], ["Kyle, Keith, Suez, London: Weidenfeld and Nicolson, 1991."]
    )
    assert resolve_document(document) == resolve_document(document)


def test_an_entry_nobody_cites_is_a_source_without_citations(
    make_document: Make, resolve_document: Resolve
) -> None:
    _, sources = resolve_document(
        make_document([KYLE], ["Lucas, W. Scott, Divided We Stand, London: Hodder & Stoughton, 1996."])
    )
    assert [bool(s.cited_by) for s in sources] == [True, False]
    assert sources[1].fields.authors == ("Lucas",)


def test_a_family_name_alone_means_the_work_of_its_author(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, sources = resolve_document(make_document([KYLE, "Kyle, pp. 12-13."]))
    assert citations[1].fields.authors == ("Kyle",)
    assert citations[1].source == citations[0].source
    assert len(sources) == 1


def test_author_and_year_mean_the_work_of_that_year(make_document: Make, resolve_document: Resolve) -> None:
    other = "Keith Kyle, The Politics of the Canal (London: Murray, 1999), p. 3."
    citations, _ = resolve_document(make_document([KYLE, other, "Kyle 1999: 44.", "Kyle (1991), p. 2."]))
    assert citations[2].source == citations[1].source
    assert citations[3].source == citations[0].source


def test_two_bodies_works_that_differ_in_one_word_stay_two(
    make_document: Make, resolve_document: Resolve
) -> None:
    notes = [
        "Institute of Party History, The Chronology of the Leader between 1949 and 1976, Beijing: Party Press, 2013, p. 3.",
        "Institute of Party History, The Writings of the Leader between 1949 and 1976, Beijing: Party Press, 2013, p. 9.",
    ]
    citations, _ = resolve_document(make_document(notes))
    assert citations[0].source != citations[1].source


def test_an_ibid_with_a_day_is_the_document_cited_by_that_day_elsewhere(
    make_document: Make, resolve_document: Resolve
) -> None:
    citations, _ = resolve_document(
        make_document(
            ["Shuckburghs diary on 3 May 1954.", "Ibid., 4 May 1954.", "Shuckburghs diary on 4 May 1954."]
        )
    )
    assert citations[1].source == citations[2].source != citations[0].source


def test_a_document_named_under_one_archive_and_located_in_another_has_two_holdings(
    make_document: Make, resolve_document: Resolve
) -> None:
    note = "National Library of Korea, Letter from Stalin to Gottwald, 27 August 1950; RGASPI, f. 558, op. 11, d. 62, ll. 71-72."
    citations, (source,) = resolve_document(make_document([note]))
    assert (citations[0].fields.archive, citations[0].fields.fond) == ("RGASPI", "558")
    assert {h.archive: bool(h.path) for h in source.held_in} == {
        "National Central Library (ROK)": False,
        "RGASPI": True,
    }


def test_a_shelfmark_and_a_day_without_words_are_one_document_in_note_and_bibliography(
    make_document: Make, resolve_document: Resolve
) -> None:
    mark = "AVPRF, Fond 013, Opis 7, Papka 4, Delo 46, 25 December 1945."
    _, (source,) = resolve_document(make_document([mark], [mark]))
    assert source.in_bibliography is not None
    assert source.label.startswith("AVPRF, fond 013")


def test_an_item_is_one_document_whoever_is_read_as_its_sender(
    make_document: Make, resolve_document: Resolve
) -> None:
    """A note names the report first, the bibliography the office that made it."""
    note = (
        "Secret Harvest Report by the Grain Bureau in the Home Office of Wells, SA 2009, Item 9/69, RG 242."
    )
    listed = "Grain Bureau in the Home Office of Wells, Secret Harvest Report, obtained by the US army in Wells, {}, RG 242."
    _, sources = resolve_document(make_document([note], [listed.format("SA 2009, Item 9/69")]))
    assert [s.in_bibliography is not None for s in sources] == [True]
    _, apart = resolve_document(make_document([note], [listed.format("SA 2009, Item 9/70")]))
    assert len(apart) == 2
