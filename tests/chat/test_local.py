import random
import types

import numpy as np
import pytest
import torch
from PIL import Image

from adtool.chat.chat import Question, Sampling
from adtool.chat.folder import ChatFolder
from adtool.chat.local import LocalChat
from adtool.model.placing import Place
from adtool.narration.vision_language import load_chat
from adtool.progress import SILENT, Notebook

CLASSES = ("Qwen2-VL", "Qwen3-VL", "Idefics3", "LLaVA-OneVision", "Gemma 3")
GREEDY = Sampling(temperature=0, top_p=1, tokens=8, seed=0)
WARM = Sampling(temperature=1.5, top_p=0.95, tokens=12, seed=0)
CPU = Place("cpu", torch.float32)


def loaded(folder, name="tiny", sees=True) -> LocalChat:
    return load_chat(ChatFolder.check(folder, must_see=sees), CPU, name)


@pytest.fixture(scope="module")
def chats(random_vlms) -> dict[str, LocalChat]:
    return {name: loaded(folder) for name, folder in random_vlms.items()}


@pytest.fixture(scope="module")
def chat(chats) -> LocalChat:
    return chats["Qwen2-VL"]


@pytest.fixture(scope="module")
def writer(tiny_vlms, tmp_path_factory) -> LocalChat:
    folder = tiny_vlms.writer(tmp_path_factory.mktemp("writer") / "words")
    return loaded(folder, "words", sees=False)


def question(*seeds, text="what colours come", told="one is in the frame") -> Question:
    pictures = [np.random.default_rng(s).integers(0, 256, (40, 60, 3), np.uint8) for s in seeds]
    return Question(told, text, pictures)


def ask(chat, *questions, sampling=GREEDY):
    return chat.answer(questions, [sampling] * len(questions), SILENT)


def one(chat, asked, sampling=GREEDY):
    return ask(chat, asked, sampling=sampling)[0]


def scores(answer):
    return [token.score for token in answer.tokens]


def teacher_forced(chat, asked, text_ids):
    """Log-probabilities of an answer's tokens, one forward over question and answer."""
    processor = chat.processor
    turns = [
        {"role": "system", "content": [{"type": "text", "text": asked.instructions}]},
        {
            "role": "user",
            "content": [{"type": "image"}] * len(asked.pictures)
            + [{"type": "text", "text": asked.text}],
        },
    ]
    prompt = processor.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
    inputs = processor(
        text=[prompt],
        images=[[Image.fromarray(picture) for picture in asked.pictures]],
        images_kwargs={"do_image_splitting": False}
        if hasattr(processor.image_processor, "do_image_splitting")
        else {},
        add_special_tokens=False,
        return_tensors="pt",
    )
    answer = torch.tensor([text_ids])
    before = inputs["input_ids"].shape[1]
    inputs["input_ids"] = torch.cat([inputs["input_ids"], answer], dim=1)
    inputs["attention_mask"] = torch.ones_like(inputs["input_ids"])
    for name in ("token_type_ids", "mm_token_type_ids"):
        if name in inputs:
            inputs[name] = torch.cat([inputs[name], torch.zeros_like(answer)], dim=1)
    with torch.no_grad():
        logits = chat.model(**inputs).logits[0, before - 1 : -1].float()
    probs = logits.log_softmax(dim=1)
    return [float(row[token]) for row, token in zip(probs, text_ids, strict=True)]


def drawn_tokens(chat, asked, sampling, monkeypatch):
    """The answer, and the numbers of its tokens."""
    seen = []
    kept = chat._as_answer
    with monkeypatch.context() as patch:
        patch.setattr(chat, "_as_answer", lambda t, s: seen.append(t) or kept(t, s))
        return one(chat, asked, sampling), seen[0]


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_answers_the_same_twice_and_in_the_length_that_is_asked(chats, name):
    chat = chats[name]
    first, again = one(chat, question(1, 2)), one(chat, question(1, 2))
    assert first == again
    assert not first.fault
    assert 1 <= len(first.tokens) <= 8
    longer = one(chat, question(1, 2), Sampling(0, 1, 16, 0))
    assert scores(longer)[: len(first.tokens)] == pytest.approx(scores(first), abs=1e-4)


@pytest.mark.parametrize("name", CLASSES)
def test_pictures_and_their_order_reach_each_class(chats, name):
    orders = [(1, 2), (2, 1), (1, 3)]
    first = [one(chats[name], question(*seeds)).tokens[0] for seeds in orders]
    assert len({(token.text, round(token.score, 6)) for token in first}) == 3


