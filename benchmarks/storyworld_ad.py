"""What Storyworld-AD is like: its ceiling, its redundancy, and what drawing it costs.

python benchmarks/storyworld_ad.py [--films 20] [--redundancy 0.7 …] [--model bundled]

    ceiling     the describers' second wording against the first: CIDEr, ROUGE-L, R@k/N
redundancy  as the paper measures it (Fig. B.2): the mean cosine of clips that are 1, 2, … places
            apart in an encoder's eyes, and of their descriptions by the words in them
drawing     milliseconds a frame at the encoder's size, beside storyworld's own
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adtool.analyses.neighbours import clip_vectors, likeness
from adtool.evaluation.metrics.captioning import caption_scores
from adtool.evaluation.metrics.recall import Pair, recall_within_neighbours
from adtool.evaluation.metrics.similarity import word_f1
from adtool.model import DistinctAD
from adtool.settings import REDUNDANCY
from adtool.storyworld import Film, render, seeds
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.wording import describe
from adtool.storyworld.worlds import WORLDS, sample
from adtool.timeline import Clip, Gap

RECALLS = ((1, 5), (5, 16))
DISTANCES = 15


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--films", type=int, default=20, help="test films (default: 20)")
    parser.add_argument("--redundancy", type=float, action="append", help="a setting of the knob")
    parser.add_argument("--model", default="bundled", help="whose encoder looks at the clips")
    options = parser.parse_args()
    films = drawn(options.films, REDUNDANCY)
    print("second wording:", figures(films, second_wording(films)))
    model = DistinctAD.from_pretrained(options.model)
    for r in options.redundancy or (REDUNDANCY, 0.2):
        seen, said = curves(model, drawn(options.films, r))
        print(f"redundancy {r:g}, {options.model}'s eyes:", row(seen))
        print(f"redundancy {r:g}, words:", row(said))
    for world in WORLDS:
        print(f"{world}: {milliseconds(sample(world, seeds('test', 1)[0])):.1f} ms a frame")


def drawn(count: int, redundancy: float) -> list[Film]:
    """Return the first test films."""
    return [sample(WORLDS[1], seed, redundancy=redundancy) for seed in seeds("test", count)]


def second_wording(films: Sequence[Film]) -> list[list[str]]:
    """Word every clip again."""
    rng = random.Random(0)
    return [[describe(shot, rng) for shot in ad_shots(film)] for film in films]


def ad_shots(film: Film) -> list[AdShot]:
    """Return a film's clips."""
    return [shot for shot in film.clips if isinstance(shot, AdShot)]


def figures(films: Sequence[Film], lines: Sequence[Sequence[str]]) -> dict[str, float]:
    """Score lines against what the films' describer wrote."""
    references = [shot.text for film in films for shot in film.clips]
    found = dict(
        caption_scores(references, [one for of in lines for one in of], ("cider", "rouge-l")).scores
    )
    pairs = [
        [Pair(shot.start, shot.text, line) for shot, line in zip(film.clips, of, strict=True)]
        for film, of in zip(films, lines, strict=True)
    ]
    for k, n in RECALLS:
        found[f"R@{k}/{n}"] = recall_within_neighbours(pairs, k, n, word_f1)
    return {name: round(value, 1) for name, value in found.items()}


def curves(
    model: DistinctAD, films: Sequence[Film], frames: int = 8
) -> tuple[list[float], list[float]]:
    """Return the mean cosine of clips by how far they are apart, and of any two: seen and said."""
    size = model.config.vision.image_size[0]
    seen = []
    for film in films:
        pictures = [
            picture
            for index, shot in enumerate(film.clips)
            for picture in render.frames(film, index, _times(shot.start, shot.end, frames), size)
        ]
        features = model.encode(pictures).reshape(len(film.clips), frames, -1)
        seen.append(clip_vectors(features.float().numpy()))
    return _curve(seen), _curve(word_vectors(films))


def word_vectors(films: Sequence[Film]) -> list[NDArray[np.floating]]:
    """Return each description as the words in it, (clips, words)."""
    texts = [[set(shot.text.lower().strip(".").split()) for shot in film.clips] for film in films]
    known = sorted({word for film in texts for words in film for word in words})
    return [np.array([[float(w in words) for w in known] for words in film]) for film in texts]


def _curve(films: Sequence[NDArray[np.floating]]) -> list[float]:
    found = likeness(films, DISTANCES)
    return [float(value or 0) for value in (*found.by_distance, found.any_two)]


def _times(start: int, end: int, count: int) -> tuple[int, ...]:
    return Clip(start, end, Gap(start, end)).frame_times(count)


def row(values: Sequence[float]) -> str:
    """Show a curve: 1, 2, 4, 8 and 15 apart, and any two."""
    places = (*(d for d in (1, 2, 4, 8, 15) if d < len(values)),)
    near = ", ".join(f"{d} apart {values[d - 1]:.3f}" for d in places)
    return f"{near}, any two {values[-1]:.3f}"


def milliseconds(film: Film, size: int = 96) -> float:
    """Return how long a frame takes to draw."""
    began = time.perf_counter()
    for index, shot in enumerate(film.clips):
        render.frames(film, index, _times(shot.start, shot.end, 4), size)
    return 1000 * (time.perf_counter() - began) / (4 * len(film.clips))


if __name__ == "__main__":
    main()
