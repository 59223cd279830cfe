import json
import shutil
import sys
import types
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from adtool.chat.chat import Question, Sampling
from adtool.errors import AdtoolError, CheckpointError, UnavailableError
from adtool.model import catalogue, lookup, placing
from adtool.narration import vision_language
from adtool.narration.vision_language import find
from adtool.progress import SILENT
from adtool.settings import ChatSettings, ModelSettings


@pytest.fixture
def vlm(random_vlms, tmp_path):
    """A folder of a vision-language model that a test may spoil."""
    folder = tmp_path / "vlm"
    shutil.copytree(random_vlms["Qwen2-VL"], folder)
    return folder


@pytest.fixture(scope="module")
def words(tiny_vlms, tmp_path_factory):
    return tiny_vlms.writer(tmp_path_factory.mktemp("words") / "words")


@pytest.fixture
def narrators(monkeypatch):
    """Have narrators be what they are made of."""
    module = types.ModuleType("two_steps")
    module.ChatNarrator = lambda *parts: parts
    monkeypatch.setitem(sys.modules, "adtool.narration.two_steps", module)


def settings(model, writer="", device="cpu") -> ModelSettings:
    return ModelSettings(model=str(model), device=device, chat=ChatSettings(writer=str(writer)))


def fault(asked: ModelSettings, kind=CheckpointError) -> str:
    """What a run is told, before anything is loaded."""
    with pytest.raises(kind) as found:
        find(asked)
    assert "\n" not in str(found.value)
    return str(found.value)


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_a_model_looks_and_words_unless_a_writer_is_named(vlm, narrators):
    asked = settings(vlm)
    chat, writer, used, name = find(asked)()
    assert chat is writer
    assert chat.sees
    assert chat.name == name == str(vlm)
    assert used is asked
    assert len(chat.identity) == 64
    picture = np.zeros((30, 40, 3), np.uint8)
    answer = chat.answer([Question("", "who", [picture])], [Sampling(0, 1, 5, 0)], SILENT)[0]
    assert len(answer.tokens) >= 1


def test_a_writer_may_be_blind_or_see_or_be_the_same(vlm, words, random_vlms, narrators):
    chat, writer, *_ = find(settings(vlm, words))()
    assert (chat.sees, writer.sees) == (True, False)
    assert (chat.name, writer.name) == (str(vlm), str(words))
    assert chat.identity != writer.identity
    _, writer, *_ = find(settings(vlm, random_vlms["Idefics3"]))()
    assert writer.sees
    chat, writer, *_ = find(settings(vlm, vlm))()
    assert chat is writer


def test_a_model_of_the_models_folder_goes_by_its_name(vlm, monkeypatch, narrators):
    for module in (catalogue, lookup):
        monkeypatch.setattr(module, "models_folder", lambda: vlm.parent)
    chat, *_, name = find(settings("vlm"))()
    assert chat.name == name == "vlm"


def test_a_model_that_is_nowhere_is_said_to_be(tmp_path):
    said = fault(settings("nobody/nothing-at-all"), UnavailableError)
    assert "is no folder here, the hub has not given it before" in said
    (tmp_path / "file").write_text("")
    assert "is a file, but a model is a folder" in fault(settings(tmp_path / "file"))


def test_the_device_is_looked_for_before_the_model():
    assert "no device 'cuda:99'" in fault(settings("x/y", device="cuda:99"), UnavailableError)


def cut(folder):
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def shard_missing(folder):
    (folder / "model.safetensors").unlink()
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def remote_code(folder):
    (folder / "chat_template.jinja").unlink(missing_ok=True)
    code = {"architectures": ["MiniCPMV"], "auto_map": {"AutoModel": "modeling.MiniCPMV"}}
    change(folder / "config.json", model_type="minicpmv", **code)


