"""Dialogue without a gap: where the film may pause for a line (WCAG 2.2, 1.2.7).

It pauses where a sentence ends, else where a shot does, and the line is about what is seen from
there on. In a gap there is room for a line; so the first pause comes as long after it as pauses lie
apart, and none comes just before one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from adtool.english.sentences import ends_sentence
from adtool.gaps.clips import next_bound
from adtool.gaps.report import GapReport
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap, Said, Span

_STOP = re.compile(r"[。．！？؟।॥։።][\"'”’»」』)\]]*$")
"""How sentences end that ``ends_sentence`` knows nothing of."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A stretch of dialogue that is long enough to pause in.

    Attributes:
        span: from the first place to the last where the film may pause, both included.
        end: where the next gap begins, or the movie ends.
    """

    span: Span
    end: int


def dialogues(
    report: GapReport, settings: GapSettings, a_minute: float, part: Span | None = None
) -> tuple[Dialogue, ...]:
    """Return the stretches between gaps in which somebody speaks and the film should pause.

    Args:
        report: the movie's speech, and its gaps in the part.
        settings: how long clips are.
        a_minute: most pauses a minute.
        part: the part of the movie; None for all of it.
    """
    if not a_minute:
        return ()
    part, apart = part or Span(0, report.duration), _apart(settings, a_minute)
    found = []
    ends = [span.end for span in report.speech]
    for before, start, end, after in _between(report.gaps, part):
        first = bisect_right(ends, start)
        if first == len(ends) or report.speech[first].start >= end:
            continue
        earliest = start + apart if before else max(start, report.speech[first].start)
        latest = end - (settings.longest_clip if after else settings.minimum)
        if earliest <= latest:
            found.append(Dialogue(Span(earliest, latest), end))
    return tuple(found)


def pausing_clips(
    dialogue: Dialogue,
    report: GapReport,
    cuts: Sequence[int],
    settings: GapSettings,
    a_minute: float,
) -> tuple[Clip, ...]:
    """Return clips that begin where the film pauses; their gaps are empty.

    Args:
        dialogue: one of ``dialogues``.
        report: the movie's speech, and its words where they are known.
        cuts: when shots change in it, in ms, in order.
        settings: how long clips are.
        a_minute: most pauses a minute.
    """
    times = list(_times(dialogue.span, _places(report, cuts), _apart(settings, a_minute)))
    clips = []
    for time, limit in pairwise([*times, dialogue.end]):
        long = limit - time > settings.longest_clip
        end = next_bound(time, limit, cuts, settings) if long else limit
        clips.append(Clip(time, end, Gap(time, time)))
    return tuple(clips)


def _apart(settings: GapSettings, a_minute: float) -> int:
    """Return how many ms pauses are apart at least."""
    return max(settings.minimum, ceil(60_000 / a_minute))


def _between(gaps: Sequence[Gap], part: Span) -> Iterator[tuple[bool, int, int, bool]]:
    """Yield what lies between gaps, and whether there is one before and after it."""
    edges = [part.start, *(time for gap in gaps for time in (gap.start, gap.end)), part.end]
    stretches = list(zip(edges[::2], edges[1::2], strict=True))
    for number, (start, end) in enumerate(stretches):
        yield number > 0, start, end, number + 1 < len(stretches)


def _times(span: Span, places: Sequence[tuple[int, int]], apart: int) -> Iterator[int]:
    """Yield when the film pauses: at the best places of those that come soon, else at the next."""
    earliest = span.start
    while True:
        left = [(rank, time) for time, rank in places if earliest <= time <= span.end]
        if not left:
            return
        soon = [one for one in left if one[1] <= earliest + apart // 2]
        _, chosen = min(soon) if soon else min(left, key=lambda one: one[1])
        yield chosen
        earliest = chosen + apart


def _places(report: GapReport, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Return where the film may pause, and the rank of each place, the best 0, in order of time.

    Ends of sentences come first, or of speech where nobody knows the words; then ends of shots,
    those in which nobody speaks before the others.
    """
    is_clear = _clear(report.dialogue or report.speech)
    sentences = [one.end for one in report.dialogue if _ends_sentence(one)]
    ends = sentences or [one.end for one in report.speech]
    ranks = {cut: 1 if is_clear(cut) else 2 for cut in cuts}
    ranks |= {end: 0 for end in ends if is_clear(end)}
    return sorted(ranks.items())


def _ends_sentence(said: Said) -> bool:
    text = said.text.rstrip()
    return ends_sentence(text) or bool(_STOP.search(text))


def _clear(spoken: Sequence[Span]) -> Callable[[int], bool]:
    """Return what says whether nobody is in the middle of speaking at a time."""
    ordered = sorted(spoken, key=lambda one: one.start)
    starts = [one.start for one in ordered]
    latest = list(accumulate((one.end for one in ordered), max))

    def is_clear(time: int) -> bool:
        begun = bisect_left(starts, time)
        return not begun or latest[begun - 1] <= time

    return is_clear
