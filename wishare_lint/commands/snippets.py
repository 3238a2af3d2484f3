"""What to paste into the hooks and the CI that an app has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ADDRESS, ACTION = "ADDRESS", "OWNER/wishare-lint@COMMIT"
PLACEHOLDERS = {
    ADDRESS: "is what you install wishare-lint from",
    ACTION: "is the repository of wishare-lint, and the commit of the version that you want",
}
"""What has to be filled in, and what it is."""
"""Stands for what pip installs the linter from."""

STAGED = "wishare-lint check --staged"
DEFAULT_REF = "origin/main"


@dataclass(frozen=True)
class Snippet:
    """Text for the file `path`; an app with any of `marks` has use for it."""

    marks: tuple[str, ...]
    path: str
    text: str

    def fits(self, folder: Path) -> bool:
        return any((folder / mark).exists() for mark in self.marks)


PRE_COMMIT = Snippet(
    (".pre-commit-config.yaml",),
    ".pre-commit-config.yaml, under `repos:`",
    f"""
    - repo: local
      hooks:
        - id: wishare-lint
          name: wishare-lint
          entry: {STAGED}
          language: system
          files: (^|/)(db/.*\\.(rb|sql)|app/models/.*\\.rb)$
          pass_filenames: false
    """,
)
LEFTHOOK = Snippet(
    ("lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml"),
    "lefthook.yml",
    f"""
    pre-commit:
      commands:
        wishare-lint:
          glob: ["db/*migrate/*.rb", "app/models/*.rb", "db/*schema.rb", "db/*structure.sql"]
          run: {STAGED}
    """,
)
HUSKY = Snippet((".husky",), ".husky/pre-commit", STAGED)
OVERCOMMIT = Snippet(
    (".overcommit.yml",),
    ".overcommit.yml",
    """
    PreCommit:
      WishareLint:
        enabled: true
        command: [wishare-lint, check, --staged]
        flags: []
        include: ["db/*migrate/*.rb", "app/models/**/*.rb"]
    """,
)
BIN_CI = Snippet(
    ("config/ci.rb",),
    "config/ci.rb, in the block of `CI.run`",
    'step "Database: wishare-lint", "wishare-lint --base {ref}"',
)
GITHUB = Snippet(
    (".github/workflows",),
    ".github/workflows/wishare-lint.yml, a new file",
    f"""
    name: wishare-lint
    on: pull_request
    permissions:
      contents: read
    jobs:
      wishare-lint:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v7
            with:
              persist-credentials: false
          - uses: {ACTION}
    """,
)
GITLAB = Snippet(
    (".gitlab-ci.yml",),
    ".gitlab-ci.yml",
    f"""
    wishare-lint:
      image: python:3.13
      rules:
        - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      variables:
        GIT_DEPTH: 0                      # the base must be there
      script:
        - pip install {ADDRESS}
        - wishare-lint --output gitlab=wishare-lint.json
      artifacts:
        when: always
        reports:
          codequality: wishare-lint.json
    """,
)

GIT_HOOK = Snippet(
    (".git",),
    ".git/hooks/pre-commit, a new file that may be executed",
    f"""
    #!/bin/sh
    exec {STAGED}
    """,
)

HOOKS = (PRE_COMMIT, LEFTHOOK, HUSKY, OVERCOMMIT)
SERVERS = (BIN_CI, GITHUB, GITLAB)


def fitting(folder: Path, ref: str | None) -> Iterator[tuple[str, str]]:
    """Where to paste what, for the managers and servers that a folder is set up for.

    `ref` is the branch to compare with. An app without any hook gets the plain one of git.
    """
    hooks = [snippet for snippet in HOOKS if snippet.fits(folder)]
    servers = [snippet for snippet in SERVERS if snippet.fits(folder)]
    for snippet in (*(hooks or [GIT_HOOK]), *servers):
        text = dedent(snippet.text).strip("\n")
        yield snippet.path, text.replace("{ref}", ref or DEFAULT_REF)
