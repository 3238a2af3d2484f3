"""Which findings are hidden, by what, and which comments hide nothing."""

from collections.abc import Collection
from dataclasses import replace
from textwrap import dedent

import pytest

from wishare_lint.config import Config, RuleSetting
from wishare_lint.finding import Finding, Severity
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.rule_names import RuleNames
from wishare_lint.suppression import HYGIENE, suppress

NAMES = RuleNames(
    {
        "drop-table": ("strong_migrations/drop_table",),
        "not-null": ("Rails/NotNullColumn", "squawk/adding-required-field"),
        "bulk": ("Rails/BulkChangeTable",),
        HYGIENE: (),
    }
)
PATH = "db/migrate/20260101000000_change.rb"


def ruby(text: str, path: str = PATH) -> SourceFile:
    return SourceFile(path, dedent(text).encode())


def found(source: SourceFile, code: str, rule: str = "drop-table") -> Finding:
    """A finding of a rule about the first place where this code stands."""
    start = source.data.index(code.encode())
    place = Place(source, start, start + len(code.encode()))
    return Finding(rule, Severity.ERROR, "It breaks.", place)


def judged(
    source: SourceFile,
    *findings: Finding,
    config: Config | None = None,
    ran: Collection[str] = NAMES.ids,
    checked: Collection[str] = (PATH,),
) -> tuple[Finding, ...]:
    return suppress(
        findings,
        [source],
        names=NAMES,
        ran=ran,
        checked=checked,
        config=config or Config(),
    )


def hidden(text: str, code: str = "drop_table :a", rule: str = "drop-table") -> str | None:
    """What kind of suppression hides a finding about this code, None when it is shown."""
    source = ruby(text)
    reason = judged(source, found(source, code, rule))[0].suppressed
    return reason.kind if reason else None


def complaints(
    text: str, *codes: str, ran: Collection[str] = NAMES.ids, checked: Collection[str] = (PATH,)
) -> list[str]:
    """What is said of the comments in a text where `drop-table` finds these codes."""
    source = ruby(text)
    findings = [found(source, code) for code in codes]
    results = judged(source, *findings, ran=ran, checked=checked)
    return [finding.message for finding in results if finding.rule == HYGIENE]


# Our comments


def test_without_a_comment_a_finding_is_shown() -> None:
    assert hidden("drop_table :a\n") is None


@pytest.mark.parametrize(
    "names",
    [
        "drop-table",
        "strong_migrations/drop_table",
        "all",
        "not-null, drop-table",
        "not-null,drop-table",
        "drop-table -- nobody reads it any more",
    ],
)
def test_a_comment_at_the_end_of_a_line_hides_the_rules_that_it_names(names: str) -> None:
    assert hidden(f"drop_table :a # wishare-lint:disable {names}\n") == "comment"


@pytest.mark.parametrize("comment", ["#wishare-lint:disable x", "# wishare-lint: disable x"])
def test_blanks_around_the_words_do_not_matter(comment: str) -> None:
    assert hidden(f"drop_table :a {comment.replace('x', 'drop-table')}\n") == "comment"


def test_the_reason_and_the_place_of_the_comment_are_kept() -> None:
    source = ruby("drop_table :a # wishare-lint:disable drop-table -- empty since May\n")
    suppressed = judged(source, found(source, "drop_table :a"))[0].suppressed
    assert suppressed is not None
    assert suppressed.reason == "empty since May"
    assert suppressed.location is not None
    assert suppressed.location.range.start.column == 15


def test_a_comment_leaves_other_rules_alone() -> None:
    assert hidden("drop_table :a # wishare-lint:disable not-null\n") is None


def test_a_comment_at_the_end_of_a_line_leaves_other_lines_alone() -> None:
    text = """\
        x # wishare-lint:disable drop-table
        drop_table :a
        y # wishare-lint:disable drop-table
        """
    assert hidden(text) is None


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_comment_on_any_line_of_a_call_hides_it(line: int) -> None:
    lines = ["add_column :a,", "  :b, :string,", "  null: false"]
    lines[line] += " # wishare-lint:disable not-null"
    text = "\n".join(lines)
    assert hidden(text, text, "not-null") == "comment"


def test_a_place_that_ends_with_its_line_does_not_reach_the_next_one() -> None:
    text = "drop_table :a\nx # wishare-lint:disable drop-table\n"
    assert hidden(text, code="drop_table :a\n") is None


