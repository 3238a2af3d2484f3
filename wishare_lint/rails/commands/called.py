"""From a call in Ruby to the schema command that it means."""

from dataclasses import replace

from wishare_lint.rails.commands.command import Command
from wishare_lint.rails.migrations.compatibility import Compatibility
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.operations import Origin
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.scope import Closure, Invocation
from wishare_lint.ruby.values import Code, Value

_TAKES_HASH = frozenset(
    {"change_column_default", "change_column_comment", "change_table_comment", "remove_column"}
)
"""Commands to which a braced hash is an argument like any other."""


def called(
    call: Invocation, origin: Origin, compatibility: Compatibility, inflector: Inflector
) -> Command:
    """The command, still without its block."""
    command = Command(
        call.method,
        tuple(map(_plain, call.positional)),
        Options.of({key: _plain(value) for key, value in call.keywords.items()}),
        origin,
        compatibility,
        inflector,
    )
    return with_options(command)


def _plain(value: Value) -> Value:
    return Code(value.source) if isinstance(value, Closure) else value


def with_options(command: Command) -> Command:
    """The command with a braced hash at its end taken as options, as Rails took it before 3.0."""
    match command.positional:
        case (*rest, dict(last)) if command.name not in _TAKES_HASH:
            values = {**Options.of(last).values, **command.options.values}
            options = Options(values, command.options.rest)
            return replace(command, positional=tuple(rest), options=options)
    return command
