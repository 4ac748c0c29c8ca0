"""Whose words they are: the speaker of a noun phrase, from the names found in it or, failing that, from the phrase itself.

Pronouns that no mention binds go to the last speaker that fits. Does not decide which phrase is the source (clauses.py does).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.knowledge.speaking import LINES, Nouns, Speaking
from tocsin.records import Link, Party, Speaker
from tocsin.understand.finds import Name
from tocsin.understand.page import Page

Extent = tuple[int, int]
SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_MEMORY = 700  # characters over which a pronoun may reach back
_NEARER = 350  # the same for "they"
_SINGULAR_THEY = 250  # characters over which "they" may be one source that is not named
_SOME = frozenset({"all", "some", "many", "most", "others"})
PLURAL = frozenset({"they", "them", "their", "both", "all", "neither", "some", "many", "most", "others"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
SECOND = frozenset({"you", "your", "yourself"})
NEUTRAL = frozenset({"it", "its", "itself", "this", "that", "which", "these"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_BACK = re.compile(
    r"^(?:[Tt]he|[Tt]his|[Tt]hat) (?:same |former |top |latter |[A-Z][a-z]+ |veteran |senior |chief |foreign |prime )*[a-z-]+$"
)
_INDEFINITE = re.compile(
    r"^(?:a|an|one|two|three|four|five|six|several|some|many|most|few|other|another|\d+|unnamed|anonymous|senior|former|local"
    r"|the same|no)\b",
    re.I,
)
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_COMMA = re.compile(r", (?:[A-Z][\w.-]+ ){0,3}$")
_LEADING_AWAY = re.compile(r"\b(?:to|of|by|for|from|with|in|at|on|near|under|around|who|whom|whose|that|which|as)\b")
_SELF_NAMED = re.compile(
    r"\b(?:(?:gives?|gave) (?:his|her|their) names? (?:only )?as|call(?:s|ed|ing) (?:him|her|them)sel(?:f|ves)"
    r"|identif(?:ies|ied|ying) (?:himself |herself )?(?:only )?as|named|known as|goes by(?: the name(?: of)?)?"
    r"|introduc\w+ \w+self as)\s+(?:[A-Z][\w-]* )?$"
)
_SAME = re.compile(r"(?:[Tt]he |[Tt]hat )?same (?:[a-z]+ )*([A-Za-z]+)$")
_PLACED = re.compile(r"\b(?:in|at|near|to|from|outside|around|over) $")
_TITLED = re.compile(r"(?:[A-Z][\w'’.-]*|L['’][A-Z]\w+)(?: [A-Z][\w'’.-]*)*$")
_RULING = frozenset({"GOV", "LEG", "PTY", "MIL", "SPY"})
_NEAR = 1500  # characters in which the towns that a text is set in are looked for
_WITHHELD = re.compile(
    r"\b(?:unnamed|anonymous|unidentified|on (?:the )?condition of anonymity|not (?:be )?(?:named|identified)"
    r"|on background|familiar with|close to|briefed on|sources?)\b",
    re.I,
)


@cache
def speaking(roots: tuple[Path, ...]) -> Speaking:
    """The nouns of a knowledge base."""
    return Speaking.load(roots)


class Speakers:
    """Resolves noun phrases of one page to speakers, and remembers who spoke last."""

    def __init__(self, page: Page, names: list[Name], roots: tuple[Path, ...]) -> None:
        self.page = page
        self.names = sorted(names, key=lambda n: (n.start, -n.end))
        self._starts = [n.start for n in self.names]
        self.nouns = speaking(roots)
        self._known: dict[str, Name] = {}
        for n in self.names:
            if n.kind == "person" and n.country and not n.pronoun:
                self._known.setdefault(n.name.rpartition(" ")[2].lower(), n)
        self.recent: list[tuple[Speaker, Extent, bool, bool | None]] = []  # speaker, where, plural, human (None: not known); latest last

    def within(self, start: int, end: int) -> list[Name]:
        """The names that lie in an extent."""
        at = bisect_left(self._starts, start)
        out = []
        while at < len(self.names) and self.names[at].start < end:
            if self.names[at].end <= end:
                out.append(self.names[at])
            at += 1
        return out

    def covering(self, offset: int) -> Name | None:
        """The longest name that covers an offset."""
        best = None
        for k in range(bisect_left(self._starts, offset + 1) - 1, max(-1, bisect_left(self._starts, offset + 1) - 12), -1):
            n = self.names[k]
            if n.start <= offset < n.end and (best is None or n.end - n.start > best.end - best.start):
                best = n
        return best

    def groups(self, head: Any) -> list[Nouns]:
        """What the head noun of a phrase says of its kind; words as a thing ("the warnings") do not speak by themselves."""
        if head is None:
            return []
        before = head.nbor(-1).text if head.i > 0 else ""
        return [g for g in self.nouns.of(head.text, before) if g.id != LINES]

    def outlet(self, extent: Extent, head: Any, base: int) -> bool:
        """Is it a publisher or channel?"""
        named = self.covering(base + head.idx)
        if head.tag_ not in ("NNP", "NNPS") and any(g.kind == "person" for g in self.groups(head)):
            return False
        if named is not None and not named.adjective and (named.sector == "MED" or (named.entity or "").startswith("outlet/")):
            return True
        if named is not None and named.kind == "person":
            return False
        groups = self.groups(head)
        if any(g.kind == "outlet" for g in groups) and not any(g.kind == "person" for g in groups):
            return True
        if head.tag_ in ("NNP", "NNPS"):
            words = self.page.text[extent[0] : extent[1]].split(",")[0].split()
            return any(w[:1].isupper() and any(g.kind == "outlet" for g in self.nouns.of(w.strip(".,'’s"))) for w in words) or any(
                w.islower() and any(g.kind == "outlet" and w in g.words[:30] for g in self.nouns.of(w)) for w in words
            )
        return False

    def personal(self, extent: Extent, head: Any, base: int) -> bool:
        """Is it somebody, a body, an outlet or a paper, and not a thing?"""
        named = self.covering(base + head.idx)
        return (
            bool(self.groups(head))
            or (named is not None and not named.adjective and named.kind != "weapon")
            or head.tag_ in ("NNP", "NNPS", "PRP")
        )

    def speaker(self, extent: Extent, head: Any, base: int, first: Callable[[], Speaker | None]) -> tuple[Speaker | None, bool]:
        """(speaker, plural) of a phrase whose head token is `head`. first: who "I" and "we" are."""
        words = self.page.text[extent[0] : extent[1]]
        low = words.lower().strip("“\"'‘[]")
        plural = head.tag_ in ("NNS", "NNPS") or low in PLURAL
        if low in FIRST or low in SECOND:
            return first(), low in ("we", "us", "our")
        if low in RELATIVE and head.head is not None and head.dep_ != "ROOT":
            top = head.head
            while top.dep_ not in ("relcl", "acl") and top.head.i != top.i:
                top = top.head
            if top.dep_ in ("relcl", "acl"):
                found, plural = self._phrase(self._np(top.head, base, top), top.head, base, extent)
                return found, plural
        if low in SINGULAR | PLURAL | NEUTRAL or head.tag_ in ("PRP", "PRP$"):
            return self._pronoun(extent, low, base + head.idx)
        return self._phrase(extent, head, base, extent)

    def _np(self, token: Any, base: int, stop: Any) -> Extent:
        last = token.right_edge
        if token.left_edge.i <= stop.i <= last.i:
            last = token.doc[max(token.i, stop.left_edge.i - 1)]
        while last.i > token.i and last.dep_ == "punct":
            last = token.doc[last.i - 1]
        return base + token.left_edge.idx, base + last.idx + len(last.text)

    def _pronoun(self, extent: Extent, low: str, at: int) -> tuple[Speaker | None, bool]:
        bound = self.covering(at)
        if bound is not None and bound.pronoun and bound.name.lower() != low:
            return Speaker(bound.name, self.page.span(*extent), bound.entity, bound.country, bound.sector, bound.anonymous), low in PLURAL
        wants_plural = low in PLURAL
        near = _NEARER if low in PLURAL else _MEMORY
        last = self.recent[-1] if self.recent else None
        if low == "they" and last is not None and last[0].anonymous and not last[2] and at - last[1][0] < _SINGULAR_THEY:
            return self._again(last[0], extent), False  # "“Yes,” they added", of an official who is not named
        for known, where, plural, human in reversed(self.recent[-6:]):
            if at - where[0] > near:
                break
            if low in SINGULAR:
                fits = not plural and human is not False
            elif low in NEUTRAL:
                fits = not plural and human is not True
            else:
                fits = plural or human is False
            if fits:
                return self._again(known, extent), plural
        words = self.page.text[extent[0] : extent[1]]
        return Speaker(words, self.page.span(*extent), anonymous=low in _SOME), wants_plural

    def _again(self, known: Speaker, extent: Extent) -> Speaker:
        return Speaker(known.name, self.page.span(*extent), known.entity, known.country, known.sector, known.anonymous)

    def _phrase(self, extent: Extent, head: Any, base: int, shown: Extent) -> tuple[Speaker, bool]:
        text = self.page.text
        words = text[extent[0] : extent[1]]
        inside = self.within(*extent)
        at = base + head.idx
        cover = self.covering(at)
        if cover is not None and cover not in inside:
            inside = [*inside, cover]
        core_end = text.find(",", extent[0], extent[1])
        persons = [n for n in inside if n.kind == "person" and not n.adjective and not n.pronoun]
        chosen = next((n for n in persons if n.start <= at < n.end), None)
        if chosen is None or _roled(chosen):
            chosen = next((n for n in persons if not _roled(n) and self._apposed(n, extent)), chosen)
        if persons and (chosen is None or _roled(chosen)):
            between = text[at + len(head.text) : persons[-1].start]
            if _SELF_NAMED.search(between):
                chosen = persons[-1]
            elif chosen is None and not _roled(persons[0]) and not _LEADING_AWAY.search(text[at + len(head.text) : persons[0].start]):
                chosen = persons[0] if not _owner(head, persons[0], base) else None
        if chosen is None and cover is not None and not cover.adjective:
            chosen = cover
        groups = self.groups(head)
        plural = head.tag_ in ("NNS", "NNPS")
        sector = next((g.sector for g in groups if g.sector), None)
        core = words if core_end == -1 else text[extent[0] : core_end]
        country = next((n.country for n in inside if n.country), None) or self._near(head, groups, core, at)
        anonymous = self._anonymous(words, core, head, groups, chosen)
        if (before := self._same(core, groups)) is not None:
            return self._again(before, shown), plural
        nameless = chosen is None or (chosen.entity is None and chosen.name.rpartition(" ")[2][:1].islower())
        if nameless and _BACK.match(core) and core[:1] in "Tt" and any(g.kind == "person" for g in groups) and not plural:
            back = self._described(core, head, inside)
            if back is not None:
                return self._again(back, shown), plural
        if chosen is not None and not (anonymous and chosen.kind != "person" and chosen.end <= at):
            name = (_proper(head, base, extent, text) if nameless else None) or chosen.name
            if chosen.kind == "organization" and chosen.entity is None and name.islower() and (m := _TITLED.search(core)):
                name = m[0]  # "the news site Dabanga"
            if chosen.kind in ("country", "place") and not chosen.metonym and groups:
                name = ARTICLE.sub("", core)
            same = self._known.get(name.rpartition(" ")[2].lower()) if chosen.country is None else None
            return Speaker(
                name,
                self.page.span(*shown),
                chosen.entity or (same.entity if same else None),
                chosen.country or (same.country if same else None) or country,
                chosen.sector or (same.sector if same else None) or sector,
                chosen.anonymous or anonymous,
            ), plural
        name = ARTICLE.sub("", _proper(head, base, extent, text) or core).strip(' ,“”"')
        return Speaker(name or words, self.page.span(*shown), None, country, sector, anonymous), plural

    def _apposed(self, name: Name, extent: Extent) -> bool:
        """Is it what the phrase is called, between commas ("the governor of Kherson, Oleksandr Prokudin,")?"""
        text = self.page.text
        return _COMMA.search(text[extent[0] : name.start]) is not None and text[name.end : extent[1]].strip()[:1] in ("", ",")

    def _same(self, core: str, groups: list[Nouns]) -> Speaker | None:
        """Whom "the same official" means: the last who was called so."""
        m = _SAME.match(core)
        if m is None or not groups:
            return None
        return next((known for known, _, _, _ in reversed(self.recent[-8:]) if m[1].lower() in known.name.lower().split()), None)

    def _near(self, head: Any, groups: list[Nouns], core: str, at: int) -> str | None:
        """The country of somebody whom the phrase itself does not place.

        "His lieutenant" is of the country of the last who spoke; those who live and serve where the text is set are of that of all
        towns named near, if it is one.
        """
        if any(c.tag_ == "PRP$" for c in head.children) and self.recent and self.recent[-1][3] is not False:
            return self.recent[-1][0].country
        named = _SELF_NAMED.search(self.page.text, max(0, at - 60), at) is not None
        if not named and not any(g.local for g in groups) and not any(g.local for w in core.split()[:5] for g in self.nouns.of(w)):
            return None
        near = {
            n.country
            for n in self.names[bisect_left(self._starts, at - _NEAR) : bisect_left(self._starts, at + _NEAR)]
            if n.country and (n.kind == "place" or (n.kind == "country" and self._there(n)))
        }
        return near.pop() if len(near) == 1 else None

    def _there(self, name: Name) -> bool:
        """Is it a place to be in rather than somebody who acts ("in Bogotá")?"""
        return _PLACED.search(self.page.text, max(0, name.start - 12), name.start) is not None

    def _described(self, core: str, head: Any, inside: list[Name]) -> Speaker | None:
        """The person spoken of before whom "the top French diplomat" or "the general" may stand for."""
        country = next((n.country for n in inside if n.country), None)
        for known, where, plural, human in reversed(self.recent[-4:]):
            if plural or known.anonymous or human is False or (where[0] + 1200 < self.page.text.find(core, where[0])):
                continue
            if known.span is None or not known.name.rpartition(" ")[2][:1].isupper() or not _fits(known, head, self.groups(head)):
                continue
            if country is None or known.country in (None, country):
                return known
        return None

    def _anonymous(self, words: str, core: str, head: Any, groups: list[Nouns], chosen: Name | None) -> bool:
        if (
            chosen is not None
            and chosen.kind == "person"
            and not chosen.anonymous
            and (chosen.entity or (chosen.name.split()[-1][:1].isupper() and not (chosen.name.isupper() and groups)))
        ):
            return False
        if head.tag_ in ("NNP", "NNPS") and not groups:
            return False
        if _WITHHELD.search(core if chosen is not None and chosen.kind == "organization" else words):
            return True
        persons = [g for g in groups if g.kind == "person"]
        if not persons:
            return head.lower_ in ("one", "some", "many", "others", "several", "most") or core.lower() in ("those", "some")
        if not any(g.withheld for g in persons):
            return False
        if head.tag_ in ("NNP", "NNPS") and not _INDEFINITE.match(core):
            return False
        if any(c.dep_ == "appos" and c.tag_ == "NNP" for c in head.children):
            return False
        return head.tag_ == "NNS" or bool(_INDEFINITE.match(core)) or any(g.id in ("officials", "sources") for g in persons)

    def human(self, head: Any, base: int) -> bool | None:
        """Is the head of a phrase a person (True), a body, state, outlet or paper (False), or is that not known (None)?"""
        groups = self.groups(head)
        named = self.covering(base + head.idx)
        if named is not None and not named.adjective:
            return named.kind == "person" or (named.kind == "group" and any(g.kind == "person" for g in groups))
        if groups:
            return any(g.kind == "person" for g in groups)
        return None

    def heard(self, speaker: Speaker | None, extent: Extent, plural: bool, human: bool | None = None) -> None:
        """Remember who spoke, or whom the last sentence was about, for the pronouns that follow."""
        if speaker is not None and speaker.name.lower() not in FIRST | SECOND | PLURAL | NEUTRAL | SINGULAR:
            self.recent.append((speaker, extent, plural, human))

    def link(self, extent: Extent, head: Any, base: int) -> Link:
        """A phrase as a link of a chain; what stands in apposition after a comma is left out."""
        comma = self.page.text.find(",", base + head.idx, extent[1])
        extent = (extent[0], comma if comma > 0 else extent[1])
        found, _ = self._phrase(extent, head, base, extent)
        return Link(found.name, found.span, found.entity)

    def party(self, extent: Extent, head: Any, base: int) -> Party:
        """A phrase as the one addressed."""
        words = self.page.text[extent[0] : extent[1]].lower()
        found: Speaker | None
        if words in SINGULAR | PLURAL | NEUTRAL:
            found, _ = self._pronoun(extent, words, base + head.idx)
        else:
            found, _ = self._phrase(extent, head, base, extent)
        assert found is not None
        return Party(found.name, found.span, found.entity, found.country, found.sector)


def _roled(name: Name) -> bool:
    """Is it a role alone, without a name ("the governor")?"""
    return name.entity is None and (name.name.rpartition(" ")[2][:1].islower() or name.anonymous or " of " in name.name)


def _fits(known: Speaker, head: Any, groups: list[Nouns]) -> bool:
    """May a role stand for somebody who was named: a prisoner is no president?"""
    sectors = {g.sector for g in groups if g.sector}
    if not sectors or known.sector is None or known.sector in sectors:
        return True
    return bool(sectors & _RULING) and known.sector in _RULING


def _owner(head: Any, name: Name, base: int) -> bool:
    """Does the name only own the head ("Putin's spokesman")?"""
    return any(
        c.dep_ == "poss" and c.left_edge.idx + base <= name.start <= c.right_edge.idx + base for c in head.children
    ) and head.tag_ not in ("NNP",)


def _proper(head: Any, base: int, extent: Extent, text: str) -> str | None:
    """The proper name in apposition to a role, or that a role precedes: "the mayor, Vitali Klitschko" → "Vitali Klitschko"."""
    for c in head.children:
        if c.dep_ == "appos" and c.tag_ in ("NNP", "NNPS") and head.tag_ not in ("NNP", "NNPS") and base + c.i < extent[1]:
            run = [t for t in c.lefts if t.dep_ == "compound" and t.tag_ in ("NNP", "NNPS")]
            first = run[0] if run else c
            return text[base + first.idx : base + c.idx + len(c.text)]
    return None
