"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class DropThenRecreateInDownDiffers(Rule[Rollback]):
    """A `down` that makes a dropped table again, but not as it was, breaks the code that returns.

    The rows are lost anyhow; the table is there for the old code. A column, an index or a NOT NULL
    that is missing from it fails at run time, or lets wrong rows in. A `create_table` that was
    copied from the first migration lacks all that later ones have added.

    Copy the table from the schema of the release before.
    """

    id = "drop-then-recreate-in-down-differs"
    severity = Severity.WARNING
    tags = ("rollback",)
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 2025_01_01_000000) do
          create_table "labels" do |t|
            t.string "name", null: false
            t.index ["name"], name: "index_labels_on_name", unique: true
          end
        end
    """
    bad = """
        class DropLabels < ActiveRecord::Migration[8.1]
          def up
            drop_table :labels
          end

          def down
            create_table :labels do |t|
              t.string :name
            end
          end
        end
    """
    good_before = bad_before
    good = """
        class DropLabels < ActiveRecord::Migration[8.1]
          def up
            # wishare-lint:disable-next-line drop-table -- unused since 2.3, dump kept
            drop_table :labels
          end

          def down
            create_table :labels do |t|
              t.string :name, null: false
              t.index :name, unique: true
            end
          end
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        for down in rollback.written_downs:
            for table in down.remade if down.conflict is None else ():
                left = down.left_of(table)
                if left:
                    yield self.finding(
                        down,
                        f"`{table.table}` comes back otherwise than it was: "
                        f"{'; '.join(one.text for one in left)}",
                        instead=rollback.definition(table.table),
                        place=table.place,
                        detail=str(table.table),
                    )
