"""Stage-II: distinctive AD narration (§3.2).

    adtool train stage2 --config storyworld clip=runs/stage1/clip_ad -o runs/stage2

Perceiver, contextual EMA and projection learn to prompt a frozen language model with windows of N
consecutive clips, on L_auto + L_dist. Where no pretrained language model is named, a small one is
first trained from scratch (``language_model``). The run folder then holds:

    config.toml       the resolved configuration
    faults.jsonl      what is wrong with the data, where anything is
    language_model/   the language model's training, where there was one
    features/         the films' features, encoded once with CLIP_AD, unless there are ready ones
    portraits/        what their characters look like to CLIP_AD, where prompts show faces
    stage2/           states, metrics.jsonl, samples.jsonl (lines written on unseen films)
    distinctad/       the DistinctAD that did best on unseen films; best.json says how well

Where the ablations of the paper are set:

    Table 4a   L_g alone, L_f alone     Stage-I's gamma=1, gamma=0
    Table 4b   γ                        Stage-I's gamma
    Table 4c   prompts                  model.prompt ("characters", "contexts"; "none" in 4a and b),
                                        validation.contexts="true" for the figures in parentheses
               without Stage-I          clip=ViT-B-32 pretrained=openai
    Table 5    αĤ, βH̃, L_dist           model.alpha=0, model.beta=0, distinct_weight=0
    Eq. 12     its three readings       reading
    Eq. 10     the sizes of its parts   model.scale
    Fig. 4     α, β, K, N               model.alpha, model.beta, model.bases, model.window
    Eq. 6, 7   R                        model.iterations
    Table 6    N clips of anywhere      consecutive=false
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from adtool.datasets.film import TrainingFilm
from adtool.datasets.films import load_films
from adtool.datasets.settings import DATA, DataSettings
from adtool.errors import ConfigError
from adtool.features.of_clips import FilmFeatures, encode_films
from adtool.features.of_portraits import encode_portraits
from adtool.features.ready import ReadyFeatures, open_features
from adtool.model import domain
from adtool.model.checkpoint import load_language_model
from adtool.model.clip import Clip, load_clip
from adtool.model.config import DistinctADConfig, Shape
from adtool.model.distinctad import DistinctAD
from adtool.model.prompt import NAMES, PROMPTS
from adtool.model.refinement import SCALES
from adtool.parallel import device, main_first, part, progress_of_main
from adtool.progress import SILENT, Progress
from adtool.settings import BUNDLED, one_of
from adtool_training.config import as_toml
from adtool_training.from_scratch import language_model
from adtool_training.from_scratch.language_model import LanguageModelSettings
from adtool_training.loop.run_folder import settle
from adtool_training.loop.steps import LoopSettings, learning_parameters, run_steps
from adtool_training.losses import READINGS
from adtool_training.narration_task import NarrationTask
from adtool_training.stage2_data.names import NameSettings
from adtool_training.stage2_data.windows import PromptSource, WindowBatches
from adtool_training.validation import Validation, ValidationSettings

DOMAIN_FILMS = 64
"""Films, unseen ones first, that say what the model's world looks like."""


@dataclass(frozen=True)
class ModelShape(Shape):
    """The shape of the learned parts: ``[model]`` of a run's configuration."""

    def __post_init__(self) -> None:
        one_of(self.prompt, PROMPTS, "prompt")
        one_of(self.names, NAMES, "names")
        one_of(self.scale, SCALES, "scale")
        if self.faces and self.prompt != "characters":
            raise ValueError(f'faces are told by prompt="characters", not by {self.prompt!r}')
        super().__post_init__()


def cosine_loop() -> LoopSettings:
    """Return how what stands before a frozen language model learns, if nothing else is said."""
    return LoopSettings(steps=0, schedule="cosine", warmup=500, clip_norm=1.0)


