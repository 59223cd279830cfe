"""Characters in ``describe``: who is told to the model, and what the script says of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adtool import recognition
from adtool.cast.character import Cast, Character
from adtool.errors import CastError, UnavailableError
from adtool.model.distinctad import DistinctAD
from adtool.narration.distinctad import DistinctADNarrator
from adtool.pipeline import describe
from adtool.recognition import Face, Recogniser
from adtool.recognition.recogniser import unit
from adtool.scripts import format_text
from adtool.settings import CharacterSettings, GapSettings, ModelSettings, Settings

MakeFilm = Callable[..., Path]

SETTINGS = Settings(
    gaps=GapSettings(longest_clip=4000),
    model=ModelSettings(beams=2, max_tokens=2, batch=4),
    characters=CharacterSettings(recogniser="clip"),
)


class Colours(Recogniser):
    """Takes a picture's mean colour, seen from grey, for the face in it; black shows nobody."""

    name, identity, threshold, frames, short_side = "colours", "colours 1", 0.97, 4, 48
    notice = "Colours are for tests only."

    def __init__(self) -> None:
        self.looks = 0

    def faces(self, picture: np.ndarray) -> list[Face]:
        self.looks += 1
        colour = picture.mean(axis=(0, 1))
        return [Face((0.0, 0.0, 1.0, 1.0), unit(colour - 128))] if colour.max() > 1 else []


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> Colours:
    """The recogniser that "clip" stands for in these tests."""
    one = Colours()
    monkeypatch.setitem(recognition.RECOGNISERS, "clip", lambda settings, encoder: one)
    return one


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Whom each clip's prompt names."""
    names: list[list[str]] = []
    narrate = DistinctAD.narrate

    def listening(self: DistinctAD, features: object, who: Sequence[Sequence[Character]], *a, **k):
        names.extend([one.name for one in clip] for clip in who)
        return narrate(self, features, who, *a, **k)

    monkeypatch.setattr(DistinctAD, "narrate", listening)
    return names


@pytest.fixture(scope="session")
def narrator(model_folder: Path) -> DistinctADNarrator:
    return DistinctADNarrator(DistinctAD.from_pretrained(model_folder), SETTINGS.model)


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    """Anna looks like the film from 4 s to 6 s, Tom like nothing in it, Eve has no portrait."""
    scene = np.random.default_rng(2).integers(0, 256, (3, 4, 3), np.uint8)
    portraits = {"anna": scene, "tom": np.full((9, 9, 3), (250, 0, 0))}
    for name, pixels in portraits.items():
        large = pixels.astype(np.uint8).repeat(4, axis=0).repeat(4, axis=1)
        Image.fromarray(large).save(tmp_path / f"{name}.png")
    anna, tom = (Character(n, portraits=(tmp_path / f"{n.lower()}.png",)) for n in ("Anna", "Tom"))
    return Cast("", (tom, anna, Character("Eve")))


def test_the_model_is_told_who_was_recognised_and_the_script_says_how_often(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    colours: Colours,
    told: list[list[str]],
) -> None:
    script = describe(make_film(seconds=12), SETTINGS, cast=cast, narrator=narrator)
    assert told == [[], ["Anna"], []]
    seen = {line.clip.start: (line.characters, line.presence) for line in script.lines if line.clip}
    assert seen[4000] == (("Anna",), (0.5,))
    assert seen.get(0, ((), ())) == ((), ())
    facts = script.metadata["recognition"]
    assert facts == {"recogniser": "colours 1", "threshold": 0.97, "frames": 4}
    assert "Colours are for tests only." in script.metadata["warnings"]  # type: ignore[operator]


