"""The ledger: documents and their records in one SQLite file, each document whole or not at all.

A document and all its records are written in one transaction. Readers never wait for the writer (WAL); writers queue.
What spans several documents (stories, incidents, red lines, indicators) is not stored: it follows from what is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, false, func, insert, select, update
from sqlalchemy.exc import DatabaseError, DBAPIError

from tocsin.errors import LedgerError, NotFound, UsageError
from tocsin.ledger import dialect
from tocsin.ledger.migration import HEAD, revision, upgrade
from tocsin.ledger.tables import documents, records, runs
from tocsin.records import Document, Furniture, Published, Record, from_json, to_json

_published = msgspec.json.Decoder(Published | None)
_furniture = msgspec.json.Decoder(list[Furniture])


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it is stored. line: its line of the export. said: the words that a statement gives, for search."""

    id: str
    kind: str
    line: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with everything that belongs to it. original: the bytes as they came."""

    document: Document
    lines: Sequence[Line]
    original: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found. found: [start, end) of the words found in the document's text; empty for a statement."""

    document: Document
    record: Record
    found: list[tuple[int, int]]


def line(record: Any, kind: str) -> Line:
    """The stored form of a record."""
    said = " ".join(s.quote for s in record.content) if kind == "statement" else ""
    return Line(record.id, kind, to_json(record).decode(), said)


