"""Where code still uses the labels that an enum has lost, by the text of its files.

Text, not syntax: labels are used in views, factories and translations as much as in Ruby. So each
use has a grade, and a word that may as well mean something else is no use.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from wishare_lint.rails.enums.change import EnumChange
from wishare_lint.rails.enums.enum import RailsEnum
from wishare_lint.rails.enums.label_text import (
    Mention,
    answers_request,
    mentions,
    method_calls,
    traits,
)
from wishare_lint.rails.enums.locales import translations
from wishare_lint.rails.models.model_names import ModelNames, openers
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.ruby.source import Place, SourceFile

_YAML = (".yml", ".yaml")
_COMMENT = re.compile(r"\s*(?:#(?!\{)|<%#|-#|//|/ )")
_DEFINED = r"\bdef (?:self\.)?(?:{0})\b|\b(?:scope|trait|delegate|attribute)[ (]:(?:{0})\b"

_COMMON = frozenset(
    {
        *("accepted", "active", "alive", "all", "any", "blank", "cancelled", "canceled"),
        *("closed", "completed", "confirmed", "created", "default", "deleted", "disabled"),
        *("done", "draft", "empty", "enabled", "error", "errored", "expired", "failed"),
        *("file", "finished", "frozen", "future", "hidden", "inactive", "invalid", "key"),
        *("loaded", "locked", "new", "none", "ok", "one", "open", "other", "past"),
        *("pending", "present", "private", "processed", "processing", "public"),
        *("published", "queued", "ready", "rejected", "running", "scheduled", "sent"),
        *("started", "success", "successful", "today", "unknown", "valid", "visible"),
        *("waiting"),
    }
)
"""Labels that objects of every kind have: a method of that name says nothing about its receiver."""


@dataclass(frozen=True)
class LabelUse:
    """A line that uses a lost label.

    `kind` is that of a Mention, or `translation` for an I18n key. `certain`: it is asked of the
    class itself; else nothing else in the app is known to have the name.
    """

    label: str
    kind: str
    certain: bool
    place: Place

    @property
    def in_tests(self) -> bool:
        return re.search(r"(?:^|/)(?:spec|test|features)/", self.place.source.path) is not None


def lost_labels(change: EnumChange) -> tuple[str, ...]:
    """The labels of the base that the enum has under this name no longer."""
    after = change.after.labels if change.after else {}
    removed = [one.label for one in change.of_kind("label_removed")]
    renamed = [str(one.was) for one in change.of_kind("label_renamed")]
    return tuple(label for label in dict.fromkeys((*removed, *renamed)) if label not in after)


def label_uses(
    change: EnumChange, sources: Sequence[SourceFile], models: Models, schema: Schema
) -> tuple[LabelUse, ...]:
    """The uses of all lost labels, in the order of the files; one for each line and label."""
    names = ModelNames.of(change, models, schema)
    found = [
        use
        for label in lost_labels(change)
        for use in _Search(change, label, sources, models, schema, names).uses()
    ]
    return tuple(sorted(found, key=lambda use: (use.place.source.path, use.place.start)))


class _Search:
    """The search for one label."""

    def __init__(
        self,
        change: EnumChange,
        label: str,
        sources: Iterable[SourceFile],
        models: Models,
        schema: Schema,
        names: ModelNames,
    ) -> None:
        enum = self._enum = change.before
        self._label = label
        self._is_stored = change.after is not None and label in change.after.stored
        word = label.encode()
        spelled = {name.encode() for name in (*enum.method_names(label), label)}
        self._sources = [s for s in sources if any(one in s.data for one in (word, *spelled))]
        self._models = models
        self._schema = schema
        self._names = names
        self._plural = models.inflector.pluralize(enum.attribute)
        self._word = re.compile("|".join(re.escape(name.decode()) for name in spelled))

    def uses(self) -> Iterator[LabelUse]:
        for source in self._sources:
            if source.path.endswith(_YAML):
                yield from self._in_yaml(source)
            elif self._word.search(source.text):
                yield from self._in_code(source)

    # Names

    @cached_property
    def _methods(self) -> tuple[str, ...]:
        """The methods that are gone: those that the class does not define itself."""
        return tuple(
            name
            for name in self._enum.method_names(self._label)
            if not self._names.methods.intersection((name, f"{name}?", f"{name}!"))
        )

    @cached_property
    def _is_distinctive(self) -> bool:
        """Whether nothing else in the app is known to have the label, or a method of its name."""
        names = {self._label, *self._enum.method_names(self._label)}
        others = (e for e in self._models.enums.values() if e.name != self._enum.name)
        if names & _COMMON or len(self._label) < _SHORT:
            return False
        if any(names.intersection(enum.method_names(x)) for enum in others for x in enum.labels):
            return False
        if any(names.intersection(table.columns) for table in self._schema.tables.values()):
            return False
        defined = re.compile(_DEFINED.format("|".join(map(re.escape, names))))
        return not any(defined.search(source.text) for source in self._sources)

    @cached_property
    def _has_trait(self) -> bool:
        """Whether a factory defines the trait itself."""
        trait = re.compile(rf"\btrait[ (]:?[\"']?{re.escape(self._label)}\b")
        return any(trait.search(source.text) for source in self._sources)

    # Ruby and views

    def _in_code(self, source: SourceFile) -> Iterator[LabelUse]:
        lines = source.text.split("\n")
        offset = 0
        for number, line in enumerate(lines):
            if self._word.search(line) and not _COMMENT.match(line):
                use = self._in_line(source, lines, number, offset)
                if use is not None:
                    yield use
            offset += len(line.encode()) + 1

    def _in_line(
        self, source: SourceFile, lines: Sequence[str], number: int, offset: int
    ) -> LabelUse | None:
        """The use in a line; of several, one that is certain."""
        line = lines[number]
        uses = []
        for mention in self._mentions(line):
            certain = self._certain(mention, source.path, lines, number)
            if certain is not None:
                start = offset + len(line[: mention.start].encode())
                end = offset + len(line[: mention.end].encode())
                place = Place(source, start, end)
                uses.append(LabelUse(self._label, mention.kind, certain, place))
        return max(uses, key=lambda use: use.certain, default=None)

    def _mentions(self, line: str) -> Iterator[Mention]:
        yield from mentions(line, self._enum.attribute, self._plural, self._label)
        by_rails = isinstance(self._enum, RailsEnum)  # a machine's bang methods are its events
        calls = method_calls(line, self._methods)
        yield from (call for call in calls if by_rails or not line[: call.end].endswith("!"))
        if not self._has_trait:
            yield from traits(line, self._names.singular, self._label)

    def _certain(
        self, mention: Mention, path: str, lines: Sequence[str], number: int
    ) -> bool | None:
        """Whether the mention surely means the label; None if it does not seem to."""
        owner = self._names.owner(mention.receiver)
        if mention.kind in ("assigned", "condition") and self._is_stored:
            return None  # a stored value is as good as its label
        if mention.kind == "assigned" and self._is_response(lines, number):
            return None
        if mention.kind == "trait":
            return True
        if mention.kind == "scope":
            chained = mention.receiver == ")" and self._names.is_named(lines[number], mention.start)
            return True if self._names.has_scopes(mention.receiver) or chained else None
        if owner is not None:
            return True if owner else None
        if mention.kind == "method":
            return self._certain_method(mention, path, lines, number)
        inside = self._names.inside(path, lines, number, mention.start)
        if inside is not None:
            return True if inside else None
        return False if self._is_distinctive else None

    def _is_response(self, lines: Sequence[str], number: int) -> bool:
        around = islice(openers(lines, number), 1)
        return self._enum.attribute == "status" and answers_request((lines[number], *around))

    def _certain_method(
        self, mention: Mention, path: str, lines: Sequence[str], number: int
    ) -> bool | None:
        if mention.receiver in ("", "self") and path in self._names.paths:
            return True
        if mention.receiver in ("&", ")") and self._names.is_named(lines[number], mention.start):
            return True
        if mention.receiver in ("", "self") or not self._is_distinctive:
            return None
        return False if self._names.inside(path, lines, number, mention.start) else None

    # YAML

    def _in_yaml(self, source: SourceFile) -> Iterator[LabelUse]:
        for keys, place in translations(source, self._label):
            if not {self._enum.attribute, self._plural}.intersection(keys):
                continue
            owner = self._names.owner_in(keys)
            if owner or (owner is None and self._is_distinctive):
                yield LabelUse(self._label, "translation", bool(owner), place)


_SHORT = 4
"""A label with fewer letters is found in too many words to tell anything."""
