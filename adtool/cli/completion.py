"""``adtool completion``: what a shell reads to complete commands, options and their values."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from adtool.cli.helpful import command

VARIABLE = "_ADTOOL_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    r"""Print what SHELL reads to complete adtool's commands, options and values.

    \b
    bash: adtool completion bash > ~/.local/share/bash-completion/completions/adtool
    zsh:  adtool completion zsh > "${fpath[1]}/_adtool"
    fish: adtool completion fish > ~/.config/fish/completions/adtool.fish

    A new shell then knows them.
    """
    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(ctx.find_root().command, {}, "adtool", VARIABLE).source())
