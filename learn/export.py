"""Writes the learned networks as onnxruntime takes them: int8 weights, the vocabulary beside them.

python learn/export.py LEARNED.pt FOLDER [--float OTHER_FOLDER]
FOLDER gets encoder.int8.onnx, roles.int8.onnx and vocabulary.txt (which lies beside LEARNED.pt);
OTHER_FOLDER the same graphs unquantised under the same names, to compare with.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from encoder import BUCKETS, SMALL, Body
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor

from attribution import Model


class Whole(torch.nn.Module):
    """The encoder with the tags and states of attributions, and its last layer for the heads of events."""

    def __init__(self, body: Body) -> None:
        super().__init__()
        self.body = body

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.body.above(ids, kinds, mask)
        return self.body.tags(x), self.body.states(x), x


def graphs(model: Model, folder: Path) -> None:
    """The two graphs in float."""
    ids = torch.randint(1000, 2000, (2, 24))
    kinds = torch.randint(0, 6, (2, 24))
    mask = torch.ones(2, 24)
    cue = torch.zeros(2, 24)
    cue[:, 3:5] = 1
    wide = {0: "rows", 1: "pieces"}
    torch.onnx.export(
        Whole(model.body), (ids, kinds, mask), str(folder / "encoder.onnx"), input_names=["ids", "kinds", "mask"],
        output_names=["tags", "states", "last"], dynamic_axes=dict.fromkeys(("ids", "kinds", "mask", "tags", "states", "last"), wide),
        opset_version=17, dynamo=False,
    )  # fmt: skip
    torch.onnx.export(
        model.roles, (torch.randn(2, 24, SMALL), mask, cue, torch.randint(0, BUCKETS, (2, 24))), str(folder / "roles.onnx"),
        input_names=["states", "mask", "cue", "distance"], output_names=["roles"],
        dynamic_axes=dict.fromkeys(("states", "mask", "cue", "distance", "roles"), wide), opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("learned", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", type=Path)
    parser.add_argument("--frozen", type=int, default=2, help="as it was learned: the kinds of pieces are added above these layers")
    args = parser.parse_args()
    model = Model(args.frozen)
    model.load_state_dict(torch.load(args.learned), strict=False)  # the heads of events are learned and written by themselves
    model.eval()
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        graphs(model, made)
        for part in ("encoder", "roles"):
            quant_pre_process(str(made / f"{part}.onnx"), str(made / f"{part}.ready.onnx"), skip_symbolic_shape=True)
            quantize_dynamic(
                str(made / f"{part}.ready.onnx"),
                str(args.folder / f"{part}.int8.onnx"),
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,  # seven bits: no overflow on processors without VNNI
                op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            )
            if args.float:
                args.float.mkdir(parents=True, exist_ok=True)
                shutil.copy(made / f"{part}.onnx", args.float / f"{part}.int8.onnx")
    for folder in filter(None, (args.folder, args.float)):
        shutil.copy(args.learned.with_name("vocabulary.txt"), folder / "vocabulary.txt")


if __name__ == "__main__":
    main()
