"""The small layers that read events over the encoder's last layer, on weights made for the test."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tocsin.knowledge import knowledge
from tocsin.knowledge.eventheads import STATUSES, TYPES, EventHeads, Question

WIDTH, OWN = 6, 4


@pytest.fixture
def heads(tmp_path: Path) -> EventHeads:
    """Heads with small random weights in a folder."""
    chance = np.random.default_rng(3)
    shapes = {
        "states": (OWN, WIDTH), "ask": (OWN, 3 * OWN), "ask_status": (OWN, OWN), "hidden": (8, 4 * OWN), "kind": (len(TYPES), 8),
        "hidden_status": (8, 2 * OWN), "status": (len(STATUSES), 8),
    }  # fmt: skip
    arrays = {"none": chance.normal(size=(3, OWN))}
    for name, shape in shapes.items():
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = chance.normal(size=shape), chance.normal(size=shape[0])
    folder = tmp_path / "models/events"
    folder.mkdir(parents=True)
    np.savez(folder / "heads.npz", **{k: v.astype(np.float16) for k, v in arrays.items()})
    found = EventHeads.load((tmp_path,))
    assert found is not None
    return found


def test_no_folder_no_heads(tmp_path: Path) -> None:
    assert EventHeads.load((tmp_path,)) is None


def test_chances_sum_to_one_and_do_not_depend_on_company(heads: EventHeads) -> None:
    states = heads.states(np.random.default_rng(5).normal(size=(9, WIDTH)).astype(np.float32))
    one, two = Question([3], [1, 2], [5]), Question([3], [], [7, 8])
    types, statuses = heads.answers(states, [one, two])
    assert (types.shape, statuses.shape) == ((2, len(TYPES)), (2, len(STATUSES)))
    assert np.allclose(np.exp(types).sum(1), 1, atol=1e-4)
    alone, _ = heads.answers(states, [two])
    assert np.allclose(types[1], alone[0], atol=1e-5)


def test_sides_that_are_changed_round_are_another_question(heads: EventHeads) -> None:
    states = heads.states(np.random.default_rng(5).normal(size=(9, WIDTH)).astype(np.float32))
    types, statuses = heads.answers(states, [Question([3], [1], [5]), Question([3], [5], [1])])
    assert not np.allclose(types[0], types[1])
    assert np.allclose(statuses[0], statuses[1], atol=1e-6)  # status is read from the predicate


@pytest.mark.skipif(knowledge().event_heads is None, reason="no weights in the package")
def test_the_weights_in_the_package_fit_the_layers() -> None:
    found = knowledge().event_heads
    assert found is not None
    types, statuses = found.answers(found.states(np.zeros((5, 384), np.float32)), [Question([1], [2], [])])
    assert (types.shape, statuses.shape) == ((1, len(TYPES)), (1, len(STATUSES)))
