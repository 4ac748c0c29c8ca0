"""What a line of a scraped page looks like: the numbers from which its place inside or outside the article is judged.

The measures are of shape (length, sentence ends, small words, capitals, links' manner), of the words that pages use about
themselves ("subscribe", "cookies", "reply"), of the neighbours and of the place in the page. English small words; other languages
fall back on shape alone.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

SMALL = frozenset(
    """a about above after again against all almost along already also although always am among an and another any are around as at away
    be became because been before began behind being below between both but by came can come could did do does doing done down during each
    either enough even ever every few first for from further get give given go goes going gone got had has have having he her here hers
    him himself his how however if in into is it its itself just kept know last least less let like likely made make many may me might
    more most much must my near never next no nor not now of off often on once one only onto or other our out over own part per perhaps
    quite rather really said same say says see seem seemed several shall she should since so some still such take taken than that the
    their them themselves then there these they thing this those though through throughout to together told too took toward towards under
    until up upon us used using very was way we well went were what when where whether which while who whole whom whose why will with
    within without would yet you your""".split()
)
ENGLISH = 0.15  # share of small words in long lines; below it the text is taken for another language
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,:]*")
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_FULL = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)")
ABOUT_PAGE = re.compile(
    r"\b(?:subscri(?:be|bers?|ption)s?|sign[ -]?(?:up|in|out)|log[ -]?(?:in|out)|register(?:ed)?|newsletters?|inbox|cookies?|privacy|polic(?:y|ies)|"
    r"terms|conditions|copyright|rights reserved|advert(?:s|ise|ising|isements?)?|sponsored|promoted|share|tweet|facebook|twitter|"
    r"whatsapp|linkedin|pinterest|instagram|youtube|reddit|telegram|email|e-mail|print|comments?|repl(?:y|ies)|follow|click|tap|download|apps?|"
    r"related|trending|popular|recommended|editors?|(?:read|see|show|load) (?:more|all|next|also)|more (?:from|on|stories|in)|most read|top stories|latest|"
    r"next|previous|prev|menu|search|skip|home|about us|contact|help|faqs?|careers|sitemap|site map|archives?|categor(?:y|ies)|tags?|topics?|sections?|"
    r"photos?|images?|videos?|galler(?:y|ies)|watch|listen|play|pause|close|loading|views?|votes?|likes?|upvote|flag|report|updated|published|posted|"
    r"account|profile|settings|website|browser|javascript|rss|feedback|credit|getty|©|file photo|offers?|deals?|shop|buy|price|free|trial|delivered)\b|©",
    re.I,
)
STAMP = re.compile(
    r"\b\d+\s*(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|[smhdwy])\s+(?:ago|read)\b|\b\d{1,2}:\d{2}\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}|"
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b",
    re.I,
)
_TAIL = re.compile(
    r"^\W*(?:\d+\s+)?(?:comments?\b|post a comment|leave a (?:reply|comment)|related\b|more (?:from|on|in|stories|news|like|about|articles|top)|"
    r"you (?:may|might) (?:also )?(?:like|be interested|have missed)|recommended|read next|up next|next article|most (?:read|popular|viewed|shared)|popular|trending|"
    r"around the web|from the web|sponsored|promoted|about the author|about us|contact us|follow us|share this|copyright|©|terms|privacy|tags?:?$|topics?:?$|"
    r"filed under|view (?:the )?comments|show comments|join the (?:conversation|discussion)|log ?in to|sign ?in to|newsletter|sign up|subscribe|latest|top stories|"
    r"editors?['’]?s? (?:picks|choice)|what to read|don['’]t miss|see also|also on|in this (?:article|story)|the latest|advertisement)",
    re.I,
)
_CHROME = re.compile(
    r"\W*(?:home(?: ?page)?|about(?: us)?|contact(?: us)?|log ?in|sign ?(?:in|up)|register|subscribe(?: (?:now|here|today))?|my account|"
    r"privacy(?: (?:policy|notice|statement|settings))?|terms(?: (?:of (?:use|service)|(?:and|&) conditions|& .*))?|search|menu|facebook|twitter|"
    r"instagram|youtube|pinterest|linkedin|whats ?app|telegram|reddit|rss(?: feeds?)?|share(?: (?:on|this|via).*)?|tweet|e-?mail(?: .*)?|print|"
    r"newsletters?(?: .*)?|cookies?(?: policy)?|site ?map|advertise(?:ment)?(?: with us)?|careers|jobs|help|faqs?|comments?|\d+ comments?|reply|"
    r"skip to .*|©.*|copyright.*|follow us.*|related.*|most (?:read|popular).*|trending.*|next|previous|more|close|loading.*|photos?|videos?|news|"
    r"sports?|business|politics|world|entertainment|opinion|technology|tech|health|lifestyle|weather|travel|podcasts?|e-?paper|horoscopes?|"
    r"obituaries|classifieds|archives?|tags?|categories|vk|vkontakte|вконтакте|ok|поиск|главная|войти|реклама|контакты|suche|startseite|kontakt|"
    r"impressum|datenschutz|anmelden|buscar|inicio|contacto|suscr.*|iniciar sesión|recherche|accueil|connexion|s'abonner|cerca|ara|giriş|szukaj|"
    r"início|entrar|пошук|головна|بحث|الرئيسية)\W*",
    re.I,
)
_SECOND = re.compile(r"\b(?:you|your|yours|we|our|us)\b", re.I)
_BYLINE = re.compile(r"^\W*(?:by|from|posted by|written by|photo|image|credit|updated|published|source)\b", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its offsets, its words, and its own measures."""

    start: int
    end: int
    words: int
    own: tuple[float, ...]
    mass: float  # words that stand in sentences
    tail: bool
    chrome: bool  # a menu's usual word, and nothing else


