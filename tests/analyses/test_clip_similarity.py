"""The clips of films in the spaces of CLIPs."""

import numpy as np
import pytest

from adtool.analyses.clip_similarity import compare_clips
from adtool.analyses.settings import FilmSettings, SimilaritySettings
from adtool.errors import AdtoolError
from adtool.progress import SILENT, Notebook

FILMS = FilmSettings(films=2, device="cpu")


def test_every_clip_and_the_first_text_encoder_make_a_space(tiny_clip):
    named = {"one": str(tiny_clip), "two": str(tiny_clip)}
    found = compare_clips(named, FILMS, SimilaritySettings(first=2, count=3, frames=1))
    assert (found.names, found.sources) == (["one", "two", "ADs"], [str(tiny_clip)] * 3)
    assert [clip.number for clip in found.clips] == [2, 3, 4]
    assert (len(found.over), found.clips_of_each) == (1, [48])
    assert found.matrices[0].shape == (3, 3)
    np.testing.assert_array_equal(found.matrices[0], found.matrices[1])


def test_means_may_be_over_all_films(tiny_clip):
    settings = SimilaritySettings(count=2, frames=1, over="films")
    found = compare_clips({"one": str(tiny_clip)}, FILMS, settings)
    assert (len(found.over), found.clips_of_each) == (2, [48, 48])
    assert found.film == found.over[0]


def test_without_a_text_encoder_there_are_no_ads():
    told = Notebook(SILENT)
    settings = SimilaritySettings(count=2, frames=1)
    found = compare_clips({"own": "bundled"}, FILMS, settings, told)
    assert found.names == ["own"]
    assert told.notes == ["No --clip has a text encoder, so the ADs are not compared."]


def test_a_film_with_fewer_clips_is_refused(tiny_clip):
    with pytest.raises(AdtoolError, match="has 48 clips, so 3 from clip 47 on are not there"):
        compare_clips({"one": str(tiny_clip)}, FILMS, SimilaritySettings(first=47, count=3))
