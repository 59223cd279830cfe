"""The small language model that is trained from scratch."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

import numpy as np
import pytest
import torch

from adtool.model.prompt import target
from adtool_training.from_scratch import language_model
from adtool_training.from_scratch.language_model import (
    LanguageModelSettings,
    Texts,
    train_tokenizer,
)
from adtool_training.loop.steps import LoopSettings
from adtool_training.losses import IGNORED
from adtool_training.stage2_data.names import NameSettings
from adtool_training.stage2_data.windows import PromptSource

TINY = LanguageModelSettings(
    vocabulary=320,
    width=32,
    layers=2,
    heads=2,
    positions=64,
    length=48,
    batch=8,
    learning_rate=1e-2,
    loop=LoopSettings(steps=60, schedule="cosine", warmup=5, clip_norm=1.0),
)


@pytest.fixture
def tokenizer(colour_films):
    texts = [clip.text for film in colour_films for clip in film.annotations]
    return train_tokenizer(texts, TINY.vocabulary)


def test_any_text_survives_the_tokenizer(tokenizer):
    for text in (" Ann paints.", "Ünïcode — “quoted” 日本", "Possible characters: Zoë; X."):
        assert tokenizer.decode(tokenizer(text).input_ids) == text
    assert len({tokenizer.bos_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id}) == 3
    assert len(tokenizer) <= TINY.vocabulary


def test_a_prompts_own_words_are_not_learned_and_the_ad_and_its_end_are(colour_films, tokenizer):
    settings = dataclasses.replace(TINY, prompts=1.0, hints=1.0)
    batch = Texts(colour_films, tokenizer, settings)(0)
    texts = {target(clip.text) for film in colour_films for clip in film.annotations}
    for tokens, labels in zip(batch["tokens"], batch["labels"], strict=True):
        learned = labels[labels != IGNORED]
        assert learned[-1] == tokenizer.eos_token_id
        assert tokenizer.decode(learned[:-1]) in texts
        prompt = tokenizer.decode(tokens[: int((labels != IGNORED).int().argmax())])
        assert prompt.startswith("Possible characters: ")
        assert prompt.endswith(":")


@dataclasses.dataclass(frozen=True)
class SeenFilm:
    """A film that tells what its people look like."""

    film: object
    looks: ClassVar[dict[str, str]] = {"Ann": "redhead", "Bob": "bearded", "Cid": "hatted"}

    def __getattr__(self, name: str) -> object:
        return getattr(self.film, name)


def prompts(films, tokenizer, **names) -> list[tuple[str, str]]:
    settings = dataclasses.replace(TINY, prompts=1.0, hints=1.0, batch=64, length=200)
    told = PromptSource(NameSettings(**names))
    batch = Texts(films, tokenizer, settings, prompt_source=told)(0)
    found = []
    for tokens, labels in zip(batch["tokens"], batch["labels"], strict=True):
        first = int((labels != IGNORED).int().argmax())
        learned = labels[labels != IGNORED][:-1]
        found.append((tokenizer.decode(tokens[:first]), tokenizer.decode(learned)))
    return found


def test_looks_stand_for_faces_and_for_names_among_the_hints(colour_films, tokenizer):
    films = [SeenFilm(film) for film in colour_films]
    looks = SeenFilm.looks
    for prompt, said in prompts(films, tokenizer, in_clip=0.0, whole_cast=1.0, nobody=0.0):
        offered, hint = prompt.split(". Describe")
        entries = offered.removeprefix("Possible characters: ").split("; ")
        assert sorted(entries) == [f"{name} {look}" for name, look in looks.items()]
        assert not any(name in hint for name in looks)
        assert {look for look in looks.values() if look in hint} <= {looks[said.split()[0]]}


def learned(batch, tokenizer) -> list[list[str]]:
    return [tokenizer.decode(labels[labels != IGNORED]).split() for labels in batch["labels"]]


def test_the_roll_calls_everybody_twice_and_teaches_names_alone(colour_films, tokenizer):
    films = [SeenFilm(film) for film in colour_films]
    settings = dataclasses.replace(TINY, prompts=1.0, rolls=1.0, length=200)
    batch = Texts(films, tokenizer, settings)(0)
    pairs = set()
    for tokens, names in zip(batch["tokens"], learned(batch, tokenizer), strict=True):
        text = tokenizer.decode(tokens[tokens != tokenizer.pad_token_id])
        offered, called = text.removeprefix("Possible characters: ").split(". Describe:")
        look_of = dict(entry.split() for entry in offered.split("; "))
        assert set(look_of) == set(SeenFilm.looks)
        assert set(look_of.values()) == set(SeenFilm.looks.values())
        assert called.split()[1::2] == names
        assert sorted(names) == sorted([*look_of, *look_of])
        assert called.split()[::2] == [look_of[name] for name in names]
        pairs |= set(look_of.items())
    assert len(pairs) > len(SeenFilm.looks)  # who looks how is chance


def test_the_roll_is_called_first_and_never_where_no_looks_are_known(colour_films, tokenizer):
    films = [SeenFilm(film) for film in colour_films]
    settings = dataclasses.replace(TINY, prompts=1.0, roll_steps=2, length=200)
    first, second, third = (
        learned(Texts(films, tokenizer, settings)(i), tokenizer) for i in (0, 1, 2)
    )
    assert all(set(names) == set(SeenFilm.looks) for names in (*first, *second))
    assert all("paints" in said for said in third)
    plain = dataclasses.replace(settings, rolls=1.0)
    assert all(
        "paints" in said for said in learned(Texts(colour_films, tokenizer, plain)(0), tokenizer)
    )


def test_who_is_not_named_is_someone_where_names_are_to_be_known(colour_films, tokenizer):
    films = [SeenFilm(film) for film in colour_films]
    nobody = {"in_clip": 0.0, "whole_cast": 0.0, "nobody": 1.0}
    for prompt, said in prompts(films, tokenizer, someone=True, **nobody):
        assert prompt.startswith("Possible characters: unknown.")
        assert said.startswith(" Someone paints the wall")
    for _, said in prompts(films, tokenizer, **nobody):
        assert not said.startswith(" Someone")


def test_scripts_run_over_neighbouring_ads(colour_films, tokenizer):
    settings = dataclasses.replace(TINY, prompts=0.0)
    batch = Texts(colour_films, tokenizer, settings)(0)
    longest = max(batch["labels"], key=lambda row: int((row != IGNORED).sum()))
    text = tokenizer.decode(longest[longest != IGNORED])
    assert text.count(".") > 1
    assert any(text[:20] in "".join(target(c.text) for c in f.annotations) for f in colour_films)


def test_batches_depend_on_nothing_but_the_step(colour_films, tokenizer):
    texts = Texts(colour_films, tokenizer, TINY)
    first, again, other = texts(3), texts(3), texts(4)
    assert torch.equal(first["tokens"], again["tokens"])
    assert first["tokens"].shape != other["tokens"].shape or not torch.equal(
        first["tokens"], other["tokens"]
    )


def test_training_learns_the_text_and_saves_what_transformers_loads(colour_films, tmp_path):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = language_model.train(TINY, colour_films, tmp_path)
    model = AutoModelForCausalLM.from_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert sorted(p.suffix for p in folder.iterdir() if "model" in p.name) == [".safetensors"]
    ids = torch.tensor([tokenizer("Possible characters: Bob. Describe: Bob").input_ids])
    found = model.generate(
        ids, attention_mask=torch.ones_like(ids), max_new_tokens=12, do_sample=False
    )
    assert tokenizer.decode(found[0, ids.shape[1] :]).startswith(" paints the wall")
    before = [p.stat().st_mtime_ns for p in sorted(folder.iterdir())]
    assert language_model.train(TINY, colour_films, tmp_path) == folder
    assert before == [p.stat().st_mtime_ns for p in sorted(folder.iterdir())]


def test_padding_on_the_right_changes_no_loss(colour_films, tokenizer):
    task = language_model.LanguageTask(language_model.new_model(TINY, tokenizer))
    batch = Texts(colour_films, tokenizer, TINY)(0)
    padded = {
        "tokens": torch.nn.functional.pad(batch["tokens"], (0, 5), value=tokenizer.pad_token_id),
        "labels": torch.nn.functional.pad(batch["labels"], (0, 5), value=IGNORED),
    }
    with torch.no_grad():
        assert np.isclose(task(**batch)["loss"].item(), task(**padded)["loss"].item(), atol=1e-6)


def test_one_block_is_too_few_for_a_convolution_and_attention():
    with pytest.raises(ValueError, match="layers must be 2 or more"):
        dataclasses.replace(TINY, layers=1)
