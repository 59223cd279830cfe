"""gaps.json and its views."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.errors import GapsError, OutputError
from adtool.gaps.finding import find_gaps
from adtool.gaps.report import (
    GapReport,
    gap_format_of,
    read_gaps,
    to_json,
    to_srt,
    to_vtt,
    write_gaps,
)
from adtool.settings import GapSettings
from adtool.timeline import Gap, Span, merge

REPORT = GapReport(
    movie="film.mp4",
    duration=12_345,
    speech=(Span(0, 1_001), Span(5_000, 6_000)),
    gaps=(Gap(1_251, 4_750), Gap(6_250, 12_345)),
    method={"speech": "pyannote", "onset": 0.3},
)

JSON = """{
 "movie": "film.mp4",
 "duration": 12.345,
 "speech": [
  [0.000, 1.001],
  [5.000, 6.000]
 ],
 "gaps": [
  [1.251, 4.750],
  [6.250, 12.345]
 ],
 "method": {"speech": "pyannote", "onset": 0.3}
}
"""


def test_the_document_is_one_that_a_describer_can_edit():
    assert to_json(REPORT) == JSON


def test_gaps_as_subrip_are_cues_to_fill_in():
    assert to_srt(REPORT) == (
        "1\n00:00:01,251 --> 00:00:04,750\n[gap 1: 3.5 s]\n\n"
        "2\n00:00:06,250 --> 00:00:12,345\n[gap 2: 6.1 s]\n\n"
    )


def test_gaps_as_webvtt_are_cues_to_fill_in():
    assert to_vtt(REPORT).startswith("WEBVTT\n\n1\n00:00:01.251 --> 00:00:04.750\n[gap 1: 3.5 s]\n")


def test_what_was_written_can_be_read(tmp_path):
    write_gaps(REPORT, tmp_path / "gaps.json")
    assert read_gaps(tmp_path / "gaps.json") == REPORT


def test_a_report_without_speech_and_gaps_goes_round(tmp_path):
    report = GapReport("", 0, (), ())
    write_gaps(report, tmp_path / "gaps.json")
    assert read_gaps(tmp_path / "gaps.json") == report


@given(st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 5_000))), st.integers(0, 60_000))
def test_any_report_goes_round(tmp_path_factory, pairs, duration):
    spans = (Span(a, a + b) for a, b in pairs)
    speech = tuple(span for span in merge(spans) if span.end <= duration)
    report = GapReport("ü.mp4", duration, speech, find_gaps(speech, duration))
    path = tmp_path_factory.mktemp("gaps") / "gaps.json"
    write_gaps(report, path)
    assert read_gaps(path) == report


def edited(**changes):
    return json.dumps({**json.loads(JSON), **changes})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        ("[]", "expected an object"),
        ("{", "is no valid JSON"),
        ('{"movie": "a"}', "the key 'duration' is missing"),
        (edited(gap=[]), "unknown key 'gap'; did you mean 'gaps'"),
        (edited(movie=1), "movie: expected a string, found a number"),
        (edited(duration="12"), "duration: expected a number, found a string"),
        (edited(duration=True), "duration: expected a number"),
        (edited(duration=-1), "duration: is a time before the movie's start"),
        (edited(speech={}), "speech: expected a list"),
        (edited(gaps=[[1.5, 2], [3]]), r"gaps\[1\]: expected a start and an end, found 1"),
        (edited(gaps=[[1.5, "2"]]), r"gaps\[0\]\[1\]: expected a number, found a string"),
        (edited(gaps=[[3, 2]]), r"gaps\[0\]: ends before it starts"),
        (edited(gaps=[[7, 99]]), r"gaps\[0\]: ends after the movie, which is 12\.345 s long"),
        (edited(gaps=[[8, 9], [7, 8]]), r"gaps\[1\]: begins before the one above it ends"),
        (edited(gaps=[[2, 3], [5.9, 8]]), r"gaps\[1\]: overlaps the speech from 5\.000 to 6\.000"),
        (edited(method=[]), "method: expected an object"),
        (JSON.replace("12.345,", "NaN,", 1), "NaN is not a JSON number"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path, text, fault):
    path = tmp_path / "gaps.json"
    path.write_text(text)
    with pytest.raises(GapsError, match=fault):
        read_gaps(path)


def test_an_extension_that_names_no_format_is_refused(tmp_path):
    with pytest.raises(OutputError, match="names no format of gaps"):
        write_gaps(REPORT, tmp_path / "gaps.txt")


def test_names_stay_readable():
    report = GapReport("Ünter Wölfen.mp4", 1000, (), (), {"subtitles": "Wölfe.srt"})
    assert to_json(report) == (
        '{\n "movie": "Ünter Wölfen.mp4",\n "duration": 1.0,\n "speech": [],\n "gaps": [],\n'
        ' "method": {"subtitles": "Wölfe.srt"}\n}\n'
    )


@pytest.mark.parametrize(
    ("path", "form"), [("x/gaps.json", "json"), ("g.VTT", "vtt"), ("a.srt", "srt"), ("-", "json")]
)
def test_an_extension_tells_the_format(path: str, form: str) -> None:
    assert gap_format_of(path) == form


@pytest.mark.parametrize("difference", [-500, -1, 0, 300, 500])
def test_gaps_are_of_a_movie_of_their_length(difference: int) -> None:
    GapReport("a.mp4", 60_000, (), ()).refuse_other(Path("b.mp4"), 60_000 + difference)


@pytest.mark.parametrize("difference", [-60_000, -501, 501, 2_000, 6_000_000])
def test_gaps_of_another_movie_are_refused_with_both_lengths(difference: int) -> None:
    with pytest.raises(
        GapsError, match=r"^b\.mp4: has the gaps of another movie: a\.mp4 is 0:01:00"
    ):
        GapReport("a.mp4", 60_000, (), ()).refuse_other(Path("b.mp4"), 60_000 + difference)


def test_the_file_with_the_gaps_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gaps.json"
    write_gaps(GapReport("", 60_000, (), ()), path)
    with pytest.raises(GapsError) as refused:
        read_gaps(path).refuse_other(Path("x/b.mp4"), 90_500)
    assert str(refused.value) == (
        f"{path}: has the gaps of another movie: that is 0:01:00.0 long, and b.mp4 0:01:30.5; find "
        "its own with adtool gaps"
    )


def test_gaps_that_are_not_cut_may_be_as_long_as_they_like() -> None:
    assert GapSettings.uncut() == GapSettings()
    assert GapSettings.uncut(100, 9_000) == GapSettings(100, 9_000, 18_000)


def test_gaps_that_touch_are_two_gaps(tmp_path):
    path = tmp_path / "gaps.json"
    path.write_text(edited(gaps=[[7, 8], [8, 9]]))
    assert read_gaps(path).gaps == (Gap(7000, 8000), Gap(8000, 9000))
