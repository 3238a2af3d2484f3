"""Replays the history of an app, commit by commit, and prints every change of an enum.

    python benchmarks/replay_enums.py REPOSITORY [--since REVISION] [--newest N] [--findings]

Walks the main line (first parents) from HEAD, newest first, and compares each commit that may touch
an enum with its parent through the code that `check --base` uses, in this process. A line holds the
commit, the enum with its classes, and what happened to the labels; `reused` tells which new values
had another label before. `--findings` adds what the rules say. The last line counts commits,
changes by kind and seconds: it says how much was looked at, so that silence means something.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from wishare_lint import EnumChange, layout
from wishare_lint.changeset import ChangeSet
from wishare_lint.check import check
from wishare_lint.comparison import Comparison, Request
from wishare_lint.config import Config
from wishare_lint.finding import Base, Finding
from wishare_lint.git import GitTree, Repository
from wishare_lint.packs import rules_of
from wishare_lint.project import find_roots
from wishare_lint.rails.models import model
from wishare_lint.ruby.values import to_source
from wishare_lint.selection import change_set_between
from wishare_lint.sides import Sides

PACK = ("builtin", "wishare_lint_rules")


@dataclass(frozen=True)
class Commit:
    """A commit of the main line; `blobs` are the ids of its changed Ruby and data files by path, on
    both sides."""

    commit: str
    parent: str
    subject: str
    blobs: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class CachedTree:
    """The files of a commit; the content of a blob is asked of git only once for all commits."""

    tree: GitTree
    contents: dict[str, bytes]

    def paths(self) -> Sequence[str]:
        return self.tree.paths()

    def read(self, path: str) -> bytes | None:
        return self.read_all((path,)).get(path)

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        wanted = {path: self.tree.blobs[path] for path in paths if path in self.tree.blobs}
        missing = {blob for blob in wanted.values() if blob not in self.contents}
        self.contents.update(self.tree.git.contents(missing) if missing else {})
        return {path: self.contents[blob] for path, blob in wanted.items()}


@dataclass
class Replay:
    """The walk over one repository, with what it has learnt so far.

    `consulted` are the files whose constants some enum uses.
    """

    repository: Repository
    config: Config = field(default_factory=Config)
    contents: dict[str, bytes] = field(default_factory=dict)
    consulted: set[str] = field(default_factory=set)
    sides: Sides = field(default_factory=Sides)

    def commits(self, since: str | None, newest: int | None) -> Iterator[Commit]:
        """The commits with changed Ruby files, newest first."""
        span = f"{since}..HEAD" if since else "HEAD"
        count = (f"--max-count={newest}",) if newest else ()
        form = "--format=%x01%H %P%x00%s"
        options = ("--first-parent", "--diff-merges=first-parent", "--no-renames", "--raw")
        log = self.repository.git.read(
            "log", "-z", "--no-abbrev", *options, *count, form, span
        ).decode("utf-8", "replace")
        for entry in log.split("\x01")[1:]:
            ids, subject, *fields = entry.strip("\0\n").split("\0")
            commit, *parents = ids.split()
            if parents:
                yield Commit(commit, parents[0], subject, dict(_changed(fields)))

    def may_touch_enums(self, commit: Commit) -> bool:
        """Whether a changed file may declare an enum, or holds a constant that one uses."""
        if self.consulted.intersection(commit.blobs):
            return True
        code = (path for path in commit.blobs if path.endswith(".rb"))
        blobs = {blob for path in code for blob in commit.blobs[path]}
        missing = blobs.difference(self.contents)
        self.contents.update(self.repository.git.contents(missing) if missing else {})
        texts = [self.contents[blob] for blob in blobs]
        return any(model.is_worth_parsing(text, model.ENUM_TRIGGERS) for text in texts)

    def change_sets(self, commit: Commit) -> Iterator[ChangeSet]:
        """The change set of a commit against its parent, for each app in it."""
        old, new = map(self.repository.commit_tree, (commit.parent, commit.commit))
        changed = self.repository.changed(old, new)
        head, base = CachedTree(new, self.contents), CachedTree(old, self.contents)
        described = Base(commit.parent[:10], commit.parent)
        history = self.repository.history(commit.parent)
        comparison = Comparison(head, base, described, changed, self.repository.root, history)
        for root in find_roots(head):
            changes = change_set_between(
                Request(Path()), self.config, comparison, root, sides=self.sides
            )
            yield changes
            self.consulted |= changes.head.library.consulted
        self.sides.keep()


def _changed(fields: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Path and blobs of each changed Ruby or data file from git's raw lines."""
    for line, path in zip(fields[::2], fields[1::2], strict=False):
        if (path.endswith(".rb") or layout.may_hold_values(path)) and "/" in path:
            _, _, old, new, _ = line.strip("\n").split(" ")
            yield path, tuple(blob for blob in (old, new) if blob.strip("0"))


def described(change: EnumChange) -> str:
    """A change in one line."""
    readers = ", ".join(reader.class_name for reader in change.readers)
    parts = [kind for kind in change.kinds if not kind.startswith(("label", "value"))]
    for one in change.labels:
        was = "" if one.was is None else f" from {one.was}"
        parts.append(f"{one.kind} {one.label} ({to_source(one.value)}){was}")
    rewrites = (f"{r.meaning.was} {r.outcome}" for r in change.rewrites)
    data = f" | data migration: {', '.join(rewrites)}" if change.rewrites else ""
    return f"{change.name} [{readers}] {'; '.join(parts)}{data}"


def reused(changes: ChangeSet, change: EnumChange) -> Iterator[str]:
    """The new values of an enum that had another label once."""
    former = changes.former_labels(change)
    for label, value in change.gained:
        for was in former:
            if was.had(value) and was.label != label:
                until = f"until {was.commit[:10]} {was.date}"
                yield f"reused {label} ({to_source(value)}) was {was.label} {until}"


def findings(changes: ChangeSet) -> Iterator[Finding]:
    """What the rules about enums say."""
    rules = [rule for rule in rules_of([PACK]) if rule.id.startswith("enum-")]
    report = check(changes, rules, rules, Config())
    yield from report.shown
    for error in report.errors:
        print(f"    {error.rule} failed: {error.error}")


def main(arguments: Sequence[str]) -> None:
    options = ArgumentParser(description="Replays enum changes of a repository.")
    options.add_argument("repository", type=Path)
    options.add_argument("--since", help="leave out this revision and what is older")
    options.add_argument("--newest", type=int, help="look at no more commits than these")
    options.add_argument("--findings", action="store_true", help="print what the rules say, too")
    given = options.parse_args(arguments)
    repository = Repository.discover(given.repository)
    if repository is None:
        sys.exit(f"{given.repository} is no git repository")
    start, replay = perf_counter(), Replay(repository)
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for commit in replay.commits(given.since, given.newest):
        counts["commits"] += 1
        if not commit.blobs or not replay.may_touch_enums(commit):
            continue
        counts["compared"] += 1
        for changes in replay.change_sets(commit):
            for change in changes.enum_changes:
                kinds.update(change.kinds)
                counts["changes"] += 1
                print(f"{commit.commit[:10]} {described(change)}")
                for line in reused(changes, change):
                    counts["reused"] += 1
                    print(f"    {line}")
            if given.findings:
                for one in findings(changes):
                    print(f"    {one.severity.value} {one.rule} {one.message}")
    print(f"{dict(counts)} {dict(sorted(kinds.items()))} {perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
