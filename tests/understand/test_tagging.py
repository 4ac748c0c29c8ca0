"""From sentences to windows and from the encoder's figures to attributions; what the weights in the package make of plain sentences."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.knowledge import knowledge
from tocsin.knowledge.encoder import CLS, SEP, distances, kind
from tocsin.knowledge.wordpiece import Pieces
from tocsin.records import Document
from tocsin.understand.page import page
from tocsin.understand.sentences import sentences
from tocsin.understand.tagging import LIMIT, Window, cues, pack, relation, relations


def cut(text: str) -> tuple[dict[int, Pieces], list[str]]:
    """Words of each sentence as pieces, numbered as they come."""
    pieces, words = {}, []
    for n, s in enumerate(sentences(text)):
        spans, at = [], 0
        for word in text[s.start : s.end].split():
            at = text.index(word, s.start + at) - s.start
            spans.append((at, at + len(word)))
            words.append(word)
            at += len(word)
        pieces[n] = Pieces(list(range(1000, 1000 + len(spans))), spans, [False] * len(spans))
    return pieces, words


def test_a_window_holds_sentences_on_end_and_marks_paragraphs() -> None:
    text = "The port is shut. Ships wait outside.\n\nThe mayor has gone home."
    pieces, words = cut(text)
    (window,) = pack(text, sentences(text), [0, 1, 2], pieces)
    assert (window.ids[0], window.ids[-1], window.ids.count(SEP)) == (CLS, SEP, 2)
    assert [text[a:b] for a, b in window.spans if a >= 0] == words


def test_sentences_that_are_left_out_part_windows() -> None:
    text = "The port is shut. Ships wait outside. The mayor has gone home."
    pieces, _ = cut(text)
    assert len(pack(text, sentences(text), [0, 2], pieces)) == 2


def test_windows_stay_below_the_limit() -> None:
    text = " ".join(["The ships of the northern fleet wait outside the closed port."] * 40)
    pieces, _ = cut(text)
    found = pack(text, sentences(text), range(40), pieces)
    assert len(found) > 2
    assert max(len(w.ids) for w in found) <= 2 * LIMIT
    assert sum(a >= 0 for w in found for a, _ in w.spans) == 40 * 11


def test_how_a_piece_is_written() -> None:
    assert [kind("port", False), kind("Kyiv", False), kind("NATO", False), kind("A", True)] == [0, 1, 2, 4]


def test_distances_are_told_apart_near_the_cue() -> None:
    assert distances(7, 3, 5) == [3, 2, 1, 0, 0, 17, 18]
    assert max(distances(400, 0, 1)) == 32
    assert max(distances(400, 399, 400)) == 16


SAID = Window(
    [CLS, 1, 2, 3, 4, 5, 6, SEP], [0] * 8, [(-1, -1), (0, 3), (4, 9), (10, 14), (15, 18), (19, 21), (22, 26), (-1, -1)], [False] * 8
)


def test_cues_begin_where_the_first_tag_outweighs_the_second() -> None:
    chances = np.tile(np.array([0.9, 0.05, 0.05]), (8, 1))
    chances[3] = [0.1, 0.8, 0.1]
    chances[4] = [0.3, 0.1, 0.6]
    chances[6] = [0.4, 0.5, 0.1]
    assert [(a, b, round(score, 2)) for a, b, score in cues(chances, SAID, 0.5)] == [(3, 5, 0.9), (6, 7, 0.6)]


def test_roles_of_a_cue_become_spans() -> None:
    roles = np.array([[0, 0, 9], [0, 9, 0], [0, 9, 0], [0, 0, 9], [0, 0, 9], [9, 0, 8], [0, 0, 9], [0, 0, 9]])
    found = relation(SAID, (3, 4, 0.8), roles)
    assert found is not None
    assert (found.cue, found.source, found.content) == ((10, 14), ((0, 9),), ((15, 26),))
    roles[3:] = [9, 0, 0]
    assert relation(SAID, (3, 4, 0.8), roles) is None


LEARNED = pytest.mark.skipif(knowledge().encoder is None, reason="no weights in the package, or no onnxruntime")


@LEARNED
@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The harbour master said that the port was closed.", "The harbour master", "said", "that the port was closed"),
        ("“The port is closed,” the harbour master said.", "the harbour master", "said", "“The port is closed,”"),
        ("According to the harbour master, the port is closed.", "the harbour master", "According to", "the port is closed"),
    ],
)
def test_the_weights_read_plain_sentences(text: str, source: str, cue: str, content: str) -> None:
    encoder = knowledge().encoder
    assert encoder is not None
    p = page(Document("d-1", "test", "0", None, None, None, None, "en", None, None, text, []))
    (found,) = relations(p, [0], encoder)
    assert text[slice(*found.cue)] == cue
    assert [text[a:b] for a, b in found.source] == [source]
    assert [text[a:b].strip(" ,.") for a, b in found.content] == [content.strip(" ,.")]


@LEARNED
def test_a_window_gives_the_same_tags_in_any_company() -> None:
    """Padding and the windows beside it do not change what is seen in a sentence, though they move the figures (int8) a little."""
    encoder = knowledge().encoder
    assert encoder is not None
    ids = np.array([[CLS, 1996, 3664, 2056, 2009, 2001, 2701, SEP]])
    kinds, mask = np.zeros_like(ids), np.ones(ids.shape, np.float32)
    alone, _, _ = encoder.encode(ids, kinds, mask)
    wide = np.pad(ids, ((0, 2), (0, 30)))
    beside, _, _ = encoder.encode(wide, np.zeros_like(wide), np.pad(mask, ((0, 2), (0, 30))))
    assert alone[0, :, :3].argmax(-1).tolist() == beside[0, :8, :3].argmax(-1).tolist()


def test_no_weights_no_encoder(tmp_path: object) -> None:
    from pathlib import Path

    from tocsin.knowledge.encoder import Encoder

    assert Encoder.load((Path(str(tmp_path)),)) is None
