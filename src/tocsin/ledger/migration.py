"""Brings a ledger to the newest revision. Alembic is imported only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from tocsin.errors import LedgerError
from tocsin.ledger import dialect

REVISIONS = ("0001",)
"""Every revision this program knows, oldest first; a test compares them with Alembic's."""

HEAD = REVISIONS[-1]


def revision(connection: Connection, name: str) -> str | None:
    """The revision of a ledger, None of an empty file. Raises LedgerError for a file of another program or a later revision."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or not dialect.stamped(connection):
        raise LedgerError(f"{name} is a database of another program, not a Tocsin ledger")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found not in REVISIONS:
        raise LedgerError(f"{name} was made by a newer Tocsin (its revision {found}, ours {HEAD}): update Tocsin to use it")
    return str(found)


def upgrade(connection: Connection) -> None:
    """Runs what is missing, inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    dialect.stamp(connection)
