"""Words that tell an event: PLOVER's types, modes and scores, and the lexicon of predicates, read from knowledge/ontology.

A predicate pattern is a verb or a noun with what must stand with it:

    bomb                          the verb alone
    launch|mount <attack>         with an object whose head belongs to a class (ontology/grammar/classes.yml)
    open fire on                  literal words; a preposition or particle must hang on the verb
    call for <talks>              a preposition whose object belongs to a class
    refuse ~                      with a clause: "refused to pay", "denied striking"
    tell ~to                      with an infinitive only: "told them to leave", not "told them that it left"
    say ~must                     with a clause of what another ought to do: "said that Israel must stop"
    sink +                        with an object, whatever it is
    demonstrate -                 without any object
    missile|drone strike          (nouns) words right before the head

`a|b` stands for either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct

from tocsin.errors import KnowledgeError
from tocsin.knowledge.inflection import noun_forms, verb_forms
from tocsin.knowledge.loading import entries, load
from tocsin.records import EventType, Status

T = TypeVar("T")

PARTICLES = frozenset(
    (
        "about", "above", "across", "after", "against", "ahead", "along", "amid", "among", "around", "as", "aside", "at", "away",
        "back", "before", "behind", "below", "beside", "between", "beyond", "by", "down", "during", "for", "forward", "from", "home",
        "in", "inside", "into", "near", "of", "off", "on", "onto", "out", "outside", "over", "past", "through", "to", "together", "toward",
        "towards", "under", "until", "up", "upon", "via", "with", "within", "without",
    )
)  # fmt: skip
_PATIENTS = frozenset(
    (
        "prisoner", "person", "diplomat", "suspect", "people", "hostage", "ship", "building", "position", "territory", "observer",
        "official", "state", "party", "combatant", "embassy", "media", "outlet", "property", "reporter", "office", "computer", "road",
    )
)  # fmt: skip
_CLAUSES = ("~", "~to", "~must")
_SKIP = frozenset(("a", "an", "the", "its", "their", "his", "her"))


class TypeEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A PLOVER type. quad 1–4; score −10…10; modes with their own score or None; recipient: must one be named."""

    id: EventType
    means: str
    quad: int
    score: float
    recipient: bool = False
    cameo: str
    modes: dict[str, float | None] = {}


