"""Reading one passage as understand() does, for tests of events."""

from __future__ import annotations

from datetime import date
from functools import cache

from tocsin.knowledge import knowledge
from tocsin.records import Document, Published
from tocsin.understand.events import event_sentences, events
from tocsin.understand.finds import Deed
from tocsin.understand.mentions import mentions
from tocsin.understand.page import page
from tocsin.understand.times import times


@cache
def deeds(text: str, published: date | None = None) -> tuple[Deed, ...]:
    """The events of a passage published on a day."""
    dated = Published(published, published, "metadata", []) if published else None
    known = knowledge()
    p = page(Document("test", "test", "", None, None, None, None, None, dated, None, text, []))
    names = mentions(p, known)
    p.parse(sorted(event_sentences(p, names, known)), known)
    return tuple(events(p, names, times(p), [], [], known))


def told(deed: Deed) -> str:
    """An event in one line: `TYPE status ACTORS > RECIPIENTS`, countries where known, else names."""

    def side(parties: tuple[object, ...]) -> str:
        return ",".join(sorted(str(p.country or p.name) for p in parties)) or "-"  # type: ignore[attr-defined]

    return f"{deed.type} {deed.status} {side(deed.actor)} > {side(deed.recipient)}"
