"""What Rails and each gem call a label, and what they do with rows whose label is gone.

Sources: ActiveRecord::Enum; Enumerize::ActiveRecordSupport::Type; AASM::InstanceBase and
AASM::Persistence::ActiveRecordPersistence (validation of the state); StateMachines::StateCollection
and the validation of StateMachines::Integrations::ActiveModel; Statesman::Machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wishare_lint import Enum


@dataclass(frozen=True)
class Words:
    """`label` is one label, `mapping` the whole. The others say what happens: `lost` to rows whose
    label is gone, `unread` how code treats values that it has no label for (in braces), `assigned`
    when code writes a lost label, with one and with several uses, `told` when it says an old name.
    """

    label: str
    mapping: str
    lost: str
    unread: str
    assigned: tuple[str, str]
    told: str


_REFUSED = ("value cannot be saved", "values cannot be saved")

_RAILS = Words(
    label="label",
    mapping="enum",
    lost="read as nil",
    unread="reads {} as nil",
    assigned=("value raises ArgumentError", "values raise ArgumentError"),
    told="methods and scopes raise NoMethodError, and assigning raises ArgumentError",
)
_GEMS: Mapping[str, Words] = {
    "enumerize": Words(
        label="value",
        mapping="enum",
        lost="read as nil",
        unread="reads {} as nil",
        assigned=_REFUSED,
        told="predicates raise NoMethodError, and what is assigned cannot be saved",
    ),
    "aasm": Words(
        label="state",
        mapping="state machine",
        lost="cannot be saved any more, and their events raise AASM::UndefinedState",
        unread="does not know {}, and raises AASM::UndefinedState",
        assigned=_REFUSED,
        told="predicates and scopes raise NoMethodError, and what is assigned cannot be saved",
    ),
    "state_machine": Words(
        label="state",
        mapping="state machine",
        lost="cannot be saved any more, and their events raise ArgumentError",
        unread="does not know {}, and raises ArgumentError",
        assigned=_REFUSED,
        told="predicates raise NoMethodError, and transitions to it raise",
    ),
    "statesman": Words(
        label="state",
        mapping="state machine",
        lost="leave their records without a way out: Statesman refuses each transition",
        unread="does not know {}, and refuses each transition",
        assigned=_REFUSED,
        told="transitions to it raise Statesman::TransitionFailedError",
    ),
}


def words(enum: Enum) -> Words:
    """The words for an enum, by the macro that declares it."""
    return _GEMS.get(enum.macro, _RAILS)