class Ledger:
    """An open ledger. Make one with `Ledger.open`; it holds no connection between calls."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @classmethod
    def open(cls, where: str | Path, create: bool = False) -> Ledger:
        """The ledger in the file `where` (or at `sqlite:///file`), brought to the newest revision.

        create: make it where it is missing. Raises LedgerError.
        """
        name = str(where)
        if name.startswith("sqlite:///"):
            name = name.removeprefix("sqlite:///")
        elif "://" in name:
            raise LedgerError(f"{name.split('://')[0]}:// ledgers are not supported; give the name of a file")
        path = Path(name)
        if path.is_dir():
            raise LedgerError(f"{name} is a folder; a ledger is a file")
        if not path.exists():
            if not create:
                raise LedgerError(f"there is no ledger {name}; `tocsin read PATH` makes one")
            if not path.absolute().parent.is_dir():
                raise LedgerError(f"{name} cannot be made: there is no folder {path.absolute().parent}")
        ledger = cls(dialect.engine(path), name)
        with ledger._told():
            ledger._ready(create)
        return ledger

    def _ready(self, create: bool) -> None:
        with self._engine.connect() as connection:
            found = revision(connection, self.name)
        if found == HEAD:
            return
        if found is None and not create:
            raise LedgerError(f"there is nothing in the ledger {self.name}; `tocsin read PATH` fills it")
        dialect.write_ahead(self._engine)
        with self._writing() as connection:
            if revision(connection, self.name) != HEAD:  # another process may have been quicker
                upgrade(connection)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what the database raises into one line for a person."""
        try:
            yield
        except DBAPIError as e:
            reason = str(e.orig)
            if isinstance(e, DatabaseError) and "not a database" in reason:
                raise LedgerError(f"{self.name} is not a Tocsin ledger") from e
            if dialect.busy(e):
                raise LedgerError(f"{self.name} is busy: another program has been writing to it for {dialect.WAIT_SECONDS:.0f} s") from e
            raise LedgerError(f"{self.name}: {reason}") from e

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._told(), self._engine.connect().execution_options(write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keeps the file open meanwhile: SQLite tidies up whenever the last connection closes, which takes a while."""
        with self._told(), self._engine.connect() as connection:
            with connection.begin():
                revision(connection, self.name)
            yield

    def _record(self, line: str) -> Record:
        try:
            return from_json(line)
        except msgspec.MsgspecError as e:
            raise LedgerError(f"{self.name} holds a record that this Tocsin cannot read: {e}") from e

    # ---------------------------------------------------------------- writing

    def keep(self, batch: Sequence[Kept]) -> int:
        """Writes documents with their records, in order, in one transaction; returns how many were new."""
        with self._writing() as connection:
            known = self._known(connection, [kept.document.id for kept in batch])
            seq = connection.scalar(select(func.coalesce(func.max(documents.c.seq), 0))) or 0
            key = connection.scalar(select(func.coalesce(func.max(records.c.key), 0))) or 0
            rows: list[dict[str, Any]] = []
            lines: list[dict[str, Any]] = []
            said: list[dict[str, Any]] = []
            for kept in batch:
                if kept.document.id in known:
                    continue
                known.add(kept.document.id)
                seq += 1
                rows.append({"seq": seq, **_row(kept)})
                for n, one in enumerate(kept.lines):
                    key += 1
                    lines.append({"key": key, "document": seq, "seq": n, "id": one.id, "kind": one.kind, "line": one.line})
                    if one.said:
                        said.append({"key": key, "said": one.said})
            if rows:
                connection.execute(insert(documents), rows)
            if lines:
                connection.execute(insert(records), lines)
            dialect.index(connection, [{k: row[k] for k in ("seq", "title", "text")} for row in rows], said)
        return len(rows)

    def begin_run(self, started: datetime, version: str) -> int:
        """Notes that a run begins; returns its number."""
        with self._writing() as connection:
            values = {"started": started.isoformat(), "version": version, "documents": 0, "known": 0, "failed": 0, "finished": False}
            key = connection.execute(insert(runs).values(values)).inserted_primary_key
            assert key is not None
            return int(key[0])

    def end_run(self, number: int, read: int, known: int, failed: int) -> None:
        """Notes that a run came to its end, and what it did."""
        with self._writing() as connection:
            connection.execute(
                update(runs).where(runs.c.number == number).values(documents=read, known=known, failed=failed, finished=True),
            )

    # ---------------------------------------------------------------- reading

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that are documents of the ledger."""
        with self._reading() as connection:
            return self._known(connection, list(ids))

    def _known(self, connection: Connection, ids: list[str]) -> set[str]:
        out: set[str] = set()
        for at in range(0, len(ids), 500):
            out.update(connection.scalars(select(documents.c.id).where(documents.c.id.in_(ids[at : at + 500]))))
        return out

    def documents(self) -> Iterator[Document]:
        """All documents, in the order in which they were read."""
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=50).execute(_select().order_by(documents.c.seq)):
                yield _document(row)

    def document(self, id: str) -> Document:
        """The document of that id. Raises NotFound."""
        with self._reading() as connection:
            row = connection.execute(_select().where(documents.c.id == id)).first()
        if row is None:
            raise NotFound(f"no document has the id {id}")
        return _document(row)

    def original(self, id: str) -> bytes:
        """The bytes that a document was read from. Raises NotFound."""
        with self._reading() as connection:
            packed = connection.scalar(select(documents.c.original).where(documents.c.id == id))
        if packed is None:
            raise NotFound(f"no document has the id {id}")
        return zlib.decompress(packed)

    def lines(self, kinds: Sequence[str] = ()) -> Iterator[str]:
        """Lines of JSON: each document, then its records in their order. kinds: only these; empty for all."""
        with self._reading() as connection:
            stored = [k for k in kinds if k != "document"]
            chosen = select(records.c.document, records.c.line).order_by(records.c.document, records.c.seq)
            if stored:
                chosen = chosen.where(records.c.kind.in_(stored))
            if kinds and not stored:
                chosen = chosen.where(false())
            following = iter(connection.execution_options(yield_per=500).execute(chosen))
            if kinds and "document" not in kinds:
                yield from (row.line for row in following)
                return
            row = next(following, None)
            for one in connection.execution_options(yield_per=50).execute(_select().order_by(documents.c.seq)):
                yield to_json(_document(one)).decode()
                while row is not None and row.document == one.seq:
                    yield row.line
                    row = next(following, None)

    def records(self, kinds: Sequence[str] = ()) -> Iterator[Record]:
        """The same as records."""
        return map(self._record, self.lines(kinds))

    def of(self, document: str) -> list[Record]:
        """The records of one document, in their order."""
        chosen = select(records.c.line).join(documents).where(documents.c.id == document).order_by(records.c.seq)
        with self._reading() as connection:
            return [self._record(one) for one in connection.scalars(chosen)]

    def find(self, prefix: str, limit: int = 10) -> list[Record]:
        """Documents and records whose id begins so, at most `limit`; one alone where it is the whole id."""
        with self._reading() as connection:
            lines = connection.execute(
                select(records.c.id, records.c.line).where(_begins(records.c.id, prefix)).order_by(records.c.id).limit(limit)
            ).all()
            whole = connection.execute(_select().where(_begins(documents.c.id, prefix)).order_by(documents.c.id).limit(limit)).all()
        found: list[Record] = [_document(row) for row in whole] + [self._record(row.line) for row in lines]
        exact = [one for one in found if one.id == prefix]
        return exact[:1] or found[:limit]

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """What the words of `query` stand in, statements first, best first in each. FTS5 syntax; where it is none, plain words.

        Raises UsageError where there is no word in it.
        """
        plain = dialect.plain(query)
        if not plain:
            raise UsageError("a search needs at least one word")
        try:
            return self._search(query, limit)
        except LedgerError:
            return self._search(plain, limit)

    def _search(self, query: str, limit: int) -> list[Hit]:
        hits: list[Hit] = []
        with self._reading() as connection:
            for key in dialect.search_statements(connection, query, limit):
                row = connection.execute(select(records.c.line, records.c.document).where(records.c.key == key)).one()
                home = connection.execute(_select().where(documents.c.seq == row.document)).one()
                hits.append(Hit(_document(home), self._record(row.line), []))
            for seq, marked in dialect.search_texts(connection, query, limit):
                document = _document(connection.execute(_select().where(documents.c.seq == seq)).one())
                hits.append(Hit(document, document, _marks(marked)))
        return hits

    def counts(self) -> dict[str, int]:
        """How many there are of each kind that is stored; "document" among them."""
        with self._reading() as connection:
            number = connection.scalar(select(func.count()).select_from(documents)) or 0
            rows = connection.execute(select(records.c.kind, func.count()).group_by(records.c.kind).order_by(records.c.kind)).all()
        return {"document": number} | {row[0]: row[1] for row in rows}

    def runs(self) -> list[dict[str, Any]]:
        """The runs that read into it, oldest first: number, started, version, documents, known, failed, finished."""
        with self._reading() as connection:
            return [dict(row) for row in connection.execute(select(runs).order_by(runs.c.number)).mappings()]

    def revision(self) -> str:
        """The revision of its tables."""
        with self._reading() as connection:
            return revision(connection, self.name) or ""


