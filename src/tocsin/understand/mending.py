"""What the parser gets wrong in ways that can be told from the parse alone, put right before anybody reads it.

Headlines without auxiliaries, progressive verbs taken for adjectives, first members of a list that were left out of it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

_BE = frozenset(("is", "are", "was", "were", "'s", "'re", "be", "been"))


@dataclass(slots=True)
class Parse:
    """The lists of a parse; mended in place."""

    words: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]


def mend(parse: Parse, undergone: frozenset[str], verbs: Container[str] = ()) -> None:
    """Puts the parse right. undergone: participles that stand for a passive where they have no object; verbs: forms that tell events."""
    words, tags = parse.words, parse.tags
    if verbs and not any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tags):
        _verbless(parse, verbs)
    for i in range(len(words)):
        if words[i] in _BE:
            _progressive(parse, i)
        elif tags[i] == "VBD" and (words[i] in undergone or (words[i] in verbs and _by_whom(parse, i))):
            _headline(parse, i)
    if "by" in words:
        _garden_path(parse)
    if "," in words:
        _listed(parse)


def _verbless(parse: Parse, verbs: Container[str]) -> None:
    """ "Farmers block convoy of troops": the verb of a headline was taken for a noun between two nouns."""
    words, tags, deps, heads = parse.words, parse.tags, parse.deps, parse.heads
    for i in range(len(words) - 2):
        noun = heads[i]
        if tags[i] == "NNS" and tags[i + 1] in ("NN", "VB") and words[i + 1] in verbs and deps[i] == deps[i + 1] == "compound":
            if noun != heads[i + 1] or noun <= i + 1:
                continue
            verb = i + 1
            deps[verb], heads[verb], tags[verb] = deps[noun], verb if heads[noun] == noun else heads[noun], "VBP"
            for t in range(i):
                if heads[t] == noun:
                    heads[t] = i
            deps[i], heads[i], deps[noun], heads[noun] = "nsubj", verb, "dobj", verb
            return


def _garden_path(parse: Parse) -> None:
    """ "Bombs dropped by a plane hit the embassy": the participle was taken for the verb of the sentence, the verb for one joined to it."""
    tags, deps, heads = parse.tags, parse.deps, parse.heads
    for verb in range(len(tags)):
        if tags[verb] != "VBD" or deps[verb] != "ROOT":
            continue
        mine = [t for t, h in enumerate(heads) if h == verb and t != verb]
        subject = next((t for t in mine if deps[t] == "nsubj"), None)
        later = next((t for t in mine if deps[t] in ("conj", "dep") and tags[t] == "VBD" and t > verb), None)
        bare = not any(deps[t] in ("dobj", "cc", "aux", "auxpass") for t in mine)
        if subject is None or later is None or not bare or not any(deps[t] == "agent" for t in mine):
            continue
        if any(heads[t] == later and deps[t] in ("nsubj", "nsubjpass") for t in range(len(heads))):
            continue
        tags[verb], deps[verb], heads[verb] = "VBN", "acl", subject
        deps[later], heads[later], heads[subject] = "ROOT", later, later
        for t in mine:
            if t > later:
                heads[t] = later
        return


def _progressive(parse: Parse, be: int) -> None:
    """ "is massing troops": the verb was taken for an adjective of its object."""
    words, tags, deps, heads = parse.words, parse.tags, parse.deps, parse.heads
    verb = be + 1
    if verb < len(words) and tags[verb] == "RB":
        verb += 1
    if verb >= len(words) or not words[verb].endswith("ing") or deps[verb] not in ("amod", "compound"):
        return
    noun = heads[verb]
    if noun <= verb or deps[noun] != "attr" or heads[noun] != be or tags[verb] not in ("JJ", "VBG", "NN"):
        return
    tags[verb], deps[verb], heads[verb] = "VBG", deps[be], verb if heads[be] == be else heads[be]
    for t, h in enumerate(heads):
        if h == be and t not in (be, verb):
            heads[t] = verb
    deps[be], heads[be], deps[noun] = "aux", verb, "dobj"


def _by_whom(parse: Parse, verb: int) -> bool:
    """Does "by" and somebody hang on the verb of a headline: "UK warned of cuts by expert"?"""
    if parse.words[-1] in (".", "!", "?", '"', "''"):
        return False  # "spoke by phone with him."
    by = [t for t, h in enumerate(parse.heads) if h == verb and parse.words[t] == "by" and t > verb]
    return any(h in by and parse.tags[t][:2] == "NN" and parse.deps[t] == "pobj" for t, h in enumerate(parse.heads))


def _headline(parse: Parse, verb: int) -> None:
    """ "Nine killed in strikes": a passive without its auxiliary."""
    words, tags, deps, heads = parse.words, parse.tags, parse.deps, parse.heads
    if deps[verb] not in ("ROOT", "ccomp", "conj", "parataxis"):
        return
    subject = -1
    for t, h in enumerate(heads):
        if h == verb and t != verb:
            if deps[t] in ("dobj", "aux", "auxpass", "xcomp", "ccomp", "nsubjpass", "prt") or (t > verb and tags[t].startswith("NN")):
                return
            if deps[t] == "nsubj":
                subject = t
    if subject >= 0 and tags[subject] in ("CD", "NNS", "NN", "NNP") and words[subject] not in ("who", "which", "that"):
        tags[verb], deps[subject] = "VBN", "nsubjpass"


def _listed(parse: Parse) -> None:
    """ "Poland, the Baltic states and Finland urged": the first of the list was left out of the subject."""
    words, tags, deps, heads = parse.words, parse.tags, parse.deps, parse.heads
    for t in range(len(words) - 2):
        if words[t + 1] == "," and tags[t] in ("NNP", "NNPS") and deps[t] in ("npadvmod", "dep", "nsubj", "advmod", "nmod"):
            verb = heads[t]
            for s in range(t + 2, min(verb, t + 12)):
                if heads[s] == verb and deps[s] == "nsubj" and any(heads[c] == s and deps[c] == "conj" for c in range(s + 1, verb)):
                    between = range(t + 2, s)
                    if all(heads[b] == s or deps[b] in ("det", "amod", "compound") for b in between):
                        heads[t], deps[t] = s, "conj"
                    break
