"""A vision-language model on this machine as a narrator: found, checked, then loaded.

All that can be known before gigabytes are read is said before: what kind of model a folder holds,
whether it is complete, and whether it fits in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from adtool.chat.folder import ChatFolder
from adtool.chat.local import LocalChat
from adtool.errors import AdtoolError, CheckpointError, UnavailableError
from adtool.narration.narrator import Narrator
from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from adtool.model.placing import Place


def find(settings: ModelSettings) -> Callable[[], Narrator]:
    """Find a vision-language model and its writer, and return what loads them.

    Args:
        settings: the model; ``settings.chat.writer`` is the model that words what it has seen, of
            any kind of chat model, empty where it does so itself.

    Raises:
        UnavailableError: if there is no such model or device, or memory is too small.
        CheckpointError: if one is no chat model, sees nothing, is incomplete, or would run code of
            its own.
    """
    from adtool.model.device import pick_device
    from adtool.model.lookup import find_folder
    from adtool.model.placing import place

    name, writer_name = settings.model, settings.chat.writer
    device = pick_device(settings.device)
    looker = ChatFolder.check(find_folder(name), must_see=True)
    folders = [looker]
    if writer_name and writer_name != name:
        folders.append(ChatFolder.check(find_folder(writer_name), must_see=False))
    names = name if len(folders) == 1 else f"{name} with {writer_name}"
    where = place([one.weights for one in folders], device, names, partial(_smaller, device))

    def load() -> Narrator:
        from adtool.narration.two_steps import ChatNarrator

        chat = load_chat(looker, where, name)
        writer = load_chat(folders[1], where, writer_name) if len(folders) > 1 else chat
        return ChatNarrator(chat, writer, settings, name)

    return load


def load_chat(folder: ChatFolder, where: Place, name: str) -> LocalChat:
    """Load a chat model that was checked.

    Args:
        folder: the model.
        where: where it goes.
        name: what the user called it.

    Raises:
        CheckpointError: if transformers cannot load it, or weights are missing.
        UnavailableError: if it needs a package that is not here.
    """
    from adtool.model.imports import import_transformers

    import_transformers()
    from transformers import (
        AutoModelForCausalLM,
        AutoModelForImageTextToText,
        AutoProcessor,
        AutoTokenizer,
    )

    kind: Any = AutoModelForImageTextToText if folder.sees else AutoModelForCausalLM
    reader: Any = AutoProcessor if folder.sees else AutoTokenizer
    safe = {"local_files_only": True, "trust_remote_code": False}
    spread = {"device_map": "auto"} if where.device == "auto" else {}
    try:
        processor = reader.from_pretrained(folder.path, **safe)
        model, report = kind.from_pretrained(
            folder.path,
            dtype=where.dtype,
            use_safetensors=True,
            output_loading_info=True,
            **spread,
            **safe,
        )
    except Exception as error:  # transformers raises many kinds for what it cannot load
        raise _unloadable(folder, name, error) from error
    if lacking := report["missing_keys"]:  # they would be random
        raise CheckpointError(
            folder.path, f"lacks {len(lacking)} of its weights, as {min(lacking)}; fetch it again"
        )
    if not spread:
        model = model.to(where.device)
    chat = LocalChat(model, processor, name, folder.identity(), sees=folder.sees)
    _check_template(chat, folder)
    return chat


def _check_template(chat: LocalChat, folder: ChatFolder) -> None:
    from jinja2 import TemplateError

    try:
        shows = chat.shows_pictures()
    except (TemplateError, TypeError) as error:
        raise CheckpointError(
            folder.path, f"has a chat template that cannot be followed ({_reason(error)})"
        ) from error
    if folder.sees and not shows:
        raise CheckpointError(folder.path, "has a chat template without a place for pictures")


def _unloadable(folder: ChatFolder, name: str, error: Exception) -> AdtoolError:
    if isinstance(error, ImportError):
        return UnavailableError(
            f"The model {name} needs a package that is not here ({_reason(error)}).",
            "Install what it names, and run again.",
        )
    return CheckpointError(folder.path, f"cannot be loaded ({_reason(error)})")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _smaller(device: str, free: int) -> str:
    """Say what to do where ``free`` bytes of a device are too few."""
    from adtool.model.imports import transformers_version
    from adtool.model.known import recommended

    best = recommended(free, device, transformers_version())
    if best is not None:
        return f"Take a smaller one: adtool models get {best.name}"
    return "Close other programs, or name a server that runs the model."