def _row(kept: Kept) -> dict[str, Any]:
    d = kept.document
    plain = {name: getattr(d, name) for name in ("id", "uri", "sha256", "title", "publisher", "author", "kind", "language", "text")}
    return plain | {
        "published": None if d.published is None else to_json(d.published).decode(),
        "collected": None if d.collected is None else d.collected.isoformat(),
        "furniture": to_json(d.furniture).decode(),
        "original": zlib.compress(kept.original, 6),
    }


def _select() -> Any:
    return select(*[column for column in documents.c if column.name != "original"])


def _document(row: Any) -> Document:
    return Document(
        row.id, row.uri, row.sha256, row.title, row.publisher, row.author, row.kind, row.language,
        None if row.published is None else _published.decode(row.published),
        None if row.collected is None else datetime.fromisoformat(row.collected),
        row.text, _furniture.decode(row.furniture),
    )  # fmt: skip


def _begins(column: Any, prefix: str) -> Any:
    return column.between(prefix, prefix + "\U0010ffff")


def _marks(marked: str) -> list[tuple[int, int]]:
    """Where the words found stand in the text without the marks."""
    out: list[tuple[int, int]] = []
    at, start, seen = 0, 0, 0
    while (at := marked.find(dialect.OPEN, at)) >= 0:
        end = marked.find(dialect.CLOSE, at)
        start = at - seen
        out.append((start, end - 1 - seen))
        seen += 2
        at = end
    return out
