"""Where, by whom and when a work was published: in brackets ("(London: Longmans, 1991)") or between commas
(", London: Longmans, 1991")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from regesta.extract.notes.atoms import Atom
from regesta.extract.notes.marks import EDITION, YEAR, YEAR_FORM, dates_in, read_marks
from regesta.extract.text.lexicon import alternatives, words
from regesta.extract.text.names import helpers

_PLACE_WORD = r"(?:[^\W\d_a-zа-я][\w'.-]*|a\.\s?M\.|&|and|und|et|of|upon|on|/|am|le|la)"
_PLACE = re.compile(
    rf"(?P<place>{_PLACE_WORD}(?:[ ,]+{_PLACE_WORD}){{0,6}}?)\s*:\s*(?P<publisher>\S.*)", re.DOTALL
)


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


def is_place(text: str) -> bool:
    """Whether the text is a place of publication of the table, or several joined."""
    parts = re.split(r"\s*(?:&|/|\band\b|\bund\b)\s*", text.strip(" ."))
    return all(
        words("places").fullmatch(p.strip(" .")) or words("places").fullmatch(p.split(",")[0].strip(" ."))
        for p in parts
        if p
    )


def read_paren(inner: str) -> Imprint:
    """The imprint, role, edition or date in a bracket's words."""
    out = Imprint()
    text = inner.strip()
    accessed = re.match(r"(?:last )?(?:accessed|retrieved|consulted)\b(?: on)?:?\s*", text, re.IGNORECASE)
    if accessed:
        return Imprint(accessed=text[accessed.end() :].strip(" ."))
    if re.match(r"hereafter|[\w ]+version$", text, re.IGNORECASE):
        return out
    thesis = words("thesis").search(text)
    if thesis:
        out = replace(out, thesis=True)
        text = (text[: thesis.start()] + text[thesis.end() :]).strip(" ,")
    kept: list[str] = []
    # "3 vols.; London, 1983": how many volumes there are is no place
    text = re.sub(r"^\d+\s(?:vols?|volumes|Bde|tomes)\.?[;,]\s+", "", text)
    for part in re.split(
        r";\s*|,\s+(?!(?:[A-Z]{2}|[A-Z]\.\s?[A-Z]\.?|Mass\.?|Inc\.?|Ltd\.?|Co\.?)(?=\s*[:,;]|$))", text
    ):
        piece = part.strip(" .")
        role, names = _role(piece)
        if role:
            out = out.filled(
                role=role,
                editors=names if role == "editor" else (),
                translators=names if role == "translator" else (),
            )
        elif (m := EDITION.fullmatch(piece)) or (m := EDITION.fullmatch(part.strip())):
            out = out.filled(edition=m["v"])
        elif m := re.fullmatch(
            rf"(?:c\.?\s?|orig\. )?{YEAR_FORM}|n\.?d\.?|forthcoming|unpublished", piece, re.IGNORECASE
        ):
            out = out.filled(year=m["v"] or "")
        elif dates_in(piece) and read_marks(piece, 0):
            found = dates_in(piece)[0]
            out = out.filled(date=found.edtf, year=found.edtf[:4])
        elif piece:
            kept.append(part.strip())
    rest = ", ".join(kept)
    tail = re.search(r"\s((?:1[5-9]|20)\d\d(?:[/-]\d{2,4})?)$", rest)
    if tail and not out.year:
        out, rest = out.filled(year=tail.group(1)), rest[: tail.start()].strip(" ,")
    if rest and out.thesis:
        return out.filled(publisher=rest.strip(" ,"))
    if rest:
        m = _PLACE.fullmatch(rest)
        if m:
            out = out.filled(place=m["place"].strip(" ,"), publisher=m["publisher"].strip(" ,"))
        elif (
            "," in rest
            and is_place(rest.split(",")[0])
            and len(rest.split(",")) == 2
            and not words("states", case=True).fullmatch(rest.split(",")[1].strip())
        ):
            # "London, HMSO, 1981"
            place, publisher = rest.split(",")
            out = out.filled(place=place.strip(), publisher=publisher.strip())
        elif is_place(rest) or not words("publisher_words", case=True).search(rest):
            out = out.filled(place=rest.strip(" ,"))
        else:
            out = out.filled(publisher=rest.strip(" ,"))
    return out


def _role(piece: str) -> tuple[str, tuple[str, ...]]:
    """Whether the words name an editor's or translator's part, and who, when they say."""
    for role in ("editor", "translator"):
        if re.fullmatch(
            rf"(?:and )?(?:{alternatives(role)})(?: (?:and|&) (?:{alternatives('editor')}|{alternatives('translator')}))?\.?",
            piece,
            re.IGNORECASE,
        ):
            return role, ()
        behind = re.fullmatch(rf"(?P<n>.+?),?\s+(?:{alternatives(role)})\.?", piece, re.IGNORECASE)
        before = re.match(rf"(?:{alternatives(role + '_by')})\s*", piece, re.IGNORECASE)
        if before:
            return role, helpers(piece[before.end() :].strip())
        if behind and behind["n"][:1].isupper():
            return role, helpers(behind["n"].strip())
    return "", ()


