"""The queue: what is to be judged, in the order a reviewer wants, out of a SQLite index that may be deleted at any time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import (
    Column,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    case,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)

from regesta.extract.record import Actor, Citation, Claim, Decision, Discrepancy, Event, Mention, Record, Source, quote_of
from regesta.review.carry import anchor
from regesta.review.state import Judged, ReviewedState, Status

Order = Literal["document", "uncertain", "connected", "disputed", "discrepancy", "learned"]
ORDERS: tuple[str, ...] = get_args(Order)

#: The kinds people judge; sentences, divisions and footnotes are the text itself.
REVIEWED = ("claim", "decision", "event", "citation", "source", "actor", "mention", "discrepancy")

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
Index("by_document", _items.c.status, _items.c.kind, _items.c.document, _items.c.start)
Index("by_uncertain", _items.c.status, _items.c.kind, _items.c.confidence)
Index("by_degree", _items.c.status, _items.c.kind, _items.c.degree)
Index("by_learned", _items.c.status, _items.c.kind, _items.c.learned)
Index("by_twin", _items.c.twin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the queue; `start` is the raw offset, -1 for what stands in no one place."""

    id: str
    kind: str
    document: str
    start: int
    confidence: float
    status: Status
    degree: int
    disputed: bool
    changed: bool
    troubled: bool
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the queue, and how many there are in all under the same filter."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A filter of the queue; empty means any. `words` is searched in labels and quotes (SQLite FTS5, prefix match on every word)."""

    kind: str = ""
    status: str = "candidate"
    document: str = ""
    words: str = ""
    least: float = 0.0
    order: Order = "document"


def label_of(record: Record, texts: Mapping[str, str]) -> str:
    """What a person reads in the queue: the words of the record, or its name."""
    match record:
        case Actor():
            return record.name
        case Source():
            return record.label or record.fields.title or record.id
        case Claim():
            return f"{', '.join(record.holder)}: {_words(texts, record.document, record.spans)}"
        case Event():
            return f"{record.type}: {', '.join(record.agents)} {_words(texts, record.document, [record.trigger])} {', '.join(record.recipients)} {record.date.edtf if record.date else ''}".strip()
        case Decision():
            return f"{', '.join(record.deciders)} {record.decision}: {_words(texts, record.document, [record.content or record.trigger])}"
        case Mention():
            return f"{_words(texts, record.document, [record.span])} = {record.actor}"
        case Citation():
            return _words(texts, record.document, [record.span])
        case Discrepancy():
            return record.message
    return record.id


def _words(texts: Mapping[str, str], document: str, spans: Iterable[tuple[int, int]]) -> str:
    return " ".join(quote_of(texts.get(document, ""), spans).split())


def degrees(items: Iterable[Judged]) -> Counter[str]:
    """How much hangs on each record: claims answering a claim, citations of a source, mentions of an actor (by name, then by id)."""
    count: Counter[str] = Counter()
    names: Counter[tuple[str, str]] = Counter()
    actors: list[Actor] = []
    for item in items:
        record = item.record
        if isinstance(record, Claim):
            count.update(r.target for r in record.relations)
            count.update([record.within] if record.within else [])
        elif isinstance(record, Citation) and record.source:
            count[record.source] += 1
        elif isinstance(record, Mention):
            names[(record.document, record.actor)] += 1
        elif isinstance(record, Actor):
            actors.append(record)
    for actor in actors:
        count[actor.id] += names[(actor.document, actor.name)]
    return count


