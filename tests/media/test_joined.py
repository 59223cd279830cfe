"""Files of several movies, joined byte by byte: each part is found, and a command joins them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.media import AudioReader, probe
from adtool.media.joined import joining_command, movie_starts, wrapping_command

FRAGMENTED = {"movflags": "frag_keyframe+empty_moov"}
SOUND_ALONE = {"a.flac": "flac", "a.ogg": "flac", "a.wav": "pcm_s16le", "a.m4a": "aac"}


def part(films, name, **options):
    """Make a film of two seconds, with B-frames where the format has them."""
    sound, how = films.beeps(2), {}
    times = None if name in SOUND_ALONE else range(0, 2000, 40)
    if name == "a.asf":
        how = {"codec": "mpeg4"}
    codec = SOUND_ALONE.get(name, "mp3" if name == "a.asf" else "aac")
    return films.make(
        name, **{"times": times, "sound": sound, "sound_codec": codec, **how, **options}
    )


def told_of(film):
    """Return what is said of a film: its notes, or why it is refused."""
    try:
        info = probe(film)
        list(AudioReader(info))
    except MediaError as error:
        return str(error)
    return " ".join(info.notes)


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp4", {}), ("a.mp4", {"movflags": "faststart"}), ("a.mp4", FRAGMENTED), ("a.mov", {}),
        ("a.m4a", {}), ("a.flv", {}), ("a.asf", {}), ("a.mkv", {}), ("a.nut", {}), ("a.flac", {}),
        ("a.ogg", {}), ("a.wav", {}),
    ],
)  # fmt: skip
def test_the_command_names_the_very_bytes_of_each_part(films, name, options, count):
    one = part(films, name, options=options)
    film = films.join(f"my {name}", *[one] * count)
    told, size = told_of(film), one.stat().st_size
    assert "\n" not in told
    assert re.search("its clock jumps back by|other movies? follows? in the same file", told)
    command = shlex.split(told[told.index("ffmpeg -i") :])
    inputs = [word for word in command if word.startswith("subfile")]
    ends = [*(size * k for k in range(1, count)), 0]
    assert inputs == [
        f"subfile,,start,{size * k},end,{end},,:{film}"
        for k, end in zip(range(count), ends, strict=True)
    ]
    assert f"concat=n={count}:" in command[-2]
    assert command[-1] == str(films.folder / "my a-mended.mkv")


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.flv", "a.wav", "a.mkv"])
def test_of_one_movie_nothing_is_said(films, name):
    assert told_of(part(films, name)) == ""


def test_what_follows_a_movie_and_is_none_is_not_worth_a_word(films):
    film = part(films, "a.mp4")
    film.write_bytes(film.read_bytes() + np.random.default_rng(1).bytes(100_000) + b"ftyp" * 10)
    assert told_of(film) == ""


def test_where_players_show_the_first_movie_alone_so_is_it_here(films):
    one = part(films, "a.mp4")
    film = films.join("film.mp4", one, one)
    info = probe(film)
    assert info.duration == probe(one).duration
    assert info.notes[0].startswith(
        "film.mp4: another movie follows in the same file, as in files joined byte by byte. "
        "As in players, only the first is there; a copy with all of it: ffmpeg -i "
    )


def test_the_heads_of_an_ogg_files_streams_are_those_of_one_movie(films, tmp_path):
    head = b"OggS\0\2" + bytes(8) + b"serial" + bytes(100)
    film = tmp_path / "film.ogv"
    film.write_bytes((head * 2 + bytes(50_000)) * 2)
    assert movie_starts(film, "ogg") == (0, len(head) * 2 + 50_000)
    assert movie_starts(film, "another format") == (0,)


def test_a_file_that_cannot_be_taken_apart_is_decoded():
    told = joining_command(Path("it's.mkv"), {0: "v", 2: "a"})
    assert shlex.split(told)[3:] == [
        "-i", "it's.mkv", "-map", "0:v", "-map", "0:a", "it's-mended.mkv"
    ]  # fmt: skip
    assert joining_command(Path("a.ogg"), {0: "a"}, range(0, 100, 10)).startswith("ffmpeg -dts_err")


def test_of_each_part_just_what_is_heard_and_seen_is_joined():
    told = shlex.split(joining_command(Path("a.mkv"), {0: "v", 2: "a"}, (0, 70)))
    assert "[0:0][0:2][1:0][1:2]concat=n=2:v=1:a=1" in told
    assert "concat=n=2:v=0:a=1" in joining_command(Path("a.flac"), {0: "a"}, (0, 70))


def test_pictures_without_times_are_wrapped():
    assert wrapping_command(Path("a b.h264")) == "ffmpeg -i 'a b.h264' -c copy 'a b.mp4'"
