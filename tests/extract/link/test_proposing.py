"""Links proposed: who is meant, how sure, and what is left alone with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.authority.reading import AuthorityError
from regesta.extract.link.proposing import EXACT, Subject, propose_links
from regesta.extract.link.tables import Row, read_table
from regesta.extract.record import Link

BASE = "http://ex/"


def person(name: str, *aliases: str, years: tuple[int, ...] = (), scholar: bool = False) -> Subject:
    return Subject(name=name, kind="person", document="d", aliases=aliases, years=years, scholar=scholar)


def row(
    *names: str, kind: str = "person", years: tuple[int | None, int | None] = (None, None), number: int = 1
) -> Row:
    return Row(names=names, objects=(f"{BASE}{number}",), kind=kind, years=years)  # type: ignore[arg-type]


def proposed(subject: Subject, *rows: Row) -> Link | None:
    links, _ = propose_links([subject], rows, "t")
    return links[0] if links else None


def test_a_full_name_is_an_exact_match_with_its_reason():
    link = proposed(
        person("Dean Acheson"),
        row("Acheson, Dean Gooderham", "Dean G. Acheson"),
        row("Acheson, Edward", number=2),
    )
    assert link is not None
    assert (link.object, link.predicate, link.justification) == (
        BASE + "1",
        "exactMatch",
        "semapv:LexicalSimilarityThresholdMatching",
    )
    assert link.confidence >= EXACT
    assert link.reason == "the same family and first name"


def test_initials_are_a_close_match_only():
    link = proposed(person("A. Mikoyan"), row("Mikoyan, Anastas Ivanovich"))
    assert link is not None
    assert link.predicate == "closeMatch"
    assert link.confidence < 0.6


@pytest.mark.parametrize(
    ("subject", "rows", "reason"),
    [
        (person("Leahy"), [row("Leahy, William D.")], "only the family name"),
        (
            person("J. Smith"),
            [row("Smith, John"), row("Smith, James", number=2)],
            "it fits Smith, John as well",
        ),
        (
            person("John Smith"),
            [row("Smith, John A."), row("Smith, John B.", number=2)],
            "it fits Smith, John B. as well",
        ),
        (
            person("Ivan Petrov", years=(1950,)),
            [row("Petrov, Ivan", years=(1848, 1922))],
            "lived 1848 to 1922 and acts here in 1950",
        ),
        (person("Kim Jong Il"), [row("Kim Il Sung")], None),
        (person("Allen Dulles"), [row("Dulles, John Foster")], None),
    ],
)
def test_what_is_doubtful_stays_unlinked_and_says_why(subject: Subject, rows: list[Row], reason: str | None):
    links, left = propose_links([subject], rows, "t")
    assert not links
    assert [u.subject for u in left] == ([subject] if reason else [])
    if reason:
        assert reason in left[0].reason


def test_the_middle_name_tells_two_of_one_name_apart():
    rows = (row("Truman, Harry", "Truman, Sergeant Harry"), row("Truman, Harry S.", number=2))
    link = proposed(person("Harry S. Truman", "Harry Truman"), *rows)
    assert link is not None
    assert link.object == BASE + "2"
    assert link.confidence >= EXACT


def test_the_son_is_not_the_father():
    rows = (row("MacArthur, Douglas"), row("MacArthur, Douglas, II", "MacArthur, Douglas", number=2))
    link = proposed(person("Douglas MacArthur"), *rows)
    assert link is not None
    assert link.object == BASE + "1"
    only = proposed(person("Franklin D. Roosevelt"), row("Roosevelt, Franklin D., Jr."))
    assert only is None or only.confidence < EXACT


def test_a_common_family_name_needs_more_than_a_first_name():
    smiths = [
        row(f"Smith, {given}", number=n)
        for n, given in enumerate(("Alan", "Bert", "Carl", "Dora", "Eve", "Charles Emory"), 1)
    ]
    link = proposed(person("Charles Smith"), *smiths)
    assert link is None or link.predicate == "closeMatch"
    rare = proposed(person("Charles Finletter"), row("Finletter, Charles Emory"))
    assert rare is not None
    assert rare.predicate == "exactMatch"


def test_years_of_life_tell_bearers_of_a_common_family_name_apart():
    others = [
        row(f"Adams, {given}", number=n) for n, given in enumerate(("Alvin", "Brock", "Paul", "Weston"), 2)
    ]

    def sure(years: tuple[int | None, int | None], *acts: int) -> float:
        link = proposed(person("John Adams", years=acts), row("Adams, John", years=years), *others)
        return link.confidence if link else 0.0

    assert sure((1735, 1826), 1778, 1797) > EXACT
    for years, acts in (((1735, None), (1797,)), ((1735, 1826), ()), ((1735, 1826), (1797, 1830, 1801))):
        assert 0.5 < sure(years, *acts) < EXACT


def test_an_abbreviated_alias_does_not_overrule_the_full_name():
    assert proposed(person("Jacob Stalin", "J. Stalin"), row("Stalin, Joseph")) is None


def test_two_of_ours_for_one_of_theirs_say_so():
    links, _ = propose_links(
        [person("Andrei Gromyko"), person("Andrey Gromyko")], [row("Gromyko, Andrei")], "t"
    )
    assert len(links) == 2
    assert all("one person under two names" in x.reason and x.confidence < 0.95 for x in links)


def test_who_is_only_cited_is_less_sure():
    plain, cited = (proposed(person("Edward Grey", scholar=s), row("Grey, Edward")) for s in (False, True))
    assert plain is not None
    assert cited is not None
    assert cited.confidence < plain.confidence
    assert "wrote about it" in cited.reason


def test_states_places_and_archives_match_by_name_and_kind():
    iran = Subject(name="Iran", kind="state", document="d", aliases=("Persia",))
    link = proposed(iran, row("Persia", kind="state"))
    assert link is not None
    assert link.predicate == "exactMatch"
    other = proposed(iran, row("Iran", kind="place"))
    assert other is not None
    assert other.predicate == "closeMatch"
    assert "but a place there" in other.reason
    alike = proposed(
        Subject(name="United Nations Organization", kind="organisation", document="d"),
        row("United Nations Organisation", kind="organisation"),
    )
    assert alike is not None
    assert alike.predicate == "closeMatch"


def table(folder: Path, text: str, name: str = "t.tsv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_tables_of_several_makes_are_read(tmp_path: Path):
    frus = table(
        tmp_path,
        "id\tlabel\tvariants\tviaf\turls\n7\tGrey, Edward, 1862-1933\tGrey, Sir E.|Grey, Edward\t12\thttp://x\n8\t\t\t\t\n",
    )
    (only,) = read_table(frus, prefix="http://frus/")
    assert only == Row(
        names=("Grey, Edward", "Grey, Sir E."),
        objects=("http://frus/7", "http://viaf.org/viaf/12"),
        kind="person",
        years=(1862, 1933),
        line=2,
    )
    ours = table(
        tmp_path,
        "label\tkind\taliases\tidentifiers\tdates\nIran\tstate\tPersia\twikidata:Q794\t1925/..\n",
        "o.tsv",
    )
    assert read_table(ours, prefix="")[0] == Row(
        names=("Iran", "Persia"),
        objects=("http://www.wikidata.org/entity/Q794",),
        kind="state",
        years=(1925, None),
        line=2,
    )
    wikidata = table(
        tmp_path, 'item,itemLabel\nhttp://www.wikidata.org/entity/Q855,"Stalin, Joseph"\n', "w.csv"
    )
    assert read_table(wikidata, prefix="")[0].objects == ("http://www.wikidata.org/entity/Q855",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("id\tnote\n", "no column with a name"),
        ("label\tnote\n", "no column with an identifier"),
        ("id\tlabel\n1\ta\tb\n", "line 2: 3 cells under 2"),
        ("id\tlabel\tkind\n1\ta\tship\n", "line 2: kind is 'ship'"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(tmp_path: Path, text: str, said: str):
    with pytest.raises(AuthorityError, match=said):
        read_table(table(tmp_path, text), prefix="http://x/")
