"""Annotations as values."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from adtool.datasets.annotations.annotation import Annotation, Excerpt, SeenFace

CLIP = Annotation(
    "m",
    1000,
    2000,
    "She runs.",
    ("Ann",),
    Excerpt("m/part", 0, 1000, (1, 2)),
    people=("nm1",),
    faces=(SeenFace(1, (0, 0, 9, 9), "nm1"),),
)


def test_an_annotation_travels_to_other_processes_as_it_is() -> None:
    assert pickle.loads(pickle.dumps(CLIP)) == CLIP
    assert len({CLIP, pickle.loads(pickle.dumps(CLIP))}) == 1


def test_an_annotation_is_never_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        CLIP.text = "He runs."  # type: ignore[misc]


def test_where_no_faces_were_looked_for_there_is_none_and_not_an_empty_list() -> None:
    plain = Annotation("m", 0, 1, "x")
    assert plain.faces is None
    assert (plain.excerpt, plain.characters, plain.people, plain.row) == (None, (), (), 0)
