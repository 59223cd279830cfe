"""``adtool models``: which models are on this machine."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from adtool.cli.options import json_option
from adtool.model.catalogue import Model, find_models, models_folder


@click.command()
@json_option
def models(as_json: bool) -> None:
    """List the models on this machine.

    Shows the bundled model, the folders in adtool's models folder, and DistinctAD models in the
    Hugging Face cache: size, what each was trained on, and its licence. Each name can be given to
    describe's --model, and so can any folder that holds a model.
    """
    found = find_models()
    if as_json:
        click.echo(json.dumps([asdict(model) for model in found], default=str, indent=2))
        return
    for model in found:
        click.echo("\n".join(_lines(model)))
    click.echo(f"Folders in {models_folder()} are known by name; other models by their path.")


def _lines(model: Model) -> list[str]:
    lines = [
        model.name,
        f"  from: {model.source}, {model.folder}",
        f"  size: {model.size / 1e6:.1f} MB",
    ]
    if model.fault:
        return [*lines, f"  cannot be used: {model.fault}"]
    return [
        *lines,
        f"  trained on: {model.trained_on}",
        f"  licence: {model.licence}",
        f"  language model: {model.language_model}",
    ]