def test_a_comment_on_its_own_line_holds_to_the_end_of_the_file() -> None:
    text = """\
        # wishare-lint:disable drop-table
        x
        drop_table :a
        """
    assert hidden(text) == "comment"


def test_a_comment_on_its_own_line_does_not_reach_back() -> None:
    assert hidden("drop_table :a\n# wishare-lint:disable drop-table\n") is None


@pytest.mark.parametrize("name", ["drop-table", "all"])
def test_a_comment_on_its_own_line_holds_until_enable(name: str) -> None:
    text = f"""\
        # wishare-lint:disable drop-table
        drop_table :a
        # wishare-lint:enable {name}
        drop_table :b
        """
    assert hidden(text, "drop_table :a") == "comment"
    assert hidden(text, "drop_table :b") is None


def test_enabling_one_rule_leaves_the_others_disabled() -> None:
    text = """\
        # wishare-lint:disable all
        # wishare-lint:enable not-null
        drop_table :a
        """
    assert hidden(text, rule="drop-table") == "comment"
    assert hidden(text, rule="not-null") is None


def test_enable_at_the_end_of_a_line_ends_nothing() -> None:
    text = """\
        # wishare-lint:disable drop-table
        x # wishare-lint:enable drop-table
        drop_table :a
        """
    assert hidden(text) == "comment"


def test_disable_next_line_hides_only_the_next_line_of_code() -> None:
    text = """\
        # wishare-lint:disable-next-line drop-table
        # It is empty.

        drop_table :a
        drop_table :b
        """
    assert hidden(text, "drop_table :a") == "comment"
    assert hidden(text, "drop_table :b") is None


def test_disable_file_hides_from_the_first_line_wherever_it_stands() -> None:
    assert hidden("drop_table :a\n# wishare-lint:disable-file drop-table\n") == "comment"


def test_two_linters_may_share_a_comment() -> None:
    text = "drop_table :a # rubocop:disable Rails/X -- old # wishare-lint:disable drop-table\n"
    assert hidden(text) == "comment"


@pytest.mark.parametrize(
    "text",
    [
        "# # wishare-lint:disable drop-table\ndrop_table :a\n",
        "# Write `# wishare-lint:disable drop-table` below.\ndrop_table :a\n",
        "# As in: # wishare-lint:disable drop-table\ndrop_table :a\n",
        "x '# wishare-lint:disable drop-table'\ndrop_table :a\n",
        "=begin\n# wishare-lint:disable drop-table\n=end\ndrop_table :a\n",
    ],
)
def test_a_text_about_directives_is_none(text: str) -> None:
    assert hidden(text) is None


def test_only_ruby_files_are_read_for_comments() -> None:
    source = ruby("-- # wishare-lint:disable-file all\nDROP TABLE a;\n", "db/structure.sql")
    assert judged(source, found(source, "DROP TABLE a;"))[0].suppressed is None


def test_a_file_without_a_trigger_is_not_asked_for_its_comments() -> None:
    def asked(source: SourceFile) -> tuple[Place, ...]:
        raise AssertionError(source.path)

    source = ruby("drop_table :a # as we said\n")
    findings = [found(source, "drop_table :a")]
    results = suppress(
        findings,
        [source],
        names=NAMES,
        ran=NAMES.ids,
        checked=[PATH],
        config=Config(),
        comments=asked,
    )
    assert list(results) == findings


def test_comments_of_the_file_that_a_finding_is_about_count_even_if_it_was_not_checked() -> None:
    source = ruby("drop_table :a # wishare-lint:disable drop-table\n")
    finding = found(source, "drop_table :a")
    results = suppress([finding], [], names=NAMES, ran=(), checked=(), config=Config())
    assert results[0].suppressed


# RuboCop's comments


@pytest.mark.parametrize(
    "comment",
    [
        "# rubocop:disable Rails/NotNullColumn",
        "# rubocop:todo Rails/NotNullColumn",
        "# rubocop:disable NotNullColumn",
        "# rubocop:disable Style/Foo, Rails/NotNullColumn -- legacy",
        "# rubocop:disable Rails",
        "# rubocop:disable all",
        "#rubocop: disable Rails/NotNullColumn and some words",
    ],
)
def test_a_rubocop_comment_hides_the_rules_that_know_the_cop(comment: str) -> None:
    code = "add_column :a, :b, :string, null: false"
    assert hidden(f"{code} {comment}\n", code, "not-null") == "rubocop"


