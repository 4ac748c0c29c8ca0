"""The brief of samples/ is what tests/golden/brief.md has, letter for letter; `make golden` writes it anew after a wanted change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "brief.md"


def brief(ledger: Path) -> str:
    """What `tocsin brief samples` prints."""
    command = [
        sys.executable,
        "-m",
        "tocsin.show.cli",
        "brief",
        "samples",
        "--ledger",
        str(ledger),
        "--html",
        str(ledger.with_suffix(".html")),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    ledger = tmp_path_factory.mktemp("golden") / "samples.db"
    return ledger, brief(ledger)


def test_brief_of_the_samples(made):
    assert made[1] == GOLDEN.read_text(encoding="utf8"), "the brief of samples/ has changed: read it, then run `make golden`"


def test_it_can_be_read_in_three_minutes(made):
    body = made[1].split("\n## Sources")[0]
    assert len(body.split()) < 1100  # citations, which nobody reads aloud, are a sixth of them


def test_every_section_has_lines(made):
    for section in made[1].split("\n## ")[1:-1]:
        assert "\n- " in section, section.splitlines()[0]


def test_every_citation_of_the_page_leads_to_its_words(made):
    import re

    page = made[0].with_suffix(".html").read_text(encoding="utf8")
    targets = set(re.findall(r'href="#(e[\d-]+)"', page))
    assert targets
    assert targets == set(re.findall(r'id="(e[\d-]+)"', page))


def test_every_span_holds(made):
    """The export of the samples: each quote stands where its span says."""
    import json

    done = subprocess.run(
        [sys.executable, "-m", "tocsin.show.cli", "export", "--ledger", str(made[0])], capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    texts = {r["id"]: r["text"] for r in rows if r["record"] == "document"}
    assert len(texts) == 12

    def spans(value):
        if isinstance(value, dict):
            if {"start", "end", "quote"} <= value.keys():
                yield value
            value = list(value.values())
        if isinstance(value, list):
            for x in value:
                yield from spans(x)

    count = 0
    for r in rows:
        text = texts.get(r.get("document") or r["id"])
        for s in spans(r) if text is not None else ():
            assert text[s["start"] : s["end"]] == s["quote"], r["id"]
            count += 1
    assert count > 1000
