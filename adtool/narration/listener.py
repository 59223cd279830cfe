"""A listener who guesses which clip a wording is of, among its neighbours.

A text-image encoder says how like a wording c is what each clip u of a window W looks like; then

    L(t|c) = exp(sim(c, t)/τ) / Σ_u exp(sim(c, u)/τ),   u in W

which asks of a wording what R@k/N asks of a reference: is it of this clip, and of no other?
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import UnavailableError
from adtool.media import open_frames
from adtool.media.clip_frames import clip_frames
from adtool.model.windows import windows
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Narrator
from adtool.progress import SILENT, Progress
from adtool.settings import ChoiceSettings
from adtool.timeline import Clip
from adtool.work import TENSORS, Run

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.model import clip as whole_clip

AUTO, NONE = "auto", "none"

_GROUP = 16  # clips that are kept together
_TEXTS = 256  # texts that a CLIP reads at once


class ClipListener:
    """A listener who sees the clips and reads the wordings with a CLIP.

    Args:
        encode: maps texts to unit vectors (n, C).
        looks: what the clips look like: unit vectors (clips, C), zero where nothing was seen.
        temperature: τ.
        neighbours: N, the clips of a window, the clip itself among them.
    """

    def __init__(
        self,
        encode: Callable[[Sequence[str]], Tensor],
        looks: Tensor,
        temperature: float,
        neighbours: int,
    ) -> None:
        self._encode, self._looks = encode, looks
        self._temperature, self._neighbours = temperature, neighbours

    def guesses(self, narrations: Sequence[ClipNarration]) -> list[list[float]]:
        """Return for each clip log L(t|c) of each of its candidates; 0 where nothing was seen."""
        import torch

        places: dict[str, int] = {}
        for narration in narrations:
            for candidate in narration.candidates:
                places.setdefault(candidate.text, len(places))
        vectors, seen = self._encode(list(places)), self._looks.any(dim=1)
        guesses: list[list[float]] = []
        for place, narration in enumerate(narrations):
            own = [places[candidate.text] for candidate in narration.candidates]
            if not own or not seen[place]:
                guesses.append([0.0] * len(own))
                continue
            first = max(0, min(place - self._neighbours // 2, len(narrations) - self._neighbours))
            window = slice(first, first + self._neighbours)
            likeness = vectors[own] @ self._looks[window].T / self._temperature
            likeness[:, ~seen[window]] = -torch.inf
            told = torch.log_softmax(likeness.double(), dim=1)[:, place - first]
            guesses.append(told.tolist())
        return guesses


def check(settings: ChoiceSettings) -> None:
    """Find out before the work whether a listener can be had.

    Raises:
        UnavailableError: if what was named is neither a folder nor an architecture and its weights.
    """
    name = settings.listener
    if name not in (AUTO, NONE) and ":" not in name and not (name and Path(name).is_dir()):
        raise UnavailableError(
            f"There is no CLIP in {name or repr(name)} to listen with.",
            "Give --listener a folder (RUN/clip_ad), 'ViT-B-32:openai', 'none' or 'auto'.",
        )


def listen(
    run: Run, settings: ChoiceSettings, narrator: Narrator, narrations: Sequence[ClipNarration]
) -> ClipListener | None:
    """Return who listens to a movie's wordings; None where nobody does.

    Args:
        run: the movie.
        settings: who is to listen.
        narrator: its own CLIP listens where nobody else is named, if it knows texts.
        narrations: the clips.

    Raises:
        CheckpointError: if the CLIP's folder is incomplete or damaged.
        UnavailableError: if its weights are not to be had.
        MediaError: if the movie's video cannot be opened.
    """
    if settings.listener == NONE or not settings.listening or not narrations:
        return None
    if settings.listener == AUTO:
        return _own(settings, narrator, narrations)
    import torch
    from torch.nn import functional as F

    from adtool.features.files import fingerprint
    from adtool.model.clip import load_clip

    name, _, weights = settings.listener.rpartition(":")
    whole = Path(settings.listener).is_dir()
    clip = load_clip(settings.listener) if whole else load_clip(name, weights)
    clip.requires_grad_(False).eval()
    identity, encoder = fingerprint(clip.vision), narrator.encoder
    own = [one.look for one in narrations if one.look is not None]
    if encoder is not None and fingerprint(encoder) == identity and len(own) == len(narrations):
        looks = torch.stack(own)
    else:
        looks = _looks(run, clip, identity, narrator, [one.clip for one in narrations])

    def encode(texts: Sequence[str]) -> Tensor:
        with torch.inference_mode():
            parts = [
                clip.encode_words(clip.tokenize(list(texts[i : i + _TEXTS]))).sentences
                for i in range(0, len(texts), _TEXTS)
            ]
            empty = torch.zeros(0, clip.vision.config.embed_dim)
            return F.normalize(torch.cat([empty, *parts]), dim=-1)

    tau = settings.temperature or 1 / clip.scale
    return ClipListener(encode, F.normalize(looks, dim=-1), tau, settings.neighbours)


def _own(
    settings: ChoiceSettings, narrator: Narrator, narrations: Sequence[ClipNarration]
) -> ClipListener | None:
    """Let the narrator's own CLIP listen, if it knows texts and has seen the clips."""
    import torch

    text = narrator.encoder.text if narrator.encoder is not None else None
    looks = [one.look for one in narrations if one.look is not None]
    if text is None or len(looks) < len(narrations):
        return None
    tau = settings.temperature or text.temperature
    return ClipListener(text.encode, text.centred(torch.stack(looks)), tau, settings.neighbours)


def _looks(
    run: Run, clip: whole_clip.Clip, identity: str, narrator: Narrator, clips: Sequence[Clip]
) -> Tensor:
    """Return what clips look like to another CLIP than the narrator's, (clips, C); kept."""
    import torch

    from adtool.features.of_movie import encode_frames
    from adtool.model.text_side import mean_look

    model, side = narrator.settings, 2 * max(clip.vision.config.image_size)
    frames_of = [model.frames, side, model.frame_reader]

    def key(group: Sequence[Clip]) -> object:
        times = [(one.start, one.end) for one in group]
        return {"encoder": identity, "frames": frames_of, "clips": times}

    with open_frames(run.info.path, model.frame_reader, side, run.tally) as frames:

        def compute(
            missing: Sequence[Sequence[Clip]], progress: Progress
        ) -> list[Mapping[str, Tensor]]:
            made: list[Mapping[str, Tensor]] = []
            with progress.stage("Listening", sum(map(len, missing))) as stage:
                for group in missing:
                    # The narrator, who looked first, has told of what cannot be read.
                    read = (clip_frames(frames, one, model.frames, SILENT) for one in group)
                    features = encode_frames(read, clip.vision, model)
                    looks = mean_look(features, features.any(dim=-1))
                    made.append({"looks": looks})
                    stage.advance(len(group))
            return made

        kept = run.work.keep_groups(
            "listener",
            windows(clips, _GROUP),
            key,
            compute,
            TENSORS,
            title="Listening",
            progress=run.progress,
        )
        return torch.cat([group["looks"] for group in kept])
