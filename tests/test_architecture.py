"""The border lines of the project: who imports whom, how long a module is, what it is called."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.conftest import ROOT

LEFT_TO_RIGHT = (
    # words and patterns
    ("spelling", "prose", "globs"),
    # source → syntax → Rails facts
    ("ruby",),
    ("rails",),
    # trees, and the app in them
    ("tree", "git_program", "history", "git", "layout", "app_files", "databases", "project"),
    # the change set
    ("finding", "fingerprint", "baseline"),
    (
        "file_facts",
        "library",
        "application",
        "side",
        "sides",
        "enum_history",
        "schemas",
        "chosen",
        "changeset",
    ),
    # rules, and which of them run
    ("rule_names", "config", "rule", "packs", "directives", "suppression"),
    # a run
    ("comparison", "selection", "coverage", "scope", "upkeep", "check", "testing"),
    # the report
    ("output",),
    # the doors
    ("inspection", "terminal", "lsp", "commands", "cli", "__main__"),
)
"""Modules and packages by their step on the data path: each knows its own step and those above."""

STEP = {name: step for step, names in enumerate(LEFT_TO_RIGHT) for name in names}

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
LONGEST_MODULE, LONGEST_RULE = 250, 100

MODULES = sorted((ROOT / "wishare_lint").rglob("*.py"))
RULES = sorted((ROOT / "rules").rglob("*.py"))
OFFERED_TO_RULES = ROOT / "wishare_lint/__init__.py"


def imports(path: Path) -> Iterator[str]:
    """The full names of all that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def own_imports(path: Path) -> set[str]:
    """The modules and packages directly below `wishare_lint` that a file imports."""
    names = (name.split(".") for name in imports(path))
    return {parts[1] for parts in names if parts[0] == "wishare_lint" and len(parts) > 1}


def place(path: Path) -> str:
    """The module or package directly below `wishare_lint` that a file belongs to."""
    return path.relative_to(ROOT / "wishare_lint").parts[0].removesuffix(".py")


def of(*places: str) -> list[Path]:
    return [path for path in MODULES if place(path) in places]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def named(paths: Iterable[Path]) -> str:
    """A line for each file, for the message of a failure."""
    return "\n".join(path.relative_to(ROOT).as_posix() for path in paths)


def test_every_module_has_a_place_on_the_data_path() -> None:
    assert {place(path) for path in MODULES} - {"__init__"} == STEP.keys()


def test_a_module_imports_only_from_its_left() -> None:
    to_the_right = [
        f"{named([path])} imports {name}"
        for path in of(*STEP)
        for name in sorted(own_imports(path))
        if STEP.get(name, len(LEFT_TO_RIGHT)) > STEP[place(path)]
    ]
    assert not to_the_right, "\n".join(to_the_right)


def test_only_ruby_knows_the_parser() -> None:
    others = [path for path in MODULES if place(path) != "ruby"]
    knowing = [path for path in others if any("tree_sitter" in name for name in imports(path))]
    assert not knowing, named(knowing)


def test_output_knows_only_the_report_and_places_in_source() -> None:
    for path in of("output"):
        assert own_imports(path) <= {"output", "finding", "ruby"}, path
        of_ruby = {name for name in imports(path) if name.startswith("wishare_lint.ruby.")}
        assert {name.split(".")[2] for name in of_ruby} <= {"source"}, path


def test_rules_import_only_what_is_offered_to_them() -> None:
    offered = {f"wishare_lint.{name.rpartition('.')[2]}" for name in imports(OFFERED_TO_RULES)}
    secret = [
        f"{named([path])} imports {name}"
        for path in RULES
        for name in imports(path)
        if name.split(".")[0] == "wishare_lint" and name not in offered
    ]
    assert not secret, "\n".join(secret)


def test_modules_stay_short() -> None:
    long = [path for path in MODULES if lines(path) > LONGEST_MODULE]
    assert not long, named(long)


def test_rules_stay_short() -> None:
    long = [path for path in RULES if lines(path) > LONGEST_RULE]
    assert not long, named(long)


def test_every_module_begins_with_a_sentence_about_itself() -> None:
    silent = []
    for path in (*MODULES, *RULES):
        text = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        if not text.split("\n\n")[0].rstrip('`"').endswith((".", "?")):
            silent.append(path)
    assert not silent, named(silent)


def test_every_name_says_something() -> None:
    parts = {part.removesuffix(".py") for path in (*MODULES, *RULES) for part in path.parts}
    assert parts & FORBIDDEN_NAMES == set()
