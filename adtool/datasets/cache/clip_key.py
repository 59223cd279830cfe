"""Which part of which file a clip is: what its frames depend on, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

from adtool.datasets.annotations import Annotation

ClipKey = tuple[int, int, str, int, int, tuple[int, ...]]
"""Start and end in the movie; file, start, end and pictures of its excerpt, where it has one."""


def clip_key(clip: Annotation) -> ClipKey:
    """Return what a clip's frames depend on."""
    if (there := clip.excerpt) is None:
        return clip.start, clip.end, "", 0, 0, ()
    return clip.start, clip.end, there.file, there.start, there.end, there.pictures


def clip_keys(clips: Iterable[Annotation]) -> list[ClipKey]:
    """Return the keys of a film's clips, sorted, each once: rows may tell of one clip."""
    return sorted(set(map(clip_key, clips)))


def digest(value: object) -> str:
    """Return 24 hexadecimal digits that tell a JSON value from others."""
    return sha256(json.dumps(value).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def clips_digest(keys: Sequence[ClipKey]) -> str:
    """Return the fingerprint of a film's annotations."""
    return digest(keys)
