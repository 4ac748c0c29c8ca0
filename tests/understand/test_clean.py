"""Mending keeps the way back: every clean character stands for source characters, in order, and good text is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.records import Document, Furniture
from tocsin.understand.clean import cleaned
from tocsin.understand.page import page

MENDED = [
    ("KoÅ¡tunica met Ä\x90inÄ‘iÄ‡ near ÄŒaÄ\x8dak", "Koštunica met Đinđić near Čačak"),
    ("the port â€“ shelled at dawn â€” burned", "the port – shelled at dawn — burned"),
    ("â€œWe will answer,â€\x9d he said, â€˜soonâ€™", "“We will answer,” he said, ‘soon’"),
    ("â€œWe will answerâ€ he said", "“We will answer” he said"),
    ("ItÃ¢â‚¬â„¢s over", "It’s over"),
    ("a cafÃƒÂ© in MariÃƒÂ¡nske", "a café in Mariánske"),
    ("Â£5 and 10Â°", "£5 and 10°"),
    ("ErdoÄŸan of TÃ¼rkiye", "Erdoğan of Türkiye"),
    ("â‚¬40 millionâ€¦", "€40 million…"),
    ("ÐšÐ¸Ñ—Ð² held", "Київ held"),
    ("the armyвЂ™s вЂњlineвЂќ", "the army’s “line”"),
    ("the army‚Äôs ‚Äúline‚Äù", "the army’s “line”"),
    ("the army\x92s \x93line\x94", "the army’s “line”"),
    ("Flag ðŸ‡ºðŸ‡¦ raised", "Flag 🇺🇦 raised"),
    ("guns &amp; shells, the army&#8217;s", "guns & shells, the army’s"),
    ("they de-\r\nnounced it", "they denounced it"),
    ("zero\u200bwidth and\u00a0hard", "zerowidth and hard"),
]

GOOD = [
    "São Paulo, Ångström and the naïve façade of Škoda in Zürich",
    "«Le CAFÉ», said the fiancé”—and left; “œuvre”, à la carte",
    "Президент сказал «да»; Ўсё добра; Київ",
    "İstanbul’da €5–€10, 10° or 5½ — Łódź, Đinđić, Ōsaka, Tōkyō",
    "Ärzte „ohne“ Grenzen, Straße, ÖVP’s “no”",
    "日本語と한국어 و العربية ועברית",
]


@pytest.mark.parametrize(("source", "clean"), MENDED)
def test_mojibake_is_mended(source: str, clean: str) -> None:
    assert cleaned(source, [])[0] == clean


@pytest.mark.parametrize("text", GOOD)
def test_good_text_is_left_alone(text: str) -> None:
    assert cleaned(text, [])[0] == text


@pytest.mark.parametrize("text", GOOD)
@pytest.mark.parametrize("times", [1, 2])
def test_any_language_survives_being_read_as_windows_1252(text: str, times: int) -> None:
    if "日" in text:
        pytest.skip("mended only where Latin, Greek, Cyrillic, Hebrew or Arabic is meant: CJK letters arise by accident in good text")
    broken = text
    for _ in range(times):
        broken = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in broken.encode("utf8"))
    assert cleaned(broken, [])[0] == text


pieces = st.lists(
    st.one_of(
        st.sampled_from([s for s, _ in MENDED] + GOOD),
        st.text(max_size=8),
        st.text(alphabet="abc -\n\r\tÂâÃ€™œ\x92\u200b&;#8", max_size=12),
    ),
    max_size=8,
).map("".join)


@given(text=pieces, data=st.data())
@settings(max_examples=300, deadline=None)
def test_offsets_never_fall_and_spans_hold(text: str, data: st.DataObject) -> None:
    cuts = []
    at = 0
    while at < len(text) and len(cuts) < 3 and data.draw(st.booleans()):
        a = data.draw(st.integers(at, len(text) - 1))
        b = data.draw(st.integers(a + 1, len(text)))
        cuts.append((a, b))
        at = b
    clean, starts, widths = cleaned(text, cuts)
    assert len(starts) == len(clean) + 1
    assert starts[-1] == len(text)
    assert all(a <= b for a, b in pairwise(starts))
    assert all(starts[i] + width <= starts[i + 1] for i, width in widths.items())
    if not text:
        return
    document = Document("d", "u", "", None, None, None, None, None, None, None, text, [Furniture(a, b, text[a:b], "menu") for a, b in cuts])
    p = page(document)
    assert p.text == clean
    if clean.strip():
        start = data.draw(st.integers(0, len(clean) - 1))
        end = data.draw(st.integers(start + 1, len(clean)))
        if clean[start:end].strip():
            span = p.span(start, end)
            assert text[span.start : span.end] == span.quote


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=40))
@settings(max_examples=300, deadline=None)
def test_what_is_written_correctly_comes_back_from_mojibake(text: str) -> None:
    """Each character that is mended stands for exactly the bytes it was broken into."""
    clean, starts, widths = cleaned(text, [])
    for i, width in widths.items():
        source = text[starts[i] : starts[i] + width]
        assert clean[i] != source
        assert len(source) > 1


def test_span_covers_the_whole_of_a_mended_character() -> None:
    text = "Signed by KoÅ¡tunicaâ€™ at noon"
    p = page(Document("d", "u", "", None, None, None, None, None, None, None, text, []))
    start = p.text.index("Koštunica’")
    assert p.span(start, start + len("Koštunica’")).quote == "KoÅ¡tunicaâ€™"


def test_furniture_leaves_a_paragraph_break() -> None:
    text = "Shells fell. Post a Comment They fell again."
    at = text.index("Post")
    clean, starts, _ = cleaned(text, [(at, at + 14)])
    assert clean == "Shells fell. \n\n They fell again."
    assert text[starts[clean.index("They")] :] == "They fell again."
