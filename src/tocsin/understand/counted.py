"""What a number counts: the noun phrase behind it, found without a parser, and the country it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.knowledge.wordlists import either, wordlists
from tocsin.understand.finds import Name

REACH = 7  # words behind a number within which its noun is looked for
_WORD = re.compile(r"([\s-]|(?<=\w)[’']\s)?([^\W\d_][\w’'.&-]*|\d{2,3}(?=\s[A-Z]))")
_LISTS = wordlists("amounts")
_STOP, _OPENING, _MASS, _SINGULAR_S = (frozenset(_LISTS[k]) for k in ("stop", "opening state", "mass", "singular in s"))
_ADJECTIVES = re.compile(r"\s[a-z]+\s[a-z]+s\b")  # "digital and physical sales"
_FORCE = re.compile(rf"\b(?:{either(_LISTS['force'])})s?\b", re.IGNORECASE)
_FORCES = re.compile(rf"\s(?:[a-z]+\s)?(?:{either(_LISTS['force'])}|military|army|navy|buildup|build-up|deployments?)s?\b")
_MASSED = re.compile(
    r"\s(?:[a-z]+\s){0,3}?(?:amass|mass|gather|concentrat|deploy|station|assembl|position|mov|buil[dt])\w*\s(?:[\w,’'-]+\s){0,4}?"
    rf"(?:{either(_LISTS['force'])}|army|armies|military)s?\b"
)
_SPEAKS = re.compile(
    r"\s(?:(?:has|have|had|also|again)\s){0,2}(?:warn|sa(?:id|ys?)\b|told|tells|fear|believ|estimat|accus|worr|insist|argu)"
)
_MANY = re.compile(r".{0,20}?(?:\d,\d{3}|\d{4}|thousand|million)")
_OWN_NAME = re.compile(r"[A-Z][a-z]+\s[a-z]")  # "Kurdish fighters", of no state
MASSING = 1500  # characters back within which the side that masses its forces is still what the text is about
_BESIDE = re.compile(r"\b(?:near|to|on|along|around|in|against|of|from|with|border\w*)\s(?:the\s)?$")
_HOLDS = re.compile(
    rf"['’]s?\s(?:[a-z]+\s)?|\s(?:(?:has|have|had|will|also|now|still|already)\s){{0,3}}(?:{either(_LISTS['hold'])})\s(?:(?:back|out|in|up)\s)?"
)
_MADE = re.compile(
    r"[^.;:]{0,60}?\b(?:produced|processed|mined|made|refined|manufactured|grown|assembled|smelted)\b(?:[^.;:]{0,40}?\b)??\s?(?:(?P<there>there\b)|in\s)"
)


def _plural(word: str) -> bool:
    low = word.lower()
    return (
        low in _MASS
        or low.endswith("men")
        or (low.endswith("s") and len(low) > 2 and not low.endswith(("ss", "us", "is", "’s", "'s")) and low not in _SINGULAR_S)
    )


def noun_phrase(text: str, at: int, *, share: bool = False, one: bool = False) -> tuple[int, int] | None:
    """(start, end) of the counted noun with its adjectives right behind `at`; None where none can be told.

    share: it must be joined by "of" ("40 percent of the gas"). one: a singular is taken too.
    """
    k = at
    of = re.match(
        r"\s(?:of\s)(?:all\s)?(?:(?:the|its|their|his|her|our|my|these|those)\s)?(?:(?:world|country|region|EU|nation)['’]s\s)?",
        text[at : at + 40],
    )
    if of is not None:
        k = at + of.end() - 1
    elif share:
        return None
    words: list[tuple[str, int, int]] = []
    while len(words) < REACH and (m := _WORD.match(text, k)):
        word = m[2].rstrip(".’'-")
        low = word.lower()
        if low == "and" and words and words[-1][0][0].isupper() and (nxt := _WORD.match(text, m.end())) and nxt[2][0].isupper():
            k = m.end()
            continue
        if low == "and" and words and words[-1][0].islower() and not _plural(words[-1][0]) and _ADJECTIVES.match(text, m.end()):
            k = m.end()
            continue
        if (
            low in _STOP
            and not (low == "more" and not words)
            and not (
                low in ("wounded", "injured", "dead", "captured", "displaced", "missing", "long")
                and not words
                and _ahead_noun(text, m.end())
            )
        ):
            break
        if low == "more":
            k = m.end()
            if words:
                break
            continue
        words.append((word, m.start(2), m.start(2) + len(word)))
        k = m.end()
        ended = m[2] != word and m[2][-1] == "." and len(word) > 2
        if _plural(word) and not word.endswith(("’s", "'s")):
            nxt = None if ended else _WORD.match(text, k)
            if nxt and nxt[1] == " " and low in _MASS and low not in ("people", "men", "women", "children") and _counts_on(nxt[2]):
                continue
            return words[0][1], words[-1][2]
        if ended:
            break
    if not words:
        return None
    if one or share:
        lower = next((n for n, (w, _, _) in enumerate(words) if w[0].islower()), len(words))
        keep = words[: (lower + 1 if share else 2)]
        while len(keep) > 1 and (keep[-1][0].lower().endswith(("ed", "ing", "ly"))):
            keep.pop()
        return keep[0][1], keep[-1][2]
    if len(words) <= 3 and all(w.islower() for w, _, _ in words) and not words[-1][0].endswith(("ed", "ing", "ly", "er", "est")):
        return words[0][1], words[-1][2]
    return None


def _counts_on(word: str) -> bool:
    """Does a noun follow a mass noun, so that this one only qualifies it ("power plants")?"""
    return word.lower() not in _STOP and word.islower() and _plural(word.rstrip(".,"))


def _ahead_noun(text: str, at: int) -> bool:
    m = _WORD.match(text, at)
    return m is not None and _plural(m[2]) and m[2].lower() not in _STOP


def country_of(
    text: str, opening: int, start: int, end: int, of_at: tuple[int, int] | None, names: Sequence[Name], *, changed: bool, share: bool
) -> str | None:
    """The country whose people or things are counted; `opening` is where the sentence begins. None where two could be meant.

    In this order: an adjective inside the phrase; a possessive or "Russia retains" right before it; "made in China" behind a share; the
    subject of what rose or fell; for forces, the only country named before in the sentence, or whose forces were told of last.
    """
    if not names:
        return None
    inside = {n.country for n in names if n.country and n.start >= start and n.end <= end + 1}
    if inside:
        return inside.pop() if len(inside) == 1 else None
    near = [n for n in names if n.country and opening <= n.start and n.end <= start]
    if near and _HOLDS.fullmatch(text, near[-1].end, start):
        return near[-1].country
    if share and (country := _made_in(text, end, near, names)) is not None:
        return country
    if changed:
        owners = {n.country for n in near if n.adjective or text[n.end : n.end + 2] in ("'s", "’s")}
        return owners.pop() if len(owners) == 1 else None
    if of_at is None or not _FORCE.search(text, *of_at) or _OWN_NAME.match(text, *of_at):
        return None
    near = [n for n in near if not text.startswith(("-based", "-backed", "-led"), n.end)]
    return _whose_force(text, opening, start, near, names)


def _made_in(text: str, end: int, near: Sequence[Name], names: Sequence[Name]) -> str | None:
    """The country that a share of a good is made in: "produced in China", "processed there"."""
    m = _MADE.match(text, end)
    if m is None:
        return None
    if m["there"]:
        return next((n.country for n in reversed(near) if n.kind == "country"), None)
    return next((n.country for n in names if n.start == m.end()), None)


def _whose_force(text: str, opening: int, start: int, near: Sequence[Name], names: Sequence[Name]) -> str | None:
    """The only actor named before in the sentence; where none is, whose forces were told of last, or who is said to have massed some."""
    countries = {n.country for n in near if not _BESIDE.search(text, max(0, n.start - 12), n.start)}
    if not countries and _MANY.match(text, start) and not _owner_may_follow(text, start, names):
        told = [n for n in names if n.country and start - MASSING < n.start < opening]
        countries = {n.country for n in told if n.start > start - 500 and n.adjective and _FORCES.match(text, n.end)}
        countries = countries or {n.country for n in told if _MASSED.match(text, n.end) or _FORCES.match(text, n.end)}
        if len(countries) > 1:
            countries = {n.country for n in told if _MASSED.match(text, n.end)}
    return countries.pop() if len(countries) == 1 else None


def _owner_may_follow(text: str, start: int, names: Sequence[Name]) -> bool:
    """Does a country stand behind the amount that may own it? Not one that only speaks: "With 5,000 troops near by, Chad warned"."""
    behind = next((n for n in names if n.country and start <= n.start < start + 120), None)
    return behind is not None and not ("," in text[start : behind.start] and _SPEAKS.match(text, behind.end))
