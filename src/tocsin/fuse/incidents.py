"""Which events tell the same happening. Slots decide: type, who, to whom, status, when, where; wording does not.

Two events of the same slots are one incident where their days meet; an event without a day joins only inside its own story.
Does not yet ask whether two strikes of one day are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tocsin.records import (
    Contested,
    ContestedValue,
    Document,
    Event,
    Incident,
    Party,
    Place,
    Quantity,
    Statement,
    Story,
    When,
    identify,
)

_Key = tuple[str, frozenset[str], frozenset[str], str]


def incidents(
    events: Iterable[Event],
    documents: Iterable[Document],
    statements: Iterable[Statement] = (),
    stories: Iterable[Story] = (),
    quantities: Iterable[Quantity] = (),
) -> list[Incident]:
    """Every event in exactly one incident, in the order of their first events. Events without any known side stay alone."""
    home = {d: s.id for s in stories for d in s.documents}
    publisher = {d.id: d.publisher for d in documents}
    said = {s.id: s for s in statements}
    amounts = {q.id: q for q in quantities}
    blocks: dict[_Key, list[list[Event]]] = defaultdict(list)
    order: list[list[Event]] = []
    for event in events:
        key = _key(event)
        groups = blocks[key]
        group = next((g for g in groups if (key[1] or key[2]) and _meets(g, event, home)), None)
        if group is None:
            group = []
            groups.append(group)
            order.append(group)
        group.append(event)
    return [_incident(group, said, publisher, home, amounts) for group in order]


def party_key(party: Party) -> str:
    """What makes two parties one: the country and sector for what acts in a state's name, else entity, else the name."""
    if party.country and party.sector in (None, "GOV", "MIL"):
        return party.country
    return party.entity or party.name.casefold()


def _key(event: Event) -> _Key:
    return (
        event.type,
        frozenset(map(party_key, event.actor)),
        frozenset(map(party_key, event.recipient)),
        "actual" if event.status == "historical" else event.status,
    )


def _meets(group: list[Event], event: Event, home: dict[str, str]) -> bool:
    """May the event belong to the group? Some event of the group must agree in time and none may contradict it in place."""
    if any(_contradicts(other, event) for other in group):
        return False
    story = home.get(event.document, event.document)
    for other in group:
        a, b = _days(other), _days(event)
        if a and b:
            if a[0] <= b[1] and b[0] <= a[1]:
                return True
        elif home.get(other.document, other.document) == story and _root(other) == _root(event):
            return True
    return False


def _root(event: Event) -> str:
    """The first letters of the predicate: `strike`, `struck` differ, `attack`, `attacked` do not."""
    return event.predicate.quote.casefold()[:4]


def _days(event: Event) -> tuple[str, str] | None:
    """First and last day as text that compares; None where either is not known or the span is longer than a month."""
    when = event.when
    if when is None or when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 31:
        return None
    return when.earliest.isoformat(), when.latest.isoformat()


def _contradicts(a: Event, b: Event) -> bool:
    """Do both name places of one precision, none of which they share? Or modes that differ?"""
    if a.mode and b.mode and a.mode != b.mode:
        return True
    p, q = ({x.geonameid or x.name.casefold() for x in e.where if x.precision != "country"} for e in (a, b))
    return bool(p and q and not p & q)


def _incident(
    group: list[Event], said: dict[str, Statement], publisher: dict[str, str | None], home: dict[str, str], amounts: dict[str, Quantity]
) -> Incident:
    best = max(group, key=lambda e: e.confidence)
    places: dict[object, Place] = {}
    for e in group:
        for p in e.where:
            places.setdefault(p.geonameid or p.name.casefold(), p)
    return Incident(
        identify("i", *sorted(e.id for e in group)), best.type, next((e.mode for e in group if e.mode), None), best.actor, best.recipient,
        best.status, _when(group), list(places.values()), [e.id for e in group], list(dict.fromkeys(e.document for e in group)),
        list(dict.fromkeys(origin(e, said, publisher, home) for e in group)), _contested(group, amounts),
    )  # fmt: skip


def origin(event: Event, said: dict[str, Statement], publisher: dict[str, str | None], home: dict[str, str]) -> str:
    """Where the knowledge of an event comes from: its speaker, the outlet that heard a nameless one, else the publisher.

    Two papers that print one wire have one story, and one origin.
    """
    statement = said.get(event.statement or "")
    if statement and statement.speaker:
        if not statement.speaker.anonymous:
            return statement.speaker.entity or statement.speaker.name
        if statement.via:
            return f"{statement.speaker.name} to {statement.via[0].entity or statement.via[0].name}"
        return f"{statement.speaker.name} in {publisher.get(event.document) or home.get(event.document, event.document)}"
    return publisher.get(event.document) or home.get(event.document, event.document)


def _when(group: list[Event]) -> When | None:
    """The narrowest interval that an event gives."""
    known = [e.when for e in group if e.when and e.when.earliest and e.when.latest]
    return min(known, key=lambda w: (w.latest - w.earliest).days, default=None)  # type: ignore[operator]


def _contested(group: list[Event], amounts: dict[str, Quantity]) -> list[Contested]:
    """Numbers of the same thing on which the events differ, and days that do not meet."""
    values: dict[str, dict[float, list[str]]] = defaultdict(lambda: defaultdict(list))
    for e in group:
        for q in (amounts[i] for i in e.quantities if i in amounts):
            if q.of and q.value is not None:
                values[q.of.casefold()][q.value].append(e.id)
    return [
        Contested(f"quantity of {name}", [ContestedValue(v, ids) for v, ids in sorted(by.items())])
        for name, by in sorted(values.items())
        if len(by) > 1
    ]
