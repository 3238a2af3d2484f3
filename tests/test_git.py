"""Commits, the index and the work tree, in real repositories."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from wishare_lint.git import Repository
from wishare_lint.tree import DirectoryTree, OverlayTree, TreeError

MIGRATION = "db/migrate/20260101000000_add_name.rb"
AWKWARD = ("a b.rb", "two\nlines.rb", "tab\there.rb", 'quo"te.rb', "größe.rb", "back\\slash.rb")


@dataclass(frozen=True)
class Sandbox:
    """A work tree, and git in it."""

    root: Path

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def commit(self, files: Mapping[str, str]) -> str:
        """Write and commit everything; gives the commit id."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=change")
        return self.git("rev-parse", "HEAD")

    @property
    def repository(self) -> Repository:
        found = Repository.discover(self.root)
        assert found is not None
        return found

    @property
    def work_tree(self) -> DirectoryTree:
        return DirectoryTree(self.root)

    def changed_since(self, ref: str = "HEAD") -> frozenset[str]:
        """What is changed in the work tree."""
        repository = self.repository
        return repository.changed(repository.commit_tree(ref), self.work_tree)

    def clone(self, name: str, *options: str) -> "Sandbox":
        copy = self.root.parent / name
        self.git("clone", "--quiet", *options, self.root.as_uri(), str(copy))
        return Sandbox(copy)


@pytest.fixture(autouse=True)
def own_git_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[user]\nname = Test\nemail = test@example.org\n[init]\ndefaultBranch = main\n"
        '[uploadpack]\nallowFilter = true\n[protocol "file"]\nallow = always\n'
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def empty(tmp_path: Path) -> Sandbox:
    """A repository without a commit."""
    root = tmp_path / "app"
    root.mkdir()
    sandbox = Sandbox(root)
    sandbox.git("init", "--quiet")
    return sandbox


@pytest.fixture
def sandbox(empty: Sandbox) -> Sandbox:
    """A repository with one commit on main."""
    empty.commit({"app/models/user.rb": "old", "app/models/order.rb": "same"})
    return empty


# Finding the repository


def test_it_is_found_from_a_subfolder_a_file_and_a_folder_that_is_still_to_come(
    sandbox: Sandbox,
) -> None:
    for start in ("", "app/models", "app/models/user.rb", "db/migrate/new.rb"):
        found = Repository.discover(sandbox.root / start)
        assert found is not None
        assert found.root == sandbox.root


def test_paths_are_relative_to_the_top_wherever_it_starts(sandbox: Sandbox) -> None:
    found = Repository.discover(sandbox.root / "app")
    assert found is not None
    sandbox.write({"lib/new.rb": ""})

    base = found.commit_tree("HEAD")

    assert base.paths() == ("app/models/order.rb", "app/models/user.rb")
    assert found.changed(base, sandbox.work_tree) == {"lib/new.rb"}


def test_there_is_none_outside_of_git(tmp_path: Path) -> None:
    assert Repository.discover(tmp_path) is None


