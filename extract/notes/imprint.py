"""Where, by whom and when a work was published: in brackets ("(London: Longmans, 1991)") or between commas
(", London: Longmans, 1991")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.extract.notes.atoms import Atom
from regesta.extract.notes.marks import YEAR, YEAR_FORM, dates_in, mark_patterns, read_marks
from regesta.extract.text.lexicon import CitationWords

#: Words that a place before a colon has at most ("Frankfurt am Main and New York").
LONGEST_PLACE = 7
#: Words that one stretch of a publisher's name has at most.
LONGEST_PUBLISHER = 8
#: Words that a publisher between two commas has at most ("Macmillan, London, 1996").
SHORT_PUBLISHER = 5
#: How many stretches of a publisher's name may part the place from the year ("Holt, Rinehart, Winston,
#: 1965").
REACH = 3


#: The year in which a reprint first came out.
_ORIGINAL = re.compile(r"^(?:\[(?:1[4-9]|20)\d\d\s?\][,;]?|(?:1[4-9]|20)\d\d;)\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an imprint says; empty strings for what it leaves out."""

    place: str = ""
    publisher: str = ""
    year: str = ""
    edition: str = ""
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    role: str = ""
    date: str = ""
    accessed: str = ""
    thesis: bool = False

    def filled(self, **more: str | tuple[str, ...]) -> Imprint:
        """The imprint with what it lacked; what it had stays."""
        return replace(self, **{k: v for k, v in more.items() if v and not getattr(self, k)})  # type: ignore[arg-type]


class ImprintPatterns:
    """The patterns of imprints in a language; `imprint_patterns` gives them."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        place_word = rf"(?:[^\W\d_a-zа-я][\w'.-]*|&|/|{w('place_joints')})"
        #: "Place: Publisher".
        self.placed = re.compile(
            rf"(?P<place>{place_word}(?:[ ,]+{place_word}){{0,6}}?)\s*:\s*(?P<publisher>\S.*)", re.DOTALL
        )
        self.joint = re.compile(rf"\s*(?:&|/|\b(?:{w('place_conjunctions')})\b)\s*")
        self.accessed = re.compile(rf"(?:{w('accessed')}):?\s*", re.IGNORECASE)
        self.aside = re.compile(rf"{w('imprint_asides')}", re.IGNORECASE)
        self.count = re.compile(rf"^\d+\s(?:{w('volume_count_words')})\.?[;,]\s+")
        #: The commas and semicolons that part an imprint: none before a state or a form of company.
        self.parting = re.compile(rf";\s*|,\s+(?!(?:{w('kept_behind_comma')})(?=\s*[:,;]|$))")
        #: "c. 1950", "[1950]", "[1950?]", "n.d."
        self.undated = re.compile(
            rf"\[?(?:(?:{w('about_year')})\s?)?{YEAR_FORM}\??\]?|\[?(?:{w('undated')})\]?", re.IGNORECASE
        )
        self.company = re.compile(rf"(?:{w('company_forms')})\.?")
        self.state = re.compile(rf"(?:{w('bare_states')})")
        roles = "|".join((w("editor"), w("translator")))
        self.roles: tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...] = tuple(
            (
                role,
                re.compile(
                    rf"(?:(?:{w('conjunctions')}) )?(?:{w(role)})"
                    rf"(?: (?:(?:{w('conjunctions')})|&) (?:{roles}))?\.?",
                    re.IGNORECASE,
                ),
                re.compile(rf"(?:{w(role + '_by')})\s*", re.IGNORECASE),
                re.compile(rf"(?P<n>.+?),?\s+(?:{w(role)})\.?", re.IGNORECASE),
            )
            for role in ("editor", "translator")
        )


@lru_cache(maxsize=8)
def imprint_patterns(words: CitationWords) -> ImprintPatterns:
    """The patterns of a language's imprints."""
    return ImprintPatterns(words)


def is_place(text: str, words: CitationWords) -> bool:
    """Whether the text is a place of publication of the table, or several joined."""
    place = words.pattern("places")
    parts = imprint_patterns(words).joint.split(text.strip(" ."))
    return all(
        place.fullmatch(p.strip(" .")) or place.fullmatch(p.split(",")[0].strip(" .")) for p in parts if p
    )


