"""What the package itself offers, and when it loads it."""

import subprocess
import sys

import pytest

import adtool.media


@pytest.mark.parametrize("name", adtool.media.__all__)
def test_every_name_is_there(name):
    assert getattr(adtool.media, name) is not None


def test_the_sound_is_what_its_module_reads():
    from adtool.media import SAMPLE_RATE, AudioReader, audio

    assert (SAMPLE_RATE, AudioReader) == (audio.SAMPLE_RATE, audio.AudioReader)


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'VideoReader'"):
        _ = adtool.media.VideoReader


def test_numpy_is_loaded_when_sound_is_asked_for():
    check = (
        "import sys; import adtool.media; from adtool.media import probe, open_frames;"
        "assert callable(probe) and 'numpy' not in sys.modules;"
        "from adtool.media import AudioReader; assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
