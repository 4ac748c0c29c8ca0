"""Statements of a text by the rules alone, without mentions or times, for tests."""

from __future__ import annotations

import copy
from functools import cache

from tocsin.knowledge import Knowledge, knowledge
from tocsin.records import Document, DocumentKind
from tocsin.understand.finds import Said
from tocsin.understand.page import page
from tocsin.understand.statements import statement_sentences, statements


@cache
def rules() -> Knowledge:
    """The knowledge base without the learned encoder."""
    known = copy.copy(knowledge())
    known.encoder = None
    return known


def read(text: str, kind: DocumentKind | None = None) -> list[Said]:
    """What `statements` finds in a text of unknown names."""
    known = rules()
    p = page(Document("d-1", "test", "0", None, None, None, kind, "en", None, None, text, []))
    p.parse(sorted(statement_sentences(p, [], known)), known)
    return statements(p, [], [], known)
