"""What the ledger promises: whole documents, nothing twice, the same lines from the same input, plain words in a search."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin.errors import LedgerError, NotFound, UsageError
from tocsin.ledger import Kept, Ledger, line
from tocsin.ledger.migration import REVISIONS
from tocsin.ledger.tables import metadata
from tocsin.records import Document, Furniture, Published, Statement, from_json, span

TEXT = "Skip to content\nThe ministry’s spokesman said the convoy crossed Chernivtsi’s café line. Nobody confirmed it."


def kept(n: int, text: str = TEXT, collected: datetime | None = None) -> Kept:
    """A document with one statement."""
    published = Published(date(2022, 3, 1), date(2022, 3, 2), "stated", [span(text, 16, 28)])
    furniture = [Furniture(0, 15, text[:15], "menu")]
    document = Document(f"d-{n}", f"{n}.txt", "0", f"Title {n}", None, None, "news", "en", published, collected, text, furniture)
    said = Statement(f"s-{n}", f"d-{n}", span(text, 16, 30), None, [span(text, 45, 89)], None, [], None, "say", "indirect", None, None)
    return Kept(document, [line(said, "statement")], b"raw bytes")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "a.db", create=True)


def test_a_document_comes_back_as_it_was(ledger: Ledger) -> None:
    one = kept(1, collected=datetime(2024, 5, 6, 7, 8, tzinfo=UTC))
    assert ledger.keep([one]) == 1
    assert ledger.document("d-1") == one.document
    assert list(ledger.documents()) == [one.document]
    assert ledger.original("d-1") == b"raw bytes"
    assert [r.id for r in ledger.of("d-1")] == ["s-1"]
    assert [r.id for r in ledger.records()] == ["d-1", "s-1"]


def test_the_same_document_twice_adds_nothing(ledger: Ledger) -> None:
    assert ledger.keep([kept(1), kept(1)]) == 1
    before = list(ledger.lines())
    assert ledger.keep([kept(1)]) == 0
    assert list(ledger.lines()) == before
    assert ledger.known(["d-1", "d-2"]) == {"d-1"}
    assert ledger.counts() == {"document": 1, "statement": 1}


def test_lines_of_chosen_kinds(ledger: Ledger) -> None:
    ledger.keep([kept(1), kept(2)])
    assert [from_json(x).id for x in ledger.lines()] == ["d-1", "s-1", "d-2", "s-2"]
    assert [from_json(x).id for x in ledger.lines(["statement"])] == ["s-1", "s-2"]
    assert [from_json(x).id for x in ledger.lines(["document"])] == ["d-1", "d-2"]
    assert list(ledger.lines(["event"])) == []


def test_a_document_is_written_whole_or_not_at_all(ledger: Ledger) -> None:
    bad = Kept(kept(2).document, [line(from_json(kept(2).lines[0].line), None)], b"")  # type: ignore[arg-type]  # a record without kind
    with pytest.raises(LedgerError):
        ledger.keep([kept(1), bad])
    assert list(ledger.lines()) == []
    assert ledger.keep([kept(1)]) == 1


def test_ids_are_found_by_their_beginning(ledger: Ledger) -> None:
    ledger.keep([kept(1), kept(10), kept(2)])
    assert [r.id for r in ledger.find("s-1")] == ["s-1"]  # whole, though s-10 begins so too
    assert [r.id for r in ledger.find("s-")] == ["s-1", "s-10", "s-2"]
    assert [r.id for r in ledger.find("d-2")] == ["d-2"]
    assert ledger.find("x") == []
    with pytest.raises(NotFound):
        ledger.document("d-9")
    with pytest.raises(NotFound):
        ledger.original("d-9")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("crossing", ["crossed"]),  # inflected
        ("CAFE", ["café"]),  # without accent and case
        ('"convoy crossed"', ["convoy crossed"]),
        ("conv*", ["convoy"]),
        ("convoy AND confirmed", ["convoy", "confirmed"]),
        ("ministry's", ["ministry’s"]),  # an apostrophe is no FTS5 syntax
        ('said: "convoy', ["said", "convoy"]),
        ("(convoy", ["convoy"]),
    ],
)
def test_search_finds_and_cites(ledger: Ledger, query: str, words: list[str]) -> None:
    ledger.keep([kept(1)])
    hits = [hit for hit in ledger.search(query) if isinstance(hit.record, Document)]
    assert [[hit.document.text[a:b] for a, b in hit.found] for hit in hits] == [words]


def test_search_prefers_what_people_say(ledger: Ledger) -> None:
    ledger.keep([kept(1)])
    assert [hit.record.id for hit in ledger.search("convoy")] == ["s-1", "d-1"]
    assert ledger.search("submarine") == []
    for nothing in ("", "  ", "?!"):
        with pytest.raises(UsageError):
            ledger.search(nothing)


def test_runs_are_noted(ledger: Ledger) -> None:
    number = ledger.begin_run(datetime(2024, 1, 1, tzinfo=UTC), "1.0")
    ledger.begin_run(datetime(2024, 1, 2, tzinfo=UTC), "1.0")
    ledger.end_run(number, 3, 1, 0)
    assert [(r["documents"], r["finished"]) for r in ledger.runs()] == [(3, True), (0, False)]


# ---------------------------------------------------------------- files that are no ledger of ours


def test_a_missing_ledger_is_not_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger.open(tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()
    with pytest.raises(LedgerError, match="no folder"):
        Ledger.open(tmp_path / "b" / "a.db", create=True)
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path, create=True)
    with pytest.raises(LedgerError, match="not supported"):
        Ledger.open("postgresql://host/db")


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("This is no database, and it is long enough to have a header.\n" * 40)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    for path in (text, other):
        before = path.read_bytes()
        for create in (False, True):
            with pytest.raises(LedgerError, match="not a Tocsin ledger"):
                Ledger.open(path, create)
        assert path.read_bytes() == before


def test_a_newer_ledger_is_refused_in_one_line(ledger: Ledger) -> None:
    connection = sqlite3.connect(ledger.name)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LedgerError, match="newer Tocsin") as caught:
        Ledger.open(ledger.name)
    assert "\n" not in str(caught.value)


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    with pytest.raises(LedgerError, match="nothing in the ledger"):
        Ledger.open(tmp_path / "a.db")
    assert Ledger.open(tmp_path / "a.db", create=True).counts() == {"document": 0}


# ---------------------------------------------------------------- migrations


def test_revisions_are_alembics() -> None:
    from alembic.script import ScriptDirectory

    import tocsin.ledger

    scripts = ScriptDirectory(str(Path(tocsin.ledger.__file__).parent / "migrations"))
    assert tuple(reversed([s.revision for s in scripts.walk_revisions()])) == REVISIONS


def test_tables_are_what_the_migrations_make(ledger: Ledger) -> None:
    connection = sqlite3.connect(ledger.name)
    for table in metadata.tables.values():
        made = {row[1]: (row[2], bool(row[3]) and not row[5]) for row in connection.execute(f"PRAGMA table_info({table.name})")}
        assert made == {
            c.name: (str(c.type) if str(c.type) != "BOOLEAN" else "BOOLEAN", not c.nullable and not c.primary_key) for c in table.columns
        }
        indexes = {row[1] for row in connection.execute(f"PRAGMA index_list({table.name})") if row[3] == "c"}
        assert indexes == {index.name for index in table.indexes}
    connection.close()


def test_opening_a_current_ledger_needs_no_alembic(ledger: Ledger) -> None:
    import subprocess
    import sys

    code = f"import sys; from tocsin.ledger import Ledger; Ledger.open({ledger.name!r}); print('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
