"""Where the model of a name lies: in a folder, adtool's models folder, the hub's cache or the hub.

What is complete on this machine is taken without a question to the hub, so that a model that was
fetched once works offline, and stays the same until ``adtool models get`` fetches it anew.
"""

from __future__ import annotations

from pathlib import Path

from adtool.errors import CheckpointError, UnavailableError
from adtool.model.catalogue import bundled_folder, find_models, models_folder
from adtool.model.hub import only_local
from adtool.model.kinds import weight_files
from adtool.model.known import find_known, repository_of
from adtool.settings import BUNDLED

PATTERNS = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja", "*.md")
"""What is fetched of a model: no pickles, and no code."""

NAMED = (
    '"auto", "bundled", "spotting", a folder, a name of adtool models, a name on the hub '
    "(owner/name), or a server's address (http://…)"
)
"""What ``--model`` takes."""


def find_folder(name_or_folder: str | Path) -> Path:
    """Find a model's folder, fetching it from the hub where only that has it.

    Args:
        name_or_folder: a folder; "bundled"; a name in adtool's models folder; a known model's
            short name; or a name on the hub.

    Raises:
        UnavailableError: if it is not to be had.
        CheckpointError: if a path was given that is no folder.
    """
    name = str(name_or_folder)
    if name == BUNDLED:
        if (bundled_folder() / "config.json").is_file():
            return bundled_folder()
        raise UnavailableError(
            "This installation carries no bundled model.", "Choose a model with --model."
        )
    folder = Path(name_or_folder)
    if folder.is_dir():
        return folder
    if folder.exists():
        raise CheckpointError(folder, "is a file, but a model is a folder")
    named = models_folder() / name_or_folder
    if named.is_dir():
        return named
    repository = repository_of(name)
    fetched = fetched_folder(repository)
    if fetched is not None and _is_whole(fetched):
        return fetched
    if repository != name and find_known(name) is not None:
        raise UnavailableError(
            f"The model {name} is not on this machine yet.",
            f"Fetch it with: adtool models get {name}",
        )
    return _from_hub(name)


def fetched_folder(repository: str) -> Path | None:
    """Return where the hub's cache holds a repository's latest, whole or not; None if nowhere."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        found = try_to_load_from_cache(repository, "config.json")
    except HFValidationError:
        return None
    return Path(found).parent if isinstance(found, str) else None


def _is_whole(folder: Path) -> bool:
    files = weight_files(folder) or ()
    whole = all((folder / name).is_file() for name in ("config.json", *files))
    return bool(files) and whole


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    local = only_local("model", name, f"Or give {NAMED}.")
    try:
        return Path(snapshot_download(name, allow_patterns=list(PATTERNS), local_files_only=local))
    except HFValidationError as error:
        here = ", ".join(model.name for model in find_models())
        raise UnavailableError(
            f"There is no model folder {name}, and no such name.",
            f"Give {NAMED}; on this machine are: {here}.",
        ) from error
    except Exception as error:  # requests, httpx, OSError: the hub's clients raise many kinds
        raise UnavailableError(
            f"The model {name} is no folder here, and the hub has not given it "
            f"({type(error).__name__}).",
            f"Check the name, connect to the internet once, or give {NAMED}.",
        ) from error
