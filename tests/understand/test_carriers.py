"""Words in other hands, parted sentences, inverted clauses, questions and acts, through the whole extractor by the rules alone."""

from __future__ import annotations

import pytest
from quoting import read

from tocsin.understand.finds import Said


def told(text: str) -> list[tuple[str | None, list[str], list[str]]]:
    """(speaker, content, links) of each statement."""
    return [(s.speaker.name if s.speaker else None, [text[a:b] for a, b in s.content], [v.name for v in s.via]) for s in read(text)]


def only(text: str) -> Said:
    (said,) = read(text)
    return said


@pytest.mark.parametrize(
    ("text", "speaker", "content", "via"),
    [
        ("The gendarme's answer was this: “Turn back.”", "gendarme", "“Turn back.”", []),
        ("Radio Huila carried one line: the airfield was closed.", "Radio Huila", "the airfield was closed", []),
        ("“Not in my harbour,” was the mayor's reply.", "mayor", "“Not in my harbour,”", []),
        (
            "The officer's report, as noted by a clerk and leaked to The Herald, was this: “No fuel.”",
            "officer",
            "“No fuel.”",
            ["clerk", "Herald"],
        ),
        ("A pilot passed on to The Herald what a farmer had told him: “They buried the drums.”", "farmer", "“They buried the drums.”", []),
        ("“Three boats, no flag” (from the channel Gulf Eyes, quoting a fisherman).", "fisherman", "“Three boats, no flag”", ["Gulf Eyes"]),
    ],
)
def test_words_in_other_hands(text: str, speaker: str, content: str, via: list[str]) -> None:
    """A noun of words leads to what it says; who carries it is a link."""
    found = next(f for f in told(text) if f[1][0] == content)
    assert found[0] is not None
    assert speaker.lower() in found[0].lower()
    assert [v for v in via if v in found[2]] == via


def test_semicolons_part_two_who_speak() -> None:
    text = "“The well is clean,” said the chemist; “the well is poisoned,” said the widows."
    assert [(s, c) for s, c, _ in told(text)] == [("chemist", ["“The well is clean,”"]), ("widows", ["“the well is poisoned,”"])]


def test_a_verb_behind_a_colon_takes_nothing_from_before_it() -> None:
    text = "A note from the ward: the nurse told them that the lights would fail."
    assert ("nurse", ["that the lights would fail"]) in [(s, c) for s, c, _ in told(text)]


def test_the_quotation_is_not_its_own_speaker() -> None:
    """ "…", retorted Senator X: what stands before the verb is said, not saying."""
    said = only("“Smoke without a stove”, retorted Deputy Ines Paz of Tarija.")
    assert said.speaker is not None
    assert "Ines Paz" in said.speaker.name


def test_who_asked_is_the_one_addressed() -> None:
    said = only("“Who counts them?” snapped the prefect when reporters pressed him about the dead.")
    assert said.addressee is not None
    assert said.addressee.name == "reporters"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The brigade said it had not entered the mosque.", "deny"),
        ("“We never touched the aid,” the captain said.", "deny"),
        ("The brigade said it had entered the mosque.", "say"),
        ("The brigade said it had not yet decided.", "say"),
    ],
)
def test_to_say_that_one_has_not_is_to_deny(text: str, act: str) -> None:
    assert only(text).act == act


@pytest.mark.parametrize(
    "text",
    [
        "The storm, which threatens to cut the coast road, is moving west.",
        "It was a corridor to resolve the siege.",
        "An officer who asked not to be named left the room.",
    ],
)
def test_things_and_purposes_do_not_speak(text: str) -> None:
    assert read(text) == []


def test_headlines_leave_the_passive_out() -> None:
    said = only("Finns warned of blackouts by grid chiefs")
    assert (said.speaker.name if said.speaker else None, said.addressee.name if said.addressee else None) == ("grid chiefs", "Finns")


def test_of_a_deed_let_known() -> None:
    said = only("The palace has let the guard know that it may go.")
    assert (said.speaker.name if said.speaker else None, said.addressee.name if said.addressee else None) == ("palace", "guard")


def test_the_same_man() -> None:
    """ "The same" is he who was called so before, and what he adds came through the same hands."""
    text = "A customs officer told The Herald the seals were broken. “Nobody came,” he added."
    assert [v.name for v in read(text)[-1].via] == ["Herald"]
