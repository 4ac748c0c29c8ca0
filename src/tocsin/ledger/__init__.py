"""Records kept: one SQLite file, migrations, full-text search. Each document is there whole or not at all."""

from __future__ import annotations

from tocsin.ledger.store import Hit, Kept, Ledger, Line, line

__all__ = ["Hit", "Kept", "Ledger", "Line", "line"]
