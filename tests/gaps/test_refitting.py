"""A script fitted to another cut: whole gaps, shorter gaps, scenes that are gone or new."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest

from adtool.gaps.anchors import at_speed
from adtool.gaps.refitting import refit
from adtool.gaps.report import GapReport
from adtool.timeline import Gap, Line, Script, Span


def report(speech: Sequence[Span], duration: int, margin: int = 200) -> GapReport:
    edges = [Span(0, 0), *speech, Span(duration, duration)]
    gaps = [
        Gap(one.end + margin, two.start - margin)
        for one, two in pairwise(edges)
        if two.start - one.end > 2 * margin + 500
    ]
    return GapReport("new.mp4", duration, tuple(speech), tuple(gaps))


def dialogue(seed: int = 3, count: int = 60) -> list[Span]:
    random_ = random.Random(seed)
    spans, now = [], 3_000
    for _ in range(count):
        length = random_.randrange(600, 5_000)
        spans.append(Span(now, now + length))
        now += length + random_.choice([300, 900, 4_000, 7_000, 12_000]) + random_.randrange(400)
    return spans


OLD = dialogue()
END = OLD[-1].end + 5_000
GAPS = report(OLD, END).gaps
LINES = tuple(
    Line(gap.start + 300, gap.end - 300, f"Line {n}.")
    for n, gap in enumerate(GAPS)
    if gap.duration > 1_000
)
SCRIPT = Script(LINES, movie="old.mp4", duration=END)


def moved(spans: Sequence[Span], shift: int) -> list[Span]:
    return [Span(span.start + shift, span.end + shift) for span in spans]


def test_a_logo_before_the_film_moves_every_line() -> None:
    made = refit(SCRIPT, report(OLD, END), report(moved(OLD, 8_000), END + 8_000))
    assert made.misfits == ()
    assert [(doubt.line.text, doubt.why.split(":")[0]) for doubt in made.doubtful] == [
        ("Line 0.", "was kept in a gap that is longer now")
    ]
    assert [line.start for line in made.script.lines[1:]] == [
        line.start + 8_000 for line in LINES[1:]
    ]
    assert (made.script.movie, made.script.duration) == ("new.mp4", END + 8_000)


def test_speech_found_a_little_elsewhere_is_the_same() -> None:
    shaken = random.Random(5)
    new = [
        Span(s.start + 2_000 + shaken.randrange(-25, 25), s.end + 2_000 + shaken.randrange(-25, 25))
        for s in OLD
    ]
    made = refit(SCRIPT, report(OLD, END), report(new, END + 2_000))
    assert made.misfits == ()
    shifts = [new.start - old.start for new, old in zip(made.script.lines, LINES, strict=True)]
    assert all(1_950 <= shift <= 2_050 for shift in shifts[1:])


def test_a_scene_that_is_gone_takes_its_lines_along_and_no_others() -> None:
    cut = Span(OLD[20].start - 100, OLD[30].start - 100)
    new = OLD[:20] + moved(OLD[30:], -cut.duration)
    made = refit(SCRIPT, report(OLD, END), report(new, END - cut.duration))
    gone = {misfit.line.text for misfit in made.misfits}
    inside = {line.text for line in LINES if cut.start < line.start and line.end < cut.end}
    assert gone
    assert gone <= inside
    for line in made.script.lines:
        before = next(old for old in LINES if old.text == line.text)
        if before.end < cut.start - 15_000:
            assert line.start == before.start
        if before.start > cut.end + 15_000:
            assert line.start == before.start - cut.duration
    assert any("cut out" in misfit.why for misfit in made.misfits)


def test_a_gap_that_is_shorter_keeps_the_line_that_fits_and_says_to_look() -> None:
    at = next(n for n, (a, b) in enumerate(pairwise(OLD)) if b.start - a.end > 7e3)
    gap = Span(OLD[at].end, OLD[at + 1].start)
    new = OLD[: at + 1] + moved(OLD[at + 1 :], -3_000)
    short = Line(gap.end - 2_500, gap.end - 800, "Short.")
    long = Line(gap.start + 250, gap.end - 250, "Long.")
    old_cut, new_cut = report(OLD, END), report(new, END - 3_000)
    made = refit(Script((short,), duration=END), old_cut, new_cut)
    (kept,) = made.script.lines
    assert gap.start <= kept.start
    assert kept.end <= gap.end - 3_000 - 200
    assert kept.span.duration == short.span.duration
    assert [doubt.line.text for doubt in made.doubtful] == ["Short."]
    made = refit(Script((long,), duration=END), old_cut, new_cut)
    assert [misfit.why for misfit in made.misfits] == [
        "has no room any more: no gap there is long enough"
    ]
    assert made.script.lines == ()


def test_a_new_scene_moves_what_follows_it() -> None:
    added = [Span(OLD[30].end + 1_000 + n * 3_000, OLD[30].end + 2_700 + n * 3_000) for n in (0, 1)]
    new = OLD[:31] + added + moved(OLD[31:], 9_000)
    made = refit(SCRIPT, report(OLD, END), report(new, END + 9_000))
    assert made.misfits == ()
    assert made.script.lines[-1].start == LINES[-1].start + 9_000


def test_a_line_makes_way_for_speech_that_is_new_in_its_gap_or_is_left_out() -> None:
    at = next(n for n, (a, b) in enumerate(pairwise(OLD)) if b.start - a.end > 9e3)
    begin = OLD[at].end
    new = [*OLD[: at + 1], Span(begin + 2_000, begin + 4_000), *OLD[at + 1 :]]
    clear = Line(begin + 5_000, begin + 6_000, "Clear.")
    short = Line(begin + 2_800, begin + 3_800, "Short.")
    long = Line(begin + 300, begin + 8_500, "Long.")
    for line, starts, doubts, misfits in (
        (clear, [clear.start], [], []),
        (short, [begin + 4_200], ["was moved away from speech that is new"], []),
        (long, [], [], ["has no room any more"]),
    ):
        made = refit(Script((line,), duration=END), report(OLD, END), report(new, END))
        assert [kept.start for kept in made.script.lines] == starts
        assert [doubt.why.split(":")[0] for doubt in made.doubtful] == doubts
        assert [misfit.why.split(":")[0] for misfit in made.misfits] == misfits


@pytest.mark.parametrize("speed", [Fraction(25, 24), Fraction(24, 25)])
def test_a_cut_at_another_speed_has_every_line_clear_of_its_speech(speed: Fraction) -> None:
    speech = at_speed(moved(OLD[5:], 7_000), speed)
    new = report(speech, round((END + 7_000) * speed))
    made = refit(SCRIPT, report(OLD, END), new)
    assert made.speed == speed
    kept = {line.text: line for line in made.script.lines}
    for line in LINES:
        if line.start > OLD[5].start:
            assert abs(kept[line.text].start - (line.start + 7_000) * speed) <= 2
    assert not any(span.overlaps(line.span) for line in kept.values() for span in speech)


def test_no_line_ever_stands_before_the_end_of_the_one_before_it_in_a_shorter_gap() -> None:
    at = next(n for n, (a, b) in enumerate(pairwise(OLD)) if b.start - a.end > 9e3)
    gap = Span(OLD[at].end, OLD[at + 1].start)
    lines = [
        Line(gap.start + 300 + n * 2_000, gap.start + 2_000 + n * 2_000, str(n)) for n in range(4)
    ]
    new = OLD[: at + 1] + moved(OLD[at + 1 :], -4_000)
    made = refit(Script(tuple(lines), duration=END), report(OLD, END), report(new, END - 4_000))
    spans = [line.span for line in made.script.lines]
    assert len(spans) + len(made.misfits) == 4
    assert all(one.end <= two.start for one, two in pairwise(spans))


def test_another_film_is_told() -> None:
    other = dialogue(seed=4)
    far = [Span(3 * s.start, 3 * s.start + s.duration + 7_000) for s in other]
    with pytest.raises(ValueError, match="no dialogue in common"):
        refit(SCRIPT, report(OLD, END), report(far, far[-1].end + 1_000))
