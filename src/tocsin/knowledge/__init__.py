"""What is known of the world and of language: reviewed YAML, its schema, its loader.

`knowledge()` gives the one object that the stages are handed. Each part of it is made on first use and kept.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.knowledge.coding import Ontology
    from tocsin.knowledge.cueing import Cues
    from tocsin.knowledge.encoder import Encoder
    from tocsin.knowledge.eventheads import EventHeads
    from tocsin.knowledge.gazetteer import Gazetteer
    from tocsin.knowledge.guessing import Guesses
    from tocsin.knowledge.hearing import Ear
    from tocsin.knowledge.lining import Lines
    from tocsin.knowledge.names import Names
    from tocsin.knowledge.topics import Topics
    from tocsin.knowledge.watching import Watches


class Knowledge:
    """The knowledge base. extra: a folder of the analyst's own YAML, laid out like this one, that wins over ours."""

    def __init__(self, extra: Path | None = None) -> None:
        from tocsin.knowledge.loading import HERE

        self.roots: tuple[Path, ...] = (HERE,) if extra is None else (HERE, extra)

    @cached_property
    def names(self) -> Names:
        """Entities and the matcher that finds their names."""
        from tocsin.knowledge.names import Names

        return Names.load(self.roots)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of the world by name."""
        from tocsin.knowledge.gazetteer import Gazetteer

        return Gazetteer.load(self.roots)

    @cached_property
    def ear(self) -> Ear:
        """Names by their sound."""
        from tocsin.knowledge.hearing import Ear

        return Ear(self.names, self.gazetteer)

    @cached_property
    def cues(self) -> Cues:
        """Words that mark a statement."""
        from tocsin.knowledge.cueing import Cues

        return Cues.load(self.roots)

    @cached_property
    def ontology(self) -> Ontology:
        """Words that tell an event, with PLOVER's types, modes, contexts and scores."""
        from tocsin.knowledge.coding import Ontology

        return Ontology.load(self.roots)

    @cached_property
    def lines(self) -> Lines:
        """Patterns by which red lines are drawn."""
        from tocsin.knowledge.lining import Lines

        return Lines.load(self.roots)

    @cached_property
    def guesses(self) -> Guesses:
        """Patterns by which explanations and outcomes are put forward."""
        from tocsin.knowledge.guessing import Guesses

        return Guesses.load(self.roots)

    @cached_property
    def watches(self) -> Watches:
        """Things feared, and what would warn of them."""
        from tocsin.knowledge.watching import Watches

        return Watches.load(self.roots)

    @cached_property
    def topics(self) -> Topics:
        """Words of public life, war and crisis."""
        from tocsin.knowledge.topics import Topics

        return Topics.load(self.roots)

    @cached_property
    def encoder(self) -> Encoder | None:
        """The learned encoder; None where its weights or its libraries are not installed."""
        from tocsin.knowledge.encoder import Encoder

        return Encoder.load(self.roots)

    @cached_property
    def event_heads(self) -> EventHeads | None:
        """What reads events over the encoder's states; None where its weights are not installed."""
        from tocsin.knowledge.eventheads import EventHeads

        return EventHeads.load(self.roots)

    def parse(self, texts: list[str]) -> list[Any]:
        """One spaCy Doc a sentence."""
        from tocsin.knowledge.language import parse

        return parse(texts, self.cues.forms)


_loaded: dict[Path | None, Knowledge] = {}


def knowledge(extra: Path | None = None) -> Knowledge:
    """The knowledge base, one object a process (and a folder of own entries)."""
    if extra not in _loaded:
        _loaded[extra] = Knowledge(extra)
    return _loaded[extra]


def own(folder: str) -> Knowledge:
    """The knowledge base with the analyst's own folder, as the command line names it; "" for none."""
    return knowledge(Path(folder) if folder else None)
