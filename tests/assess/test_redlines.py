"""Who draws a line, to whom, with what answer; and what only looks like one."""

from making import event, mention, party, span, statement, when
from tocsin.assess import redlines
from tocsin.knowledge.lining import Lines
from tocsin.records import Time

LINES = Lines.load()
THREAT = "If one foreign missile is placed on the island, we will strike the launchers"


def find(*statements, mentions=(), times=(), events=()):
    return redlines(statements, mentions, times, events, LINES)


def test_a_line_of_ones_own_is_declared():
    s = statement(THREAT, "the minister", "CHN", act="threaten")
    (line,) = find(s, mentions=[mention("the island", THREAT.index("the island"), "TWN")])
    assert line.declarer[0].country == "CHN"
    assert [p.country for p in line.addressee] == ["TWN"]
    assert line.line == "one foreign missile is placed on the island"
    assert line.consequence == "we will strike the launchers"
    assert (line.basis, line.state, line.statements) == ("declared", "standing", [s.id])


def test_a_line_that_another_tells_is_attributed():
    text = "Iran would regard a strike on the reactor as an act of war"
    s = statement(text, "a Western diplomat", "GBR")
    (line,) = find(s, mentions=[mention("Iran", 0, "IRN")])
    assert (line.declarer[0].country, line.basis) == ("IRN", "attributed")


def test_a_forecast_about_another_is_no_line():
    text = "If the bridge is hit, Russia will respond with missiles"
    assert not find(statement(text, "an analyst", "GBR", sector="EDU"), mentions=[mention("Russia", text.index("Russia"), "RUS")])


def test_the_inner_statement_holds_the_line():
    outer = statement("The envoy said: " + THREAT, "the agency", "CHN")
    inner = statement(THREAT, "the envoy", "CHN", start=16)
    (line,) = find(outer, inner)
    assert line.statements == [inner.id]


def test_the_deadline_is_the_time_in_the_words():
    text = "The junta has until Friday to free the president, or we will use force"
    friday = Time(
        "t", "d1", span("Friday", text.index("Friday")), when("2023-08-11").earliest, when("2023-08-11").latest, "day", "2023-08-11"
    )
    (line,) = find(statement(text, "the bloc", "NGA"), times=[friday])
    assert str(line.deadline.latest) == "2023-08-11"


def test_a_deed_like_the_line_is_a_crossing():
    text = "Any passage of tankers through the closed strait will be met with force"
    s = statement(text, "the admiral", "IRN")
    tankers = mention("tankers", text.index("tankers"), "USA", "group")
    crossing = event("MOBILIZE", [party("USA")], [], "sailed three tankers through the closed strait")
    (line,) = find(s, mentions=[tankers], events=[crossing])
    assert (line.state, line.crossings) == ("crossed", [crossing.id])


def test_sport_and_trains_draw_no_lines():
    assert not find(statement("If we lose one more match, we will attack from the wings", "the coach", "ESP"))
    assert not find(statement("Any late train will face a fine, and commuters will strike", "the operator", "GBR"))
