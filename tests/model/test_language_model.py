"""The narrator with four families of language models."""

import dataclasses
import functools
import logging

import numpy as np
import pytest
import torch

from adtool.model.language_model import IGNORED, LanguageModel, pad_left
from adtool.model.prompt import Role, Slot, interleaved_prompt
from adtool.settings import ModelSettings

from .conftest import byte_tokenizer, language_model

SETTINGS = ModelSettings(beams=3, max_tokens=10)
END = 0


@pytest.fixture(params=["gpt2", "llama", "lfm2", "opt"])
def any_narrator(request):
    return LanguageModel(language_model(request.param), byte_tokenizer(request.param != "gpt2"))


def prompts(narrator, lengths=(5, 9, 2)):
    generator = torch.Generator().manual_seed(2)
    return [torch.randn(n, narrator.width, generator=generator) for n in lengths]


@pytest.mark.parametrize("beams", [1, 3])
def test_a_prompt_gives_the_same_beside_others_as_alone(any_narrator, beams):
    settings = dataclasses.replace(SETTINGS, beams=beams)
    together = any_narrator.generate(prompts(any_narrator), settings)
    for prompt, found in zip(prompts(any_narrator), together, strict=True):
        (alone,) = any_narrator.generate([prompt], settings)
        assert [c.text for c in alone] == [c.text for c in found]
        np.testing.assert_allclose([c.score for c in alone], [c.score for c in found], atol=1e-4)


@pytest.mark.parametrize("beams", [1, 3])
def test_what_is_kept_from_token_to_token_changes_nothing(any_narrator, beams):
    settings = dataclasses.replace(SETTINGS, beams=beams)
    kept = any_narrator.generate(prompts(any_narrator), settings)
    generate = functools.partial(any_narrator.model.generate, use_cache=False)
    any_narrator.model.generate = generate
    anew = any_narrator.generate(prompts(any_narrator), settings)
    for found, plain in zip(kept, anew, strict=True):
        assert [c.text for c in found] == [c.text for c in plain]
        np.testing.assert_allclose([c.score for c in found], [c.score for c in plain], atol=1e-4)


def test_teacher_forcing_gives_the_same_beside_others_as_alone(any_narrator):
    sentences = ["Ann runs", "Bob waves to the dog.", "A"]
    together = any_narrator.teacher_forced(prompts(any_narrator), sentences)
    for i, (prompt, sentence) in enumerate(zip(prompts(any_narrator), sentences, strict=True)):
        alone = any_narrator.teacher_forced([prompt], [sentence])
        n = alone.labels.shape[1]
        assert torch.equal(together.labels[i, :n], alone.labels[0])
        assert (together.labels[i, n:] == IGNORED).all()
        torch.testing.assert_close(together.log_probs[i, :n], alone.log_probs[0])
        assert not together.log_probs[i, n:].any()


def test_teacher_forcing_is_the_plain_chain_of_predictions(any_narrator):
    (prompt,) = prompts(any_narrator, [4])
    found = any_narrator.teacher_forced([prompt], ["Ann runs"])
    tokens = [*any_narrator.tokenizer(" Ann runs.", add_special_tokens=False).input_ids, END]
    assert found.labels[0].tolist() == tokens
    table = any_narrator.model.get_input_embeddings()
    for u, token in enumerate(tokens):
        seen = torch.cat([prompt, table(torch.tensor(tokens[:u], dtype=torch.long))])
        logits = any_narrator.model(inputs_embeds=seen[None]).logits[0, -1]
        expected = logits.log_softmax(dim=-1)[token]
        torch.testing.assert_close(found.log_probs[0, u], expected, atol=1e-4, rtol=1e-4)


def test_greedy_follows_the_likeliest_token_and_scores_its_mean(any_narrator):
    (prompt,) = prompts(any_narrator, [6])
    settings = ModelSettings(beams=1, max_tokens=4, repetition_penalty=1.0, no_repeat_ngram=0)
    ((candidate,),) = any_narrator.generate([prompt], settings)
    table = any_narrator.model.get_input_embeddings()
    tokens, scores = [], []
    while len(tokens) < 4 and END not in tokens:
        seen = torch.cat([prompt, table(torch.tensor(tokens, dtype=torch.long))])
        log_probs = any_narrator.model(inputs_embeds=seen[None]).logits[0, -1].log_softmax(dim=-1)
        tokens.append(int(log_probs.argmax()))
        scores.append(float(log_probs.max()))
    text = any_narrator.tokenizer.decode(tokens, skip_special_tokens=True)
    assert candidate.text == text.strip()
    assert candidate.score == pytest.approx(np.mean(scores), abs=1e-4)


