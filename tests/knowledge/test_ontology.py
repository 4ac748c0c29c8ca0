"""The ontology: facts of PLOVER, inflection, patterns, and every entry's own examples through the whole extractor."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading_events import deeds, told
from tocsin.errors import KnowledgeError
from tocsin.knowledge.coding import Example, Ontology
from tocsin.knowledge.inflection import noun_forms, verb_forms
from tocsin.knowledge.loading import HERE

ONTOLOGY = Ontology.load((HERE,))
EXAMPLES = [(p.id, e) for p in ONTOLOGY.predicates.values() for e in p.examples]


def test_all_sixteen_types_have_quad_and_score() -> None:
    assert len(ONTOLOGY.types) == 16
    assert {t.quad for t in ONTOLOGY.types.values()} == {1, 2, 3, 4}
    assert all(-10 <= t.score <= 10 for t in ONTOLOGY.types.values())


def test_a_mode_has_its_own_score_and_an_unknown_one_the_type_s() -> None:
    assert ONTOLOGY.score("ASSAULT", "unconventional") == -10
    assert ONTOLOGY.score("PROTEST", "vandalize") == -5
    assert ONTOLOGY.score("ACCUSE", None) == -3


def test_the_lexicon_is_large() -> None:
    assert ONTOLOGY.size >= 2500


def test_every_mode_that_an_entry_gives_is_one_of_its_type() -> None:
    for p in ONTOLOGY.predicates.values():
        assert p.mode is None or p.mode in ONTOLOGY.types[p.type].modes, p.id


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("invade", {"invade", "invades", "invaded", "invading"}),
        ("strafe", {"strafe", "strafes", "strafed", "strafing"}),
        ("visit", {"visit", "visits", "visited", "visiting"}),
        ("flee", {"flee", "flees", "fleed", "fleeing"}),
    ],
)
def test_verbs_are_inflected_by_rule(verb: str, forms: set[str]) -> None:
    assert verb_forms(verb) == forms


def test_irregular_verbs_come_from_the_table() -> None:
    assert {"fled", "strike", "struck", "striking"} <= ONTOLOGY.forms("verb", "flee") | ONTOLOGY.forms("verb", "strike")
    assert noun_forms("embassy") == {"embassy", "embassies"}


def test_a_class_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "ontology" / "predicates"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text("- {id: own, means: a test, type: AID, verbs: [give <nosuchclass>]}\n", "utf8")
    with pytest.raises(KnowledgeError, match="nosuchclass"):
        Ontology.load((HERE, tmp_path))


def test_every_entry_has_an_example_and_two_near_misses() -> None:
    bare = [p.id for p in ONTOLOGY.predicates.values() if not any(e.finds for e in p.examples)]
    unguarded = [p.id for p in ONTOLOGY.predicates.values() if sum(not e.finds for e in p.examples) < 2]
    assert (len(bare) <= 5, unguarded) == (True, []), (bare, unguarded)


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[f"{i}-{n}" for n, (i, _) in enumerate(EXAMPLES)])
def test_examples(entry: str, example: Example) -> None:
    assert [told(d) for d in deeds(example.text)] == example.finds
