"""Amounts that stand together: two ends of a range, a number that shares the unit of its neighbour, counts told only vaguely."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from tocsin.knowledge.wordlists import either, wordlists
from tocsin.understand.along import Along
from tocsin.understand.counted import country_of, noun_phrase
from tocsin.understand.finds import Amount, Name
from tocsin.understand.page import Page

_LISTS = wordlists("amounts")
_JOINED = re.compile(r"\s(?:to|and)\s|\s?[-–—]\s?")
_SHARED = re.compile(r"-?\s(?:or|and|to)\s|\sof (?:the|its|his|their|a)\s")
_AGAINST = re.compile(
    r"\b(?:up from|down from|compared (?:with|to)|against|versus|than|from)\s(?:(?:only|just|about|around|some|the)\s){0,2}$", re.IGNORECASE
)
_VAGUE = {"several": 3.0, "multiple": 3.0, "numerous": 4.0, "a handful of": 3.0, "a couple of": 2.0, "a pair of": 2.0}
_VAGUELY = re.compile(rf"\b(?:{'|'.join(_VAGUE)})(?=\s)", re.IGNORECASE)
_WHO = re.compile(rf"(?:{either((*_LISTS['force'], *_LISTS['persons']))})s?", re.IGNORECASE)


def ranges(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Two amounts of one unit with "to" between them, or "and" after "between", as one range: "5% to 10%"."""
    out: list[Amount] = []
    for b in found:
        a = out[-1] if out else None
        if (
            a is not None and a.unit and a.unit == b.unit and a.of is None
            and a.value is not None and b.value is not None and a.value < b.value
            and (joint := _JOINED.fullmatch(text, a.end, b.start)) and a.low is None and a.high is None and a.change is None
            and ("and" not in joint[0] or re.search(r"\bbetween\s$", text[max(0, a.start - 9) : a.start], re.IGNORECASE))
        ):  # fmt: skip
            out[-1] = replace(b, start=a.start, value=None, low=a.value, high=b.value)
        else:
            out.append(b)
    return out


def shared(text: str, found: list[Amount]) -> list[Amount]:
    """A bare number takes the unit or noun of the amount it stands with: "eight or nine euros", "40 ships, up from 30"."""
    out = list(found)
    for n in range(len(out) - 1, -1, -1):
        a = out[n]
        if a.unit is not None or a.of is not None or (a.value is None and a.low is None):
            continue
        after = out[n + 1] if n + 1 < len(out) else None
        if after is not None and (after.unit or after.of) and (joint := _SHARED.fullmatch(text, a.end, after.start)):
            if not joint[0].startswith(" of ") or after.unit:
                out[n] = replace(a, unit=after.unit, of=after.of, of_at=after.of_at)
            continue
        before = next((b for k in range(n - 1, max(-1, n - 60), -1) if (b := out[k]).unit != "percent"), None)
        if (
            before is not None and (before.of or before.unit) and a.start - before.end < 120 and "." not in text[before.end : a.start]
            and _AGAINST.search(text, before.end, a.start)
        ):  # fmt: skip
            out[n] = replace(a, unit=before.unit, of=before.of, of_at=before.of_at)
    return out


def vague_counts(page: Page, found: list[Amount], names: Sequence[Name]) -> list[Amount]:
    """With those of "several insurgents": people and forces only, by the least number that coders of event data take such words for."""
    text = page.text
    out: list[Amount] = []
    taken, starts = Along(found), [x.start for x in names]
    for m in _VAGUELY.finditer(text):
        of_at = noun_phrase(text, m.end())
        if of_at is None or not _WHO.fullmatch(text[of_at[0] : of_at[1]].split()[-1]):
            continue
        if taken.over(m.start(), of_at[1]):
            continue
        n = page.sentence_at(m.start())
        near = names[bisect_left(starts, m.start() - 1600) : bisect_left(starts, m.end() + 300)]
        country = country_of(text, page.sentences[n].start, m.start(), of_at[1], of_at, near, changed=False, share=False)
        low = _VAGUE[m[0].lower()]
        out.append(Amount(m.start(), of_at[1], None, low, None, None, text[of_at[0] : of_at[1]], of_at, country, None, True))
    return sorted([*found, *out], key=lambda a: a.start) if out else found
