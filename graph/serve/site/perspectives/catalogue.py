"""Which perspectives there are: for each its query, what of a row is shown, and by what rows are narrowed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

#: A column: the variable it shows, its heading, and the variable with the IRI its words lead to ("" none).
Column = tuple[str, str, str]

#: The value of a facet that leaves everything.
ANY = "any"


@dataclass(frozen=True, slots=True)
class Perspective:
    """One side of the graph. Its query gives one row for each thing shown, a variable for each column and
    facet; a facet's variable may hold several values parted by "; "."""

    name: str
    title: str
    lead: str
    #: What its rows are, as "112 archives and files" counts them.
    counted: str
    columns: tuple[Column, ...]
    facets: tuple[tuple[str, str], ...]
    #: Column by which rows stand when nothing else is asked; "-" before it turns the order.
    order: str
    #: Whether what was only proposed is shown too.
    proposed: bool = False
    #: What its picture shows, in a sentence or two under it; "" where it has none.
    picture: str = ""
    #: Columns whose values are worked out from all rows, not asked for (perspectives/page.py).
    worked_out: tuple[str, ...] = ()
    #: Whether rows have a first and a last day, by which a span of time (`from`, `until`) narrows them.
    dated: bool = False
    #: What its page shows first, where nothing else is asked; `ANY` of a facet shows all.
    begins: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """Its SPARQL, from the file of its name beside this one."""
        return _query(self.name)