OWN = (
    "log words", "ends a sentence", "holds sentences", "small words", "capitals", "commas", "digits", "about the page", "page words", "stamp",
    "you and we", "short", "long", "starts small", "quote", "byline", "tail heading", "repeated", "ends with colon", "bare prose", "link",
)  # fmt: skip
NEAR = (
    "mass before 1", "mass after 1", "mass before 3", "mass after 3", "mass before 8", "mass after 8", "about before 3", "about after 3",
    "short before 3", "short after 3", "small before 2", "small after 2", "prose gap before", "prose gap after",
)  # fmt: skip
PLACE = ("place", "place squared", "mass share before", "mass share after", "in main block", "before main block", "after main block",
         "tail heading since prose", "tail headings before", "first tail after mass", "stamps near", "page prose",
         "is headline", "after headline", "before headline", "just after headline", "words of headline")  # fmt: skip
FEATURES = OWN + NEAR + PLACE


def _line(text: str, start: int, end: int, seen: dict[str, int], foreign: bool) -> Line:
    s = text[start:end]
    words = _WORD.findall(s)
    n = len(words)
    one = max(1, n)
    small = sum(w.lower() in SMALL for w in words) / one
    capitals = sum(w[0].isupper() for w in words[1:]) / max(1, n - 1)
    ends = bool(_END.search(s)) and not s.endswith((":", ";"))
    sentences = len(_FULL.findall(s))
    about = len(ABOUT_PAGE.findall(s))
    mass = float(n) if n >= 8 and (small >= 0.2 or foreign) and (ends or n >= 25) else 0.0
    own = (
        math.log1p(n), float(ends), min(3.0, sentences) / 3, small, capitals, min(1.0, s.count(",") / one * 5),
        sum(w[0].isdigit() for w in words) / one, about / one, min(4.0, about) / 4, min(2.0, len(STAMP.findall(s))) / 2,
        min(1.0, len(_SECOND.findall(s)) / one * 5), float(n <= 6), float(n >= 25), float(s[:1].islower()), float(s[:1] in "\"'“‘«"),
        float(bool(_BYLINE.match(s))), float(bool(_TAIL.match(s)) and n <= 12), float(seen.get(s, 1) > 1), float(s.endswith(":")),
        float(n >= 10 and small >= 0.3 and ends), float(n >= 3 and n <= 16 and not ends and capitals >= 0.5),
    )  # fmt: skip
    return Line(start, end, n, own, mass, bool(own[16]), n <= 6 and bool(_CHROME.fullmatch(s)))


