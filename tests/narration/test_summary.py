from dataclasses import replace

from adtool.narration.summary import summarise
from adtool.timeline import Clip, Gap, Line, Omission, Script

GAP = Gap(0, 10_000)
SCRIPT = Script(
    lines=(
        Line(0, 1_500, "Anna opens the door.", Clip(0, 4_000, gap=GAP)),
        Line(4_000, 4_750, "She leaves.", Clip(4_000, 8_000, gap=GAP), shortened=True),
    ),
    movie="snow.mp4",
    omissions=(Omission(Clip(8_000, 10_000, gap=GAP), "Why not."),),
    metadata={"warnings": ["Careful."]},
)


def test_a_script_is_summed_up_for_people() -> None:
    assert summarise(SCRIPT).text() == (
        "snow.mp4: 2 lines in 1 gap (10.0 s); 6 words in 2.2 s, 160 words a minute; 1 shortened.\n"
        "  1 clip left out: Why not."
    )


def test_a_script_is_summed_up_for_programs() -> None:
    assert summarise(SCRIPT).as_json() == {
        "movie": "snow.mp4",
        "gaps": 1,
        "gap_seconds": 10.0,
        "lines": 2,
        "unwritten": 0,
        "shortened": 1,
        "extended": 0,
        "words": 6,
        "line_seconds": 2.25,
        "words_a_minute": 160.0,
        "left_out": {"Why not.": 1},
        "warnings": ["Careful."],
    }


def test_the_pace_is_told_to_a_tenth_of_a_word() -> None:
    summary = replace(summarise(SCRIPT), words=7)
    assert summary.as_json()["words_a_minute"] == 186.7  # 7 words in 2.25 s
    assert ", 187 words a minute" in summary.text()


def test_seconds_are_told_to_the_millisecond() -> None:
    summary = replace(summarise(SCRIPT), gap_seconds=10.00049, line_seconds=2.24951)
    told = summary.as_json()
    assert (told["gap_seconds"], told["line_seconds"]) == (10.0, 2.25)


def test_an_empty_script_has_a_summary() -> None:
    summary = summarise(Script((), movie="a.mp4"))
    assert summary.text() == "a.mp4: 0 lines in 0 gaps (0.0 s); 0 words in 0.0 s."
    assert summary.words_a_minute == 0
    assert summary.warnings == ()


WAITING = Line(0, 4_000, "[4.0 s · 10 words]", Clip(0, 4_000, gap=GAP), placeholder=True)


def test_cues_that_wait_for_a_line_are_no_lines() -> None:
    later = replace(WAITING, start=4_000, clip=Clip(4_000, 8_000, gap=GAP))
    summary = summarise(Script((WAITING, later), movie="snow.mp4"))
    assert summary.text() == "snow.mp4: 2 cues to be written in 1 gap (10.0 s)."
    told = summary.as_json()
    assert (told["lines"], told["unwritten"], told["words"]) == (0, 2, 0)
    assert (told["line_seconds"], told["words_a_minute"]) == (0.0, 0.0)
    assert told["gaps"] == 1


def test_one_cue_is_one() -> None:
    summary = summarise(Script((WAITING,), movie="snow.mp4"))
    assert summary.text() == "snow.mp4: 1 cue to be written in 1 gap (10.0 s)."


def test_a_list_that_is_half_written_has_lines_and_cues() -> None:
    script = replace(SCRIPT, lines=(SCRIPT.lines[1], WAITING), omissions=())
    assert summarise(script).text() == (
        "snow.mp4: 1 line in 1 gap (10.0 s); 2 words in 0.8 s, 160 words a minute; 1 shortened; "
        "1 cue to be written."
    )


def test_lines_that_pause_the_film_are_counted_and_stand_in_no_gap() -> None:
    clips = [Clip(time, time + 5_000, Gap(time, time)) for time in (0, 30_000)]
    lines = [Line(clip.start, clip.end, "Anna runs.", clip, extended=True) for clip in clips]
    assert summarise(Script(tuple(lines), movie="a.mp4")).text() == (
        "a.mp4: 2 lines in 0 gaps (0.0 s); 4 words in 10.0 s, 24 words a minute; 2 pause the film."
    )
    cue = replace(WAITING, extended=True)
    told = summarise(Script((cue,), movie="a.mp4"))
    assert told.text() == "a.mp4: 1 cue to be written in 1 gap (10.0 s); 1 pauses the film."
    assert told.as_json()["extended"] == 1
