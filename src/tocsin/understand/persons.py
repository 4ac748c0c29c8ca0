"""Persons: known by full name or surname, unknown by a title, a given name, or what is said of them beside their name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.knowledge.abbreviations import abbreviations
from tocsin.knowledge.folding import fold
from tocsin.knowledge.frequencies import lexicon
from tocsin.knowledge.names import in_office, of_then, rules
from tocsin.knowledge.shapes import pattern, words
from tocsin.knowledge.world import Entity
from tocsin.understand.along import Along
from tocsin.understand.finds import Name
from tocsin.understand.phrases import Told
from tocsin.understand.pieces import SURNAME_WORDS
from tocsin.understand.scene import Piece, Scene

_CAP = r"(?:[A-ZÀ-ÞČŠŽŁŚİĆĐŞĞŌ](?:\w|['’](?!s\b)(?=\w))*[\w](?:-[A-Za-z]\w+)*|[A-Z]\.)"
_PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|der|den|ten|ter|bin|ibn|bint|al|el|la|le|zu|af|e|abu|Al|El)"
_RUN = re.compile(rf"{_CAP}(?:[ ](?:{_PARTICLE}[ -])*(?:al-|el-|ul-|Al-|El-)?{_CAP}){{0,3}}")
_AFTER = pattern("after-surname")
_SAID = re.compile(rf"(?:,? (?:{pattern('speaking')})\b|, (?:{pattern('described')})\b)")
_PLACED = re.compile(r"\b(?:in|at|near|from|to|into|of|outside|around|through)\s+$")
_APPOSITION = re.compile(
    r",(?: \d\d,)? (?:who is |who was |and )?(?:the |a |an |then )?(?:former |ex-)?(.{3,90}?)(?=[,.;:—–]| who | and | said | told |$)"
)
_STOP = words("sentence-words")
_NOT_A_PERSON = re.compile(rf"\b(?:{pattern('not-a-person')})\b")


@dataclass(slots=True)
class _Known:
    """A person of this document, by entity or by name alone."""

    name: str
    entity: Entity | None
    country: str | None
    sector: str | None
    role: str | None
    sex: str | None


class Persons:
    """names: persons found; used: numbers of pieces that they are made of; known: surname (folded) → person of this document."""

    def __init__(self, scene: Scene, pieces: list[Piece], told: dict[int, Told], taken: set[int]) -> None:
        self.scene, self.pieces, self.told, self.taken = scene, pieces, told, taken
        self.names: list[Name] = []
        self.used: set[int] = set()
        self.known: dict[str, _Known] = {}
        self.roles: dict[int, str] = {}  # start of a name → role told there
        self._full()
        self._unknown()
        self._surnames()

    def _full(self) -> None:
        for n, p in enumerate(self.pieces):
            if p.tag != "person" or n in self.taken:
                continue
            e = p.entity
            told = self.told.get(p.start)
            if e is None and p.several:
                fit = [x for x in p.several if told and x.country == told.country]
                e = fit[0] if len(fit) == 1 else None
            self.used.add(n)
            if e is None:
                shared = {x.country for x in p.several}
                country = shared.pop() if len(shared) == 1 else None
                self.names.append(Name(p.start, p.end, "person", self.scene.text[p.start : p.end], None, country, None,
                                       candidates=tuple(x.id for x in p.several)))  # fmt: skip
                continue
            self._add(p.start, p.end, e, told)

    def _add(self, start: int, end: int, e: Entity, told: Told | None) -> None:
        country = self.scene.names.served(e, self.scene.day)
        sector = "GOV" if country != e.country and e.sector == "IGO" else e.sector
        self.names.append(Name(start, end, "person", e.name, e.id, country, sector))
        key = fold(e.surname or e.name.rpartition(" ")[2]).strip()
        self.known[key] = _Known(e.name, e, country, sector, told.role if told else None, e.sex)
        last = fold(self.scene.text[start:end]).split()
        if last:
            self.known.setdefault(last[-1], self.known[key])

    def _unknown(self) -> None:
        """Names after a title or role, names that begin with a given name, and names that are said something of."""
        text = self.scene.text
        at = {p.start: (n, p) for n, p in enumerate(self.pieces)}
        starts = {s: t for s, t in self.told.items() if not (s in at and at[s][1].tag == "person")}
        for n, p in enumerate(self.pieces):
            if (
                (p.tag == "given" or (p.tag == "surname" and any(w.form == "given" for w in p.words)))
                and n not in self.taken
                and p.start not in starts
                and not (p.start and text[p.start - 1] == "-")
            ):
                starts[p.start] = Told(strong=False)
        for m in _RUN.finditer(text):
            if (
                " " in m[0]
                and m.start() not in starts
                and m[0].split()[0] not in _STOP
                and _SAID.match(text, m.end())
                and not _NOT_A_PERSON.search(m[0])
            ) and not any(s in at and at[s][1].tag not in ("given", "surname", "place", "capital") for s in range(m.start(), m.end())):
                starts.setdefault(m.start(), Told(strong=False))
        taken_to = -1
        for start in sorted(starts):
            if start < taken_to:
                continue
            told = starts[start]
            found = self._run(start, at)
            if found is None:
                continue
            end, inside = found
            words = text[start:end].split()
            if len(words) == 1 and (not told.role or told.role in ("address",)) and not self._titled(start):
                continue
            if len(words) == 1 and self.told.get(start) is None:
                continue
            taken_to = end
            surname_piece = next((self.pieces[k] for k in inside if self.pieces[k].tag == "surname"), None)
            if len(words) == 1 and surname_piece is not None:
                continue  # a title and a known surname: _surnames decides
            if len(words) == 1 and words[0] in _STOP:
                continue
            self.used.update(inside)
            if surname_piece is not None and surname_piece.end == end and (e := self._same_person(words, surname_piece)) is not None:
                self._add(start, end, e, told)
                continue
            near = self._misspelt(start, end)
            if near is not None:
                e, start = near
                self.names = [x for x in self.names if not (x.start < end and start < x.end)]
                self.names.append(Name(start, end, "person", e.name, e.id, e.country, e.sector))
                continue
            role, country, sector = told.role, told.country, told.sector
            if role is None or country is None:
                country2, role2, sector2 = self._apposition(end)
                country, role, sector = country or country2, role or role2, sector or sector2
            name = text[start:end]
            earlier = self.known.get(fold(words[-1]).strip()) if len(words) == 1 else None
            if earlier is not None:
                self.names.append(
                    Name(start, end, "person", earlier.name, earlier.entity.id if earlier.entity else None, earlier.country, earlier.sector)
                )
                continue
            if role == "address":
                role = None
            self.names.append(Name(start, end, "person", name, None, country, sector))
            sex = (
                "m"
                if re.search(r"\b(?:Mr\.?|Sir|Lord|King|Prince)\s$", text[max(0, start - 6) : start])
                else "f"
                if re.search(r"\b(?:Mrs\.?|Ms\.?|Dame|Lady|Queen)\s$", text[max(0, start - 6) : start])
                else self.scene.names.sex(words[0])
                if len(words) > 1
                else None
            )
            self.known.setdefault(fold(words[-1]).strip(), _Known(name, None, country, sector, role, sex))

    def _titled(self, start: int) -> bool:
        return start in self.told and self.told[start].role == "address"

    def _run(self, start: int, at: dict[int, tuple[int, Piece]]) -> tuple[int, list[int]] | None:
        """(end, numbers of the pieces inside) of the capitalised words from `start` on that can be one person's name."""
        m = _RUN.match(self.scene.text, start)
        if m is None:
            return None
        end, inside = m.end(), []
        text = self.scene.text
        for k in [i.start() + start for i in re.finditer(r"\S+", m[0])]:
            word = re.match(r"[\w.]+", text[k:])
            if (
                k > start
                and word
                and word[0] in _STOP
                and not (word[0] in ("May", "March", "August") and start in at and at[start][1].tag == "given")
            ):
                end = k - 1
                break
            if k in at:
                n, p = at[k]
                if n in self.taken and p.tag not in ("given", "surname") and k > start:
                    end = k - 1
                    break
                if p.tag in ("country", "adjective", "demonym", "organization", "seat", "weapon", "person") and (
                    k > start or p.tag in ("organization", "seat", "person")
                ):
                    end = k - 1
                    break
                if p.tag in ("role", "body", "agent", "title", "modifier") and k > start:
                    end = k - 1
                    break
                if p.end <= m.end():
                    inside.append(n)
        while end > start and text[end - 1] in " .":
            end -= 1
        name = text[start:end]
        if end <= start or (_NOT_A_PERSON.search(name) and start not in self.told):
            return None
        if name.endswith(("'s", "’s")):
            end -= 2
        return end, [n for n in inside if self.pieces[n].start < end]

    def _same_person(self, words: list[str], piece: Piece) -> Entity | None:
        """The known person of that surname whose first name is, in another spelling, the one that stands here."""
        from rapidfuzz.fuzz import ratio

        first = fold(words[0]).strip()
        fit = []
        for e in {e.id: e for e in (*piece.several, *([piece.entity] if piece.entity else []))}.values():
            given = fold(e.name).split()[0]
            if given[:1] == first[:1] and (ratio(given, first) >= 72 or (len(first) <= 2 and (e.country in self.scene.countries))):
                fit.append(e)
        return fit[0] if len(fit) == 1 else None

    def _misspelt(self, start: int, end: int) -> tuple[Entity, int] | None:
        """(person, start): one whole name of this document from which these words (with the one before) differ by a letter or two."""
        from rapidfuzz.distance import Levenshtein

        text = self.scene.text
        before = re.search(r"[A-ZÀ-Þ][\w'’-]+ $", text[max(0, start - 16) : start])
        starts = [start] + ([start - len(before[0])] if before else [])
        for at in starts:
            heard = fold(text[at:end])
            for e in {k.entity.id: k.entity for k in self.known.values() if k.entity is not None}.values():
                name = fold(e.name)
                if len(heard) > 8 and heard[0] == name[0] and 0 < Levenshtein.distance(heard, name, score_cutoff=2) <= 1 + (len(name) > 14):
                    return e, at
        return None

    def _apposition(self, end: int) -> tuple[str | None, str | None, str | None]:
        """(country, role, sector) of what is said of a person after the comma: ", a spokesman for the Ukrainian army,"."""
        m = _APPOSITION.match(self.scene.text, end)
        if m is None:
            return None, None, None
        country = role = sector = None
        for p in self._between(m.start(1), m.end(1)):
            if p.tag in ("role", "title") and role is None and p.word:
                role, sector = p.word.key, p.word.sector
            elif (
                p.tag in ("country", "adjective", "organization", "capital", "seat", "demonym") and country is None and p.entity is not None
            ):
                if p.tag == "country" and role is None and sector is None:
                    continue  # "a supporter of Ukraine" is not Ukraine's
                country = p.entity.country if p.entity.sector not in ("EDU", "MED", "NGO", "BUS") else None
                if p.tag == "organization" and role in ("head", "spokesperson", "adviser", "commander", None):
                    sector = p.entity.sector
            elif p.tag in ("body", "agent") and p.word and (sector is None or role in ("head", "spokesperson", "commander")):
                sector = p.word.sector
        return country, role, sector

    def _between(self, start: int, end: int) -> list[Piece]:
        from bisect import bisect_left

        k = bisect_left(self.pieces, start, key=lambda p: p.start)
        out = []
        while k < len(self.pieces) and self.pieces[k].start < end:
            out.append(self.pieces[k])
            k += 1
        return out

    def _surnames(self) -> None:
        text, scene = self.scene.text, self.scene
        for n, p in enumerate(self.pieces):
            if n in self.used or n in self.taken or p.tag not in ("surname", "given", "place", "capital"):
                continue
            here = fold(text[p.start : p.end]).strip()
            known = self.known.get(here)
            if p.tag in ("place", "capital") and (
                known is None or (p.start not in self.told and _PLACED.search(self.scene.before(p.start, 16)))
            ):
                continue
            if p.tag == "given" and known is None:
                continue
            if (
                known is not None
                and re.match(r" [A-Z][a-z]+", scene.after(p.end))
                and not re.match(
                    rf" (?:{_AFTER})\b",
                    scene.after(p.end),
                )
                and p.tag == "given"
            ):
                continue
            if known is not None:
                self.used.add(n)
                self.names.append(
                    Name(p.start, p.end, "person", known.name, known.entity.id if known.entity else None, known.country, known.sector)
                )
                continue
            e = self._by_surname(p)
            if e is None:
                continue
            self.used.add(n)
            if isinstance(e, list):
                shared = {x.country for x in e}
                self.names.append(
                    Name(
                        p.start,
                        p.end,
                        "person",
                        text[p.start : p.end],
                        None,
                        shared.pop() if len(shared) == 1 else None,
                        None,
                        candidates=tuple(x.id for x in e[:5]),
                    )
                )
                continue
            told = self.told.get(p.start)
            self._add(p.start, p.end, e, told)
        self._later_unknown()

    def _later_unknown(self) -> None:
        """Surnames of persons that only this document tells of, where they stand alone."""
        loose = {k: v for k, v in self.known.items() if v.entity is None and len(k) > 2}
        if not loose:
            return
        done = {x.start for x in self.names}
        spans = Along(self.names)
        pattern = re.compile(
            r"\b(?:"
            + "|".join(sorted((re.escape(v.name.rpartition(" ")[2]) for v in loose.values()), key=len, reverse=True))
            + r")\b(?! [A-Z][a-z])"
        )
        for m in pattern.finditer(self.scene.text):
            known = loose.get(fold(m[0]).strip())
            if known is None or m.start() in done or spans.over(m.start(), m.start() + 1):
                continue
            self.names.append(Name(m.start(), m.end(), "person", known.name, None, known.country, known.sector))

    def _by_surname(self, p: Piece) -> Entity | list[Entity] | None:
        """The person that a surname alone means, by title, role, country or day; a list where several remain, None where none is meant."""
        scene = self.scene
        all_of_them = list({e.id: e for e in (*p.several, *([p.entity] if p.entity else []))}.values())
        told = self.told.get(p.start)
        role = told.role if told else None
        all_of_them = [
            e for e in all_of_them if of_then(e, scene.day or scene.hint) or any(h.office.endswith(f"/{role}") for h in e.holdings)
        ]
        before, after = scene.before(p.start), scene.after(p.end)
        m = re.search(r"([A-Z][\w.'’-]*) $", before)
        if m and told is None and m[1] not in _STOP and not _ends_sentence(m[1]):
            opening = re.search(r"(?:^|[.!?\n\"“:]\s*)$", before[: m.start()]) is not None
            if not opening or any(s.form == "given" for s in scene.names.senses(m[1])):
                return None
        if re.match(r" [A-Z][a-z]+", after) and not re.match(
            rf" (?:{_AFTER})\b",
            after,
        ):
            return None
        found = all_of_them
        if told is not None:
            if told.country:
                found = [e for e in found if e.country == told.country] or ([] if told.role not in (None, "address", "rank") else found)
            if told.role and told.role not in ("address", "rank", "head"):
                found = [e for e in found if any(h.office.endswith("/" + told.role) for h in e.holdings)] or (found if told.country else [])
        if len(found) > 1 and (near := [e for e in found if e.country and scene.countries[e.country]]):
            found = near
        if len(found) > 1 and scene.day is not None and (now := [e for e in found if in_office(e, scene.day)]):
            found = now
        if len(found) == 1:
            e = found[0]
            supported = told is not None or (e.country is not None and scene.countries[e.country] > 0)
            timely = (
                scene.day is None
                or not e.holdings
                or in_office(e, scene.day)
                or told is not None
                or any(abs((h.since - scene.day).days) < 2500 for h in e.holdings)
            )
            if supported and timely:
                return e
            here = text_of(scene, p)
            if len(all_of_them) == 1 and scene.day is not None and in_office(e, scene.day) and (
                len(here) > 5 or (len(here) > 3 and here.lower() not in SURNAME_WORDS and rules(e, scene.day))
            ):  # fmt: skip
                return e
            return None
        return found if len(found) > 1 and told is not None else None


def _ends_sentence(word: str) -> bool:
    """Is a word with its full stop the last of a sentence, not an initial nor "Gen."?"""
    return word.endswith(".") and len(word) > 3 and word[:-1] not in abbreviations() and "." not in word[:-1]


def _given(scene: Scene, word: str) -> bool:
    return word.lower() not in lexicon() or any(s.form == "given" for s in scene.names.senses(word))


def text_of(scene: Scene, p: Piece) -> str:
    """The text of a piece."""
    return scene.text[p.start : p.end]
