"""Paths → documents: every format told by content, every failure named, the others unharmed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import pickle
import sqlite3
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tocsin.errors import BrokenFile, EmptyText, ReadError, UnknownFormat
from tocsin.read import documents, finding, read, sources
from tocsin.read.document import Read
from tocsin.records import Document, identify

STORY = "Convoy crosses the river at dawn\n\nThe convoy crossed the river before dawn, officials said on Friday, and no shots were fired.\n"
WHO = ("convoy", "column", "ferry")


def pdf_bytes(*pages: list[str]) -> bytes:
    """A small PDF with these lines of text, page by page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 12 Tf 72 720 Td 14 TL {shown} ET".encode("latin-1")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def one(path: Path) -> Document:
    (found,) = read([path])
    assert isinstance(found, Read), found
    return found.document


def failure(path: Path) -> ReadError:
    (found,) = read([path])
    assert isinstance(found, ReadError), found
    return found


def test_plain_text_is_kept_letter_for_letter(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode() + "Itâ€™s over.".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (found,) = read([str(path)])
    assert isinstance(found, Read)
    d = found.document
    assert d.text == data.decode("utf-8-sig")
    assert found.original == data
    assert d.sha256 == hashlib.sha256(data).hexdigest()
    assert d.id == identify("d", d.sha256)
    assert d.uri == path.as_posix()
    assert d.title == "Convoy crosses the river at dawn"
    assert d.collected is None


def test_names_do_not_decide(tmp_path: Path) -> None:
    for name, data in {
        "a.html": STORY.encode(),
        "b.txt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nGood evening to you all.\n",
        "c.doc": pdf_bytes(["Convoy crosses the river", "Nobody fired a shot at the bridge."]),
        "d": json.dumps({"uri": "x:1", "text": STORY}).encode(),
        "e.jpg": gzip.compress(STORY.encode()),
    }.items():
        (tmp_path / name).write_bytes(data)
    found = list(read([tmp_path]))
    assert all(isinstance(f, Read) for f in found), found
    texts = {Path(f.document.uri).name: f.document for f in found if isinstance(f, Read)}
    assert texts["a.html"].text == STORY
    assert texts["b.txt"].text == "Good evening to you all."
    assert texts["b.txt"].kind == "transcript"
    assert "Nobody fired a shot" in texts["c.doc"].text
    assert texts["x:1"].text == STORY
    assert texts["e.jpg"].text == STORY


def test_html(tmp_path: Path) -> None:
    pytest.importorskip("tocsin.read.html")
    path = tmp_path / "a.txt"
    body = "".join(
        f"<p>The convoy crossed bridge number {n} before dawn, officials said, and nobody fired a shot at it.</p>" for n in range(6)
    )
    path.write_text(f"<!DOCTYPE html><html><head><title>Convoy crosses</title></head><body><article>{body}</article></body></html>")
    d = one(path)
    assert "bridge number 3" in d.text
    assert "<p>" not in d.text


def test_pdf_lines_become_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf_bytes(["The convoy crossed the river before dawn, offi-", "cials said on Friday, and no shots were fired at", "the bridge."])
    )
    assert one(path).text == "The convoy crossed the river before dawn, officials said on Friday, and no shots were fired at the bridge."


