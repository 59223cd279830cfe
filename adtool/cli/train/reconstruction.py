"""``adtool train reconstruction``: Appendix A of the paper (``train`` adds the options)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from adtool.progress import Progress

PAPER = {
    "cls": {"BLEU-1": 29.3, "BLEU-4": 5.1, "ROUGE-L": 29.4, "CIDEr": 92.2},
    "words": {"BLEU-1": 80.8, "BLEU-4": 63.0, "ROUGE-L": 82.4, "CIDEr": 612.5},
}
"""Table A.1: CLIP-B32 and GPT-2 on MAD-Eval."""


def reconstruction(
    overrides: tuple[str, ...],
    config: str,
    output: Path,
    resume: bool,
    overwrite: bool,
    progress: Progress,
) -> None:
    """Let a frozen language model say ADs again from their CLIP text embeddings.

    Only a single layer between the two learns, once from the sentence's one embedding ([CLS]),
    once from those of all words. How well it works says how much of an AD CLIP's space holds;
    the paper's Stage-I rests on that. No film is needed, only annotations.

    KEY=VALUE replaces a setting of the configuration; clip=FOLDER names the CLIP, narrator=FOLDER
    the language model. Prints the scores on held-out ADs, beside the paper's on MAD-Eval.
    """
    from adtool.parallel import is_main
    from adtool_training import reconstruction as appendix
    from adtool_training.config import find_config, read_config
    from adtool_training.loop.run_folder import prepare

    settings = read_config(
        appendix.ReconstructionConfig, find_config(config, "reconstruction"), overrides
    )
    prepare(output, resume, overwrite)
    results = appendix.run(settings, output, progress)
    if is_main():
        click.echo("\n".join(_table(results)))
        progress.note(f"All scores are in {output / 'results.json'}.")


def _table(results: Mapping[str, Mapping[str, Any]]) -> list[str]:
    metrics = list(PAPER["cls"])
    rows = [["input", *metrics]]
    for name, scores in results.items():
        rows.append([name, *(f"{scores[metric]:.1f}" for metric in metrics)])
        rows.append([f"{name} (paper, MAD-Eval)", *(f"{PAPER[name][m]:.1f}" for m in metrics)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(metrics) + 1)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
