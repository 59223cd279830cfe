import random
from functools import cache

import numpy as np
import pytest

from adtool.evaluation.metrics.bert_score import BertScore
from adtool.evaluation.metrics.pairs import Pairs
from adtool.evaluation.metrics.recall import Pair, recall_within_neighbours
from adtool.evaluation.metrics.recall_of_benchmark import measure, recall
from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder
from adtool.evaluation.metrics.similarity import word_f1
from adtool.settings import EvaluationSettings

WORDS = ("a", "man", "woman", "runs", "walks", "nods", "home", "door", "Tom", "opens", "to", "the")
RECALLS = ((5, 16), (1, 5), (2, 5))


def benchmark(*lengths, seed=0):
    """Movies of random lines, with rows in no order; a prediction keeps half of the words."""
    rng = random.Random(seed)
    rows = []
    for movie, length in enumerate(lengths):
        for i in range(length):
            line = rng.choices(WORDS, k=rng.randint(2, 7))
            kept = [word for word in line if rng.random() < 0.5]
            rows.append(
                (f"movie {movie}", 1000 * i, 1000 * i + 900, " ".join(line), " ".join(kept))
            )
    rng.shuffle(rows)
    return Pairs(*zip(*rows, strict=True))


def groups(pairs):
    return [
        [Pair(pairs.starts[i], pairs.references[i], pairs.predictions[i]) for i in rows]
        for rows in pairs.by_movie.values()
    ]


def test_one_pass_gives_the_recalls_that_each_gives_alone():
    pairs = benchmark(40, 17, 6, 3)
    found = measure(pairs, RECALLS, word_f1)
    for k, n in RECALLS:
        alone = recall_within_neighbours(groups(pairs), k, n, word_f1)
        assert found.corpus[f"R@{k}/{n}"] == pytest.approx(alone, abs=1e-12)


def test_it_equals_a_plain_version_that_encodes_every_pair_again(roberta):
    pairs = benchmark(18, 6, seed=1)
    settings = EvaluationSettings(similarity=roberta, device="cpu", batch=3)
    found = recall(pairs, settings)
    alone = BertScore(SentenceEncoder.load(roberta, device="cpu"))
    said, wanted = pairs.predictions, pairs.references

    @cache
    def f1_of(own, other):
        return float(alone([said[own]], [wanted[other]])[0, 0])

    for k, n in ((5, 16), (1, 5)):
        of_movies = []
        for rows in pairs.by_movie.values():
            hits = []
            for start in range(0, len(rows) - n + 1, n // 2):
                window = rows[start : start + n]
                for own in window:
                    f1 = [f1_of(own, other) for other in window]
                    mine = f1[window.index(own)]
                    nearer = sum(f > mine + 1e-6 for f in f1)
                    tied = sum(abs(f - mine) <= 1e-6 for f in f1)
                    hits.append(min(1.0, max(0.0, (k - nearer) / tied)))
            if hits:
                of_movies.append(np.mean(hits))
        assert found.corpus[f"R@{k}/{n}"] == pytest.approx(100 * np.mean(of_movies), abs=1e-9)
    own = [100 * f1_of(row, row) for row in range(len(pairs))]
    np.testing.assert_allclose(found.per_row["BERTScore"], own, atol=1e-4)
    assert found.corpus["BERTScore"] == pytest.approx(np.mean(own), abs=1e-4)
    assert found.notes["similarity"] == f"BERTScore F1, {roberta}, layer 3"


def test_a_recall_is_the_mean_of_its_movies_and_rows_in_no_window_have_none():
    pairs = benchmark(6, 5, 3)
    found = measure(pairs, [(1, 5)], word_f1)
    movies = found.per_movie["R@1/5"]
    assert movies.keys() == {"movie 0", "movie 1"}
    assert found.corpus["R@1/5"] == pytest.approx(sum(movies.values()) / 2)
    outside = [i for i, value in enumerate(found.per_row["R@1/5"]) if value is None]
    tail = pairs.by_movie["movie 0"][-1]
    assert outside == sorted([tail, *pairs.by_movie["movie 2"]])
    of_movie_1 = [found.per_row["R@1/5"][i] for i in pairs.by_movie["movie 1"]]
    assert movies["movie 1"] == pytest.approx(np.mean(of_movie_1))


def test_ties_are_counted():
    pairs = Pairs(("m",) * 3, (0, 1, 2), (1, 2, 3), ("He nods.", "He nods.", "Dog"), ("nods",) * 3)
    found = measure(pairs, [(1, 3)], word_f1)
    assert found.notes["R@1/3: ranks that a tie leaves to chance"] == 2
    assert found.corpus["R@1/3"] == pytest.approx(100 / 3)


def test_a_recall_for_which_no_movie_is_long_enough_is_left_out_and_noted():
    found = measure(benchmark(6), [(5, 16), (1, 5)], word_f1)
    assert "R@5/16" not in found.corpus
    assert found.missing == {"R@5/16": "no movie has 16 lines"}
    assert "R@5/16" not in found.corpus
    assert "R@1/5" in found.corpus


def test_a_benchmark_without_rows_has_no_figures():
    assert measure(Pairs((), (), (), (), ()), [(1, 5)], word_f1).corpus == {}
