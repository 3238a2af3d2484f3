"""What the `[x.y]` of `ActiveRecord::Migration[x.y]` changes about the commands.

Source: ActiveRecord::Migration::Compatibility, and runs of each version.
"""

from dataclasses import dataclass

from wishare_lint.rails.version import Version

CURRENT: Version = (8, 1)


@dataclass(frozen=True)
class Compatibility:
    """How the commands of a migration class behave.

    `key_type`: of primary keys and references. `timestamps_null`: whether `timestamps` takes NULL.
    `timestamp_precision`, `datetime_precision`: None leaves it to the database.
    `references_index`: whether a reference gets an index unasked.
    `short_index_names`: whether long default names are shortened to `idx_on_…`.
    """

    key_type: str
    timestamps_null: bool
    references_index: bool
    timestamp_precision: int | None
    datetime_precision: int | None
    short_index_names: bool


def compatibility(version: Version | None) -> Compatibility:
    """The behaviour of a migration class; a class without a version is that of Rails 4.2."""
    version = version or (4, 2)
    return Compatibility(
        key_type="bigint" if version >= (5, 1) else "integer",
        timestamps_null=version < (5, 0),
        references_index=version >= (5, 0),
        timestamp_precision=6 if version >= (6, 0) else None,
        datetime_precision=6 if version >= (7, 0) else None,
        short_index_names=version >= (7, 1),
    )
