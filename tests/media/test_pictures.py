"""Picture files, odd and hostile ones: as portraits and as stills they read the same."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from PIL import Image as Pillow

from adtool.cast.portraits import open_portrait
from adtool.errors import CastError
from adtool.media import StillFrames
from adtool.media import pictures as pictures_module
from adtool.media.image import Image
from adtool.media.pictures import PictureError, decode, is_named_as_picture

RED, BLUE, WHITE = (200, 30, 20), (10, 40, 220), (255, 255, 255)

Read: TypeAlias = "Callable[[bytes], Image | None]"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file as a portrait and as a still; None if both refuse it."""

    def reading(content: bytes) -> Image | None:
        path = tmp_path / str(len(list(tmp_path.iterdir()))) / "00001.png"
        path.parent.mkdir()
        path.write_bytes(content)
        film = StillFrames(path.parent)
        [still] = film.read([0])
        try:
            portrait = open_portrait(path)
        except CastError:
            assert still is None
            assert film.skipped_packets == 1
            return None
        assert still is not None
        assert np.array_equal(portrait, still)
        assert (still.dtype, still.ndim, still.shape[2]) == (np.uint8, 3, 3)
        return still

    return reading


def two_halves(width: int = 40, height: int = 20) -> Pillow.Image:
    """Return a picture whose left half is red and right half blue."""
    image = Pillow.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def saved(image: Pillow.Image, form: str, **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def is_near(pixel: object, colour: tuple[int, int, int], tolerance: int = 12) -> bool:
    return bool(np.abs(np.asarray(pixel, dtype=int) - colour).max() <= tolerance)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM"])
def test_every_common_format_gives_rgb_whatever_the_file_is_called(read: Read, form: str) -> None:
    image = read(saved(two_halves(), form))
    assert image.shape == (20, 40, 3)
    assert is_near(image[10, 5], RED)
    assert is_near(image[10, 35], BLUE)


ORIENTED = {
    1: (["red", "blue"], (20, 40)),
    2: (["blue", "red"], (20, 40)),
    3: (["blue", "red"], (20, 40)),
    4: (["red", "blue"], (20, 40)),
    5: (["red", "blue"], (40, 20)),
    6: (["red", "blue"], (40, 20)),
    7: (["blue", "red"], (40, 20)),
    8: (["blue", "red"], (40, 20)),
}
"""What is seen left and right, or above and below, in every orientation of EXIF."""


@pytest.mark.parametrize("orientation", ORIENTED)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_taken_sideways_stands_upright(read: Read, form: str, orientation: int) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    image = read(saved(two_halves(), form, exif=exif))
    colours, shape = ORIENTED[orientation]
    assert image.shape[:2] == shape
    for pixel, colour in zip((image[5, 5], image[-5, -5]), colours, strict=True):
        assert is_near(pixel, RED if colour == "red" else BLUE)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white(read: Read, mode: str) -> None:
    image = Pillow.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 10, 20))
    found = read(saved(image.convert(mode), "PNG"))
    assert is_near(found[10, 2], (0, 0, 0))
    assert is_near(found[10, 18], WHITE)


def test_a_colour_that_stands_for_nothing_is_white(read: Read) -> None:
    found = read(saved(two_halves(), "PNG", transparency=RED))
    assert is_near(found[10, 5], WHITE, 0)
    assert is_near(found[10, 35], BLUE, 0)


def test_cmyk_and_two_colours_become_rgb(read: Read) -> None:
    assert is_near(read(saved(two_halves().convert("CMYK"), "JPEG"))[10, 5], RED, 20)
    assert is_near(read(saved(Pillow.new("1", (20, 20), 1), "PNG"))[0, 0], WHITE, 0)


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_grey_of_16_bits_keeps_its_upper_ones(read: Read, form: str) -> None:
    grey = Pillow.fromarray(np.full((20, 20), 0x80FF, np.uint16))
    assert is_near(read(saved(grey, form))[0, 0], (0x80, 0x80, 0x80), 0)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "TIFF", "MPO"])
def test_of_an_animation_or_several_pages_the_first_is_taken(read: Read, form: str) -> None:
    frames = [Pillow.new("RGB", (20, 20), colour) for colour in (RED, BLUE)]
    found = read(saved(frames[0], form, save_all=True, append_images=frames[1:]))
    assert is_near(found[10, 10], RED)


