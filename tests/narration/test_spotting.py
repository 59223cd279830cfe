"""The spotting list: a draft without any model."""

from __future__ import annotations

import subprocess
import sys

import pytest

from adtool.errors import UnavailableError
from adtool.gaps.report import GapReport
from adtool.narration.narrator import Group, Offer, Seen, ShownClip
from adtool.narration.narrators import find_narrator
from adtool.narration.spotting import Spotting, find
from adtool.pipeline import describe
from adtool.progress import SILENT
from adtool.scripts import FORMATS, read_script, write_script
from adtool.settings import ModelSettings, Settings
from adtool.timeline import Gap, Span

SETTINGS = Settings(model=ModelSettings(model="spotting"))


def known(*gaps: Gap, duration: int = 20_000) -> GapReport:
    return GapReport("film.mp4", duration, (), gaps)


def test_the_list_is_asked_for_by_its_name():
    assert isinstance(find_narrator(SETTINGS.model)(), Spotting)
    assert find(SETTINGS.model)().settings == SETTINGS.model


def test_it_sees_shots_and_faces_and_has_no_words():
    view = Spotting().view
    assert (view.shots, view.faces, view.words, view.portraits) == (True, True, False, False)
    assert (Spotting.drawn, Spotting.encoder) == (False, None)  # living people, by their faces


def test_it_lets_clips_pass_and_offers_nothing():
    spotting, clip = Spotting(), Span(0, 2000)
    passed = iter([ShownClip(clip, ()), ShownClip(clip, ())])
    seen = spotting.see(passed, SILENT)
    assert (dict(seen.tensors), list(seen.notes), next(passed, None)) == ({}, [], None)
    group = Group([clip, clip], seen, None, [[], []], {})
    assert spotting.narrate(group, SILENT) == [Offer(), Offer()]
    assert spotting.unlikeness([Seen()], []) is None


def test_it_has_nothing_to_encode_with():
    for ask in (Spotting().from_features, Spotting().portray):
        with pytest.raises(UnavailableError, match="has no encoder"):
            ask([])


def test_every_clip_of_a_film_gets_a_cue(make_film):
    script = describe(make_film(), SETTINGS, gaps=known(Gap(0, 3000), Gap(6000, 12_000)))
    assert [(one.start, one.end, one.placeholder) for one in script.lines] == [
        (0, 3000, True),
        (6000, 12_000, True),
    ]
    first = script.lines[0]
    assert first.text.startswith("[3.0 s · 8 words]\n2 shots: ")
    assert [shot["start"] for shot in first.facts["shots"]] == [0.0, 2.0]
    assert script.omissions == ()
    assert script.metadata["model"] == {"name": "spotting"}
    assert script.metadata["settings"]["model"]["model"] == "spotting"
    assert "stills" not in script.metadata


def test_a_film_without_gaps_gets_no_cue(make_film):
    script = describe(make_film(), SETTINGS, gaps=known())
    assert script.lines == ()


def test_a_gap_in_the_last_second_gets_a_cue(make_film):
    script = describe(make_film(), SETTINGS, gaps=known(Gap(19_000, 20_000)))
    assert [line.text.partition("\n")[0] for line in script.lines] == ["[1.0 s · 2 words]"]


def test_stills_lie_in_the_work_folder_that_the_metadata_name(make_film, tmp_path):
    script = describe(make_film(), SETTINGS, gaps=known(Gap(0, 3000)), work=tmp_path / "work")
    shots = script.lines[0].facts["shots"]
    assert len(shots) == 2
    for shot in shots:
        assert (tmp_path / "work" / script.metadata["stills"] / shot["still"]).is_file()


def test_clips_that_cannot_be_read_get_a_cue_all_the_same(make_film):
    film = make_film("film.mkv", seconds=10, sound=True, shown=3)
    script = describe(film, SETTINGS, gaps=known(Gap(0, 2000), Gap(8000, 10_000), duration=10_000))
    assert [line.text.partition("\n")[0] for line in script.lines] == [
        "[2.0 s · 5 words]",
        "[2.0 s · 5 words]",
    ]
    assert script.lines[1].text == "[2.0 s · 5 words]"
    assert script.metadata["warnings"] == ["1 of 2 clips have no frame that could be read."]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "edl"])
def test_every_format_holds_the_list(make_film, tmp_path, name):
    script = describe(make_film(), SETTINGS, gaps=known(Gap(0, 3000), Gap(6000, 12_000)))
    path = tmp_path / f"list.{name}"
    write_script(script, path, name)
    read = read_script(path)
    assert [(one.start, one.end, one.text, one.placeholder) for one in read.lines] == [
        (one.start, one.end, one.text, one.placeholder) for one in script.lines
    ]


def test_a_rerun_gives_the_same_list(make_film, tmp_path):
    film, gaps = make_film(), known(Gap(0, 3000), Gap(6000, 12_000))
    first = describe(film, SETTINGS, gaps=gaps, work=tmp_path / "work")
    assert describe(film, SETTINGS, gaps=gaps, work=tmp_path / "work") == first


@pytest.mark.slow
def test_no_model_library_is_loaded(make_film, tmp_path):
    code = (
        "import sys\n"
        "from adtool.gaps.report import GapReport\n"
        "from adtool.pipeline import describe\n"
        "from adtool.settings import ModelSettings, Settings\n"
        "from adtool.timeline import Gap\n"
        "gaps = GapReport('', 20_000, (), (Gap(0, 3000),))\n"
        "settings = Settings(model=ModelSettings(model='spotting'))\n"
        f"script = describe({str(make_film())!r}, settings, gaps=gaps)\n"
        "assert len(script.lines) == 1\n"
        "heavy = {'torch', 'transformers', 'open_clip', 'accelerate'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
