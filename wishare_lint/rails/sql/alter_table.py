"""`ALTER TABLE`, one action after the other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from wishare_lint.rails.operations import (
    AddColumn,
    AlterTable,
    ChangeColumn,
    ChangeColumnDefault,
    ChangeColumnNull,
    ChangeTableComment,
    DropConstraint,
    DropPrimaryKey,
    Execute,
    FromTo,
    Operation,
    Origin,
    RemoveColumn,
    RemoveConstraint,
    RemoveForeignKey,
    RenameColumn,
    RenameIndex,
    RenameTable,
    SessionStatement,
    ValidateConstraint,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Constraint, Name
from wishare_lint.rails.sql.column_types import read_type
from wishare_lint.rails.sql.columns import read_column
from wishare_lint.rails.sql.constraints import constraint, is_constraint
from wishare_lint.rails.sql.cursor import Cursor, NotUnderstoodError, joined
from wishare_lint.rails.sql.defaults import computed, read_default
from wishare_lint.rails.sql.indexes import removed

_Action: TypeAlias = Callable[[Cursor, Name, Origin], Iterator[Operation]]


def alter_table(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`ALTER TABLE`, from the word `TABLE` on; an action that is not understood stays SQL."""
    whole = cursor.source
    cursor.before("TABLE")  # `FOREIGN TABLE`
    cursor.need("TABLE")
    if cursor.take("IF", "EXISTS"):
        origin = replace(origin, conditions=(*origin.conditions, "IF EXISTS"))
    cursor.take("ONLY")
    table = cursor.name()
    cursor.take("*")
    head = whole.removesuffix(cursor.source)
    for action in cursor.items():
        sql = cursor.script.known(f"ALTER {head}{action.source}")
        try:
            yield from list(_action(action, table, origin))
        except NotUnderstoodError:
            yield Execute(sql=sql, origin=origin)


