"""The tracks of subtitles in a movie."""

from fractions import Fraction

import pytest
from av.stream import Disposition

from adtool.errors import MediaError
from adtool.media.clock import Clock, Jump
from adtool.media.text_tracks import read_track, text_tracks


@pytest.fixture
def tracks(subtitle_files, tmp_path):
    """Make a movie with tracks, and return what is seen of them."""

    def make(*given):
        made = (subtitle_files.Track(**one) for one in given)
        return text_tracks(subtitle_files.movie(tmp_path / "film.mkv", *made))

    return make


def test_tracks_are_numbered_from_one_and_described(tracks):
    found = tracks(
        {"language": "eng", "title": "Full"},
        {"codec": "ass", "language": "ger", "disposition": Disposition.default},
        {"codec": "webvtt", "language": "und"},
        {"codec": "dvd_subtitle"},
    )
    assert [str(one) for one in found] == [
        '1 (eng, "Full", SubRip)', "2 (ger, ASS)", "3 (WebVTT)", "4 (DVD)"
    ]  # fmt: skip
    assert [one.default for one in found] == [False, True, False, False]
    assert [one.holds_pictures for one in found] == [False, False, False, True]
    assert [one.index for one in found] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        ({"disposition": Disposition.forced}, ("forced",)),
        ({"title": "English (Forced)"}, ("forced",)),
        ({"title": "Signs & Songs"}, ("forced",)),
        ({"title": "Forcés"}, ("forced",)),
        ({"title": "Erzwungen"}, ("forced",)),
        ({"disposition": Disposition.comment}, ("commentary",)),
        ({"title": "Director's Commentary"}, ("commentary",)),
        ({"title": "Kommentar des Regisseurs"}, ("commentary",)),
        ({"disposition": Disposition.descriptions}, ("description",)),
        ({"disposition": Disposition.hearing_impaired}, ()),
        ({"title": "SDH"}, ()),
        ({"title": "Reinforced"}, ()),
        ({"disposition": Disposition.forced | Disposition.comment}, ("forced", "commentary")),
    ],
)
def test_what_is_no_dialogue_is_marked(tracks, given, marks):
    assert tracks(given)[0].marks == marks


def test_a_mark_that_the_title_says_is_said_once(tracks):
    assert str(tracks({"title": "Forced"})[0]) == '1 ("Forced", SubRip)'


def test_captions_have_their_times_on_the_movies_clock(subtitle_files, tmp_path):
    captions = [(500, 1_500, "One"), (2_000, 2_500, "Two")]
    path = subtitle_files.movie(tmp_path / "film.mkv", subtitle_files.Track(captions, "ass"))
    (track,) = text_tracks(path)
    assert list(read_track(path, track)) == [(500, 1_500, "One"), (2_000, 2_500, "Two")]


def test_a_movie_without_subtitles_has_no_track_and_a_text_is_no_movie(subtitle_files, tmp_path):
    assert text_tracks(subtitle_files.movie(tmp_path / "film.mkv")) == ()
    (tmp_path / "film.txt").write_text("Dear diary")
    with pytest.raises(MediaError):
        text_tracks(tmp_path / "film.txt")


def test_times_are_those_of_the_movies_clock(subtitle_files, tmp_path):
    path = subtitle_files.movie(tmp_path / "film.mkv", subtitle_files.Track())
    (track,) = text_tracks(path)
    jumped = Clock(Fraction(0), (Jump(0, Fraction(0), Fraction(-5)),))
    clocks = (None, Clock(Fraction(1)), jumped)
    found = [next(read_track(path, track, clock))[:2] for clock in clocks]
    assert found == [(2_000, 4_000), (1_000, 3_000), (7_000, 9_000)]
