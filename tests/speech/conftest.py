"""pyannote.audio itself, which the detector here must agree with."""

import warnings
from collections import defaultdict
from typing import Any

import pytest
import torch

from adtool.quiet import turn_telemetry_off
from adtool.speech.pyannote import model_path


@pytest.fixture(scope="session")
def pyannote():
    """Import pyannote.audio: it reports nothing home, and warns of nothing needless."""
    turn_telemetry_off()
    with warnings.catch_warnings():
        # It could not open files, but it is given samples.
        warnings.filterwarnings("ignore", r"\s*torchcodec is not installed correctly")
        import pyannote.audio
        import pyannote.audio.pipelines
    return pyannote.audio


@pytest.fixture(scope="session")
def theirs(pyannote):
    """Build pyannote's own segmentation network with whisperx's weights."""
    from omegaconf.base import ContainerMetadata, Metadata
    from omegaconf.listconfig import ListConfig
    from omegaconf.nodes import AnyNode
    from pyannote.audio.core.model import Introspection
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.segmentation import PyanNet
    from torch.torch_version import TorchVersion

    plain = [Any, TorchVersion, defaultdict, dict, int, list]
    told = [AnyNode, ContainerMetadata, ListConfig, Metadata, Introspection]
    told += [Problem, Resolution, Specifications]
    with torch.serialization.safe_globals([*plain, *told]):
        checkpoint = torch.load(model_path(), map_location="cpu", weights_only=True)
    model = PyanNet(**checkpoint["hyper_parameters"])
    model.on_load_checkpoint(checkpoint)
    model.load_state_dict(checkpoint["state_dict"])
    return model.eval()
