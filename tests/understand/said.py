"""Our own passages (said.yml) read by the whole extractor, and what is amiss in each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.knowledge import knowledge
from tocsin.records import Document
from tocsin.understand.finds import Said
from tocsin.understand.mentions import mentions
from tocsin.understand.page import page
from tocsin.understand.statements import statement_sentences, statements
from tocsin.understand.times import times


@cache
def passages() -> list[dict[str, Any]]:
    """All passages in the order of the file."""
    found: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "said.yml").read_text(encoding="utf8"))
    return found


def read(text: str) -> list[Said]:
    """The statements of a text, with names, times and the learned encoder."""
    known = knowledge()
    p = page(Document("d-1", "test", "0", None, None, None, None, "en", None, None, text, []))
    names, moments = mentions(p, known), times(p)
    p.parse(sorted(statement_sentences(p, names, known)), known)
    return statements(p, names, moments, known)


def amiss(passage: dict[str, Any]) -> list[str]:
    """What is wrong with the reading of one passage, a word or two each; empty if it is right."""
    text, found = passage["text"], read(passage["text"])
    if passage.get("none"):
        return [f"a statement: {text[s.start : s.end]}" for s in found]
    out = [f"by {w}" for w in passage.get("not_by", ()) if any(s.speaker and w in s.speaker.name for s in found)]
    for want in passage.get("says", ()):
        wrong = [_wrong(want, s, text, found) for s in found if any(want["words"] in text[a:b] for a, b in s.content)]
        out += min(wrong, key=len, default=[f"missed: {want['words']}"])
    return out


def _wrong(want: dict[str, Any], said: Said, text: str, found: list[Said]) -> list[str]:
    """Fields of one statement that are not as wanted."""
    speaker = said.speaker
    name = f"{speaker.name} {speaker.span.quote if speaker.span else ''}" if speaker else ""
    out = []
    if "who" in want and str(want["who"]).lower() not in name.lower():
        out.append(f"who: {name}")
    if "act" in want and said.act not in want["act"]:
        out.append(f"act: {said.act}")
    if "how" in want and said.quotation not in want["how"]:
        out.append(f"how: {said.quotation}")
    if "anonymous" in want and (speaker is None or speaker.anonymous != want["anonymous"]):
        out.append("anonymous")
    if "country" in want and (speaker is None or speaker.country != want["country"]):
        out.append(f"country: {speaker.country if speaker else None}")
    if "told" in want and str(want["told"]) not in (said.addressee.name if said.addressee else ""):
        out.append(f"told: {said.addressee.name if said.addressee else None}")
    links = [v.name + " " + (v.span.quote if v.span else "") for v in said.via]
    up = said.parent
    while up is not None:
        holder = found[up]
        links.append(holder.speaker.name if holder.speaker else "")
        up = holder.parent
    rest = iter(links)
    if not all(any(w in link for link in rest) for w in want.get("via", ())):
        out.append(f"via: {links}")
    return out
