"""The first step: a clip's pictures become a question, and the answer becomes notes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from adtool.cast.character import Box
from adtool.chat.chat import Question
from adtool.narration.instructions import LOOKING, Sight, looking
from adtool.narration.marked_pictures import Colour, colours_of, mark, scaled
from adtool.narration.narrator import ShownClip
from adtool.shots.shot import ClipShots

if TYPE_CHECKING:
    from adtool.media.image import Image

NOBODY: Mapping[str, Box] = {}


@dataclass(frozen=True)
class Look:
    """A question about a clip's pictures.

    Attributes:
        question: the question, with its pictures.
        marked: whose faces are circled in them, by name.
        recognised: whether the clip's characters are known to be in it.
    """

    question: Question
    marked: tuple[str, ...]
    recognised: bool = False


@dataclass(frozen=True)
class Notes:
    """What was seen of a clip, as it is kept.

    Attributes:
        text: what the model says of its pictures; empty where it gave no answer.
        asked: how often it was asked.
        fault: why there is no text: a sentence; empty where there is one.
        pictures: how many it was shown, the neighbours' included.
        marked: whose faces were circled in them, by name.
        recognised: whether the clip's characters are known to be in it, marked or not.
    """

    text: str
    asked: int
    fault: str
    pictures: int
    marked: tuple[str, ...] = ()
    recognised: bool = False

    def dump(self) -> str:
        """Return them as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Notes | None:
        """Read them; None where nothing was kept, since the clip has no frame."""
        if not text:
            return None
        kept = json.loads(text)
        return cls(**{**kept, "marked": tuple(kept["marked"])})


def look_at(clip: ShownClip, short_side: int) -> Look | None:
    """Word the question about a clip; None where none of its frames could be read.

    Args:
        clip: the clip.
        short_side: pixels of the shorter side of its pictures, at most.
    """
    if all(frame is None for frame in clip.frames):
        return None
    colours = colours_of(_marked(clip))
    shown = list(_shown(clip))
    sight = Sight(
        [number for _, _, number in shown],
        clip.shots,
        {name: colour.name for name, colour in colours.items()},
    )
    pictures = [
        _prepared(picture, faces, colours, number if sight.numbered else 0, short_side)
        for picture, faces, number in shown
    ]
    question = Question(LOOKING, looking(sight), pictures)
    return Look(question, tuple(colours), clip.recognised)


def _marked(clip: ShownClip) -> list[str]:
    """Return who of the clip's characters has a face in a frame that is there, likeliest first."""
    seen = {
        name
        for frame, faces in zip(clip.frames, clip.faces, strict=False)
        if frame is not None
        for name in faces
    }
    return [who.name for who in clip.characters if who.name in seen]


def _shown(clip: ShownClip) -> Iterator[tuple[Image, Mapping[str, Box], int]]:
    """Yield the pictures in order of time, the faces in them, and the numbers of their shots.

    The neighbours' pictures are shown only where there are shots to tell them apart by.
    """
    shots = clip.shots
    for one in clip.before if shots else ():
        yield one.picture, NOBODY, one.shot + 1
    faces = clip.faces or repeat(NOBODY)
    times = clip.times or repeat(clip.clip.start)
    for frame, there, time in zip(clip.frames, faces, times, strict=False):
        if frame is not None:
            yield frame, there, _number(time, shots) if shots else 0
    for one in clip.after if shots else ():
        yield one.picture, NOBODY, one.shot + 1


def _number(time: int, shots: ClipShots) -> int:
    """Return the number of the shot inside the clip that a frame is from, the nearest one's."""
    first = len(shots.before) + 1
    begun = sum(shot.start <= time for shot in shots.inside)
    return first + max(0, begun - 1)


def _prepared(
    picture: Image,
    faces: Mapping[str, Box],
    colours: Mapping[str, Colour],
    number: int,
    short_side: int,
) -> Image:
    return mark(scaled(picture, short_side), faces, colours, number or None)
