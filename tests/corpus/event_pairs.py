"""Which mentions tell of one event: 120 pairs of annotated events in six documents, labelled by reading, and
how well `propose_identities` tells them apart. `python -m tests.corpus.event_pairs` prints the figures."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.corpus import catalogue
from tests.corpus.gold_file import load
from tests.corpus.measure.parses import cache_folder, kept_pipeline

from regesta.extract.annotate import annotate, load_model
from regesta.extract.authority import authorities
from regesta.extract.propose.events.identity import propose_identities
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.record import Event, Sentence
from regesta.extract.text.languages import ENGLISH

FILE = Path(__file__).with_name("event_pairs.tsv")


@dataclass(frozen=True, slots=True)
class EventPair:
    """Two annotated events of a document, by id and by the offsets of their triggers, and whether they are
    one."""

    document: str
    one: str
    other: str
    same: bool


def pairs() -> list[EventPair]:
    """The labelled pairs."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [EventPair(r["document"], r["one"], r["other"], r["same"] == "yes") for r in rows]


def joined(slug: str) -> Mapping[str, str]:
    """The annotated events of a document, each with the first of those that it is proposed to be one with."""
    entry = catalogue.entry(slug)
    document = catalogue.read(entry)
    parsed = annotate(document, kept_pipeline(document, load_model(), cache_folder()), ENGLISH)
    annotated = mention_layer(parsed, authorities()).annotated
    events = _in_sentences([g.record for g in load(entry.gold)], annotated.sentences)
    home = {e.id: e.id for e in events}
    for identity in propose_identities(annotated, events):
        if identity.applied:
            one, other = home[identity.one], home[identity.other]
            home = {k: one if h == other else h for k, h in home.items()}
    return home


def _in_sentences(gold: Sequence[object], sentences: Sequence[object]) -> list[Event]:
    """The annotated events with the ids of the sentences as they are read now."""
    from dataclasses import replace

    out = []
    records: list[Sentence] = [s.record for s in sentences]  # type: ignore[attr-defined]
    for event in (r for r in gold if isinstance(r, Event)):
        a, b = event.trigger
        home = next((s.id for s in records if any(x <= a and b <= y for x, y in s.spans)), "")
        out.append(replace(event, sentence=home))
    return out


def main() -> None:
    """Print precision and recall over all pairs whose document is here."""
    found = right = wanted = 0
    for slug in dict.fromkeys(p.document for p in pairs()):
        if catalogue.entry(slug).absence():
            print(f"{slug} is not here")
            continue
        home = joined(slug)
        for pair in (p for p in pairs() if p.document == slug):
            told = home[pair.one] == home[pair.other]
            found, right, wanted = found + told, right + (told and pair.same), wanted + pair.same
            if told != pair.same:
                print("wrongly joined" if told else "missed", pair.document, pair.one, pair.other)
    print(f"precision {right}/{found}, recall {right}/{wanted}")


if __name__ == "__main__":
    main()
