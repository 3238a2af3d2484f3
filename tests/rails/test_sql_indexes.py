"""Indexes in SQL are those of `add_index` and `remove_index`."""

import pytest

from tests.rails.sql_reading import ORIGIN, kinds, operation, operations
from wishare_lint.rails.operations import AddIndex, AlterIndex, DropIndex, RemoveIndex
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Index, Schema, Table
from wishare_lint.ruby.values import Unknown, Value


def added(sql: str, adapter: str = "postgresql") -> AddIndex:
    found = operation(sql, adapter)
    assert isinstance(found, AddIndex)
    return found


def index(parts: str) -> Index:
    """The index `i` on `t` with these parts."""
    return added(f"CREATE INDEX i ON t {parts}").index


def made(*columns: str, **said: Value) -> Index:
    return Index(columns, "i", Options(said))


PARTS = {
    "(a)": made("a"),
    "USING btree (a, b)": made("a", "b"),
    "USING gin (a)": made("a", using="gin"),
    "(a DESC)": made("a", order="desc"),
    "(a, b DESC NULLS LAST)": made("a", "b", order={"b": "DESC NULLS LAST"}),
    "(a ASC, b)": made("a", "b"),
    "(a public.gin_trgm_ops)": made("a", opclass="gin_trgm_ops"),
    "(a varchar_pattern_ops, b)": made("a", "b", opclass={"a": "varchar_pattern_ops"}),
    '(a COLLATE "C")': made("a"),
    "(lower(a))": made("lower(a)"),
    "(a, lower(b) DESC)": made("a, lower(b) DESC"),
    "((a || b) public.gin_trgm_ops)": made("(a || b) gin_trgm_ops"),
    "(a) INCLUDE (b, c)": made("a", include=("b", "c")),
    "(a) NULLS NOT DISTINCT": made("a", nulls_not_distinct=True),
    "(a) WITH (fillfactor = 70) TABLESPACE fast WHERE (b IS NULL)": made("a", where="(b IS NULL)"),
}


@pytest.mark.parametrize("parts", PARTS)
def test_an_index_has_the_parts_that_rails_gives_it(parts: str) -> None:
    assert index(parts) == PARTS[parts]


def test_what_is_said_of_the_making_belongs_to_the_call() -> None:
    found = added("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY public.t (a)")
    assert (found.table, found.index) == ("t", made("a", unique=True))
    assert found.concurrently
    assert found.options.truthy("if_not_exists")


def test_an_index_without_a_name_has_that_of_the_database() -> None:
    assert added("CREATE INDEX ON t (a, b)").index.name == "t_a_b_idx"
    assert added("CREATE INDEX ON t (lower(a))").index.name == "t_expr_idx"


def test_an_index_of_mysql() -> None:
    found = added(
        "CREATE FULLTEXT INDEX i ON t (a(10), b) COMMENT 'x' ALGORITHM=INPLACE LOCK=NONE", "mysql"
    )
    assert found.index == made("a", "b", type="fulltext", length={"a": 10}, comment="x")
    assert found.options == Options({"algorithm": "inplace", "lock": "none"})


def test_an_index_is_dropped_from_a_table_that_is_named() -> None:
    dropped = RemoveIndex(table="t", columns=(), name="i", index=None, origin=ORIGIN)
    assert operation("DROP INDEX `i` ON `t`", "mysql") == dropped


def test_several_indexes_are_dropped_by_their_names() -> None:
    found = operations("DROP INDEX CONCURRENTLY IF EXISTS public.i, j CASCADE")
    assert [one.name for one in found if isinstance(one, DropIndex)] == ["i", "j"]
    assert all(isinstance(one, DropIndex) and one.concurrently for one in found)


TABLE = Table("t", indexes=(made("a"),))
SCHEMA = Schema({"t": TABLE})


def test_the_schema_knows_the_table_of_an_index() -> None:
    dropped = operation("DROP INDEX i")
    assert dropped.is_readable
    assert dropped.apply(SCHEMA) == Schema({"t": Table("t")})
    assert dropped.apply(Schema()) == Schema()


def test_a_dropped_index_is_completed_by_what_the_schema_knows() -> None:
    completed = operation("DROP INDEX i").completed(SCHEMA)
    assert isinstance(completed, DropIndex)
    assert (completed.table, completed.columns) == ("t", ("a",))
    assert isinstance(completed.inverse(), AddIndex)


def test_an_index_is_renamed() -> None:
    renamed = operation("ALTER INDEX public.i RENAME TO j")
    assert isinstance(renamed, AlterIndex)
    assert renamed.apply(SCHEMA) == Schema({"t": Table("t", indexes=(Index(("a",), "j"),))})


def test_other_changes_of_an_index_are_left_aside() -> None:
    assert kinds("ALTER INDEX i ATTACH PARTITION j; ALTER INDEX i SET (fillfactor = 50)") == [
        "alter_table",
        "alter_table",
    ]


def test_a_computed_name_is_no_secret() -> None:
    dropped = DropIndex(
        table=Unknown("the table of `x`"),
        columns=(),
        name=Unknown("x"),
        index=None,
        origin=ORIGIN,
    )
    assert not dropped.is_readable
