"""Picture files that somebody else made, opened whole, upright and within bounds.

Pillow opens far more than pictures, and decodes what fills the memory. Here a file's bytes are all
that it sees, in a few formats, and whatever is wrong with them is one kind of error, which whoever
asked gives a name and a place.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from PIL.ExifTags import Base

from adtool.documents import LARGEST
from adtool.media.image import Image

FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF", "PPM")
"""What is opened, as Pillow calls it. Other formats of Pillow's start programs or fetch files."""

MOST_BYTES = LARGEST
"""Bytes in the largest file that is decoded: as many as in any other file that is read."""

MOST_PIXELS = 50_000_000
"""Pixels in the largest picture that is decoded; a telephone's largest common photo has these."""

_SIDEWAYS = (5, 6, 7, 8)  # EXIF orientations that swap width and height


class PictureError(ValueError):
    """A picture cannot be used; ``str(error)`` says why, as a clause that can follow "FILE: "."""


def is_named_as_picture(path: Path) -> bool:
    """Say whether a file's extension is one of the formats that are opened."""
    Pillow.init()
    return Pillow.registered_extensions().get(path.suffix.lower()) in FORMATS


def decode(
    content: bytes,
    *,
    short_side: int | None = None,
    long_side: int | None = None,
    smallest: int = 1,
) -> Image:
    """Return a picture as RGB (H, W, 3), whatever its format and mode.

    It stands upright as its EXIF orientation says. Of an animation or several pages the first
    picture is taken, transparent parts are white, and 16-bit grey keeps its upper 8 bits.

    Args:
        content: the file's bytes.
        short_side: scale down so that the shorter side has at most so many pixels.
        long_side: scale down so that the longer side has at most so many pixels.
        smallest: refuse a picture whose shorter side has fewer pixels.

    Raises:
        PictureError: if it is no picture, is damaged, too large (``MOST_BYTES``, ``MOST_PIXELS``)
            or too small.
    """
    if not content:
        raise PictureError("is empty")
    if len(content) > MOST_BYTES:
        raise PictureError(f"is over {MOST_BYTES >> 20} MB, too large to be a picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            return _decode(content, short_side, long_side, smallest)
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        raise PictureError(
            "is no picture that can be read; save it as a JPEG or PNG file"
        ) from error
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:  # Pillow's decoders raise nearly every kind on hostile files
        raise PictureError(f"is damaged ({' '.join(str(error).split())})") from error


def _decode(content: bytes, short_side: int | None, long_side: int | None, smallest: int) -> Image:
    Pillow.init()  # which formats there are depends on how Pillow was built
    formats = [name for name in FORMATS if name in Pillow.OPEN]
    with Pillow.open(io.BytesIO(content), formats=formats) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large()
        if min(picture.size) < smallest:
            pixels = f"{picture.width}×{picture.height} pixels"
            raise PictureError(f"has {pixels}, too few to show anybody")
        size = _scaled(picture.size, short_side, long_side)
        picture.draft(None, size)  # lets JPEGs be decoded smaller at once
        upright = _colours(ImageOps.exif_transpose(picture))
        if picture.getexif().get(Base.Orientation) in _SIDEWAYS:
            size = size[1], size[0]
    if upright.size != size:
        upright = upright.resize(size, Pillow.Resampling.BICUBIC)
    return np.array(upright)


def _scaled(
    size: tuple[int, int], short_side: int | None, long_side: int | None
) -> tuple[int, int]:
    """Return the (width, height) to give a picture: at most the sides that are asked for."""
    scale = 1.0
    if short_side is not None:
        scale = min(scale, short_side / min(size))
    if long_side is not None:
        scale = min(scale, long_side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _too_large() -> PictureError:
    return PictureError(f"has over {MOST_PIXELS // 10**6} million pixels; save it smaller")


def _colours(picture: Pillow.Image) -> Pillow.Image:
    """Return a picture of any mode as RGB, on white where it is transparent."""
    if picture.mode.startswith("I"):  # convert() would cut off the upper half, not the lower
        grey = np.clip(np.asarray(picture).astype(np.int64) >> 8, 0, 255)
        return Pillow.fromarray(grey.astype(np.uint8)).convert("RGB")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Pillow.new("RGBA", picture.size, "white")
        return Pillow.alpha_composite(white, picture).convert("RGB")
    return picture.convert("RGB")
