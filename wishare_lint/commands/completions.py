"""`wishare-lint completions`: what a shell needs to complete commands, options and rules."""

import click
from click.shell_completion import get_completion_class

from wishare_lint import terminal
from wishare_lint.commands import options
from wishare_lint.output.tool import NAME

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_WISHARE_LINT_COMPLETE"
"""The variable by which the script asks: click's name for it."""

EXAMPLES = """\b
To switch it on:
  bash   eval "$(wishare-lint completions bash)"       in ~/.bashrc
  zsh    eval "$(wishare-lint completions zsh)"        in ~/.zshrc, after compinit
  fish   wishare-lint completions fish > ~/.config/fish/completions/wishare-lint.fish
"""


@options.command("completions", EXAMPLES)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the completion script for a shell."""
    kind = get_completion_class(shell)
    assert kind is not None
    program = context.find_root().command
    terminal.write(kind(program, {}, NAME, VARIABLE).source())
    return 0
