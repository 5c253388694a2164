"""Authority files: what they say, what is wrong with them, and what ours hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.authority import Authority, AuthorityError, load_authority, shipped_files
from regesta.extract.authority.reading import COLUMNS, KINDS, build, fold, read_entries


@pytest.fixture(scope="module")
def ours() -> Authority:
    return load_authority(shipped_files())


def write(tmp_path: Path, text: str, name: str = "own.tsv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_a_line_says_all_it_can(tmp_path: Path) -> None:
    row = "\t".join(
        [
            "Ruritania",
            "state",
            "Kingdom of Ruritania|RUR",
            "Strelsau",
            "Ruritanian",
            "wikidata:Q1|viaf:2",
            "1800/1920",
            "of a novel",
        ]
    )
    (entry,) = read_entries(write(tmp_path, "# ours\n" + "\t".join(COLUMNS) + "\n" + row + "\n"))
    assert entry.aliases == ("Kingdom of Ruritania", "RUR")
    assert entry.identifiers == (("viaf", "2"), ("wikidata", "Q1"))
    assert (entry.metonyms, entry.adjectives, entry.dates, entry.note, entry.source) == (
        ("Strelsau",),
        ("Ruritanian",),
        "1800/1920",
        "of a novel",
        "own.tsv:3",
    )


def test_columns_may_be_few_and_in_any_order(tmp_path: Path) -> None:
    (entry,) = read_entries(write(tmp_path, "kind\tlabel\nperson\tRudolf Rassendyll\n"))
    assert entry.label == "Rudolf Rassendyll"


BAD = [
    ("label\tkind\nX\temperor\n", "line 2", "kind is 'emperor'"),
    ("label\tkind\n\tperson\n", "line 2", "label is empty"),
    ("label\tkind\nX\tperson\tmore\n", "line 2", "3 cells under 2 columns"),
    ("label\tkind\tidentifiers\nX\tperson\tQ855\n", "line 2", "scheme:value"),
    ("label\tsort\n", "line 1", "'sort'"),
    ("alias\n", "line 1", "'alias'"),
    ("# nothing\n", "no header", "label kind"),
]


@pytest.mark.parametrize(("text", "where", "what"), BAD)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, where: str, what: str) -> None:
    with pytest.raises(AuthorityError) as error:
        read_entries(write(tmp_path, text))
    assert where in str(error.value)
    assert what in str(error.value)
    assert "own.tsv" in str(error.value)


def test_a_missing_or_foreign_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match=r"gone\.tsv"):
        read_entries(tmp_path / "gone.tsv")
    path = tmp_path / "latin.tsv"
    path.write_bytes("label\tkind\nÉlysée\tplace\n".encode("latin-1"))
    with pytest.raises(AuthorityError, match="not UTF-8"):
        read_entries(path)


def test_a_later_file_replaces_an_entry(tmp_path: Path, ours: Authority) -> None:
    path = write(tmp_path, "label\tkind\taliases\nJoseph Stalin\tperson\tKoba\n")
    both = load_authority([*shipped_files(), path])
    assert [e.label for e in both.of_name("Koba")] == ["Joseph Stalin"]
    assert both.of_name("J. V. Stalin") == ()
    assert len(both.entries) == len(ours.entries)


def test_a_name_of_two_entries_leads_to_both_and_is_reported() -> None:
    from regesta.extract.authority import Entry

    two = build(
        [Entry(label="A", kind="state", aliases=("X",)), Entry(label="B", kind="state", aliases=("X",))]
    )
    assert [e.label for e in two.of_name("x")] == ["A", "B"]
    assert len(two.conflicts) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Quai d'Orsay", "Quai d\u2019Orsay"),
        ("J.V. Stalin", "J. V. Stalin"),
        ("Chiang Kai-shek", "chiang kai shek"),
        ("Élysée", "Elysee"),
        ("Peoples Republic", "People's Republic"),
    ],
)
def test_spellings_that_are_one_name(a: str, b: str) -> None:
    assert fold(a) == fold(b)


NAMES = [
    ("DPRK", "North Korea"),
    ("U.S.S.R.", "Soviet Union"),
    ("Mao Tse-tung", "Mao Zedong"),
    ("Hon Yong Pak", "Pak Hon Yong"),
    ("State Department", "US Department of State"),
    ("UNSC", "UN Security Council"),
    ("Soviet troops", "Red Army"),
    ("Gamal Abd al-Nasir", "Gamal Abdel Nasser"),
    ("Mosaddeq", "Mohammad Mossadegh"),
    ("SCUA", "Suez Canal Users' Association"),
    ("Public Record Office", "The National Archives"),
    ("Rossiiskii gosudarstvennyi arkhiv sotsial'no-politicheskoi istorii", "RGASPI"),
    ("IDF", "Israel Defense Forces"),
]


@pytest.mark.parametrize(("name", "label"), NAMES)
def test_our_files_know(ours: Authority, name: str, label: str) -> None:
    assert label in [e.label for e in ours.of_name(name)]


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ("Kremlin", "Soviet Union"),
        ("Whitehall", "United Kingdom"),
        ("Quai d'Orsay", "France"),
        ("Cairo", "Egypt"),
        ("Peking", "People's Republic of China"),
    ],
)
def test_our_metonyms(ours: Authority, place: str, label: str) -> None:
    assert label in [e.label for e in ours.of_metonym(place)]


def test_our_files_are_clean(ours: Authority) -> None:
    seen: dict[str, str] = {}
    for path in shipped_files():
        for entry in read_entries(path):
            assert entry.label not in seen, f"{entry.source} repeats {entry.label} of {seen.get(entry.label)}"
            seen[entry.label] = entry.source
            assert entry.kind in KINDS
            assert len(set(entry.aliases)) == len(entry.aliases), entry.source
            assert all(
                scheme != "wikidata" or (value[0] == "Q" and value[1:].isdigit())
                for scheme, value in entry.identifiers
            )
    assert len({e.identifiers for e in ours.entries.values() if e.identifiers}) == sum(
        bool(e.identifiers) for e in ours.entries.values()
    )
    kinds = [e.kind for e in ours.entries.values()]
    assert kinds.count("person") > 500
    assert kinds.count("state") > 120
