"""The whole model: shapes, masks, gradients."""

import dataclasses

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from adtool.errors import CheckpointError
from adtool.model.distinctad import DistinctAD, _init
from adtool.model.prompt import PromptInputs, Role
from adtool.settings import ModelSettings

SHORT = ModelSettings(beams=3, max_tokens=8)


def test_padded_clips_change_nothing(model):
    model.eval()
    features = torch.randn(1, 16, 4, 16)
    clip_mask = torch.arange(16)[None] < 5
    padded = model.visual_tokens(features, None, clip_mask)
    alone = model.visual_tokens(features[:, :5])
    torch.testing.assert_close(padded[:, :5], alone)


def test_padded_clips_change_nothing_in_training_either(model):
    model.train()
    features = torch.randn(1, 16, 4, 16)
    before = model.contextual_ema.initial_bases.clone()
    model.visual_tokens(features, None, torch.arange(16)[None] < 5)
    padded = model.contextual_ema.initial_bases.clone()
    model.contextual_ema.initial_bases.copy_(before)
    model.visual_tokens(features[:, :5])
    assert not torch.equal(padded, before)
    torch.testing.assert_close(padded, model.contextual_ema.initial_bases)


def test_missing_frames_change_nothing(model):
    model.eval()
    features = torch.randn(1, 3, 4, 16)
    features[0, 1, 2:] = float("nan")
    mask = torch.ones(1, 3, 4, dtype=torch.bool)
    mask[0, 1, 2:] = False
    with_missing = model.visual_tokens(features, mask)
    assert with_missing.isfinite().all()
    features[0, 1, 2:] = 100.0
    torch.testing.assert_close(model.visual_tokens(features, mask), with_missing)


@pytest.fixture
def exact(model, monkeypatch):
    """The model in double precision: what it calls single precision at least is double here."""
    monkeypatch.setattr(torch.Tensor, "float", torch.Tensor.double)
    return model.double().eval()


def test_visual_tokens_are_equation_10(exact):
    features = torch.randn(2, 3, 4, 16, dtype=torch.float64)
    h = torch.stack([torch.cat([exact.perceiver(clip[None])[0] for clip in w]) for w in features])
    context = exact.contextual_ema(h)
    weight, bias = (p.detach().numpy() for p in exact.projection.parameters())
    found = exact.visual_tokens(features)
    assert found.shape == (2, 3, 3, 24)
    for b in range(2):
        for row in range(9):
            parts = (h, context.reconstructed, context.attended)
            own, rebuilt, attended = (part[b, row].detach().numpy() for part in parts)
            expected = weight @ (own + 3.0 * rebuilt + 1.0 * attended) + bias
            token = found[b].flatten(0, 1)[row].detach().numpy()
            np.testing.assert_allclose(token, expected, atol=1e-12)


def learned_parameters(model):
    own = ("perceiver.", "contextual_ema.", "projection.")
    return {name: p for name, p in model.named_parameters() if name.startswith(own)}


def test_gradients_from_frames_to_prompt_agree_with_finite_differences(exact):
    exact.contextual_ema.stop_grad = False  # finite differences see the loop, which this cuts off
    features = torch.randn(1, 2, 3, 16, dtype=torch.float64, requires_grad=True)
    learned = tuple(learned_parameters(exact).values())
    assert torch.autograd.gradcheck(
        lambda x, *_: exact.visual_tokens(x), (features, *learned), fast_mode=True
    )


def test_beside_a_cut_loop_the_gradients_after_it_agree_with_finite_differences(exact):
    features = torch.randn(1, 2, 3, 16, dtype=torch.float64)
    after = [
        p for name, p in learned_parameters(exact).items() if not name.startswith("perceiver.")
    ]
    assert torch.autograd.gradcheck(lambda *_: exact.visual_tokens(features), after, fast_mode=True)