@pytest.mark.parametrize(
    "comment",
    [
        "# rubocop:disable Rails/BulkChangeTable",
        "# rubocop:disable Style",
        "# rubocop:disable not-null",
        "# rubocop:disable squawk",
        "# rubocop:enable Rails/NotNullColumn",
        "# rubocop:disable",
    ],
)
def test_a_rubocop_comment_about_something_else_hides_nothing(comment: str) -> None:
    code = "add_column :a, :b, :string, null: false"
    assert hidden(f"{code} {comment}\n", code, "not-null") is None


def test_rubocop_all_does_not_hide_a_rule_that_is_no_cop() -> None:
    assert hidden("drop_table :a # rubocop:disable all\n") is None


@pytest.mark.parametrize("end", ["enable Rails/NotNullColumn", "enable Rails", "enable all", "pop"])
def test_a_rubocop_block_holds_until_it_ends(end: str) -> None:
    text = f"""\
        # rubocop:disable Rails/NotNullColumn
        add_column :a
        # rubocop:{end}
        add_column :b
        """
    assert hidden(text, "add_column :a", "not-null") == "rubocop"
    assert hidden(text, "add_column :b", "not-null") is None


def test_rubocop_disable_next_holds_for_the_next_line_of_code() -> None:
    text = "# rubocop:disable-next Rails/NotNullColumn\nadd_column :a\nadd_column :b\n"
    assert hidden(text, "add_column :a", "not-null") == "rubocop"
    assert hidden(text, "add_column :b", "not-null") is None


def test_our_enable_does_not_end_a_rubocop_block() -> None:
    text = """\
        # rubocop:disable Rails/NotNullColumn
        # wishare-lint:enable not-null
        add_column :a
        """
    assert hidden(text, "add_column :a", "not-null") == "rubocop"


# safety_assured and the configuration


def test_what_stands_in_safety_assured_is_hidden() -> None:
    source = ruby("safety_assured { drop_table :a }\n")
    finding = replace(found(source, "drop_table :a"), assured=True)
    suppressed = judged(source, finding)[0].suppressed
    assert suppressed
    assert suppressed.kind == "safety_assured"


def test_a_comment_is_named_before_safety_assured() -> None:
    source = ruby("safety_assured { drop_table :a } # wishare-lint:disable drop-table\n")
    finding = replace(found(source, "drop_table :a"), assured=True)
    suppressed = judged(source, finding)[0].suppressed
    assert suppressed
    assert suppressed.kind == "comment"


@pytest.mark.parametrize(
    "config",
    [
        Config(exclude=("db/migrate/2026*",)),
        Config(rules={"drop-table": RuleSetting(exclude=("db/migrate/2026*",))}),
    ],
)
def test_excluded_paths_are_hidden_with_the_pattern_as_the_reason(config: Config) -> None:
    source = ruby("drop_table :a\n")
    suppressed = judged(source, found(source, "drop_table :a"), config=config)[0].suppressed
    assert suppressed
    assert (suppressed.kind, suppressed.reason) == ("config", "excluded by `db/migrate/2026*`")


def test_the_exclusion_of_one_rule_leaves_the_others() -> None:
    config = Config(rules={"not-null": RuleSetting(exclude=("db",))})
    source = ruby("drop_table :a\n")
    assert judged(source, found(source, "drop_table :a"), config=config)[0].suppressed is None


# Comments that hide nothing


def test_a_comment_that_hides_a_finding_is_not_complained_about() -> None:
    assert complaints("drop_table :a # wishare-lint:disable all\n", "drop_table :a") == []


@pytest.mark.parametrize(
    "directive",
    [
        "disable drop-table",
        "disable-next-line drop-table",
        "disable-file strong_migrations/drop_table",
        "disable drop-table, not-null",
        "disable all",
    ],
)
def test_a_comment_that_hides_nothing_is_told(directive: str) -> None:
    expected = [f"`{directive}` hides nothing; take it out"]
    assert complaints(f"# wishare-lint:{directive}\n") == expected


