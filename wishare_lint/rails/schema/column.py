"""A column as an immutable value, and what conditions in SQL say of it."""

import re
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.values import Unknown, Value, symbol, to_source

Name: TypeAlias = str | Unknown
"""A table's or a column's name; `Unknown` where the code computes it."""


def mentions(sql: Value, column: str) -> bool:
    """Whether the text of an expression names the column."""
    return isinstance(sql, str) and re.search(rf"\b{re.escape(column)}\b", sql) is not None


def forbids_null(sql: Value, column: Name) -> bool:
    """Whether a condition says `column IS NOT NULL` and nothing else."""
    bare = re.sub(r'["`()\s]+', " ", str(sql)).strip().lower()
    return bare == f"{column} is not null".lower()


@dataclass(frozen=True)
class Column:
    """A column with the options of its definition (`null`, `default`, `limit`, …)."""

    name: Name
    type: Name
    options: Options = field(default_factory=Options)

    @property
    def is_known(self) -> bool:
        """Whether the type and all options are known."""
        return not isinstance(self.type, Unknown) and self.options.is_known

    @property
    def null(self) -> bool | Unknown:
        """Whether the column takes NULL; Rails' default is yes."""
        value = self.options.get("null", True)
        return value if isinstance(value, Unknown) else value is not False

    @property
    def default(self) -> Value:
        return self.options.get("default")

    @property
    def full_type(self) -> str:
        """The type with its size: `string(20)`, `decimal(10, 2)`."""
        parts = (self.options.get(part) for part in ("limit", "precision", "scale"))
        sizes = ", ".join(str(part) for part in parts if isinstance(part, int))
        array = "[]" if self.options.truthy("array") else ""
        return f"{self.type}({sizes}){array}" if sizes else f"{self.type}{array}"

    @property
    def enum_type(self) -> Name:
        """The type as PostgreSQL calls it, should it be an enum type."""
        return self.options.text("enum_type") or "" if self.type == "enum" else self.type

    def retyped(self, enum: Name, new_name: Name) -> "Column":
        """The column after its enum type was renamed; another one stays as it is."""
        if self.enum_type != enum:
            return self
        if self.type == "enum":
            return replace(self, options=self.options.merged(enum_type=new_name))
        return replace(self, type=new_name)

    def without(self, *options: str) -> "Column":
        """The column without some of its options."""
        return replace(self, options=self.options.without(*options))

    @property
    def source(self) -> str:
        """Type and options as a call gives them: `:string, limit: 20`."""
        options = (f"{name}: {to_source(value)}" for name, value in self.options.values.items())
        return ", ".join((symbol(self.type), *options))

    @property
    def required_without_default(self) -> bool:
        """Surely NOT NULL, and surely without a default: a row that omits it is refused."""
        generated = self.type in ("virtual", "primary_key", "serial", "bigserial")
        return self.null is False and self.default is None and not generated
