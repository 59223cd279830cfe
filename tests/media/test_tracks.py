"""Which of a movie's audio tracks is heard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from av.stream import Disposition as Is

from adtool.errors import MediaError
from adtool.media import AudioReader, probe
from adtool.media.tracks import Track, choice_note, choose_track

SOUND = np.full(16_000, 0.3, np.float32)
NONE = Is(0)


def tracks(*described):
    """Make tracks, each of a language, a title and a role."""
    return tuple(
        Track(number, number + 1, language, title, "aac", 2, role)
        for number, (language, title, role) in enumerate(described, 1)
    )


def heard(films, *described, asked="", name="film.mkv"):
    """Return the number of the track that is heard of a file with some tracks."""
    made = [
        {"sound": SOUND, "language": language, "title": title, "disposition": disposition}
        for language, title, disposition in described
    ]
    info = probe(films.with_tracks(name, *made), asked)
    return next(one.number for one in info.tracks if one.index == info.audio.index)


@pytest.mark.parametrize(
    ("described", "number"),
    [
        ([("eng", "", Is.default), ("eng", "Commentary", NONE)], 1),
        ([("eng", "Director's commentary", Is.default), ("eng", "Film", NONE)], 2),
        ([("eng", "", Is.comment | Is.default), ("eng", "", NONE)], 2),
        ([("eng", "", Is.visual_impaired | Is.default), ("eng", "", NONE)], 2),
        ([("eng", "Audio Description", Is.default), ("eng", "", NONE)], 2),
        ([("eng", "English (AD)", Is.default), ("eng", "English", NONE)], 2),
        ([("deu", "Audiodeskription", Is.default), ("deu", "Deutsch", NONE)], 2),
        ([("deu", "Kommentar des Regisseurs", Is.default), ("deu", "", NONE)], 2),
        ([("fra", "Audiodescription", Is.default), ("fra", "VF", NONE)], 2),
        ([("fra", "Commentaires audio", Is.default), ("fra", "VF", NONE)], 2),
        ([("spa", "Audiodescripción", Is.default), ("spa", "", NONE)], 2),
        ([("eng", "Descriptive Audio", Is.default), ("eng", "", NONE)], 2),
        ([("eng", "DVS", Is.default), ("eng", "", NONE)], 2),
        ([("eng", "Isolated score", Is.default), ("eng", "", NONE)], 2),
        ([("eng", "", Is.hearing_impaired | Is.default), ("eng", "", NONE)], 2),
        ([("eng", "AD", NONE), ("eng", "Commentary", NONE)], 2),
        ([("deu", "", NONE), ("eng", "", Is.default)], 2),
        ([("deu", "", NONE), ("eng", "", NONE)], 1),
        ([("eng", "Ada and Adam", Is.default), ("eng", "Stereo", NONE)], 1),
        ([("cze", "Audiopopis", Is.default), ("cze", "", NONE)], 2),
        ([("fin", "Kuvailutulkkaus", Is.default), ("fin", "", NONE)], 2),
        ([("swe", "Syntolkning", Is.default), ("swe", "", NONE)], 2),
        ([("ukr", "Аудіодескрипція", Is.default), ("ukr", "", NONE)], 2),
        ([("rus", "Тифлокомментарий", Is.default), ("rus", "", NONE)], 2),
        ([("jpn", "音声ガイド", Is.default), ("jpn", "", NONE)], 2),
        ([("kor", "화면해설", Is.default), ("kor", "", NONE)], 2),
        ([("kor", "코멘터리", Is.default), ("kor", "", NONE)], 2),
        ([("tur", "Sesli Betimleme", Is.default), ("tur", "", NONE)], 2),
        ([("tur", "Yönetmen yorumu", Is.default), ("tur", "", NONE)], 2),
        ([("hun", "Audionarráció", Is.default), ("hun", "", NONE)], 2),
        ([("gre", "Ακουστική περιγραφή", Is.default), ("gre", "", NONE)], 2),
        ([("heb", "תיאור קולי", Is.default), ("heb", "", NONE)], 2),
        ([("ara", "وصف صوتي", Is.default), ("ara", "", NONE)], 2),
        ([("chi", "口述影像", Is.default), ("chi", "", NONE)], 2),
        ([("eng", "With audio description", NONE), ("eng", "Without audio description", NONE)], 2),
        ([("eng", "Commentary", Is.default), ("eng", "No commentary", NONE)], 2),
        ([("eng", "Non-descriptive", Is.default), ("eng", "Descriptive", NONE)], 1),
        ([("eng", "Original Soundtrack 5.1", Is.default), ("eng", "B", NONE)], 1),
        ([("deu", "Deutsch", Is.dub), ("eng", "English", Is.original)], 2),
        ([("deu", "Deutsch", Is.dub | Is.default), ("eng", "English", Is.original)], 1),
    ],
)
def test_the_films_own_sound_is_heard_and_not_what_is_said_about_it(films, described, number):
    assert heard(films, *described) == number


FOUR = (
    ("ger", "Kino", Is.default),
    ("eng", "Original", NONE),
    ("eng", "Director's commentary", Is.comment),
    ("fre", "VF", NONE),
)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("2", 2),
        ("3", 3),
        ("en", 2),
        ("eng", 2),
        ("English", 2),
        ("en-GB", 2),
        ("de", 1),
        ("deu", 1),
        ("Deutsch", 1),
        (" fr ", 4),
        ("fra", 4),
        ("français", 4),
        ("director's commentary", 3),
        ("Commentary", 3),
        ("direct", 3),
        ("kino", 1),
        ("vf", 4),
        ("02", 2),
        ("DE", 1),
        ("de_AT", 1),
        ("directors commentary", 3),
        ("DIRECTOR’S", 3),
        ("", 1),
    ],
)
def test_a_track_is_asked_for_by_number_language_or_title(films, asked, number):
    assert heard(films, *FOUR, asked=asked) == number


@pytest.mark.parametrize("asked", ["5", "0", "-1", "it", "Italian", "rect", "or", "²"])
def test_one_that_is_not_there_is_refused_with_the_list_of_those_that_are(films, asked):
    with pytest.raises(MediaError) as caught:
        heard(films, *FOUR, asked=asked)
    told = str(caught.value)
    assert f"film.mkv: has no audio track {asked!r}, but these audio tracks: 1 (ger" in told
    assert '3 (eng, "Director\'s commentary", mono), 4 (fre, "VF", mono); name' in told
    assert "\n" not in told


def test_the_sound_is_that_of_the_track_and_no_other(films):
    loud = {"sound": SOUND, "title": "Commentary", "disposition": Is.default}
    film = films.with_tracks("film.mkv", loud, {"sound": 0.1 * SOUND, "language": "eng"})

    def level(asked):
        return np.concatenate(list(AudioReader(probe(film, asked)))).max()

    assert level("") == pytest.approx(0.03, abs=1e-3)
    assert level("eng") == pytest.approx(0.03, abs=1e-3)
    assert level("1") == pytest.approx(0.3, abs=1e-3)
    assert np.concatenate(list(AudioReader(film))).max() == pytest.approx(0.03, abs=1e-3)


@pytest.mark.parametrize("name", ["film.mp4", "film.ts", "film.mka"])
def test_tracks_of_other_containers_have_languages_as_well(films, name):
    codec = {"codec": "aac", "sound": SOUND}
    film = films.with_tracks(name, {**codec, "language": "deu"}, {**codec, "language": "eng"})
    info = probe(film, "en")
    assert [one.language for one in info.tracks] == ["deu", "eng"]
    assert [one.title for one in info.tracks] == ["", ""]
    assert info.audio.index == info.tracks[1].index


def test_a_track_that_cannot_be_decoded_is_not_chosen_and_not_taken_for_silence():
    spoilt = Track(1, 0, "eng", "", "", 2, "")
    good = Track(2, 1, "deu", "", "aac", 2, "")
    assert choose_track(Path("a.mkv"), (spoilt, good), 0) == good
    with pytest.raises(MediaError, match=r"audio track 1 \(eng, stereo\) is in a codec that"):
        choose_track(Path("a.mkv"), (spoilt, good), 0, "eng")
    with pytest.raises(MediaError, match="its sound is in a codec that cannot be decoded here"):
        choose_track(Path("a.mkv"), (spoilt,), 0)
    assert choose_track(Path("a.mkv"), (), None) is None
    assert choose_track(Path("a.mkv"), (), None, "eng") is None


def test_one_that_is_announced_but_not_there_is_the_last_choice():
    ghost = Track(1, 0, "eng", "", "aac", 0, "")
    there = Track(2, 1, "eng", "Commentary", "aac", 2, "commentary")
    assert choose_track(Path("a.ts"), (ghost, there), 0) == there


def test_where_it_had_to_choose_one_line_says_what():
    own = tracks(("eng", "", ""), ("eng", "Commentary", "commentary"), ("", "", ""))
    assert choice_note("film.mkv", own, 2) == (
        'film.mkv has 3 audio tracks: 1 (eng, stereo) is heard, not 2 (eng, "Commentary", '
        "stereo), 3 (stereo); --audio-track chooses another."
    )
    assert "is heard, not 2" in choice_note("film.mkv", own, 2, "eng")  # there are two
    assert choice_note("film.mkv", own, 3, "commentary") == ""
    assert choice_note("film.mkv", own, 2, "1") == ""
    assert choice_note("film.mkv", own[:1], 2) == ""


def test_an_only_track_that_is_not_the_films_own_is_told():
    (only,) = tracks(("eng", "", "description"))
    assert choice_note("a.mkv", (only,), 2) == (
        "a.mkv: its only audio track is 1 (eng, description, stereo): not the film's own?"
    )
    (clear,) = tracks(("eng", "", "hearing impaired"))
    assert choice_note("a.mkv", (clear,), 2) == ""
