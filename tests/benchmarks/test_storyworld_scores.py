import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest

from adtool.timeline import Candidate

torch = pytest.importorskip("torch")
pytest.importorskip("pycocoevalcap.cider.cider", reason="needs the extra eval")

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "storyworld_scores.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("storyworld_scores", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Seer:
    """A model whose features are a frame's picture, and which knows each picture's words."""

    config = SimpleNamespace(vision=SimpleNamespace(image_size=(16, 16)), frames=2, faces=True)

    def __init__(self, script, films):
        self.names = []
        self.words = {}
        for film in films:
            clips = script.film_features(self, film)
            for shot, features in zip(film.clips, clips, strict=True):
                self.words[features.sum().item()] = shot.text

    def encode(self, frames):
        weights = torch.rand(16 * 16 * 3, generator=torch.Generator().manual_seed(0)).double()
        return torch.stack([torch.from_numpy(f.copy()).flatten() * weights for f in frames])

    def portrait_features(self, portraits):
        return torch.tensor(portraits[0].astype("float64").mean())

    def narrate(self, features, names, settings, faces):
        self.names += [[role.name for role in of_clip] for of_clip in names]
        assert [len(clip) for clip in faces] == [len(clip) for clip in names]
        return [[Candidate(self.words[clip.sum().item()], 0.0)] for clip in features]


@pytest.fixture(scope="module")
def films():
    from adtool.storyworld import sample_film, seeds

    return [sample_film(seed, clips=12) for seed in seeds("test", 2)]


@pytest.fixture(scope="module")
def rows(script, films):
    script.recognised = lambda model, film: script.in_clip(film)
    return script.score_model(Seer(script, films), films, beams=1)


def test_a_model_that_sees_everything_gets_everything_right(rows):
    for row in ("given", "recognised", "cast", "nobody"):
        scores = rows[row]
        assert [scores[fact] for fact in ("action", "object", "character", "all")] == [100] * 4
        assert scores["ROUGE-L"] == pytest.approx(100)
        assert scores["R@1/5"] == pytest.approx(100)


def test_the_same_model_with_shuffled_features_is_blind(rows):
    assert rows["blind"]["all"] < 30
    assert rows["blind"]["CIDEr"] < rows["given"]["CIDEr"] / 2


def test_a_paraphrase_has_the_facts_right_in_other_words(rows):
    assert rows["paraphrase"]["all"] == 100
    assert 0 < rows["paraphrase"]["CIDEr"] < rows["given"]["CIDEr"]


def test_the_prompt_names_the_clips_people_the_cast_or_nobody(script, films):
    film = films[0]
    cast = [person.name for person in film.credits]
    assert script.whole_cast(film) == [cast] * len(film.clips)
    for names, shot in zip(script.in_clip(film), film.clips, strict=True):
        assert names == [name for name in cast if name in shot.characters]
    assert script.nobody(film) == [[]] * len(film.clips)


def test_the_table_has_a_line_for_each_row(script, rows, capsys):
    script.print_table(rows)
    lines = capsys.readouterr().out.splitlines()
    names = [line.split()[0] for line in lines[1:]]
    assert names == ["given", "recognised", "cast", "nobody", "blind", "paraphrase"]
