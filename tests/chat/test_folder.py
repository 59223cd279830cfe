import json
import shutil

import pytest

from adtool.chat.folder import ChatFolder
from adtool.errors import CheckpointError


@pytest.fixture
def vlm(random_vlms, tmp_path):
    """A folder of a vision-language model that a test may spoil."""
    folder = tmp_path / "vlm"
    shutil.copytree(random_vlms["Qwen3-VL"], folder)
    return folder


@pytest.fixture(scope="module")
def words(tiny_vlms, tmp_path_factory):
    return tiny_vlms.writer(tmp_path_factory.mktemp("words") / "words")


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def fault(folder, must_see=True) -> str:
    with pytest.raises(CheckpointError) as found:
        ChatFolder.check(folder, must_see=must_see)
    assert "\n" not in str(found.value)
    assert len(str(found.value)) < 400
    return found.value.fault


@pytest.mark.parametrize("name", ["Qwen2-VL", "Qwen3-VL", "Idefics3", "LLaVA-OneVision", "Gemma 3"])
def test_each_class_is_a_model_that_sees(random_vlms, name):
    folder = random_vlms[name]
    checked = ChatFolder.check(folder, must_see=True)
    assert checked.sees
    assert checked.path == folder
    assert checked.weights.floats > 10_000


def test_a_text_model_will_do_only_where_it_need_not_see(words):
    assert not ChatFolder.check(words, must_see=False).sees
    assert fault(words).startswith(
        "is a qwen2 model (Qwen2ForCausalLM), which sees no pictures; it may word what another"
    )


def test_the_blind_member_of_a_family_that_sees_is_blind(words, tmp_path):
    folder = tmp_path / "blind"
    shutil.copytree(words, folder)
    change(folder / "config.json", model_type="llama4", architectures=["Llama4ForCausalLM"])
    assert not ChatFolder.check(folder, must_see=False).sees


@pytest.mark.parametrize(
    ("config", "why"),
    [
        (None, "holds no config.json"),
        ("{", "is not JSON"),
        ("[1]", "is JSON, but no object"),
        ("{}", "is a nameless model, which this transformers does not know"),
        ('{"format": "adtool-distinctad"}', "is a nameless model"),
        ('{"model_type": "clip", "architectures": ["CLIP"]}', "is a clip model (CLIP)"),
        (
            '{"model_type": "wav2vec2"}',
            "is a wav2vec2 model, which this transformers does not know",
        ),
        ('{"model_type": 7}', "is a 7 model, which this transformers does not know"),
        ('{"model_type": "gpt2"}', "is a gpt2 model, which sees no pictures"),
        (
            '{"model_type": "internvl_chat", "architectures": ["InternVL"], "auto_map": {}}',
            "is a internvl_chat model (InternVL) that runs code of its own",
        ),
    ],
)
def test_a_configuration_of_something_else_says_of_what(vlm, config, why):
    if config is None:
        (vlm / "config.json").unlink()
    else:
        (vlm / "config.json").write_text(config)
    assert why in fault(vlm)


def test_a_model_that_transformers_knows_may_bring_code_which_is_not_run(vlm):
    change(vlm / "config.json", auto_map={"AutoModel": "modeling.Mine"})
    assert ChatFolder.check(vlm, must_see=True).sees


TEMPLATES = ["chat_template.jinja", "chat_template.json"]


def test_a_model_without_a_chat_template_is_no_chat_model(vlm):
    for name in TEMPLATES:
        (vlm / name).unlink(missing_ok=True)
    assert fault(vlm) == (
        "is a qwen3_vl model (Qwen3VLForConditionalGeneration) without a chat template; take the "
        "model's -Instruct or -it version"
    )


@pytest.mark.parametrize("name", [*TEMPLATES, "tokenizer_config.json", "processor_config.json"])
def test_a_chat_template_may_stand_in_any_of_four_files(vlm, name):
    for other in TEMPLATES:
        (vlm / other).unlink(missing_ok=True)
    path = vlm / name
    if path.is_file():
        change(path, chat_template="{{messages}}")
    else:
        path.write_text(json.dumps({"chat_template": "{{messages}}"}))
    assert ChatFolder.check(vlm, must_see=True).sees


def test_a_model_must_say_how_pictures_are_prepared(vlm):
    for name in ("preprocessor_config.json", "processor_config.json"):
        (vlm / name).unlink(missing_ok=True)
    assert fault(vlm).startswith("holds no preprocessor_config.json, which says how pictures")


def test_weights_must_be_there(vlm):
    (vlm / "model.safetensors").rename(vlm / "pytorch_model.bin")
    assert "pickles" in fault(vlm)


def test_an_identity_is_of_what_answers_depend_on_and_not_of_the_place(vlm, random_vlms):
    def identity(folder):
        return ChatFolder.check(folder, must_see=True).identity()

    first = identity(vlm)
    assert first == identity(random_vlms["Qwen3-VL"])
    (vlm / "README.md").write_text("A card.")
    assert identity(vlm) == first
    seen = {first}
    template = next(vlm / name for name in TEMPLATES if (vlm / name).is_file())
    template.write_text(template.read_text() + " ")
    seen.add(identity(vlm))
    change(vlm / "generation_config.json", eos_token_id=3)
    seen.add(identity(vlm))
    weights = vlm / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    seen.add(identity(vlm))
    assert len(seen) == 4