def test_pdf_running_heads_are_furniture(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    bodies = [
        [f"The {who} crossed the river before dawn, officials said on Friday, and", f"no shots hit the {who} on the bridge."] for who in WHO
    ]
    path.write_bytes(pdf_bytes(*[["River Watch bulletin 12", *body, f"Page {n}"] for n, body in enumerate(bodies, 1)]))
    d = one(path)
    assert [f.quote for f in d.furniture] == [q for n in (1, 2, 3) for q in ("River Watch bulletin 12", f"Page {n}")]
    assert all(d.text[f.start : f.end] == f.quote for f in d.furniture)
    assert d.text.count("officials said on Friday, and no shots hit the") == 3


def test_markdown_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text('---\ntitle: "Convoy crosses"\nauthor: Jane Doe\ndate: 2022-02-24\n---\n\n' + STORY)
    d = one(path)
    assert (d.title, d.author) == ("Convoy crosses", "Jane Doe")
    assert d.published is not None
    assert d.published.earliest == date(2022, 2, 24)
    assert d.furniture[0].start == 0
    assert d.text == path.read_text()


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    rows = [
        json.dumps(
            {"uri": "tag:a/1 é", "text": STORY, "title": "T", "publisher": "P", "author": "A", "kind": "social", "published": "2022-02-24"}
        ),
        "{broken",
        json.dumps(
            {"id": "x-2", "text": STORY, "published": {"earliest": "2022-02-01", "latest": "2022-02-28"}, "url": "https://t.me/x/1"}
        ),
        "",
        json.dumps({"id": "x-3"}),
        json.dumps({"id": "x-4", "text": ""}),
        "[1, 2]",
        json.dumps({"id": "x-5", "text": STORY, "published": "2022-02-24T23:59:00Z"}),
        json.dumps({"id": "x-6", "text": STORY, "published": "soon"}),
        json.dumps({"id": "x-7", "text": STORY, "kind": "novel", "language": "en-GB"}),
        json.dumps({"id": "x-8", "text": "a\u0000b"}),
    ]
    path.write_text("\n".join(rows))
    found = list(read([path]))
    good = [f for f in found if isinstance(f, Read)]
    bad = [f for f in found if isinstance(f, ReadError)]
    assert [g.document.uri for g in good] == ["tag:a/1 é", "x-2", "x-5", "x-7"]
    assert [int(b.name.rsplit(":", 1)[1]) for b in bad] == [2, 5, 6, 7, 9, 11]
    assert all(b.name.startswith(path.as_posix()) and b.reason for b in bad)
    first, second, third, fourth = (g.document for g in good)
    assert (first.title, first.publisher, first.author, first.kind, first.text) == ("T", "P", "A", "social", STORY)
    assert second.published is not None
    assert (second.published.earliest, second.published.latest, second.published.basis) == (date(2022, 2, 1), date(2022, 2, 28), "metadata")
    assert second.kind == "social"
    assert third.published is not None
    assert third.published.latest == date(2022, 2, 24)
    assert (fourth.kind, fourth.language) == (None, "en")
    assert len({first.id, second.id, third.id}) == 3
    assert good[0].original == rows[0].encode()


def test_json_array_and_single_object(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"id": "1", "text": STORY}, {"id": "2", "text": STORY}, {"id": "3"}], indent=1))
    (tmp_path / "b.json").write_text(json.dumps({"id": "4", "text": STORY}, indent=1))
    (tmp_path / "c.json").write_text('[{"id": "5", "text": "cut')
    found = list(read([tmp_path]))
    assert [f.document.uri for f in found if isinstance(f, Read)] == ["1", "2", "4"]
    assert [type(f) for f in found if isinstance(f, ReadError)] == [UnknownFormat, BrokenFile]


def test_text_in_brackets_is_no_json(tmp_path: Path) -> None:
    for i, text in enumerate(["[ad_1]\n" + STORY, "{Editor's note} " + STORY, "[Music] " + STORY]):
        path = tmp_path / f"{i}.txt"
        path.write_text(text)
        assert one(path).text == text


def test_json_lines_are_known_though_the_first_is_bad_or_wide(tmp_path: Path) -> None:
    rows = [json.dumps({"id": str(n), "text": STORY}) for n in range(4)]
    (tmp_path / "a.jsonl").write_text("\n".join(["cut off", *rows]))
    (tmp_path / "b.jsonl").write_bytes("\n".join(rows).encode("utf-16"))
    found = list(read([tmp_path]))
    assert [type(f) for f in found] == [BrokenFile, *[Read] * 8]


@pytest.mark.parametrize(
    "day",
    [
        "2022-02-24",
        "2022-02-24T23:00:00+02:00",
        "Thu Feb 24 10:07:33 +0000 2022",
        "Thu, 24 Feb 2022 10:11:12 +0000",
        "Feb. 24, 2022",
        1645700853,
    ],
)
def test_published_as_people_write_it(tmp_path: Path, day: object) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "1", "text": STORY, "published": day}))
    published = one(path).published
    assert published is not None
    assert (published.earliest, published.basis) == (date(2022, 2, 24), "metadata")


