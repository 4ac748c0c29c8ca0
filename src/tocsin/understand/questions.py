"""Who put the question that a statement answers: "when reporters pressed her", "asked by a deputy whether …", "pressed on the ban"."""

from __future__ import annotations

from typing import Any

from tocsin.understand.clauses import SUBJECTS, Clause, Extent, Sentence, agent_of

_ASKING = ("ask", "press", "question", "challeng", "quiz", "grill", "push", "prod", "confront")
_PRONOUNS = frozenset(["him", "her", "them", "it", "himself", "herself"])


def questioner(sentence: Sentence, c: Clause) -> tuple[Extent, Any] | None:
    """The one who asked, where a clause of asking hangs on the verb of an answer."""
    for child in c.anchor.children:
        if child.dep_ not in ("advcl", "acl", "dep", "ccomp") or not child.lower_.startswith(_ASKING):
            continue
        agent = _agent(child) if child.lower_.endswith("ed") else None
        if agent is None and child.tag_ in ("VBD", "VBZ", "VBP"):
            if not any(t.lower_ in ("when", "after", "as", "once") for t in child.lefts):
                continue
            if not any(t.dep_ in ("dobj", "dative") and t.lower_ in _PRONOUNS for t in child.children):
                continue
            agent = next((t for t in child.lefts if t.dep_ in SUBJECTS), None)
        if agent is not None and agent.lower_ not in ("he", "she", "it", "they", "who"):
            return sentence.noun(agent, child), agent
    return None


def _agent(verb: Any) -> Any:
    """Who does what a passive verb says, also where other words stand between ("pressed three times by a deputy")."""
    return agent_of(verb) or next((o for t in verb.subtree if t.lower_ == "by" for o in t.children if o.dep_ == "pobj"), None)


def only_asks(sentence: Sentence, c: Clause) -> bool:
    """Is it such a clause of asking whose object is the one who answers, and that tells nothing by itself?"""
    if c.anchor.dep_ not in ("advcl", "acl") or not c.anchor.lower_.startswith(_ASKING) or c.cue.kind != "verb" or not c.content:
        return False
    first = sentence.at.get(c.content[0][0])
    main = sentence.base + c.anchor.head.idx
    if c.anchor.lower_.endswith("ed") and c.anchor.tag_ != "VBD" and any(a <= main < b for a, b in c.content):
        return True  # "Asked again, he said": the answer is no question
    return first is not None and first.lower_ in _PRONOUNS and len(c.content) == 1
