"""Whose face it is, and who is in a clip."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.cast.character import Appearance, Character, FaceAt
from adtool.recognition.matching import (
    Gallery,
    Sightings,
    appearances,
    by_exemplars,
    joined,
    spot,
)
from adtool.recognition.recogniser import Face, Vector, unit

BOX = (0.1, 0.2, 0.5, 0.6)


TIMES = [[start + 100 * frame for frame in range(16)] for start in (0, 250, 500)]
"""When the frames of three clips are."""


def towards(*parts: float) -> Vector:
    return unit(parts)


def sightings(*rows: tuple[int, int, Vector], gallery: Gallery) -> Sightings:
    found = [spot([Face(BOX, vector)], gallery, clip, frame) for clip, frame, vector in rows]
    return joined(found, gallery.vectors.shape[1])


ANNA, TOM = towards(1, 0, 0), towards(0, 1, 0)
CAST = (Character("Anna"), Character("Tom"))
GALLERY = Gallery(np.stack([ANNA, TOM]), np.array([0, 1]))


def test_a_face_goes_to_the_nearest_portrait_of_whoever_it_shows() -> None:
    young, old = towards(1, 0, 0), towards(0, 0, 1)
    gallery = Gallery(np.stack([young, TOM, old]), np.array([0, 1, 0]))
    owners, cosines = gallery.nearest(np.stack([towards(0, 0.6, 0.8), towards(0, 0.8, 0.6)]))
    assert owners.tolist() == [0, 1]
    assert cosines == pytest.approx([0.8, 0.8])


def test_each_character_keeps_the_best_face_of_a_frame() -> None:
    faces = [Face(BOX, towards(0.8, 0, 0.6)), Face((0, 0, 1, 1), ANNA), Face(BOX, TOM)]
    found = spot(faces, GALLERY, 3, 5)
    assert found.places.tolist() == [[3, 5], [3, 5]]
    assert found.characters.tolist() == [0, 1]
    assert found.similarities == pytest.approx([1, 1])
    assert found.boxes[0].tolist() == [0, 0, 1, 1]


def test_those_above_the_threshold_are_in_the_clip_the_most_present_first() -> None:
    rows = [
        (0, 0, ANNA),
        (0, 1, TOM),
        (0, 2, towards(0, 0.9, 0.1)),
        (0, 3, towards(0.5, 0, 0.86)),
        (1, 0, towards(0.5, 0, 0.86)),
    ]
    found = appearances(sightings(*rows, gallery=GALLERY), [4, 4, 0], 0.6, CAST, TIMES[:3])
    assert [(one.character.name, one.presence) for one in found[0]] == [
        ("Tom", 0.5),
        ("Anna", 0.25),
    ]
    assert found[0][0].similarity == pytest.approx(1)
    assert found[1:] == [(), ()]


def test_equal_presence_is_ordered_by_similarity_then_by_the_cast() -> None:
    rows = [(0, 0, towards(0.9, 0, 0.3)), (0, 1, TOM), (1, 0, TOM), (1, 1, ANNA)]
    found = appearances(sightings(*rows, gallery=GALLERY), [2, 2], 0.5, CAST, TIMES[:2])
    assert [one.character.name for one in found[0]] == ["Tom", "Anna"]
    assert found[1] == (
        Appearance(CAST[0], 0.5, 1.0, (FaceAt(350, BOX),)),
        Appearance(CAST[1], 0.5, 1.0, (FaceAt(250, BOX),)),
    )


def test_a_frame_counts_once_however_often_somebody_is_in_it() -> None:
    twice = joined([spot([Face(BOX, ANNA)], GALLERY, 0, 0)] * 2, 3)
    assert appearances(twice, [2], 0.5, CAST, TIMES[:1]) == [
        (Appearance(CAST[0], 0.5, 1.0, (FaceAt(0, BOX),)),)
    ]


def test_nobody_sighted_is_nobody_in_any_clip() -> None:
    assert appearances(joined([], 3), [16, 16], 0.0, CAST, TIMES[:2]) == [(), ()]


def test_exemplars_find_a_role_that_the_portrait_hardly_shows() -> None:
    role = towards(0.7, 0, 0.714)  # Anna with a beard
    hidden = towards(0.45, 0, 0.893)
    seen = sightings((0, 0, role), (1, 0, hidden), (2, 0, TOM), gallery=GALLERY)
    plain = appearances(seen, [1, 1, 1], 0.6, CAST, TIMES[:3])
    assert [len(clip) for clip in plain] == [1, 0, 1]
    found = appearances(by_exemplars(seen, GALLERY, 5, 0.6), [1, 1, 1], 0.6, CAST, TIMES[:3])
    assert [[one.character.name for one in clip] for clip in found] == [["Anna"], ["Anna"], ["Tom"]]
    assert found[1][0].similarity == pytest.approx(float(role @ hidden), abs=1e-6)


def test_an_exemplar_is_the_mean_of_the_best_and_who_is_not_there_keeps_the_portrait() -> None:
    best, good, fair = towards(1, 0, 0.1), towards(1, 0, 0.3), towards(1, 0, 0.6)
    seen = sightings((0, 0, fair), (0, 1, best), (0, 2, good), gallery=GALLERY)
    again = by_exemplars(seen, GALLERY, 2, 0.5)
    exemplar = unit((best + good) / 2)
    assert again.similarities == pytest.approx([v @ exemplar for v in (fair, best, good)], abs=1e-6)
    stranger = sightings((0, 0, ANNA), (0, 1, towards(0, 0.3, 0.9)), gallery=GALLERY)
    kept = by_exemplars(stranger, GALLERY, 2, 0.5)
    assert kept.similarities[1] == pytest.approx(float(towards(0, 0.3, 0.9) @ TOM), abs=1e-6)
