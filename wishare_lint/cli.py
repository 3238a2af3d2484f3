"""The command line: finds the command, and makes one line and an exit code of what goes wrong."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from wishare_lint import terminal
from wishare_lint.commands import COMMANDS
from wishare_lint.commands.options import CONTEXT, write_sections
from wishare_lint.config import ConfigError
from wishare_lint.output.tool import NAME, VERSION
from wishare_lint.packs import PackError
from wishare_lint.spelling import did_you_mean
from wishare_lint.tree import TreeError

FAILED, INTERRUPTED = 2, 130
"""Exit codes: it could not do what it was asked; the user stopped it."""

OWN_OPTIONS = ("-h", "--help", "-V", "--version")


class Program(click.Group):
    """All commands. Where the first argument names none, it is `check`."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """Runs a command and ends the process with its exit code; no error is a traceback."""
        sys.exit(self._exit_code(*arguments, **{**settings, "standalone_mode": False}))

    def _exit_code(self, *arguments: Any, **settings: Any) -> int:
        try:
            return super().main(*arguments, **settings) or 0
        except click.exceptions.NoArgsIsHelpError as error:
            sys.stderr.write(f"{error.format_message()}\n")
        except click.ClickException as error:
            terminal.say("error", error.format_message())
        except (ConfigError, PackError, TreeError) as error:
            terminal.say("error", str(error))
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except Exception as error:
            if sys.flags.dev_mode:
                raise
            terminal.say("error", _internal(error))
        return FAILED

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click calls it
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # as click calls it
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"wishare_lint.commands.{cmd_name}").command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options of the one that needs no name."""
        self.format_commands(ctx, formatter)
        check = self.get_command(ctx, "check")
        write_sections([*(check.params if check else ()), *self.get_params(ctx)], ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:  # a shell asks what may come next
            return super().parse_args(ctx, _with_command(args) if args else args)
        _refuse_mistyped(args)
        return super().parse_args(ctx, _with_command(args))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the first word may be: a command, a file, or an option, those of `check` too."""
        found = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [CompletionItem(incomplete, type="file"), *found]
        check = self.get_command(ctx, "check")
        return [*found, *(check.shell_complete(ctx, incomplete) if check else ())]


def _with_command(arguments: list[str]) -> list[str]:
    first = arguments[0] if arguments else "--"
    return arguments if first in (*COMMANDS, *OWN_OPTIONS) else ["check", *arguments]


def _refuse_mistyped(arguments: list[str]) -> None:
    first = arguments[0] if arguments else "check"
    if first in COMMANDS or first.startswith("-") or Path(first).exists():
        return
    meant = did_you_mean(first, COMMANDS)
    if meant:
        raise click.UsageError(f"there is no command and no file `{first}`{meant}")


def _internal(error: Exception) -> str:
    """The last place in our own code, so that a report of the bug says more than "it failed"."""
    place, here = error.__traceback__, ""
    while place is not None:
        here = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        place = place.tb_next
    message = " ".join(f"{type(error).__name__}: {error}".split())
    return f"internal error at {here}: {message}; for the traceback, set PYTHONDEVMODE=1"


program = Program(
    NAME,
    context_settings=CONTEXT,
    help="Finds the Rails changes that lose data, break the running app or block a roll-back.",
    epilog="Without a command it is `check`: these are its options.",
    options_metavar="[COMMAND]",
    subcommand_metavar="[OPTIONS] [PATHS]...",
)
click.version_option(VERSION, "-V", "--version", prog_name=NAME, message="%(prog)s %(version)s")(
    program
)


def main() -> None:
    """Runs the command that the arguments of the process name."""
    program(prog_name=NAME)
