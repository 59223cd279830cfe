"""Stage-I encodes a batch in chunks, and loss and gradient stay those of the whole batch."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from adtool.model.clip import Clip, load_clip
from adtool_training.stage1 import AdaptationTask

CLIPS = 10


def learn(clip: Clip, chunk: int) -> tuple[float, dict[str, Tensor]]:
    """Return the loss and the gradients of one batch."""
    torch.manual_seed(4)
    frames = torch.randint(255, (CLIPS, 3, 16, 16, 3), dtype=torch.uint8)
    tokens = clip.tokenize([f"Ann waves {number} times." for number in range(CLIPS)])
    task = AdaptationTask(clip, gamma=0.5, temperature=0.01, chunk=chunk).train()
    task.zero_grad(set_to_none=True)
    torch.manual_seed(5)
    loss = task(frames, tokens)["loss"]
    loss.backward()
    return loss.item(), {n: p.grad for n, p in task.named_parameters() if p.grad is not None}


@pytest.mark.parametrize("chunk", [1, 4, CLIPS])  # 4 leaves a smaller last chunk
def test_chunks_change_neither_the_loss_nor_the_gradient(tiny_clip, chunk):
    clip = load_clip(str(tiny_clip))
    loss, whole = learn(clip, 0)
    chunked_loss, chunked = learn(clip, chunk)
    assert chunked_loss == pytest.approx(loss, rel=1e-6)
    assert chunked.keys() == whole.keys()
    assert max(gradient.abs().max() for gradient in whole.values()) > 0.1
    for name, gradient in whole.items():
        torch.testing.assert_close(chunked[name], gradient, rtol=0, atol=1e-5, msg=name)


def test_no_more_than_a_chunk_is_encoded_at_a_time(tiny_clip, monkeypatch):
    clip = load_clip(str(tiny_clip))
    seen: list[int] = []
    encode = clip.encode_frames

    def counted(frames: Tensor) -> Tensor:
        seen.append(len(frames))
        return encode(frames)

    monkeypatch.setattr(clip, "encode_frames", counted)
    learn(clip, 4)
    assert sorted(seen) == [2, 2, 4, 4, 4, 4]  # forth, and again for the way back
