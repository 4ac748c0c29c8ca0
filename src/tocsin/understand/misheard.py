"""Names that a machine misheard or misread, taken for the known one only where role, country, place or day speak for it.

Everywhere: persons that the words beside them give an office ("defence minister Bellosov"). In speech set down also loose words:
"general bohan" in a text on Sudan, "tier as pole" in one on Moldova; and names of others that a statesman's was heard as ("Lincoln").
Not done here: names of which no sound is left, outlets and companies, and names of countries that the text never tells of.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from rapidfuzz.distance import Levenshtein

from tocsin.knowledge.folding import fold
from tocsin.knowledge.frequencies import shares
from tocsin.knowledge.shapes import pattern, words
from tocsin.knowledge.sounds import key, plain, similarity
from tocsin.knowledge.world import Entity
from tocsin.understand.along import Along
from tocsin.understand.finds import Name
from tocsin.understand.pieces import Scene

TOLD = 0.62  # how near a name must be where the words beside it tell of its office
RANKED = 0.68  # … where a rank or title stands before loose words
SUPPORTED = 0.76  # … where a title stands before it and the document tells of the country
ALONE = 0.86  # … where only the document tells of the country
SOUNDED = 0.80  # … and every consonant sounds the same
THERE = 0.78  # … of a place after "in", "near", "towards"
MARGIN = 0.05  # by how much the best must lead
FEW, MANY = 6, 14  # countries looked among; beyond the few only where one stands near the name
NEAR = 150  # characters
YEARS = 5 * 366  # days that an office may lie back
_WORDS = re.compile(r"[A-Za-zÀ-ÿ'’-]+")
_SIZE_OF_CITY = 50_000
Pool = list[tuple[Entity, str]]
_Sound = tuple[Entity, str, str, int]  # whom, by what name, its key, letters of the plain name


def misheard(scene: Scene, names: list[Name], transcript: bool, roles: dict[int, tuple[str | None, str | None]]) -> list[Name]:
    """The names, unknown persons made known where their sound and the context agree; in transcripts also places and persons in loose words.

    roles: start of a person's name → (country, role) that the words before it tell.
    """
    unknown = [n for n in names if _open(n) and (transcript or n.start in roles)]
    if not unknown and not transcript:
        return names
    pool = _pool(scene, names, transcript)
    people: dict[str, Pool] = {}
    for e, name in pool:
        if e.family == "person" and (k := key(name)):
            people.setdefault(k[0], []).append((e, name))
    out = []
    heard: dict[str, Name] = {}
    for n in names:
        text = scene.text[n.start : n.end]
        if _open(n) and (transcript or n.start in roles):
            n = _person(scene, n, people.get(key(text)[:1], []), roles.get(n.start), transcript) or n
            if n.entity is not None:
                heard.setdefault(text, n)
        out.append(n)
    out = [replace(h, start=n.start, end=n.end) if _open(n) and (h := heard.get(scene.text[n.start : n.end])) else n for n in out]
    if not transcript:
        return out
    out = _taken_for_others(scene, out, pool)
    loose = _loose(scene, out, pool, out)
    if {n.country for n in loose} - {n.country for n in names}:  # a name run together told of another country: once more with its names
        more = [*names, *loose]
        loose = _loose(scene, out, _pool(scene, more, True), more)
    return out + loose


def _open(n: Name) -> bool:
    return n.kind == "person" and n.entity is None and not n.candidates


def _pool(scene: Scene, names: list[Name], transcript: bool) -> Pool:
    """Persons and settlements of the countries that the document tells of, each with the names to compare."""
    out: Pool = []
    for number, e in scene.names.by_country(_told_of(names, FEW if not transcript else MANY)):
        if e.family == "person":
            if e.surname and _of_the_time(scene, e):
                also = scene.names.spellings(number) if transcript else ()
                out += [(e, name) for name in dict.fromkeys([fold(e.surname), fold(e.name), *also])]
        elif transcript and (e.family in ("region", "state") or (e.family == "city" and e.place and e.place[3] >= _SIZE_OF_CITY)):
            out += [(e, name) for name in dict.fromkeys([fold(e.name), *scene.names.spellings(number)])]
    return out


def _told_of(names: list[Name], most: int) -> set[str]:
    """The countries that the names of the document tell of oftenest."""
    return {c for c, _ in Counter(n.country for n in names if n.country and len(n.country) == 3).most_common(most)}


def _of_the_time(scene: Scene, e: Entity) -> bool:
    """Did the person hold an office on the day or in the years before (without a day, or without any office: yes)."""
    day = scene.day or scene.hint
    return day is None or not e.holdings or any(h.since <= day and (day - (h.until or day)).days < YEARS for h in e.holdings)


def _likeness(heard: str, name: str) -> float:
    """How near; of names of several words on both sides the surnames must be near by themselves."""
    first, _, rest = heard.partition(" ")
    given, _, surname = name.partition(" ")
    whole = similarity(heard, name)
    if rest and surname and similarity(first, given) > 0.7:
        return min(whole, 0.12 + similarity(rest, surname))
    return whole


def _person(scene: Scene, n: Name, pool: Pool, told: tuple[str | None, str | None] | None, transcript: bool) -> Name | None:
    heard = scene.text[n.start : n.end]
    country, role = told or (None, None)
    ranked: dict[str, tuple[float, Entity]] = {}
    for e, name in pool:
        if country and e.country != country:
            continue
        office = role is not None and _held(scene, e, role)
        if (" " in heard) != (" " in name) and not ((transcript or office) and " " in heard and key(heard) == key(name)):
            continue
        score = _likeness(heard, name)
        floor = TOLD if office else SUPPORTED if transcript else 0.84
        if score >= floor and score > ranked.get(e.id, (0.0, e))[0]:
            ranked[e.id] = (score + (0.1 if office else 0.0), e)
    return _best(n, sorted(ranked.values(), key=lambda r: -r[0]))


def _held(scene: Scene, e: Entity, role: str) -> bool:
    day: date | None = scene.day
    return any(
        h.office.endswith("/" + role) and (day is None or (h.since <= day and (h.until is None or day <= h.until))) for h in e.holdings
    )


def _best(n: Name, ranked: list[tuple[float, Entity]]) -> Name | None:
    """The first of them where it leads clearly, else all as candidates."""
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
        return replace(n, candidates=tuple(e.id for _, e in ranked[:5]))
    return _known(n, ranked[0][1])


def _known(n: Name, e: Entity) -> Name:
    lat, lon, id, _ = e.place or (None, None, None, 0)
    return replace(
        n, kind=e.kind, name=e.name, entity=e.id, country=e.country, sector=e.sector, lat=lat, lon=lon, geonameid=id, candidates=()
    )


SPOKEN = re.compile(rf"\b(?:{pattern('spoken')})(?!\w)", re.I)


_CAPTION = re.compile(r"[\[(](?:music|applause|laughter|inaudible|crosstalk)[\])]", re.I)
_FILLERS = frozenset({"um", "uh", "erm", "you know", "i mean", "right, so", "sorry,", "so anyway", "gonna", "yeah"})


def spoken(text: str) -> bool:
    """Does it read like speech set down: fillers and short forms, at least one in 60 words and three (two in a short text), or captions."""
    if _CAPTION.search(text):
        return True
    words = text.count(" ") + 1
    found = sum(1 + (words < 120 and m[0].lower() in _FILLERS) for m in SPOKEN.finditer(text))
    return found >= (2 if words < 120 else 3) and found * 60 >= words


_STATESMEN = re.compile(r"/(?:president|prime-minister|foreign-minister|defence-minister|head-of-state|supreme-leader|chancellor)$")
_STATECRAFT = re.compile(rf"\b(?:{pattern('statecraft')})\b", re.I)


def _taken_for_others(scene: Scene, names: list[Name], pool: Pool) -> list[Name]:
    """Small towns and strangers whose name a statesman's was heard as: his where his country and statecraft stand in the same sentence."""
    rulers = [
        (e, name) for e, name in pool if e.family == "person" and " " not in name and any(_STATESMEN.search(h.office) for h in e.holdings)
    ]
    out = []
    for n in names:
        text = scene.text[n.start : n.end]
        if " " not in text and len(text) > 4 and ((n.kind == "place" and (n.entity or "").startswith("place/")) or _open(n)):
            low, high = scene.text.rfind(". ", 0, n.start) + 1, scene.text.find(". ", n.end)
            high = high if high > 0 else len(scene.text)
            around = scene.text[low:high]
            told = {x.country for x in names if low <= x.start < high and x is not n}
            ranked = sorted(
                ((s, e) for e, name in rulers if e.country in told and key(name) and (s := similarity(text, name)) >= 0.66),
                key=lambda r: -r[0],
            )
            if ranked and _STATECRAFT.search(around) and not _first_name(scene, n.start):
                found = _best(replace(n, entity=None, candidates=()), ranked)
                n = found if found is not None else n
        out.append(n)
    return out


