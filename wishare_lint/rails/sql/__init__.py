"""SQL in a migration, as the operations that Rails' own commands stand for."""

from collections.abc import Iterator
from dataclasses import replace

from wishare_lint.rails.operations import Execute, Operation, Origin
from wishare_lint.rails.sql.cursor import Cursor, NotUnderstoodError
from wishare_lint.rails.sql.grammar import read
from wishare_lint.rails.sql.script import Script, script
from wishare_lint.rails.sql.tokens import Tokens
from wishare_lint.ruby.values import Unknown, Value


def statements(sql: Value, origin: Origin, adapter: str | None) -> Iterator[Operation]:
    """The operations of an SQL text, in order; a statement that is not understood is an `Execute`.

    `adapter` is the family of databases whose SQL it is: `postgresql`, `mysql` or `sqlite`.
    """
    text = script(sql, adapter)
    if text is None:
        yield Execute(sql=sql if isinstance(sql, Unknown) else Unknown(str(sql)), origin=origin)
        return
    for tokens in text.statements():
        # An origin of its own tells the operations of one statement from those of the next.
        yield from _operations(text, tokens, replace(origin))


def _operations(text: Script, tokens: Tokens, origin: Origin) -> tuple[Operation, ...]:
    try:
        found = tuple(read(Cursor(text, tokens), origin))
    except (NotUnderstoodError, RecursionError):
        found = ()
    return found or (Execute(sql=Cursor(text, tokens).text, origin=origin),)
