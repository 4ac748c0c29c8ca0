"""The tables of the newest revision, as SQLAlchemy sees them. The migrations make them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True),  # order of reading, from 1
    Column("id", Text, nullable=False, unique=True),
    Column("uri", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("kind", Text),
    Column("language", Text),
    Column("published", Text),  # JSON, as in the record
    Column("collected", Text),  # ISO 8601
    Column("text", Text, nullable=False),
    Column("furniture", Text, nullable=False),  # JSON, as in the record
    Column("original", LargeBinary, nullable=False),  # the bytes as they came, zlib
)

records = Table(
    "records",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.seq"), nullable=False),
    Column("seq", Integer, nullable=False),  # place among the records of its document, from 0
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("line", Text, nullable=False),  # the line of the export
    Index("records_place", "document", "seq", unique=True),
    Index("records_id", "id"),
    Index("records_kind", "kind"),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("finished", Boolean, nullable=False),
)
