"""What the heads may change in an event of the rules, with heads that say what the test wants, and with those of the package."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tocsin.knowledge import knowledge
from tocsin.knowledge.encoder import Encoder
from tocsin.knowledge.eventheads import STATUSES, TYPES, Question
from tocsin.records import Document
from tocsin.understand.events import event_sentences, events
from tocsin.understand.finds import Deed
from tocsin.understand.learned import _ordered, _pieces, weighed
from tocsin.understand.mentions import mentions
from tocsin.understand.page import page
from tocsin.understand.tagging import relations
from tocsin.understand.times import times

SENTENCE = "Chile condemned on Friday the seizure of two ships by Peru."


class Saying:
    """Heads that give every question one type and status, and names at some pieces another chance."""

    def __init__(self, kind: str, chance: float, status: str = "actual", sure: float = 0.5, confidence: list[float] | None = None) -> None:
        self.kind, self.chance, self.status, self.sure = kind, chance, status, sure
        self.weights = {} if confidence is None else {"confidence": np.array(confidence)}
        self.asked: list[Question] = []

    def states(self, hidden: Any) -> Any:
        return hidden

    def answers(self, states: Any, questions: list[Question]) -> tuple[Any, Any]:
        self.asked += questions
        types = np.full((len(questions), len(TYPES)), np.log((1 - self.chance) / (len(TYPES) - 1)))
        types[:, TYPES.index(self.kind)] = np.log(self.chance)
        statuses = np.full((len(questions), len(STATUSES)), np.log((1 - self.sure) / (len(STATUSES) - 1)))
        statuses[:, STATUSES.index(self.status)] = np.log(self.sure)
        return types, statuses


class Blank:
    """An encoder that sees nothing."""

    words = property(lambda self: None)

    def pieces(self, texts: list[str]) -> Any:
        from tocsin.knowledge.wordpiece import Pieces

        out = []
        for text in texts:
            spans, at = [], 0
            for word in text.split():
                at = text.index(word, at)
                spans.append((at, at + len(word)))
                at += len(word)
            out.append(Pieces(list(range(1, len(spans) + 1)), spans, [False] * len(spans)))
        return out

    def encode(self, ids: Any, kinds: Any, mask: Any) -> Any:
        none = np.array([9.0, 0, 0, 0, 0])
        return np.tile(none, (*ids.shape, 1)), np.zeros((*ids.shape, 2)), np.zeros((*ids.shape, 3))


def read(text: str, heads: Any, change: Any = lambda d: d, seen_before: bool = True) -> tuple[list[Deed], list[Deed]]:
    """The events of the rules, changed, before and after heads."""
    known = knowledge()
    p = page(Document("test", "test", "", None, None, None, None, None, None, None, text, []))
    names = mentions(p, known)
    p.parse(sorted(event_sentences(p, names, known)), known)
    before = [change(d) for d in events(p, names, times(p), [], [], known)]
    stub: Any = SimpleNamespace(encoder=Blank() if heads else None, event_heads=heads, ontology=known.ontology, topics=known.topics)
    if heads and seen_before:
        assert relations(p, range(len(p.sentences)), stub.encoder) == []
    return before, weighed(p, names, before, stub)


def test_without_heads_the_events_stay() -> None:
    before, after = read(SENTENCE, None)
    assert before
    assert after is before


def open_recipient(d: Deed) -> Deed:
    return replace(d, recipient=()) if d.type == "ACCUSE" else d


def test_a_side_that_was_left_open_is_filled_with_a_name_of_the_sentence() -> None:
    _, after = read(SENTENCE, Saying("ACCUSE", 0.9), open_recipient)
    accusation = next(d for d in after if d.type == "ACCUSE")
    assert accusation.recipient
    assert {p.country for p in accusation.recipient}.isdisjoint(p.country for p in accusation.actor)


def test_not_where_no_name_is_likely() -> None:
    _, after = read(SENTENCE, Saying("ACCUSE", 0.2), open_recipient)
    assert not next(d for d in after if d.type == "ACCUSE").recipient


def test_several_who_act_may_act_on_each_other() -> None:
    def several(d: Deed) -> Deed:
        return replace(d, actor=(*d.actor, *d.recipient), recipient=())

    before, after = read(SENTENCE, Saying("ACCUSE", 0.9), several)
    assert [d.recipient for d in after] == [d.recipient for d in before]


def test_types_stay_the_rules() -> None:
    assert [d.type for d in read("Chile condemned Peru on Friday.", Saying("SUPPORT", 0.99))[1]] == ["ACCUSE"]


def test_status_changes_only_from_actual() -> None:
    (d,) = read("Chile condemned Peru on Friday.", Saying("ACCUSE", 0.9, "historical", 0.95))[1]
    assert d.status == "historical"
    (d,) = read("Chile may condemn Peru on Friday.", Saying("ACCUSE", 0.9, "historical", 0.95))[1]
    assert d.status == "possible"
    (d,) = read("Chile condemned Peru on Friday.", Saying("ACCUSE", 0.9, "historical", 0.6))[1]
    assert d.status == "actual"


def test_confidence_is_a_chance() -> None:
    (d,) = read("Chile condemned Peru on Friday.", Saying("ACCUSE", 0.9, confidence=[0.5, 0, 0, 0, 0, 0, 0]))[1]
    assert d.confidence == pytest.approx(1 / (1 + exp(-0.5)), abs=1e-3)


def test_where_the_encoder_has_not_read_the_rules_stand() -> None:
    before, after = read(SENTENCE, Saying("ACCUSE", 0.99, "historical", 0.99), open_recipient, seen_before=False)
    assert after == before


LEARNED = pytest.mark.skipif(
    knowledge().encoder is None or knowledge().event_heads is None, reason="no weights in the package, or no onnxruntime"
)


@LEARNED
def test_what_the_encoder_saw_is_kept_with_the_page() -> None:
    encoder = knowledge().encoder
    assert isinstance(encoder, Encoder)
    p = page(Document("test", "test", "", None, None, None, None, None, None, None, SENTENCE + " Peru denied it.", []))
    relations(p, [0, 1], encoder)
    assert p.seen[0][0] is p.seen[1][0]  # one window
    (window,) = p.seen[0]
    assert window.hidden.shape == (len(window.window.ids), 384)


def test_pieces_are_those_that_touch() -> None:
    spans = _ordered([(-1, -1), (0, 4), (5, 9), (-1, -1), (11, 15), (15, 16), (-1, -1)])
    assert _pieces(spans, [(4, 5)]) == []
    assert _pieces(spans, [(3, 12)]) == [1, 2, 4]
    assert _pieces(spans, [(15, 16), (0, 1)]) == [1, 5]


def test_a_state_is_not_the_target_of_its_own_forces() -> None:
    from types import SimpleNamespace

    from tocsin.understand.learned import _other

    russia = SimpleNamespace(name="Russia", entity="country/russia", country="RUS", sector=None)
    rebels = SimpleNamespace(name="rebels", entity=None, country="RUS", sector="REB")
    kremlin = SimpleNamespace(
        name="government of Russia", entity="body/kremlin", country="RUS", sector="GOV", kind="organization", metonym=True
    )
    assert not _other(kremlin, SimpleNamespace(actor=(russia,), type="ASSAULT"))  # type: ignore[arg-type]
    assert _other(kremlin, SimpleNamespace(actor=(rebels,), type="ASSAULT"))  # type: ignore[arg-type]
