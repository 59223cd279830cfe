"""Loading a model beside other work: its libraries alone take seconds to import.

No other heavy library may be imported meanwhile: Python answers two threads that import the same
modules in a circle with half a module, and the speech detectors share many with the model. So a
detector is loaded between ``find`` and ``start``.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from adtool.model.distinctad import DistinctAD

GIVEN = "given by the caller"
"""The name of a model that came without one."""


class ModelLoader:
    """Loads a model once, in the background.

    Args:
        settings: the model's name, and the device.

    Attributes:
        name: what the model was called.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self.name = settings.model
        self._device = settings.device
        self._found: tuple[Path, str] | None = None
        self._loading: Future[DistinctAD] | None = None

    @classmethod
    def of(cls, model: DistinctAD | ModelLoader | None, settings: ModelSettings) -> ModelLoader:
        """Return a loader for a model that is there already, in loading, or only named."""
        if isinstance(model, ModelLoader):
            return model
        loader = cls(settings)
        if model is not None:
            loader.name = GIVEN
            loader._loading = Future()
            loader._loading.set_result(model)
        return loader

    def find(self) -> None:
        """Find the model; where an earlier movie has begun to load it, wait until that has ended.

        Raises:
            UnavailableError: if there is no such model or device.
            CheckpointError: if a file was named, where a model is a folder.
        """
        if self._loading is not None:
            wait([self._loading])
        elif self._found is None:
            from adtool.model.checkpoint import find_checkpoint
            from adtool.model.device import pick_device

            self._found = find_checkpoint(self.name), pick_device(self._device)

    def start(self) -> None:
        """Begin to load the model; does nothing the second time. Raises what ``find`` raises."""
        if self._loading is not None:
            return
        self.find()
        from adtool.model.distinctad import DistinctAD

        assert self._found is not None
        executor = ThreadPoolExecutor(1, thread_name_prefix="model")
        self._loading = executor.submit(DistinctAD.from_pretrained, *self._found)
        executor.shutdown(wait=False)

    def get(self) -> DistinctAD:
        """Return the model, as soon as it is there.

        Raises:
            UnavailableError: as ``find``, and if its language model is not to be had.
            CheckpointError: if the model's folder is incomplete or damaged.
        """
        self.start()
        assert self._loading is not None
        return self._loading.result()
