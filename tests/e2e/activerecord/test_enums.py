"""What the rules about enums claim of Rails is what real ActiveRecord does.

Written for ActiveRecord 6.1, which Debian has: it knows the keyword syntax only, and enums have no
`default:` that goes unchecked.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.activerecord.database import is_available

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not is_available(), reason="needs Ruby with ActiveRecord"),
]

SCRIPT = Path(__file__).with_name("enums.rb")
REFUSED = {"raises": "ArgumentError"}


@dataclass(frozen=True)
class Probe:
    """A model, the row that is there, and an expression in which `thing` is the model."""

    body: str
    answer: str
    expected: Any
    row: Mapping[str, Any] = field(default_factory=dict)


def reads(body: str, column: str, **rows: Any) -> dict[str, Probe]:
    """What the model says of a row: one probe for each pair of a stored value and a label."""
    return {
        f"{body} | {stored} reads {label}": Probe(
            body, f"thing.first.{column}", label, {column: stored}
        )
        for stored, label in rows["rows"]
    }


ROWS = {
    # enum-value-changed
    **reads("enum status: %i[draft live]", "status", rows=[(0, "draft"), (1, "live"), (2, None)]),
    **reads("enum status: %i[draft review live]", "status", rows=[(1, "review"), (2, "live")]),
    **reads("enum status: %i[live draft]", "status", rows=[(0, "live"), (1, "draft")]),
    **reads("enum status: { draft: 0, live: 5 }", "status", rows=[(1, None)]),
    # enum-label-removed, enum-label-renamed
    **reads("enum status: { draft: 0, gone: 2 }", "status", rows=[(1, None), (2, "gone")]),
    **reads("enum status: { draft: 0, published: 1 }", "status", rows=[(1, "published")]),
    **reads("enum kind: { goods: 'goods' }", "kind", rows=[("goods", "goods"), ("gift", None)]),
    # enum-duplicate-value
    **reads("enum status: { live: 1, published: 1 }", "status", rows=[(1, "live")]),
    # enum-column-type-mismatch, enum-storage-changed
    **reads("enum kind: %i[draft live]", "kind", rows=[("0", None), ("1", None), ("live", None)]),
    **reads("enum kind: { draft: 0, live: 1 }", "kind", rows=[("1", None)]),
    **reads("enum status: { draft: 'draft', live: 'live' }", "status", rows=[(0, None), (1, None)]),
    **reads("enum flag: { no: 0, yes: 1 }", "flag", rows=[(True, None), (False, None)]),
}

ENUM = "enum status: { draft: 0, live: 1 }"
DUPLICATE = "enum status: { live: 1, published: 1 }"
NEGATIVE_LAST = "enum status: { live: 0, not_live: 1 }"
NEGATIVE_FIRST = "enum status: { not_live: 0, live: 1 }"
PREFIXED = "enum status: { draft: 0, live: 1 }, _prefix: true"

BEHAVIOUR = {
    "the second label of a value is stored and read as the first": Probe(
        DUPLICATE, "thing.create!(status: :published).reload.status", "live"
    ),
    "a label on a column of another kind reads nil after it was saved": Probe(
        "enum kind: { draft: 0, live: 1 }", "thing.create!(kind: :live).reload.kind", None
    ),
    "a text on a column of numbers reads nil after it was saved": Probe(
        "enum status: { a: 'a', b: 'b' }", "thing.create!(status: :b).reload.status", None
    ),
    "a number on a boolean column reads nil after it was saved": Probe(
        "enum flag: { no: 0, yes: 1 }", "thing.create!(flag: :yes).reload.flag", None
    ),
    "a label without a column is not stored": Probe(
        "enum place: { here: 0, there: 1 }",
        "thing.find(thing.create!(place: :there).id).place",
        None,
    ),
    "the scope of a label without a column fails": Probe(
        "enum place: { here: 0, there: 1 }",
        "thing.there.to_a",
        {"raises": "ActiveRecord::StatementInvalid"},
    ),
    "a label of an ignored column is not stored": Probe(
        f"self.ignored_columns = ['status']\n{ENUM}",
        "Untyped.find(thing.create!(status: :live).id).status",
        0,
    ),
    "a default of the column that no label has reads nil": Probe(
        "enum status: { draft: 1, live: 2 }", "[thing.new.status, thing.create!.status]", [None] * 2
    ),
    "a default of the model outweighs that of the column": Probe(
        "enum status: { draft: 0, live: 1 }, _default: :live", "thing.new.status", "live"
    ),
    "rows that do not come from the model have the default of the column": Probe(
        "enum status: { draft: 0, live: 1 }, _default: :live",
        "thing.connection.execute(\"INSERT INTO things (kind) VALUES ('x')\"); thing.last.status",
        "draft",
    ),
    "an unknown default of the model, read": Probe(
        f"{ENUM}, _default: :darft", "thing.new.status", REFUSED
    ),
    "an unknown default of the model, saved": Probe(
        f"{ENUM}, _default: :darft", "thing.create!", REFUSED
    ),
    "a label twice in an array": Probe("enum status: %i[a b a]", "true", REFUSED),
    "a label as a symbol and as a string": Probe('enum status: { a: 0, "a" => 1 }', "1", REFUSED),
    "a label twice in a hash": Probe(
        "enum status: { a: 0, a: 1 }", "[thing.statuses, thing.first.status]", [{"a": 1}, None]
    ),
    "a label in two enums": Probe(f"{ENUM}\nenum small: {{ live: 0 }}", "true", REFUSED),
    "a label in two enums, one with a prefix": Probe(
        f"{ENUM}\nenum small: {{ live: 0 }}, _prefix: true", "thing.small_live.count", 0
    ),
    "a label that is a class method": Probe("enum status: %i[private]", "true", REFUSED),
    "a label that is an instance method": Probe("enum status: %i[valid]", "true", REFUSED),
    "such a label with a prefix": Probe("enum status: %i[new], _prefix: true", "true", True),
    "of `not_live` and the negation of `live`, the later label wins": Probe(
        NEGATIVE_LAST, "thing.not_live.where_clause.to_h", {"status": 1}
    ),
    "and so does the negation if `live` comes later": Probe(
        NEGATIVE_FIRST, "thing.not_live.to_sql.include?('!= 1')", True
    ),
    "of two enums, the later one wins": Probe(
        f"{ENUM}\nenum small: {{ not_live: 0 }}", "thing.not_live.where_clause.to_h", {"small": 0}
    ),
    "a prefix renames every method": Probe(
        PREFIXED, "%w[draft? draft!].map { |name| thing.new.respond_to?(name) }", [False, False]
    ),
    "old names can stand beside those with the prefix": Probe(
        f"{PREFIXED}\nscope :draft, -> {{ status_draft }}\nalias_method :draft?, :status_draft?",
        "[thing.draft.count, thing.first.draft?]",
        [1, True],
    ),
    "an option that becomes a label": Probe(
        "enum status: { draft: 0, prefix: true }", "thing.new.respond_to?(:prefix?)", True
    ),
    "an inclusion of symbols refuses every label": Probe(
        f"{ENUM}\nvalidates :status, inclusion: {{ in: %i[draft live] }}",
        "thing.statuses.keys.map { |label| thing.new(status: label).valid? }",
        [False, False],
    ),
    "an inclusion of stored values refuses every label": Probe(
        f"{ENUM}\nvalidates :status, inclusion: {{ in: 0..1 }}",
        "thing.new(status: :draft).valid?",
        False,
    ),
    "an inclusion refuses the labels that it leaves out": Probe(
        f"{ENUM}\nvalidates :status, inclusion: {{ in: %w[draft] }}",
        "thing.statuses.keys.map { |label| thing.new(status: label).valid? }",
        [True, False],
    ),
    "an inclusion can take its list from the enum": Probe(
        f"{ENUM}\nvalidates :status, inclusion: {{ in: statuses.keys }}",
        "thing.new(status: :live).valid?",
        True,
    ),
    "an enum can take its labels from another class": Probe(
        "enum status: { draft: 0, live: 1 }",
        "model('').tap { |other| other.enum(status: thing.statuses) }.first.status",
        "draft",
    ),
}

PROBES = {**ROWS, **BEHAVIOUR}


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    probes = {
        name: {"class": probe.body, "answer": probe.answer, "row": probe.row}
        for name, probe in PROBES.items()
    }
    done = subprocess.run(
        ["ruby", "-W0", str(SCRIPT)],
        input=json.dumps({"probes": probes}),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", PROBES)
def test_rails_does_what_the_rules_say(name: str, answers: Mapping[str, Any]) -> None:
    assert answers[name] == PROBES[name].expected
