"""What transformers may import."""

import importlib.util
import subprocess
import sys

import pytest

from adtool.model.imports import not_installed


def run(code):
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_what_is_hidden_looks_not_installed_and_comes_back():
    assert importlib.util.find_spec("wave") is not None
    sys.modules.pop("wave", None)
    with not_installed("wave"):
        assert importlib.util.find_spec("wave") is None
        with pytest.raises(ModuleNotFoundError):
            import wave
    import wave

    assert wave.open


def test_what_is_there_already_stays():
    with not_installed("json"):
        import json
    assert json is sys.modules["json"]


def test_after_a_failure_all_is_as_before():
    sys.modules.pop("wave", None)
    with pytest.raises(OSError, match="full"), not_installed("wave"):
        raise OSError("full")
    assert importlib.util.find_spec("wave") is not None


def test_transformers_comes_without_scipy_and_scikit_learn():
    run(
        "import sys; from adtool.model.imports import import_transformers; import_transformers();"
        "from transformers import AutoModelForCausalLM, Lfm2ForCausalLM;"
        "assert not {'scipy', 'sklearn', 'pandas', 'open_clip', 'timm'} & set(sys.modules)"
    )


def test_scipy_and_scikit_learn_can_be_imported_afterwards():
    run(
        "from adtool.model.imports import import_transformers; import_transformers();"
        "import scipy.optimize, sklearn.metrics; assert sklearn.metrics.roc_curve"
    )


def test_transformers_that_is_there_is_left_alone():
    run(
        "import transformers, transformers.utils as u;"
        "from adtool.model.imports import import_transformers; import_transformers();"
        "assert u.is_scipy_available()"
    )