@dataclass(frozen=True)
class StageTwoConfig:
    """A Stage-II run; the defaults are the paper's (§4.1), or its ancestors'.

    Attributes:
        clip: CLIP_AD: a folder in open_clip's form, or one of its architectures.
        pretrained: for an architecture: one of open_clip's tags, or a weight file.
        narrator: the language model: a folder, or a name on the hub.
        language_model: train a small one from scratch instead.
        data: the films.
        features: ready features of the films, made with ``clip``: a folder that adtool features
            wrote, or an HDF5 file like MAD's; "" encodes the films in the run's folder.
        model: the shape of the learned parts.
        names: whom the prompts name.
        consecutive: whether the clips of a window follow each other in the film (Table 6).
        auto_weight: of L_auto (Eq. 11).
        distinct_weight: of L_dist (Eq. 12); 0 leaves it out.
        reading: of Eq. 12, an entry of ``losses.READINGS``.
        batch: windows a step, on all processes together.
        chunk: clips that the language model reads at a time, to fit the memory; 0 is all of a
            process's share. Loss and gradient are the same.
        learning_rate: of AdamW.
        weight_decay: of AdamW.
        epochs: times that every window is seen.
        half: whether the model is saved in fp16.
        validation: how the model is validated.
        loop: the rest; ``loop.steps`` replaces ``epochs`` unless it is 0.
    """

    clip: str
    pretrained: str = ""
    narrator: str = ""
    language_model: LanguageModelSettings | None = None
    data: DataSettings = field(default_factory=DataSettings)
    features: str = ""
    model: ModelShape = field(default_factory=ModelShape)
    names: NameSettings = field(default_factory=NameSettings)
    consecutive: bool = True
    auto_weight: float = 1.0
    distinct_weight: float = 1.0
    reading: str = "A"
    batch: int = 8
    chunk: int = 0
    learning_rate: float = 1e-4
    weight_decay: float = 0.0
    epochs: float = 10.0
    half: bool = False
    validation: ValidationSettings = field(default_factory=ValidationSettings)
    loop: LoopSettings = field(default_factory=cosine_loop)

    def __post_init__(self) -> None:
        one_of(self.reading, READINGS, "reading")
        if bool(self.narrator) == (self.language_model is not None):
            raise ValueError(
                "name a language model (narrator), or how to train one ([language_model])"
            )
        if self.batch < 1 or self.chunk < 0:
            raise ValueError("batch must be positive, and chunk cannot be negative")

    @property
    def prompt_source(self) -> PromptSource:
        """What the prompts hold, beside faces."""
        shape = self.model
        return PromptSource(self.names, shape.contexts if shape.prompt == "contexts" else 0)


def run(config: StageTwoConfig, folder: Path, progress: Progress = SILENT) -> Path:
    """Train a DistinctAD, going on where a run in ``folder`` stopped.

    Returns:
        The model's folder.

    Raises:
        ConfigError: if ``folder`` belongs to a run with other settings, or the films cannot be had.
        AnnotationError, MediaError, CastError: if a file of the data set cannot be read.
        CheckpointError, UnavailableError: if CLIP_AD, the language model or the features cannot be
            loaded.
        TrainingError: if there is nothing to learn from, or the loss is no number.
        OutputError: if the folder cannot be written.
    """
    if not config.clip:
        raise ConfigError("clip", "name CLIP_AD's folder: clip=STAGE1_RUN/clip_ad")
    progress = progress_of_main(progress)
    with main_first():
        settle(config, folder)
    films, unseen = load_films(config.data, folder, progress)
    clip = load_clip(config.clip, config.pretrained)
    prompt_source = _prompt_source(config, clip, [*films, *unseen], folder, progress)
    features = _features(config, clip, [*films, *unseen], folder, progress)
    batches = WindowBatches(
        films,
        features,
        config.model.window,
        config.batch,
        prompt_source,
        config.loop.seed,
        config.consecutive,
        part(),
    )
    loop = dataclasses.replace(
        config.loop, steps=config.loop.steps or max(1, round(config.epochs * batches.an_epoch))
    )
    model = _new_model(config, clip, folder, progress)
    world = [*unseen, *films][:DOMAIN_FILMS]
    if len(world) > 1:
        model.domain = domain.fit([features.of(film).flatten(0, 1).float() for film in world])
    task = NarrationTask(
        model,
        config.auto_weight,
        config.distinct_weight,
        reading=config.reading,
        chunk=config.chunk,
    )
    optimiser = torch.optim.AdamW(
        learning_parameters(task), config.learning_rate, weight_decay=config.weight_decay
    )

    def save(best: dict[str, Any]) -> None:
        card = _card(config, loop, films, unseen, best)
        model.save_pretrained(
            folder / "distinctad", card, torch.float16 if config.half else torch.float32
        )

    validation = Validation(
        config.validation,
        task,
        unseen,
        features,
        prompt_source,
        config.batch,
        loop.seed,
        folder,
        save,
        progress,
    )
    run_steps(
        "Stage-II",
        task,
        optimiser,
        batches,
        folder / "stage2",
        loop,
        evaluate=validation,
        evaluate_steps=batches.an_epoch,
        lower="chunk (clips that the language model reads at a time) or batch",
        progress=progress,
    )
    return folder / "distinctad"