@cache
def _query(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.rq").read_text("utf-8")


PEOPLE = Perspective(
    "people",
    "People, states and bodies",
    "Who holds, does, decides, writes and receives in this graph.",
    "people, states and bodies",
    (
        ("name", "name", "item"),
        ("kind", "kind", ""),
        ("holds", "holds claims", ""),
        ("acts", "acts", ""),
        ("decides", "decides", ""),
        ("writes", "writes", ""),
        ("receives", "receives", ""),
    ),
    (("part", "Scholar or of the time"), ("kind", "Kind"), ("accepted", "Accepted")),
    "-weight",
)

CLAIMS = Perspective(
    "claims",
    "Claims",
    "What is held, by whom, in whose voice, on which notes, and how often somebody answers it.",
    "claims",
    (
        ("who", "held by", ""),
        ("held", "the claim", "item"),
        ("voice", "voice", ""),
        ("certainty", "certainty", ""),
        ("strength", "evidence", ""),
        ("notes", "notes", ""),
        ("answers", "answers", ""),
    ),
    (
        ("who", "Held by"),
        ("voice", "Voice"),
        ("certainty", "Certainty"),
        ("strength", "Its evidence"),
        ("archive", "Archive of its evidence"),
        ("chapter", "Chapter"),
        ("accepted", "Accepted"),
    ),
    "start",
)

DEBATE = Perspective(
    "debate",
    "Debate",
    "Claims that somebody answers, and the answers: who against whom, how, and what the answer rests on, "
    "with the archive: what it cites, and what is cited for the claims that support it. Notes near it are "
    "those of its sentence, of a report in it or right after it, and of a rejection those of two sentences "
    "around it; nobody has linked them.",
    "answers",
    (
        ("whom", "held by", ""),
        ("held", "the claim", "item"),
        ("how", "is answered", ""),
        ("who", "by", ""),
        ("says", "with", "answer"),
        ("strength", "evidence", ""),
        ("evidence", "resting on", ""),
        ("beside", "notes near it cite", ""),
    ),
    (
        ("how", "How"),
        ("whom", "Held by"),
        ("who", "Answered by"),
        ("strength", "Evidence of the answer"),
        ("archive", "Archive"),
        ("chapter", "Chapter"),
        ("accepted", "Accepted"),
    ),
    "whom",
    worked_out=("evidence", "beside", "strength", "archive"),
    begins=(("how", "attacks"), ("how", "undercuts")),
)

TIMELINE = Perspective(
    "timeline",
    "Timeline",
    "What happened and what was decided, in order; a date that is not certain says so.",
    "events and decisions",
    (
        ("date", "date", ""),
        ("label", "what", "item"),
        ("kind", "type", ""),
        ("who", "who", ""),
        ("place", "where", ""),
        ("told", "told as", ""),
    ),
    (
        ("kind", "Type"),
        ("who", "Who"),
        ("place", "Where"),
        ("told", "Told as"),
        ("chapter", "Chapter"),
        ("accepted", "Accepted"),
    ),
    "first",
    picture="A dot is a day, a bar a span in which it happened at some time; a broken outline is about "
    "that time, an end that fades is open. Hollow: planned, reported or denied.",
    dated=True,
)

SOURCES = Perspective(
    "sources",
    "Sources",
    "Works and documents that are cited, how often, and for how many claims.",
    "sources",
    (
        ("label", "source", "item"),
        ("kind", "kind", ""),
        ("author", "author or sender", ""),
        ("year", "year", ""),
        ("kept", "kept in", ""),
        ("cited", "cited", ""),
        ("claims", "for claims", ""),
    ),
    (
        ("kind", "Kind"),
        ("role", "Primary or secondary"),
        ("archive", "Archive"),
        ("author", "Author or sender"),
        ("year", "Year"),
        ("accepted", "Accepted"),
    ),
    "-cited",
)

ARCHIVES = Perspective(
    "archives",
    "Archives",
    "Where the documents lie: every archive and every file in it from which something is cited.",
    "archives and files",
    (
        ("label", "archive or file", "item"),
        ("level", "level", ""),
        ("documents", "documents", ""),
        ("claims", "claims resting on them", ""),
    ),
    (("archive", "Archive"), ("level", "Level")),
    "label",
    picture="From the archive to its files, the documents in them, and the claims that rest on those; "
    "a figure is how many there are inside.",
)

PLACES = Perspective(
    "places",
    "Places",
    "Where what is told took place.",
    "places",
    (("label", "place", "item"), ("events", "events there", ""), ("who", "who acted there", "")),
    (
        ("who", "Who acted there"),
        ("kind", "Type of event"),
        ("year", "Year"),
        ("chapter", "Chapter"),
        ("on_the_map", "On the map"),
    ),
    "-events",
    picture="The larger a circle, the more is told of the place; a country or region stands at its middle. "
    "Outlines and borders are today’s (Natural Earth).",
)

LETTERS = Perspective(
    "letters",
    "Letters and telegrams",
    "Who wrote to whom, when, and where the document is kept.",
    "letters and telegrams",
    (
        ("date", "date", ""),
        ("sender", "from", ""),
        ("recipient", "to", ""),
        ("label", "document", "item"),
        ("follows", "may answer", "earlier"),
        ("kept", "kept in", ""),
        ("notes", "cited in notes", ""),
    ),
    (
        ("sender", "From"),
        ("recipient", "To"),
        ("kind", "Kind"),
        ("archive", "Archive"),
        ("accepted", "Accepted"),
    ),
    "first",
    picture="Who wrote to whom, and below it each letter on its day, from the dot to the arrow. A red dot "
    "and the dotted thread before it: the letter may answer one that went the other way within thirty days; "
    "no source says so.",
    worked_out=("follows", "earlier"),
    dated=True,
)

SLIPS = Perspective(
    "slips",
    "Slips",
    "Where the document does not agree with itself, as the audit found it; most were not judged by anybody.",
    "slips",
    (
        ("label", "what does not agree", "item"),
        ("kind", "rule", ""),
        ("weight", "weight", ""),
        ("places", "places", ""),
        ("standing", "standing", ""),
    ),
    (("kind", "Rule"), ("weight", "Weight"), ("standing", "Standing")),
    "kind",
    proposed=True,
)

CONTRADICTIONS = Perspective(
    "contradictions",
    "Contradictions",
    "Claims and mentions of events that cannot both be right: another date of one event, an approval against "
    "a refusal, knew and did not know. Both stand; nothing here says which is right.",
    "contradictions",
    (
        ("label", "what cannot both be", "item"),
        ("concerns", "about", "event"),
        ("kind", "in", ""),
        ("who", "said by", ""),
        ("notes", "notes", ""),
    ),
    (("kind", "In"), ("who", "Said by")),
    "concerns",
)

PERSPECTIVES: dict[str, Perspective] = {
    p.name: p
    for p in (PEOPLE, CLAIMS, DEBATE, TIMELINE, SOURCES, ARCHIVES, LETTERS, PLACES, SLIPS, CONTRADICTIONS)
}
