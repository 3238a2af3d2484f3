"""One line for each finding."""

import re
from dataclasses import replace

from tests.output.reports import CLEAN, REORDERED, REPORT
from wishare_lint.finding import Report
from wishare_lint.output.concise import render


def test_a_whole_report() -> None:
    assert (
        render(REPORT)
        == """\
app/models/user.rb:2:15: error[enum-array-reordered] `User.role`: stored 1 meant `admin`, \
and means `owner` now.
db/migrate/20260301120000_add_locale_to_users.rb:3:5: error[add-not-null-no-default] \
`users.locale` is NOT NULL without a default: every INSERT of the code that is running now fails.
db/migrate/20260301120000_add_locale_to_users.rb:3:5: info[irreversible-change] \
Removing `users.locale` loses what users chose. (when rolled back)
db/migrate/20260301120000_add_locale_to_users.rb:4:5: warning[add-index-blocks-writes] \
Building the index locks `users` against writes. (under a condition)
"""
    )


def test_nothing_found_is_nothing() -> None:
    assert render(CLEAN) == ""


def test_every_line_has_the_shape_that_editors_parse() -> None:
    finding = replace(REORDERED, message="One\nand two,\x1b[1m bold.")
    (line,) = render(Report(findings=(finding,))).splitlines()
    shape = r"(?P<f>[^:]+):(?P<l>\d+):(?P<c>\d+): (?P<s>\w+)\[(?P<r>[\w-]+)\] (?P<m>.*)"
    match = re.fullmatch(shape, line)
    assert match
    assert match["m"] == r"One and two,\x1b[1m bold."
