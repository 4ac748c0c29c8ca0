"""No text may hang the reading or break it: time grows with length, spans stay right, nothing is raised."""

from __future__ import annotations

import base64
import random
import string
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.knowledge import knowledge
from tocsin.records import Document, hold
from tocsin.understand import understood

OWN = (
    "Russia struck Kyiv on Monday, officials said. The president of Ukraine, Volodymyr Zelensky, told reporters that 12 people died. "
    "“We will answer,” he said. NATO warned Moscow that it would respond if troops crossed the border. "
)


def _repeat(text: str) -> Callable[[int], str]:
    return lambda size: (text * (size // len(text) + 1))[:size]


def _noise(size: int) -> str:
    chance = random.Random(7)
    return "".join(chr(chance.randrange(0x20, 0x2FFF)) for _ in range(size))


def _many(one: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: " ".join(one(n) for n in range(size // len(one(0))))


def _letters(n: int) -> str:
    return "".join(string.ascii_lowercase[n // 26**k % 26] for k in range(3))


HOSTILE: dict[str, Callable[[int], str]] = {
    "dots": _repeat("."),
    "marks": _repeat("!?"),
    "ellipses": _repeat("…"),
    "commas": _repeat(", "),
    "dashes": _repeat("-"),
    "brackets": lambda size: "[(" * (size // 4) + ")]" * (size // 4),
    "straight quotes": _repeat('"'),
    "apostrophes": _repeat("'"),
    "curly quotes": _repeat("“”"),
    "quotes that open": _repeat("“He said ‘they said "),
    "one letter": _repeat("A"),
    "a line of spaces": lambda size: "Russia" + " " * size + "left.",
    "one figure": _repeat("1"),
    "figures": _many(str),
    "figures with commas": _repeat("1,"),
    "years": _repeat("2024-"),
    "number words": _repeat("one hundred and "),
    "dates": _repeat("On 3 May 2024, Russia left. "),
    "table": _repeat("12\t34\t5.6\t7,890\n"),
    "times without a day": _repeat("last "),
    "lines": _repeat("Russia struck Kyiv\n"),
    "one word with hyphens": _repeat("anti-"),
    "base64": lambda size: base64.b64encode(random.Random(7).randbytes(size)).decode()[:size],
    "noise": _noise,
    "names": _repeat("Vladimir Putin "),
    "cues": _repeat("said that said that "),
    "capitals": _repeat(OWN.upper()),
    "without capitals": _repeat(OWN.lower()),
    "one paragraph": _repeat(OWN),
    "one sentence": _repeat("the soldiers of the army went across the river and fired shells at towns near the border of Ukraine while "),
    "quotations": _repeat("“We will strike Russia now,” Putin said. "),
    "a group told of again": _repeat("Hamas said the group was ready. "),
    "offices": _repeat("The prime minister said Rishi Sunak met the president. "),
    "two Georgias": _repeat("Georgia and Russia. "),
    "speakers": _repeat("Putin: I said no to war.\nBiden: I think Russia lies.\n"),
    "datelines": _repeat("KYIV (Reuters) - "),
    "surnames": _many(lambda n: f"Mr. Quil{_letters(n)} said that Russia left."),
    "acronyms": _many(lambda n: f"The Lviv Institute of Drama (L{_letters(n).upper()}) struck."),
}


@cache
def _known() -> Any:
    known = knowledge()
    understood(_document(OWN * 3), known)  # what is loaded once is not counted
    return known


def _document(text: str) -> Document:
    return Document("d", "file:d", "", None, None, None, "news", "en", None, None, text, [])


def _seconds(text: str) -> float:
    """CPU seconds of reading a text; its records are held against it."""
    known = _known()
    before = time.process_time()
    document, records = understood(_document(text), known)
    used = time.process_time() - before
    hold(document.text, records)
    return used


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded(name: str) -> None:
    assert _seconds(HOSTILE[name](10_000)) < 6


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["straight quotes", "apostrophes", "a line of spaces", "one figure", "number words", "quotations", "speakers"]
)
def test_time_grows_with_length(name: str) -> None:
    """Four times the text may take up to nine times as long, for the noise of a busy machine; quadratic growth takes sixteen."""
    short, long = (min(_seconds(HOSTILE[name](size)) for _ in range(2)) for size in (10_000, 40_000))
    assert long < 0.8 or long < 9 * short


PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(OWN.split()),
    st.sampled_from(["“", "”", '"', "'", "\n", "\n\n", ". ", ", ", "(", ")", "said", "on", "3 May", "1914", "–", "%", "$5", "½", "²"]),
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    document, records = understood(_document(text), _known())
    hold(document.text, records)