@pytest.mark.parametrize("name", CLASSES)
def test_scores_are_the_models_own_however_warm_an_answer_is(chats, name, monkeypatch):
    chat, asked = chats[name], question(1, 2, 3)

    def words_only(model, args, output):  # a picture's place in an answer would ask for pictures
        output.logits[..., chat.tokenizer.all_special_ids] = -1e4

    hook = chat.model.register_forward_hook(words_only)
    try:
        for sampling in (GREEDY, WARM):
            answer, tokens = drawn_tokens(chat, asked, sampling, monkeypatch)
            assert len(tokens) == sampling.tokens
            assert scores(answer) == pytest.approx(teacher_forced(chat, asked, tokens), abs=2e-4)
    finally:
        hook.remove()


@pytest.mark.parametrize("name", CLASSES)
def test_questions_of_many_lengths_are_answered_together_as_alone(chats, name):
    asked = [question(1, 2, 3), question(4, text="who"), question(), question(5, 6)]
    together = ask(chats[name], *asked)
    for answer, each in zip(together, asked, strict=True):
        alone = one(chats[name], each)
        assert answer.text == alone.text
        assert scores(answer) == pytest.approx(scores(alone), abs=1e-4)


def test_a_sampled_answer_depends_on_its_seed_and_not_on_its_neighbours(chat):
    asked = question(1, 2)
    alone = one(chat, asked, WARM)
    others = [Sampling(1.5, 0.95, 12, seed) for seed in (7, 0, 8)]
    beside = chat.answer([question(9), asked, question(3, 4, 5)], others, SILENT)
    assert beside[1].text == alone.text
    drawn = {one(chat, asked, Sampling(1.5, 0.95, 12, seed)).text for seed in range(6)}
    assert len(drawn) == 6


def test_the_callers_random_numbers_stay_as_they_are(chat):
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    one(chat, question(1), WARM)
    assert torch.equal(torch.rand(3), expected)


def test_each_answer_has_its_own_length(chat):
    lengths = [2, 9, 5]
    sampling = [Sampling(0, 1, length, 0) for length in lengths]
    answers = chat.answer([question(1)] * 3, sampling, SILENT)
    assert [len(answer.tokens) for answer in answers] == lengths
    assert scores(answers[0]) == pytest.approx(scores(answers[1])[:2], abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_the_pieces_are_the_text_whatever_is_drawn(chat, seed):
    answer = one(chat, question(1), Sampling(3.0, 1, 60, seed))
    assert "".join(token.text for token in answer.tokens) == answer.text
    assert "<|" not in answer.text


def test_a_letter_of_several_tokens_falls_to_the_last_of_them(chat):
    tokens = chat.tokenizer("aé — 日本").input_ids
    pieces = chat._pieces(tokens)
    assert "".join(pieces) == "aé — 日本"
    assert "�" not in "".join(pieces)
    assert pieces[:3] == ["a", "", "é"]


def test_makers_advice_does_not_hold_but_their_ends_do(random_vlms, tmp_path):
    """Ends come of the model's generation_config, even where its tokenizer says another."""
    import json
    import shutil

    folder = tmp_path / "advised"
    shutil.copytree(random_vlms["Qwen2-VL"], folder)
    plain = one(loaded(folder), question(1, 2))
    file = folder / "generation_config.json"
    advice = json.loads(file.read_text())
    advice |= {"repetition_penalty": 5.0, "do_sample": True, "temperature": 9.0, "top_k": 2}
    file.write_text(json.dumps(advice))
    assert one(loaded(folder), question(1, 2)) == plain
    third = loaded(folder).tokenizer(plain.text[len(plain.tokens[0].text) :]).input_ids
    chat = loaded(folder)
    seen = []
    chat._as_answer = lambda tokens, scores: seen.append(tokens)
    one(chat, question(1, 2))
    end = seen[0][2]
    assert third
    file.write_text(json.dumps(advice | {"eos_token_id": [end]}))
    short = one(loaded(folder), question(1, 2))
    assert short.tokens == plain.tokens[: seen[0].index(end)]


def test_a_model_without_pictures_words_and_is_not_shown_any(writer):
    assert not writer.sees
    seen, asked = ask(writer, question(1), question())
    assert seen.fault == "words sees no pictures."
    assert asked.text
    assert not asked.fault


def test_a_question_too_long_for_the_model_has_a_fault_and_the_others_answers(chat):
    long = question(text="what " * 3000)
    answers = ask(chat, question(1, text="who"), long, question(2))
    assert "reads 2048; show fewer pictures" in answers[1].fault
    assert answers[1].fault.startswith("The question has 30")
    assert answers[0] == one(chat, question(1, text="who"))
    assert answers[2].text


@pytest.mark.parametrize(("room", "fault"), [(0, False), (1, True)])
def test_a_question_may_fill_the_models_length_to_the_last_token(chat, room, fault):
    asked = question(text="who")
    length = chat._prepare([asked])["input_ids"].shape[1]
    answer = one(chat, asked, Sampling(0, 1, 2048 - length + room, 0)) if fault else None
    assert answer is None or answer.fault
    assert bool(chat._too_long(length, Sampling(0, 1, 2048 - length + room, 0))) == fault


class Small:
    """Runs out of memory above so many questions, as a GPU or a CPU does."""

    def __init__(self, chat, most, error):
        self.inner, self.most, self.error, self.tried = chat._answer, most, error, []

    def __call__(self, asked):
        self.tried.append(len(asked))
        if len(asked) > self.most:
            raise self.error
        return self.inner(asked)


OUT = [
    RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)."),
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 9 GiB"),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."),
]


