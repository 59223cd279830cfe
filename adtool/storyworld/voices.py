"""The voices of storyworld: everyday sentences, recorded once, that its films are dubbed with.

``voices.ogg`` holds one sentence after another, each at the beginning of its own slot, so that no
machine needs a speech synthesiser. They were spoken by espeak-ng 1.51's own formant voices, which
no recording of a person went into; on a machine that has it, they are made anew by

    python -m adtool.storyworld.voices
"""

from __future__ import annotations

import io
import subprocess
import wave
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
SLOT = 3 * RATE
"""Samples from the beginning of one sentence to that of the next."""

VOICES = ("en-gb+f2", "en-us+m3")
SENTENCES: tuple[tuple[int, str], ...] = (
    (0, "Good morning, did you sleep well?"),
    (1, "I have been looking for you all day."),
    (0, "I never said that."),
    (1, "Are you quite sure about this?"),
    (0, "We should leave before it gets dark."),
    (1, "Nobody told me anything."),
    (0, "What do you mean by that?"),
    (1, "Come on, it will be fun."),
    (0, "My sister called me again last night."),
    (1, "Then let us ask your mother."),
    (0, "Well, I really don't know."),
    (1, "That is not what we agreed on."),
    (0, "Please, listen to me for a moment."),
    (1, "You always say that."),
    (0, "Maybe we can try it again tomorrow."),
    (1, "I am so glad that you are here."),
    (0, "Yes, of course."),
    (1, "Wait a minute."),
)
"""Who says what: an index into ``VOICES``, and the words."""


@dataclass(frozen=True, eq=False, slots=True)
class Sentence:
    """A recorded sentence.

    Attributes:
        voice: an index into ``VOICES``.
        text: what is said.
        samples: the sound, (n,) float32 at ``RATE``, loudest at 1, without silence at its ends.
    """

    voice: int
    text: str
    samples: NDArray[np.float32]

    @property
    def duration(self) -> int:
        """The length in ms."""
        return len(self.samples) * 1000 // RATE


@cache
def sentences() -> tuple[Sentence, ...]:
    """Read the recorded sentences."""
    import av

    resampler = av.AudioResampler("flt", "mono", RATE)
    file = io.BytesIO(files(__package__).joinpath("voices.ogg").read_bytes())
    with av.open(file) as container:
        decoded = [*container.decode(audio=0), None]
        pieces = [piece.to_ndarray()[0] for f in decoded for piece in resampler.resample(f)]
    sound = np.concatenate(pieces).astype(np.float32)
    slots = [sound[i * SLOT : (i + 1) * SLOT] for i in range(len(SENTENCES))]
    return tuple(
        Sentence(voice, text, _trimmed(slot))
        for (voice, text), slot in zip(SENTENCES, slots, strict=True)
    )


def _trimmed(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut the silence off both ends, and make the loudest sample 1."""
    loud: NDArray[np.float32] = sound / np.float32(np.abs(sound).max())
    heard = np.flatnonzero(np.abs(loud) > 0.03)
    return loud[int(heard[0]) : int(heard[-1]) + 1]


def _speak(voice: str, text: str) -> NDArray[np.float32]:
    """Let espeak-ng say a sentence; (n,) at ``RATE``."""
    import av

    command = ["espeak-ng", "-v", voice, "-s", "165", "--stdout", text]
    spoken = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603
    with wave.open(io.BytesIO(spoken)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(1 << 24), np.int16)
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler("flt", "mono", RATE)
    resampled = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray()[0] for piece in resampled])


def record(path: str) -> None:
    """Write the sentences, spoken by espeak-ng, as Opus in Ogg."""
    import av

    track = np.zeros(SLOT * len(SENTENCES), np.float32)
    for i, (voice, text) in enumerate(SENTENCES):
        said = _trimmed(_speak(VOICES[voice], text))
        track[i * SLOT : i * SLOT + len(said)] = 0.7 * said
    with av.open(path, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = 24_000
        frame = av.AudioFrame.from_ndarray(track[None], format="flt", layout="mono")
        frame.sample_rate = RATE
        fifo = av.AudioFifo()
        fifo.write(frame)
        for piece in fifo.read_many(RATE // 50, partial=True):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


if __name__ == "__main__":
    record(str(files(__package__).joinpath("voices.ogg")))
