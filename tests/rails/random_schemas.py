"""Random schemas for properties, and their dumps as ActiveRecord and PostgreSQL write them."""

from hypothesis import strategies as st

from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import (
    EMPTY,
    Column,
    Constraint,
    ForeignKey,
    Index,
    Schema,
    Table,
)
from wishare_lint.ruby.values import Symbol, Value, to_source

NAMES = ("alpha", "beta", "gamma", "delta")
TYPES = ("string", "integer", "boolean", "text")

options: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        "null": st.just(False),
        "default": st.sampled_from(("x", 0, True)),
        "limit": st.integers(10, 200),
    },
)


@st.composite
def columns(draw: st.DrawFn, name: str) -> Column:
    return Column(name, draw(st.sampled_from(TYPES)), Options(draw(options)))


@st.composite
def composite_indexes(draw: st.DrawFn, names: list[str]) -> tuple[Index, ...]:
    if len(names) < 2 or not draw(st.booleans()):
        return ()
    return (Index(tuple(names[:2]), "by_two"),)


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    own = {column: draw(columns(column)) for column in names}
    key = Column("id", "bigint", Options({"null": False}))
    indexed = draw(st.lists(st.sampled_from(names), unique=True))
    indexes = tuple(
        Index((column,), f"by_{column}", Options({"unique": True} if draw(st.booleans()) else {}))
        for column in indexed
    )
    return Table(name, {"id": key, **own}, (*indexes, *draw(composite_indexes(names))))


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    schema = EMPTY
    for name in draw(st.lists(st.sampled_from(("users", "posts")), unique=True, min_size=1)):
        schema = schema.with_table(draw(tables(name)))
    return schema


def written(values: Options) -> str:
    return "".join(f", {name}: {to_source(value)}" for name, value in values.values.items())


def dumped(schema: Schema) -> str:
    """The schema as ActiveRecord::SchemaDumper writes it."""
    lines = ["ActiveRecord::Schema[8.0].define(version: 1) do"]
    for table in schema.tables.values():
        lines.append(f'  create_table "{table.name}", force: :cascade do |t|')
        plain = [column for column in table.columns.values() if column.name != "id"]
        lines += [f'    t.{c.type} "{c.name}"{written(c.options)}' for c in plain]
        lines += [
            f'    t.index {list(i.columns)}, name: "{i.name}"{written(i.options)}'
            for i in table.indexes
        ]
        lines.append("  end")
    return "\n".join([*lines, "end", ""])


# Schemas that a database can hold: defaults fit their types, keys refer to tables

VALUES: dict[str, tuple[Value, ...]] = {
    "string": ("x", "", "it's; here"),
    "text": ("x",),
    "integer": (0, -3),
    "bigint": (10_000_000_000,),
    "boolean": (True, False),
    "decimal": (0.5,),
    "datetime": (),
    "date": (),
}
SQL_TYPES = {
    "string": "character varying",
    "decimal": "numeric",
    "datetime": "timestamp without time zone",
}


@st.composite
def real_columns(draw: st.DrawFn, name: str) -> Column:
    type_ = draw(st.sampled_from(sorted(VALUES)))
    values: dict[str, Value] = {}
    if type_ == "string" and draw(st.booleans()):
        values["limit"] = draw(st.integers(1, 200))
    if type_ == "decimal":
        values |= {"precision": 8, "scale": 2}
    fitting = VALUES[type_]
    if len(fitting) > 0 and draw(st.booleans()):
        values["default"] = draw(st.sampled_from(fitting))
    if draw(st.booleans()):
        values["null"] = False
    return Column(name, type_, Options(values))


@st.composite
def real_tables(draw: st.DrawFn, name: str) -> Table:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    own = {column: draw(real_columns(column)) for column in names}
    own["owner_id"] = Column("owner_id", "bigint")
    indexes = tuple(
        Index((column,), f"{name}_by_{column}", Options(draw(index_options(column))))
        for column in draw(st.lists(st.sampled_from(names), unique=True))
    )
    checks = ("check", f"{names[0]} IS NOT NULL", f"{name}_given")
    constraints = (Constraint(*checks),) if draw(st.booleans()) else ()
    key = Column("id", "bigint", Options({"null": False}))
    return Table(name, {"id": key, **own}, indexes, draw(real_keys()), constraints)


