"""Notes that stand near a claim and are not cited for it, and how near: in its sentence, at the end of what
is reported there, or a sentence or two away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import ask, listed, plain, word

#: A note in so many sentences before or after a rejection bears on it. A paragraph's width gave twelve notes
#: in a trial, and the reader used none that stood further away.
BESIDE = 2
#: So many sentences of one speaker are followed to the note that closes them.
_REPORT = 5
#: Voices that are reported: what they say stands in other people's papers, with a note behind it.
_REPORTED = frozenset(("actor", "document"))

_PLACES = """SELECT ?claim ?voice ?sentence ?part WHERE {
          VALUES ?claim { %s }
          ?claim rg:voice ?voice ; rg:inSentence ?sentence . ?sentence rg:inDivision ?part }"""
_CALLED = """SELECT ?sentence ?start ?note WHERE {
          ?sentence rg:inDivision %s ; a rg:Sentence ; rg:start ?start
          OPTIONAL { ?sentence rg:callsFootnote ?note } }"""
_SAID = """SELECT DISTINCT ?sentence ?voice ?who WHERE {
          ?sentence rg:inDivision %s ; a rg:Sentence .
          ?claim rg:inSentence ?sentence ; rg:voice ?voice ; rg:holder ?who }"""


@dataclass(frozen=True, slots=True)
class Near:
    """A note near a claim: `how` near in words, `away` how many sentences, whether it belongs to the same
    sentence or report (`closes`) or only stands beside it, and whether it is called in the next sentence
    (`next`)."""

    note: str
    how: str
    away: int
    closes: bool
    next: bool = False


@dataclass(slots=True)
class Told:
    """A sentence: where it starts, the notes called in it, and who speaks in it by voice (`said`)."""

    iri: str
    start: int
    notes: set[str] = field(default_factory=set)
    said: set[tuple[str, str]] = field(default_factory=set)

    @property
    def speakers(self) -> set[str]:
        """Whose words are reported in it; nobody where the writer or a scholar speaks too."""
        if any(voice not in _REPORTED for voice, _ in self.said):
            return set()
        return {who for _, who in self.said}


async def notes_near(site: Site, claims: Iterable[str], graphs: tuple[str, ...]) -> dict[str, list[Near]]:
    """The notes near each claim, the nearest first."""
    places = await ask(site, _PLACES % listed(claims), graphs)
    # One after the other: a document's divisions at once are more queries than may wait.
    told = {part: await _sentences(site, part) for part in sorted({row["part"] for row in places})}
    found: dict[str, list[Near]] = {}
    for row in places:
        sentences = told[row["part"]]
        here = next((n for n, s in enumerate(sentences) if s.iri == row["sentence"]), None)
        if here is not None:
            found[row["claim"]] = near(sentences, here, word(row["voice"]) in _REPORTED)
    return found


async def _sentences(site: Site, part: str) -> Sequence[Told]:
    """The sentences of a division in their order, read once a generation."""

    async def read() -> Sequence[Told]:
        division = NamedNode(part)
        called = plain(await site.once(f"called in {part}", _CALLED % division))
        found: dict[str, Told] = {}
        for row in called:
            sentence = found.setdefault(row["sentence"], Told(row["sentence"], int(row["start"])))
            if "note" in row:
                sentence.notes.add(row["note"])
        for row in plain(await site.once(f"said in {part}", _SAID % division)):
            if row["sentence"] in found:
                found[row["sentence"]].said.add((word(row["voice"]), row["who"]))
        return sorted(found.values(), key=lambda sentence: sentence.start)

    return await site.derived(f"sentences of {part}", read)


def near(sentences: Sequence[Told], here: int, reported: bool) -> list[Near]:
    """The notes near a claim in sentence `here`, the nearest first; `reported`: somebody of the time speaks
    in it, so that the note that closes the report is sought from its own sentence on."""
    found: dict[str, Near] = {}
    closing = closing_note(sentences, here if reported else here + 1)
    for away in sorted(range(-BESIDE, BESIDE + 1), key=abs):
        at = here + away
        if 0 <= at < len(sentences):
            for note in sorted(sentences[at].notes):
                how = "in its sentence" if not away else _away(away)
                found.setdefault(note, Near(note, how, abs(away), away == 0, away == 1))
    if closing is not None and closing > here:
        report = "what is reported there" if reported else "what is reported right after it"
        for note in sorted(sentences[closing].notes):
            how = f"at the end of {report}, {_away(closing - here)}"
            found[note] = Near(note, how, closing - here, True)
    return sorted(found.values(), key=lambda one: (not one.closes, one.away))


def closing_note(sentences: Sequence[Told], first: int) -> int | None:
    """The sentence with the note that closes a report which begins in sentence `first`: its speakers go on
    until then, with one sentence at most in which nobody is told to speak; None where there is none."""
    if first >= len(sentences):
        return None
    speakers = {who for voice, who in sentences[first].said if voice in _REPORTED}
    silent = 0
    for at in range(first, min(first + _REPORT, len(sentences)) if speakers else first):
        sentence = sentences[at]
        if at > first and sentence.said and not sentence.speakers & speakers:
            return None
        if sentence.notes:
            return at
        silent = 0 if sentence.said else silent + 1
        if silent > 1:
            return None
    return None


def _away(sentences: int) -> str:
    if abs(sentences) == 1:
        return "in the sentence before" if sentences < 0 else "in the next sentence"
    number = {2: "two sentences", 3: "three sentences", 4: "four sentences"}
    words = number.get(abs(sentences), f"{abs(sentences)} sentences")
    return f"{words} {'before' if sentences < 0 else 'after'} it"


def by_note(found: Mapping[str, Sequence[Near]]) -> set[str]:
    """All the notes that are near any claim."""
    return {one.note for some in found.values() for one in some}
