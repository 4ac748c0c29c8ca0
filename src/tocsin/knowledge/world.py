"""The shapes of compiled knowledge: entities, words, and the senses of every surface form."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Family = Literal["state", "seat", "body", "organisation", "person", "outlet", "weapon", "city", "region"]
Form = Literal[
    "name", "adjective", "demonym", "capital", "seat", "surname",  # of an entity
    "role", "body", "agent", "title", "modifier", "given", "state-of-us",  # of a word
]  # fmt: skip


class Holding(Struct, frozen=True, array_like=True):
    """An office held by a person; until None: open or not known."""

    office: str
    since: date
    until: date | None = None
    acting: bool = False


class Entity(Struct, frozen=True, array_like=True, omit_defaults=True):
    """Somebody or something known. place: lat, lon, geonameid, population (of a city). years: holdings are known to the year only."""

    id: str
    family: Family
    kind: Literal["person", "organization", "country", "place", "group", "weapon"]
    name: str
    country: str | None = None
    sector: str | None = None
    place: tuple[float | None, float | None, int | None, int] | None = None
    surname: str | None = None
    holdings: list[Holding] = []
    support: list[str] = []
    began: date | None = None
    ended: date | None = None
    sex: str | None = None
    reference: str | None = None
    years: bool = False


class Word(Struct, frozen=True, array_like=True):
    """A common noun or title of actors: `defence minister`, `troops`, `Gen.`; key: the office, body or agent it names."""

    form: Form
    key: str
    sector: str | None = None
    kind: Literal["person", "organization", "group", "place"] = "person"
    anonymous: bool = False
    plural: bool = False
    alone: bool = True


class Sense(Struct, frozen=True, array_like=True):
    """What a surface form can mean. at: number of the entity or, for words, of the word. exact: only as written so."""

    form: Form
    at: int
    exact: str | None = None
    lower: bool = False  # may stand in lower case
    tail: bool = False  # its last word needs a capital
