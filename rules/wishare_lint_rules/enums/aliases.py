"""Methods that keep their old names beside the new ones."""

from collections.abc import Mapping

from wishare_lint import symbol


def aliases(renamed: Mapping[str, str]) -> str:
    """Old names of scopes, predicates and bang methods that do what the new ones do."""
    return "\n".join(
        f"alias_method {symbol(old)}, {symbol(new)}"
        if old.endswith(("?", "!"))
        else f"scope {symbol(old)}, -> {{ {new} }}"
        for old, new in renamed.items()
    )
