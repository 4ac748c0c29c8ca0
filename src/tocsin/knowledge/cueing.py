"""Words that mark a statement: the shape of knowledge/cues/, their inflections, and the matcher that finds them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from tocsin.errors import KnowledgeError
from tocsin.knowledge.loading import files, load
from tocsin.records import Act

Kind = Literal["verb", "noun", "adjective", "phrase"]
Frame = Literal["that", "quote", "to", "of-ing", "object", "told", "after", "source"]


class Find(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the extractor must find in an example: the words of cue, speaker and content, letter for letter (None: there are none)."""

    cue: str | None
    speaker: str | None
    content: list[str]
    via: list[str] = []
    anonymous: bool | None = None


class Example(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence of ours; finds empty: no statement of this group may be found in it."""

    text: str
    finds: list[Find] = []


class Cue(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of words that mark a statement alike.

    commits: does an author who uses them vouch for what is said (true "confirmed", false "claimed", null "said")?
    frames: how source and content stand about them:
      that    a finite clause is the content           quote   words in quotation marks are
      to      an infinitive is                         of-ing  "accused X of hiding it"
      object  the object is, a preposition that ends the word included ("called for X")
      told    the object is the one addressed          after   the noun's complement is ("fears of X"), its possessor speaks
      source  what follows is the source, the rest of the clause the content ("according to X"); without an object: none ("reportedly")
    words: lemmas; only the first word is inflected, and only that of verbs and nouns.
    """

    id: str
    act: Act
    commits: bool | None = None
    kind: Kind
    frames: list[Frame]
    means: str
    words: list[str]
    examples: list[Example]


class Irregular(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Forms of a verb or noun that no rule makes."""

    lemma: str
    forms: list[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """text[start:end] is `form`, an inflection of `word`; `cues`: the groups that hold it (a form may be verb and noun)."""

    start: int
    end: int
    form: str
    word: str
    cues: tuple[Cue, ...]


_VOWEL_CONSONANT = re.compile(r"[^aeiou][aeiou][bdfglmnprt]$|^[aeiou][bdgmnpt]$|[aeiou]l$|qui[tp]$")
_BETWEEN = re.compile(r"[^\w'-]")


def inflected(lemma: str, irregular: dict[str, list[str]]) -> set[str]:
    """All forms of a verb or noun, its lemma among them; a form that does not exist ("reportted") does no harm in a matcher.

    >>> sorted(inflected("deny", {}))
    ['denied', 'denies', 'deny', 'denying']
    """
    if lemma in irregular:
        return {lemma, *irregular[lemma]}
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return {lemma, lemma + "es", lemma + "ed", lemma + "ing"}
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    if lemma.endswith("ie"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-2] + "ying"}
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"}
    out = {lemma, lemma + "s", lemma + "ed", lemma + "ing"}
    if _VOWEL_CONSONANT.search(lemma):
        out |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return out


class Cues:
    """All groups and one matcher over every form of every word."""

    def __init__(self, cues: list[Cue], irregular: list[Irregular]) -> None:
        """Raises KnowledgeError where two groups share an id."""
        seen: set[str] = set()
        for cue in cues:
            if cue.id in seen:
                raise KnowledgeError(f"cues: two groups are called {cue.id}")
            seen.add(cue.id)
        self.cues = tuple(cues)
        odd = {i.lemma: i.forms for i in irregular}
        forms: dict[str, tuple[str, list[Cue]]] = {}
        for cue in cues:
            for word in cue.words:
                for form in self._forms(word, cue.kind, odd):
                    kept = forms.setdefault(form, (word, []))
                    if cue not in kept[1]:
                        kept[1].append(cue)
        self.forms: dict[str, tuple[str, tuple[Cue, ...]]] = {form: (word, tuple(found)) for form, (word, found) in forms.items()}

    @classmethod
    def load(cls, roots: Iterable[Path]) -> Cues:
        """From the YAML under knowledge/cues/ and knowledge/inflections/ of each root."""
        roots = tuple(roots)
        if not files("cues", roots):
            raise KnowledgeError("no cue files")
        return cls(load("cues", Cue, roots), load("inflections", Irregular, roots))

    @staticmethod
    def _forms(word: str, kind: Kind, odd: dict[str, list[str]]) -> set[str]:
        if kind in ("phrase", "adjective"):
            return {word}
        first, space, rest = word.partition(" ")
        if kind == "noun" and not space:
            return {f for f in inflected(word, odd) if not f.endswith(("ed", "ing")) or f == word}
        return {form + space + rest for form in inflected(first, odd)}

    @cached_property
    def _matcher(self) -> tuple[Any, list[str]]:
        import daachorse

        patterns = sorted(self.forms)
        return daachorse.CharwiseDoubleArrayAhoCorasick([" " + p for p in patterns]), patterns

    def shorter(self, hit: Hit) -> Hit | None:
        """The first word of a hit of several, where it is a cue by itself ("warning" in "warning of")."""
        form = hit.form.partition(" ")[0]
        if form == hit.form or form not in self.forms:
            return None
        word, cues = self.forms[form]
        return Hit(hit.start, hit.start + len(form), form, word, cues)

    def find(self, text: str) -> list[Hit]:
        """Every form in `text`, whole words only, the longest where several begin alike; in order, without overlap."""
        low = " " + lowered(text) + " "
        automaton, patterns = self._matcher
        longest: dict[int, tuple[int, int]] = {}
        for start, end, n in automaton.find_overlapping(low):
            if not (low[end].isalnum() or low[end] == "-") and end > longest.get(start, (0, 0))[0]:
                longest[start] = (end, n)
        out: list[Hit] = []
        at = 0
        for start in sorted(longest):
            end, n = longest[start]
            if start >= at:
                word, cues = self.forms[patterns[n]]
                out.append(Hit(start, end - 1, patterns[n], word, cues))
                at = end
        return out


def lowered(text: str) -> str:
    """Lower case of the same length, character for character; apostrophes plain, other marks blank."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _BETWEEN.sub(" ", low.replace("’", "'"))
