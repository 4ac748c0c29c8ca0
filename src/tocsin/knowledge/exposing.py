"""How dependence is told: the shape of knowledge/exposures/, compiled to expressions over a sentence whose names are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec import Struct

from tocsin.knowledge.loading import HERE, load

NAME = "\ue000"  # stands for each character of a name in the masked sentence
_SHARE = (
    r"(?:\d[\d.,]*(?:\s?(?:to|-|–)\s?\d[\d.,]*)?\s?(?:%|percent|per cent)|(?:one|two|three|a)[\s-](?:thirds?|quarters?|fifths?)|half|most|"
    r"the bulk|nearly all|almost all|much|all)"
)
_GOOD = (
    r"[a-z][a-z-]+(?:\s(?!(?:from|in|on|for|of|and|or|is|are|was|were|has|have|had|will|would|could|to|by|as|but|with|that|which|while|when|"
    r"after|before|since|at|into|than|produced|processed|made|mined|refined|used|sold|bought|imported|there|comes?|came|also|not|through|mainly|mostly|largely|chiefly|primarily|almost|only)\b)"
    r"[a-z][a-z-]+){0,3}"
)
_SLOTS = {
    "{holder}": rf"(?:the )?(?P<holder>{NAME}+)",
    "{on}": rf"(?:the )?(?P<on>{NAME}+)",
    "{share}": rf"(?P<share>{_SHARE})",
    "{share2}": rf"(?P<share2>{_SHARE})",
    "{good}": rf"(?P<good>{_GOOD})",
    "{there}": r"(?P<there>there)\b",
    "{adverb}": r"(?:(?:also|still|now|heavily|largely|mainly|mostly|almost|entirely|wholly|highly|deeply|strongly|overwhelmingly|partly|"
    r"currently|already|increasingly|once|alone|completely|totally) ){0,2}",
}  # fmt: skip


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """names: the names of the text with their countries. finds: holder, on, good, share; None where nothing must be found."""

    text: str
    names: dict[str, str]
    finds: dict[str, str | float | None] | None


class Pattern(Struct, frozen=True, forbid_unknown_fields=True):
    """One way of telling a dependence. needs: without a match of it the sentence is not looked at."""

    id: str
    means: str
    needs: str
    patterns: list[str]
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Exposing:
    """needs: any pattern's trigger. patterns: id and expression, in the order of the files."""

    entries: tuple[Pattern, ...]
    needs: re.Pattern[str]
    patterns: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]


def _compiled(pattern: str) -> re.Pattern[str]:
    for slot, expression in _SLOTS.items():
        pattern = pattern.replace(slot, expression)
    return re.compile(pattern)


@cache
def exposing(roots: tuple[Path, ...] = (HERE,)) -> Exposing:
    """The patterns of all roots; (id, needs, expression) a pattern."""
    entries: Iterable[Pattern] = load("exposures", Pattern, roots)
    rows = tuple(entries)
    compiled = tuple((e.id, re.compile(e.needs), _compiled(p)) for e in rows for p in e.patterns)
    return Exposing(rows, re.compile("|".join(e.needs for e in rows)), compiled)
