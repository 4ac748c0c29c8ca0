"""Which warning indicators are lit. Reads events; a sign is lit by an actual deed, possible where it is only supposed or planned.

State lit: an actual event within its freshness, told by the author, a named source, or two origins. possible: supposed, planned,
threatened, or an unnamed source alone. unlit: the watch has something lit or possible, this sign has nothing, or what there is is denied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tocsin.knowledge.watching import Sign, Watches
from tocsin.records import Event, Indicator, Statement, identify

_ORDER = {"lit": 0, "possible": 1, "unlit": 2}


def indicators(events: Iterable[Event], statements: Iterable[Statement], watches: Watches, on: date | None = None) -> list[Indicator]:
    """The board: for each watch and pair (A → B) with any evidence, all its signs; lit ones first.

    on: the day of the assessment; evidence older than a sign's freshness no longer lights it. None: nothing is stale.
    """
    said = {s.id: s for s in statements}
    boards: dict[tuple[str, str], dict[str, list[tuple[str, Event]]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if event.status in ("denied", "historical"):
            continue
        pair = _pair(event)
        if pair is None:
            continue
        for watch, sign, pattern in watches.signs:
            if _fits(sign, event) and pattern.search(event.span.quote) and not _stale(sign, event, on):
                boards[watch.watch, pair][sign.name].append((_state(event, said), event))
    _join(boards)
    out = []
    for watch in watches.entries:
        for (name, pair), board in sorted(boards.items()):
            if name == watch.watch:
                out += sorted((_indicator(name, pair, s, board.get(s.name, [])) for s in watch.indicators), key=lambda i: _ORDER[i.state])
    return out


def _pair(event: Event) -> str | None:
    """`RUS → UKR`: the countries of actor and of recipient (else of the place); None where no actor's country is known."""
    a = sorted({p.country for p in event.actor if p.country})
    b = sorted({p.country for p in event.recipient if p.country} or {p.country for p in event.where if p.country} - set(a))
    if not a:
        return None
    return f"{' '.join(a)} → {' '.join(x for x in b if x not in a) or '?'}"


def _join(boards: dict[tuple[str, str], dict[str, list[tuple[str, Event]]]]) -> None:
    """What A does to nobody named joins the one board on which A faces somebody; where A faces several, it stays apart."""
    for watch, pair in [key for key in boards if key[1].endswith("→ ?")]:
        actor = pair.partition(" → ")[0]
        known = [key for key in boards if key[0] == watch and key[1] != pair and key[1].partition(" → ")[0] == actor]
        if len(known) == 1:
            for name, evidence in boards.pop((watch, pair)).items():
                boards[known[0]][name] += evidence


def _fits(sign: Sign, event: Event) -> bool:
    return (not sign.types or event.type in sign.types) and (not sign.modes or event.mode in sign.modes)


def _stale(sign: Sign, event: Event, on: date | None) -> bool:
    day = event.when.latest if event.when else None
    return on is not None and day is not None and (on - day).days > sign.fresh_days


def _state(event: Event, said: dict[str, Statement]) -> str:
    if event.status != "actual":
        return "possible"
    told = said.get(event.statement or "")
    if told and told.speaker and told.speaker.anonymous and len(told.via) < 2 and told.act not in ("confirm", "admit"):
        return "possible"
    return "lit"


def _indicator(watch: str, pair: str, sign: Sign, evidence: list[tuple[str, Event]]) -> Indicator:
    state = "lit" if any(s == "lit" for s, _ in evidence) else "possible" if evidence else "unlit"
    newest = sorted(evidence, key=lambda x: x[1].when.latest if x[1].when and x[1].when.latest else date.min, reverse=True)
    days = [e.when.earliest for s, e in evidence if s == state and e.when and e.when.earliest]
    return Indicator(
        identify("n", watch, pair, sign.name), f"{watch}: {pair}", f"{sign.group}: {sign.name}", state,  # type: ignore[arg-type]
        min(days, default=None), [e.id for _, e in newest],
    )  # fmt: skip
