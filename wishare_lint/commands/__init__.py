"""The commands, a module each, imported only when that command runs or is described."""

COMMANDS = (
    "check",
    "inspect",
    "explain",
    "rules",
    "init",
    "baseline",
    "config",
    "completions",
    "lsp",
)
"""Their names, as help lists them; each is also the name of its module here."""
