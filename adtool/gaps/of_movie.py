"""The gaps and the clips of one run: speech and shot changes are found once, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from adtool.gaps.dialogue import dialogue_key
from adtool.gaps.finding import within
from adtool.gaps.known_clips import Known, KnownEnds, View, known_clips
from adtool.gaps.passage import Passage
from adtool.gaps.pauses import dialogues, pausing_clips
from adtool.gaps.report import GapReport
from adtool.gaps.shots import shot_changes
from adtool.gaps.survey import Speech, detect, report, track_note
from adtool.media.subscribers import Deliveries, PassingClip, Subscriber
from adtool.progress import Notebook, Progress
from adtool.settings import GapSettings, SpeechSettings
from adtool.speech import used
from adtool.timeline import Clip, Gap, Said, Span
from adtool.work import Run


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

    given = subtitles and dialogue_key(subtitles, run.info, speech)
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
    """Take the known gaps of a movie, as far as it, or a part of it, goes."""
    end = run.info.duration
    inside = tuple(Gap(gap.start, min(gap.end, end)) for gap in given.gaps if gap.start < end)
    if part is not None:
        inside = within(inside, part, 1)
    if not inside:
        run.warn(f"No gap was given for {run.info.path.name}.")
    return replace(given, gaps=inside)


def find_pauses(
    run: Run,
    found: GapReport,
    settings: GapSettings,
    a_minute: float,
    part: Span | None = None,
) -> tuple[Clip, ...]:
    """Find clips for which the film pauses, where dialogue leaves no gap.

    Args:
        run: the movie.
        found: its speech and its gaps.
        settings: how long clips are.
        a_minute: most pauses a minute in such dialogue.
        part: the part of the movie that is described; None for all of it.
    """
    stretches = dialogues(found, settings, a_minute, part)
    if not stretches:
        return ()
    spans = [Span(one.span.start, one.end) for one in stretches]

    def compute(progress: Progress) -> object:
        return shot_changes(run.info.path, spans, tally=run.tally, progress=progress)

    cuts = run.keep("shots", _pairs(spans), compute)
    pausing = (pausing_clips(one, found, cuts, settings, a_minute) for one in stretches)
    return tuple(chain.from_iterable(pausing))


def cut_gaps(
    run: Run,
    gaps: Iterable[Gap],
    settings: GapSettings,
    *,
    pausing: Sequence[Clip] = (),
    viewers: Sequence[Subscriber] = (),
) -> tuple[Clip, ...]:
    """Cut gaps into clips, and let viewers see them while they go by, each frame decoded once.

    Nothing is decoded that is known already.

    Args:
        run: the movie.
        gaps: its gaps, in order.
        settings: how long clips are.
        pausing: clips between the gaps, which are viewed in their place.
        viewers: who makes something of the clips' frames, and keeps it.

    Returns:
        All clips, in order.

    Raises:
        MediaError: if the movie's video cannot be opened.
        OutputError: if what was found cannot be kept.
    """
    items: list[Gap | Clip] = [*gaps, *pausing]
    items.sort(key=lambda item: item.start)
    ends = KnownEnds(run.work, settings)
    known = known_clips(items, ends)
    views = [View.of(viewer, known) for viewer in viewers]
    first = min((view.first for view in views), default=len(known.clips))
    if not known.rest and first == len(known.clips):
        return known.clips
    return _go_through(run, settings, ends, known, views, first)


def _go_through(
    run: Run,
    settings: GapSettings,
    ends: KnownEnds,
    known: Known,
    views: Sequence[View],
    first: int,
) -> tuple[Clip, ...]:
    """Go through a movie's clips from one on; return all of them."""
    clips = list(known.clips)
    title = "Looking through gaps" if views else "Looking for shot changes"
    passage = Passage(
        run.info,
        settings,
        ends,
        short_sides=[view.who.short_side for view in views],
        tally=run.tally,
        progress=run.progress,
    )

    def counts(place: int) -> list[int]:
        return [view.who.frames for view in views if view.wants(place)]

    def passing() -> Iterator[PassingClip]:
        for place in range(first, len(clips)):
            yield passage.clip(place, clips[place], counts)
        for number, item in enumerate(known.rest):
            if isinstance(item, Clip):
                yield passage.clip(len(clips), item, counts)
            else:
                start = item.start if number else known.start
                yield from passage.gap(item, start, len(clips), counts)

    left = known.left + sum(clip.duration for clip in clips[first:])
    lines = Deliveries({view.who: view.wants for view in views}, passage.pixel_aspect)
    with closing(passage), run.progress.stage(title, left / 1000) as stage, lines.open() as hand_on:
        for one in passing():
            if one.place == len(clips):
                clips.append(one.clip)
            hand_on(one)
            stage.advance(one.clip.duration / 1000)
    return tuple(clips)


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
