"""Names in capitals that may be places: where they stand, what they could be, and what speaks for their being places at all.

Not done here: which of several places is meant (settling.py); names in lower case, or in another script than Latin.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.gazetteer import Gazetteer, Level, Toponym
from tocsin.knowledge.names import Names
from tocsin.knowledge.placing import either, words
from tocsin.understand.finds import Name

LONGEST = 6  # words of a place's name
_ARTICLE = r"(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]d|[Aa]n|[Aa]r|[Aa]t|[Aa]z|[Ee]d|[Ee]sh|[Uu]l|[Ee]z|[Ee]s)"
_WORD = re.compile(
    rf"(?<![\w&@#/.])(?:{_ARTICLE}-)?(?:W\. ?Va\.|[A-Z]\.(?:[A-Z]\.)+|[A-ZÀ-ÖØ-ÞĀ-Ž][\wʼ]*(?:[’'][A-Za-z][\wʼ]+)*(?:-[\wʼ]+)*)"
)
_GAP = re.compile(
    r" (?:(?:of the|of|the|de la|de los|de las|del|de|di|da|do|dos|la|le|du|des|upon|sur|on|am|an der|und|and|al|el|e|y) )?|\. ?|-"
)
_SAINT = frozenset({"St", "Ste", "Mt", "Ft", "Pt"})
_BEFORE = re.compile(
    rf"(?:\b(?:{either('place-before')})\s+(?:the\s+)?(?:(?:[Uu]pper|[Ll]ower|[Gg]reater|[Dd]owntown|[Cc]entral|[Oo]ld|[Ii]nner|[Nn]earby|[Rr]ural"
    r"|(?:[Nn]orth|[Ss]outh)?(?:[Ee]ast|[Ww]est)?(?:ern)?)\s+)?)$",
    re.I,
)
_AFTER = re.compile(rf"(?:'s|’s)?\s+(?:{either('place-after')})\b|-(?:based|area|born|bound|held|controlled|style|to-)")
_DIVISION = re.compile(rf"\s(?:{either('division-after')})\b")
_SUBDIVISION = re.compile(rf"\s(?:{either('subdivision-after')})(?!\w)")
_OF_DIVISION = re.compile(r"\b(?:province|region|oblast|state|governorate) of $", re.I)
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Maj|Adm|Prof|Rev|Hon|Judge|Justice|President|Minister|Senator|Representative|Governor"
    r"|Secretary|Officer|Detective|Deputy|Chief|Sheriff|Coach|Sir|Lord|Lady|Prince|Princess|King|Queen|Pope|Saint|Father|Sister|Brother"
    r"|Councilman|Councilwoman|Councilor|Councillor|Commissioner|Chairman|Chairwoman|Director|Superintendent|Principal|Professor|Attorney"
    r"|Trooper|Sergeant|Lieutenant|Captain|Colonel|General|Major|Private|Cpl|Pvt|Spc|Miss|Alderman|Trustee|Supervisor|Constable|Inspector)\.?\s+$"
)
_DATELINE = re.compile(
    r"(?:^[ \t]*|(?<=[.!?] ))((?:[A-Z][A-Z.'’-]+)(?: [A-Z][A-Z.'’-]+){0,3})(?:, [A-Z][\w. ]{1,20}?)?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:\([^)\n]{2,24}\)\s*)?(?:[—–:\x97]|-{1,2} |�)",
    re.M,
)
_DATELINE_MIXED = re.compile(
    r"(?:^|(?<=[.!?] ))((?:[A-Z][a-z.'’-]+)(?: [A-Z][a-z.'’-]+){0,2})(?:, [A-Z][\w. ]{1,20}?)? ?(?:\([A-Z][^)\n]{1,23}\)\s*)?(?:—|–|--)",
    re.M,
)
_NEXT = re.compile(r",?\s*\(?\s*([A-Z][\w’'.-]*(?: (?:of )?[A-Z][\w’'.-]*){0,3})")
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) (?:[A-Z]\. |[“\"'][A-Z][a-z]+[”\"'] )?([A-Z][a-z][\w’'-]*)")
_KIND = re.compile(rf" (?:{either('work')})\b")
_NEXT_WORD = re.compile(r" ([A-Z][\w.]+)")
_BODY = words("body-after") | words("division-after") | words("subdivision-after")
_STREET = words("street-after")
_LOOSE = words("not-a-name-before")
_ORDINARY, _PERSONAL = words("ordinary"), words("personal")


class Inside(NamedTuple):
    """The words behind a name say that it lies in this country, or in one of these divisions (numbers of the gazetteer)."""

    country: str | None
    divisions: frozenset[int]
    end: int


@dataclass(slots=True)
class Spot:
    """text[start:end] may be a place. sure: what stands around it says so. name: what the name finder had made of it."""

    start: int
    end: int
    surface: str
    could: tuple[Toponym, ...]
    sure: bool = False
    inside: Inside | None = None
    level: Level | None = None
    name: Name | None = None
    alone: bool = True  # no other name touches it
    favoured: tuple[int, ...] = ()  # GeoNames ids of the capitals of that name
    modifies: bool = False  # "Paris" in "Paris City Council"


class Word(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Finder:
    """Finds the spots of one text. taken: the finds of other kinds, which no place may overlap."""

    text: str
    names: Names
    gazetteer: Gazetteer
    taken: list[tuple[int, int]]
    persons: set[str]
    datelines: list[tuple[int, int]] = field(default_factory=list)

    def surnames(self) -> None:
        """Adds to `persons` the words in capitals that stand behind a given name."""
        for m in _FULL_NAME.finditer(self.text):
            if self._given(m[1].lower(), m[1]) and not self.gazetteer.find(m[0]):
                self.persons.add(m[2])

    def spots(self, low: int = 0, high: int | None = None) -> list[Spot]:
        """In order, none overlapping another."""
        out: list[Spot] = []
        for stretch in self._stretches(self._free(low, len(self.text) if high is None else high)):
            at = 0
            while at < len(stretch):
                spot, at = self._at(stretch, at)
                if spot is not None:
                    out.append(spot)
        return out

    def _free(self, low: int, high: int) -> Iterable[Word]:
        text, taken, n = self.text, self.taken, 0
        for m in _WORD.finditer(text, low, high):
            start, end = m.span()
            while n < len(taken) and taken[n][1] <= start:
                n += 1
            if n < len(taken) and taken[n][0] < end:
                continue
            here = m[0]
            if here.endswith(("'s", "’s", "'S", "’S")):
                end -= 2
                here = here[:-2]
            if here:
                yield Word(start, end, here)

    def _stretches(self, free: Iterable[Word]) -> Iterable[list[Word]]:
        """Words in capitals that hang together."""
        run: list[Word] = []
        for word in free:
            if run:
                gap = self.text[run[-1].end : word.start]
                if not _GAP.fullmatch(gap) or (gap[0] == "." and run[-1].text not in _SAINT):
                    yield run
                    run = []
            run.append(word)
        if run:
            yield run

    def _at(self, run: list[Word], i: int) -> tuple[Spot | None, int]:
        """The longest known place that begins at word i, and the word to go on with."""
        text = self.text
        word = run[i]
        if text[max(0, word.start - 2) : word.start] == ", " or ((word.start and text[word.start - 1] == "(") or word.text.count(".") > 1):
            for end in (word.end, word.end + 1):
                shown = text[word.start : end]
                if (shown[-1:] == "." or shown.isupper()) and (t := self.gazetteer.short(shown)) is not None:
                    return Spot(word.start, end, shown, (t,), True, level="division"), i + 1
        for j in range(min(i + LONGEST, len(run)) - 1, i - 1, -1):
            start, end = run[i].start, run[j].end
            surface = text[start:end]
            if len(surface) < 3 and not surface.isupper():
                continue
            if (kind := _KIND.match(text, end)) and (named := self.gazetteer.find(surface + kind[0])):
                whole = Spot(start, kind.end(), text[start : kind.end()], named, True, self.inside(kind.end()))
                return whole, j + 1
            could = self.gazetteer.find(surface)
            if not could or (j > i and self._of_a_body(run, j) and (could[0].level != "settlement" or could[0].other)):
                continue
            if surface != "Georgia" and any(
                s.form in ("name", "adjective", "demonym") and self.names.entities[s.at].family == "state"
                for s in self.names.senses(surface)
            ):
                continue
            spot = self._judged(run, i, j, Spot(start, end, surface, could))
            if spot is not None:
                k = j + 1
                while k < len(run) and run[k].start < spot.end:
                    k += 1
                return spot, k
            if i == j:
                break
        return self._unheard(run, i), i + 1

    def _unheard(self, run: list[Word], i: int) -> Spot | None:
        """A division that the gazetteer spells in another way, or lacks, by the word behind it: "Konar province"."""
        text, start, end = self.text, run[i].start, run[-1].end
        if len(run) - i > 4 or not (m := _DIVISION.match(text, end) or _SUBDIVISION.match(text, end)) or m[0][1].isupper():
            return None
        if any(share(w.text.lower()) > RARE or w.text.lower() in _PERSONAL for w in run[i:]) or _TITLE.search(
            text[max(0, start - 30) : start]
        ):
            return None
        level: Level = "division" if _DIVISION.match(text, end) else "subdivision"
        surface = text[start:end]
        return Spot(start, end, surface, self.gazetteer.alike(surface, level), True, self.inside(m.end()), level)

    def _of_a_body(self, run: list[Word], j: int) -> bool:
        """Does "City" belong to the body behind it: "Dublin City Council"."""
        if run[j].text != "City" or j + 1 >= len(run):
            return False
        return self.text[run[j].end : run[j + 1].start] == " " and run[j + 1].text in _BODY

    def _judged(self, run: list[Word], i: int, j: int, spot: Spot) -> Spot | None:
        """The spot with what speaks for it, or None where it is part of another name."""
        text, start, end = self.text, spot.start, spot.end
        before = text[max(0, start - 30) : start]
        after = text[end : end + 30]
        spot.inside = self.inside(end)
        if m := _DIVISION.match(after):
            spot.level = "division"
        elif m := _SUBDIVISION.match(after):
            spot.level = "subdivision"
        elif _OF_DIVISION.search(before):
            spot.level = "division"
        if m and m[0][1].isupper():
            spot.end = end + m.end()
            after = text[spot.end : spot.end + 30]
        spot.sure = (
            spot.inside is not None or spot.level is not None or _BEFORE.search(before) is not None or _AFTER.match(after) is not None
            or self._heads(start, end)
        )  # fmt: skip
        last = j + (m is not None and m[0][1].isupper())
        nxt = run[last + 1] if last + 1 < len(run) and text[run[last].end : run[last + 1].start] == " " else None
        prev = run[i - 1] if i and text[run[i - 1].end : start] == " " else None
        word = spot.surface.lower()
        single = i == j
        if single and word in _MONTHS:
            return None
        if _TITLE.search(before) and not (spot.level or (spot.inside and not single)):
            return None
        if nxt is not None and nxt.text.rstrip(".") in _STREET:
            return replace(spot, end=nxt.end, could=(), sure=True)
        if nxt is not None and nxt.text in _BODY:
            spot.modifies = spot.sure = True
            if single and (word in _ORDINARY):
                return None
        elif nxt is not None and not spot.level:
            spot.alone = False
            if single and not (spot.could[0].people > 500_000 and not self._given(word, spot.surface)):
                return None
        if prev is not None and prev.text not in _LOOSE:
            spot.alone = False
            if single and not (spot.modifies and spot.level):
                return None
            if not single and self._given(prev.text.lower(), prev.text):
                return None
        if single:
            if not spot.inside and spot.surface in self.persons and not spot.level and not spot.modifies:
                return None
            if spot.surface.isupper() and 1 < len(spot.surface) < 5 and not spot.inside and not self._heads(start, end):
                return None if not any(t.level == "division" for t in spot.could) else spot
            if word in _ORDINARY and not spot.inside and spot.level is None:
                return None
        return spot

    def _heads(self, start: int, end: int) -> bool:
        """Does it stand in the head of a report?"""
        k = bisect_right(self.datelines, (start, len(self.text)))
        return any(end <= b for _, b in self.datelines[max(0, k - 2) : k])

    def _given(self, word: str, shown: str) -> bool:
        return word in _PERSONAL or any(s.form in ("given", "surname") for s in self.names.senses(shown))

    def literal(self, start: int, end: int) -> bool:
        """Does a capital stand for itself: at the head of a report, behind the words of a place, or as a mark of something else."""
        before, after = self.text[max(0, start - 40) : start], self.text[end : end + 30]
        return (
            self._heads(start, end) or _BEFORE.search(before) is not None or _AFTER.match(after) is not None
            or before.endswith((" the ", "The ", "St. ")) or ((m := _NEXT_WORD.match(after)) is not None and m[1] in _BODY)
        )  # fmt: skip

    def inside(self, end: int) -> Inside | None:
        """What the words behind a name say it lies in: ", Texas", ", Ghazni province", ", Ill.", ", France"."""
        m = _NEXT.match(self.text, end, end + 60)
        if m is None or self.text[end : end + 1] not in (",", " ") or (self.text[end] == " " and self.text[end : end + 2] != " ("):
            return None
        given = m[1]
        while given:
            bare = given.rstrip(".") if given.count(".") == 1 and len(given) > 5 else given
            short = self.gazetteer.short(given) if given[-1] == "." or given.isupper() else None
            if short is not None:
                return Inside(short.country, frozenset({short.number}), m.start(1) + len(given))
            for s in self.names.senses(bare):
                if s.form == "name" and (e := self.names.entities[s.at]).family == "state" and bare != "Georgia":
                    return Inside(e.country, frozenset(), m.start(1) + len(bare))
            rows = frozenset(
                t.number
                for t in self.gazetteer.find(bare)
                if t.level in ("division", "subdivision") and not (t.bare or (t.other and t.level == "subdivision"))
            )
            if rows:
                return Inside(None, rows, m.start(1) + len(bare))
            given = given.rpartition(" ")[0]
        return None


_MONTHS = words("months-and-days")
_NATURE = frozenset(w.lower() for w in _BODY)


def in_lists(spots: list[Spot], text: str) -> None:
    """Marks what stands in a row with divisions as a division: "Ohio, New York and Texas"."""
    for one, two in pairwise(spots):
        gap = text[one.end : two.start]
        if len(gap) < 7 and _ROW.fullmatch(gap):
            for this, other in ((one, two), (two, one)):
                if this.level is None and _clear(other) and _has_division(this, other.could[0].country):
                    this.level = "division"


def _has_division(s: Spot, country: str | None) -> bool:
    return any(t.level == "division" and not t.other and t.country == country for t in s.could)


def _clear(s: Spot) -> bool:
    """Is it a division whatever else it could be."""
    return bool(s.could) and s.could[0].level == "division" and not any(t.level == "settlement" and t.people > 200_000 for t in s.could)


_ROW = re.compile(r", |,? and |,? or ")


def datelines(text: str) -> list[tuple[int, int]]:
    """Where names of places stand at the head of a report, in capitals before a dash."""
    return sorted({m.span(1) for p in (_DATELINE, _DATELINE_MIXED) for m in p.finditer(text)})
