"""Entities by name: the matcher over a text, look-up by id and name, and who held an office on a day."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tocsin.knowledge.compiled import Compiled, compiled
from tocsin.knowledge.folding import fold
from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.world import Entity, Sense, Word


class Hit(NamedTuple):
    """text[start:end] can mean `senses`; which of them is not decided here."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class Names:
    """The compiled knowledge of names."""

    def __init__(self, data: Compiled) -> None:
        import daachorse

        self.entities = data.entities
        self.words = data.words
        self.aliases = data.aliases
        self.neighbours = data.neighbours
        self._surfaces = data.surfaces
        self._senses = [tuple(s) for s in data.senses]
        self._automaton: Any = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(data.automaton)
        self._by_id: dict[str, int] | None = None
        self._held: dict[str, list[tuple[date, date | None, bool, int]]] | None = None
        self._near: dict[str, list[tuple[int, Entity]]] | None = None
        self._sexes: dict[str, str] | None = None
        self._heard: dict[int, list[str]] | None = None
        self._at: dict[str, int] | None = None
        self._codes: set[str] | None = None

    @classmethod
    def load(cls, roots: tuple[Path, ...]) -> Names:
        """From the YAML of `roots` (later ones win) or the cache of their compiled form."""
        return cls(compiled(roots))

    def find(self, text: str, caseless: bool = False) -> list[Hit]:
        """Every name of the knowledge base that stands in `text` as a whole word, longest first at each place, in order.

        caseless: the text has no capitals; names that are ordinary words are then left alone.
        """
        if caseless:
            return [h for h in self._found(text, _capitals(text)) if h.senses]
        return self._found(text, text)

    def _found(self, shown: str, text: str) -> list[Hit]:
        padded = " " + fold(text) + " "
        out: list[Hit] = []
        self._scan(text, padded, 0, len(padded), len(padded), out)
        if shown is text:
            return out
        return [Hit(h.start, h.end, tuple(s for s in h.senses if s.lower or self._unmistakable(s, shown[h.start : h.end]))) for h in out]

    def _unmistakable(self, sense: Sense, here: str) -> bool:
        """Can a name be taken without its capital: one of several words, of a state, or no ordinary word."""
        if sense.form in WORDS or sense.exact is not None:
            return False
        e = self.entities[sense.at]
        if " " in here:
            return True
        return here.lower() not in _ALSO_WORDS and (
            e.family == "state" or sense.form == "capital" or (len(here) > 4 and share(here) <= 5 * RARE)
        )

    def _scan(self, text: str, padded: str, low: int, high: int, last: int, out: list[Hit]) -> None:
        """Adds the hits of padded[low:high] that begin before `last`. What a failed match has swallowed is looked at again."""
        senses = self._senses
        reach = out[-1].end if out else 0
        for start, stop, n in self._automaton.find(padded[low:high] if low else padded):
            start, end = start + low, stop + low - 1  # padded[start] is the space before text[start]
            if start < reach:
                continue
            if start >= last:
                return
            fitting = _fitting(senses[n], text, start, end) if padded[end + 1] == " " else ()
            whole = end
            while not fitting and (shorter := self._shorter(padded, start, end, n)) is not None:
                end, n = shorter
                fitting = _fitting(senses[n], text, start, end)
            if fitting and padded.startswith(" the ", start) and self._inner(shorter_from := start + 4, end, padded, text):
                self._scan(
                    text, padded, shorter_from, min(shorter_from + 80, high), start + 5, out
                )  # "the Atlantic" of the Atlantic Alliance
                reach = out[-1].end if out else reach
                continue
            if fitting:
                dotted = text[end : end + 1] == "." and "." in text[start:end]  # the last full stop of "U.S."
                out.append(Hit(start, end + dotted, fitting))
                reach = end
            if not fitting or end < whole:
                space = end + 1 if fitting else padded.find(" ", start + 1, whole + 1)
                if space > 0:
                    stop = padded.find(" ", min(whole + 60, len(padded) - 1))
                    self._scan(text, padded, space, stop + 1 if stop > 0 else len(padded), whole, out)
                    reach = max(reach, out[-1].end if out else 0)

    def _inner(self, low: int, end: int, padded: str, text: str) -> bool:
        """Does a name that begins after "the" reach further."""
        for start, stop, n in self._automaton.find(padded[low : low + 80]):
            return start == 0 and stop + low - 1 > end and padded[stop + low] == " " and bool(
                _fitting(self._senses[n], text, low, stop + low - 1)
            )  # fmt: skip
        return False

    def _shorter(self, padded: str, start: int, end: int, n: int) -> tuple[int, int] | None:
        """The longest name of fewer words that starts where surface n does, with its end."""
        surface = self._surfaces[n]
        at = self.surface_numbers()
        while " " in surface:
            surface = surface.rpartition(" ")[0].rstrip()
            if (m := at.get(surface)) is not None:
                return start + len(surface), m
        return None

    def surface_numbers(self) -> dict[str, int]:
        """Number of each surface form."""
        if self._at is None:
            self._at = {s: i for i, s in enumerate(self._surfaces)}
        return self._at

    def senses(self, name: str) -> tuple[Sense, ...]:
        """All that a name can mean, letter case aside."""
        n = self.surface_numbers().get(fold(name).strip())
        return () if n is None else self._senses[n]

    def number(self, id: str) -> int | None:
        """Position of an entity in `entities`."""
        if self._by_id is None:
            self._by_id = {e.id: i for i, e in enumerate(self.entities)}
        return self._by_id.get(id)

    def entity(self, id: str) -> Entity | None:
        """The entity of that id."""
        n = self.number(id)
        return None if n is None else self.entities[n]

    def spellings(self, number: int) -> list[str]:
        """The folded names of an entity, by its number. The first call goes through all names."""
        if self._heard is None:
            heard: dict[int, list[str]] = {}
            for surface, senses in zip(self._surfaces, self._senses, strict=True):
                for s in senses:
                    if s.form in ("name", "surname", "capital", "adjective", "demonym"):
                        heard.setdefault(s.at, []).append(surface)
            self._heard = heard
        return self._heard.get(number, [])

    def by_country(self, countries: set[str]) -> list[tuple[int, Entity]]:
        """All entities of these countries, with their numbers."""
        if self._near is None:
            self._near = {}
            for n, e in enumerate(self.entities):
                if e.country is not None:
                    self._near.setdefault(e.country, []).append((n, e))
        return [e for c in sorted(countries) for e in self._near.get(c, ())]

    def sex(self, given: str) -> str | None:
        """ "f" or "m" where all persons known by that given name are of one sex, or its ending tells."""
        if self._sexes is None:
            told: dict[str, set[str]] = {}
            for e in self.entities:
                if e.family == "person" and e.sex and " " in e.name:
                    told.setdefault(fold(e.name.partition(" ")[0]), set()).add(e.sex)
            self._sexes = {k: v.pop() for k, v in told.items() if len(v) == 1}
        return self._sexes.get(fold(given)) or ("f" if _FEMALE.search(given) else None)

    def body(self, country: str, key: str) -> str:
        """The entity of a body that every state has ("ministry-of-defence"): by its usual name where the knowledge base has one."""
        id = f"org/{country.lower()}-{key}"
        return self.aliases.get(id, id)

    def word(self, sense: Sense) -> Word:
        """The common noun of a sense that is no entity's."""
        return self.words[sense.at]

    def who(self, name: str, on: date | None = None) -> list[Entity]:
        """The entities that a name can mean (persons that held no office then and were dead or unborn left out), best known first."""
        found = [self.entities[s.at] for s in self.senses(name) if s.form not in WORDS]
        alive = list(dict.fromkeys(e.id for e in found))
        out = [e for id in alive if (e := self.entity(id)) is not None and _stands(e, on)]
        return sorted(out, key=lambda e: (not in_office(e, on), -(e.place[3] if e.place else 0)))

    def office_holder(self, office: str, on: date | None = None) -> list[Entity]:
        """Who held an office ("RUS/defence-minister") on that day; without a day, all that ever held it, the latest first."""
        if self._held is None:
            self._held = {}
            for i, e in enumerate(self.entities):
                for h in e.holdings:
                    self._held.setdefault(h.office, []).append((h.since, h.until, h.acting, i))
        rows = sorted(self._held.get(office, ()), reverse=True)
        if on is not None:
            open_until = {r[0]: rows[k - 1][0] if k else None for k, r in enumerate(rows)}
            rows = [r for r in rows if r[0] <= on and (until := r[1] or open_until[r[0]] or date.max) >= on and until]
        return [self.entities[n] for n in dict.fromkeys(r[3] for r in rows)]

    def served(self, e: Entity, on: date | None) -> str | None:
        """The country or body that a person served on that day."""
        if self._codes is None:
            self._codes = {x.country for x in self.entities if x.family in ("state", "organisation") and x.country}
        return serving(e, on, self._codes)

    def officials(self, role: str, on: date) -> list[Entity]:
        """All who held an office of that name on that day, of whichever state or body."""
        self.office_holder("")
        assert self._held is not None
        return [e for office in self._held if office.endswith("/" + role) for e in self.office_holder(office, on)]


