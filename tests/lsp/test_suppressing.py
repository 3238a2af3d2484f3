"""Where the comment goes that hides a finding."""

import pytest

from tests.rails_app import migration
from wishare_lint.finding import Finding, Severity
from wishare_lint.lsp.suppressing import REASON, insertion
from wishare_lint.ruby.source import Place, SourceFile

PATH = "db/migrate/20260101000000_x.rb"


def hidden(text: str, at: str) -> str | None:
    """The text with the comment for a finding at the first `at`; None where there is no place."""
    start = text.encode().index(at.encode())
    place = Place(SourceFile(PATH, text.encode()), start, start + len(at.encode()))
    found = insertion(Finding("some-rule", Severity.ERROR, "message", place))
    if found is None:
        return None
    lines = text.split("\n")
    line = lines[found.line - 1]
    written = f"{found.before}{REASON}{found.after}"
    lines[found.line - 1] = line[: found.column - 1] + written + line[found.column - 1 :]
    return "\n".join(lines)


def test_it_goes_to_the_end_of_the_line() -> None:
    text = migration("add_column :users, :näme, :string")
    assert hidden(text, "add_column") == text.replace(
        ":string", ":string # wishare-lint:disable some-rule -- why this is safe"
    )


def test_it_stands_behind_a_comment_that_is_there() -> None:
    text = migration("add_column :users, :name, :string # for Ann")
    assert ":string # for Ann # wishare-lint:disable some-rule" in (
        hidden(text, "add_column") or ""
    )


def test_behind_the_opening_of_a_heredoc_it_is_no_part_of_it() -> None:
    text = migration("execute <<~SQL\n      DELETE FROM users\n    SQL")
    assert "<<~SQL # wishare-lint:disable some-rule" in (hidden(text, "execute") or "")


def test_it_goes_above_a_line_whose_end_is_text() -> None:
    text = migration('execute "DELETE\n      FROM users"')
    assert hidden(text, "execute") == text.replace(
        "    execute",
        "    # wishare-lint:disable-next-line some-rule -- why this is safe\n    execute",
    )


@pytest.mark.parametrize("at", ["FROM users", "WHERE true"])
def test_within_a_text_there_is_no_place_for_it(at: str) -> None:
    assert (
        hidden(migration("execute <<~SQL\n  DELETE\n  FROM users\n  WHERE true\nSQL"), at) is None
    )
