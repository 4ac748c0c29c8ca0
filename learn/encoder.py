"""The network: MiniLM-L6 (BERT's layout) with tags over its pieces, and a small second network that reads the roles of one cue."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tocsin.knowledge.encoder import KINDS

WIDTH, HEADS, DEPTH = 384, 12, 6
SMALL, SMALL_HEADS, SMALL_DEPTH, SMALL_INNER = 160, 4, 2, 480
TAGS, ROLES, BUCKETS = 5, 3, 33


class Layer(nn.Module):
    """One transformer layer, norms after the sums."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, w = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, t, self.heads, w // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        if torch.onnx.is_in_onnx_export():
            y = torch.softmax(q @ k.transpose(2, 3) * (1 / math.sqrt(w // self.heads)) + bias, -1) @ v
        else:
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        y = y.transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + F.dropout(self.out(y), self.dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


def _bias(mask: Tensor) -> Tensor:
    return (mask[:, None, None, :] - 1.0) * 10000.0


class Body(nn.Module):
    """ids, kinds, mask (windows, pieces) → tags (windows, pieces, TAGS) and states (windows, pieces, SMALL).

    The kind of a piece is added above the `frozen` lowest layers, so that these need no gradient.
    """

    def __init__(self, frozen: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.frozen, self.dropout = frozen, dropout
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, 4 * WIDTH, dropout) for _ in range(DEPTH))
        self.kinds = nn.Embedding(KINDS, WIDTH)
        nn.init.normal_(self.kinds.weight, std=0.02)
        self.tags, self.states = nn.Linear(WIDTH, TAGS), nn.Linear(WIDTH, SMALL)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = self.above(ids, kinds, mask)
        return self.tags(x), self.states(x)

    def above(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """What the last layer gives."""
        bias = _bias(mask)
        with torch.no_grad():
            x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.segment)
            for layer in self.layers[: self.frozen]:
                x = layer(x, bias)
        x = x + self.kinds(kinds)
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias)
        return F.dropout(x, self.dropout, self.training)

    def start(self, file: Path) -> None:
        """Takes the weights of the published encoder (safetensors, names of BERT)."""
        from safetensors.torch import load_file

        given = {k.removeprefix("bert."): v for k, v in load_file(file).items()}
        own = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "places.weight": given["embeddings.position_embeddings.weight"],
            "segment": given["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for n in range(DEPTH):
            for mine, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{n}.{mine}.{part}"] = given[f"encoder.layer.{n}.{theirs}.{part}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        left = [m for m in missing if not m.startswith(("kinds", "tags", "states"))]
        if left or unexpected:
            raise ValueError(f"{file} is no MiniLM-L6: {left} {unexpected}")


class Roles(nn.Module):
    """states, mask, cue, distance, a row for each cue → (cues, pieces, ROLES)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.given, self.marked, self.distance = nn.Linear(SMALL, SMALL), nn.Linear(SMALL, SMALL), nn.Embedding(BUCKETS, SMALL)
        nn.init.normal_(self.distance.weight, std=0.1)
        self.norm = nn.LayerNorm(SMALL)
        self.layers = nn.ModuleList(Layer(SMALL, SMALL_HEADS, SMALL_INNER, dropout) for _ in range(SMALL_DEPTH))
        self.out = nn.Linear(SMALL, ROLES)

    def forward(self, states: Tensor, mask: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        of_cue = (states * cue[:, :, None]).sum(1) / cue.sum(1, keepdim=True)
        x = self.norm(self.given(states) + self.marked(of_cue)[:, None, :] + self.distance(distance))
        bias = _bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = self.out(x)
        return out
