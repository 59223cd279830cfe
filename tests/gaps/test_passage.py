"""The way through gaps: the same clips and pictures as looking twice, for one decoding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.gaps import passage as passage_module
from adtool.gaps.clips import cut_clips
from adtool.gaps.known_clips import KnownEnds
from adtool.gaps.passage import Passage
from adtool.gaps.shots import shot_changes
from adtool.media import open_frames, probe
from adtool.media.held_frames import Developing
from adtool.media.image import Image
from adtool.media.subscribers import PassingClip
from adtool.media.tally import Tally
from adtool.media.video_cursor import VideoCursor
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap
from adtool.work import WorkFolder

SETTINGS = GapSettings(longest_clip=4_000, shortest_clip=1_500)
SHOTS = (1_200, 3_400, 5_000, 8_800, 9_600, 13_000, 17_000, 17_800, 22_000, 23_400)
GAPS = (Gap(400, 9_500), Gap(10_040, 13_900), Gap(15_010, 23_990))
COUNTS, SIDE, ASPECT = (8, 5), 54, Fraction(4, 3)


class Notes:
    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        self.notes.append(message)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write 24 s of shots with stripes that move, in B-frames, with a key frame a second."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    rng = np.random.default_rng(1)
    scenes = rng.integers(30, 200, (len(SHOTS) + 1, 3, 4, 3), np.uint8).repeat(36, 1).repeat(48, 2)
    with av.open(str(path), "w") as container:
        options = {"preset": "ultrafast", "bf": "2", "g": "25", "sc_threshold": "0"}
        stream = container.add_stream("libx264", rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = 192, 108, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        stream.codec_context.sample_aspect_ratio = ASPECT
        for time in range(0, 24_000, 40):
            picture = scenes[sum(time >= cut for cut in SHOTS)].copy()
            picture[:, time // 40 % 150 : time // 40 % 150 + 20] += 40
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = time, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def go_through(
    film: Path, gaps: Sequence[Gap] = GAPS, tally: Tally | None = None, notes: Notes | None = None
) -> list[PassingClip]:
    found: list[PassingClip] = []
    passage = Passage(
        probe(film),
        SETTINGS,
        KnownEnds(WorkFolder(None), SETTINGS),
        short_sides=[SIDE],
        tally=tally or Tally(),
        progress=notes or Notes(),  # type: ignore[arg-type]  # it begins no stage
    )
    with closing(passage):
        assert passage.pixel_aspect == ASPECT
        for gap in gaps:
            if gap.duration < SETTINGS.longest_clip:
                whole = Clip(gap.start, gap.end, gap)
                found.append(passage.clip(len(found), whole, lambda _: COUNTS))
            else:
                found += passage.gap(gap, gap.start, len(found), lambda _: COUNTS)
    return found


def pictures(passing: PassingClip) -> dict[int, Image | None]:
    developing = Developing(ASPECT, SIDE)
    return {time: developing.picture(frame) for time, frame in passing.frames.items()}


def looked_at_again(film: Path, clip: Clip) -> dict[int, Image | None]:
    """The plain way: open the movie, and read the clip's frames."""
    times = sorted({time for count in COUNTS for time in clip.frame_times(count)})
    with open_frames(film, short_side=SIDE) as frames:
        return dict(zip(times, frames.read(times), strict=True))


def same(one: dict[int, Image | None], other: dict[int, Image | None]) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(one[time], other[time]) if one[time] is not None else other[time] is None
        for time in one
    )


def test_clips_and_pictures_are_those_of_looking_twice(film: Path) -> None:
    found = go_through(film)
    long = [gap for gap in GAPS if gap.duration > SETTINGS.longest_clip]
    assert [one.clip for one in found] == list(cut_clips(GAPS, shot_changes(film, long), SETTINGS))
    assert [one.place for one in found] == list(range(len(found)))
    assert [one.clip.end for one in found if one.clip.end in SHOTS]  # cuts are used
    assert all(same(pictures(one), looked_at_again(film, one.clip)) for one in found)


