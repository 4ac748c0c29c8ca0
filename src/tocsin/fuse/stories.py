"""Which documents tell the same story: words that are rare in the ledger, weighed; near-duplicates and rewrites come out highest.

Average-link clustering over the pairs that share rare words; a pair further apart in time than a story lasts is never joined.
Source of the measure: TF-IDF cosine (Salton & Buckley 1988); average linkage (Sokal & Michener 1958).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from tocsin.knowledge.frequencies import share
from tocsin.records import Document, Story, identify

LEAST = 0.08  # least mean cosine within a story in a large ledger; .07 to .09 give the same on the development half of the cluster set
KEYS = 40  # rarest-weighted terms by which a document looks for company
PRIOR = 300  # texts of general news that the ledger's counts are mixed with
COMMON = 60  # a term in more documents than this fetches nobody
LAST_DAYS = 21  # two documents published further apart than this tell two stories

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}|\d[\d,.]*\d")


def stories(documents: Iterable[Document]) -> list[Story]:
    """Every document in exactly one story, earliest document first; stories in the order of their first document."""
    rows = list(documents)
    vectors = _vectors([_terms(d) for d in rows])
    least = threshold(len(rows))
    groups = _linked(_pairs(vectors, rows, least), len(rows), least)
    return [_story([rows[i] for i in group]) for group in groups]


def threshold(n: int) -> float:
    """The least mean cosine within a story among n documents: the fewer there are, the less a shared word says.

    Fitted to random samples of 6 to 170 documents of the development half of the cluster gold set.
    """
    return max(LEAST, 0.33 - 0.048 * math.log(max(n, 1)))


def _terms(document: Document) -> Counter[str]:
    """Words and neighbouring pairs of words of title (twice) and text, furniture left out."""
    text, at = [document.title or "", document.title or ""], 0
    for f in document.furniture:
        text.append(document.text[at : f.start])
        at = f.end
    text.append(document.text[at : at + 20_000])
    words = [w.casefold().replace("’", "'").removesuffix("'s") for w in _WORD.findall(" ".join(text))]
    return Counter(words) + Counter(f"{a} {b}" for a, b in pairwise(words))


def _vectors(terms: list[Counter[str]]) -> list[dict[str, float]]:
    """Unit vectors of (1 + log tf) · idf over the terms that stand in two documents or more.

    The idf counts the ledger's documents together with PRIOR texts of general news: a small ledger weighs words as a large one does.
    """
    seen = Counter(t for counts in terms for t in counts)
    n = len(terms) + PRIOR
    out = []
    for counts in terms:
        v = {t: (1 + math.log(c)) * math.log(n / (seen[t] + PRIOR * _share(t))) for t, c in counts.items() if seen[t] > 1}
        length = math.sqrt(sum(x * x for x in v.values()) + sum(0.25 * math.log(n) ** 2 for t in counts if seen[t] == 1)) or 1.0
        out.append({t: x / length for t, x in v.items()})
    return out


def _share(term: str) -> float:
    """Share of general news texts in which a word, or a pair of words, stands; a pair is taken for a tenth as common as its rarer word."""
    first, _, second = term.partition(" ")
    return min(share(first), share(second)) / 10 if second else share(first)


def _pairs(vectors: list[dict[str, float]], rows: list[Document], least: float) -> dict[tuple[int, int], float]:
    """Cosine of the pairs that share one of their weightiest terms and may belong together in time."""
    holders: dict[str, list[int]] = defaultdict(list)
    seen: Counter[str] = Counter(t for v in vectors for t in v)
    for i, v in enumerate(vectors):
        shared = [t for t in v if 1 < seen[t] <= COMMON]
        for t in sorted(shared, key=lambda t: (-v[t], t))[:KEYS]:
            holders[t].append(i)
    pairs: dict[tuple[int, int], float] = {}
    for group in holders.values():
        for x, i in enumerate(group):
            for j in group[x + 1 :]:
                if (i, j) not in pairs and not _apart(rows[i], rows[j]):
                    a, b = sorted((vectors[i], vectors[j]), key=len)
                    pairs[i, j] = sum(w * b[t] for t, w in a.items() if t in b)
    return {p: s for p, s in pairs.items() if s > least / 3}


def _apart(a: Document, b: Document) -> bool:
    """True where both dates are known and lie further apart than a story lasts."""
    p, q = a.published, b.published
    if not (p and q and p.earliest and q.earliest and p.latest and q.latest):
        return False
    return (max(p.earliest, q.earliest) - min(p.latest, q.latest)).days > LAST_DAYS


def _linked(pairs: dict[tuple[int, int], float], n: int, least: float) -> list[list[int]]:
    """Clusters by average linkage: the closest two are joined while their mean cosine is at least `least`."""
    import heapq

    members = {i: [i] for i in range(n)}
    links: dict[int, dict[int, float]] = defaultdict(dict)  # sums of cosines between clusters
    for (i, j), s in pairs.items():
        links[i][j] = links[j][i] = s
    heap = [(-s, i, j) for (i, j), s in pairs.items()]
    heapq.heapify(heap)
    while heap:
        mean, i, j = heapq.heappop(heap)
        if -mean < least:
            break
        if i not in members or j not in members or j not in links[i]:
            continue
        now = links[i][j] / (len(members[i]) * len(members[j]))
        if now < -mean - 1e-12:  # grown since it was queued
            heapq.heappush(heap, (-now, i, j))
            continue
        members[i] += members.pop(j)
        for k, s in links.pop(j).items():
            del links[k][j]
            if k != i:
                links[i][k] = links[k][i] = links[i].get(k, 0.0) + s
                a, b = min(i, k), max(i, k)
                heapq.heappush(heap, (-links[i][k] / (len(members[i]) * len(members[k])), a, b))
    return sorted((sorted(m) for m in members.values()), key=lambda m: m[0])


def _story(group: list[Document]) -> Story:
    """The story of these documents."""
    first = [d.published.earliest for d in group if d.published and d.published.earliest]
    last = [d.published.latest for d in group if d.published and d.published.latest]
    order = sorted(group, key=lambda d: (d.published.earliest if d.published else None) or date.max)
    ids = [d.id for d in order]
    title = next((d.title for d in order if d.title), None)
    return Story(identify("y", *sorted(ids)), ids, title, min(first, default=None), max(last, default=None))
