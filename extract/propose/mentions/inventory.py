"""The names a document itself gives in full: who "Cumings" is, what "JCP" stands for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority, Entry
from regesta.extract.propose.mentions.abbreviations import abbreviations
from regesta.extract.propose.mentions.folded import fold_word
from regesta.extract.propose.mentions.person_names import (
    PersonNames,
    fullness,
    has_only_initials,
    person_names,
)
from regesta.extract.propose.mentions.words import MentionWords, mention_words
from regesta.extract.read.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: How many capitalised words the model may have cut off before a name.
_CUT_OFF = 2


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the document names him: the label, every form seen, and how often in full."""

    label: str
    forms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the document's own names lead to. `persons` by label, `surnames` folded family name -> labels by
    weight, `organisations` short or full form -> label, `common` the words it writes small more often than
    with a capital."""

    persons: Mapping[str, Person] = field(default_factory=dict)
    surnames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()


def take_stock(annotated: AnnotatedDocument, authority: Authority) -> Inventory:
    """The inventory of a parsed document: persons of its body, notes and bibliography grouped by family name,
    its abbreviations."""
    names = person_names(annotated.language)
    counts = mention_words(annotated.language).thresholds
    case = _Case.of(annotated)
    in_body = _named_in_body(annotated, authority, case)
    cited = _cited(annotated.document, names)
    weights = Counter(
        {
            name: n * (counts.named_by_initials if has_only_initials(name) else counts.named_in_full)
            for name, n in in_body.items()
        }
    )
    weights.update({name: min(n, counts.cited_at_most) for name, n in cited.items()})
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, weight in weights.items():
        if case.capital[names.family(name)] and not _is_no_person(name, authority):
            groups[names.family(name)].append((name, weight))
    grouping = _Grouping(names, authority, _authority_persons(authority, names), cited, frozenset(in_body))
    persons: dict[str, Person] = {}
    surnames: dict[str, tuple[str, ...]] = {}
    for surname, forms in groups.items():
        people = grouping.people(surname, forms)
        persons.update((person.label, person) for person in people)
        surnames[surname] = tuple(p.label for p in sorted(people, key=lambda p: (-p.weight, p.label)))
    return Inventory(persons, surnames, dict(abbreviations(annotated, authority)), case.common)


@dataclass(frozen=True, slots=True)
class _Case:
    """How a document writes its words: `capital` how often each folded word has one, `common` the words more
    often small, `inside` the capitalised words met elsewhere than at the head of a sentence."""

    capital: Counter[str]
    common: frozenset[str]
    inside: frozenset[str]

    @classmethod
    def of(cls, annotated: AnnotatedDocument) -> _Case:
        capital: Counter[str] = Counter()
        small: Counter[str] = Counter()
        inside: set[str] = set()
        for sentence in annotated.sentences:
            for token in sentence.doc:
                (capital if token.text[0].isupper() else small)[fold_word(token.text)] += 1
                if token.i and token.text[0].isupper():
                    inside.add(token.text)
        common = frozenset(w for w, n in small.items() if w and n > capital[w])
        return cls(capital, common, frozenset(inside))


def _named_in_body(annotated: AnnotatedDocument, authority: Authority, case: _Case) -> Counter[str]:
    """How often the model finds each full name in the sentences; none that a word of the text was taken
    into."""
    lexicon, names = mention_words(annotated.language), person_names(annotated.language)
    counts: Counter[str] = Counter()
    for ent in (e for s in annotated.sentences for e in s.doc.ents if e.label_ == "PERSON"):
        name = names.clean(_leftwards(ent, lexicon))
        full = " " in name and names.is_name(name)
        opened = ent.start == 0 and _is_opener(ent[0], name, case.inside, lexicon)
        if full and not opened and not _has_common_word(name, authority, case):
            counts[name] += 1
    return counts


def _has_common_word(name: str, authority: Authority, case: _Case) -> bool:
    """Whether a word of a supposed name is written small elsewhere, or a state's adjective."""
    return any(fold_word(w) in case.common or authority.of_adjective(w) for w in name.split())


def _cited(document: Document, names: PersonNames) -> Counter[str]:
    """How often each full name stands as an author's in notes and bibliography."""
    cleaned = (names.clean(name) for name in _document_names(document, names))
    return Counter(name for name in cleaned if " " in name and names.is_name(name))


