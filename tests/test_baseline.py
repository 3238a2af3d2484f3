"""The file of accepted findings: what is written is read again, and mistakes are told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wishare_lint.baseline import Baseline, Entry
from wishare_lint.config import ConfigError
from wishare_lint.config.baseline_file import read, render

ENTRY = Entry("drop-table", "db/migrate/1_a.rb", "It breaks.", "0123abcd", "empty since 2023")


def written(folder: Path, text: str) -> Path:
    path = folder / ".wishare-lint-baseline.yml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        read(written(folder, text))
    return str(raised.value).splitlines()


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(
    lambda text: " ".join(text.split())
)
NAMES = WORDS.filter(lambda text: text and text.isprintable())
ENTRIES = st.lists(st.builds(Entry, NAMES, NAMES, WORDS, NAMES, WORDS))


@given(ENTRIES)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    path = written(tmp_path_factory.mktemp("app"), render(entries))
    known = {(entry.rule, entry.path, entry.fingerprint, entry.reason) for entry in entries}
    found = read(path).entries
    assert {(entry.rule, entry.path, entry.fingerprint, entry.reason) for entry in found} == known


@pytest.mark.parametrize("fingerprint", ["0123", "1234", "12e5", "0x12", "1_000", "null", "off"])
def test_a_fingerprint_that_looks_like_a_number_stays_text(
    tmp_path: Path, fingerprint: str
) -> None:
    entry = Entry("drop-table", "a.rb", "It breaks.", fingerprint)
    assert read(written(tmp_path, render([entry]))).entries == (entry,)


def test_entries_are_sorted_by_place_so_that_branches_merge() -> None:
    other = Entry("drop-table", "app/models/user.rb", "It breaks.", "ffff")
    assert render([ENTRY, other]) == render([other, ENTRY])
    assert render([ENTRY, other]).index("user.rb") < render([ENTRY, other]).index("1_a.rb")


def test_a_long_message_is_cut(tmp_path: Path) -> None:
    entry = Entry("drop-table", "a.rb", "word " * 100, "ffff")
    (found,) = read(written(tmp_path, render([entry]))).entries
    assert len(found.message) <= 120
    assert found.message.endswith(" …")


def test_a_path_that_is_not_utf_8_can_be_written(tmp_path: Path) -> None:
    entry = Entry("drop-table", "a\udcff.rb", "It breaks.", "ffff")
    assert read(written(tmp_path, render([entry]))).entries[0].path == "a\\udcff.rb"


def test_an_empty_baseline_is_one(tmp_path: Path) -> None:
    path = written(tmp_path, render([]))
    assert read(path) == Baseline(path)


def test_the_reason_may_be_left_out(tmp_path: Path) -> None:
    path = written(
        tmp_path, "findings:\n- {rule: drop-table, path: a.rb, message: x, fingerprint: f}\n"
    )
    assert read(path).entries == (Entry("drop-table", "a.rb", "x", "f"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("findings:\n- {rule: a}\n", "2: `findings[0]` has no `path`"),
        ("findings:\n- a\n", "2: `findings[0]` must be a mapping of keys to values, not `a`"),
        ("finding: []\n", "1: unknown key `finding`; did you mean `findings`?"),
        (
            "findings:\n- {rule: a, path: b, message: c, fingerprint: d, reasons: e}\n",
            "2: unknown key `findings[0].reasons`; did you mean `reason`?",
        ),
        ("version: 2\n", "1: `version` must be 1: a newer wishare-lint has written this"),
        ("<<<<<<< HEAD\n", "1: the file must be a mapping of keys to values"),
        ("findings: [\n", "2: not YAML"),
    ],
)
def test_a_mistake_is_one_plain_line(tmp_path: Path, text: str, message: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(f".wishare-lint-baseline.yml:{message}")
