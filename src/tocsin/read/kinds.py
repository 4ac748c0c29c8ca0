"""What kind of text this is, by the signs in it; None where there is none."""

from __future__ import annotations

import re
from collections import Counter

from tocsin.read.dating import dateline
from tocsin.records import DocumentKind

HEAD, TAIL, SAMPLE = 3000, 1500, 6000  # characters
_SPEAKER = re.compile(r"(?m)^[ \t]*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]*)?(?P<who>[A-Z][\w.'’ -]{1,40}?)(?:[ \t]*\([^)\n]*\))?:[ \t]+\S")
_OFFICE = re.compile(
    r"\bfor immediate release\b|\b(?:press|media) (?:release|statement)\b|\bexecutive summary\b|\bsituation (?:report|update)\b"
    r"|\b(?:joint )?(?:statement|communiqu[ée]|declaration|remarks) (?:by|of|from) (?:the|h\.e\.)|\bflash update\b|\bsitrep\b"
    r"|\bkey (?:takeaways|findings|judge?ments|developments)\b",
    re.I,
)
_BLOG = re.compile(
    r"^[ \t]*(?:post a comment|no comments:?|search this blog|leave a reply|blog archive|older posts?|newer posts?|subscribe to:? posts"
    r"|\(to be continued\)|powered by blogger\.?|posted by .{2,60} at \d|share to (?:twitter|x|facebook|pinterest)|blogroll"
    r"|view my complete profile)",
    re.I | re.M,
)
_AUDIO = re.compile(
    r"^[ \t]*(?:audio format|duration:|episode \d+|(?:full |rush |edited )?transcript(?= *$|:| of\b))"
    r"|\[(?:music|applause|laughter|crosstalk|inaudible)\]",
    re.I | re.M,
)
_AIR = re.compile(r"\b(?:Podcast|PODCAST|TRANSCRIPT|Transcript)\b")
_PAPER = re.compile(
    r"^[ \t]*(?:DON[’']T MISS|READ MORE|Read more|READ ALSO|Also read|Related(?: stories)?|Additional report(?:ing|s) by|Reporting by"
    r"|Editing by|Sign up (?:here|for))\b|[-–—]\s?(?:Reuters|AP|AFP|Xinhua|TASS|UPI|dpa|ANI|PTI|IANS)\.?\s*$"
    r"|^[ \t]*Source(?: link|:)",
    re.M,
)
_TOLD = re.compile(r"\b(?:said|told|added|according to|reported|announced|warned)\b")
_TAGS = re.compile(r"(?<!\w)[@#]\w{2,}|\bRT @|\bt\.co/|\bpic\.twitter\.com")
_SOCIAL_HOST = re.compile(
    r"(?:^|[/.@:])(?:twitter\.com|x\.com|t\.me|telegram\.(?:me|org)|facebook\.com|vk\.com|instagram\.com|bsky\.app|truthsocial\.com"
    r"|mastodon\.\w+|reddit\.com|weibo\.com|threads\.net)(?:/|$)"
)
_BLOG_HOST = re.compile(r"blogspot\.|wordpress\.com|substack\.com|livejournal\.com|medium\.com|tumblr\.com|typepad\.")


def kind(text: str, address: str) -> DocumentKind | None:
    """The kind of a text by the signs in it. address: the document's uri or web address."""
    head, tail = text[:HEAD], text[-TAIL:]
    if _dialogue(text[:SAMPLE]):
        return "transcript"
    spoken = len({m[0].strip(" \n:").lower() for m in _AUDIO.finditer(head + "\n" + tail)}) + bool(_AIR.search(head[:500]))
    if spoken >= 2:
        return "transcript"
    if _SOCIAL_HOST.search(address) or (len(text) < 700 and len(_TAGS.findall(text)) >= 2):
        return "social"
    if _BLOG.search(head[:400]) or _BLOG.search(tail) or _BLOG_HOST.search(address):
        return "blog"
    if any(_OFFICE.search(line) for line in _headings(head)):
        return "report"
    sample = text[:SAMPLE]
    digits = sum(map(sample.count, "0123456789"))
    if digits > 0.3 * (len(sample) - sum(map(sample.count, " \n\t\r"))):
        return "data"
    if dateline(text) or _PAPER.search(head) or _PAPER.search(tail):
        return "news"
    return "news" if len(_TOLD.findall(sample, 0, 4000)) >= max(3, min(4000, len(sample)) / 1000) else None


def _headings(head: str) -> list[str]:
    """Short lines at the very top that are no sentences."""
    lines = [line.strip() for line in head[:800].splitlines() if line.strip()]
    return [line for line in lines[:5] if len(line) <= 140 and not line.endswith((".", ",", ";"))]


def _dialogue(sample: str) -> bool:
    """At least two speakers take turns, and what they say is most of the lines or is long."""
    if sample.count(":") < 6:
        return False
    turns = list(_SPEAKER.finditer(sample))
    if len(turns) < 6:
        return False
    times = Counter(m["who"] for m in turns)
    if sum(n >= 2 for n in times.values()) < 2 or len(times) > len(turns) / 2:
        return False
    lengths = [sample.find("\n", m.end()) % (len(sample) + 1) - m.end() for m in turns]
    filled = sum(1 for line in sample.splitlines() if line.strip())
    return len(turns) >= filled / 2 or sum(lengths) / len(lengths) >= 80
