"""By which words code speaks of a class, and of the other classes that have the same attribute."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from wishare_lint.rails.enums.change import EnumChange
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.schema.schema import Schema

_WORD = re.compile(r"\w+")
_FACTORY = re.compile(
    r"\b(?:create|build|build_stubbed|attributes_for)(?:_list|_pair)?[ (]+:(\w+)[^()]*\Z"
)
"""A call of FactoryBot that is still open; it says which model gets the attributes."""


@dataclass(frozen=True)
class ModelNames:
    """`own` are the words for the classes that have an enum: `Order`, `order`, `orders`.

    `singular` are those for one row; `paths` are their files, `methods` what they define. `others`
    are the words for all other models, `rivals` for those that have an attribute of the same name.
    """

    own: frozenset[str]
    singular: tuple[str, ...]
    paths: frozenset[str]
    methods: frozenset[str]
    others: frozenset[str]
    rivals: frozenset[str]

    @classmethod
    def of(cls, change: EnumChange, models: Models, schema: Schema) -> "ModelNames":
        attribute = change.before.attribute
        readers = [reader.class_name for reader in change.readers]
        tables = {reader.table for reader in change.readers}
        mine = {name for table in tables for name in (m.class_name for m in models.of_table(table))}
        mine |= {*readers, change.before.class_name}
        classes = [model for name, model in models.by_class.items() if name in mine]
        strangers = [m for name, m in models.by_class.items() if name not in mine]
        rivals = [
            model.class_name
            for model in strangers
            if (model.class_name, attribute) in models.enums
            or (not model.is_module and schema.column(models.table(model), attribute))
        ]
        own = _words(mine, models.inflector)
        return cls(
            own=own,
            singular=tuple(_singular(name, models.inflector) for name in sorted(mine)),
            paths=frozenset({change.before.place.source.path, *(m.path for m in classes)}),
            methods=frozenset(method for model in classes for method in model.methods)
            | _enum_methods(mine, models),
            others=_words((m.class_name for m in strangers), models.inflector) - own,
            rivals=_words(rivals, models.inflector) - own,
        )

    def owner(self, word: str) -> bool | None:
        """Whether a word names one of the classes; None where it names no model at all."""
        if self._is_own(word):
            return True
        return False if word in self.others else None

    def _is_own(self, word: str) -> bool:
        """Whether it is one of the words, or one with something before it: `current_order`."""
        if word in self.own:
            return True
        return word not in self.others and any(word.endswith(f"_{own}") for own in self.own)

    def has_scopes(self, word: str) -> bool:
        """Whether a word stands for the class or for several rows."""
        return self._is_own(word) and word not in self.singular

    def owner_in(self, words: Iterable[str]) -> bool | None:
        """Whether the words name one of the classes; None where they name no model."""
        owners = [self.owner(word) for word in words]
        return True if True in owners else (False if False in owners else None)

    def is_named(self, line: str, before: int) -> bool:
        """Whether the last model that a line names up to a column is one of the classes."""
        return self._last(_WORD.findall(line[:before]), self.others) is True

    def inside(self, path: str, lines: Sequence[str], number: int, column: int) -> bool | None:
        """Whether a line speaks of one of the classes; None where that cannot be told.

        The factory tells that the line calls, else the nearest line that names a model with the
        attribute: the line itself, then those around it, which are indented less; in the end the
        name of the file.
        """
        line = lines[number]
        made = _FACTORY.search(line[:column])
        if made is not None and self.owner(made[1]) is not None:
            return self.owner(made[1])
        words = [_WORD.findall(line[:column]), _WORD.findall(line[column:])[::-1]]
        for part in (*words, *map(_WORD.findall, openers(lines, number))):
            owner = self._last(part, self.rivals)
            if owner is not None:
                return owner
        return self._is_about(path)

    def _last(self, words: Sequence[str], rivals: frozenset[str]) -> bool | None:
        for word in reversed(words):
            if self._is_own(word):
                return True
            if word in rivals:
                return False
        return None

    def _is_about(self, path: str) -> bool | None:
        """What the file's name says, or its folder's: `orders_controller.rb`, `orders/show.erb`."""
        stem = PurePosixPath(path).name.partition(".")[0]
        folder = PurePosixPath(path).parent.name
        for name in (stem, stem.rpartition("_")[0], folder):
            if name in self.own:
                return True
            if name in self.others:
                return False
        return None


def _enum_methods(classes: Collection[str], models: Models) -> frozenset[str]:
    """The names that the labels of all enums of the classes give to methods."""
    return frozenset(
        name
        for (class_name, _), enum in models.enums.items()
        if class_name in classes
        for label in enum.labels
        for name in enum.method_names(label)
    )


def openers(lines: Sequence[str], number: int) -> Iterator[str]:
    """The lines around a line, from inside out, told by their indentation."""
    depth = _depth(lines[number])
    for line in reversed(lines[:number]):
        if line.strip() and _depth(line) < depth:
            depth = _depth(line)
            yield line
        if depth == 0:
            return


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _words(classes: Iterable[str], inflector: Inflector) -> frozenset[str]:
    found: set[str] = set()
    for name in classes:
        singular = _singular(name, inflector)
        whole = inflector.underscore(name).replace("/", "_")
        found |= {name.rpartition("::")[2], singular, inflector.pluralize(singular)}
        found |= {whole, inflector.pluralize(whole)}
    return frozenset(found)


def _singular(class_name: str, inflector: Inflector) -> str:
    return inflector.underscore(class_name.rpartition("::")[2])
