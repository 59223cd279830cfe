"""Scene graphs."""

from dataclasses import replace

from adtool.storyworld.ad.graph import AD_FACTS, ad_graph
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.sampling import sample_film
from adtool.storyworld.pictures import FACTS

SHOTS = [shot for seed in range(6) for shot in sample_film(seed).clips]


def test_every_value_lies_in_its_range():
    for shot in SHOTS:
        graph = ad_graph(shot)
        assert len(graph) == len(AD_FACTS)
        assert all(0 <= one < n for one, n in zip(graph, AD_FACTS.values(), strict=True))


def test_what_lacks_is_the_last_value():
    shot = replace(SHOTS[0], others=(), item=None, thing=None, manner="", direction="", reaction="")
    values = dict(zip(AD_FACTS, ad_graph(shot), strict=True))
    for fact in ("other", "thing", "colour", "manner", "direction", "reaction"):
        assert values[fact] == AD_FACTS[fact] - 1
    assert values["action"] == list(MOVES).index(shot.action)


def test_close_ups_know_the_same_first_facts_as_storyworlds():
    assert list(AD_FACTS)[:4] == list(FACTS)[:4]
