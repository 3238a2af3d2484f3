"""The way out of each change of an enum, as code to paste."""

import re
from collections.abc import Sequence

from wishare_lint import (
    Enum,
    EnumChange,
    LabelChange,
    StaleLabel,
    enum_declaration,
    enum_hash,
    listed,
    symbol,
    to_source,
)
from wishare_lint_rules.enums.gem_words import words


def declared(enum: Enum) -> str:
    """The enum with its labels written out."""
    return enum_declaration(enum, tuple(enum.labels.items()))


def retire(change: EnumChange, removed: Sequence[LabelChange]) -> str:
    """The releases in which labels can go. Stored values mean the same in each of them."""
    attribute, mapping = change.before.attribute, words(change.before).mapping
    added = change.of_kind("label_added")
    heir = symbol(added[0].label) if len(added) == 1 else ":…"
    names = listed(one.label for one in removed)
    rows = [f"{_rows_of(change)}.where({attribute}: {to_source(one.value)})" for one in removed]
    return "\n".join(
        (
            enum_declaration(change.after or change.before, change.stable),
            "",
            f"# 1. release this, with code that no longer writes {names}",
            "# 2. rewrite the rows, in a data migration:",
            *(f"{row}.in_batches.update_all({attribute}: {heir})" for row in rows),
            f"# 3. take {names} out of the {mapping} when this is 0 in production:",
            *(f"{row}.count" for row in rows),
        )
    )


def _rows_of(change: EnumChange) -> str:
    """The class whose rows hold the values: with Statesman, that of the transitions, by the name
    that its generator gives it."""
    if change.before.macro != "statesman":
        return change.class_name
    return f"{change.class_name.removesuffix('StateMachine')}Transition"


def second_column(change: EnumChange, after: Enum) -> str:
    """A column beside the old one, for values of another kind."""
    column = f"{after.attribute}_{after.storage}"
    table = change.readers[0].table if change.readers else "…"
    return "\n".join(
        (
            "# 1. a second column, which the code fills beside the old one",
            f"add_column {symbol(table)}, {symbol(column)}, {symbol(after.storage)}",
            f"enum {symbol(column)}, {enum_hash(tuple(after.labels.items()))}, prefix: true",
            f"before_save {{ self.{column} = {after.attribute} }}",
            "# 2. fill it for the rows that are there, then read it",
            f"# 3. stop using `{after.attribute}`, ignore it, and drop it a release later",
        )
    )


def with_stored_values(stale: Sequence[StaleLabel]) -> str:
    """The operation with the stored values in place of the labels that are gone."""
    text = original = stale[0].operation.place.text
    known = [one for one in stale if one.was is not None]
    for one in known:
        label, value = re.escape(one.label), to_source(one.was)
        chosen = f".where({one.enum.attribute}: {value})"
        text = re.sub(rf""":{label}\b|"{label}"|'{label}'""", value, text)
        text = re.sub(rf"\.{label}\b(?![?!(])", chosen, text)
    if text != original:
        return text
    return "\n".join(f"# rows with `{one.label}` hold {to_source(one.was)}" for one in known)
