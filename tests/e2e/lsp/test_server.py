"""The editor server, spoken to by pytest-lsp in the words of several editors."""

import sys
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from tests.conftest import ROOT
from tests.e2e.lsp.conftest import Introduced
from tests.e2e.lsp.editor import Editor, capabilities, codes, edited, started
from tests.rails_app import APP, MIGRATION, MODEL, RailsApp, migration
from wishare_lint.lsp.actions import SHOW_RULE

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]

NOT_NULL = migration("add_column :users, :name, :string, null: false")
HARMLESS = migration("add_column :users, :name, :string")
REMOVAL = migration("remove_column :users, :email, :string")
RENAMED = APP[MODEL].replace("blocked", "banned")
OLD_SYNTAX = "class User < ApplicationRecord\n  enum status: { active: 0, blocked: 1 }\nend\n"


# Diagnostics


async def test_a_new_migration_is_checked_when_it_is_opened(editor: Editor) -> None:
    [found] = await editor.open(MIGRATION, NOT_NULL)
    assert found.code == "add-not-null-no-default"
    assert found.source == "wishare-lint"
    assert found.severity is lsp.DiagnosticSeverity.Error
    assert "`users.name`" in found.message
    assert found.range == lsp.Range(lsp.Position(2, 4), lsp.Position(2, 50))


async def test_a_diagnostic_leads_to_the_page_of_its_rule(editor: Editor) -> None:
    [found] = await editor.open(MIGRATION, NOT_NULL)
    assert found.code_description is not None
    page = Path(found.code_description.href.removeprefix("file://")).read_text(encoding="utf-8")
    assert page.startswith("# add-not-null-no-default\n")


async def test_typing_clears_what_is_mended(editor: Editor) -> None:
    assert await editor.open(MIGRATION, NOT_NULL)
    assert not await editor.type(MIGRATION, HARMLESS)


async def test_a_label_is_compared_with_the_base_as_it_is_typed(editor: Editor) -> None:
    assert not await editor.open(MODEL)
    assert codes(await editor.type(MODEL, RENAMED)) == ["enum-label-renamed"]


async def test_without_a_main_branch_labels_are_compared_with_head(editor: Editor) -> None:
    editor.app.git("branch", "--delete", "--force", "main")
    assert codes(await editor.open(MODEL, RENAMED)) == ["enum-label-renamed"]


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 9), ("utf-16", 7)])
async def test_columns_are_counted_as_the_editor_counts(
    introduced: Introduced, encoding: str, character: int
) -> None:
    editor = await introduced(capabilities("neovim", [encoding]))
    text = HARMLESS.replace("    add_column", '"🙂"; add_column') + "\n"
    [found] = await editor.open(MIGRATION, text.replace(":string", ":string, null: false"))
    # A quotation mark, the face, a quotation mark, a semicolon, a space.
    assert found.range.start == lsp.Position(2, character - 1)


async def test_what_belongs_to_a_finding_is_a_link(editor: Editor) -> None:
    job = "app/jobs/mail_job.rb"
    editor.app.write(
        {job: "class MailJob\n  def perform\n    User.blocked.each(&:mail)\n  end\nend\n"}
    )
    found = await editor.open(MODEL, RENAMED)
    related = [place for each in found for place in each.related_information or ()]
    assert [(place.location.uri, place.location.range.start.line) for place in related] == [
        (editor.uri(job), 2)
    ]


async def test_closing_a_file_clears_it(editor: Editor) -> None:
    assert await editor.open(MIGRATION, NOT_NULL)
    editor.close(MIGRATION)
    await editor.until(MIGRATION, [])


async def test_a_comment_that_hides_nothing_is_shown_faded(editor: Editor) -> None:
    text = HARMLESS.replace(":string", ":string # wishare-lint:disable remove-column")
    [found] = await editor.open(MIGRATION, text)
    assert list(found.tags or ()) == [lsp.DiagnosticTag.Unnecessary]


# Other files


