"""Loading a narrator beside other work."""

from concurrent.futures import Future
from threading import Timer

from adtool.narration.loader import NarratorLoader
from adtool.settings import ModelSettings


def test_what_an_earlier_movie_began_to_load_is_waited_for() -> None:
    loader = NarratorLoader(ModelSettings())
    loader._loading = Future()
    Timer(0.1, loader._loading.set_result, [None]).start()
    loader.find()
    assert loader._loading.done()
