"""Pieces that belong together: "Russian airborne troops", "Ukraine's defence ministry", "president of France", "Dutch Admiral" + name.

Gives finished names, and for every place where a person's name begins what the words before it say of that person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tocsin.knowledge.chiefs import offices
from tocsin.knowledge.shapes import pattern, words
from tocsin.knowledge.world import Entity, Word
from tocsin.understand.finds import Name
from tocsin.understand.scene import Piece, Scene

COUNTRYISH = frozenset({"country", "adjective", "demonym", "organization", "seat", "capital"})
HEADS = frozenset({"role", "body", "agent"})
_GAP = re.compile(r"(?:['’]s?|\.)?[ -]| {1,2}|['’]s ")
_OF = re.compile(r"(?: of| for| at| in| to) (?:the )?(?:[a-z]+ )?")
_OF_STRICT = re.compile(r" of (?:the )?")
_DETERMINER = re.compile(rf"\b(?:{pattern('before-actor')})\s+$", re.I)
_SHORT = re.compile(
    r"\b(?:[Gg]en|[Ll]t|[Cc]ol|[Mm]aj|[Bb]rig|[Aa]dm|[Cc]apt|[Ss]gt|[Cc]mdr|Dr|Mrs?|Ms|Prof|Sen|Rep|Gov|Pres|Amb|Rev|Hon|Min|Sec)$"
)
_NAME_NEXT = re.compile(r"\.? (?=[A-ZÀ-ÞČŠŽŁŚİ](?:[\w'’.-]|$))")
_A_WORD = re.compile(r"[\w'’.-]+")
_PRO = re.compile(r"\b(pro|anti|non|ex|counter|post)-$", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """What stands before a person's name: country, role, sector."""

    country: str | None = None
    role: str | None = None
    sector: str | None = None
    strong: bool = True  # a role or rank; else only "Mr"


