"""How many misheard, misread and reworded names are made known, and how many wrongly: over the sentences of misheard.yml, by half.

usage: python bench/misheard.py [grown|held|fresh|all] [--list]
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import yaml

from tocsin.knowledge import Knowledge, knowledge
from tocsin.knowledge.folding import fold
from tocsin.records import Document, Published
from tocsin.understand.finds import Name
from tocsin.understand.mentions import mentions
from tocsin.understand.page import Page, page
from tocsin.understand.places import located

HERE = Path(__file__).parent


class Heard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"left": "not"}):
    """A text with the names that its words were, and words that were no known name."""

    half: str
    text: str
    published: date
    are: dict[str, str] = {}
    left: list[str] = []


def cases() -> list[Heard]:
    """All of misheard.yml."""
    return msgspec.convert(yaml.safe_load((HERE / "misheard.yml").read_text("utf8")), list[Heard])


def found(case: Heard, base: Knowledge) -> tuple[Page, list[Name]]:
    """The page of a case and the mentions in it."""
    day = Published(case.published, case.published, "metadata", [])
    name = hashlib.sha256(case.text.encode()).hexdigest()
    p = page(Document(name, name, name, None, None, None, None, "en", day, None, case.text, []))
    all = located(p, mentions(p, base), base)
    return p, [*all.names, *all.inner]


def judged(case: Heard, base: Knowledge) -> Iterator[tuple[str, str, str]]:
    """(verdict, words, what was said) of each words keyed: right, wrong, null; apart or taken where no name is meant."""
    p, names = found(case, base)
    for words, meant in case.are.items():
        at = case.text.index(words)
        over = [n for n in names if (s := p.span(n.start, n.end)).start < at + len(words) and at < s.end]
        told = "; ".join(f"{n.name} {n.entity}" for n in over)
        known = [n for n in over if n.entity is not None]
        if any(_is(n, meant, base) for n in known):
            yield "right", words, told
        else:
            country = {e.country for s in base.names.senses(meant) if s.form in _NAMES and (e := base.names.entities[s.at])}
            inside = all(n.entity and n.entity.startswith("country/") and n.country in country for n in known)
            yield ("null" if inside else "wrong"), words, told
    for words in case.left:
        at = case.text.index(words)
        over = [n for n in names if n.entity and (s := p.span(n.start, n.end)).start < at + len(words) and at < s.end]
        yield ("taken" if over else "apart"), words, "; ".join(f"{n.name} {n.entity}" for n in over)


_NAMES = ("name", "capital", "seat", "adjective", "surname")


def _is(n: Name, meant: str, base: Knowledge) -> bool:
    entities = [base.names.entities[s.at] for s in base.names.senses(meant) if s.form in _NAMES]
    return (
        n.entity in {e.id for e in entities}
        or fold(n.name).strip() == fold(meant).strip()
        or (n.geonameid is not None and any(e.place and e.place[2] == n.geonameid for e in entities))
        or (n.geonameid is not None and n.geonameid in {t.geonameid for t in base.gazetteer.find(meant)})
        or (n.metonym and any(e.family == "city" and e.country == n.country for e in entities))
    )


def main() -> None:
    """Command line."""
    wanted = next((a for a in sys.argv[1:] if not a.startswith("-")), "all")
    base = knowledge()
    tally: Counter[tuple[str, str]] = Counter()
    for case in cases():
        if wanted not in ("all", case.half):
            continue
        for verdict, words, told in judged(case, base):
            tally[case.half, verdict] += 1
            if "--list" in sys.argv and verdict not in ("right", "apart"):
                print(f"{verdict:6} {words!r:36} {told or '-':60} | {case.text[:70]}")
    for half in ("grown", "held", "fresh"):
        right, wrong, null = (tally[half, v] for v in ("right", "wrong", "null"))
        if keyed := right + wrong + null:
            print(
                f"{half}: {right}/{keyed} right {right / keyed:.3f}, {wrong} wrong {wrong / keyed:.3f}; "
                f"left alone {tally[half, 'apart']}/{tally[half, 'apart'] + tally[half, 'taken']}"
            )


if __name__ == "__main__":
    main()
