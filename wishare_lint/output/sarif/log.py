"""The SARIF log of a report: one run, its tool, its rules, its results."""

import sarif_om as om

from wishare_lint.finding import Report
from wishare_lint.output.sarif.locations import ROOT
from wishare_lint.output.sarif.notifications import descriptors, notifications
from wishare_lint.output.sarif.results import results
from wishare_lint.output.sarif.rules import rules
from wishare_lint.output.tool import NAME, PACKAGE_URL, VERSION

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(report: Report) -> om.SarifLog:
    """The log. It has no `automationDetails`: they would overrule the category of an upload."""
    return om.SarifLog(schema_uri=_SCHEMA, version="2.1.0", runs=[_run(report)])


def _run(report: Report) -> om.Run:
    return om.Run(
        tool=om.Tool(driver=_driver(report)),
        invocations=[
            om.Invocation(
                execution_successful=not report.errors,
                tool_execution_notifications=list(notifications(report)),
            )
        ],
        original_uri_base_ids={
            ROOT: om.ArtifactLocation(description=om.Message(text="The root of the repository."))
        },
        column_kind="unicodeCodePoints",
        results=results(report),
    )


def _driver(report: Report) -> om.ToolComponent:
    return om.ToolComponent(
        name=NAME,
        version=VERSION,
        semantic_version=VERSION,
        information_uri=PACKAGE_URL,
        rules=rules(report.rules),
        notifications=descriptors(),
    )
