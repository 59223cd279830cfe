"""Stage-I: CLIP-AD adaptation (§3.1).

    adtool train stage1 --config storyworld -o runs/stage1

The vision encoder of a CLIP learns to match clips with their ADs, whole (L_g) and word by word
(L_f); the text encoder is frozen. Where no pretrained CLIP is named, a small "vanilla" one is first
trained from scratch (``vanilla_clip``). The run folder then holds:

    config.toml     the resolved configuration
    vanilla/        the vanilla CLIP's training, where there was one
    faults.jsonl    what is wrong with the data, where anything is
    stage1/         states and metrics.jsonl
    clip_ad/        CLIP_AD, a folder that open_clip loads ("local-dir:…")
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from adtool.datasets.film import TrainingFilm, require_frames
from adtool.datasets.films import load_films
from adtool.datasets.settings import DRAWN, DataSettings
from adtool.errors import TrainingError
from adtool.media.image import Image
from adtool.model.clip import Clip, load_clip
from adtool.model.config import Shape
from adtool.model.windows import windows
from adtool.parallel import (
    WHOLE,
    Part,
    collect,
    gather,
    is_main,
    main_first,
    part,
    progress_of_main,
)
from adtool.progress import SILENT, Progress
from adtool_training.config import as_toml
from adtool_training.from_scratch import clip as vanilla_clip
from adtool_training.from_scratch.clip import VanillaSettings
from adtool_training.loop.run_folder import settle
from adtool_training.loop.steps import LoopSettings, learning_parameters, run_steps
from adtool_training.losses import TEMPERATURE, FineGrainedMatchingLoss, GlobalMatchingLoss
from adtool_training.stage2_data.unnamed import reworded, without_names

Wording = Callable[[TrainingFilm, int], str]  # the AD of one of a film's clips


def _with_names(film: TrainingFilm, index: int) -> str:
    return film.annotations[index].text


def _with_someone(film: TrainingFilm, index: int) -> str:
    return without_names(film.annotations[index].text, film.cast)


def _with_looks(film: TrainingFilm, index: int) -> str:
    appearances: Mapping[str, str] = getattr(film, "appearances", {})
    return reworded(film.annotations[index].text, appearances)


PEOPLE: dict[str, Wording] = {
    "names": _with_names,
    "someone": _with_someone,
    "looks": _with_looks,
}
"""How ADs speak of people: by name (the paper), as MAD's unnamed ones do, or by their looks."""


@dataclass(frozen=True, slots=True)
class StageOneConfig:
    """A Stage-I run; the defaults are the paper's (§4.1), or explained in ``losses``.

    Attributes:
        data: the films.
        clip: the CLIP to adapt: a folder in open_clip's form, or one of its architectures.
        pretrained: for an architecture: one of open_clip's tags ("openai"), or a weight file.
        vanilla: train a CLIP from scratch instead.
        gamma: γ, the weight of L_g; 1 - γ is that of L_f.
        temperature: τ of Eq. 2.
        people: how ADs speak of people, an entry of ``PEOPLE``. No picture tells a name; a small
            CLIP that has to match them all the same unlearns what people look like.
        frames: n, frames a clip.
        jitter: whether frames are taken at random times, one in each n-th of the clip.
        batch: B, clips a step, on all processes together: one contrastive batch.
        chunk: clips that a process encodes at a time, to fit its memory; 0 is all of its share.
            Loss and gradient are those of the whole batch: a chunk's activations are computed again
            when its gradient is due, so that only one chunk's are kept.
        learning_rate: of Adam.
        epochs: times that every clip is seen.
        loop: the rest; ``loop.steps`` replaces ``epochs`` unless it is 0.
    """

    data: DataSettings = field(default_factory=DataSettings)
    clip: str = ""
    pretrained: str = ""
    vanilla: VanillaSettings | None = None
    gamma: float = 0.5
    temperature: float = TEMPERATURE
    people: str = "names"
    frames: int = Shape.frames
    jitter: bool = True
    batch: int = 512
    chunk: int = 0
    learning_rate: float = 5e-5
    epochs: float = 5.0
    loop: LoopSettings = field(default_factory=lambda: LoopSettings(steps=0))

    def __post_init__(self) -> None:
        if bool(self.clip) == (self.vanilla is not None):
            raise ValueError("name a CLIP to adapt (clip), or how to train one ([vanilla])")
        if not 0 <= self.gamma <= 1:
            raise ValueError(f"gamma is {self.gamma}; it must lie in [0, 1]")
        if self.people not in PEOPLE:
            raise ValueError(f"people is {self.people!r}; it must be one of {', '.join(PEOPLE)}")
        if self.people == "looks" and self.data.kind not in DRAWN:
            raise ValueError("people: only storyworld tells their looks")
        if min(self.frames, self.batch) < 1:
            raise ValueError("frames and batch must be positive")
        if self.chunk < 0:
            raise ValueError("chunk cannot be negative")