def test_gradients_reach_what_is_learned_and_nothing_else(model):
    model.train()
    sentences = [["Ann runs", "Bob waves"], ["A dog"]]
    told = [[PromptInputs([Role("Ann", "A. Actor")]), PromptInputs()], [PromptInputs()]]
    output = model(torch.randn(2, 3, 4, 16), sentences, told)
    assert output.log_probs.shape[0] == 3
    (-output.log_probs.sum()).backward()
    for name, parameter in model.named_parameters():
        frozen = name.startswith(("encoder.", "language_model."))
        # A position is learned when a clip is that long.
        assert (parameter.grad is None) == frozen, name
        if not frozen:
            assert parameter.grad.isfinite().all(), name
            assert parameter.grad.abs().sum() > 0, name
    assert not model.language_model.model.training
    assert not model.encoder.training


def test_narrating_gives_each_clip_its_candidates_best_first(model):
    model.eval()
    features = torch.randn(9, 4, 16)
    present = torch.ones(9, 4, dtype=torch.bool)
    present[6] = False
    found = model.narrate(features, [[Role("Ann")]] * 9, present, settings=SHORT)
    assert [len(candidates) for candidates in found] == [3] * 6 + [0] + [3] * 2
    for candidates in found:
        scores = [candidate.score for candidate in candidates]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("beams", [1, 3])
def test_windows_narrated_together_give_what_each_gives_alone(model, beams):
    model.eval()
    features = torch.randn(10, 4, 16)
    names = [[Role("Ann")] * (i % 3) for i in range(10)]
    settings = dataclasses.replace(SHORT, beams=beams)
    alone = model.narrate(features, names, settings=settings)
    together = model.narrate(features, names, settings=dataclasses.replace(settings, windows=3))
    assert [[c.text for c in cs] for cs in alone] == [[c.text for c in cs] for cs in together]
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_allclose([c.score for c in one], [c.score for c in other], atol=1e-4)


def test_a_movie_without_clips_has_no_candidates(model):
    assert model.narrate(torch.zeros(0, 4, 16)) == []


def test_a_window_without_any_frame_has_no_candidates(model):
    absent = torch.zeros(2, 4, dtype=torch.bool)
    assert model.narrate(torch.zeros(2, 4, 16), None, absent, settings=SHORT) == [[], []]


def test_frames_become_features(model):
    frames = np.random.default_rng(0).integers(0, 256, (3, 40, 60, 3), dtype=np.uint8)
    features = model.encode(list(frames))
    assert features.shape == (3, 16)
    assert features.dtype == torch.float32


@pytest.fixture
def contextual(model):
    model.config = dataclasses.replace(model.config, prompt="contexts", contexts=2)
    return model.eval()


def test_a_contextual_model_reads_its_own_best_lines_in_turn(contextual):
    features = torch.randn(6, 4, 16)
    told = contextual.narrate(features, settings=SHORT, before=["Ann runs"])
    lines = ["Ann runs", *(clip[0].text for clip in told)]
    previous = [lines[max(0, i - 1) : i + 1] for i in range(6)]
    again = contextual.narrate(features, settings=SHORT, previous=previous)
    assert [clip[0].text for clip in again] == lines[1:]
    other = contextual.narrate(features, settings=SHORT, before=["A dog barks"])
    assert told[0] != other[0]


def test_a_clip_without_frames_says_nothing_in_a_contextual_model_either(contextual):
    present = torch.ones(3, 4, dtype=torch.bool)
    present[1] = False
    told = contextual.narrate(torch.randn(3, 4, 16), None, present, settings=SHORT)
    assert [len(clip) for clip in told] == [3, 0, 3]


@pytest.fixture
def seeing(model):
    """A model whose prompts show faces."""
    torch.manual_seed(6)
    config = dataclasses.replace(model.config, faces=True)
    return DistinctAD(config, model.encoder, model.language_model).eval()


ANN, BOB, CID = Role("Ann"), Role("Bob"), Role("Cid")


