"""Rules and encoder together: what is added, what is completed, what stays."""

from __future__ import annotations

from typing import Any

from tocsin.knowledge import knowledge
from tocsin.understand.clauses import Clause, Sentence
from tocsin.understand.readings import best
from tocsin.understand.tagging import Relation
from tocsin.understand.uniting import united


def relation(text: str, source: str | None, cue: str, content: str, score: float = 0.95) -> Relation:
    """An attribution over these words of a text."""

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Relation(at(cue), (at(source),) if source else (), (at(content),), score)


def read(text: str, seen: list[Relation], somebody: bool = True) -> list[tuple[str | None, str, list[str], str]]:
    """(source, cue, contents, act) of one sentence; somebody: what is said of every source."""
    known = knowledge()
    sentence = Sentence(known.parse([text])[0], 0, text)
    hits = known.cues.find(text)
    clauses = [c for hit in hits if (c := best(sentence, hit)) is not None and c.content]

    def personal(*_: Any) -> bool:
        return somebody

    def shown(c: Clause) -> tuple[str | None, str, list[str], str]:
        return text[slice(*c.source)] if c.source else None, text[c.start : c.end], [text[a:b] for a, b in c.content], c.cue.act

    return [shown(c) for c in united(sentence, clauses, seen, hits, personal)]


def test_a_cue_that_no_lexicon_has_is_added() -> None:
    text = "The envoy let slip that the convoy had turned back."
    seen = [relation(text, "The envoy", "let slip", "that the convoy had turned back")]
    assert ("The envoy", "let slip", ["that the convoy had turned back"], "say") in read(text, seen)


def test_what_is_uncertain_or_said_by_a_thing_is_not() -> None:
    text = "The envoy let slip that the convoy had turned back."
    assert read(text, [relation(text, "The envoy", "let slip", "that the convoy had turned back", 0.5)]) == read(text, [])
    assert read(text, [relation(text, "The envoy", "let slip", "that the convoy had turned back", 0.7)], somebody=False) == read(text, [])
    assert read(text, [relation(text, None, "let slip", "that the convoy had turned back", 0.8)]) == read(text, [])


def test_a_rule_keeps_its_cue_and_content() -> None:
    text = "The ministry denied that the bridge had been hit."
    ((source, cue, content, act),) = read(text, [])
    assert act == "deny"
    assert read(text, [relation(text, "The ministry", "denied that", "the bridge")]) == [(source, cue, content, act)]


def test_a_function_word_alone_is_no_cue() -> None:
    text = "By Friday, it seems, the ferries had stopped for the envoy."
    assert read(text, [relation(text, "the envoy", "for", "the ferries had stopped")]) == read(text, [])
