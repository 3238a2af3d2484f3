"""In what two schemas differ."""

import pytest

from tests.rails.playing import operations, schema
from wishare_lint.rails.rollback.difference import differences, sentences
from wishare_lint.rails.rollback.rewind import rewound
from wishare_lint.rails.schema.schema import EMPTY


def told(before: str, after: str) -> tuple[str, ...]:
    """The differences of a table with these columns."""
    one, two = (schema(f'create_table("a") {{ |t| {code} }}') for code in (before, after))
    return sentences(differences(one, two))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('t.string "b"', 't.string "b", null: true, default: nil'),
        ('t.integer "b", limit: 8', 't.bigint "b"'),
        ('t.integer "b", limit: 4', 't.integer "b"'),
        ('t.integer "b", default: 0', 't.integer "b", default: "0"'),
        ('t.decimal "b", default: "0.0"', 't.decimal "b", default: 0'),
        ('t.boolean "b", default: false', 't.boolean "b", default: "f"'),
        ('t.numeric "b"', 't.decimal "b"'),
        ('t.datetime "b", precision: nil', 't.datetime "b"'),
        ('t.string "b"; t.string "c"', 't.string "c"; t.string "b"'),
        ('t.string "b"; t.index ["b"], using: :btree', 't.string "b"; t.index ["b"]'),
        (
            't.string "b"; t.index ["b"], where: "(b > 1)"',
            't.string "b"; t.index ["b"], where: "b > 1"',
        ),
        (
            't.string "b"; t.index ["b"], order: { b: :desc }',
            't.string "b"; t.index ["b"], order: :desc',
        ),
        (
            't.string "b"; t.index ["b"], order: { b: "ASC NULLS LAST" }',
            't.string "b"; t.index ["b"]',
        ),
        (
            't.string "b"; t.index "upper((b)::text)", name: "i"',
            't.string "b"; t.index "upper(b)", name: "i"',
        ),
        (
            't.string "b"; t.check_constraint "length((b)::text) > 0"',
            't.string "b"; t.check_constraint "length(b) > 0"',
        ),
    ],
)
def test_two_ways_to_say_the_same(before: str, after: str) -> None:
    assert told(before, after) == ()


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ('t.string "b"', 't.text "b"', "column `a.b` comes back as :text instead of :string"),
        ('t.string "b"', 't.string "b", null: false', "column `a.b` comes back as NOT NULL"),
        ('t.boolean "b", default: false', 't.boolean "b"', "without `default: false`"),
        ('t.integer "b", default: 1', 't.integer "b", default: 2', "`default: 2` instead of `1`"),
        ('t.string "b", limit: 5', 't.string "b", limit: 6', "`limit: 6` instead of `5`"),
        ('t.string "b", array: true', 't.string "b"', "without `array: true`"),
        ('t.datetime "b"', 't.datetime "b", precision: nil', "without `precision: 6`"),
        ('t.string "b"', "", "column `a.b` is gone"),
        ("", 't.string "b"', "column `a.b` stays"),
    ],
)
def test_a_difference_is_told(before: str, after: str, text: str) -> None:
    (found,) = told(before, after)
    assert text in found


def test_tables_that_are_gone_or_stay() -> None:
    one = schema('create_table "a"')
    assert sentences(differences(one, EMPTY)) == ("table `a` is gone",)
    assert sentences(differences(EMPTY, one)) == ("table `a` stays",)


def test_enum_types_and_extensions() -> None:
    one = schema('create_enum "a", ["x"]\nenable_extension "e"')
    two = schema('create_enum "a", ["y"]\nenable_extension "f"')
    assert sentences(differences(one, two)) == (
        "enum type `a` has other values",
        "extension `e` is gone",
        "extension `f` stays",
    )


def test_a_collation_that_the_dump_leaves_out_is_not_known() -> None:
    plain, own = (
        schema(f"create_table(:a) {{ |t| t.string :b{option} }}")
        for option in ("", ', collation: "C"')
    )
    (found,) = differences(plain, own)
    assert found.text == "of column `a.b`, its collation before is not known"
    assert not found.certain
    (found,) = differences(own, plain)
    assert found.text == 'column `a.b` comes back without `collation: "C"`'
    assert found.certain


def test_a_column_of_which_nobody_knows_whether_it_took_null_is_not_compared() -> None:
    after = schema("create_table(:a) { |t| t.string :b, null: false }")
    before = rewound(operations("change_column_null :a, :b, false"), after)
    (found,) = differences(before, after)
    assert found.text == "of column `a.b`, whether it took NULL before is not known"
    assert not found.certain
