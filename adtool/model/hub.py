"""Models that are named: a folder here, or what the Hugging Face hub has or once gave.

The hub's own client asks a line that is dead six times for every file, half a minute each, and
transformers asks for several files. Here it is asked once; where it does not answer, only what
has been fetched before is looked at.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from adtool.errors import UnavailableError

TIMEOUT = 10.0
"""Seconds that the hub has to answer."""


def is_folder(name: str) -> bool:
    """Say whether a model's name is that of a folder here."""
    return Path(name).is_dir()


def only_local(kind: str, name: str, remedy: str) -> bool:
    """Say whether files can only come from this machine: ``local_files_only`` of every loader.

    Args:
        kind: what the model is for ("similarity model").
        name: a folder, or a name on the hub.
        remedy: what to give instead, as a sentence.

    Raises:
        UnavailableError: if there are no such files, and the hub does not answer.
    """
    if is_folder(name):
        return True
    if _answers(name):
        return False
    if not _was_fetched(name):
        raise UnavailableError(
            f"The {kind} {name} is no folder here, the hub has not given it before, and the hub "
            "cannot be reached.",
            f"Connect to the internet once. {remedy}",
        )
    return True


def file(name: str, part: str, *, local: bool) -> Path | None:
    """Return a file of a model; None if the model has no such file.

    Args:
        name: a folder, or a name on the hub.
        part: the file's name in it.
        local: whether the hub is to be left alone.
    """
    if is_folder(name):
        path = Path(name, part)
        return path if path.is_file() else None
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError

    try:  # what is not here, while the hub is left alone, is an EntryNotFoundError as well
        return Path(hf_hub_download(name, part, local_files_only=local))
    except EntryNotFoundError:
        return None


def unavailable(kind: str, name: str, error: Exception, remedy: str) -> UnavailableError:
    """Return the error that says in one line why a model did not load, and what to do."""
    reason = " ".join(str(error).split())[:200]
    return UnavailableError(f"The {kind} {name} cannot be had ({reason}).", remedy)


def _was_fetched(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(name, "config.json"), str)


@cache
def _answers(name: str) -> bool:
    """Say whether the hub answers a question about a model, be it that there is none."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        HfApi().model_info(name, timeout=TIMEOUT)
    except (HfHubHTTPError, HFValidationError):
        return True
    except Exception:  # requests, httpx, OSError: its clients raise many kinds for no connection
        return False
    return True