def test_a_face_token_stands_behind_the_name_of_each_of_two_or_more(seeing):
    faces = [torch.randn(16), None, np.ones(16, np.float32)]
    told = [
        PromptInputs([ANN, BOB, CID], (), faces),
        PromptInputs([ANN], (), faces[:1]),
        PromptInputs(),
    ]
    video = torch.zeros(3, 3, 24)
    prompts = seeing._prompts(video, told)
    wordless = seeing._prompts(video, [dataclasses.replace(tell, faces=()) for tell in told])
    assert [len(a) - len(b) for a, b in zip(prompts, wordless, strict=True)] == [2, 0, 0]
    for at, name, face in [(0, " Ann", faces[0]), (1, "; Bob; Cid", torch.ones(16))]:
        token = seeing.face_projection(face * 4)  # √C
        before = seeing.language_model._embed_tokens(seeing.language_model._tokens(name)[0])
        rows = [i for i, row in enumerate(prompts[0]) if torch.allclose(row, token, atol=1e-5)]
        assert len(rows) == 1, at
        assert torch.equal(prompts[0][rows[0] - len(before) : rows[0]], before)


def test_what_is_said_depends_on_the_faces_of_two_and_on_no_face_of_one(seeing, model):
    features, who = torch.randn(3, 4, 16), [[ANN, BOB], [ANN], []]
    faces = [[*torch.eye(2, 16)], [torch.ones(16)], []]
    told = seeing.narrate(features, who, settings=SHORT, faces=faces)
    unseen = seeing.narrate(features, who, settings=SHORT)
    assert told[0] != unseen[0]
    for a, b in zip(told[1:], unseen[1:], strict=True):
        assert [c.text for c in a] == [c.text for c in b]
        np.testing.assert_allclose([c.score for c in a], [c.score for c in b], atol=1e-5)
    swapped = seeing.narrate(features, who, settings=SHORT, faces=[faces[0][::-1], *faces[1:]])
    assert swapped[0] != told[0]
    blind = model.eval().narrate(features, who, settings=SHORT)
    assert model.narrate(features, who, settings=SHORT, faces=faces) == blind


def test_gradients_reach_the_projection_of_faces(seeing):
    told = [[PromptInputs([ANN, BOB], (), torch.eye(2, 16))]]
    seeing.train()(torch.randn(1, 1, 4, 16), [["Ann runs"]], told).log_probs.sum().backward()
    assert seeing.face_projection.weight.grad[:, :2].abs().min() > 0


def test_prompts_name_people_as_the_model_learned_to(model):
    prompts = {}
    for names in ("first", "full"):
        model.config = dataclasses.replace(model.config, names=names)
        [prompts[names]] = model._prompts(torch.zeros(1, 3, 24), [PromptInputs([Role("Ann Berg")])])
    assert len(prompts["full"]) - len(prompts["first"]) == len(" Berg")  # a token a letter


def test_what_goes_into_prompts_begins_about_as_long_as_a_word(model):
    assert model.bos.shape == (1, 24)
    assert 0.5 < float(model.bos.detach().norm()) < 1.6
    torch.manual_seed(0)
    projection = _init(torch.nn.Linear(400, 300))
    assert float(projection.weight.detach().std()) == pytest.approx(300**-0.5, rel=0.02)
    assert not projection.bias.any()


def test_a_file_of_weights_that_does_not_fit_is_named(model, tmp_path):
    model.save_pretrained(tmp_path / "model")
    path = tmp_path / "model" / "model.safetensors"
    save_file({k: v.clone() for k, v in load_file(path).items() if k != "bos"}, path)
    with pytest.raises(CheckpointError, match=r"model\.safetensors: lacks bos"):
        DistinctAD.from_pretrained(tmp_path / "model")


def test_a_loaded_model_is_ready_to_narrate(model, tmp_path):
    model.save_pretrained(tmp_path / "model", "# Card\n")
    loaded = DistinctAD.from_pretrained(tmp_path / "model")
    assert not any(module.training for module in loaded.modules())
    assert not any(parameter.requires_grad for parameter in loaded.encoder.parameters())
    assert (tmp_path / "model" / "README.md").read_text() == "# Card\n"
