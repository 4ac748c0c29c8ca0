"""Verbs that the parser joins to an unlike verb below go up to the one that they go on with."""

from __future__ import annotations

import pytest

from tocsin.knowledge import knowledge


@pytest.mark.parametrize(
    ("text", "verb", "head"),
    [
        ("The minister denied that his troops were preparing an attack and accused the firm of paying the institute.", "accused", "denied"),
        ("She vowed to fight on and blamed Moscow.", "blamed", "vowed"),
        ("Iran says that it will respond and accuses Israel.", "accuses", "says"),
        ("He said that the army had crossed the river and burned the town.", "burned", "crossed"),
        ("Troops crossed the river and burned the town.", "burned", "crossed"),
    ],
)
def test_rejoined(text: str, verb: str, head: str) -> None:
    (doc,) = knowledge().parse([text])
    assert {t.head.text for t in doc if t.text == verb} == {head}
