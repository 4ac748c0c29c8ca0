"""Quotation marks paired over sentences and paragraphs."""

from __future__ import annotations

import pytest

from tocsin.understand.quotes import quotations


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('The envoy said "no".', ['"no"']),
        ("“Go,” she said, “before the ice breaks.”", ["“Go,”", "“before the ice breaks.”"]),
        ("“One day.\n\n“Two days.\n\n“Three,” he said.", ["“One day.\n\n“Two days.\n\n“Three,”"]),
        ('"First day.\n\n"Second day," he said.', ['"First day.\n\n"Second day,"']),
        ("Don't call it a war, the minister's aide said.", []),
        ("Tehran: 'Now or never'", ["'Now or never'"]),
        ("«La ville tient», dit-il.", ["«La ville tient»"]),
        ("„Wir bleiben“, said Scholz.", ["„Wir bleiben“"]),
        ("‘It’s over,’ she said.", ["‘It’s over,’"]),
        ("''We are leaving,'' the consul said.", ["''We are leaving,''"]),
    ],
)
def test_marks(text: str, wanted: list[str]) -> None:
    """Whole quotations with their marks, apostrophes left alone."""
    assert [text[q.start : q.end] for q in quotations(text) if not q.inner] == wanted


def test_a_quotation_in_a_quotation_is_inner() -> None:
    """The outer one is kept whole."""
    text = "She said: \"He told me 'wait here' and left.\""
    found = {text[q.start : q.end]: q.inner for q in quotations(text)}
    assert found == {"\"He told me 'wait here' and left.\"": False, "'wait here'": True}


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    """A mark that is never closed does not swallow the page."""
    text = "“The road is open, he said.\n\nNobody believed it."
    (q,) = quotations(text)
    assert q.open
    assert text[q.start : q.end] == "“The road is open, he said."