def run(config: StageOneConfig, folder: Path, progress: Progress = SILENT) -> Path:
    """Adapt a CLIP, going on where a run in ``folder`` stopped.

    Returns:
        The folder of CLIP_AD.

    Raises:
        ConfigError: if ``folder`` belongs to a run with other settings, or the films cannot be had.
        AnnotationError, MediaError, CastError: if a file of the data set cannot be read.
        CheckpointError, UnavailableError: if the CLIP cannot be loaded.
        TrainingError: if there is nothing to learn from, the films' kept frames are too few or too
            small, or the loss is no number.
        OutputError: if the folder cannot be written.
    """
    progress = progress_of_main(progress)
    with main_first():
        settle(config, folder)
    films, unseen = load_films(config.data, folder, progress)
    with main_first():
        clip = _starting_point(config, folder, progress)
    require_frames([*films, *unseen], config.frames, min(clip.vision.config.image_size))
    batches = ClipBatches(films, clip, config, part())
    loop = dataclasses.replace(config.loop, steps=config.loop.steps or batches.steps())
    task = AdaptationTask(clip, config.gamma, config.temperature, chunk=config.chunk)
    optimiser = torch.optim.Adam(learning_parameters(task), config.learning_rate)
    recalls: list[float] = []
    wording = PEOPLE[config.people]

    def evaluate(done: int) -> dict[str, float]:
        recalls.append(retrieval(clip, unseen, config.frames, wording=wording))
        return {"recall@1/16": recalls[-1]}

    run_steps(
        "Stage-I",
        task,
        optimiser,
        batches,
        folder / "stage1",
        loop,
        evaluate=evaluate,
        evaluate_steps=batches.an_epoch,
        lower="chunk (clips encoded at a time), frames or batch",
        progress=progress,
    )
    # The last step was evaluated; only a run that was finished already has to be measured again.
    recall = recalls[-1] if recalls else retrieval(clip, unseen, config.frames, wording=wording)
    card = _card(config, films, unseen, recall)
    with main_first():
        if is_main():
            clip.save(folder / "clip_ad", card)
    return folder / "clip_ad"


class AdaptationTask(nn.Module):
    """L_1 = γ L_g + (1 - γ) L_f, of which only the vision encoder learns.

    Args:
        clip: the CLIP; its text tower is frozen.
        gamma: γ.
        temperature: τ of Eq. 2.
        chunk: clips encoded at a time; 0 is all.
    """

    def __init__(self, clip: Clip, gamma: float, temperature: float, *, chunk: int = 0) -> None:
        super().__init__()
        clip.freeze_text()
        self.clip = clip
        self.gamma, self.chunk = gamma, chunk
        self.whole = GlobalMatchingLoss(clip.scale)
        self.fine = FineGrainedMatchingLoss(clip.scale, temperature)

    def train(self, mode: bool = True) -> AdaptationTask:
        """Set the mode of the vision tower; the frozen text tower stays in evaluation mode.

        So do batch norms: with the statistics of whichever clips are encoded together, the loss
        would depend on chunks and on the number of processes.
        """
        super().train(mode)
        self.clip.model.eval()
        self.clip.model.visual.train(mode)
        for module in self.clip.model.visual.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.eval()
        return self

    def forward(self, frames: Tensor, tokens: Tensor) -> dict[str, Tensor]:
        """Return the losses of a batch of B clips, of which this process encodes its share, B/P.

        Args:
            frames: of the share, uint8 (B/P, n, H, W, 3).
            tokens: of all ADs (B, L).
        """
        with torch.no_grad():
            ads = self.clip.encode_words(tokens)
        seen = gather(self.encode(frames))
        whole = self.whole(seen, ads.sentences)
        fine = self.fine(seen, ads.words, ads.is_word)
        return {
            "loss": self.gamma * whole + (1 - self.gamma) * fine,
            "global": whole.detach(),
            "fine": fine.detach(),
        }

    def encode(self, frames: Tensor) -> Tensor:
        """Encode frames, a chunk at a time; only the running chunk's activations are kept."""
        if not 0 < self.chunk < len(frames):
            return self.clip.encode_frames(frames)
        parts = [
            checkpoint(self.clip.encode_frames, chunk, use_reentrant=False)
            for chunk in torch.split(frames, self.chunk)
        ]
        return torch.cat(parts)


