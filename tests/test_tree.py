"""Directories on disk and overlays as trees."""

import os
from pathlib import Path

import pytest

from wishare_lint.tree import DirectoryTree, OverlayTree, TreeError, differing, matters


def write(root: Path, *paths: str, data: bytes = b"x") -> DirectoryTree:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return DirectoryTree(root)


@pytest.mark.parametrize(
    "path",
    [
        "db/migrate/20260101000000_add_name.rb",
        "lib/tasks/data.rake",
        "db/structure.sql",
        ".wishare-lint.yml",
        "config/database.yml",
        "config/database.yml.sample",
        "config/database.yml.erb",
        "config/settings.yaml",
        "Gemfile.lock",
        "backend/Gemfile.lock",
        "app/views/users/show.html.erb",
    ],
)
def test_files_with_rails_facts_matter(path: str) -> None:
    assert matters(path)


@pytest.mark.parametrize(
    "path", ["README.md", "app/assets/site.css", "app/javascript/x.ts", "Gemfile.lock.md"]
)
def test_other_files_do_not_matter(path: str) -> None:
    assert not matters(path)


@pytest.mark.parametrize(
    "path",
    [
        "vendor/bundle/ruby/3.4.0/gems/activestorage/db/migrate/1_create.rb",
        "tmp/cache/x.rb",
        "log/x.yml",
        "public/x.yml",
        "storage/ab/x.rb",
        "coverage/x.yml",
        "apps/shop/vendor/x.rb",
        "packs/shop/vendor/x.rb",
        ".git/x.rb",
        ".bundle/config.yml",
        "app/assets/node_modules/x.rb",
    ],
)
def test_folders_that_others_fill_do_not_matter(path: str) -> None:
    assert not matters(path)


@pytest.mark.parametrize(
    "path",
    [
        "app/models/storage/file.rb",
        "app/models/vendor/bundle.rb",
        "lib/log/entry.rb",
        "packs/storage/app/models/file.rb",
        "packs/shop/app/public/shop.rb",
    ],
)
def test_a_namespace_may_have_the_name_of_a_generated_folder(path: str) -> None:
    assert matters(path)


def test_a_directory_lists_what_matters_sorted_and_with_forward_slashes(tmp_path: Path) -> None:
    write(tmp_path, "b.rb", "a/z.rb", "a.rb", "a/notes.md", "tmp/x.rb", "node_modules/p/x.rb")
    write(tmp_path, "app/models/größe.rb", "db/migrate/1 with space.rb")

    assert DirectoryTree(tmp_path).paths() == (
        "a.rb",
        "a/z.rb",
        "app/models/größe.rb",
        "b.rb",
        "db/migrate/1 with space.rb",
    )


def test_a_folder_with_the_name_of_a_ruby_file_is_entered(tmp_path: Path) -> None:
    assert write(tmp_path, "lib/odd.rb/x.rb").paths() == ("lib/odd.rb/x.rb",)


def test_the_folders_above_the_root_do_not_count(tmp_path: Path) -> None:
    assert write(tmp_path / "tmp/.hidden/app", "a.rb").paths() == ("a.rb",)


