"""Who stands where in a sentence: subjects, objects and agents of verbs, and the parties inside their noun phrases.

A subject that is only understood counts ("preparing to send", "captured by"); so does what the parser hung on a neighbour.
Does not look beyond the sentence.
"""

from __future__ import annotations

from tocsin.understand.parties import Parties, Side
from tocsin.understand.tree import SUBJECTS

__all__ = ["Cast", "Side"]

_NEAR = ("of", "by", "from", "against", "with", "to", "on", "between", "for")
_FAR = ("in", "over", "into", "at", "among", "about", "inside", "as", "including", "like")


class Cast(Parties):
    """The parties of one sentence in their places."""

    def country_of(self, token: int) -> str | None:
        """The country of the noun at `token`; that of "his country", "its army" is its owner's."""
        found = super().country_of(token)
        if found is None and self.tree.words[token] in self.homes:
            owner = self.possessor(token)
            return owner[0].party.country if len(owner) == 1 else None
        return found

    def within(self, token: int, depth: int = 0) -> tuple[Side, ...]:
        """Parties of a noun phrase: itself, else who owns it, else who stands in its prepositions (two levels down)."""
        here = self.sides(token)
        if here:
            return here
        found = self.owners(token)
        if found:
            return found
        if (before := self.antecedent(token)) is not None:
            return self.within(before, depth + 1)
        if depth < 2:
            for wanted in _NEAR, _FAR:
                for word, objects in self.preps(token):
                    if word in wanted:
                        for o in objects:
                            found = self.within(o, depth + 1)
                            if found:
                                return found
                if wanted is _NEAR and (found := self._doers(token, depth)):
                    return found
            for c in self.tree.conjuncts(token)[1:]:
                found = self.within(c, depth + 1)
                if found:
                    return found
        return ()

    def _doers(self, token: int, depth: int) -> tuple[Side, ...]:
        """Who did what the noun underwent: "threats made by Iran", "a drone launched from Yemen"."""
        tree = self.tree
        for c in tree.kids(token, "acl", "relcl"):
            if c > token and tree.tags[c] == "VBN":
                for word, objects in self.preps(c):
                    if word == "by" or (word == "from" and tree.words[token] in self.ontology.weapon_nouns):
                        for o in objects:
                            found = self.within(o, depth + 1)
                            if found:
                                return found
        return ()

    # -- the verb's sides -----------------------------------------------------------------------------------------------------------------

    def subject(self, verb: int, seen: int = 0) -> int | None:
        """The noun that is the subject of a verb, one that is only understood ("preparing to send", "captured by") among them."""
        tree = self.tree
        subjects = [c for c in tree.children[verb] if tree.deps[c] in SUBJECTS and c >= self.dateline]
        if len(subjects) > 1 and subjects[-1] < verb and any(tree.tags[t] in (":", "-RRB-") for t in range(subjects[-2], subjects[-1])):
            subjects = subjects[-1:]  # "KABUL (Pajhwok): President Ghani has held"
        for c in subjects:
            if c >= self.dateline:
                if tree.tags[c] in ("WDT", "WP") or tree.words[c] in ("that", "which", "who"):
                    head = tree.heads[verb]
                    return head if tree.deps[verb] in ("relcl", "acl") else None
                return c
        if self.dateline and (dropped := self._after_dateline(verb)) is not None:
            return dropped
        if seen > 6:
            return None
        if tree.deps[verb] == "ROOT" and tree.tags[verb] in ("VBD", "VBZ", "VBP"):
            for c in tree.kids(verb, "advmod", "npadvmod", "dep"):
                if c < verb and tree.tags[c] in ("NNP", "NNPS", "XX") and tree.words[c] not in self.dates and len(tree.words[c]) > 1:
                    return c  # the parser takes "USAID provided" for an adverb and its verb
        dep, head = tree.deps[verb], tree.heads[verb]
        if head == verb:
            return None
        if dep == "conj" and tree.verbal(head):
            return self.subject(head, seen + 1)
        if dep == "relcl":
            return head
        if dep == "acl":
            if tree.tags[verb] in ("VBG", "VBN"):
                return head
            # "Russia's plan to invade": the owner of the noun; "agreed a plan to invade": the subject above
            for c in tree.children[head]:
                if tree.deps[c] == "poss":
                    return c
            above = tree.heads[head]
            for _ in range(3):
                if tree.verbal(above) or tree.heads[above] == above:
                    break
                above = tree.heads[above]
            return self.subject(above, seen + 1) if tree.verbal(above) else None
        if dep in ("xcomp", "ccomp", "advcl", "pcomp", "dep", "oprd", "prep"):
            if dep in ("pcomp", "prep"):
                above = tree.heads[head]
                objects = tree.kids(above, "dobj")
                if (
                    tree.verbal(above)
                    and objects
                    and tree.words[head] in ("of", "from", "for", "into")
                    and self.within(objects[0])
                    and head > above
                ):
                    return objects[0]  # "accused Iran of striking"
                if not tree.verbal(above):
                    for c in tree.children[above]:
                        if tree.deps[c] == "poss":
                            return c
                    for _ in range(3):  # "is at the forefront of urging"
                        above = tree.heads[above]
                        if tree.verbal(above) or tree.tags[above] not in ("IN", "NN", "NNS", "JJ"):
                            break
                return self.subject(above, seen + 1) if tree.verbal(above) else None
            if tree.verbal(head) or tree.tags[head].startswith("JJ"):
                objects = tree.kids(head, "dobj", "dative")
                if (
                    dep in ("xcomp", "ccomp")
                    and objects
                    and tree.tags[verb] in ("VB", "VBG")
                    and tree.words[head] in self.steering
                    and (self.within(objects[0]) or tree.tags[objects[0]] == "PRP")
                ):
                    return objects[0]  # "urged Iran to leave"
                for prep in tree.kids(head, "prep"):
                    if dep in ("xcomp", "ccomp", "advcl") and tree.words[prep] in ("on", "upon", "to", "with") and tree.tags[verb] == "VB":
                        inner = tree.kids(prep, "pobj")
                        if inner and tree.words[head].startswith(("call", "appeal", "plead", "prevail")):
                            return inner[0]
                if tree.passive(head) and dep in ("xcomp", "ccomp"):
                    return self.subject(head, seen + 1)
                if tree.tags[head].startswith("JJ") and tree.deps[head] in ("acomp", "attr", "conj"):
                    return self.subject(tree.heads[head], seen + 1)
                return self.subject(head, seen + 1)
            if tree.heads[head] != head and tree.verbal(tree.heads[head]):
                return self.subject(tree.heads[head], seen + 1)  # "is about to leave"
            return None
        return None

    def _after_dateline(self, verb: int) -> int | None:
        """The noun phrase between a dateline ("KABUL -") and the verb, where the parser took the dateline for the subject."""
        tree = self.tree
        subject = next((c for c in tree.children[verb] if tree.deps[c] in SUBJECTS), None)
        if subject is not None and subject >= self.dateline:
            return None
        if subject is None and not (tree.deps[verb] == "ROOT" or tree.heads[verb] == verb):
            return None
        for t in range(self.dateline, verb):
            if tree.tags[t] in ("NN", "NNS", "NNP", "NNPS") and (
                tree.heads[t] < self.dateline or tree.heads[t] >= verb or tree.deps[t] in ("dep", "appos", "ROOT")
            ):
                return t
        return None

    def object(self, verb: int) -> list[int]:
        """The objects of a verb (of a passive one, its subject); what a relative clause leaves out is its head noun."""
        tree = self.tree
        if tree.passive(verb):
            subject = self.subject(verb)
            return [subject] if subject is not None else []
        out = [before if (before := self.antecedent(o)) is not None else o for o in tree.kids(verb, "dobj")]
        if not out:
            out = tree.kids(verb, "attr", "oprd") if tree.words[verb] in ("declare", "declared") else []
        if not out and tree.deps[verb] == "relcl":
            others = [c for c in tree.children[verb] if tree.deps[c] in SUBJECTS and tree.tags[c] not in ("WDT", "WP")]
            if others:
                return [tree.heads[verb]]
        # a conjunct shares the object of the last verb: "bombed, mined and shelled Kyiv"
        if not out and not tree.kids(verb, "prep", "xcomp", "ccomp", "dative"):
            for c in tree.kids(verb, "conj"):
                if tree.verbal(c) and not tree.kids(c, "nsubj", "nsubjpass"):
                    return self.object(c)
        return out

    def agent(self, verb: int) -> list[int]:
        """Nouns after "by"; for a passive verb also one that the parser hung on a noun between ("entered from two sides by tanks")."""
        found = [o for word, objects in self.preps(verb) if word == "by" for o in objects if self.tree.deps[o] != "pcomp"]
        for c in self.tree.kids(verb, "xcomp", "ccomp") if not found and self.tree.passive(verb) else ():
            found = [o for word, objects in self.preps(c) if word == "by" for o in objects]  # "let go by Azerbaijan"
        if found or not self.tree.passive(verb):
            return found
        tree = self.tree
        for c in tree.children[verb]:
            if c > verb and tree.deps[c] in ("prep", "npadvmod", "advmod", "dobj"):
                for t in (c, *[o for o in tree.children[c] if tree.deps[o] == "pobj"]):
                    found += [
                        o
                        for p in tree.kids(t, "prep")
                        if tree.words[p] == "by" and (t == c or tree.words[t] not in self.ontology.nouns)
                        for b in (p, *tree.kids(p, "conj"))
                        for o in tree.kids(b, "pobj")
                    ]
        return found

    def possessor(self, token: int) -> tuple[Side, ...]:
        """For whom "its", "his", "their" before a noun stands where nobody has bound it: the subject of the nearest clause around."""
        tree = self.tree
        pronoun = next((c for c in tree.kids(token, "poss") if tree.tags[c] == "PRP$"), None)
        if pronoun is None or tree.words[pronoun] in ("my", "our", "your") or pronoun in self.name_at:
            return ()
        node = token
        for _ in range(12):
            if tree.heads[node] == node:
                return ()
            node = tree.heads[node]
            if not tree.verbal(node):
                continue
            subject = self.subject(node)
            relative = tree.deps[node] == "relcl" and subject == tree.heads[node]
            if subject is None or (tree.left[subject] <= pronoun <= tree.right[subject] and not relative):
                continue
            found = tuple(s for s in self.within(subject) if s.strength >= 2)
            if found and (tree.words[pronoun] == "their" or len(found) == 1):
                return found
        return ()
