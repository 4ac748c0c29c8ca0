"""The cue lexicon: inflection, matching, strictness."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import KnowledgeError
from tocsin.knowledge import knowledge
from tocsin.knowledge.cueing import Cues, inflected, lowered


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("warn", {"warn", "warns", "warned", "warning"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("pledge", {"pledge", "pledges", "pledged", "pledging"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
    ],
)
def test_inflection(lemma: str, forms: set[str]) -> None:
    """Regular forms by rule; forms that do not exist do no harm."""
    assert forms <= inflected(lemma, {})


def test_irregular_forms_come_from_the_table() -> None:
    """No "sayed"."""
    forms = knowledge().cues.forms
    assert "said" in forms
    assert "swore" in forms
    assert "sayed" not in forms


def test_find_takes_whole_words_and_the_longest() -> None:
    """ "essay" holds no "say"; "according to" wins over a shorter form; letter case and curly apostrophes do not matter."""
    text = "ACCORDING TO the essay, she’d pointed out a sayable thing."
    assert [(text[h.start : h.end], h.word) for h in knowledge().cues.find(text)] == [
        ("ACCORDING TO", "according to"),
        ("pointed out", "point out"),
    ]


def test_lowered_keeps_every_offset() -> None:
    """Letters whose lower case is longer stay as they are."""
    text = "İstanbul’da SAID"
    assert len(lowered(text)) == len(text)
    assert [h.start for h in knowledge().cues.find(text)] == [text.index("SAID")]


def test_two_groups_of_one_id_are_refused(tmp_path: Path) -> None:
    """A misspelt field or a doubled id stops the loading, with the name of what is wrong."""
    (tmp_path / "cues").mkdir()
    entry = "- {id: x, act: say, kind: verb, frames: [that], means: m, words: [say], examples: []}\n"
    (tmp_path / "cues" / "a.yml").write_text(entry * 2)
    with pytest.raises(KnowledgeError, match="x"):
        Cues.load([tmp_path])
    (tmp_path / "cues" / "a.yml").write_text(entry.replace("means", "mean"))
    with pytest.raises(KnowledgeError, match="mean"):
        Cues.load([tmp_path])
