"""``--model auto``: the best narrator for a movie that this machine can run.

a vision-language model here that fits the memory
else, for films like the bundled model's drawn world, that model
else the spotting list, since no words are better than words that mean nothing
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adtool.chat.folder import ChatFolder
from adtool.errors import CheckpointError, MediaError
from adtool.media import MediaInfo, open_frames
from adtool.narration.narrator import Narrator, ShownClip
from adtool.progress import SILENT
from adtool.settings import AUTO, BUNDLED, SPOTTING
from adtool.timeline import Span

if TYPE_CHECKING:
    from adtool.model.catalogue import Model

FRAMES = 16
"""Frames of a movie by which it is told whether it is of the bundled model's world."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A narrator that was chosen.

    Attributes:
        model: what ``--model`` would have named.
        because: why, as a sentence.
    """

    model: str
    because: str

    @property
    def note(self) -> str:
        """What the user reads of it."""
        return f"Using {self.model}: {self.because}"


def because(choice: Choice | None) -> dict[str, object]:
    """Return what a script's metadata say of a choice; nothing where a narrator was named."""
    return {} if choice is None else {"chosen": AUTO, "because": choice.because}


def best_here(device: str) -> Choice | None:
    """Choose the best vision-language model on this machine that it can run; None without any.

    Args:
        device: the torch device that it would run on.
    """
    from adtool.model.catalogue import find_models
    from adtool.model.kinds import VISION_LANGUAGE
    from adtool.model.memory import free_memory

    there = [one for one in find_models() if one.kind == VISION_LANGUAGE and not one.fault]
    if not there:
        return None
    free = free_memory(device)
    best = next((model for model in ranked(there, device) if runs(model, free)), None)
    if best is None:
        return None
    needs = f"{best.memory / 1e9:.1f} of {free / 1e9:.1f} GB of free memory"
    return Choice(best.name, f"it is the best model here that fits this machine ({needs}).")


def ranked(models: Sequence[Model], device: str) -> list[Model]:
    """Order vision-language models: those that are known in their order, then others by size.

    Without a GPU those that would take days for a film come last.
    """
    from adtool.model.known import KNOWN, ON_CPU, find_known, memory_beside

    slow = memory_beside(2 * ON_CPU) if device == "cpu" else float("inf")

    def place(model: Model) -> tuple[bool, int, int]:
        known = find_known(model.name)
        rank = len(KNOWN) if known is None else KNOWN.index(known)
        return (model.memory > slow, rank, -model.size)

    return sorted(models, key=place)


def runs(model: Model, free: int) -> bool:
    """Say whether a vision-language model would run in so many bytes of free memory."""
    return not hindrance(model, free)


def hindrance(model: Model, free: int) -> str:
    """Say why a vision-language model would not run here, as a clause; empty where it would."""
    from adtool.model.imports import transformers_version
    from adtool.model.known import find_known, is_new_enough

    if model.fault:
        return model.fault
    known = find_known(model.name)
    if known is not None and not is_new_enough(transformers_version(), known.transformers):
        return f"it needs transformers {known.transformers}, and here is {transformers_version()}"
    if not 0 < model.memory <= free:
        return f"it needs {model.memory / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free"
    try:
        ChatFolder.check(model.folder, must_see=True)
    except CheckpointError as error:  # such a model is nobody's choice
        return error.fault
    return ""


def choose_by_sight(info: MediaInfo, bundled: Narrator, device: str) -> Choice:
    """Choose between the bundled model and the spotting list by what a movie looks like.

    Args:
        info: a movie with pictures.
        bundled: the bundled model's narrator.
        device: the torch device that a better model would run on.
    """
    unlike = unlikeness(info, bundled)
    if unlike is not None and unlike <= 1:
        return Choice(BUNDLED, f"{info.path.name} looks like the small drawn world that it knows.")
    return spotting(info, device)


def spotting(info: MediaInfo, device: str) -> Choice:
    """Choose the spotting list, and say which command gets words."""
    return Choice(
        SPOTTING,
        f"no model here can describe {info.path.name}, so that its gaps get cues and no words. "
        f"{advice(device)}",
    )


def unlikeness(info: MediaInfo, narrator: Narrator) -> float | None:
    """Say how unlike a narrator's world a movie is, by a few of its frames.

    Returns:
        As ``Narrator.unlikeness``; None as well where no frame can be read.
    """
    import torch

    times = [info.duration * (2 * i + 1) // (2 * FRAMES) for i in range(FRAMES)]
    view = narrator.view
    try:
        with open_frames(info.path, narrator.settings.frame_reader, view.short_side) as reader:
            frames = reader.read(times)
    except MediaError:  # told of where the clips are read
        return None
    clips = [frames[i : i + view.frames] for i in range(0, FRAMES, view.frames)]
    clips = [clip + [None] * (view.frames - len(clip)) for clip in clips]
    present = torch.tensor([[picture is not None for picture in clip] for clip in clips])
    if not present.any():
        return None
    shown = [ShownClip(Span(0, info.duration), clip) for clip in clips]
    return narrator.unlikeness([narrator.see(shown, SILENT)], [present])


def advice(device: str) -> str:
    """Say which command gets words for real films on this machine, as a sentence."""
    from adtool.model.imports import transformers_version
    from adtool.model.known import recommended
    from adtool.model.memory import free_memory

    best = recommended(free_memory(device), device, transformers_version())
    if best is None:
        return "No model fits the memory here; name a server's with --model http://…."
    return f"For words: adtool models get {best.name} ({best.size / 1e9:.1f} GB)."
