"""How a migration is followed: its Ruby, its wrappers, and the two directions of `change`."""

import pytest

from tests.rails.playing import calls, down, migration, operations, schema, up
from wishare_lint.rails.operations import Execute, RowOperation
from wishare_lint.rails.rollback.rewind import rewound

ADD = "add_column :users, :a, :string"
REMOVE = "remove_column :users, :a, :string"


# Ruby


@pytest.mark.parametrize(
    "code",
    [
        "%i[a b].each { |name| add_column :users, name, :string }",
        "{a: :string, b: :string}.each { |name, type| add_column :users, name, type }",
        "{a: :string, b: :string}.each_pair do |name, type|\nadd_column :users, name, type\nend",
        "%w[a b].each_with_index { |name, i| add_column :users, name, :string }",
        "2.times { |i| add_column :users, %w[a b][i], :string }",
        "for name in %w[a b] do add_column :users, name, :string end",
        "first, second = %i[a b]; [first, second].map { add_column :users, it, :string }",
        'type = :string; add_column(:users, "a", type); add_column(:users, "#{"b"}", type)',
        "send(:add_column, :users, :a, :string); public_send(:add_column, :users, :b, :string)",
        "true ? add_column(:users, :a, :string) : nil; add_column :users, :b, :string if 1 < 2",
    ],
)
def test_loops_and_variables_are_unrolled(code: str) -> None:
    assert up(code) == ["add_column :users, :a, :string", "add_column :users, :b, :string"]


def test_a_helper_is_entered() -> None:
    code = """
        NAMES = %i[a b].freeze

        def change
          add_all(:users) { |name| "x_#{name}" }
        end

        private

        def add_all(table, type: :string)
          NAMES.each { |name| add_column table, yield(name), type }
        end
    """
    assert up(code) == ["add_column :users, :x_a, :string", "add_column :users, :x_b, :string"]


def test_under_a_condition_both_ways_are_followed() -> None:
    first, second, third = operations(
        """
        if Rails.env.production?
          add_column :users, :a, :string
        else
          add_column :users, :b, :string
        end
        add_column :users, :c, :string unless ENV["SKIP"]
        """
    )
    assert first.origin.conditions == ("Rails.env.production?",)
    assert second.origin.conditions == ("not Rails.env.production?",)
    assert third.origin.conditions == ('not ENV["SKIP"]',)


def test_what_follows_an_early_return_is_conditional() -> None:
    (operation,) = operations('return if ENV["SKIP"]\nadd_column :users, :a, :string')
    assert operation.origin.conditions == ('not ENV["SKIP"]',)


def test_the_adapter_may_decide() -> None:
    code = 'add_column :users, :a, :string if connection.adapter_name == "PostgreSQL"'
    (operation,) = operations(code)
    assert not operation.conditional
    assert operations(code, adapter="sqlite") == []


def test_an_unknown_helper_is_an_unknown_operation_and_counted() -> None:
    played = migration("add_magic :x\nadd_column :users, :a, :string").up
    assert [operation.kind for operation in played.operations] == ["unknown", "add_column"]
    assert [reason for _, reason in played.unreadable] == ["unknown helper `add_magic`"]


# Wrappers


@pytest.mark.parametrize(
    "wrapper",
    [
        "safety_assured",
        "transaction",
        "ActiveRecord::Base.transaction",
        "say_with_time('x')",
        "suppress_messages",
        "with_lock_retries",
        "disable_statement_timeout",
    ],
)
def test_a_wrapper_runs_its_block(wrapper: str) -> None:
    code = f"{wrapper} {{ add_column :users, :a, :string }}"
    assert up(code) == [ADD]
    assert down(code) == [REMOVE]


def test_what_is_assured_is_marked() -> None:
    inside, after = operations(
        "safety_assured { add_column :users, :a, :string }\nadd_column :users, :b, :string"
    )
    assert (inside.origin.assured, after.origin.assured) == (True, False)


# Both directions of `change`


def test_the_inverses_run_backwards() -> None:
    code = "create_table :a\nadd_column :users, :b, :string\nadd_index :users, :b"
    assert down(code) == [
        "remove_index :users, :b",
        "remove_column :users, :b, :string",
        "drop_table :a do |t|\nend",
    ]


def test_up_and_down_run_as_they_are_written() -> None:
    code = """
        def up
          add_column :users, :a, :string
        end

        def down
          remove_column :users, :a
        end
    """
    assert (up(code), down(code)) == ([ADD], ["remove_column :users, :a"])


def test_reversible_runs_its_direction() -> None:
    code = """
        reversible do |dir|
          dir.up { add_column :users, :a, :string }
          dir.down { remove_column :users, :a, :string }
        end
    """
    assert (up(code), down(code)) == ([ADD], [REMOVE])


def test_reversible_waits_for_its_turn_on_the_way_down() -> None:
    code = """
        add_column :users, :a, :string
        reversible { |dir| dir.down { add_index :users, :b } }
        add_column :users, :c, :string
    """
    assert down(code) == [
        "remove_column :users, :c, :string",
        "add_index :users, :b",
        "remove_column :users, :a, :string",
    ]


