"""Loading a narrator beside other work: its libraries alone take seconds to import.

No other heavy library may be imported meanwhile: Python answers two threads that import the same
modules in a circle with half a module, and the speech detectors share many with the narrators. So a
detector is loaded between ``find`` and ``start``.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from adtool.narration.narrator import Narrator
from adtool.narration.narrators import find_narrator
from adtool.settings import ModelSettings


class NarratorLoader:
    """Loads a narrator once, in the background; one loader serves many movies.

    Args:
        settings: the model's name, the device, and how it decodes.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self._load: Callable[[], Narrator] | None = None
        self._loading: Future[Narrator] | None = None

    @classmethod
    def of(
        cls, narrator: Narrator | NarratorLoader | None, settings: ModelSettings
    ) -> NarratorLoader:
        """Return a loader for a narrator that is there already, in loading, or only named."""
        if isinstance(narrator, NarratorLoader):
            return narrator
        loader = cls(settings)
        if narrator is not None:
            loader._loading = Future()
            loader._loading.set_result(narrator)
        return loader

    def find(self) -> None:
        """Find the model; where an earlier movie has begun to load it, wait until that has ended.

        Raises:
            UnavailableError: if there is no such model or device.
            CheckpointError: if a file was named, where a model is a folder.
        """
        if self._loading is not None:
            wait([self._loading])
        elif self._load is None:
            self._load = find_narrator(self.settings)

    def start(self) -> None:
        """Begin to load the narrator; does nothing the second time. Raises what ``find`` raises."""
        if self._loading is not None:
            return
        self.find()
        assert self._load is not None
        executor = ThreadPoolExecutor(1, thread_name_prefix="narrator")
        self._loading = executor.submit(self._load)
        executor.shutdown(wait=False)

    def get(self) -> Narrator:
        """Return the narrator, as soon as it is there.

        Raises:
            UnavailableError: as ``find``, and if its language model is not to be had.
            CheckpointError: if the model's folder is incomplete or damaged.
        """
        self.start()
        assert self._loading is not None
        return self._loading.result()
