"""Who did what to whom, and is it so: roles, status and PLOVER's boundaries on sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from reading_events import deeds, told

DAY = date(2024, 5, 6)

TOLD = [
    # roles
    ("The bombing of Kharkiv by Russian forces went on overnight.", ["ASSAULT actual RUS > UKR"]),
    ("Kyiv was struck by Russian missiles.", ["ASSAULT actual RUS > UKR"]),
    ("The visit to France of the British prime minister ended on Tuesday.", ["CONSULT actual GBR > FRA"]),
    ("Talks between Washington and Havana resumed in March.", ["CONSULT actual CUB,USA > -"]),
    ("Poland and Lithuania closed their borders with Belarus.", ["SANCTION actual LTU,POL > BLR"]),
    ("Ships seized by Iran lay at anchor off Bandar Abbas.", ["COERCE actual IRN > Ships"]),
    ("US-supplied missiles hit a depot in Belgorod.", ["ASSAULT actual - > RUS"]),
    ("Belarusian police arrested a Polish journalist in Grodno.", ["COERCE actual BLR > POL"]),
    ("Armenia accuses Azerbaijan of killing prisoners.", ["ACCUSE actual ARM > AZE", "ASSAULT possible AZE > prisoners"]),
    # status
    ("Turkey did not attack Iraq.", ["ASSAULT denied TUR > IRQ"]),
    ("Egypt has never attacked Ethiopia.", ["ASSAULT denied EGY > ETH"]),
    ("Serbia has yet to recognise Kosovo.", ["SUPPORT denied SRB > XKX"]),
    ("Israel refused to rule out a strike on Iran.", ["ASSAULT possible ISR > IRN"]),
    ("Russia could attack Moldova.", ["ASSAULT possible RUS > MDA"]),
    ("Will China invade Taiwan?", ["ASSAULT possible CHN > TWN"]),
    ("NATO said that Russia plans to invade Ukraine.", ["ASSAULT planned RUS > UKR"]),
    ("If Ukraine strikes Moscow, Russia will bomb Kyiv.", ["ASSAULT possible UKR > RUS", "ASSAULT threatened RUS > UKR"]),
    ("Ethiopia threatened to expel UN officials.", ["THREATEN actual ETH > UN", "SANCTION threatened ETH > UN"]),
    ("The planned visit of the Polish president to Kyiv was cancelled.", ["CONSULT denied POL > UKR"]),
    ("Instead of bombing Tehran, the United States imposed sanctions on Iran.", ["ASSAULT denied USA > IRN", "SANCTION actual USA > IRN"]),
    ("Hezbollah fired rockets from Lebanon at Haifa in 2006.", ["ASSAULT historical LBN > ISR"]),
    ("Egypt told Sudan that Ethiopia had filled the dam.", []),
    ("Rwanda told reporters that Burundi had moved artillery near Bujumbura.", ["MOBILIZE actual BDI > BDI"]),
    ("London was suspending cooperation with Moscow, the minister told parliament.", ["SANCTION actual GBR > RUS"]),
    ("Egypt asked whether Ethiopia would attack Eritrea.", ["ASSAULT possible ETH > ERI"]),
    ("Israel is capable of striking Iran.", ["ASSAULT possible ISR > IRN"]),
    ("No way is Poland going to acquire nuclear weapons.", ["MOBILIZE denied POL > -"]),
    ("Turkey is going to send troops to Libya.", ["MOBILIZE planned TUR > LBY"]),
    ("Iran provided no aid to Armenia.", ["AID denied IRN > ARM"]),
    ("There is no war between China and India.", ["ASSAULT denied CHN,IND > -"]),
    ("Let's talk about Putin.", []),
    # who acts
    ("RAF Typhoons and US warplanes struck Houthi bases in Yemen.", ["ASSAULT actual GBR,USA > YEM"]),
    ("The deal reached by Kenya and Somalia ended the row.", ["SUPPORT actual KEN,SOM > -"]),
    (
        "France expelled 35 Russian diplomats, Germany 40 and Spain 25.",
        ["SANCTION actual FRA > RUS", "SANCTION actual DEU > RUS", "SANCTION actual ESP > RUS"],
    ),
    # boundaries: what is only promised is verbal, what is done is material
    ("Russia will withdraw its troops from Kazakhstan.", ["CONCEDE actual RUS > KAZ", "RETREAT planned RUS > KAZ"]),
    ("France withdrew its troops from Niger.", ["RETREAT actual FRA > NER"]),
    ("The German chancellor will visit China next week.", ["AGREE actual DEU > CHN", "CONSULT planned DEU > CHN"]),
    ("Germany said it would send tanks to Ukraine.", ["AGREE actual DEU > UKR", "AID planned DEU > UKR"]),
    ("China will not send weapons to Russia.", ["REJECT actual CHN > RUS", "AID denied CHN > RUS"]),
    ("South Korea and the United States held joint exercises.", ["COOPERATE actual KOR,USA > -"]),
    ("North Korea held exercises near the border.", ["MOBILIZE actual PRK > -"]),
    ("The World Food Programme halted food aid to Sudan.", ["SANCTION actual UN > SDN"]),
]


@pytest.mark.parametrize(("text", "events"), TOLD)
def test_told(text: str, events: list[str]) -> None:
    assert [told(d) for d in deeds(text, DAY)] == events


def test_quad_and_score_come_from_the_ontology() -> None:
    (strike,) = deeds("Russian jets bombed the maternity hospital in Mariupol.")
    assert (strike.mode, strike.quad, strike.score) == ("aerial", 4, -9.5)


def test_place_and_time_belong_to_the_clause() -> None:
    (arrest,) = deeds("Turkish police arrested the mayor in Istanbul on 19 March 2025.", date(2025, 3, 21))
    assert [w.name for w in arrest.where] == ["Istanbul"]
    assert arrest.when is not None
    assert arrest.when.earliest == date(2025, 3, 19)


def test_weapons_are_attached() -> None:
    (attack,) = deeds("Russia attacked Odesa with drones.")
    assert [w.name for w in attack.weapons] == ["drones"]
    assert attack.mode == "drone"


def test_confidence_is_a_share_and_grows_with_what_is_known() -> None:
    (known,) = deeds("Russia invaded Ukraine.")
    (vague,) = deeds("Gunmen attacked a village in Mali.")
    assert 0 < vague.confidence < known.confidence < 1


def test_the_span_holds_actor_predicate_and_object_whole() -> None:
    text = "India struck the largest training camp of Jaish-e-Mohammed in Balakot."
    (strike,) = deeds(text)
    assert text[strike.start : strike.end].startswith("India struck the largest training camp of Jaish-e-Mohammed")


def test_spans_of_parties_stand_in_the_text() -> None:
    text = "France recalled its ambassador from Canberra."
    for deed in deeds(text):
        for party in (*deed.actor, *deed.recipient):
            assert text[party.span.start : party.span.end] == party.span.quote