_FEMALE = re.compile(r"(?:[aeiou]na|[^aeiou]ia|lla|tta|ssa|lga|lia|sha|ine|elle|ette)$")  # endings of given names of women alone, by use
_ALSO_WORDS = frozenset(
    {
        "polish",
        "turkey",
        "chad",
        "guinea",
        "china",
        "us",
        "male",
        "finish",
        "thai",
        "turks",
        "poles",
        "danes",
        "jersey",
        "pole",
        "dane",
        "finn",
        "turk",
        "brit",
        "swede",
        "dutch",
        "scot",
    }
)
_WORD = re.compile(r"\b[a-z]")


def _capitals(text: str) -> str:
    """The text with every word begun with a capital; of the same length."""
    return _WORD.sub(lambda m: m[0].upper(), text)


WORDS = frozenset({"role", "body", "agent", "title", "modifier", "given", "state-of-us"})


def in_office(e: Entity, on: date | None) -> bool:
    """Did the person hold any office on that day (without a day: ever)."""
    return any(on is None or (h.since <= on and (h.until is None or on <= h.until)) for h in e.holdings)


def serving(e: Entity, on: date | None, codes: Container[str]) -> str | None:
    """The country (or body) that a person served on that day: of the office held then, else of the person.

    Mark Rutte is the Netherlands' in 2023 and NATO's in 2025; without a day, and between offices, the person's own.
    """
    if on is None:
        return e.country
    held = [h for h in e.holdings if h.since <= on and (h.until is None or on <= h.until)]
    here = {c for h in held if (c := h.office.partition("/")[0]) in codes}
    return e.country if not here or e.country in here or len(here) > 1 else here.pop()


