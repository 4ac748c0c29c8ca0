"""Statements of a text, without mentions or times, for tests."""

from __future__ import annotations

from tocsin.knowledge import knowledge
from tocsin.records import Document, DocumentKind
from tocsin.understand.finds import Said
from tocsin.understand.page import page
from tocsin.understand.statements import statement_sentences, statements


def read(text: str, kind: DocumentKind | None = None) -> list[Said]:
    """What `statements` finds in a text of unknown names."""
    known = knowledge()
    p = page(Document("d-1", "test", "0", None, None, None, kind, "en", None, None, text, []))
    p.parse(sorted(statement_sentences(p, [], known)), known)
    return statements(p, [], [], known)
