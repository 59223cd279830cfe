"""A movie in, its speech and gaps out: the first stage of ``describe``, and all of ``gaps``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from adtool import __version__
from adtool.gaps.dialogue import dialogue_of
from adtool.gaps.finding import find_gaps, within
from adtool.gaps.report import GapReport
from adtool.media import AudioReader, MediaInfo, probe
from adtool.media.audio import part_of
from adtool.media.tracks import choice_note
from adtool.progress import SILENT, Progress
from adtool.settings import GapSettings, SpeechSettings
from adtool.speech import hear, used
from adtool.speech.phrases import phrases
from adtool.timeline import Said, Span, merge


def survey(
    movie: Path,
    speech: SpeechSettings | None = None,
    gaps: GapSettings | None = None,
    *,
    subtitles: Path | None = None,
    progress: Progress = SILENT,
) -> GapReport:
    """Detect the speech in a movie, and find the gaps beside it.

    A movie without sound is one long gap. No gap at all is a valid answer. Either is noted.

    Args:
        movie: a video, or a sound file.
        speech: how speech is detected.
        gaps: which silences are gaps.
        subtitles: the dialogue's own, or the name of a track in the movie, taken as the truth; the
            sound is then read only where they begin too late to be on the movie's clock.
        progress: told of the seconds searched, and of what the user should know.

    Raises:
        MediaError: if the movie cannot be used, or has no track as ``speech`` asks for.
        ScriptError: if the subtitles cannot be read.
        UnavailableError: if the speech detector, or its weights, are not there.
    """
    speech = speech or SpeechSettings()
    info = probe(movie, speech.track)
    for note in (*info.notes, track_note(info, subtitles)):
        if note:
            progress.note(note)
    spoken = detect(info, speech, subtitles=subtitles, progress=progress)
    return report(info, spoken, gaps or GapSettings(), progress)


def track_note(info: MediaInfo, subtitles: Path | None) -> str:
    """Say which of a movie's audio tracks is heard, where that had to be chosen; else nothing."""
    if info.audio is None or subtitles is not None:
        return ""
    return choice_note(info.path.name, info.tracks, info.audio.index, info.asked)


@dataclass(frozen=True, slots=True)
class Speech:
    """When somebody speaks.

    Attributes:
        spans: in order, apart.
        method: how they were detected: JSON-ready values.
        said: what is said, in order of time, where that is known.
    """

    spans: tuple[Span, ...]
    method: Mapping[str, object]
    said: tuple[Said, ...] = ()


def detect(
    info: MediaInfo,
    settings: SpeechSettings,
    *,
    subtitles: Path | None = None,
    progress: Progress = SILENT,
    loaded: Callable[[], object] | None = None,
    part: Span | None = None,
) -> Speech:
    """Detect the speech of a movie: the long half of ``survey``, which raises the same errors.

    ``loaded`` is called when the detector, if one is needed, is loaded and begins to detect. Only
    a ``part`` of the movie is heard if one is named.
    """
    if subtitles is not None:
        hear = partial(_hear, info, settings, progress, loaded, None)
        said = dialogue_of(subtitles, info, settings, hear, progress)
        told = {"speech": "subtitles", "subtitles": subtitles.name, "songs": settings.songs}
        return Speech(merge(said), told, said)
    if info.audio is None:
        progress.note(f"{info.path.name} has no sound: all of it is one gap.")
        return Speech((), {"speech": "no sound"})
    thresholds = {k: v for k, v in used(settings).items() if k in ("onset", "offset")}
    heard = _hear(info, settings, progress, loaded, part)
    method = {"speech": settings.detector, **thresholds, **_tracks(info)}
    return Speech(merge(heard), method, phrases(heard))


def report(
    info: MediaInfo,
    speech: Speech,
    gaps: GapSettings,
    progress: Progress = SILENT,
    part: Span | None = None,
) -> GapReport:
    """Find the gaps beside a movie's speech, in a part of it: the quick half of ``survey``."""
    found = find_gaps(speech.spans, info.duration, gaps)
    if part is not None:
        found = within(found, part, gaps.minimum)
    if not found:
        where = info.path.name if part is None else f"This part of {info.path.name}"
        progress.note(f"{where} has no gap of {gaps.minimum / 1000:g} s or more.")
    margins = {"margin": gaps.margin / 1000, "minimum": gaps.minimum / 1000}
    return GapReport(
        info.path.name,
        info.duration,
        _inside(speech.spans, info.duration),
        found,
        {**speech.method, **margins, "made_by": f"adtool {__version__}"},
        speech.said,
    )


def _hear(
    info: MediaInfo,
    settings: SpeechSettings,
    progress: Progress,
    loaded: Callable[[], object] | None,
    part: Span | None,
) -> tuple[Span, ...]:
    audio = AudioReader(info)
    if part is None:
        spoken = hear(audio, settings, progress, duration=info.duration, loaded=loaded)
    else:
        margin = round(settings.context * 1000)
        around = Span(max(0, part.start - margin), min(info.duration, part.end + margin))
        pieces = part_of(audio, around)
        spoken = tuple(
            _moved(one, around.start)
            for one in hear(pieces, settings, progress, duration=around.duration, loaded=loaded)
        )
    if audio.skipped_packets:
        progress.note(
            f"{info.path.name}: {audio.skipped_packets} damaged packets of sound were skipped; "
            "speech in them was not heard."
        )
    return spoken


def _tracks(info: MediaInfo) -> dict[str, object]:
    """Return which track was heard, and of which, as gaps.json says it."""
    heard = next(one for one in info.tracks if info.audio and one.index == info.audio.index)
    return {"track": heard.number, "tracks": [track.as_json() for track in info.tracks]}


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def _inside(spans: tuple[Span, ...], duration: int) -> tuple[Span, ...]:
    """Drop what lies after the movie's end."""
    return tuple(Span(s.start, min(s.end, duration)) for s in spans if s.start < duration)
