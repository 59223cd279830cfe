"""What the hub says of a model, and what is refused before its weights move."""

from __future__ import annotations

import json
from typing import Any

import pytest

from adtool.errors import UnavailableError
from adtool.model.parcel import look_up

NAME = "team/model"


@pytest.fixture
def put(hub: Any, vlm_files: dict[str, bytes]) -> Any:
    """Put the model on the hub, some of its files changed or (None) left out."""

    def change(files: dict[str, bytes | None] | None = None, **facts: object) -> None:
        changed = {**vlm_files, **(files or {})}
        hub.add(NAME, {name: text for name, text in changed.items() if text is not None}, **facts)

    return change


def configured(files: dict[str, bytes], **more: object) -> bytes:
    return json.dumps(json.loads(files["config.json"]) | more).encode()


def test_a_parcel_says_licence_size_and_files_the_weights_last(
    put: Any, hub: Any, vlm_files: dict[str, bytes]
) -> None:
    put({"model.py": b"1", "pytorch_model.bin": b"2", "onnx/model.json": b"3", "../x.json": b"4"})
    parcel = look_up(NAME)
    assert list(parcel.files) == [
        "config.json",
        "README.md",
        "chat_template.json",
        "model.safetensors",
    ]
    assert parcel.size == sum(map(len, vlm_files.values()))
    assert (parcel.licence, parcel.permissive) == ("apache-2.0", True)
    assert parcel.card == f"{hub.address}/team/model"


def test_looking_up_leaves_nothing_in_the_cache(put: Any, tmp_path: Any) -> None:
    put()
    look_up(NAME)
    assert not (tmp_path / "hf" / "hub").exists()


def test_a_distinctad_comes_with_its_folders(hub: Any) -> None:
    config = b'{"format": "adtool-distinctad"}'
    files = {"config.json": config, "model.safetensors": b"", "tokenizer/tokenizer.json": b"{}"}
    hub.add(NAME, files)
    assert list(look_up(NAME).files) == [
        "config.json",
        "tokenizer/tokenizer.json",
        "model.safetensors",
    ]


def test_a_short_name_stands_for_the_hubs(hub: Any, vlm_files: dict[str, bytes]) -> None:
    hub.add("Qwen/Qwen3-VL-2B-Instruct", vlm_files)
    for name in ("qwen3-vl-2b", "Qwen3-VL-2B", "qwen/qwen3-vl-2b-instruct"):
        assert look_up(name).repository == "Qwen/Qwen3-VL-2B-Instruct"


@pytest.mark.parametrize(
    ("card", "licence", "permissive"),
    [
        ({"license": "MIT"}, "MIT", True),
        ({"license": "other", "license_name": "qwen-research"}, "qwen-research", False),
        ({"license": "cc-by-nc-4.0"}, "cc-by-nc-4.0", False),
        ({"license": "gemma"}, "gemma", False),
        ({}, "not stated", False),
    ],
)
def test_a_licence_is_the_cards_and_only_known_ones_are_permissive(
    put: Any, card: dict[str, object], licence: str, permissive: bool
) -> None:
    put(card=card)
    parcel = look_up(NAME)
    assert (parcel.licence, parcel.permissive) == (licence, permissive)


@pytest.mark.parametrize(
    "name", ["nothing", "../x", "/etc", "a/b/c", "http://a/b", "", "bundled", "a b/c", "team/none"]
)
def test_a_name_that_is_none_is_answered_with_those_that_are(hub: Any, name: str) -> None:
    with pytest.raises(UnavailableError) as caught:
        look_up(name)
    assert str(caught.value).startswith(f"There is no model {name!r} to fetch. Name one of qwen3-")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"model.safetensors": None, "pytorch_model.bin": b"1"}, "no weights in safetensors"),
        ({"model.safetensors": None, "model.gguf": b"1"}, "no weights in safetensors"),
        ({"model.safetensors": None}, "no weights in safetensors"),
        ({"config.json": None}, "neither a vision-language model nor a DistinctAD"),
        ({"config.json": b"{"}, "neither a vision-language model nor a DistinctAD"),
        ({"config.json": b'{"model_type": "gpt2"}'}, "neither a vision-language model"),
        ({"chat_template.json": None}, "has no chat template"),
        ({"tokenizer_config.json": b'{"auto_map": {}}'}, "needs code of its own"),
        ({"processor_config.json": b'{"auto_map": {}}'}, "needs code of its own"),
    ],
)
def test_a_model_that_could_not_be_used_is_refused(
    put: Any, files: dict[str, bytes | None], fault: str
) -> None:
    put(files)
    with pytest.raises(UnavailableError, match=f"team/model .*{fault}.*adtool models$"):
        look_up(NAME)


def test_a_model_with_code_is_refused(put: Any, vlm_files: dict[str, bytes]) -> None:
    put({"config.json": configured(vlm_files, auto_map={"AutoModel": "model.Model"})})
    with pytest.raises(UnavailableError, match="needs code of its own, which adtool never runs"):
        look_up(NAME)


def test_a_chat_template_may_stand_in_the_tokenizers_configuration(put: Any) -> None:
    put({"chat_template.json": None, "tokenizer_config.json": b'{"chat_template": "{{ x }}"}'})
    assert look_up(NAME).files


def test_a_gated_model_says_where_to_agree(put: Any) -> None:
    put(gated=True)
    with pytest.raises(UnavailableError, match=r"agreed to its terms .* hf auth login"):
        look_up(NAME)


@pytest.mark.parametrize(
    ("status", "text"), [(500, "x"), (401, "{}"), (404, "{}"), (200, "<html>"), (200, "[]")]
)
def test_a_hub_that_answers_nonsense_is_one_line(
    put: Any, hub: Any, status: int, text: str
) -> None:
    put()
    hub.broken = (status, text)
    with pytest.raises(UnavailableError) as caught:
        look_up(NAME)
    assert "\n" not in str(caught.value)


def test_a_hub_that_cannot_be_reached_is_one_line(put: Any, hub: Any) -> None:
    put()
    hub.close()
    with pytest.raises(UnavailableError, match=r"hub gives no answer \(Connect(ion)?Error\)"):
        look_up(NAME)


def test_offline_the_hub_is_not_asked(put: Any, hub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub.utils import _http

    put()
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    (getattr(_http, "reset_sessions", None) or _http.close_session)()
    with pytest.raises(UnavailableError, match="HF_HUB_OFFLINE is not set"):
        look_up(NAME)
    assert hub.asked == []
