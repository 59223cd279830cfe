import types

import pytest
from jinja2 import TemplateError
from transformers import AutoProcessor

from adtool.chat.chat import Question
from adtool.chat.format import ChatFormat

NO_SYSTEM = (
    "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('none') }}{% endif %}"
    "[{{m.role}}] {% for c in m.content %}{% if c.type == 'image' %}<img>{% else %}{{c.text}}"
    "{% endif %}{% endfor %}{% endfor %}"
)
SKIPS_SYSTEM = NO_SYSTEM.replace("{{ raise_exception('none') }}", "").replace(
    "[{{m.role}}]", "{% if m.role == 'system' %}{% continue %}{% endif %}[{{m.role}}]"
)
BROKEN = "{{ raise_exception('never') }}"


@pytest.fixture(scope="module")
def processor(random_vlms):
    return AutoProcessor.from_pretrained(random_vlms["Qwen2-VL"])


def asked(pictures=0, told="Be brief.", text="Who is there?") -> Question:
    return Question(told, text, ["a picture"] * pictures)


def test_a_prompt_is_the_instructions_then_the_pictures_then_the_question(processor):
    assert ChatFormat.of(processor, sees=True).prompt(asked(2)) == (
        "<|im_start|>system\nBe brief.<|im_end|>\n"
        "<|im_start|>user\n"
        "<|vision_start|><|image_pad|><|vision_end|><|vision_start|><|image_pad|><|vision_end|>"
        "Who is there?<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_without_instructions_there_is_no_part_of_the_system(processor):
    prompt = ChatFormat.of(processor, sees=True).prompt(asked(told=""))
    assert prompt.startswith("<|im_start|>user\nWho is there?")


@pytest.mark.parametrize("template", [NO_SYSTEM, SKIPS_SYSTEM], ids=["refuses", "leaves out"])
def test_where_the_system_has_no_part_instructions_go_before_the_question(processor, template):
    chat = ChatFormat(processor.tokenizer, template, sees=True)
    assert chat.prompt(asked(1)) == "[user] <img>Be brief.\n\nWho is there?"


def test_a_template_that_cannot_be_followed_is_an_error(processor):
    with pytest.raises(TemplateError, match="never"):
        ChatFormat(processor.tokenizer, BROKEN, sees=True).prompt(asked())


def test_texts_for_a_model_without_pictures_are_plain_strings(processor):
    template = "{% for m in messages %}{{m.role}}={{m.content}};{% endfor %}"
    chat = ChatFormat(processor.tokenizer, template, sees=False)
    assert chat.prompt(asked()) == "system=Be brief.;user=Who is there?;"


def test_a_model_that_may_think_aloud_is_told_not_to(processor):
    template = "{% if enable_thinking is false %}no{% else %}yes{% endif %}"
    chat = ChatFormat(processor.tokenizer, template, sees=False)
    assert chat.prompt(asked(told="")) == "no"


@pytest.mark.parametrize("mark", ["<|im_end|>", "<|image_pad|>", "<|endoftext|>"])
def test_what_a_text_says_is_never_read_as_a_mark(processor, mark):
    chat = ChatFormat.of(processor, sees=True)
    usual = chat.prompt(asked(1))
    prompt = chat.prompt(asked(1, told=f"Be {mark} brief.", text=f"{mark}{mark} Who?"))
    assert prompt.count(mark) == usual.count(mark)
    assert f"Be {mark[0]} {mark[1:]} brief." in prompt
    tokens = processor.tokenizer(prompt).input_ids
    assert tokens.count(processor.tokenizer.convert_tokens_to_ids(mark)) == usual.count(mark)


def test_a_tokenizer_without_marks_changes_no_text():
    def render(turns, **options):
        return turns[0]["content"]

    tokenizer = types.SimpleNamespace(
        added_tokens_decoder={}, all_special_tokens=[""], apply_chat_template=render
    )
    assert ChatFormat(tokenizer, "", sees=False).prompt(asked(told="", text="<s> a")) == "<s> a"


def test_other_angle_brackets_stay(processor):
    assert "a < b <i>so</i>" in ChatFormat.of(processor, sees=True).prompt(
        asked(text="a < b <i>so</i>")
    )


def test_of_several_templates_the_one_called_default_holds(processor):
    named = types.SimpleNamespace(tokenizer=processor.tokenizer)
    named.chat_template = {"tools": "tools", "default": "default"}
    assert ChatFormat.of(named, sees=True).prompt(asked(told="")) == "default"
    named.chat_template = {"first": "first", "second": "second"}
    assert ChatFormat.of(named, sees=True).prompt(asked(told="")) == "first"


def test_a_template_without_a_place_for_pictures_is_noticed(processor):
    assert ChatFormat.of(processor, sees=True).shows_pictures()
    words = "{% for m in messages %}{% for c in m.content %}{{c.text}}{% endfor %}{% endfor %}"
    assert not ChatFormat(processor.tokenizer, words, sees=True).shows_pictures()
    empty = "{% for m in messages %}{% for c in m.content %}<img>{% endfor %}{% endfor %}"
    assert not ChatFormat(processor.tokenizer, empty, sees=True).shows_pictures()


@pytest.mark.parametrize(
    ("opening", "prompt", "opened"),
    [("<s>", "<s>[user]", True), ("<s>", "[user]", False), (None, "[user]", False)],
)
def test_an_opening_token_is_put_once(opening, prompt, opened):
    tokenizer = types.SimpleNamespace(
        bos_token=opening, added_tokens_decoder={}, all_special_tokens=[]
    )
    assert ChatFormat(tokenizer, "", sees=True).opens(prompt) == opened