def features_folder(config: StageTwoConfig, folder: Path, progress: Progress = SILENT) -> Path:
    """Encode a run's films below ``folder``, if that is not done; return where they lie."""
    films, unseen = load_films(config.data, folder, progress)
    clip = load_clip(config.clip, config.pretrained)
    return _encoded(config, clip, [*films, *unseen], folder, progress).folder


def _features(
    config: StageTwoConfig,
    clip: Clip,
    films: Sequence[TrainingFilm],
    folder: Path,
    progress: Progress,
) -> ReadyFeatures:
    """Return the films' features: ready ones, or else encoded now."""
    if config.features:
        ready = open_features(Path(config.features), config.model.frames)
        ready.check(films, clip.vision, progress)
        return ready
    return _encoded(config, clip, films, folder, progress)


def _encoded(
    config: StageTwoConfig,
    clip: Clip,
    films: Sequence[TrainingFilm],
    folder: Path,
    progress: Progress,
) -> FilmFeatures:
    return encode_films(
        clip.vision,
        films,
        config.model.frames,
        folder / "features",
        device=device(),
        workers=config.loop.workers,
        progress=progress,
    )


def _prompt_source(
    config: StageTwoConfig,
    clip: Clip,
    films: Sequence[TrainingFilm],
    folder: Path,
    progress: Progress,
) -> PromptSource:
    """Return what the prompts hold; faces that they need are encoded now if not before."""
    if not config.model.faces:
        return config.prompt_source
    faces = encode_portraits(
        clip.vision, films, folder / "portraits", device=device(), progress=progress
    )
    if not any(faces.values()):
        raise ConfigError(
            "model.faces", "no film has a picture of any of its characters; say model.faces=false"
        )
    return dataclasses.replace(config.prompt_source, faces=faces)


def _new_model(
    config: StageTwoConfig, clip: Clip, folder: Path, progress: Progress = SILENT
) -> DistinctAD:
    source = config.narrator
    if config.language_model is not None:
        with main_first():
            source = str(train_narrator(config, config.language_model, folder, progress))
    shape = DistinctADConfig(
        vision=clip.vision.config,
        language_model=BUNDLED if config.language_model else config.narrator,
        **dataclasses.asdict(config.model),
    )
    torch.manual_seed(config.loop.seed)
    return DistinctAD(shape, clip.vision, load_language_model(source, device=str(device())))


def train_narrator(
    config: StageTwoConfig, settings: LanguageModelSettings, folder: Path, progress: Progress
) -> Path:
    """Train the small language model in a folder, if that is not done; return where it lies."""
    wanted = settings.films or config.data.train_films
    data = dataclasses.replace(config.data, train_films=wanted)
    scripts = DATA[config.data.kind](data, "train")
    return language_model.train(
        settings,
        scripts,
        folder / "language_model",
        progress,
        config.model.prompt,
        config.prompt_source,
    )


def _card(
    config: StageTwoConfig,
    loop: LoopSettings,
    films: Sequence[TrainingFilm],
    unseen: Sequence[TrainingFilm],
    best: dict[str, Any],
) -> str:
    said = config.narrator or "a small LFM2, trained from scratch on the films' ADs"
    base = f"base_model: {config.narrator}\nlicense: other\n" if config.narrator else ""
    scores = ", ".join(f"{k.replace('_', ' ')} {v:.4g}" for k, v in best.items() if k != "step")
    return f"""---
datasets:
- {config.data.kind}
{base}---
# DistinctAD

Drafts audio description for consecutive clips of a movie. Trained by `adtool train stage2`, after
the paper "DistinctAD: Distinctive Audio Description Generation in Contexts".

- Data: {config.data.kind}, {len(films):,} films to learn from and {len(unseen):,} others to
  validate on. Who may use the model depends on the licences of the data
  and of the models that it stands on.
- Vision encoder: {config.clip} {config.pretrained}
- Frozen language model: {said}.
- Seed {loop.seed}; {best["step"]} of {loop.steps} steps, after which it did best.
- Scores on the unseen films (CIDEr and ROUGE-L in percent, on plain tokens):
  {scores or "none, as there were no such films"}.

Train it again with `adtool train stage2 --config FILE -o FOLDER`, where FILE holds:

```toml
{as_toml(config).rstrip()}
```
"""
