"""What GitHub code scanning needs of a SARIF log, and no validator checks."""

import json
from dataclasses import replace
from typing import Any

import attr
import pytest
import sarif_om as om

from tests.output.reports import (
    CLEAN,
    FAILED,
    INDEX,
    MIGRATION,
    MIGRATION_PATH,
    MODEL_PATH,
    NOT_NULL,
    REORDERED,
    REPORT,
    ROLL_BACK,
    RULES,
    SUPPRESSED,
    location,
    place,
)
from wishare_lint.finding import Finding, Related, Report, Suppression
from wishare_lint.output.line_hash import line_hashes
from wishare_lint.output.sarif import notifications, render, results
from wishare_lint.output.sarif.serialised import serialised

# A log is JSON: the tests walk into it, and a wrong step fails them.
Json = Any


def run(report: Report) -> Json:
    (only,) = json.loads(render(report))["runs"]
    return only


def result(finding: Finding) -> Json:
    (only,) = run(Report(findings=(finding,), rules=RULES))["results"]
    return only


def test_the_log_names_its_version_and_schema() -> None:
    log = json.loads(render(CLEAN))
    assert log["version"] == "2.1.0"
    assert log["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json"


def test_a_clean_run_has_an_empty_list_of_results_which_closes_alerts() -> None:
    assert run(CLEAN)["results"] == []


def test_the_category_is_left_to_the_upload() -> None:
    assert "automationDetails" not in run(REPORT)


def test_columns_are_code_points_and_paths_hang_below_the_root() -> None:
    whole = run(REPORT)
    assert whole["columnKind"] == "unicodeCodePoints"
    assert whole["originalUriBaseIds"].keys() == {"%SRCROOT%"}
    assert "uri" not in whole["originalUriBaseIds"]["%SRCROOT%"]


def test_all_rules_that_ran_are_listed_in_the_order_of_their_ids() -> None:
    driver = run(CLEAN)["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == sorted(RULES)


def test_a_rule_has_all_that_github_shows() -> None:
    rule = run(CLEAN)["tool"]["driver"]["rules"][1]
    page = rule.pop("help")
    assert rule == {
        "id": "add-not-null-no-default",
        "name": "AddNotNullNoDefault",
        "shortDescription": {"text": RULES["add-not-null-no-default"].title},
        "fullDescription": {
            "text": "Adding a NOT NULL column without a default fails as soon as the table has a"
            " row. And until every process runs the new code, each INSERT of the old code fails."
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "precision": "high",
            "problem.severity": "error",
            "tags": ["rails", "columns", "availability"],
        },
    }
    assert "```ruby\nadd_column :users, :name, :string\n```" in page["markdown"]
    assert "    add_column :users, :name, :string" in page["text"]


def test_descriptions_and_tags_stay_within_githubs_limits() -> None:
    long = replace(
        RULES["irreversible-change"],
        title="word " * 400,
        why="word " * 400,
        tags=tuple(f"tag-{number}" for number in range(30)),
    )
    (rule,) = run(Report(rules={long.id: long}))["tool"]["driver"]["rules"]
    assert len(rule["shortDescription"]["text"]) <= 1024
    assert len(rule["fullDescription"]["text"]) <= 1024
    assert len(rule["properties"]["tags"]) == 10


def test_no_rule_is_a_security_rule() -> None:
    for rule in run(CLEAN)["tool"]["driver"]["rules"]:
        assert "security-severity" not in rule["properties"]
        assert "security" not in rule["properties"]["tags"]


@pytest.mark.parametrize(
    ("finding", "level"), [(NOT_NULL, "error"), (INDEX, "warning"), (ROLL_BACK, "note")]
)
def test_the_level_is_always_written(finding: Finding, level: str) -> None:
    assert result(finding)["level"] == level


def test_a_result_points_at_its_rule() -> None:
    whole = run(REPORT)
    rules = whole["tool"]["driver"]["rules"]
    for listed in whole["results"]:
        assert rules[listed["ruleIndex"]]["id"] == listed["ruleId"]


def test_a_finding_of_an_unlisted_rule_has_no_index() -> None:
    listed = result(replace(NOT_NULL, rule="unknown-rule"))
    assert listed["ruleId"] == "unknown-rule"
    assert "ruleIndex" not in listed


def test_the_worst_results_come_first() -> None:
    levels = [listed["level"] for listed in run(REPORT)["results"]]
    assert levels == ["error", "error", "warning", "note"]


def test_a_location_is_relative_and_has_lines_and_columns() -> None:
    (listed,) = result(REORDERED)["locations"]
    assert listed == {
        "physicalLocation": {
            "artifactLocation": {"uri": MODEL_PATH, "uriBaseId": "%SRCROOT%"},
            "region": {
                "startLine": 2,
                "startColumn": 15,
                "endLine": 2,
                "endColumn": 40,
                "snippet": {"text": "[:member, :owner, :admin]"},
            },
        }
    }


def test_a_region_is_narrowed_to_its_first_line() -> None:
    region = result(INDEX)["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"]["text"] == "add_index :users, :locale,"
    assert (region["endLine"], region["endColumn"]) == (4, 31)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("db/migrate/1 add name.rb", "db/migrate/1%20add%20name.rb"),
        ("app/models/größe.rb", "app/models/gr%C3%B6%C3%9Fe.rb"),
        ("c:odd#?.rb", "c%3Aodd%23%3F.rb"),
        ("app/\udcff.rb", "app/%FF.rb"),
    ],
)
def test_paths_are_percent_encoded(path: str, uri: str) -> None:
    listed = result(replace(REORDERED, place=place("add_index", MIGRATION, path)))
    assert listed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_fingerprints_are_githubs_own_and_ours() -> None:
    assert result(NOT_NULL)["partialFingerprints"] == {
        "primaryLocationLineHash": line_hashes(MIGRATION, [3])[3],
        "wishareLint/v1": "5f1c0d",
    }