def test_a_lone_surrogate_is_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "cut \\ud83d off"}\n' + json.dumps({"id": "2", "text": STORY}))
    found = list(read([path]))
    assert [type(f) for f in found] == [BrokenFile, Read]


def test_a_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text(STORY)
    except OSError:
        pytest.skip("this file system has UTF-8 names only")
    assert one(tmp_path).uri.endswith("/caf\ufffd.txt")


def test_html_beside_json_lines(tmp_path: Path) -> None:
    pytest.importorskip("tocsin.read.html")
    markup = (
        "<html><body><article>"
        + "<p>The convoy crossed the river before dawn, officials said, and nobody fired.</p>" * 5
        + "</article></body></html>"
    )
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html.gz").write_bytes(gzip.compress(markup.encode()))
    (tmp_path.parent / "outside.html").write_text(markup)
    rows = [
        {"uri": "a", "html": "html/a.html.gz"},
        {"uri": "b", "html": markup},
        {"uri": "c", "html": "../outside.html"},
        {"uri": "d", "html": "/etc/passwd"},
        {"uri": "e", "html": "html/missing.html"},
    ]
    path = tmp_path / "docs.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    found = list(read([path]))
    assert [f.document.uri for f in found if isinstance(f, Read)] == ["a", "b"]
    reasons = [f.reason for f in found if isinstance(f, ReadError)]
    assert ["outside" in r for r in reasons] == [True, True, False]
    assert all("convoy crossed the river" in f.document.text for f in found if isinstance(f, Read))


def test_long_json_lines_come_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "PIECE", 2000)
    path = tmp_path / "long.jsonl"
    rows = [json.dumps({"id": f"r{n}", "text": f"{STORY} {n}"}) if n != 37 else "{bad" for n in range(50)]
    path.write_text("\n".join(rows) + "\n")
    pieces = list(sources([path]))
    assert len(pieces) > 3
    assert sum(p.size or 0 for p in pieces) == path.stat().st_size
    found = [f for p in pieces for f in documents(pickle.loads(pickle.dumps(p)))]
    assert [f.document.uri for f in found if isinstance(f, Read)] == [f"r{n}" for n in range(50) if n != 37]
    assert [f.name for f in found if isinstance(f, ReadError)] == [f"{path.as_posix()}:38"]


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/z.txt", "b/a.txt", "c.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).write_text(STORY + name)
    with sqlite3.connect(tmp_path / "crisis.db") as db:
        db.execute("create table t (x)")
    db.close()
    (tmp_path / "crisis.db-wal").write_bytes(b"\x37\x7f\x06\x82" * 9)
    found = list(read([tmp_path]))
    assert [f.document.uri if isinstance(f, Read) else f for f in found] == [
        f"{tmp_path.as_posix()}/{n}" for n in ("b/a.txt", "b/z.txt", "c.txt")
    ]


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(
        zipped(
            {
                "b.txt": STORY.encode(),
                "a/feed.jsonl": json.dumps({"id": "1", "text": STORY}).encode(),
                "c.gz": gzip.compress(STORY.encode() * 2),
                ".DS_Store": b"\x00",
                "p.png": b"\x89PNG\r\n\x1a\n\x00",
                "inner.zip": zipped({"d.txt": STORY.encode() * 3, "deep.zip": zipped({"e.txt": STORY.encode()})}),
            }
        )
    )
    found = list(read([path]))
    name = path.as_posix()
    assert [f.document.uri for f in found if isinstance(f, Read)] == ["1", f"{name}!/b.txt", f"{name}!/c.gz", f"{name}!/inner.zip!/d.txt"]
    bad = {f.name: f for f in found if isinstance(f, ReadError)}
    assert isinstance(bad[f"{name}!/p.png"], UnknownFormat)
    assert "deep" in bad[f"{name}!/inner.zip!/deep.zip"].reason
    assert pickle.loads(pickle.dumps(next(iter(sources([path])))))


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"big.txt": b"a" * (4 << 20), "small.txt": STORY.encode()}))
    found = list(read([path]))
    assert [type(f) for f in found] == [BrokenFile, Read]
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"a" * (4 << 20)))
    assert "harm" in failure(tmp_path / "bomb.gz").reason
    monkeypatch.setattr(finding, "MAX_MEMBERS", 1)
    assert "more than 1 files" in failure(path).reason


