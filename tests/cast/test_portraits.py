import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adtool.cast.portraits import LONGEST_SIDE, open_portrait
from adtool.errors import CastError

RED, BLUE = (200, 30, 20), (10, 40, 220)


def two_halves(width: int = 40, height: int = 20) -> Image.Image:
    """Return a picture whose left half is red and right half blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def is_near(pixel: object, colour: tuple[int, int, int], tolerance: int = 12) -> bool:
    return bool(np.abs(np.asarray(pixel, dtype=int) - colour).max() <= tolerance)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif", "a.bmp", "a.tif", "a.ppm"])
def test_every_common_format_gives_rgb(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    two_halves().save(path)
    portrait = open_portrait(path)
    assert (portrait.shape, portrait.dtype) == ((20, 40, 3), np.uint8)
    assert is_near(portrait[10, 5], RED)
    assert is_near(portrait[10, 35], BLUE)


def test_what_a_file_is_called_does_not_matter(tmp_path: Path) -> None:
    two_halves().save(tmp_path / "a.png")
    path = (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert is_near(open_portrait(path)[0, 0], RED, 0)


def test_a_photo_taken_sideways_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by 90° clockwise
    two_halves().save(tmp_path / "a.jpg", exif=exif)
    portrait = open_portrait(tmp_path / "a.jpg")
    assert portrait.shape == (40, 20, 3)
    assert is_near(portrait[5, 10], RED)
    assert is_near(portrait[35, 10], BLUE)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 10, 20))
    image.convert(mode).save(tmp_path / "a.png")
    portrait = open_portrait(tmp_path / "a.png")
    assert is_near(portrait[10, 2], (0, 0, 0))
    assert is_near(portrait[10, 18], (255, 255, 255))


def test_cmyk_and_two_colours_become_rgb(tmp_path: Path) -> None:
    two_halves().convert("CMYK").save(tmp_path / "a.jpg")
    assert is_near(open_portrait(tmp_path / "a.jpg")[10, 5], RED, 20)
    Image.new("1", (20, 20), 1).save(tmp_path / "a.png")
    assert is_near(open_portrait(tmp_path / "a.png")[0, 0], (255, 255, 255), 0)


def test_grey_of_16_bits_keeps_its_upper_ones(tmp_path: Path) -> None:
    Image.fromarray(np.full((20, 20), 0x80FF, np.uint16)).save(tmp_path / "a.png")
    assert is_near(open_portrait(tmp_path / "a.png")[0, 0], (0x80, 0x80, 0x80), 0)


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp", "a.tif"])
def test_of_an_animation_the_first_picture_is_taken(tmp_path: Path, name: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, BLUE)]
    frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
    assert is_near(open_portrait(tmp_path / name)[10, 10], RED)


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_large_picture_is_made_smaller(tmp_path: Path, name: str) -> None:
    two_halves(4000, 1000).save(tmp_path / name)
    portrait = open_portrait(tmp_path / name)
    assert portrait.shape == (LONGEST_SIDE // 4, LONGEST_SIDE, 3)
    assert is_near(portrait[100, 100], RED)


def png(width: int, height: int, content: bytes = b"") -> bytes:
    """Return a grey PNG file that says it has a size, and has some content."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(content)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body


def jpeg() -> bytes:
    file = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
    Image.fromarray(noise).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"Anna", "is no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no picture that can be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is no picture that can be read"),
        (jpeg()[:100], "is damaged"),
        (jpeg()[:9000], "is damaged"),
        (png(20, 20), "is damaged"),
        (png(8000, 8000), "has over 50 million pixels; save it smaller"),
        (png(10_000, 10_000), "has over 50 million pixels; save it smaller"),
        (png(2**31 - 1, 2**31 - 1), "has over 50 million pixels; save it smaller"),
        (png(900, 1), "has 900×1 pixels, too few to show anybody"),
    ],
    ids=range(11),
)
def test_a_bad_picture_is_refused_in_one_line(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(CastError) as refused:
        open_portrait(path)
    assert str(refused.value).startswith(f"{path}: {fault}")
    assert "\n" not in str(refused.value)


def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "device.png").symlink_to("/dev/zero")
    (tmp_path / "loop.png").symlink_to("loop.png")
    faults = {
        "none.png": "there is no such file",
        ".": "is a folder",
        "pipe.png": "is no plain file",
        "device.png": "is no plain file",
        "loop.png": "cannot be read",
    }
    for name, fault in faults.items():
        with pytest.raises(CastError, match=fault):
            open_portrait(tmp_path / name)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(CastError, match="is over 64 MB"):
        open_portrait(tmp_path / "a.png")


def test_a_damaged_picture_never_gives_another_kind_of_error(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    path = tmp_path / "a"
    for form in ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"):
        file = io.BytesIO()
        two_halves().save(file, form)
        for _ in range(30):
            content = bytearray(file.getvalue())
            for position in random.integers(0, len(content), 4):
                content[position] = random.integers(256)
            path.write_bytes(content)
            try:
                assert open_portrait(path).shape[2] == 3
            except CastError:
                continue