def test_related_places_are_numbered_and_linked_from_the_message() -> None:
    listed = result(NOT_NULL)
    assert listed["message"]["text"].endswith("See also: [`User` writes this table](1).")
    (related,) = listed["relatedLocations"]
    assert related["id"] == 1
    assert related["message"]["text"] == "`User` writes this table"
    assert related["physicalLocation"]["artifactLocation"]["uri"] == MODEL_PATH


def test_brackets_and_backslashes_in_a_link_are_escaped() -> None:
    related = Related(location(MODEL_PATH, 1, 1, 1, 2), r"`PRICES[0]` \ 2")
    listed = result(replace(NOT_NULL, instead="", related=(related,)))
    assert listed["message"]["text"].endswith(r"See also: [`PRICES\[0\]` \\ 2](1).")
    assert listed["relatedLocations"][0]["message"]["text"] == r"`PRICES[0]` \ 2"


def test_ruby_in_a_message_is_never_taken_for_a_link() -> None:
    listed = result(replace(REORDERED, message="`CALLS[:now](1)` and `[7.1]`"))
    assert listed["message"]["text"] == r"`CALLS[:now\](1)` and `[7.1]`."


def test_the_message_holds_the_way_out_and_ends_with_a_full_stop() -> None:
    text = result(replace(NOT_NULL, related=()))["message"]["text"]
    assert text.startswith(f"{NOT_NULL.message}\n\nInstead:\n\nadd_column :users, :locale, :string")
    assert text.endswith(".")


def test_fixes_name_the_text_to_replace() -> None:
    (fix,) = result(NOT_NULL)["fixes"]
    assert fix == {
        "description": {"text": "Add the column nullable."},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": MIGRATION_PATH, "uriBaseId": "%SRCROOT%"},
                "replacements": [
                    {
                        "deletedRegion": {
                            "startLine": 3,
                            "startColumn": 40,
                            "endLine": 3,
                            "endColumn": 53,
                        },
                        "insertedContent": {"text": ""},
                    }
                ],
            }
        ],
    }