def test_there_is_none_without_a_git_program(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert Repository.discover(sandbox.root) is None


def test_a_bare_repository_is_refused_with_the_cure(sandbox: Sandbox) -> None:
    bare = sandbox.clone("bare.git", "--bare")

    with pytest.raises(TreeError, match=r"bare\.git: a bare repository .* git worktree add"):
        Repository.discover(bare.root)


def test_a_repository_of_another_user_is_refused_with_the_cure(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(TreeError) as error:
        Repository.discover(sandbox.root)

    cure = f"git config --global --add safe.directory {sandbox.root}"
    assert str(error.value).endswith(
        f"another user owns this repository; if you trust it, run: {cure}"
    )
    assert "\n" not in str(error.value)


def test_a_broken_repository_gives_the_reason_that_git_gives(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: nowhere\n")

    with pytest.raises(TreeError, match=r"^\S+: not a git repository: \S+nowhere$"):
        Repository.discover(tmp_path)


def test_a_linked_work_tree_and_a_submodule_are_their_own_roots(sandbox: Sandbox) -> None:
    sandbox.git("worktree", "add", "--quiet", "../linked")
    other = sandbox.clone("other")
    sandbox.git("submodule", "--quiet", "add", str(other.root), "engines/other")

    for root in (sandbox.root.parent / "linked", sandbox.root / "engines/other"):
        found = Repository.discover(root / "app")
        assert found is not None
        assert found.root == root


@pytest.mark.parametrize(
    ("here", "settings"),
    [
        ("", {"GIT_DIR": ".git"}),
        ("", {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"}),
        ("app", {"GIT_DIR": "../.git", "GIT_WORK_TREE": ".."}),
    ],
)
def test_the_variables_of_a_hook_choose_the_repository(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, here: str, settings: Mapping[str, str]
) -> None:
    sandbox.commit({MIGRATION: ""})
    monkeypatch.chdir(sandbox.root / here)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    found = Repository.discover(sandbox.root / "app/models")

    assert found is not None
    assert found.root == sandbox.root
    assert found.changed(found.commit_tree("HEAD~1"), sandbox.work_tree) == {MIGRATION}
    assert found.index_tree().paths() == sandbox.work_tree.paths()


# Reading commits and the index


def test_a_commit_is_read_as_it_was(sandbox: Sandbox) -> None:
    first = sandbox.repository.head()
    assert first is not None
    sandbox.commit({"app/models/user.rb": "new"})

    tree = sandbox.repository.commit_tree(first)

    assert tree.read("app/models/user.rb") == b"old"
    assert tree.read("app/models/nobody.rb") is None
    assert tree.read_all([*tree.paths(), "x.rb"]) == {
        "app/models/order.rb": b"same",
        "app/models/user.rb": b"old",
    }


def test_awkward_names_and_contents_survive(sandbox: Sandbox) -> None:
    files = {name: f"{name}\n0123 blob 4\n\nx missing\n" for name in AWKWARD}
    sandbox.commit({**files, "empty.rb": "", "large.sql": "x" * 1_000_000})
    for tree in (sandbox.repository.commit_tree("HEAD"), sandbox.repository.index_tree()):
        assert tree.paths() == sandbox.work_tree.paths()
        assert tree.read_all(tree.paths()) == sandbox.work_tree.read_all(tree.paths())


def test_a_name_that_is_not_utf_8_survives(sandbox: Sandbox) -> None:
    name = os.fsdecode(b"caf\xe9.rb")
    sandbox.commit({name: "x"})

    assert sandbox.repository.commit_tree("HEAD").read(name) == b"x"
    assert name in sandbox.work_tree.paths()


def test_links_submodules_and_generated_folders_are_left_out_on_both_sides(
    sandbox: Sandbox,
) -> None:
    other = sandbox.clone("other")
    sandbox.git("submodule", "--quiet", "add", str(other.root), "engines/other")
    (sandbox.root / "link.rb").symlink_to("app/models/user.rb")
    (sandbox.root / "models").symlink_to("app/models", target_is_directory=True)
    sandbox.commit({"vendor/gem/x.rb": "", "app/models/vendor/x.rb": "", "README.md": ""})

    expected = ("app/models/order.rb", "app/models/user.rb", "app/models/vendor/x.rb")
    assert sandbox.repository.commit_tree("HEAD").paths() == expected
    assert sandbox.repository.index_tree().paths() == expected
    assert sandbox.work_tree.paths() == expected


def test_a_changed_link_or_submodule_is_no_change(sandbox: Sandbox) -> None:
    other = sandbox.clone("other")
    sandbox.git("submodule", "--quiet", "add", str(other.root), "engines/other")
    (sandbox.root / "link.rb").symlink_to("app/models/user.rb")
    sandbox.commit({})
    (sandbox.root / "link.rb").unlink()
    (sandbox.root / "link.rb").symlink_to("app/models/order.rb")
    sandbox.write({"engines/other/app/models/user.rb": "new"})

    assert sandbox.changed_since() == frozenset()


def test_tags_branches_and_ancestors_name_commits(sandbox: Sandbox) -> None:
    sandbox.git("tag", "--annotate", "v1", "--message=v1")
    sandbox.commit({"app/models/user.rb": "new"})

    for ref in ("v1", "HEAD~1", "main^"):
        assert sandbox.repository.commit_tree(ref).read("app/models/user.rb") == b"old"


@pytest.mark.parametrize(
    "ref",
    ["nowhere", "HEAD:app", "--all", "^HEAD", "HEAD..main", "HEAD^!", "", "two words", "a\nb"],
)
def test_what_names_no_commit_is_an_error_of_one_line(sandbox: Sandbox, ref: str) -> None:
    with pytest.raises(TreeError, match=r"^unknown ref ") as error:
        sandbox.repository.commit_tree(ref)
    assert "git fetch origin" in str(error.value)
    assert len(repr(str(error.value)).splitlines()) == 1


def test_a_missing_remote_branch_is_fetched_into_its_place(sandbox: Sandbox) -> None:
    with pytest.raises(TreeError, match=r"git fetch origin next:refs/remotes/origin/next$"):
        sandbox.repository.commit_tree("origin/next")


def test_the_index_holds_what_is_staged_and_not_what_is_written_since(sandbox: Sandbox) -> None:
    sandbox.write({"app/models/user.rb": "staged"})
    sandbox.git("add", "app/models/user.rb")
    sandbox.write({"app/models/user.rb": "unstaged", "app/models/order.rb": "unstaged"})
    repository = sandbox.repository

    base, index = repository.commit_tree("HEAD"), repository.index_tree()

    assert index.read("app/models/user.rb") == b"staged"
    assert repository.changed(base, index) == {"app/models/user.rb"}
    both = {"app/models/user.rb", "app/models/order.rb"}
    assert repository.changed(index, sandbox.work_tree) == both
    assert sandbox.changed_since() == both


def test_a_file_that_is_only_intended_to_be_added_is_not_staged(sandbox: Sandbox) -> None:
    sandbox.write({"later.rb": "x", "empty.rb": ""})
    sandbox.git("add", "--intent-to-add", "later.rb")
    sandbox.git("add", "empty.rb")
    repository = sandbox.repository

    assert repository.changed(repository.commit_tree("HEAD"), repository.index_tree()) == {
        "empty.rb"
    }
    assert sandbox.changed_since() == {"later.rb", "empty.rb"}


def test_a_file_with_a_merge_conflict_is_not_staged(sandbox: Sandbox) -> None:
    sandbox.git("switch", "--quiet", "--create", "other")
    sandbox.commit({"app/models/user.rb": "theirs"})
    sandbox.git("switch", "--quiet", "main")
    sandbox.commit({"app/models/user.rb": "ours"})
    with pytest.raises(subprocess.CalledProcessError):
        sandbox.git("merge", "other")

    assert sandbox.repository.index_tree().paths() == ("app/models/order.rb",)
    assert sandbox.changed_since() == {"app/models/user.rb"}


HOOK = """#!{python}
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from wishare_lint.git import Repository
repository = Repository.discover(Path.cwd() / "app")
head = repository.head()
base = repository.commit_tree(head) if head else repository.empty_tree()
index = repository.index_tree()
changed = sorted(index.read_all(repository.changed(base, index)).items())
Path({report!r}).write_text(",".join(f"{{path}}={{data.decode()}}" for path, data in changed))
"""


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        ((), "app/models/user.rb=staged"),
        (("--all",), "app/models/order.rb=written,app/models/user.rb=written"),
        (("--", "app/models/order.rb"), "app/models/order.rb=written"),
        (("--amend",), "app/models/user.rb=staged"),
    ],
)
@pytest.mark.parametrize("linked", ["", "../linked"])
def test_a_hook_sees_exactly_what_is_being_committed(
    sandbox: Sandbox, tmp_path: Path, arguments: tuple[str, ...], seen: str, linked: str
) -> None:
    report = install_hook(sandbox, tmp_path)
    if linked:
        sandbox.git("worktree", "add", "--quiet", linked)
    here = Sandbox((sandbox.root / linked).resolve())
    here.write({"app/models/user.rb": "staged"})
    here.git("add", "--all")
    here.write({"app/models/user.rb": "written", "app/models/order.rb": "written"})

    here.git("commit", "--quiet", "--message=x", *arguments)

    assert report.read_text() == seen


def test_a_hook_sees_everything_in_the_first_commit(empty: Sandbox, tmp_path: Path) -> None:
    report = install_hook(empty, tmp_path)

    empty.commit({"app/a.rb": "a", "app/b.md": "b"})

    assert report.read_text() == "app/a.rb=a"


def install_hook(sandbox: Sandbox, folder: Path) -> Path:
    """A pre-commit hook that reports what it sees; gives the file of the report."""
    import sys

    report = folder / "report"
    hook = sandbox.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(python=sys.executable, path=sys.path, report=str(report)))
    hook.chmod(0o755)
    return report


# What is changed


def test_added_modified_deleted_and_renamed_files_are_changed_in_every_kind_of_tree(
    sandbox: Sandbox,
) -> None:
    first = sandbox.commit({"app/models/gone.rb": "gone", "app/models/moved.rb": "moved"})
    sandbox.git("config", "diff.renames", "copies")
    sandbox.git("mv", "app/models/moved.rb", "app/models/here.rb")
    sandbox.git("rm", "--quiet", "app/models/gone.rb")
    sandbox.write({MIGRATION: "new", "app/models/user.rb": "new", "README.md": "new"})
    expected = {
        MIGRATION,
        "app/models/gone.rb",
        "app/models/here.rb",
        "app/models/moved.rb",
        "app/models/user.rb",
    }

    assert sandbox.changed_since(first) == expected
    sandbox.git("add", "--all")
    repository = sandbox.repository
    base = repository.commit_tree(first)
    assert repository.changed(base, repository.index_tree()) == expected
    sandbox.commit({})
    assert repository.changed(base, repository.commit_tree("HEAD")) == expected
    assert sandbox.changed_since(first) == expected
    assert sandbox.changed_since() == frozenset()


def test_awkward_names_are_found_whether_tracked_or_not(sandbox: Sandbox) -> None:
    sandbox.write(dict.fromkeys(AWKWARD, "new"))
    assert sandbox.changed_since() == set(AWKWARD)

    sandbox.git("add", "--all")
    assert sandbox.changed_since() == set(AWKWARD)


def test_ignored_files_are_listed_but_not_changed(sandbox: Sandbox) -> None:
    sandbox.commit({".gitignore": "/config/database.yml\n"})
    sandbox.write({"config/database.yml": "x"})

    assert "config/database.yml" in sandbox.work_tree.paths()
    assert sandbox.changed_since() == frozenset()


def test_a_new_time_stamp_or_mode_is_no_change(sandbox: Sandbox) -> None:
    first = sandbox.repository.head()
    assert first is not None
    for file in (sandbox.root / "app/models").iterdir():
        os.utime(file, (0, 0))
        file.chmod(0o755)
    assert sandbox.changed_since() == frozenset()

    sandbox.commit({})
    repository = sandbox.repository
    assert not repository.changed(repository.commit_tree(first), repository.commit_tree("HEAD"))


def test_a_copied_work_tree_without_its_index_is_unchanged(sandbox: Sandbox) -> None:
    (sandbox.root / ".git/index").unlink()

    assert sandbox.changed_since() == frozenset()


def test_a_file_that_is_untracked_again_but_still_there_is_unchanged(sandbox: Sandbox) -> None:
    sandbox.git("rm", "--quiet", "--cached", "app/models/user.rb")

    assert sandbox.changed_since() == frozenset()


def test_a_file_that_became_a_link_is_gone(sandbox: Sandbox) -> None:
    (sandbox.root / "app/models/user.rb").unlink()
    (sandbox.root / "app/models/user.rb").symlink_to("order.rb")

    assert sandbox.changed_since() == {"app/models/user.rb"}


def test_an_unsaved_buffer_counts_as_the_file(sandbox: Sandbox) -> None:
    sandbox.write({"app/models/user.rb": "saved", "app/models/order.rb": "saved"})
    repository = sandbox.repository
    buffers = {"app/models/user.rb": b"old", "app/models/order.rb": b"typed", MIGRATION: b"typed"}
    head = OverlayTree(sandbox.work_tree, buffers)

    changed = repository.changed(repository.commit_tree("HEAD"), head)

    assert changed == {"app/models/order.rb", MIGRATION}


def test_files_outside_of_a_sparse_checkout_are_unchanged(sandbox: Sandbox) -> None:
    sandbox.commit({"lib/a.rb": "x"})
    sandbox.git("sparse-checkout", "set", "--cone", "--sparse-index", "lib")
    assert not (sandbox.root / "app").exists()
    repository = sandbox.repository
    base = repository.commit_tree("HEAD")

    assert repository.changed(base, sandbox.work_tree) == frozenset()
    assert repository.index_tree().blobs == base.blobs


# The base


def test_two_branches_meet_at_their_merge_base(sandbox: Sandbox) -> None:
    fork = sandbox.repository.head()
    sandbox.git("switch", "--quiet", "--create", "feature")
    sandbox.commit({MIGRATION: "feature"})
    sandbox.git("switch", "--quiet", "main")
    sandbox.commit({"app/models/user.rb": "main"})
    sandbox.git("switch", "--quiet", "feature")

    assert sandbox.repository.merge_base("main") == ("main", fork)


def test_branches_without_a_common_ancestor_have_no_merge_base(sandbox: Sandbox) -> None:
    sandbox.git("switch", "--quiet", "--orphan", "pages")
    sandbox.commit({"a.rb": ""})

    with pytest.raises(TreeError, match=r"^main and HEAD have no common ancestor"):
        sandbox.repository.merge_base("main")


def test_a_branch_before_its_first_commit_has_no_merge_base(sandbox: Sandbox) -> None:
    sandbox.git("switch", "--quiet", "--orphan", "pages")

    assert sandbox.repository.default_base({}) is None
    with pytest.raises(TreeError, match=r"^git merge-base failed in \S+: .*HEAD$"):
        sandbox.repository.merge_base("main")


def test_a_shallow_clone_says_how_to_get_the_history(sandbox: Sandbox) -> None:
    sandbox.commit({"a.rb": ""})
    sandbox.git("switch", "--quiet", "--create", "feature", "HEAD~1")
    sandbox.commit({"b.rb": ""})
    cure = "fetch-depth: 0 in actions/checkout, .* git fetch --unshallow"

    one = sandbox.clone("one", "--depth=1", "--branch=feature")
    with pytest.raises(TreeError, match=rf"^unknown ref 'origin/main'; .* {cure} origin main:"):
        one.repository.merge_base("origin/main")

    both = sandbox.clone("both", "--depth=1", "--branch=feature", "--no-single-branch")
    with pytest.raises(TreeError, match=rf"^origin/main and HEAD do not meet .* {cure}$"):
        both.repository.merge_base("origin/main")

    both.git("fetch", "--quiet", "--unshallow")
    assert both.repository.merge_base("origin/main").commit == sandbox.git("rev-parse", "main~1")


def test_an_empty_repository_has_no_head_and_no_base(empty: Sandbox) -> None:
    empty.write({"a.rb": "a", "b.rb": "b"})
    empty.git("add", "a.rb")
    repository = empty.repository
    nothing = repository.empty_tree()

    assert repository.head() is None
    assert repository.default_base({"GITHUB_BASE_REF": "main"}) is None
    assert nothing.paths() == ()
    assert nothing.read("a.rb") is None
    assert repository.changed(nothing, repository.index_tree()) == {"a.rb"}
    assert repository.changed(nothing, empty.work_tree) == {"a.rb", "b.rb"}


def test_on_the_only_branch_the_base_is_head(sandbox: Sandbox) -> None:
    assert sandbox.repository.default_base({}) == ("main", sandbox.repository.head())


def test_without_a_remote_the_base_is_the_fork_of_the_local_default_branch(
    sandbox: Sandbox,
) -> None:
    fork = sandbox.repository.head()
    sandbox.git("branch", "--move", "master")
    sandbox.git("switch", "--quiet", "--create", "feature")
    sandbox.commit({MIGRATION: ""})

    assert sandbox.repository.default_base({}) == ("master", fork)


def test_commits_on_main_that_are_not_pushed_are_new(sandbox: Sandbox) -> None:
    pushed = sandbox.repository.head()
    clone = sandbox.clone("clone")
    clone.commit({MIGRATION: ""})

    assert clone.repository.default_base({}) == ("origin/main", pushed)


def test_the_default_branch_of_the_remote_may_have_any_name(sandbox: Sandbox) -> None:
    sandbox.git("branch", "--move", "trunk")
    clone = sandbox.clone("clone")
    clone.git("switch", "--quiet", "--create", "main")
    clone.commit({MIGRATION: ""})

    assert clone.repository.default_base({}) == ("origin/trunk", sandbox.repository.head())


@pytest.mark.parametrize("branch", ["main", "master"])
def test_a_remote_that_does_not_tell_its_default_branch_is_asked_for_the_usual_names(
    sandbox: Sandbox, branch: str
) -> None:
    sandbox.git("branch", "--move", branch)
    clone = sandbox.clone("clone")
    clone.git("remote", "set-head", "origin", "--delete")
    clone.commit({MIGRATION: ""})

    assert clone.repository.default_base({}) == (f"origin/{branch}", sandbox.repository.head())


def test_a_detached_head_has_the_same_base_as_its_branch(sandbox: Sandbox) -> None:
    clone = sandbox.clone("clone")
    clone.commit({MIGRATION: ""})
    clone.git("switch", "--quiet", "--detach")

    assert clone.repository.default_base({}) == ("origin/main", sandbox.repository.head())


def test_no_base_is_guessed_when_no_branch_has_a_usual_name(sandbox: Sandbox) -> None:
    sandbox.git("branch", "--move", "develop")

    assert sandbox.repository.default_base({}) is None


@pytest.fixture
def release(sandbox: Sandbox) -> Sandbox:
    """A clone on a feature branch, which left `release/1` after that left main."""
    sandbox.git("switch", "--quiet", "--create", "release/1")
    sandbox.commit({"lib/release.rb": ""})
    sandbox.git("switch", "--quiet", "main")
    clone = sandbox.clone("clone")
    clone.git("switch", "--quiet", "--create", "feature", "origin/release/1")
    clone.commit({MIGRATION: ""})
    return clone


def test_the_ci_names_the_branch_to_merge_into(release: Sandbox) -> None:
    fork = release.git("rev-parse", "origin/release/1")
    repository = release.repository

    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        assert repository.default_base({name: "release/1"}) == ("origin/release/1", fork)
        assert repository.default_base({name: ""}) == repository.default_base({})


@pytest.mark.parametrize(
    "name",
    [
        "CI_MERGE_REQUEST_DIFF_BASE_SHA",
        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA",
        "PRE_COMMIT_FROM_REF",
    ],
)
def test_the_ci_names_the_commit(release: Sandbox, name: str) -> None:
    fork = release.git("rev-parse", "origin/release/1")

    assert release.repository.default_base({name: fork}) == (fork, fork)


def test_gitlab_s_branch_serves_when_its_commit_was_not_fetched(release: Sandbox) -> None:
    environment = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "1" * 40,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "release/1",
    }

    found = release.repository.default_base(environment)

    assert found is not None
    assert found.ref == "origin/release/1"


def test_a_base_that_the_ci_names_and_nobody_fetched_is_an_error(release: Sandbox) -> None:
    with pytest.raises(TreeError, match="unknown ref 'origin/next'"):
        release.repository.default_base({"GITHUB_BASE_REF": "next"})


# Doing no harm


PROGRAMS = [
    "core.fsmonitor",
    "core.pager",
    "diff.external",
    "diff.t.command",
    "diff.t.textconv",
    "filter.t.clean",
    "filter.t.process",
    "filter.t.smudge",
]


@dataclass(frozen=True)
class Trap:
    """A program that leaves a trace when it is run."""

    program: Path

    @property
    def sprung(self) -> bool:
        return self.program.with_suffix(".sprung").exists()


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    program = tmp_path / "trap"
    program.write_text('#!/bin/sh\ntouch "$0.sprung"\n')
    program.chmod(0o755)
    return Trap(program)


@pytest.mark.parametrize("setting", PROGRAMS)
def test_no_program_is_run_and_nothing_is_written(
    sandbox: Sandbox, trap: Trap, setting: str
) -> None:
    sandbox.commit({".gitattributes": "*.rb filter=t diff=t\n"})
    sandbox.git("config", setting, str(trap.program))
    sandbox.git("config", "filter.t.required", "true")
    sandbox.write({"app/models/user.rb": "new"})
    os.utime(sandbox.root / ".git/index", (1, 1))  # older than the files: git has to read them
    before = snapshot(sandbox.root / ".git")

    repository = sandbox.repository
    base, index = repository.commit_tree("HEAD"), repository.index_tree()
    base.read_all(base.paths())
    index.read_all(index.paths())
    repository.default_base({})
    assert repository.changed(base, sandbox.work_tree) == {"app/models/user.rb"}
    assert repository.changed(index, sandbox.work_tree) == {"app/models/user.rb"}

    assert not trap.sprung
    assert snapshot(sandbox.root / ".git") == before


def test_no_program_of_a_submodule_is_run(sandbox: Sandbox, trap: Trap) -> None:
    sandbox.commit({".gitattributes": "*.rb filter=t\n"})
    other = sandbox.clone("other")
    sandbox.git("submodule", "--quiet", "add", str(other.root), "engines/other")
    sandbox.commit({})
    submodule = Sandbox(sandbox.root / "engines/other")
    submodule.git("config", "filter.t.clean", str(trap.program))
    os.utime(sandbox.root / ".git/modules/engines/other/index", (1, 1))

    assert sandbox.changed_since() == frozenset()
    assert not trap.sprung


def test_filters_are_off_beside_the_settings_that_the_environment_brings(
    sandbox: Sandbox, trap: Trap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sandbox.commit({".gitattributes": "*.rb filter=t=t\n"})
    sandbox.write({"ignored.rb": ""})
    (tmp_path / "ignore").write_text("ignored.rb\n")
    os.utime(sandbox.root / ".git/index", (1, 1))
    settings = {"core.excludesFile": tmp_path / "ignore", "filter.t=t.clean": trap.program}
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for number, (name, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", str(value))

    assert sandbox.changed_since() == frozenset()
    assert not trap.sprung


def snapshot(folder: Path) -> Mapping[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_partial_clone_is_not_completed_from_the_network(sandbox: Sandbox) -> None:
    sandbox.commit({"app/models/user.rb": "new"})
    partial = sandbox.clone("partial", "--filter=blob:none")
    base = partial.repository.commit_tree("HEAD~1")

    assert base.read("app/models/order.rb") == b"same"
    with pytest.raises(TreeError, match=r"partial clone, run: git fetch --refetch"):
        base.read("app/models/user.rb")
    partial.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert base.read("app/models/user.rb") == b"old"


def test_a_lost_content_is_an_error_and_no_missing_file(sandbox: Sandbox) -> None:
    tree = sandbox.repository.commit_tree("HEAD")
    blob = tree.blobs["app/models/user.rb"]
    (sandbox.root / ".git/objects" / blob[:2] / blob[2:]).unlink()

    with pytest.raises(TreeError, match=rf"^git has no content for {blob}; "):
        tree.read_all(tree.paths())


def test_tracing_and_warnings_do_not_hide_the_reason(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TRACE", "1")
    (sandbox.root / ".git/index").write_bytes(b"broken")

    with pytest.raises(TreeError, match=r"^git diff-index failed in \S+: .*index file .*$"):
        sandbox.repository.index_tree()


def test_a_repository_with_sha_256_ids_is_read(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    sandbox.git("init", "--quiet", "--object-format=sha256")
    sandbox.commit({"a.rb": "a"})
    sandbox.write({"a.rb": "b"})

    assert sandbox.repository.commit_tree("HEAD").read("a.rb") == b"a"
    assert sandbox.changed_since() == {"a.rb"}