class Phrases:
    """One pass over the pieces. names: finished; used: numbers of pieces that are done with; told: by offset of a person's name."""

    def __init__(self, scene: Scene, pieces: list[Piece]) -> None:
        self.scene = scene
        self.pieces = pieces
        self.names: list[Name] = []
        self.used: set[int] = set()
        self.told: dict[int, Told] = {}
        self.arms: list[Piece] = []  # nouns of actors that here are weapons
        self.offices: list[tuple[int, int, str, Entity | None, str | None]] = []  # start, end, role key, of whom, country
        self._read()

    def _joined(self, a: Piece, b: Piece) -> bool:
        gap = self.scene.text[a.end : b.start]
        if gap.startswith(".") and not _SHORT.search(self.scene.text, a.start, a.end):
            return False
        return len(gap) <= 3 and _GAP.fullmatch(gap) is not None

    def _read(self) -> None:
        i, n = 0, len(self.pieces)
        while i < n:
            p = self.pieces[i]
            if p.tag in COUNTRYISH:
                i = self._country_first(i)
            elif p.tag in HEADS or p.tag in ("title", "modifier"):
                i = self._noun_first(i)
            else:
                i += 1

    def _chain(self, i: int) -> int:
        """The last piece of the run of modifiers and nouns that begins at i; i where there is none."""
        j = i
        while j + 1 < len(self.pieces) and self._joined(self.pieces[j], self.pieces[j + 1]):
            nxt = self.pieces[j + 1]
            gap = self.scene.text[self.pieces[j].end : nxt.start]
            if "s " in gap and j > i:
                break
            if (
                nxt.tag in HEADS
                or nxt.tag in ("modifier", "title")
                or (
                    nxt.tag == "adjective"
                    and j + 2 < len(self.pieces)
                    and self._joined(nxt, self.pieces[j + 2])
                    and self.pieces[j + 2].tag in (*HEADS, "modifier")
                )
            ):
                j += 1
            else:
                break
        return j

    def _country_first(self, i: int) -> int:
        first = self.pieces[i]
        j = self._chain(i)
        while j > i and self.pieces[j].tag == "modifier":
            j -= 1
        if j == i:
            return i + 1
        head, entity, country, sector = self.pieces[j], first.entity, first.entity.country if first.entity else None, None
        if _PRO.search(self.scene.before(first.start, 8)):
            country, entity = None, None
        if first.several:
            shared = {e.country for e in first.several}
            country = shared.pop() if len(shared) == 1 else None
        nouns = [p for p in self.pieces[i + 1 : j + 1] if p.tag in (*HEADS, "title")]
        if not nouns:
            return i + 1
        word = head.word
        assert word is not None
        inner = next((p for p in self.pieces[i + 1 : j + 1] if p.tag == "adjective" and p.entity is not None), None)
        if inner is not None and inner.entity is not None and first.tag != "adjective":
            country = country or inner.entity.country
        person_next = self._person_at(head.end)
        if (
            person_next is not None
            and all(p.tag in ("role", "title", "modifier", "body", "agent") for p in nouns)
            and head.tag in ("role", "title", "agent")
        ):
            role = next((p.word for p in nouns if p.tag == "role" and p.word), word)
            self.told[person_next] = Told(country, role.key, role.sector or word.sector or sector)
            self._keep_country(i)
            self.used.update(range(i + 1, j + 1))
            return j + 1
        if head.tag == "title" and head.word and not any(p.tag in HEADS for p in nouns):
            return i + 1
        if head.tag == "title":
            while j > i and self.pieces[j].tag not in HEADS:
                j -= 1
            head = self.pieces[j]
            assert head.word is not None
            word = head.word
        self.used.update(range(i, j + 1))
        self._emit(first, head, word, country, entity)
        return j + 1

    def _keep_country(self, i: int) -> None:
        """The country word before a title stays a name of its own."""
        self.used.discard(i)

    def _person_at(self, end: int) -> int | None:
        """Where a person's name begins right after `end`, or None."""
        m = _NAME_NEXT.match(self.scene.text, end)
        if m is None:
            return None
        at = m.end()
        nxt = self._piece_at(at)
        if nxt is not None and nxt.tag in ("country", "adjective", "demonym", "organization", "seat", "weapon", "agent", "modifier"):
            return None
        word = _A_WORD.match(self.scene.text, at)
        if word is None or word[0] in _NOT_A_NAME:
            return None
        return at

    def _piece_at(self, start: int) -> Piece | None:
        lo, hi = 0, len(self.pieces)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.pieces[mid].start < start:
                lo = mid + 1
            else:
                hi = mid
        return self.pieces[lo] if lo < len(self.pieces) and self.pieces[lo].start == start else None

    def _noun_first(self, i: int) -> int:
        first = self.pieces[i]
        j = self._chain(i)
        last = self.pieces[j]
        nouns = [p for p in self.pieces[i : j + 1] if p.tag in (*HEADS, "title")]
        if not nouns or (first.tag == "modifier" and any(p.tag == "adjective" for p in self.pieces[i : j + 1])):
            return i + 1
        text = self.scene.text
        person = self._person_at(last.end)
        if (
            person is not None
            and last.tag in ("role", "title", "agent")
            and (last.tag != "agent" or (last.word and last.word.kind == "person"))
        ):
            role = next((p.word for p in nouns if p.tag == "role" and p.word), None)
            word = role or next((p.word for p in nouns if p.tag == "agent"), None) or last.word
            assert word is not None
            self.told[person] = Told(self._single_country(first.start), word.key, word.sector, strong=word.key != "address")
            self.used.update(range(i, j + 1))
            return j + 1
        head = next((p for p in reversed(nouns) if p.tag in HEADS), None)
        if head is None:
            self.used.update(range(i, j + 1))
            return j + 1
        k = self.pieces.index(head, i)
        of = k + 1
        if (
            of < len(self.pieces)
            and self.pieces[of].tag in ("country", "capital", "organization", "demonym", "adjective", "place")
            and (
                _OF_STRICT.fullmatch(text[head.end : self.pieces[of].start])
                or (
                    head.word
                    and head.word.key in ("head", "ambassador", "spokesperson", "analyst", "adviser", "lawmaker")
                    and _OF.fullmatch(text[head.end : self.pieces[of].start])
                )
            )
        ):
            whom = self.pieces[of]
            if (
                whom.tag in ("organization", "country", "capital", "demonym")
                or (
                    whom.tag == "place"
                    and head.word
                    and head.word.key in ("mayor", "governor", "embassy", "civilians", "refugees", "police-chief", "head")
                )
            ) and self._chain(of) == of:
                assert head.word is not None
                start = nouns[0].start if nouns[0].tag in HEADS else head.start
                ambassador = head.word.key == "ambassador" and " to " in text[head.end : whom.start]
                if not (head.word.form == "agent" and whom.tag == "place"):
                    self.used.update(range(i, of + 1))
                    piece = Piece(start, whom.end, head.tag, word=head.word)
                    self._emit(
                        piece,
                        replace(piece),
                        head.word,
                        None if ambassador else whom.entity.country if whom.entity else None,
                        whom.entity,
                        end=whom.end,
                    )
                    return of + 1
        self._alone(i, j, head)
        self.used.update(range(i, j + 1))
        return j + 1

    def _moves(self, head: Piece) -> bool:
        """Do ships, aircraft and tanks stand here for those who sail, fly and drive them: as what acts."""
        return _ACTS.match(self.scene.text, head.end) is not None

    def _single_country(self, at: int) -> str | None:
        return None

    def _alone(self, i: int, j: int, head: Piece) -> None:
        """A noun without a country: an actor of its own where grammar allows, its country not known yet."""
        word = head.word
        assert word is not None
        text = self.scene.text
        start = self.pieces[i].start if self.pieces[i].tag in ("agent", "body", "role") else head.start
        if not word.alone:
            return
        phrase = text[start : head.end]
        if head.arm is not None and (_MUNITION.search(head.arm.id) or not self._moves(head)):
            self.arms.append(head)
            return
        here = text[head.start : head.end].lower()
        determined = _DETERMINER.search(self.scene.before(start, 24)) is not None
        plural = word.kind == "group" and here.endswith(("s", "men", "people", "women", "police", "media", "children", "militia"))
        opening = start == 0 or re.search(r"[.!?\n\"“”:]\s*$|^\s*$", self.scene.before(start, 4)) is not None
        if here in _RARELY_ALONE and not re.search(r"\b(?:the|The|by)\s+$", self.scene.before(start, 6)):
            return
        if (
            word.form in ("body", "role")
            and not plural
            and not (" of " in phrase and phrase[1:] != phrase[1:].lower())  # "president of the EU"
            and not re.search(
                r"\b(?:the|The|a|an|A|An|his|her|its|their|our|Their|Its|state|by|and|or|our|former)\s+$", self.scene.before(start, 12)
            )
        ) and not (here == "police" or (word.form == "body" and opening and here in ("police", "parliament", "military"))):
            return
        if word.form == "agent" and not (plural or determined or opening):
            return
        if (
            word.kind == "person"
            and word.form == "agent"
            and not re.search(
                r"\b(?:the|a|an|one|another|his|her|their|this|that|second|third|first|unnamed|anonymous|A|An|The|One|Another|every|each|young|old|local|senior|no)\s+$",
                self.scene.before(start, 14),
            )
        ):
            return
        kind = "organization" if word.form == "body" else word.kind
        self.names.append(Name(start, head.end, kind, phrase, sector=word.sector, anonymous=word.anonymous))
        if word.form in ("role", "body"):
            self.offices.append((start, head.end, word.key, None, None))

    def _emit(self, first: Piece, head: Piece, word: Word, country: str | None, whose: Entity | None, end: int | None = None) -> None:
        """The name of a role, a body or a group with its country."""
        scene = self.scene
        start, stop = first.start, end or head.end
        text = scene.text[start:stop]
        sector, entity, name = word.sector, None, text
        candidates: tuple[str, ...] = ()
        kind = "organization" if word.form == "body" else word.kind
        of_state = whose is not None and whose.family in ("state", "seat", "city")
        if word.form == "body":
            self.offices.append((start, stop, word.key, whose, country))
        if word.form == "body" and of_state and country:
            alias = scene.names.body(country, word.key)
            entity = alias if word.key in _LASTING else None
        elif word.form == "role" and word.kind == "person":
            former = (
                re.search(r"\b(?:former|ex|then|late|deputy|previous|acting|outgoing)[ -]", text + " " + scene.before(start, 12)[-12:])
                is not None
            )
            holders = [] if former else self._holders(whose, country, word.key)
            if scene.day is not None and len(holders) == 1:
                entity, name = holders[0].id, holders[0].name
                sector = holders[0].sector or sector
            else:
                candidates = tuple(h.id for h in holders[:5])
            self.offices.append((start, stop, word.key, whose, country))
        elif word.form == "agent" and whose is not None and whose.family == "organisation" and not word.anonymous:
            entity, sector = whose.id, whose.sector or sector
        if whose is not None and not of_state and whose.family in ("organisation", "body") and word.form == "agent" and word.anonymous:
            sector = whose.sector
        self.names.append(Name(start, stop, kind, name, entity, country, sector, candidates=candidates, anonymous=word.anonymous))

    def _holders(self, whose: Entity | None, country: str | None, role: str) -> list[Entity]:
        """Who held the office then: of a state by its code, of a claimed one or an organisation by its own name."""
        scene = self.scene
        if whose is None or (whose.family in ("state", "seat", "city") and not _own_offices(whose, role)):
            return scene.holders(country, role) if country else []
        return next((found for office in offices(whose, role) if (found := scene.names.office_holder(office, scene.day))), [])


def _own_offices(whose: Entity, role: str) -> bool:
    """Has it offices apart from those of the state whose code it bears: Somaliland, or the Kremlin's spokesman."""
    return (whose.family == "state" and whose.id != f"country/{whose.country}") or (whose.family == "seat" and role == "spokesperson")


_MUNITION = re.compile("missile|rocket|drone|shell|artillery|bomb|munition|torpedo|howitzer|grenade|mine$")
_ACTS = re.compile(r" (?:have |had |also |then |again )?(?!used|made|bought|sold)(?:[a-z]+ed|struck|hit|sank|flew|are|were|will|said)\b")
_LASTING = words("lasting-bodies")
_RARELY_ALONE = words("rarely-alone")
_NOT_A_NAME = words("no-name-after-role")
