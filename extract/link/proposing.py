"""Links proposed between things of ours and rows of an authority table: blocked by family name, scored,
doubtful where several fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from regesta.extract.authority.reading import fold
from regesta.extract.link.naming import (
    ORDER,
    SAYS,
    SCORES,
    Agreement,
    Name,
    NamingWords,
    agreement,
    best_agreement,
    family_sound,
    keys,
    naming_words,
    readings,
)
from regesta.extract.link.tables import Row
from regesta.extract.link.weights import link_weights
from regesta.extract.record import Link, LinkedKind, LinkPredicate, content_id
from regesta.extract.text.languages import ENGLISH, LanguagePack

PROPOSER = "links.v1"
_WEIGHTS = link_weights()
#: From here on a link says "the same" (skos:exactMatch).
EXACT = _WEIGHTS.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One thing of ours: its canonical name and other names, in which document it first stands, the years of
    its acts, whether it is only cited for views."""

    name: str
    kind: LinkedKind
    document: str
    aliases: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    scholar: bool = False
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A subject that some rows fit too badly to be proposed, and why."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True)
class _Fit:
    row: Row
    score: float
    how: Agreement
    reason: str
    middle: bool = False


def propose_links(
    subjects: Sequence[Subject],
    rows: Sequence[Row],
    authority: str,
    *,
    least: float = 0.5,
    pack: LanguagePack = ENGLISH,
) -> tuple[list[Link], list[Unlinked]]:
    """The links at least `least` sure, by subject, and the subjects that something fits but not well enough.

    `authority` names the table. A person needs the family name and something of the given name; one row is
    proposed for a subject, with every identifier it has.
    """
    known = _Known.of(rows, subjects, naming_words(pack))
    links: list[Link] = []
    left: list[Unlinked] = []
    for subject in subjects:
        fits = _persons(subject, known) if subject.kind == "person" else _things(subject, known)
        if not fits:
            continue
        best = _weighed(subject, fits)
        if best.score < least or best.how in ("family", "conflict"):
            left.append(Unlinked(subject, best.reason))
        else:
            links += _links(subject, best, authority)
    return _shared(links), left


@dataclass(frozen=True, slots=True)
class _Known:
    """The rows of a table by what they are looked up by: persons by `keys` of their names, others by name and
    by the first letters of each word; how many of our subjects bear each name; the words names are read
    by."""

    persons: Mapping[str, Sequence[tuple[Row, Sequence[Name]]]]
    names: Mapping[str, Sequence[Row]]
    beginnings: Mapping[str, Sequence[Row]]
    borne: Mapping[str, int]
    words: NamingWords

    @classmethod
    def of(cls, rows: Sequence[Row], subjects: Sequence[Subject], words: NamingWords) -> _Known:
        """The rows indexed, for these subjects."""
        forms = ({fold(n) for n in (s.name, *s.aliases)} for s in subjects if s.kind != "person")
        borne = Counter(form for own in forms for form in own)
        return cls(_index(rows, words), _by_name(rows), _by_word(rows), borne, words)

    def bearers(self, name: Name) -> int:
        """How many rows bear a family name."""
        return len(self.persons.get(family_sound(name, self.words), ()))


def _index(rows: Iterable[Row], words: NamingWords) -> Mapping[str, list[tuple[Row, list[Name]]]]:
    out: dict[str, list[tuple[Row, list[Name]]]] = defaultdict(list)
    for row in rows:
        if row.kind == "person":
            names = [n for text in row.names for n in readings(text, words)]
            for key in sorted({k for n in names for k in keys(n, words)}):
                out[key].append((row, names))
    return out


