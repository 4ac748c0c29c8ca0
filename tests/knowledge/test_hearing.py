"""Names by their sound: phones, and look-up by country."""

import pytest

from tocsin.knowledge import knowledge
from tocsin.knowledge.chiefs import offices
from tocsin.knowledge.homonyms import otherwise
from tocsin.knowledge.phones import nearness, phones, skeleton


@pytest.mark.parametrize(
    ("heard", "name"),
    [("trip lee", "Tripoli"), ("moga dish oo", "Mogadishu"), ("my duro", "Maduro"), ("bay route", "Beirut"), ("high mars", "HIMARS")],
)
def test_what_sounds_alike_is_near(heard, name):
    assert nearness(phones(heard), phones(name)) > 0.85
    assert skeleton(phones(heard))[:1] == skeleton(phones(name))[:1]


@pytest.mark.parametrize(("heard", "name"), [("potato cake", "Patrushev"), ("Lincoln", "Putin"), ("the weather", "Tehran")])
def test_what_does_not_is_far(heard, name):
    assert nearness(phones(heard), phones(name)) < 0.66


def test_a_name_is_looked_up_among_the_countries_told_of():
    found = knowledge().ear.sounding(phones("tier as pole"), frozenset({"MDA"}), frozenset(), 0.8)
    assert "Tiraspol" in {v.entity.name for _, v in found.values()}
    assert all(
        v.entity.name != "Tiraspol"
        for _, v in knowledge().ear.sounding(phones("tier as pole"), frozenset({"PER"}), frozenset(), 0.8).values()
    )


def test_chiefs_by_whose_they_are():
    names = knowledge().names
    pentagon = names.entity("org/usa-ministry-of-defence")
    assert pentagon is not None
    assert "USA/defence-minister" in offices(pentagon, "head")


def test_homonyms():
    assert otherwise("Turkey", " sandwich")
    assert not otherwise("Turkey", " accused Greece")