async def test_a_model_as_it_is_typed_counts_for_a_migration(editor: Editor) -> None:
    before = codes(await editor.open(MIGRATION, REMOVAL))
    assert "remove-column" in before
    await editor.open(MODEL)
    ignoring = APP[MODEL].replace("  enum", '  self.ignored_columns += ["email"]\n  enum')
    editor.app.commit({MODEL: ignoring})
    editor.app.git("branch", "--force", "main")
    await editor.type(MODEL, ignoring)
    editor.save(MODEL)
    await editor.until(MIGRATION, [rule for rule in before if rule != "remove-column"])


async def test_a_configuration_that_is_written_counts_at_once(editor: Editor) -> None:
    assert await editor.open(MIGRATION, NOT_NULL)
    off = "rules:\n  add-not-null-no-default:\n    enabled: false\n"
    editor.app.write({".wishare-lint.yml": off})
    editor.written(".wishare-lint.yml")
    await editor.until(MIGRATION, [])


async def test_a_wrong_configuration_is_one_line_in_the_log(editor: Editor) -> None:
    editor.app.write({".wishare-lint.yml": "profil: strict\n"})
    assert not await editor.open(MIGRATION, NOT_NULL)
    [line] = editor.log
    assert ".wishare-lint.yml" in line
    assert "profil" in line


async def test_a_commit_is_a_new_base_on_the_main_branch(editor: Editor) -> None:
    editor.app.git("switch", "--quiet", "main")
    editor.app.write({MODEL: RENAMED})
    assert await editor.open(MODEL)
    editor.app.commit({})
    editor.save(MODEL)
    await editor.until(MODEL, [])


async def test_several_apps_are_checked_each_by_itself(editor: Editor, tmp_path: Path) -> None:
    other = RailsApp(tmp_path / "other")
    other.write(APP)
    assert await editor.open(MIGRATION, NOT_NULL)
    elsewhere = editor.elsewhere(other.root)
    assert codes(await elsewhere.open(MIGRATION, NOT_NULL)) == ["add-not-null-no-default"]
    nested = {f"blog/{path}": text for path, text in APP.items()}
    editor.app.commit(nested)
    editor.app.git("branch", "--force", "main")
    await editor.open(f"blog/{MIGRATION}", NOT_NULL)
    await editor.until(f"blog/{MIGRATION}", ["add-not-null-no-default"])