def png(width: int, height: int, content: bytes = b"") -> bytes:
    """Return a grey PNG file that says it has a size, and has some content."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(content)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body


def noise() -> Pillow.Image:
    return Pillow.fromarray(np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8))


HOSTILE = [
    (b"", "is empty"),
    (b"Anna", "is no picture that can be read"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no picture that can be read"),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is no picture that can be read"),
    (saved(noise(), "JPEG")[:100], "is damaged"),
    (saved(noise(), "JPEG")[:9000], "is damaged"),
    (saved(noise(), "WEBP")[:3000], "is damaged"),
    (png(20, 20), "is damaged"),
    (png(7072, 7072), "has over 50 million pixels; save it smaller"),
    (png(10_000, 10_000), "has over 50 million pixels; save it smaller"),
    (png(2**31 - 1, 2**31 - 1), "has over 50 million pixels; save it smaller"),
]


@pytest.mark.parametrize(("content", "fault"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_picture_is_refused_by_both_in_one_clause(
    read: Read, content: bytes, fault: str
) -> None:
    assert read(content) is None
    with pytest.raises(PictureError) as refused:
        decode(content)
    assert str(refused.value).startswith(fault)
    assert "\n" not in str(refused.value)


def test_the_limits_are_inclusive(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    content = saved(two_halves(), "PNG")
    monkeypatch.setattr(pictures_module, "MOST_PIXELS", 40 * 20)
    monkeypatch.setattr(pictures_module, "MOST_BYTES", len(content))
    assert read(content).shape == (20, 40, 3)
    monkeypatch.setattr(pictures_module, "MOST_PIXELS", 40 * 20 - 1)
    assert read(content) is None
    monkeypatch.undo()
    monkeypatch.setattr(pictures_module, "MOST_BYTES", len(content) - 1)
    assert read(content) is None


def test_a_file_of_over_64_mb_is_refused_by_both(read: Read) -> None:
    content = saved(two_halves(), "PNG").ljust(64 * 2**20 + 1, b"\0")
    assert read(content) is None
    with pytest.raises(PictureError, match="is over 64 MB, too large to be a picture"):
        decode(content)
    assert decode(content[:-1]).shape == (20, 40, 3)


def test_a_picture_may_be_too_small() -> None:
    assert decode(png(900, 1, bytes(901))).shape == (1, 900, 3)
    assert decode(saved(two_halves(9, 8), "PNG"), smallest=8).shape == (8, 9, 3)
    with pytest.raises(PictureError, match="has 900×1 pixels, too few to show anybody"):
        decode(png(900, 1, bytes(901)), smallest=2)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("sides", "shape"),
    [
        ({}, (300, 900, 3)),
        ({"short_side": 300}, (300, 900, 3)),
        ({"short_side": 1000}, (300, 900, 3)),
        ({"short_side": 100}, (100, 300, 3)),
        ({"long_side": 90}, (30, 90, 3)),
        ({"short_side": 100, "long_side": 90}, (30, 90, 3)),
        ({"short_side": 20, "long_side": 90}, (20, 60, 3)),
        ({"long_side": 1}, (1, 1, 3)),
    ],
)
def test_a_picture_is_scaled_down_but_never_up(
    form: str, sides: dict[str, int], shape: tuple[int, ...]
) -> None:
    assert decode(saved(two_halves(900, 300), form), **sides).shape == shape


def test_sides_are_those_of_the_upright_picture() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = decode(saved(two_halves(901, 300), "JPEG", exif=exif), short_side=100)
    assert image.shape == (300, 100, 3)
    assert is_near(image[20, 50], RED)
    assert is_near(image[-20, 50], BLUE)


def test_names_tell_what_is_meant_as_a_picture() -> None:
    names = ["a.JPG", "a.jpeg", "a.png", "a.webp", "a.gif", "a.tif", "a.eps", "a.pdf", "a.txt", "a"]
    assert [name for name in names if is_named_as_picture(Path(name))] == names[:6]


def test_a_damaged_picture_gives_the_same_to_both_or_nothing(read: Read) -> None:
    random = np.random.default_rng(0)
    for form in ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"):
        for _ in range(10):
            content = bytearray(saved(two_halves(), form))
            for position in random.integers(0, len(content), 4):
                content[position] = random.integers(256)
            image = read(bytes(content))
            assert image is None or image.shape[2] == 3


def test_no_other_module_opens_pictures() -> None:
    house = Path(pictures_module.__file__).parents[1]
    opens = re.compile(r"(?:Image|Pillow|PIL)\.open\(|imageio|cv2\.imread")
    found = [path for path in house.rglob("*.py") if opens.search(path.read_text())]
    assert found == [house / "media" / "pictures.py"]
