"""Quotations that no cue took: led by a colon or dash, signed, more of what was said before, or standing alone."""

from __future__ import annotations

import re
from itertools import islice

from tocsin.knowledge.cueing import Cue, Hit
from tocsin.records import Link, Speaker
from tocsin.understand.clauses import Clause, Sentence, subject
from tocsin.understand.marking import merged, sentence_like
from tocsin.understand.quotes import Quotation as Marked
from tocsin.understand.reader import BACK, Found, Reader
from tocsin.understand.segments import breaks

_SIGNED = re.compile(r"[,.]?\s*(?:[―—–]|--|-)\s*(?P<who>[A-Z][^\n“\"]{2,80}?)[.\s]*(?:\n|$)")
_COLON = re.compile(r"\s*[:—–]\s*(?=[“\"«„])|(?<=this):\s")
_BRACKETED = re.compile(
    r"[,.]?\s*\((?:(?:from|via|by|on|in|posted by|posted on|source:|as told to|according to)\s+)?(?P<who>[^()\n,;]{2,70}?)"
    r"(?:,?\s+(?:quoting|citing|crediting)\s+(?P<whom>[^()\n]{2,70}?))?\)"
)
_CHANNEL = re.compile(r",? (?:on|in|via|speaking|writing|talking)\b")
_STOP = re.compile(r"[.!?]\s")
_BESIDE = frozenset({"punct", "cc", "advmod", "prep", "npadvmod"})
SPOKEN = Cue(id="colon", act="say", kind="verb", frames=["quote"], means="A colon or a dash before the words.", words=[], examples=[])


class Loose(Reader):
    """A reader that knows what to make of them."""

    # ── words introduced by a colon or dash ─────────────────────────────────────────────────────
    def _introduced(self, n: int, q: Marked) -> bool:
        """ "The same officer: “Go.”": the subject of what stands before the colon speaks, or the phrase that stands there.

        n: the sentence that ends in the colon or that the quotation stands in.
        """
        page = self.page
        s = page.sentences[n]
        if n not in page.parsed or page.text[max(s.start, q.start - 80) : q.start].rstrip()[-1:] not in ":—–":
            return False
        m = _COLON.search(page.text, s.start, q.start + 1)
        if m is None or m.end() != q.start or q.words(page.text) < 3:
            return False
        sentence = Sentence(page.parsed[n], s.start, page.text)
        beside = self.outer.over(s.start, s.end)
        parted = [at for at, _ in breaks(sentence, beside) if at < m.start() - 1] + [x.end for x in beside if x.end <= m.start()]
        parted += [x.start() for x in _STOP.finditer(page.text, max([s.start, *parted]), m.start())]
        before = [t for t in sentence.doc if max(parted, default=-1) < t.idx + s.start < m.start()]
        inside = {t.i for t in before}
        tops = [t for t in before if (t.head.i == t.i or t.head.i not in inside) and t.dep_ not in _BESIDE]
        tops = [t for t in tops if t.text not in (":", ";")]
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
        away = _CHANNEL.search(page.text, extent[0], extent[1]) if not verb else None
        extent = (extent[0], min(extent[1], m.start(), away.start() if away else extent[1]))
        if extent[0] >= extent[1] or not self.speakers.personal(extent, head, sentence.base):
            return False
        mark = m.start() + len(m[0]) - len(m[0].lstrip())
        cue = (mark, mark + 1)
        hit = Hit(*cue, page.text[slice(*cue)], "", ())
        c = Clause(hit, SPOKEN, top if verb else head, *cue, source=extent, source_head=head, content=[(q.start, q.end)])
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
            if n and page.text[max(0, q.start - 8) : q.start].rstrip()[-1:] == ":" and self._introduced(n - 1, q):
                continue
            signed = _SIGNED.match(page.text, q.end, q.end + 100)
            if signed is not None and q.words(page.text) >= 3:
                at = signed.start() + len(signed[0]) - len(signed[0].lstrip(" ,."))
                self._labelled(signed.span("who"), (at, at + 1), (q.start, q.end), True)
                continue
            if self._bracketed(n, q):
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

    def _bracketed(self, n: int, q: Marked) -> bool:
        """ "…" (from the channel X, quoting a driver): the one quoted speaks, through X; without one, X does."""
        m = _BRACKETED.match(self.page.text, q.end, q.end + 160)
        if m is None or q.words(self.page.text) < 3:
            return False
        who = m.span("who")
        named = self.speakers.within(*who)
        words = self.page.text[slice(*who)]
        if not (named or any(self.speakers.nouns.of(w.strip(",.'’")) for w in words.split())) or not any(
            w[:1].isupper() for w in words.split()
        ):
            return False
        self.taken.add(q.start)
        self._labelled(m.span("whom") if m["whom"] else who, None, (q.start, q.end), True)
        found = self.found[-1]
        found.end = max(found.end, m.end())
        if m["whom"]:
            link = next((x.link(self.page) for x in named if not x.adjective), None)
            found.via = (link or Link(self._called(words), self.page.span(*who), None),)
        return True

    @staticmethod
    def _called(words: str) -> str:
        """A label's name without the kind of thing before it ("the channel Grey Hangar")."""
        parts = words.split()
        first = next((k for k, w in enumerate(parts) if w[:1].isupper() and w not in ("The", "A")), 0)
        return " ".join(parts[first:])

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
