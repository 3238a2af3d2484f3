"""The conversation with the editor: which of its messages mean what."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from wishare_lint.lsp.actions import SHOW_RULE, Editor, actions
from wishare_lint.lsp.desk import TYPING, Desk
from wishare_lint.lsp.diagnostics import hover
from wishare_lint.lsp.pages import Pages
from wishare_lint.lsp.results import Result, result_of
from wishare_lint.lsp.work_tree import WorkTree
from wishare_lint.lsp.work_trees import WorkTrees
from wishare_lint.output.tool import NAME, VERSION
from wishare_lint.packs import AnyRule

WATCHED = (
    "**/.wishare-lint.{yml,yaml}",
    "**/config/**/*.{rb,yml}",
    "**/db/**/*.{rb,sql}",
    "**/app/**/*.rb",
    "**/Gemfile.lock",
    "**/.git/HEAD",
)
"""What the client is asked to watch, if it can. Any change makes the server look at the disk."""


class Server(LanguageServer):
    """The server of one editor; `base` is what to compare with, None for what `check` chooses."""

    def __init__(self, rules: Sequence[AnyRule], base: str | None) -> None:
        super().__init__(NAME, VERSION)
        self._folder = TemporaryDirectory(prefix=f"{NAME}-")
        self.pages = Pages(Path(self._folder.name), {rule.id: rule.info() for rule in rules})
        self.desk = Desk(WorkTrees(rules, base), self._look, self._show, self.complain)
        self._said: set[str] = set()
        self._uris: dict[Path, str] = {}

    def file(self, uri: str) -> Path | None:
        """The file of a document; None for one that has none, such as a new one without a name."""
        path = uris.to_fs_path(uri) if uri.startswith("file:") else None
        if path is None:
            return None
        self._uris[Path(path)] = uri
        return Path(path)

    def editor(self) -> Editor:
        """What the client can do, by what it said of itself."""
        workspace = self.client_capabilities.workspace
        edit = workspace.workspace_edit if workspace else None
        documents = self.workspace.text_documents.values()
        return Editor(
            document_changes=bool(edit and edit.document_changes),
            snippets=bool(edit and edit.document_changes and edit.snippet_edit_support),
            versions={document.uri: document.version for document in documents},
        )

    def complain(self, problem: str) -> None:
        """Writes a line into the editor's log; the same one only once."""
        if problem not in self._said:
            self._said.add(problem)
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, problem))

    def publish(self, file: Path, diagnostics: list[lsp.Diagnostic], version: int | None) -> None:
        """Replaces what the editor shows of a file."""
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(self._uris[file], diagnostics, version)
        )

    def _look(self, file: Path, tree: WorkTree) -> Result:
        return result_of(file, tree, self.workspace.position_codec, self.pages)

    def _show(self, file: Path, version: int | None, result: Result | None) -> None:
        for error in result.report.errors if result else ():
            self.complain(f"internal error in rule {error.rule} on {error.path}: {error.error}")
        self.publish(file, result.diagnostics if result else [], version)


def make_server(rules: Sequence[AnyRule], base: str | None = None) -> Server:
    """A server that knows what to do with each message."""
    server = Server(rules, base)
    _follow_documents(server)
    _follow_disk(server)
    _answer_questions(server)
    return server


def _follow_documents(server: Server) -> None:
    desk = server.desk

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def _opened(params: lsp.DidOpenTextDocumentParams) -> None:
        file = server.file(params.text_document.uri)
        if file is not None:
            desk.put(file, params.text_document.version, params.text_document.text)
            desk.check_soon(disk=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(params: lsp.DidChangeTextDocumentParams) -> None:
        file = server.file(params.text_document.uri)
        if file is not None:
            document = server.workspace.get_text_document(params.text_document.uri)
            desk.put(file, params.text_document.version, document.source)
            desk.check_soon(TYPING)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def _saved(_params: lsp.DidSaveTextDocumentParams) -> None:
        desk.check_soon(disk=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(params: lsp.DidCloseTextDocumentParams) -> None:
        file = server.file(params.text_document.uri)
        if file is not None:
            desk.take(file)
            server.publish(file, [], None)
            desk.check_soon(disk=True)


def _follow_disk(server: Server) -> None:
    @server.feature(lsp.INITIALIZED)
    def _initialized(_params: lsp.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if not (watching and watching.dynamic_registration):
            return
        options = lsp.DidChangeWatchedFilesRegistrationOptions(
            [lsp.FileSystemWatcher(pattern) for pattern in WATCHED]
        )
        registration = lsp.Registration(
            "watched-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
        )
        server.client_register_capability(lsp.RegistrationParams([registration]))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _written(_params: lsp.DidChangeWatchedFilesParams) -> None:
        server.desk.check_soon(TYPING, disk=True)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def _folders(_params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        server.desk.check_soon(TYPING, disk=True)

    @server.feature(lsp.SHUTDOWN)
    def _ended(_params: None) -> None:
        server.desk.close()


def _answer_questions(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def _hover(params: lsp.HoverParams) -> lsp.Hover | None:
        result = await _result(server, params.text_document)
        here = lsp.Range(params.position, params.position)
        found = [pair for pair in result.found if _touch(pair[1].range, here)] if result else []
        if not found:
            return None
        text = "\n\n---\n\n".join(hover(finding, server.pages) for finding, _ in found)
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), found[0][1].range)

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]),
    )
    async def _actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        wanted = params.context.only
        result = await _result(server, params.text_document)
        if result is None or (wanted and lsp.CodeActionKind.QuickFix not in wanted):
            return []
        found, editor = result, server.editor()
        return await server.desk.beside(
            lambda: [
                action
                for finding, diagnostic in found.found
                if _touch(diagnostic.range, params.range)
                for action in actions(finding, diagnostic, found.positions, editor)
            ]
        )

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    async def _lenses(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        result = await _result(server, params.text_document)
        return list(result.lenses) if result else []

    @server.command(SHOW_RULE)
    def _show_rule(rule: str) -> None:
        window = server.client_capabilities.window
        if window and window.show_document and window.show_document.support:
            uri = server.pages.uri(rule)
            server.window_show_document(lsp.ShowDocumentParams(uri, take_focus=True))
            return
        text = server.pages.text(rule)
        server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, text))


async def _result(server: Server, document: lsp.TextDocumentIdentifier) -> Result | None:
    file = server.file(document.uri)
    return await server.desk.result(file) if file else None


def _touch(one: lsp.Range, other: lsp.Range) -> bool:
    return _order(one.start) <= _order(other.end) and _order(other.start) <= _order(one.end)


def _order(position: lsp.Position) -> tuple[int, int]:
    return position.line, position.character
