"""The names a document itself gives in full: who "Cumings" is, what "JCP" stands for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority, Entry
from regesta.extract.propose.mentions.gazetteer import fold_word, name_words
from regesta.extract.propose.mentions.words import WORDS
from regesta.extract.read.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CAP = r"[A-Z\u00c0-\u00dd][\w'\u2019\-]*[a-z\u00df-\u00ff][\w'\u2019\-]*"
_INITIAL = r"(?:[A-Z]\.-?\s?)+"
_PARTICLE = r"(?:van|von|de|der|den|di|da|du|la|le|el|al|bin|ibn|ben)"
#: "Bruce Cumings, " or "B. Cumings, " at the head of a citation.
_CITED = re.compile(
    rf"(?:^|;\s*|[Ss]ee\s+(?:also\s+)?|and\s+|&\s*|,\s+)((?:{_CAP}|{_INITIAL})(?:\s+(?:{_CAP}|{_INITIAL}|{_PARTICLE})){{0,3}}\s*{_CAP})(?=,|\s+and\s|\s*&|\s*\(ed)"
)
#: "Cumings, Bruce," at the head of a bibliography entry.
_LISTED = re.compile(
    rf"^\W*({_PARTICLE}?\s?{_CAP}),\s+((?:{_CAP}|{_INITIAL})(?:\s+(?:{_CAP}|{_INITIAL})){{0,3}})(?=[,.;(]|\s+and\b|\s*$)"
)
_INITIALLED = re.compile(rf"(?:{_INITIAL}\s*)+\S+$")
#: "the Japanese Communist Party (JCP)".
_DEFINED = re.compile(
    r"((?:[A-Z\u00c0-\u00dd][\w'\u2019\-]+\s+(?:of\s+|for\s+|the\s+|and\s+|on\s+|in\s+)*){1,8})\(\s*([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\s*[,)]"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the document names him: the label, every form seen, and how often in full."""

    label: str
    forms: tuple[str, ...]
    weight: float


@dataclass(slots=True)
class Inventory:
    """What the document's own names lead to. `persons` by label, `surnames` folded family name -> labels by
    weight, `organisations` short or full form -> label,
    `common` the words it writes small more often than with a capital."""

    persons: dict[str, Person] = field(default_factory=dict)
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()


def clean_name(text: str) -> str:
    """A personal name without titles before it and a possessive after it."""
    words = re.sub(r"(['\u2019]s|['\u2019])$", "", text.strip()).split()
    while len(words) > 1 and words[0].rstrip(".,") in WORDS.titles:
        words.pop(0)
    return " ".join(words).strip(" ,;-")


def is_person_name(text: str) -> bool:
    """Whether a string has the shape of a personal name: one to five capitalised words or initials, none of
    them a word of treaties and wars."""
    words = text.split()
    if not 1 <= len(words) <= 5 or any(w.strip(".,") in WORDS.not_persons for w in words):
        return False
    for w in words:
        bare = w.strip(".,'\u2019")
        if (
            not bare
            or (not bare[0].isupper() and bare.lower() not in WORDS.particles)
            or any(c.isdigit() for c in bare)
        ):
            return False
    return len(words[-1].strip(".")) > 1 and not (words[-1].isupper() and len(words[-1]) > 1)


def surname_of(name: str) -> str:
    """The folded family name: the first word where it is a name of surname-first languages and the last is
    not, else the last that is no "Jr"."""
    words = [w for w in name.split() if not re.fullmatch(r"(?:[A-Z]\.-?)+", w)]
    while len(words) > 1 and words[-1].rstrip(".") in WORDS.name_suffixes:
        words.pop()
    if not words:
        return fold_word(name)
    first, last = fold_word(words[0]), fold_word(words[-1])
    if len(words) > 1 and first in WORDS.surname_first and last not in WORDS.surname_first:
        return first
    return last


def _given(name: str) -> list[str]:
    family = surname_of(name)
    parts = [
        fold_word(w) for chunk in name.split() for w in re.split(r"(?<=\.)(?=[A-Z])|-", chunk) if fold_word(w)
    ]
    if family in parts:
        parts.remove(family)
    return parts


