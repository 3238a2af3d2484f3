"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class ReversibleWithoutDown(Rule[Rollback]):
    """A `reversible` block without `dir.down` leaves the schema changed after a roll-back.

    On the way down Rails runs what `dir.down` holds. Without it, what `dir.up` did to the schema
    stays, the roll-back reports success, and the next `db:migrate` fails on what is already there.
    The rule is quiet about rows, and about tables that the same migration makes and drops.

    Add `dir.down`. If the change may stay, say so with `up_only`.
    """

    id = "reversible-without-down"
    severity = Severity.WARNING
    tags = ("rollback",)
    bad = """
        reversible do |dir|
          dir.up { change_column :users, :bio, :text }
        end
    """
    good = """
        reversible do |dir|
          dir.up { add_index :users, :bio }
          dir.down { remove_index :users, :bio }
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        if not rollback.by_rails or rollback.stops:
            return
        for block in rollback.left_behind:
            yield self.finding(
                rollback,
                "this `reversible` has no `dir.down`: what `dir.up` does to the schema stays after "
                "a roll-back, and the next `db:migrate` fails on it",
                instead=_down(rollback.undoing(block)),
                place=block.place,
                detail=block.place.text,
            )


def _down(lines: tuple[str, ...] | None) -> str:
    body = [f"  {line}" for line in lines or ("# what undoes it",)]
    return "\n".join(["dir.down do", *body, "end"])
