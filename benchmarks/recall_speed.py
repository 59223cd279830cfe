"""How much less work R@k/N takes when each sentence is encoded once.

    python benchmarks/recall_speed.py tvad_anno.csv --format tvad [--model FOLDER] [--sample 100]

The predictions are the references with a third of their words dropped. Three ways, on the same
model and machine, in CPU seconds:

    once       adtool's: each sentence encoded once, compared inside windows; timed on all rows
    published  as AutoAD-II's function does it with the package bert_score: for each prediction, all
               references of its movie are encoded again, with all of them compared
    pairs      both sentences of every pair in every window are encoded again

The last two are timed on a sample of predictions, drawn at random, and multiplied up. The last
line compares adtool's F1 with that of pairs whose sentences were encoded alone. Without --model,
the model is a random RoBERTa of 4 layers of width 256 with a tokenizer made from the references.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from adtool.datasets.annotations import FORMATS, read_annotations
from adtool.evaluation.metrics.bert_score import BertScore
from adtool.evaluation.metrics.pairs import Pairs
from adtool.evaluation.metrics.recall import windows
from adtool.evaluation.metrics.recall_of_benchmark import measure
from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder

RECALLS = ((5, 16), (1, 5))
DROPPED = 1 / 3


def main() -> None:
    """Time the three ways and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--format", choices=list(FORMATS), default="tvad")
    parser.add_argument("--model", help="folder or hub name (default: a small random one)")
    parser.add_argument("--sample", type=int, default=100, help="predictions (default: 100)")
    given = parser.parse_args()
    pairs = benchmark(given.annotations, given.format)
    with tempfile.TemporaryDirectory() as folder:
        encoder = SentenceEncoder.load(given.model or random_roberta(pairs, folder), device="cpu")
    print(f"{len(pairs)} rows, {len(pairs.by_movie)} movies, {RECALLS}, CPU seconds")
    encoder(pairs.references[:64])  # what torch sets up at first is no part of it
    once = time_once(pairs, encoder)
    sample = random.Random(0).sample(range(len(pairs)), min(given.sample, len(pairs)))
    for name, way in (("published", published), ("pairs", every_pair)):
        seconds = cpu(partial(way, pairs, encoder, sample)) * len(pairs) / len(sample)
        print(
            f"{name:10} {seconds:9.1f}  {seconds / once:6.1f} times as much (from {len(sample)})",
            flush=True,
        )
    print(f"largest difference of an F1: {largest_difference(pairs, encoder, sample[:10]):.1e}")


def benchmark(path: Path, kind: str) -> Pairs:
    """Read a table, and make predictions by dropping words."""
    rows = [row for movie in read_annotations(path, kind).movies.values() for row in movie]
    rng = random.Random(0)
    said = [" ".join(w for w in row.text.split() if rng.random() >= DROPPED) for row in rows]
    return Pairs(
        tuple(row.movie for row in rows),
        tuple(row.start for row in rows),
        tuple(row.end for row in rows),
        tuple(row.text for row in rows),
        tuple(said),
    )


def random_roberta(pairs: Pairs, folder: str) -> str:
    """Write a small random RoBERTa and its tokenizer."""
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import RobertaConfig, RobertaModel, RobertaTokenizerFast

    torch.manual_seed(0)
    bpe = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe.train_from_iterator(pairs.references, vocab_size=4000, special_tokens=special)
    bpe.save_model(folder)
    RobertaTokenizerFast(f"{folder}/vocab.json", f"{folder}/merges.txt").save_pretrained(folder)
    config = RobertaConfig(
        vocab_size=bpe.get_vocab_size(),
        hidden_size=256,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=1024,
        max_position_embeddings=514,
        initializer_range=0.1,  # so that different words differ
    )
    RobertaModel(config).save_pretrained(folder)
    return folder


def time_once(pairs: Pairs, encoder: SentenceEncoder) -> float:
    """Time adtool's way on all rows; print where the time goes."""
    encoding = 0.0
    encode = encoder.__call__

    class Timed:
        def __call__(self, sentences: Sequence[str]) -> Any:
            nonlocal encoding
            start = time.process_time()
            found = encode(sentences)
            encoding += time.process_time() - start
            return found

    timed: Any = Timed()
    total = cpu(lambda: measure(pairs, RECALLS, BertScore(timed)))
    share = 100 * encoding / total
    print(f"{'once':10} {total:9.1f}  {share:.0f} % encode, {100 - share:.0f} % compare and rank")
    return total


def published(pairs: Pairs, encoder: SentenceEncoder, sample: Sequence[int]) -> None:
    """Encode each prediction with all references of its movie, and compare all of them."""
    rows_of = {row: rows for rows in pairs.by_movie.values() for row in rows}
    for row in sample:
        references = [pairs.references[i] for i in rows_of[row]]
        distinct = list(dict.fromkeys([*references, pairs.predictions[row]]))  # as bert_score does
        encoded = dict(zip(distinct, encoder(distinct), strict=True))
        for reference in references:
            _plain_f1(encoded[pairs.predictions[row]], encoded[reference])


def every_pair(pairs: Pairs, encoder: SentenceEncoder, sample: Sequence[int]) -> None:
    """Encode both sentences of every pair of each prediction's windows, and compare them."""
    for row in sample:
        for references in _neighbours(pairs, row):
            texts = [t for reference in references for t in (pairs.predictions[row], reference)]
            encoded = encoder(texts)
            for ours, theirs in zip(encoded[::2], encoded[1::2], strict=True):
                _plain_f1(ours, theirs)


def largest_difference(pairs: Pairs, encoder: SentenceEncoder, sample: Sequence[int]) -> float:
    """Compare adtool's F1 with the plain one, each pair encoded alone."""
    worst = 0.0
    for row in sample:
        for references in _neighbours(pairs, row)[:1]:
            found = BertScore(encoder)([pairs.predictions[row]], references)[0]
            plain = [
                _plain_f1(*encoder([pairs.predictions[row]]), *encoder([reference]))
                for reference in references
            ]
            worst = max(worst, float(np.abs(found - plain).max()))
    return worst


def _neighbours(pairs: Pairs, row: int) -> list[list[str]]:
    rows = pairs.by_movie[pairs.movies[row]]
    found = [window for _, n in RECALLS for window in windows(rows, n) if row in window]
    return [[pairs.references[i] for i in window] for window in found]


def _plain_f1(ours: Any, theirs: Any) -> float:
    """BERTScore's F1 of two sentences, word by word (Zhang et al., 2020, §3)."""
    if not (ours.counts.any() and theirs.counts.any()):
        return 0.0
    cosines = ours.vectors @ theirs.vectors.T
    precision = cosines.max(axis=1)[ours.counts > 0].mean()
    recall = cosines.max(axis=0)[theirs.counts > 0].mean()
    return float(2 * precision * recall / (precision + recall))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of some work, all threads together."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
