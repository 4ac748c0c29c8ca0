"""Loose words of speech set down that sound like a name: "Ralph gone solves", "tier as pole", "high mars".

Each run of one to five words is read as sounds and looked up among the names of the countries that the text tells of, of their
neighbours, and of what all the world speaks of. How near it must be depends on what speaks for it: an office or rank beside it, "in"
or "near" before a place, arms near a weapon, the country. Words that make good English by themselves need more.
Not done here: names of which the sounds are mostly lost; outlets and companies.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.knowledge.frequencies import lexicon, shares
from tocsin.knowledge.hearing import Ear, Voice, chief_on
from tocsin.knowledge.names import in_office, of_then
from tocsin.knowledge.phones import phones, weight
from tocsin.knowledge.shapes import pattern, words
from tocsin.knowledge.world import Entity
from tocsin.records import PlacePrecision
from tocsin.understand.along import Along
from tocsin.understand.finds import Name
from tocsin.understand.scene import Scene

FLOOR = 0.66  # less near is never taken
MARGIN = 0.05  # by how much the best must lead over what else it may be
FEW, MANY = 6, 14  # countries told of; beyond the few only where one stands near the words
NEAR, ARMED = 150, 80  # characters over which a country and arms speak for a name
SHORT = 4_000  # characters of a text that is gone through again for the countries that its misheard names told of
WIDEST = 5  # words of a run
YEARS = 5 * 366  # days that an office may lie back
_WORDS = re.compile(r"[A-Za-zÀ-ÿ'’]+")
_EDGES = words("function-words")
_ENGLISH = re.compile(
    r"(?:ing|ed|ly|tion|ness|ment|able|ible|ous|ful|ers|ies|ance|ence|ism|body|thing|where)$|^(?:un|re|dis|over|out|under)"
)
_FORMS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ise", "ize"),
    ("our", "or"),
    ("er", ""),
)
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Mm]y|[Tt]his|[Oo]ur|[Yy]our|[Ee]very|[Nn]o) $")
_PLACED = re.compile(rf"\b(?:{pattern('heard-places-after')})\s+(the\s+)?$", re.I)
_ARMS = re.compile(rf"\b(?:{pattern('arms-beside')})\b", re.I)
_ROLE_AFTER = re.compile(r"(?:, (?:who is |who was |who's )?(?:the |a |his |their |our )?| the )((?:[\w'’]+ ?){1,4})")
_TITLES = re.compile(r"[\w'’.-]+(?=,? )")


@dataclass(frozen=True, slots=True)
class _Taken:
    start: int
    end: int
    entity: Entity
    over: float  # by how much it is nearer than it must be


@dataclass(frozen=True, slots=True)
class _Where:
    """What stands about a run of words."""

    start: int
    end: int
    rank: str | None  # key of the role or title beside it
    strange: bool  # several words that English has not beside one another: an unknown one, or a capital behind a small letter
    placed: bool
    armed: bool
    home: frozenset[str]  # countries told of, near by or often
    beside: frozenset[str]  # their neighbours


def heard(scene: Scene, names: list[Name], ear: Ear) -> list[Name]:
    """The names, with those added for runs of words that none of them covers but one unknown; none overlaps another."""
    out = _once(scene, names, ear)
    if len(scene.text) < SHORT and {n.country for n in out} - {n.country for n in names}:  # of a country not told of: once more
        out = _once(scene, names, ear, out)
    kept = [n for n in names if not Along(out).over(n.start, n.end)]
    return [*kept, *out, *_again(scene, out, kept)]


def _once(scene: Scene, names: list[Name], ear: Ear, telling: list[Name] | None = None) -> list[Name]:
    text = scene.text
    known = [n for n in names if not _unknown(n, text)]
    strangers = Along(n for n in names if _unknown(n, text))
    covered = bytearray(len(text))
    for n in known:
        covered[n.start : n.end] = b"\x01" * (n.end - n.start)
    loose = [m for m in _WORDS.finditer(text) if not any(covered[m.start() : m.end()])]
    told = [(n.start, n.country) for n in (*names, *(telling or ())) if n.country and len(n.country) == 3]
    counts = Counter(c for _, c in told)
    few = frozenset(c for c, _ in counts.most_common(FEW))
    many = frozenset(c for c, _ in counts.most_common(MANY))
    beside = frozenset(b for c in few for b in scene.names.neighbours.get(c, ())) - many
    told.sort()
    starts = [at for at, _ in told]
    arms = [m.start() for m in _ARMS.finditer(text)]
    found: list[_Taken] = []
    for i, first in enumerate(loose):
        at = first.start()
        near = frozenset(c for _, c in told[bisect_left(starts, at - NEAR) : bisect_left(starts, at + NEAR)])
        before, capital = _rank_before(scene, at), text[at].isupper() and not scene.caseless
        placed = (m := _PLACED.search(scene.before(at, 18))) is not None and (m[1] is None or capital)
        for end, run in _runs(text, loose, i):
            rank, titled = before if before[0] is not None else _rank_after(scene, end)
            named = capital and len(run) > 1 and text[at:end].istitle()
            small = not scene.caseless and text[at:end].islower()
            if not _worth(run, rank is not None, named, titled or capital, small) or _inside(strangers, at, end, len(run)):
                continue
            k = bisect_left(arms, at - ARMED)
            about = _Where(
                at, end, rank, _strange(text[at:end], run), placed, k < len(arms) and arms[k] < end + ARMED, few | (near & many), beside
            )
            best = _best(scene, ear, text[at:end], run, about, many)
            if best is not None:
                found.append(best)
    out: list[Name] = []
    taken = bytearray(len(text))
    for t in sorted(found, key=lambda t: (-t.over, t.start)):
        if not any(taken[t.start : t.end]):
            taken[t.start : t.end] = b"\x01" * (t.end - t.start)
            out.append(_named(t.start, t.end, t.entity))
    return sorted(out, key=lambda n: n.start)


def _inside(strangers: Along[Name], start: int, end: int, words_there: int) -> bool:
    """Is a run only a part of a stranger's name; its last words may be another's, behind a place ("in Washington Lloyd Often")."""
    return any(end < n.end or (n.start < start and words_there < 2) for n in strangers.over(start, end))


def _unknown(n: Name, text: str) -> bool:
    """A person or place not known by a name of its own: it may have been misheard."""
    return (
        n.entity is None
        and n.kind in ("person", "place")
        and not n.candidates
        and all(w[0].isupper() for w in text[n.start : n.end].split())
    )


def _worth(run: list[str], ranked: bool, named: bool, titled: bool, small: bool) -> bool:
    """Is there an uncommon word in a run, or something that speaks for a name. small: in small letters, in a text with capitals."""
    if len(run) == 1 and (_ordinary(run[0]) or _ENGLISH.search(run[0])):
        return ranked and titled
    if run[0] in ("the", "that", "this") or (small and not ranked and (run[0] in _EDGES or run[-1] in _EDGES) and all(map(_ordinary, run))):
        return False
    return ranked or named or not shares().keys() >= set(run)


def _strange(words_heard: str, run: list[str]) -> bool:
    return len(run) > 1 and (not all(map(_ordinary, run)) or (words_heard[0].islower() and not words_heard.islower()))


def _ordinary(word: str) -> bool:
    """Is it an English word, or a form of one."""
    known = lexicon()
    return word in known or word in _EDGES or any(word.endswith(e) and word[: -len(e)] + b in known for e, b in _FORMS)


def _runs(text: str, loose: list[re.Match[str]], i: int) -> Iterator[tuple[int, list[str]]]:
    """(end, words in small letters) of the runs that begin with word i."""
    run: list[str] = []
    for j in range(i, min(i + WIDEST, len(loose))):
        if j > i and text[loose[j - 1].end() : loose[j].start()] != " ":
            return
        word = loose[j][0]
        end = loose[j].end()
        if word.endswith(("'s", "’s")):
            word, end = word[:-2], end - 2
        run.append(word.lower())
        if end - loose[i].start() > 2:
            yield end, list(run)
        if end < loose[j].end():
            return


def _best(scene: Scene, ear: Ear, words_heard: str, run: list[str], about: _Where, countries: frozenset[str]) -> _Taken | None:
    """Whom a run means, where one is near enough and no other comes near."""
    if len(run) == 1 and run[0] in _EDGES:
        return None
    sounds = phones(words_heard)
    if not (3 if about.rank is None else 2) <= len(sounds) <= 24:
        return None
    hindrance = _english(scene, words_heard, run)
    ranked: list[tuple[float, float, Entity]] = []
    for score, voice in ear.sounding(sounds, countries, about.beside, FLOOR).values():
        need = _need(scene, voice, about, run)
        if need is None:
            continue
        need += hindrance * (0.5 if about.rank and voice.entity.family == "person" else 1.0) + _slight(sounds, voice)
        ranked.append((score - need, score, voice.entity))
    ranked.sort(key=lambda r: -r[0])
    if not ranked or ranked[0][0] < 0:
        return None
    best = ranked[0][2]
    mine = best.country in about.home
    for over, _, e in ranked[1:]:  # of two as likely none is taken; what the text does not tell of is less likely
        if over > -0.02 and ranked[0][0] - over < (MARGIN if not mine or e.country in about.home else 0.01) and not _same(best, e):
            return None
    return _Taken(about.start, about.end, ranked[0][2], ranked[0][0] + 0.01 * weight(sounds))


def _same(a: Entity, b: Entity) -> bool:
    """Two entries for one place, or a district and its town."""
    return (
        a.place is not None and b.place is not None and a.country == b.country
        and None not in (a.place[0], b.place[0], a.place[1], b.place[1])
        and abs((a.place[0] or 0) - (b.place[0] or 0)) < 1.5 and abs((a.place[1] or 0) - (b.place[1] or 0)) < 1.5
    )  # fmt: skip


def _english(scene: Scene, words_heard: str, run: list[str]) -> float:
    """How much the words look like what they say, not like a name."""
    common = shares()
    out = 0.0
    if len(run) == 1:
        out += 0.12 * (run[0] in common or run[0] in lexicon()) + 0.03 * (words_heard.islower() and not scene.caseless)
    elif all(w in common for w in run):
        out += 0.07
    elif all(w in lexicon() for w in run):
        out += 0.03
    out += 0.06 * (len(run) > 1 and run[0] in _EDGES) + 0.1 * (len(run) > 1 and run[-1] in _EDGES and len(run[-1]) > 1)
    return out - 0.02 * (words_heard[0].isupper() and not scene.caseless and len(run) > 1)


def _slight(sounds: str, voice: Voice) -> float:
    """What little there is to hear tells little."""
    least = min(weight(sounds), weight(voice.sounds))
    return 0.10 if least < 2.0 else 0.05 if least < 2.9 else 0.0 if least < 4.2 else -0.02


def _need(scene: Scene, voice: Voice, about: _Where, run: list[str]) -> float | None:
    """How near a name must be here, None where nothing speaks for it."""
    e = voice.entity
    home, beside = e.country in about.home, e.country in about.beside
    if e.family == "person":
        return _need_person(scene, voice, home, beside, about)
    if e.family == "weapon":
        return 0.77 if about.armed else None
    if e.family in ("organisation", "body"):
        if about.rank is not None and not home:
            return None
        return 0.84 if home else 0.9
    if about.rank is not None and not about.placed:
        return None
    people = e.place[3] if e.place else 0
    if e.family == "state":
        return 0.84 if home else 0.86 if about.placed else 0.9
    small = 0.0 if people >= 50_000 or e.family == "region" else 0.03 if people >= 10_000 else 0.08
    if home:
        return (0.76 if about.placed else 0.84 if about.strange else 0.9) + small
    if beside:
        return (0.86 if about.placed else 0.96) + small
    return 0.9 if about.placed else None


def _need_person(scene: Scene, voice: Voice, home: bool, beside: bool, about: _Where) -> float | None:
    e = voice.entity
    day = scene.day or scene.hint
    if e.years and not of_then(e, day):
        return None
    if day is not None and e.holdings and not any(h.since <= day and (day - (h.until or day)).days < YEARS for h in e.holdings):
        return None
    ruling = chief_on(e, day) if day else False
    past = 0.05 if day is not None and e.holdings and not in_office(e, day) else 0.0
    whole = " " in voice.name.strip()
    if about.rank is not None and fits(e, about.rank):
        return past + (0.66 if home else 0.72 if ruling else 0.76 if beside else 0.84)
    if _DETERMINED.search(scene.before(about.start, 8)):
        return None
    if home:
        return past + 0.8 if whole else 0.83 if ruling or (not e.holdings and e.sector in ("REB", "UAF", "MIL")) else 0.86
    if ruling:
        return 0.85 if beside or whole else 0.89
    return 0.88 if whole and beside else 0.93 if whole else None


_STATESMEN = re.compile(r"/(?:president|prime-minister|foreign-minister|defence-minister|head-of-state|supreme-leader|chancellor)$")


def fits(e: Entity, rank: str) -> bool:
    """Can a person bear that rank or title."""
    if rank in ("rank", "address"):
        return e.sector in ("MIL", "REB", "UAF", "SPY") or rank == "address" or any(_STATESMEN.search(h.office) for h in e.holdings)
    if rank in ("head", "commander", "chief-of-general-staff") and (e.sector in ("MIL", "REB", "UAF", "IGO") or rank == "head"):
        return True
    return any(h.office.endswith("/" + rank) for h in e.holdings) or (
        rank == "spokesperson" and not e.holdings and e.sector in ("MIL", "REB", "UAF", "GOV")
    )


def _rank_before(scene: Scene, start: int) -> tuple[str | None, bool]:
    """The rank or office that the one to three words before tell, by its key, and whether it is one beyond doubt."""
    before = _TITLES.findall(scene.before(start, 40))[-3:]
    for k in range(len(before)):
        if (key := _office(scene, " ".join(before[k:]))) is not None:
            return key, key not in ("rank", "address") or before[-1][0].isupper()
    return None, False


def _rank_after(scene: Scene, end: int) -> tuple[str | None, bool]:
    """The same of the apposition after: ", the foreign minister"."""
    m = _ROLE_AFTER.match(scene.text, end)
    after = m[1].split() if m is not None else []
    for width in range(min(4, len(after)), 0, -1):
        for k in range(len(after) - width + 1):
            if (key := _office(scene, " ".join(after[k : k + width]))) is not None:
                return key, True
    return None, False


def _office(scene: Scene, words_there: str) -> str | None:
    return next((scene.names.words[s.at].key for s in scene.names.senses(words_there) if s.form in ("role", "title")), None)


def _named(start: int, end: int, e: Entity) -> Name:
    lat, lon, id, _ = e.place or (None, None, None, 0)
    precision: PlacePrecision | None = None if e.kind != "place" else "settlement" if e.family == "city" else "region"
    return Name(start, end, e.kind, e.name, e.id, e.country, e.sector, lat, lon, id, precision)


def _again(scene: Scene, found: list[Name], names: list[Name]) -> list[Name]:
    """The same words once more."""
    out: list[Name] = []
    done, along = {n.start for n in found}, Along([*found, *(n for n in names if n.entity)])
    for words_heard, n in {scene.text[n.start : n.end]: n for n in found}.items():
        for m in re.finditer(rf"\b{re.escape(words_heard)}\b", scene.text):
            if m.start() not in done and not along.over(*m.span()):
                out.append(_named(*m.span(), _entity(scene, n)))
    return out


def _entity(scene: Scene, n: Name) -> Entity:
    e = scene.names.entity(n.entity or "")
    place = (n.lat, n.lon, n.geonameid, 0) if n.kind == "place" else None
    return e if e is not None else Entity(n.entity or "", "city", n.kind, n.name, n.country, n.sector, place)
