"""Attributions as the learned encoder sees them: cues tagged over windows of sentences, then source and content of each cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.knowledge.encoder import CLS, SEP, Encoder, distances, kind
from tocsin.knowledge.wordpiece import Pieces
from tocsin.understand.page import Page
from tocsin.understand.quotes import quotations
from tocsin.understand.sentences import Sentence

__all__ = ["LEAST", "LIMIT", "Relation", "Seen", "Window", "pack", "relations"]

LIMIT = 126  # pieces of a window, the first and last not counted
BATCH = 768  # pieces run together, padding counted
GAP, SPECK = 3, 2  # pieces: the widest gap that is closed, the largest piece of content that is dropped beside others
CUE, SPECIAL = 3, 4  # labels beside the roles: the cue itself, and what stands nowhere in the text
LEAST = 0.5  # score of a cue that counts


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution; offsets of the page. score: how sure the cue is, 0 to 1."""

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


@dataclass(slots=True)
class Window:
    """Some sentences on end as the encoder takes them: [CLS] … [SEP] between paragraphs and at the end; those stand nowhere (-1, -1)."""

    ids: list[int]
    kinds: list[int]
    spans: list[tuple[int, int]]
    inner: list[bool]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the encoder made of a window. hidden: (pieces, width), its last layer, from which events are read."""

    window: Window
    hidden: Any


def quoted(text: str) -> list[bool]:
    """Of each character whether it stands between quotation marks."""
    out = [False] * len(text)
    for q in quotations(text):
        if q.end - q.start < 1500:
            out[q.start : q.end] = [True] * (q.end - q.start)
    return out


def pack(text: str, sentences: Sequence[Sentence], chosen: Iterable[int], pieces: dict[int, Pieces], first: int = LIMIT) -> list[Window]:
    """Windows of at most LIMIT pieces (the first of at most `first`) over the chosen sentences, broken at paragraphs where that can be."""
    inside = quoted(text)
    runs: list[list[int]] = []
    for n in sorted(chosen):
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    out: list[Window] = []
    limit = first
    for run in runs:
        at = 0
        while at < len(run):
            end, size, cut = at, 0, 0
            while end < len(run) and (end == at or size + len(pieces[run[end]].ids) <= limit):
                size += len(pieces[run[end]].ids) + 1
                end += 1
                if end < len(run) and sentences[run[end]].paragraph != sentences[run[end - 1]].paragraph and size >= limit * 0.6:
                    cut = end
            if end < len(run) and cut:
                end = cut
            out += _windows(text, sentences, run[at:end], pieces, inside)
            at, limit = end, LIMIT
    return out


def _windows(text: str, sentences: Sequence[Sentence], run: list[int], pieces: dict[int, Pieces], inside: list[bool]) -> list[Window]:
    """One window, or several where a single sentence is too long."""
    ids: list[int] = []
    kinds: list[int] = []
    spans: list[tuple[int, int]] = []
    inner: list[bool] = []
    for k, n in enumerate(run):
        s = sentences[n]
        if k and s.paragraph != sentences[run[k - 1]].paragraph:
            ids.append(SEP)
            kinds.append(0)
            spans.append((-1, -1))
            inner.append(False)
        ids += pieces[n].ids
        inner += pieces[n].inner
        for a, b in pieces[n].spans:
            a, b = a + s.start, b + s.start
            kinds.append(kind(text[a:b], inside[a]))
            spans.append((a, b))
    out = []
    for k in range(0, len(ids), 2 * LIMIT):
        part = slice(k, k + 2 * LIMIT)
        out.append(Window([CLS, *ids[part], SEP], [0, *kinds[part], 0], [(-1, -1), *spans[part], (-1, -1)], [False, *inner[part], False]))
    return out


def relations(page: Page, chosen: Iterable[int], encoder: Encoder, least: float = LEAST) -> list[Relation]:
    """All attributions that the encoder sees in these sentences of a page, in order of their cues; least: of a cue's score."""
    import numpy as np

    out: list[Relation] = []
    for batch, tags, states, mask in _encoded(page, chosen, encoder):
        width = tags.shape[1]
        chances = _normal(tags[:, :, :3])
        found = [(n, cue) for n, w in enumerate(batch) for cue in cues(chances[n], w, least)]
        if not found:
            continue
        rows = np.array([n for n, _ in found])
        marked = np.zeros((len(found), width), np.float32)
        distance = np.empty((len(found), width), np.int64)
        for k, (_, cue) in enumerate(found):
            marked[k, cue[0] : cue[1]] = 1.0
            distance[k] = distances(width, cue[0], cue[1])
        roles = _normal(encoder.roles(states[rows], mask[rows], marked, distance))
        out += [r for k, (n, cue) in enumerate(found) if (r := relation(batch[n], cue, roles[k])) is not None]
    return sorted(out, key=lambda r: r.cue)


