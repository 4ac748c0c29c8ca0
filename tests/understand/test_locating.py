"""Places and times find the deed that they belong to."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.knowledge import knowledge
from tocsin.records import Document, Event, Published
from tocsin.understand import understand


def events_of(text: str, day: date | None = None) -> list[Event]:
    dated = Published(day, day, "metadata", []) if day else None
    document = Document("test", "test", "", None, None, None, None, None, dated, None, text, [])
    return [r for r in understand(document, knowledge()) if isinstance(r, Event)]


@pytest.mark.parametrize(
    ("text", "predicate", "places"),
    [
        ("Rebels killed four soldiers during an ambush in the village of Boko in Segou region on Monday.", "killed", {"Segou"}),
        ("Troops raided a compound in Ghazni province, detaining two suspected militants.", "detaining", {"Ghazni"}),
        ("In Sabari district, Khost province, a joint patrol detained a Taliban leader.", "detained", {"Sabari", "Khost"}),
        ("The army carried out an air strike targeting militants near a camp in Kunar province.", "carried out an air strike", {"Kunar"}),
        ("Three civilians were killed in an attack in Timbuktu, Mali.", "killed", {"Timb"}),
        ("GAO, Mali (March 3, 2021) French forces killed ten militants near Menaka.", "killed", {"Ménaka"}),
        ("Officials from Tripoli said that gunmen had shelled a hospital in Misrata.", "shelled", {"Misrata"}),
    ],
)
def test_where(text: str, predicate: str, places: set[str]) -> None:
    found = {w.name for e in events_of(text) if e.predicate.quote == predicate for w in e.where}
    assert {p for p in places if not any(p in f for f in found)} == set(), found
    assert not any("Tripoli" in f for f in found)


def test_a_day_at_the_head_is_not_the_day_of_the_deed() -> None:
    told = events_of(
        "KABUL, Afghanistan (Oct. 22, 2011) A patrol killed several insurgents in Helmand province Friday.", date(2011, 10, 22)
    )
    assert {e.when.earliest for e in told if e.when and e.predicate.quote == "killed"} == {date(2011, 10, 21)}


def test_a_division_in_another_spelling() -> None:
    told = events_of("Afghan troops killed nine militants in Nangahar province, officials in Afghanistan said.")
    assert {w.country for e in told for w in e.where if e.predicate.quote == "killed"} == {"AFG"}


def test_a_length_is_no_day() -> None:
    told = events_of("In 2020 the two countries fought a 44-day war over Nagorno-Karabakh.", date(2023, 9, 1))
    assert {e.when.earliest for e in told if e.when} == {date(2020, 1, 1)}