def comma_imprint(atoms: list[Atom]) -> tuple[Imprint, set[int]] | None:
    """The imprint written between commas and the numbers of the atoms it takes; None when there is none.

    The last atom of the form "Place: Publisher" counts, when its place or its publisher is known by the
    tables or a year stands behind it
    and a title before it. A known place before a year counts without publisher.
    """
    for k in range(len(atoms) - 1, 0, -1):
        atom = atoms[k]
        if atom.kind != "text":
            continue
        m = _PLACE.fullmatch(atom.text)
        if m and len(m["place"].split()) <= 7:
            found = _from(atoms, k, m)
            if found:
                return found
        elif k > 1 and (bare := _place_and_year(atom.text)):
            # "Berlin 1994"
            return bare, {k}
        elif (
            is_place(atom.text)
            and k + 2 < len(atoms)
            and k > 1
            and atoms[k + 1].kind == "text"
            and (year := _year(atoms[k + 2]))
            and not read_marks(atoms[k + 1].text, 0)
        ):
            # "London, Weidenfeld and Nicolson, 1967"
            return Imprint(place=atom.text.strip(" ."), publisher=atoms[k + 1].text.strip(" ."), year=year), {
                k,
                k + 1,
                k + 2,
            }
        elif (
            is_place(atom.text)
            and not any(words("interview").search(a.text) for a in atoms)
            and k + 1 < len(atoms)
            and (year := _year(atoms[k + 1]))
        ):
            before = atoms[k - 1]
            if (
                k > 2
                and before.kind == "text"
                and words("publisher_words", case=True).search(before.text)
                and len(before.text.split()) <= 5
            ):
                # "Macmillan, London, 1996"
                return Imprint(place=atom.text.strip(" ."), publisher=before.text.strip(" ."), year=year), {
                    k - 1,
                    k,
                    k + 1,
                }
            return Imprint(place=atom.text.strip(" ."), year=year), {k, k + 1}
    return None


def _place_and_year(text: str) -> Imprint | None:
    """Place and year with nothing between, as German and French notes have them."""
    m = re.fullmatch(r"(?P<place>[^\W\d_a-z][^\d,;:]*?)\s(?P<year>(?:1[5-9]|20)\d\d)", text.strip(" ."))
    if m is None or not all(is_place(p) for p in re.split(r"\s*(?:/|-(?=[A-Z]))\s*", m["place"])):
        return None
    return Imprint(place=m["place"], year=m["year"])


def _from(atoms: list[Atom], k: int, m: re.Match[str]) -> tuple[Imprint, set[int]] | None:
    place, publisher, used = m["place"], m["publisher"], {k}
    j, year, month = k + 1, "", ""
    tail = re.search(r"[\s,]((?:1[5-9]|20)\d\d)$", publisher)
    if tail:
        year, publisher = tail.group(1), publisher[: tail.start()]
    while not year and j < len(atoms) and j <= k + 3:
        year = _year(atoms[j])
        if year:
            publisher = ", ".join([publisher, *(a.text for a in atoms[k + 1 : j])])
            used |= set(range(k + 1, j + 1))
            month = _month(atoms[j])
        elif (
            atoms[j].kind not in ("text", "archive")
            or read_marks(atoms[j].text, 0)
            or len(atoms[j].text.split()) > 8
        ):
            break
        j += 1
    if not year:
        while k + 1 in range(len(atoms)) and re.fullmatch(r"(?:Ltd|Inc|Co)\.?", atoms[k + 1].text):
            publisher, used, k = f"{publisher}, {atoms[k + 1].text}", used | {k + 1}, k + 1
    known = is_place(place) or bool(words("publisher_words", case=True).search(publisher))
    titled = sum(a.kind in ("text", "quote") for a in atoms[: min(used)]) >= 2
    if not (known or (year and titled)):
        return None
    if re.fullmatch(r"(?:[A-Z]{2}|[A-Z]\.\s?[A-Z]\.?|D\.?C\.?|Mass\.?|Ohio)", place) and min(used) > 1:
        place = f"{atoms[min(used) - 1].text}, {place}"
        used = used | {min(used) - 1}
    return Imprint(place=place.strip(" ,"), publisher=publisher.strip(" ,"), year=year, date=month), used


def _month(atom: Atom) -> str:
    """The month an atom names with its year, as EDTF; "" for a year alone."""
    found = dates_in(atom.text)
    return found[0].edtf if len(found) == 1 and found[0].edtf.count("-") == 1 else ""


def _year(atom: Atom) -> str:
    """The year an atom consists of, with or without a month before it; "" otherwise."""
    if atom.kind == "shelf" or atom.kind == "quote":
        return ""
    text = atom.text.strip(" .()")
    m = YEAR.fullmatch(text)
    if m:
        return m["v"]
    marks = read_marks(text, 0)
    return (
        marks[0].value[:4]
        if len(marks) == 1 and marks[0].kind == "date" and marks[0].value.count("-") == 1
        else ""
    )
