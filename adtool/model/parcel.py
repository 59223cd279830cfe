"""What the hub says of a model before it is fetched: its licence, its size, and whether it will do.

A model is refused before its weights move if it could not be used: pickled weights alone, code of
its own, no chat template, or another kind of model altogether.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from adtool.errors import UnavailableError
from adtool.model.hub import TIMEOUT
from adtool.model.kinds import (
    CONFIGURATIONS,
    DISTINCTAD,
    TEMPLATES,
    has_chat_template,
    kind_of,
    needs_code,
    read_json,
)
from adtool.model.known import KNOWN, PERMISSIVE, repository_of
from adtool.model.lookup import PATTERNS

if TYPE_CHECKING:
    from huggingface_hub.hf_api import ModelInfo

UNSTATED = "not stated"


@dataclass(frozen=True)
class Parcel:
    """A model that can be fetched.

    Attributes:
        repository: its name on the hub.
        revision: the commit that is meant.
        licence: what its card names.
        files: what is fetched: bytes by name, the configuration first.
    """

    repository: str
    revision: str
    licence: str
    files: Mapping[str, int]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(self.files.values())

    @property
    def permissive(self) -> bool:
        """Whether its licence allows any use."""
        return self.licence.casefold() in PERMISSIVE

    @property
    def card(self) -> str:
        """Where its card is."""
        from huggingface_hub import constants

        return f"{constants.ENDPOINT}/{self.repository}"


def look_up(name: str) -> Parcel:
    """Ask the hub for a model.

    Args:
        name: a known model's short name, or a name on the hub.

    Raises:
        UnavailableError: if there is no such model, it cannot be used, or the hub does not answer.
    """
    repository = repository_of(name)
    info = _ask(name, repository)
    names = [sibling.rfilename for sibling in info.siblings or ()]
    sizes = {sibling.rfilename: sibling.size or 0 for sibling in info.siblings or ()}
    if not any(name.endswith(".safetensors") for name in names):
        raise _refused(repository, "has no weights in safetensors, and adtool opens no others")
    kind = _check(repository, str(info.sha), names)
    files = [name for name in names if _is_wanted(name, nested=kind == DISTINCTAD)]
    files.sort(key=lambda name: (name.endswith(".safetensors"), name != "config.json", name))
    return Parcel(repository, str(info.sha), _licence(info), {name: sizes[name] for name in files})


def _ask(name: str, repository: str) -> ModelInfo:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        HFValidationError,
        RepositoryNotFoundError,
    )

    if repository.count("/") != 1:
        raise _unknown(name)
    try:
        return HfApi().model_info(repository, files_metadata=True, timeout=TIMEOUT)
    except HFValidationError as error:
        raise _unknown(name) from error
    except GatedRepoError as error:
        raise _gated(repository) from error
    except RepositoryNotFoundError as error:
        raise _unknown(name) from error
    except HfHubHTTPError as error:
        raise unanswered(f"it answers {' '.join(str(error).split())[:120]}") from error
    except Exception as error:  # requests, httpx, OSError, ValueError: no connection, no JSON
        raise unanswered(type(error).__name__) from error


def _unknown(name: str) -> UnavailableError:
    known = ", ".join(one.name for one in KNOWN)
    return UnavailableError(
        f"There is no model {name!r} to fetch.",
        f"Name one of {known}, or a model of the hub as owner/name.",
    )


def _gated(repository: str) -> UnavailableError:
    return UnavailableError(
        f"{repository} is given only to those who have agreed to its terms on the hub.",
        "Agree on its page, log in with: hf auth login, and run the same command again.",
    )


def unanswered(reason: str) -> UnavailableError:
    """Return the error for a hub that does not give what it was asked for."""
    return UnavailableError(
        f"The model hub gives no answer ({reason}).",
        "Check the connection, and that HF_HUB_OFFLINE is not set, and run the same command again.",
    )


def _refused(repository: str, why: str) -> UnavailableError:
    return UnavailableError(f"{repository} {why}.", "See what is known to work: adtool models")


def _check(repository: str, revision: str, names: Iterable[str]) -> str:
    """Return a model's kind, from its small files.

    Raises:
        UnavailableError: if it cannot be used.
    """
    from huggingface_hub import hf_hub_download

    with tempfile.TemporaryDirectory() as place:
        try:
            for name in sorted({*CONFIGURATIONS, *TEMPLATES} & set(names)):
                hf_hub_download(repository, name, revision=revision, local_dir=place)
        except Exception as error:  # the hub's clients raise many kinds
            raise unanswered(type(error).__name__) from error
        folder = Path(place)
        kind = kind_of(read_json(folder / "config.json"))
        if needs_code(folder):
            raise _refused(repository, "needs code of its own, which adtool never runs")
        if not kind:
            raise _refused(repository, "is neither a vision-language model nor a DistinctAD")
        if kind != DISTINCTAD and not has_chat_template(folder):
            raise _refused(repository, "has no chat template, so that it cannot be asked")
    return kind


def _is_wanted(name: str, *, nested: bool) -> bool:
    """Say whether a file is fetched: nothing that could run, or lie elsewhere."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and (nested or len(path.parts) == 1)
    return inside and any(fnmatch(name, pattern) for pattern in PATTERNS)


def _licence(info: ModelInfo) -> str:
    card = info.card_data
    named = card and (card.get("license_name") or card.get("license"))
    tags = (tag.removeprefix("license:") for tag in info.tags or () if tag.startswith("license:"))
    return str(named or next(tags, UNSTATED))
