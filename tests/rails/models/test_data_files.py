"""Mappings that the code loads from YAML and JSON files of the app."""

import pytest

from tests.change_sets import ORDER, change_set, enum_changes, order
from tests.memory_tree import MemoryTree
from wishare_lint.project import read_project
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.ruby.values import Unknown
from wishare_lint.side import Side

YAML, JSON = "config/states.yml", "config/states.json"
MAPPING = "draft: 0\nlive: 1\n"


def enum(code: str, files: dict[str, str]) -> Enum:
    """The enum of `Order` in an app with these files."""
    changes = change_set({}, {ORDER: order(code), **files})
    return changes.head.models.enums["Order", "status"]


@pytest.mark.parametrize(
    "code",
    [
        'enum :status, YAML.load_file(Rails.root.join("config/states.yml"))',
        'enum :status, YAML.load_file(Rails.root.join("config", "states.yml")).freeze',
        'enum :status, YAML.safe_load_file(Rails.root / "config/states.yml", aliases: true)',
        'enum :status, YAML.load_file("#{Rails.root}/config/states.yml")',
        'enum :status, YAML.load_file(Rails.root.to_s + "/config/states.yml")',
        'enum :status, YAML.load_file("config/states.yml")',
        'enum :status, YAML.load_file(File.join(Rails.root, "config", "states.yml"))',
        'enum :status, YAML.safe_load(File.read(Rails.root.join("config/states.yml")))',
        'enum :status, YAML.load(Rails.root.join("config/states.yml").read).symbolize_keys',
        'S = YAML.load_file(Rails.root.join("config/states.yml"))\nenum :status, S',
        "enum :status, ::Psych.load_file(Rails.root.join('config/states.yml'))",
    ],
)
def test_a_yaml_file_of_the_app_is_read(code: str) -> None:
    assert enum(code, {YAML: MAPPING}).labels == {"draft": 0, "live": 1}


def test_a_constant_of_another_file_may_load_it() -> None:
    states = 'module States\n  ALL = YAML.load_file(Rails.root.join("config/states.yml"))\nend\n'
    files = {YAML: MAPPING, "app/models/states.rb": states}
    assert enum("enum :status, States::ALL", files).labels == {"draft": 0, "live": 1}


@pytest.mark.parametrize(
    "code",
    [
        'enum :status, JSON.parse(File.read(Rails.root.join("config/states.json")))["order"]',
        'enum :status, JSON.parse(Rails.root.join("config/states.json").read).fetch("order")',
        'enum :status, JSON.load_file("config/states.json", symbolize_names: true)[:order]',
        'enum :status, JSON.load_file("config/states.json").dig("order")',
    ],
)
def test_a_json_file_of_the_app_is_read(code: str) -> None:
    assert enum(code, {JSON: '{"order": {"draft": 0}}'}).labels == {"draft": 0}


def test_config_for_gives_what_production_reads() -> None:
    text = "shared: {order: [draft, live], item: [a]}\nproduction: {item: [b]}\ntest: {item: []}\n"
    code = "enum :status, Rails.application.config_for(:states)[:{}]"
    assert enum(code.format("order"), {YAML: text}).labels == {"draft": 0, "live": 1}
    assert enum(code.format("item"), {YAML: text}).labels == {"b": 0}


def test_a_symbol_in_yaml_is_its_name() -> None:
    code = 'enum :status, YAML.load_file("config/states.yml")'
    assert enum(code, {YAML: ":draft: 0\n"}).labels == {"draft": 0}


@pytest.mark.parametrize(
    "text",
    [
        "draft: <%= ENV['X'] %>\n",
        "draft: [\n",
        "!ruby/object:Order\nx: 1\n",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
            for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ),
    ],
)
def test_a_file_that_takes_a_running_program_or_is_broken_is_not_known(text: str) -> None:
    code = 'enum :status, YAML.load_file("config/states.yml")'
    assert isinstance(enum(code, {YAML: text}).mapped, Unknown)


@pytest.mark.parametrize(
    "code",
    [
        'enum :status, YAML.load_file(Rails.root.join("config/absent.yml"))',
        'enum :status, YAML.load_file(Rails.root.join("config", name))',
        'enum :status, Rails.application.config_for(:states, env: "test")',
        'enum :status, Rails.application.config_for("../config/states")',
        'enum :status, YAML.load_file("/config/states.yml")',
    ],
)
def test_a_file_that_is_not_there_or_not_named_is_not_known(code: str) -> None:
    assert isinstance(enum(code, {YAML: MAPPING}).mapped, Unknown)


def test_a_change_of_the_file_is_a_change_of_the_enum() -> None:
    model = order('enum :status, YAML.load_file(Rails.root.join("config/states.yml"))')
    (change,) = enum_changes({ORDER: model, YAML: MAPPING}, {YAML: "draft: 0\nlive: 2\n"})
    assert change.kinds == ("value_changed",)
    assert change.place.source.path == ORDER


def test_the_file_is_searched_in_the_folder_of_the_app() -> None:
    model = order('enum :status, YAML.load_file(Rails.root.join("config/states.yml"))')
    tree = MemoryTree({f"shop/{ORDER}": model, f"shop/{YAML}": MAPPING})
    side = Side(tree, read_project(tree, "shop"))
    assert side.models.enums["Order", "status"].labels == {"draft": 0, "live": 1}
