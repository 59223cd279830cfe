"""A listener guesses which clip a wording is of."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from adtool.errors import CheckpointError, UnavailableError
from adtool.media import probe
from adtool.model.clip import Clip as WholeClip
from adtool.narration import listener
from adtool.narration.clip import ClipNarration
from adtool.narration.listener import ClipListener, check, listen
from adtool.progress import SILENT
from adtool.settings import ChoiceSettings, ModelSettings
from adtool.timeline import Candidate, Clip, Gap
from adtool.work import Run, WorkFolder

DIRECTIONS = {"red": [1.0, 0.0], "blue": [0.0, 1.0], "grey": [0.6, 0.8]}
HEARD = ChoiceSettings(listening=0.5)


def encode(texts: Sequence[str]) -> torch.Tensor:
    return torch.tensor([DIRECTIONS[text] for text in texts]).reshape(-1, 2)


def narrations(*texts: Sequence[str]) -> list[ClipNarration]:
    return [
        ClipNarration(
            Clip(1000 * place, 1000 * place + 1000, Gap(1000 * place, 1000 * place + 1000)),
            candidates=tuple(Candidate(text, 0.0) for text in of_clip),
        )
        for place, of_clip in enumerate(texts)
    ]


def guesses(
    looks: Sequence[Sequence[float]], *texts: Sequence[str], neighbours: int = 16, tau: float = 0.5
) -> list[list[float]]:
    return ClipListener(encode, torch.tensor(looks), tau, neighbours).guesses(narrations(*texts))


def test_a_wording_of_two_clips_is_guessed_by_its_likeness() -> None:
    red, blue = [1.0, 0.0], [0.0, 1.0]
    found = guesses([red, blue], ["red", "grey"], ["blue"])
    assert [len(of_clip) for of_clip in found] == [2, 1]
    assert found[0][0] == pytest.approx(2 - math.log(math.exp(2) + 1))
    assert found[0][1] == pytest.approx(1.2 - math.log(math.exp(1.2) + math.exp(1.6)))
    assert found[1][0] == pytest.approx(found[0][0])


def test_clips_that_look_the_same_share_the_guess() -> None:
    red = [1.0, 0.0]
    found = guesses([red] * 4, ["red"], ["blue"], ["grey"], [])
    assert found == [[pytest.approx(-math.log(4))]] * 3 + [[]]


def test_a_clip_that_was_not_seen_is_neither_guessed_nor_taken_for_another() -> None:
    red, nothing = [1.0, 0.0], [0.0, 0.0]
    assert guesses([red, nothing, red], ["red"], ["red", "blue"], ["red"]) == [
        [pytest.approx(-math.log(2))],
        [0.0, 0.0],
        [pytest.approx(-math.log(2))],
    ]


@pytest.mark.parametrize(("neighbours", "others"), [(1, 1), (2, 2), (3, 3), (5, 5), (16, 5)])
def test_the_listener_knows_as_many_clips_as_are_asked_for(neighbours: int, others: int) -> None:
    found = guesses([[1.0, 0.0]] * 5, *[["red"]] * 5, neighbours=neighbours)
    assert found == [[pytest.approx(-math.log(others), abs=1e-12)]] * 5


def test_the_window_lies_around_the_clip_as_far_as_the_film_goes() -> None:
    red, blue = [1.0, 0.0], [0.0, 1.0]
    alike = -math.log(3)
    found = guesses([red, red, red, blue, blue], *[["red"]] * 5, neighbours=3)
    assert found[0] == found[1] == [pytest.approx(alike)]
    assert found[2] == [pytest.approx(2 - math.log(2 * math.exp(2) + 1))]
    assert found[4] == [pytest.approx(-math.log(math.exp(2) + 2))]


@pytest.mark.parametrize("name", ["auto", "none", "ViT-B-32:openai"])
def test_who_may_listen_is_known_before_the_work(name: str, tmp_path: Path) -> None:
    check(ChoiceSettings(listener=name))
    check(ChoiceSettings(listener=str(tmp_path)))


@pytest.mark.parametrize("name", ["", "no/such/folder", "ViT-B-32", "AUTO"])
def test_a_listener_that_is_not_to_be_had_is_told_of_before_the_work(name: str) -> None:
    with pytest.raises(UnavailableError, match=f"There is no CLIP in .*{name}.* to listen with"):
        check(ChoiceSettings(listener=name))


@pytest.fixture(scope="module")
def whole() -> WholeClip:
    torch.manual_seed(1)
    vision = {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16}
    text = {"context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1}
    return WholeClip({"model_cfg": {"embed_dim": 8, "vision_cfg": vision, "text_cfg": text}})


@pytest.fixture(scope="module")
def folder(whole: WholeClip, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("clips") / "clip_ad"
    whole.save(made)
    return made


def narrator(encoder: Any = None) -> Any:
    return SimpleNamespace(encoder=encoder, settings=ModelSettings(frames=2))


@pytest.fixture
def run(make_film: Callable[..., Path], tmp_path: Path) -> Run:
    return Run(probe(make_film(seconds=4)), WorkFolder(tmp_path / "work"), SILENT)


def test_a_clip_in_a_folder_listens_to_any_narrator(run: Run, folder: Path) -> None:
    settings = ChoiceSettings(listening=1.0, listener=str(folder))
    films = narrations(["Anna sits.", "Tom waves."], [], ["Anna sits."], ["A door."])
    found = listen(run, settings, narrator(), films)
    assert found is not None
    logs = found.guesses(films)
    assert [len(of_clip) for of_clip in logs] == [2, 0, 1, 1]
    assert all(log < 0 for of_clip in logs for log in of_clip)
    kept = sorted(path.name for path in (run.info.path.parent / "work").rglob("listener-*"))
    assert len(kept) == 1
    again = listen(run, settings, narrator(), films)
    assert again is not None
    assert again.guesses(films) == logs


def test_what_a_narrator_saw_with_the_same_encoder_is_not_looked_at_again(
    run: Run, folder: Path, whole: WholeClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "open_frames", None)
    films = narrations(["Anna sits."], ["Tom waves."])
    looks = F.normalize(torch.randn(2, 8, generator=torch.Generator().manual_seed(0)), dim=1)
    seen = [
        ClipNarration(one.clip, candidates=one.candidates, look=look)
        for one, look in zip(films, looks, strict=True)
    ]
    settings = ChoiceSettings(listening=1.0, listener=str(folder), temperature=1.0)
    found = listen(run, settings, narrator(whole.vision), seen)
    assert found is not None
    words = whole.encode_words(whole.tokenize(["Anna sits.", "Tom waves."])).sentences
    expected = (F.normalize(words, dim=1) @ looks.T).log_softmax(1).diagonal()
    assert [log for (log,) in found.guesses(seen)] == pytest.approx(expected.tolist(), abs=1e-5)


class Side:
    """A text side that knows the colours."""

    temperature = 0.5

    def encode(self, texts: Sequence[str]) -> torch.Tensor:
        return encode(texts)

    def centred(self, looks: torch.Tensor) -> torch.Tensor:
        return F.normalize(looks, dim=-1)


def test_the_narrators_own_clip_listens_where_it_knows_texts(run: Run) -> None:
    looks = torch.tensor([[2.0, 0.0], [0.0, 2.0]])
    seen = [
        ClipNarration(one.clip, candidates=one.candidates, look=look)
        for one, look in zip(narrations(["red"], ["red"]), looks, strict=True)
    ]
    found = listen(run, HEARD, narrator(SimpleNamespace(text=Side())), seen)
    assert found is not None
    right = 2 - math.log(math.exp(2) + 1)
    assert found.guesses(seen) == [[pytest.approx(right)], [pytest.approx(right - 2)]]
    warm = listen(
        run,
        ChoiceSettings(listening=0.5, temperature=1.0),
        narrator(SimpleNamespace(text=Side())),
        seen,
    )
    assert warm is not None
    assert warm.guesses(seen)[0] == [pytest.approx(1 - math.log(math.exp(1) + 1))]


def test_nobody_listens_where_nobody_can_or_is_asked_to(run: Run, folder: Path) -> None:
    films = narrations(["red"], ["blue"])
    knows, silent = SimpleNamespace(text=Side()), SimpleNamespace(text=None)
    assert listen(run, HEARD, narrator(), films) is None
    assert listen(run, HEARD, narrator(silent), films) is None
    assert listen(run, HEARD, narrator(knows), films) is None  # it has seen no clip
    assert listen(run, ChoiceSettings(listening=0.5, listener="none"), narrator(), films) is None
    mute = ChoiceSettings(listening=0.0, listener=str(folder))
    assert listen(run, mute, narrator(), films) is None
    assert listen(run, HEARD, narrator(knows), []) is None


def test_a_folder_without_a_clip_is_told_of(run: Run, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"open_clip_config\.json: cannot be read"):
        listen(
            run,
            ChoiceSettings(listening=1.0, listener=str(tmp_path)),
            narrator(),
            narrations(["red"]),
        )
