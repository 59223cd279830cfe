"""Fig. 6 of the paper: H, Ĥ and H̃ of windows of a film, by t-SNE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from adtool.analyses.drawing import COLOURS, drawing, write_numbers
from adtool.analyses.token_spread import (
    ATTENDED,
    MEASURES,
    RAW,
    RECONSTRUCTED,
    SPACES,
    Array,
    Spread,
    spreads,
)
from adtool.analyses.tsne import on_a_plane
from adtool.progress import SILENT, Progress

PANELS = {
    RAW: "raw $H$",
    RECONSTRUCTED: r"reconstructed $\hat{H}$",
    ATTENDED: r"attended $\tilde{H}$",
}


@dataclass(frozen=True, slots=True)
class Window:
    """One window of a film in the figure.

    Attributes:
        number: its place in the film, from 1.
        first: the place of its first clip in the film, from 1.
        times: when each clip begins and ends, in ms.
    """

    number: int
    first: int
    times: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Tokens:
    """The figure's numbers.

    Attributes:
        film: the film's name.
        model: the model's.
        perplexity: of t-SNE, for all panels.
        seed: of t-SNE.
        windows: the windows.
        places: for each window and each of ``SPACES`` the tokens on a plane, (clips, T', 2).
        spreads: for each of ``SPACES`` how far its tokens lie apart, in all their dimensions.
    """

    film: str
    model: str
    perplexity: float
    seed: int
    windows: Sequence[Window]
    places: Sequence[Mapping[str, Array]]
    spreads: Mapping[str, Spread]

    @property
    def title(self) -> str:
        """What the figure shows."""
        first, last = self.windows[0], self.windows[-1]
        clips = f"clips {first.first} to {last.first + len(last.times) - 1}"
        return f"Tokens of {clips} of {self.film}, model {self.model}"


def place_tokens(
    windows: Sequence[Window],
    tokens: Sequence[Mapping[str, Array]],
    film: str,
    model: str,
    perplexity: float,
    seed: int,
    progress: Progress = SILENT,
) -> Tokens:
    """Place the tokens of windows on planes, each space of each window on one of its own.

    Args:
        windows: the windows.
        tokens: for each of them what ``token_spaces`` returns.
        film: the film's name.
        model: the model's name.
        perplexity: of t-SNE, the same for all.
        seed: of t-SNE.
        progress: hears of every plane.

    Raises:
        AdtoolError: if a window has too few tokens for the perplexity.
        UnavailableError: if scikit-learn is not installed.
    """
    places: list[dict[str, Array]] = []
    with progress.stage("Placing tokens", len(tokens) * len(SPACES)) as stage:
        for window in tokens:
            places.append({})
            for name in SPACES:
                points = window[name].reshape(-1, window[name].shape[-1])
                plane = on_a_plane(points, perplexity, seed)
                places[-1][name] = plane.reshape(*window[name].shape[:2], 2)
                stage.advance()
    return Tokens(film, model, perplexity, seed, windows, places, spreads(tokens))


def draw(found: Tokens, path: Path) -> None:
    """Draw a row of panels a window, and write the numbers beside them.

    Raises:
        OutputError: if a file cannot be written.
    """
    rows = len(found.windows)
    size = (11.6, 3.4 * rows + 0.8)
    with drawing(path, size, found.title, "\n".join(sentences(found))) as figure:
        panels = figure.subplots(rows, len(SPACES), squeeze=False)
        for row, window, places in zip(panels, found.windows, found.places, strict=True):
            clips = [window.first + i for i in range(len(window.times))]
            for panel, name in zip(row, SPACES, strict=True):
                plane = places[name]
                dots = panel.scatter(
                    plane[..., 0].ravel(),
                    plane[..., 1].ravel(),
                    c=[clip for clip in clips for _ in range(plane.shape[1])],
                    cmap=COLOURS,
                    s=14,
                    edgecolors="black",
                    linewidths=0.3,
                )
                panel.set(title=PANELS[name], xlabel="t-SNE 1", xticks=[], yticks=[])
            row[0].set_ylabel("t-SNE 2")
            figure.colorbar(dots, ax=list(row), label="clip", shrink=0.8)
    write_numbers(path, numbers(found))


def sentences(found: Tokens) -> Iterator[str]:
    """Say what there is to see, one sentence a line."""
    clips = sum(len(window.times) for window in found.windows)
    tokens = sum(places[RAW][..., 0].size for places in found.places)
    yield (
        f"{found.title}: {_count(len(found.windows), 'window')}, {_count(clips, 'clip')}, "
        f"{tokens} tokens, by t-SNE of perplexity {found.perplexity:g}."
    )
    yield "In all dimensions, means over windows:"
    for called, measure in MEASURES.values():
        values = [measure(found.spreads[name]) for name in SPACES]
        said = (
            f"{name} {'none' if value is None else f'{value:.4f}'}"
            for name, value in zip(SPACES, values, strict=True)
        )
        yield f"{called}: {', '.join(said)}"


def numbers(found: Tokens) -> dict[str, Any]:
    """Return everything as JSON values."""
    return {
        "analysis": "tokens",
        "film": found.film,
        "model": found.model,
        "perplexity": found.perplexity,
        "seed": found.seed,
        "spread": {name: asdict(one) for name, one in found.spreads.items()},
        "windows": [
            {
                "number": window.number,
                "clips": [
                    {
                        "number": window.first + i,
                        "start": start / 1000,
                        "end": end / 1000,
                        **{name: places[name][i].tolist() for name in SPACES},
                    }
                    for i, (start, end) in enumerate(window.times)
                ],
            }
            for window, places in zip(found.windows, found.places, strict=True)
        ],
    }


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
