"""Pictures of a data set's characters: portraits on disk, or else their faces in the film itself.

Of a character who has no portrait, up to ``MOST`` faces that were recognised in the film's own
pictures (``datasets.annotations.faces``) are cut out: in each of as many equal parts of all that
there are, in the film's order, the one with the largest box; the largest of these first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adtool.cast.character import Cast
from adtool.cast.portraits import open_portrait
from adtool.datasets.annotations.annotation import Box
from adtool.datasets.annotations.faces import BOX_WIDTH
from adtool.datasets.reels import ReelClip
from adtool.errors import AdtoolError, ConfigError, MediaError
from adtool.faults import Fault, Faults
from adtool.media import StillFrames, open_footage
from adtool.media.image import Image
from adtool.media.pictures import is_named_as_picture

MOST = 5
"""Faces that are cut out of a film for one character."""

MARGIN = 0.5
"""What is cut out around a face on each side, in its size: portraits show hair and shoulders."""


@dataclass(frozen=True, slots=True)
class FaceCrop:
    """A face in a film of numbered pictures.

    Attributes:
        path: the folder or tar file of pictures.
        picture: the number of the picture.
        box: where in it, in pixels of a picture ``BOX_WIDTH`` wide.
    """

    path: Path
    picture: int
    box: Box

    @property
    def area(self) -> int:
        """Pixels in the box."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


@dataclass(frozen=True, slots=True)
class PortraitSource:
    """Where there are pictures of a character.

    Attributes:
        name: the character's.
        files: portraits.
        crops: faces in the film.
    """

    name: str
    files: tuple[Path, ...] = ()
    crops: tuple[FaceCrop, ...] = ()

    def pictures(self, film: str, fps: float, faults: Faults) -> list[Image]:
        """Return the pictures, RGB (H, W, 3); those that cannot be opened are reported.

        Args:
            film: what the film is called.
            fps: pictures a second, in the film.
            faults: collects what cannot be opened.
        """
        found = []
        sources: list[Path | FaceCrop] = [*self.files, *self.crops]
        for source in sources:
            picture = _opened(source, fps)
            if isinstance(picture, AdtoolError):
                faults.report(Fault("portrait", film, f"{self.name}: {picture}"))
            else:
                found.append(picture)
        return found


def portrait_sources(
    cast: Cast, clips: Iterable[tuple[ReelClip, Path]] = ()
) -> tuple[PortraitSource, ...]:
    """Find out where there are pictures of a cast; who has none is left out.

    Args:
        cast: the film's.
        clips: the film's clips in their order, and the file of each.
    """
    seen: dict[str, dict[FaceCrop, None]] = {}
    for clip, path in clips:
        for face in (clip.annotation.faces or ()) if clip.pictures else ():
            crop = FaceCrop(path, clip.pictures[face.frame], face.box)
            seen.setdefault(face.person, {})[crop] = None  # rows share pictures
    found = [
        PortraitSource(one.name, one.portraits)
        if one.portraits or not one.id
        else PortraitSource(one.name, (), spread(tuple(seen.get(one.id, ()))))
        for one in cast.characters
    ]
    return tuple(one for one in found if one.files or one.crops)


def spread(crops: Sequence[FaceCrop], most: int = MOST) -> tuple[FaceCrop, ...]:
    """Choose up to ``most`` faces from all over a film, as the module says."""
    count, parts = len(crops), min(most, len(crops))
    chosen = [
        max(crops[count * i // parts : count * (i + 1) // parts], key=lambda one: one.area)
        for i in range(parts)
    ]
    return tuple(sorted(chosen, key=lambda one: -one.area))


def _opened(source: Path | FaceCrop, fps: float) -> Image | AdtoolError:
    """Return a picture, or why there is none."""
    try:
        return cut_out(source, fps) if isinstance(source, FaceCrop) else open_portrait(source)
    except AdtoolError as error:
        return error


def cut_out(crop: FaceCrop, fps: float) -> Image:
    """Return a square around a face, as far as the picture goes.

    Raises:
        MediaError: if the picture is missing or unreadable, or the face is not in it.
    """
    with open_footage(crop.path, fps) as reader:
        if not isinstance(reader, StillFrames):
            raise MediaError(crop.path, "is no film of numbered pictures")
        [picture] = reader.pictures([crop.picture])
    if picture is None:
        raise MediaError(crop.path, f"picture {crop.picture} is missing or unreadable")
    scale = picture.shape[1] / BOX_WIDTH
    x0, y0, x1, y1 = (edge * scale for edge in crop.box)
    half = max(x1 - x0, y1 - y0) * (0.5 + MARGIN)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    rows = slice(max(0, round(y - half)), max(0, round(y + half)))
    columns = slice(max(0, round(x - half)), max(0, round(x + half)))
    cut: Image = picture[rows, columns]
    if not cut.size:
        raise MediaError(crop.path, f"picture {crop.picture} ends before {crop.box}")
    return cut


def with_portraits(cast: Cast, portraits: Mapping[str, tuple[Path, ...]]) -> Cast:
    """Give characters without portraits those under their number, as ``portraits_in`` found."""
    return replace(
        cast,
        characters=tuple(
            one if one.portraits else replace(one, portraits=portraits.get(one.id, ()))
            for one in cast.characters
        ),
    )


def portraits_in(folder: Path) -> dict[str, tuple[Path, ...]]:
    """Find portraits by people's numbers: ``nm0001435.jpg``, and all in a folder ``nm0001435``.

    Raises:
        ConfigError: if it is no folder, or cannot be read.
    """
    found: dict[str, list[Path]] = {}
    try:
        for path in sorted(folder.iterdir()):
            for picture in sorted(path.iterdir()) if path.is_dir() else [path]:
                if is_named_as_picture(picture) and picture.is_file():
                    found.setdefault(path.name if path.is_dir() else path.stem, []).append(picture)
    except OSError as error:
        raise ConfigError(
            "data.portraits", f"{folder} is no folder that can be read: {error.strerror}"
        ) from error
    return {person: tuple(paths) for person, paths in found.items()}
