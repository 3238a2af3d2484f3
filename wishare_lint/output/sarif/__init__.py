"""SARIF 2.1.0, with all that GitHub code scanning reads."""

from wishare_lint.finding import Report


def render(report: Report) -> str:
    """The report as one SARIF log in ASCII, for upload with the repository root as its base."""
    from json import dumps

    from wishare_lint.output.sarif.log import log
    from wishare_lint.output.sarif.serialised import serialised

    return dumps(serialised(log(report)), indent=2) + "\n"
