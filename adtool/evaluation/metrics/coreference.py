"""Which words of a text mean the same person: F-Coref (Otmazgin et al., 2022), for CRITIC."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from adtool.errors import UnavailableError
from adtool.model import hub
from adtool.model.device import pick_device

Span = tuple[int, int]
"""Where a mention begins in the text, and where it ends, in characters."""

Coreference = Callable[[str], Sequence[Sequence[Span]]]
"""From a text to its clusters: the mentions of each person or thing."""

INSTALL = "Install it: pip install fastcoref."
REMEDY = "Give a folder with the files of biu-nlp/f-coref (--coreference)."


def load_coreference(name_or_folder: str, device: str = "auto") -> Coreference:
    """Load F-Coref.

    Args:
        name_or_folder: a folder, or a name on the Hugging Face hub.
        device: "auto", or a torch device.

    Raises:
        UnavailableError: if the package fastcoref or the model is missing, or does not load.
    """
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("fastcoref") is None:
        raise UnavailableError(
            "CRITIC needs the coreference resolver F-Coref, and fastcoref is not installed.",
            INSTALL,
        )
    hub.only_local("coreference model", name_or_folder, REMEDY)
    try:
        # It only splits words, by the same rules as the pipeline that would else be fetched.
        words = import_module("spacy").blank("en")
        model: Any = import_module("fastcoref").FCoref(
            name_or_folder,
            device=pick_device(device),
            nlp=words,
            enable_progress_bar=False,
        )
    except UnavailableError:
        raise
    except Exception as error:  # spacy, transformers and the hub raise many kinds
        raise hub.unavailable("coreference model", name_or_folder, error, REMEDY) from error

    def resolve(text: str) -> list[list[Span]]:
        clusters = model.predict([text])[0].get_clusters(as_strings=False)
        return [[span for span in cluster if span is not None] for cluster in clusters]

    return resolve
