"""Small vision-language models, made once a session; ``tiny_vlms`` is the module that makes them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

MODULE = Path(__file__).with_name("tiny_vlms.py")


@pytest.fixture(scope="session")
def tiny_vlms() -> ModuleType:
    """The module of small models: its builders, its samples, its teacher."""
    pytest.importorskip("transformers")
    spec = importlib.util.spec_from_file_location("tiny_vlms", MODULE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["tiny_vlms"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def colour_vlm(tiny_vlms, tmp_path_factory) -> Path:
    """A Qwen2-VL that was taught to name the colours of three pictures in their order."""
    folder = tiny_vlms.qwen2_vl(tmp_path_factory.mktemp("vlm") / "colours")
    return tiny_vlms.teach(folder, tiny_vlms.colours_in_order)


@pytest.fixture(scope="session")
def random_vlms(tiny_vlms, tmp_path_factory) -> dict[str, Path]:
    """A folder of each class of ``tiny_vlms.BUILDERS``, untaught."""
    root = tmp_path_factory.mktemp("vlms")
    return {name: build(root / name) for name, build in tiny_vlms.BUILDERS.items()}
