"""Slots decide which events are one incident."""

from making import document, event, party, span, statement, when
from tocsin.fuse import incidents
from tocsin.records import Link, Place, Quantity, Story

ISR, IRN = party("ISR"), party("IRN")


def test_same_slots_same_day_are_one_incident():
    a = event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"))
    b = event("ASSAULT", [party("Israel", "ISR", "MIL")], [IRN], document="d2", when=when("2024-04-18", "2024-04-20"))
    (one,) = incidents([a, b], [])
    assert one.events == [a.id, b.id]
    assert one.documents == ["d1", "d2"]
    assert one.when == a.when


def test_sides_days_status_and_places_keep_incidents_apart():
    base = event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"))
    others = [
        event("ASSAULT", [IRN], [ISR], when=when("2024-04-19")),
        event("ASSAULT", [ISR], [IRN], when=when("2024-06-13")),
        event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"), status="planned"),
    ]
    assert len(incidents([base, *others], [])) == 4
    here = Place("Isfahan", None, geonameid=418863, precision="settlement")
    there = Place("Tabriz", None, geonameid=113646, precision="settlement")
    two = [event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"), where=[p]) for p in (here, there)]
    assert len(incidents(two, [])) == 2


def test_an_undated_event_joins_only_in_its_own_story():
    a = event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"))
    b = event("ASSAULT", [ISR], [IRN], document="d2")
    assert len(incidents([a, b], [])) == 2
    assert len(incidents([a, b], [], stories=[Story("y", ["d1", "d2"], None, None, None)])) == 1


def test_events_without_sides_stay_alone():
    assert len(incidents([event("ASSAULT", [], []), event("ASSAULT", [], [])], [])) == 2


def test_two_papers_that_print_one_wire_are_one_origin():
    told = [statement("x", "the ministry", id="s1"), statement("x", "the ministry", id="s2", document="d2", via=[Link("AFP", None)])]
    rows = [event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"), statement=s.id, document=s.document) for s in told]
    (one,) = incidents(rows, [document("x"), document("x", "d2", publisher="Le Monde")], told)
    assert one.origins == ["the ministry"]


def test_the_outlet_that_heard_a_nameless_source_is_part_of_the_origin():
    told = [
        statement("x", "officials", anonymous=True, via=[Link("Reuters", None)], id="n1"),
        statement("x", "officials", anonymous=True, via=[Link("AFP", None)], id="n2"),
    ]
    rows = [event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"), statement=s.id) for s in told]
    (one,) = incidents(rows, [document("x")], told)
    assert one.origins == ["officials to Reuters", "officials to AFP"]


def test_figures_that_differ_stand_side_by_side():
    def dead(ident: str, value: float) -> Quantity:
        return Quantity(ident, "d1", span("killed"), value, None, None, None, "people", None, None, False)

    rows = [event("ASSAULT", [ISR], [IRN], when=when("2024-04-19"), quantities=[q]) for q in ("q1", "q2")]
    (one,) = incidents(rows, [], quantities=[dead("q1", 5), dead("q2", 9)])
    (contested,) = one.contested
    assert contested.field == "quantity of people"
    assert [(v.value, v.events) for v in contested.values] == [(5, [rows[0].id]), (9, [rows[1].id])]
