"""Cues, syntax and quotation marks of a page put together into attributions, before parents and times are known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import Any

from tocsin.knowledge.cueing import Cue, Hit
from tocsin.knowledge.encoder import Encoder
from tocsin.records import Act, Link, Party, Quotation, Speaker
from tocsin.understand.along import Along
from tocsin.understand.blocks import Block, blocks
from tocsin.understand.chains import CITING, chain, cites
from tocsin.understand.clauses import Clause, Extent, Sentence, subject
from tocsin.understand.extents import extend
from tocsin.understand.finds import Name
from tocsin.understand.marking import OPENING, attach, manner, merged, sentence_like
from tocsin.understand.page import Page
from tocsin.understand.quotes import Quotation as Marked
from tocsin.understand.quotes import quotations
from tocsin.understand.readings import best as read
from tocsin.understand.readings import disentangle, over, second
from tocsin.understand.speakers import FIRST, SECOND, Speakers
from tocsin.understand.tagging import Relation, relations
from tocsin.understand.topic import CLOSELY, on_topic
from tocsin.understand.turns import Turns
from tocsin.understand.uniting import united

_HEADLINE = re.compile(r"^(?P<who>(?!He |She |They |It |We |I |And |But )[A-Z][^:,\n“\"]{1,50}): ?(?P<what>[^\n]{8,160}[^\n.:])$")
_NO_SPEAKER = frozenset(
    [
        "Update",
        "Updated",
        "Breaking",
        "Live",
        "Video",
        "Opinion",
        "Analysis",
        "Watch",
        "Exclusive",
        "Photos",
        "Fact",
        "Explainer",
        "Timeline",
        "Comment",
        "Editorial",
        "Review",
        "War",
    ]
)
_SIGNED = re.compile(r"[,.]?\s*(?:[―—–]|--|-)\s*(?P<who>[A-Z][^\n“\"]{2,80}?)[.\s]*(?:\n|$)")
_COLON = re.compile(r"\s*[:—–]\s*(?=[“\"«„])|(?<=this):\s")
_SPOKEN = Cue(id="colon", act="say", kind="verb", frames=["quote"], means="A colon or a dash before the words.", words=[], examples=[])
_THINGS = frozenset(["show", "find"])  # cues of which a thing may be the source
BACK = 400  # statements, counted from the last, among which the one that goes on is looked for
ABOUT = 0  # sentences before and after one with a cue that the encoder reads with it; 2 gain .003 F1 and cost 12 µs a word
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


def attributions(page: Page, names: list[Name], hits: dict[int, list[Hit]], knowledge: Any) -> list[Found]:
    """All of a page, in no promised order."""
    return _Reader(page, names, hits, knowledge).read()


class _Reader:
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
        encoder = knowledge.encoder if on_topic(page, knowledge, CLOSELY) else None
        self.seen = self._seen(encoder) if encoder is not None else {}

    def read(self) -> list[Found]:
        todo = sorted(set(self.hits) & set(self.page.parsed) | self._quoting())
        pending = list(self.blocks)
        self._turns()
        self._headlines()
        for n in todo:
            s = self.page.sentences[n]
            while pending and pending[0].start < s.end:
                self._block(pending.pop(0))
            if n in self.page.parsed and n in self.hits:
                self._sentence(n)
            self._loose(n)
        for block in pending:
            self._block(block)
        return _distinct(self.found)

    def _seen(self, encoder: Encoder) -> dict[int, list[Relation]]:
        """What the encoder makes of each sentence with a cue, read with those about it in its paragraph.

        It has learned no transcripts and no block quotations, and is not asked about them.
        """
        if self.page.document.kind == "transcript":
            return {}
        sentences = self.page.sentences
        told = _Extents([(t.start, t.end) for t in self.turns.turns] + [(b.start, b.end) for b in self.blocks])
        asked = [n for n in self.hits if n in self.page.parsed and not told.hold(sentences[n].start)]
        about = {
            m
            for n in asked
            for m in range(max(0, n - ABOUT), min(len(sentences), n + ABOUT + 1))
            if sentences[m].paragraph == sentences[n].paragraph
        }
        out: dict[int, list[Relation]] = {n: [] for n in asked}
        for r in relations(self.page, about, encoder):
            out.get(self.page.sentence_at(r.cue[0]), []).append(r)
        return out

    def _quoting(self) -> set[int]:
        return {n for q in self.outer if (n := self.page.sentence_at(q.start)) >= 0}

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────
    def _block(self, block: Block) -> None:
        page = self.page
        speaker: Speaker | None = None
        via: tuple[Link, ...] = ()
        if block.who is not None:
            words = page.text[block.who[0] : block.who[1]]
            if words in ("He", "She", "They"):
                known = self.pasted or (self.speakers.recent[-1][0] if self.speakers.recent else None)
                if known is not None:
                    speaker = Speaker(known.name, page.span(*block.who), known.entity, known.country, known.sector, known.anonymous)
            else:
                inside = self.speakers.within(*block.who)
                person = next((x for x in inside if not x.adjective), None)
                if person is not None and person.end - person.start > (block.who[1] - block.who[0]) / 2:
                    speaker = person.speaker(page)
                else:
                    first = words.split(" from ")[0].split(", and ")[0].split(",")[0]
                    speaker = Speaker(first.removeprefix("the "), page.span(*block.who), sector="MED")
        if block.outlet is not None:
            words = page.text[block.outlet[0] : block.outlet[1]]
            link = Link(words, page.span(*block.outlet))
            if speaker is None:
                speaker = Speaker(words, page.span(*block.outlet), sector="MED")
            elif speaker.name.lower() != words.lower():
                via = (link,)
        at = block.who or block.outlet
        start = min(x for x in (block.start, *(block.cue or ()), *(block.who or ())))
        end = max(x for x in (block.end, *(block.outlet or ())))
        self.found.append(
            Found(start, end, block.cue, [(block.start, block.end)], speaker, at, "say", "direct", via=via, block=True)
        )  # fmt: skip
        self.pasted = speaker or self.pasted

    # ── transcripts and headlines ───────────────────────────────────────────────────────────────
    def _labelled(self, who: Extent, cue: Extent | None, content: Extent, direct: bool) -> None:
        """A statement whose speaker is a label beside it."""
        words = self.page.text[who[0] : who[1]]
        inside = [x for x in self.speakers.within(*who) if not x.adjective and not x.pronoun]
        named = max(inside, key=lambda x: (x.kind == "person", x.end - x.start), default=None)
        if named is not None:
            speaker = Speaker(named.name, self.page.span(*who), named.entity, named.country, named.sector, named.anonymous)
        else:
            speaker = Speaker(_label(words), self.page.span(*who))
        edges = [*who, *content, *(cue or ())]
        manner: Quotation = "direct" if direct else "indirect"
        n = self.page.sentence_at(content[0])
        self.found.append(Found(min(edges), max(edges), cue, [content], speaker, who, "say", manner, None, sentence=n))
        self.speakers.heard(speaker, who, False)
        self.taken |= {q.start for q in self.outer.starting(*content)}

    def _turns(self) -> None:
        text = self.page.text
        for turn in self.turns.turns:
            end = turn.end
            while end > turn.start and text[end - 1].isspace():
                end -= 1
            colon = text.find(":", turn.who[1], turn.start)
            if end > turn.start:
                self._told_at.append(turn.start)
                self._labelled(turn.who, (colon, colon + 1) if colon >= 0 else None, (turn.start, end), True)

    def _spoken(self, start: int, end: int) -> bool:
        """Is there a cue among these words?"""
        n = self.page.sentence_at(start)
        return any(start <= h.start < end for h in self.hits.get(n, []))

    def _headlines(self) -> None:
        """ "Erdogan: 'We will not wait'" as a line of its own, near the top."""
        text = self.page.text
        for s in self.page.sentences[:4]:
            m = _HEADLINE.match(text[s.start : s.end])
            if (
                m is None
                or self.turns.turns
                or self._spoken(s.start, s.start + m.end("who"))
                or m["who"].split()[0] in _NO_SPEAKER
                or sum(w.islower() for w in m["who"].split()) > 1
            ):
                continue
            known = bool(self.speakers.within(s.start, s.start + m.end("who"))) or bool(self.speakers.nouns.of(m["who"].split()[-1]))
            if m["what"][0] in OPENING or known:
                who, what = (s.start + m.start("who"), s.start + m.end("who")), (s.start + m.start("what"), s.start + m.end("what"))
                self._labelled(who, (who[1], who[1] + 1), what, m["what"][0] in OPENING)

    # ── sentences ───────────────────────────────────────────────────────────────────────────────
    def _sentence(self, n: int) -> None:
        s = self.page.sentences[n]
        sentence = Sentence(self.page.parsed[n], s.start, self.page.text)
        clauses: list[Clause] = []
        for hit in self.hits[n]:
            if any(
                b.cue is not None
                and b.cue[0] < hit.end
                and hit.start < b.start
                and hit.start >= b.cue[0] - 300
                and hit.end > min(b.cue[0], b.who[0] if b.who else b.cue[0])
                for b in self._next_blocks(hit.start)
            ):
                continue
            reading = read(sentence, hit)
            if reading is None and (short := self.cues.shorter(hit)) is not None:
                reading = read(sentence, short)
            if reading is not None:
                clauses.append(reading)
        second(sentence, clauses, self.speakers)
        disentangle(sentence, clauses)
        attach(sentence, clauses, self.outer.over(sentence.base, sentence.end))
        clauses = [c for c in clauses if c.content and self._plausible(c)]
        for c in clauses:
            extend(sentence, c)
        if n in self.seen:
            clauses = united(sentence, clauses, self.seen[n], self.hits[n], self.speakers.personal)
            self.taken |= {q.start for c in clauses for a, b in c.content if b > s.end for q in self.outer.over(a, b)}
        for q in self.outer.over(s.start, s.end):
            if any(not q.start < c.start < q.end and any(a < q.end and q.start < b for a, b in c.content) for c in clauses):
                self.taken.add(q.start)
        clauses = [c for c in clauses if not (c.hit.form in CITING and c.anchor.tag_ == "VBG" and cites(self.speakers, c.anchor))]
        self.anchors = {c.anchor.i for c in clauses}
        above = over(sentence, clauses)
        for c in clauses:
            self._add(n, sentence, c, above.get(id(c)))
        if not any(c.source for c in clauses):
            self._topic(sentence)

    def _next_blocks(self, offset: int) -> list[Block]:
        """The two block quotations that begin next; only they can be introduced here."""
        k = bisect_right(self.blocks, offset, key=lambda b: b.start)
        return self.blocks[k : k + 2]

    def _topic(self, sentence: Sentence) -> None:
        """The subject of a sentence in which nobody speaks, for the pronoun that may follow ("The team is … They wrote: …")."""
        top = next((t for t in sentence.doc if t.dep_ == "ROOT"), None)
        head = subject(top) if top is not None and top.tag_[:2] in ("VB", "MD") else None
        if head is None or head.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
            return
        extent = sentence.noun(head, top)
        if not self.speakers.personal(extent, head, sentence.base) or self.outer.over(extent[0], extent[0] + 1):
            return
        speaker, plural = self.speakers.speaker(extent, head, sentence.base, lambda: None)
        self.speakers.heard(speaker, extent, plural, self.speakers.human(head, sentence.base))

    def _plausible(self, c: Clause) -> bool:
        """Not the talk of the one quoted about himself, and not a cue without anybody behind it."""
        word = self.page.text[c.source[0] : c.source[1]].lower() if c.source else ""
        inside = any(q.start < c.start and c.end < q.end for q in self.outer.over(c.start, c.start + 1))
        if inside and (not c.source or word in FIRST | SECOND | {"it", "that", "this"}):
            return False
        if word in SECOND | {"it", "this", "that", "there", "what"} and not (
            word == "it" and c.cue.act in ("say", "confirm", "claim", "estimate", "warn", "deny")
        ):
            return False
        if (
            c.source is not None
            and c.cue.act in ("threaten", "plan", "promise")
            and c.source_head is not None
            and c.source_head.tag_ in ("NN", "NNS")
        ):
            head = c.source_head
            if (
                not self.speakers.groups(head)
                and self.speakers.covering(c.source[0] + head.idx - head.left_edge.idx) is None
                and c.source_head.tag_ == "NN"
            ):
                return False
        if c.source is not None and c.source_head is not None and c.cue.kind == "verb" and c.cue.id not in _THINGS and self._thing(c):
            return False  # a thing cannot speak: "the meeting underscores …"
        if word in ("'s", "’s", "s"):
            return False  # "let's talk about"
        if not c.source and c.cue.kind == "verb":
            return (c.quoted and any(self._marked(x) for x in c.content)) or (c.cue.id in ("ask", "tell") and c.anchor.tag_ == "VBN")
        return True

    def _thing(self, c: Clause) -> bool:
        """Is the source a thing, neither named nor of those who speak?"""
        head = c.source_head
        if head.tag_ == "CD":  # "one of the warnings"
            head = next((g for p in head.children if p.lower_ == "of" for g in p.children if g.dep_ == "pobj"), head)
            return head.tag_ in ("NN", "NNS") and not self.speakers.groups(head)
        at = (c.source[0] if c.source else 0) + head.idx - head.left_edge.idx
        if any(x.dep_ == "ccomp" for x in c.anchor.children) or any(self._marked(x) for x in c.content):
            return False  # it says something: a survey, a placard, an offshoot of the party
        return head.tag_ == "NN" and not self.speakers.groups(head) and self.speakers.covering(at) is None

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
        name = speaker.name.lower() if speaker else None
        via = tuple(v for v in via if v.name.lower() != name)
        marks = sorted({q for a, b in c.content for q in self.outer.within(a, b)}, key=lambda q: q.start)
        found = Found(
            min(edges), max(edges), (c.start, c.end), c.content, speaker, at, c.cue.act, manner(page.text, c, _about(self.outer, c)),
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

    # ── words introduced by a colon or dash ─────────────────────────────────────────────────────
    def _introduced(self, n: int, q: Marked) -> bool:
        """ "The same officer: “Go.”": the subject of what stands before the colon speaks, or the phrase that stands there."""
        page = self.page
        s = page.sentences[n]
        if n not in page.parsed or page.text[max(s.start, q.start - 80) : q.start].rstrip()[-1:] not in ":—–":
            return False
        m = _COLON.search(page.text, s.start, q.start + 1)
        if m is None or m.end() != q.start or q.words(page.text) < 3:
            return False
        sentence = Sentence(page.parsed[n], s.start, page.text)
        before = [t for t in sentence.doc if t.idx + s.start < m.start()]
        inside = {t.i for t in before}
        tops = [t for t in before if (t.head.i == t.i or t.head.i not in inside) and t.dep_ not in ("punct", "cc", "advmod", "prep")]
        if not tops:
            return False
        top = tops[-1]
        verb = top.tag_[:2] in ("VB", "MD")
        head = subject(top) if verb else top
        if head is None or head.i not in inside or head.tag_[:1] not in ("N", "P") or head.tag_ == "IN":
            return False
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        extent = sentence.noun(head, top if verb else None)
        if not self.speakers.groups(head) and owner is not None:
            head, extent = owner, sentence.span(owner.left_edge, owner.right_edge)
            if sentence.doc[owner.right_edge.i].tag_ == "POS":
                extent = (extent[0], sentence.base + sentence.doc[owner.right_edge.i].idx)
        extent = (extent[0], min(extent[1], m.start()))
        if extent[0] >= extent[1] or not self.speakers.personal(extent, head, sentence.base):
            return False
        cue = (m.start(), m.start() + 1)
        hit = Hit(*cue, page.text[slice(*cue)], "", ())
        c = Clause(hit, _SPOKEN, top if verb else head, *cue, source=extent, source_head=head, content=[(q.start, q.end)])
        if verb:
            c.start, c.end = sentence.base + top.idx, sentence.base + top.idx + len(top.text)
        self._add(n, sentence, c, None)
        self.taken.add(q.start)
        return True

    # ── what runs on, and what stands alone ─────────────────────────────────────────────────────
    def _loose(self, n: int) -> None:
        """Quotations of sentence `n` that no cue took: more of what was said before, or words whose cue ended the line before."""
        page = self.page
        s = page.sentences[n]
        for q in self.outer.starting(s.start, s.end):
            if q.start in self.taken:
                continue
            if page.text[s.start : q.start].strip():
                if not any(not f.block for f in self._holding(q.start)):
                    self._introduced(n, q)
                continue
            if not sentence_like(page.text, q):
                continue
            if any(not f.block for f in self._holding(q.start)):
                continue
            signed = _SIGNED.match(page.text, q.end, q.end + 100)
            if signed is not None and q.words(page.text) >= 3:
                at = signed.start() + len(signed[0]) - len(signed[0].lstrip(" ,."))
                self._labelled(signed.span("who"), (at, at + 1), (q.start, q.end), True)
                continue
            before = self._before(q.start)
            rest = page.text[q.end : s.end].strip(" .,")
            if before is not None and not rest:
                before.content.append((q.start, q.end))
                before.content = merged(before.content, page.text)
                before.start, before.end = min(before.start, q.start), max(before.end, q.end)
                before.marks.append(q)
                if before.quotation == "indirect":
                    before.quotation = "mixed"
                self.taken.add(q.start)
            elif not rest and q.words(page.text) >= 4:
                self._bare(n, q)

    def _before(self, offset: int) -> Found | None:
        """The statement that a quotation at the head of a sentence carries on: the last of the sentence before, asides left out.

        In the same paragraph, or in the next where the one before ended with words in quotation marks as well.
        """
        page = self.page
        n = page.sentence_at(offset)
        near = [f for f in self.found[-8:] if not f.block]
        last: Found | None = None
        for f in near:
            if f.cue is None or f.sentence < 0 or f.end > offset or f.aside:
                continue
            if any(f is not g and any(a <= f.cue[0] < b for a, b in g.content) for g in near):
                continue
            if last is None or max(f.cue[1], *(b for _, b in f.content)) >= max(
                last.cue[1] if last.cue else 0, *(b for _, b in last.content)
            ):
                last = f
        if last is None:
            return None
        m = page.sentence_at(max(last.end, *(b for _, b in last.content)) - 1)
        if not 0 <= n - m <= 1:
            return None
        step = page.sentences[n].paragraph - page.sentences[m].paragraph
        return last if step == 0 else None

    def _bare(self, n: int, q: Marked) -> None:
        page = self.page
        s = page.sentences[n]
        speaker: Speaker | None = None
        above = page.sentences[n - 1] if n else None
        last = next(
            (
                f
                for f in islice(reversed(self.found), BACK)
                if f.speaker is not None and not f.block and f.cue is not None and f.start < q.start
            ),
            None,
        )
        if (
            last is not None
            and last.speaker is not None
            and above is not None
            and s.paragraph - above.paragraph <= 1
            and s.start - last.end < 600
        ):
            known = last.speaker
            speaker = Speaker(known.name, None, known.entity, known.country, known.sector, known.anonymous)
        self.taken.add(q.start)
        self.found.append(Found(q.start, q.end, None, [(q.start, q.end)], speaker, None, "say", "direct", sentence=n, marks=[q]))


class _Extents:
    """Stretches of the text, to be asked whether one of them holds another."""

    def __init__(self, extents: list[Extent]) -> None:
        extents = sorted(extents)
        self._starts = [a for a, _ in extents]
        self._reach = list(accumulate((b for _, b in extents), max))

    def hold(self, start: int, end: int = 0) -> bool:
        """Does one of them hold text[start:end], or the one character at `start`?"""
        k = bisect_right(self._starts, start) - 1
        return k >= 0 and self._reach[k] >= (end or start + 1)


def _about(outer: Along[Marked], c: Clause) -> list[Marked]:
    """The quotations that a content touches."""
    if not c.content:
        return []
    return outer.over(min(a for a, _ in c.content), max(b for _, b in c.content))


def _label(words: str) -> str:
    """A transcript's label as a name: capitals are made plain."""
    return words.title() if words.isupper() and len(words) > 4 else words


def _distinct(found: list[Found]) -> list[Found]:
    """Without statements that share cue and content with an earlier one, and bare quotations that a cue took after all."""
    seen: set[Any] = set()
    out = []
    cued = _Extents([c for f in found if f.cue is not None and not f.block for c in f.content])
    for f in found:
        key = (f.cue, f.content[0])
        bare = f.cue is None and not f.block and cued.hold(f.content[0][0], f.content[0][1])
        if key not in seen and not bare:
            seen.add(key)
            out.append(f)
    return out