def test_statements_in_reversible_outside_of_a_direction_run_forwards_twice() -> None:
    code = "reversible { |dir| add_column :users, :a, :string }"
    assert (up(code), down(code)) == ([ADD], [ADD])


def test_a_return_in_dir_up_leaves_the_migration() -> None:
    code = "reversible { |dir| dir.up { return } }\nadd_column :users, :a, :string"
    assert (up(code), down(code)) == ([], [REMOVE])


def test_up_only_is_skipped_on_the_way_down() -> None:
    code = "up_only { add_column :users, :a, :string }"
    assert (up(code), down(code)) == ([ADD], [])


def test_revert_undoes_its_block() -> None:
    code = "revert { add_column :users, :a, :string; add_column :users, :b, :string }"
    assert up(code) == ["remove_column :users, :b, :string", REMOVE]


def test_a_reverted_revert_runs_its_block_backwards() -> None:
    code = "revert { add_column :users, :a, :string; add_column :users, :b, :string }"
    assert down(code) == ["add_column :users, :b, :string", ADD][::-1]


def test_up_only_in_revert_runs_on_the_way_down() -> None:
    code = "revert { up_only { add_column :users, :a, :string } }"
    assert (up(code), down(code)) == ([], [ADD])


def test_revert_of_what_has_no_inverse_stops_the_way_up() -> None:
    played = migration("revert { remove_column :users, :a }")
    assert [reason.reason for _, reason in played.up.irreversible] == [
        "`remove_column` does not say the type of `users.a`"
    ]
    assert played.down.irreversible == ()


def test_another_migration_that_is_not_found_is_unknown_and_counted() -> None:
    played = migration("revert AddName").up
    assert [operation.kind for operation in played.operations] == ["unknown"]
    assert [reason for _, reason in played.unreadable] == [
        "the migration `AddName` that `revert` names was not found"
    ]


def test_reverting_is_known() -> None:
    assert down("add_column :users, :a, :string unless reverting?") == []
    assert up("add_column :users, :a, :string if reverting?") == []


def test_in_down_itself_reversible_goes_up() -> None:
    code = """
        def down
          reversible do |dir|
            dir.up { add_column :users, :a, :string }
            dir.down { add_column :users, :b, :string }
          end
        end
    """
    assert down(code) == [ADD]


def test_a_transaction_of_rails_5_2_runs_forwards_again() -> None:
    code = "transaction { add_column :users, :a, :string }"
    assert down(code, "5.2") == [ADD]
    assert down(code, "6.0") == [REMOVE]


def test_undoing_a_bare_reference_makes_an_index_unasked() -> None:
    assert down("remove_reference :posts, :user") == [
        "add_column :posts, :user_id, :bigint",
        "add_index :posts, :user_id",
    ]


def test_a_block_that_says_nothing_makes_an_empty_table_on_the_way_down() -> None:
    assert down("drop_table(:labels) { |t| }") == ["create_table :labels do |t|\nend"]


# What is not recorded


@pytest.mark.parametrize(
    "code",
    [
        "add_columns :users, :a, type: :string",
        "ActiveRecord::Base.connection.add_column :users, :a, :string",
        "User.connection.add_column :users, :a, :string",
        "User.connection_pool.with_connection { |c| c.add_column :users, :a, :string }",
    ],
)
def test_a_command_that_is_not_recorded_runs_forwards_twice(code: str) -> None:
    assert (up(code), down(code)) == ([ADD], [ADD])


def test_the_own_connection_is_recorded() -> None:
    assert down("connection.add_column :users, :a, :string") == [REMOVE]


def test_a_command_that_is_not_recorded_runs_before_the_inverses() -> None:
    code = """
        add_check_constraint :users, "a > 0", name: "c", validate: false
        validate_check_constraint :users, name: "c"
    """
    played = migration(code).down
    assert [operation.kind for operation in played.operations] == [
        "validate_constraint",
        "remove_check_constraint",
    ]
    assert played.unrecorded == played.operations[:1]


def test_rows_that_are_written_are_written_twice() -> None:
    played = migration("User.update_all(a: 1)").down
    assert [isinstance(operation, RowOperation) for operation in played.unrecorded] == [True]


@pytest.mark.parametrize("call", ["execute", "connection.execute"])
def test_sql_stops_the_way_down(call: str) -> None:
    played = migration(f'{call} "CREATE INDEX i ON users (a)"').down
    assert len(played.irreversible) == 1
    assert played.operations == ()


@pytest.mark.parametrize("call", ["exec_query", "ActiveRecord::Base.connection.execute"])
def test_other_ways_to_sql_run_forwards_twice(call: str) -> None:
    played = migration(f'{call} "SELECT secret_sauce(1)"').down
    assert len(played.unrecorded) == 1
    assert played.irreversible == ()


