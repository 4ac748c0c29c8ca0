"""Sentences, by rule: quotations and brackets kept whole, abbreviations known, lines and blank lines respected.

Two passes. Lines first: a line end parts paragraphs, unless the text is hard-wrapped and the line is full. Then, within a
paragraph, every full stop, question or exclamation mark with white space behind it is judged by what stands on both sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from tocsin.knowledge.abbreviations import abbreviations


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets of the page; `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


LONG = 60  # words without a comma or semicolon after which a transcript is parted
VERY_LONG = 110  # words after which anything is
SHORT_QUOTE = 60  # characters between quotation marks that are never parted
BRACKET = 400  # characters that a bracket may hold and still keep its sentence whole
ENDLESS = 4000  # characters without a break that no sentence has; what is longer is parted where it may be

_LINE = re.compile(r"(?<![^\S\n])[^\S\n]*\n\s*")
_END = re.compile(
    r"(?<![.!?…])([.!?…]++)((?:[\"”’»)\]*]|'(?!\w)|\[\d{1,3}\])*)(?:(?=\s+([\"“‘«(\['—–-]*)(\S))|(?<=[a-z]{3}[.!?])(?=[\"“‘]?[A-Z][a-z]+[\s,])|(?<=[a-z]{2}[.!?][\"”])(?=[A-Z][a-z]+[\s,]))"
)
_STARTERS = frozenset(
    re.findall(
        r"\w+",
        """The A An He She It They We I You This That These Those There Here In On At But And Or So If As When While After Before Since For
        From To By With Without Not No Now Then Yet Still However Although Though Because Meanwhile Also Earlier Later Last Until Under
        Over Once Both Each Every Many Most Some Several Such Its His Her Their Our My Your What Who Which Where Why How""",
    )
)  # capitalised after a full stop, these begin a sentence and no name
_WORD = re.compile(r"[\w'’-]+")
_SPEECH = re.compile(
    r"(?:(?:the|a|an|one|another|President|Prime|Minister|Mr\.?|Mrs\.?|Ms\.?|Gen\.?|Dr\.?|[A-Z][\w.’'-]*)\s+){1,5}"
    r"(?:said|says|asked|asks|added|adds|told|wrote|writes|replied|answered|warned|shouted|cried|tweeted|continued|wondered|exclaimed|insisted|declared|quipped)\b"
)
_SOFT = re.compile(
    r"[;:]\s+|,?\s+(?=(?:and|but|so|because|then|which|where|while|although|however|okay|well|now)\s+"
    r"(?:i|we|you|he|she|they|it|there|the|this|that|these|if|when|what|then|now|a|in)\b)|,\s+",
    re.IGNORECASE,
)
_OPEN_TO_CLOSE = {"(": ")", "[": "]"}


def _wrap_width(text: str) -> int:
    """The width at which the lines of a hard-wrapped text break; 0 where each line is a paragraph."""
    if text.count("\n") < 3:
        return 0
    lines = text.split("\n")
    inner = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(inner) < 3:
        return 0
    lengths = [len(a.rstrip()) for a, _ in inner]
    width = round(quantiles(lengths, n=10)[-1]) if len(lengths) > 1 else lengths[0]
    if not 38 <= width <= 132 or max(lengths) > 2 * width:
        return 0
    full = [(a, b) for a, b in inner if len(a.rstrip()) + 1 + len(b.split(None, 1)[0]) > width - 4]
    running = sum(a.rstrip()[-1] not in '.!?:"”…' for a, _ in full)
    return width if len(full) >= 0.5 * len(inner) and running >= 0.5 * len(full) else 0


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """(start, end) of the stretches between line ends that part, white space left out."""
    out: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    width = -1
    line = start
    for m in _LINE.finditer(text, start):
        a, b = m.span()
        if b >= len(text):
            break
        if m[0].count("\n") == 1 and a > line:
            if width < 0:
                width = _wrap_width(text)
            ahead = text.find(" ", b)
            word = (ahead if ahead > 0 else len(text)) - b
            running = text[a - 1] not in '.!?:"”’…' and text[b].islower()
            if (width and a - line + 1 + word > width - 8 and text[b] not in "-•*–") or (running and a - line >= 40):
                line = b
                continue
        if a > start:
            out.append((start, a))
        start = line = b
    end = len(text.rstrip())
    if end > start:
        out.append((start, end))
    return out


def _in_bracket(text: str, start: int, at: int, stop: int) -> bool:
    """Is `at` inside a bracket that opened after `start` and closes not far on?"""
    start = max(start, at - ENDLESS)
    for opening, closing in _OPEN_TO_CLOSE.items():
        last = text.rfind(opening, start, at)
        if last >= 0 and text.count(opening, start, at) > text.count(closing, start, at):
            close = text.find(closing, at, min(stop, last + BRACKET))
            if close >= 0:
                return True
    return False


def _in_short_quote(text: str, start: int, at: int, stop: int) -> bool:
    """Is `at` inside a quotation of few words?"""
    start = max(start, at - ENDLESS)
    opening = text.rfind("“", start, at)
    if opening >= 0 and text.find("”", opening, at) < 0:
        close = text.find("”", at, min(stop, opening + SHORT_QUOTE))
        return close >= 0
    if text.count('"', start, at) % 2:
        opening = text.rfind('"', start, at)
        return text.find('"', at, min(stop, opening + SHORT_QUOTE)) >= 0
    return False


def _ends(text: str, m: re.Match[str], start: int, stop: int, known: dict[str, str]) -> bool:
    """Does the sentence that began at `start` end with this mark?"""
    mark, closers, openers, first = m.groups()
    end = m.end()
    if first is None:  # no white space: "war.The"
        return not _in_bracket(text, start, end, stop)
    after = m.start(4)
    word_match = _WORD.match(text, after)
    word = word_match[0] if word_match else first
    at = m.start()
    quoted = any(c in "\"”’'»" for c in closers)
    if first.islower():
        if quoted or closers or mark != "." or openers:
            return False
        before = _before(text, start, at)
        return before.isalpha() and before.islower() and len(before) > 3 and before not in known and not _in_bracket(text, start, end, stop)
    if quoted and _SPEECH.match(text, after, min(stop, after + 90)) and (mark != "." or not openers):
        return False
    if mark == "." and not closers:
        before = _before(text, start, at)
        kind = known.get(before)
        if kind is None and len(before) == 1 and before.isalpha() and before.isupper() and before != "I":
            kind = "either"
        elif kind is None and before.isdigit() and at - len(before) <= start + 1:
            return False  # "1. Item"
        elif kind is None and "." in before and all(len(p) <= 2 for p in before.split(".")) and before[0].isalpha():
            kind = "either"
        if kind == "title":
            return False
        if kind == "number" and first.isdigit():
            return False
        if kind == "number" and before in ("No", "in", "Ex", "App", "Op", "Art", "Ch", "Mar", "Jun", "Jul", "Sec", "p"):
            kind = None
        if kind in ("either", "number") and word not in _STARTERS and not (openers and openers[-1] in '“"‘'):
            return False
        if kind == "either" and len(before) == 1 and word in ("I", "A", "St"):
            return False
    elif mark[0] in "…." and len(mark) > 1 and not closers and word in ("I", "i"):
        return False
    return not _in_bracket(text, start, end, stop) and not _in_short_quote(text, start, end - len(closers), stop)


def _before(text: str, start: int, at: int) -> str:
    """The word that ends at `at`, opening marks left out."""
    start = max(start, at - ENDLESS)
    space = max(text.rfind(" ", start, at), text.rfind("\n", start, at)) + 1
    return text[max(space, start) : at].lstrip("(\"“‘'[—–")


def _soft(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch too long for a parser, parted where clauses meet; what is short enough comes back whole."""
    words = text.count(" ", start, end) + 1
    if words <= LONG and end - start > ENDLESS:
        return _hard(text, start, end)
    if words <= LONG or (words <= VERY_LONG and text.count(",", start, end) + text.count(";", start, end) > words // 30):
        return [(start, end)]
    middle = (start + end) // 2
    reach = (end - start) // 4
    best = min(
        (m for m in _SOFT.finditer(text, middle - reach, middle + reach)),
        key=lambda m: (m[0].strip() == ",", abs(m.end() - middle)),
        default=None,
    )
    if best is None:
        cut = text.find(" ", middle)
        if words <= VERY_LONG or cut < 0 or cut >= end:
            return [(start, end)]
        left, right = cut, cut + 1
    else:
        right = best.end()
        left = best.start() + len(best[0].rstrip())
    while right < end and text[right].isspace():
        right += 1
    while left > start and text[left - 1].isspace():
        left -= 1
    if left <= start or right >= end:
        return [(start, end)]
    return _soft(text, start, left) + _soft(text, right, end)


def _hard(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch that no sentence is (base64, a line of signs), in pieces of bounded length: at white space where there is some."""
    out: list[tuple[int, int]] = []
    while end - start > ENDLESS:
        space = text.rfind(" ", start + ENDLESS // 2, start + ENDLESS)
        cut = space if space > 0 else start + ENDLESS
        left = cut
        while left > start and text[left - 1].isspace():
            left -= 1
        if left > start:
            out.append((start, left))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    return [*out, (start, end)] if start < end else out


def sentences(text: str) -> list[Sentence]:
    """The sentences of a clean text, in order; together they cover all of it but white space.

    >>> [(s.start, s.end) for s in sentences('“Why?” he asked. Gen. Lee left.')]
    [(0, 16), (17, 31)]
    """
    known = abbreviations()
    out: list[Sentence] = []
    for number, (first, stop) in enumerate(_paragraphs(text)):
        start = first
        for m in _END.finditer(text, first, stop):
            end = m.end(2)
            if end < start or not _ends(text, m, start, stop, known):
                continue
            if end - start > 250:
                out.extend(Sentence(a, b, number) for a, b in _soft(text, start, end))
            else:
                out.append(Sentence(start, end, number))
            start = end
            while start < stop and text[start].isspace():
                start += 1
        if start < stop:
            out.extend(Sentence(a, b, number) for a, b in _soft(text, start, stop))
    return out
