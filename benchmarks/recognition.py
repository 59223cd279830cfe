"""How well recognisers tell who is in a clip, and how long they take.

    python benchmarks/recognition.py [--films 4] [--frames 4] [--threshold 0.7] [--json]
    python benchmarks/recognition.py --movie FILM --cast cast.json [--faces dlib]

The first form draws storyworld films that no model was trained on, and compares who is recognised
in each clip by the model's encoder with who is in it: precision, recall and F1 in percent, and the
threshold that would have been best on the validation films. The row "cast" takes everybody to be
in every clip: what is known where nobody looks.

The second form says who is found in which second of a film.

Both end with the milliseconds of processor time that each recogniser takes for a frame of 640×360
pixels (scaled down before, where it asks for less), and how many times as long that is as encoding
the frame once with the model's encoder, which describing a clip takes for each frame anyway.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from adtool.cast.cast import read_cast
from adtool.cast.character import Character
from adtool.errors import AdtoolError, UnavailableError
from adtool.media import open_frames, probe
from adtool.media.image import Image
from adtool.model import DistinctAD
from adtool.progress import SILENT
from adtool.recognition import RECOGNISERS, Recogniser, load_recogniser
from adtool.recognition.matching import Gallery, Sightings, appearances, joined, spot
from adtool.recognition.search import gallery_from_json, portray
from adtool.settings import CharacterSettings
from adtool.storyworld import Film, sample_film, seeds
from adtool.storyworld.render import picture, portrait

WIDTH, HEIGHT = 640, 360
REPEATS = 5


def main() -> None:
    """Print who is recognised, how well, and how fast."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", default="bundled", help='"bundled", a folder or a hub name')
    parser.add_argument("--films", type=int, default=4, help="films of each split (default: 4)")
    parser.add_argument("--frames", type=int, default=4, help="frames a clip (default: 4)")
    parser.add_argument("--threshold", type=float, help="cosine (default: the recogniser's)")
    parser.add_argument("--movie", type=Path, help="say who is in which second of this film")
    parser.add_argument("--cast", type=Path, help="its cast.json")
    parser.add_argument("--faces", default="dlib", choices=list(RECOGNISERS))
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args()
    if bool(options.movie) != bool(options.cast):
        parser.error("--movie and --cast belong together")
    model = DistinctAD.from_pretrained(options.model)
    if options.movie:
        recogniser = loaded(CharacterSettings(recogniser=options.faces), model)
        if recogniser is None:
            parser.error("the recogniser none finds nobody")
        found: object = seconds(options.movie, options.cast, recogniser, options.threshold)
    else:
        clip = loaded(CharacterSettings(recogniser="clip"), model)
        assert clip is not None
        found = storyworld(clip, options.films, options.frames, options.threshold)
    answer = {"recognition": found, "speed": speed(model)}
    print(json.dumps(answer, indent=2) if options.json else table(answer))


def loaded(settings: CharacterSettings, model: DistinctAD) -> Recogniser | None:
    """Load a recogniser by name."""
    return load_recogniser(settings, drawn=True, encoder=model.encoder)[0]


def storyworld(
    recogniser: Recogniser, films: int, frames: int, threshold: float | None
) -> dict[str, dict[str, float]]:
    """Return the rows of the recogniser, and of taking everybody to be in every clip."""
    threshold = recogniser.threshold if threshold is None else threshold
    tuned = [sighted(recogniser, sample_film(seed), frames) for seed in seeds("validation", films)]
    held = [sighted(recogniser, sample_film(seed), frames) for seed in seeds("test", films)]
    grid = np.arange(0.3, 0.99, 0.01)
    best = max(grid, key=lambda limit: scores(tuned, frames, float(limit))["f1"])
    return {
        f"clip at {threshold:.2f}": scores(held, frames, threshold),
        f"clip at {best:.2f}, best on validation": scores(held, frames, float(best)),
        "cast": scores(held, frames, -1.0, everybody=True),
    }


def sighted(recogniser: Recogniser, film: Film, frames: int) -> tuple[Film, Sightings]:
    """Search the drawn frames of a film for its cast."""
    faces = [recogniser.portrait(np.asarray(portrait(one))) for one in film.credits]
    vectors = np.stack([face.vector for face in faces if face])
    gallery = Gallery(vectors, np.arange(len(faces)))
    found = []
    for index, shot in enumerate(film.clips):
        for number in range(frames):
            drawn = np.asarray(picture(shot, number / frames, *scaled(recogniser.short_side)))
            found.append(spot(recogniser.faces(drawn), gallery, index, number))
    return film, joined(found, vectors.shape[1])


