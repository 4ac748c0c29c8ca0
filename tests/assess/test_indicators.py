"""What lights a warning sign, and what does not."""

from datetime import date

import pytest

from making import event, party, statement, when
from tocsin.assess import indicators
from tocsin.knowledge.watching import Watches
from tocsin.records import Link

WATCHES = Watches.load()
RUS, UKR = party("RUS"), party("UKR")


def board(*events, statements=(), on=None):
    return {i.name.split(": ")[1]: i for i in indicators(events, statements, WATCHES, on)}


def test_an_actual_deed_lights_its_sign_and_the_rest_of_the_watch_is_shown_unlit():
    e = event("MOBILIZE", [RUS], [UKR], "moved blood supplies to the border", when=when("2022-01-28"))
    found = board(e)
    sign = found["blood supplies and medical stocks moved forward"]
    assert (sign.watch, sign.state, sign.evidence, str(sign.since)) == ("ground-attack: RUS → UKR", "lit", [e.id], "2022-01-28")
    assert found["field hospitals opened"].state == "unlit"


@pytest.mark.parametrize("status", ["possible", "planned", "threatened"])
def test_what_is_only_supposed_is_possible(status):
    e = event("MOBILIZE", [RUS], [UKR], "opening field hospitals", status=status)
    assert board(e)["field hospitals opened"].state == "possible"


@pytest.mark.parametrize("status", ["denied", "historical"])
def test_what_is_denied_or_past_lights_nothing(status):
    assert not board(event("MOBILIZE", [RUS], [UKR], "opening field hospitals", status=status))


def test_one_unnamed_source_is_possible_and_two_origins_are_lit():
    def told(via):
        s = statement("x", "an official", "USA", anonymous=True, via=[Link(v, None) for v in via])
        return board(event("MOBILIZE", [RUS], [UKR], "moved blood supplies", statement=s.id), statements=[s])

    assert told(["Reuters"])["blood supplies and medical stocks moved forward"].state == "possible"
    assert told(["Reuters", "the Financial Times"])["blood supplies and medical stocks moved forward"].state == "lit"


def test_old_evidence_goes_stale():
    e = event("MOBILIZE", [RUS], [UKR], "moved blood supplies", when=when("2022-01-28"))
    assert board(e, on=date(2022, 2, 20))
    assert not board(e, on=date(2022, 6, 1))


def test_without_a_known_actor_nothing_is_lit():
    assert not board(event("MOBILIZE", [], [UKR], "moved blood supplies"))


def test_watches_are_whole():
    assert len({w.watch for w in WATCHES.entries}) == len(WATCHES.entries) >= 5
    for watch in WATCHES.entries:
        assert 10 <= len(watch.indicators) <= 30
        names = {s.name for s in watch.indicators}
        assert all(e.lights is None or e.lights in names for e in watch.examples)
        assert sum(e.lights is None for e in watch.examples) >= 2
        assert sum(e.lights is not None for e in watch.examples) >= 2


def test_a_deed_to_nobody_named_joins_the_only_board_of_its_actor():
    named = event("MOBILIZE", [RUS], [UKR], "massed troops near the border")
    open_ = event("MOBILIZE", [RUS], [], "moved blood supplies")
    found = indicators([named, open_], [], WATCHES)
    assert {i.watch for i in found if i.watch.startswith("ground-attack")} == {"ground-attack: RUS → UKR"}
    several = [named, open_, event("MOBILIZE", [RUS], [party("POL")], "massed troops near the border")]
    watches = {i.watch for i in indicators(several, [], WATCHES) if i.watch.startswith("ground-attack")}
    assert watches == {"ground-attack: RUS → UKR", "ground-attack: RUS → POL", "ground-attack: RUS → ?"}
