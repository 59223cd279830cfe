"""A movie in, its speech and gaps out: the first stage of ``describe``, and all of ``gaps``."""

from __future__ import annotations

from pathlib import Path

from adtool import __version__
from adtool.gaps import find_gaps
from adtool.gaps_file import GapReport
from adtool.media import AudioReader, MediaInfo, probe
from adtool.progress import SILENT, Progress
from adtool.settings import GapSettings, SpeechSettings
from adtool.speech import detect_speech
from adtool.speech.subtitles import read_dialogue
from adtool.timeline import Span

FOREIGN = 10_000
"""Milliseconds that subtitles may run past the movie's end before we doubt they belong to it."""


def survey(
    movie: Path,
    speech: SpeechSettings | None = None,
    gaps: GapSettings | None = None,
    *,
    subtitles: Path | None = None,
    progress: Progress = SILENT,
) -> GapReport:
    """Find out when somebody speaks in a movie, and where there is room for narration.

    A movie without sound is one long gap. No gap at all is a valid answer. Either is noted.

    Args:
        movie: a video, or a sound file.
        speech: how speech is found.
        gaps: which silences are gaps.
        subtitles: the dialogue's own .srt or .vtt, taken as the truth; the sound is then not heard.
        progress: told of the seconds heard, and of what the user should know.

    Raises:
        MediaError: if the movie cannot be used.
        ScriptError: if the subtitles cannot be read.
        UnavailableError: if the speech detector, or its weights, are not there.
    """
    speech, gaps = speech or SpeechSettings(), gaps or GapSettings()
    info = probe(movie)
    if subtitles is not None:
        spoken = _read(subtitles, info, progress)
        method: dict[str, object] = {"speech": "subtitles", "subtitles": subtitles.name}
    elif info.audio is not None:
        spoken = _listen(info, speech, progress)
        method = {"speech": speech.detector, "onset": speech.onset, "offset": speech.offset}
    else:
        progress.note(f"{movie.name} has no sound: all of it is one gap.")
        spoken, method = (), {"speech": "no sound"}
    found = find_gaps(spoken, info.duration, gaps)
    if not found:
        progress.note(f"{movie.name} has no gap of {gaps.minimum / 1000:g} s or more.")
    method |= {"margin": gaps.margin / 1000, "minimum": gaps.minimum / 1000}
    return GapReport(
        movie.name, info.duration, _inside(spoken, info.duration), found, method | _made_by()
    )


def _listen(info: MediaInfo, settings: SpeechSettings, progress: Progress) -> tuple[Span, ...]:
    audio = AudioReader(info.path)
    spoken = detect_speech(audio, settings, progress, duration=info.duration)
    if audio.skipped_packets:
        progress.note(
            f"{info.path.name}: {audio.skipped_packets} damaged packets of sound were skipped; "
            "speech in them was not heard."
        )
    return spoken


def _read(subtitles: Path, info: MediaInfo, progress: Progress) -> tuple[Span, ...]:
    spoken = read_dialogue(subtitles)
    if spoken and spoken[-1].end > info.duration + FOREIGN:
        progress.note(
            f"{subtitles.name} goes on after {info.path.name} has ended: does it belong to it?"
        )
    return spoken


def _inside(spans: tuple[Span, ...], duration: int) -> tuple[Span, ...]:
    """Drop what lies after the movie's end."""
    return tuple(Span(s.start, min(s.end, duration)) for s in spans if s.start < duration)


def _made_by() -> dict[str, object]:
    return {"made_by": f"adtool {__version__}"}
