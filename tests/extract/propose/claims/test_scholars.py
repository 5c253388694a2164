"""Who is a scholar in a document."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.propose.claims.holders import HolderFinder

FinderOf = Callable[..., HolderFinder]
BOOKS = ("Pirenne, Henri, Mohammed and Charlemagne, London: Allen, 1939.",)


def test_a_cited_author_who_is_reported_is_a_scholar(finder_of: FinderOf) -> None:
    finder = finder_of("Pirenne argued that the sea had closed.", books=BOOKS)
    assert finder.scholars.is_scholar("Henri Pirenne")
    assert finder.scholars.voice("Henri Pirenne") == "scholar"
    assert finder.scholars.is_cited("Pirenne")
    assert not finder.scholars.is_cited("Dopsch")


def test_whom_the_text_reports_in_the_present_is_a_scholar_without_a_citation(finder_of: FinderOf) -> None:
    finder = finder_of("Martha Lindqvist argues that the guild was rich.")
    assert finder.scholars.voice("Martha Lindqvist") == "scholar"
    finder = finder_of("Martha Lindqvist argued that the guild was rich.")
    assert finder.scholars.voice("Martha Lindqvist") == "actor"


def test_whose_papers_the_notes_cite_took_part(finder_of: FinderOf) -> None:
    books = ("Castlereagh, Robert, Memoirs and Correspondence, London: Murray, 1850.",)
    letters = ("He wrote home.", "Castlereagh to Liverpool, letter, 5 September 1815, FO 92/30.")
    finder = finder_of("Castlereagh argued that the bourbons must return.", letters, books=books)
    assert finder.scholars.witnesses["castlereagh"] == 1
    assert finder.scholars.voice("Robert Castlereagh") == "actor"


def test_a_cited_author_who_mostly_acts_is_an_actor(finder_of: FinderOf) -> None:
    acts = [f"Pirenne travelled to {city}." for city in ("Ghent", "Jena", "Creuzburg", "Brussels", "Paris")]
    finder = finder_of(*acts, books=BOOKS)
    assert finder.scholars.seen["Henri Pirenne"] == 5
    assert finder.scholars.voice("Henri Pirenne") == "actor"


def test_the_bearers_of_a_family_name_are_those_the_text_names(finder_of: FinderOf) -> None:
    finder = finder_of("Pirenne argued that the sea had closed.", books=BOOKS)
    assert finder.scholars.bearers("H. Pirenne") == ["Henri Pirenne"]
    assert finder.scholars.bearers("Dopsch") == []


def test_who_wrote_in_the_time_told_of_is_an_actor(finder_of: FinderOf) -> None:
    finder = finder_of("In 1936 Pirenne argued that the sea had closed.", books=BOOKS)
    assert finder.scholars.voice("Henri Pirenne") == "actor"


def test_who_wrote_long_after_is_a_scholar_though_seldom_reported(finder_of: FinderOf) -> None:
    acts = [
        f"Pirenne went to {city} in 1731." for city in ("Ghent", "Jena", "Creuzburg", "Brussels", "Paris")
    ]
    assert finder_of(*acts, books=BOOKS).scholars.voice("Henri Pirenne") == "scholar"
