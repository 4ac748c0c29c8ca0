"""What is generated of the documentation is up to date; docstrings' examples run; the README's promises hold."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import pkgutil
from pathlib import Path

import pytest

import tocsin

ROOT = Path(__file__).parents[1]


def _generate():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date():
    for path, text in _generate().pages().items():
        assert path.read_text(encoding="utf8") == text, f"{path.name}: run `make docs`"


MODULES = sorted(m.name for m in pkgutil.walk_packages(tocsin.__path__, "tocsin.") if ".migrations" not in m.name)


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_readme_names_files_that_are_there():
    import re

    text = (ROOT / "README.md").read_text(encoding="utf8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
