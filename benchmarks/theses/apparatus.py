"""What one thesis cites: its notes one after another, its bibliography, and the truth about both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from benchmarks.theses.citing import Cited, Spelling, cite_letter, cite_work, entry
from benchmarks.theses.world import Letter, Work, table

Row = dict[str, Any]


class Apparatus:
    """The notes and the bibliography of a thesis being written; `truth` holds a row for each note so far."""

    def __init__(
        self,
        random: Random,
        works: Sequence[Work],
        letters: Sequence[Letter],
        spelt: Mapping[str, Spelling],
        style: str,
    ) -> None:
        self.random, self.works, self.letters = random, works, letters
        self.spelt, self.style = spelt, style
        self.seen: set[str] = set()
        self.truth: list[Row] = []

    def note(self) -> str:
        """The body of the next note; what it cites goes into the truth."""
        r = self.random
        cited = [self._cited(k) for k in range(r.choices((1, 2, 3), weights=(7, 2, 1))[0])]
        text = "; ".join(c.text for c in cited) + "."
        text = text[0].upper() + text[1:]
        if r.random() < 0.05:
            text += " " + r.choice(table("frames")["remarks"]["text"])
        rows = [{"source": c.source, "manner": c.manner, "fields": c.fields, "text": c.text} for c in cited]
        number = len(self.truth) + 1
        self.truth.append({"kind": "note", "number": number, "text": text, "citations": rows})
        return text

    def _cited(self, place: int) -> Cited:
        """One citation: ibid. only of a note before that cites one work."""
        last = self._alone() if not place else None
        if last is not None and self.random.random() < 0.15:
            return cite_work(
                last, self.spelt[last.author.id], self.random.randint(1, 400), self.style, "ibid"
            )
        if self.random.random() < 0.45:
            return self._cited_letter(self.random.choice(self.letters))
        work = self.random.choice(self.works)
        manner = "short" if work.id in self.seen and not self._ambiguous(work) else "full"
        self.seen.add(work.id)
        return cite_work(work, self.spelt[work.author.id], self.random.randint(1, 400), self.style, manner)

    def _alone(self) -> Work | None:
        """The work that the note before cites, where it cites one and nothing else."""
        rows = self.truth[-1]["citations"] if self.truth else []
        return next((w for w in self.works if len(rows) == 1 and w.id == rows[0]["source"]), None)

    def _ambiguous(self, work: Work) -> bool:
        """Whether op. cit. would leave open which of an author's works is meant."""
        same = [w for w in self.works if w.author.id == work.author.id and w.id in self.seen]
        return self.style == "opcit" and len(same) > 1

    def _cited_letter(self, letter: Letter) -> Cited:
        first = letter.archive[1] not in self.seen
        self.seen |= {letter.archive[1], letter.id}
        names = (self.spelt[letter.sender.id].family, self.spelt[letter.recipient.id].family)
        return cite_letter(letter, *names, first=first)

    def bibliography(self) -> list[str]:
        """The works as a list behind the text has them."""
        return sorted(entry(w, self.spelt[w.author.id]) for w in self.works)

    def sources(self) -> Iterator[Row]:
        """What is cited or listed, with how it should be described."""
        for work in self.works:
            fields = {
                "authors": [self.spelt[work.author.id].family],
                "title": work.title,
                "year": str(work.year),
            }
            kind = "article" if work.journal else "book"
            yield {"kind": "source", "source": work.id, "type": kind, "fields": fields}
        for letter in self.letters:
            if letter.id in self.seen:
                fields = {
                    "doc_date": letter.day.isoformat(),
                    "archive": letter.archive[1],
                    "path": letter.path,
                }
                yield {"kind": "source", "source": letter.id, "type": "archival_document", "fields": fields}
