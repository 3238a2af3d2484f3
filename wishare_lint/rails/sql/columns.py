"""A column as SQL defines it: its type, its options, and what it puts on the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wishare_lint.rails.operations import AddIndex, AddPrimaryKey, Operation, Origin
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Index, Name
from wishare_lint.rails.sql import constraints
from wishare_lint.rails.sql.column_types import SqlType, read_type
from wishare_lint.rails.sql.cursor import Cursor
from wishare_lint.rails.sql.defaults import computed, read_default
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True)
class Definition:
    """A column, and the keys and constraints that its definition makes besides."""

    column: Column
    also: tuple[Operation, ...] = ()


def read_column(cursor: Cursor, table: Name, origin: Origin) -> Definition:
    """The definition that the rest of the cursor is; attributes that Rails lacks are left out."""
    name = cursor.identifier()
    typed = not cursor.done and cursor.keyword not in _ENDS
    reader = _Reader(cursor, table, name, read_type(cursor) if typed else SqlType(""), origin)
    while not cursor.done:
        reader.read_attribute()
    return reader.definition


class _Reader:
    """Collects what the attributes of a column say."""

    def __init__(
        self, cursor: Cursor, table: Name, name: Name, type_: SqlType, origin: Origin
    ) -> None:
        self._cursor = cursor
        self._table = table
        self._name = name
        self._type = type_
        self._origin = origin
        self._options: dict[str, Value] = dict(type_.options)
        self._rest: Unknown | None = None
        self._constraint: Name | None = None
        self._also: list[Operation] = []

    @property
    def definition(self) -> Definition:
        options, type_ = self._options, self._type.name
        if "as" in options:
            options, type_ = {"type": type_, **options}, "virtual"
        column = Column(self._name, type_, Options(options, self._rest))
        return Definition(column, tuple(self._also))

    def read_attribute(self) -> None:
        attribute = _ATTRIBUTES.get(self._cursor.keyword, _Reader._other)
        attribute(self)

    def _other(self) -> None:
        """An attribute that Rails lacks; one that the code computes may say anything."""
        text = self._cursor.expression(*_ATTRIBUTES).text
        if isinstance(text, Unknown):
            self._rest = text

    def _not_null(self) -> None:
        self._cursor.need("NOT", "NULL")
        self._options["null"] = False

    def _default(self) -> None:
        self._cursor.need("DEFAULT")
        value = read_default(self._cursor.expression(*_ENDS), self._type)
        if value is not None:
            self._options["default"] = value

    def _named(self) -> None:
        self._cursor.need("CONSTRAINT")
        self._constraint = self._cursor.name()

    def _primary_key(self) -> None:
        self._cursor.need("PRIMARY", "KEY")
        key = AddPrimaryKey(table=self._table, columns=(self._name,), origin=self._origin)
        self._also.append(key)

    def _unique(self) -> None:
        self._cursor.need("UNIQUE")
        if self._cursor.adapter == "mysql":
            self._cursor.take("KEY")
            index = Index((self._name,), self._name, Options({"unique": True}))
            self._also.append(AddIndex(table=self._table, index=index, origin=self._origin))
            return
        unique = constraints.unique(
            self._cursor, self._table, (self._name,), self._constraint, self._origin
        )
        self._also.append(unique)

    def _references(self) -> None:
        self._cursor.need("REFERENCES")
        key = constraints.references(
            self._cursor, self._table, (self._name,), self._constraint, self._origin
        )
        self._also.append(key)

    def _check(self) -> None:
        self._cursor.need("CHECK")
        check = constraints.check(self._cursor, self._table, self._constraint, self._origin)
        self._also.append(check)

    def _generated(self) -> None:
        """`GENERATED ALWAYS AS (expression)`, or a sequence: `GENERATED … AS IDENTITY`."""
        head = self._cursor.before("AS").text
        self._cursor.need("AS")
        if self._cursor.take("IDENTITY"):
            self._options["default"] = computed(f"{head} AS IDENTITY")
            return
        self._options["as"] = self._cursor.group().formula

    def _computed(self) -> None:
        self._cursor.need("AS")
        self._options["as"] = self._cursor.group().formula

    def _stored(self) -> None:
        self._cursor.skip()
        self._options["stored"] = True

    def _collation(self) -> None:
        self._cursor.need("COLLATE")
        self._options["collation"] = self._cursor.path()[-1]

    def _charset(self) -> None:
        self._cursor.skip()
        self._cursor.take("SET")
        self._options["charset"] = self._cursor.identifier()

    def _comment(self) -> None:
        self._cursor.need("COMMENT")
        self._options["comment"] = self._cursor.string()

    def _after(self) -> None:
        self._cursor.need("AFTER")
        self._options["after"] = self._cursor.identifier()

    def _first(self) -> None:
        self._cursor.need("FIRST")
        self._options["first"] = True

    def _counted(self) -> None:
        self._cursor.skip()
        self._options["auto_increment"] = True


_ATTRIBUTES: Mapping[str, Callable[[_Reader], None]] = {
    "NOT": _Reader._not_null,
    "NULL": _Reader._other,
    "DEFAULT": _Reader._default,
    "CONSTRAINT": _Reader._named,
    "PRIMARY": _Reader._primary_key,
    "UNIQUE": _Reader._unique,
    "REFERENCES": _Reader._references,
    "CHECK": _Reader._check,
    "GENERATED": _Reader._generated,
    "AS": _Reader._computed,
    "STORED": _Reader._stored,
    "PERSISTENT": _Reader._stored,
    "COLLATE": _Reader._collation,
    "CHARACTER": _Reader._charset,
    "CHARSET": _Reader._charset,
    "COMMENT": _Reader._comment,
    "AFTER": _Reader._after,
    "FIRST": _Reader._first,
    "AUTO_INCREMENT": _Reader._counted,
    "AUTOINCREMENT": _Reader._other,
    "ON": _Reader._other,
}

_ENDS = frozenset(_ATTRIBUTES) - {"CHARACTER"}
"""Words that end a default; `character varying` may be part of one."""
