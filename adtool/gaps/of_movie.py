"""The gaps and the clips of one run: speech and shot changes are found once, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from adtool.errors import ScriptError
from adtool.gaps.clips import cut_clips
from adtool.gaps.finding import within
from adtool.gaps.report import GapReport
from adtool.gaps.shots import shot_changes
from adtool.gaps.survey import Speech, detect, report, track_note
from adtool.progress import Notebook, Progress
from adtool.settings import GapSettings, SpeechSettings
from adtool.speech import used
from adtool.timeline import Clip, Gap, Said, Span
from adtool.work import Run, fingerprint


def find_gaps_of_movie(
    run: Run,
    speech: SpeechSettings,
    gaps: GapSettings,
    *,
    subtitles: Path | None,
    loaded: Callable[[], object],
    part: Span | None = None,
) -> GapReport:
    """Find the gaps of a movie, from its sound or its subtitles; see ``survey``.

    Args:
        run: the movie.
        speech: how speech is found.
        gaps: which silences are gaps.
        subtitles: the dialogue's own, taken for the speech.
        loaded: called once, when no speech detector has to be loaded any more.
        part: the part of the movie that is heard; None for all of it.

    Raises:
        ScriptError: if the subtitles cannot be read.
        UnavailableError: if the speech detector, or its weights, are not there.
    """
    go_on = cache(loaded)  # once, and also where no detector has to be loaded

    def compute(progress: Progress) -> object:
        found = detect(
            run.info, speech, subtitles=subtitles, progress=progress, loaded=go_on, part=part
        )
        said = [[one.start, one.end, one.text] for one in found.said]
        return {"spans": _pairs(found.spans), "method": dict(found.method), "said": said}

    given = subtitles and [subtitles.name, fingerprint(subtitles, ScriptError)]
    track = run.info.audio and run.info.audio.index
    from_sound = {**used(speech), "track": track}
    heard = given or {**from_sound, **({"part": [part.start, part.end]} if part else {})}
    if note := track_note(run.info, subtitles):
        run.warn(note)
    kept = run.keep("speech", {"words": True, "heard": heard}, compute)
    go_on()
    spoken = Speech(
        tuple(Span(*pair) for pair in kept["spans"]),
        kept["method"],
        tuple(Said(*one) for one in kept["said"]),
    )
    notebook = Notebook(run.progress)
    found = report(run.info, spoken, gaps, notebook, part)
    for message in notebook.notes:
        run.warn(message)
    return found


def take_gaps(run: Run, given: GapReport, part: Span | None = None) -> GapReport:
    """Take gaps that are known, as far as the movie, or a part of it, goes."""
    end = run.info.duration
    inside = tuple(Gap(gap.start, min(gap.end, end)) for gap in given.gaps if gap.start < end)
    if given.gaps and given.gaps[-1].end > end:
        run.warn(
            f"The gaps go on after {run.info.path.name} has ended: do they belong to it? What lies "
            "after its end is dropped."
        )
    if part is not None:
        inside = within(inside, part, 1)
    if not inside:
        run.warn(f"No gap was given for {run.info.path.name}.")
    return replace(given, gaps=inside)


def cut_gaps(run: Run, gaps: Iterable[Gap], settings: GapSettings) -> tuple[Clip, ...]:
    """Cut gaps into clips; only those that need it are searched for shot changes."""
    gaps = tuple(gaps)
    long = [gap for gap in gaps if gap.duration > settings.longest_clip]
    if not long:
        return cut_clips(gaps, [], settings)

    def compute(progress: Progress) -> object:
        return shot_changes(run.info.path, long, progress=progress)

    return cut_clips(gaps, run.keep("shots", _pairs(long), compute), settings)


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