def test_links_are_not_listed_and_loops_do_not_hang(tmp_path: Path) -> None:
    tree = write(tmp_path, "app/a.rb")
    (tmp_path / "app/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "app/link.rb").symlink_to(tmp_path / "app/a.rb")
    (tmp_path / "app/self.rb").symlink_to(tmp_path / "app/self.rb")

    assert tree.paths() == ("app/a.rb",)
    assert tree.read("app/self.rb") is None


def test_a_nested_repository_is_another_tree(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    tree = write(tmp_path, "a.rb", "engines/other/b.rb")
    (tmp_path / "engines/other/.git").write_text("gitdir: ../../.git/modules/other\n")

    assert tree.paths() == ("a.rb",)


def test_a_directory_is_listed_once(tmp_path: Path) -> None:
    tree = write(tmp_path, "a.rb")
    before = tree.paths()
    write(tmp_path, "b.rb")

    assert tree.paths() == before


def test_a_missing_root_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(TreeError, match=r"^\S+nowhere: cannot be listed: No such file") as error:
        DirectoryTree(tmp_path / "nowhere").paths()
    assert "\n" not in str(error.value)


def test_reading_gives_the_bytes(tmp_path: Path) -> None:
    tree = write(tmp_path, "README.md", data=b"\xff\r\n")

    assert tree.read("README.md") == b"\xff\r\n"


@pytest.mark.parametrize("path", ["missing.rb", "app", "a.rb/b.rb", "../outside.rb", "nul\0.rb"])
def test_reading_what_is_no_file_of_the_tree_gives_none(tmp_path: Path, path: str) -> None:
    write(tmp_path, "outside.rb")
    tree = write(tmp_path / "root", "a.rb", "app/b.rb")

    assert tree.read(path) is None


def test_an_absolute_path_outside_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "outside.rb")

    assert DirectoryTree(tmp_path / "root").read(str(tmp_path / "outside.rb")) is None


def test_a_link_is_read_only_when_it_stays_inside(tmp_path: Path) -> None:
    write(tmp_path, "root-beside/secret.rb", "secret.rb")
    tree = write(tmp_path / "root", "a.rb")
    (tree.root / "inside.rb").symlink_to("a.rb")
    (tree.root / "outside.rb").symlink_to("../secret.rb")
    (tree.root / "folder").symlink_to("../root-beside", target_is_directory=True)

    assert tree.read("inside.rb") == b"x"
    assert tree.read("outside.rb") is None
    assert tree.read("folder/secret.rb") is None


def test_a_root_behind_a_link_is_read(tmp_path: Path) -> None:
    write(tmp_path / "real", "a.rb")
    (tmp_path / "link").symlink_to("real", target_is_directory=True)
    tree = DirectoryTree(tmp_path / "link")

    assert tree.read_all(tree.paths()) == {"a.rb": b"x"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.rb")
    tree = DirectoryTree(tmp_path)

    assert tree.paths() == ()
    assert tree.read("pipe.rb") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_or_folder_is_left_out(tmp_path: Path) -> None:
    tree = write(tmp_path, "a.rb", "b.rb", "closed/c.rb")
    (tmp_path / "b.rb").chmod(0)
    (tmp_path / "closed").chmod(0)

    assert tree.paths() == ("a.rb", "b.rb")
    assert tree.read_all(["a.rb", "b.rb", "closed/c.rb"]) == {"a.rb": b"x"}


def test_an_overlay_replaces_and_adds_files(tmp_path: Path) -> None:
    tree = write(tmp_path, "a.rb", "b.rb")
    overlay = OverlayTree(tree, {"b.rb": b"new", "c.rb": b"added"})

    assert overlay.paths() == ("a.rb", "b.rb", "c.rb")
    assert [overlay.read(path) for path in ("a.rb", "b.rb", "d.rb")] == [b"x", b"new", None]
    assert overlay.read_all(["a.rb", "b.rb", "d.rb"]) == {"a.rb": b"x", "b.rb": b"new"}


def test_directories_differ_in_added_removed_and_modified_files(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "same.rb", "gone.rb", "other.rb")
    write(tmp_path / "head", "same.rb", "new.rb")
    head = write(tmp_path / "head", "other.rb", data=b"y")

    changed = differing(base, head, {*base.paths(), *head.paths()})

    assert changed == {"gone.rb", "new.rb", "other.rb"}


def test_only_the_asked_paths_are_compared(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "a.rb", "b.rb")
    head = write(tmp_path / "head", "c.rb")

    assert differing(base, head, ["a.rb", "nowhere.rb"]) == {"a.rb"}


def test_a_file_behind_a_link_is_on_neither_side(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "a.rb")
    (base.root / "b.rb").symlink_to("a.rb")
    head = write(tmp_path / "head", "b.rb")
    (head.root / "a.rb").symlink_to("b.rb")

    assert differing(base, head, ["a.rb", "b.rb"]) == {"a.rb", "b.rb"}


def test_line_ends_are_no_difference(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "a.rb", data=b"a\nb\n")
    head = write(tmp_path / "head", "a.rb", data=b"a\r\nb\r\n")

    assert differing(base, head, ["a.rb"]) == frozenset()
