"""Word pieces: the longest first, accents and case left out, every piece at its place in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.knowledge.wordpiece import WordPiece

PIECES = ["[UNK]", "the", "port", "##s", "##side", "ode", "##ssa", "zelensky", "'", ",", "“"]


@pytest.fixture
def words(tmp_path: Path) -> WordPiece:
    """A vocabulary of eleven pieces."""
    file = tmp_path / "vocabulary.txt"
    file.write_text("\n".join(PIECES), encoding="utf8")
    return WordPiece(file)


def shown(words: WordPiece, text: str) -> list[tuple[str, str]]:
    """(piece, the characters it stands for) of a text."""
    found = words.pieces(text)
    return [(PIECES[n], text[a:b]) for n, (a, b) in zip(found.ids, found.spans, strict=True)]


def test_the_longest_piece_goes_first(words: WordPiece) -> None:
    assert shown(words, "ports portside") == [("port", "port"), ("##s", "s"), ("port", "port"), ("##side", "side")]
    assert words.pieces("the ports").inner == [False, False, True]


def test_case_and_accents_do_not_count_but_offsets_hold(words: WordPiece) -> None:
    assert shown(words, "Odéssa, the PORT") == [("ode", "Odé"), ("##ssa", "ssa"), (",", ","), ("the", "the"), ("port", "PORT")]
    assert shown(words, "Ode\u0301ssa") == [("ode", "Ode\u0301"), ("##ssa", "ssa")]


def test_a_word_outside_the_vocabulary_is_one_unknown_piece(words: WordPiece) -> None:
    assert shown(words, "“Zelensky’s") == [("“", "“"), ("zelensky", "Zelensky"), ("[UNK]", "’"), ("[UNK]", "s")]
    assert shown(words, "x" * 200) == [("[UNK]", "x" * 200)]
    assert shown(words, " \n") == []
