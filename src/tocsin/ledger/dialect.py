"""All SQL that only SQLite understands: opening a file, taking the write lock, full-text search.

A second database server needs this module's functions once more and nothing else (the search tables are made by the migrations).
"""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

APPLICATION = 0x746F6373  # "tocs" in the header of the file
WAIT_SECONDS = 30.0
OPEN, CLOSE = "\ufdd0", "\ufdd1"  # around the words found; no text holds these, they are not characters

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def engine(path: Path) -> Engine:
    """Connections to an SQLite file in WAL mode; a transaction begun under `write=True` takes the write lock at once."""

    def connect() -> sqlite3.Connection:
        uri = f"file:{quote(str(path.absolute()))}?mode=rwc"
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={int(WAIT_SECONDS * 1000)}")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    made = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("write"):
            patiently(connection, "BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")

    return made


def patiently(connection: Connection, statement: str) -> None:
    """Runs a statement again while the file is busy: SQLite does not always wait by itself. Raises OperationalError after 30 s."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.exec_driver_sql(statement)
            return
        except OperationalError as e:
            if not busy(e) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def busy(error: DBAPIError) -> bool:
    """Is it only that another process holds the file."""
    return any(word in str(error.orig) for word in ("locked", "busy"))


def write_ahead(engine: Engine) -> None:
    """Puts the file into WAL mode, where it is not: readers and one writer then go side by side."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        until = time.monotonic() + WAIT_SECONDS
        while raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                raw.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as e:
                if "locked" not in str(e) or time.monotonic() > until:
                    raise
                time.sleep(0.02)


def stamp(connection: Connection) -> None:
    """Marks the file as a ledger."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")


def stamped(connection: Connection) -> bool:
    """Is the file marked as a ledger."""
    return bool(connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION)


def index(connection: Connection, texts: list[dict[str, Any]], contents: list[dict[str, Any]]) -> None:
    """Adds to the search: texts as {seq, title, text}, contents of statements as {key, said}."""
    if texts:
        connection.execute(text("INSERT INTO text_search(rowid, title, text) VALUES (:seq, :title, :text)"), texts)
    if contents:
        connection.execute(text("INSERT INTO statement_search(rowid, said) VALUES (:key, :said)"), contents)


def plain(query: str) -> str:
    """A query in which every word stands for itself.

    >>> plain('NATO: "red line')
    '"NATO" "red" "line"'
    """
    return " ".join(f'"{word}"' for word in _WORD.findall(query))


def search_texts(connection: Connection, query: str, limit: int) -> list[tuple[int, str]]:
    """(seq, text with OPEN and CLOSE around the words found) of documents, best first."""
    rows = connection.execute(
        text("SELECT rowid, highlight(text_search, 1, :a, :b) FROM text_search WHERE text_search MATCH :q ORDER BY rank, rowid LIMIT :n"),
        {"q": query, "n": limit, "a": OPEN, "b": CLOSE},
    )
    return [(row[0], row[1]) for row in rows]


def search_statements(connection: Connection, query: str, limit: int) -> list[int]:
    """Keys of statements, best first."""
    rows = connection.execute(
        text("SELECT rowid FROM statement_search WHERE statement_search MATCH :q ORDER BY rank, rowid LIMIT :n"),
        {"q": query, "n": limit},
    )
    return [row[0] for row in rows]
