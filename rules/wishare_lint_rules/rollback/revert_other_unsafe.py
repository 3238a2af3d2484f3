"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, OtherMigration, Rollback, Rule, Severity


class RevertOtherUnsafe(Rule[Rollback]):
    """`revert OtherMigration` fails where the class of the other migration is not loaded.

    Rails loads the files of the migrations that it runs, and no others. Where the other migration
    has run long ago, as in production, nobody has loaded its class: `db:migrate` stops with a
    NameError. On a fresh database it works by chance. The other migration's file must also still
    exist under that name, and what it did must have an inverse: `revert` executes the inverse now,
    as if you had written it here.

    Load the file with `require_relative`, and keep it; or write the commands themselves.
    """

    id = "revert-other-unsafe"
    severity = Severity.WARNING
    tags = ("rollback",)
    bad = """
        # db/migrate/20250101000000_comment_names.rb
        class CommentNames < ActiveRecord::Migration[8.1]
          def change
            change_column_comment :users, :name, from: nil, to: "As in the passport"
          end
        end
        # db/migrate/20260101000000_uncomment_names.rb
        class UncommentNames < ActiveRecord::Migration[8.1]
          def change
            revert CommentNames
          end
        end
    """
    good = """
        # db/migrate/20250101000000_comment_names.rb
        class CommentNames < ActiveRecord::Migration[8.1]
          def change
            change_column_comment :users, :name, from: nil, to: "As in the passport"
          end
        end
        # db/migrate/20260101000000_uncomment_names.rb
        require_relative "20250101000000_comment_names"

        class UncommentNames < ActiveRecord::Migration[8.1]
          def change
            revert CommentNames
          end
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        if not rollback.others:
            return
        gone = [one for one in rollback.migration.required_files if not one.exists]
        for required in gone:
            yield self.finding(
                rollback,
                f"there is no file `{required.path}`: `db:migrate` stops here with a LoadError",
                place=required.place,
                detail=required.path,
            )
        for other in rollback.others:
            if not (gone and other.migration is None):
                yield from self._of(other, rollback)

    def _of(self, other: OtherMigration, rollback: Rollback) -> Iterator[Finding]:
        found, name = other.migration, other.class_name
        if other.is_missing:
            yield self.finding(
                other,
                f"no migration of the app defines `{name}`: `{other.call}` raises a NameError",
                instead="# the commands that undo it",
            )
        elif found is not None and not other.loaded:
            file = found.path.rpartition("/")[2].removesuffix(".rb")
            yield self.finding(
                other,
                f"nothing loads `{name}`: where it has run already, `{other.call}` raises a "
                "NameError, and `db:migrate` stops here",
                instead=f'require_relative "{file}" # at the top of the file',
            )
        reasons = rollback.up.stopped_at(other.place)
        if reasons:
            yield self.finding(
                other,
                f"`{name}` cannot be undone, for {'; '.join(reasons)}: `db:migrate` stops here",
                instead="# the commands that undo it",
                detail="stops",
            )
        elif other.undoes_nothing:
            yield self.finding(
                other,
                f"`{name}` has no `down`: `{other.call}` undoes nothing",
                instead="# the commands that undo it",
                detail="nothing",
            )