def test_suppressed_findings_are_absent_because_github_would_open_alerts() -> None:
    whole = run(REPORT)
    assert len(whole["results"]) == 4
    assert not [listed for listed in whole["results"] if "suppressions" in listed]


def test_on_request_every_result_says_whether_it_is_suppressed() -> None:
    listed = run(Report(findings=(NOT_NULL, SUPPRESSED)).with_suppressed())["results"]
    assert listed[0]["suppressions"] == []
    (suppression,) = listed[1]["suppressions"]
    place = suppression.pop("location")["physicalLocation"]["artifactLocation"]["uri"]
    assert place == MIGRATION_PATH
    assert suppression == {
        "kind": "inSource",
        "status": "accepted",
        "justification": "the table is empty",
    }


def test_a_suppression_by_configuration_stands_outside_the_source() -> None:
    finding = replace(SUPPRESSED, suppressed=Suppression("config"))
    (listed,) = run(Report(findings=(finding,)).with_suppressed())["results"]
    assert listed["suppressions"] == [{"kind": "external", "status": "accepted"}]


def test_what_could_not_be_analysed_is_a_note_with_its_place() -> None:
    (invocation,) = run(REPORT)["invocations"]
    assert invocation["executionSuccessful"] is True
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["descriptor"] == {"id": "not-analysed", "index": 0}
    assert notification["level"] == "note"
    assert notification["message"]["text"] == "Not analysed: dynamic table name."
    region = notification["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (5, 7)


def test_a_failed_rule_makes_the_run_unsuccessful_and_names_the_rule_and_file() -> None:
    (invocation,) = run(FAILED)["invocations"]
    assert invocation["executionSuccessful"] is False
    failed, notice = invocation["toolExecutionNotifications"]
    assert failed["level"] == "error"
    assert failed["associatedRule"] == {"id": "enum-array-reordered", "index": 2}
    assert failed["message"]["text"] == "enum-array-reordered failed: KeyError: 'role'."
    uri = failed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == MODEL_PATH
    assert notice["message"]["text"] == FAILED.notices[0]


def test_every_notification_has_its_descriptor_at_its_index() -> None:
    for whole in (run(REPORT), run(FAILED)):
        kinds = whole["tool"]["driver"]["notifications"]
        for notification in whole["invocations"][0]["toolExecutionNotifications"]:
            kind = notification["descriptor"]
            assert kinds[kind["index"]]["id"] == kind["id"]


def test_more_results_than_github_takes_are_cut_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results, "MAXIMUM_RESULTS", 3)
    monkeypatch.setattr(notifications, "MAXIMUM_RESULTS", 3)
    whole = run(REPORT)
    assert [listed["level"] for listed in whole["results"]] == ["error", "error", "warning"]
    *_, last = whole["invocations"][0]["toolExecutionNotifications"]
    assert last["descriptor"]["id"] == "results-cut"
    assert last["message"]["text"] == "Left out, the least severe ones: 1."


def test_a_thousand_results_are_written_whole() -> None:
    assert len(run(Report(findings=(NOT_NULL,) * 1000))["results"]) == 1000


def test_control_characters_of_linted_files_are_spelt_out() -> None:
    listed = result(replace(REORDERED, message="`\x1b[31mred\u202e` is gone"))
    assert listed["message"]["text"] == r"`\x1b[31mred\u202e` is gone."


@pytest.mark.parametrize("made", [om.Result, om.Notification, om.ReportingConfiguration])
def test_a_level_equal_to_the_default_is_written(made: type) -> None:
    needed = {field.name: None for field in attr.fields(made) if field.default is attr.NOTHING}
    assert serialised(made(**needed)) == {**needed, "level": "warning"}
