"""What must speak for a name that could mean anything else: organisations and papers named by words, arms by common nouns."""

from __future__ import annotations

import re

from tocsin.knowledge.folding import fold
from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.shapes import pattern, words
from tocsin.knowledge.world import Entity, Sense, Word
from tocsin.understand.scene import Piece, Scene

DOUBTFUL = re.compile(rf"(?:[Tt]he )?(?:{pattern('outlets-in-doubt')})")
_CITED = re.compile(rf"\b(?:{pattern('cited')})[ ,:\w’']*$", re.I)
_REPORTS = re.compile(rf"(?:[’']s)?,?\s*(?:{pattern('reports')})\b", re.I)
_HEADS_AND_MODIFIERS = frozenset({"role", "body", "agent", "modifier"})
_IN_DOUBT = words("arms-in-doubt")
_HARMLESS_BEFORE = re.compile(rf"\b(?:{pattern('harmless-before')})$", re.I)
_HARMLESS_AFTER = re.compile(rf"(?:{pattern('harmless-after')})")
_FIGHTING = re.compile(rf"\b(?:{pattern('fighting-beside')})\b", re.I)
_ARMS = re.compile(rf"\b(?:{pattern('arms-beside')})\b", re.I)


def organisation(scene: Scene, start: int, end: int, orgs: list[tuple[Sense, Entity]]) -> Piece | None:
    several = " " in scene.text[start:end]
    fit = [e for s, e in orgs if (several and s.exact is None) or supported(scene, e, start, end)]
    if DOUBTFUL.fullmatch(scene.text, start, end) and not published(scene, start, end):
        fit = [e for e in fit if e.family != "outlet"]
    if not fit:
        return None
    if len(fit) > 1:
        near = [e for e in fit if e.country and scene.countries[e.country] > 1]
        fit = near or fit
    if len(fit) > 1:
        best = max(scene.countries[e.country or ""] for e in fit)
        fit = [e for e in fit if scene.countries[e.country or ""] == best]
    if len({e.country for e in fit}) == 1:
        fit = [next((e for e in fit if e.family == "organisation"), fit[0])]
    return Piece(start, end, "organization", fit[0] if len(fit) == 1 else None, several=tuple(fit) if len(fit) > 1 else ())


def arms(scene: Scene, start: int, end: int, weapon: Entity, nouns: tuple[Word, ...]) -> Piece | None:
    """A weapon by its common noun; such nouns as are also actors keep that sense beside it."""
    here = scene.text[start:end].lower()
    if not nouns:
        nouns = tuple(scene.names.words[s.at] for s in scene.names.senses(here.rpartition(" ")[2]) if s.form == "agent" and " " in here)
    arm: Entity | None = weapon
    if (
        _HARMLESS_BEFORE.search(scene.before(start, 24))
        or _HARMLESS_AFTER.match(scene.text, end)
        or (here in _IN_DOUBT and not _arms_beside(scene, start, end))
    ):
        arm = None
    noun = next((w for w in nouns if w.form in _HEADS_AND_MODIFIERS), None)
    if noun is not None:
        return Piece(start, end, noun.form, word=noun, words=nouns, arm=arm)  # type: ignore[arg-type]
    return Piece(start, end, "weapon", arm) if arm is not None else None


def _arms_beside(scene: Scene, start: int, end: int) -> bool:
    return bool(_ARMS.search(scene.text, max(0, start - 80), max(0, start - 1)) or _ARMS.search(scene.text, end, end + 80)) or bool(
        _FIGHTING.search(scene.text, max(0, start - 120), end + 120)
    )


def published(scene: Scene, start: int, end: int) -> bool:
    """Is a paper meant by a name that is an ordinary word: it reports, is cited, or stands in brackets or italics."""
    before, after = scene.before(start, 60), scene.after(end, 50)
    return bool(
        (before[-1:] in "([*_/|@" and after[:1] in ")]*_/|,: ") * bool(before)
        or _CITED.search(before.rpartition(". ")[2])
        or _REPORTS.match(after)
    )


def supported(scene: Scene, e: Entity, start: int, end: int) -> bool:
    """Does one of the entity's supporting words stand in the document (outside of the name)? An entity without such words needs none."""
    here = scene.text[start:end]
    if e.family == "weapon" and here.isalpha() and fold(here) != fold(e.name) and (not e.support or share(here.lower()) > RARE):
        return _ARMS.search(scene.text, max(0, start - 60), end + 60) is not None
    if not e.support or (e.family == "weapon" and " " in here and any(w.lower() in here.lower() for w in e.support)):
        return True
    low = scene.text[max(0, start - 600) : start].lower() + " | " + scene.text[end : end + 600].lower()
    return any(w.lower() in low for w in e.support)