def test_of_several_names_only_those_that_hide_nothing_are_told() -> None:
    text = "drop_table :a # wishare-lint:disable drop-table, not-null\n"
    expected = ["`disable not-null` hides nothing; take it out"]
    assert complaints(text, "drop_table :a") == expected


def test_a_block_that_ends_before_the_finding_hides_nothing() -> None:
    text = """\
        # wishare-lint:disable drop-table
        # wishare-lint:enable drop-table
        drop_table :a
        """
    assert complaints(text, "drop_table :a") == ["`disable drop-table` hides nothing; take it out"]


@pytest.mark.parametrize("directive", ["disable drop-table", "disable not-null, drop-table"])
def test_a_comment_is_not_unused_while_one_of_its_rules_did_not_run(directive: str) -> None:
    ran = [HYGIENE, "not-null"]
    assert complaints(f"# wishare-lint:{directive}\n", ran=ran) == []


def test_comments_in_files_that_were_not_checked_are_not_complained_about() -> None:
    assert complaints("# wishare-lint:disable drop-tabel\n", checked=["db/other.rb"]) == []


def test_nothing_is_complained_about_when_the_rule_did_not_run() -> None:
    assert complaints("# wishare-lint:disable drop-tabel\n", ran=["drop-table"]) == []


def test_rubocop_comments_are_never_complained_about() -> None:
    text = "# rubocop:disable Rails/NotNullColumn, Rails/Nonsense\n# rubocop:disabel x\n"
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("disabel drop-table", "`disabel` is not a directive; did you mean `disable`?"),
        (
            "disable drop-tabel",
            "`disable` names an unknown rule `drop-tabel`; did you mean `drop-table`?",
        ),
        ("enable nonsense", "`enable` names an unknown rule `nonsense`"),
        ("disable", "`disable` names no rule, so it does nothing"),
        ("disable -- because", "`disable` names no rule, so it does nothing"),
        ("enable drop-table", "`enable drop-table` ends no `disable`"),
    ],
)
def test_a_comment_that_cannot_work_is_told(directive: str, message: str) -> None:
    assert complaints(f"# wishare-lint:{directive}\n") == [message]


def test_an_unknown_name_does_not_spoil_the_others() -> None:
    text = "drop_table :a # wishare-lint:disable nonsense, drop-table\n"
    assert hidden(text) == "comment"
    assert complaints(text, "drop_table :a") == ["`disable` names an unknown rule `nonsense`"]


def test_a_reason_without_dashes_is_told_but_the_rule_is_hidden() -> None:
    text = "drop_table :a # wishare-lint:disable drop-table because it is empty\n"
    assert hidden(text) == "comment"
    assert complaints(text, "drop_table :a") == [
        "`because it is empty` is not read: rules need a comma between them, a reason `--`"
    ]


def test_an_enable_that_ends_a_block_is_right() -> None:
    text = """\
        # wishare-lint:disable drop-table
        drop_table :a
        # wishare-lint:enable all
        """
    assert complaints(text, "drop_table :a") == []


def test_a_complaint_is_an_info_about_the_comment() -> None:
    source = ruby("x # wishare-lint:disable drop-table\n")
    (complaint,) = judged(source)
    assert complaint.severity is Severity.INFO
    assert complaint.place.text == "# wishare-lint:disable drop-table"


def test_the_configuration_sets_the_severity_of_complaints() -> None:
    config = Config(rules={HYGIENE: RuleSetting(severity=Severity.ERROR)})
    (complaint,) = judged(ruby("# wishare-lint:disable drop-table\n"), config=config)
    assert complaint.severity is Severity.ERROR


def test_complaints_are_hidden_by_the_name_of_their_rule() -> None:
    text = "# wishare-lint:disable-file suppression-hygiene\n# wishare-lint:disable drop-table\n"
    (complaint,) = judged(ruby(text))
    assert complaint.suppressed
    assert complaint.suppressed.kind == "comment"


def test_all_does_not_hide_complaints() -> None:
    text = "# wishare-lint:disable all\n# wishare-lint:disable nonsense\n"
    assert [complaint.suppressed for complaint in judged(ruby(text))] == [None, None]


def test_a_file_that_was_read_twice_is_still_one_file() -> None:
    text = "drop_table :a # wishare-lint:disable drop-table\n"
    results = judged(ruby(text), found(ruby(text), "drop_table :a"))
    assert [finding.rule for finding in results] == ["drop-table"]
