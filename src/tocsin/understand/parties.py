"""Which parties the nouns of a sentence name.

Names come from mentions.py. Where a noun is no known name, a noun of the actor list ("Russian forces", "two protesters") or an unknown
proper name gives a party without entity; adjectives, possessives and "of" tell its country. Pronouns count only where they are bound.
Does not look beyond the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.knowledge.coding import Ontology
from tocsin.records import Party
from tocsin.understand.finds import Name
from tocsin.understand.page import Page
from tocsin.understand.tree import Tree

_DETERMINERS = frozenset(("DT", "PDT", "PRP$", "WP$", "CC", ",", "''", "``", '"', "HYPH", ":", "-LRB-"))
_STANDING = frozenset(("nsubj", "nsubjpass", "pobj", "dobj"))


@dataclass(frozen=True, slots=True)
class Side:
    """A party with the tokens it stands on. strength: 3 known entity or country, 2 political noun, 1 other actor noun, 0 unknown name."""

    party: Party
    head: int
    start: int
    end: int
    strength: int


class Parties:
    """Who is named by the nouns of one sentence."""

    def __init__(self, tree: Tree, names: list[Name], page: Page, ontology: Ontology, page_names: list[Name] | None = None) -> None:
        self.page_names = names if page_names is None else page_names
        self.tree, self.page, self.ontology, self.names = tree, page, ontology, names
        self.makers, self.dates, self.containers = ontology.lists["makers"], ontology.lists["dates"], ontology.word_class("container")
        self.homes = ontology.lists["homes"]
        self.undergone = ontology.lists["undergone"]
        self.couples = ontology.lists["couples"]
        self.steering, self.allegiances = ontology.lists["steering"], ontology.lists["allegiances"]
        self.name_at: dict[int, Name] = {}
        token = 0
        n = len(tree)
        for name in names:
            while token and tree.at(token) > name.start:
                token -= 1
            while token < n and tree.end(token) <= name.start:
                token += 1
            t = token
            while t < n and tree.at(t) < name.end:
                known = self.name_at.get(t)
                if known is None or known.end - known.start < name.end - name.start:
                    self.name_at[t] = name
                t += 1
        self._made: dict[int, tuple[Side, ...]] = {}
        self.dateline = _dateline(tree)

    # -- parties ---------------------------------------------------------------------------------------------------------------------

    def sides(self, token: int) -> tuple[Side, ...]:
        """The parties that the noun phrase headed by `token` names, conjuncts and all; empty if it names none itself."""
        if pair := self._pair(token):
            return pair
        out: list[Side] = []
        for t in self.tree.conjuncts(token):
            if t != token and self._negative(t):
                continue
            side = self.side(t)
            if side and (several := self._several(t, side)):
                out += [s for s in several if all(s.start != o.start for o in out)]
            elif side and all(side.start != o.start for o in out):
                out += [s for s in self._other_adjectives(t, side) if all(s.start != o.start for o in out)]
                out.append(side)
            elif side is None and t != token and self._armed(t):
                out += [s for s in self.owners(t) if all(s.start != o.start for o in out)]
        if out and self.side(token) is None and self._armed(token):
            out = [*self.owners(token), *out]  # "RAF Typhoons and US warplanes"
        return tuple(out)

    def _several(self, token: int, side: Side) -> list[Side]:
        """One party for each state: "the foreign ministers of Egypt, Sudan and Ethiopia", "officials from Seoul and Tokyo"."""
        tree = self.tree
        if tree.tags[token] != "NNS" or token in self.name_at:
            return []
        for prep in tree.kids(token, "prep"):
            if tree.words[prep] not in ("of", "from"):
                continue
            for o in tree.kids(prep, "pobj"):
                named = [(t, self.name_at.get(t)) for t in tree.conjuncts(o)]
                found = [(t, n) for t, n in named if n is not None and n.country and not n.adjective and n.kind != "person"]
                if len({n.country for _, n in found}) > 1:
                    sector = side.party.sector
                    return [
                        Side(Party(n.name, self.page.span(n.start, n.end), n.entity, n.country, sector), t, n.start, n.end, 3)
                        for t, n in found
                    ]
        return []

    def _pair(self, token: int) -> tuple[Side, ...]:
        """The two states last named, for which "the two", "both sides" stand; none where fewer or more than two can be meant."""
        tree = self.tree
        word = tree.words[token]
        counted = [tree.words[c] for c in tree.children[token] if tree.deps[c] in ("nummod", "det", "preconj", "predet")]
        if not ((word in ("two", "both") and tree.deps[token] in _STANDING) or (word in self.couples and {"two", "both"} & set(counted))):
            return ()
        found: dict[str, Side] = {}
        for t in range(token):
            name = self.name_at.get(t)
            if name is not None and name.country and not name.pronoun and tree.end(t) == name.end and tree.tags[t] != "JJ":
                found.setdefault(name.country, Side(self._party(name), t, name.start, name.end, 3))
        return tuple(found.values()) if len(found) == 2 else ()

    def _armed(self, token: int) -> bool:
        """Is the noun a weapon, by its name or by its kind?"""
        name = self.name_at.get(token)
        return (name is not None and name.kind == "weapon") or self.tree.words[token] in self.ontology.weapon_nouns

    def _other_adjectives(self, token: int, side: Side) -> list[Side]:
        """The parties before the last of several modifiers: "Indian" in "Indian and Pakistani soldiers", "UK" in "UK and EU envoys"."""
        tree = self.tree
        out = []
        for t in self._modifiers(token)[:-1]:
            name = self.name_at.get(t)
            if name is not None and name.kind != "weapon" and not (name.start <= side.start < name.end):
                out.append(Side(self._party(name), t, name.start, name.end, max(_strength(name), 2)))
            elif name is None and tree.tags[t] in ("NNP", "NNPS"):
                span = self.page.span(tree.at(t), tree.end(t))
                out.append(Side(Party(span.quote, span, None, None, None), t, span.start, span.end, 2))
        if out:
            return out
        first = self._bounds(token)
        for cc in (first - 1, first + 1):
            before, after = cc - 1, cc + 1
            if before < 0 or after > token or tree.words[cc] not in ("and", "or", "&") or token in (before,):
                continue
            one, two = self.name_at.get(before), self.name_at.get(after)
            if (
                one is not None
                and two is not None
                and one.country
                and two.country
                and one.country != two.country
                and tree.tags[before] == "JJ"
            ):
                out.append(Side(self._party(one), before, one.start, one.end, 3))
        return out

    def _modifiers(self, token: int) -> list[int]:
        """Modifiers of a noun that are joined by "and" and name somebody each, in order; none where there is but one."""
        tree = self.tree
        for c in tree.kids(token, "nmod", "amod", "compound"):
            chain = [t for t in tree.conjuncts(c) if t < token]
            if len(chain) > 1 and all(t in self.name_at or tree.tags[t] in ("NNP", "NNPS") for t in chain[:-1]):
                last = self.name_at.get(chain[-1])
                if last is not None or tree.tags[chain[-1]] in ("NNP", "NNPS", "JJ"):
                    return chain
        return []

    def side(self, token: int) -> Side | None:
        """The party that the noun at `token` names by itself."""
        if token not in self._made:
            found = self._side(token)
            self._made[token] = (found,) if found else ()
        made = self._made[token]
        return made[0] if made else None

    def _side(self, token: int) -> Side | None:
        tree = self.tree
        tag, word = tree.tags[token], tree.words[token]
        name = self.name_at.get(token)
        if token < self.dateline or (name is None and word in self.dates):
            return None
        if name is not None and name.kind != "weapon" and not self._maker(token):
            if name.adjective:
                return self._adjective(token, name)
            if not (name.country or name.entity or name.pronoun):
                return self._unplaced(token, name)
            if name.pronoun:
                name = self._antecedent(name)
            return Side(self._party(name), token, name.start, name.end, _strength(name))
        if name is not None and name.country and tree.at(token) > name.start and self.page.text[name.start : name.start + 2].isupper():
            party = Party(name.name, self.page.span(name.start, name.end), None, name.country, "MIL")
            return Side(party, token, name.start, name.end, 3)  # "RAF Typhoons"
        if name is not None or tag in ("WP", "WDT", "PRP", "PRP$", "EX"):
            return None
        if word in ("side", "sides", "one", "ones") and token and tree.words[token - 1] in ("other", "each", "either"):
            return None
        if tag == "NN" and word in self.ontology.lists["bare"] and tree.deps[token] != "ROOT" and not tree.children[token]:
            return None  # "not to use force"
        if word in self.ontology.actor_nouns or (tag in ("NNS", "NN") and self._number(token) and tag == "CD"):
            return self._common(token)
        if tag == "CD" and tree.deps[token] == "nsubjpass" and tree.words[tree.heads[token]] in self.undergone:
            return self._common(token)  # "Nine killed in strikes"
        if tag == "NN" and tree.deps[token] == "nsubj" and 1 < len(word) < 8 and tree.text[token].isupper():
            return self._proper(token)  # "ICE returned"
        if self.containers.holds(tree.words, token):
            for prep in tree.kids(token, "prep"):
                if tree.words[prep] == "of":
                    for inner in tree.kids(prep, "pobj"):
                        found = self.side(inner)
                        if found:
                            return found
        if tag in ("NNP", "NNPS"):
            return self._proper(token)
        return None

    def _unplaced(self, token: int, name: Name) -> Side:
        """A name of no known country, with what its phrase says of it before ("Bree's mayor", "Prime Minister Romendacil")."""
        first = self._bounds(token)
        while first < token and self.tree.deps[first] in ("nummod", "quantmod", "advmod"):
            first += 1
        start = min(name.start, self.tree.at(first)) if first >= self.dateline else name.start
        country = self.country_of(token)
        end = max(name.end, self._placed(token)) if name.kind != "person" else name.end
        if (start, end) == (name.start, name.end) and country is None:
            return Side(self._party(name), token, name.start, name.end, _strength(name))
        text, span = self.page.text[start:end], self.page.span(start, end)
        party = Party(text, span, None, country, name.sector)
        return Side(party, token, start, end, 3 if country else _strength(name))

    def _antecedent(self, pronoun: Name) -> Name:
        """The name before a bound pronoun in its own sentence ("The ELN has said it will"), else the pronoun itself."""
        before = [
            n
            for n in self.names
            if not n.pronoun and n.end <= pronoun.start and n.name == pronoun.name and n.entity == pronoun.entity and not n.adjective
        ]
        return before[-1] if before else pronoun

    def _party(self, name: Name) -> Party:
        return name.party(self.page)

    def _maker(self, token: int) -> bool:
        """Does the name at `token` only say who made, backs or holds something ("US-supplied")?"""
        tree = self.tree
        name = self.name_at.get(token)
        end = token
        while name is not None and end + 1 < len(tree) and self.name_at.get(end + 1) is name:
            end += 1
        if end + 2 < len(tree) and tree.words[end + 1] in ("-", "–", "‑") and tree.words[end + 2] in self.makers:
            return True
        word = tree.words[end]
        return "-" in word and word.rsplit("-", 1)[1] in self.makers

    def _adjective(self, token: int, name: Name) -> Side | None:
        """A demonym as noun: "two Russians", "the French"; as an adjective it names no party."""
        if self.tree.deps[token] in ("amod", "compound", "nmod") and self.tree.heads[token] > token:
            return None
        return Side(self._party(name), token, name.start, name.end, 3)

    def _number(self, token: int) -> bool:
        return bool(self.tree.kids(token, "nummod"))

    def _bounds(self, token: int) -> int:
        """First token of the noun phrase before its head, articles left out."""
        tree = self.tree
        first = token
        for c in tree.children[token]:
            if c < token and tree.deps[c] in ("compound", "amod", "nummod", "nmod", "quantmod", "npadvmod", "poss"):
                first = min(first, tree.left[c])
        several = self._modifiers(token)
        if several:
            first = several[-1]  # of "US and Western allies" the allies are Western
        first = min(token, max(first, self.dateline))
        while first < token and tree.tags[first] in _DETERMINERS:
            first += 1
        return first

    def _common(self, token: int) -> Side | None:
        """A party named by a common noun: its sector by the noun, its country by what stands around it."""
        tree = self.tree
        sector, political = self.ontology.actor_nouns.get(tree.words[token], (None, False))
        of = next((o for word, objects in self.preps(token) if word == "of" for o in objects), None)
        if of is not None and sector in ("MIL", "LEG") and of not in self.name_at and tree.words[of] not in self.ontology.actor_nouns:
            sector, political = None, False  # "an army of ants"
        compound = [c for c in tree.kids(token, "compound") if tree.words[c] in self.ontology.actor_nouns]
        if compound:
            sector2, political2 = self.ontology.actor_nouns[tree.words[compound[-1]]]
            sector, political = sector or sector2, political or political2
        first = self._bounds(token)
        country = self.country_of(token)
        start, end = tree.at(first), self._placed(token)
        person = self._named(token)
        if person is not None and person.end - start <= 100:
            span = self.page.span(start, person.end)
            named = Party(person.name, span, person.entity, person.country or country, person.sector or sector)
            return Side(named, token, start, person.end, max(_strength(person), 3 if country else 2 if political else 1))
        span = self.page.span(start, end)
        strength = 3 if country else 2 if political else 1
        return Side(Party(self.page.text[start:end], span, None, country, sector), token, start, end, strength)

    def _named(self, token: int) -> Name | None:
        """Whom an apposition names: "his Lebanese counterpart, Michel Aoun", "Israel's closest ally, the United States"."""
        if self.tree.tags[token] in ("NNS", "NNPS", "CD"):
            return None
        for c in self.tree.kids(token, "appos"):
            name = self.name_at.get(c)
            if name is None or name.pronoun or name.adjective or c < token:
                continue
            if name.kind == "person" or (name.kind in ("country", "organization", "group") and name.entity):
                return name
        return None

    def _proper(self, token: int) -> Side | None:
        """A proper name that nobody knows."""
        tree = self.tree
        if len(tree.words[token]) < 2:
            return None
        first = self._bounds(token)
        while first < token and tree.deps[first] == "poss":
            first += 1
        country = self.country_of(token)
        sector = None
        for t in range(first, token + 1):
            known = self.ontology.actor_nouns.get(tree.words[t])
            if known and known[0]:
                sector = known[0]
                break
        start, end = tree.at(first), tree.end(token)
        if end <= start:
            return None
        strength = 3 if country else 2 if sector else 0
        return Side(Party(self.page.text[start:end], self.page.span(start, end), None, country, sector), token, start, end, strength)

    def _placed(self, token: int) -> int:
        """Where a common noun's phrase ends, a name after "of", "in" or "from" taken in: "residents of Aleppo"."""
        tree = self.tree
        for prep in tree.kids(token, "prep"):
            if prep == token + 1 and tree.words[prep] in ("of", "in", "from"):
                for t in tree.kids(prep, "pobj"):
                    name = self.name_at.get(t)
                    if name is not None and not name.pronoun and t - token <= 6:
                        return max(tree.end(token), name.end)
                    if name is None and tree.tags[t] in ("NNP", "NNPS") and t - token <= 4 and tree.words[t] not in self.dates:
                        return tree.end(t)
        return tree.end(token)

    def country_of(self, token: int) -> str | None:
        """The country that adjectives, compounds, possessives, "of", "in" or "from" give to the noun at `token`."""
        tree = self.tree
        if several := self._modifiers(token):
            last = self.name_at.get(several[-1])
            return last.country if last is not None else None
        for c in tree.children[token]:
            if tree.tags[c] == "WP$" and (before := self.antecedent(c)) is not None and before < c:
                owner = self.side(before)  # "Chad, whose army"
                return owner.party.country if owner is not None else None
            if tree.deps[c] in ("amod", "compound", "nmod", "poss") and c < token:
                for t in (c, *[k for k in tree.children[c] if tree.deps[k] in ("compound", "amod", "conj")]):
                    name = self.name_at.get(t)
                    if name is not None and name.country and not self._maker(t):
                        return name.country
        for prep in tree.kids(token, "prep"):
            if tree.words[prep] in ("of", "in", "from", "under"):
                led = tree.words[prep] != "in"
                for t in tree.kids(prep, "pobj"):
                    name = self.name_at.get(t)
                    if name is not None and name.country and (led or name.kind != "person"):
                        return name.country
        return self._allegiance(token)

    def _allegiance(self, token: int) -> str | None:
        """The country of those whom the party follows: "forces loyal to Haftar", "militias led by Kadyrov"."""
        tree = self.tree
        for c in tree.kids(token, "amod", "acl", "relcl"):
            if c > token and tree.words[c] in self.allegiances:
                for word, objects in self.preps(c):
                    if word in ("to", "with", "by"):
                        for o in objects:
                            side = self.side(o)
                            if side is not None and side.party.country:
                                return side.party.country
        return None

    # -- parties near a noun -----------------------------------------------------------------------------------------------------------

    def owners(self, token: int, beyond: int = 0) -> tuple[Side, ...]:
        """Parties before a noun: possessive, adjective or compound ("Russian"). beyond: how many tokens before it to leave out."""
        tree = self.tree
        for dep in ("poss", "compound", "amod", "nmod"):
            for c in tree.children[token]:
                if tree.deps[c] != dep or c >= token - beyond or c < self.dateline or tree.words[c] == "state" or self._maker(c):
                    continue
                name = self.name_at.get(c)
                if name is None and tree.words[c] == "led" and c > 1 and tree.tags[c - 1] == "HYPH":
                    name = self.name_at.get(c - 2)  # "a Saudi-led strike"
                if name is not None and name.kind != "weapon":
                    found = [Side(self._party(name), c, name.start, name.end, _strength(name))]
                    for other in tree.conjuncts(c)[1:]:
                        second = self.name_at.get(other)
                        if second is not None and second is not name and second.kind != "weapon":
                            found.append(Side(self._party(second), other, second.start, second.end, 3))
                    if dep == "poss":
                        found += [Side(self._party(n), o, n.start, n.end, _strength(n)) for o, n in self._second_owners(token, c, name)]
                    return tuple(found)
                if dep == "poss" or (dep in ("compound", "nmod") and tree.words[c] in self.ontology.actor_nouns):
                    here = self.sides(c)
                    if here:
                        return here
                    deeper = self.owners(c)
                    if deeper:
                        return deeper
                if dep in ("compound", "nmod") and tree.tags[c] in ("NNP", "NNPS"):
                    if name is None and any(tree.words[k] in self.makers for k in tree.kids(token, "amod")):
                        continue  # "US-supplied ATACMS launches"
                    here = self.sides(c)
                    if here:
                        return here
        return ()

    def _second_owners(self, token: int, first: int, name: Name) -> list[tuple[int, Name]]:
        """Further owners: "Putin's and Kim's meeting"."""
        out = []
        for c in self.tree.kids(token, "poss"):
            other = self.name_at.get(c)
            if c != first and other is not None and other is not name and other.kind != "weapon":
                out.append((c, other))
        return out

    def antecedent(self, token: int) -> int | None:
        """The noun for which a relative pronoun stands ("to which", "whom Algiers received")."""
        tree = self.tree
        if tree.tags[token] not in ("WDT", "WP", "WP$"):
            return None
        node = token
        for _ in range(8):
            if tree.heads[node] == node:
                return None
            if tree.deps[node] == "relcl":
                return tree.heads[node]
            node = tree.heads[node]
        return None

    def preps(self, token: int) -> list[tuple[str, list[int]]]:
        """(preposition, objects) that hang on a token, prepositions inside prepositions and particles included."""
        tree = self.tree
        out: list[tuple[str, list[int]]] = []
        for c in tree.children[token]:
            if tree.deps[c] in ("prep", "agent", "dative", "prt", "advmod", "aux") and tree.tags[c] in ("IN", "TO", "RP", "RB"):
                if self._negative(c):
                    continue
                out.append((tree.words[c], [o for o in tree.children[c] if tree.deps[o] in ("pobj", "pcomp")]))
                for d in tree.children[c]:
                    if tree.deps[d] in ("prep", "advmod"):
                        out.append((tree.words[d], [o for o in tree.children[d] if tree.deps[o] == "pobj"]))
                    elif tree.deps[d] == "conj" and tree.tags[d] == "IN" and not self._negative(d):
                        out.append((tree.words[d], tree.kids(d, "pobj")))  # "by tanks and by rebels"
        return out

    def _negative(self, token: int) -> bool:
        """Is the conjunct shut out: "by Americans, not by Pakistanis"?"""
        tree = self.tree
        return any(tree.words[c] in ("not", "never") for c in tree.children[token]) or tree.words[max(0, tree.left[token] - 1)] == "not"


