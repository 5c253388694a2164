"""The queue: what is to be judged, in the order a reviewer wants, out of a SQLite index that may be deleted
at any time."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.pool import StaticPool

from regesta.extract.link.candidates import link_files
from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Decision,
    Discrepancy,
    Event,
    Identity,
    Link,
    Mention,
    Position,
    Record,
    Resolution,
    Source,
    Span,
    quote_of,
)
from regesta.extract.workspace import ACROSS, Workspace
from regesta.review.places import Stretches
from regesta.review.queue_index import ORDERS, PASSES, Order, QueueIndex, Row, Wanted
from regesta.review.reanchoring import anchor
from regesta.review.state import Judged, ReviewedState

__all__ = [
    "ORDERS",
    "QUEUE_KINDS",
    "REVIEWED",
    "Order",
    "Page",
    "Queue",
    "Row",
    "Wanted",
    "degrees",
    "label_of",
    "queue_kind",
]

#: The kinds people judge; sentences, divisions and footnotes are the text itself.
REVIEWED = (
    "claim",
    "position",
    "decision",
    "event",
    "citation",
    "resolution",
    "identity",
    "source",
    "actor",
    "link",
    "mention",
    "discrepancy",
)
#: The kinds under which records stand in the queue (see `queue_kind`), in the order in which they are told.
QUEUE_KINDS = tuple(dict.fromkeys((*REVIEWED, *(kind for kinds in PASSES.values() for kind in kinds))))

_meta = MetaData()
_items = Table(
    "items",
    _meta,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("document", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("status", String, nullable=False),
    Column("degree", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("troubled", Integer, nullable=False),
    Column("learned", Float, nullable=False),
    Column("label", String, nullable=False),
    Column("twin", String, nullable=False),
)
Index("by_twin", _items.c.twin)
_stamps = Table("stamps", _meta, Column("stamp", String, nullable=False))
#: Rises when rows or words are made otherwise, so that an older index is made anew.
_FORM = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the queue, and how many there are in all under the same filter."""

    rows: tuple[Row, ...]
    total: int


def queue_kind(record: Record) -> str:
    """The kind under which a record stands in the queue: its own, but for identities across documents, which
    are judged by themselves."""
    return "identity across" if isinstance(record, Identity) and record.across else record.kind


def label_of(record: Record, texts: Mapping[str, str]) -> str:
    """What a person reads in the queue: the words of the record, or its name."""
    label = _LABELS.get(type(record))
    return label(record, texts) if label is not None else record.id


def _claim_label(claim: Claim, texts: Mapping[str, str]) -> str:
    return f"{', '.join(claim.holder)}: {_words(texts, claim.document, claim.spans)}"


def _event_label(event: Event, texts: Mapping[str, str]) -> str:
    agents, recipients = ", ".join(event.agents), ", ".join(event.recipients)
    words = _words(texts, event.document, [event.trigger])
    date = event.date.edtf if event.date else ""
    return f"{event.type}: {agents} {words} {recipients} {date}".strip()


def _decision_label(decision: Decision, texts: Mapping[str, str]) -> str:
    words = _words(texts, decision.document, [decision.content or decision.trigger])
    return f"{', '.join(decision.deciders)} {decision.decision}: {words}"


def _identity_label(identity: Identity, texts: Mapping[str, str]) -> str:
    words = (_words(texts, identity.document, [span]) for span in identity.spans)
    ends = " = ".join(identity.names or words)
    return f"{ends}: {identity.reason}"


def _link_label(link: Link, texts: Mapping[str, str]) -> str:
    theirs = link.object_label or link.object
    return f"{link.subject} = {theirs} ({link.authority}): {link.reason}"


def _span_words(record: Mention | Citation | Resolution, texts: Mapping[str, str]) -> str:
    return _words(texts, record.document, [record.span])


#: What a record of each kind is called.
_LABELS: Mapping[type[Record], Callable[[Any, Mapping[str, str]], str]] = {
    Actor: lambda actor, texts: actor.name,
    Source: lambda source, texts: source.label or source.fields.title or source.id,
    Claim: _claim_label,
    Position: lambda position, texts: position.label,
    Event: _event_label,
    Decision: _decision_label,
    Mention: lambda mention, texts: f"{_span_words(mention, texts)} = {mention.actor}",
    Citation: _span_words,
    Resolution: lambda resolution, texts: f"{_span_words(resolution, texts)}: {resolution.reason}",
    Identity: _identity_label,
    Link: _link_label,
    Discrepancy: lambda finding, texts: finding.message,
}


