"""How well a model describes storyworld films that it never saw, and how well without its eyes.

    python benchmarks/storyworld_scores.py [--model bundled|FOLDER] [--films 20] [--json]

The films are those of the test seeds. Each clip's frames are drawn at the encoder's own size, as
in training. Six rows:

    given      the prompt names who is in the clip, in the order of the cast
    recognised the prompt names whom the model's encoder recognises in the clip by the portraits
    cast       the prompt names the whole cast
    nobody     the prompt names nobody
    blind      as "given", but with the frames' features dealt out to the clips at random
    paraphrase the describers' own second wording of each clip: what a perfect model would score

Columns: CIDEr and ROUGE-L in percent over the pooled corpus; R@1/5 by shared words (not by
BERTScore, which needs a large model); the shares of lines whose action, object (of the clips with
one) and character are right, and of those where all are; the words that a line repeats of the one
before it; words a line.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from adtool.errors import AdtoolError
from adtool.evaluation.metrics.captioning import caption_scores
from adtool.evaluation.metrics.recall import Pair, recall_within_neighbours
from adtool.evaluation.metrics.repetition import repetition, words_a_line
from adtool.evaluation.metrics.similarity import word_f1
from adtool.storyworld import Film, Shot, sample_film, seeds, wording
from adtool.storyworld.facts import facts, right_facts, shown
from adtool.timeline import Clip, Gap

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.model import DistinctAD

SHUFFLE_SEED = 0
Lines = list[list[str]]  # for each film, for each of its clips
Names = list[list[str]]  # for each clip


def main() -> None:
    """Score a model and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", default="bundled", help='"bundled", a folder or a hub name')
    parser.add_argument("--films", type=int, default=20, help="test films (default: 20)")
    parser.add_argument("--beams", type=int, default=5, help="beam width (default: 5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if options.films < 1 or options.beams < 1:
        parser.error("--films and --beams must be 1 or more")

    from adtool.model import DistinctAD

    model = DistinctAD.from_pretrained(options.model)
    films = [sample_film(seed) for seed in seeds("test", options.films)]
    rows = score_model(model, films, options.beams)
    if options.json:
        settings = {"model": options.model, "films": options.films, "beams": options.beams}
        print(json.dumps({**settings, "rows": rows}, indent=2))
    else:
        print_table(rows)


def score_model(
    model: DistinctAD, films: Sequence[Film], beams: int
) -> dict[str, Mapping[str, float]]:
    """Return the scores of every row, by the name of the row."""
    seen = [film_features(model, film) for film in films]
    dealt = shuffled(seen)
    rows: dict[str, Mapping[str, float]] = {}
    for row, features, named in (
        ("given", seen, in_clip),
        ("recognised", seen, partial(recognised, model)),
        ("cast", seen, whole_cast),
        ("nobody", seen, nobody),
        ("blind", dealt, in_clip),
    ):
        print(f"describing: {row}", file=sys.stderr)
        lines = [
            narrated(model, film, of_film, named(film), beams)
            for film, of_film in zip(films, features, strict=True)
        ]
        rows[row] = score_lines(films, lines)
    rows["paraphrase"] = score_lines(films, [paraphrased(film) for film in films])
    return rows


def film_features(model: DistinctAD, film: Film) -> Tensor:
    """Draw and encode a film's clips: (clips, frames, C)."""
    from adtool.storyworld.render import frames

    print(f"encoding: {film.name}", file=sys.stderr)
    size, count = model.config.vision.image_size[0], model.config.frames
    drawn = [
        frame
        for index, shot in enumerate(film.clips)
        for frame in frames(film, index, frame_times(shot, count), size)
    ]
    return model.encode(drawn).reshape(len(film.clips), count, -1)


def frame_times(shot: Shot, count: int) -> tuple[int, ...]:
    """Return when a clip's frames are taken, as ``describe`` takes them."""
    return Clip(shot.start, shot.end, Gap(shot.start, shot.end)).frame_times(count)


def shuffled(features: Sequence[Tensor]) -> list[Tensor]:
    """Deal the clips' features out again at random, over all films."""
    import torch

    clips = torch.cat(list(features))
    order = torch.randperm(len(clips), generator=torch.Generator().manual_seed(SHUFFLE_SEED))
    return list(torch.split(clips[order], [len(of_film) for of_film in features]))


def in_clip(film: Film) -> Names:
    """Name who is in each clip, in the order of the cast, which does not tell who acts."""
    return [
        [person.name for person in film.cast if person.name in shot.characters]
        for shot in film.clips
    ]


def recognised(model: DistinctAD, film: Film) -> Names:
    """Name whom the model's encoder recognises in each clip, most present first."""
    from recognition import sighted

    from adtool.cast.character import Character
    from adtool.recognition import load_recogniser
    from adtool.recognition.matching import appearances
    from adtool.settings import CharacterSettings

    print(f"recognising: {film.name}", file=sys.stderr)
    settings = CharacterSettings(recogniser="clip")
    recogniser, _ = load_recogniser(settings, drawn=True, encoder=model.encoder)
    assert recogniser is not None
    _, sightings = sighted(recogniser, film, recogniser.frames)
    frames = [recogniser.frames] * len(film.clips)
    cast = [Character(person.name) for person in film.credits]
    times = [range(recogniser.frames)] * len(film.clips)
    found = appearances(sightings, frames, recogniser.threshold, cast, times)
    return [[one.character.name for one in clip] for clip in found]


def whole_cast(film: Film) -> Names:
    """Name everybody who is credited, for each clip."""
    return [[person.name for person in film.credits]] * len(film.clips)


def nobody(film: Film) -> Names:
    """Name nobody."""
    return [[]] * len(film.clips)


def narrated(
    model: DistinctAD, film: Film, features: Tensor, names: Names, beams: int
) -> list[str]:
    """Describe a film's clips: the best candidate of each, or an empty line."""
    from adtool.model.prompt import Role
    from adtool.settings import ModelSettings

    looks = portrait_features(model, film) if model.config.faces else {}
    candidates = model.narrate(
        features,
        [[Role(name) for name in clip] for clip in names],
        settings=ModelSettings(beams=beams),
        faces=[[looks[name] for name in clip] for clip in names] if looks else None,
    )
    return [found[0].text if found else "" for found in candidates]


def portrait_features(model: DistinctAD, film: Film) -> dict[str, Tensor]:
    """Encode everybody's portrait."""
    import numpy as np

    from adtool.storyworld.render import portrait

    return {
        person.name: model.portrait_features([np.asarray(portrait(person))])
        for person in film.credits
    }


def paraphrased(film: Film) -> list[str]:
    """Word each clip again, with other choices among synonyms and sentence forms."""
    rng = random.Random(film.seed + SHUFFLE_SEED)
    return [
        wording.describe(
            shot.actor,
            shot.others,
            shot.action,
            shot.thing,
            place=shot.place,
            opening=wording.PLACES[shot.place] in shot.text.lower(),
            known=rng.random() < 0.5,
            rng=rng,
        )
        for shot in film.clips
    ]


def score_lines(films: Sequence[Film], lines: Lines) -> dict[str, float]:
    """Score one line a clip against what the clips show and what their describers wrote."""
    told = [
        (shot, line)
        for film, of_film in zip(films, lines, strict=True)
        for shot, line in zip(film.clips, of_film, strict=True)
    ]
    groups = [
        [Pair(s.start, s.text, line) for s, line in zip(film.clips, of_film, strict=True)]
        for film, of_film in zip(films, lines, strict=True)
    ]
    captioning = caption_scores(
        [shot.text for shot, _ in told], [line for _, line in told], ("cider", "rouge-l")
    )
    if captioning.notice:
        print(captioning.notice, "Plain tokens instead.", file=sys.stderr)
    return {
        **captioning.scores,
        "R@1/5": recall_within_neighbours(groups, 1, 5, word_f1),
        **right_facts((shown(shot), facts(line)) for shot, line in told),
        "repetition": repetition(lines),
        "words a line": words_a_line([line for _, line in told]),
    }


def print_table(rows: Mapping[str, Mapping[str, float]]) -> None:
    """Print the rows, one decimal, columns aligned."""
    columns = list(next(iter(rows.values())))
    print(f"{'':10}", *(f"{column:>12}" for column in columns))
    for row, scores in rows.items():
        print(f"{row:10}", *(f"{scores[column]:12.1f}" for column in columns))


if __name__ == "__main__":
    try:
        main()
    except AdtoolError as error:
        sys.exit(f"Error: {error}")
