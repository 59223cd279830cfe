"""``adtool gaps`` and ``adtool describe`` on files as they come, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

import adtool.storyworld

RATE = 16_000
SECONDS = 8


@pytest.fixture(scope="session")
def voice():
    """Somebody speaks for four seconds from 2 s on; float (n,)."""
    path = Path(adtool.storyworld.__file__).parent / "voices.ogg"
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    with av.open(str(path)) as container:
        parts = [part.to_ndarray()[0] for one in container.decode(audio=0)
                 for part in resampler.resample(one)]  # fmt: skip
    said = np.concatenate(parts)
    sound = np.zeros(SECONDS * RATE, np.float32)
    sound[2 * RATE : 6 * RATE] = 0.5 * said[: 4 * RATE] / np.abs(said[: 4 * RATE]).max()
    return sound


def write(path, *tracks, codec="pcm_s16le"):
    """Write a film of black pictures and some tracks: (channels, layout, title, disposition)."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=25, width=64, height=48, pix_fmt="yuv420p")
        streams = []
        for _, layout, title, disposition in tracks:
            stream = container.add_stream(codec, rate=RATE, layout=layout)
            stream.metadata.update({"language": "eng", **({"title": title} if title else {})})
            stream.disposition = disposition
            streams.append(stream)
        for second in range(SECONDS):
            for _ in range(25):
                picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), "rgb24")
                container.mux(video.encode(picture))
            for (sound, layout, _, _), stream in zip(tracks, streams, strict=True):
                _write_second(container, stream, np.atleast_2d(sound), layout, second)
        for stream in (video, *streams):
            container.mux(stream.encode(None))
    return path