def read_paren(inner: str, words: CitationWords) -> Imprint:
    """The imprint, role, edition or date in a bracket's words."""
    patterns = imprint_patterns(words)
    out = Imprint()
    text = inner.strip(" ,")
    alone = _alone(text, words)
    if alone is not None:
        return alone
    thesis = words.pattern("thesis").search(text)
    if thesis:
        out = replace(out, thesis=True)
        text = (text[: thesis.start()] + text[thesis.end() :]).strip(" ,")
    dates = dates_in(text, words)
    if dates and dates[-1].end == len(text) and dates[-1].edtf.count("-") == 2:
        # "Harbour Times, December 7, 2021": the comma is the day's
        out = out.filled(date=dates[-1].edtf, year=dates[-1].edtf[:4])
        text = text[: dates[-1].start].strip(" ,")
    # "3 vols.; London, 1983", "[1961] London, 1983", "1961; London, 1983": neither is of the place
    text = _ORIGINAL.sub("", patterns.count.sub("", text))
    text = _without_series(text, words)
    kept: list[str] = []
    for part in patterns.parting.split(text):
        out, used = _with_part(out, part, words)
        if not used:
            kept.append(part.strip())
    rest = ", ".join(kept)
    tail = re.search(r"\s((?:1[5-9]|20)\d\d(?:[/-]\d{1,4})?)$", rest)
    if tail and not out.year:
        out, rest = out.filled(year=tail.group(1)), rest[: tail.start()].strip(" ,")
    return _with_place(out, rest, words) if rest else out


def _alone(text: str, words: CitationWords) -> Imprint | None:
    """What a bracket says that is no imprint: when an address was looked up, an aside, a month; None for
    others."""
    patterns = imprint_patterns(words)
    accessed = patterns.accessed.match(text)
    if accessed:
        return Imprint(accessed=text[accessed.end() :].strip(" ."))
    if patterns.aside.match(text):
        return Imprint()
    month = _month_of_year(text, words)
    return Imprint(date=month, year=month[:4]) if month else None


def _without_series(text: str, words: CitationWords) -> str:
    """An imprint without the series before its place: "Hafenstudien 7; Wien: LIT, 2014"."""
    series, _, rest = text.rpartition("; ")
    dated = re.search(r"(?:1[5-9]|20)\d\d", series)
    return rest if series and not dated and imprint_patterns(words).placed.fullmatch(rest) else text


def _month_of_year(text: str, words: CitationWords) -> str:
    """The month that a bracket is, with a comma before its year, as EDTF: "January, 1861"; "" for none."""
    if not re.fullmatch(r"[A-Z][a-z]+\.?,\s(?:1[5-9]|20)\d\d", text):
        return ""
    found = dates_in(text.replace(",", " "), words)
    return found[0].edtf if found and found[0].edtf.count("-") == 1 else ""


def _with_part(out: Imprint, part: str, words: CitationWords) -> tuple[Imprint, bool]:
    """The imprint with one part of a bracket: a role, an edition, a year or a date; and whether it was one of
    these."""
    piece = part.strip(" .")
    role, names = _role(piece, words)
    if role:
        return out.filled(role=role, **{f"{role}s": names}), True
    edition = mark_patterns(words).edition
    if m := edition.fullmatch(piece) or edition.fullmatch(part.strip()):
        return out.filled(edition=m["v"]), True
    if m := imprint_patterns(words).undated.fullmatch(piece):
        return out.filled(year=m["v"] or ""), True
    if (found := dates_in(piece, words)) and read_marks(piece, 0, words):
        return out.filled(date=found[0].edtf, year=found[0].edtf[:4]), True
    return out, not piece


def _with_place(out: Imprint, rest: str, words: CitationWords) -> Imprint:
    """The imprint with the words that are neither role nor year: place and publisher, or one of them."""
    if out.thesis:
        return out.filled(publisher=rest.strip(" ,"))
    m = imprint_patterns(words).placed.fullmatch(rest)
    if m:
        return out.filled(place=m["place"].strip(" ,"), publisher=m["publisher"].strip(" ,"))
    place, _, publisher = rest.partition(",")
    if (
        rest.count(",") == 1
        and is_place(place, words)
        and not words.pattern("states", case=True).fullmatch(publisher.strip())
    ):
        # "London, HMSO, 1981"
        return out.filled(place=place.strip(), publisher=publisher.strip())
    if words.pattern("publishing_houses", case=True).fullmatch(rest.strip(" ,")):
        return out.filled(publisher=rest.strip(" ,"))
    if words.names.is_institution(rest) and not is_place(place, words):
        # "Port History Project, 2012"
        return out.filled(publisher=rest.strip(" ,"))
    if is_place(rest, words) or not words.pattern("publisher_words", case=True).search(rest):
        return out.filled(place=rest.strip(" ,"))
    return out.filled(publisher=rest.strip(" ,"))


