"""What the `[x.y]` of `ActiveRecord::Migration[x.y]` changes about the commands.

Few things follow from the installed Rails instead. Source: ActiveRecord::Migration::Compatibility,
and runs of each version.
"""

from dataclasses import dataclass

from wishare_lint.rails.version import Version

CURRENT: Version = (8, 1)
OLDEST: Version = (4, 2)

_ALTER_IN_BULK = ("mysql", "postgresql")
"""To the others, `bulk: true` means nothing (SchemaStatements#supports_bulk_alter?)."""


@dataclass(frozen=True)
class Compatibility:
    """How the commands of a migration class behave.

    `adapter`: of the database they run on, None where that is not known.
    `key_type`: of primary keys. `reference_type`: of columns that refer to them.
    `timestamps_null`: whether `timestamps` takes NULL. `timestamp_precision` (of `timestamps`) and
    `datetime_precision` (of any other datetime): None leaves it to the database.
    `uuid_default`: the function that makes a primary key of the type uuid, None for no default.
    `references_index`: whether a reference gets an index unasked.
    `polymorphic_index_name`: whether that of a polymorphic reference is named after the reference,
    not after its two columns.
    `short_index_names`: whether long default names are shortened to `idx_on_…`.
    `inverts_transactions`: whether a `transaction` is undone; otherwise its block runs again.
    `inverts_comments`: whether a change of a comment is undone; otherwise it is made again.
    `reverses_bulk`: whether a `change_table` with `bulk: true` is undone from its end; otherwise
    from its beginning, as Rails 7.1 and 7.2 do.
    """

    adapter: str | None
    key_type: str
    reference_type: str
    timestamps_null: bool
    references_index: bool
    polymorphic_index_name: bool
    timestamp_precision: int | None
    datetime_precision: int | None
    uuid_default: str | None
    short_index_names: bool
    inverts_transactions: bool
    inverts_comments: bool
    reverses_bulk: bool


def compatibility(
    version: Version, adapter: str | None = None, installed: Version | None = None
) -> Compatibility:
    """The behaviour of a migration class of that version, under the Rails that is installed."""
    key_type = "bigint" if version >= (5, 1) else "integer"
    return Compatibility(
        adapter=adapter,
        key_type=key_type,
        reference_type="integer" if adapter == "sqlite" and version < (6, 1) else key_type,
        timestamps_null=version < (5, 0),
        references_index=version >= (5, 0),
        polymorphic_index_name=version >= (6, 1),
        timestamp_precision=6 if version >= (6, 0) else None,
        datetime_precision=6 if version >= (7, 0) else None,
        uuid_default=_uuid_default(version) if adapter == "postgresql" else None,
        short_index_names=version >= (7, 1),
        inverts_transactions=version >= (6, 0),
        inverts_comments=version >= (6, 0),
        reverses_bulk=adapter not in _ALTER_IN_BULK or installed not in ((7, 1), (7, 2)),
    )


def _uuid_default(version: Version) -> str:
    return "gen_random_uuid()" if version >= (5, 1) else "uuid_generate_v4()"