@st.composite
def index_options(draw: st.DrawFn, column: str) -> dict[str, Value]:
    unique: dict[str, Value] = {"unique": True} if draw(st.booleans()) else {}
    partial = {"where": f"({column} IS NOT NULL)"} if draw(st.booleans()) else {}
    return {**unique, **partial}


@st.composite
def real_keys(draw: st.DrawFn) -> tuple[ForeignKey, ...]:
    if not draw(st.booleans()):
        return ()
    swept = draw(st.sampled_from((None, "cascade", "nullify")))
    own: dict[str, Value] = {"on_delete": Symbol(swept)} if swept else {}
    return (ForeignKey("posts", "owner_id", Options(own)),)


@st.composite
def real_schemas(draw: st.DrawFn) -> Schema:
    """Tables `posts` and perhaps `users`, which may refer to `posts`."""
    schema = EMPTY
    for name in ("posts", *draw(st.sampled_from(((), ("users",))))):
        schema = schema.with_table(draw(real_tables(name)))
    return schema


def as_structure_sql(schema: Schema) -> str:
    """The schema as pg_dump writes it."""
    return "\n".join(
        part for table in schema.tables.values() for part in (*_made(table), *_parts(table))
    ) + "\n".join(_keys(schema))


def _made(table: Table) -> list[str]:
    name = table.name
    lines = [f"    {_column(column)}" for column in table.columns.values()]
    lines += [f"    CONSTRAINT {c.name} CHECK (({c.definition}))" for c in table.constraints]
    return [
        f"CREATE TABLE public.{name} (",
        ",\n".join(lines),
        ");",
        f"CREATE SEQUENCE public.{name}_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE CACHE 1;",
        f"ALTER SEQUENCE public.{name}_id_seq OWNED BY public.{name}.id;",
        f"ALTER TABLE {name} ALTER COLUMN id SET DEFAULT nextval('{name}_id_seq'::regclass);",
        f"ALTER TABLE ONLY public.{name} ADD CONSTRAINT {name}_pkey PRIMARY KEY (id);",
    ]


def _column(column: Column) -> str:
    size = column.options.get("limit")
    scale = "(8,2)" if column.type == "decimal" else ""
    type_ = SQL_TYPES.get(str(column.type), str(column.type))
    null = " NOT NULL" if column.null is False else ""
    return f"{column.name} {type_}{f'({size})' if size else scale}{_default(column, type_)}{null}"


def _default(column: Column, type_: str) -> str:
    value = column.default
    if value is None:
        return ""
    if isinstance(value, str):
        return " DEFAULT '" + value.replace("'", "''") + f"'::{type_}"
    written = str(value).lower()
    return f" DEFAULT '{written}'::bigint" if column.type == "bigint" else f" DEFAULT {written}"


def _parts(table: Table) -> list[str]:
    return [
        f"CREATE {'UNIQUE ' if index.unique else ''}INDEX {index.name} ON public.{table.name}"
        f" USING btree ({index.columns[0]}){_where(index)};"
        for index in table.indexes
    ]


def _where(index: Index) -> str:
    condition = index.options.get("where")
    return f" WHERE {condition}" if condition else ""


def _keys(schema: Schema) -> list[str]:
    return [
        f"ALTER TABLE ONLY public.{table.name} ADD CONSTRAINT {key.name(table.name)}"
        f" FOREIGN KEY (owner_id) REFERENCES public.posts(id){_on_delete(key)};"
        for table in schema.tables.values()
        for key in table.foreign_keys
    ]


def _on_delete(key: ForeignKey) -> str:
    actions = {"cascade": " ON DELETE CASCADE", "nullify": " ON DELETE SET NULL"}
    return actions.get(str(key.options.get("on_delete")), "")
