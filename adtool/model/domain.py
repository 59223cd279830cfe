"""What a model's training frames look like to its encoder, and how unlike them others are.

The measure is the Mahalanobis distance: features are taken relative to the mean of the training
features, in units of how much those vary in that direction. Squared and divided by the number of
channels it is about 1 for frames of the same world, whatever the encoder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

SHRINKAGE = 0.001
"""Share of the average variance that every direction is given at least: unused ones stay finite.

It is small because other worlds show in the very directions that the training world hardly uses.
"""

MARGIN = 1.2
"""How many times less alike a film may be than the least alike film of the training world."""


@dataclass(frozen=True, eq=False)
class Domain:
    """A model's world.

    Attributes:
        mean: (C,) mean of the normalised features.
        whitening: (C, C) turns deviations from the mean into uncorrelated ones of variance 1.
        threshold: a film whose ``unlikeness`` is above it is of another world.
    """

    mean: Tensor
    whitening: Tensor
    threshold: float

    def tensors(self) -> dict[str, Tensor]:
        """Return what ``from_tensors`` makes the domain of again, for a file."""
        return {
            "mean": self.mean,
            "whitening": self.whitening,
            "threshold": torch.tensor(self.threshold),
        }

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, Tensor]) -> Domain:
        """Make a domain of what ``tensors`` returned.

        Raises:
            ValueError: if they do not make one.
        """
        if tensors.keys() != {"mean", "whitening", "threshold"}:
            raise ValueError("a domain is a mean, a whitening and a threshold")
        mean, whitening = tensors["mean"].float(), tensors["whitening"].float()
        if mean.ndim != 1 or whitening.shape != (len(mean), len(mean)):
            raise ValueError("the mean is (C,) and the whitening (C, C)")
        return cls(mean, whitening, float(tensors["threshold"]))


def fit(films: Sequence[Tensor]) -> Domain:
    """Learn a domain from the frame features of several films of it.

    Args:
        films: for each film its features (frames, C), any scale; two films or more, which also
            tell how much films of one world differ.

    Raises:
        ValueError: if there are fewer than two films, or one without frames.
    """
    if len(films) < 2 or not all(len(film) for film in films):
        raise ValueError("a domain is learned from two films or more, none without frames")
    halves = films[::2], films[1::2]
    unseen = [
        _unlikeness(film, *_statistics(other))
        for half, other in (halves, halves[::-1])
        for film in half
    ]
    return Domain(*_statistics(films), threshold=MARGIN * max(unseen))


def unlikeness(features: Tensor, domain: Domain) -> float:
    """Say how unlike a domain's frames a film's frames are: about 1 where they are alike.

    Args:
        features: (frames, C), any scale.
        domain: the domain.

    Returns:
        The median over the frames, so that credits and black frames don't decide; 0 without any.
    """
    if not len(features):
        return 0.0
    return _unlikeness(features, domain.mean, domain.whitening)


def _statistics(films: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Return the mean (C,) and the whitening (C, C) of films, each with the same weight."""
    normalised = [F.normalize(film.double(), dim=-1) for film in films]
    mean = torch.stack([film.mean(dim=0) for film in normalised]).mean(dim=0)
    covariances = [(film - mean).T @ (film - mean) / len(film) for film in normalised]
    covariance = torch.stack(covariances).mean(dim=0)
    average = covariance.diagonal().mean().clamp(min=1e-12)
    shrunk = (1 - SHRINKAGE) * covariance
    shrunk.diagonal().add_(SHRINKAGE * average)
    variances, directions = torch.linalg.eigh(shrunk)
    return mean.float(), (directions / variances.sqrt()).T.float()


def _unlikeness(features: Tensor, mean: Tensor, whitening: Tensor) -> float:
    deviations = (F.normalize(features.float(), dim=-1) - mean) @ whitening.T
    return float(deviations.square().mean(dim=-1).median())
