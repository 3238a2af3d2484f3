"""What people see every day."""

import re
from dataclasses import replace

from tests.output.reports import (
    CLEAN,
    FAILED,
    INDEX,
    MIGRATION_PATH,
    NOT_NULL,
    REORDERED,
    REPORT,
    ROLL_BACK,
    SUPPRESSED,
    place,
)
from wishare_lint.finding import Coverage, Finding, NotAnalysed, Report
from wishare_lint.output.style import COLOUR, Style
from wishare_lint.output.text import render


def blocks(*findings: Finding) -> str:
    """What is printed of the findings, without the summary."""
    return render(Report(findings=findings)).rpartition("\n\n")[0]


def test_a_whole_report() -> None:
    assert (
        render(REPORT)
        == """\
error[enum-array-reordered]: `User.role`: stored 1 meant `admin`, and means `owner` now.
 --> app/models/user.rb:2:15
  |
2 |   enum :role, [:member, :owner, :admin]
  |               ^^^^^^^^^^^^^^^^^^^^^^^^^
  |

error[add-not-null-no-default]: `users.locale` is NOT NULL without a default: \
every INSERT of the code that is running now fails.
 --> db/migrate/20260301120000_add_locale_to_users.rb:3:5
  |
3 |     add_column :users, :locale, :string, null: false
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  see app/models/user.rb:1:1: `User` writes this table
  instead:
      add_column :users, :locale, :string

      # in a later release, when every row has a value
      change_column_null :users, :locale, false

info[irreversible-change]: Removing `users.locale` loses what users chose.
 --> db/migrate/20260301120000_add_locale_to_users.rb:3:5 (when rolled back)
  |
3 |     add_column :users, :locale, :string, null: false
  |     ^^^^^^^^^^
  |

warning[add-index-blocks-writes]: Building the index locks `users` against writes.
 --> db/migrate/20260301120000_add_locale_to_users.rb:4:5 (under a condition)
  |
4 |     add_index :users, :locale,
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
5 |       name: "index_users_on_locale"
  |

Checked 3 new migrations and 2 changed models against origin/main (4f2c1a9): \
2 errors, 1 warning, 1 info, 1 suppressed.
17 operations and 4 enums read, 1 place not analysed:
  db/migrate/20260301120000_add_locale_to_users.rb:5:7: dynamic table name
"""
    )


def test_nothing_found_takes_two_lines() -> None:
    assert (
        render(CLEAN)
        == """\
Checked 3 new migrations and 2 changed models against origin/main (4f2c1a9): nothing found.
17 operations and 4 enums read.
"""
    )


def test_notices_and_failed_rules_are_said_before_what_was_read() -> None:
    assert (
        render(FAILED)
        == """\
Note: No base to compare with: rules about a difference did not run.
Checked 3 new migrations: nothing found, 1 rule failed.
No operations and no enums read.
"""
    )


def test_a_suppressed_finding_says_why_it_is() -> None:
    text = render(Report(findings=(SUPPRESSED,)).with_suppressed())
    assert f"{MIGRATION_PATH}:4:5 (suppressed by comment: the table is empty)\n" in text
    assert "\nNothing found, 1 suppressed.\n" in text


def test_direction_and_condition_stand_together() -> None:
    both = replace(ROLL_BACK, conditional=True)
    assert f"{MIGRATION_PATH}:3:5 (when rolled back, under a condition)\n" in blocks(both)


def test_line_numbers_of_two_lengths_share_a_margin() -> None:
    text = "\n" * 8 + "add_index :users,\n  :locale\n"
    finding = replace(INDEX, place=place("add_index :users,\n  :locale", text), conditional=False)
    assert (
        blocks(finding)
        == """\
warning[add-index-blocks-writes]: Building the index locks `users` against writes.
  --> db/migrate/20260301120000_add_locale_to_users.rb:9:1
   |
 9 | add_index :users,
   | ^^^^^^^^^^^^^^^^^
10 |   :locale
   |"""
    )


def test_a_finding_about_an_empty_line_has_no_frame() -> None:
    finding = replace(REORDERED, place=place("", ""))
    assert (
        blocks(finding)
        == """\
error[enum-array-reordered]: `User.role`: stored 1 meant `admin`, and means `owner` now.
 --> db/migrate/20260301120000_add_locale_to_users.rb:1:1"""
    )


def test_five_places_are_listed_and_the_others_counted() -> None:
    missing = tuple(NotAnalysed(place("name:"), f"reason {number}") for number in range(8))
    text = render(Report(coverage=Coverage(operations=1, enums=1, not_analysed=missing)))
    assert (
        text
        == f"""\
Nothing found.
1 operation and 1 enum read, 8 places not analysed:
  {MIGRATION_PATH}:5:7: reason 0
  {MIGRATION_PATH}:5:7: reason 1
  {MIGRATION_PATH}:5:7: reason 2
  {MIGRATION_PATH}:5:7: reason 3
  {MIGRATION_PATH}:5:7: reason 4
  and 3 more (--format json lists them all)
"""
    )


def test_colours_change_nothing_but_colours() -> None:
    coloured = render(REPORT, COLOUR)
    codes = {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m"}
    for code in codes:
        assert code in coloured
        coloured = coloured.replace(code, "")
    assert coloured == render(REPORT)


def test_a_linted_file_cannot_steer_the_terminal() -> None:
    code = 'execute "\x1b[2Jgone\u202eesrever\x07"'
    hostile = replace(
        NOT_NULL,
        place=place(code, f"{code}\n", "db/migrate/\x1b]0;title\x07.rb"),
        message="Table `\x1b[31mred\r` is dropped.",
        instead="drop_table\x9b :red",
    )
    text = render(Report(findings=(hostile,), notices=("No \x1b[1mbase.",)))
    assert not [char for char in text if char in "\x1b\r\x07\x9b\u202e"]
    assert r'1 | execute "\x1b[2Jgone\u202eesrever\x07"' in text
    assert r"--> db/migrate/\x1b]0;title\x07.rb:1:1" in text
    assert r"Table `\x1b[31mred ` is dropped." in text
    assert r"drop_table\x9b :red" in text


def test_a_message_of_several_lines_stays_one_line() -> None:
    finding = replace(REORDERED, message="First.\n  Second.")
    assert "error[enum-array-reordered]: First. Second.\n" in blocks(finding)


def test_sentences_are_wrapped_to_the_width_of_a_terminal() -> None:
    wrapped = render(Report(findings=(NOT_NULL,), notices=("word " * 20,)), Style(width=60))
    assert wrapped.startswith(
        """\
error[add-not-null-no-default]: `users.locale` is NOT NULL
  without a default: every INSERT of the code that is
  running now fails.
 --> db/"""
    )
    assert "\nNote: word word" in wrapped
    assert "\n  word word" in wrapped


def test_wrapped_sentences_keep_their_colours() -> None:
    report = Report(findings=(NOT_NULL,))
    coloured = render(report, replace(COLOUR, width=60))
    assert "\n\x1b[1m  running now fails.\x1b[0m\n" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render(report, Style(width=60))
