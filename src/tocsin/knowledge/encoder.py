"""The small learned encoder and its heads: weights in the package, run by onnxruntime on one thread.

The model card beside the weights (models/attribution/model_card.md) says from what, how and with what success they were learned.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.knowledge.wordpiece import Pieces, WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

__all__ = ["CLS", "KINDS", "SEP", "Encoder", "distances", "kind"]

KINDS = 6  # what is told of a piece beside its word: small, Capital or CAPITALS; outside or inside quotation marks
CLS, SEP = 101, 102
FAR = 16  # the widest bucket of the distance from a cue


def kind(word: str, quoted: bool) -> int:
    """How a piece is written, below KINDS."""
    case = 0 if not word[:1].isupper() else 2 if len(word) > 1 and word.isupper() else 1
    return case + 3 * quoted


def distances(length: int, start: int, end: int) -> list[int]:
    """For each piece of a window the bucket of its distance from pieces[start:end]: 0 within, 1–16 before, 17–32 behind."""
    return [
        0 if start <= i < end else _bucket(start - i) if i < start else FAR + _bucket(i - end + 1) for i in range(length)
    ]  # fmt: skip


def _bucket(steps: int) -> int:
    """1–8 as they are, then twos to 16, then sixteens."""
    return steps if steps <= 8 else 8 + (steps - 7) // 2 if steps <= 16 else min(FAR, 12 + (steps - 1) // 16)


class Encoder:
    """The weights of one folder; vocabulary and graphs are opened on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def load(roots: tuple[Path, ...]) -> Encoder | None:
        """The encoder of the last root that has one; None where no root has, or onnxruntime is not installed."""
        from importlib.util import find_spec

        if find_spec("onnxruntime") is None:
            return None
        for root in reversed(roots):
            if (root / "models/attribution/encoder.int8.onnx").exists():
                return Encoder(root / "models/attribution")
        return None

    @cached_property
    def words(self) -> WordPiece:
        """The vocabulary."""
        return WordPiece(self.folder / "vocabulary.txt")

    def pieces(self, texts: list[str]) -> list[Pieces]:
        """The word pieces of each text, no special ones among them."""
        return [self.words.pieces(text) for text in texts]

    def _session(self, name: str) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self.folder / name), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _body(self) -> Any:
        return self._session("encoder.int8.onnx")

    @cached_property
    def _roles(self) -> Any:
        return self._session("roles.int8.onnx")

    def encode(self, ids: Integers, kinds: Integers, mask: Floats) -> tuple[Floats, Floats, Floats | None]:
        """All (windows, pieces) → tags (windows, pieces, 5), states (windows, pieces, width) for `roles`, the last layer for EventHeads.

        Tags are logits: no cue, cue begins, cue goes on (to be normalised together); source of any, content of any (each by itself).
        Weights from before there were heads of events do not give the last layer.
        """
        tags, states, *last = self._body.run(None, {"ids": ids, "kinds": kinds, "mask": mask})
        return tags, states, last[0] if last else None

    def roles(self, states: Floats, mask: Floats, cue: Floats, distance: Integers) -> Floats:
        """One row a cue: states (cues, pieces, width), the others (cues, pieces) → logits (cues, pieces, 3): none, source, content."""
        (out,) = self._roles.run(None, {"states": states, "mask": mask, "cue": cue, "distance": distance})
        return out  # type: ignore[no-any-return]
