"""The keys of `.wishare-lint.yml`, said once: files are checked against this table, and the JSON
Schema that editors use is made from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wishare_lint.config import DATABASES, FAIL_ON, PROFILES
from wishare_lint.config.kinds import (
    TEXT,
    TRUTH,
    VERSION,
    WHOLE,
    Key,
    ListOf,
    OneOrMore,
    Problems,
    RuleName,
    Schema,
    Section,
    Shorthand,
    entries,
    one_of,
)
from wishare_lint.config.strict_yaml import Node
from wishare_lint.finding import Severity
from wishare_lint.rule_names import RuleNames

_SEVERITIES = tuple(severity.value for severity in Severity)
_PATHS = ListOf(TEXT)
_MIGRATIONS = Section(
    {
        "paths": Key(_PATHS, "Folders of migrations."),
        "start_after": Key(WHOLE, "Migrations up to this version are not checked."),
    }
)
_MODELS = Section({"paths": Key(_PATHS, "Folders of models.")})
_TREATMENT = Shorthand(
    {"off": {"enabled": False}, **{severity: {"severity": severity} for severity in _SEVERITIES}},
    Section(
        {
            "enabled": Key(TRUTH, "Whether the rule runs, whatever the profile."),
            "severity": Key(one_of(*_SEVERITIES), "How bad its findings are; switches it on."),
            "exclude": Key(_PATHS, "Path patterns on which the rule says nothing."),
        }
    ),
)


def document(names: RuleNames) -> Section:
    """The whole file, for a set of known rules."""
    rules = ListOf(RuleName(names))
    return Section(
        {
            "version": Key(VERSION, "The version of wishare-lint that this file is written for."),
            "inherit_from": Key(
                OneOrMore(TEXT),
                "Files of this repository to start from, relative to this file; later ones win.",
            ),
            "profile": Key(one_of(*PROFILES), "Which rules run, unless `rules` says otherwise."),
            "database": Key(one_of(*DATABASES), "The database that production runs on."),
            "database_version": Key(VERSION, "The version of that database."),
            "rails_version": Key(VERSION, "The version of Rails that the app runs on."),
            "baseline": Key(TEXT, "The file of accepted findings, relative to this file."),
            "exclude": Key(_PATHS, "Path patterns that are not checked at all."),
            "migrations": Key(_MIGRATIONS, "Where migrations are, and which are checked."),
            "models": Key(_MODELS, "Where models are."),
            "rules": Key(_Rules(names), "Rules by id or alias, and how each is treated."),
            "select": Key(rules, "Run only these rules."),
            "ignore": Key(rules, "Do not run these rules."),
            "fail_on": Key(one_of(*FAIL_ON), "The least severity that fails the run."),
        }
    )


@dataclass(frozen=True)
class _Rules:
    """The treatment by rule id. What is said of an id outweighs what is said of its aliases."""

    names: RuleNames

    def read(self, node: Node, name: str, problems: Problems) -> Mapping[str, Any]:
        treatments: dict[str, Mapping[str, Any]] = {}
        written = entries(node, name, problems)
        for key in sorted(written, key=lambda key: key in self.names.ids):
            rules = self.names.named(key)
            if not rules:
                problems.append((written[key].line, self.names.unknown(key)))
            treatment = _TREATMENT.read(written[key], f"{name}.{key}", problems)
            switch = {"enabled": True} if "severity" in treatment else {}
            for rule in rules:
                treatments[rule] = {**treatments.get(rule, {}), **switch, **treatment}
        return treatments

    def schema(self) -> Schema:
        rule = {"$ref": "#/definitions/rule"}
        return {
            "type": ["object", "null"],
            "properties": dict.fromkeys(self.names.all, rule),
            "additionalProperties": False,
        }


def json_schema(names: RuleNames) -> Schema:
    """The JSON Schema, draft 7, of the file."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Configuration of wishare-lint",
        **document(names).schema(),
        "definitions": {"rule": _TREATMENT.schema()},
    }
