"""Exports: JSON Lines as records.md has them, and tables for a spreadsheet.

A table has one row a record. Lists of parties become "; "-joined names beside their codes; a span becomes its offsets and its quote;
the text of a document stays out (JSON Lines has it). A cell that a spreadsheet would take for a formula gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tocsin.errors import UsageError
from tocsin.records import KINDS

NAMES = tuple(one.__name__.lower() for one in KINDS)
_FORMULA = re.compile(r"\s*[=+@-](?!\d+(?:\.\d+)?(?:; -?\d+(?:\.\d+)?)*$)")  # plain numbers are none
_LEFT_OUT = {"text", "furniture", "record"}
_PARTY = ("entity", "country", "sector")
_PARTS = dict.fromkeys(("actor", "recipient", "declarer", "addressee", "about", "weapons", "holder", "on"), _PARTY) | {
    "speaker": (*_PARTY, "anonymous"),
    "via": ("entity",),
    "where": ("country", "geonameid", "lat", "lon", "precision"),
}
_DAYS = {
    "when": ("earliest", "latest", "precision"),
    "deadline": ("earliest", "latest", "precision"),
    "published": ("earliest", "latest", "basis"),
    "said": ("earliest", "latest"),
}
_CITED = ("uri", "title", "published_earliest", "published_latest")


def jsonl(lines: Iterable[str], output: str) -> None:
    """Writes lines to a file, whole or not at all, or to standard output ("-")."""
    if output == "-":
        out = sys.stdout
        for line in lines:
            out.write(line + "\n")
        out.flush()
        return
    with _whole(Path(output)) as file:
        file.writelines((line + "\n").encode() for line in lines)


def text(page: str, output: str) -> None:
    """Writes a text to a file, whole or not at all."""
    with _whole(Path(output)) as file:
        file.write(page.encode())


def tables(lines: Iterable[str], output: str, kinds: Sequence[str]) -> None:
    """Writes a table a kind: into a folder, into a zip (a name that ends so), or one kind to standard output ("-")."""
    if output == "-":
        (only,) = kinds or ("event",)
        sys.stdout.write(_tables(lines, [only])[only])
        sys.stdout.flush()
    elif output.lower().endswith(".zip"):
        with _whole(Path(output)) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, table in _tables(lines, kinds).items():
                archive.writestr(zipfile.ZipInfo(f"{name}.csv"), table.encode("utf-8-sig"), zipfile.ZIP_DEFLATED)
    else:
        folder = Path(output)
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{output} is a file; tables go into a folder or a .zip")
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in _tables(lines, kinds).items():
            with _whole(folder / f"{name}.csv") as file:
                file.write(table.encode("utf-8-sig"))


def _tables(lines: Iterable[str], kinds: Sequence[str]) -> dict[str, str]:
    """CSV a kind that has rows (an asked-for kind always has its heading)."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in kinds}
    cited: dict[str, dict[str, Any]] = {}
    for line in lines:
        record = json.loads(line)
        name = record["record"]
        row = _row(record)
        if name == "document":
            cited[record["id"]] = {key: row.get(key, "") for key in _CITED}
        elif "document" in record:
            row |= {f"document_{key}": value for key, value in cited.get(record["document"], {}).items()}
        if not kinds or name in kinds:
            rows.setdefault(name, []).append(row)
    return {name: _csv(rows[name]) for name in NAMES if name in rows}


def _csv(rows: list[dict[str, Any]]) -> str:
    headings = list(dict.fromkeys(key for row in rows for key in row)) or ["id"]
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def _row(record: dict[str, Any]) -> dict[str, Any]:
    """One flat row of a record as JSON has it."""
    row: dict[str, Any] = {}
    for key, value in record.items():
        if key not in _LEFT_OUT:
            row.update(_cells(key, value))
    return row


def _cells(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    if key in _PARTS:
        several = value if isinstance(value, list) else [value] if value else []
        yield key, "; ".join(one["name"] for one in several)
        for part in _PARTS[key]:
            yield f"{key}_{part}", "; ".join("" if one.get(part) is None else str(one[part]) for one in several)
    elif key in _DAYS:
        for part in _DAYS[key]:
            yield f"{key}_{part}", (value or {}).get(part)
    elif key in ("span", "predicate", "cue"):
        for part in ("start", "end", "quote"):
            yield f"{key}_{part}", (value or {}).get(part)
    elif key == "content":
        yield key, " … ".join(one["quote"] for one in value)
    elif isinstance(value, list):
        yield key, "; ".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)
    elif isinstance(value, bool):
        yield key, "true" if value else "false"
    else:
        yield key, value


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that stands under its name only when it is finished."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
