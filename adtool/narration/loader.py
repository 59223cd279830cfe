"""Loading a narrator beside other work: its libraries alone take seconds to import.

No other heavy library may be imported meanwhile: Python answers two threads that import the same
modules in a circle with half a module, and the speech detectors share many with the narrators. So a
detector is loaded between ``find`` and ``start``.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import cached_property

from adtool.media import MediaInfo
from adtool.narration.automatic import Choice, best_here, choose_by_sight, spotting
from adtool.narration.narrator import Narrator
from adtool.narration.narrators import find_narrator
from adtool.settings import AUTO, BUNDLED, ModelSettings


class NarratorLoader:
    """Loads a narrator once, in the background; one loader serves many movies.

    Args:
        settings: the model's name, the device, and how it decodes.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self._load: Callable[[], Narrator] | None = None
        self._loading: Future[Narrator] | None = None
        self._others: dict[str, NarratorLoader] = {}

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

    @property
    def choice(self) -> Choice | None:
        """Which narrator was chosen, and why; None where it was named."""
        return None

    @cached_property
    def best_here(self) -> Choice | None:
        """The best vision-language model on this machine; asked once, before one fills the memory.

        Raises:
            UnavailableError: if there is no such device.
        """
        return best_here(self._device)

    @property
    def _device(self) -> str:
        from adtool.model.device import pick_device

        return pick_device(self.settings.device)

    def of_movie(self, info: MediaInfo) -> NarratorLoader:
        """Return what loads the narrator of a movie: this, unless the movie decides ("auto")."""
        if self.settings.model != AUTO or self._loading is not None:
            return self
        return AutomaticLoader(self, info)

    def named(self, model: str) -> NarratorLoader:
        """Return the loader of another model, with the same settings; always the same one."""
        if model not in self._others:
            self._others[model] = NarratorLoader(replace(self.settings, model=model))
        return self._others[model]

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


class AutomaticLoader(NarratorLoader):
    """Chooses a movie's narrator, and loads it.

    Args:
        shared: loads the narrators, which several movies may have.
        info: the movie.
    """

    def __init__(self, shared: NarratorLoader, info: MediaInfo) -> None:
        super().__init__(shared.settings)
        self._shared = shared
        self._info = info
        self._choice: Choice | None = None

    @property
    def choice(self) -> Choice | None:
        """Which narrator was chosen, and why; None until it is there."""
        return self._choice

    def find(self) -> None:
        """Look for a vision-language model, and where there is none, for the bundled one.

        Raises:
            UnavailableError: if there is no such device.
        """
        if self._load is None:
            self._choice = self._shared.best_here or self._without_bundled()
            self._shared.named(self._choice.model if self._choice else BUNDLED).find()
            self._load = self._chosen if self._choice else self._by_sight

    def _without_bundled(self) -> Choice | None:
        """Choose the spotting list where this installation carries no model; else None."""
        from adtool.model.catalogue import bundled_folder

        if (bundled_folder() / "config.json").is_file():
            return None
        return spotting(self._info, self._device)

    def _chosen(self) -> Narrator:
        assert self._choice is not None
        return self._shared.named(self._choice.model).get()

    def _by_sight(self) -> Narrator:
        bundled = self._shared.named(BUNDLED).get()
        self._choice = choose_by_sight(self._info, bundled, self._device)
        return self._chosen()
