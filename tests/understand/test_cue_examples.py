"""Every example of knowledge/cues through the whole extractor: what it must find, with its exact words, and what it must leave alone."""

from __future__ import annotations

import pytest
from quoting import read

from tocsin.knowledge import knowledge
from tocsin.knowledge.cueing import Cue, Example

CASES = [(cue, example) for cue in knowledge().cues.cues for example in cue.examples]


@pytest.mark.parametrize(("cue", "example"), CASES, ids=[f"{c.id}-{c.examples.index(e)}" for c, e in CASES])
def test_example(cue: Cue, example: Example) -> None:
    """Each wanted statement is there, cue, speaker, content and chain to the letter; where none is wanted, there is none."""
    text = example.text
    said = read(text)
    shown = [
        (
            text[slice(*s.cue)] if s.cue else None,
            s.speaker.span.quote if s.speaker and s.speaker.span else None,
            [text[a:b] for a, b in s.content],
        )
        for s in said
    ]
    if not example.finds:
        assert shown == []
    for find in example.finds:
        wanted = (find.cue, find.speaker, find.content)
        assert wanted in shown, shown
        s = said[shown.index(wanted)]
        assert s.act == cue.act
        assert s.commits == (cue.commits is not False)
        for name in find.via:
            assert any(v.span is not None and v.span.quote == name for v in s.via), s.via
        if find.anonymous is not None:
            assert s.speaker is not None
            assert s.speaker.anonymous == find.anonymous


def test_examples_suffice() -> None:
    """Every group comes with two sentences that it finds and two that are left alone; the lexicon holds 600 words and more."""
    cues = knowledge().cues
    for cue in cues.cues:
        assert sum(bool(e.finds) for e in cue.examples) >= 2, cue.id
        assert sum(not e.finds for e in cue.examples) >= 2, cue.id
    assert len({w for cue in cues.cues for w in cue.words}) >= 600