@dataclass(frozen=True)
class ClipBatches:
    """Batches of clips from anywhere in the films, each clip once an epoch.

    Attributes:
        films: the films.
        clip: the CLIP that the clips are prepared for.
        config: the run's.
        part: whose frames to read; the ADs are always those of the whole batch.

    Raises:
        TrainingError: if the films have no clips.
    """

    films: Sequence[TrainingFilm]
    clip: Clip
    config: StageOneConfig
    part: Part = WHOLE

    def __post_init__(self) -> None:
        if not any(film.annotations for film in self.films):
            raise TrainingError("The data set has no annotated clips to learn from.")

    @cached_property
    def clips(self) -> list[tuple[int, int]]:
        """Every clip, as (film, index)."""
        return [(f, i) for f, film in enumerate(self.films) for i in range(len(film.annotations))]

    @property
    def an_epoch(self) -> int:
        """Steps an epoch; clips that do not fill a last batch are left out of it."""
        return max(1, len(self.clips) // self.config.batch)

    def steps(self) -> int:
        """Steps in all."""
        return max(1, round(self.config.epochs * self.an_epoch))

    def __call__(self, step: int) -> dict[str, object]:
        """Make the batch of a step."""
        config = self.config
        epoch, at = divmod(step, self.an_epoch)
        order = np.random.default_rng([config.loop.seed, epoch]).permutation(len(self.clips))
        chosen = [self.clips[i] for i in order[at * config.batch : (at + 1) * config.batch]]
        frames = [self._frames(epoch, *clip) for clip in self.part.share(chosen)]
        wording = PEOPLE[config.people]
        texts = [wording(self.films[film], index) for film, index in chosen]
        return {"frames": np.stack(frames), "tokens": self.clip.tokenize(texts)}

    def _frames(self, epoch: int, film: int, index: int) -> Image:
        """Read a clip's frames; their times are random, but the same on any process."""
        config = self.config
        rng = np.random.default_rng([config.loop.seed, epoch, film, index])
        read = self.films[film].frames(index, config.frames, rng if config.jitter else None)
        return self.clip.fit(read)


@torch.no_grad()
def retrieval(
    clip: Clip,
    films: Sequence[TrainingFilm],
    frames: int,
    *,
    window: int = Shape.window,
    wording: Wording = _with_names,
) -> float:
    """Return how often a clip finds its own AD first among those of its window.

    Args:
        clip: the CLIP.
        films: where the clips come from.
        frames: frames a clip.
        window: neighbouring clips that compete; windows that are not full are left out.
        wording: how ADs speak of people.

    Returns:
        A share in [0, 1]; 0 without any full window.
    """
    device = next(clip.parameters()).device
    training = clip.model.visual.training
    clip.model.visual.eval()  # batch norms must not learn from unseen films
    plan = [
        (film, group)
        for film in films
        for group in windows(range(len(film.annotations)), window)
        if len(group) == window
    ]
    hits: list[bool] = []
    for film, group in part().some(plan):
        shown = np.stack([clip.fit(film.frames(i, frames, None)) for i in group])
        seen = clip.encode_frames(torch.from_numpy(shown).to(device))
        clips = nn.functional.normalize(seen, dim=-1).mean(1)
        tokens = clip.tokenize([wording(film, i) for i in group]).to(device)
        ads = nn.functional.normalize(clip.encode_words(tokens).sentences, dim=-1)
        best = (clips @ ads.T).argmax(1).tolist()
        hits += [place == own for own, place in enumerate(best)]
    clip.model.visual.train(training)
    found = collect(hits)
    return sum(found) / len(found) if found else 0.0


def _starting_point(config: StageOneConfig, folder: Path, progress: Progress) -> Clip:
    if config.vanilla is None:
        return load_clip(config.clip, config.pretrained)
    world = config.data.kind if config.data.kind in DRAWN else DRAWN[0]
    place = vanilla_clip.train(config.vanilla, folder / "vanilla", progress, world)
    return load_clip(str(place))


def _card(
    config: StageOneConfig,
    films: Sequence[TrainingFilm],
    unseen: Sequence[TrainingFilm],
    recall: float,
) -> str:
    start = (
        "a CLIP trained from scratch" if config.vanilla else f"{config.clip} {config.pretrained}"
    )
    return f"""# CLIP_AD

A CLIP whose vision encoder was adapted to audio description: Stage-I of DistinctAD (§3.1 of the
paper). Load it with `open_clip.create_model("local-dir:FOLDER")`.

- Started from {start.strip()}; the text encoder is unchanged.
- Data: {config.data.kind}, {len(films):,} films to learn from and {len(unseen):,} others to
  validate on.
- Seed {config.loop.seed}.
- A clip finds its own AD first among 16 neighbours in {recall:.1%} of cases.

Train it again with `adtool train stage1 --config FILE -o FOLDER`, where FILE holds:

```toml
{as_toml(config).rstrip()}
```
"""