_EVERYDAY = frozenset((None, "CVL", "BUS", "LAB", "MED", "JRN", "REL", "EDU", "SOC", "ELI", "AGR", "UNK"))


def _strength(name: Name) -> int:
    """3 for a name with a country or a known entity, 2 for a political actor, 1 for one of everyday life, 0 for nobody known."""
    if name.country or name.entity:
        return 3
    if name.sector is None:
        return 0
    return 1 if name.sector in _EVERYDAY else 2


def _dateline(tree: Tree) -> int:
    """How many tokens at the beginning are a dateline: "KABUL (Reuters) -", "TIRANA, Albania --"; 0 where there is none."""
    for t in range(1, min(14, len(tree) - 1)):
        if tree.words[t] in ("-", "--", "—", "–", ":") and tree.text[t - 1] != "-":
            first = tree.text[0]
            if t + 1 < len(tree) and tree.words[t] in ("-", "–") and not (tree.idx[t] > tree.idx[t - 1] + len(tree.text[t - 1])):
                continue
            capital = first.isupper() and len(first) > 2
            listed = t > 3 and "," in tree.words[:t] and tree.text[t + 1][:1].isupper() and tree.text[t - 1].isupper()
            dashed = t > 2 and tree.words[t] in ("--", "—") and not any(tree.verbal(k) for k in range(t))
            if capital or listed or dashed:
                return t + 1
            return 0
        if tree.verbal(t):
            return 0
    return 0


def same(a: Side, b: Side) -> bool:
    """Do two sides overlap, or name one and the same entity?"""
    return (a.start < b.end and b.start < a.end) or bool(a.party.entity and a.party.entity == b.party.entity)


def distinct(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The sides without those that overlap an earlier one or name the same entity."""
    out: list[Side] = []
    for s in sides:
        if not any(same(s, o) for o in out):
            out.append(s)
    return tuple(out)
