"""Who is named with the title of an office bounds the page: written after the term began and, if the person acts now, before it ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import SequenceMatcher

from tocsin.understand.finds import Name
from tocsin.understand.limits import Choice
from tocsin.understand.page import Page

Tenures = Callable[[str], Sequence[tuple[str, date, date | None]]]
"""Entity → offices held: (office, first day, last day or None where open)."""

_ROLES = {
    "vice-president": r"vice[\s-]president",
    "council-president": r"(?:European Council president|president of the European Council)",
    "commission-president": r"(?:(?:European )?Commission (?:president|chief|head)|president of the (?:European|EU) Commission)",
    "president": r"president",
    "prime-minister": r"(?:prime minister|premier)",
    "chancellor": r"chancellor",
    "foreign-minister": r"(?:foreign (?:affairs )?(?:minister|secretary)|(?:U\.?S\.? )?secretary of state|external affairs minister|"
    r"minister (?:of|for) foreign affairs)",
    "defence-minister": r"(?:defen[cs]e (?:minister|secretary)|(?:secretary|minister) (?:of|for) (?:national )?defen[cs]e|Pentagon chief)",
    "interior-minister": r"(?:interior minister|home secretary|minister of (?:the )?interior)",
    "finance-minister": r"(?:finance minister|treasury secretary)",
    "chief-of-general-staff": r"(?:chairman of the (?:U\.?S\.? )?Joint Chiefs(?: of Staff)?|"
    "Joint Chiefs (?:of Staff )?chairman|chief of (?:the )?"
    r"(?:general|defen[cs]e) staff|chief of staff of the armed forces)",
    "secretary-general": r"(?:secretary[\s-]general|NATO (?:chief|head)|UN chief|U\.N\. chief)",
    "high-representative": r"(?:high representative|foreign[\s-]policy chief|top diplomat)",
    "national-security-adviser": r"national security advis[eo]r",
    "monarch": r"(?:king|queen|emir|sultan)",
    "central-bank-governor": r"(?:(?:central )?bank (?:governor|chief))",
    "energy-minister": r"energy (?:minister|secretary)",
    "director-general": r"(?:director[\s-]general|IAEA (?:chief|head)|WHO chief)",
    "foreign-ministry-spokesperson": r"(?:foreign ministry|state department) spokes(?:man|woman|person)",
}
_TITLE = re.compile("|".join(rf"\b(?P<{role.replace('-', '_')}>{words})\b" for role, words in _ROLES.items()), re.IGNORECASE)
_APPOSED = re.compile(rf", (?:the |who is |a )?(?:[\w.’'-]+ ){{0,3}}?(?:{_TITLE.pattern})", re.IGNORECASE)
_ACTS_NOW = re.compile(
    r"(?:,[^,.;\n“”]{3,70},)? (?:said|says|told|tells|warned|warns|announced|added|has|is|will|tweeted|vowed|urged|insisted|"
    r"on (?:Mon|Tues|Wednes|"
    r"Thurs|Fri|Satur|Sun)day)\b"
)
_SAYS = re.compile(r"\b(?:said|says|told|adds|added)\s(?:[\w.’'-]+\s){0,4}$")
_BACK_THEN = re.compile(r"\b(?:19|20)\d\d\b|\b(?:ago|former|then|late|at the time|once)\b")
_FORMER = re.compile(
    r"\b(?:former|ex|then|late|ousted|deposed|incoming|outgoing|designate|elect|nominee|future|next|candidate|acting|deputy|vice|assistant|"
    r"under|hopeful|contender|exiled|fugitive|toppled|overthrown|impeached|predecessor|successor)\b",
    re.IGNORECASE,
)
_ELECT = re.compile(r"[\s-](?:elect|designate|nominee)\b|, (?:a |the |then |now )?(?:former|ex-|then)|\s\(", re.IGNORECASE)


def office_choice(page: Page, name: Name, tenures: Tenures) -> Choice | None:
    """The terms of the office beside a person's name; closed where the person speaks or acts in the present of the page.

    Only the office that is named there counts: a person has held others, and some that the knowledge base does not have.
    """
    if name.kind != "person" or name.entity is None or name.pronoun or name.candidates:
        return None
    held = tenures(name.entity)
    if not held:
        return None
    text = page.text
    said = text[name.start : name.end]
    lead = text[max(0, name.start - 60) : name.start]
    cut = max(map(lead.rfind, (". ", ", ", "\n", ',"', ",”", ";", ": ")))
    lead = lead[cut + 1 :]
    tail = _APPOSED.match(text, name.end)
    places = (said, lead, tail[0] if tail and not _FORMER.search(tail[0]) else "")
    if not _spelt(said, name.name):
        return None
    titles = {m.lastgroup.replace("_", "-") for part in places for m in _TITLE.finditer(part) if m.lastgroup}
    if not titles or _ELECT.match(text, name.end) or (_FORMER.search(lead + said) and "vice-president" not in titles):
        return None
    fitting = [t for t in held if t[0].rpartition("/")[2] in titles]
    if not fitting or any(since > (until or date.max) for _, since, until in fitting):
        return None
    n = page.sentence_at(name.start)
    sentence = page.text[page.sentences[n].start : page.sentences[n].end] if n >= 0 else ""
    now = bool(_ACTS_NOW.match(text, name.end) or _SAYS.search(lead)) and not _BACK_THEN.search(sentence)
    return Choice(name.start, name.end, tuple(sorted(((since, until) for _, since, until in fitting), key=lambda w: w[0])), now)


def _spelt(said: str, name: str) -> bool:
    """Is the surname in the text that of the person but for its spelling ("Zelenskiy"), and not one that only looks like it?"""
    last = said.split()[-1].lower()
    return any(SequenceMatcher(None, last, word.lower()).ratio() >= 0.8 for word in name.split())
