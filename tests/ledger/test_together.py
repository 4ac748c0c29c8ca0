"""Several processes on one ledger, and processes that are killed in the middle of it."""

from __future__ import annotations

import multiprocessing
import random
import re
import sqlite3
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tocsin.errors import LedgerError
from tocsin.ledger import Kept, Ledger, line
from tocsin.records import Document, Mention, span

KILLS = 50
FORK = multiprocessing.get_context("fork")  # a spawned one would take most of the test to start


def documents(first: int, last: int) -> list[Kept]:
    """Documents first..last-1; number n has n % 7 records."""
    out = []
    for n in range(first, last):
        text = f"Kherson reported {n} shells. " * 20
        document = Document(f"d-{n:05}", f"{n}.txt", "0", None, None, None, None, None, None, None, text, [])
        lines = [
            line(Mention(f"m-{n}-{k}", document.id, span(text, 0, 7), "place", None, "Kherson", None, None), "mention")
            for k in range(n % 7)
        ]
        out.append(Kept(document, lines, text.encode()))
    return out


def write(path: str, last: int, batch: int, begun: Connection | None = None) -> None:
    """Writes what is missing of documents 0..last-1, a batch at a time; tells `begun` when the first is there."""
    ledger = Ledger.open(path, create=True)
    known = ledger.known([one.document.id for one in documents(0, last)])
    missing = [one for one in documents(0, last) if one.document.id not in known]
    for at in range(0, len(missing), batch):
        ledger.keep(missing[at : at + batch])
        if begun is not None and at == 0:
            begun.send(True)


def read(path: str, until: float, failed: object) -> None:
    """Reads all lines again and again; every document must have its records."""
    ledger = Ledger.open(path)
    while time.monotonic() < until:
        check(list(ledger.records()))
        ledger.search("Kherson", 3)


def check(records: list[object]) -> int:
    """Are all documents whole; how many there are."""
    owned: dict[str, int] = {}
    for record in records:
        if isinstance(record, Document):
            owned[record.id] = 0
        else:
            assert isinstance(record, Mention)
            owned[record.document] += 1
    assert all(number == int(id[2:]) % 7 for id, number in owned.items()), owned
    return len(owned)


@pytest.mark.slow
def test_killed_at_any_moment_only_whole_documents_stand(tmp_path: Path) -> None:
    path, fresh = str(tmp_path / "a.db"), str(tmp_path / "b.db")
    rng = random.Random(7)
    last = 400
    stages = []
    for n in range(KILLS):
        near, far = FORK.Pipe(duplex=False)
        process = FORK.Process(target=write, args=(path, last, rng.choice([1, 2, 3]), far))
        process.start()
        if n < 10:  # while the tables are made
            time.sleep(rng.uniform(0.0, 0.03))
        else:
            near.poll(10)
            time.sleep(rng.uniform(0.0, 0.008))
        process.kill()
        process.join()
        near.close()
        far.close()
        try:
            stages.append(check(list(Ledger.open(path).records())))
        except LedgerError as e:  # killed before the tables were there: nothing is, not a half of it
            if not re.search("no ledger|nothing in the ledger", str(e)):
                raise
    assert stages == sorted(stages), "nothing that was kept is lost again"
    assert len(set(stages)) > KILLS / 2, "the kills must fall at different points of the work"
    write(fresh, last, 16)
    write(path, last, 16)
    assert list(Ledger.open(path).lines()) == list(Ledger.open(fresh).lines())
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.execute("INSERT INTO text_search(text_search) VALUES ('integrity-check')")
    connection.close()


def test_readers_and_writers_do_not_stop_each_other(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    write(path, 10, 10)
    until = time.monotonic() + 1.0
    readers = [FORK.Process(target=read, args=(path, until, None)) for _ in range(2)]
    writers = [FORK.Process(target=write, args=(path, 300, size)) for size in (2, 3)]
    for process in readers + writers:
        process.start()
    for process in readers + writers:
        process.join(60)
    assert [process.exitcode for process in readers + writers] == [0, 0, 0, 0]
    assert check(list(Ledger.open(path).records())) == 300


def test_two_may_make_the_same_ledger(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    both = [FORK.Process(target=write, args=(path, 20, 5)) for _ in range(3)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0, 0]
    assert check(list(Ledger.open(path).records())) == 20