def lines(text: str) -> list[Line]:
    """The lines of a text that hold something, in order."""
    bounds = [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    seen: dict[str, int] = {}
    for a, b in bounds:
        seen[text[a:b]] = seen.get(text[a:b], 0) + 1
    prose = [w for a, b in bounds if b - a >= 100 for w in _WORD.findall(text[a:b])]
    foreign = sum(w.lower() in SMALL for w in prose) < ENGLISH * len(prose)
    return [_line(text, a, b, seen, foreign) for a, b in bounds]


def _main_block(mass: list[float], words: list[int]) -> tuple[int, int]:
    """The run of lines [a, b) in which sentences outweigh everything else most."""
    best, run, a, out = 0.0, 0.0, 0, (0, 0)
    for i, m in enumerate(mass):
        gain = m if m else -max(3.0, float(words[i]))
        if run <= 0:
            run, a = 0.0, i
        run += gain
        if run > best:
            best, out = run, (a, i + 1)
    return out


def _headline(page: list[Line], text: str) -> tuple[list[float], int]:
    """For each line the share of its words that stand in the page's title (its first line), and the line that repeats it best, or -1."""
    title = {w.lower() for w in _WORD.findall(text[page[0].start : page[0].end])} if page else set()
    shares, best, at = [], 0.5, -1
    for i, x in enumerate(page):
        words = {w.lower() for w in _WORD.findall(text[x.start : x.end])} if x.words <= 40 else set()
        common = len(words & title)
        shares.append(common / len(words) if len(words) >= 3 else 0.0)
        both = common / max(1, len(words | title))
        if i and len(words) >= 3 and both >= best - (0.1 if at < 0 else 0.0) and (both > best or at < 0):
            best, at = both, i
    return shares, at


def measures(page: list[Line], text: str) -> list[list[float]]:
    """Shape (lines, len(FEATURES))."""
    shares, headline = _headline(page, text)
    mass, words = [x.mass for x in page], [x.words for x in page]
    total = sum(mass) or 1.0
    a, b = _main_block(mass, words)
    prose = [i for i, m in enumerate(mass) if m]
    tails = [i for i, x in enumerate(page) if x.tail]
    out = []
    before = 0.0
    n = len(page)
    first_tail = next((i for i in tails if sum(mass[:i]) > 0.25 * total), n)
    for i, x in enumerate(page):
        k = bisect_left(prose, i)
        previous = prose[k - 1] if k else -30
        j = k + 1 if k < len(prose) and prose[k] == i else k
        following = prose[j] if j < len(prose) else n + 30
        log = math.log1p

        def near(index: int, lo: int, hi: int, of: str) -> float:
            part = page[max(0, lo) : max(0, hi)]
            if not part:
                return 0.0
            if of == "mass":
                return log(sum(p.mass for p in part)) / 5
            return sum(p.own[index] for p in part) / len(part)

        near_values = [
            near(0, i - 1, i, "mass"), near(0, i + 1, i + 2, "mass"), near(0, i - 3, i, "mass"), near(0, i + 1, i + 4, "mass"),
            near(0, i - 8, i, "mass"), near(0, i + 1, i + 9, "mass"), near(7, i - 3, i, ""), near(7, i + 1, i + 4, ""),
            near(11, i - 3, i, ""), near(11, i + 1, i + 4, ""), near(3, i - 2, i, ""), near(3, i + 1, i + 3, ""),
            log(min(30, i - previous)) / 3, log(min(30, following - i)) / 3,
        ]  # fmt: skip
        t = bisect_left(tails, i + 1)
        last_tail = tails[t - 1] if t else -1
        place = i / max(1, n - 1)
        place_values = [
            place, place * place, before / total, (total - before - x.mass) / total, float(a <= i < b), log(max(0, a - i)) / 5, log(max(0, i - b + 1)) / 5,
            float(last_tail > previous), min(5, t) / 5, float(i >= first_tail), near(9, i - 2, i + 3, ""), log(total) / 8,
            float(i == headline), float(0 <= headline < i), log(max(0, headline - i)) / 5 if i < headline else 0.0,
            float(0 <= headline < i <= headline + 4), shares[i],
        ]  # fmt: skip
        out.append([*x.own, *near_values, *place_values])
        before += x.mass
    return out


def matrix(page: list[Line], text: str) -> Any:
    """The measures as an array."""
    import numpy as np

    return np.array(measures(page, text), dtype=float).reshape(len(page), len(FEATURES))
