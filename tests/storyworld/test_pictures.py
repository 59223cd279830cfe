import numpy as np
import pytest

from adtool.errors import OutputError
from adtool.storyworld import pictures as drawing
from adtool.storyworld.actions import ACTIONS
from adtool.storyworld.ad.wording import PLACES as AD_WHERE
from adtool.storyworld.facts import facts
from adtool.storyworld.objects import OBJECTS
from adtool.storyworld.people import LOOKS
from adtool.storyworld.pictures import FACTS, GRAPHS, UNKNOWN, pictures
from adtool.storyworld.places import PLACES
from adtool.storyworld.wording import PLACES as WHERE


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    return folder, pictures(folder, 230, 16)  # a film and a bit of the next


def test_there_are_as_many_pictures_facts_and_captions_as_were_asked_for(drawn):
    _, made = drawn
    assert (made.images.shape, made.images.dtype) == ((230, 16, 16, 3), np.uint8)
    assert made.facts.shape == (230, len(FACTS))
    assert len(made.captions) == 230
    assert (made.images.reshape(230, -1).std(axis=1) > 5).all()


def test_pictures_are_drawn_once_and_read_again(drawn, monkeypatch):
    folder, made = drawn
    monkeypatch.setattr(drawing, "_draw_all", None)
    again = pictures(folder, 230, 16)
    assert np.array_equal(again.images, made.images)
    assert np.array_equal(again.facts, made.facts)
    assert again.captions == made.captions


def test_the_facts_are_those_that_the_caption_tells(drawn):
    _, made = drawn
    columns = dict(zip(FACTS, made.facts.T, strict=True))
    for i, text in enumerate(made.captions):
        if columns["action"][i] != UNKNOWN:
            said = facts(text)
            assert list(ACTIONS)[columns["action"][i]] == said.action
            assert [*OBJECTS, None][columns["thing"][i]] == said.thing
            assert WHERE[list(PLACES)[columns["place"][i]]] in text


def test_a_close_up_tells_who_is_seen_and_nothing_else(drawn):
    _, made = drawn
    columns = dict(zip(FACTS, made.facts.T, strict=True))
    close = np.flatnonzero(columns["action"] == UNKNOWN)
    assert 0.2 * 230 < len(close) < 0.4 * 230
    assert (made.facts[close][:, [i for i, name in enumerate(FACTS) if name != "actor"]] < 0).all()
    for i in close:
        look = [*LOOKS, None][columns["actor"][i]]
        text = made.captions[i]
        assert text.startswith(look.words) if look else text.startswith("nobody ")


def test_every_fact_lies_in_its_range(drawn):
    _, made = drawn
    assert ((made.facts >= 0) | (made.facts == UNKNOWN)).all()
    assert (made.facts[:, list(FACTS).index("actor")] >= 0).all()
    assert (made.facts < np.array(list(FACTS.values()))).all()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        pictures(tmp_path / "file" / "pictures", 1, 16)


def test_storyworld_ads_pictures_tell_more(tmp_path):
    made = pictures(tmp_path, 100, 16, world="storyworld-ad")
    assert made.graph == GRAPHS["storyworld-ad"]
    assert made.images.shape == (100, 16, 16, 3)
    assert made.facts.shape == (100, len(made.graph))
    columns = dict(zip(made.graph, made.facts.T, strict=True))
    for i, text in enumerate(made.captions):
        if columns["action"][i] != UNKNOWN:
            assert any(word in text for word in AD_WHERE[list(PLACES)[columns["place"][i]]])
        else:
            assert columns["reaction"][i] == UNKNOWN
            assert columns["actor"][i] != UNKNOWN
    assert pictures(tmp_path, 100, 16).facts.shape == (100, len(FACTS))
