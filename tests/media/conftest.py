"""Small films made with PyAV, whose every frame carries its number as a row of black and white."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

BITS, CELL, HEIGHT = 10, 16, 64
FPS = 25


def _numbered_picture(number: int) -> np.ndarray:
    bits = [(number >> bit) & 1 for bit in range(BITS)]
    row = np.repeat(np.array(bits, np.uint8) * 200 + 25, CELL)
    return np.broadcast_to(row[None, :, None], (HEIGHT, BITS * CELL, 3)).copy()


def _number_in(image: np.ndarray | None) -> int | None:
    """Read the number back from a picture of any size; None from a missing one."""
    if image is None:
        return None
    _, width, _ = image.shape
    middle = image[image.shape[0] // 2].mean(axis=1)
    cells = [middle[int((bit + 0.5) * width / BITS)] > 125 for bit in range(BITS)]
    return sum(int(cell) << bit for bit, cell in enumerate(cells))


def _beeps(seconds: float, rate: int) -> np.ndarray:
    """A tenth of a second of 1 kHz at each whole second, else silence; float32 (n,)."""
    t = np.arange(round(seconds * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * 1000 * t) * (t % 1.0 < 0.1)).astype(np.float32)


def _make_film(
    path: Path,
    *,
    times: Sequence[int] | None = tuple(range(0, 4000, 1000 // FPS)),
    picture: Callable[[int], np.ndarray] = _numbered_picture,
    codec: str = "libx264",
    gop: int = 25,
    sound: np.ndarray | None = None,
    sound_at: Callable[[float], float | None] = lambda second: second,
    sound_codec: str = "aac",
    rate: int = 44100,
    pixel_aspect: int = 1,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a film.

    ``times``: when each frame is shown, in ms, or in frames for AVI and MPEG (None: no video).
    ``sound_at``: when the sound of a second is to be heard, or None to leave it out.
    """
    with av.open(str(path), "w", options=options or {}) as container:
        video: Any = None
        if times is not None:
            video = container.add_stream(codec, rate=FPS, options={"g": str(gop), **_fast(codec)})
            first = picture(0)
            video.width, video.height, video.pix_fmt = first.shape[1], first.shape[0], "yuv420p"
            video.codec_context.sample_aspect_ratio = Fraction(pixel_aspect)
            # AVI and MPEG-2 know no times but the frame rate's.
            avi = path.suffix in (".avi", ".mpg")
            video.codec_context.time_base = Fraction(1, FPS if avi else 1000)
            video.codec_context.thread_count = 1
        audio: Any = container.add_stream(sound_codec, rate=rate) if sound is not None else None
        if audio is not None:
            audio.layout = "mono"
        if times is not None:
            _write_pictures(container, video, times, picture)
        if sound is not None:
            _write_sound(container, audio, sound, sound_at, rate)
    return path


def _fast(codec: str) -> dict[str, str]:
    return {
        "libx264": {"preset": "ultrafast", "bf": "2", "sc_threshold": "0"},
        "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:pools=none"},
        "libsvtav1": {"preset": "12", "svtav1-params": "lp=1"},
    }.get(codec, {})


def _write_pictures(
    container: Any, stream: Any, times: Sequence[int], picture: Callable[[int], np.ndarray]
) -> None:
    for number, time in enumerate(times):
        frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
        frame.pts, frame.time_base = time, stream.codec_context.time_base
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _write_sound(
    container: Any,
    stream: Any,
    sound: np.ndarray,
    sound_at: Callable[[float], float | None],
    rate: int,
) -> None:
    size = 1024
    for first in range(0, len(sound), size):
        heard = sound_at(first / rate)
        if heard is None:
            continue
        part = np.zeros(size, np.float32)
        part[: len(sound[first : first + size])] = sound[first : first + size]
        if stream.codec_context.format.name.startswith("s16"):
            samples, format_name = (part * 32767).astype(np.int16), "s16"
        else:
            samples, format_name = part, "fltp"
        frame = av.AudioFrame.from_ndarray(samples[None], format=format_name, layout="mono")
        frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
        frame.pts = round(heard * rate)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _write_channels(container: Any, stream: Any, track: dict[str, Any]) -> None:
    sound = np.atleast_2d(np.asarray(track["sound"], np.float32))
    size = stream.codec_context.frame_size or 1024
    planar = stream.codec_context.format.name == "fltp"
    for first in range(0, sound.shape[1], size):
        part = sound[:, first : first + size]
        samples = part if planar else (part.T * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples),
            format="fltp" if planar else "s16",
            layout=track.get("layout", "mono"),
        )
        frame.sample_rate, frame.time_base = 16_000, Fraction(1, 16_000)
        frame.pts = round(track.get("start", 0) * 16_000) + first
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