def scores(
    films: Iterable[tuple[Film, Sightings]], frames: int, threshold: float, everybody: bool = False
) -> dict[str, float]:
    """Return precision, recall and F1 over all clips and characters, in percent."""
    right = named = there = 0
    for film, sightings in films:
        cast = [Character(person.name) for person in film.credits]
        shown = len(film.clips)
        times = [range(frames)] * shown
        found = appearances(sightings, [frames] * shown, threshold, cast, times)
        for shot, seen in zip(film.clips, found, strict=True):
            names = {one.character.name for one in seen}
            names = {one.name for one in film.credits} if everybody else names
            right += len(names & set(shot.characters))
            named += len(names)
            there += len(set(shot.characters))
    precision, recall = right / max(1, named), right / there
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": 100 * precision, "recall": 100 * recall, "f1": 100 * f1}


def seconds(
    movie: Path, cast: Path, recogniser: Recogniser, threshold: float | None
) -> dict[str, dict[str, float]]:
    """Return for each second of a film who is found in it, with the cosine."""
    people = read_cast(cast, movie.name).characters
    gallery = gallery_from_json(portray(people, recogniser, CharacterSettings(), SILENT))
    if gallery is None:
        raise AdtoolError(f"{cast}: nobody has a portrait with a face.")
    limit = recogniser.threshold if threshold is None else threshold
    rows: dict[str, dict[str, float]] = {}
    with open_frames(movie, short_side=recogniser.short_side) as frames:
        for at in range(0, probe(movie).duration, 1000):
            (image,) = frames.read([at])
            faces = [] if image is None else recogniser.faces(image)
            sightings = spot(faces, gallery, 0, 0) if faces else None
            seen = appearances(sightings, [1], limit, people, [[at]])[0] if sightings else ()
            rows[f"{at // 1000} s, {len(faces)} faces"] = {
                one.character.name: one.similarity for one in seen
            }
    return rows


def speed(model: DistinctAD) -> dict[str, dict[str, float]]:
    """Return milliseconds a frame, and how many times the baseline's that is."""
    film = sample_film(seeds("test", 1)[0])
    pictures = [np.asarray(picture(shot, 0.5, WIDTH, HEIGHT)) for shot in film.clips[:REPEATS]]
    baseline = milliseconds(lambda image: model.encode([image]), pictures)
    rows = {"encoding it once": {"ms a frame": baseline, "times the baseline": 1.0}}
    for name, detector in (("insightface", "hog"), ("dlib", "hog"), ("dlib", "cnn"), ("clip", "")):
        try:
            recogniser = loaded(CharacterSettings(name, detector=detector or "hog"), model)
        except UnavailableError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        assert recogniser is not None
        size = scaled(recogniser.short_side)
        taken = milliseconds(recogniser.faces, [resized(one, size) for one in pictures])
        label = f"{name}, {detector}" if name == "dlib" else name
        rows[label] = {"ms a frame": taken, "times the baseline": taken / baseline}
    return rows


def scaled(short_side: int) -> tuple[int, int]:
    """Return the size in which a recogniser is shown frames, as describe reads them for it."""
    height = min(HEIGHT, short_side)
    return round(WIDTH * height / HEIGHT), height


def resized(image: Image, size: tuple[int, int]) -> Image:
    """Return a picture in another size."""
    return np.asarray(Pillow.fromarray(image).resize(size))


def milliseconds(work: Callable[[Image], object], pictures: Sequence[Image]) -> float:
    """Return the processor time of the quickest of some pictures, the first not counted."""
    work(pictures[0])
    taken = []
    for image in pictures:
        start = time.process_time()
        work(image)
        taken.append(time.process_time() - start)
    return 1000 * min(taken)


def table(answer: dict[str, object]) -> str:
    """Lay out rows of figures."""
    lines: list[str] = []
    for title, rows in answer.items():
        lines.append(title)
        for name, figures in rows.items():  # type: ignore[attr-defined]
            shown = "  ".join(f"{key} {value:.2f}" for key, value in figures.items())
            lines.append(f"  {name:38} {shown}")
    return "\n".join(lines)


if __name__ == "__main__":
    try:
        main()
    except AdtoolError as error:
        sys.exit(f"Error: {error}")
