"""Paths → Sources: the single things that can be read one by one, in any process, long JSON Lines files in pieces.

A source holds where its bytes lie, not the bytes; `load` fetches them.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tocsin.errors import BrokenFile, EmptyText, ReadError, UnknownFormat
from tocsin.read.detect import container, object_lines

MAX_BYTES = (
    256 << 20
)  # one file or archive member, unpacked: a hundred times the longest real report; more would not fit in memory beside its records
MAX_TOTAL = 8 << 30  # one archive, unpacked: larger collections come as folders or JSON Lines
MAX_MEMBERS = 200_000  # members of one archive: its list alone takes 100 MB
MAX_RATIO = 250  # unpacked to packed, over 1 MB: text packs to a fifth, logs to a fiftieth; deflate's own limit is 1032
PIECE = 512 << 10  # bytes of a piece of a JSON Lines file: about a hundred news texts, a few seconds of work
HEAD = 64 << 10
_COMPANIONS = ("-wal", "-shm", "-journal")  # SQLite's, beside a database


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read. name: as the user knows it, and the uri of a document that brings none; size: bytes, where known."""

    name: str
    path: Path | None = None
    member: str | None = None
    start: int = 0
    size: int | None = None
    line: int | None = None  # number of the first line, where this is a piece of a JSON Lines file
    data: bytes | None = None
    error: ReadError | None = None

    def load(self) -> bytes:
        """The bytes. Raises ReadError naming the source."""
        if self.error is not None:
            raise self.error
        if self.data is not None:
            return self.data
        assert self.path is not None
        try:
            if self.member is not None:
                return unpacked(_archive(self.path), self.member, self.name)
            with self.path.open("rb") as file:
                file.seek(self.start)
                wanted = self.size if self.line is not None and self.size is not None else MAX_BYTES + 1
                data = file.read(wanted)
        except OSError as e:
            raise BrokenFile(self.name, _because(e)) from e
        except zipfile.BadZipFile as e:
            raise BrokenFile(self.name, "is a damaged zip archive") from e
        if len(data) > MAX_BYTES:
            raise BrokenFile(self.name, f"is larger than {MAX_BYTES >> 20} MB")
        return data


def sources(paths: Iterable[str | Path], stdin: bytes | None = None) -> Iterator[Source]:
    """Everything under the paths, in a fixed order; what cannot be reached is a source whose `load` raises.

    stdin: the bytes that "-" stands for; read from standard input where None.
    """
    for given in paths:
        if str(given) == "-":
            yield _standard_input(stdin)
        else:
            path = Path(given)
            yield from _folder(path) if _is_folder(path) else _file(path, _shown(path))


def _standard_input(data: bytes | None) -> Source:
    import hashlib
    import sys

    data = sys.stdin.buffer.read(MAX_BYTES + 1) if data is None else data
    name = f"stdin:{hashlib.sha256(data).hexdigest()[:12]}"
    if len(data) > MAX_BYTES:
        return Source(name, error=BrokenFile(name, f"is larger than {MAX_BYTES >> 20} MB"))
    return Source(name, size=len(data), data=data)


def _shown(path: Path) -> str:
    """A path as a uri; bytes of its name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path.as_posix()).decode("utf8", "replace")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _because(error: OSError) -> str:
    """An operating system's error in a clause."""
    if isinstance(error, PermissionError):
        return "may not be read: permission is missing"
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def _folder(root: Path) -> Iterator[Source]:
    """All files under a folder, sorted; hidden ones and databases left out."""
    found = False
    entries: list[tuple[tuple[str, ...], Source | None]] = []

    def refused(e: OSError) -> None:
        path = Path(e.filename or root)
        name = _shown(path)
        entries.append((path.parts, Source(name, error=BrokenFile(name, _because(e)))))

    for folder, below, names in os.walk(root, onerror=refused):
        below[:] = sorted(d for d in below if not d.startswith("."))
        for name in names:
            if not name.startswith("."):
                path = Path(folder, name)
                if not name.endswith(_COMPANIONS) or not path.with_name(name[: name.rfind("-")]).exists():
                    entries.append((path.parts, None))
    for parts, source in sorted(entries, key=lambda entry: entry[0]):
        path = Path(*parts)
        for s in [source] if source else _file(path, _shown(path), inside=True):
            found = True
            yield s
    if not found:
        name = _shown(root)
        yield Source(name, error=EmptyText(name, "is a folder without a file to read"))


