"""Everything that Tocsin raises on purpose.

TocsinError
├── ReadError (ValueError)           a file or a part of one cannot be read; names it and the reason
│   ├── UnknownFormat                its content is of no kind that Tocsin reads
│   ├── EmptyText                    it was read, and there is no text in it
│   └── BrokenFile                   it says it is of a kind, but cannot be decoded as that kind
├── KnowledgeError (ValueError)      a knowledge file breaks the schema, or an example of it fails
├── LedgerError                      the ledger cannot be opened, is newer than this program, or is no ledger
├── SpanError (ValueError)           a record's quote is not in the text where it says
├── NotFound (KeyError)              no record has that id
└── UsageError (ValueError)          what was asked for makes no sense: a bad date, an unknown format
"""

from __future__ import annotations


class TocsinError(Exception):
    """Base of all of them; `str()` is one line for a person."""


class ReadError(TocsinError, ValueError):
    """A source cannot be read.

    name: the file, archive member or line it is about, as the user knows it.
    reason: one clause in plain English.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:  # so that it comes home whole from another process
        return type(self), (self.name, self.reason)


class UnknownFormat(ReadError):
    """The content is of no kind that Tocsin reads."""


class EmptyText(ReadError):
    """There is no text in it."""


class BrokenFile(ReadError):
    """It cannot be decoded as the kind that it says it is."""


class KnowledgeError(TocsinError, ValueError):
    """A knowledge file breaks the schema; the message names file, entry and field."""


class LedgerError(TocsinError):
    """The ledger cannot be used; the message says what to do."""


class SpanError(TocsinError, ValueError):
    """A quote is not in the text where its span says."""


class NotFound(TocsinError, KeyError):
    """No record has that id."""

    def __str__(self) -> str:  # KeyError would print the repr of the message
        return str(self.args[0]) if self.args else "not found"


class UsageError(TocsinError, ValueError):
    """What was asked for makes no sense."""