def _document_names(document: Document, names: PersonNames) -> Iterator[str]:
    for note in document.footnotes:
        yield from names.cited(document.text[note.span[0] : note.span[1]])
    for entry in document.bibliography:
        name = names.listed(document.text[entry.span[0] : entry.span[1]])
        if name:
            yield name


def _is_no_person(name: str, authority: Authority) -> bool:
    """Whether the authority knows the name as something else than a person."""
    found = authority.of_name(name)
    return bool(found) and all(e.kind != "person" for e in found)


def _is_opener(first: Token, name: str, inside: frozenset[str], lexicon: MentionWords) -> bool:
    """Whether the first word of a sentence, seen capitalised nowhere else, was taken into a name ("Regarding
    Eden", "Luckily Nasser")."""
    if not name.startswith(first.text) or first.text in inside:
        return False
    return first.pos_ != "PROPN" or first.text.endswith(lexicon.not_persons.opener_endings)


def _leftwards(ent: Span, lexicon: MentionWords) -> str:
    """A person the model found, with the capitalised proper nouns just before it that it cut off ("Hon | Yong
    Pak")."""
    start = ent.start
    while start > 1 and ent.start - start < _CUT_OFF and _is_cut_off(ent.doc[start - 1], lexicon):
        start -= 1
    return str(ent.doc[start : ent.end].text)


def _is_cut_off(token: Token, lexicon: MentionWords) -> bool:
    """Whether a word may be the beginning of the name behind it."""
    return (
        token.pos_ == "PROPN"
        and not token.ent_type_
        and token.text.istitle()
        and token.text not in lexicon.titles.words
    )


def _authority_persons(authority: Authority, names: PersonNames) -> dict[str, tuple[Entry, ...]]:
    """The authority's persons by folded family name."""
    out: defaultdict[str, list[Entry]] = defaultdict(list)
    for e in authority.entries.values():
        if e.kind == "person":
            for key in {names.family(n) for n in (e.label, *e.aliases)}:
                out[key].append(e)
    return {k: tuple(v) for k, v in out.items()}


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Forms of one family name parted into persons, with what is known of them: the authority's namesakes,
    how often each form is cited, and the forms of the body text."""

    names: PersonNames
    authority: Authority
    namesakes: Mapping[str, tuple[Entry, ...]]
    cited: Mapping[str, int]
    in_body: frozenset[str]

    def people(self, surname: str, forms: Iterable[tuple[str, int]]) -> list[Person]:
        """The persons of one family name: fullest forms first, each shorter one joins the commonest person it
        fits, one of initials the most cited."""
        parted: list[tuple[list[str], float]] = []
        for name, count in sorted(forms, key=lambda f: (fullness(f[0]), f[1]), reverse=True):
            fits = [k for k, (known, _) in enumerate(parted) if self.names.same_person(name, known[0])]
            if not fits:
                parted.append(([name], float(count)))
                continue
            best = max(fits, key=lambda k: (self._quoted(name, parted[k][0]), parted[k][1]))
            known, weight = parted[best]
            parted[best] = ([*known, name], weight + count)
        out: dict[str, Person] = {}
        for known, weight in parted:
            entry = self._entry(known, self.namesakes.get(surname, ()))
            label = entry.label if entry else known[0]
            twin = out.get(label)
            forms_so_far, so_far = (twin.forms, twin.weight) if twin else ((), 0.0)
            out[label] = Person(label, (*forms_so_far, *known), so_far + weight)
        return list(out.values())

    def _quoted(self, name: str, known: Iterable[str]) -> int:
        """How often a person is cited, where a name of initials asks for the author meant."""
        return sum(self.cited.get(f, 0) for f in known) if has_only_initials(name) else 0

    def _entry(self, forms: list[str], namesakes: Iterable[Entry]) -> Entry | None:
        """The authority's person behind some forms: by an exact name, else the only namesake whose given
        names fit a form of the body text."""
        for form in forms:
            exact = [e for e in self.authority.of_name(form) if e.kind == "person"]
            if exact:
                return exact[0]
        # A name only cited in notes is an author's: he is no statesman for sharing an initial with one.
        if self.in_body.isdisjoint(forms):
            return None
        fits = [e for e in namesakes if all(self._fits(form, e) for form in forms)]
        return fits[0] if len(fits) == 1 else None

    def _fits(self, form: str, entry: Entry) -> bool:
        """Whether a form may name the person of an entry, by one of the entry's full names."""
        return any(self.names.same_person(form, n) for n in (entry.label, *entry.aliases) if " " in n)
