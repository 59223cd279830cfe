"""R@k/N the plain way, as the field's code has it: what ``recall_speed.py`` compares adtool with.

    python benchmarks/plain_recall.py rows.csv --model FOLDER --way calls [--sample 100]

``rows.csv`` has the columns vid, start, end, text_gt, text_gen. A sample of its predictions, drawn
at random, is ranked among the references of every window that it is in; printed are the CPU seconds
that this took, after starting, and for each row of the sample its R@k/N in percent. The ways:

    calls      a call for each prediction and window: each sentence is encoded once a call
    pairs      the same, but both sentences of each pair are encoded
    published  a call for each prediction with all references of its movie, as AutoAD-II has it

A call does what the package bert_score does (0.3.13): sentences are sorted by their words, encoded
in batches of 64 with padding, and matched in batches of 64 pairs.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils.rnn import pad_sequence

BATCH = 64
FIRST = 5  # so many does the published function ask of topk
RECALLS = ((5, 16), (1, 5))


def main() -> None:
    """Rank a sample, and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--way", choices=list(WAYS), required=True)
    parser.add_argument("--sample", type=int, default=100, help="predictions (default: 100)")
    given = parser.parse_args()
    with given.rows.open(newline="") as file:
        rows = list(csv.DictReader(file))
    scorer = PlainBertScore(given.model)
    scorer([rows[0]["text_gen"]], [rows[0]["text_gt"]])  # what torch sets up at first is no part
    sample = random.Random(0).sample(range(len(rows)), min(given.sample, len(rows)))
    movies: dict[str, list[int]] = {}
    for i in sorted(range(len(rows)), key=lambda i: float(rows[i]["start"])):
        movies.setdefault(rows[i]["vid"], []).append(i)
    began = time.process_time()
    figures = {i: recalls(WAYS[given.way], scorer, rows, movies[rows[i]["vid"]], i) for i in sample}
    print(json.dumps({"seconds": time.process_time() - began, "rows": figures}))


Row = dict[str, str]


def recalls(
    way: Way, score: PlainBertScore, rows: list[Row], movie: list[int], own: int
) -> dict[str, float]:
    """R@k/N of one row: in what share of its windows it is among the first k, in percent."""
    place, references = movie.index(own), [rows[i]["text_gt"] for i in movie]
    windows = [
        (k, n, range(start, start + n))
        for k, n in RECALLS
        for start in range(0, len(movie) - n + 1, n // 2)
        if start <= place < start + n
    ]
    similar = way(score, rows[own]["text_gen"], references, [window for *_, window in windows])
    hits: dict[str, list[bool]] = {}
    for (k, n, window), f1 in zip(windows, similar, strict=True):
        first = f1.topk(min(n, FIRST)).indices[:k].tolist()
        hits.setdefault(f"R@{k}/{n}", []).append(window.index(place) in first)
    return {name: 100 * sum(of) / len(of) for name, of in hits.items()}


class PlainBertScore:
    """What bert_score does in a call, without idf and without rescaling."""

    def __init__(self, folder: str) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()
        self.before = " " if type(self.tokenizer).__name__.startswith("Roberta") else ""

    def __call__(
        self, said: Sequence[str], wanted: Sequence[str], *, once: bool = True
    ) -> torch.Tensor:
        """F1 of each pair; each sentence is encoded once, or else both sentences of each pair."""
        texts = [*said, *wanted]
        keys: list[Any] = list(texts if once else range(len(texts)))
        of_key = dict(zip(keys, texts, strict=True))
        order = sorted(of_key, key=lambda key: len(of_key[key].split()), reverse=True)
        encoded: dict[Any, torch.Tensor] = {}
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            encoded.update(zip(batch, self.encode([of_key[key] for key in batch]), strict=True))
        ours, theirs = (
            [encoded[k] for k in side] for side in (keys[: len(said)], keys[len(said) :])
        )
        starts = range(0, len(said), BATCH)
        return torch.cat([self.match(ours[i : i + BATCH], theirs[i : i + BATCH]) for i in starts])

    def encode(self, texts: Sequence[str]) -> list[torch.Tensor]:
        """Encode one batch."""
        ids = [
            self.tokenizer(
                self.before + text.strip() if text.strip() else "", truncation=True, max_length=512
            ).input_ids
            for text in texts
        ]
        padded = pad_sequence([torch.tensor(i) for i in ids], True, self.tokenizer.pad_token_id)
        mask = torch.tensor([[i < len(row) for i in range(padded.shape[1])] for row in ids])
        with torch.no_grad():
            states = self.model(padded, attention_mask=mask.long()).last_hidden_state
        return [row[: len(tokens)] for row, tokens in zip(states, ids, strict=True)]

    def match(self, ours: Sequence[torch.Tensor], theirs: Sequence[torch.Tensor]) -> torch.Tensor:
        """Match each token with the most similar of the other sentence, pair by pair."""
        our_lengths = torch.tensor([len(o) for o in ours])
        their_lengths = torch.tensor([len(t) for t in theirs])
        a, b = pad_sequence(list(ours), True, 2.0), pad_sequence(list(theirs), True, 2.0)
        a, b = a / a.norm(dim=-1, keepdim=True), b / b.norm(dim=-1, keepdim=True)
        here, there = (
            torch.arange(side.shape[1]) < lengths[:, None]
            for side, lengths in ((a, our_lengths), (b, their_lengths))
        )
        cosines = torch.bmm(a, b.transpose(1, 2)) * (here[:, :, None] & there[:, None, :])
        precision = _mean(cosines.amax(2), our_lengths)
        recall = _mean(cosines.amax(1), their_lengths)
        return torch.nan_to_num(2 * precision * recall / (precision + recall))


def _mean(best: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """The mean over the tokens between the first and the last, which do not count."""
    place = torch.arange(best.shape[1])
    counts = ((place > 0) & (place < lengths[:, None] - 1)).float()
    return (best * (counts / counts.sum(1, keepdim=True))).sum(1)


Way = Callable[[PlainBertScore, str, Sequence[str], Sequence[range]], list[torch.Tensor]]
"""From a prediction, its movie's references and its windows to the F1 with each window's."""


def calls(
    score: PlainBertScore, said: str, references: Sequence[str], windows: Sequence[range]
) -> list[torch.Tensor]:
    """Call once a window."""
    return [score([said] * len(window), [references[i] for i in window]) for window in windows]


def pairs(
    score: PlainBertScore, said: str, references: Sequence[str], windows: Sequence[range]
) -> list[torch.Tensor]:
    """Encode both sentences of each pair."""
    return [
        score([said] * len(window), [references[i] for i in window], once=False)
        for window in windows
    ]


def published(
    score: PlainBertScore, said: str, references: Sequence[str], windows: Sequence[range]
) -> list[torch.Tensor]:
    """Call once, with the whole movie."""
    whole = score([said] * len(references), references)
    return [whole[window.start : window.stop] for window in windows]


WAYS: dict[str, Way] = {"calls": calls, "pairs": pairs, "published": published}


if __name__ == "__main__":
    main()