class Queue:
    """The index of one workspace at `path`, or in memory when None."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(f"sqlite:///{path}" if path is not None else "sqlite://")
        event.listen(self.engine, "connect", _quick)
        _meta.create_all(self.engine)
        with self.engine.begin() as db:
            db.execute(text("CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(id UNINDEXED, body, tokenize='unicode61 remove_diacritics 2')"))

    def rebuild(self, state: ReviewedState, texts: Mapping[str, str]) -> int:
        """Index every reviewable record anew and return how many."""
        count = degrees(state.items.values())
        trouble = _troubled(state)
        rows = [_row(j, texts, count[i], trouble) for i, j in state.items.items() if j.record.kind in REVIEWED and i not in state.merged]
        with self.engine.begin() as db:
            db.execute(delete(_items))
            db.execute(text("DELETE FROM words"))
            if rows:
                db.execute(insert(_items), rows)
                db.execute(text("INSERT INTO words(id, body) VALUES (:id, :label)"), [{"id": r["id"], "label": r["label"]} for r in rows])
        return len(rows)

    def refresh(self, judged: Judged, texts: Mapping[str, str], *, merged: bool = False) -> None:
        """Bring one record up to date after a verdict; a merged one leaves the queue."""
        with self.engine.begin() as db:
            known = db.execute(select(_items.c.degree, _items.c.troubled, _items.c.learned, _items.c.label).where(_items.c.id == judged.record.id)).first()
            if merged:
                db.execute(delete(_items).where(_items.c.id == judged.record.id))
                return
            row = _row(judged, texts, known.degree if known else 0, set())
            if known is None:
                db.execute(insert(_items), [row])
                db.execute(text("INSERT INTO words(id, body) VALUES (:id, :label)"), row)
                return
            db.execute(update(_items).where(_items.c.id == row["id"]).values({**row, "troubled": known.troubled, "learned": known.learned}))
            if row["label"] != known.label:
                db.execute(text("UPDATE words SET body = :label WHERE id = :id"), row)

    def learn(self, scores: Mapping[str, float]) -> None:
        """Store what the ranker thinks of candidates: 0..1, the likelier to be accepted the higher."""
        with self.engine.begin() as db:
            rows = [{"item": k, "score": v} for k, v in scores.items()]
            if rows:
                db.execute(text("UPDATE items SET learned = :score WHERE id = :item"), rows)

    def page(self, wanted: Wanted, *, offset: int = 0, limit: int = 50) -> Page:
        """`limit` rows from `offset` on."""
        with self.engine.connect() as db:
            total = db.execute(_filter(select(func.count()).select_from(_items), wanted)).scalar_one()
            query = _filter(select(_items), wanted).order_by(*_ordering(wanted.order)).limit(limit).offset(offset)
            return Page(tuple(_as_row(r) for r in db.execute(query)), int(total))

    def neighbour(self, wanted: Wanted, record: str, step: int) -> str | None:
        """The id `step` places after (before, when negative) a record in this order; None at the end."""
        with self.engine.connect() as db:
            ids = db.execute(_filter(select(_items.c.id), wanted).order_by(*_ordering(wanted.order))).scalars().all()
        if record not in ids:
            return ids[0] if ids else None
        place = ids.index(record) + step
        return ids[place] if 0 <= place < len(ids) else None

    def around(self, wanted: Wanted, record: str) -> tuple[str | None, str | None, int, int]:
        """What stands before and after a record in this order, its place (from 1; 0 when it is not in the filter), and how many there are.

        A record that has left the filter, as a judged one does, keeps its neighbours: those nearest to where it stood.
        """
        ids = self._ids(wanted)
        if record in ids:
            at = ids.index(record)
            return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None), at + 1, len(ids)
        everything = self._ids(replace(wanted, status="", words=""))
        if record not in everything:
            return None, (ids[0] if ids else None), 0, len(ids)
        at, inside = everything.index(record), set(ids)
        before = next((i for i in reversed(everything[:at]) if i in inside), None)
        after = next((i for i in everything[at + 1 :] if i in inside), None)
        return before, after, 0, len(ids)

    def _ids(self, wanted: Wanted) -> list[str]:
        with self.engine.connect() as db:
            return list(db.execute(_filter(select(_items.c.id), wanted).order_by(*_ordering(wanted.order))).scalars())

    def twins(self, record: str) -> list[str]:
        """Candidates that say the same in the same words: judged once, they can be judged together."""
        with self.engine.connect() as db:
            own = db.execute(select(_items.c.twin).where(_items.c.id == record)).scalar()
            if not own:
                return []
            return [i for i in db.execute(select(_items.c.id).where(_items.c.twin == own).order_by(_items.c.start)).scalars() if i != record]

    def progress(self) -> dict[tuple[str, str], dict[str, int]]:
        """How many records stand where: (document, kind) -> status -> number."""
        out: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        with self.engine.connect() as db:
            for document, kind, status, number in db.execute(
                select(_items.c.document, _items.c.kind, _items.c.status, func.count()).group_by(_items.c.document, _items.c.kind, _items.c.status)
            ):
                out[(document, kind)][status] = int(number)
        return dict(out)


def _quick(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=OFF")  # derived: a lost index is built again
    cursor.close()


def _row(item: Judged, texts: Mapping[str, str], degree: int, trouble: set[str]) -> dict[str, object]:
    record = item.record
    place = anchor(record)
    label = label_of(record, texts)
    return {
        "id": record.id,
        "kind": record.kind,
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
        "twin": f"{record.kind}|{' '.join(label.lower().split())}",
    }


def _troubled(state: ReviewedState) -> set[str]:
    """Records that stand where the audit found a discrepancy."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for item in state.items.values():
        if isinstance(item.record, Discrepancy):
            places[item.record.document].extend(item.record.spans)
    for spans in places.values():
        spans.sort()
    out: set[str] = set()
    for name, item in state.items.items():
        place = anchor(item.record)
        if place and item.record.document in places and any(a < place[1] and place[0] < b for a, b in places[item.record.document]):
            out.add(name)
    return out


def _filter(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.kind:
        query = query.where(_items.c.kind == wanted.kind)
    if wanted.status == "changed":
        query = query.where(_items.c.changed == 1)
    elif wanted.status:
        query = query.where(_items.c.status == wanted.status)
    if wanted.document:
        query = query.where(_items.c.document == wanted.document)
    if wanted.least:
        query = query.where(_items.c.confidence >= wanted.least)
    if wanted.order == "disputed":
        query = query.where(_items.c.disputed == 1)
    if wanted.order == "discrepancy":
        query = query.where(_items.c.troubled == 1)
    if wanted.words.split():
        match = " ".join('"' + w.replace('"', '""') + '"*' for w in wanted.words.split())
        query = query.where(_items.c.id.in_(select(text("id")).select_from(text("words")).where(text("words MATCH :match").bindparams(match=match))))
    return query


def _ordering(order: Order) -> Sequence[Any]:
    place = (_items.c.document, _items.c.start, _items.c.id)
    if order == "uncertain":
        return (func.abs(_items.c.confidence - 0.5), *place)
    if order == "connected":
        return (_items.c.degree.desc(), *place)
    if order == "learned":
        return (_items.c.learned.desc(), *place)
    return (case((_items.c.start < 0, 1), else_=0), *place)


def _as_row(row: Any) -> Row:
    data = row._mapping
    return Row(
        **{k: data[k] for k in ("id", "kind", "document", "start", "confidence", "status", "degree", "label")},
        disputed=bool(data["disputed"]),
        changed=bool(data["changed"]),
        troubled=bool(data["troubled"]),
    )
