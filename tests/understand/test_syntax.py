"""Who did what to whom under hard syntax: how much of our own sentences is found, and how much of what is found is right."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from reading_events import deeds
from tocsin.records import Party
from tocsin.understand.finds import Deed
from tocsin.understand.mending import Parse, mend

FOLDER = Path(__file__).parents[1] / "syntax"
TOGETHER = ("CONSULT", "AGREE", "COOPERATE", "SUPPORT")
DAY = date(2024, 6, 1)
CODE = re.compile(r"[A-Z]{3}|UN|EU|AU|OAS|NATO")


def names(wanted: str, parties: tuple[Party, ...]) -> bool:
    """Are these the parties of a side: each that is wanted, and no other country?"""
    codes = {p.country for p in parties if p.country}
    if wanted == "*":
        return True
    if wanted == "-":
        return not codes
    met: set[str | None] = set()
    for item in wanted.split(","):
        for one in item.split("|"):
            if CODE.fullmatch(one):
                if one in codes:
                    met.add(one)
                    break
            elif any(one.lower() in (p.span.quote if p.span else p.name).lower() or one.lower() in p.name.lower() for p in parties):
                met |= codes
                break
        else:
            return False
    return codes <= met


def fits(finds: str, deed: Deed) -> bool:
    """Is the deed what an entry of `finds` describes?"""
    finds = finds.lstrip("?").strip()
    if finds == "*":
        return True
    for one in finds.split(" OR "):
        kinds, status, actor, recipient = re.fullmatch(r"(\S+) (\S+) (.+) > (.+)", one.strip()).groups()  # type: ignore[union-attr]
        if deed.type not in kinds.split("|") or deed.status not in status.split("|"):
            continue
        if names(actor, deed.actor) and names(recipient, deed.recipient):
            return True
        if recipient == "-" and names(actor, (*deed.actor, *deed.recipient)):
            return True
        if deed.type in TOGETHER and recipient not in "-*" and not deed.recipient and names(f"{actor},{recipient}", deed.actor):
            return True
    return False


def measured(half: str) -> tuple[float, float, list[str]]:
    """(share of the wanted deeds that is found, share of the deeds found that is right, the sentences where either fails)."""
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{half}.yml").read_text(encoding="utf8"))
    wanted = found = right = told = 0
    failing = []
    for row in rows:
        here = deeds(row["text"], DAY)
        must = [f for f in row["finds"] if not f.startswith("?") and f.strip() != "*"]
        hits = sum(any(fits(f, d) for d in here) for f in must)
        good = sum(any(fits(f, d) for f in row["finds"]) for d in here)
        wanted, found, right, told = wanted + len(must), found + hits, right + good, told + len(here)
        if hits < len(must) or good < len(here):
            failing.append(row["text"])
    return found / wanted, right / told, failing


@pytest.mark.parametrize(("half", "recall", "precision"), [("grown", 0.77, 0.81), ("held", 0.68, 0.73)])
def test_hard_syntax(half: str, recall: float, precision: float) -> None:
    found, right, failing = measured(half)
    assert found >= recall, (found, failing)
    assert right >= precision, (right, failing)


def test_progressive_taken_for_an_adjective() -> None:
    parse = Parse(["russia", "is", "massing", "troops"], ["NNP", "VBZ", "JJ", "NNS"], ["nsubj", "ROOT", "amod", "attr"], [1, 1, 3, 1])
    mend(parse, frozenset())
    assert (parse.tags[2], parse.deps, parse.heads) == ("VBG", ["nsubj", "aux", "ROOT", "dobj"], [2, 2, 2, 2])


def test_headline_passive() -> None:
    parse = Parse(["nine", "killed", "in", "raid"], ["CD", "VBD", "IN", "NN"], ["nsubj", "ROOT", "prep", "pobj"], [1, 1, 1, 2])
    mend(parse, frozenset(("killed",)))
    assert (parse.tags[1], parse.deps[0]) == ("VBN", "nsubjpass")
    parse = Parse(["rebels", "killed", "guards"], ["NNS", "VBD", "NNS"], ["nsubj", "ROOT", "dobj"], [1, 1, 1])
    mend(parse, frozenset(("killed",)))
    assert (parse.tags[1], parse.deps[0]) == ("VBD", "nsubj")


def test_headline_verb_taken_for_a_noun() -> None:
    parse = Parse(["farmers", "block", "convoy"], ["NNS", "NN", "NN"], ["compound", "compound", "ROOT"], [2, 2, 2])
    mend(parse, frozenset(), {"block"})
    assert (parse.tags[1], parse.deps, parse.heads) == ("VBP", ["nsubj", "ROOT", "dobj"], [1, 1, 1])
