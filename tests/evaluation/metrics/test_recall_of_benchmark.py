import random
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from adtool.evaluation.metrics.pairs import Pairs
from adtool.evaluation.metrics.recall import Pair, recall_within_neighbours
from adtool.evaluation.metrics.recall_of_benchmark import measure, recall
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


def published(pairs, k, n, f1_of):
    """AutoAD-II's R@k/N, written out: ties are torch.topk's, which is asked for the first five."""
    import torch

    of_movies = []
    for rows in pairs.by_movie.values():
        f1 = torch.stack([f1_of(row, rows) for row in rows])
        of_windows = []
        for start in range(0, len(rows) - n + 1, n // 2):
            window = f1[start : start + n, start : start + n]
            _, first = window.topk(max(5, k), 1, True, True)
            hits = first[:, :k] == torch.arange(n)[:, None]
            of_windows.append(float(hits.float().sum()) / n)
        if of_windows:
            of_movies.append(np.mean(of_windows))
    return 100 * np.mean(of_movies)


def with_repeats_and_silence(pairs):
    """Some references are one and the same, some predictions are that one, and some are empty."""
    wanted = [pairs.references[0] if i % 4 == 0 else r for i, r in enumerate(pairs.references)]
    said = [wanted[0] if i % 5 == 0 else p for i, p in enumerate(pairs.predictions)]
    said = ["" if i % 7 == 0 else p for i, p in enumerate(said)]
    return replace(pairs, references=tuple(wanted), predictions=tuple(said))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("change", [lambda pairs: pairs, with_repeats_and_silence])
def test_it_equals_the_published_function_over_bert_scores_own(roberta, seed, change, capfd):
    bert_score = pytest.importorskip("bert_score")
    pairs = change(benchmark(34, 16, 7, 3, seed=seed))
    scorer = bert_score.BERTScorer(model_type=roberta, num_layers=3, device="cpu")

    @cache
    def f1_of(row, rows):
        said = [pairs.predictions[row]] * len(rows)
        return scorer.score([pairs.references[i] for i in rows], said)[-1]

    recalls = ((5, 16), (1, 5), (1, 16), (7, 16), (3, 5))
    settings = EvaluationSettings(similarity=roberta, device="cpu", batch=3, recalls=recalls)
    found = recall(pairs, settings)
    for k, n in recalls:
        expected = published(pairs, k, n, f1_of)
        assert found.corpus[f"R@{k}/{n}"] == pytest.approx(expected, abs=1e-9), (k, n)
    own = [100 * float(f1_of(row, pairs.by_movie[pairs.movies[row]])[place])
           for row, place in places(pairs)]  # fmt: skip
    np.testing.assert_allclose(found.per_row["BERTScore"], own, atol=1e-3)
    assert found.corpus["BERTScore"] == pytest.approx(np.mean(own), abs=1e-3)
    assert found.notes["similarity"] == f"BERTScore F1, {roberta}, layer 3"


def places(pairs):
    """Each row, and its place in its movie."""
    return [(row, pairs.by_movie[movie].index(row)) for row, movie in enumerate(pairs.movies)]


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
    assert found.notes["R@1/3: ranks that a tie decides"] == 2
    assert found.corpus["R@1/3"] == pytest.approx(100 / 3)


def test_a_recall_for_which_no_movie_is_long_enough_is_left_out_and_noted():
    found = measure(benchmark(6), [(5, 16), (1, 5)], word_f1)
    assert "R@5/16" not in found.corpus
    assert found.missing == {"R@5/16": "no movie has 16 lines"}
    assert "R@5/16" not in found.corpus
    assert "R@1/5" in found.corpus


def test_a_benchmark_without_rows_has_no_figures():
    assert measure(Pairs((), (), (), (), ()), [(1, 5)], word_f1).corpus == {}


class Counted:
    """Shared words, and how many pairs were compared."""

    def __init__(self):
        self.pairs = 0

    def __call__(self, said, wanted):
        self.pairs += len(said) * len(wanted)
        return word_f1(said, wanted)


@pytest.mark.parametrize("recalls", [[(1, 5)], [(5, 16)], [(5, 16), (1, 5)], [(1, 2)], []])
def test_the_work_grows_as_the_rows_do(recalls):
    few, many = Counted(), Counted()
    measure(benchmark(400), recalls, few)
    measure(benchmark(1600), recalls, many)
    assert many.pairs / few.pairs == pytest.approx(4, rel=0.03)


def test_each_pair_is_compared_once_for_all_windows():
    counted = Counted()
    measure(benchmark(64), [(5, 16), (1, 5), (1, 16)], counted)
    assert counted.pairs == 8 * 16 + 6 * 8 * 24 + 8 * 16  # eight rows with all near them
