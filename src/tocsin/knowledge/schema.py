"""Who is who: the shape of the entries under knowledge/actors/ (states, bodies, organisations, groups, persons, outlets)
and knowledge/weapons/. Facts only; what is done with them stands in the matcher and in understand/mentions.py.

`names` hold whatever the letter case and need no support; `exact` hold only as written, and only with one of the `support`
words in the document where the entry has any. A `name` that stands in `exact` too is held to the stricter of the two.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "MNC",
]  # fmt: skip


class _Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    pass


class State(_Entry, frozen=True, kw_only=True):
    """A state or territory: one file each under actors/states/, named by its code in lower case.

    country: ISO 3166-1 alpha-3 (XKX Kosovo; claimed entities carry their nominal state's code and status "claimed").
    seats: names that stand for its government ("the Kremlin"), each with the sector it stands for (default GOV).
    exact: names that are this state only as written here, letter case included ("US", "Turkey", "Chad").
    """

    entity: str  # country/UKR
    country: str
    name: str
    names: list[str] = []
    exact: list[str] = []
    former: list[str] = []
    adjectives: list[str] = []
    demonyms: list[str] = []
    capital: list[str] = []
    seats: list[Seat] = []
    bodies: list[Body] = []
    status: Literal["state", "territory", "partly recognised", "claimed"] = "state"
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None


class Seat(_Entry, frozen=True, kw_only=True):
    """A place name that stands for a body of a state: the Kremlin, Downing Street, Rawalpindi (MIL)."""

    name: str
    names: list[str] = []
    sector: Sector = "GOV"


class Body(_Entry, frozen=True, kw_only=True):
    """A ministry, service or parliament by its usual name ("Pentagon", "Quai d'Orsay", "IDF", "Duma").

    Plain ones ("Russian foreign ministry", "Polish army") need no entry: they are made from adjective and pattern.
    """

    entity: str  # org/rus-ministry-of-defence
    name: str
    names: list[str] = []
    exact: list[str] = []
    sector: Sector
    began: date | None = None
    ended: date | None = None


class Organisation(_Entry, frozen=True, kw_only=True):
    """A body of states, armed group, agency, company, think tank: files under actors/organisations/.

    country: alpha-3 of its home, or EU, NATO, UN and the like for bodies of states; None where it belongs to none.
    members: for bodies of states, alpha-3 codes with dates, as `{country: [from, to]}` (None: open).
    support: words of which one must stand in the document before an ambiguous name is taken ("Base" for al-Qaeda).
    """

    entity: str  # org/nato
    kind: Literal["organization", "group"] = "organization"
    name: str
    names: list[str] = []
    exact: list[str] = []
    country: str | None = None
    sector: Sector
    began: date | None = None
    ended: date | None = None
    members: dict[str, list[date | None]] = {}
    support: list[str] = []
    reference: str | None = None


class Tenure(_Entry, frozen=True, kw_only=True):
    """An office held. office: COUNTRY/role ("RUS/defence-minister", "NATO/secretary-general"); to None: still held or not known.

    reference: where the dates were checked (a page's address or a named work).
    """

    office: str
    since: date
    until: date | None = None
    acting: bool = False
    reference: str


class Person(_Entry, frozen=True, kw_only=True):
    """A person in office or one that crisis reporting quotes: files under actors/persons/, one per country.

    surname: what the text uses alone ("Zelensky"); variants: other spellings of the whole name or the surname.
    """

    entity: str  # person/sergei-shoigu
    name: str
    surname: str
    variants: list[str] = []
    country: str | None
    sector: Sector = "GOV"
    sex: Literal["f", "m"] | None = None
    born: date | None = None
    died: date | None = None
    tenures: list[Tenure] = []
    reference: str | None = None


class Statesman(_Entry, frozen=True, kw_only=True):
    """A leader of the time before the tenures: files under actors/statesmen/. Years, not days.

    held: office of the country (or body) → first and last year; `active`: years of a public life without one of our offices.
    """

    entity: str  # person/andrei-gromyko
    name: str
    surname: str
    variants: list[str] = []
    country: str
    sector: Sector = "GOV"
    sex: Literal["f", "m"] | None = None
    held: dict[str, tuple[int, int]]


class Outlet(_Entry, frozen=True, kw_only=True):
    """A publisher or channel: files under actors/outlets/.

    exact: names that are an outlet only as written ("Time", "The Sun", "Bild").
    reliability: Admiralty letter; F (cannot be judged) unless `reference` names a public assessment.
    """

    entity: str  # outlet/reuters
    name: str
    names: list[str] = []
    exact: list[str] = []
    country: str | None = None
    kind: Literal["agency", "public", "state", "private", "blog", "channel"]
    domains: list[str] = []
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    reference: str | None = None


class Weapon(_Entry, frozen=True, kw_only=True):
    """A weapon system or a kind of force: files under weapons/.

    kind: air defence, ballistic missile, cruise missile, anti-tank, artillery, tank, armoured vehicle, aircraft, helicopter,
    drone, ship, submarine, mine, small arms, bomb, radar, nuclear, chemical … (one word list, in schema tests)
    range_km: [low, high], the band of published maximum ranges, where known. reporting: NATO reporting names, with their designation
    where they are ordinary words ("Il-38 May"). exact: names that need their letter case ("Buk", "Grad").
    """

    entity: str  # weapon/9k37-buk
    name: str
    names: list[str] = []
    exact: list[str] = []
    reporting: list[str] = []
    kind: str
    origin: str | None = None
    range_km: list[float] | None = None
    support: list[str] = []
    reference: str | None = None


class Words(_Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Common nouns and titles of actors, files under actors/words/: offices, bodies, ranks, unnamed actors, modifiers, given names.

    key: the office, body or agent that the names stand for. alone: may stand for an actor without a country beside it.
    anonymous: as a source, such a person withholds the name.
    """

    key: str
    form: Literal["role", "body", "agent", "title", "modifier", "given", "state-of-us", "common"]
    sector: Sector | None = None
    kind: Literal["person", "organization", "group"] = "person"
    names: list[str]
    plural: list[str] = []
    anonymous: bool = False
    alone: bool = True


class Region(_Entry, frozen=True):
    """A place that is no state and no settlement: region, sea, strait, mountain, front; files under actors/regions/.

    country: the state it lies in, None where it lies in several or none.
    """

    entity: str  # place/donbas
    name: str
    names: list[str] = []
    exact: list[str] = []
    adjectives: list[str] = []
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None


class Across(_Entry, frozen=True, kw_only=True):
    """States that face each other over a sea, or that a front or a claim makes neighbours: files under actors/neighbours/."""

    sea: str
    shores: list[str]


class Feature(_Entry, frozen=True, kw_only=True):
    """A place that the tables of settlements and divisions lack: files under places/.

    kind: strait, canal, sea, base, nuclear site, crossing, checkpoint, island, dam, village, district … country: None where it
    belongs to several or none. people: weight against other places of the name, as if it were a town of so many.
    """

    name: str
    names: list[str] = []
    kind: str
    country: str | None = None
    lat: float
    lon: float
    geonameid: int | None = None
    people: int = 50_000
    precision: Literal["point", "settlement", "region"] = "point"


class Division(_Entry, frozen=True, kw_only=True):
    """More about a division of a state that GeoNames has under `name`: files under divisions/.

    short: how it is shortened behind the name of a town ("Ill."). lat, lon: its middle, where that of its settlements misleads.
    """

    name: str
    country: str
    names: list[str] = []
    short: list[str] = []
    lat: float
    lon: float


class Middle(_Entry, frozen=True, kw_only=True):
    """The middle of a state or territory, by the id of its entity: files under middles/."""

    entity: str
    lat: float
    lon: float
