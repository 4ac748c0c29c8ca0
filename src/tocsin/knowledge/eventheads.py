"""The heads that read events over the states of the encoder: is there an event of these words and sides, of what type and status?

Small dense layers in numpy; the card beside their weights (models/events/model_card.md) says from what and with what success.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["STATUSES", "TYPES", "EventHeads", "Question"]

TYPES = (
    "NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("actual", "planned", "threatened", "requested", "possible", "denied", "historical")


class Question(NamedTuple):
    """Pieces of a window: those of the predicate, of who acts, of whom it befalls. What is empty is not known."""

    trigger: Sequence[int]
    actor: Sequence[int]
    recipient: Sequence[int]


class EventHeads:
    """The weights of one folder, opened on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def load(roots: tuple[Path, ...]) -> EventHeads | None:
        """The heads of the last root that has them; None where no root has."""
        for root in reversed(roots):
            if (root / "models/events/heads.npz").exists():
                return EventHeads(root / "models/events")
        return None

    @cached_property
    def weights(self) -> dict[str, Floats]:
        """The layers by name."""
        import numpy as np

        with np.load(self.folder / "heads.npz", allow_pickle=False) as file:
            return {name: file[name].astype(np.float32) for name in file.files}

    def states(self, hidden: Floats) -> Floats:
        """What the heads read of a window: (pieces, width of the encoder) → (pieces, width of the heads)."""
        return hidden @ self.weights["states.weight"].T + self.weights["states.bias"]

    def answers(self, states: Floats, questions: Sequence[Question]) -> tuple[Floats, Floats]:
        """Logarithms of chances, (questions, types) and (questions, statuses). states: those of one window."""
        import numpy as np

        w = self.weights
        width = states.shape[1]
        means = np.empty((len(questions), 3, width), np.float32)
        for n, question in enumerate(questions):
            for k, pieces in enumerate(question):
                means[n, k] = states[pieces].mean(0) if len(pieces) else w["none"][k]
        flat = means.reshape(len(questions), -1)

        def attended(query: Floats) -> Floats:
            return _normal(query @ states.T / np.float32(width**0.5)) @ states  # type: ignore[no-any-return]

        kind = np.concatenate([flat, attended(flat @ w["ask.weight"].T + w["ask.bias"])], 1)
        status = np.concatenate([means[:, 0], attended(means[:, 0] @ w["ask_status.weight"].T + w["ask_status.bias"])], 1)
        out = []
        for x, hidden, last in ((kind, "hidden", "kind"), (status, "hidden_status", "status")):
            x = _gelu(x @ w[f"{hidden}.weight"].T + w[f"{hidden}.bias"])
            out.append(np.log(_normal(x @ w[f"{last}.weight"].T + w[f"{last}.bias"]) + 1e-9))
        return out[0], out[1]


def _normal(logits: Any) -> Any:
    """Chances over the last axis."""
    import numpy as np

    x = np.exp(logits - logits.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def _gelu(x: Any) -> Any:
    import numpy as np

    return 0.5 * x * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