class Example(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A sentence of our own. finds: what must come of it, as `TYPE status ACTOR > RECIPIENT`, or nothing at all."""

    text: str
    finds: list[str]


class Predicate(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Words that tell an event of one type, with the roles they give.

    needs: what must be found, else there is no event: recipient, actor, both, clause; object (where there is one, it must be a party
    itself); third (the clause is of somebody else, not "let us"); armed (who acts are soldiers, or a state);
    marching (soldiers alone, or a state whose place the verb does not merely visit);
    political (more than a common noun of everyday life on one side); human.
    roles: swapped (the grammatical subject undergoes), mutual (both sides act). of: what "of" marks after the noun.
    to: the prepositions that mark the recipient first. clause: for patterns with `~`, the status that the event inside gets.
    fold: the type depends on the event inside (agree, vow). status: where the words themselves settle it.
    """

    id: str
    means: str
    type: EventType
    mode: str | None = None
    cameo: str | None = None
    context: list[str] = []
    verbs: list[str] = []
    nouns: list[str] = []
    needs: list[Literal["recipient", "actor", "political", "clause", "human", "both", "object", "third", "armed", "marching"]] = []
    roles: Literal["plain", "swapped", "mutual"] = "plain"
    of: Literal["recipient", "actor"] = "recipient"
    to: list[str] = []
    clause: Status | None = None
    fold: bool = False
    status: Status | None = None
    weight: float = 0.0
    examples: list[Example] = []


class WordClass(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A class of nouns for patterns; `<other>` takes another class in. names: kinds of mentions that belong to it by name."""

    id: str
    words: list[str]
    names: list[str] = []


class Irregular(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Irregular forms: base → the others."""

    kind: Literal["verb", "noun"]
    words: dict[str, list[str]]


class StatusWord(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A word that governs an event and settles its status. verbs with a clause or object; nouns with of/to/that; words before a noun;
    adjectives with a clause ("ready to")."""

    id: str
    means: str
    status: Status
    verbs: list[str] = []
    nouns: list[str] = []
    words: list[str] = []
    adjectives: list[str] = []
    over: Literal["clause", "object", "both"] = "both"


class WordList(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A closed list for the readers of events."""

    id: str
    means: str
    verbs: list[str] = []
    nouns: list[str] = []
    words: list[str] = []


class ActorNoun(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Common nouns for actors, with their PLOVER sector. political: enough to make a sentence one of politics."""

    sector: str | None
    political: bool
    words: list[str]


class ContextWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Words that bring a PLOVER context."""

    id: str
    words: list[str]


class Foreign(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A field that borrows the words of war: sport, business, film, games. terms that mark a sentence as being of it."""

    id: str
    words: list[str]


class WeaponNoun(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Generic weapon nouns by kind."""

    kind: str
    mode: str | None = None
    words: list[str]


@dataclass(frozen=True, slots=True)
class Nouns:
    """A set of nouns to compare with: single words, and longer ones by their last word."""

    heads: frozenset[str]
    longer: dict[str, tuple[tuple[str, ...], ...]]
    names: frozenset[str] = frozenset()

    def holds(self, words: list[str], at: int) -> bool:
        """Does the noun at `at` belong here? words: the sentence in lower case."""
        word = words[at]
        if word in self.heads:
            return True
        for lead in self.longer.get(word, ()):
            if tuple(words[max(0, at - len(lead)) : at]) == lead or (len(lead) == 1 and lead[0] in words[max(0, at - 4) : at]):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern. obj: classes that the object must belong to; preps: (words, what their object must belong to or None)."""

    entry: Predicate
    text: str
    obj: Nouns | None
    patient: bool  # the object asked for is the one who suffers ("expel <diplomat>"), not a thing ("send <aid>")
    preps: tuple[tuple[str, Nouns | None], ...]
    clause: bool
    infinitive: bool  # the clause must be one of what is to be done
    obliging: bool  # the clause must be one of what another ought to do
    transitive: bool
    intransitive: bool
    before: tuple[str, ...]  # nouns: words right before the head
    also: tuple[str, ...]  # verbs: more words that must hang on the verb ("take <person> hostage")
    rank: int


def _grammar(name: str, kind: type[T], roots: Iterable[Path]) -> list[T]:
    """The entries of ontology/grammar/`name`.yml of each root that has one."""
    paths = [root / "ontology" / "grammar" / f"{name}.yml" for root in roots]
    return [entry for path in paths if path.exists() for entry in entries(path, kind)]


class Ontology:
    """Types, modes, scores; patterns by the form of their head word."""

    def __init__(self, roots: Iterable[Path]) -> None:
        roots = tuple(roots)
        self.types: dict[str, TypeEntry] = {t.id: t for t in load("ontology/types", TypeEntry, roots)}
        self.predicates: dict[str, Predicate] = {p.id: p for p in load("ontology/predicates", Predicate, roots)}
        irregular: dict[str, dict[str, tuple[str, ...]]] = {"verb": {}, "noun": {}}
        for entry in _grammar("irregular", Irregular, roots):
            irregular[entry.kind].update({k: tuple(v) for k, v in entry.words.items()})
        self._verbs, self._nouns = irregular["verb"], irregular["noun"]
        classes = _grammar("classes", WordClass, roots)
        self._classes = {c.id: c.words for c in classes}
        self._named = {c.id: frozenset(c.names) for c in classes}
        self.status_words: list[StatusWord] = _grammar("status", StatusWord, roots)
        self.lists: dict[str, frozenset[str]] = {
            entry.id: frozenset(
                [
                    *entry.words,
                    *(f for v in entry.verbs for f in self.forms("verb", v)),
                    *(f for n in entry.nouns for f in self.forms("noun", n)),
                ]
            )
            for entry in _grammar("lists", WordList, roots)
        }
        self.actor_nouns: dict[str, tuple[str | None, bool]] = {}
        for actor in _grammar("actors", ActorNoun, roots):
            for word in actor.words:
                for form in noun_forms(word, self._nouns):
                    self.actor_nouns[form] = (actor.sector, actor.political)
        self.foreign: dict[str, frozenset[str]] = {}
        for field in _grammar("foreign", Foreign, roots):
            self.foreign[field.id] = frozenset(form for w in field.words for form in noun_forms(w, self._nouns))
        self.contexts = {
            c.id: frozenset(f for w in c.words for f in noun_forms(w, self._nouns)) for c in _grammar("contexts", ContextWords, roots)
        }
        self.weapon_nouns: dict[str, tuple[str, str | None]] = {}
        for weapon in _grammar("weapons", WeaponNoun, roots):
            for word in weapon.words:
                for form in noun_forms(word, self._nouns):
                    self.weapon_nouns[form] = (weapon.kind, weapon.mode)
        self.verbs: dict[str, tuple[Pattern, ...]] = {}
        self.nouns: dict[str, tuple[Pattern, ...]] = {}
        self._compile()

    @classmethod
    def load(cls, roots: Iterable[Path]) -> Ontology:
        """The ontology under the roots; later roots win by id."""
        return cls(roots)

    @property
    def size(self) -> int:
        """How many predicates (patterns with their alternatives written out) the lexicon holds."""
        return len({(p.entry.id, p.text, p.before) for table in (self.verbs, self.nouns) for ps in table.values() for p in ps})

    def score(self, kind: str, mode: str | None) -> float:
        """The mode's conflict–cooperation score, or the type's where the mode has none."""
        entry = self.types[kind]
        own = entry.modes.get(mode) if mode else None
        return entry.score if own is None else own

    def quad(self, kind: str) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.types[kind].quad

    def forms(self, kind: Literal["verb", "noun"], word: str) -> frozenset[str]:
        """All inflections of one word."""
        return verb_forms(word, self._verbs) if kind == "verb" else noun_forms(word, self._nouns)

    def word_class(self, name: str) -> Nouns:
        """The nouns of a class, plurals and classes inside taken in. Raises KnowledgeError if there is no such class."""
        if name not in self._compiled:
            self._compiled[name] = self._expanded(self._words(name, ()), self._named[name])
        return self._compiled[name]

    @cached_property
    def _compiled(self) -> dict[str, Nouns]:
        return {}

    def _words(self, name: str, inside: tuple[str, ...]) -> list[str]:
        if name not in self._classes or name in inside:
            raise KnowledgeError(f"ontology/grammar/classes.yml: no class {name!r}, or one that holds itself")
        out: list[str] = []
        for word in self._classes[name]:
            out += self._words(word[1:-1], (*inside, name)) if word.startswith("<") else [word]
        return out

    def _expanded(self, words: list[str], names: frozenset[str] = frozenset()) -> Nouns:
        heads: set[str] = set()
        longer: dict[str, set[tuple[str, ...]]] = {}
        for word in words:
            *lead, head = word.lower().split()
            for form in self.forms("noun", head):
                if lead:
                    longer.setdefault(form, set()).add(tuple(lead))
                else:
                    heads.add(form)
        return Nouns(frozenset(heads), {k: tuple(sorted(v)) for k, v in longer.items()}, names)

    def _compile(self) -> None:
        for kind in ("verb", "noun"):
            table: dict[str, list[Pattern]] = {}
            for entry in self.predicates.values():
                for text in entry.verbs if kind == "verb" else entry.nouns:
                    for one in product(*(part.split("|") for part in text.split())):
                        head, pattern = self._pattern(entry, list(one), kind)
                        for form in self.forms("verb" if kind == "verb" else "noun", head):
                            table.setdefault(form, []).append(pattern)
            # of two that ask for as much, the one with the narrower class of objects
            ready = {form: tuple(sorted(ps, key=lambda p: (-p.rank, len(p.obj.heads) if p.obj else 0))) for form, ps in table.items()}
            if kind == "verb":
                self.verbs = ready
            else:
                self.nouns = ready

    def _pattern(self, entry: Predicate, parts: list[str], kind: str) -> tuple[str, Pattern]:
        parts = [p for p in parts if p not in _SKIP]
        text = " ".join(parts)
        before: tuple[str, ...] = ()
        if kind == "noun":
            end = next((n for n, p in enumerate(parts) if n and (p in PARTICLES or p == "~")), len(parts))
            before, head, rest = tuple(parts[: end - 1]), parts[end - 1], parts[end:]
        else:
            head, rest = parts[0], parts[1:]
        obj: Nouns | None = None
        preps: list[tuple[str, Nouns | None]] = []
        clause = patient = infinitive = obliging = transitive = intransitive = False
        also: list[str] = []
        n = 0
        while n < len(rest):
            part = rest[n]
            if part in _CLAUSES:
                clause, infinitive, obliging = True, part == "~to", part == "~must"
            elif part in ("+", "-"):
                transitive, intransitive = part == "+", part == "-"
            elif part in PARTICLES:
                nouns = None
                if n + 1 < len(rest) and rest[n + 1] not in PARTICLES and rest[n + 1] not in (*_CLAUSES, "+", "-"):
                    n += 1
                    nouns = self._slot(rest[n])
                    patient = patient or rest[n][1:-1] in _PATIENTS
                preps.append((part, nouns))
            else:
                if obj is None:
                    obj = self._slot(part)
                    patient = part[1:-1] in _PATIENTS
                elif part.startswith("<"):
                    raise KnowledgeError(f"ontology/predicates: {entry.id}: two objects in {text!r}")
                else:
                    also.append(part)
            n += 1
        rank = (
            3 * (obj is not None)
            + sum(2 + (2 if c else 0) for _, c in preps)
            + 2 * len(before)
            + 3 * clause
            + 2 * len(also)
            + (obj is not None and not obj.heads)
        )
        return head, Pattern(
            entry, text, obj, patient, tuple(preps), clause, infinitive, obliging, transitive, intransitive, before, tuple(also), rank
        )

    def _slot(self, part: str) -> Nouns:
        if part.startswith("<"):
            return self.word_class(part[1:-1])
        return self._expanded([part.replace("_", " ")])