def rules(e: Entity, on: date) -> bool:
    """Is the person head of state or government of a country on that day."""
    return any(
        h.office[3:] in ("/president", "/prime-minister", "/supreme-leader", "/chancellor")
        and h.since <= on
        and (h.until is None or on <= h.until)
        for h in e.holdings
    )


def of_then(e: Entity, on: date | None) -> bool:
    """May a surname alone mean that person then: not one whose offices, known to the year, lie far from the day; nor on no day."""
    if not e.years:
        return True
    return on is not None and any(h.since.year - 3 <= on.year <= (h.until or on).year + 8 for h in e.holdings)


def _stands(e: Entity, on: date | None) -> bool:
    return on is None or ((e.began is None or e.began <= on) and (e.ended is None or e.family == "person" or on <= e.ended))


def _fitting(senses: Iterable[Sense], text: str, start: int, end: int) -> tuple[Sense, ...]:
    """Those that the letter case allows: names need a capital, exact ones every letter."""
    here = text[start:end]
    capital = not here.islower()
    tail = capital and not here[here.rfind(" ") + 1 :].islower()
    return tuple(
        s for s in senses if s.lower or (capital and (tail or not s.tail) and (s.exact is None or _same(here, s.exact, text, end)))
    )


def _same(here: str, exact: str, text: str, end: int) -> bool:
    if exact.endswith("."):
        here += text[end : end + 1]
    return here.replace("’", "'") == exact or (here == here.upper() and len(here) > 5 and here == exact.upper())
