"""``adtool train reconstruction``: Appendix A of the paper (``train`` adds the options)."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.output import keeping
from adtool.progress import Progress


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
    from adtool_training.config import find_config, inputs_of, read_config
    from adtool_training.loop.run_folder import prepare

    file = find_config(config, "reconstruction")
    settings = read_config(appendix.ReconstructionConfig, file, overrides)
    with keeping(inputs_of(settings, file)):
        prepare(output, resume, overwrite)
        results = appendix.run(settings, output, progress)
    if is_main():
        click.echo("\n".join(appendix.table(results)))
        progress.note(f"All scores are in {output / 'results.json'}.")