def _first_name(scene: Scene, start: int) -> bool:
    m = re.search(r"([A-Z][a-z]+) $", scene.before(start))
    return m is not None and any(s.form == "given" for s in scene.names.senses(m[1]))


def _joined(scene: Scene, heard: str) -> Entity | None:
    """The state, settlement or organisation whose name is the words run together ("trans nistria")."""
    found = {s.at for s in scene.names.senses(plain(heard)) if s.form in ("name", "capital")}
    rows = [
        e for n in found if (e := scene.names.entities[n]).family in ("state", "organisation", "region") or (e.country in scene.countries)
    ]
    return rows[0] if len(rows) == 1 and len(heard) > 6 else None


_EDGES = words("function-words")
_ENGLISH = re.compile(
    r"(?:ing|ed|ly|tion|ness|ment|able|ible|ous|ful|ers|ies|ance|ence|ism|body|thing|where)$|^(?:un|re|dis|over|out|under)"
)
_THE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Mm]y|[Tt]his|[Oo]ur|[Yy]our) $")
_THERE = re.compile(
    r"\b(?:in|at|near|to|towards?|from|outside|around|over|into|of|reach|reached|hit|struck|captured|entered|called|left)\s+$"
)


def _loose(scene: Scene, names: list[Name], pool: Pool, telling: list[Name]) -> list[Name]:
    """Runs of one to four uncommon words of a transcript that sound like a settlement or a person of the countries `telling` names."""
    text = scene.text
    covered = bytearray(len(text))
    for n in names:
        covered[n.start : n.end] = b"\x01" * (n.end - n.start)
    loose = [m for m in _WORDS.finditer(text) if not any(covered[m.start() : m.end()])]
    by_key: dict[str, list[_Sound]] = {}
    for e, name in pool:
        if len(name) > 3 and len(k := key(name)) > 1:
            by_key.setdefault(k[:1], []).append((e, name, k, len(plain(name))))
    few = _told_of(telling, FEW)
    told = [(n.start, n.country) for n in telling if n.country]
    out: list[Name] = []
    last = -1
    common = shares()
    for i, first in enumerate(loose):
        if (
            first.start() < last
            or first[0].lower() in _EDGES - {"him", "his", "her", "a", "see", "say", "go", "near", "all"}
            or not (scene.caseless or first[0][0].isupper() or _titled(scene, first))
        ):
            continue
        rank = _rank(scene, first.start())
        placed = _THERE.search(scene.before(first.start(), 16)) is not None
        ranked: list[tuple[float, Entity, int]] = []
        for j in range(i, min(i + 4, len(loose))):
            end = loose[j].end()
            if j > i and text[loose[j - 1].end() : loose[j].start()] != " ":
                break
            run = [w[0].lower() for w in loose[i : j + 1]]
            heard = text[first.start() : end]
            if run[-1] in _EDGES and not (len(run[-1]) == 1 and run[-1] not in "aio" and j > i):
                continue
            if first[0].lower() in _EDGES and j == i:
                continue
            if len(heard) < 5 or (all(w in common for w in run) and rank is None):
                continue
            if j > i and (whole := _joined(scene, heard)) is not None:
                ranked.append((2.0, whole, end))
                break
            ranked += [
                (s, e, end)
                for s, e in _sounding(scene, heard, by_key, rank, placed, first.start())
                if e.country in few or any(c == e.country and abs(at - end) < NEAR for at, c in told)
            ]
        best = _clear(ranked)
        if best is not None:
            out.append(_known(Name(first.start(), best[1], "person", text[first.start() : best[1]]), best[0]))
            last = best[1]
    return out + _again(scene, out, covered)


