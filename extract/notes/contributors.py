"""Rules for the people whom words between commas name: editors, translators, authors behind their title."""

from __future__ import annotations

from dataclasses import replace

from regesta.extract.notes.atoms import Atom
from regesta.extract.notes.taking import Taking, part_patterns
from regesta.extract.text.lexicon import CitationWords


def role_behind(at: Taking) -> bool:
    """ "ed.", "trans." behind a name."""
    role = part_patterns(at.words).role.fullmatch(at.atom.text)
    if role is None or at.before is None:
        return False
    at.before.role = "editor" if role["e"] else "translator"
    return True


def helper(at: Taking) -> bool:
    """ "edited by Alan Bullock", "trans. Max Hayward"."""
    by = part_patterns(at.words).by.match(at.atom.text)
    if by is None or at.before is None:
        return False
    names = at.words.names.helpers(at.atom.text[by.end() :].strip(" ."))
    at.parts.imprint = at.parts.imprint.filled(**{"editors" if by["e"] else "translators": names})
    return True


def further_helper(at: Taking) -> bool:
    """One more editor or translator of a list: "trans. Ann Hurst, Tove Lane, and Eva Moor"."""
    patterns, atoms = part_patterns(at.words), at.atoms
    first = next((j for j in reversed(range(at.k)) if not _is_helper(atoms[j], at.words)), 0)
    by = patterns.by.match(atoms[first].text) if atoms[first].kind == "text" else None
    if by is None or not _is_helper(at.atom, at.words):
        return False
    run = range(at.k, len(atoms))
    last = next((j for j in run if not _is_helper(atoms[j], at.words)), len(atoms)) - 1
    if not patterns.joined_helper.match(atoms[last].text):
        return False
    imprint = at.parts.imprint
    names = at.words.names.helpers(patterns.joined_helper.sub("", at.atom.text).strip(" ."))
    if by["e"]:
        at.parts.imprint = replace(imprint, editors=(*imprint.editors, *names))
    else:
        at.parts.imprint = replace(imprint, translators=(*imprint.translators, *names))
    return True


def _is_helper(atom: Atom, words: CitationWords) -> bool:
    """Whether a stretch is a person's full name, "and" before it or not."""
    text = part_patterns(words).joined_helper.sub("", atom.text)
    return atom.kind == "text" and len(text.split()) > 1 and words.names.is_person(text)


def written_by(at: Taking) -> bool:
    """Authors behind their title: "by Ruth Dale and Ann Brook"."""
    by = part_patterns(at.words).written_by.match(at.atom.text)
    if by is None or at.before is None or at.parts.written_by:
        return False
    names = at.words.names.people(at.atom.text[by.end() :].strip(" ."))
    if not names or any(len(n.split()) < 2 for n in names):
        return False
    at.parts.written_by = tuple(names)
    return True
