"""Explanations and outcomes that somebody puts forward. First rules: patterns over sentences that name an actor.

Does not tell rival hypotheses about the same matter together; that is done where evidence is weighed.
"""

from __future__ import annotations

from tocsin.knowledge import Knowledge
from tocsin.knowledge.guessing import LIKELIHOOD
from tocsin.records import Hypothesis, Party, identify
from tocsin.understand.along import Along
from tocsin.understand.finds import Deed, Name, Said
from tocsin.understand.page import Page

_ACTORS = ("person", "organization", "country", "group")


def hypotheses(page: Page, names: list[Name], said: list[Said], deeds: list[Deed], knowledge: Knowledge) -> list[Hypothesis]:
    """The hypotheses of a page, in the order of the text.

    about: the first known actor in the words, as one that does it. holder: the speaker of the innermost statement, None: the author.
    An outcome counts only where an event or an actor with a country stands in it: weather is no hypothesis.
    """
    out: list[Hypothesis] = []
    called, told = Along(names), Along(said)
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        for a, b in knowledge.guesses.find(text):
            start, end = sentence.start + a, sentence.start + b
            actors = [n for n in called.within(start, end) if n.kind in _ACTORS and n.country and not n.anonymous]
            if not actors:
                continue
            about: dict[str, Party] = {}
            for n in actors:
                about.setdefault(n.country or n.name, n.party(page))
            holders = [s for s in told.over(start, end) if any(x < end and start < y for x, y in s.content)]
            holder = min(holders, key=lambda s: s.end - s.start).speaker if holders else None
            words = LIKELIHOOD.search(page.text, start, end)
            span = page.span(start, end)
            out.append(
                Hypothesis(
                    identify("h", page.document.id, span.start, span.end), page.document.id, span, list(about.values()), span.quote,
                    Party(holder.name, holder.span, holder.entity, holder.country, holder.sector) if holder else None,
                    words[0] if words else None,
                )
            )  # fmt: skip
    return sorted(out, key=lambda h: h.span.start)