def _by_name(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind != "person":
            for name in dict.fromkeys(fold(n) for n in row.names):
                out[name].append(row)
    return out


@dataclass(frozen=True, slots=True)
class _Compared:
    """A person of ours beside a row: the readings of our names with the name each is of, those of the row,
    how the best two agree and by which of our names."""

    subject: Subject
    row: Row
    forms: Sequence[tuple[Name, str]]
    names: Sequence[Name]
    words: NamingWords

    def best(self) -> tuple[Agreement, str]:
        """How the nearest two readings agree, and by which of our names."""
        found = ((agreement(n, m, self.words), text) for n, text in self.forms for m in self.names)
        return min(found, key=lambda x: ORDER[x[0]])

    def by_name(self) -> Agreement:
        """How our subject's own full name agrees with the row's."""
        return best_agreement(readings(self.subject.name, self.words), self.names, self.words)

    def full(self) -> Iterator[Agreement]:
        """How the readings agree that have middle names on both sides."""
        ours = [n for n, _ in self.forms if len(n.given) > 1]
        theirs = [m for m in self.names if len(m.given) > 1]
        return (agreement(n, m, self.words) for n in ours for m in theirs)


def _persons(subject: Subject, known: _Known) -> list[_Fit]:
    words = known.words
    forms = [(n, subject.name) for n in readings(subject.name, words)]
    forms += [(n, a) for a in subject.aliases for n in readings(a, words) if n.given]
    found = {
        id(row): (row, names)
        for n, _ in forms
        for key in keys(n, words)
        for row, names in known.persons.get(key, ())
    }
    compared = (_Compared(subject, row, forms, names, words) for row, names in found.values())
    return [fit for c in compared if (fit := _person(c, known)) is not None]


def _person(compared: _Compared, known: _Known) -> _Fit | None:
    """How well a row fits a person of ours; None where a name says that it is somebody else."""
    how, form = compared.best()
    if how in ("other", "conflict"):
        return None
    # an abbreviated alias fits many; the full name says it is somebody else
    if compared.by_name() == "conflict" and ORDER[how] > ORDER["full"]:
        return None
    by = "" if form == compared.subject.name else f', by the name "{form}"'
    score, reason = SCORES[how] - (_WEIGHTS.taken.person_by_alias if by else 0.0), SAYS[how] + by
    middle = any(found in ("same", "full") for found in compared.full())
    if ORDER[how] < ORDER["family"]:
        told = middle or _lived_then(compared.subject, compared.row)
        for taken, why in _against(compared, how, 0 if told else known.bearers(compared.names[0])):
            score, reason = score - taken, f"{reason}; but {why}"
    return _Fit(compared.row, round(max(0.0, score), 2), how, reason, middle)


def _against(compared: _Compared, how: Agreement, bearers: int) -> Iterator[tuple[float, str]]:
    """What speaks against a fit: how much, and in words; `bearers` are the rows of that family name, 0 where
    a middle name or the years of life tell them apart."""
    suffix = _other_suffix(compared)
    if suffix:
        yield _WEIGHTS.taken.suffix, f"one of them is {suffix.capitalize()}"
    if how != "same" and "conflict" in compared.full():
        yield _WEIGHTS.taken.contradicted, "another form of the name differs"
    if how in ("same", "full", "variant") and bearers >= _WEIGHTS.common:
        weak = _WEIGHTS.taken.teeming if bearers >= _WEIGHTS.teeming else _WEIGHTS.taken.common
        yield weak, f"{bearers} there bear the family name, and neither middle name nor years tell"


def _lived_then(subject: Subject, row: Row) -> bool:
    """Whether the row's years of birth and death are known and every act of our subject falls into the grown
    life between them."""
    born, died = row.years
    if born is None or died is None or not subject.years:
        return False
    return born + _WEIGHTS.lives.grown <= min(subject.years) and max(subject.years) <= died


def _other_suffix(compared: _Compared) -> str:
    """The "jr" or "ii" that only one of the two names has, "" where they agree."""
    ours = {n.suffix for n in readings(compared.subject.name, compared.words)}
    theirs = {n.suffix for n in readings(compared.row.names[0], compared.words)}
    if not ours or not theirs or not ours.isdisjoint(theirs):
        return ""
    return (*(ours - {""}), *(theirs - {""}))[0]


def _by_word(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    """What may be alike: rows by the first letters of each word of their names."""
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind != "person":
            for start in sorted({w[:4] for n in row.names for w in fold(n).split() if len(w) >= 4}):
                out[start].append(row)
    return out


def _things(subject: Subject, known: _Known) -> list[_Fit]:
    """States, organisations, places, archives: the very name, or one a few letters away; the best fit a
    row."""
    fits = list(_same_names(subject, known)) or list(_like_names(subject, known))
    best: dict[int, _Fit] = {}
    for fit in (_of_kind(subject, f) for f in fits):
        if fit.score > (best[id(fit.row)].score if id(fit.row) in best else 0.0):
            best[id(fit.row)] = fit
    return list(best.values())


def _same_names(subject: Subject, known: _Known) -> Iterator[_Fit]:
    """The rows of the very name. An alias several of ours bear tells nothing, nor one of another kind."""
    for row in known.names.get(fold(subject.name), ()):
        yield _Fit(row, SCORES["same"], "same", SAYS["same"])
    for alias in (a for a in subject.aliases if a != subject.name and known.borne[fold(a)] == 1):
        for row in known.names.get(fold(alias), ()):
            if row.kind == subject.kind:
                reason = f'{SAYS["same"]}, by the name "{alias}"'
                yield _Fit(row, SCORES["same"] - _WEIGHTS.taken.thing_by_alias, "same", reason)


def _like_names(subject: Subject, known: _Known) -> Iterator[_Fit]:
    """The rows of the same kind whose name is a few letters away from a longer one of ours."""
    if len(subject.name) < _WEIGHTS.spelling.thing_longer:
        return
    own = fold(subject.name)
    rows = {id(r): r for w in own.split() for r in known.beginnings.get(w[:4], ())}
    for row in rows.values():
        if row.kind == subject.kind:
            like = max(
                fuzz.token_sort_ratio(own, fold(n), score_cutoff=_WEIGHTS.spelling.thing_alike)
                for n in row.names
            )
            if like:
                score = round(_WEIGHTS.spelling.thing_alike_sure * like / 100, 3)
                yield _Fit(row, score, "variant", f"names alike ({like:.0f} of 100)")


def _of_kind(subject: Subject, fit: _Fit) -> _Fit:
    """A fit, less sure when the row is of another kind than our subject."""
    if fit.row.kind == subject.kind:
        return fit
    reason = f"{fit.reason}, but a {fit.row.kind} there"
    return replace(fit, score=min(fit.score, _WEIGHTS.spelling.other_kind), reason=reason)


def _weighed(subject: Subject, fits: Sequence[_Fit]) -> _Fit:
    """The best fit after what the years say, and less sure where another is near it."""
    ranked = sorted(
        (_dated(subject, f) for f in fits),
        key=lambda f: (-f.score - _WEIGHTS.added.middle * f.middle, f.row.names[0], f.row.objects),
    )
    best = ranked[0]
    others = [f for f in ranked[1:] if f.score > best.score - _WEIGHTS.near and f.middle >= best.middle]
    if others:
        also = ", ".join(f.row.names[0] for f in others[:3])
        also += f" and {len(others) - 3} more" if len(others) > 3 else ""
        best = replace(
            best, score=min(best.score, _WEIGHTS.doubt), reason=f"{best.reason}; it fits {also} as well"
        )
    if subject.scholar and best.score:
        reason = f"{best.reason}; here only as one who wrote about it"
        best = replace(best, score=best.score * _WEIGHTS.remains.scholar, reason=reason)
    return best


def _dated(subject: Subject, fit: _Fit) -> _Fit:
    """A fit, much less sure when most acts of our subject lie outside the row's years."""
    born, died = fit.row.years
    grown = _WEIGHTS.lives.grown if subject.kind == "person" else 0
    first = born + grown if born is not None else 0
    last = died if died is not None else max(subject.years, default=0)
    outside = [y for y in subject.years if y < first or y > last]
    if not outside or len(outside) * 2 <= len(subject.years):
        return fit
    there = f"{'lived' if grown else 'was'} {born or '?'} to {died or '?'} and acts here in {outside[0]}"
    return replace(fit, score=fit.score * _WEIGHTS.remains.out_of_time, reason=f"{fit.reason}; but {there}")


def _links(subject: Subject, fit: _Fit, authority: str) -> Iterable[Link]:
    predicate: LinkPredicate = "exactMatch" if fit.score >= EXACT else "closeMatch"
    lexical = "semapv:LexicalMatching" if fit.how == "same" else "semapv:LexicalSimilarityThresholdMatching"
    for iri in fit.row.objects:
        yield Link(
            id=link_id(subject.name, subject.kind, predicate, iri),
            document=subject.document,
            confidence=round(fit.score, 2),
            proposer=PROPOSER,
            subject=subject.name,
            subject_kind=subject.kind,
            predicate=predicate,
            object=iri,
            object_label=fit.row.names[0],
            authority=authority,
            justification=lexical,
            reason=fit.reason,
        )


def link_id(subject: str, kind: LinkedKind, predicate: str, iri: str) -> str:
    """The id of a link: the same subject, predicate and object are the same link, whoever says so. The state
    Germany and the place are two subjects."""
    return content_id("link", kind if kind in ("place", "archive") else "actor", subject, predicate, iri)


def _shared(links: list[Link]) -> list[Link]:
    """Several subjects led to one object: either they are one person, or all but one are wrong; each says so
    and is a little less sure."""
    led: dict[str, set[str]] = defaultdict(set)
    for link in links:
        led[link.object].add(link.subject)
    out = []
    for link in links:
        others = sorted(led[link.object] - {link.subject})
        if others:
            sure = round(max(0.0, link.confidence - 0.1), 2)
            predicate: LinkPredicate = "exactMatch" if sure >= EXACT else "closeMatch"
            link = replace(
                link,
                id=link_id(link.subject, link.subject_kind, predicate, link.object),
                predicate=predicate,
                confidence=sure,
                reason=f"{link.reason}; so does {', '.join(others)} (one {link.subject_kind} under two "
                "names?)",
            )
        out.append(link)
    return out