def same_person(a: str, b: str) -> bool:
    """Whether two full names with one family name can be one person's: initials agree with names, one may
    have more given names."""
    ga, gb = _given(a), _given(b)
    if not ga or not gb:
        return True
    if sorted(ga) == sorted(gb) or "".join(ga) == "".join(gb):
        return True
    short, long = (ga, gb) if len(ga) <= len(gb) else (gb, ga)
    return (
        all(
            any(
                x == y or (len(x) == 1 and y.startswith(x)) or (len(y) == 1 and x.startswith(y)) for y in long
            )
            for x in short
        )
        and short[0][0] == long[0][0]
    )


def fuller(name: str) -> tuple[int, int, int]:
    """How full a form is, for choosing a label: spelled-out words, then all words, then length."""
    words = name.split()
    return (sum(len(w.strip(".")) > 1 for w in words), len(words), len(name))


def cited_names(text: str) -> Iterator[str]:
    """Author names at the heads of the citations of a note, as printed."""
    for m in _CITED.finditer(" ".join(text.split())):
        yield m.group(1)


def listed_name(text: str) -> str | None:
    """The first author of a bibliography entry, given name first."""
    m = _LISTED.match(" ".join(text.split()))
    return f"{m.group(2).strip()} {m.group(1).strip()}" if m else None


def take_stock(annotated: AnnotatedDocument, authority: Authority) -> Inventory:
    """The inventory of a parsed document: persons of its body, notes and bibliography grouped by family name,
    its abbreviations."""
    counts: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    inside: set[str] = set()
    for sentence in annotated.sentences:
        for token in sentence.doc:
            (capital if token.text[0].isupper() else small)[fold_word(token.text)] += 1
            if token.i and token.text[0].isupper():
                inside.add(token.text)
    common = frozenset(w for w, n in small.items() if w and n > capital[w])
    in_body: set[str] = set()
    for sentence in annotated.sentences:
        for ent in sentence.doc.ents:
            if ent.label_ == "PERSON":
                name = clean_name(_leftwards(ent))
                odd = any(fold_word(w) in common or authority.of_adjective(w) for w in name.split()) or (
                    ent.start == 0 and _is_opener(ent[0], name, inside)
                )
                if len(name.split()) > 1 and is_person_name(name) and not odd:
                    # "D. Kim" is how an author is named; it says little about whom "Kim" means.
                    counts[name] += 1 if _INITIALLED.match(name) else 3
                    in_body.add(name)
    cited: Counter[str] = Counter()
    for name in _document_names(annotated.document):
        cleaned = clean_name(name)
        if len(cleaned.split()) > 1 and is_person_name(cleaned):
            cited[cleaned] += 1
    # An author cited a hundred times is still less likely than a statesman named in the text when a family
    # name stands alone.
    counts.update({name: min(n, 2) for name, n in cited.items()})
    kept = {n: c for n, c in counts.items() if capital[surname_of(n)] and not _is_other(n, authority)}
    inventory = Inventory(common=common)
    by_surname = _authority_persons(authority)
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, count in kept.items():
        groups[surname_of(name)].append((name, count))
    for surname, forms in groups.items():
        people = _people(forms, cited, authority, by_surname.get(surname, ()), in_body)
        for person in people:
            inventory.persons[person.label] = person
        inventory.surnames[surname] = tuple(
            p.label for p in sorted(people, key=lambda p: (-p.weight, p.label))
        )
    inventory.organisations = dict(_abbreviations(annotated, authority))
    return inventory


def _document_names(document: Document) -> Iterator[str]:
    for note in document.footnotes:
        yield from cited_names(document.text[note.span[0] : note.span[1]])
    for entry in document.bibliography:
        name = listed_name(document.text[entry.span[0] : entry.span[1]])
        if name:
            yield name


def _is_other(name: str, authority: Authority) -> bool:
    """Whether the authority knows the name as something else than a person."""
    found = authority.of_name(name)
    return bool(found) and all(e.kind != "person" for e in found)


def _is_opener(first: Token, name: str, inside: set[str]) -> bool:
    """Whether the first word of a sentence, seen capitalised nowhere else, was taken into a name ("Regarding
    Eden", "Luckily Nasser")."""
    if not name.startswith(first.text) or first.text in inside:
        return False
    return first.pos_ != "PROPN" or first.text.endswith(WORDS.opener_endings)


