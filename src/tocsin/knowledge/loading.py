"""Strict reading of knowledge files: YAML in, frozen structs out, every error with file, entry and field.

YAML 1.1 reads a bare `no` as False and a bare key `on` as True: quote codes such as "NO".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from tocsin.errors import KnowledgeError

HERE = Path(__file__).parent
T = TypeVar("T")

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def files(folder: str, roots: Iterable[Path] = (HERE,)) -> list[Path]:
    """All YAML files under `folder` of each root, in a fixed order; later roots come later (and win)."""
    return [p for root in roots for p in sorted((root / folder).rglob("*.yml"))]


def entries(path: Path, kind: type[T]) -> list[T]:
    """The entries of one file, a YAML list, each validated as `kind`.

    Raises KnowledgeError naming the file, the number (and id, where there is one) of the entry, and the field.
    """
    try:
        rows = yaml.load(path.read_text(encoding="utf8"), Loader=_Loader)  # a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise KnowledgeError(f"{path}: {' '.join(str(e).split())}") from e
    if not isinstance(rows, list):
        raise KnowledgeError(f"{path}: a list of entries is wanted, this is a {type(rows).__name__}")
    out = []
    for n, row in enumerate(rows, 1):
        try:
            out.append(msgspec.convert(row, kind))
        except (msgspec.ValidationError, ValueError) as e:
            name = next((row[k] for k in ("id", "entity", "name") if isinstance(row, dict) and k in row), "")
            raise KnowledgeError(f"{path}: entry {n} {name}: {e}".replace("  ", " ")) from e
    return out


def load(folder: str, kind: type[T], roots: Iterable[Path] = (HERE,)) -> list[T]:
    """The entries of all files under `folder`."""
    return [entry for path in files(folder, roots) for entry in entries(path, kind)]


def digest(paths: Iterable[Path]) -> str:
    """One digest over the contents of files, in the order given; names do not matter."""
    h = hashlib.sha256()
    for path in paths:
        h.update(hashlib.sha256(path.read_bytes()).digest())
    return h.hexdigest()
