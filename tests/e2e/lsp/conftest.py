"""The editors that the tests of the server share."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest_asyncio
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient

from tests.e2e.lsp.editor import Editor, capabilities, started
from tests.rails_app import RailsApp

Introduced = Callable[[lsp.ClientCapabilities], Awaitable[Editor]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[LanguageClient]:
    """A server that goes on from test to test, and that takes us for Neovim."""
    found = await started()
    await found.initialize_session(lsp.InitializeParams(capabilities=capabilities("neovim")))
    yield found
    await found.shutdown_session()


@pytest_asyncio.fixture(loop_scope="module")
async def editor(app: RailsApp, client: LanguageClient) -> AsyncIterator[Editor]:
    """An editor in an app that its server has not seen before."""
    found = Editor(app, client)
    yield found
    for path in found.versions:
        found.close(path)


@pytest_asyncio.fixture(loop_scope="module")
async def introduced(app: RailsApp) -> AsyncIterator[Introduced]:
    """Makes an editor of certain abilities, with a server of its own."""
    clients: list[LanguageClient] = []

    async def introduce(abilities: lsp.ClientCapabilities) -> Editor:
        clients.append(await started())
        editor = Editor(app, clients[-1])
        await editor.start(abilities)
        return editor

    yield introduce
    for client in clients:
        await client.shutdown_session()
