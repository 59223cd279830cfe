"""The rows that the paper prints in its Tables 1 to 3, to stand beside one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LLAMA2 = "LLM-AD-eval (LLaMA2-7B)"
LLAMA3 = "LLM-AD-eval (LLaMA3-8B)"
"""What judged: LLaMA2-7B-Chat and LLaMA3-8B-Instruct."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of a table.

    Attributes:
        method: whose row it is, as the paper calls it.
        vision: the vision model; empty where the paper says none.
        language: the language model; likewise.
        figures: by the names that ``METRICS`` give; what the paper leaves out is missing.
    """

    method: str
    vision: str
    language: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One table.

    Attributes:
        title: which table it is.
        columns: its figures, in order.
        rows: its rows, in order.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[PublishedRow, ...]


def _table(title: str, columns: tuple[str, ...], *rows: str) -> PublishedTable:
    """Read rows of ``method | vision | language | figures …``, with - where there is nothing."""
    return PublishedTable(title, columns, tuple(_row(columns, row) for row in rows))


def _row(columns: tuple[str, ...], row: str) -> PublishedRow:
    method, vision, language, *figures = ["" if cell == "-" else cell for cell in _cells(row)]
    found = {name: float(f) for name, f in zip(columns, figures, strict=True) if f}
    return PublishedRow(method, vision, language, found)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


TABLE_1 = _table(
    "DistinctAD, Table 1 (MAD-Eval)",
    ("ROUGE-L", "CIDEr", "SPICE", "R@5/16"),
    "VLog (training-free) | - | GPT-4 | 7.5 | 1.3 | 2.1 | 42.3",
    "MM-Vid (training-free) | GPT-4V | - | 9.8 | 6.1 | 3.8 | 46.1",
    "MM-Narrator (training-free) | CLIP-L14 | GPT-4 | 13.4 | 13.9 | 5.2 | 49.0",
    "LLM-AD (training-free) | GPT-4V | - | 13.5 | 20.5 | - | -",
    "AutoAD-Zero (training-free) | VideoLLaMA2-7B | LLaMA3-8B | - | 22.4 | - | -",
    "ClipCap | CLIP-B32 | GPT-2 | 8.5 | 4.4 | 1.1 | -",
    "CapDec | - | - | 8.2 | 6.7 | 1.4 | -",
    "AutoAD-I | CLIP-B32 | GPT-2 | 11.9 | 14.3 | 4.4 | 42.1",
    "AutoAD-II | CLIP-B32 | GPT-2 | 13.4 | 19.5 | - | 50.8",
    "AutoAD-III | EVA-CLIP | OPT-2.7B | - | 22.8 | - | 52.0",
    "AutoAD-III | EVA-CLIP | LLaMA2-7B | - | 24.0 | - | 52.8",
    "MovieSeq | CLIP-B16 | LLaMA2-7B with LoRA | 15.5 | 24.4 | 7.0 | 51.6",
    "DistinctAD | CLIP-B32 | GPT-2 | 15.4 | 24.5 | 6.7 | 49.8",
    "DistinctAD | CLIP_AD-B32 | GPT-2 | 16.4 | 25.5 | 7.4 | 51.7",
    "DistinctAD | CLIP_AD-B16 | LLaMA2-7B | 17.2 | 27.0 | 8.2 | 55.6",
    "DistinctAD | CLIP_AD-B16 | LLaMA3-8B | 17.6 | 27.3 | 8.3 | 56.0",
)

TABLE_2 = _table(
    "DistinctAD, Table 2 (CMD-AD)",
    ("CIDEr", "R@1/5", LLAMA2, LLAMA3),
    "Video-BLIP2 | - | - | 4.8 | 22.0 | 1.89 | -",
    "Video-LLaMA2 | - | - | 5.2 | 23.6 | 1.91 | -",
    "AutoAD-II | - | - | 13.5 | 26.1 | 2.08 | -",
    "AutoAD-III | - | - | 21.7 | 30.0 | 2.85 | -",
    "AutoAD-Zero | - | - | 17.7 | - | 2.83 | 1.96",
    "DistinctAD | - | LLaMA3-8B | 22.7 | 33.0 | 2.88 | 2.03",
    "AutoAD-III, pre-trained on HowTo-AD (3.4M) | - | - | 25.0 | 31.2 | 2.89 | 2.01",
)

TABLE_3 = _table(
    "DistinctAD, Table 3 (TV-AD)",
    ("CIDEr", "R@1/5", LLAMA2, LLAMA3),
    "AutoAD-III | - | - | 26.1 | - | 2.78 | 1.99",
    "AutoAD-Zero | - | - | 22.6 | 30.6 | 2.94 | 2.00",
    "DistinctAD | - | LLaMA3-8B | 27.4 | 32.1 | 2.89 | 2.00",
)