@pytest.mark.parametrize("error", OUT, ids=["Apple", "GPU", "CPU"])
def test_where_memory_runs_out_fewer_are_asked_at_once(chat, monkeypatch, error):
    asked = [question(seed) for seed in range(6)]
    expected = [answer.text for answer in ask(chat, *asked)]
    small, notes = Small(chat, 2, error), Notebook(SILENT)
    monkeypatch.setattr(chat, "_answer", small)
    monkeypatch.setattr(chat, "_together", None)
    answers = chat.answer(asked, [GREEDY] * 6, notes)
    assert [answer.text for answer in answers] == expected
    assert small.tried == [6, 3, 1, 1, 1, 1, 1, 1]
    assert notes.notes == [
        "tiny: memory is too small for 6 questions at once; from here on 3 are asked together.",
        "tiny: memory is too small for 3 questions at once; from here on 1 are asked together.",
    ]
    chat.answer(asked[:2], [GREEDY] * 2, notes)
    assert small.tried[8:] == [1, 1]


def test_what_does_not_fit_alone_has_a_fault(chat, monkeypatch):
    monkeypatch.setattr(chat, "_answer", Small(chat, 0, OUT[0]))
    monkeypatch.setattr(chat, "_together", None)
    answers = ask(chat, question(1, 2), question(3))
    assert [answer.fault for answer in answers] == [
        "Memory ran out over 2 pictures; show fewer, or smaller ones.",
        "Memory ran out over 1 pictures; show fewer, or smaller ones.",
    ]


def test_other_errors_of_a_model_are_no_lack_of_memory(chat, monkeypatch):
    monkeypatch.setattr(chat, "_answer", Small(chat, 0, RuntimeError("shapes do not fit")))
    with pytest.raises(RuntimeError, match="shapes do not fit"):
        one(chat, question(1))


@pytest.mark.parametrize("sampling", [GREEDY, WARM], ids=["greedy", "sampled"])
def test_an_overflow_in_half_precision_is_a_fault_and_no_text(chat, sampling):

    def overflow(model, args, output):
        output.logits.fill_(torch.nan)

    hook = chat.model.register_forward_hook(overflow)
    try:
        answer = one(chat, question(1), sampling)
    finally:
        hook.remove()
    assert answer.text == ""
    assert answer.fault == "tiny overflows in half precision; try --device cpu."


def test_a_frame_is_not_cut_into_tiles(chats):
    """Idefics3 makes 5 pictures of one unless it is told not to: 4 tiles, and the whole."""
    inputs = chats["Idefics3"]._prepare([question(1, 2)])
    assert inputs["pixel_values"].shape[:2] == (1, 2)


def test_a_model_that_pads_with_nothing_pads_with_its_end(chat):
    from transformers import GenerationConfig

    tokenizer = chat.tokenizer
    old = tokenizer.pad_token
    try:
        tokenizer.pad_token = None
        tokenizer.padding_side = "right"
        model = types.SimpleNamespace(generation_config=GenerationConfig(eos_token_id=2))
        model.requires_grad_ = lambda _: model
        model.eval = lambda: model
        LocalChat(model, chat.processor, "x", "y")
        assert (tokenizer.pad_token, tokenizer.padding_side) == ("<|im_end|>", "left")
    finally:
        tokenizer.pad_token = old


@pytest.mark.slow
def test_a_taught_model_names_the_colours_of_unseen_pictures_in_order(colour_vlm, tiny_vlms):
    chat = loaded(colour_vlm)
    chance = random.Random(999)
    samples = [tiny_vlms.colours_in_order(chance) for _ in range(30)]
    questions = [Question("", one.question, one.pictures) for one in samples]
    answers = ask(chat, *questions, sampling=Sampling(0, 1, 12, 0))
    right = sum(a.text.strip() == s.answer for a, s in zip(answers, samples, strict=True))
    assert right >= 28
    # Told another way round, it follows the pictures and not the habit.
    turned = [Question("", one.question, one.pictures[::-1]) for one in samples]
    answers = ask(chat, *turned, sampling=Sampling(0, 1, 12, 0))
    expected = [" then ".join(reversed(one.answer.split(" then "))) for one in samples]
    assert sum(a.text.strip() == e for a, e in zip(answers, expected, strict=True)) >= 28
    assert len({tuple(one.answer.split(" then ")) for one in samples}) > 15