def _words(texts: Mapping[str, str], document: str, spans: Iterable[tuple[int, int]]) -> str:
    return " ".join(quote_of(texts.get(document, ""), spans).split())


def twin_key(record: Record, label: str) -> str:
    """What records that say the same have in common: kind, and words without case, accents and punctuation;
    empty where there are no words."""
    plain = (
        label.lower()
        if label.isascii()
        else "".join(
            c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c)
        )
    )
    words = " ".join(re.findall(r"\w+", plain))
    return f"{record.kind}|{words}" if words else ""


def alike_to(state: ReviewedState, record: str, texts: Mapping[str, str]) -> list[str]:
    """The other records of a state that say the same in the same words, by place; what was merged or split is
    left out."""
    own = state.items[record].record
    key = twin_key(own, label_of(own, texts))
    rows = [
        j.record
        for i, j in state.items.items()
        if i != record and j.record.kind == own.kind and not state.replaced(i)
    ]
    same = [r for r in rows if key and twin_key(r, label_of(r, texts)) == key]
    return [r.id for r in sorted(same, key=lambda r: (r.document, anchor(r) or (-1, -1), r.id))]


def degrees(items: Iterable[Judged]) -> Counter[str]:
    """How much hangs on each record: claims answering a claim, citations of a source, mentions of an actor
    (by name, then by id) or of what is linked."""
    records = [item.record for item in items]
    mentions = Counter((r.document, r.actor) for r in records if isinstance(r, Mention))
    count = Counter(name for record in records for name in _points_at(record))
    for record in records:
        if isinstance(record, Link):
            count[record.id] += mentions[(record.document, record.subject)]
        elif isinstance(record, Actor):
            count[record.id] += mentions[(record.document, record.name)]
    return count


def _points_at(record: Record) -> Iterator[str]:
    """The ids of the records that a record makes weightier."""
    match record:
        case Claim():
            yield from (relation.target for relation in record.relations)
            if record.within:
                yield record.within
        case Position():
            yield from record.claims
        case Citation() if record.source:
            yield record.source
        case Resolution():
            yield record.target


