"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class UnrecordedCommandInChange(Rule[Rollback]):
    """A command that Rails does not record runs forwards on roll-back, before anything is undone.

    To roll `change` back, Rails runs it once more and notes the commands to invert. `add_columns`,
    `validate_constraint`, `rename_schema`, `exec_query` and everything on
    `ActiveRecord::Base.connection` are not among those that it notes: they run at once, forwards, a
    second time. The roll-back then fails on what is already there, or no longer.

    Put it into `reversible`, with its opposite in `dir.down`, or use a command that Rails records.
    """

    id = "unrecorded-command-in-change"
    severity = Severity.ERROR
    tags = ("rollback",)
    bad = "add_columns :users, :first_name, :last_name, type: :string"
    good = """
        add_column :users, :first_name, :string
        add_column :users, :last_name, :string
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        conflict = rollback.down.conflict
        for call in rollback.unrecorded:
            fails = conflict is not None and conflict[0] in call.operations
            lasting = [one for one in call.operations if one.changes_schema]
            if not lasting or (not fails and all(one.is_repeatable for one in lasting)):
                continue
            yield self.finding(
                call,
                f"a roll-back runs `{call.via}` again, forwards, because Rails does not record it"
                + (f": it fails there, for {conflict[1].reason}" if fails and conflict else ""),
                instead=call.cure,
            )
