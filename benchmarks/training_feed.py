"""How many clips a second a core reads for training, from anywhere in many films.

    python benchmarks/training_feed.py [--films 2000] [--seconds 10] [--repeat 5]

The films are tar files of numbered pictures, as TVQA has them, made for this: 20 seconds each of
pictures of 455 by 256 pixels, as in CMD, with two described clips. Clips are drawn from all of
them at random, 8 jittered frames each, as Stage-I draws them. Three ways take turns in one process:

    kept    what ``adtool frames`` made of the films: JPEGs, found by a saved index
    tar     the films, whose places are all remembered
    before  the films as they were read before: the places of 64 films are remembered

Counted are seconds of the processor, after each way has had a turn unmeasured; ratios are of
neighbouring turns: their median, least and greatest.
"""

from __future__ import annotations

import argparse
import io
import statistics
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np
from PIL import Image

from adtool.datasets.annotated import annotated_films
from adtool.datasets.annotated_film import AnnotatedFilm
from adtool.datasets.cache.keeping import keep_frames
from adtool.datasets.cache.settings import KeepSettings
from adtool.datasets.settings import DataSettings
from adtool.media import stills
from adtool.media.picture_index import KEPT, PictureIndex, find_pictures
from adtool.settings import FramesSettings

CLIPS, SECONDS, FRAMES = 2, 2, 8
LENGTH, RATE = 20, 3
SIZE = (455, 256)
WAYS = ("kept", "tar", "before")


def main() -> None:
    """Make the films, let the ways take turns, and print a row for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--films", type=int, default=2000, help="films (default: 2000)")
    parser.add_argument("--seconds", type=float, default=10, help="a turn takes (default: 10)")
    parser.add_argument("--repeat", type=int, default=5, help="turns of each (default: 5)")
    parser.add_argument("--folder", type=Path, help="keep what is made here, and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = make(options.folder or Path(folder), options.films)
        print(table(measure(data, options.seconds, options.repeat), options.films))


def make(folder: Path, films: int) -> dict[str, DataSettings]:
    """Make films and keep their frames; return the settings of each way."""
    videos, kept, ads = folder / "films", folder / "kept", folder / "ads.csv"
    videos.mkdir(parents=True, exist_ok=True)
    pictures = [picture(np.random.default_rng(number)) for number in range(200)]
    for number in range(films):
        if not (path := videos / f"f{number:05}.tar").exists():
            write_film(path, pictures, np.random.default_rng(number))
    rows = [
        f"f{number:05},{clip * SECONDS},{(clip + 1) * SECONDS},x"
        for number in range(films)
        for clip in range(CLIPS)
    ]
    ads.write_text("\n".join(["movie,start,end,text", *rows]))
    keep_frames(videos, kept, KeepSettings(ads), FramesSettings())
    places = {"kept": kept, "tar": videos, "before": videos}
    return {
        way: DataSettings("plain", annotations=str(ads), videos=str(place), validation_films=0)
        for way, place in places.items()
    }


def picture(rng: np.random.Generator) -> bytes:
    """Return a picture that is as hard to decode as pictures are: blurred noise."""
    noise = rng.integers(0, 256, (32, 57, 3)).astype(np.uint8)
    content = io.BytesIO()
    Image.fromarray(noise).resize(SIZE).save(content, "JPEG", quality=85)
    return content.getvalue()


def write_film(path: Path, pictures: Sequence[bytes], rng: np.random.Generator) -> None:
    """Write a film of pictures, drawn from some."""
    with tarfile.open(path, "w") as archive:
        for number, chosen in enumerate(rng.integers(0, len(pictures), LENGTH * RATE), 1):
            info = tarfile.TarInfo(f"{path.stem}/{number:05}.jpg")
            info.size = len(pictures[chosen])
            archive.addfile(info, io.BytesIO(pictures[chosen]))


def measure(data: dict[str, DataSettings], seconds: float, repeat: int) -> dict[str, list[float]]:
    """Return clips a second of the processor, by way, a value for each turn."""
    films = {way: annotated_films(data[way], "train") for way in WAYS}
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for turn in range(repeat + 1):
        for way in WAYS if turn % 2 else reversed(WAYS):
            with remembering(64) if way == "before" else remembering(None):
                rate = clips_a_second(films[way], seconds, turn)
            if turn:
                found[way].append(rate)
    return found


def clips_a_second(films: Sequence[AnnotatedFilm], seconds: float, seed: int) -> float:
    """Read clips from anywhere for so long."""
    rng = np.random.default_rng(seed)
    begun, clips = time.process_time(), 0
    while (used := time.process_time() - begun) < seconds:
        films[int(rng.integers(len(films)))].frames(int(rng.integers(CLIPS)), FRAMES, rng)
        clips += 1
    return clips / used


class FewIndexes:
    """The places of the last films, counted as before in films."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: dict[Path, PictureIndex] = {}

    def of(self, path: Path) -> PictureIndex:
        """Return a film's places."""
        found = self.kept.pop(path, None) or find_pictures(path)
        self.kept[path] = found
        if len(self.kept) > self.most:
            del self.kept[next(iter(self.kept))]
        return found


@contextmanager
def remembering(most: int | None) -> Iterator[None]:
    """Remember the places of so many films while this lasts; None remembers those of all."""
    with patch.object(stills, "KEPT", FewIndexes(most) if most else KEPT):
        yield


def table(found: dict[str, list[float]], films: int) -> str:
    """Return the rates, and the ratios to what was before, as text."""
    lines = [f"{films:,} films     clips/s a core      times as many as before"]
    middle: Callable[[Sequence[float]], float] = statistics.median
    for way, rates in found.items():
        ratios = [rate / old for rate, old in zip(rates, found["before"], strict=True)]
        lines.append(
            f"{way:12}{middle(rates):10.1f} ({min(rates):.1f}-{max(rates):.1f})"
            f"{middle(ratios):10.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