def test_no_three_tokens_stand_twice_and_lines_end_in_time(narrator, monkeypatch):
    seen = []
    monkeypatch.setattr(
        narrator.tokenizer,
        "batch_decode",
        lambda lines, **_: seen.extend(lines.tolist()) or [""] * len(lines),
    )
    narrator.generate(prompts(narrator), dataclasses.replace(SETTINGS, max_tokens=30))
    assert len(seen) == 9
    for line in seen:
        tokens = [token for token in line if token != END]
        assert len(tokens) <= 30
        grams = [tuple(tokens[i : i + 3]) for i in range(len(tokens) - 2)]
        assert len(grams) == len(set(grams))


def test_each_token_of_a_line_costs_again_from_the_first_on(any_narrator):
    settings = ModelSettings(beams=1, max_tokens=8, repetition_penalty=1.9, no_repeat_ngram=0)
    found = any_narrator.generate(prompts(any_narrator), settings)  # two of them are padded
    table = any_narrator.model.get_input_embeddings()
    for prompt, (candidate,) in zip(prompts(any_narrator), found, strict=True):
        line = []
        while len(line) < 8 and END not in line:
            shown = torch.cat([prompt, table(torch.tensor(line, dtype=torch.long))])
            with torch.no_grad():
                scores = any_narrator.model(inputs_embeds=shown[None]).logits[0, -1]
            for token in set(line):
                scores[token] *= 1.9 if scores[token] < 0 else 1 / 1.9
            line.append(int(scores.argmax()))
        text = any_narrator.tokenizer.decode(line, skip_special_tokens=True)
        assert candidate.text == text.strip()


def test_what_a_models_makers_advise_for_decoding_is_not_heeded(narrator):
    settings = dataclasses.replace(SETTINGS, repetition_penalty=1.0)
    expected = narrator.generate(prompts(narrator), settings)
    model = narrator.model
    model.generation_config.update(do_sample=True, temperature=9.0, repetition_penalty=1.9)
    found = LanguageModel(model, narrator.tokenizer).generate(prompts(narrator), settings)
    assert found == expected


def test_a_prompt_is_its_words_and_the_vectors_in_its_slots(any_narrator):
    video, bos = torch.randn(2, 24), torch.randn(1, 24)
    segments = interleaved_prompt([Role("Ann")])
    found = any_narrator.embed(segments, {Slot.VIDEO: [video], Slot.BOS: [bos]})
    table = any_narrator.model.get_input_embeddings()
    opening = [1] if any_narrator.tokenizer("").input_ids else []
    words = any_narrator.tokenizer(
        "Possible characters: Ann. Describe", add_special_tokens=False
    ).input_ids
    colon = any_narrator.tokenizer(":", add_special_tokens=False).input_ids
    expected = [table(torch.tensor(opening + words)), video, table(torch.tensor(colon)), bos]
    assert torch.equal(found, torch.cat(expected))


def test_each_face_fills_its_own_slot(narrator):
    faces = [torch.full((1, 24), 7.0), torch.full((1, 24), 8.0)]
    slots = {Slot.VIDEO: [torch.zeros(1, 24)], Slot.BOS: [torch.zeros(1, 24)], Slot.FACE: faces}
    found = narrator.embed(interleaved_prompt([Role("A"), Role("B")], faces), slots)
    order = [float(row[0]) for row in found if row.unique().numel() == 1 and row[0] > 1]
    assert order == [7.0, 8.0]


def test_offsets_point_at_the_words_of_the_target(narrator):
    found = narrator.teacher_forced(prompts(narrator, [3]), ["Ann runs"])
    text = " Ann runs."
    assert "".join(text[start:end] for start, end in found.offsets[0]) == text
    assert len(found.offsets[0]) == int(found.mask.sum())


def test_the_language_model_is_frozen_and_never_in_training_mode(narrator):
    narrator.train()
    assert not any(module.training for module in narrator.modules())
    assert not any(parameter.requires_grad for parameter in narrator.parameters())


def test_gradients_reach_the_prompt(any_narrator):
    prompt = prompts(any_narrator, [3])[0].requires_grad_()
    any_narrator.teacher_forced([prompt], ["Ann"]).log_probs.sum().backward()
    assert prompt.grad.abs().sum() > 0


def test_prompts_are_padded_on_the_left():
    padded, mask = pad_left([torch.ones(1, 2), torch.ones(3, 2)])
    assert mask.tolist() == [[False, False, True], [True, True, True]]
    assert torch.equal(padded.sum(dim=-1) > 0, mask)


def test_generating_says_nothing_on_the_log(narrator, caplog):
    with caplog.at_level(logging.WARNING):
        narrator.generate(prompts(narrator), SETTINGS)
    assert not caplog.records
