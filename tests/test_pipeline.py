"""The verbs together: order, nothing twice, failures named, the same export from the same input, whatever the number of processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tocsin import pipeline, working
from tocsin.errors import KnowledgeError, ReadError
from tocsin.ledger import Ledger
from tocsin.records import Document, Mention, Record, from_json, identify, span

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
LATER = datetime(2024, 6, 6, tzinfo=UTC)


def fake(document: Document, knowledge: object) -> list[Record]:
    """A mention of each "Odesa"; a document that says BREAK cannot be understood."""
    if "BREAK" in document.text:
        raise ZeroDivisionError("nobody divides\nby nothing")
    out: list[Record] = []
    at = document.text.find("Odesa")
    while at >= 0:
        place = span(document.text, at, at + 5)
        out.append(Mention(identify("m", document.id, at), document.id, place, "place", None, "Odesa", "UKR", None))
        at = document.text.find("Odesa", at + 1)
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty texts, one of them twice."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:02}.txt").write_text(f"Report {n} of the harbour master.\n\nThe port of Odesa worked on day {n}; Odesa was calm.\n")
    (folder / "99.txt").write_text((folder / "03.txt").read_text())
    return folder


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.understand.understood", lambda document, knowledge: (document, fake(document, knowledge)))


def read(paths: list[Path], ledger: Ledger, **more: Any) -> tuple[pipeline.Counts, list[ReadError]]:
    failures: list[ReadError] = []
    counts = pipeline.read_into([str(p) for p in paths], ledger, now=more.pop("now", NOW), on_failure=failures.append, **more)
    return counts, failures


@pytest.mark.usefixtures("quick")
def test_documents_stand_in_the_order_of_their_names(folder: Path, tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "a.db", create=True)
    counts, failures = read([folder], ledger)
    assert (counts.read, counts.known, counts.failed, counts.records, failures) == (40, 1, 0, 80, [])
    documents = list(ledger.documents())
    assert [Path(d.uri).name for d in documents] == [f"{n:02}.txt" for n in range(40)]
    assert {d.collected for d in documents} == {NOW}
    assert ledger.original(documents[0].id) == (folder / "00.txt").read_bytes()
    assert ledger.runs()[-1] | {"started": ""} == {
        "number": 1, "started": "", "version": ledger.runs()[-1]["version"], "documents": 40, "known": 1, "failed": 0, "finished": True,
    }  # fmt: skip


@pytest.mark.usefixtures("quick")
def test_reading_twice_adds_nothing(folder: Path, tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "a.db", create=True)
    read([folder], ledger)
    before = list(ledger.lines())
    counts, _ = read([folder], ledger, now=LATER)
    assert (counts.read, counts.known, counts.records) == (0, 41, 0)
    assert list(ledger.lines()) == before


@pytest.mark.usefixtures("quick")
def test_what_fails_is_named_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "05.txt").write_text("BREAK here, in a text that is otherwise fine.")
    (folder / "06.txt").write_bytes(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0" + bytes(range(256)) * 8)
    ledger = Ledger.open(tmp_path / "a.db", create=True)
    counts, failures = read([folder, tmp_path / "nowhere.txt"], ledger)
    assert (counts.read, counts.failed) == (38, 3)
    named = {Path(f.name).name: f.reason for f in failures}
    assert set(named) == {"05.txt", "06.txt", "nowhere.txt"}
    assert named["05.txt"] == "it cannot be understood (ZeroDivisionError: nobody divides by nothing)"
    assert not any("\n" in str(f) for f in failures)
    (folder / "05.txt").write_text("Mended, about Odesa and its harbour.")
    again, _ = read([folder], ledger)
    assert (again.read, again.failed) == (1, 1)


@pytest.mark.usefixtures("quick")
def test_two_fresh_ledgers_export_the_same(folder: Path, tmp_path: Path) -> None:
    exports = []
    for name, now in (("a", NOW), ("b", LATER)):
        ledger = Ledger.open(tmp_path / f"{name}.db", create=True)
        read([folder], ledger, now=now)
        rows = [json.loads(one) for one in pipeline.lines(ledger)]
        exports.append([json.dumps({k: v for k, v in row.items() if k != "collected"}) for row in rows])
    assert exports[0] == exports[1]
    assert len(exports[0]) > 120


@pytest.mark.usefixtures("quick")
def test_an_interrupted_reading_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "a.db", create=True)

    def stop(counts: pipeline.Counts) -> None:
        if counts.read >= 16:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read([folder], ledger, on_progress=stop)
    assert 0 < ledger.counts()["document"] < 40
    assert not ledger.runs()[-1]["finished"]
    read([folder], ledger)
    whole = Ledger.open(tmp_path / "b.db", create=True)
    read([folder], whole)
    assert list(ledger.lines()) == list(whole.lines())


@pytest.mark.usefixtures("quick")
def test_the_export_has_the_derived_last(folder: Path, tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "a.db", create=True)
    read([folder], ledger)
    kinds = [json.loads(one)["record"] for one in pipeline.lines(ledger)]
    assert kinds[:3] == ["document", "mention", "mention"]
    assert "story" in kinds
    assert set(kinds[kinds.index("story") :]) <= set(pipeline.DERIVED)
    assert {json.loads(one)["record"] for one in pipeline.lines(ledger, ["story", "mention"])} == {"story", "mention"}
    story = next(from_json(one) for one in pipeline.lines(ledger, ["story"]))
    assert pipeline.find(ledger, story.id) == [story]


@pytest.mark.usefixtures("quick")
def test_since_keeps_what_may_be_as_late(tmp_path: Path) -> None:
    lines = [
        {"uri": "old", "text": "Odesa was quiet, the harbour said.", "published": "2022-01-01"},
        {"uri": "new", "text": "Odesa was loud, the harbour said.", "published": "2024-01-01"},
        {"uri": "undated", "text": "Odesa again, the harbour said."},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    ledger = Ledger.open(tmp_path / "a.db", create=True)
    read([tmp_path / "in.jsonl"], ledger)
    every, late = pipeline.gathered(ledger), pipeline.gathered(ledger, date(2023, 1, 1))
    assert [d.uri for d in every.documents] == ["old", "new", "undated"]
    assert [d.uri for d in late.documents] == ["new", "undated"]
    assert {m.document for m in late.of["mention"]} == {d.id for d in late.documents}
    assert {d for s in late.stories for d in s.documents} >= {d.id for d in late.documents}


def test_surroundings_are_whole_sentences() -> None:
    text = "First came rain. Then the shelling began. People left Lyman at once. Nobody returned. It was over."
    document = Document("d", "u", "0", None, None, None, None, None, None, None, text, [])
    at = text.index("Lyman")
    start, end = pipeline.surroundings(document, at, at + 5)
    assert text[start:end] == "Then the shelling began. People left Lyman at once. Nobody returned."
    bare = Document("d", "u", "0", None, None, None, None, None, None, None, "x", [])
    assert pipeline.surroundings(bare, 0, 1) == (0, 1)


def test_batches_are_bounded(folder: Path) -> None:
    from tocsin.read import documents, sources

    reads = [one for source in sources([folder]) for one in documents(source) if not isinstance(one, ReadError)]
    assert [len(batch) for batch in working.batches(reads)] == [16, 16, 9]


def test_knowledge_that_is_wrong_stops_the_reading(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: Document, knowledge: object) -> list[Record]:
        raise KnowledgeError("own.yml: entry 1: no such field")

    monkeypatch.setattr("tocsin.understand.understood", lambda document, knowledge: (document, broken(document, knowledge)))
    with pytest.raises(KnowledgeError):
        read([folder], Ledger.open(tmp_path / "a.db", create=True))


def test_a_quote_that_is_not_in_the_text_is_a_failure(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(document: Document, knowledge: object) -> list[Record]:
        return [Mention("m", document.id, span("Kyiv", 0, 4), "place", None, "Kyiv", None, None)]

    monkeypatch.setattr("tocsin.understand.understood", lambda document, knowledge: (document, wrong(document, knowledge)))
    counts, failures = read([folder], Ledger.open(tmp_path / "a.db", create=True))
    assert (counts.read, counts.failed) == (0, 40)
    assert "is not 'Kyiv'" in failures[0].reason


def test_a_record_that_breaks_its_types_is_a_failure(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(document: Document, knowledge: object) -> list[Record]:
        return [Mention("m-1", document.id, span(document.text, 0, 4), "village", None, "Kyiv", None, None)]  # type: ignore[arg-type]

    monkeypatch.setattr("tocsin.understand.understood", lambda document, knowledge: (document, wrong(document, knowledge)))
    counts, failures = read([folder], Ledger.open(tmp_path / "a.db", create=True))
    assert (counts.read, counts.failed) == (0, 40)
    assert failures[0].reason == "mention m-1: Invalid enum value 'village' - at `$.kind`"


@pytest.mark.slow
def test_processes_make_the_same_ledger(folder: Path, tmp_path: Path) -> None:
    exports: list[list[str]] = []
    make: Callable[[int], Ledger] = lambda jobs: Ledger.open(tmp_path / f"{jobs}.db", create=True)
    for jobs in (1, 2):
        counts, _ = read([folder], make(jobs), jobs=jobs)
        assert (counts.read, counts.known, counts.failed) == (40, 1, 0)
        exports.append(list(pipeline.lines(Ledger.open(tmp_path / f"{jobs}.db"))))
    assert exports[0] == exports[1]