class Films:
    """Makes films in a folder, and looks at and spoils them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, name: str = "film.mp4", **how: Any) -> Path:
        """Write a film; by default four seconds of numbered frames, silent."""
        return _make_film(self.folder / name, **how)

    def with_tracks(self, name: str, *tracks: dict[str, Any], picture: bool = False) -> Path:
        """Write a file of audio tracks, each with ``sound`` of (channels, samples) at 16 kHz.

        A track may have a ``layout``, a ``language``, a ``title``, a ``disposition``, a ``codec``
        and a ``start`` in seconds.
        """
        path = self.folder / name
        with av.open(str(path), "w") as container:
            video: Any = container.add_stream("mpeg4", rate=FPS) if picture else None
            if video is not None:
                video.width, video.height = BITS * CELL, HEIGHT
            streams = []
            for track in tracks:
                layout = track.get("layout", "mono")
                codec = track.get("codec", "pcm_s16le")
                stream: Any = container.add_stream(codec, rate=16_000, layout=layout)
                for tag in ("language", "title"):
                    if tag in track:
                        stream.metadata[tag] = track[tag]
                stream.disposition = track.get("disposition", 0)
                streams.append(stream)
            if video is not None:
                _write_pictures(container, video, range(100), _numbered_picture)
            for track, stream in zip(tracks, streams, strict=True):
                _write_channels(container, stream, track)
        return path

    def join(self, name: str, *parts: Path) -> Path:
        """Join files byte by byte."""
        path = self.folder / name
        path.write_bytes(b"".join(part.read_bytes() for part in parts))
        return path

    def beeps(self, seconds: float, rate: int = 44100) -> np.ndarray:
        return _beeps(seconds, rate)

    def numbers(self, images: Sequence[np.ndarray | None]) -> list[int | None]:
        return [_number_in(image) for image in images]

    def packets(self, path: Path, kind: str) -> list[tuple[int, int]]:
        """Return (position, size) in the file of each packet of the first stream of a kind."""
        with av.open(str(path)) as container:
            found = container.demux(container.streams.get({kind: 0})[0])
            return [(packet.pos, packet.size) for packet in found if packet.pos and packet.size]

    def spoil(self, path: Path, places: Sequence[tuple[int, int]], keep: int = 5) -> None:
        """Overwrite parts of a file with noise, but for a few bytes."""
        data = bytearray(path.read_bytes())
        noise = np.random.default_rng(1).bytes(1 << 16)
        for position, size in places:
            data[position + keep : position + size] = noise[: max(0, size - keep)]
        path.write_bytes(data)

    def truncate(self, path: Path, share: float) -> Path:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path


@pytest.fixture
def films(tmp_path: Path) -> Films:
    return Films(tmp_path)


@pytest.fixture
def jpeg() -> Callable[..., bytes]:
    """Make a JPEG file of one level of grey."""

    def make(level: int, size: tuple[int, int] = (64, 48)) -> bytes:
        buffer = io.BytesIO()
        Image.new("RGB", size, (level, level, level)).save(buffer, "JPEG", quality=95)
        return buffer.getvalue()

    return make


@pytest.fixture
def pictures(jpeg: Callable[..., bytes]) -> Callable[..., Path]:
    """Make a folder of numbered pictures, each ten levels brighter than the last."""

    def make(folder: Path, count: int = 9, first: int = 1) -> Path:
        folder.mkdir(parents=True)
        for i in range(count):
            (folder / f"{first + i:05}.jpg").write_bytes(jpeg(20 + 10 * i))
        return folder

    return make