class Queue:
    """The index of one workspace at `path`, or in memory when None: rows in a `QueueIndex`, words in SQLite,
    which also keeps the rows for the next opening."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.engine: Engine = create_engine(f"sqlite:///{path}")
        else:
            self.engine = create_engine(
                "sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool
            )
        event.listen(self.engine, "connect", _quick)
        _meta.create_all(self.engine)
        with self.engine.begin() as db:
            db.execute(
                text(
                    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(id UNINDEXED, body, "
                    "tokenize='unicode61 remove_diacritics 2')"
                )
            )
        self._in_memory = path is None
        self._index: QueueIndex | None = None
        self._writing: threading.Thread | None = None
        self._reading = threading.Lock()
        # Verdicts and the ranker write at the same time.
        self._changing = threading.RLock()

    @property
    def queue_index(self) -> QueueIndex:
        """The rows in memory, read when first wanted."""
        with self._reading:
            if self._index is None:
                self._index = _read_index(self.engine)
            return self._index

    def open(self, state: ReviewedState, texts: Mapping[str, str], stamp: str) -> int:
        """Use the index on disk when it is of these candidates (`stamp` names them), else index anew; returns
        how many rows were made."""
        with self.engine.connect() as db:
            known = db.execute(select(_stamps.c.stamp)).scalar()
        if known != stamp:
            return self.rebuild(state, texts, stamp)
        there = {i for i, j in state.items.items() if j.record.kind in REVIEWED and not state.replaced(i)}
        stale = [i for i in self.queue_index.all_ids() if i not in there]
        fresh = [i for i in there if self._may_differ(state.items[i], i)]
        made = 0
        with self.engine.begin() as db:
            for name in stale:
                self._drop(db, name)
            for name in fresh:
                made += self._refresh(db, state.items[name], texts)
        return made

    def _may_differ(self, item: Judged, name: str) -> bool:
        """Whether a record may have another row than the index has: it has none, or verdicts bear on it, or
        did when the row was made."""
        row = self.queue_index.get(name)
        return row is None or bool(item.verdicts) or item.bare is not None or row.status != "candidate"

    def rebuild(self, state: ReviewedState, texts: Mapping[str, str], stamp: str = "") -> int:
        """Index every reviewable record anew and return how many. The rows are there at once; SQLite is
        written meanwhile, and waited for by who needs it."""
        count = degrees(state.items.values())
        trouble = _troubled(state)
        rows = [
            _row(j, texts, count[i], trouble)
            for i, j in state.items.items()
            if j.record.kind in REVIEWED and not state.replaced(i)
        ]
        self._settle()
        with self._reading:
            self._index = QueueIndex((_as_row(r) for r in rows), {str(r["id"]): r["learned"] for r in rows})
        if self._in_memory:
            self._write(rows, stamp)
        else:
            self._writing = threading.Thread(target=self._write, args=(rows, stamp), name="review index")
            self._writing.start()
        return len(rows)

    def _write(self, rows: list[dict[str, Any]], stamp: str) -> None:
        with self.engine.begin() as db:
            db.execute(delete(_stamps))
            db.execute(delete(_items))
            db.execute(text("DELETE FROM words"))
            if rows:
                raw = db.connection.cursor()
                names = [c.name for c in _items.columns]
                raw.executemany(
                    f"INSERT INTO items ({','.join(names)}) VALUES ({','.join(':' + n for n in names)})", rows
                )
                raw.executemany("INSERT INTO words(id, body) VALUES (:id, :label)", rows)
            db.execute(insert(_stamps), [{"stamp": stamp}])

    def _settle(self) -> None:
        """Wait until what is being written is written."""
        writing = self._writing
        if writing is not None:
            writing.join()
            self._writing = None

    def refresh(self, judged: Judged, texts: Mapping[str, str], *, merged: bool = False) -> None:
        """Bring one record up to date after a verdict; a merged one leaves the queue."""
        self._settle()
        with self._changing, self.engine.begin() as db:
            if merged:
                self._drop(db, judged.record.id)
            else:
                self._refresh(db, judged, texts)

    def _refresh(self, db: Connection, judged: Judged, texts: Mapping[str, str]) -> bool:
        """Whether the row is another than it was."""
        name = judged.record.id
        queue_index = self.queue_index
        known = queue_index.get(name)
        row = _row(judged, texts, known.degree if known else 0, {name} if known and known.troubled else set())
        row["learned"] = queue_index.learned(name, row["learned"])
        shown = _as_row(row)
        if shown == known:
            return False
        queue_index.put(shown)
        if known is None:
            db.execute(insert(_items).prefix_with("OR REPLACE"), [row])
            db.execute(text("DELETE FROM words WHERE id = :id"), {"id": name})
            db.execute(text("INSERT INTO words(id, body) VALUES (:id, :label)"), row)
            return True
        db.execute(update(_items).where(_items.c.id == name).values(row))
        if shown.label != known.label:
            db.execute(text("UPDATE words SET body = :label WHERE id = :id"), row)
        return True

    def drop(self, record: str) -> None:
        """A record that is there no more, as a piece of a split that was taken back."""
        self._settle()
        with self._changing, self.engine.begin() as db:
            self._drop(db, record)

    def _drop(self, db: Connection, record: str) -> None:
        db.execute(delete(_items).where(_items.c.id == record))
        db.execute(text("DELETE FROM words WHERE id = :id"), {"id": record})
        self.queue_index.drop(record)

    def learn(self, scores: Mapping[str, float]) -> None:
        """Store what the ranker thinks of candidates: 0..1, the likelier to be accepted the higher."""
        self._settle()
        with self._changing, self.engine.begin() as db:
            rows = [{"item": k, "score": float(v)} for k, v in scores.items()]
            if rows:
                db.connection.cursor().executemany("UPDATE items SET learned = :score WHERE id = :item", rows)
        self.queue_index.learn(scores)

    def page(self, wanted: Wanted, *, offset: int = 0, limit: int = 50) -> Page:
        """`limit` rows from `offset` on."""
        rows, total = self.queue_index.page(wanted, self._found(wanted), offset, limit)
        return Page(tuple(rows), total)

    def neighbour(self, wanted: Wanted, record: str, step: int) -> str | None:
        """The id `step` places after (before, when negative) a record in this order; None at the end."""
        ids = self.queue_index.ids(wanted, self._found(wanted))
        if record not in ids:
            return ids[0] if ids else None
        place = ids.index(record) + step
        return ids[place] if 0 <= place < len(ids) else None

    def around(self, wanted: Wanted, record: str) -> tuple[str | None, str | None, int, int]:
        """What stands before and after a record in this order, its place (from 1; 0 when it is not in the
        filter), and how many there are.

        A record that has left the filter, as a judged one does, keeps its neighbours: those nearest to where
        it stood.
        """
        return self.queue_index.around(wanted, self._found(wanted), record)

    def _found(self, wanted: Wanted) -> set[str] | None:
        return self._with_words(wanted.words) if wanted.words.split() else None

    def _with_words(self, words: str) -> set[str]:
        match = " ".join('"' + w.replace('"', '""') + '"*' for w in words.split())
        self._settle()
        with self.engine.connect() as db:
            return set(
                db.execute(text("SELECT id FROM words WHERE words MATCH :match"), {"match": match}).scalars()
            )

    def twins(self, record: str) -> list[str]:
        """Candidates that say the same in the same words: judged once, they can be judged together."""
        self._settle()
        with self.engine.connect() as db:
            own = db.execute(select(_items.c.twin).where(_items.c.id == record)).scalar()
            if not own:
                return []
            return [
                i
                for i in db.execute(
                    select(_items.c.id)
                    .where(_items.c.twin == own)
                    .order_by(_items.c.document, _items.c.start)
                ).scalars()
                if i != record
            ]

    def progress(self) -> dict[tuple[str, str], dict[str, int]]:
        """How many records stand where: (document, kind) -> status -> number."""
        return self.queue_index.progress()


def _read_index(engine: Engine) -> QueueIndex:
    names = [c.name for c in _items.columns]
    with engine.connect() as db:
        cursor = db.connection.cursor()
        cursor.execute(f"SELECT {','.join(names)} FROM items")
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return QueueIndex((_as_row(r) for r in rows), {r["id"]: r["learned"] for r in rows})


def stamp_of(workspace: Workspace) -> str:
    """What the index depends on besides the log: the candidate records, the texts as they lie on disk, and
    the form of the index."""
    documents = workspace.documents()
    files = [p for name in documents if (p := workspace.document(name) / "text.txt").is_file()]
    files += link_files(workspace)
    return json.dumps(
        [
            _FORM,
            workspace.record_store().stamps([*documents, ACROSS]),
            *((p.name, p.parent.name, (s := p.stat()).st_mtime_ns, s.st_size) for p in files),
        ]
    )


def _quick(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=OFF")  # derived: a lost index is built again
    cursor.close()


def _row(item: Judged, texts: Mapping[str, str], degree: int, trouble: set[str]) -> dict[str, Any]:
    record = item.record
    place = anchor(record)
    label = label_of(record, texts)
    return {
        "id": record.id,
        "kind": queue_kind(record),
        "document": record.document,
        "start": place[0] if place else -1,
        "confidence": (item.candidate or record).confidence,
        "status": item.status,
        "degree": degree,
        "disputed": int(item.disputed),
        "changed": int(item.changed),
        "troubled": int(record.id in trouble),
        "learned": (item.candidate or record).confidence,
        "label": label,
        "twin": twin_key(record, label),
    }


def _troubled(state: ReviewedState) -> set[str]:
    """Records that stand where the audit found a discrepancy."""
    places: dict[str, list[Span]] = defaultdict(list)
    for item in state.items.values():
        if isinstance(item.record, Discrepancy):
            places[item.record.document].extend(item.record.spans)
    findings = {document: Stretches(spans) for document, spans in places.items()}
    return {
        name
        for name, item in state.items.items()
        if (found := findings.get(item.record.document))
        and (place := anchor(item.record))
        and found.touch(place)
    }


def _as_row(data: Mapping[str, Any]) -> Row:
    return Row(
        id=data["id"],
        kind=data["kind"],
        document=data["document"],
        start=data["start"],
        confidence=data["confidence"],
        status=data["status"],
        degree=data["degree"],
        disputed=bool(data["disputed"]),
        changed=bool(data["changed"]),
        troubled=bool(data["troubled"]),
        label=data["label"],
    )
