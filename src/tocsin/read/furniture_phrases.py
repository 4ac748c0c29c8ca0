"""Words that give furniture away wherever they stand: the phrase lists under knowledge/furniture/, compiled and matched.

A pattern has one of five reaches.
line: it must be a whole line. inside: it may stand anywhere; the words that it matches are furniture. sentence: as inside, widened
to the sentence around it. list: a whole line that heads a list, with the short lines under it that do not end like sentences.
label: a whole line "Name: value", or a line "Name:" with the value on the next.
A line of which most is furniture is furniture whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from tocsin.errors import KnowledgeError

Reach = Literal["line", "inside", "sentence", "list", "label"]
MOST = 0.6  # of a line's characters: from here on the rest of it goes too
LONG = 600  # characters: a longer line is never taken whole
VALUE = 40  # characters: the longest value of a label
ITEM = 130  # characters: the longest item of a list


class Marked(Struct, frozen=True, forbid_unknown_fields=True):
    """An example: a text and the parts of it that are furniture, in order."""

    text: str
    finds: list[str]


class Phrase(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of knowledge/furniture/.

    patterns: regular expressions over text whose typographic quotes and spaces are made plain; letter case is ignored unless
    they say (?-i:…). anchors: lower-case strings of which one stands in every match; without one the patterns are not tried.
    marks: at least two texts with what of each is furniture. leaves: at least two of which nothing is.
    """

    id: str
    reason: str
    means: str
    reach: Reach
    anchors: list[str]
    patterns: list[str]
    marks: list[Marked]
    leaves: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Characters start..end of a text, and why they are furniture."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: str
    reach: Reach
    pattern: re.Pattern[str]


_PLAIN = str.maketrans("’‘“”\u00a0\u202f\u2009–—", "''\"\"   --")
_TRIM = " \t>*•·|»«-–—_=#"
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[A-Z])")
_ENDS = re.compile(r"[.!?…][\"')\]]*$")


def phrases() -> list[Phrase]:
    """All entries, in the order of their files."""
    from tocsin.knowledge.loading import load

    return load("furniture", Phrase)


@cache
def _rules() -> tuple[tuple[_Rule, ...], Any, list[list[int]]]:
    """The rules, the matcher of all their anchors, and for each anchor the numbers of the rules that it belongs to."""
    import daachorse

    rules: list[_Rule] = []
    wanted: dict[str, list[int]] = {}
    for n, phrase in enumerate(phrases()):
        try:
            pattern = re.compile("|".join(f"(?:{p})" for p in phrase.patterns), re.I | re.M)
        except re.error as e:
            raise KnowledgeError(f"knowledge/furniture: {phrase.id}: {e}") from e
        rules.append(_Rule(phrase.reason, phrase.reach, pattern))
        for anchor in phrase.anchors:
            wanted.setdefault(anchor, []).append(n)
    return tuple(rules), daachorse.CharwiseDoubleArrayAhoCorasick(list(wanted)), list(wanted.values())


def phrased(text: str) -> list[Found]:
    """What the phrase lists mark, in the order of the text, nothing twice.

    >>> phrased("Troops left the town on Monday.\\nPost a Comment")
    [Found(start=32, end=46, reason='comments')]
    """
    plain = text.translate(_PLAIN)
    lower = plain.lower()
    if len(lower) != len(text):  # a letter whose lower case is two
        lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in plain)
    rules, anchors, owners = _rules()
    places: set[tuple[int, int, int]] = set()  # rule, line
    start, end = 0, -1
    for at, _, anchor in anchors.find_overlapping(lower):
        if not start <= at < end:
            start, end = lower.rfind("\n", 0, at) + 1, lower.find("\n", at)
            end = len(lower) if end < 0 else end
        for n in owners[anchor]:
            if end - start <= LONG or rules[n].reach in ("inside", "sentence"):
                places.add((n, start, end))
    finds = {Found(*_trimmed(plain, a, b), rules[n].reason) for n, s, e in sorted(places) for a, b in _matched(rules[n], plain, s, e)}
    return list(_spread(plain, joined(sorted((f for f in finds if f.start < f.end), key=lambda f: (f.start, -f.end, f.reason)))))


def _matched(rule: _Rule, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if rule.reach in ("inside", "sentence"):
        for m in rule.pattern.finditer(text, start, end):
            yield m.span() if rule.reach == "inside" else _sentence(text, start, end, *m.span())
        return
    a, b = _trimmed(text, start, end, _TRIM)
    if rule.reach == "line" and rule.pattern.fullmatch(text, a, b):
        yield a, b
    elif rule.reach == "list" and rule.pattern.fullmatch(text, a, b):
        yield a, _items(text, end)
    elif rule.reach == "label" and (label := rule.pattern.match(text, a, b)):
        value = _trimmed(text, label.end(), b)
        if value[0] < value[1]:
            if value[1] - value[0] <= VALUE:
                yield a, b
        elif (n := _ITEM.match(text, end)) and len(n[1]) <= VALUE:
            yield a, n.end()
        else:
            yield a, b


def _trimmed(text: str, start: int, end: int, more: str = "") -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in more):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in more):
        end -= 1
    return start, end


def _sentence(text: str, start: int, end: int, a: int, b: int) -> tuple[int, int]:
    """The bounds of the sentences around a..b within the line start..end."""
    for m in _SENTENCE_END.finditer(text, start, end):
        if m.end() <= a:
            start = m.end()
        elif m.start() >= b - 1:
            return start, m.start()
    return start, end


_ITEM = re.compile(r"[ \t]*\n(?:[ \t]*\n)?[ \t]*(\S[^\n]*)")


def _items(text: str, at: int) -> int:
    """The end of the list under a heading that ends at `at`: no blank line between the items (one may stand before the first)."""
    end = at
    while m := _ITEM.match(text, end):
        item = m[1].rstrip()
        if (m[0].count("\n") > 1 and end > at) or len(item) > ITEM or _ENDS.search(item):
            break
        end = m.end()
    return end


def joined(finds: list[Found]) -> list[Found]:
    """Overlapping finds made one; the reason is that of the first. finds: sorted by start."""
    out: list[Found] = []
    for f in finds:
        if out and f.start < out[-1].end:
            out[-1] = Found(out[-1].start, max(out[-1].end, f.end), out[-1].reason)
        else:
            out.append(f)
    return out


def _spread(text: str, finds: list[Found]) -> Iterator[Found]:
    """The finds, those that leave little of their line grown to the line."""
    i = 0
    while i < len(finds):
        first = finds[i]
        start = text.rfind("\n", 0, first.start) + 1
        end = text.find("\n", first.end)
        start, end = _trimmed(text, start, len(text) if end < 0 else end)
        j = i + 1
        while j < len(finds) and finds[j].start < end:
            j += 1
        if end - start <= LONG and _fill(text, start, end, finds[i:j]):
            yield Found(start, max(end, finds[j - 1].end), first.reason)
        else:
            yield from finds[i:j]
        i = j


def _fill(text: str, start: int, end: int, finds: list[Found]) -> bool:
    """Whether the finds fill most of the line, and the rest is a word or two without a sentence end, or lies between several of them."""
    if sum(f.end - f.start for f in finds) < MOST * (end - start):
        return False
    edges = [start, *(x for f in finds for x in (f.start, f.end)), end]
    rest = [text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return len(finds) > 2 or all(r.count(" ") < 3 and not _ENDS.search(r) for r in rest)