def _write_second(container, stream, sound, layout, second):
    size = stream.codec_context.frame_size or RATE
    first = second * RATE if size == RATE else -(-second * RATE // size) * size
    for at in range(first, min((second + 1) * RATE, sound.shape[1]), size):
        part = sound[:, at : at + size]
        if stream.codec_context.format.name == "fltp":
            made, kind = np.ascontiguousarray(part, np.float32), "fltp"
        else:
            made, kind = (part.T * 32767).astype(np.int16).reshape(1, -1), "s16"
        frame = av.AudioFrame.from_ndarray(made, format=kind, layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        container.mux(stream.encode(frame))


def adtool_(*arguments):
    command = [sys.executable, "-m", "adtool", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def gaps(film, *more):
    return adtool_("gaps", film, "-o", "-", "--speech", "silero", "--progress", "lines", *more)


def channels(voice, layout, **signs):
    names = [channel.name for channel in av.AudioLayout(layout).channels]
    return np.array([signs.get(name, 0) * voice for name in names]), layout, "", 0


@pytest.mark.parametrize(
    ("layout", "signs"),
    [
        ("stereo", {"FL": 1, "FR": -1}),
        ("stereo", {"FR": 1}),
        ("5.1", {"FC": 1}),
        ("5.1", {"FL": 1, "FR": -1}),
        ("7.1", {"SL": -1, "SR": 1}),
    ],
)
def test_speech_is_found_in_whatever_channels_it_is(tmp_path, voice, layout, signs):
    film = write(tmp_path / "film.mkv", channels(voice, layout, **signs))
    done = gaps(film)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    spoken = sum(end - start for start, end in found["speech"])
    assert 3.5 < spoken < 5.2
    assert all(1.5 < start < end < 7 for start, end in found["speech"])


def two_tracks(folder, voice):
    """The film is silent; its default track is the commentary, in which somebody speaks."""
    return write(
        folder / "film.mkv",
        (voice, "mono", "Director's commentary", av.stream.Disposition.default),
        (0 * voice, "mono", "", 0),
    )


def test_the_commentary_is_not_heard_and_one_line_says_so(tmp_path, voice):
    done = gaps(two_tracks(tmp_path, voice))
    found = json.loads(done.stdout)
    assert found["speech"] == []
    assert found["method"]["track"] == 2
    assert [one["role"] for one in found["method"]["tracks"]] == ["commentary", ""]
    assert done.stderr.splitlines()[0] == (
        'film.mkv has 2 audio tracks: 2 (eng, mono) is heard, not 1 (eng, "Director\'s commentary"'
        ", mono); --audio-track chooses another."
    )
    assert gaps(tmp_path / "film.mkv", "-q").stderr == ""


def test_the_commentary_is_heard_if_it_is_asked_for(tmp_path, voice):
    done = gaps(two_tracks(tmp_path, voice), "--audio-track", "commentary")
    found = json.loads(done.stdout)
    assert found["speech"]
    assert found["method"]["track"] == 1
    assert "audio tracks" not in done.stderr


@pytest.mark.parametrize("command", ["gaps", "describe"])
def test_a_track_that_is_not_there_is_one_line_with_those_that_are(tmp_path, voice, command):
    film, output = two_tracks(tmp_path, voice), tmp_path / "out.json"
    work = ("--work", tmp_path / "work") if command == "describe" else ()
    done = adtool_(command, film, "-o", output, "--audio-track", "fr", *work)
    assert done.returncode == 1
    assert "film.mkv: has no audio track 'fr', but these audio tracks: 1 (eng" in done.stderr
    assert done.stderr.count("Error") == 1
    assert "Traceback" not in done.stderr
    assert not output.exists()


def test_joined_recordings_are_heard_to_the_end_and_not_for_hours(tmp_path, voice):
    one = write(tmp_path / "one.ts", (voice, "mono", "", 0), codec="aac")
    film = tmp_path / "film.ts"
    film.write_bytes(one.read_bytes() * 2)
    done = gaps(film)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["duration"] == pytest.approx(2 * SECONDS, abs=0.2)
    assert {int(start // SECONDS) for start, _ in found["speech"]} == {0, 1}
    (line,) = (line for line in done.stderr.splitlines() if "clock" in line)
    assert line.startswith("film.ts: its clock jumps back by 0:00:08.0")
    assert f"ffmpeg -fflags +genpts -dts_error_threshold 1 -i {film} -map" in line


def test_a_joined_matroska_file_is_refused_in_one_line_and_nothing_is_written(tmp_path, voice):
    one = write(tmp_path / "one.mkv", (voice, "mono", "", 0))
    film, output = tmp_path / "film.mkv", tmp_path / "gaps.json"
    film.write_bytes(one.read_bytes() * 2)
    done = adtool_("gaps", film, "-o", output, "--speech", "silero")
    assert done.returncode == 1
    assert "its clock jumps back by 0:00:0" in done.stderr
    assert f"ffmpeg -i subfile,,start,0,end,{one.stat().st_size},,:{film} -i " in done.stderr
    assert "Traceback" not in done.stderr
    assert not output.exists()


def test_what_breaks_off_is_measured_and_told(tmp_path, voice):
    film = write(tmp_path / "film.mkv", (voice, "mono", "", 0))
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    done = gaps(film)
    assert json.loads(done.stdout)["duration"] == pytest.approx(SECONDS / 2, abs=0.7)
    assert "film.mkv claims to be 0:00:08 long, but ends at 0:00:0" in done.stderr


def test_of_joined_mp4_files_the_rest_is_not_left_out_without_a_word(tmp_path, voice):
    one = write(tmp_path / "one.mp4", (voice, "mono", "", 0), codec="aac")
    film = tmp_path / "film.mp4"
    film.write_bytes(one.read_bytes() * 2)
    done = gaps(film)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["duration"] == pytest.approx(SECONDS, abs=0.1)
    (line,) = (line for line in done.stderr.splitlines() if "another movie follows" in line)
    assert f"ffmpeg -i subfile,,start,0,end,{one.stat().st_size},,:{film} -i subfile" in line


def test_speech_in_the_surround_is_found_below_music_in_the_centre(tmp_path, voice):
    clock = np.arange(len(voice)) / RATE
    music = 0.02 * np.sin(2 * np.pi * 220 * clock) * (1 + np.sin(2 * np.pi * 0.5 * clock))
    sound = np.zeros((6, len(voice)))
    sound[2], sound[4], sound[5] = music, voice, -voice
    found = json.loads(gaps(write(tmp_path / "film.mov", (sound, "5.1", "", 0))).stdout)
    assert sum(end - start for start, end in found["speech"]) > 3
