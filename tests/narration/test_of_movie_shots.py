"""Narrators that are told of shots, with words and without."""

from __future__ import annotations

import pytest

from adtool.cast.character import Appearance, Character, FaceAt
from adtool.media import probe
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Offer, Seen, View
from adtool.narration.of_movie import narrate_movie
from adtool.narration.spotting import Spotting
from adtool.progress import SILENT
from adtool.shots import of_movie
from adtool.timeline import Candidate, Clip, Gap, Said
from adtool.work import Run, WorkFolder

CLIPS = [Clip(start, start + 3000, gap=Gap(start, start + 3000)) for start in (1000, 9000)]
SAID = [Said(0, 900, "Come."), Said(4500, 8000, "Why should I?")]


class Onlooker(Spotting):
    """Keeps what it is shown, and has a word for it."""

    def __init__(self, **view: object) -> None:
        super().__init__()
        self.view = View(2, 32, 16, 4, shots=True, **view)
        self.shown = []

    def see(self, clips, progress):
        self.shown += clips
        return Seen()

    def narrate(self, group, progress):
        return [Offer((Candidate("Rain.", -1.0),), facts={"mine": 1}) for _ in group.clips]


@pytest.fixture(autouse=True)
def _no_dlib(monkeypatch):
    monkeypatch.setattr(of_movie, "finds_faces", lambda: False)


@pytest.fixture
def run(make_film):
    return Run(probe(make_film()), WorkFolder(None), SILENT)


def narrated(run, narrator, narrations=None):
    narrations = narrations or [ClipNarration(clip) for clip in CLIPS]
    return narrate_movie(run, narrator, (), narrations, dialogue=SAID, rate=160)


def test_a_narrator_is_shown_the_shots_and_frames_of_those_beside(run):
    narrator = Onlooker(context=1)
    narrated(run, narrator)
    first, second = narrator.shown
    assert [(shot.start, shot.end) for shot in first.shots.inside] == [(1000, 2000), (2000, 4000)]
    assert [frame.shot for frame in first.after] == [2, 3]
    assert [frame.shot for frame in second.before] == [0, 1]
    assert second.shots.inside[0].setup == 5


def test_its_facts_stand_beside_those_of_the_shots(run):
    narrations, _ = narrated(run, Onlooker())
    facts = narrations[0].facts
    assert (facts["mine"], facts["seconds"], facts["words"]) == (1, 3.0, 8)
    assert facts["dialogue"] == {"before": ["Come."], "after": ["Why should I?"]}
    assert narrations[0].candidates == (Candidate("Rain.", -1.0),)


def test_a_narrator_without_words_is_shown_nothing(run):
    narrator = Onlooker(words=False)
    narrations, known = narrated(run, narrator)
    assert (narrator.shown, known) == ([], {})
    assert narrations[1].candidates == ()
    assert narrations[1].facts["dialogue"] == {"before": ["Come.", "Why should I?"], "after": []}


def test_recognised_faces_tell_how_near_the_camera_is(run):
    anna = Appearance(Character("Anna"), 0.5, 0.9, (FaceAt(2500, (0.3, 0.1, 0.6, 0.9)),))
    narrations = [ClipNarration(CLIPS[0], appearances=[anna]), ClipNarration(CLIPS[1])]
    (first, _), _ = narrated(run, Spotting(), narrations)
    assert [shot["scale"] for shot in first.facts["shots"]] == [None, "extreme close-up"]
    assert first.facts["characters"] == ["Anna"]


def test_who_asks_for_no_shots_gets_no_facts(run):
    narrator = Onlooker()
    narrator.view = View(2, 32, 16, 4)
    narrations, _ = narrated(run, narrator)
    assert narrator.shown[0].shots is None
    assert narrations[0].facts == {"mine": 1}


def test_without_clips_nobody_looks(run):
    assert narrate_movie(run, Spotting(), (), [], rate=160) == ([], {})
