"""Settings for every test, and what many of them share: small films and small models."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import av
import numpy as np
import pytest
from safetensors.numpy import save

from adtool.datasets.film import Annotation
from adtool.datasets.settings import DATA, DataSettings

# Tests run side by side; more threads in each would only fight over the processor's cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# No test may depend on what a hub happens to hold, or wait for one that cannot be reached.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# A shell that starts the tests in the background has them ignore Ctrl-C, and what they start would
# inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

SENTENCES = [
    f" {who} {what}."
    for who in ("Anna", "Tom", "A dog", "The old man")
    for what in ("smiles", "opens the door", "walks away", "sits down", "looks up and leaves")
]

MakeFilm = Callable[..., Path]


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random DistinctAD whose language model has a sentence for each token."""
    import torch
    from tokenizers import Tokenizer, decoders, models
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    from adtool.model.config import DistinctADConfig
    from adtool.model.distinctad import DistinctAD
    from adtool.model.language_model import LanguageModel
    from adtool.model.vision_encoder import VisionConfig, VisionEncoder

    torch.manual_seed(7)
    vocabulary = {token: i for i, token in enumerate(["<end>", "<unk>", *SENTENCES])}
    tokenizer = Tokenizer(models.WordLevel(vocab=vocabulary, unk_token="<unk>"))
    tokenizer.decoder = decoders.Fuse()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<end>", bos_token="<end>", unk_token="<unk>"
    )
    size = {"n_embd": 24, "n_layer": 2, "n_head": 2, "n_positions": 64}
    language_model = GPT2LMHeadModel(GPT2Config(vocab_size=len(vocabulary), **size))
    vision = VisionConfig(
        embed_dim=16,
        vision_cfg={"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
    )
    config = DistinctADConfig(vision=vision, frames=2, window=2, latents=3, bases=5, alpha=1.0)
    model = DistinctAD(config, VisionEncoder(vision), LanguageModel(language_model, fast))
    torch.nn.init.normal_(model.projection.weight, std=2.0)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    model.save_pretrained(folder)
    return folder


@pytest.fixture
def make_film(tmp_path: Path) -> MakeFilm:
    """Make films of coloured noise that changes every two seconds, with or without sound.

    What is shown may end before the sound does.
    """

    def make(
        name: str = "film.mp4",
        seconds: float = 20,
        *,
        video: bool = True,
        sound: bool = False,
        shown: float | None = None,
    ) -> Path:
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            pictures = container.add_stream("mpeg4", rate=10) if video else None
            track = container.add_stream("aac", rate=16_000, layout="mono") if sound else None
            if pictures is not None:
                pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
                _write_pictures(container, pictures, seconds if shown is None else shown)
            if track is not None:
                _write_silence(container, track, seconds)
        return path

    return make


def _write_pictures(container: object, stream: object, seconds: float) -> None:
    for number in range(int(seconds * 10)):
        scene = np.random.default_rng(number // 20).integers(0, 256, (3, 4, 3), np.uint8)
        image = scene.repeat(16, axis=0).repeat(16, axis=1)
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _write_silence(container: object, stream: object, seconds: float) -> None:
    for number in range(int(seconds * 16_000) // 1024):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 16_000, number * 1024, Fraction(1, 16_000)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


COLOURS = {
    "red": (220, 40, 30),
    "green": (40, 200, 60),
    "blue": (40, 60, 220),
    "white": (240, 240, 240),
}
PEOPLE = ("Ann", "Bob", "Cid")
PICTURES = {"Ann": 2, "Bob": 1}
"""Nobody has a picture of Cid."""


@dataclass(frozen=True)
class ColourFilm:
    """Each clip shows one colour, and its AD says which."""

    number: int
    clips: int = 6

    @property
    def name(self) -> str:
        return f"colours-{self.number}"

    @property
    def cast(self) -> tuple[str, ...]:
        return PEOPLE

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        rng = np.random.default_rng(self.number)
        found = []
        for i in range(self.clips):
            who, colour = rng.choice(PEOPLE), rng.choice(list(COLOURS))
            text = f"{who} paints the wall {colour}."
            found.append(Annotation(self.name, i * 4000, i * 4000 + 3000, text, (str(who),)))
        return tuple(found)

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> np.ndarray:
        colour = self.annotations[index].text.rstrip(".").split()[-1]
        noise = np.random.default_rng([self.number, index]) if rng is None else rng
        grain = noise.integers(-15, 15, (count, 16, 16, 3))
        return (np.array(COLOURS[colour]) + grain).clip(0, 255).astype(np.uint8)

    def portraits(self) -> dict[str, list[np.ndarray]]:
        rng = np.random.default_rng(self.number)
        return {
            name: list(rng.integers(0, 256, (count, 20, 16, 3), dtype=np.uint8))
            for name, count in PICTURES.items()
        }


@pytest.fixture
def colour_films() -> list[ColourFilm]:
    return [ColourFilm(number) for number in range(4)]


def colours(settings, split: str, *_: object) -> list[ColourFilm]:
    count = settings.train_films if split == "train" else settings.validation_films
    first = 0 if split == "train" else 1000
    return [ColourFilm(first + i, settings.clips) for i in range(count)]


@pytest.fixture
def colour_data(monkeypatch) -> DataSettings:
    """Settings of a data set of colour films."""
    monkeypatch.setitem(DATA, "colours", colours)
    return DataSettings(kind="colours", train_films=4, validation_films=2, clips=6)


TINY_CLIP = {
    "model_cfg": {
        "embed_dim": 16,
        "vision_cfg": {
            "image_size": 16,
            "patch_size": 8,
            "width": 32,
            "layers": 1,
            "head_width": 16,
        },
        "text_cfg": {
            "context_length": 24,
            "vocab_size": 49408,
            "width": 32,
            "heads": 2,
            "layers": 1,
        },
    },
    "preprocess_cfg": {"resize_mode": "squash", "interpolation": "bilinear"},
}


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory) -> Path:
    """The folder of an untrained CLIP for frames of 16 pixels."""
    import torch

    from adtool.model.clip import Clip

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("clip") / "tiny"
    Clip(TINY_CLIP).save(folder)
    return folder


def _module(path: str) -> ModuleType:
    """Import a module of the tests that is no test, by its place in this folder."""
    file = Path(__file__).parent / path
    if file.stem not in sys.modules:
        spec = importlib.util.spec_from_file_location(file.stem, file)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[file.stem] = importlib.util.module_from_spec(spec)  # dataclasses look there
        spec.loader.exec_module(sys.modules[file.stem])
    return sys.modules[file.stem]


@pytest.fixture(scope="session")
def tiny_vlms() -> ModuleType:
    """The module of small vision-language models: builders of real classes, and a teacher."""
    return _module("chat/tiny_vlms.py")


@pytest.fixture(scope="session")
def colour_vlm(tiny_vlms, tmp_path_factory) -> Path:
    """A Qwen2-VL that was taught to name the colours of three pictures in their order: 10 s."""
    folder = tiny_vlms.qwen2_vl(tmp_path_factory.mktemp("vlm") / "colours")
    return tiny_vlms.teach(folder, tiny_vlms.colours_in_order)


@pytest.fixture(scope="session")
def random_vlms(tiny_vlms, tmp_path_factory) -> dict[str, Path]:
    """A folder of each class of ``tiny_vlms.BUILDERS``, untaught."""
    root = tmp_path_factory.mktemp("vlms")
    return {name: build(root / name) for name, build in tiny_vlms.BUILDERS.items()}


VLM_CONFIG = {
    "architectures": ["Qwen2VLForConditionalGeneration"],
    "model_type": "qwen2_vl",
    "vision_config": {"depth": 1},
}
VLM_FILES = {
    "config.json": json.dumps(VLM_CONFIG).encode(),
    "chat_template.json": b'{"chat_template": "{{ messages }}"}',
    "model.safetensors": save({"weight": np.zeros((250, 1000), np.float16)}),
    "README.md": b"---\nlicense: apache-2.0\n---\n",
}
"""All that a vision-language model's folder is known by; 0.25 M parameters, none of any use."""


@pytest.fixture
def vlm_files() -> dict[str, bytes]:
    """The files of a vision-language model that cannot be loaded, but looks like one."""
    return dict(VLM_FILES)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[object]:
    """A model hub on this machine, in the place of the real one; see ``fake_hub.py``."""
    from huggingface_hub import constants, file_download
    from huggingface_hub.utils import _http

    served = _module("fake_hub.py").Hub()
    cache = tmp_path / "hf" / "hub"
    told = {"HF_ENDPOINT": served.address, "HF_HUB_OFFLINE": "0", "HF_HUB_CACHE": str(cache)}
    for name, value in {**told, "XDG_DATA_HOME": str(tmp_path / "data")}.items():
        monkeypatch.setenv(name, value)
    url = served.address + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "ENDPOINT", served.address)
    for place in (constants, file_download):  # one of them has a copy in some versions
        monkeypatch.setattr(place, "HUGGINGFACE_CO_URL_TEMPLATE", url, raising=False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    forget = getattr(_http, "reset_sessions", None) or _http.close_session
    forget()  # a session knows whether it is offline
    yield served
    served.close()
    forget()


@pytest.fixture
def serve() -> Iterator[Callable[..., object]]:
    """Start servers that speak OpenAI's protocol, which end with the test; ``fake_server.py``."""
    servers = _module("fake_server.py").Servers()
    yield servers
    for server in servers.started:
        server.stop()


@pytest.fixture(scope="session")
def subtitle_files() -> ModuleType:
    """The module of builders of binary subtitles, and of movies with tracks of them."""
    return _module("subtitle_files.py")
