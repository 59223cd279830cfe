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
