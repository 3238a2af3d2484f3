"""Every rule, by its fixtures: tiny Rails apps whose lines say which findings belong on them.

`fixtures/<rule-id>/<case>/` is one tree, or `before/` and `after/`, with `past/` for what files of
`before/` held once. A comment at the end of a line,
`# expect: rule-id`, asks for a finding of that rule that starts there;
`# expect: rule-id (warning)` also for its severity, `# expect: rule-id ~ some words` also for words
in its message. Several are joined by `;`. A file `database` names the adapter; it is PostgreSQL
without one.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, built_in_rules
from wishare_lint.finding import Finding
from wishare_lint.testing import check_trees

RULES = {rule.id: rule for rule in built_in_rules()}
FIXTURES = ROOT / "fixtures"
EXPECTED = re.compile(r"([a-z-]+)(?: \((\w+)\))?(?: ~ (.+))?")


@dataclass(frozen=True)
class Expected:
    rule: str
    severity: str | None
    words: str | None

    def is_met_by(self, finding: Finding) -> bool:
        return (
            finding.rule == self.rule
            and self.severity in (None, finding.severity.value)
            and (self.words or "") in finding.message
        )


def cases() -> list[Path]:
    folders = [folder for folder in sorted(FIXTURES.iterdir()) if folder.name in RULES]
    return [path for folder in folders for path in sorted(folder.iterdir()) if path.is_dir()]


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def expectations(files: dict[str, bytes]) -> dict[tuple[str, int], list[Expected]]:
    found: dict[tuple[str, int], list[Expected]] = {}
    for path, data in files.items():
        for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
            _, marker, text = line.partition("# expect: ")
            if marker:
                matches = [EXPECTED.fullmatch(part.strip()) for part in text.split(";")]
                found[path, number] = [Expected(*match.groups()) for match in matches if match]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_fixture(case: Path) -> None:
    rule = RULES[case.parent.name]
    pair = (case / "after").is_dir()
    head = tree(case / "after" if pair else case)
    base = tree(case / "before") if pair else {}
    adapter = head.pop("database", b"postgresql").decode().strip()
    base.pop("database", None)
    report = check_trees([rule], base, head, adapter, tree(case / "past"))
    assert report.errors == ()
    wanted = expectations(head)
    found: dict[tuple[str, int], list[Finding]] = {}
    for finding in report.shown:
        at = (finding.source.path, finding.location.range.start.line)
        found.setdefault(at, []).append(finding)
    for at in {*wanted, *found}:
        here, there = wanted.get(at, []), found.get(at, [])
        said = [
            f"{finding.rule} ({finding.severity.value}): {finding.message}" for finding in there
        ]
        assert len(here) == len(there), (at, said)
        assert all(any(one.is_met_by(finding) for finding in there) for one in here), (at, said)


def test_every_rule_has_fixtures_of_its_edge_cases() -> None:
    without = [rule for rule in RULES if not (FIXTURES / rule).is_dir()]
    assert without == []