def test_standard_input() -> None:
    (found,) = read(["-"], stdin=STORY.encode())
    assert isinstance(found, Read)
    assert found.document.uri == "stdin:" + hashlib.sha256(STORY.encode()).hexdigest()[:12]
    (empty,) = read(["-"], stdin=b"")
    assert isinstance(empty, EmptyText)


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"", EmptyText, "is empty"),
        (b"  \n", EmptyText, "white space"),
        (bytes(range(256)), UnknownFormat, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), UnknownFormat, "picture"),
        (b"PK\x03\x04 broken", BrokenFile, "damaged zip"),
        (b"\x1f\x8b\x08 broken", BrokenFile, "damaged gzip"),
        (gzip.compress(STORY.encode() * 9)[:-20], BrokenFile, "damaged gzip"),
        (b"%PDF-1.4 broken", BrokenFile, "damaged PDF"),
        (pdf_bytes([]), EmptyText, "text layer"),
        (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), UnknownFormat, "office"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', UnknownFormat, "feed"),
        (b"SQLite format 3\x00" + bytes(99), UnknownFormat, "database"),
        (b'{"type": "FeatureCollection", "features": []}', UnknownFormat, "neither"),
    ],
)
def test_failures_are_named(tmp_path: Path, data: bytes, error: type[ReadError], reason: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text(STORY)
    first, second = read([bad, good])
    assert isinstance(first, error)
    assert first.name.startswith(bad.as_posix())
    assert reason in first.reason
    assert "\n" not in str(first)
    assert isinstance(second, Read)


def test_missing_and_dangling(tmp_path: Path) -> None:
    assert "does not exist" in failure(tmp_path / "none.txt").reason
    (tmp_path / "link.txt").symlink_to(tmp_path / "none.txt")
    assert "link to nothing" in failure(tmp_path).reason
    (tmp_path / "empty").mkdir()
    assert isinstance(failure(tmp_path / "empty"), EmptyText)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (tmp_path / "a.txt").write_text(STORY)
    locked.chmod(0)
    try:
        found = list(read([tmp_path]))
    finally:
        locked.chmod(0o700)
    assert sorted(type(f).__name__ for f in found) == ["BrokenFile", "Read"]


def test_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    opened = Path.open

    def refuse(self: Path, *args: object, **more: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    first, second = read([tmp_path])
    assert isinstance(first, BrokenFile)
    assert "permission" in first.reason
    assert isinstance(second, Read)


def test_errors_come_home_from_other_processes() -> None:
    e = pickle.loads(pickle.dumps(UnknownFormat("a.txt", "is a binary file")))
    assert (type(e), e.name, e.reason) == (UnknownFormat, "a.txt", "is a binary file")


@pytest.mark.slow
def test_speed_without_furniture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tocsin.read.furniture

    monkeypatch.setattr(tocsin.read.furniture, "furniture", lambda text, **more: [])
    path = tmp_path / "many.jsonl"
    body = STORY * 24
    path.write_text("\n".join(json.dumps({"id": str(n), "text": f"{n} {body}"}) for n in range(1000)))
    list(read([path]))
    began = time.process_time()
    n = sum(isinstance(f, Read) for f in read([path]))
    taken = time.process_time() - began
    assert n == 1000
    assert path.stat().st_size / taken > 2_000_000  # bytes a second; 5 MB/s on an idle machine, less where tests run side by side


def test_json_nested_without_end_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"a":' * 100_000)
    assert isinstance(failure(path), BrokenFile)
