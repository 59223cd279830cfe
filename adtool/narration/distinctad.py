"""DistinctAD as a narrator: it sees CLIP features, and its language model words them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from adtool.features.files import fingerprint
from adtool.features.of_movie import encode_frames
from adtool.narration.narrator import Group, Narrator, Offer, Seen, ShownClip, View
from adtool.progress import Progress
from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image
    from adtool.model.distinctad import DistinctAD
    from adtool.model.vision_encoder import VisionEncoder

GIVEN = "given by the caller"
"""The name of a model that came without one."""


class DistinctADNarrator:
    """A DistinctAD behind the narrators' door.

    Args:
        model: the model; its own window and number of frames hold.
        settings: the other numbers.
        name: what the user called it.
    """

    def __init__(
        self, model: DistinctAD, settings: ModelSettings | None = None, name: str = GIVEN
    ) -> None:
        frames, window = model.config.frames, model.config.window
        self.model = model
        self.settings = replace(settings or ModelSettings(), frames=frames, window=window)
        self.name = name

    @property
    def view(self) -> View:
        """Its windows; frames twice as large as the encoder takes, which then resizes them."""
        config = self.model.config
        return View(
            frames=config.frames,
            short_side=2 * max(config.vision.image_size),
            window=config.window,
            characters=self.settings.names,
            portraits=config.faces,
            lines=config.contexts if config.prompt == "contexts" else 0,
        )

    @cached_property
    def identity(self) -> str:
        """A digest of its configuration, and of the weights that it carries."""
        return self.model.digest()

    @property
    def facts(self) -> Mapping[str, object]:
        """Its identity, and its language model."""
        return {"identity": self.identity, "language_model": self.model.config.language_model}

    @property
    def drawn(self) -> bool:
        """Whether it was trained on drawn films."""
        return self.model.config.drawn

    @property
    def encoder(self) -> VisionEncoder:
        """Its CLIP of Stage-I."""
        return self.model.encoder

    @cached_property
    def sight(self) -> object:
        """The weights of its encoder."""
        return {"encoder": fingerprint(self.model.encoder)}

    @property
    def wording(self) -> object:
        """The whole model, and how it decodes."""
        settings = self.settings
        decoding = [settings.beams, settings.max_tokens]
        penalties = [settings.repetition_penalty, settings.no_repeat_ngram]
        return {"model": self.identity, "decoding": [*decoding, *penalties]}

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        """Encode the frames; those that are missing are zero."""
        frames = (shown.frames for shown in clips)
        return self.from_features(encode_frames(frames, self.model.encoder, self.settings))

    def from_features(self, features: Tensor) -> Seen:
        """Take features (clips, T, C) that are ready."""
        return Seen({"features": features})

    def portray(self, pictures: Sequence[Image]) -> Tensor:
        """Encode portraits: their mean direction (C,)."""
        return self.model.portrait_features(pictures)

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        """Say how far the frames' features are from those of its training, over the limit."""
        import torch

        from adtool.model import domain

        if self.model.domain is None or not seen:
            return None
        rows = zip(seen, present, strict=True)
        frames = torch.cat([group.tensors["features"][there] for group, there in rows])
        return domain.unlikeness(frames, self.model.domain) / self.model.domain.threshold

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        """Let the language model word each clip, told what its prompts tell."""
        portraits = group.portraits
        offered = self.model.narrate(
            group.seen.tensors["features"].float(),
            group.characters,
            present=group.present,
            settings=self.settings,
            progress=progress,
            before=group.before,
            faces=[[portraits.get(who.name) for who in clip] for clip in group.characters],
        )
        return [Offer(tuple(one for one in clip if math.isfinite(one.score))) for clip in offered]


def find(settings: ModelSettings) -> Callable[[], Narrator]:
    """Find a model, and return what loads it.

    Raises:
        UnavailableError: if there is no such model or device.
        CheckpointError: if a file was named, where a model is a folder.
    """
    from adtool.model.device import pick_device
    from adtool.model.lookup import find_folder

    folder, device = find_folder(settings.model), pick_device(settings.device)

    def load() -> Narrator:
        from adtool.model.distinctad import DistinctAD

        model = DistinctAD.from_pretrained(folder, device)
        return DistinctADNarrator(model, settings, settings.model)

    return load