def _same_first(heard: str, name: str) -> bool:
    return fold(heard).split()[0] == fold(name).split()[0]


def _again(scene: Scene, found: list[Name], covered: bytearray) -> list[Name]:
    """The same words once more."""
    out: list[Name] = []
    done, along = {n.start for n in found}, Along(found)
    for heard, n in {scene.text[n.start : n.end]: n for n in found}.items():
        for m in re.finditer(rf"\b{re.escape(heard)}\b", scene.text):
            if m.start() not in done and not covered[m.start()] and not along.over(*m.span()):
                out.append(replace(n, start=m.start(), end=m.end()))
    return out


def _clear(ranked: list[tuple[float, Entity, int]]) -> tuple[Entity, int] | None:
    """The best one and its end, where no other comes near."""
    if not ranked:
        return None
    ranked.sort(key=lambda r: -r[0])
    best = ranked[0]
    if any(r[1].id != best[1].id and best[0] - r[0] < MARGIN for r in ranked[1:]):
        return None
    return best[1], best[2]


def _sounding(
    scene: Scene, heard: str, by_key: dict[str, list[_Sound]], rank: str | None, placed: bool, at: int
) -> list[tuple[float, Entity]]:
    """Those that words of a transcript sound like, so far as what stands before them allows: a rank, a title, "in"."""
    sound, several = key(heard), " " in heard
    out: dict[str, tuple[float, Entity]] = {}
    word = heard.lower()
    length = len(plain(heard))
    allowed = 1 if rank is None and len(sound) < 5 else 2
    for e, name, its, size in by_key.get(sound[:1], ()):
        if not -3 <= size - length <= 3 or Levenshtein.distance(its, sound, score_cutoff=allowed) > allowed:
            continue
        score = _likeness(heard, name)
        same = its == sound
        if e.family == "person":
            if rank is not None:
                good = score >= RANKED and _fits(e, rank)
            else:
                good = (
                    min(len(sound), len(its)) > 2
                    and (score >= ALONE or (same and score >= (SOUNDED - 0.03 if several else SOUNDED)))
                    and (several or (word not in shares() and not _ENGLISH.search(word) and not (scene.caseless and score < 0.9)))
                    and (bool(e.holdings or e.sector in ("REB", "UAF", "MIL")) or (several and _same_first(heard, name)))
                    and not _THE.search(scene.text, max(0, at - 8), at)
                )
        else:
            good = (placed and score >= (THERE if several else 0.84)) or (several and same and score >= 0.88)
            good = good and (several or (word not in shares() and not _ENGLISH.search(word)))
        if good and score > out.get(e.id, (0.0, e))[0]:
            out[e.id] = (score, e)
    return list(out.values())


def _rank(scene: Scene, start: int) -> str | None:
    """The rank or office that the one to three words before tell, by its key."""
    before = re.findall(r"[\w'’.-]+(?=,? )", scene.before(start, 40))[-3:]
    for k in range(len(before)):
        for s in scene.names.senses(" ".join(before[k:])):
            if s.form in ("role", "title"):
                return scene.names.words[s.at].key
    return None


def _titled(scene: Scene, first: re.Match[str]) -> bool:
    """A name in small letters after a title, in a text with capitals: "spokesman, yaya Sorry"."""
    return scene.text[first.end() + 1 : first.end() + 2].isupper() and _rank(scene, first.start()) is not None


def _fits(e: Entity, rank: str) -> bool:
    """Can a person bear that rank or title."""
    if rank in ("rank", "address"):
        return e.sector in ("MIL", "REB", "UAF", "SPY") or rank == "address" or any(_STATESMEN.search(h.office) for h in e.holdings)
    return any(h.office.endswith("/" + rank) for h in e.holdings) or (
        rank == "spokesperson" and not e.holdings and e.sector in ("MIL", "REB", "UAF", "GOV")
    )
