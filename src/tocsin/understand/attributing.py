"""Cues, syntax and quotation marks of a page put together into attributions, before parents and times are known."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from tocsin.knowledge.cueing import Hit
from tocsin.knowledge.encoder import Encoder
from tocsin.knowledge.speaking import Speaking
from tocsin.records import Link, Speaker
from tocsin.understand.blocks import Block
from tocsin.understand.carriers import carried, passing
from tocsin.understand.chains import CITING, cites
from tocsin.understand.clauses import RELATIVES, Clause, Sentence, agent_of, subject
from tocsin.understand.extents import extend
from tocsin.understand.finds import Name
from tocsin.understand.loose import SPOKEN, Loose
from tocsin.understand.marking import OPENING, attach
from tocsin.understand.page import Page
from tocsin.understand.questions import only_asks, questioner
from tocsin.understand.quotes import Quotation as Marked
from tocsin.understand.reader import Extents, Found
from tocsin.understand.readings import best, disentangle, over, second
from tocsin.understand.segments import breaks, inverted, parted, unvoiced
from tocsin.understand.speakers import FIRST, SECOND
from tocsin.understand.tagging import Relation, relations
from tocsin.understand.topic import CLOSELY, on_topic
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
_UNNAMED = re.compile(
    r"(?:that )?(?:not to be|not be|to remain|remain|(?:his|her|their) names? (?:not )?be) (?:named|identified|quoted|anonymous|used)"
    r"|(?:him|her|it|them)sel(?:f|ves)\b"
)
_HEARERS = frozenset(["you", "us", "me"])
_THINGS = frozenset(["show", "find"])  # cues of which a thing may be the source
ABOUT = 0  # sentences before and after one with a cue that the encoder reads with it; 2 gain .003 F1 and cost 12 µs a word


def attributions(page: Page, names: list[Name], hits: dict[int, list[Hit]], knowledge: Any) -> list[Found]:
    """All of a page, in no promised order."""
    return _Reader(page, names, hits, knowledge).read()


def leading(page: Page, nouns: Speaking) -> set[int]:
    """Numbers of the sentences in which a noun of words stands before a colon ("her note read: …")."""
    return {n for m in nouns.leading.finditer(page.text) if (n := page.sentence_at(m.end() - 1)) >= 0}


class _Reader(Loose):
    """The sentences, blocks, turns and headlines of a page, one after another."""

    def __init__(self, page: Page, names: list[Name], hits: dict[int, list[Hit]], knowledge: Any) -> None:
        super().__init__(page, names, hits, knowledge)
        encoder = knowledge.encoder if on_topic(page, knowledge, CLOSELY) else None
        self.seen = self._seen(encoder) if encoder is not None else {}

    def read(self) -> list[Found]:
        wanted = (set(self.hits) | leading(self.page, self.speakers.nouns)) & set(self.page.parsed)
        todo = sorted(wanted | self._quoting())
        pending = list(self.blocks)
        self._turns()
        self._headlines()
        for n in todo:
            s = self.page.sentences[n]
            while pending and pending[0].start < s.end:
                self._block(pending.pop(0))
            if n in wanted:
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
        told = Extents([(t.start, t.end) for t in self.turns.turns] + [(b.start, b.end) for b in self.blocks])
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
            elif _plain(words) not in (_plain(speaker.name), _plain(page.text[slice(*block.who)]) if block.who else ""):
                via = (link,)
        at = block.who or block.outlet
        start = min(x for x in (block.start, *(block.cue or ()), *(block.who or ())))
        end = max(x for x in (block.end, *(block.outlet or ())))
        self.found.append(
            Found(start, end, block.cue, [(block.start, block.end)], speaker, at, "say", "direct", via=via, block=True)
        )  # fmt: skip
        self.pasted = speaker or self.pasted

    # ── transcripts and headlines ───────────────────────────────────────────────────────────────
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
            about = [x for x in self.speakers.within(s.start, s.start + m.end("who")) if x.kind in ("country", "place")]
            if m["what"][0] in OPENING or (known and not about):  # "Russia: UK warned …" tells whom it is about
                who, what = (s.start + m.start("who"), s.start + m.end("who")), (s.start + m.start("what"), s.start + m.end("what"))
                self._labelled(who, (who[1], who[1] + 1), what, m["what"][0] in OPENING)

    # ── sentences ───────────────────────────────────────────────────────────────────────────────
    def _sentence(self, n: int) -> None:
        s = self.page.sentences[n]
        sentence = Sentence(self.page.parsed[n], s.start, self.page.text)
        clauses: list[Clause] = []
        for hit in self.hits.get(n, ()):
            if any(
                b.cue is not None
                and b.cue[0] < hit.end
                and hit.start < b.start
                and hit.start >= b.cue[0] - 300
                and hit.end > min(b.cue[0], b.who[0] if b.who else b.cue[0])
                for b in self._next_blocks(hit.start)
            ):
                continue
            reading = best(sentence, hit)
            if reading is None and (short := self.cues.shorter(hit)) is not None:
                reading = best(sentence, short)
            if reading is not None:
                clauses.append(reading)
        second(sentence, clauses, self.speakers)
        disentangle(sentence, clauses)
        beside = self.outer.over(sentence.base, sentence.end)
        parted(sentence, clauses, beside)
        inverted(sentence, clauses, beside)
        unvoiced(sentence, clauses, self.speakers)
        led = self._led(n, sentence, clauses, beside)
        attach(sentence, clauses, [q for q in beside if led is None or q.start != led.content[0][0]])
        clauses = [c for c in clauses if c.content and self._plausible(c, sentence.base)]
        for c in clauses:
            extend(sentence, c)
        if n in self.seen:
            read = {id(c) for c in clauses}
            clauses = united(sentence, clauses, self.seen[n], self.hits[n], self.speakers.personal)
            clauses = [c for c in clauses if id(c) in read or not self._learned_amiss(c, sentence)]
            self.taken |= {q.start for c in clauses for a, b in c.content if b > s.end for q in self.outer.over(a, b)}
        for q in self.outer.over(s.start, s.end):
            if any(not q.start < c.start < q.end and any(a < q.end and q.start < b for a, b in c.content) for c in clauses):
                self.taken.add(q.start)
        clauses = [c for c in clauses if not self._of_source(c, clauses, sentence)]
        clauses = [c for c in clauses if not (c.hit.form in CITING and _citing(c) and cites(self.speakers, c.anchor))]
        clauses = [c for c in clauses if not only_asks(sentence, c)]
        if led is not None:
            clauses = [c for c in clauses if not (c.start < led.end and led.start < c.end)]
            self.taken |= {q.start for q in self.outer.starting(led.content[0][0], led.content[0][1])}
        self.anchors = {c.anchor.i for c in clauses}
        above = over(sentence, clauses)
        if led is not None:
            passed = bool(led.via)
            self._add(n, sentence, led, None)
            self.found[-1].cited = passed
        for c in clauses:
            if c.addressee is None and (asking := questioner(sentence, c)) is not None:
                c.addressee, c.addressee_head = asking
            c.via += passing(sentence, self.speakers, c.anchor, (c.addressee, c.addressee_head) if c.addressee else None)
            self._add(n, sentence, c, above.get(id(c)))
        if not any(c.source for c in clauses):
            self._topic(sentence)

    def _led(self, n: int, sentence: Sentence, clauses: list[Clause], beside: list[Marked]) -> Clause | None:
        """What a noun of words leads to in a sentence, cut out of the other clauses' contents; see carriers.py."""
        text = self.page.text
        colons = [at for at, mark in breaks(sentence, beside) if mark == ":"]
        if not colons and not (beside and beside[0].start == sentence.base):
            return None
        found = carried(sentence, self.speakers, beside, colons)
        if found is None:
            return None
        start = found.start
        while start < len(text) and text[start] in " \n":
            start += 1
        quoted = next((q for q in self.outer.over(start, start + 1) if q.start == start), None)
        content = (quoted.start, quoted.end) if quoted is not None else sentence.trimmed((start, found.end))
        if content is None or content[1] - content[0] < 4:
            return None
        for c in clauses:
            if c.start < content[0]:
                c.content = sentence.without_all(c.content, [content])
        hit = next((h for h in self.hits.get(n, ()) if h.start < found.cue[1] and found.cue[0] < h.end), None)
        cue = next((k for k in hit.cues if k.kind == "noun"), None) if hit is not None else None
        words = text[slice(*found.cue)]
        return Clause(
            Hit(*found.cue, words, words, ()), cue or SPOKEN, found.top, *found.cue, found.source[0], found.source[1], [content],
            via=found.links,
        )  # fmt: skip

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

    def _plausible(self, c: Clause, base: int) -> bool:
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
        if c.source is not None and c.source_head is not None and c.cue.kind == "verb" and c.cue.id not in _THINGS and self._thing(c, base):
            return False  # a thing cannot speak: "the meeting underscores …"
        if word in ("'s", "’s", "s"):
            return False  # "let's talk about"
        told = self.page.text[slice(*c.addressee)].lower() if c.addressee else ""
        if told in _HEARERS and c.source_head is not None and c.source_head.tag_ == "NN" and not self.speakers.groups(c.source_head):
            return self.speakers.covering(base + c.source_head.idx) is not None  # "the wind tells you"
        if c.content and _UNNAMED.match(self.page.text, c.content[0][0]):
            return False  # "who asked not to be named"
        if not c.source and c.cue.kind == "verb":
            return (c.quoted and any(self._marked(x) for x in c.content)) or (c.cue.id in ("ask", "tell") and c.anchor.tag_ == "VBN")
        return True

    def _of_source(self, c: Clause, clauses: list[Clause], sentence: Sentence) -> bool:
        """ "Witnesses quoted by X said …": the participle only tells through whom the witnesses speak."""
        if c.hit.form not in CITING or c.anchor.tag_ != "VBN" or c.anchor.dep_ != "acl" or agent_of(c.anchor) is None:
            return False
        return any(p is not c and p.source_head is not None and p.source_head.i == c.anchor.head.i for p in clauses)

    def _learned_amiss(self, c: Clause, sentence: Sentence) -> bool:
        """Is what only the encoder saw a thing at work ("the channel to resolve the crisis") or the head of a block quotation?"""
        if any(b.cue is not None and b.cue[0] - 40 < c.start < b.start and b.cue[0] <= c.end for b in self._next_blocks(c.start)):
            return True
        if c.content and _UNNAMED.match(self.page.text, c.content[0][0]):
            return True
        if c.anchor.tag_ == "VB" and c.anchor.dep_ in ("acl", "relcl") and not any(x.dep_ == "ccomp" for x in c.anchor.children):
            return True
        if c.source is None or c.source_head is None or not self._thing(c, sentence.base):
            return False
        odd = c.source_head.lower_ in RELATIVES or c.source_head.tag_ == "CD" or c.anchor.tag_ in ("VB", "VBG")
        return odd or c.cue.act in ("threaten", "plan", "promise")

    def _thing(self, c: Clause, base: int) -> bool:
        """Is the source a thing, neither named nor of those who speak?"""
        head = c.source_head
        if head.lower_ in RELATIVES and head.tag_ in ("WDT", "WP", "IN"):  # "the war, which threatens to …"
            top = head.head
            while top.dep_ not in ("relcl", "acl") and top.head.i != top.i:
                top = top.head
            head = top.head if top.dep_ in ("relcl", "acl") else head
        elif head.tag_ == "CD":  # "one of the warnings"
            head = next((g for p in head.children if p.lower_ == "of" for g in p.children if g.dep_ == "pobj"), head)
            return head.tag_ in ("NN", "NNS") and not self.speakers.groups(head)
        elif any(x.dep_ == "ccomp" for x in c.anchor.children) or any(self._marked(x) for x in c.content):
            return False  # it says something: a survey, a placard, an offshoot of the party
        if head.tag_ == "NNS" and c.cue.act in ("say", "opine") and c.source_head is head:
            return False
        return head.tag_ in ("NN", "NNS") and not self.speakers.groups(head) and self.speakers.covering(base + head.idx) is None


def _citing(c: Clause) -> bool:
    """Does a cue of citing only name a source of what the sentence tells (", citing X", "which cited X")?"""
    return c.anchor.tag_ == "VBG" or (c.anchor.dep_ == "relcl" and c.source_head is not None and c.source_head.tag_ == "WDT")


def _plain(name: str) -> str:
    """A name by which "Aljazeera" and "Al Jazeera" are the same."""
    return "".join(c for c in name.lower() if c.isalnum())


def _distinct(found: list[Found]) -> list[Found]:
    """Without statements that share cue and content with an earlier one, and bare quotations that a cue took after all."""
    seen: set[Any] = set()
    out = []
    cued = Extents([c for f in found if f.cue is not None and not f.block for c in f.content])
    for f in found:
        key = (f.cue, f.content[0])
        bare = f.cue is None and not f.block and cued.hold(f.content[0][0], f.content[0][1])
        if key not in seen and not bare:
            seen.add(key)
            out.append(f)
    return out