FAULTS = {
    "no configuration": (lambda f: (f / "config.json").unlink(), "holds no config.json"),
    "bad JSON": (lambda f: (f / "config.json").write_text("{,}"), "is not JSON"),
    "a list": (lambda f: (f / "config.json").write_text("[]"), "is JSON, but no object"),
    "a text model": (
        lambda f: change(f / "config.json", model_type="llama", architectures=[]),
        "is a llama model, which sees no pictures",
    ),
    "an encoder": (
        lambda f: change(f / "config.json", model_type="clip", architectures=["CLIPModel"]),
        "is a clip model (CLIPModel), which this transformers does not know as a chat model",
    ),
    "code of its own": (remote_code, "is a minicpmv model (MiniCPMV) that runs code of its own"),
    "no template": (
        lambda f: (f / "chat_template.jinja").unlink(),
        "without a chat template; take the model's -Instruct or -it version",
    ),
    "bad tokenizer's JSON": (
        lambda f: (
            (f / "chat_template.jinja").unlink(),
            (f / "tokenizer_config.json").write_text("{"),
        ),
        "tokenizer_config.json: is not JSON",
    ),
    "no processor": (
        lambda f: [p.unlink() for p in f.glob("*processor_config.json") if "video" not in p.name],
        "holds no preprocessor_config.json",
    ),
    "no tokenizer": (
        lambda f: [p.unlink() for p in (*f.glob("tokenizer.*"), *f.glob("vocab.*"))],
        "holds no tokenizer.json; fetch the model again",
    ),
    "no weights": (lambda f: (f / "model.safetensors").unlink(), "holds no model.safetensors"),
    "pickles": (
        lambda f: (f / "model.safetensors").rename(f / "pytorch_model.bin"),
        "weights are pickles, which could run code",
    ),
    "a shard missing": (shard_missing, "lacks 1 of 1 files of weights"),
    "cut weights": (cut, "is cut short ("),
    "no safetensors": (
        lambda f: (f / "model.safetensors").write_bytes(b"<html>Not found</html>"),
        "is damaged, or not in the safetensors format",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_folder_is_said_before_it_is_loaded(vlm, name):
    spoil, why = FAULTS[name]
    spoil(vlm)
    said = fault(settings(vlm))
    assert said.startswith(str(vlm))
    assert why in said


def test_what_is_wrong_with_a_writer_is_said_before_anything_is_loaded(vlm, words, tmp_path):
    writer = tmp_path / "writer"
    shutil.copytree(words, writer)
    cut(writer)
    assert fault(settings(vlm, writer)).startswith(str(writer))


def loading_fault(folder) -> str:
    load = find(settings(folder))
    with pytest.raises(CheckpointError) as found:
        load()
    assert "\n" not in str(found.value)
    return str(found.value)


def test_weights_that_a_model_lacks_are_not_made_up(vlm, narrators):
    weights = load_file(vlm / "model.safetensors")
    name = next(name for name in weights if "mlp" in name)
    save_file(
        {k: v for k, v in weights.items() if k != name},
        vlm / "model.safetensors",
        metadata={"format": "pt"},
    )
    assert "lacks 1 of its weights, as " in loading_fault(vlm)


def test_weights_of_another_size_are_refused(vlm, narrators):
    weights = load_file(vlm / "model.safetensors")
    name = next(name for name in weights if "mlp" in name)
    weights[name] = torch.zeros(3, 3)
    save_file(weights, vlm / "model.safetensors", metadata={"format": "pt"})
    assert "cannot be loaded (" in loading_fault(vlm)


def test_a_template_without_pictures_is_refused(vlm, narrators):
    template = "{% for m in messages %}{{m.role}}: {{m.content[-1].text}}{% endfor %}"
    (vlm / "chat_template.jinja").write_text(template)
    assert "has a chat template without a place for pictures" in loading_fault(vlm)


def test_a_template_that_is_no_template_is_refused(vlm, narrators):
    (vlm / "chat_template.jinja").write_text("{% for %}")
    assert "has a chat template that cannot be followed (" in loading_fault(vlm)


def test_a_tokenizer_that_is_none_is_refused(vlm, narrators):
    (vlm / "tokenizer.json").write_text('{"model": 3}')
    assert "cannot be loaded (" in loading_fault(vlm)


def test_a_long_reason_is_cut_and_on_one_line(vlm, narrators, monkeypatch):
    from transformers import AutoProcessor

    def failing(*args, **options):
        raise ValueError("a\n" + "b" * 300)

    load = find(settings(vlm))
    monkeypatch.setattr(AutoProcessor, "from_pretrained", failing)
    with pytest.raises(CheckpointError) as found:
        load()
    assert found.value.fault == f"cannot be loaded (a {'b' * 198})"


def test_a_package_that_a_model_needs_is_named(vlm, narrators, monkeypatch):
    from transformers import AutoProcessor

    def lacking(*args, **options):
        raise ImportError("Package `num2words` is required to run this processor.")

    load = find(settings(vlm))
    monkeypatch.setattr(AutoProcessor, "from_pretrained", lacking)
    with pytest.raises(UnavailableError, match="num2words") as found:
        load()
    assert "Install what it names" in str(found.value)


@pytest.mark.parametrize(
    ("gigabytes", "name"),
    [
        (100.0, "qwen3-vl-2b"),  # as large as is bearable without a GPU
        (1.9, "smolvlm2-500m"),
        (1.4, "smolvlm2-256m"),
    ],
)
def test_a_model_that_is_too_large_names_one_that_fits(vlm, monkeypatch, gigabytes, name):
    monkeypatch.setattr(placing, "free_on", lambda device: int(gigabytes * 1e9))
    monkeypatch.setattr(placing, "_needed", lambda models, dtype: 200e9)
    said = fault(settings(vlm), UnavailableError)
    assert f"takes 200.0 GB, and {gigabytes:.1f} GB of the memory are free" in said
    assert said.endswith(f"Take a smaller one: adtool models get {name}")


def test_where_nothing_fits_no_model_is_named(vlm, monkeypatch):
    monkeypatch.setattr(placing, "free_on", lambda device: 100)
    said = fault(settings(vlm), UnavailableError)
    assert "adtool models get" not in said
    assert "Close other programs" in said


def test_model_and_writer_must_fit_together(vlm, words, monkeypatch, narrators):
    alone = vision_language.ChatFolder.check(vlm, must_see=True).weights
    room = int(placing.HEADROOM * alone.bytes_in(torch.bfloat16)) + 1
    monkeypatch.setattr(placing, "free_on", lambda device: room)
    chat, *_ = find(settings(vlm))()
    assert chat.model.dtype == torch.bfloat16  # float32 would not fit
    assert f"The model {vlm} with {words} takes" in fault(settings(vlm, words), UnavailableError)


def test_half_precision_answers_as_well(vlm, monkeypatch, narrators):
    monkeypatch.setattr(placing, "inference_dtype", lambda device, count: torch.bfloat16)
    chat, *_ = find(settings(vlm))()
    picture = np.full((56, 56, 3), 90, np.uint8)
    answer = chat.answer([Question("", "who", [picture])], [Sampling(0.6, 0.9, 9, 1)], SILENT)[0]
    assert not answer.fault
    assert all(token.score < 0 for token in answer.tokens)


def test_every_fault_is_one_that_a_user_can_act_on():
    assert issubclass(CheckpointError, AdtoolError)
    assert replace(settings("a"), model="b").model == "b"
