"""Rules about when a line is spoken: beside speech, beside other lines, and how fast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.english.reading_time import count_words
from adtool.settings import CheckSettings
from adtool.timeline import Line, Span, clock


def speech_overlap(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line is spoken while somebody speaks in the film."""
    for index, line, around in _beside_speech(subject):
        shared = sum(min(line.end, one.end) - max(line.start, one.start) for one in around.during)
        if shared:
            yield Remark(
                index,
                f"It is spoken over {shared / 1000:.1f} s of speech, from "
                f"{clock(around.during[0].start)} on.",
                "Move it into the nearest pause, or shorten it.",
            )


def little_room(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line is not over speech, but closer to it than the room that should be free."""
    for index, line, around in _beside_speech(subject):
        if around.during:
            continue
        if around.before and line.start - around.before.end < settings.room:
            yield _tight(index, line.start - around.before.end, "after speech ends", settings)
        if around.after and around.after.start - line.end < settings.room:
            yield _tight(index, around.after.start - line.end, "before speech begins", settings)


def short_pause(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line stands in a pause so short that it is best left free."""
    for index, _, around in _beside_speech(subject):
        if around.during or around.before is None or around.after is None:
            continue
        pause = around.after.start - around.before.end
        if pause < settings.shortest_pause:
            yield Remark(
                index,
                f"It stands in a pause of {pause / 1000:.1f} s between speech.",
                f"Leave pauses under {settings.shortest_pause / 1000:g} s free where you can.",
            )


def line_overlap(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line begins before an earlier one has ended."""
    latest, whose = 0, 0
    for index, line in enumerate(subject.lines):
        if line.start < latest:
            yield Remark(
                index,
                f"It begins {(latest - line.start) / 1000:.3f} s before line {whose} ends.",
                "Let it begin later, or shorten the line before.",
            )
        if line.end > latest:
            latest, whose = line.end, subject.number(index)


def too_fast(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line must be spoken faster than the limit."""
    yield from _between(subject, settings.limit_rate, float("inf"))


def fast(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line is fast, but within the limit."""
    yield from _between(subject, settings.fast_rate, settings.limit_rate)


def brisk(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line is faster than is comfortable to listen to."""
    yield from _between(subject, settings.comfortable_rate, settings.fast_rate)


def slow(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line's time is far longer than its words."""
    for index, line in enumerate(subject.lines):
        words = count_words(line.text)
        rate = _rate(line, words)
        if words > 1 and 0 < rate < settings.slow_rate:
            yield Remark(
                index,
                f"Its {words} words have {line.span.duration / 1000:.1f} s: {rate:.0f} words a "
                "minute.",
                "End it where it has been spoken, or use the time to say more.",
            )


def past_end(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line goes on after the movie has ended."""
    for index, line in enumerate(subject.lines):
        if 0 < subject.duration < line.end:
            yield Remark(
                index,
                f"It goes on until {clock(line.end)}, and the movie ends at "
                f"{clock(subject.duration)}.",
                "See whether the script belongs to this movie, and to its frame rate.",
            )


class _Around:
    """The speech before, during and after a line; ``during`` holds all that shares time with it."""

    def __init__(self, line: Span, speech: tuple[Span, ...], first: int, past: int) -> None:
        self.during = speech[first:past]
        self.before = speech[first - 1] if first else None
        self.after = speech[past] if past < len(speech) else None


def _beside_speech(subject: Subject) -> Iterator[tuple[int, Line, _Around]]:
    """Give each line that runs along with the film, and the speech around it."""
    speech = tuple(subject.speech or ())
    starts, ends = [span.start for span in speech], [span.end for span in speech]
    for index, line in enumerate(subject.lines):
        if not line.extended and speech and line.end >= line.start:
            first, past = bisect_right(ends, line.start), bisect_left(starts, line.end)
            yield index, line, _Around(line.span, speech, first, max(first, past))


def _tight(index: int, room: int, where: str, settings: CheckSettings) -> Remark:
    return Remark(
        index,
        f"Only {room / 1000:.2f} s are free {where}.",
        f"Keep {settings.room / 1000:g} s free.",
    )


def _between(subject: Subject, above: float, limit: float) -> Iterator[Remark]:
    for index, line in enumerate(subject.lines):
        words = count_words(line.text)
        rate = _rate(line, words)
        if above < rate <= limit and not line.extended:
            spare = words - int(line.span.duration * above / 60_000)
            yield Remark(
                index,
                f"Its {words} words have {line.span.duration / 1000:.1f} s: {rate:.0f} words a "
                f"minute, over {above:g}.",
                f"Take out {spare} word{'' if spare == 1 else 's'}, or give it more time.",
            )


def _rate(line: Line, words: int) -> float:
    """Return a line's words a minute; 0 where it has no words or no length."""
    duration = line.end - line.start
    return words * 60_000 / duration if duration > 0 else 0.0
