"""Understanding, here or in worker processes: batches of documents in, their stored lines out, in the same order.

Memory stays flat: only a few batches are under way at once, and the parser forgets the words of each.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from tocsin.errors import KnowledgeError, TocsinError
from tocsin.ledger import Line, line
from tocsin.records import Document, Published, from_json, hold, kind

if TYPE_CHECKING:
    from tocsin.read.document import Read

BATCH_DOCUMENTS = 16
BATCH_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: its lines, or the reason why there are none. published: as stated, or inferred from what it says."""

    lines: list[Line]
    reason: str = ""
    published: Published | None = None


_documents = msgspec.msgpack.Decoder(list[Document])
_outcomes = msgspec.msgpack.Decoder(list[Outcome])


def understood(reads: Iterable[Read], jobs: int, knowledge: str) -> Iterator[list[tuple[Read, Outcome]]]:
    """Batches of what was read with what came of it, in the order of `reads`, whatever `jobs` is.

    knowledge: the analyst's own folder, or "". Raises TocsinError where a worker dies.
    """
    if jobs <= 1:
        for batch in batches(reads):
            yield list(zip(batch, outcomes([one.document for one in batch], knowledge), strict=True))
    else:
        yield from _beside(reads, jobs, knowledge)


def _beside(reads: Iterable[Read], jobs: int, knowledge: str) -> Iterator[list[tuple[Read, Outcome]]]:
    from multiprocessing import active_children, get_context

    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_settle)
    waiting: deque[tuple[list[Read], Future[bytes]]] = deque()

    def done() -> list[tuple[Read, Outcome]]:
        batch, future = waiting.popleft()
        return list(zip(batch, _outcomes.decode(future.result()), strict=True))

    try:
        for batch in batches(reads):
            documents = msgspec.msgpack.encode([one.document for one in batch])
            with _deaf():  # the first call starts the workers, which inherit it
                waiting.append((batch, pool.submit(_work, documents, knowledge)))
            while len(waiting) > 2 * jobs or (waiting and waiting[0][1].done()):
                yield done()
        while waiting:
            yield done()
    except BrokenProcessPool as e:
        raise TocsinError("a worker process died, perhaps for want of memory; what was read is kept: read again with fewer --jobs") from e
    except BaseException:  # interrupted, or whoever asked has had enough: nobody waits for the batches under way
        for worker in set(active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits until the end, where the system can do that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle() -> None:
    """A worker leaves Ctrl-C to its parent, and never outlives it."""
    import os
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def _work(documents: bytes, knowledge: str) -> bytes:
    return msgspec.msgpack.encode(outcomes(_documents.decode(documents), knowledge))


def batches(reads: Iterable[Read]) -> Iterator[list[Read]]:
    """Batches of at most 16 documents and, but for a single longer one, 200,000 characters."""
    batch: list[Read] = []
    characters = 0
    for one in reads:
        length = len(one.document.text)
        if batch and (len(batch) == BATCH_DOCUMENTS or characters + length > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(one)
        characters += length
    if batch:
        yield batch


def outcomes(documents: list[Document], knowledge: str) -> list[Outcome]:
    """What comes of each document, in this process."""
    from tocsin.knowledge.language import forgetting

    with forgetting():
        return [outcome(document, knowledge) for document in documents]


def outcome(document: Document, knowledge: str) -> Outcome:
    """The lines of a document; whatever goes wrong is its reason, so that the other documents go on."""
    from tocsin.knowledge import own
    from tocsin.understand import understood as read_closely

    try:
        known = own(knowledge)
        document, found = read_closely(document, known)
        hold(document.text, [document, *found])
        return Outcome([_checked(line(record, kind(record))) for record in found], published=document.published)
    except KnowledgeError:  # of no document: nothing can go on
        raise
    except TocsinError as e:
        return Outcome([], str(e))
    except Exception as e:
        return Outcome([], f"it cannot be understood ({type(e).__name__}: {' '.join(str(e).split())})")


def _checked(stored: Line) -> Line:
    """The line, if it can be read again: a record is not held to its types when it is made, only here."""
    try:
        from_json(stored.line)
    except msgspec.ValidationError as e:
        raise TocsinError(f"{stored.kind} {stored.id}: {e}") from e
    return stored
