"""The parts of a call as Ruby code."""

from wishare_lint.rails.operations import FromTo
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Name
from wishare_lint.ruby.values import Unknown, symbol, to_source


def call(command: str, *arguments: str) -> str:
    """The command with those arguments that are not empty."""
    given = ", ".join(argument for argument in arguments if argument)
    return f"{command} {given}" if given else command


def keywords(options: Options) -> str:
    """`limit: 20, null: false`."""
    return ", ".join(f"{name}: {to_source(value)}" for name, value in options.values.items())


def from_to(change: FromTo) -> str:
    """`from: nil, to: 1`; the new value alone where the old one is not given."""
    if not change.reversible:
        return to_source(change.to)
    return f"from: {to_source(change.was)}, to: {to_source(change.to)}"


def index_columns(names: tuple[Name, ...]) -> str:
    """One column as a symbol, an SQL expression as a string, several as an array."""
    if len(names) == 1:
        return _column(names[0])
    return f"[{', '.join(map(_column, names))}]"


def _column(name: Name) -> str:
    return (
        symbol(name) if isinstance(name, Unknown) or name.isidentifier() else to_source(str(name))
    )
