"""Still pictures of both worlds with plain captions and scene graphs, for training a CLIP.

Most are moments of films; some are close-ups, as one cuts them out to see who somebody is.

They are drawn once into a folder and read from there as often as a training sees them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from adtool.errors import OutputError
from adtool.progress import SILENT, Progress
from adtool.storyworld import render, wording
from adtool.storyworld.actions import ACTIONS
from adtool.storyworld.ad.graph import AD_FACTS, ad_graph
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.wording import caption as ad_caption
from adtool.storyworld.objects import OBJECTS
from adtool.storyworld.people import LOOKS, OUTFITS
from adtool.storyworld.places import PLACES
from adtool.storyworld.world import Film, Shot
from adtool.storyworld.worlds import WORLDS, sample

FIRST_FILM = 1_500_000
"""In the training split, past any film that the stages learn from."""

_LOOKS = tuple(look.tag for look in LOOKS)
_THINGS, _ACTIONS, _PLACES = tuple(OBJECTS), tuple(ACTIONS), tuple(PLACES)

FACTS: dict[str, int] = {
    "place": len(_PLACES),
    "actor": len(_LOOKS) + 1,
    "other": len(_LOOKS) + 1,
    "action": len(_ACTIONS),
    "thing": len(_THINGS) + 1,
}
"""What a scene graph says, and how many values each has; the last of all people and things is none.

A close-up says who is seen alone; the rest is ``UNKNOWN``.
"""

GRAPHS: dict[str, dict[str, int]] = {"storyworld": FACTS, "storyworld-ad": AD_FACTS}
"""By the world's name."""

UNKNOWN = -100
"""A fact that no loss counts."""

_PER_CLIP = 4
_CLOSE_UPS = 0.3
_EMPTY = 0.15  # share of the close-ups that show nobody
_PORTRAITS = 0.15  # share of the others that are portraits
_PER_FILM = _PER_CLIP * 48


@dataclass(frozen=True)
class Pictures:
    """Drawn pictures.

    Attributes:
        file: their file; processes share it, not what it holds.
        facts: (n, F) indices, in the order of ``graph``.
        captions: n plain captions.
        graph: what they say, see ``FACTS``.
    """

    file: Path
    facts: NDArray[np.int64]
    captions: list[str]
    graph: Mapping[str, int]

    @property
    def images(self) -> NDArray[np.uint8]:
        """RGB, (n, size, size, 3), mapped from the disk."""
        mapped: NDArray[np.uint8] = np.load(self.file, mmap_mode="r")
        return mapped


def pictures(
    folder: Path,
    count: int,
    size: int,
    workers: int = 1,
    progress: Progress = SILENT,
    world: str = WORLDS[0],
) -> Pictures:
    """Draw ``count`` pictures of a world into ``folder``, or read those that were drawn before.

    Raises:
        OutputError: if the folder cannot be written.
    """
    name = "pictures" if world == WORLDS[0] else f"pictures-{world}"
    done = folder / f"{name}-{count}-{size}.npz"
    images = done.with_suffix(".npy")
    if not (done.exists() and images.exists()):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _draw_all(done, images, count, size, workers, progress, world)
        except OSError as error:
            raise OutputError(folder, f"cannot be written: {error.strerror}") from error
    with np.load(done) as kept:
        captions = [str(text) for text in kept["captions"]]
        return Pictures(images, kept["facts"], captions, GRAPHS[world])


def _draw_all(
    done: Path,
    images: Path,
    count: int,
    size: int,
    workers: int,
    progress: Progress,
    world: str,
) -> None:
    draft = images.with_suffix(".draft.npy")
    canvas = np.lib.format.open_memmap(
        draft, mode="w+", dtype=np.uint8, shape=(count, size, size, 3)
    )
    facts = np.zeros((count, len(GRAPHS[world])), dtype=np.int64)
    captions: list[str] = []
    films = range(FIRST_FILM, FIRST_FILM - (-count // _PER_FILM))
    with progress.stage("Drawing pictures", count) as stage:
        for drawn, known, said in _films_drawn(films, size, workers, world):
            at = len(captions)
            room = min(len(said), count - at)
            canvas[at : at + room] = drawn[:room]
            facts[at : at + room] = known[:room]
            captions += said[:room]
            stage.advance(room)
    canvas.flush()
    del canvas
    draft.replace(images)
    table = done.with_suffix(".draft.npz")
    np.savez(table, facts=facts, captions=np.array(captions))
    table.replace(done)


_Drawn = tuple[NDArray[np.uint8], NDArray[np.int64], list[str]]


def _films_drawn(films: range, size: int, workers: int, world: str) -> Iterator[_Drawn]:
    sizes, worlds = [size] * len(films), [world] * len(films)
    if workers < 2:
        yield from map(_draw_film, films, sizes, worlds)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_draw_film, films, sizes, worlds, chunksize=4)


def _draw_film(seed: int, size: int, world: str) -> _Drawn:
    rng = random.Random(seed)
    film = sample(world, seed)
    drawn = [
        _close_up(film, shot, size, rng)
        if rng.random() < _CLOSE_UPS
        else _moment(shot, (part + rng.random()) / _PER_CLIP, size, rng)
        for shot in film.clips
        for part in range(_PER_CLIP)
    ]
    rng.shuffle(drawn)
    images, known, said = zip(*drawn, strict=True)
    return np.stack(images), np.array(known), list(said)


def _moment(
    shot: Shot, progress: float, size: int, rng: random.Random
) -> tuple[NDArray[np.uint8], tuple[int, ...], str]:
    """Draw a moment of a clip, with its facts and its caption."""
    if isinstance(shot, AdShot):
        return render.small_picture(shot, progress, size), ad_graph(shot), ad_caption(shot, rng)
    caption = wording.caption(
        shot.actor, shot.others, shot.action, shot.thing, place=shot.place, rng=rng
    )
    return render.small_picture(shot, progress, size), _facts(shot), caption


def _close_up(
    film: Film, shot: Shot, size: int, rng: random.Random
) -> tuple[NDArray[np.uint8], tuple[int, ...], str]:
    """Draw a close-up of somebody of a film, where a clip takes place, or a portrait."""
    if rng.random() < _EMPTY:
        person, who, caption = None, len(_LOOKS), f"nobody {wording.PLACES[shot.place]}"
    else:
        person = replace(rng.choice(film.credits), outfit=rng.choice(OUTFITS))
        who, caption = _LOOKS.index(person.look.tag), wording.appearance(person, rng)
    known = dict.fromkeys(GRAPHS[film.world], UNKNOWN) | {"actor": who}
    if person and rng.random() < _PORTRAITS:
        image = render.portrait(person, 2 * size).resize((size, size), Image.Resampling.BILINEAR)
    else:
        image = render.close_up(person, shot.place, rng, size)
    return np.asarray(image), tuple(known.values()), caption


def _facts(shot: Shot) -> tuple[int, ...]:
    return (
        _PLACES.index(shot.place),
        _LOOKS.index(shot.actor.look.tag),
        _LOOKS.index(shot.others[0].look.tag) if shot.others else len(_LOOKS),
        _ACTIONS.index(shot.action),
        _THINGS.index(shot.thing) if shot.thing else len(_THINGS),
    )
