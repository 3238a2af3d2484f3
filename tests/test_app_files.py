from tests.memory_tree import MemoryTree
from wishare_lint.app_files import AppFiles


def test_paths_are_those_below_the_root_without_deeper_apps() -> None:
    tree = MemoryTree(
        {
            "apps/web/config/application.rb": "",
            "apps/web/engines/api/config/application.rb": "",
            "apps/web/engines/api/lib/api.rb": "",
            "apps/web/lib/web.rb": "",
            "apps/website/lib/site.rb": "",
            "lib/top.rb": "",
        }
    )

    assert AppFiles(tree, "apps/web").paths == ("config/application.rb", "lib/web.rb")


def test_fixture_apps_are_not_apart() -> None:
    tree = MemoryTree({"spec/dummy/config/application.rb": "", "spec/dummy/lib/dummy.rb": ""})

    assert AppFiles(tree, "").paths == tuple(tree.paths())


def test_the_nearest_lock_file_counts() -> None:
    tree = MemoryTree({"Gemfile.lock": "top", "apps/gems.locked": "near", "other/Gemfile.lock": ""})

    assert AppFiles(tree, "apps/web").locked_gems == "near"
    assert AppFiles(tree, "").locked_gems == "top"


def test_the_database_configuration_outweighs_its_sample() -> None:
    sample = {"config/database.yml.sample": "sample"}
    tree = MemoryTree({**sample, "config/database.yml": "real"})

    assert AppFiles(tree, "").database_yml == "real"
    assert AppFiles(MemoryTree(sample), "").database_yml == "sample"


def test_all_gem_files_and_inflections_are_read_as_one() -> None:
    tree = MemoryTree(
        {
            "Gemfile": "gemfile",
            "core/core.gemspec": "gemspec",
            "config/initializers/inflections.rb": "app",
            "core/config/initializers/inflections.rb": "core",
        }
    )

    assert AppFiles(tree, "").required_gems == "gemspec\ngemfile"
    assert AppFiles(tree, "").inflections == "app\ncore"


def test_what_is_missing_is_empty() -> None:
    app = AppFiles(MemoryTree({}), "apps/web")

    assert app.text("db/schema.rb") == ""
    assert app.database_yml == app.application_rb == app.locked_gems == app.required_gems == ""
