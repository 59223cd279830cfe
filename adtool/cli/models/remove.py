"""``adtool models remove``: remove a model from this machine."""

from __future__ import annotations

import click

from adtool.cli.helpful import command
from adtool.cli.models.asking import require_yes
from adtool.cli.options import reports
from adtool.progress import Progress


@command()
@click.argument("name", metavar="NAME")
@click.option("--yes", is_flag=True, help="Remove it without being asked.")
@reports
def remove(name: str, yes: bool, progress: Progress) -> None:
    """Remove the model NAME, as adtool models lists it, from this machine.

    Only what lies in adtool's models folder or in the hub's cache is removed, for other programs
    too; of a link, the link. The bundled model stays.
    """
    from adtool.model import removing

    model = removing.find_removable(name)
    what = f"{model.name} ({model.size / 1e9:.1f} GB, {model.folder})"
    if not yes:
        otherwise = f"{what} would be removed. Say --yes to remove it."
        require_yes(f"Remove {what}?", otherwise, "Nothing was removed.")
    removing.remove(model)
    progress.note(f"Removed {model.name}.")