def _role(piece: str, words: CitationWords) -> tuple[str, tuple[str, ...]]:
    """Whether the words name an editor's or translator's part, and who, when they say."""
    for role, alone, by, behind in imprint_patterns(words).roles:
        if alone.fullmatch(piece):
            return role, ()
        before = by.match(piece)
        if before:
            return role, words.names.helpers(piece[before.end() :].strip())
        named = behind.fullmatch(piece)
        if named and named["n"][:1].isupper():
            return role, words.names.helpers(named["n"].strip())
    return "", ()


def comma_imprint(atoms: Sequence[Atom], words: CitationWords) -> tuple[Imprint, set[int]] | None:
    """The imprint written between commas and the numbers of the atoms it takes; None when there is none.

    The last atom of the form "Place: Publisher" counts, when its place or its publisher is known by the
    tables or a year stands behind it and a title before it; not before a bracket with place or year ("Black
    Labour: Tuberculosis and Health (1989)"). A known place before a year counts without publisher.
    """
    bracketed = max((j for j, a in enumerate(atoms) if _imprinted(a, words)), default=-1)
    for k in range(len(atoms) - 1, 0, -1):
        if atoms[k].kind == "text" and (found := _imprint_at(atoms, k, bracketed, words)):
            return found
    return None


def _imprint_at(
    atoms: Sequence[Atom], k: int, bracketed: int, words: CitationWords
) -> tuple[Imprint, set[int]] | None:
    """The imprint that atoms[k] begins or is in the midst of; `bracketed` is the last bracketed one, before
    which an unknown word and a colon belong to the title."""
    text = atoms[k].text
    m = imprint_patterns(words).placed.fullmatch(text)
    if m and len(m["place"].split()) <= LONGEST_PLACE:
        return _from(atoms, k, m, words) if k > bracketed or is_place(m["place"], words) else None
    if k > 1 and (bare := _place_and_year(text, words)):
        # "Berlin 1994"
        return bare, {k}
    return _by_commas(atoms, k, words) if is_place(text, words) else None


def _imprinted(atom: Atom, words: CitationWords) -> bool:
    """Whether an atom is a bracket with a place, a publisher or a year."""
    if atom.kind != "paren":
        return False
    read = read_paren(atom.text[1:-1], words)
    return bool(read.year or read.place or read.publisher)


def _by_commas(atoms: Sequence[Atom], k: int, words: CitationWords) -> tuple[Imprint, set[int]] | None:
    """The imprint around the place atoms[k] where commas part place, publisher and year."""
    place = atoms[k].text.strip(" .")
    if k + 1 == len(atoms):
        return None
    if k > 1 and (year := _year_behind_publisher(atoms, k + 1, words)):
        # "London, Weidenfeld and Nicolson, 1967"
        return Imprint(place=place, publisher=atoms[k + 1].text.strip(" ."), year=year), {k, k + 1, k + 2}
    at = k + 2 if _is_edition(atoms[k + 1], words) and k + 2 < len(atoms) else k + 1
    year = _year(atoms[at], words)
    if not year or any(words.pattern("interview").search(a.text) for a in atoms):
        return None
    if _titled_before(atoms, k) and _is_publisher(atoms[k - 1], words):
        # "Macmillan, London, 1996"
        publisher = atoms[k - 1].text.strip(" .")
        return Imprint(place=place, publisher=publisher, year=year), {k - 1, k, at}
    return Imprint(place=place, year=year), {k, at}


def _titled_before(atoms: Sequence[Atom], k: int) -> bool:
    """Whether a title stands before a publisher at atoms[k - 1]: author and title, or a quoted title."""
    return k > 2 or (k == 2 and atoms[0].kind == "quote")


def _is_edition(atom: Atom, words: CitationWords) -> bool:
    """Whether a stretch says which edition it is: "2nd edition"."""
    return atom.kind == "text" and [m.kind for m in read_marks(atom.text, 0, words)] == ["edition"]


def _year_behind_publisher(atoms: Sequence[Atom], k: int, words: CitationWords) -> str:
    """The year behind atoms[k], when that has a publisher's form: words without numbers; "" otherwise."""
    plain = atoms[k].kind == "text" and not read_marks(atoms[k].text, 0, words)
    return _year(atoms[k + 1], words) if plain and k + 1 < len(atoms) else ""


