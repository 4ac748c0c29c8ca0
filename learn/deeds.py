"""Sentences with events, and the networks that read them over the states of the encoder: trigger tags, types, statuses."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from encoder import WIDTH
from torch import Tensor, nn
from torch.nn import functional as F

from tocsin.knowledge.wordpiece import WordPiece
from tocsin.understand.sentences import Sentence
from tocsin.understand.tagging import Window, pack

TYPES = (
    "NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("actual", "planned", "threatened", "requested", "possible", "denied", "historical")
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
EVENT = 128  # width of the states that events are read from
NO = -100


@dataclass(slots=True)
class Deed:
    """One event of a window, by pieces. accepted: numbers of the types any of which is right; status: -100 where unknown."""

    trigger: list[int]
    actor: list[int]
    recipient: list[int]
    accepted: list[int]
    status: int = NO
    weight: float = 1.0


@dataclass(slots=True)
class Told:
    """A window with its events. tags: a type for each piece (0 none, -100 not known); names: pieces of other parties, one list each."""

    window: Window
    deeds: list[Deed]
    tags: list[int]
    names: list[list[int]] = field(default_factory=list)


def inside(window: Window, spans: list[list[int]]) -> list[int]:
    """The pieces that touch one of some spans."""
    return [i for i, (x, y) in enumerate(window.spans) if x >= 0 and any(x < b and a < y for a, b in spans)]


def window_of(text: str, words: WordPiece) -> Window | None:
    """A sentence as one window; None where it is too long."""
    found = pack(text, [Sentence(0, len(text), 0)], [0], {0: words.pieces(text)})
    return found[0] if len(found) == 1 and len(found[0].ids) < 128 else None


def told(row: dict[str, Any], words: WordPiece) -> Told | None:
    """A line of sentences with events (offsets of the text) as a window with pieces."""
    window = window_of(row["text"], words)
    if window is None:
        return None
    part = bool(row.get("part"))  # only the events that are given are known
    tags = [NO if part or a < 0 else 0 for a, _ in window.spans]
    deeds = []
    for e in row["events"]:
        trigger = inside(window, [e["trigger"]]) if e.get("trigger") else []
        kind = TYPES.index(e["type"])
        for i in trigger:
            tags[i] = kind
        sure = row.get("label") is None or e["type"] in row["label"]
        deeds.append(
            Deed(
                trigger,
                inside(window, e["actor"]),
                inside(window, e["recipient"]),
                [kind],
                STATUSES.index(e["status"]),
                1.0 if sure else 0.5,
            )
        )
    names = [n for a, b in row.get("names", []) if (n := inside(window, [[a, b]]))]
    return Told(window, deeds, tags, names)


def joined(parts: list[Told]) -> Told:
    """Windows on end as one."""
    ids, kinds, spans, inner, tags = [101], [0], [(-1, -1)], [False], [NO]
    deeds: list[Deed] = []
    names: list[list[int]] = []
    for p in parts:
        by = len(ids) - 1
        w = p.window
        ids += w.ids[1:-1]
        kinds += w.kinds[1:-1]
        spans += w.spans[1:-1]
        inner += w.inner[1:-1]
        tags += p.tags[1:-1]
        for d in p.deeds:
            moved = ([i + by for i in x] for x in (d.trigger, d.actor, d.recipient))
            deeds.append(Deed(*moved, d.accepted, d.status, d.weight))
        names += [[i + by for i in n] for n in p.names]
    return Told(Window([*ids, 102], [*kinds, 0], [*spans, (-1, -1)], [*inner, False]), deeds, [*tags, NO], names)


def read(path: Path, words: WordPiece) -> list[list[Told]]:
    """The sentences of a file, those of one document that follow each other in one list."""
    out: list[list[Told]] = []
    last = None
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        one = told(row, words)
        if one is not None:
            if row["uri"] != last or row["uri"] == "frames" or row["uri"].startswith("own"):
                out.append([])
            out[-1].append(one)
        last = row["uri"]
    return out


def cut(documents: list[list[Told]], chance: random.Random, most: int = 100) -> list[Told]:
    """Documents cut at random into windows of one to three sentences; a quarter of those without an event is kept."""
    out = []
    for doc in documents:
        at = 0
        while at < len(doc):
            some = doc[at : at + chance.choice((1, 1, 2, 3))]
            at += len(some)
            while len(some) > 1 and sum(len(t.window.ids) for t in some) > most:
                some.pop()
                at -= 1
            if any(t.deeds for t in some) or chance.random() < 0.3:
                out.append(joined(some) if len(some) > 1 else some[0])
    return out


@dataclass(slots=True)
class Asked:
    """One question about a window: is there an event of these sides and trigger, of what type and status?"""

    of: int
    deed: Deed


def questions(batch: list[Told], chance: random.Random) -> list[Asked]:
    """The events of some windows with parts hidden, and as many that are none: sides changed round, others' names, other words."""
    out: list[Asked] = []
    for n, t in enumerate(batch):
        by_trigger: dict[tuple[int, ...], set[int]] = {}
        for d in t.deeds:
            by_trigger.setdefault(tuple(d.trigger), set()).update(d.actor, d.recipient)
        for d in t.deeds:
            at = chance.random()
            hidden = Deed(
                [] if at < 0.2 and d.actor and d.recipient else d.trigger,
                [] if 0.2 < at < 0.28 else d.actor, [] if 0.28 < at < 0.36 else d.recipient, d.accepted, d.status, d.weight,
            )  # fmt: skip
            out.append(Asked(n, hidden))
            mutual = TYPES[d.accepted[0]] in MUTUAL
            at = chance.random()
            if at < 0.25 and d.actor and d.recipient and not mutual:
                out.append(Asked(n, Deed(d.trigger, d.recipient, d.actor, [0], NO, d.weight)))
            elif at < 0.7 and t.names:
                other = chance.choice(t.names)
                if by_trigger[tuple(d.trigger)].isdisjoint(other):
                    trigger = [] if chance.random() < 0.2 and len(t.deeds) == 1 else d.trigger
                    if chance.random() < 0.5 and d.recipient:
                        out.append(Asked(n, Deed(trigger, other, d.recipient, [0], NO, d.weight)))
                    else:
                        out.append(Asked(n, Deed(trigger, d.actor, other, [0], NO, d.weight)))
        if not t.deeds and len(t.names) > 1 and 0 in t.tags:
            a, b = chance.sample(t.names, 2)
            trigger = [] if chance.random() < 0.7 else [chance.randrange(1, len(t.window.ids) - 1)]
            out.append(Asked(n, Deed(trigger, a, b, [0], NO)))
    return out


