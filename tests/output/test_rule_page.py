"""The page of a rule."""

from dataclasses import replace

from tests.output.reports import RULES
from wishare_lint.output.rule_page import markdown, plain


def test_a_page_in_plain_text() -> None:
    assert (
        plain(RULES["add-index-blocks-writes"])
        == """\
Adding an index without `algorithm: :concurrently` blocks writes.

PostgreSQL holds a SHARE lock on the table until the index is built.

Build it concurrently, in a migration of its own.

Bad:

    add_index :users, :email

Good:

    disable_ddl_transaction!

    add_index :users, :email, algorithm: :concurrently"""
    )


def test_a_rule_about_a_difference_shows_the_deployed_code_first() -> None:
    assert (
        markdown(RULES["enum-array-reordered"])
        == """\
Reordering the array of an enum changes what stored rows mean.

An array gives each label its position as the stored value.

Append new labels, or write the values out.

**Bad: deployed**

```ruby
enum :role, [:member, :admin]
```

**Bad: changed**

```ruby
enum :role, [:member, :owner, :admin]
```

**Good: deployed**

```ruby
enum :role, [:member, :admin]
```

**Good: changed**

```ruby
enum :role, { member: 0, admin: 1, owner: 2 }
```"""
    )


def test_what_a_rule_does_not_say_leaves_no_gap() -> None:
    short = replace(RULES["irreversible-change"], why="", advice="", bad="", good="")
    assert plain(short) == "The roll-back loses data."
