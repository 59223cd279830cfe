"""Portraits: pictures that somebody else made, opened whole, upright and within bounds."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from adtool.documents import read_bytes
from adtool.errors import CastError

FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF", "PPM")
"""What is opened, as Pillow calls it. Other formats of Pillow's start programs or fetch files."""

MOST_PIXELS = 50_000_000
"""Pixels in the largest picture that is decoded; a telephone's largest common photo has these."""

LONGEST_SIDE = 1600
"""Pixels of the longer side of what is returned; no recogniser looks at more."""

SHORTEST_SIDE = 8
"""Pixels of the shorter side of the smallest picture that can show somebody."""


def is_named_as_picture(path: Path) -> bool:
    """Say whether a file's extension is one of the formats that are opened."""
    Image.init()
    return Image.registered_extensions().get(path.suffix.lower()) in FORMATS


def open_portrait(path: Path) -> npt.NDArray[np.uint8]:
    """Return a portrait as (H, W, 3) RGB, neither side over ``LONGEST_SIDE``.

    It stands upright as its EXIF orientation says. Of an animation or several pages the first
    picture is taken, transparent parts are white, and 16-bit grey keeps its upper 8 bits.

    Raises:
        CastError: if the file cannot be read, is no picture, is damaged, or is too large or too
            small to be a portrait.
    """
    content = read_bytes(path, CastError)
    if not content:
        raise CastError(path, "is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(content, path)
    except CastError:
        raise
    except UnidentifiedImageError as error:
        raise CastError(
            path, "is no picture that can be read; save it as a JPEG or PNG file"
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(path) from error
    except Exception as error:  # Pillow's decoders raise nearly every kind on hostile files
        raise CastError(path, f"is damaged ({' '.join(str(error).split())})") from error


def _decode(content: bytes, path: Path) -> npt.NDArray[np.uint8]:
    Image.init()  # which formats there are depends on how Pillow was built
    formats = [name for name in FORMATS if name in Image.OPEN]
    with Image.open(io.BytesIO(content), formats=formats) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_large(path)
        if min(image.size) < SHORTEST_SIDE:
            size = f"{image.width}×{image.height} pixels"
            raise CastError(path, f"has {size}, too few to show anybody")
        image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # lets JPEGs be decoded smaller at once
        upright = _colours(ImageOps.exif_transpose(image))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return np.array(upright)


def _too_large(path: Path) -> CastError:
    return CastError(path, f"has over {MOST_PIXELS // 10**6} million pixels; save it smaller")


def _colours(image: Image.Image) -> Image.Image:
    """Return a picture of any mode as RGB, on white where it is transparent."""
    if image.mode.startswith("I"):  # convert() would cut off the upper half, not the lower
        grey = np.clip(np.asarray(image).astype(np.int64) >> 8, 0, 255)
        return Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")
