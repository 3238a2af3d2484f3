"""`validates :status, inclusion: { in: … }`: the values that a model lets through.

Source: ActiveModel::Validations::ClassMethods#validates, ActiveModel::Validations::Clusivity.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Range, Unknown, Value

_CONDITIONS = frozenset({"if", "unless", "on"})


@dataclass(frozen=True)
class Inclusion:
    """A list that an attribute is held to, without any condition; Unknown where it is computed."""

    attribute: str
    admitted: tuple[Value, ...] | Unknown
    place: Place


def read_inclusions(call: Invocation) -> Iterator[Inclusion]:
    """The inclusions that a call of `validates` or `validates_inclusion_of` asks for."""
    plain = call.method == "validates_inclusion_of"
    rule = dict(call.keywords) if plain else call.keywords.get("inclusion")
    if rule is None or _CONDITIONS & {str(key) for key in call.keywords}:
        return
    if isinstance(rule, dict) and _CONDITIONS & {str(key) for key in rule}:
        return
    admitted = rule.get("in", rule.get("within")) if isinstance(rule, dict) else rule
    for attribute in call.positional:
        if isinstance(attribute, str):
            yield Inclusion(str(attribute), _listed(admitted), call.place)


def _listed(admitted: Value) -> tuple[Value, ...] | Unknown:
    items = admitted.items() if isinstance(admitted, Range) else admitted
    if isinstance(items, tuple) and not any(isinstance(item, Unknown) for item in items):
        return items
    return Unknown(str(admitted))
