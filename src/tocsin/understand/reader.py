"""One page while its attributions are read from top to bottom: what is known so far, and how a clause becomes a statement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import Any

from tocsin.knowledge.cueing import Hit
from tocsin.records import Act, Link, Party, Quotation, Speaker
from tocsin.understand.acts import act
from tocsin.understand.along import Along
from tocsin.understand.blocks import blocks
from tocsin.understand.chains import chain
from tocsin.understand.clauses import Clause, Extent, Sentence
from tocsin.understand.finds import Name
from tocsin.understand.marking import OPENING, manner
from tocsin.understand.page import Page
from tocsin.understand.quotes import Quotation as Marked
from tocsin.understand.quotes import quotations
from tocsin.understand.speakers import ARTICLE, FIRST, SINGULAR, Speakers
from tocsin.understand.turns import Turns

BACK = 400  # statements, counted from the last, among which the one that goes on is looked for
_BEFORE = 400  # characters before a sentence in which the paper that quotes may be named
_ANSWERS = frozenset(["respond", "reply", "answer", "retort", "counter", "say"])


@dataclass(slots=True)
class Found:
    """A statement in the making; offsets of the page."""

    start: int
    end: int
    cue: Extent | None
    content: list[Extent]
    speaker: Speaker | None
    speaker_at: Extent | None
    act: Act
    quotation: Quotation
    commits: bool | None = None
    via: tuple[Link, ...] = ()
    addressee: Party | None = None
    outlet: bool = False  # the speaker is a publisher
    cited: bool = False  # the speaker is one whom the grammatical source cites
    block: bool = False
    plural: bool = False
    sentence: int = -1
    marks: list[Marked] = field(default_factory=list)
    aside: bool = False  # "…, adding that": what follows goes on from the verb before


class Reader:
    """What is known of one page while it is read from top to bottom."""

    def __init__(self, page: Page, names: list[Name], hits: dict[int, list[Hit]], knowledge: Any) -> None:
        self.page, self.hits, self.cues = page, hits, knowledge.cues
        self.speakers = Speakers(page, names, knowledge.roots)
        self.blocks = blocks(page.text)
        hidden = list(page.text)
        for block in self.blocks:
            for at in block.outer:
                hidden[at] = " "
        self.quotes = [q for q in quotations("".join(hidden)) if not q.open or q.end - q.start < 1500]
        self.outer = Along(q for q in self.quotes if not q.inner)
        self.turns = Turns(page.text)
        self.found: list[Found] = []
        self._told_at: list[int] = []  # starts of the turns, which are the first of the found
        self.pasted: Speaker | None = None  # who wrote the last block quotation
        self.anchors: set[int] = set()  # tokens of the cues of the sentence that is being read
        self.taken: set[int] = set()  # starts of quotations that have a statement

    def _labelled(self, who: Extent, cue: Extent | None, content: Extent, direct: bool) -> None:
        """A statement whose speaker is a label beside it."""
        words = self.page.text[who[0] : who[1]]
        inside = [x for x in self.speakers.within(*who) if not x.adjective and not x.pronoun]
        named = max(inside, key=lambda x: (x.kind == "person", x.end - x.start), default=None)
        if named is not None:
            speaker = Speaker(named.name, self.page.span(*who), named.entity, named.country, named.sector, named.anonymous)
        else:
            bare = ARTICLE.sub("", words)
            nouns = self.speakers.nouns.of(bare.split()[-1]) if bare[:1].islower() else []
            country = next((x.country for x in self.speakers.within(*who) if x.country), None)
            sector = next((g.sector for g in nouns if g.sector), None)
            speaker = Speaker(_label(bare), self.page.span(*who), None, country, sector, any(g.withheld for g in nouns))
        edges = [*who, *content, *(cue or ())]
        manner: Quotation = "direct" if direct else "indirect"
        n = self.page.sentence_at(content[0])
        self.found.append(Found(min(edges), max(edges), cue, [content], speaker, who, "say", manner, None, sentence=n))
        self.speakers.heard(speaker, who, False)
        self.taken |= {q.start for q in self.outer.starting(*content)}

    def _marked(self, extent: Extent) -> bool:
        return self.page.text[extent[0]] in OPENING

    # ── one attribution ─────────────────────────────────────────────────────────────────────────
    def _add(self, n: int, sentence: Sentence, c: Clause, outer: Clause | None) -> None:
        page = self.page
        links = chain(sentence, c, self.speakers, outer, self.anchors)
        cue = page.text[c.start : c.end]
        c.start += len(cue) - len(cue.lstrip())
        speaker: Speaker | None = None
        plural = False
        at = c.source
        head = c.source_head
        if links.source is not None:
            at, head = links.source
        if at is not None and head is not None:
            speaker, plural = self.speakers.speaker(at, head, sentence.base, lambda: self._author(at[0], at))
        if at is not None and speaker is not None and speaker.name.lower() == page.text[at[0] : at[1]].lower() == "it":
            return  # "it tells you": nobody before it can be meant
        own = c.source
        outlet = at is not None and head is not None and self.speakers.outlet(at, head, sentence.base)
        via = tuple(self.speakers.link(e, h, sentence.base) for e, h in links.links)
        if c.addressee is not None and page.text[slice(*c.addressee)].lower() in FIRST:
            c.addressee = None  # "told us": the publisher is not repeated
        addressee = (
            self.speakers.party(c.addressee, c.addressee_head, sentence.base) if c.addressee and c.addressee_head is not None else None
        )
        edges = [x for e in [(c.start, c.end), *c.content, *([own] if own else []), *([at] if at else [])] for x in e]
        speaker = self._answering(c) or speaker
        if c.asked is not None:
            via = (*via, c.asked)
        via = via or self._kept(n, c, speaker, at, addressee)
        name = speaker.name.lower() if speaker else None
        via = tuple(v for v in via if v.name.lower() != name)
        marks = sorted({q for a, b in c.content for q in self.outer.within(a, b)}, key=lambda q: q.start)
        found = Found(
            min(edges), max(edges), (c.start, c.end), c.content, speaker, at, act(c, page.text), manner(page.text, c, about(self.outer, c)),
            c.cue.commits,
            via, addressee,
            outlet, False, False, plural, n, marks,
        )  # fmt: skip
        found.cited = links.source is not None
        found.aside = c.anchor.tag_ == "VBG" and c.anchor.dep_ in ("advcl", "acl", "prep", "conj")
        if c.hit.word in ("question", "challenge", "press", "grill") and c.content and found.addressee is None:
            asked = self.speakers.covering(c.content[0][0])
            if asked is not None and asked.kind == "person" and not asked.adjective:
                found.addressee, found.act = asked.party(page), "ask"
        self.found.append(found)
        if at is not None and c.cue.act not in ("plan",) and c.cue.kind != "noun":
            human = self.speakers.human(head, sentence.base) if head is not None and head.tag_ not in ("PRP", "PRP$", "WP") else None
            if head is None or head.tag_ in ("PRP", "NNP", "NNPS") or self.speakers.personal(at, head, sentence.base):
                self.speakers.heard(speaker, at, plural, human)

    def _kept(self, n: int, c: Clause, speaker: Speaker | None, at: Extent | None, told: Party | None) -> tuple[Link, ...]:
        """Links named earlier in the paragraph: the paper in which "he was quoted as saying" it, those of what "he adds" to."""
        page = self.page
        home = page.sentences[n]
        if c.cue.id == "quoted-as-saying" or (c.passive and c.hit.form.startswith("quoted")):
            near = [
                x for x in self.speakers.within(max(0, home.start - _BEFORE), c.start)
                if x.sector == "MED" and x.kind == "organization" and not x.adjective
            ]  # fmt: skip
            if near and page.sentences[page.sentence_at(near[-1].start)].paragraph == home.paragraph:
                return (near[-1].link(page),)
            return ()
        if at is None or speaker is None or told is not None or page.text[slice(*at)].lower() not in SINGULAR | {"they"}:
            return ()
        for f in reversed(self.found[-4:]):
            if f.sentence < 0 or f.sentence >= n or f.block or page.sentences[f.sentence].paragraph != home.paragraph:
                continue
            same = f.speaker is not None and f.speaker.name == speaker.name
            return f.via if same and not f.cited and f.addressee is None else ()
        return ()

    def _answering(self, c: Clause) -> Speaker | None:
        """Who "he" is that answers: the one asked just before, or the one whom "Asked whether …, X" names."""
        if c.hit.word not in _ANSWERS or c.source is None or self.page.text[slice(*c.source)].lower() not in ("he", "she", "they"):
            return None
        for f in reversed(self.found[-3:]):
            if f.act == "ask" and f.addressee is not None and c.start - f.end < 400:
                a = f.addressee
                outlet = (
                    next((x for x in self.speakers.within(*f.speaker_at) if x.sector == "MED" and x.kind == "organization"), None)
                    if f.speaker_at
                    else None
                )
                c.asked = outlet.link(self.page) if outlet is not None else None
                return Speaker(a.name, self.page.span(*c.source), a.entity, a.country, a.sector)
        return None

    def _holding(self, offset: int) -> Iterator[Found]:
        """The statements whose content holds an offset, the latest first: of the turns the one there, of the rest the last few hundred."""
        told = len(self._told_at)
        for f in islice(reversed(self.found), min(BACK, len(self.found) - told)):
            if any(a <= offset < b for a, b in f.content):
                yield f
        k = bisect_right(self._told_at, offset) - 1
        if k >= 0 and any(a <= offset < b for a, b in self.found[k].content):
            yield self.found[k]

    def _author(self, offset: int, extent: Extent) -> Speaker | None:
        """Who "I" is: the speaker of the quotation or turn, else the page's author; None in a transcript that does not say."""
        for f in self._holding(offset):
            if f.speaker is not None:
                k = f.speaker
                return Speaker(k.name, self.page.span(*extent), k.entity, k.country, k.sector, k.anonymous)
        turn = self.turns.at(offset)
        if turn is not None:
            return Speaker(_label(self.page.text[turn.who[0] : turn.who[1]]), self.page.span(*extent))
        doc = self.page.document
        if doc.kind == "transcript":
            return None
        return Speaker(doc.author or self.page.text[extent[0] : extent[1]], self.page.span(*extent))


class Extents:
    """Stretches of the text, to be asked whether one of them holds another."""

    def __init__(self, extents: list[Extent]) -> None:
        extents = sorted(extents)
        self._starts = [a for a, _ in extents]
        self._reach = list(accumulate((b for _, b in extents), max))

    def hold(self, start: int, end: int = 0) -> bool:
        """Does one of them hold text[start:end], or the one character at `start`?"""
        k = bisect_right(self._starts, start) - 1
        return k >= 0 and self._reach[k] >= (end or start + 1)


def about(outer: Along[Marked], c: Clause) -> list[Marked]:
    """The quotations that a content touches."""
    if not c.content:
        return []
    return outer.over(min(a for a, _ in c.content), max(b for _, b in c.content))


def _label(words: str) -> str:
    """A transcript's label as a name: capitals are made plain."""
    return words.title() if words.isupper() and len(words) > 4 else words
