"""The narrator with four families of language models."""

import dataclasses
import functools
import logging
import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from adtool.model.language_model import (
    IGNORED,
    LanguageModel,
    TeacherForced,
    _reordered,
    pad_left,
)
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


def test_log_probabilities_are_of_the_targets_own_tokens():
    logits = torch.tensor([[[0.0, 1.0, 2.0], [3.0, 0.0, 0.0]], [[0.0, 0.0, 0.0], [9.0, 9.0, 9.0]]])
    labels = torch.tensor([[2, 0], [1, IGNORED]])
    found = TeacherForced(logits, labels, ((), ()))
    plain = logits.log_softmax(dim=-1)
    expected = [[float(plain[0, 0, 2]), float(plain[0, 1, 0])], [-math.log(3), 0.0]]
    np.testing.assert_allclose(found.log_probs, expected, atol=1e-6)
    assert found.mask.tolist() == [[True, True], [True, False]]


def test_a_label_that_no_loss_counts_is_that_of_torch():
    assert torch.nn.CrossEntropyLoss().ignore_index == IGNORED


def test_offsets_end_with_an_empty_span_for_the_end_token(narrator):
    found = narrator.teacher_forced(prompts(narrator, [3]), ["A"])
    assert found.offsets == (((0, 1), (1, 2), (2, 3), (3, 3)),)
    assert found.labels[0, -1] == END


def test_a_tokenizer_that_adds_the_space_itself_is_not_given_it_twice(narrator):
    before = narrator._tokens(" Ann")
    narrator._adds_space = True
    tokens, offsets = narrator._tokens(" Ann")
    assert tokens == before[0][1:]
    assert offsets == before[1][1:]
    assert narrator._tokens("Ann") == (tokens, [(0, 1), (1, 2), (2, 3)])


def test_only_a_tokenizer_that_marks_words_with_an_underscore_adds_the_space(narrator):
    assert not narrator._adds_space
    narrator.tokenizer.tokenize = lambda text: ["\u2581a"]
    assert LanguageModel(narrator.model, narrator.tokenizer)._adds_space


@pytest.mark.parametrize("beams", [1, 2, 4])
def test_each_prompt_has_as_many_candidates_as_beams_the_best_first(narrator, beams):
    found = narrator.generate(prompts(narrator), dataclasses.replace(SETTINGS, beams=beams))
    assert [len(candidates) for candidates in found] == [beams] * 3
    for candidates in found:
        scores = [candidate.score for candidate in candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(score < 0 for score in scores)
        assert all(c.text == c.text.strip() for c in candidates)


def test_decoding_follows_the_settings_and_never_draws_lots(narrator):
    given = {}
    generate = narrator.model.generate

    def listen(**options):
        given.update(options)
        return generate(**options)

    narrator.model.generate = listen
    settings = ModelSettings(beams=2, max_tokens=7, repetition_penalty=1.3, no_repeat_ngram=4)
    narrator.generate(prompts(narrator), settings)
    config = given["generation_config"]
    assert (config.num_beams, config.num_return_sequences, config.max_new_tokens) == (2, 2, 7)
    penalty, ngrams = given["logits_processor"]
    assert (penalty.penalty, ngrams.ngram_size) == (1.3, 4)
    assert config.do_sample is False
    assert (config.eos_token_id, config.pad_token_id, config.bos_token_id) == (END, END, END)


def test_a_greedy_score_counts_the_first_end_token_and_nothing_after_it(narrator):
    found = SimpleNamespace(sequences=torch.tensor([[5, END, END], [5, 6, 7]]), scores=())
    steps = torch.tensor([[-1.0, -2.0, -50.0], [-1.0, -2.0, -6.0]])
    narrator.model.compute_transition_scores = lambda *_, normalize_logits: steps
    assert narrator._greedy_scores(found).tolist() == [-1.5, -3.0]


def test_only_the_logits_that_are_asked_for_are_kept(any_narrator):
    embeddings = torch.randn(1, 5, any_narrator.width)
    mask = torch.ones(1, 5, dtype=torch.bool)
    whole = any_narrator._logits(embeddings, mask, keep=5)
    last = any_narrator._logits(embeddings, mask, keep=2)
    assert last.shape == (1, 2, 258)
    torch.testing.assert_close(last, whole[:, 3:], atol=1e-5, rtol=1e-4)


def test_a_cache_of_lfm2s_kind_is_reordered_and_its_empty_blocks_left():
    beams = torch.tensor([1, 0, 1])
    full, empty = torch.arange(6.0).reshape(2, 3), torch.zeros(0)
    cache = SimpleNamespace(key_cache=[full, empty], value_cache=[full + 1], conv_cache=[full + 2])
    assert _reordered(cache, beams) is cache
    assert torch.equal(cache.key_cache[0], full[beams])
    assert cache.key_cache[1] is empty
    assert torch.equal(cache.value_cache[0], full[beams] + 1)
    assert torch.equal(cache.conv_cache[0], full[beams] + 2)


def test_a_cache_of_one_kind_for_all_reorders_itself():
    asked = []
    cache = SimpleNamespace(reorder_cache=asked.append)
    assert _reordered(cache, torch.tensor([0])) is cache
    assert len(asked) == 1


def test_padding_is_zero_and_prompts_keep_their_order():
    padded, mask = pad_left([torch.full((1, 2), 3.0), torch.full((3, 2), 4.0)])
    assert padded[:, :, 0].tolist() == [[0.0, 0.0, 3.0], [4.0, 4.0, 4.0]]
    assert padded.shape == (2, 3, 2)
    assert mask.sum(dim=1).tolist() == [1, 3]


def test_end_tokens_and_the_space_before_a_line_are_not_part_of_it(narrator):
    line = narrator.tokenizer(" Ann runs.", add_special_tokens=False).input_ids
    narrator.model.generate = lambda **_: SimpleNamespace(
        sequences=torch.tensor([[*line, END, END]]), sequences_scores=torch.tensor([-0.5])
    )
    (found,) = narrator.generate(prompts(narrator, [3]), dataclasses.replace(SETTINGS, beams=2))
    assert [(candidate.text, candidate.score) for candidate in found] == [("Ann runs.", -0.5)]
