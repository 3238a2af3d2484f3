"""An editor that speaks to the real server in a process of its own."""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.rails_app import RailsApp

SERVER = (sys.executable, "-m", "wishare_lint", "lsp")
PATIENCE = 60
"""Seconds until a test gives up; nothing waits that long."""


@dataclass
class Editor:
    """Opens, changes and closes files of an app, and waits for what the server shows of them."""

    app: RailsApp
    client: LanguageClient
    versions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._logged = len(self.client.log_messages)

    @property
    def log(self) -> list[str]:
        """What the server has written into the log since this editor was made."""
        return [entry.message for entry in self.client.log_messages[self._logged :]]

    async def start(self, capabilities: lsp.ClientCapabilities) -> lsp.InitializeResult:
        """Says hello."""
        return await self.client.initialize_session(
            lsp.InitializeParams(capabilities=capabilities, root_uri=self.app.root.as_uri())
        )

    def uri(self, path: str) -> str:
        return (self.app.root / path).as_uri()

    async def open(self, path: str, text: str | None = None) -> Sequence[lsp.Diagnostic]:
        """Opens a file, with the text on disk if none is given; gives what is found in it."""
        if text is None:
            text = (self.app.root / path).read_text(encoding="utf-8")
        self.versions[path] = 1
        item = lsp.TextDocumentItem(self.uri(path), lsp.LanguageKind.Ruby, 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.shown(path)

    async def type(self, path: str, text: str) -> Sequence[lsp.Diagnostic]:
        """Replaces the text; gives what is found in it then."""
        self.versions[path] += 1
        document = lsp.VersionedTextDocumentIdentifier(self.versions[path], self.uri(path))
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.diagnostics.pop(self.uri(path), None)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))
        return await self.shown(path)

    def save(self, path: str) -> None:
        document = lsp.TextDocumentIdentifier(self.uri(path))
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(document))

    def close(self, path: str) -> None:
        document = lsp.TextDocumentIdentifier(self.uri(path))
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))

    def written(self, path: str) -> None:
        """Tells that a file has changed on disk."""
        event = lsp.FileEvent(self.uri(path), lsp.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))

    async def shown(self, path: str) -> Sequence[lsp.Diagnostic]:
        """What is shown of a file, as soon as anything is."""
        async with asyncio.timeout(PATIENCE):
            while self.uri(path) not in self.client.diagnostics:
                await asyncio.sleep(0.01)
        return self.client.diagnostics[self.uri(path)]

    async def until(self, path: str, rules: Sequence[str]) -> None:
        """Waits until exactly these rules are shown of a file."""
        async with asyncio.timeout(PATIENCE):
            while codes(await self.shown(path)) != list(rules):
                await asyncio.sleep(0.01)

    async def actions(
        self, path: str, diagnostic: lsp.Diagnostic
    ) -> Sequence[lsp.Command | lsp.CodeAction]:
        found = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(self.uri(path)),
                diagnostic.range,
                lsp.CodeActionContext([diagnostic]),
            )
        )
        return found or ()

    async def action(self, path: str, diagnostic: lsp.Diagnostic, title: str) -> lsp.CodeAction:
        """The one whose title begins so."""
        found = await self.actions(path, diagnostic)
        [action] = [action for action in found if action.title.startswith(title)]
        assert isinstance(action, lsp.CodeAction)
        return action

    async def hover(self, path: str, position: lsp.Position) -> str | None:
        found = await self.client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(self.uri(path)), position)
        )
        if found is None:
            return None
        assert isinstance(found.contents, lsp.MarkupContent)
        return found.contents.value

    async def lenses(self, path: str) -> list[tuple[int, str]]:
        """The titles with the line, from 0, that each stands above."""
        found = await self.client.text_document_code_lens_async(
            lsp.CodeLensParams(lsp.TextDocumentIdentifier(self.uri(path)))
        )
        return [(lens.range.start.line, lens.command.title) for lens in found or () if lens.command]

    def elsewhere(self, root: Path) -> "Editor":
        """The same editor, with files of another app."""
        return replace(self, app=RailsApp(root), versions={})


def codes(diagnostics: Sequence[lsp.Diagnostic]) -> list[str]:
    return [str(diagnostic.code) for diagnostic in diagnostics]


def edited(text: str, action: lsp.CodeAction) -> str:
    """A text after the edits of an action; its lines hold ASCII only."""
    assert action.edit is not None
    if action.edit.document_changes:
        change = action.edit.document_changes[0]
        assert isinstance(change, lsp.TextDocumentEdit)
        edits = list(change.edits)
    else:
        edits = [edit for found in (action.edit.changes or {}).values() for edit in found]
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    for edit in sorted(edits, key=lambda e: e.range.start.line, reverse=True):
        assert isinstance(edit, lsp.TextEdit)
        start, end = edit.range.start, edit.range.end
        before = text[: starts[start.line] + start.character]
        text = before + edit.new_text + text[starts[end.line] + end.character :]
    return text


def capabilities(name: str, encodings: Sequence[str] = ()) -> lsp.ClientCapabilities:
    """The abilities of a known editor, if need be with other encodings."""
    found = client_capabilities(name)
    if encodings:
        kinds = [lsp.PositionEncodingKind(encoding) for encoding in encodings]
        found.general = lsp.GeneralClientCapabilities(position_encodings=kinds)
    return found


async def started(command: Sequence[str] = SERVER) -> LanguageClient:
    """The client of a server that runs, and waits for a hello. No CI names a base to it."""
    mine = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "CI_", "PRE_COMMIT_"))
    }
    client = await ClientServerConfig(server_command=list(command), server_env=mine).start()
    assert isinstance(client, LanguageClient)
    return client
