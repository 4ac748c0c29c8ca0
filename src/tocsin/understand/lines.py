"""Lines that the author tells in his own voice become statements of the one who draws them.

"The general gave the garrison until midnight to leave" is nobody's quotation, yet it is the general who demands. What stands inside
a statement already is left to it. Does not look across sentences.
"""

from __future__ import annotations

import re

from tocsin.knowledge import Knowledge
from tocsin.knowledge.lining import Drawn
from tocsin.records import Act, Speaker
from tocsin.understand.along import Along
from tocsin.understand.finds import Name, Said
from tocsin.understand.page import Page

_ACTS: dict[str, Act] = {"ultimatum": "demand", "otherwise": "demand", "red-line": "warn", "core-concern": "demand"}

_READ = re.compile(r"\b(?:in the (?:reading|view|eyes|opinion|telling|judg[e]?ment) of|according to|as \w+ (?:see|read|tell)s? it)\b")


def lines(page: Page, names: list[Name], said: list[Said], knowledge: Knowledge) -> list[Said]:
    """Statements for lines that no statement of `said` holds; their speaker is the one whose line it is."""
    out: list[Said] = []
    along, called = Along(said), Along(names)
    for n, sentence in enumerate(page.sentences):
        text = page.text[sentence.start : sentence.end]
        for drawn in knowledge.lines.find(text):
            start, end = sentence.start + drawn.start, sentence.start + drawn.end
            if any(_holds(x, start, end) for x in along.over(start, end)):
                continue
            declarer = _declarer(page, drawn, sentence.start, n, called)
            if declarer is None:
                continue
            a, b = drawn.groups.get("line", (drawn.start, drawn.end))
            content = (sentence.start + a, sentence.start + b)
            speaker: Speaker | None = declarer.speaker(page)
            others = [x.speaker for x in along.over(*content) if x.speaker and x.speaker.country != declarer.country]
            if "declarer" in drawn.groups and (others or _READ.search(text)):
                speaker = others[0] if others else None  # another tells of the line
            out.append(Said(start, end, None, (content,), speaker, _ACTS.get(drawn.id, "threaten"), "indirect", commits=True))
    return out


def _holds(statement: Said, start: int, end: int) -> bool:
    """Do the words of a statement hold all of a line, or is the line all but told by it?"""
    spans = (*statement.content, (statement.start, statement.end))
    return any(a <= start + 3 and end - 3 <= b for a, b in spans)


def _declarer(page: Page, drawn: Drawn, offset: int, sentence: int, names: Along[Name]) -> Name | None:
    """Whose line it is: a name in the words for the declarer, else the first actor in what is threatened; None where there is none."""
    for group in ("declarer", "whose", "consequence"):
        if group in drawn.groups:
            a, b = (offset + x for x in drawn.groups[group])
            inside = [m for m in names.within(a, b) if m.kind in ("person", "organization", "country", "group")]
            inside = [m for m in inside if m.country or m.entity] or inside
            if inside:
                return inside[-1] if group == "declarer" else inside[0]
    before = [
        m
        for m in names.within(page.sentences[sentence].start, offset + drawn.start)
        if m.kind in ("person", "organization", "country", "group") and m.country and m.sector not in ("MED", "JRN")
    ]
    return before[0] if before else None  # "Baku to the villagers: hand in all weapons; otherwise …"