def test_a_model_with_face_tokens_is_shown_the_portraits_of_those_it_is_told_of(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import torch

    model = narrator.model
    seeing = copy.deepcopy(model)
    seeing.config = replace(model.config, faces=True)
    seeing.face_projection = torch.nn.Linear(16, 24)
    shown: list[object] = []
    embedded = DistinctAD._face_tokens
    monkeypatch.setattr(
        DistinctAD,
        "_face_tokens",
        lambda self, told: shown.extend(tell.faces for tell in told) or embedded(self, told),
    )
    whole = replace(SETTINGS, characters=CharacterSettings(recogniser="none"))
    describe(
        make_film(seconds=4), whole, cast=cast, narrator=DistinctADNarrator(seeing, SETTINGS.model)
    )
    ((tom, anna, eve),) = shown  # type: ignore[misc]
    for face, character in ((tom, cast.characters[0]), (anna, cast.characters[1])):
        portraits = [np.asarray(Image.open(path)) for path in character.portraits]
        assert torch.equal(face, model.portrait_features(portraits))
    assert eve is None


def test_where_nobody_is_recognised_nobody_is_named_or_the_cast_is(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    colours: Colours,
    told: list[list[str]],
) -> None:
    film, tom = make_film(seconds=4), Cast("", (cast.characters[0], cast.characters[2]))
    for unrecognised, names in (("unknown", []), ("cast", ["Tom", "Eve"])):
        told.clear()
        chosen = replace(SETTINGS.characters, unrecognised=unrecognised)
        script = describe(film, replace(SETTINGS, characters=chosen), cast=tom, narrator=narrator)
        assert told == [names]
        assert script.lines[0].characters == ()


def test_without_portraits_the_whole_cast_is_offered_and_nobody_is_looked_for(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    colours: Colours,
    told: list[list[str]],
) -> None:
    plain = Cast("", tuple(replace(one, portraits=()) for one in cast.characters))
    script = describe(make_film(seconds=4), SETTINGS, cast=plain, narrator=narrator)
    assert told == [["Tom", "Anna", "Eve"]]
    assert script.metadata["recognition"] is None
    assert script.metadata["warnings"][-1].startswith("No character of the cast has a portrait")  # type: ignore[index]
    assert colours.looks == 0


def test_a_rerun_looks_at_no_face_again_and_says_the_same(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    colours: Colours,
    tmp_path: Path,
) -> None:
    film = make_film(seconds=12)

    def run(settings: Settings = SETTINGS) -> str:
        script = describe(film, settings, cast=cast, narrator=narrator, work=tmp_path / "work")
        return format_text(script, "json")

    first, looks = run(), colours.looks
    assert looks == 2 + 3 * 4
    assert run() == first
    lower = replace(SETTINGS, characters=replace(SETTINGS.characters, threshold=0.5, exemplars=5))
    run(lower)
    assert colours.looks == looks  # thresholds and exemplars need no second look
    kept = sorted((tmp_path / "work").rglob("characters-*"))
    kept[-1].unlink()
    assert run() == first
    assert looks < colours.looks < 2 * looks


def test_cuts_faces_and_the_models_frames_take_one_decoding_and_the_script_says_how_much(
    make_film: MakeFilm, narrator: DistinctADNarrator, cast: Cast, colours: Colours, tmp_path: Path
) -> None:
    film = make_film(seconds=20)  # one gap, ten frames a second

    def decoded() -> object:
        return describe(
            film, SETTINGS, cast=cast, narrator=narrator, work=tmp_path / "work"
        ).metadata["decoding"]

    first = decoded()
    assert isinstance(first, dict)
    assert 150 < first["frames"] <= 1.05 * 200
    assert colours.looks > 2 + 4 * 4
    assert decoded() == first


def test_another_portrait_is_another_search(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    colours: Colours,
    tmp_path: Path,
) -> None:
    film = make_film(seconds=4)
    describe(film, SETTINGS, cast=cast, narrator=narrator, work=tmp_path / "work")
    looks = colours.looks
    Image.new("RGB", (20, 20), (0, 200, 10)).save(cast.characters[0].portraits[0])
    describe(film, SETTINGS, cast=cast, narrator=narrator, work=tmp_path / "work")
    assert colours.looks == 2 * looks


def test_a_portrait_without_a_face_is_told_of_unless_it_must_not_be(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    colours: Colours,
) -> None:
    film, path = make_film(seconds=4), cast.characters[1].portraits[0]
    Image.new("RGB", (20, 20)).save(path)
    script = describe(film, SETTINGS, cast=cast, narrator=narrator)
    warnings = " ".join(script.metadata["warnings"])  # type: ignore[arg-type]
    assert "anna.png, a portrait of Anna: colours finds no face in it." in warnings
    assert "Anna has no portrait that can be used, so no face." in warnings
    strict = replace(SETTINGS, characters=replace(SETTINGS.characters, strict=True))
    with pytest.raises(CastError, match=r"anna\.png: colours finds no face in it"):
        describe(film, strict, cast=cast, narrator=narrator)


def test_a_recogniser_that_is_not_there_is_said_before_the_work(
    make_film: MakeFilm,
    narrator: DistinctADNarrator,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adtool.recognition.insightface.find_spec", lambda _: None)
    chosen = replace(SETTINGS, characters=CharacterSettings(recogniser="insightface"))
    with pytest.raises(UnavailableError, match="pip install insightface onnxruntime"):
        describe(make_film(seconds=4), chosen, cast=cast, narrator=narrator)
