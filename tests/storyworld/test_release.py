"""A film with all that belongs to it."""

import json

import pytest

from adtool.cast.cast import read_cast
from adtool.errors import OutputError
from adtool.scripts import read_script
from adtool.storyworld import release, sample_film, seeds
from adtool.storyworld.release import ReleaseSettings
from adtool.storyworld.voices import SENTENCES

SIZE = (160, 90)


FILM = sample_film(11, 3)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    made = release.prepare(FILM, tmp_path_factory.mktemp("world") / "film")
    release.write(FILM, made, SIZE)
    return made


def test_the_cast_file_names_everybody_with_a_portrait(files):
    cast = read_cast(files.cast_file)
    assert cast.title == "Storyworld 11"
    assert cast.names == tuple(person.name for person in FILM.credits)
    portraits = tuple(p for character in cast.characters for p in character.portraits)
    assert portraits == tuple(path.resolve() for path in files.portraits)


def test_the_reference_scripts_hold_each_clips_line_inside_its_clip(files):
    texts = [shot.text for shot in FILM.clips]
    for path in files.scripts:
        lines = read_script(path).lines
        assert [line.text for line in lines] == texts
        for line, shot in zip(lines, FILM.clips, strict=True):
            assert shot.start == line.start < line.end <= shot.end
    for line, shot in zip(lines, FILM.clips, strict=True):  # those of the JSON
        assert (line.clip.start, line.clip.end) == (shot.start, shot.end)
        assert line.characters == shot.characters


def test_clips_between_two_dialogues_lie_in_one_gap():
    film = sample_film(4)
    for line in release.reference(film).lines:
        gap = line.clip.gap
        assert not any(start < gap.end and gap.start < end for start, end in film.dialogue)
        assert (gap.start - 400) in {end for _, end in film.dialogue}


def test_the_subtitles_hold_what_is_said(files):
    lines = read_script(files.subtitles).lines
    said = {text for _, text in SENTENCES}
    assert lines
    for line in lines:
        assert line.text in said
        assert any(start <= line.start < line.end <= end for start, end in FILM.dialogue)


def test_files_that_are_there_are_replaced_only_on_demand(files, tmp_path):
    with pytest.raises(OutputError, match=r"film\.mp4: exists already; say --overwrite"):
        release.prepare(FILM, files.folder)
    assert release.prepare(FILM, files.folder, overwrite=True) == files
    portraits = tmp_path / "portraits"
    portraits.mkdir()
    (portraits / f"{FILM.credits[2].name}.png").write_text("mine")
    with pytest.raises(OutputError, match=r"\.png: exists already"):
        release.prepare(FILM, tmp_path)


def test_the_reference_says_which_film_it_is_of(files):
    document = json.loads(files.scripts[1].read_text("utf-8"))
    assert document["movie"] == files.movie.name


def test_unless_told_otherwise_it_is_the_first_of_the_test_films():
    assert ReleaseSettings().film() == sample_film(seeds("test", 1)[0])


def test_a_split_and_a_number_or_a_seed_alone_say_which():
    third = ReleaseSettings("validation", 3, clips=2).film()
    assert (third.seed, len(third.clips)) == (seeds("validation", 3)[2], 2)
    assert ReleaseSettings("validation", 3, seed=7, clips=2).film().seed == 7


def test_a_split_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="splits: train, validation, test"):
        ReleaseSettings("mars").film()
