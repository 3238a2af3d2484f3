"""Which reader a statement has, by its first words."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from wishare_lint.rails.operations import Operation, Origin, OtherCommand, SessionStatement
from wishare_lint.rails.sql import database, indexes, objects, rows, tables
from wishare_lint.rails.sql.alter_table import alter_table
from wishare_lint.rails.sql.cursor import Cursor, NotUnderstoodError

Reader: TypeAlias = Callable[[Cursor, Origin], Iterator[Operation]]


def read(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """The operations of one statement.

    Raises:
        NotUnderstoodError: the statement is none that is known here.
    """
    reader = _FIRST_WORDS.get(cursor.keyword)
    if reader is None:
        raise NotUnderstoodError
    return reader(cursor, origin)


_KINDS = frozenset(
    [
        *("TABLE", "INDEX", "TYPE", "EXTENSION", "VIEW", "SEQUENCE", "SCHEMA", "DATABASE"),
        *("FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE", "TRIGGER", "EVENT", "RULE", "POLICY"),
        *("DOMAIN", "ROLE", "USER", "OPERATOR", "CAST", "COLLATION", "CONVERSION", "LANGUAGE"),
        *("PUBLICATION", "SUBSCRIPTION", "SERVER", "STATISTICS", "TABLESPACE", "TRANSFORM"),
    ]
)


def _on_object(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`CREATE`, `ALTER` or `DROP`, a few words about the object, and its kind."""
    verb = cursor.keyword
    cursor.skip()
    kind = next((token.keyword for token in cursor.tokens if token.keyword in _KINDS), "")
    reader = _ON_OBJECTS.get((verb, kind))
    if reader is not None:
        return reader(cursor, origin)
    if not kind:
        raise NotUnderstoodError
    return _OTHERS[verb](cursor, kind.lower(), origin)


_OTHERS = {"CREATE": objects.create, "ALTER": objects.alter, "DROP": objects.drop}
_ON_OBJECTS: Mapping[tuple[str, str], Reader] = {
    ("CREATE", "TABLE"): tables.create_table,
    ("CREATE", "INDEX"): indexes.create_index,
    ("CREATE", "TYPE"): database.create_type,
    ("CREATE", "EXTENSION"): database.create_extension,
    ("ALTER", "TABLE"): alter_table,
    ("ALTER", "INDEX"): indexes.alter_index,
    ("ALTER", "TYPE"): database.alter_type,
    ("DROP", "TABLE"): tables.drop_table,
    ("DROP", "INDEX"): indexes.drop_index,
    ("DROP", "TYPE"): database.drop_type,
    ("DROP", "EXTENSION"): database.drop_extension,
}


def _session(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """A statement that sets, reads, locks or tidies up; `SELECT … INTO` makes a table."""
    command = cursor.keyword.lower()
    if command == "select" and any(token.keyword == "INTO" for token in cursor.tokens):
        raise NotUnderstoodError
    yield SessionStatement(command=command, sql=cursor.text, origin=origin)


def _privileges(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    command = cursor.keyword.lower()
    cursor.skip()
    yield OtherCommand(name=cursor.text, command=command, undo=None, origin=origin)


_SESSION = """
    SET RESET SHOW SELECT VALUES ANALYZE ANALYSE VACUUM REINDEX CLUSTER CHECKPOINT DISCARD LOCK
    UNLOCK BEGIN START COMMIT END ROLLBACK ABORT SAVEPOINT RELEASE REFRESH OPTIMIZE PRAGMA USE
    NOTIFY LISTEN UNLISTEN FLUSH DECLARE FETCH CLOSE PREPARE DEALLOCATE
"""

_FIRST_WORDS: Mapping[str, Reader] = {
    **dict.fromkeys(("CREATE", "ALTER", "DROP"), _on_object),
    "RENAME": tables.rename_table,
    "COMMENT": database.comment,
    "TRUNCATE": rows.truncate,
    **dict.fromkeys(("INSERT", "REPLACE"), rows.insert),
    **dict.fromkeys(("UPDATE", "DELETE", "MERGE", "WITH"), rows.write),
    **dict.fromkeys(("GRANT", "REVOKE"), _privileges),
    **dict.fromkeys(_SESSION.split(), _session),
}
