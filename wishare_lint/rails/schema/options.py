"""The options of a Rails command, which may hold an unknown `**splat`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wishare_lint.ruby.values import ConstantReference, Unknown, Value

_EMPTY: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True)
class Options:
    """Options by name. `rest` is a `**splat` that could not be read: it may hold anything."""

    values: Mapping[str, Value] = field(default_factory=lambda: _EMPTY)
    rest: Unknown | None = None

    @classmethod
    def of(cls, keywords: Mapping[Value, Value]) -> "Options":
        """From the keywords of a call; unknown keys count as an unknown splat."""
        values = {str(key): value for key, value in keywords.items() if isinstance(key, str)}
        rest = values.pop("**", None)
        unreadable = any(not isinstance(key, str) for key in keywords)
        return cls(values, Unknown("**") if rest is not None or unreadable else None)

    @property
    def is_known(self) -> bool:
        """Whether all options are known, and the value of each."""
        unknown = (Unknown, ConstantReference)
        return self.rest is None and not any(isinstance(v, unknown) for v in self.values.values())

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, default: Value = None) -> Value:
        """The option's value; `Unknown` if it is not given but may be in the unknown splat."""
        if name in self.values:
            return self.values[name]
        return default if self.rest is None else self.rest

    def text(self, name: str) -> str | None:
        """The option as text, or None when it is not given or not known."""
        value = self.get(name)
        return str(value) if isinstance(value, str) else None

    def truthy(self, name: str) -> bool:
        """Whether the option is surely given and true."""
        value = self.get(name)
        return value is not None and value is not False and not isinstance(value, Unknown)

    def only(self, names: Iterable[str]) -> "Options":
        return Options({n: self.values[n] for n in names if n in self.values}, self.rest)

    def without(self, *names: str) -> "Options":
        kept = {name: value for name, value in self.values.items() if name not in names}
        return Options(kept, self.rest)

    def merged(self, **values: Value) -> "Options":
        return Options({**self.values, **values}, self.rest)
