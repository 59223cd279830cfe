"""BERTScore (Zhang et al., 2020): how alike sentences are, token by token, by their embeddings.

F1 by greedy matching without idf weights and without rescaling, the same for each pair as from the
package bert_score. (Rescaling is a rising line, which no ranking sees. And where the package fills
up a shorter sentence of a batch, a token that is unlike all of its tokens counts 0, not below.)
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
    ours, our_counts, rows = _joined(said)
    theirs, their_counts, columns = _joined(wanted)
    cosines = ours @ theirs.T  # every token with every token
    best_of_ours = np.maximum.reduceat(cosines, columns, axis=1)  # (tokens, R)
    best_of_theirs = np.maximum.reduceat(cosines, rows, axis=0)  # (P, tokens)
    our_length = np.add.reduceat(our_counts, rows)[:, None]
    their_length = np.add.reduceat(their_counts, columns)
    precision: NDArray[np.float64] = np.add.reduceat(
        best_of_ours * our_counts[:, None], rows, axis=0
    )
    recall: NDArray[np.float64] = np.add.reduceat(best_of_theirs * their_counts, columns, axis=1)
    precision /= np.maximum(our_length, 1)
    recall /= np.maximum(their_length, 1)
    both = precision + recall
    filled = (our_length > 0) & (their_length > 0) & (both != 0)
    f1 = np.zeros_like(both)
    np.divide(2 * precision * recall, both, out=f1, where=filled)
    return f1


Joined = tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.int64]]
"""The tokens of all sentences, which of them count, and where each sentence begins."""


def _joined(sentences: Sequence[Encoded]) -> Joined:
    vectors = np.concatenate([sentence.vectors for sentence in sentences])
    counts = np.concatenate([sentence.counts for sentence in sentences], dtype=np.float64)
    starts = np.cumsum([0, *(len(sentence.counts) for sentence in sentences[:-1])])
    return vectors, counts, starts


def _window_f1(
    said: Sequence[str], wanted: Sequence[str], encoded: dict[str, Encoded]
) -> NDArray[np.float64]:
    """F1 (P, R); what has the same tokens twice has the same numbers, to the last bit."""
    ours, our_rows = _distinct([encoded[sentence.strip()] for sentence in said])
    theirs, their_rows = _distinct([encoded[sentence.strip()] for sentence in wanted])
    return greedy_f1(ours, theirs)[np.ix_(our_rows, their_rows)]


def _distinct(sentences: Sequence[Encoded]) -> tuple[list[Encoded], list[int]]:
    """Return each once, and for each the place of that one."""
    distinct = {id(sentence): sentence for sentence in sentences}
    places = {key: place for place, key in enumerate(distinct)}
    return list(distinct.values()), [places[id(sentence)] for sentence in sentences]


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
