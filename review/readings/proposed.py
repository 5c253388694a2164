"""What was proposed, as a reader sees it beside each sentence: candidates under short names such as c12."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from regesta.extract.record import Claim, Date, Decision, Event, Footnote, Record
from regesta.review.readings.names import AUTHOR, AUTHOR_NAME
from regesta.review.readings.sheet import Numbered

#: The kinds a reading judges, in the order they are shown.
KINDS = ("claim", "event", "decision")
#: A content of more words is shown by its first and last ones.
_SHOWN = 14

Statement = Claim | Event | Decision


class Proposed:
    """The claims, events and decisions proposed of a document, by short name and by sentence."""

    def __init__(
        self,
        text: str,
        lines: Iterable[Numbered],
        records: Iterable[Record],
        thresholds: Mapping[str, float],
        names: Mapping[str, str] | None = None,
    ) -> None:
        """`names` are the short names of an earlier sheet by record id; without them they are given anew."""
        self._text, self._thresholds = text, thresholds
        self._lines = list(lines)
        own = [r for r in records if isinstance(r, Claim | Event | Decision)]
        own.sort(key=lambda r: (place(r), KINDS.index(r.kind), r.id))
        given = names if names is not None else _named(own)
        self.by_name = {given[r.id]: r for r in own if r.id in given}
        self.name_of = {r.id: name for name, r in self.by_name.items()}
        self.at: dict[int, list[Statement]] = defaultdict(list)
        number_at = {a: line.number for line in self._lines for a, _ in line.spans}
        starts = sorted(number_at)
        for record in self.by_name.values():
            k = bisect_right(starts, place(record)[0]) - 1
            if k >= 0:
                self.at[number_at[starts[k]]].append(record)

    def shown(self, line: Numbered, notes: Mapping[str, Footnote]) -> Iterator[str]:
        """The candidates of a sentence, a line each, those below their kind's threshold marked."""
        for record in self.at.get(line.number, ()):
            faint = " faint" if record.confidence < self._thresholds.get(record.kind, 0.0) else ""
            yield f"{self.name_of[record.id]}  {record.confidence:.2f}{faint}  {said(self, record, notes)}"

    def quoted(self, spans: Iterable[tuple[int, int]]) -> str:
        """The words at some spans, the middle of long ones left out."""
        words = " ".join(self._text[a:b] for a, b in spans).split()
        if len(words) > _SHOWN:
            words = [*words[: _SHOWN // 2], "…", *words[-_SHOWN // 3 :]]
        return '"' + " ".join(words) + '"'


def place(record: Statement) -> tuple[int, int]:
    """Where a statement stands: a claim by what is claimed, an act by its trigger."""
    return record.content if isinstance(record, Claim) else record.trigger


def _named(records: Iterable[Statement]) -> dict[str, str]:
    counts: dict[str, int] = defaultdict(int)
    out = {}
    for record in records:
        counts[record.kind] += 1
        out[record.id] = f"{record.kind[0]}{counts[record.kind]}"
    return out


def said(shown: Proposed, record: Statement, notes: Mapping[str, Footnote]) -> str:
    """A statement on one line: its kind or holder, its words, who, when, on which notes."""
    return " ".join(_words(shown, record, notes).split())


def _words(shown: Proposed, record: Statement, notes: Mapping[str, Footnote]) -> str:
    numbers = [str(notes[n].number) for n in record.footnotes if n in notes]
    cited = f"; notes {', '.join(numbers)}" if numbers else ""
    match record:
        case Claim():
            return _claim(shown, record) + cited
        case Event():
            said = "" if record.factuality == "asserted" else f", {record.factuality}"
            to = f" to {_names(record.recipients)}" if record.recipients else ""
            at = f" at {record.place}" if record.place else ""
            head = f"{record.type} {shown.quoted([record.trigger])}: {_names(record.agents)}"
            return f"{head}{to}{at}{_date(record.date)}{said}{cited}"
        case Decision():
            course = f" {shown.quoted([record.content])}" if record.content else ""
            to = f" to {_names(record.addressees)}" if record.addressees else ""
            head = f"{record.decision} {shown.quoted([record.trigger])}: {_names(record.deciders)}"
            return f"{head}{to}{course}{_date(record.date)}{cited}"


def _claim(shown: Proposed, claim: Claim) -> str:
    marks = "".join(f", {m}" for m in ("hedged", "negated") if getattr(claim, m))
    cue = f" cue {shown.quoted([claim.cue])}" if claim.cue else ""
    within = f"; within {shown.name_of[claim.within]}" if claim.within in shown.name_of else ""
    links = "".join(
        f"; {r.type} {shown.name_of.get(r.target, '?')} {r.confidence:.2f}" for r in claim.relations
    )
    return f"[{claim.voice}: {_names(claim.holder)}{marks}]{cue} {shown.quoted(claim.spans)}{within}{links}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(AUTHOR if n == AUTHOR_NAME else n for n in names) or "nobody"


def _date(date: Date | None) -> str:
    return f" on {date.edtf}" if date is not None and date.edtf else ""
