"""Features of a whole benchmark, or of a folder of films: what ``adtool features`` does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from adtool.datasets.films import load_films
from adtool.datasets.left_out import LEFT_OUT
from adtool.datasets.settings import DataSettings
from adtool.errors import AdtoolError, OutputError
from adtool.faults import Fault, FaultFile
from adtool.features.at_rate import encode_whole, strips_of
from adtool.features.encoding import chosen_device
from adtool.features.of_clips import encode_clips
from adtool.features.settings import EncodingSettings, FeatureSettings
from adtool.model.clip import load_clip
from adtool.parallel import is_main, part, progress_of_main, wait
from adtool.progress import SILENT, Progress


def encode_benchmark(
    videos: Path,
    folder: Path,
    what: FeatureSettings,
    how: EncodingSettings,
    progress: Progress = SILENT,
) -> list[Fault]:
    """Encode a benchmark; what is there already is skipped. All processes must call this.

    What is wrong with the data is named in ``faults.jsonl`` in the folder.

    Args:
        videos: a video, or a folder of them, as ``DataSettings.videos``.
        folder: where the features go.
        what: what is encoded.
        how: how it is encoded.
        progress: hears how far it is.

    Returns:
        The films that were left out.

    Raises:
        CheckpointError, UnavailableError: if the CLIP cannot be loaded.
        AnnotationError, MediaError, TrainingError: if the annotations or the videos cannot be
            used at all, or a film is left out and ``how`` is strict.
        OutputError: if the folder cannot be written, or holds features of something else.
    """
    how = replace(how, device=chosen_device(how.device))
    encoder = load_clip(what.clip, what.pretrained).vision
    _forget_faults(folder)
    main = FaultFile(folder / "faults.jsonl")
    rank = part().rank
    faults = FaultFile(folder / f"faults-{rank}.jsonl", known=main.path) if rank else main
    if what.annotations is None:
        side = what.short_side or None
        strips, missing = strips_of(videos, what.fps, what.picture_fps, side, faults)
        _refuse_if_strict(how, missing)
        broken = encode_whole(
            encoder,
            strips,
            folder,
            how,
            overwrite=what.overwrite,
            faults=faults,
            progress=progress,
        )
    else:
        films, _ = load_films(_data(what, videos, how.strict), folder, progress)
        missing = [fault for fault in main.read() if fault.kind in LEFT_OUT]
        _refuse_if_strict(how, missing)
        broken = encode_clips(
            encoder,
            films,
            what.frames,
            folder,
            how,
            overwrite=what.overwrite,
            faults=faults,
            progress=progress,
        )
    for fault in broken if is_main() else ():
        main.report(fault)
    for fault in broken:
        progress_of_main(progress).note(f"{fault}; left out.")
    return [*missing, *broken]


def _data(what: FeatureSettings, videos: Path, strict: bool) -> DataSettings:
    return DataSettings(
        kind=what.kind,
        validation_films=0,
        annotations=str(what.annotations),
        videos=str(videos),
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
