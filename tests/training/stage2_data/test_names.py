"""Whom training prompts name."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
import torch
from torch import nn

from adtool.datasets.annotated import annotated_films
from adtool.datasets.settings import DataSettings
from adtool.evaluation.predict import Footage, predict
from adtool.model.clip import load_clip
from adtool.model.config import DistinctADConfig
from adtool.model.distinctad import DistinctAD
from adtool.model.prompt import interleaved_prompt, prompt_characters
from adtool.narration.distinctad import DistinctADNarrator
from adtool.narration.narrator import Offer
from adtool.work import WorkFolder
from adtool_training.stage2_data.names import NameSettings, prompt_names
from adtool_training.stage2_data.windows import PromptSource, window_batch, windows_of


class Wordless(nn.Module):
    """A language model that is never asked."""

    width = 8


class NoFeatures:
    def of(self, film, clips=None):
        return torch.zeros(len(film.annotations if clips is None else clips), 2, 16)


@dataclasses.dataclass(frozen=True)
class Frameless:
    """A film of which nothing is to be seen."""

    film: object

    def __getattr__(self, name):
        return getattr(self.film, name)

    def frames(self, index, count, rng):
        return np.zeros((count, 8, 8, 3), np.uint8)


def test_prompts_name_the_clips_characters_or_the_cast_or_nobody(colour_films):
    film = colour_films[0]
    rng = np.random.default_rng(0)
    settings = NameSettings(0.4, 0.4, 0.2)
    drawn = [
        tuple(role.name for role in prompt_names(film, film.annotations[0], settings, rng))
        for _ in range(300)
    ]
    sizes = [sum(len(names) == n for names in drawn) / 300 for n in (1, 3, 0)]
    assert sizes == pytest.approx([0.4, 0.4, 0.2], abs=0.08)
    assert {names for names in drawn if len(names) == 3} == {("Ann", "Bob", "Cid")}
    with pytest.raises(ValueError, match="add up to 1"):
        NameSettings(0.5, 0.5, 0.5)


def test_those_in_the_clip_are_named_in_the_annotations_order(colour_films):
    film = colour_films[0]
    clip = dataclasses.replace(film.annotations[0], characters=("Cid", "Ann", "Bob"))
    rng = np.random.default_rng(0)
    for _ in range(5):
        drawn = prompt_names(film, clip, NameSettings(1, 0, 0), rng)
        assert [role.name for role in drawn] == ["Cid", "Ann", "Bob"]


BANK = [
    {"id": "nm0", "role": "Ann Berg", "name": "Zoe Actor"},
    {"id": "nm1", "role": "Bob", "name": "Yan Player"},
    {"id": "nm2", "role": "Ann Hill", "name": ""},
]
ROWS = {
    "nobody recognised": "{}",
    "one": "{'nm1': [(0, 0)]}",
    "two, the likelier first": "{'nm0': [(0, 0)], 'nm1': [(0, 0), (1, 1)]}",
    "two who share a first name": "{'nm2': [(0, 0)], 'nm0': [(1, 1)]}",
    "a stranger to the cast": "{'nm9': [(0, 0)], 'nm2': [(1, 1)]}",
}


@pytest.fixture
def film(tmp_path):
    """A film of MAD's with AutoAD-Zero's faces, and a character bank with actors."""
    (tmp_path / "bank.json").write_text(json.dumps({"m": BANK}))
    rows = [f'm,x,{i},{i + 1},[],"{who}"\n' for i, who in enumerate(ROWS.values())]
    table = tmp_path / "mad.csv"
    table.write_text("movie,sentence,start,end,bboxes,pred_ids\n" + "".join(rows))
    settings = DataSettings(
        kind="mad", annotations=str(table), cast=str(tmp_path / "bank.json"), validation_films=0
    )
    (found,) = annotated_films(settings, "train")
    return found


class Listening(DistinctADNarrator):
    """A narrator that keeps whom it is told of."""

    def __init__(self, model):
        super().__init__(model)
        self.told = []

    def see(self, shown, progress):
        return torch.zeros(len(list(shown)), 1)

    def narrate(self, group, progress):
        self.told += group.characters
        return [Offer()] * len(group.clips)


def worded(characters, names):
    return interleaved_prompt(prompt_characters(characters, names))


@pytest.mark.parametrize("names", ["first", "full"])
@pytest.mark.parametrize("whom", ["clip", "cast", "nobody"])
def test_a_rows_prompt_is_the_same_in_training_and_in_evaluation(
    film, tiny_clip, tmp_path, names, whom
):
    shares = {"clip": (1, 0, 0), "cast": (0, 1, 0), "nobody": (0, 0, 1)}
    source = PromptSource(NameSettings(*shares[whom]))
    [window] = windows_of(film, 16)
    trained = window_batch([(0, window)], NoFeatures(), source, [0])["inputs"][0]
    vision = load_clip(str(tiny_clip)).vision
    config = DistinctADConfig(vision=vision.config, frames=2, names=names)
    narrator = Listening(DistinctAD(config, vision, Wordless()))
    frameless = Frameless(film)
    predict([frameless], narrator, Footage(), whom, WorkFolder(tmp_path / "work"))
    evaluated = [worded(told, names) for told in narrator.told]
    assert [worded(inputs.characters, names) for inputs in trained] == evaluated
    assert len(evaluated) == len(ROWS)


def test_prompts_name_role_and_actor_of_who_was_recognised(film):
    source = PromptSource(NameSettings(1, 0, 0))
    [window] = windows_of(film, 16)
    inputs = window_batch([(0, window)], NoFeatures(), source, [0])["inputs"][0]
    assert [worded(one.characters, "first")[0] for one in inputs] == [
        "Possible characters: unknown. Describe",
        "Possible characters: Bob played by Yan Player. Describe",
        "Possible characters: Bob played by Yan Player; Ann played by Zoe Actor. Describe",
        "Possible characters: Ann Hill; Ann Berg played by Zoe Actor. Describe",
        "Possible characters: Ann. Describe",
    ]
