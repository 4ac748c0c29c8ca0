"""Document → mentions, times, statements, events, quantities. Pure: no clock, no disk, no network.

A matcher looks at every sentence; the parser only at those in which something can be found.
"""

from __future__ import annotations

from datetime import timedelta

from tocsin.knowledge import Knowledge
from tocsin.records import Document, Event, Interval, Mention, Place, Quantity, Record, Statement, Time, When, identify
from tocsin.understand.finds import Amount, Deed, Moment, Name, Said
from tocsin.understand.page import Page, page

__all__ = ["understand"]


def understand(document: Document, knowledge: Knowledge) -> list[Record]:
    """All records of one document, kind by kind, each kind in the order of the text.

    The same document and knowledge give the same records, ids included.
    """
    from tocsin.understand.events import event_sentences, events
    from tocsin.understand.mentions import mentions
    from tocsin.understand.quantities import quantities
    from tocsin.understand.statements import statement_sentences, statements
    from tocsin.understand.times import times

    p = page(document)
    names = mentions(p, knowledge)
    moments = times(p)
    amounts = quantities(p, names)
    wanted = statement_sentences(p, names, knowledge) | event_sentences(p, names, knowledge)
    p.parse(sorted(wanted), knowledge)
    said = statements(p, names, moments, knowledge)
    deeds = events(p, names, moments, amounts, said, knowledge)
    return _records(p, names, moments, amounts, said, deeds, knowledge)
