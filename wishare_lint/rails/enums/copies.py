"""Copies of a model's enum that a migration has in a class of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.rails.enums.enum import Enum, same
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.models.models import Models
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True)
class EnumCopy:
    """An enum of a migration's own class, and the `original` in the model of the same table."""

    enum: Enum
    original: Enum
    class_name: str

    @property
    def key(self) -> tuple[str, str]:
        """Class and attribute of the original, as `Models.enums` has them."""
        return self.class_name, self.original.attribute

    def differences(self, deployed: Enum | None) -> Iterator[tuple[str, Value, Value]]:
        """The labels that both have, with the value here and in the model, where they differ.

        A copy of the mapping that is `deployed` is right: it is what the rows say.
        """
        old = deployed.labels if deployed else {}
        for label, here in self.enum.labels.items():
            if label not in self.original.labels:
                continue
            there = self.original.labels[label]
            if isinstance(here, Unknown) or isinstance(there, Unknown) or same(here, there):
                continue
            if label not in old or not same(here, old[label]):
                yield label, here, there


def enum_copies(migration: Migration, models: Models) -> Iterator[EnumCopy]:
    """The copies in a migration whose originals are known."""
    for name, stub in migration.models.items():
        table = stub.table or models.inflector.table_name(name)
        for enum in stub.enums:
            for model in models.of_table(table):
                original = models.enums.get((model.class_name, enum.attribute))
                if original is not None:
                    yield EnumCopy(enum, original, model.class_name)
                    break
