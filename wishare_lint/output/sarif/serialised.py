"""sarif-om's objects as what JSON knows: names as in the schema, defaults left out."""

import attr
import sarif_om as om


def serialised(value: object) -> object:
    """The value as dictionaries, lists and scalars.

    `level` is always written: where a result has none, it takes that of its rule, not the default.
    """
    shape = type(value)
    if attr.has(shape):
        return {
            _name(value, field): serialised(getattr(value, field.name))
            for field in attr.fields(shape)
            if field.name == "level" or getattr(value, field.name) != _default(field)
        }
    if isinstance(value, dict):
        return {key: serialised(item) for key, item in value.items()}
    if isinstance(value, list):
        return [serialised(item) for item in value]
    return value


def _name(owner: object, field: "attr.Attribute[object]") -> str:
    """The property's name. sarif-om 1.0.4 follows a draft in which `status` was called `state`."""
    name: str = field.metadata["schema_property_name"]
    return "status" if isinstance(owner, om.Suppression) and name == "state" else name


def _default(field: "attr.Attribute[object]") -> object:
    factory = getattr(field.default, "factory", None)
    return factory() if factory else field.default