def _leftwards(ent: Span) -> str:
    """A person the model found, with the capitalised proper nouns just before it that it cut off ("Hon | Yong
    Pak")."""
    start = ent.start
    while start > 0 and ent.start - start < 2:
        before = ent.doc[start - 1]
        if (
            before.pos_ != "PROPN"
            or before.ent_type_
            or not before.text.istitle()
            or before.text in WORDS.titles
            or start == 1
        ):
            break
        start -= 1
    return str(ent.doc[start : ent.end].text)


def _authority_persons(authority: Authority) -> dict[str, tuple[Entry, ...]]:
    """The authority's persons by folded family name."""
    out: defaultdict[str, list[Entry]] = defaultdict(list)
    for e in authority.entries.values():
        if e.kind == "person":
            for key in {surname_of(n) for n in (e.label, *e.aliases)}:
                out[key].append(e)
    return {k: tuple(v) for k, v in out.items()}


def _entry_of(
    forms: Iterable[str], authority: Authority, namesakes: Iterable[Entry], in_body: set[str]
) -> Entry | None:
    """The authority's person behind some forms: by an exact name, else the only namesake whose given names
    fit a form of the body text."""
    for form in forms:
        exact = [e for e in authority.of_name(form) if e.kind == "person"]
        if exact:
            return exact[0]
    # A name only cited in notes is an author's: he is no statesman for sharing an initial with one.
    known = list(forms)
    if not any(f in in_body for f in known):
        return None
    fits = [
        e
        for e in namesakes
        if all(any(same_person(f, n) for n in (e.label, *e.aliases) if " " in n) for f in known)
    ]
    return fits[0] if len(fits) == 1 else None


def _people(
    forms: Iterable[tuple[str, int]],
    cited: Mapping[str, int],
    authority: Authority,
    namesakes: Iterable[Entry],
    in_body: set[str],
) -> list[Person]:
    """The forms of one family name parted into persons: fullest forms first, each shorter one joins the
    commonest person it fits,
    one of initials the most cited."""
    people: list[tuple[list[str], float]] = []
    for name, count in sorted(forms, key=lambda f: (fuller(f[0]), f[1]), reverse=True):
        fits = [k for k, (known, _) in enumerate(people) if same_person(name, known[0])]
        if fits:
            quoted = {
                k: sum(cited.get(f, 0) for f in people[k][0]) if _INITIALLED.match(name) else 0 for k in fits
            }
            best = max(fits, key=lambda k: (quoted[k], people[k][1]))
            people[best] = ([*people[best][0], name], people[best][1] + count)
        else:
            people.append(([name], float(count)))
    out: list[Person] = []
    for known, weight in people:
        entry = _entry_of(known, authority, namesakes, in_body)
        label = entry.label if entry else known[0]
        twin = next((k for k, p in enumerate(out) if p.label == label), None)
        if twin is None:
            out.append(Person(label, tuple(known), weight))
        else:
            out[twin] = Person(label, (*out[twin].forms, *known), out[twin].weight + weight)
    return out


def _abbreviations(annotated: AnnotatedDocument, authority: Authority) -> Iterator[tuple[str, str]]:
    document = annotated.document
    pairs = [(a.short, a.long) for a in document.abbreviations]
    for sentence in annotated.sentences:
        if "(" in sentence.analysed.text:
            pairs += [(m.group(2), m.group(1)) for m in _DEFINED.finditer(sentence.analysed.text)]
    for short, long in pairs:
        long = re.sub(r"^(?:the|The|a|A)\s+", "", " ".join(long.split())).strip(" .")
        long = re.sub(r"^.*?\(([^)]+)\)$", r"\1", long) if long.endswith(")") else long
        if not long or authority.of_name(short):
            continue
        matched = _tail(short, long)
        if matched is None or not any(
            w.strip("'s") in WORDS.org_heads or w in WORDS.org_heads for w in matched.split()
        ):
            continue
        known = authority.of_name(matched)
        label = known[0].label if known else matched
        yield short, label
        yield matched, label


def _tail(short: str, long: str) -> str | None:
    """The end of a capitalised run that a short form abbreviates: ("JCP", "In Tokyo Japanese Communist
    Party") -> "Japanese Communist Party"."""
    words = long.split()
    letters = [c.lower() for c in short if c.isalpha()]
    for start in range(len(words)):
        part = words[start:]
        if part[0][:1].lower() != letters[0]:
            continue
        initials = [w[0].lower() for w in name_words(" ".join(part))]
        rest = iter(initials)
        if all(any(c == x for x in rest) for c in letters):
            return " ".join(part)
    return None
