"""BERTScore (Zhang et al., 2020): how alike sentences are, token by token, by their embeddings.

F1 by greedy matching without idf weights and without rescaling, the same for each pair as from the
package bert_score. (Rescaling is a rising line, which no ranking sees.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from adtool.evaluation.metrics.sentence_encoder import Encoded, SentenceEncoder
from adtool.evaluation.metrics.similarity import Window

BLOCK = 2048
"""Sentences whose vectors are held at once: some 100 MB of roberta-large's."""


class BertScore:
    """Compares windows of neighbouring sentences, and encodes each sentence once.

    ``recall_within_neighbours`` takes it as its similarity. Windows that follow each other share
    sentences: those are encoded together, sorted by length, and kept while windows still hold
    them, so the memory does not grow with the corpus.

    Args:
        encoder: the language model.
        block: sentences that are encoded together.
    """

    def __init__(self, encoder: SentenceEncoder, block: int = BLOCK) -> None:
        self.encoder = encoder
        self._block = block

    def __call__(
        self, predictions: Sequence[str], references: Sequence[str]
    ) -> NDArray[np.float64]:
        """Compare P predictions with R references: F1 (P, R), in [-1, 1]; 0 with an empty one."""
        return next(self.compare([(predictions, references)]))

    def compare(self, windows: Iterable[Window]) -> Iterator[NDArray[np.float64]]:
        """Compare every prediction of a window with each of its references: F1 (P, R)."""
        kept: dict[str, Encoded] = {}
        for block, sentences in _blocks(windows, self._block):
            new = [sentence for sentence in sentences if sentence not in kept]
            kept = {sentence: kept[sentence] for sentence in sentences if sentence in kept}
            kept.update(zip(new, self.encoder(new), strict=True))
            for said, wanted in block:
                yield _window_f1(said, wanted, kept)


def greedy_f1(said: Sequence[Encoded], wanted: Sequence[Encoded]) -> NDArray[np.float64]:
    """F1 (P, R) of sentences: each token with the most similar token of the other sentence.

    Precision is the mean over the prediction's tokens of their best cosine similarity in the
    reference, recall that over the reference's tokens (Zhang et al., §3). 0 where a sentence has
    no token that counts.
    """
    ours, theirs = [e.vectors for e in said], [e.vectors for e in wanted]
    cosines = np.concatenate(ours) @ np.concatenate(theirs).T  # every token with every token
    rows, columns = _starts(ours), _starts(theirs)
    best_of_ours = np.maximum.reduceat(cosines, columns, axis=1)  # (tokens, R)
    best_of_theirs = np.maximum.reduceat(cosines, rows, axis=0)  # (P, tokens)
    precision = np.add.reduceat(best_of_ours * _shares(said)[:, None], rows, axis=0)
    recall = np.add.reduceat(best_of_theirs * _shares(wanted), columns, axis=1)
    both = precision + recall
    empty = np.array([not e.counts.any() for e in said])[:, None] | np.array(
        [not e.counts.any() for e in wanted]
    )
    f1 = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both != 0)
    return np.where(empty, 0.0, f1)


def _starts(sentences: Sequence[NDArray[np.float32]]) -> NDArray[np.int64]:
    """Where each sentence begins among the tokens of all."""
    return np.cumsum([0, *(len(tokens) for tokens in sentences[:-1])])


def _shares(sentences: Sequence[Encoded]) -> NDArray[np.float64]:
    """What part of its sentence each token is; 0 for those that do not count."""
    return np.concatenate(
        [e.counts / max(1.0, float(e.counts.sum())) for e in sentences], dtype=np.float64
    )


def _window_f1(
    said: Sequence[str], wanted: Sequence[str], encoded: dict[str, Encoded]
) -> NDArray[np.float64]:
    """F1 (P, R); the same sentence twice has the same numbers, to the last bit."""
    ours, our_rows = _distinct(said)
    theirs, their_rows = _distinct(wanted)
    f1 = greedy_f1([encoded[s] for s in ours], [encoded[s] for s in theirs])
    return f1[np.ix_(our_rows, their_rows)]


def _distinct(sentences: Sequence[str]) -> tuple[list[str], list[int]]:
    places: dict[str, int] = {}
    rows = [places.setdefault(sentence.strip(), len(places)) for sentence in sentences]
    return list(places), rows


def _blocks(windows: Iterable[Window], size: int) -> Iterator[tuple[list[Window], list[str]]]:
    """Cut windows into runs that hold some ``size`` different sentences, with these sentences."""
    block: list[Window] = []
    sentences: dict[str, None] = {}  # a set that keeps its order
    for window in windows:
        here = dict.fromkeys(sentence.strip() for side in window for sentence in side)
        new = sum(sentence not in sentences for sentence in here)
        if block and len(sentences) + new > size:
            yield block, list(sentences)
            block, sentences = [], {}
        block.append(window)
        sentences.update(here)
    if block:
        yield block, list(sentences)
