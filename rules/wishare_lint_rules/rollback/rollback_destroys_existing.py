"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Destroyed, Finding, Rollback, Rule, Severity


class RollbackDestroysExisting(Rule[Rollback]):
    """A command with `if_not_exists:` in `change` passes over what exists; its roll-back drops it.

    Rails does not remember that the table, column or index was there before the migration. To undo
    `create_table` it drops the table, with the rows of years. The same goes for `create_enum` and
    `enable_extension`, which pass over what exists unasked, and for a NOT NULL that was there.

    Let a roll-back leave it: `up_only`. Or write `up` and `down`.
    """

    id = "rollback-destroys-existing"
    severity = Severity.ERROR
    tags = ("rollback", "data-loss")
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 2025_01_01_000000) do
          create_table "labels" do |t|
            t.string "name"
          end
        end
    """
    bad = """
        create_table :labels, if_not_exists: true do |t|
          t.string :name
        end
    """
    good_before = bad_before
    good = """
        up_only do
          create_table :labels, if_not_exists: true do |t|
            t.string :name
          end
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        for call in rollback.destroyed:
            yield self.finding(
                call,
                _message(call),
                instead=call.cure,
                severity=None if call.certain else Severity.WARNING,
            )


def _message(call: Destroyed) -> str:
    several = len(call.objects) > 1
    there = f"{' and '.join(call.objects)} {'are' if several else 'is'} there already"
    taken = f"a roll-back of this `{call.via}` takes {'them' if several else 'it'} away"
    if call.refusal is not None:
        taken = f"a roll-back of this `{call.via}` fails over it: {call.refusal}"
    return f"{there}, and {taken}" if call.certain else f"if {there}, {taken}"
