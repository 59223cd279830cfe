"""Features of a whole benchmark, or of a folder of films: what ``adtool features`` does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from adtool.datasets.films import load_films
from adtool.datasets.settings import DataSettings
from adtool.errors import AdtoolError, OutputError
from adtool.faults import Fault, FaultFile
from adtool.features.at_rate import encode_whole, strips_of
from adtool.features.encoding import EncodingSettings
from adtool.features.of_clips import encode_clips
from adtool.model.clip import load_clip
from adtool.parallel import is_main, part, voice, wait
from adtool.progress import SILENT, Progress
from adtool.settings import FEATURES_FPS, PICTURES_FPS, SHORT_SIDE, ModelSettings

LEFT_OUT = ("no film", "broken film", "length")
"""The kinds of faults for which a film, or a part of it, has no features."""

_FRAMES = ModelSettings().frames


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """What is encoded, and where to.

    Attributes:
        videos: a video, or a folder of them, as ``DataSettings.videos``.
        folder: where the features go.
        clip: a CLIP: a folder in open_clip's form, or one of its architectures.
        pretrained: for an architecture: one of open_clip's tags, or a weight file.
        annotations: the table whose clips are encoded; None encodes whole films.
        kind: the table's form, an entry of ``adtool.datasets.annotations.FORMATS``.
        frames: T, frames a clip.
        fps: frames a second of whole films.
        picture_fps: pictures a second, where films are pictures.
        short_side: as in ``DataSettings``.
        overwrite: replace features of another encoder, of other clips or of another rate.
    """

    videos: Path
    folder: Path
    clip: str
    pretrained: str = ""
    annotations: Path | None = None
    kind: str = "plain"
    frames: int = _FRAMES
    fps: float = FEATURES_FPS
    picture_fps: float = PICTURES_FPS
    short_side: int = SHORT_SIDE
    overwrite: bool = False


def encode_benchmark(
    what: FeatureSettings, how: EncodingSettings, progress: Progress = SILENT
) -> list[Fault]:
    """Encode a benchmark; what is there already is skipped. All processes must call this.

    What is wrong with the data is named in ``faults.jsonl`` in the folder.

    Returns:
        The films that were left out.

    Raises:
        CheckpointError, UnavailableError: if the CLIP cannot be loaded.
        AnnotationError, MediaError, TrainingError: if the annotations or the videos cannot be
            used at all, or a film is left out and ``how`` is strict.
        OutputError: if the folder cannot be written, or holds features of something else.
    """
    encoder = load_clip(what.clip, what.pretrained).vision
    _forget_faults(what.folder)
    main = FaultFile(what.folder / "faults.jsonl")
    rank = part().rank
    faults = FaultFile(what.folder / f"faults-{rank}.jsonl", known=main.path) if rank else main
    if what.annotations is None:
        side = what.short_side or None
        strips, missing = strips_of(what.videos, what.fps, what.picture_fps, side, faults)
        _refuse_if_strict(how, missing)
        broken = encode_whole(
            encoder,
            strips,
            what.folder,
            how,
            overwrite=what.overwrite,
            faults=faults,
            progress=progress,
        )
    else:
        films, _ = load_films(_data(what, how.strict), what.folder, progress)
        missing = [fault for fault in main.read() if fault.kind in LEFT_OUT]
        _refuse_if_strict(how, missing)
        broken = encode_clips(
            encoder,
            films,
            what.frames,
            what.folder,
            how,
            overwrite=what.overwrite,
            faults=faults,
            progress=progress,
        )
    for fault in broken if is_main() else ():
        main.report(fault)
    for fault in broken:
        voice(progress).note(f"{fault}; left out.")
    return [*missing, *broken]


def _data(what: FeatureSettings, strict: bool) -> DataSettings:
    return DataSettings(
        kind=what.kind,
        validation_films=0,
        annotations=str(what.annotations),
        videos=str(what.videos),
        fps=what.picture_fps,
        short_side=what.short_side,
        strict=strict,
    )


def _forget_faults(folder: Path) -> None:
    """Delete what an earlier run found wrong: it may be right by now."""
    if is_main():
        try:
            for old in folder.glob("faults*.jsonl"):
                old.unlink()
        except OSError as error:
            raise OutputError(folder, f"cannot be written: {error.strerror}") from error
    wait()


def _refuse_if_strict(how: EncodingSettings, missing: list[Fault]) -> None:
    if how.strict and missing:
        raise AdtoolError(f"{missing[0]}; leave out --strict to go on without it")
