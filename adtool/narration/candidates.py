"""Clips in, candidates out: what the model sees and says, kept group by group.

A group is one or more whole windows, and always the same clips whatever was kept before, so that a
run that goes on gives exactly what an unbroken one gives.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from adtool.cast.character import Character
from adtool.cast.portraits import open_portrait
from adtool.errors import CastError
from adtool.features.of_movie import Frames, clip_features
from adtool.media import MediaInfo, open_frames
from adtool.model.windows import windows
from adtool.progress import Joined, Progress
from adtool.settings import ModelSettings
from adtool.timeline import Candidate, Clip
from adtool.work import JSON, TENSORS, WorkFolder

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.model.distinctad import DistinctAD
    from adtool.model.prompt import Face

Faces: TypeAlias = "Mapping[str, Face]"
"""What each character looks like to the model, by name."""


@dataclass(frozen=True)
class Showing:
    """One movie shown to one model.

    Attributes:
        info: the movie.
        model: the model; its own window and number of frames hold.
        settings: the other numbers.
        work: keeps finished groups.
        progress: hears of every clip.
    """

    info: MediaInfo
    model: DistinctAD
    settings: ModelSettings
    work: WorkFolder
    progress: Progress


@dataclass(frozen=True)
class Group:
    """What the model sees of a group of clips.

    Attributes:
        clips: the clips.
        features: (clips, frames, C) float16, zero where a frame is missing.
        present: (clips, frames) False where a frame is missing.
    """

    clips: Sequence[Clip]
    features: Tensor
    present: Tensor


def show(
    info: MediaInfo,
    model: DistinctAD,
    settings: ModelSettings,
    work: WorkFolder,
    progress: Progress,
) -> Showing:
    """Prepare to show a movie to a model, with the settings that the model was trained with."""
    trained = replace(settings, frames=model.config.frames, window=model.config.window)
    return Showing(info, model, trained, work, progress)


def look(showing: Showing, clips: Sequence[Clip]) -> list[Group]:
    """Encode the frames of all clips.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """
    settings, groups = showing.settings, []
    key = {"model": identity(showing.model), "settings": asdict(settings)}
    with (
        open_frames(showing.info.path, settings.frames_reader, _short_side(showing)) as frames,
        showing.progress.stage("Looking at clips", len(clips)) as stage,
    ):
        for part in windows(clips, settings.window * settings.windows):
            counted = Joined(showing.progress, stage, len(part))
            encode = partial(_encode, showing, frames, part, counted)
            kept = showing.work.keep("features", {**key, "clips": _times(part)}, encode, TENSORS)
            groups.append(Group(part, kept["features"], kept["present"].bool()))
            counted.finish()
    return groups


def tell(
    showing: Showing,
    groups: Sequence[Group],
    characters: Sequence[Sequence[Character]],
    faces: Faces,
) -> list[tuple[Candidate, ...]]:
    """Let the model describe every clip.

    Args:
        showing: the movie and the model.
        groups: what is seen of the clips.
        characters: for each clip who may be in it, the likeliest first.
        faces: what they look like.

    Returns:
        For each clip its candidates, best first; none for a clip without a frame.
    """
    key = {"model": identity(showing.model), "settings": asdict(showing.settings)}
    most = showing.settings.names
    candidates: list[tuple[Candidate, ...]] = []
    total = sum(len(group.clips) for group in groups)
    with showing.progress.stage("Describing clips", total) as stage:
        for group in groups:
            counted = Joined(showing.progress, stage, len(group.clips))
            before = _said(showing, candidates)
            done = len(candidates)
            people = [clip[:most] for clip in characters[done : done + len(group.clips)]]
            shown = [[faces.get(one.name) for one in clip] for clip in people]
            narrate = partial(_narrate, showing, group, people, shown, counted, before)
            names = [[[one.name, one.actor] for one in clip] for clip in people]
            settings = {**key, "clips": _times(group.clips), "names": names}
            if faces:
                settings["faces"] = _looks(shown)
            if before:
                settings["before"] = before
            kept: Any = showing.work.keep("candidates", settings, narrate, JSON)
            candidates += [tuple(Candidate(*candidate) for candidate in clip) for clip in kept]
            counted.finish()
    return candidates


def look_at_faces(showing: Showing, characters: Sequence[Character]) -> Faces:
    """Return what each character looks like to the model; nothing where its prompts tell no faces.

    A portrait that cannot be used is passed over.
    """
    if not showing.model.config.faces:
        return {}
    faces: dict[str, Face] = {}
    for character in characters:
        pictures = []
        for path in character.portraits:
            with suppress(CastError):  # told of where portraits are searched for faces
                pictures.append(open_portrait(path))
        if pictures:
            faces[character.name] = showing.model.portrait_features(pictures)
    return faces


def unlikeness(showing: Showing, groups: Sequence[Group]) -> float | None:
    """Say how unlike the model's world the movie is; None where the model does not know its world.

    Returns:
        Above 1: unlike (the domain's distance over its threshold).
    """
    import torch

    from adtool.model import domain

    if showing.model.domain is None or not groups:
        return None
    frames = torch.cat([group.features[group.present] for group in groups])
    return domain.unlikeness(frames, showing.model.domain) / showing.model.domain.threshold


def identity(model: DistinctAD) -> str:
    """Return a digest of a model's configuration, and of the weights that it carries."""
    import torch

    from adtool.model.checkpoint import config_to_json
    from adtool.model.config import BUNDLED

    digest = hashlib.sha256(json.dumps(config_to_json(model.config), sort_keys=True).encode())
    for name, tensor in model.state_dict().items():
        if model.config.language_model == BUNDLED or not name.startswith("narrator."):
            digest.update(name.encode())
            digest.update(tensor.cpu().contiguous().reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()[:16]


def _short_side(showing: Showing) -> int:
    """Return how small frames may be read: twice what the encoder takes, which then resizes."""
    return 2 * max(showing.model.config.vision.image_size)


def _encode(
    showing: Showing, frames: Frames, clips: Sequence[Clip], progress: Progress
) -> dict[str, Tensor]:
    features, present = clip_features(
        frames, clips, showing.model.encoder, showing.settings, progress
    )
    return {"features": features.half(), "present": present.byte()}


def _said(showing: Showing, candidates: Sequence[Sequence[Candidate]]) -> list[str]:
    """Return the lines that the next clip's prompt tells, if the model's prompts tell any."""
    if showing.model.config.prompt != "contexts":
        return []
    said = [clip[0].text for clip in candidates if clip]
    return said[-showing.model.config.contexts :]


def _narrate(
    showing: Showing,
    group: Group,
    people: Sequence[Sequence[Character]],
    faces: Sequence[Sequence[Face]],
    progress: Progress,
    before: Sequence[str],
) -> list[list[tuple[str, float]]]:
    """Return each clip's candidates as JSON values."""
    found = showing.model.narrate(
        group.features.float(),
        people,
        group.present,
        showing.settings,
        progress,
        before,
        faces=faces,
    )
    return [[(c.text, c.score) for c in clip if math.isfinite(c.score)] for clip in found]


def _looks(faces: Sequence[Sequence[Face]]) -> str:
    """Return a digest of the faces that a group's prompts tell."""
    digest = hashlib.sha256()
    for clip in faces:
        for face in clip:
            digest.update(b"-" if face is None else np.asarray(face, np.float32).tobytes())
    return digest.hexdigest()[:24]


def _times(clips: Sequence[Clip]) -> list[tuple[int, int]]:
    return [(clip.start, clip.end) for clip in clips]
