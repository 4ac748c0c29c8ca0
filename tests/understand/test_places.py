"""Places: found, told from other names, settled to the right one of several, and left without coordinates where nothing settles them."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from itertools import pairwise

import pytest

from tocsin.knowledge import knowledge
from tocsin.knowledge.gazetteer import Gazetteer, key
from tocsin.records import Document
from tocsin.understand import understand
from tocsin.understand.mentions import mentions
from tocsin.understand.page import page
from tocsin.understand.places import Located, located, places


@dataclass(frozen=True)
class Is:
    """`words` is a place within `km` of the point, of that precision where one is given."""

    text: str
    words: str
    lat: float
    lon: float
    precision: str | None = None
    km: float = 60


SETTLED = [
    # what stands behind the name
    Is("Two people were shot dead in Paris, Texas, the sheriff said.", "Paris", 33.66, -95.56, "settlement"),
    Is("Two people were shot dead in Paris, the French interior minister said.", "Paris", 48.85, 2.35, "settlement"),
    Is("The train left the rails near Springfield, Ill., on Monday.", "Springfield", 39.8, -89.64),
    Is("The train left the rails near Springfield, Mo., on Monday.", "Springfield", 37.21, -93.3),
    Is("A factory burned down in Birmingham, Alabama.", "Birmingham", 33.52, -86.8),
    Is("A factory burned down in Birmingham, England.", "Birmingham", 52.48, -1.9),
    Is("Voters lined up in Athens, Ga., before dawn.", "Athens", 33.96, -83.38),
    Is("The two met in Cambridge, Massachusetts, in May.", "Cambridge", 42.37, -71.11),
    Is("A bomb went off in Andar district of Ghazni province, Afghan officials said.", "Andar", 33.33, 68.44, "region"),
    Is("Shots were fired in Tripoli, Lebanon, overnight.", "Tripoli", 34.43, 35.84),
    Is("The convoy was stopped in Valencia, Venezuela.", "Valencia", 10.16, -68.0),
    Is("He was born in Moscow, Idaho, and never left.", "Moscow", 46.73, -117.0),
    Is("Six were hurt in Lebanon, Pa., when the roof fell in.", "Lebanon", 40.34, -76.41),
    Is("A school in Palestine, Texas, was closed.", "Palestine", 31.76, -95.63),
    Is("A storm cut the power in Victoria, British Columbia.", "Victoria", 48.43, -123.37),
    # what the document speaks of
    Is("Fighting went on near Tripoli in northern Lebanon.", "Tripoli", 34.43, 35.84),
    Is("Libyan forces shelled the road south of Tripoli.", "Tripoli", 32.89, 13.19),
    Is("Spanish police searched flats in Valencia and Cordoba.", "Cordoba", 37.89, -4.78),
    Is("Argentine police searched flats in Cordoba and Rosario.", "Cordoba", -31.41, -64.18),
    Is("Georgian police said the road from Gori was mined.", "Gori", 41.98, 44.11),
    Is("Rapides Parish deputies arrested a man in Alexandria; Louisiana has seen many such fires.", "Alexandria", 31.31, -92.45),
    Is("Egyptian divers searched the harbour of Alexandria.", "Alexandria", 31.2, 29.92),
    Is("The Canadian army sent help to London and Hamilton after floods in Ontario.", "London", 42.98, -81.25),
    Is("Ukrainian troops held Robotyne while shelling hit Orikhiv.", "Robotyne", 47.45, 35.84, "settlement"),
    Is("Ukrainian troops held Robotyne while shelling hit Orikhiv.", "Orikhiv", 47.57, 35.79, "settlement"),
    Is("Nigerian soldiers freed hostages near Maiduguri, in Borno.", "Maiduguri", 11.85, 13.16, "settlement"),
    Is("Congolese rebels entered Sake, on the road to Goma.", "Goma", -1.68, 29.22, "settlement"),
    # regions, districts, states
    Is("Wildfires spread across Oregon on Friday.", "Oregon", 44.0, -120.5, "region", 160),
    Is("The governor of Sinaloa state asked for troops from Mexico City.", "Mexico City", 19.43, -99.13, "settlement"),
    Is("Floods killed ten in Kerala and Tamil Nadu.", "Kerala", 10.4, 76.4, "region", 160),
    Is("The blast shook Kirkuk province.", "Kirkuk", 35.4, 44.3, "region", 80),
    Is("The blast shook the centre of Kirkuk.", "Kirkuk", 35.47, 44.39, "settlement"),
    Is("Deputies of Kanawha County found the car in West Virginia.", "Kanawha County", 38.3, -81.5, "region", 80),
    Is("Snow fell in Ohio, New York and Vermont.", "New York", 43.0, -75.5, "region", 160),
    Is("Snow fell in New York on Friday.", "New York", 40.71, -74.0, "settlement"),
    # places of our own files
    Is("Drones struck the Khalino airbase in Kursk on Sunday.", "Khalino airbase", 51.73, 36.2, "point"),
    Is("Bombers took off from Engels-2, near Saratov in Russia.", "Engels-2", 51.48, 46.2, "point"),
    Is("The Natanz facility was hit, Iranian state media said.", "Natanz facility", 33.72, 51.73, "point"),
    Is("Trucks queued at the Kerem Shalom crossing into Gaza.", "Kerem Shalom crossing", 31.23, 34.28, "point"),
    Is("Tankers were turned away from the Strait of Hormuz.", "Strait of Hormuz", 26.6, 56.4, "region"),
    Is("The ship ran aground in the Suez Canal.", "Suez Canal", 30.6, 32.3),
    Is("Chinese ships circled Scarborough Shoal for days.", "Scarborough Shoal", 15.1, 117.8),
    Is("American soldiers at Al-Tanf in Syria came under fire.", "Al-Tanf", 33.49, 38.66, "point"),
    Is("Water rose behind the Kakhovka dam in Ukraine.", "Kakhovka dam", 46.78, 33.37, "point"),
    Is("Weapons reach Ukraine through Rzeszow-Jasionka airport.", "Rzeszow-Jasionka airport", 50.11, 22.02, "point"),
    Is("Soldiers from Fort Bragg were sent to Poland.", "Fort Bragg", 35.14, -79.0, "point"),
    Is("Inspectors asked to see Fordow again.", "Fordow", 34.88, 50.99, "point"),
    Is("North Korea tore down the tunnels at Punggye-ri.", "Punggye-ri", 41.28, 129.08, "point"),
    # datelines, and names that stand for themselves
    Is("BEIRUT (AP) — A blast rocked the southern suburb of Dahiyeh.", "BEIRUT", 33.89, 35.5, "settlement"),
    Is("BEIRUT (AP) — A blast rocked the southern suburb of Dahiyeh.", "Dahiyeh", 33.85, 35.51),
    Is("KHARKIV, Ukraine — Glass covered the streets.", "KHARKIV", 49.98, 36.25, "settlement"),
    Is("The parliament in Moscow met on Friday.", "Moscow", 55.75, 37.62, "settlement"),
    Is("The Tehran-based group printed its paper in London.", "London", 51.51, -0.13, "settlement"),
    # ordinary words that are towns, where they are meant
    Is("He lives in Reading, England, with two dogs.", "Reading", 51.46, -0.97, "settlement"),
    Is("The ferry docked in Mobile, Alabama, at noon.", "Mobile", 30.69, -88.04, "settlement"),
    Is("The march in Nice, France, was called off.", "Nice", 43.7, 7.27, "settlement"),
    # other spellings
    Is("Fighters left Deir ez-Zor for the Syrian desert.", "Deir ez-Zor", 35.34, 40.14, "settlement"),
    Is("The Saint Louis police arrested four; Missouri was calm.", "Saint Louis", 38.63, -90.2),
    Is("The ship left Odessa for Istanbul.", "Odessa", 46.48, 30.73, "settlement"),
    Is("Shots were fired in Odessa, Texas.", "Odessa", 31.85, -102.37, "settlement"),
    Is("India moved the ships from Bombay to Goa.", "Bombay", 19.07, 72.88, "settlement"),
]

NO_PLACE = [
    ("Paris Hilton sang for the guests.", "Paris"),
    ("Jack London wrote about dogs.", "London"),
    ("Chelsea Clinton spoke after lunch.", "Chelsea"),
    ("Chelsea Clinton spoke after lunch.", "Clinton"),
    ("Reading is a habit that few regret.", "Reading"),
    ("Mobile phones were handed in at the door.", "Mobile"),
    ("Nice work, the editor said.", "Nice"),
    ("Of the two, the first was better.", "Of"),
    ("Same again tomorrow, the guard said.", "Same"),
    ("Best of all was the soup.", "Best"),
    ("Most of them slept.", "Most"),
    ("Along the wall stood barrels.", "Along"),
    ("The Washington Post printed the letter.", "Washington"),
    ("Mr. Hamilton denied the charge.", "Hamilton"),
    ("Sgt. Lincoln was off duty.", "Lincoln"),
    ("Mike Jordan and Anna Jordan were not there.", "Jordan"),
    ("Timothy Welch was seen on Monday. Welch had no comment.", "Welch"),
    ("On Sunday in March, nothing happened.", "March"),
]


def found(text: str) -> Located:
    """Everything of a text of our own."""
    p = page(Document("t", "t", "t", None, None, None, "news", "en", None, None, text, []))
    return located(p, mentions(p, knowledge()), knowledge())


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


@pytest.mark.parametrize("case", SETTLED, ids=lambda c: f"{c.words} @ {c.text[:30]}")
def test_a_place_is_settled(case: Is) -> None:
    at = case.text.index(case.words)
    names = [n for n in found(case.text).names if n.kind == "place" and n.start <= at + len(case.words) - 1 and at < n.end]
    assert names, found(case.text).names
    name = names[0]
    assert name.lat is not None
    assert name.lon is not None
    assert km((name.lat, name.lon), (case.lat, case.lon)) <= case.km, name
    if case.precision:
        assert name.precision == case.precision


@pytest.mark.parametrize(("text", "words"), NO_PLACE)
def test_another_name_is_no_place(text: str, words: str) -> None:
    at = text.index(words)
    everything = found(text)
    assert not [n for n in (*everything.names, *everything.inner) if n.kind in ("place", "country") and n.start <= at < n.end]


def test_a_capital_that_speaks_has_no_pin() -> None:
    for text in ("Moscow said it would answer.", "Kyiv rejected the offer, and Washington hailed the refusal."):
        capitals = [n for n in found(text).names if n.metonym]
        assert capitals
        assert all(n.lat is None and n.kind == "country" for n in capitals)


def test_a_country_has_a_point_for_look_up_only() -> None:
    text = "Russian aircraft bombed targets in Syria."
    everything = found(text)
    names = [n for n in (*everything.names, *everything.inner) if n.kind == "country"]
    assert {n.country for n in names} == {"RUS", "SYR"}
    assert all(n.lat is not None and n.precision == "country" for n in names)
    p = Document("t", "t", "t", None, None, None, "news", "en", None, None, text, [])
    where = [w for r in understand(p, knowledge()) if type(r).__name__ == "Event" for w in r.where]  # type: ignore[union-attr]
    assert where
    assert all(w.lat is None and w.lon is None and w.precision == "country" for w in where)


def test_what_cannot_be_settled_has_no_coordinates() -> None:
    for text in ("The shop in Salem was robbed.", "A fire broke out near Union City."):
        places_of = [n for n in found(text).names if n.kind == "place"]
        assert all(n.lat is None and n.geonameid is None for n in places_of), places_of


def test_one_sense_in_a_document_and_another_where_the_words_say_so() -> None:
    text = "A man from Paris, Texas, was arrested. Police in Paris found the car. He had never seen Paris, France."
    points = [(n.lat or 0) for n in found(text).names if n.name == "Paris"]
    assert [round(x) for x in points] == [34, 34, 49]


def test_places_inside_other_names_are_told_apart() -> None:
    everything = found("The Dublin City Council met in Dublin, Ohio, without the Russian foreign minister.")
    inner = {(n.country, n.kind) for n in everything.inner}
    assert ("USA", "place") in inner
    assert ("RUS", "country") in inner


def test_no_names_overlap() -> None:
    text = " ".join(c.text for c in SETTLED[:30])
    p = page(Document("t", "t", "t", None, None, None, "news", "en", None, None, text, []))
    names = places(p, mentions(p, knowledge()), knowledge())
    assert all(a.end <= b.start for a, b in pairwise(names))


def test_the_gazetteer_folds_names_and_knows_divisions() -> None:
    gazetteer: Gazetteer = knowledge().gazetteer
    assert key("Aïn-Témouchent") == "ain temouchent"
    assert gazetteer.find("SAINT LOUIS")
    assert gazetteer.find("St. Louis") == gazetteer.find("Saint Louis")
    assert gazetteer.find("no such place at all") == ()
    illinois = gazetteer.short("Ill.")
    assert illinois is not None
    assert illinois.name == "Illinois"
    bakhmut = gazetteer.find("Artemivsk")[0]
    assert bakhmut.country == "UKR"
    assert bakhmut.geonameid is not None
    assert all(not t.people or t.level != "settlement" or t.lat is not None for t in gazetteer.find("Paris"))


def test_every_feature_is_found_by_its_names() -> None:
    from tocsin.knowledge.loading import load
    from tocsin.knowledge.schema import Feature

    gazetteer = knowledge().gazetteer
    features = load("places", Feature)
    assert len(features) > 600
    for f in features:
        for name in (f.name, *f.names):
            near = [t for t in gazetteer.find(name) if t.lat is not None and t.lon is not None and km((t.lat, t.lon), (f.lat, f.lon)) < 30]
            assert near, (f.name, name)


def test_opening_a_compiled_gazetteer_is_quick() -> None:
    roots = knowledge().roots
    Gazetteer.load(roots)
    began = time.process_time()
    Gazetteer.load(roots)
    assert time.process_time() - began < 0.3