def _encoded(page: Page, chosen: Iterable[int], encoder: Encoder) -> Iterator[tuple[list[Window], Any, Any, Any]]:
    """(windows, tags, states, mask) of these sentences, batch by batch; what events are read from is kept with the page."""
    import numpy as np

    numbers = sorted(chosen)
    if not numbers:
        return
    texts = [page.text[page.sentences[n].start : page.sentences[n].end] for n in numbers]
    windows = pack(page.text, page.sentences, numbers, dict(zip(numbers, encoder.pieces(texts), strict=True)))
    for batch in _batches(windows):
        width = max(len(w.ids) for w in batch)
        ids, kinds = np.zeros((len(batch), width), np.int64), np.zeros((len(batch), width), np.int64)
        mask = np.zeros((len(batch), width), np.float32)
        for n, w in enumerate(batch):
            ids[n, : len(w.ids)], kinds[n, : len(w.ids)], mask[n, : len(w.ids)] = w.ids, w.kinds, 1.0
        tags, states, hidden = encoder.encode(ids, kinds, mask)
        if hidden is not None:
            for n, w in enumerate(batch):
                first, last = page.sentence_at(w.spans[1][0]), page.sentence_at(w.spans[-2][0])
                one = Seen(w, hidden[n, : len(w.ids)])
                for number in range(first, last + 1):
                    page.seen.setdefault(number, []).append(one)
        yield batch, tags, states, mask


def _batches(windows: list[Window]) -> list[list[Window]]:
    """Windows of like length together."""
    out: list[list[Window]] = []
    for w in sorted(windows, key=lambda w: len(w.ids)):
        if out and len(w.ids) <= len(out[-1][0].ids) * 1.15 and (len(out[-1]) + 1) * len(w.ids) <= BATCH:
            out[-1].append(w)
        else:
            out.append([w])
    return out


def _normal(logits: Any) -> Any:
    """Probabilities over the last axis."""
    import numpy as np

    x = np.exp(logits - logits.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def cues(tags: Any, window: Window, least: float) -> list[tuple[int, int, float]]:
    """(first piece, piece behind the last, score) of each cue. tags: (pieces, 3), probabilities; least: of being a cue at all."""
    out: list[tuple[int, int, float]] = []
    start = -1
    chance = 1.0 - tags[:, 0]
    for i, (a, _) in enumerate(window.spans):
        going = start >= 0 and window.inner[i]
        on = a >= 0 and (going or chance[i] >= least)
        begins = on and not going and (start < 0 or tags[i, 1] > tags[i, 2])
        if start >= 0 and (begins or not on):
            out.append((start, i, float(chance[start:i].max())))
            start = -1
        if begins:
            start = i
    return out


def runs(labels: list[int], wanted: int) -> list[tuple[int, int]]:
    """(first piece, piece behind the last) of the pieces on end that bear a label."""
    out: list[tuple[int, int]] = []
    for i, label in enumerate(labels):
        if label != wanted:
            continue
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def relation(window: Window, cue: tuple[int, int, float], roles: Any) -> Relation | None:
    """What the roles (pieces, 3), probabilities, of one cue say; None without content."""
    best = roles[: len(window.ids)].argmax(-1).tolist()
    for i in range(len(best)):
        if cue[0] <= i < cue[1]:
            best[i] = CUE
        elif window.spans[i][0] < 0:
            best[i] = SPECIAL
        elif window.inner[i]:
            best[i] = best[i - 1]
    content = _closed(runs(best, 2), best)
    if not content:
        return None
    source = max(runs(best, 1), key=lambda r: float(roles[r[0] : r[1], 1].sum()), default=None)
    return Relation(
        (window.spans[cue[0]][0], window.spans[cue[1] - 1][1]),
        ((window.spans[source[0]][0], window.spans[source[1] - 1][1]),) if source else (),
        tuple((window.spans[a][0], window.spans[b - 1][1]) for a, b in content),
        cue[2],
    )


def _closed(found: list[tuple[int, int]], best: list[int]) -> list[tuple[int, int]]:
    """Pieces of content with small gaps closed that nothing else stands in, and without specks beside larger ones."""
    out: list[tuple[int, int]] = []
    for a, b in found:
        gap = range(out[-1][1], a) if out else range(0)
        if out and len(gap) <= GAP and all(best[i] in (0, SPECIAL) for i in gap):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    most = max((b - a for a, b in out), default=0)
    return [(a, b) for a, b in out if b - a > SPECK or most <= 2 * SPECK]