def _file(path: Path, name: str, inside: bool = False) -> Iterator[Source]:
    """The sources of one file. inside: it was found in a folder, where databases are left out in silence."""
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            yield Source(name, error=UnknownFormat(name, "is no ordinary file"))
            return
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as e:
        reason = "is a link to nothing" if path.is_symlink() and not path.exists() else _because(e)
        yield Source(name, error=BrokenFile(name, reason))
        return
    what, _ = container(head)
    if what == "sqlite" and inside:
        return
    if what == "zip":
        yield from _members(path, name)
    elif what == "json" and is_lines(head) and told.st_size > PIECE:
        yield from _pieces(path, name)
    elif what == "json" and is_lines(head):
        yield Source(name, path, size=told.st_size, line=1)
    else:
        yield Source(name, path, size=told.st_size)


def is_lines(head: bytes) -> bool:
    """The head of a JSON file holds one object a line, rather than an array or an object over several lines."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        return object_lines(head)
    first, newline, rest = head.partition(b"\n")
    if not newline or first.rstrip().endswith(b"}"):
        return True
    return rest.lstrip().startswith(b"{") and not first.rstrip().endswith((b"{", b"[", b",", b":"))


def _pieces(path: Path, name: str) -> Iterator[Source]:
    """A JSON Lines file in pieces of whole lines."""
    start, line = 0, 1
    with path.open("rb") as file:
        while block := file.read(PIECE):
            if not block.endswith(b"\n"):
                block += file.readline()
            yield Source(name, path, start=start, size=len(block), line=line)
            start += len(block)
            line += block.count(b"\n")


@lru_cache(maxsize=4)
def _archive(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _members(path: Path, name: str) -> Iterator[Source]:
    try:
        archive = _archive(path)
    except (zipfile.BadZipFile, OSError, EOFError) as e:
        yield Source(name, error=BrokenFile(name, _because(e) if isinstance(e, OSError) else "is a damaged zip archive"))
        return
    for member in members(archive, name):
        if isinstance(member, ReadError):
            yield Source(member.name, error=member)
        else:
            yield Source(f"{name}!/{member.filename}", path, member=member.filename, size=member.file_size)


def members(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo | ReadError]:
    """The members of an archive that can be read, sorted by name, and what speaks against the others."""
    infos = [i for i in archive.infolist() if not i.is_dir() and not _hidden(i.filename)]
    names = {i.filename for i in infos}
    if len(infos) > MAX_MEMBERS:
        yield BrokenFile(name, f"is an archive of more than {MAX_MEMBERS:,} files")
    elif sum(i.file_size for i in infos) > MAX_TOTAL:
        yield BrokenFile(name, f"would unpack to more than {MAX_TOTAL >> 30} GB")
    elif "[Content_Types].xml" in names or "mimetype" in names:
        yield UnknownFormat(name, "is an office document or e-book; save it as text, HTML or PDF")
    elif not infos:
        yield EmptyText(name, "is an archive without a file in it")
    else:
        for info in sorted(infos, key=lambda i: i.filename):
            place = f"{name}!/{info.filename}"
            if info.flag_bits & 1:
                yield BrokenFile(place, "is locked with a password")
            elif info.file_size > MAX_BYTES:
                yield BrokenFile(place, f"would unpack to more than {MAX_BYTES >> 20} MB")
            elif info.file_size > 1 << 20 and info.file_size > MAX_RATIO * max(1, info.compress_size):
                yield BrokenFile(place, f"unpacks to more than {MAX_RATIO} times its size, like an archive made to do harm")
            else:
                yield info


def _hidden(member: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in member.split("/"))


def unpacked(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """A member's bytes, never more than MAX_BYTES, whatever its head says."""
    try:
        with archive.open(member) as file:
            data = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, KeyError) as e:
        raise BrokenFile(name, "cannot be unpacked: the archive is damaged or packed in an unknown way") from e
    if len(data) > MAX_BYTES:
        raise BrokenFile(name, f"unpacks to more than {MAX_BYTES >> 20} MB")
    return data


def ungzipped(data: bytes, name: str) -> bytes:
    """The bytes inside a gzip, never more than MAX_BYTES."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            out = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as e:
        raise BrokenFile(name, "is a damaged gzip") from e
    if len(out) > MAX_BYTES or (len(out) > 1 << 20 and len(out) > MAX_RATIO * len(data)):
        raise BrokenFile(name, "unpacks to far more than a text holds, like an archive made to do harm")
    return out
