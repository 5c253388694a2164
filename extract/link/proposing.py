"""Links proposed between things of ours and rows of an authority table: blocked by family name, scored,
doubtful where several fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from regesta.extract.authority.reading import fold
from regesta.extract.link.naming import SCORES, Agreement, Name, agreement, family_sound, keys, readings
from regesta.extract.link.tables import Row
from regesta.extract.record import Link, LinkedKind, LinkPredicate, content_id

PROPOSER = "links.v1"
#: From here on a link says "the same" (skos:exactMatch), below "near enough to look at" (skos:closeMatch).
EXACT = 0.85
#: Two rows whose scores are this near are both in doubt, and neither is surer than `DOUBT`.
NEAR, DOUBT = 0.15, 0.4
#: A family name borne by this many rows is common: without a middle name in common, a first name alone is
#: weak.
COMMON, TEEMING = 5, 15
#: What is taken off: an "Jr." or "II" only one of them has; another form of the name that says somebody else;
#: a common family name, a very common one.
_SUFFIX, _CONTRADICTED, _WEAK, _VERY_WEAK = 0.2, 0.25, 0.2, 0.45
#: Nobody acts before this age, nor after death.
_GROWN = 14
_ORDER = {name: place for place, name in enumerate(SCORES)}
_SAYS: Mapping[str, str] = {
    "same": "the same name",
    "full": "the same family and first name",
    "variant": "the same name in another spelling or form",
    "initials": "the same family name and initials",
    "initial": "the same family name and one initial",
    "family": "only the family name is the same",
}


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
    subjects: Sequence[Subject], rows: Sequence[Row], authority: str, *, least: float = 0.5
) -> tuple[list[Link], list[Unlinked]]:
    """The links at least `least` sure, by subject, and the subjects that something fits but not well enough.

    `authority` names the table. A person needs the family name and something of the given name; one row is
    proposed for a subject, with every identifier it has.
    """
    index = _index(rows)
    names, words = _by_name(rows), _by_word(rows)
    borne = Counter(
        form for s in subjects if s.kind != "person" for form in {fold(n) for n in (s.name, *s.aliases)}
    )
    links: list[Link] = []
    left: list[Unlinked] = []
    for subject in subjects:
        fits = _persons(subject, index) if subject.kind == "person" else _things(subject, names, words, borne)
        if not fits:
            continue
        best = _weighed(subject, fits)
        if best.score < least or best.how in ("family", "conflict"):
            left.append(Unlinked(subject, best.reason))
        else:
            links += _links(subject, best, authority)
    return _shared(links), left


def _index(rows: Iterable[Row]) -> Mapping[str, list[tuple[Row, list[Name]]]]:
    out: dict[str, list[tuple[Row, list[Name]]]] = defaultdict(list)
    for row in rows:
        if row.kind != "person":
            continue
        names = [n for text in row.names for n in readings(text)]
        for key in sorted({k for n in names for k in keys(n)}):
            out[key].append((row, names))
    return out


def _by_name(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind != "person":
            for name in dict.fromkeys(fold(n) for n in row.names):
                out[name].append(row)
    return out


def _persons(subject: Subject, index: Mapping[str, list[tuple[Row, list[Name]]]]) -> list[_Fit]:
    own = readings(subject.name)
    forms = [(n, subject.name) for n in own] + [
        (n, a) for a in subject.aliases for n in readings(a) if n.given
    ]
    found = {id(row): (row, names) for n, _ in forms for key in keys(n) for row, names in index.get(key, ())}
    fits = []
    for row, names in found.values():
        how, form = min(
            ((agreement(n, other), text) for n, text in forms for other in names), key=lambda x: _ORDER[x[0]]
        )
        head = min(
            (agreement(n, other) for n in own for other in names), key=_ORDER.__getitem__, default="other"
        )
        if how == "other":
            continue
        if head == "conflict" and _ORDER[how] > _ORDER["full"]:
            how = "conflict"  # an abbreviated alias fits many; the full name says it is somebody else
        if how == "conflict":
            continue
        by = "" if form == subject.name else f', by the name "{form}"'
        score, reason = SCORES[how] - (0.03 if by else 0.0), _SAYS[how] + by
        middle = any(
            len(n.given) > 1 and len(m.given) > 1 and agreement(n, m) in ("same", "full")
            for n, _ in forms
            for m in names
        )
        if _ORDER[how] < _ORDER["family"]:
            for taken, why in _against(
                subject,
                row,
                [n for n, _ in forms],
                names,
                how,
                0 if middle else len(index.get(family_sound(names[0]), ())),
            ):
                score, reason = score - taken, f"{reason}; but {why}"
        fits.append(_Fit(row, round(max(0.0, score), 2), how, reason, middle))
    return fits


def _against(
    subject: Subject, row: Row, forms: Sequence[Name], names: Sequence[Name], how: Agreement, bearers: int
) -> Iterator[tuple[float, str]]:
    """What speaks against a fit: how much, and in words; `bearers` are the rows of that family name, 0 where
    a middle name tells them apart."""
    ours, theirs = {n.suffix for n in readings(subject.name)}, {n.suffix for n in readings(row.names[0])}
    if ours.isdisjoint(theirs) and ours and theirs:
        yield _SUFFIX, f"one of them is {(*(ours - {''}), *(theirs - {''}))[0].capitalize()}"
    if how != "same" and any(
        agreement(n, other) == "conflict"
        for n in forms
        if len(n.given) > 1
        for other in names
        if len(other.given) > 1
    ):
        yield _CONTRADICTED, "another form of the name differs"
    if how in ("same", "full", "variant") and bearers >= COMMON:
        yield (
            _VERY_WEAK if bearers >= TEEMING else _WEAK,
            f"{bearers} there bear the family name, and no middle name tells",
        )


def _by_word(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    """What may be alike: rows by the first letters of each word of their names."""
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind != "person":
            for start in sorted({w[:4] for n in row.names for w in fold(n).split() if len(w) >= 4}):
                out[start].append(row)
    return out


def _things(
    subject: Subject, names: Mapping[str, list[Row]], words: Mapping[str, list[Row]], borne: Mapping[str, int]
) -> list[_Fit]:
    """States, organisations, places, archives: the very name, or one a few letters away. An alias several of
    ours bear (`borne`) tells nothing, nor one of another kind."""
    fits = []
    for form in (subject.name, *subject.aliases):
        alias = form != subject.name
        for row in names.get(fold(form), ()) if not alias or borne[fold(form)] == 1 else ():
            if alias and row.kind != subject.kind:
                continue
            same = f', by the name "{form}"' if alias else ""
            fits.append(_Fit(row, SCORES["same"] - (0.05 if same else 0.0), "same", _SAYS["same"] + same))
    if not fits and len(subject.name) > 7:
        own = fold(subject.name)
        for row in {id(r): r for w in own.split() for r in words.get(w[:4], ())}.values():
            if row.kind == subject.kind:
                like = max(fuzz.token_sort_ratio(own, fold(n), score_cutoff=90) for n in row.names)
                if like:
                    fits.append(
                        _Fit(row, round(0.75 * like / 100, 3), "variant", f"names alike ({like:.0f} of 100)")
                    )
    wanted = [
        f
        if f.row.kind == subject.kind
        else replace(f, score=min(f.score, 0.6), reason=f"{f.reason}, but a {f.row.kind} there")
        for f in fits
    ]
    best: dict[int, _Fit] = {}
    for fit in wanted:
        if fit.score > best.get(id(fit.row), _Fit(fit.row, 0.0, "other", "")).score:
            best[id(fit.row)] = fit
    return list(best.values())


def _weighed(subject: Subject, fits: Sequence[_Fit]) -> _Fit:
    """The best fit after what the years say, and less sure where another is near it."""
    ranked = sorted(
        (_dated(subject, f) for f in fits),
        key=lambda f: (-f.score - 0.05 * f.middle, f.row.names[0], f.row.objects),
    )
    best, others = (
        ranked[0],
        [f for f in ranked[1:] if f.score > ranked[0].score - NEAR and f.middle >= ranked[0].middle],
    )
    if others:
        also = ", ".join(f.row.names[0] for f in others[:3]) + (
            f" and {len(others) - 3} more" if len(others) > 3 else ""
        )
        best = replace(best, score=min(best.score, DOUBT), reason=f"{best.reason}; it fits {also} as well")
    if subject.scholar and best.score:
        best = replace(
            best, score=best.score * 0.75, reason=f"{best.reason}; here only as one who wrote about it"
        )
    return best


def _dated(subject: Subject, fit: _Fit) -> _Fit:
    born, died = fit.row.years
    if not subject.years or (born is None and died is None):
        return fit
    grown = _GROWN if subject.kind == "person" else 0
    outside = [
        y for y in subject.years if (born is not None and y < born + grown) or (died is not None and y > died)
    ]
    if len(outside) * 2 <= len(subject.years):
        return fit
    return replace(
        fit,
        score=fit.score * 0.3,
        reason=f"{fit.reason}; but {'lived' if grown else 'was'} {born or '?'} to {died or '?'} and acts here in {outside[0]}",
    )


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
                reason=f"{link.reason}; so does {', '.join(others)} (one {link.subject_kind} under two names?)",
            )
        out.append(link)
    return out