def _is_publisher(atom: Atom, words: CitationWords) -> bool:
    """Whether a stretch is a publisher's name: a house that is known, or a word in it."""
    if atom.kind != "text" or len(atom.text.split()) > SHORT_PUBLISHER:
        return False
    house = words.pattern("publishing_houses", case=True).fullmatch(atom.text.strip(" ."))
    return bool(house or words.pattern("publisher_words", case=True).search(atom.text))


def _place_and_year(text: str, words: CitationWords) -> Imprint | None:
    """Place and year with nothing between, as German and French notes have them."""
    m = re.fullmatch(r"(?P<place>[^\W\d_a-z][^\d,;:]*?)\s(?P<year>(?:1[5-9]|20)\d\d)", text.strip(" ."))
    if m is None or not all(is_place(p, words) for p in re.split(r"\s*(?:/|-(?=[A-Z]))\s*", m["place"])):
        return None
    return Imprint(place=m["place"], year=m["year"])


def _from(
    atoms: Sequence[Atom], k: int, m: re.Match[str], words: CitationWords
) -> tuple[Imprint, set[int]] | None:
    """The imprint that begins with "Place: Publisher" at atoms[k]."""
    place, publisher, used = m["place"], m["publisher"], {k}
    year = month = ""
    tail = re.search(r"[\s,]((?:1[5-9]|20)\d\d)$", publisher)
    if tail:
        year, publisher = tail.group(1), publisher[: tail.start()]
    elif dated := _dated_behind(atoms, k, words):
        year = _year(atoms[dated], words)
        month = _month(atoms[dated], words)
        publisher = ", ".join([publisher, *(a.text for a in atoms[k + 1 : dated])])
        used |= set(range(k + 1, dated + 1))
    if not year:
        publisher, used = _with_company(atoms, k, publisher, used, words)
    known = is_place(place, words) or bool(words.pattern("publisher_words", case=True).search(publisher))
    if not (known or (year and _titled(atoms, min(used)))):
        return None
    if imprint_patterns(words).state.fullmatch(place) and min(used) > 1:
        place = f"{atoms[min(used) - 1].text}, {place}"
        used = used | {min(used) - 1}
    return Imprint(place=place.strip(" ,"), publisher=publisher.strip(" ,"), year=year, date=month), used


def _titled(atoms: Sequence[Atom], upto: int) -> bool:
    """Whether an author and a title may stand before atoms[upto]."""
    return sum(a.kind in ("text", "quote") for a in atoms[:upto]) >= 2


def _dated_behind(atoms: Sequence[Atom], k: int, words: CitationWords) -> int:
    """The number of the atom behind atoms[k] that is its year, with nothing but a publisher's words between;
    0 for none."""
    for j in range(k + 1, min(len(atoms), k + REACH + 1)):
        atom = atoms[j]
        if _year(atom, words):
            return j
        if (
            atom.kind not in ("text", "archive")
            or read_marks(atom.text, 0, words)
            or len(atom.text.split()) > LONGEST_PUBLISHER
        ):
            return 0
    return 0


def _with_company(
    atoms: Sequence[Atom], k: int, publisher: str, used: set[int], words: CitationWords
) -> tuple[str, set[int]]:
    """The publisher with the forms of company behind it: "Cape", "Ltd"."""
    company = imprint_patterns(words).company
    while k + 1 < len(atoms) and company.fullmatch(atoms[k + 1].text):
        publisher, used, k = f"{publisher}, {atoms[k + 1].text}", used | {k + 1}, k + 1
    return publisher, used


def _month(atom: Atom, words: CitationWords) -> str:
    """The month an atom names with its year, as EDTF; "" for a year alone."""
    found = dates_in(atom.text, words)
    return found[0].edtf if len(found) == 1 and found[0].edtf.count("-") == 1 else ""


def _year(atom: Atom, words: CitationWords) -> str:
    """The year an atom consists of, with or without a month before it; "" otherwise."""
    if atom.kind in ("shelf", "quote"):
        return ""
    m = YEAR.fullmatch(atom.text.strip(" .()"))
    if m:
        return m["v"]
    marks = read_marks(atom.text.strip(" .()"), 0, words)
    return (
        marks[0].value[:4]
        if len(marks) == 1 and marks[0].kind == "date" and marks[0].value.count("-") == 1
        else ""
    )
