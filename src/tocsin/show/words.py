"""How a brief says things in plain English: deeds, dates, intervals, numbers, sources."""

from __future__ import annotations

from datetime import date

from tocsin.records import Document, Event, Incident, Party, Place, Published, Quantity, Span, Statement, When

DEEDS = {  # type → (noun, before the actor, before the recipient)
    "AGREE": ("agreement", "by", "with"), "CONSULT": ("talks", "of", "with"), "SUPPORT": ("backing", "by", "for"),
    "CONCEDE": ("concession", "by", "to"), "COOPERATE": ("cooperation", "of", "with"), "AID": ("help", "from", "for"),
    "RETREAT": ("pull-back or release", "by", "towards"), "REQUEST": ("request", "by", "to"), "ACCUSE": ("accusation", "by", "against"),
    "REJECT": ("refusal", "by", "towards"), "THREATEN": ("threat", "by", "to"), "PROTEST": ("protest", "by", "against"),
    "SANCTION": ("sanctions or cut ties", "by", "against"), "MOBILIZE": ("moves of forces", "by", "towards"),
    "COERCE": ("coercion", "by", "against"), "ASSAULT": ("attack", "by", "on"),
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(d: date) -> str:
    """A day as `13 Sep 2023`.

    >>> day(date(2023, 9, 13))
    '13 Sep 2023'
    """
    return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"


def interval(earliest: date | None, latest: date | None) -> str:
    """An interval of days; an open end is said.

    >>> interval(date(2023, 9, 1), date(2023, 9, 13))
    '1–13 Sep 2023'
    """
    if earliest and latest:
        if earliest == latest:
            return day(earliest)
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return f"{earliest.day}–{day(latest)}"
        return f"{day(earliest)} – {day(latest)}"
    if earliest:
        return f"{day(earliest)} or later"
    return f"{day(latest)} or earlier" if latest else "undated"


def when(w: When | None) -> str:
    """The days of an event, or nothing."""
    return interval(w.earliest, w.latest) if w and (w.earliest or w.latest) else ""


def published(p: Published | None) -> str:
    """When a document was published and how that is known."""
    if p is None:
        return "undated"
    if p.basis == "inferred":
        words = "; ".join(f"“{clipped(s.quote, 60)}”" for s in p.evidence[:2])
        return f"undated, bounded to {interval(p.earliest, p.latest)}" + (f" by {words}" if words else "")
    return interval(p.earliest, p.latest)


def clipped(text: str, most: int = 160) -> str:
    """One line of at most so many characters, cut at a word.

    >>> clipped("one two three", 8)
    'one two…'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0].rstrip(" ,;:—–-")
    return f"{cut}…"


def named(party: Party) -> str:
    """A party, its country behind it where the name does not tell."""
    name = clipped(party.name, 60)
    return f"{name} ({party.country})" if party.country and not told_by_name(party) else name


def told_by_name(party: Party) -> bool:
    """Is the party a state or a body of states, so that its country need not be said?"""
    return bool(party.entity and party.entity.startswith(("country/", "org/"))) or party.name == party.country


def all_named(parties: list[Party], most: int = 3) -> str:
    """Parties in a row; more than `most` are counted."""
    names = list(dict.fromkeys(named(p) for p in parties))
    shown = names[:most]
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def deed(event: Event | Incident) -> str:
    """What is done by whom to whom: `attack by Ukraine on Russia`; a side that is not known is left out, never filled."""
    noun, by, to = DEEDS[event.type]
    actor, recipient = all_named(event.actor), all_named(event.recipient)
    text = (
        noun
        + (f" ({mode(event.mode)})" if event.mode else "")
        + (f" {by} {actor}" if actor else "")
        + (f" {to} {recipient}" if recipient else "")
    )
    return text[0].upper() + text[1:]


def mode(value: str | None) -> str:
    """A mode in words."""
    return (value or "").replace("-", " ")


def places(where: list[Place]) -> str:
    """The places of an event, whole countries left out."""
    names = list(dict.fromkeys(p.name for p in where if p.precision != "country"))
    return f"at {', '.join(names[:2])}" if names else ""


def source(statement: Statement | None, document: Document | None) -> str:
    """By whom it is told: the speaker and the chain; the author where nobody is quoted.

    An unnamed source is called so.
    """
    if statement is None or statement.speaker is None:
        return (document.publisher or document.author or "") if document else ""
    speaker = statement.speaker
    name = clipped(speaker.name, 60) + (" (unnamed)" if speaker.anonymous else "")
    via = [clipped(link.name, 40) for link in statement.via]
    return name + (f", via {', '.join(via)}" if via else "")


def figure(q: Quantity) -> str:
    """A quantity as it is claimed, in the text's own words."""
    return clipped(q.span.quote, 80)


def quoted(span: Span, most: int = 150) -> str:
    """Words of a text in quotation marks, inner marks made single."""
    return "“" + clipped(span.quote, most).strip("“”\"'‘’ ").replace("“", "‘").replace("”", "’").replace('"', "'") + "”"
