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
    # enum-value-reused
    **reads("enum status: { draft: 0, live: 1, archived: 2 }", "status", rows=[(2, "archived")]),
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

NO_METHOD = {"raises": "NoMethodError"}
REFUSED_BY_DATABASE = {"raises": "ActiveRecord::StatementInvalid"}
GONE = {"status": 7}
LIVE = {"status": 1}
TEXTS = "enum kind: { goods: 'goods', gift: 'gift' }"

LOST_LABELS = {
    # enum-label-removed, enum-label-renamed, enum-label-referenced, enum-prefix-changed
    "a row without a label is valid": Probe(ENUM, "thing.first.valid?", True, GONE),
    "and is saved as it is": Probe(
        ENUM, "thing.first.tap { |one| one.update!(kind: 'x') }; Untyped.first.status", 7, GONE
    ),
    "a lost label, assigned": Probe(ENUM, "thing.new.status = :gone", REFUSED),
    "a lost label, given to a new record": Probe(ENUM, "thing.new(status: 'gone')", REFUSED),
    "the scope of a lost label": Probe(ENUM, "thing.gone", NO_METHOD),
    "the predicate of a lost label": Probe(ENUM, "thing.new.gone?", NO_METHOD),
    "the bang method of a lost label": Probe(ENUM, "thing.first.gone!", NO_METHOD),
    "a lost label, looked up": Probe(ENUM, "thing.statuses[:gone]", None),
    "a comparison with a lost label": Probe(ENUM, "thing.first.status == 'gone'", False, GONE),
    # enum-data-migration-stale-label; from Rails 7.0 on, the condition is `IS NULL`
    "a lost label in a condition is compared as text": Probe(
        ENUM, "thing.where(status: :gone).to_sql.end_with?(%q(= 'gone'))", True
    ),
    "a lost label, written by update_all": Probe(ENUM, "thing.update_all(status: :gone)", REFUSED),
    "a lost label, assigned by update!": Probe(ENUM, "thing.first.update!(status: :gone)", REFUSED),
    # enum-label-added, seen from the old code
    "a label that is new to the code reads nil": Probe(ENUM, "thing.first.status", None, GONE),
    # enum-removed
    "without the enum, the row gives its number": Probe("", "thing.first.status", 1, LIVE),
    "without the enum, its scopes": Probe("", "thing.live", NO_METHOD),
    "without the enum, a label is written as 0, or as NULL": Probe(
        "", "['live', :live].map { |x| thing.create!(status: x).reload.status }", [0, None]
    ),
    # enum-null-column
    "no scope finds a row without a value": Probe(
        ENUM, "[thing.draft.count, thing.not_draft.count]", [0, 0], {"status": None}
    ),
    "nor does `where.not`": Probe(
        ENUM, "thing.where.not(status: :draft).count", 0, {"status": None}
    ),
}

LITERALS = {
    # enum-sql-literal-mismatch
    "a label in SQL finds no row": Probe(ENUM, "thing.where(%q(status = 'live')).count", 0, LIVE),
    "a label bound in SQL finds no row": Probe(
        ENUM, "[:live, 'live'].map { |x| thing.where('status = ?', x).count }", [0, 0], LIVE
    ),
    "a number in SQL finds its rows": Probe(ENUM, "thing.where('status = 1').count", 1, LIVE),
    "so does a number in a hash": Probe(ENUM, "thing.where(status: [1]).count", 1, LIVE),
    "a number without a label finds rows that read nil": Probe(
        ENUM, "thing.where(status: 7).map(&:status)", [None], GONE
    ),
    "a number without a label, written in SQL, reads nil": Probe(
        ENUM, "thing.update_all('status = 9'); thing.first.status", None
    ),
    "a label written in SQL is not stored as its number": Probe(
        ENUM, "thing.update_all(%q(status = 'live')); thing.live.count", 0
    ),
    "a number compared with texts finds no row": Probe(
        TEXTS, "thing.where('kind = 1').count", 0, {"kind": "gift"}
    ),
    "a text without a label, written in SQL, reads nil": Probe(
        TEXTS, "thing.update_all(%q(kind = 'gone')); thing.first.kind", None
    ),
    # enum-check-mismatch
    "a label that a check constraint does not admit": Probe(
        "enum level: { low: 0, high: 9 }", "thing.create!(level: :high)", REFUSED_BY_DATABASE
    ),
    "a condition that the constraint makes NULL is admitted": Probe(
        "enum level: { low: 0, high: 9 }", "thing.create!(level: nil).level", None
    ),
    # which rows a data migration takes
    "a range takes what lies in it": Probe(ENUM, "thing.where(status: 1..3).count", 1, LIVE),
    "`<>` leaves rows without a value alone": Probe(
        ENUM, "thing.where('status <> 1').count", 0, {"status": None}
    ),
    "`NOT IN` as well": Probe(ENUM, "thing.where('status NOT IN (0)').count", 0, {"status": None}),
    "`or` takes the rows of both": Probe(
        ENUM, "thing.where(status: 0).or(thing.where(status: 1)).count", 1, LIVE
    ),
    "`rewhere` takes the place of the condition before": Probe(
        ENUM, "thing.where(status: 0).rewhere(status: 1).count", 1, LIVE
    ),
}

PROBES = {**ROWS, **BEHAVIOUR, **LOST_LABELS, **LITERALS}


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
