"""The summary page of a CI job."""

from dataclasses import replace

import pytest

from tests.output.reports import CLEAN, FAILED, NOT_NULL, REORDERED, REPORT, place
from wishare_lint.finding import Report
from wishare_lint.output.markdown import LIMIT, render
from wishare_lint.output.markup import code_block, code_span, escaped


def test_a_whole_report() -> None:
    assert (
        render(replace(REPORT, findings=(REORDERED, NOT_NULL)))
        == """\
## wishare-lint

**Checked 3 new migrations and 2 changed models against origin/main (4f2c1a9): 2 errors.**

### error: `enum-array-reordered`

`app/models/user.rb:2:15`

`User.role`: stored 1 meant `admin`, and means `owner` now.

### error: `add-not-null-no-default`

`db/migrate/20260301120000_add_locale_to_users.rb:3:5`

`users.locale` is NOT NULL without a default: every INSERT of the code that is running now fails.

- `app/models/user.rb:1:1`: `User` writes this table

Instead:

```ruby
add_column :users, :locale, :string

# in a later release, when every row has a value
change_column_null :users, :locale, false
```

```text
17 operations and 4 enums read, 1 place not analysed:
  db/migrate/20260301120000_add_locale_to_users.rb:5:7: dynamic table name
```
"""
    )


def test_nothing_found_is_short() -> None:
    assert (
        render(CLEAN)
        == """\
## wishare-lint

**Checked 3 new migrations and 2 changed models against origin/main (4f2c1a9): nothing found.**

```text
17 operations and 4 enums read.
```
"""
    )


def test_notices_follow_the_verdict() -> None:
    assert f"1 rule failed.**\n\n{FAILED.notices[0]}\n\n" in render(FAILED)


def test_a_page_stays_below_the_limit_and_says_what_is_missing() -> None:
    page = render(Report(findings=(replace(NOT_NULL, message="ü" * 50_000),) * 20))
    assert 800_000 < len(page.encode()) <= LIMIT + 100
    assert page.count("### error") == 8
    assert "\n\n12 findings left out: this page is full.\n\n" in page


def test_nothing_in_a_finding_becomes_markup() -> None:
    hostile = replace(
        NOT_NULL,
        place=place("drop", "drop\n", "db/`<img>`.rb"),
        message="<img src=x> [a](b) *c* `code <b>` ![i](j)",
        instead="```\n</details>",
        related=(),
    )
    page = render(Report(findings=(hostile,)))
    assert "`` db/`<img>`.rb:1:1 ``" in page
    assert r"\<img src=x\> \[a\](b) \*c\* `code <b>` \!\[i\](j)" in page
    assert "````ruby\n```\n</details>\n````" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, 1 + 1", "plain text, 1 + 1"),
        ("`a_b` and a_b", r"`a_b` and a\_b"),
        ("one ` alone", r"one \` alone"),
        ("``", r"\`\`"),
    ],
)
def test_only_code_spans_are_left_as_they_are(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_code_is_fenced_by_more_backticks_than_it_has() -> None:
    assert code_span("a") == "`a`"
    assert code_span("a`b``c") == "``` a`b``c ```"
    assert code_block("\na\n") == "```ruby\na\n```"
    assert code_block("a ```` b") == "`````ruby\na ```` b\n`````"