def _action(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    action = _ACTIONS.get(cursor.keyword)
    if action is None:
        raise NotUnderstoodError
    return action(cursor, table, origin)


def _aside(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    yield AlterTable(table=table, action=cursor.text, origin=origin)


def _manner(cursor: Cursor, _table: Name, origin: Origin) -> Iterator[Operation]:
    """MySQL's `ALGORITHM = …` and `LOCK = …`: how the other actions are done."""
    yield SessionStatement(command=cursor.keyword.lower(), sql=cursor.text, origin=origin)


# ADD, DROP, RENAME


def _add(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    if cursor.at("ADD", "PARTITION"):
        yield from _aside(cursor, table, origin)
        return
    cursor.need("ADD")
    if is_constraint(cursor):
        yield constraint(cursor, table, origin)
        return
    cursor.take("COLUMN")
    if_not_exists = cursor.take("IF", "NOT", "EXISTS")
    for item in cursor.group().items() if cursor.at("(") else [cursor.before()]:
        definition = read_column(item, table, origin)
        yield AddColumn(
            table=table, column=definition.column, if_not_exists=if_not_exists, origin=origin
        )
        yield from definition.also


def _drop(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    if cursor.at("DROP", "PARTITION"):
        yield from _aside(cursor, table, origin)
        return
    cursor.need("DROP")
    kind = cursor.take_one_of("CONSTRAINT", "PRIMARY", "FOREIGN", "INDEX", "KEY", "CHECK", "COLUMN")
    if kind in ("PRIMARY", "FOREIGN"):
        cursor.need("KEY")
    if_exists = cursor.take("IF", "EXISTS")
    match kind:
        case "CONSTRAINT":
            yield DropConstraint(table=table, name=cursor.name(), origin=origin)
        case "PRIMARY":
            yield DropPrimaryKey(table=table, origin=origin)
        case "FOREIGN":
            name = cursor.name()
            yield RemoveForeignKey(
                table=table, to_table=None, column=None, name=name, origin=origin
            )
        case "INDEX" | "KEY":
            yield removed(table, cursor.name(), origin)
        case "CHECK":
            check = Constraint("check", "", cursor.name())
            yield RemoveConstraint(table=table, constraint=check, origin=origin)
        case _:
            yield RemoveColumn(
                table=table, name=cursor.identifier(), if_exists=if_exists, origin=origin
            )


def _rename(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    if cursor.at("RENAME", "CONSTRAINT"):
        yield from _aside(cursor, table, origin)
        return
    cursor.need("RENAME")
    if cursor.take_one_of("TO", "AS"):
        yield RenameTable(table=table, new_name=cursor.name(), origin=origin)
        return
    kind = cursor.take_one_of("INDEX", "KEY", "COLUMN")
    name = cursor.identifier()
    cursor.need("TO")
    new_name = cursor.identifier()
    if kind in ("INDEX", "KEY"):
        yield RenameIndex(table=table, name=name, new_name=new_name, origin=origin)
    else:
        yield RenameColumn(table=table, name=name, new_name=new_name, origin=origin)


# A column


def _alter(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    whole = cursor.text
    cursor.need("ALTER")
    if cursor.take_one_of("CONSTRAINT", "INDEX", "CHECK"):
        yield AlterTable(table=table, action=whole, origin=origin)
        return
    cursor.take("COLUMN")
    name = cursor.identifier()
    if cursor.take("SET", "NOT", "NULL"):
        yield ChangeColumnNull(table=table, name=name, null=False, origin=origin)
    elif cursor.take("DROP", "NOT", "NULL"):
        yield ChangeColumnNull(table=table, name=name, null=True, origin=origin)
    elif cursor.take("SET", "DATA", "TYPE") or cursor.take("TYPE"):
        yield ChangeColumn(table=table, column=_retyped(cursor, name), origin=origin)
    elif (change := _default(cursor)) is not None:
        yield ChangeColumnDefault(table=table, name=name, change=change, origin=origin)
    else:
        yield AlterTable(table=table, action=whole, origin=origin)


def _default(cursor: Cursor) -> FromTo | None:
    """What becomes of the default; None where the action is about something else."""
    if cursor.take("SET", "DEFAULT"):
        return FromTo(read_default(cursor))
    if cursor.take("ADD", "GENERATED"):
        return FromTo(computed(joined(["GENERATED", cursor.before("(").text], " ")))
    if cursor.take("DROP", "DEFAULT") or cursor.take("DROP", "IDENTITY"):
        return FromTo(None)
    return None


def _retyped(cursor: Cursor, name: Name) -> Column:
    type_ = read_type(cursor)
    options = Options(type_.options)
    if cursor.take("COLLATE"):
        options = options.merged(collation=cursor.path()[-1])
    if cursor.take("USING"):
        options = options.merged(using=cursor.formula)
    return Column(name, type_.name, options)


def _modify(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    """MySQL's `MODIFY`: what it does not say of the column is gone afterwards."""
    cursor.need("MODIFY")
    cursor.take("COLUMN")
    column = read_column(cursor, table, origin).column
    yield ChangeColumn(table=table, column=_said_in_full(column), origin=origin)


def _change(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    """MySQL's `CHANGE`: a new name, then as `MODIFY`."""
    cursor.need("CHANGE")
    cursor.take("COLUMN")
    name = cursor.identifier()
    column = read_column(cursor, table, origin).column
    if name != column.name:
        yield RenameColumn(table=table, name=name, new_name=column.name, origin=origin)
    yield ChangeColumn(table=table, column=_said_in_full(column), origin=origin)


def _said_in_full(column: Column) -> Column:
    options = Options({"null": True, "default": None, **column.options.values}, column.options.rest)
    return replace(column, options=options)


# The table


def _validate(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    cursor.need("VALIDATE", "CONSTRAINT")
    yield ValidateConstraint(table=table, target=cursor.name(), origin=origin)


def _comment(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    cursor.need("COMMENT")
    cursor.take("=")
    yield ChangeTableComment(table=table, change=FromTo(cursor.string()), origin=origin)


_ASIDE = """
    SET RESET ENABLE DISABLE FORCE NO OWNER CLUSTER INHERIT OF NOT REPLICA ATTACH DETACH
    ENGINE AUTO_INCREMENT CONVERT DEFAULT CHARACTER CHARSET COLLATE
    ROW_FORMAT ORDER PARTITION REMOVE TRUNCATE REORGANIZE REBUILD OPTIMIZE ANALYZE CHECK
    COALESCE EXCHANGE KEY_BLOCK_SIZE STATS_PERSISTENT WITHOUT WITH IMPORT DISCARD
"""
"""What begins an action on things that this model does not hold."""

_ACTIONS: Mapping[str, _Action] = {
    "ADD": _add,
    "DROP": _drop,
    "RENAME": _rename,
    "ALTER": _alter,
    "MODIFY": _modify,
    "CHANGE": _change,
    "VALIDATE": _validate,
    "COMMENT": _comment,
    "ALGORITHM": _manner,
    "LOCK": _manner,
    **dict.fromkeys(_ASIDE.split(), _aside),
}
