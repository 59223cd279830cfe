"""DistinctAD: the whole model (§3), from frames or their features to candidate sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import torch
from torch import Tensor, nn

from adtool.errors import CheckpointError
from adtool.media.image import Image
from adtool.model import checkpoint
from adtool.model.config import DistinctADConfig
from adtool.model.contextual_ema import ContextualEMA
from adtool.model.digest import weights_digest
from adtool.model.domain import Domain
from adtool.model.faces import portrait_vector
from adtool.model.language_model import LanguageModel, TeacherForced
from adtool.model.perceiver import Perceiver
from adtool.model.prompt import PROMPTS, Face, Named, PromptInputs, Slot, prompt_characters
from adtool.model.refinement import Refinement
from adtool.model.vision_encoder import ENCODER_BATCH, VisionEncoder
from adtool.model.windows import windows
from adtool.progress import SILENT, Progress
from adtool.settings import BUNDLED, ModelSettings
from adtool.timeline import Candidate


def _init(projection: nn.Linear) -> nn.Linear:
    """Begin where a vector keeps its size: the language model's words are about as long."""
    nn.init.normal_(projection.weight, std=projection.out_features**-0.5)
    nn.init.zeros_(projection.bias)
    return projection


class DistinctAD(nn.Module):
    """The model of the paper. The encoder and the language model are frozen; the rest is learned.

    Args:
        config: its settings.
        encoder: a vision encoder of ``config.vision``; Stage-I is where it learns.
        language_model: the language model of ``config.language_model``.

    Attributes:
        domain: what the frames of its training look like, where that is known.
    """

    def __init__(
        self, config: DistinctADConfig, encoder: VisionEncoder, language_model: LanguageModel
    ) -> None:
        super().__init__()
        width = config.vision.embed_dim
        self.config = config
        self.domain: Domain | None = None
        self.encoder = encoder.requires_grad_(False).eval()
        self.language_model = language_model
        self.perceiver = Perceiver(
            width,
            config.latents,
            config.perceiver_layers,
            heads=config.perceiver_heads,
        )
        self.contextual_ema = ContextualEMA(
            width,
            config.bases,
            config.iterations,
            temperature=config.temperature,
            momentum=config.momentum,
            l2norm=config.l2norm,
            persist=config.persist,
            stop_grad=config.stop_grad,
        )
        self.refinement = Refinement(width, config.alpha, config.beta, config.scale)
        self.projection = nn.Linear(width, language_model.width)
        self.bos = nn.Parameter(torch.randn(1, language_model.width) * language_model.width**-0.5)
        _init(self.projection)
        self.face_projection: nn.Linear | None = None
        if config.faces:
            self.face_projection = _init(nn.Linear(width, language_model.width))

    def train(self, mode: bool = True) -> DistinctAD:
        """Set the mode of the learned parts; the frozen ones stay in evaluation mode."""
        super().train(mode)
        self.encoder.eval()
        return self

    @classmethod
    def from_pretrained(cls, name_or_folder: str | Path, device: str = "cpu") -> DistinctAD:
        """Load a model for narrating.

        Args:
            name_or_folder: a folder, a name on the Hugging Face hub, or "bundled".
            device: where it will run; the encoder takes the number format that is fastest there.

        Raises:
            UnavailableError: if there is no such model, or the hub cannot be reached.
            CheckpointError: if the folder is incomplete, damaged, of another kind, or too new.
        """
        parts, folder = checkpoint.read(name_or_folder, device)
        try:
            model = cls(parts.config, VisionEncoder(parts.config.vision), parts.language_model)
        except ValueError as error:
            raise CheckpointError(folder / "config.json", str(error)) from error
        checkpoint.check_weights(parts.weights, model.own_weights(), folder / checkpoint.WEIGHTS)
        model.load_state_dict(parts.weights, strict=False)
        model.domain, model.encoder.text = parts.domain, parts.text
        model.encoder.for_inference(device)
        return model.to(device).eval()

    def save_pretrained(
        self, folder: str | Path, card: str = "", dtype: torch.dtype = torch.float32
    ) -> None:
        """Write the model's folder, complete or not at all; see ``checkpoint.write``.

        Args:
            folder: what to write; an older folder of that name is replaced.
            card: the model card, Markdown.
            dtype: how weights are stored, float32 or float16.

        Raises:
            OutputError: if the folder cannot be written.
        """
        parts = checkpoint.Parts(
            self.config, self.language_model, self.own_weights(), self.domain, self.encoder.text
        )
        checkpoint.write(parts, folder, card, dtype=dtype)

    def own_weights(self) -> dict[str, Tensor]:
        """Return the weights without the language model's, by name."""
        state = self.state_dict()
        return {k: v for k, v in state.items() if not k.startswith("language_model.")}

    def digest(self) -> str:
        """Return 16 hexadecimal digits that tell this model from others.

        They stand for its configuration and the weights that its folder carries: a language model
        that lies elsewhere is known by its name.
        """
        elsewhere = self.config.language_model != BUNDLED
        weights = weights_digest(self, without="language_model" if elsewhere else "")
        config = json.dumps(checkpoint.config_to_json(self.config), sort_keys=True)
        return sha256(f"{config} {weights}".encode()).hexdigest()[:16]

    def encode(self, frames: Sequence[Image] | Image, batch: int = ENCODER_BATCH) -> Tensor:
        """Encode RGB frames (H, W, 3) uint8 to features (n, C) float32 (Eq. 5)."""
        return self.encoder.encode(frames, batch)

    def portrait_features(self, portraits: Sequence[Image]) -> Tensor:
        """Return a character's face, (C,) of unit length, for ``narrate`` and ``PromptInputs``.

        Args:
            portraits: at least one RGB picture (H, W, 3) uint8.
        """
        return portrait_vector(self.encode(portraits))

    def visual_tokens(
        self, features: Tensor, frame_mask: Tensor | None = None, clip_mask: Tensor | None = None
    ) -> Tensor:
        """Compute H_sum of Eq. 4-10: the vectors that stand for each clip in its prompt.

        Args:
            features: (B, N, T, C) frame features of windows of clips.
            frame_mask: (B, N, T) False where a frame is missing.
            clip_mask: (B, N) False where a window is padded; by default, clips without any frame
                are taken for padding.

        Returns:
            (B, N, T', d).
        """
        batch, clips = features.shape[:2]
        if frame_mask is None:
            frame_mask = features.new_ones(features.shape[:3], dtype=torch.bool)
        if clip_mask is None:
            clip_mask = frame_mask.any(dim=-1)
        h = self.perceiver(features.flatten(0, 1).float(), frame_mask.flatten(0, 1))
        h = h.reshape(batch, -1, h.shape[-1])  # (B, N·T', C)
        mask = clip_mask.repeat_interleave(self.config.latents, dim=1)
        context = self.contextual_ema(h, mask)
        projected: Tensor = self.projection(self.refinement(h, context, mask))
        return projected.reshape(batch, clips, self.config.latents, -1)

    def forward(
        self,
        features: Tensor,
        sentences: Sequence[Sequence[str]],
        inputs: Sequence[Sequence[PromptInputs]],
    ) -> TeacherForced:
        """Predict each clip's sentence, for training (Eq. 11 and 12).

        Args:
            features: (B, N, T, C), padded behind windows with fewer clips.
            sentences: for each window one sentence a clip.
            inputs: for each window and each of its clips, what its prompt may hold.

        Returns:
            The predictions for all clips of all windows, in order.
        """
        prompts = self.prompts(features, inputs)
        return self.language_model.teacher_forced(
            prompts, [s for window in sentences for s in window]
        )

    def prompts(self, features: Tensor, inputs: Sequence[Sequence[PromptInputs]]) -> list[Tensor]:
        """Word and embed the prompt of each clip of whole windows; arguments as in ``forward``."""
        lengths = torch.tensor([len(window) for window in inputs], device=features.device)
        clip_mask = torch.arange(features.shape[1], device=features.device) < lengths[:, None]
        tokens = self.visual_tokens(features, None, clip_mask)
        return self._prompts(tokens[clip_mask], [clip for window in inputs for clip in window])

    @torch.inference_mode()
    def narrate(
        self,
        features: Tensor,
        names: Sequence[Sequence[Named]] | None = None,
        present: Tensor | None = None,
        *,
        settings: ModelSettings | None = None,
        progress: Progress = SILENT,
        before: Sequence[str] = (),
        previous: Sequence[Sequence[str]] | None = None,
        faces: Sequence[Sequence[Face]] | None = None,
    ) -> list[list[Candidate]]:
        """Describe the consecutive clips of a movie.

        A model whose prompts hold "contexts" reads its own best candidates for the clips before,
        and so describes one clip after another, unless ``previous`` says what to read.

        Args:
            features: (clips, T, C) frame features.
            names: for each clip, who may be in it; None is nobody known.
            present: (clips, T) False where a frame is missing; a clip without frames gets no
                candidates, and takes no part in its window.
            settings: how to decode; ``settings.windows`` windows go through at once.
            progress: counts every described clip.
            before: the ADs before the first clip, the latest last.
            previous: for each clip the ADs before it: the true ones, for comparison.
            faces: for each clip the face of each of its ``names``, as ``portrait_features``
                returns it, None for who has no portrait; or nothing. A model without
                ``config.faces`` leaves them out.

        Returns:
            For each clip its candidates, best first.
        """
        settings = settings or ModelSettings()
        if present is None:
            present = torch.ones(features.shape[:2], dtype=torch.bool)
        names = names if names is not None else [()] * len(features)
        nothing: list[tuple[()]] = [()] * len(features)
        inputs = [
            PromptInputs(*given)
            for given in zip(names, previous or nothing, faces or nothing, strict=True)
        ]
        reads_itself = self.config.prompt == "contexts" and previous is None
        lines = list(before)
        found: list[list[Candidate]] = []
        with progress.stage("Describing clips", len(features)) as stage:
            for part in windows(range(len(features)), self.config.window * settings.windows):
                chosen = slice(part[0], part[-1] + 1)
                tokens = self._clip_tokens(features[chosen], present[chosen])
                if reads_itself:
                    found += self._narrate_in_turn(tokens, settings, lines)
                else:
                    found += self._narrate_at_once(tokens, inputs[chosen], settings)
                stage.advance(len(part))
        return found

    def _clip_tokens(self, features: Tensor, present: Tensor) -> list[Tensor | None]:
        """Return the visual tokens (T', d) of as many clips as fit into one batch of windows.

        None for a clip without a frame.
        """
        device = self.projection.weight.device
        tokens = self.visual_tokens(
            self._in_windows(features.to(device)), self._in_windows(present.to(device))
        ).flatten(0, 1)
        seen = present.any(dim=-1).tolist()
        return [one if there else None for one, there in zip(tokens, seen, strict=False)]

    def _narrate_at_once(
        self,
        tokens: Sequence[Tensor | None],
        inputs: Sequence[PromptInputs],
        settings: ModelSettings,
    ) -> list[list[Candidate]]:
        seen = [(one, given) for one, given in zip(tokens, inputs, strict=True) if one is not None]
        if not seen:
            return [[] for _ in tokens]
        prompts = self._prompts(*zip(*seen, strict=True))
        described = iter(self.language_model.generate(prompts, settings))
        return [[] if one is None else next(described) for one in tokens]

    def _narrate_in_turn(
        self, tokens: Sequence[Tensor | None], settings: ModelSettings, lines: list[str]
    ) -> list[list[Candidate]]:
        """Describe clips one after another; ``lines`` grows by each one's best candidate."""
        found: list[list[Candidate]] = []
        for one in tokens:
            inputs = PromptInputs(previous=lines[-self.config.contexts :])
            found += self._narrate_at_once([one], [inputs], settings)
            lines += [candidate.text for candidate in found[-1][:1]]
        return found

    def _in_windows(self, clips: Tensor) -> Tensor:
        """Stack (clips, …) to (B, N, …), the last window padded with zeros (False)."""
        n = min(self.config.window, len(clips))
        padding = clips.new_zeros(-len(clips) % n, *clips.shape[1:])
        return torch.cat([clips, padding]).reshape(-1, n, *clips.shape[1:])

    def _prompts(
        self, tokens: Sequence[Tensor] | Tensor, inputs: Sequence[PromptInputs]
    ) -> list[Tensor]:
        """Word and embed the prompt of each clip; tokens are (clips, T', d)."""
        wording, config = PROMPTS[self.config.prompt], self.config
        inputs = [
            replace(
                given,
                characters=prompt_characters(given.characters, config.names),
                faces=given.faces if config.faces else (),
            )
            for given in inputs
        ]
        return [
            self.language_model.embed(
                wording(given), {Slot.VIDEO: [video], Slot.BOS: [self.bos], Slot.FACE: faces}
            )
            for video, given, faces in zip(tokens, inputs, self._face_tokens(inputs), strict=True)
        ]

    def _face_tokens(self, inputs: Sequence[PromptInputs]) -> list[list[Tensor]]:
        """Return for each clip a token (1, d) for every face that is known in it."""
        known = [[torch.as_tensor(f) for f in given.faces if f is not None] for given in inputs]
        every = [face for clip in known for face in clip]
        if self.face_projection is None or not every:
            return [[] for _ in inputs]
        # A unit vector's channels are small; made about 1 on average, they are as the visual ones.
        weight = self.face_projection.weight
        vectors = torch.stack(every).to(weight.device, weight.dtype) * weight.shape[1] ** 0.5
        tokens = iter(self.face_projection(vectors).split(1))
        return [[next(tokens) for _ in clip] for clip in known]
