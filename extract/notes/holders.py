"""Rules for who holds what is cited: archives and museums, before the number under which they hold it."""

from __future__ import annotations

import re

from regesta.extract.notes.atoms import Atom
from regesta.extract.notes.imprint import is_place
from regesta.extract.notes.taking import Taking, part_patterns

_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]{1,6}(?:[ -][A-Z]{1,6})?")
#: The level of a shelfmark whose files an office of the archive's body made.
OFFICE_FILES = "lot file"
#: The level of a shelfmark that numbers a thing in a museum.
MUSEUM_NUMBER = "inventory number"


def collection_by_short_name(at: Taking) -> bool:
    """A collection by its short name behind the page of a paper: '"Minutes of the Board," 10, RAC'."""
    if at.k + 1 < len(at.atoms) or at.parts.archives or not at.collection_last:
        return False
    at.parts.archives.append(at.stretch(at.atom.text))
    return True


def acronym_of_archive(at: Taking) -> bool:
    """An acronym before a shelfmark is an archive, known or not."""
    shelfmark = at.shelfmark_follows
    if shelfmark is None or at.parts.archives or not _ACRONYM.fullmatch(at.atom.text):
        return False
    before, lot = at.before, any(level == OFFICE_FILES for level, _ in shelfmark.units)
    if lot and before is not None and before.order == at.k - 1 and at.words.names.is_institution(before.text):
        # "Department of State, EUR Lot File 85D55": the office keeps its files in the department's archive
        at.parts.archives.append(at.parts.words.pop())
        return True
    at.parts.archives.append(at.stretch(at.atom.text))
    return True


def museum(at: Taking) -> bool:
    """A museum before the number of a thing it holds, and the town it is in: "London, British Museum, inv.
    no. EA 10470"."""
    k = next((j for j in range(at.k, min(at.k + 3, len(at.atoms))) if _is_museum_number(at.atoms[j])), 0)
    museum = part_patterns(at.words).museum
    run = at.atoms[max(0, at.k - 1) : k]
    if not k or not any(a.kind == "text" and museum.search(a.text) for a in run):
        return False
    if museum.search(at.atom.text):
        at.parts.archives.append(at.stretch(at.atom.text))
        return True
    return is_place(at.atom.text, at.words) or bool(at.parts.archives)


def _is_museum_number(atom: Atom) -> bool:
    return atom.mark is not None and any(level == MUSEUM_NUMBER for level, _ in atom.mark.units)


def library(at: Taking) -> bool:
    """A library that no tradition knows, right before its shelfmark: "Staatsbibliothek, Ms. or. fol. 13"."""
    if at.shelfmark_follows is None or at.parts.archives:
        return False
    if not part_patterns(at.words).library.search(at.atom.text):
        return False
    at.parts.archives.append(at.stretch(at.atom.text))
    return True


def town_of_paper(at: Taking) -> bool:
    """The town before a newspaper's name: "Augusta, Ga., Chronicle"."""
    following = at.following
    if at.k or following is None or following.kind != "text":
        return False
    if not part_patterns(at.words).placed_in_state.fullmatch(at.atom.text):
        return False
    if not at.words.pattern("newspaper_endings", case=True).search(following.text):
        return False
    at.parts.imprint = at.parts.imprint.filled(place=at.atom.text)
    return True


def papers_of(at: Taking) -> bool:
    """Who keeps the papers in which something lies: "in the files of the Dock Board", "MS. in the Hurst
    Library"."""
    patterns, archives = part_patterns(at.words), at.parts.archives
    if archives and archives[-1].order == at.k - 1 and at.atoms[at.k - 1].kind == "text":
        # "in the files of the Drawings Department, Hurst Museum"
        held = patterns.museum.search(at.atom.text) or patterns.library.search(at.atom.text)
        if held and at.k + 1 == len(at.atoms):
            archives[-1].text, archives[-1].end = f"{archives[-1].text}, {at.atom.text}", at.atom.end
            return True
    m = patterns.kept_in.fullmatch(at.atom.text.strip(" ."))
    if m is None or at.parts.archives or at.parts.imprint.year:
        return False
    if m["what"]:
        at.parts.words.append(at.stretch(m["what"]))
    at.parts.archives.append(at.stretch(m["who"] or m["holder"]))
    return True


def archives_place(at: Taking) -> bool:
    """Where an archive is: "National Archives, College Park, MD", "London, British Library"."""
    before = at.atoms[at.k - 1] if at.k else None
    if (before is None or before.kind in ("quote", "archive")) and _before_library(at):
        return True
    if before is None or before.kind != "archive":
        return False
    in_state = part_patterns(at.words).placed_in_state.fullmatch(at.atom.text)
    return bool(in_state) or is_place(at.atom.text, at.words)


def _before_library(at: Taking) -> bool:
    """Whether a place stands before a library and the shelfmark of what it holds."""
    behind = at.atoms[at.k + 1 : at.k + 3]
    if not any(a.mark is not None for a in behind) or not is_place(at.atom.text, at.words):
        return False
    library = part_patterns(at.words).library
    return behind[0].kind == "archive" or (behind[0].kind == "text" and bool(library.search(behind[0].text)))
