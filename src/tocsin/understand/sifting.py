"""Which sentences can tell an event, judged before any parsing, and which borrow the words of war for sport, business or film."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Any

from tocsin.knowledge.coding import Ontology
from tocsin.understand.finds import Name
from tocsin.understand.page import Page

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PROPER = re.compile(r"(?<=[a-z,;:] )[A-Z][\w’'-]+")
_AUX = "will|would|could|might|may|can|did|does|do|has|have|had|is|are|was|were"
_BARE = re.compile(
    rf"\b(?:{_AUX}|to)(?:n[’']t)?(?: (?:not|never|too|yet|either))?(?:[.,;:?!]| if )|\b(?:won|can)[’']t[.,;?!]"
    rf"|\b(?:do|does|did|done|doing) (?:so|it|that|the same)\b|\b(?:so|[Nn]or|[Nn]either) (?:{_AUX})\b"
)
_PRONOUN = re.compile(r"\b(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he)\b")
_SHORT = 1200  # characters: a page so short is of one field as a whole


class Sieve:
    """Word sets of an ontology, ready for look-up."""

    def __init__(self, ontology: Ontology) -> None:
        self.triggers = frozenset(ontology.verbs) | frozenset(ontology.nouns)
        self.political = frozenset(w for w, (_, political) in ontology.actor_nouns.items() if political and " " not in w)
        self.actors = frozenset(w for w in ontology.actor_nouns if " " not in w)
        self.fields: dict[str, tuple[str, ...]] = {}
        for field, words in ontology.foreign.items():
            for word in words:
                self.fields[word.lower()] = (*self.fields.get(word.lower(), ()), field)


@lru_cache(maxsize=4)
def sieve(ontology: Ontology) -> Sieve:
    """The sieve of an ontology, made once."""
    return Sieve(ontology)


def foreign(text: str, ontology: Ontology) -> Counter[str]:
    """How many different words of each foreign field a text holds."""
    fields = sieve(ontology).fields
    words = [w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text)]
    seen = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    return Counter(f for w in seen if w in fields for f in fields[w])


def event_sentences(page: Page, names: list[Name], knowledge: Any) -> set[int]:
    """Numbers of the sentences in which a predicate of the lexicon and somebody to act or suffer stand together."""
    ontology: Ontology = knowledge.ontology
    s = sieve(ontology)
    named: Counter[int] = Counter()
    for name in names:
        if name.kind != "weapon" and (name.country or name.entity or name.sector or name.pronoun):
            named[page.sentence_at(name.start)] += 1
    short = len(page.text) < _SHORT
    whole = foreign(page.text, ontology) if short else Counter()
    out = set()
    for number, sentence in enumerate(page.sentences):
        text = page.text[sentence.start : sentence.end]
        words = {w.lower() for w in _WORD.findall(text)}
        if words.isdisjoint(s.triggers) and not any("-" in w for w in words):
            continue
        political = bool(named[number]) or not words.isdisjoint(s.political)
        if not political and not (_PROPER.search(text) or not words.isdisjoint(s.actors)):
            continue
        fields = whole if short else foreign(text, ontology)
        top = max(fields.values(), default=0)
        if top >= (4 if political else 2) and fields.most_common(1)[0][0] != "business":
            continue
        if not political and not short and not named:
            continue
        out.add(number)
    for number in sorted(out):
        for after in (number + 1, number + 2):
            if after < len(page.sentences) and after not in out:
                sentence = page.sentences[after]
                told = named[after] or _PRONOUN.search(page.text, sentence.start, sentence.end)
                if told and _BARE.search(page.text, sentence.start, sentence.end):
                    out.add(after)  # "Switzerland is not."
    return out
