"""English inflections: the forms of a verb or a noun, by rule and by the table of irregular ones (ontology/grammar/irregular.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_VOWELS = "aeiou"
# Verbs of two or more syllables whose last consonant is doubled; those of one syllable double by rule.
_DOUBLED = (
    " "
    "abet acquit admit allot annul commit compel concur confer control defer deter embed emit excel expel forget incur infer "
    "nab occur omit outbid overrun patrol permit prefer propel rebel rebut recur refer regret remit repel submit transfer "
    "transmit unwrap upset kidnap handicap travel cancel model quarrel label level fuel signal shovel tunnel funnel marshal "
)
_BOTH = " travel cancel model quarrel label level fuel signal shovel tunnel funnel marshal kidnap "  # British and American


def verb_forms(base: str, irregular: Mapping[str, tuple[str, ...]] = {}) -> frozenset[str]:
    """All forms of a verb, the base among them; a hyphened verb is inflected at its last part.

    >>> sorted(verb_forms("ban"))
    ['ban', 'banned', 'banning', 'bans']
    """
    if "-" in base:
        head, _, last = base.rpartition("-")
        return frozenset(f"{head}-{form}" for form in verb_forms(last, irregular)) | {base}
    out = {base, _third(base)}
    for stem in _ing_stems(base):
        out.add(stem + "ing")
    out.update(irregular.get(base) or _past(base))
    return frozenset(out)


def noun_forms(noun: str, irregular: Mapping[str, tuple[str, ...]] = {}) -> frozenset[str]:
    """Singular and plural.

    >>> sorted(noun_forms("embassy"))
    ['embassies', 'embassy']
    """
    if noun in irregular:
        return frozenset({noun, *irregular[noun]})
    if re.search(r"[^aeiou]o$", noun):
        return frozenset({noun, noun + "s", noun + "es"})  # euros, vetoes
    return frozenset({noun, _third(noun)}) if not noun.endswith("s") or noun.endswith("ss") else frozenset({noun})


def _third(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh|[^aeiou]o)$", word) else "s")


def _doubles(base: str) -> bool:
    if f" {base} " in _DOUBLED:
        return True
    return bool(re.fullmatch(r"(qu|[^aeiou])*[aeiou][^aeiouwxy]", base))


def _ing_stems(base: str) -> list[str]:
    if base.endswith("ie"):
        return [base[:-2] + "y"]
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return [base[:-1]]
    if _doubles(base):
        return [base + base[-1], base] if f" {base} " in _BOTH else [base + base[-1]]
    return [base]


def _past(base: str) -> list[str]:
    if base.endswith("e"):
        return [base + "d"]
    if re.search(r"[^aeiou]y$", base):
        return [base[:-1] + "ied"]
    if _doubles(base):
        return [base + base[-1] + "ed", base + "ed"] if f" {base} " in _BOTH else [base + base[-1] + "ed"]
    return [base + "ed"]