def test_computed_sql_is_unknown() -> None:
    (operation,) = operations("execute File.read('x.sql')")
    assert isinstance(operation, Execute)
    assert operation.changes_schema


# Models


@pytest.mark.parametrize(
    "definition",
    [
        "class Person < ActiveRecord::Base; end",
        "Person = Class.new(ActiveRecord::Base)",
        'Person = Class.new(ActiveRecord::Base) { self.table_name = "people" }',
    ],
)
def test_a_model_of_the_migration_writes_rows(definition: str) -> None:
    played = migration(f"{definition}\n\ndef up\nPerson.update_all(a: 1)\nend")
    (operation,) = played.up.operations
    assert isinstance(operation, RowOperation)
    assert operation.model == "Person"


def test_a_model_without_a_constant_is_named_after_its_table() -> None:
    (operation,) = operations(
        """
        people = Class.new(ActiveRecord::Base) { self.table_name = "people" }
        people.reset_column_information
        people.find_each { |person| person.update!(a: 1) }
        """
    )
    assert isinstance(operation, RowOperation)
    assert operation.model == "Person"


# What the schema answers

SCHEMA = schema(
    """
    create_table "users" do |t|
      t.string "a"
      t.index ["a"], name: "index_users_on_a"
      t.check_constraint "a <> ''", name: "filled"
    end
    add_foreign_key "users", "users", column: "a", name: "self"
    enable_extension "citext"
    """
)


@pytest.mark.parametrize(
    "question",
    [
        "table_exists?(:users)",
        "connection.table_exists?('users')",
        "ActiveRecord::Base.connection.data_source_exists?(:users)",
        "column_exists?(:users, :a)",
        "column_exists?(:users, :a, :string)",
        "index_exists?(:users, :a)",
        "index_exists?(:users, [:a], name: 'index_users_on_a')",
        "index_name_exists?(:users, 'index_users_on_a')",
        "foreign_key_exists?(:users, :users)",
        "foreign_key_exists?(:users, column: :a)",
        "check_constraint_exists?(:users, name: 'filled')",
        "extension_enabled?('citext')",
    ],
)
def test_the_schema_says_what_exists(question: str) -> None:
    code = f"add_column :users, :b, :string unless {question}"
    assert up(code, schema=SCHEMA) == []


@pytest.mark.parametrize(
    "question",
    [
        "table_exists?(:ghosts)",
        "column_exists?(:users, :ghost)",
        "column_exists?(:users, :a, :text)",
        "index_exists?(:users, :ghost)",
        "foreign_key_exists?(:users, :ghosts)",
        "check_constraint_exists?(:users, name: 'ghost')",
        "extension_enabled?('hstore')",
    ],
)
def test_the_schema_says_what_does_not_exist(question: str) -> None:
    code = f"add_column :users, :b, :string if {question}"
    assert up(code, schema=SCHEMA) == []


@pytest.mark.parametrize(
    "question",
    [
        "column_exists?(:users, :a, null: false)",
        "column_exists?(:users, name)",
        "view_exists?(:users)",
    ],
)
def test_other_questions_stay_open(question: str) -> None:
    (operation,) = (
        migration(f"add_column :users, :b, :string if {question}").play("up", SCHEMA).operations
    )
    assert operation.conditional


def test_without_a_schema_a_question_stays_open() -> None:
    (operation,) = operations("add_column :users, :a, :string unless column_exists?(:users, :a)")
    assert operation.conditional


def test_an_index_that_is_not_known_may_be_the_one_that_is_asked_for() -> None:
    before = rewound(operations("remove_index :users, name: 'by_b'"), SCHEMA)
    code = "add_index :users, :b unless index_exists?(:users, :b, name: 'by_b')"
    (operation,) = migration(code).play("up", before).operations
    assert operation.conditional


def test_what_the_migration_has_done_answers_later_questions() -> None:
    code = """
        add_column :users, :a, :string
        remove_column :users, :b, :string
        add_index :users, :a if column_exists?(:users, :a)
        add_index :users, :b if column_exists?(:users, :b)
    """
    assert "add_index :users, :a" in up(code)
    assert "add_index :users, :b" not in up(code)


# How it ends


def test_an_exception_ends_it() -> None:
    played = migration(
        "add_column :users, :a, :string\nraise ActiveRecord::IrreversibleMigration\nremove_column"
    ).up
    assert played.raises == "ActiveRecord::IrreversibleMigration"
    assert len(played.operations) == 1


def test_what_the_database_would_refuse_is_noted() -> None:
    played = migration("add_column :users, :a, :string").play("up", SCHEMA)
    assert played.conflict is not None
    assert played.conflict[1].reason == "`users` already has a column `a`"


def test_what_is_conditional_is_not_refused() -> None:
    code = "if postgres?\nadd_column :users, :b, :json\nelse\nadd_column :users, :b, :text\nend"
    played = migration(code)
    assert played.play("up", SCHEMA).conflict is None
    assert len(calls(played, played.up)) == 2