def test_every_frame_of_the_gaps_is_decoded_once(film: Path) -> None:
    tally, looking, reading = Tally(), Tally(), Tally()
    found = go_through(film, tally=tally)
    shot_changes(film, GAPS, tally=looking)
    with open_frames(film, short_side=SIDE, tally=reading) as frames:
        for one in found:
            frames.read(sorted(one.frames))
    in_gaps = sum(gap.duration for gap in GAPS) / 40
    assert tally.frames <= 1.05 * in_gaps
    assert looking.frames + reading.frames > 1.6 * in_gaps


def test_large_frames_are_held_small_and_the_clips_stay_the_same(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = go_through(film)
    (frame, *_) = whole[0].frames.values()
    assert frame is not None
    size = 100 * sum(plane.buffer_size for plane in frame.frame.planes)  # of four seconds
    monkeypatch.setattr(passage_module, "HELD_BYTES", size)
    assert not any(
        frame and frame.scaled for one in go_through(film) for frame in one.frames.values()
    )
    monkeypatch.setattr(passage_module, "HELD_BYTES", size - 1)
    small = go_through(film)
    assert [one.clip for one in small] == [one.clip for one in whole]
    for one, other in zip(small, whole, strict=True):
        assert all(frame and frame.scaled for frame in one.frames.values())
        again = pictures(other)
        for time, picture in pictures(one).items():
            assert picture is not None
            assert np.abs(picture.astype(int) - again[time]).mean() < 3


def test_frames_are_let_go_of_while_a_long_shot_lasts(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    real = passage_module.HeldFrames.add

    def add(self: object, shown: object) -> None:
        real(self, shown)  # type: ignore[arg-type]
        held.append(len(list(self)))  # type: ignore[call-overload]

    monkeypatch.setattr(passage_module.HeldFrames, "add", add)
    go_through(film, [Gap(0, 24_000)])
    assert 40 < max(held) < 104 * 0.85  # of the longest clip, and two frames


def test_a_gap_as_long_as_the_longest_clip_is_one(film: Path) -> None:
    gap = Gap(3_000, 7_000)
    assert [one.clip for one in go_through(film, [gap])] == [Clip(3_000, 7_000, gap)]


def test_past_the_end_frames_are_missing_and_gaps_are_cut_evenly(film: Path) -> None:
    (last, *others) = go_through(film, [Gap(22_500, 32_500)])
    assert last.clip.end == 25_833
    assert [frame is None for frame in last.frames.values()].count(True) >= 4
    assert all(frame is None for one in others for frame in one.frames.values())
    assert same(pictures(last), looked_at_again(film, last.clip))


def test_a_decoder_that_fails_in_the_middle_costs_that_clip_only_and_is_told(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = VideoCursor.onward

    def fail(self: VideoCursor, start: int, end: int) -> Iterator[tuple[int, object]]:
        for time, frame in real(self, start, end):
            if start < 1_000 and time > 6_500:
                raise MediaError(film, "cannot be read any more")
            yield time, frame

    monkeypatch.setattr(VideoCursor, "onward", fail)
    notes = Notes()
    found = go_through(film, notes=notes)
    assert notes.notes == ["The clip at 3.4 s cannot be read: cannot be read any more."]
    monkeypatch.undo()
    assert [one.clip.gap for one in found] == [GAPS[0]] * 3 + [GAPS[1]] + [GAPS[2]] * 3
    assert all(same(pictures(one), looked_at_again(film, one.clip)) for one in found)


def test_where_nothing_can_be_sought_the_clip_has_no_frames_and_is_told(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = VideoCursor.at

    def fail(self: VideoCursor, time: int) -> object:
        if 10_500 < time < 14_000:
            raise MediaError(film, "is gone")
        return real(self, time)

    monkeypatch.setattr(VideoCursor, "at", fail)
    notes = Notes()
    found = go_through(film, notes=notes)
    assert notes.notes == ["The clip at 10.0 s cannot be read: is gone."]
    missing = [one.clip.gap for one in found if None in one.frames.values()]
    assert missing == [GAPS[1]]
