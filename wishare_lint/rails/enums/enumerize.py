"""A call of the gem enumerize, read as the mapping of a column.

Source: Enumerize::Attribute, ::Value, ::Predicates. A value without one of its own is stored as its
text.
"""

from dataclasses import replace

from wishare_lint.rails.enums.call import mapping
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.interpreter import Interpreter, Invocation
from wishare_lint.ruby.values import Unknown, Value


def read_enumerize(call: Invocation, _around: Interpreter, enum: Enum) -> Enum:
    """`enumerize :status, in: %i[a b]`, `in: { a: 1, b: 2 }`; `enum` tells class and place.

    With `multiple: true` a row holds a list of values: that is no mapping of the column.
    """
    several = call.keywords.get("multiple")
    given = Unknown("multiple: true") if several else _named(call.keywords.get("in"))
    mapped, form = mapping(given)
    return replace(enum, mapped=mapped, form=form, options=Options(_options(call)))


def _named(given: Value) -> Value:
    """The values as a hash: of `[:a, [:b, 2]]` that is `{ a: "a", b: 2 }`."""
    if not isinstance(given, tuple):
        return given
    named: dict[Value, Value] = {}
    for item in given:
        match item:
            case str():
                named[item] = item
            case (str(label), value):
                named[label] = value
            case _:
                return Unknown(str(given))
    return named


def _options(call: Invocation) -> dict[str, Value]:
    """What it defines, in the words of `enum`: predicates if asked for, and no scope of a label."""
    asked = call.keywords.get("predicates")
    prefix = asked.get("prefix") if isinstance(asked, dict) else None
    default = call.keywords.get("default")
    return {
        "scopes": False,
        **({} if asked else {"instance_methods": False}),
        **({} if prefix is None else {"prefix": prefix}),
        **({} if default is None else {"default": default}),
    }