class Events(nn.Module):
    """states (windows, pieces, EVENT) → type and status of each question; what is not given is learned."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.none = nn.Parameter(torch.randn(3, EVENT) * 0.1)
        self.ask, self.ask_status = nn.Linear(3 * EVENT, EVENT), nn.Linear(EVENT, EVENT)
        self.hidden, self.kind = nn.Linear(4 * EVENT, 256), nn.Linear(256, len(TYPES))
        self.hidden_status, self.status = nn.Linear(2 * EVENT, 128), nn.Linear(128, len(STATUSES))
        self.dropout = dropout

    def features(self, states: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """(for the type, for the status). states, mask: rows of questions; marks: (questions, 3, pieces)."""
        counts = marks.sum(-1, keepdim=True)
        means = (marks @ states) / counts.clamp(min=1.0)
        means = torch.where(counts > 0, means, self.none[None].to(means.dtype))
        flat = means.reshape(len(marks), -1)

        def attended(query: Tensor) -> Tensor:
            scores = (states @ query[:, :, None]).squeeze(-1) / EVENT**0.5 + (mask - 1.0) * 10000.0
            return (torch.softmax(scores, -1)[:, None, :] @ states).squeeze(1)

        return torch.cat([flat, attended(self.ask(flat))], -1), torch.cat([means[:, 0], attended(self.ask_status(means[:, 0]))], -1)

    def forward(self, states: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        first, second = self.features(states, mask, marks)
        first = F.dropout(F.gelu(self.hidden(first), approximate="tanh"), self.dropout, self.training)
        second = F.dropout(F.gelu(self.hidden_status(second), approximate="tanh"), self.dropout, self.training)
        return self.kind(first), self.status(second)


class Deeds(nn.Module):
    """What events need above the encoder's last layer."""

    def __init__(self) -> None:
        super().__init__()
        self.states, self.tags = nn.Linear(WIDTH, EVENT), nn.Linear(WIDTH, len(TYPES))
        self.events = Events()


def marks(asked: list[Asked], width: int) -> Tensor:
    """(questions, 3, pieces): 1 where a piece belongs to trigger, actor, recipient."""
    out = torch.zeros(len(asked), 3, width)
    for n, q in enumerate(asked):
        for k, pieces in enumerate((q.deed.trigger, q.deed.actor, q.deed.recipient)):
            out[n, k, pieces] = 1.0
    return out


def loss(events: Events, states: Tensor, mask: Tensor, asked: list[Asked]) -> Tensor:
    """Of types (any accepted one is right) and statuses."""
    of = torch.tensor([q.of for q in asked])
    kinds, statuses = events(states[of], mask[of], marks(asked, states.shape[1]))
    accepted = torch.zeros_like(kinds, dtype=torch.bool)
    for n, q in enumerate(asked):
        accepted[n, q.deed.accepted] = True
    chance = torch.log_softmax(kinds.float(), -1).masked_fill(~accepted, -1e9).logsumexp(-1)
    weight = torch.tensor([q.deed.weight for q in asked])
    of_type = -(chance * weight).sum() / weight.sum()
    wanted = torch.tensor([q.deed.status for q in asked])
    if not bool((wanted != NO).any()):
        return of_type
    return of_type + F.cross_entropy(statuses.float(), wanted, ignore_index=NO)