async def test_an_app_behind_a_link_keeps_the_name_that_the_editor_knows(
    editor: Editor, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(editor.app.root)
    linked = editor.elsewhere(link)
    [found] = await linked.open(MIGRATION, NOT_NULL)
    disable = await linked.action(MIGRATION, found, "Disable")
    assert disable.edit is not None
    assert list(disable.edit.changes or ()) == [linked.uri(MIGRATION)]


# Bad input


@pytest.mark.parametrize(
    "text", ["class", "def x(\n" * 50, "\0\0", "", "class A < ActiveRecord::Migration[8.0\n  def"]
)
async def test_broken_ruby_is_met_with_patience(editor: Editor, text: str) -> None:
    await editor.open(MIGRATION, text)
    assert codes(await editor.type(MIGRATION, NOT_NULL)) == ["add-not-null-no-default"]
    assert not editor.log


async def test_a_file_outside_of_every_app_is_left_alone(editor: Editor, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    assert not await editor.elsewhere(alone).open("script.rb", NOT_NULL)
    assert await editor.open(MIGRATION, NOT_NULL)
    assert not editor.log


async def test_a_rule_that_fails_is_told_in_the_log(app: RailsApp) -> None:
    code = (
        "import importlib.metadata as m\n"
        "m.entry_points = lambda group: [m.EntryPoint('x', 'tests.broken_pack', group)]\n"
        "from wishare_lint.cli import program\n"
        "program(['lsp'])\n"
    )
    editor = Editor(app, await started(["env", f"PYTHONPATH={ROOT}", sys.executable, "-c", code]))
    await editor.start(capabilities("neovim"))
    await editor.open(MIGRATION, NOT_NULL)
    assert any(MIGRATION in line for line in editor.log)
    await editor.client.shutdown_session()


# Questions


async def test_the_pointer_shows_the_page_and_what_to_do(editor: Editor) -> None:
    await editor.open(MIGRATION, NOT_NULL)
    page = await editor.hover(MIGRATION, lsp.Position(2, 10))
    assert page is not None
    assert "# add-not-null-no-default" in page
    assert "Instead:" in page
    assert await editor.hover(MIGRATION, lsp.Position(0, 0)) is None


async def test_a_fix_is_offered_and_cures(editor: Editor) -> None:
    editor.app.write({"Gemfile.lock": "GEM\n  specs:\n    rails (7.0.8)\n"})
    [found] = await editor.open(MODEL, OLD_SYNTAX)
    assert found.code == "enum-keyword-syntax"
    fix = await editor.action(MODEL, found, "Name the attribute first")
    assert fix.is_preferred
    cured = edited(OLD_SYNTAX, fix)
    assert "enum :status, " in cured
    assert not await editor.type(MODEL, cured)


async def test_a_comment_with_a_reason_is_offered_and_hides(editor: Editor) -> None:
    [found] = await editor.open(MIGRATION, NOT_NULL)
    disable = await editor.action(MIGRATION, found, "Disable")
    hidden = edited(NOT_NULL, disable)
    assert "false # wishare-lint:disable add-not-null-no-default -- why this is safe\n" in hidden
    assert not await editor.type(MIGRATION, hidden)


async def test_the_reason_is_for_the_user_to_write(introduced: Introduced) -> None:
    abilities = capabilities("visual_studio_code")
    assert abilities.workspace
    assert abilities.workspace.workspace_edit
    abilities.workspace.workspace_edit.snippet_edit_support = True
    editor = await introduced(abilities)
    [found] = await editor.open(MIGRATION, NOT_NULL)
    disable = await editor.action(MIGRATION, found, "Disable")
    assert disable.edit is not None
    [change] = disable.edit.document_changes or ()
    assert isinstance(change, lsp.TextDocumentEdit)
    assert change.text_document.version == 1
    [edit] = change.edits
    assert isinstance(edit, lsp.SnippetTextEdit)
    assert edit.snippet.value.endswith("-- ${1:why this is safe}")


async def test_an_action_is_about_the_text_as_it_is_now(editor: Editor) -> None:
    [found] = await editor.open(MIGRATION, NOT_NULL)
    await editor.type(MIGRATION, HARMLESS)
    assert not await editor.actions(MIGRATION, found)


async def test_an_editor_that_shows_no_documents_gets_the_page_as_a_message(
    introduced: Introduced,
) -> None:
    editor = await introduced(capabilities("neovim@0.7"))
    [found] = await editor.open(MIGRATION, NOT_NULL)
    *_, show = await editor.actions(MIGRATION, found)
    assert show.title == "Show what add-not-null-no-default is about"
    await editor.client.workspace_execute_command_async(
        lsp.ExecuteCommandParams(SHOW_RULE, ["add-not-null-no-default"])
    )
    [message] = editor.client.messages
    assert message.message.startswith("# add-not-null-no-default")


async def test_the_roll_back_and_the_locks_stand_above_a_migration(editor: Editor) -> None:
    await editor.open(MIGRATION, HARMLESS)
    locks = (0, "locks users: blocks reads and writes")
    assert await editor.lenses(MIGRATION) == [(0, "rollback: exact"), locks]
    await editor.type(MIGRATION, migration("remove_column :users, :email"))
    assert await editor.lenses(MIGRATION) == [(0, "rollback: irreversible"), locks]


async def test_a_new_table_locks_nobody(editor: Editor) -> None:
    await editor.open(MIGRATION, migration("create_table :labels"))
    assert await editor.lenses(MIGRATION) == [(0, "rollback: exact")]


async def test_the_column_of_an_enum_stands_above_it(editor: Editor) -> None:
    await editor.open(MODEL)
    assert await editor.lenses(MODEL) == [(1, "users.status (integer)")]
