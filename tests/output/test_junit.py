"""JUnit's XML, read back."""

from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

from tests.output.reports import CLEAN, MIGRATION_PATH, MODEL_PATH, NOT_NULL, REPORT, place
from wishare_lint.finding import Report
from wishare_lint.output.junit import render


def read(report: Report) -> Element:
    return fromstring(render(report).encode())


def test_there_is_a_suite_for_each_file() -> None:
    suites = read(REPORT).findall("testsuite")
    assert [suite.get("name") for suite in suites] == [MODEL_PATH, MIGRATION_PATH]
    assert [suite.get("tests") for suite in suites] == ["1", "3"]


def test_the_counts_are_those_of_the_cases() -> None:
    root = read(REPORT.with_suppressed())
    for element in [root, *root.findall("testsuite")]:
        assert element.get("tests") == str(len(element.findall(".//testcase")))
        assert element.get("failures") == str(len(element.findall(".//failure")))
        assert element.get("skipped") == str(len(element.findall(".//skipped")))


def test_a_finding_is_a_failed_case() -> None:
    case = read(REPORT).findall(".//testcase")[1]
    assert case.attrib == {
        "name": "add-not-null-no-default at 3:5",
        "classname": MIGRATION_PATH,
        "file": MIGRATION_PATH,
        "line": "3",
    }
    (failure,) = case
    assert failure.attrib == {"type": "error", "message": NOT_NULL.message}
    assert failure.text == f"{MIGRATION_PATH}:3:5: {NOT_NULL.message}\n\n{NOT_NULL.instead}"


def test_a_suppressed_finding_is_a_skipped_case() -> None:
    (skipped,) = read(REPORT.with_suppressed()).findall(".//skipped")
    assert skipped.get("message") == "suppressed by comment: the table is empty"


def test_nothing_found_is_one_case_that_passes() -> None:
    root = read(CLEAN)
    (case,) = root.findall(".//testcase")
    assert case.get("name") == "nothing found"
    assert list(case) == []
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


def test_any_text_makes_well_formed_xml() -> None:
    hostile = replace(
        NOT_NULL,
        place=place("drop", "drop\n", 'db/"<&>\x00\udcff.rb'),
        message="]]> & <b>\x1b[1m\x00\ufffe` 🎉",
        instead="a\x08\n<\tb>",
    )
    (failure,) = read(Report(findings=(hostile,))).findall(".//failure")
    assert failure.get("message") == r"]]> & <b>\x1b[1m\x00\ufffe` 🎉"
    assert failure.text
    assert failure.text.endswith("a\\x08\n<    b>")
